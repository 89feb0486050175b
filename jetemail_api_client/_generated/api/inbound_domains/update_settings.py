"""PATCH /inbound/settings/{uuid}

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
from ...models.acknowledgement import Acknowledgement
from ...models.inbound_domains_update_settings_request import InboundDomainsUpdateSettingsRequest

OPERATION: _Operation[Acknowledgement] = _Operation(
    name="inbound_domains.update_settings",
    method="PATCH",
    path="/inbound/settings/{uuid}",
    retry="idempotent",
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
    read=Acknowledgement.from_dict,
)


def request(*, uuid: str, body: InboundDomainsUpdateSettingsRequest) -> _Request[Acknowledgement]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, {"uuid": uuid}, body=body.to_dict())


def sync(
    client: _Sender, *, uuid: str, body: InboundDomainsUpdateSettingsRequest
) -> Acknowledgement:
    """Update the settings of an inbound domain, and wait for the answer."""
    return client.send(request(uuid=uuid, body=body))


async def asyncio(
    client: _AsyncSender, *, uuid: str, body: InboundDomainsUpdateSettingsRequest
) -> Acknowledgement:
    """Update the settings of an inbound domain, without blocking."""
    return await client.send(request(uuid=uuid, body=body))
