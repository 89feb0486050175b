"""GET /outbound/suppression/export

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from ...._runtime import readings as _readings
from ...._runtime.records import (
    AsyncSender as _AsyncSender,
    Operation as _Operation,
    Request as _Request,
    Sender as _Sender,
)
from ...._runtime.requests import build_request as _build_request

OPERATION: _Operation[str] = _Operation(
    name="suppressions.export_csv",
    method="GET",
    path="/outbound/suppression/export",
    retry="safe",
    key="account",
    answer="csv",
    read=_readings.csv_text,
)


def request() -> _Request[str]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION)


def sync(client: _Sender) -> str:
    """Export suppression rules, and wait for the answer."""
    return client.send(request())


async def asyncio(client: _AsyncSender) -> str:
    """Export suppression rules, without blocking."""
    return await client.send(request())
