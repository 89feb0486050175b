"""DELETE /outbound/transactional-keys

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
from ...models.acknowledgement import Acknowledgement
from ...models.transactional_keys_delete_request import TransactionalKeysDeleteRequest

OPERATION: _Operation[Acknowledgement] = _Operation(
    name="transactional_keys.delete",
    method="DELETE",
    path="/outbound/transactional-keys",
    retry="idempotent",
    key="account",
    secrets=frozenset(["api_token"]),
    parse=Acknowledgement.from_dict,
)


def request(*, body: TransactionalKeysDeleteRequest) -> _Request[Acknowledgement]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, body=body)


def sync(client: _Client, *, body: TransactionalKeysDeleteRequest) -> Acknowledgement:
    """Delete a transactional key; block until the response is there."""
    return client.execute(request(body=body))


async def asyncio(client: _AsyncClient, *, body: TransactionalKeysDeleteRequest) -> Acknowledgement:
    """Delete a transactional key, without blocking."""
    return await client.execute(request(body=body))
