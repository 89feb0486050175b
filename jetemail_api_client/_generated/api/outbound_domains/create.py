"""POST /outbound/domains

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
from ...models.outbound_domains_create_request import OutboundDomainsCreateRequest

OPERATION: _Operation[Any] = _Operation(
    name="outbound_domains.create",
    method="POST",
    path="/outbound/domains",
    retry="unique_name",
    key="account",
    response="free",
    parse=_parsing.any_json,
)


def request(*, body: OutboundDomainsCreateRequest) -> _Request[Any]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, body=body)


def sync(client: _Client, *, body: OutboundDomainsCreateRequest) -> Any:
    """Add a sending domain; block until the response is there."""
    return client.execute(request(body=body))


async def asyncio(client: _AsyncClient, *, body: OutboundDomainsCreateRequest) -> Any:
    """Add a sending domain, without blocking."""
    return await client.execute(request(body=body))
