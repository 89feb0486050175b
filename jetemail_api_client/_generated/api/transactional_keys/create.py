"""POST /outbound/transactional-keys

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
from ...models.transactional_keys_create_request import TransactionalKeysCreateRequest
from ...models.transactional_keys_create_result import TransactionalKeysCreateResult

OPERATION: _Operation[TransactionalKeysCreateResult] = _Operation(
    name="transactional_keys.create",
    method="POST",
    path="/outbound/transactional-keys",
    retry="never",
    key="account",
    secrets=frozenset(["api_token"]),
    parse=TransactionalKeysCreateResult.from_dict,
)


def request(*, body: TransactionalKeysCreateRequest) -> _Request[TransactionalKeysCreateResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, body=body)


def sync(client: _Client, *, body: TransactionalKeysCreateRequest) -> TransactionalKeysCreateResult:
    """Create a transactional key; block until the response is there."""
    return client.execute(request(body=body))


async def asyncio(
    client: _AsyncClient, *, body: TransactionalKeysCreateRequest
) -> TransactionalKeysCreateResult:
    """Create a transactional key, without blocking."""
    return await client.execute(request(body=body))
