"""GET /inbound/domains/{uuid}/forward-rules

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
            _checks.text(
                pattern="[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
                meaning="a UUID of version 4 in lowercase",
            ),
        ),
    ),
    read=ForwardRulesListResult.from_dict,
)


def request(*, uuid: str) -> _Request[ForwardRulesListResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, {"uuid": uuid})


def sync(client: _Sender, *, uuid: str) -> ForwardRulesListResult:
    """List forwarding rules, and wait for the answer."""
    return client.send(request(uuid=uuid))


async def asyncio(client: _AsyncSender, *, uuid: str) -> ForwardRulesListResult:
    """List forwarding rules, without blocking."""
    return await client.send(request(uuid=uuid))
