"""POST /inbound/account/blocklist

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from typing import Any

from ...._runtime import parsing as _parsing
from ...._runtime.operations import (
    AsyncClient as _AsyncClient,
    Client as _Client,
    Operation as _Operation,
    Request as _Request,
)
from ...._runtime.requests import build_request as _build_request
from ...models.account_blocklist_create_request import AccountBlocklistCreateRequest

OPERATION: _Operation[Any] = _Operation(
    name="account_blocklist.create",
    method="POST",
    path="/inbound/account/blocklist",
    retry="never",
    key="account",
    response="free",
    parse=_parsing.any_json,
)


def request(*, body: AccountBlocklistCreateRequest) -> _Request[Any]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, body=body)


def sync(client: _Client, *, body: AccountBlocklistCreateRequest) -> Any:
    """Create an account-level blocklist rule; block until the response is there."""
    return client.execute(request(body=body))


async def asyncio(client: _AsyncClient, *, body: AccountBlocklistCreateRequest) -> Any:
    """Create an account-level blocklist rule, without blocking."""
    return await client.execute(request(body=body))
