"""PATCH /webhooks

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
from ...models.webhooks_update_request import WebhooksUpdateRequest

OPERATION: _Operation[Acknowledgement] = _Operation(
    name="webhooks.update",
    method="PATCH",
    path="/webhooks",
    retry="idempotent",
    key="account",
    secrets=frozenset(["filter_users"]),
    parse=Acknowledgement.from_dict,
)


def request(*, body: WebhooksUpdateRequest) -> _Request[Acknowledgement]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, body=body)


def sync(client: _Client, *, body: WebhooksUpdateRequest) -> Acknowledgement:
    """Update a webhook; block until the response is there."""
    return client.execute(request(body=body))


async def asyncio(client: _AsyncClient, *, body: WebhooksUpdateRequest) -> Acknowledgement:
    """Update a webhook, without blocking."""
    return await client.execute(request(body=body))
