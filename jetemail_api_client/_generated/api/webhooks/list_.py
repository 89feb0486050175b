"""GET /webhooks

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from typing import Any

from ...._runtime import readings as _readings
from ...._runtime.records import (
    AsyncSender as _AsyncSender,
    Operation as _Operation,
    Request as _Request,
    Sender as _Sender,
)
from ...._runtime.requests import build_request as _build_request

OPERATION: _Operation[Any] = _Operation(
    name="webhooks.list",
    method="GET",
    path="/webhooks",
    retry="safe",
    key="account",
    secrets=frozenset(["filter_users", "secret"]),
    answer="free",
    read=_readings.free,
)


def request() -> _Request[Any]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION)


def sync(client: _Sender) -> Any:
    """List webhooks, and wait for the answer."""
    return client.send(request())


async def asyncio(client: _AsyncSender) -> Any:
    """List webhooks, without blocking."""
    return await client.send(request())
