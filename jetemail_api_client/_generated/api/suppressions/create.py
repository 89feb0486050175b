"""POST /outbound/suppression

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
from ...models.suppressions_create_request import SuppressionsCreateRequest
from ...models.suppressions_create_result import SuppressionsCreateResult

OPERATION: _Operation[SuppressionsCreateResult] = _Operation(
    name="suppressions.create",
    method="POST",
    path="/outbound/suppression",
    retry="never",
    key="account",
    parse=SuppressionsCreateResult.from_dict,
)


def request(*, body: SuppressionsCreateRequest) -> _Request[SuppressionsCreateResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, body=body)


def sync(client: _Client, *, body: SuppressionsCreateRequest) -> SuppressionsCreateResult:
    """Create a suppression rule; block until the response is there."""
    return client.execute(request(body=body))


async def asyncio(
    client: _AsyncClient, *, body: SuppressionsCreateRequest
) -> SuppressionsCreateResult:
    """Create a suppression rule, without blocking."""
    return await client.execute(request(body=body))
