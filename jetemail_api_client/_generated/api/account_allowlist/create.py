"""POST /inbound/account/allowlist

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
from ...models.account_allowlist_create_request import AccountAllowlistCreateRequest
from ...models.created_rule import CreatedRule

OPERATION: _Operation[CreatedRule] = _Operation(
    name="account_allowlist.create",
    method="POST",
    path="/inbound/account/allowlist",
    retry="never",
    key="account",
    parse=CreatedRule.from_dict,
)


def request(*, body: AccountAllowlistCreateRequest) -> _Request[CreatedRule]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, body=body)


def sync(client: _Client, *, body: AccountAllowlistCreateRequest) -> CreatedRule:
    """Create an account-level allowlist rule; block until the response is there."""
    return client.execute(request(body=body))


async def asyncio(client: _AsyncClient, *, body: AccountAllowlistCreateRequest) -> CreatedRule:
    """Create an account-level allowlist rule, without blocking."""
    return await client.execute(request(body=body))
