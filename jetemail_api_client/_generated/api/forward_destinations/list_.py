"""GET /inbound/forward-destinations

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from ...._runtime.operations import (
    AsyncClient as _AsyncClient,
    Client as _Client,
    Operation as _Operation,
    Request as _Request,
)
from ...._runtime.requests import build_request as _build_request
from ...models.forward_destinations_list_result import ForwardDestinationsListResult

OPERATION: _Operation[ForwardDestinationsListResult] = _Operation(
    name="forward_destinations.list",
    method="GET",
    path="/inbound/forward-destinations",
    retry="safe",
    key="account",
    parse=ForwardDestinationsListResult.from_dict,
)


def request() -> _Request[ForwardDestinationsListResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION)


def sync(client: _Client) -> ForwardDestinationsListResult:
    """List forwarding destinations; block until the response is there."""
    return client.execute(request())


async def asyncio(client: _AsyncClient) -> ForwardDestinationsListResult:
    """List forwarding destinations, without blocking."""
    return await client.execute(request())
