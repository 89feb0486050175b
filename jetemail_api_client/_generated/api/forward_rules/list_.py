"""GET /inbound/domains/{uuid}/forward-rules

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
from ...models.forward_rules_list_result import ForwardRulesListResult

OPERATION: _Operation[ForwardRulesListResult] = _Operation(
    name="forward_rules.list",
    method="GET",
    path="/inbound/domains/{uuid}/forward-rules",
    retry="safe",
    key="account",
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
    parse=ForwardRulesListResult.from_dict,
)


def request(*, uuid: str) -> _Request[ForwardRulesListResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, {"uuid": uuid})


def sync(client: _Client, *, uuid: str) -> ForwardRulesListResult:
    """List forwarding rules; block until the response is there."""
    return client.execute(request(uuid=uuid))


async def asyncio(client: _AsyncClient, *, uuid: str) -> ForwardRulesListResult:
    """List forwarding rules, without blocking."""
    return await client.execute(request(uuid=uuid))
