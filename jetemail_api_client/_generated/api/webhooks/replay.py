"""POST /webhooks/replay

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
from ...models.webhooks_replay_request import WebhooksReplayRequest
from ...models.webhooks_replay_result import WebhooksReplayResult

OPERATION: _Operation[WebhooksReplayResult] = _Operation(
    name="webhooks.replay",
    method="POST",
    path="/webhooks/replay",
    retry="never",
    key="account",
    parse=WebhooksReplayResult.from_dict,
)


def request(*, body: WebhooksReplayRequest) -> _Request[WebhooksReplayResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, body=body)


def sync(client: _Client, *, body: WebhooksReplayRequest) -> WebhooksReplayResult:
    """Replay a webhook event; block until the response is there."""
    return client.execute(request(body=body))


async def asyncio(client: _AsyncClient, *, body: WebhooksReplayRequest) -> WebhooksReplayResult:
    """Replay a webhook event, without blocking."""
    return await client.execute(request(body=body))
