"""GET /outbound/logs/uid

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from ...._runtime import checks as _checks
from ...._runtime.records import (
    AsyncSender as _AsyncSender,
    Operation as _Operation,
    Parameter as _Parameter,
    Request as _Request,
    Sender as _Sender,
)
from ...._runtime.requests import build_request as _build_request
from ...models.outbound_logs_get_result import OutboundLogsGetResult

OPERATION: _Operation[OutboundLogsGetResult] = _Operation(
    name="outbound_logs.get",
    method="GET",
    path="/outbound/logs/uid",
    retry="safe",
    key="account",
    parameters=(
        _Parameter(
            "query",
            "uid",
            "uid",
            _checks.text(
                pattern="[A-Za-z0-9_-]{1,50}",
                meaning="1 to 50 letters, digits, hyphens and underscores",
            ),
        ),
    ),
    read=OutboundLogsGetResult.from_dict,
)


def request(*, uid: str) -> _Request[OutboundLogsGetResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, {"uid": uid})


def sync(client: _Sender, *, uid: str) -> OutboundLogsGetResult:
    """Get the outbound logs of a message, and wait for the answer."""
    return client.send(request(uid=uid))


async def asyncio(client: _AsyncSender, *, uid: str) -> OutboundLogsGetResult:
    """Get the outbound logs of a message, without blocking."""
    return await client.send(request(uid=uid))
