"""GET /inbound/domains

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
from ...models.inbound_domains_list_result import InboundDomainsListResult

OPERATION: _Operation[InboundDomainsListResult] = _Operation(
    name="inbound_domains.list",
    method="GET",
    path="/inbound/domains",
    retry="safe",
    key="account",
    read=InboundDomainsListResult.from_dict,
)


def request() -> _Request[InboundDomainsListResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION)


def sync(client: _Sender) -> InboundDomainsListResult:
    """List inbound domains, and wait for the answer."""
    return client.send(request())


async def asyncio(client: _AsyncSender) -> InboundDomainsListResult:
    """List inbound domains, without blocking."""
    return await client.send(request())
