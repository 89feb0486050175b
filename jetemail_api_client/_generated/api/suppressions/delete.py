"""DELETE /outbound/suppression/{id}

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from typing import Any

from ...._runtime import checks as _checks, readings as _readings
from ...._runtime.records import (
    AsyncSender as _AsyncSender,
    Operation as _Operation,
    Parameter as _Parameter,
    Request as _Request,
    Sender as _Sender,
)
from ...._runtime.requests import build_request as _build_request

OPERATION: _Operation[Any] = _Operation(
    name="suppressions.delete",
    method="DELETE",
    path="/outbound/suppression/{id}",
    retry="idempotent",
    key="account",
    parameters=(_Parameter("path", "id", "id", _checks.number(whole=True)),),
    answer="free",
    read=_readings.free,
)


def request(*, id: int) -> _Request[Any]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, {"id": id})


def sync(client: _Sender, *, id: int) -> Any:
    """Release a suppression rule, and wait for the answer."""
    return client.send(request(id=id))


async def asyncio(client: _AsyncSender, *, id: int) -> Any:
    """Release a suppression rule, without blocking."""
    return await client.send(request(id=id))
