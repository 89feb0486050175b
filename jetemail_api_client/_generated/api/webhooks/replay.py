"""POST /webhooks/replay

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
from ...models.webhooks_replay_request import WebhooksReplayRequest
from ...models.webhooks_replay_result import WebhooksReplayResult

OPERATION: _Operation[WebhooksReplayResult] = _Operation(
    name="webhooks.replay",
    method="POST",
    path="/webhooks/replay",
    retry="never",
    key="account",
    read=WebhooksReplayResult.from_dict,
)


def request(*, body: WebhooksReplayRequest) -> _Request[WebhooksReplayResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, body=body.to_dict())


def sync(client: _Sender, *, body: WebhooksReplayRequest) -> WebhooksReplayResult:
    """Replay a webhook event, and wait for the answer."""
    return client.send(request(body=body))


async def asyncio(client: _AsyncSender, *, body: WebhooksReplayRequest) -> WebhooksReplayResult:
    """Replay a webhook event, without blocking."""
    return await client.send(request(body=body))
