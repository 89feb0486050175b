"""POST /inbound/forward-destinations/verify

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
from ...models.forward_destinations_verify_request import ForwardDestinationsVerifyRequest
from ...models.forward_destinations_verify_result import ForwardDestinationsVerifyResult

OPERATION: _Operation[ForwardDestinationsVerifyResult] = _Operation(
    name="forward_destinations.verify",
    method="POST",
    path="/inbound/forward-destinations/verify",
    retry="never",
    key=None,
    secrets=frozenset(["token"]),
    parse=ForwardDestinationsVerifyResult.from_dict,
)


def request(*, body: ForwardDestinationsVerifyRequest) -> _Request[ForwardDestinationsVerifyResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, body=body)


def sync(
    client: _Client, *, body: ForwardDestinationsVerifyRequest
) -> ForwardDestinationsVerifyResult:
    """Confirm a forwarding destination; block until the response is there."""
    return client.execute(request(body=body))


async def asyncio(
    client: _AsyncClient, *, body: ForwardDestinationsVerifyRequest
) -> ForwardDestinationsVerifyResult:
    """Confirm a forwarding destination, without blocking."""
    return await client.execute(request(body=body))
