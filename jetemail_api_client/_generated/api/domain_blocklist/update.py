"""PATCH /inbound/filters/blocklist/{uuid}

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from ...._runtime import validators as _validators
from ...._runtime.operations import (
    AsyncClient as _AsyncClient,
    Client as _Client,
    Operation as _Operation,
    Parameter as _Parameter,
    Request as _Request,
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
    parameters=(_Parameter("path", "uuid", "uuid", _validators.text(), is_required=True),),
    parse=Success.from_dict,
)


def request(*, uuid: str, body: DomainBlocklistUpdateRequest) -> _Request[Success]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, {"uuid": uuid}, body=body)


def sync(client: _Client, *, uuid: str, body: DomainBlocklistUpdateRequest) -> Success:
    """Update a blocklist rule of a domain; block until the response is there."""
    return client.execute(request(uuid=uuid, body=body))


async def asyncio(
    client: _AsyncClient, *, uuid: str, body: DomainBlocklistUpdateRequest
) -> Success:
    """Update a blocklist rule of a domain, without blocking."""
    return await client.execute(request(uuid=uuid, body=body))
