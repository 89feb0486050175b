"""POST /outbound/transactional-keys/rotate

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
from ...models.transactional_keys_rotate_request import TransactionalKeysRotateRequest
from ...models.transactional_keys_rotate_result import TransactionalKeysRotateResult

OPERATION: _Operation[TransactionalKeysRotateResult] = _Operation(
    name="transactional_keys.rotate",
    method="POST",
    path="/outbound/transactional-keys/rotate",
    retry="never",
    key="account",
    secrets=frozenset(["api_token"]),
    read=TransactionalKeysRotateResult.from_dict,
)


def request(*, body: TransactionalKeysRotateRequest) -> _Request[TransactionalKeysRotateResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, body=body.to_dict())


def sync(client: _Sender, *, body: TransactionalKeysRotateRequest) -> TransactionalKeysRotateResult:
    """Rotate a transactional key, and wait for the answer."""
    return client.send(request(body=body))


async def asyncio(
    client: _AsyncSender, *, body: TransactionalKeysRotateRequest
) -> TransactionalKeysRotateResult:
    """Rotate a transactional key, without blocking."""
    return await client.send(request(body=body))
