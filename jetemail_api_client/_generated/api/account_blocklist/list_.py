"""GET /inbound/account/blocklist

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from ...._runtime.records import (
    AsyncSender as _AsyncSender,
    Operation as _Operation,
    Request as _Request,
    Sender as _Sender,
)
from ...._runtime.requests import build_request as _build_request
from ...models.account_rules import AccountRules

OPERATION: _Operation[AccountRules] = _Operation(
    name="account_blocklist.list",
    method="GET",
    path="/inbound/account/blocklist",
    retry="safe",
    key="account",
    read=AccountRules.from_dict,
)


def request() -> _Request[AccountRules]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION)


def sync(client: _Sender) -> AccountRules:
    """List account-level blocklist rules, and wait for the answer."""
    return client.send(request())


async def asyncio(client: _AsyncSender) -> AccountRules:
    """List account-level blocklist rules, without blocking."""
    return await client.send(request())
