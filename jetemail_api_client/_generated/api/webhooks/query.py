"""POST /webhooks/query

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
from ...models.webhooks_query_request import WebhooksQueryRequest
from ...models.webhooks_query_result import WebhooksQueryResult

OPERATION: _Operation[WebhooksQueryResult] = _Operation(
    name="webhooks.query",
    method="POST",
    path="/webhooks/query",
    retry="safe",
    key="account",
    read=WebhooksQueryResult.from_dict,
)


def request(*, body: WebhooksQueryRequest) -> _Request[WebhooksQueryResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, body=body.to_dict())


def sync(client: _Sender, *, body: WebhooksQueryRequest) -> WebhooksQueryResult:
    """Query webhook events, and wait for the answer."""
    return client.send(request(body=body))


async def asyncio(client: _AsyncSender, *, body: WebhooksQueryRequest) -> WebhooksQueryResult:
    """Query webhook events, without blocking."""
    return await client.send(request(body=body))
