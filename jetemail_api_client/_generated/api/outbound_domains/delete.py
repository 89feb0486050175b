"""DELETE /outbound/domains

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
from ...models.outbound_domains_delete_request import OutboundDomainsDeleteRequest

OPERATION: _Operation[Any] = _Operation(
    name="outbound_domains.delete",
    method="DELETE",
    path="/outbound/domains",
    retry="idempotent",
    key="account",
    answer="free",
    read=_readings.free,
)


def request(*, body: OutboundDomainsDeleteRequest) -> _Request[Any]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, body=body.to_dict())


def sync(client: _Sender, *, body: OutboundDomainsDeleteRequest) -> Any:
    """Delete a sending domain, and wait for the answer."""
    return client.send(request(body=body))


async def asyncio(client: _AsyncSender, *, body: OutboundDomainsDeleteRequest) -> Any:
    """Delete a sending domain, without blocking."""
    return await client.send(request(body=body))
