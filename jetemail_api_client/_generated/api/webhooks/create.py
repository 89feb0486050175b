"""POST /webhooks

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
from ...models.webhooks_create_request import WebhooksCreateRequest
from ...models.webhooks_create_result import WebhooksCreateResult

OPERATION: _Operation[WebhooksCreateResult] = _Operation(
    name="webhooks.create",
    method="POST",
    path="/webhooks",
    retry="never",
    key="account",
    secrets=frozenset(["filter_users", "secret"]),
    parse=WebhooksCreateResult.from_dict,
)


def request(*, body: WebhooksCreateRequest) -> _Request[WebhooksCreateResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, body=body)


def sync(client: _Client, *, body: WebhooksCreateRequest) -> WebhooksCreateResult:
    """Create a webhook; block until the response is there."""
    return client.execute(request(body=body))


async def asyncio(client: _AsyncClient, *, body: WebhooksCreateRequest) -> WebhooksCreateResult:
    """Create a webhook, without blocking."""
    return await client.execute(request(body=body))
