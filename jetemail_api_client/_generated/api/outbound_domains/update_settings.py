"""POST /outbound/domains/{uuid}/settings

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
from ...models.outbound_domains_update_settings_request import OutboundDomainsUpdateSettingsRequest
from ...models.outbound_domains_update_settings_result import OutboundDomainsUpdateSettingsResult

OPERATION: _Operation[OutboundDomainsUpdateSettingsResult] = _Operation(
    name="outbound_domains.update_settings",
    method="POST",
    path="/outbound/domains/{uuid}/settings",
    retry="idempotent",
    key="account",
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
    read=OutboundDomainsUpdateSettingsResult.from_dict,
)


def request(
    *, uuid: str, body: OutboundDomainsUpdateSettingsRequest
) -> _Request[OutboundDomainsUpdateSettingsResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, {"uuid": uuid}, body=body.to_dict())


def sync(
    client: _Sender, *, uuid: str, body: OutboundDomainsUpdateSettingsRequest
) -> OutboundDomainsUpdateSettingsResult:
    """Update the settings of a sending domain, and wait for the answer."""
    return client.send(request(uuid=uuid, body=body))


async def asyncio(
    client: _AsyncSender, *, uuid: str, body: OutboundDomainsUpdateSettingsRequest
) -> OutboundDomainsUpdateSettingsResult:
    """Update the settings of a sending domain, without blocking."""
    return await client.send(request(uuid=uuid, body=body))
