"""GET /inbound/account/allowlist

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from ...._runtime.operations import (
    AsyncClient as _AsyncClient,
    Client as _Client,
    Operation as _Operation,
    Request as _Request,
)
from ...._runtime.requests import build_request as _build_request
from ...models.account_rules import AccountRules

OPERATION: _Operation[AccountRules] = _Operation(
    name="account_allowlist.list",
    method="GET",
    path="/inbound/account/allowlist",
    retry="safe",
    key="account",
    parse=AccountRules.from_dict,
)


def request() -> _Request[AccountRules]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION)


def sync(client: _Client) -> AccountRules:
    """List account-level allowlist rules; block until the response is there."""
    return client.execute(request())


async def asyncio(client: _AsyncClient) -> AccountRules:
    """List account-level allowlist rules, without blocking."""
    return await client.execute(request())
