"""DELETE /outbound/suppression/{id}

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from typing import Any

from ...._runtime import parsing as _parsing, validators as _validators
from ...._runtime.operations import (
    AsyncClient as _AsyncClient,
    Client as _Client,
    Operation as _Operation,
    Parameter as _Parameter,
    Request as _Request,
)
from ...._runtime.requests import build_request as _build_request

OPERATION: _Operation[Any] = _Operation(
    name="suppressions.delete",
    method="DELETE",
    path="/outbound/suppression/{id}",
    retry="idempotent",
    key="account",
    parameters=(
        _Parameter("path", "id", "id", _validators.number(integer=True), is_required=True),
    ),
    response="free",
    parse=_parsing.any_json,
)


def request(*, id: int) -> _Request[Any]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, {"id": id})


def sync(client: _Client, *, id: int) -> Any:
    """Release a suppression rule; block until the response is there."""
    return client.execute(request(id=id))


async def asyncio(client: _AsyncClient, *, id: int) -> Any:
    """Release a suppression rule, without blocking."""
    return await client.execute(request(id=id))
