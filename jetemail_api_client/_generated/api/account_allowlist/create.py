"""POST /inbound/account/allowlist

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
from ...models.account_allowlist_create_request import AccountAllowlistCreateRequest
from ...models.created_rule import CreatedRule

OPERATION: _Operation[CreatedRule] = _Operation(
    name="account_allowlist.create",
    method="POST",
    path="/inbound/account/allowlist",
    retry="never",
    key="account",
    read=CreatedRule.from_dict,
)


def request(*, body: AccountAllowlistCreateRequest) -> _Request[CreatedRule]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, body=body.to_dict())


def sync(client: _Sender, *, body: AccountAllowlistCreateRequest) -> CreatedRule:
    """Create an account-level allowlist rule, and wait for the answer."""
    return client.send(request(body=body))


async def asyncio(client: _AsyncSender, *, body: AccountAllowlistCreateRequest) -> CreatedRule:
    """Create an account-level allowlist rule, without blocking."""
    return await client.send(request(body=body))
