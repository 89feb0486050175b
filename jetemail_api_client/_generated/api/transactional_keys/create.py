"""POST /outbound/transactional-keys

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
from ...models.transactional_keys_create_request import TransactionalKeysCreateRequest
from ...models.transactional_keys_create_result import TransactionalKeysCreateResult

OPERATION: _Operation[TransactionalKeysCreateResult] = _Operation(
    name="transactional_keys.create",
    method="POST",
    path="/outbound/transactional-keys",
    retry="never",
    key="account",
    secrets=frozenset(["api_token"]),
    read=TransactionalKeysCreateResult.from_dict,
)


def request(*, body: TransactionalKeysCreateRequest) -> _Request[TransactionalKeysCreateResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, body=body.to_dict())


def sync(client: _Sender, *, body: TransactionalKeysCreateRequest) -> TransactionalKeysCreateResult:
    """Create a transactional key, and wait for the answer."""
    return client.send(request(body=body))


async def asyncio(
    client: _AsyncSender, *, body: TransactionalKeysCreateRequest
) -> TransactionalKeysCreateResult:
    """Create a transactional key, without blocking."""
    return await client.send(request(body=body))
