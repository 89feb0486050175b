"""GET /inbound/filters/blocklist

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
from ...models.domain_rules import DomainRules

OPERATION: _Operation[DomainRules] = _Operation(
    name="domain_blocklist.list",
    method="GET",
    path="/inbound/filters/blocklist",
    retry="safe",
    key="account",
    parameters=(
        _Parameter("query", "domain", "domain", _checks.text()),
        _Parameter("query", "subdomain_id", "subdomain_id", _checks.number(whole=True)),
        _Parameter("query", "subdomain_uuid", "subdomain_uuid", _checks.text()),
    ),
    read=DomainRules.from_dict,
)


def request(
    *,
    domain: str | _Unset = _UNSET,
    subdomain_id: int | _Unset = _UNSET,
    subdomain_uuid: str | _Unset = _UNSET,
) -> _Request[DomainRules]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    _checks.require_exactly_one(
        OPERATION.name, domain=domain, subdomain_id=subdomain_id, subdomain_uuid=subdomain_uuid
    )
    return _build_request(
        OPERATION,
        {"domain": domain, "subdomain_id": subdomain_id, "subdomain_uuid": subdomain_uuid},
    )


def sync(
    client: _Sender,
    *,
    domain: str | _Unset = _UNSET,
    subdomain_id: int | _Unset = _UNSET,
    subdomain_uuid: str | _Unset = _UNSET,
) -> DomainRules:
    """List blocklist rules of a domain, and wait for the answer."""
    return client.send(
        request(domain=domain, subdomain_id=subdomain_id, subdomain_uuid=subdomain_uuid)
    )


async def asyncio(
    client: _AsyncSender,
    *,
    domain: str | _Unset = _UNSET,
    subdomain_id: int | _Unset = _UNSET,
    subdomain_uuid: str | _Unset = _UNSET,
) -> DomainRules:
    """List blocklist rules of a domain, without blocking."""
    return await client.send(
        request(domain=domain, subdomain_id=subdomain_id, subdomain_uuid=subdomain_uuid)
    )
