"""POST /inbound/domains/{uuid}/forward-rules

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
from ...models.forward_rule_result import ForwardRuleResult
from ...models.forward_rules_create_request import ForwardRulesCreateRequest

OPERATION: _Operation[ForwardRuleResult] = _Operation(
    name="forward_rules.create",
    method="POST",
    path="/inbound/domains/{uuid}/forward-rules",
    retry="never",
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
    read=ForwardRuleResult.from_dict,
)


def request(*, uuid: str, body: ForwardRulesCreateRequest) -> _Request[ForwardRuleResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, {"uuid": uuid}, body=body.to_dict())


def sync(client: _Sender, *, uuid: str, body: ForwardRulesCreateRequest) -> ForwardRuleResult:
    """Create a forwarding rule, and wait for the answer."""
    return client.send(request(uuid=uuid, body=body))


async def asyncio(
    client: _AsyncSender, *, uuid: str, body: ForwardRulesCreateRequest
) -> ForwardRuleResult:
    """Create a forwarding rule, without blocking."""
    return await client.send(request(uuid=uuid, body=body))
