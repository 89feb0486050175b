"""GET /inbound/settings/{uuid}

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
            _checks.text(
                pattern="[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
                meaning="a UUID of version 4 in lowercase",
            ),
        ),
    ),
    read=InboundDomainsGetSettingsResult.from_dict,
)


def request(*, uuid: str) -> _Request[InboundDomainsGetSettingsResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, {"uuid": uuid})


def sync(client: _Sender, *, uuid: str) -> InboundDomainsGetSettingsResult:
    """Get the settings of an inbound domain, and wait for the answer."""
    return client.send(request(uuid=uuid))


async def asyncio(client: _AsyncSender, *, uuid: str) -> InboundDomainsGetSettingsResult:
    """Get the settings of an inbound domain, without blocking."""
    return await client.send(request(uuid=uuid))
