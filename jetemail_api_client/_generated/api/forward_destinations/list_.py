"""GET /inbound/forward-destinations

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from ...._runtime.records import (
    AsyncSender as _AsyncSender,
    Operation as _Operation,
    Request as _Request,
    Sender as _Sender,
)
from ...._runtime.requests import build_request as _build_request
from ...models.forward_destinations_list_result import ForwardDestinationsListResult

OPERATION: _Operation[ForwardDestinationsListResult] = _Operation(
    name="forward_destinations.list",
    method="GET",
    path="/inbound/forward-destinations",
    retry="safe",
    key="account",
    read=ForwardDestinationsListResult.from_dict,
)


def request() -> _Request[ForwardDestinationsListResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION)


def sync(client: _Sender) -> ForwardDestinationsListResult:
    """List forwarding destinations, and wait for the answer."""
    return client.send(request())


async def asyncio(client: _AsyncSender) -> ForwardDestinationsListResult:
    """List forwarding destinations, without blocking."""
    return await client.send(request())
