"""DELETE /inbound/domains

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from typing import Any

from ...._runtime import readings as _readings
from ...._runtime.records import (
    AsyncSender as _AsyncSender,
    Operation as _Operation,
    Request as _Request,
    Sender as _Sender,
)
from ...._runtime.requests import build_request as _build_request
from ...models.inbound_domains_delete_request import InboundDomainsDeleteRequest

OPERATION: _Operation[Any] = _Operation(
    name="inbound_domains.delete",
    method="DELETE",
    path="/inbound/domains",
    retry="idempotent",
    key="account",
    answer="free",
    read=_readings.free,
)


def request(*, body: InboundDomainsDeleteRequest) -> _Request[Any]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, body=body.to_dict())


def sync(client: _Sender, *, body: InboundDomainsDeleteRequest) -> Any:
    """Delete an inbound domain, and wait for the answer."""
    return client.send(request(body=body))


async def asyncio(client: _AsyncSender, *, body: InboundDomainsDeleteRequest) -> Any:
    """Delete an inbound domain, without blocking."""
    return await client.send(request(body=body))
