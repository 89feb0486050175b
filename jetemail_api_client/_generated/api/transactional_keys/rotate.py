"""POST /outbound/transactional-keys/rotate

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
from ...models.transactional_keys_rotate_request import TransactionalKeysRotateRequest
from ...models.transactional_keys_rotate_result import TransactionalKeysRotateResult

OPERATION: _Operation[TransactionalKeysRotateResult] = _Operation(
    name="transactional_keys.rotate",
    method="POST",
    path="/outbound/transactional-keys/rotate",
    retry="never",
    key="account",
    secrets=frozenset(["api_token"]),
    parse=TransactionalKeysRotateResult.from_dict,
)


def request(*, body: TransactionalKeysRotateRequest) -> _Request[TransactionalKeysRotateResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, body=body)


def sync(client: _Client, *, body: TransactionalKeysRotateRequest) -> TransactionalKeysRotateResult:
    """Rotate a transactional key; block until the response is there."""
    return client.execute(request(body=body))


async def asyncio(
    client: _AsyncClient, *, body: TransactionalKeysRotateRequest
) -> TransactionalKeysRotateResult:
    """Rotate a transactional key, without blocking."""
    return await client.execute(request(body=body))
