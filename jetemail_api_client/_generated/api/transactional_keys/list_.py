"""GET /outbound/transactional-keys

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
from ...models.transactional_keys_list_result import TransactionalKeysListResult

OPERATION: _Operation[TransactionalKeysListResult] = _Operation(
    name="transactional_keys.list",
    method="GET",
    path="/outbound/transactional-keys",
    retry="safe",
    key="account",
    secrets=frozenset(["api_token"]),
    parse=TransactionalKeysListResult.from_dict,
)


def request() -> _Request[TransactionalKeysListResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION)


def sync(client: _Client) -> TransactionalKeysListResult:
    """List transactional keys; block until the response is there."""
    return client.execute(request())


async def asyncio(client: _AsyncClient) -> TransactionalKeysListResult:
    """List transactional keys, without blocking."""
    return await client.execute(request())
