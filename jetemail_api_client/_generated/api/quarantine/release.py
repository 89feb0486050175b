"""POST /inbound/quarantine-release

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
from ...models.quarantine_release_request import QuarantineReleaseRequest
from ...models.quarantine_release_result import QuarantineReleaseResult

OPERATION: _Operation[QuarantineReleaseResult] = _Operation(
    name="quarantine.release",
    method="POST",
    path="/inbound/quarantine-release",
    retry="never",
    key="account",
    parse=QuarantineReleaseResult.from_dict,
)


def request(*, body: QuarantineReleaseRequest) -> _Request[QuarantineReleaseResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, body=body)


def sync(client: _Client, *, body: QuarantineReleaseRequest) -> QuarantineReleaseResult:
    """Release a message from quarantine; block until the response is there."""
    return client.execute(request(body=body))


async def asyncio(
    client: _AsyncClient, *, body: QuarantineReleaseRequest
) -> QuarantineReleaseResult:
    """Release a message from quarantine, without blocking."""
    return await client.execute(request(body=body))
