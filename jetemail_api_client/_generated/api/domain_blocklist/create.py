"""POST /inbound/filters/blocklist

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
from ...._runtime.values import UNSET as _UNSET, Unset as _Unset
from ...models.created_rule import CreatedRule
from ...models.domain_blocklist_create_request import DomainBlocklistCreateRequest

OPERATION: _Operation[CreatedRule] = _Operation(
    name="domain_blocklist.create",
    method="POST",
    path="/inbound/filters/blocklist",
    retry="never",
    key="account",
    parameters=(
        _Parameter("query", "subdomain_id", "subdomain_id", _validators.number(integer=True)),
        _Parameter("query", "subdomain_uuid", "subdomain_uuid", _validators.text()),
    ),
    parse=CreatedRule.from_dict,
)


def request(
    *,
    subdomain_id: int | None | _Unset = _UNSET,
    subdomain_uuid: str | None | _Unset = _UNSET,
    body: DomainBlocklistCreateRequest,
) -> _Request[CreatedRule]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(
        OPERATION, {"subdomain_id": subdomain_id, "subdomain_uuid": subdomain_uuid}, body=body
    )


def sync(
    client: _Client,
    *,
    subdomain_id: int | None | _Unset = _UNSET,
    subdomain_uuid: str | None | _Unset = _UNSET,
    body: DomainBlocklistCreateRequest,
) -> CreatedRule:
    """Create a blocklist rule for a domain; block until the response is there."""
    return client.execute(
        request(subdomain_id=subdomain_id, subdomain_uuid=subdomain_uuid, body=body)
    )


async def asyncio(
    client: _AsyncClient,
    *,
    subdomain_id: int | None | _Unset = _UNSET,
    subdomain_uuid: str | None | _Unset = _UNSET,
    body: DomainBlocklistCreateRequest,
) -> CreatedRule:
    """Create a blocklist rule for a domain, without blocking."""
    return await client.execute(
        request(subdomain_id=subdomain_id, subdomain_uuid=subdomain_uuid, body=body)
    )
