"""GET /outbound/suppression/export

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from ...._runtime import parsing as _parsing
from ...._runtime.operations import (
    AsyncClient as _AsyncClient,
    Client as _Client,
    Operation as _Operation,
    Request as _Request,
)
from ...._runtime.requests import build_request as _build_request

OPERATION: _Operation[str] = _Operation(
    name="suppressions.export_csv",
    method="GET",
    path="/outbound/suppression/export",
    retry="safe",
    key="account",
    response="csv",
    parse=_parsing.csv_text,
)


def request() -> _Request[str]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION)


def sync(client: _Client) -> str:
    """Export suppression rules; block until the response is there."""
    return client.execute(request())


async def asyncio(client: _AsyncClient) -> str:
    """Export suppression rules, without blocking."""
    return await client.execute(request())
