"""DELETE /inbound/filters/allowlist/{uuid}

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
    name="domain_allowlist.delete",
    method="DELETE",
    path="/inbound/filters/allowlist/{uuid}",
    retry="idempotent",
    key="account",
    parameters=(_Parameter("path", "uuid", "uuid", _checks.text()),),
    answer="free",
    read=_readings.free,
)


def request(*, uuid: str) -> _Request[Any]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, {"uuid": uuid})


def sync(client: _Sender, *, uuid: str) -> Any:
    """Delete an allowlist rule of a domain, and wait for the answer."""
    return client.send(request(uuid=uuid))


async def asyncio(client: _AsyncSender, *, uuid: str) -> Any:
    """Delete an allowlist rule of a domain, without blocking."""
    return await client.send(request(uuid=uuid))
