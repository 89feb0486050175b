"""POST /inbound/quarantine-release

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
from ...models.quarantine_release_request import QuarantineReleaseRequest
from ...models.quarantine_release_result import QuarantineReleaseResult

OPERATION: _Operation[QuarantineReleaseResult] = _Operation(
    name="quarantine.release",
    method="POST",
    path="/inbound/quarantine-release",
    retry="never",
    key="account",
    read=QuarantineReleaseResult.from_dict,
)


def request(*, body: QuarantineReleaseRequest) -> _Request[QuarantineReleaseResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, body=body.to_dict())


def sync(client: _Sender, *, body: QuarantineReleaseRequest) -> QuarantineReleaseResult:
    """Release a message from quarantine, and wait for the answer."""
    return client.send(request(body=body))


async def asyncio(
    client: _AsyncSender, *, body: QuarantineReleaseRequest
) -> QuarantineReleaseResult:
    """Release a message from quarantine, without blocking."""
    return await client.send(request(body=body))
