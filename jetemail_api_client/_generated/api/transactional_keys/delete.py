"""DELETE /outbound/transactional-keys

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
from ...models.acknowledgement import Acknowledgement
from ...models.transactional_keys_delete_request import TransactionalKeysDeleteRequest

OPERATION: _Operation[Acknowledgement] = _Operation(
    name="transactional_keys.delete",
    method="DELETE",
    path="/outbound/transactional-keys",
    retry="idempotent",
    key="account",
    secrets=frozenset(["api_token"]),
    read=Acknowledgement.from_dict,
)


def request(*, body: TransactionalKeysDeleteRequest) -> _Request[Acknowledgement]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, body=body.to_dict())


def sync(client: _Sender, *, body: TransactionalKeysDeleteRequest) -> Acknowledgement:
    """Delete a transactional key, and wait for the answer."""
    return client.send(request(body=body))


async def asyncio(client: _AsyncSender, *, body: TransactionalKeysDeleteRequest) -> Acknowledgement:
    """Delete a transactional key, without blocking."""
    return await client.send(request(body=body))
