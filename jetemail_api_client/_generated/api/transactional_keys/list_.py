"""GET /outbound/transactional-keys

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
from ...models.transactional_keys_list_result import TransactionalKeysListResult

OPERATION: _Operation[TransactionalKeysListResult] = _Operation(
    name="transactional_keys.list",
    method="GET",
    path="/outbound/transactional-keys",
    retry="safe",
    key="account",
    secrets=frozenset(["api_token"]),
    read=TransactionalKeysListResult.from_dict,
)


def request() -> _Request[TransactionalKeysListResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION)


def sync(client: _Sender) -> TransactionalKeysListResult:
    """List transactional keys, and wait for the answer."""
    return client.send(request())


async def asyncio(client: _AsyncSender) -> TransactionalKeysListResult:
    """List transactional keys, without blocking."""
    return await client.send(request())
