"""GET /inbound/settings/{uuid}

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
from ...models.inbound_domains_get_settings_result import InboundDomainsGetSettingsResult

OPERATION: _Operation[InboundDomainsGetSettingsResult] = _Operation(
    name="inbound_domains.get_settings",
    method="GET",
    path="/inbound/settings/{uuid}",
    retry="safe",
    key="account",
    secrets=frozenset(["webhook_auth_header", "webhook_headers"]),
    parameters=(
        _Parameter(
            "path",
            "uuid",
            "uuid",
            _validators.text(
                pattern="[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
                meaning="a UUID of version 4 in lowercase",
            ),
            is_required=True,
        ),
    ),
    parse=InboundDomainsGetSettingsResult.from_dict,
)


def request(*, uuid: str) -> _Request[InboundDomainsGetSettingsResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, {"uuid": uuid})


def sync(client: _Client, *, uuid: str) -> InboundDomainsGetSettingsResult:
    """Get the settings of an inbound domain; block until the response is there."""
    return client.execute(request(uuid=uuid))


async def asyncio(client: _AsyncClient, *, uuid: str) -> InboundDomainsGetSettingsResult:
    """Get the settings of an inbound domain, without blocking."""
    return await client.execute(request(uuid=uuid))
