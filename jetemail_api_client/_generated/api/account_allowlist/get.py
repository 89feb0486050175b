"""GET /inbound/account/allowlist/{uuid}

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
from ...models.account_allowlist_get_result import AccountAllowlistGetResult

OPERATION: _Operation[AccountAllowlistGetResult] = _Operation(
    name="account_allowlist.get",
    method="GET",
    path="/inbound/account/allowlist/{uuid}",
    retry="safe",
    key="account",
    parameters=(_Parameter("path", "uuid", "uuid", _checks.text()),),
    read=AccountAllowlistGetResult.from_dict,
)


def request(*, uuid: str) -> _Request[AccountAllowlistGetResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, {"uuid": uuid})


def sync(client: _Sender, *, uuid: str) -> AccountAllowlistGetResult:
    """Get an account-level allowlist rule, and wait for the answer."""
    return client.send(request(uuid=uuid))


async def asyncio(client: _AsyncSender, *, uuid: str) -> AccountAllowlistGetResult:
    """Get an account-level allowlist rule, without blocking."""
    return await client.send(request(uuid=uuid))
