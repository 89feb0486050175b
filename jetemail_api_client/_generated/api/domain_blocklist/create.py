"""POST /inbound/filters/blocklist

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
        _Parameter("query", "subdomain_id", "subdomain_id", _checks.number(whole=True)),
        _Parameter("query", "subdomain_uuid", "subdomain_uuid", _checks.text()),
    ),
    read=CreatedRule.from_dict,
)


def request(
    *,
    subdomain_id: int | _Unset = _UNSET,
    subdomain_uuid: str | _Unset = _UNSET,
    body: DomainBlocklistCreateRequest,
) -> _Request[CreatedRule]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(
        OPERATION,
        {"subdomain_id": subdomain_id, "subdomain_uuid": subdomain_uuid},
        body=body.to_dict(),
    )


def sync(
    client: _Sender,
    *,
    subdomain_id: int | _Unset = _UNSET,
    subdomain_uuid: str | _Unset = _UNSET,
    body: DomainBlocklistCreateRequest,
) -> CreatedRule:
    """Create a blocklist rule for a domain, and wait for the answer."""
    return client.send(request(subdomain_id=subdomain_id, subdomain_uuid=subdomain_uuid, body=body))


async def asyncio(
    client: _AsyncSender,
    *,
    subdomain_id: int | _Unset = _UNSET,
    subdomain_uuid: str | _Unset = _UNSET,
    body: DomainBlocklistCreateRequest,
) -> CreatedRule:
    """Create a blocklist rule for a domain, without blocking."""
    return await client.send(
        request(subdomain_id=subdomain_id, subdomain_uuid=subdomain_uuid, body=body)
    )
