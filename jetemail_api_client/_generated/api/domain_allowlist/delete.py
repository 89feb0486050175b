"""DELETE /inbound/filters/allowlist/{uuid}

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
    name="domain_allowlist.delete",
    method="DELETE",
    path="/inbound/filters/allowlist/{uuid}",
    retry="idempotent",
    key="account",
    parameters=(_Parameter("path", "uuid", "uuid", _validators.text(), is_required=True),),
    response="free",
    parse=_parsing.any_json,
)


def request(*, uuid: str) -> _Request[Any]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, {"uuid": uuid})


def sync(client: _Client, *, uuid: str) -> Any:
    """Delete an allowlist rule of a domain; block until the response is there."""
    return client.execute(request(uuid=uuid))


async def asyncio(client: _AsyncClient, *, uuid: str) -> Any:
    """Delete an allowlist rule of a domain, without blocking."""
    return await client.execute(request(uuid=uuid))
