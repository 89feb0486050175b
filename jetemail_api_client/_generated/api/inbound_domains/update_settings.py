"""PATCH /inbound/settings/{uuid}

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
            _validators.text(
                pattern="[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
                meaning="a UUID of version 4 in lowercase",
            ),
            is_required=True,
        ),
    ),
    parse=Acknowledgement.from_dict,
)


def request(*, uuid: str, body: InboundDomainsUpdateSettingsRequest) -> _Request[Acknowledgement]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, {"uuid": uuid}, body=body)


def sync(
    client: _Client, *, uuid: str, body: InboundDomainsUpdateSettingsRequest
) -> Acknowledgement:
    """Update the settings of an inbound domain; block until the response is there."""
    return client.execute(request(uuid=uuid, body=body))


async def asyncio(
    client: _AsyncClient, *, uuid: str, body: InboundDomainsUpdateSettingsRequest
) -> Acknowledgement:
    """Update the settings of an inbound domain, without blocking."""
    return await client.execute(request(uuid=uuid, body=body))
