"""GET /inbound/account/allowlist/{uuid}

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
from ...models.account_allowlist_get_result import AccountAllowlistGetResult

OPERATION: _Operation[AccountAllowlistGetResult] = _Operation(
    name="account_allowlist.get",
    method="GET",
    path="/inbound/account/allowlist/{uuid}",
    retry="safe",
    key="account",
    parameters=(_Parameter("path", "uuid", "uuid", _validators.text(), is_required=True),),
    parse=AccountAllowlistGetResult.from_dict,
)


def request(*, uuid: str) -> _Request[AccountAllowlistGetResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, {"uuid": uuid})


def sync(client: _Client, *, uuid: str) -> AccountAllowlistGetResult:
    """Get an account-level allowlist rule; block until the response is there."""
    return client.execute(request(uuid=uuid))


async def asyncio(client: _AsyncClient, *, uuid: str) -> AccountAllowlistGetResult:
    """Get an account-level allowlist rule, without blocking."""
    return await client.execute(request(uuid=uuid))
