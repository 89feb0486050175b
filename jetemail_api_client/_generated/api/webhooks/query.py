"""POST /webhooks/query

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
from ...models.webhooks_query_request import WebhooksQueryRequest
from ...models.webhooks_query_result import WebhooksQueryResult

OPERATION: _Operation[WebhooksQueryResult] = _Operation(
    name="webhooks.query",
    method="POST",
    path="/webhooks/query",
    retry="safe",
    key="account",
    parse=WebhooksQueryResult.from_dict,
)


def request(*, body: WebhooksQueryRequest) -> _Request[WebhooksQueryResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, body=body)


def sync(client: _Client, *, body: WebhooksQueryRequest) -> WebhooksQueryResult:
    """Query webhook events; block until the response is there."""
    return client.execute(request(body=body))


async def asyncio(client: _AsyncClient, *, body: WebhooksQueryRequest) -> WebhooksQueryResult:
    """Query webhook events, without blocking."""
    return await client.execute(request(body=body))
