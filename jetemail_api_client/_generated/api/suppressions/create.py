"""POST /outbound/suppression

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
from ...models.suppressions_create_request import SuppressionsCreateRequest
from ...models.suppressions_create_result import SuppressionsCreateResult

OPERATION: _Operation[SuppressionsCreateResult] = _Operation(
    name="suppressions.create",
    method="POST",
    path="/outbound/suppression",
    retry="never",
    key="account",
    read=SuppressionsCreateResult.from_dict,
)


def request(*, body: SuppressionsCreateRequest) -> _Request[SuppressionsCreateResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, body=body.to_dict())


def sync(client: _Sender, *, body: SuppressionsCreateRequest) -> SuppressionsCreateResult:
    """Create a suppression rule, and wait for the answer."""
    return client.send(request(body=body))


async def asyncio(
    client: _AsyncSender, *, body: SuppressionsCreateRequest
) -> SuppressionsCreateResult:
    """Create a suppression rule, without blocking."""
    return await client.send(request(body=body))
