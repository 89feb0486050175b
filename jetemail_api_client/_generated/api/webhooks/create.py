"""POST /webhooks

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
from ...models.webhooks_create_request import WebhooksCreateRequest
from ...models.webhooks_create_result import WebhooksCreateResult

OPERATION: _Operation[WebhooksCreateResult] = _Operation(
    name="webhooks.create",
    method="POST",
    path="/webhooks",
    retry="never",
    key="account",
    secrets=frozenset(["filter_users", "secret"]),
    read=WebhooksCreateResult.from_dict,
)


def request(*, body: WebhooksCreateRequest) -> _Request[WebhooksCreateResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, body=body.to_dict())


def sync(client: _Sender, *, body: WebhooksCreateRequest) -> WebhooksCreateResult:
    """Create a webhook, and wait for the answer."""
    return client.send(request(body=body))


async def asyncio(client: _AsyncSender, *, body: WebhooksCreateRequest) -> WebhooksCreateResult:
    """Create a webhook, without blocking."""
    return await client.send(request(body=body))
