"""GET /outbound/suppression

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from typing import Any

from ...._runtime import parsing as _parsing
from ...._runtime.operations import (
    AsyncClient as _AsyncClient,
    Client as _Client,
    Operation as _Operation,
    Request as _Request,
)
from ...._runtime.requests import build_request as _build_request

OPERATION: _Operation[Any] = _Operation(
    name="suppressions.list",
    method="GET",
    path="/outbound/suppression",
    retry="safe",
    key="account",
    response="free",
    parse=_parsing.any_json,
)


def request() -> _Request[Any]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION)


def sync(client: _Client) -> Any:
    """List suppression rules; block until the response is there."""
    return client.execute(request())


async def asyncio(client: _AsyncClient) -> Any:
    """List suppression rules, without blocking."""
    return await client.execute(request())
