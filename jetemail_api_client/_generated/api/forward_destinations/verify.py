"""POST /inbound/forward-destinations/verify

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
from ...models.forward_destinations_verify_request import ForwardDestinationsVerifyRequest
from ...models.forward_destinations_verify_result import ForwardDestinationsVerifyResult

OPERATION: _Operation[ForwardDestinationsVerifyResult] = _Operation(
    name="forward_destinations.verify",
    method="POST",
    path="/inbound/forward-destinations/verify",
    retry="never",
    key=None,
    secrets=frozenset(["token"]),
    read=ForwardDestinationsVerifyResult.from_dict,
)


def request(*, body: ForwardDestinationsVerifyRequest) -> _Request[ForwardDestinationsVerifyResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, body=body.to_dict())


def sync(
    client: _Sender, *, body: ForwardDestinationsVerifyRequest
) -> ForwardDestinationsVerifyResult:
    """Confirm a forwarding destination, and wait for the answer."""
    return client.send(request(body=body))


async def asyncio(
    client: _AsyncSender, *, body: ForwardDestinationsVerifyRequest
) -> ForwardDestinationsVerifyResult:
    """Confirm a forwarding destination, without blocking."""
    return await client.send(request(body=body))
