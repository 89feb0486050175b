"""POST /inbound/domains

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
from ...models.inbound_domains_create_request import InboundDomainsCreateRequest
from ...models.inbound_domains_create_result import InboundDomainsCreateResult

OPERATION: _Operation[InboundDomainsCreateResult] = _Operation(
    name="inbound_domains.create",
    method="POST",
    path="/inbound/domains",
    retry="unique_name",
    key="account",
    secrets=frozenset(["webhook_auth_header", "webhook_headers", "webhook_secret"]),
    parse=InboundDomainsCreateResult.from_dict,
)


def request(*, body: InboundDomainsCreateRequest) -> _Request[InboundDomainsCreateResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, body=body)


def sync(client: _Client, *, body: InboundDomainsCreateRequest) -> InboundDomainsCreateResult:
    """Add an inbound domain; block until the response is there."""
    return client.execute(request(body=body))


async def asyncio(
    client: _AsyncClient, *, body: InboundDomainsCreateRequest
) -> InboundDomainsCreateResult:
    """Add an inbound domain, without blocking."""
    return await client.execute(request(body=body))
