"""GET /outbound/logs/uid

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from ...._runtime import validators as _validators
from ...._runtime.operations import (
    AsyncClient as _AsyncClient,
    Client as _Client,
    Operation as _Operation,
    Parameter as _Parameter,
    Request as _Request,
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
            _validators.text(
                pattern="[A-Za-z0-9_-]{1,50}",
                meaning="1 to 50 letters, digits, hyphens and underscores",
            ),
            is_required=True,
        ),
    ),
    parse=OutboundLogsGetResult.from_dict,
)


def request(*, uid: str) -> _Request[OutboundLogsGetResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, {"uid": uid})


def sync(client: _Client, *, uid: str) -> OutboundLogsGetResult:
    """Get the outbound logs of a message; block until the response is there."""
    return client.execute(request(uid=uid))


async def asyncio(client: _AsyncClient, *, uid: str) -> OutboundLogsGetResult:
    """Get the outbound logs of a message, without blocking."""
    return await client.execute(request(uid=uid))
