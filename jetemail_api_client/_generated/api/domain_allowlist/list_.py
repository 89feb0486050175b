"""GET /inbound/filters/allowlist

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from ...._runtime import validators as _validators, values as _values
from ...._runtime.operations import (
    AsyncClient as _AsyncClient,
    Client as _Client,
    Operation as _Operation,
    Parameter as _Parameter,
    Request as _Request,
)
from ...._runtime.requests import build_request as _build_request
from ...._runtime.values import UNSET as _UNSET, Unset as _Unset
from ...models.domain_rules import DomainRules

OPERATION: _Operation[DomainRules] = _Operation(
    name="domain_allowlist.list",
    method="GET",
    path="/inbound/filters/allowlist",
    retry="safe",
    key="account",
    parameters=(
        _Parameter("query", "domain", "domain", _validators.text()),
        _Parameter("query", "subdomain_id", "subdomain_id", _validators.number(integer=True)),
        _Parameter("query", "subdomain_uuid", "subdomain_uuid", _validators.text()),
    ),
    parse=DomainRules.from_dict,
)


def request(
    *,
    domain: str | None | _Unset = _UNSET,
    subdomain_id: int | None | _Unset = _UNSET,
    subdomain_uuid: str | None | _Unset = _UNSET,
) -> _Request[DomainRules]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    _validators.require_exactly_one(
        OPERATION.name,
        domain=_values.given(domain),
        subdomain_id=_values.given(subdomain_id),
        subdomain_uuid=_values.given(subdomain_uuid),
    )
    return _build_request(
        OPERATION,
        {"domain": domain, "subdomain_id": subdomain_id, "subdomain_uuid": subdomain_uuid},
    )


def sync(
    client: _Client,
    *,
    domain: str | None | _Unset = _UNSET,
    subdomain_id: int | None | _Unset = _UNSET,
    subdomain_uuid: str | None | _Unset = _UNSET,
) -> DomainRules:
    """List allowlist rules of a domain; block until the response is there."""
    return client.execute(
        request(domain=domain, subdomain_id=subdomain_id, subdomain_uuid=subdomain_uuid)
    )


async def asyncio(
    client: _AsyncClient,
    *,
    domain: str | None | _Unset = _UNSET,
    subdomain_id: int | None | _Unset = _UNSET,
    subdomain_uuid: str | None | _Unset = _UNSET,
) -> DomainRules:
    """List allowlist rules of a domain, without blocking."""
    return await client.execute(
        request(domain=domain, subdomain_id=subdomain_id, subdomain_uuid=subdomain_uuid)
    )
