"""GET /inbound/domains

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
from ...models.inbound_domains_list_result import InboundDomainsListResult

OPERATION: _Operation[InboundDomainsListResult] = _Operation(
    name="inbound_domains.list",
    method="GET",
    path="/inbound/domains",
    retry="safe",
    key="account",
    parse=InboundDomainsListResult.from_dict,
)


def request() -> _Request[InboundDomainsListResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION)


def sync(client: _Client) -> InboundDomainsListResult:
    """List inbound domains; block until the response is there."""
    return client.execute(request())


async def asyncio(client: _AsyncClient) -> InboundDomainsListResult:
    """List inbound domains, without blocking."""
    return await client.execute(request())
