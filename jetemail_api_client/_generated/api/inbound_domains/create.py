"""POST /inbound/domains

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
from ...models.inbound_domains_create_request import InboundDomainsCreateRequest
from ...models.inbound_domains_create_result import InboundDomainsCreateResult

OPERATION: _Operation[InboundDomainsCreateResult] = _Operation(
    name="inbound_domains.create",
    method="POST",
    path="/inbound/domains",
    retry="named",
    key="account",
    secrets=frozenset(["webhook_auth_header", "webhook_headers", "webhook_secret"]),
    read=InboundDomainsCreateResult.from_dict,
)


def request(*, body: InboundDomainsCreateRequest) -> _Request[InboundDomainsCreateResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, body=body.to_dict())


def sync(client: _Sender, *, body: InboundDomainsCreateRequest) -> InboundDomainsCreateResult:
    """Add an inbound domain, and wait for the answer."""
    return client.send(request(body=body))


async def asyncio(
    client: _AsyncSender, *, body: InboundDomainsCreateRequest
) -> InboundDomainsCreateResult:
    """Add an inbound domain, without blocking."""
    return await client.send(request(body=body))
