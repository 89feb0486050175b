"""PATCH /webhooks

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
from ...models.webhooks_update_request import WebhooksUpdateRequest

OPERATION: _Operation[Acknowledgement] = _Operation(
    name="webhooks.update",
    method="PATCH",
    path="/webhooks",
    retry="idempotent",
    key="account",
    secrets=frozenset(["filter_users"]),
    read=Acknowledgement.from_dict,
)


def request(*, body: WebhooksUpdateRequest) -> _Request[Acknowledgement]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, body=body.to_dict())


def sync(client: _Sender, *, body: WebhooksUpdateRequest) -> Acknowledgement:
    """Update a webhook, and wait for the answer."""
    return client.send(request(body=body))


async def asyncio(client: _AsyncSender, *, body: WebhooksUpdateRequest) -> Acknowledgement:
    """Update a webhook, without blocking."""
    return await client.send(request(body=body))
