"""PATCH /inbound/filters/blocklist/{uuid}

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from ...._runtime import checks as _checks
from ...._runtime.records import (
    AsyncSender as _AsyncSender,
    Operation as _Operation,
    Parameter as _Parameter,
    Request as _Request,
    Sender as _Sender,
)
from ...._runtime.requests import build_request as _build_request
from ...models.domain_blocklist_update_request import DomainBlocklistUpdateRequest
from ...models.success import Success

OPERATION: _Operation[Success] = _Operation(
    name="domain_blocklist.update",
    method="PATCH",
    path="/inbound/filters/blocklist/{uuid}",
    retry="idempotent",
    key="account",
    parameters=(_Parameter("path", "uuid", "uuid", _checks.text()),),
    read=Success.from_dict,
)


def request(*, uuid: str, body: DomainBlocklistUpdateRequest) -> _Request[Success]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, {"uuid": uuid}, body=body.to_dict())


def sync(client: _Sender, *, uuid: str, body: DomainBlocklistUpdateRequest) -> Success:
    """Update a blocklist rule of a domain, and wait for the answer."""
    return client.send(request(uuid=uuid, body=body))


async def asyncio(
    client: _AsyncSender, *, uuid: str, body: DomainBlocklistUpdateRequest
) -> Success:
    """Update a blocklist rule of a domain, without blocking."""
    return await client.send(request(uuid=uuid, body=body))
