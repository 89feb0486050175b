"""PATCH /inbound/domains/{uuid}/forward-rules/{ruleUuid}

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
from ...models.forward_rule_result import ForwardRuleResult
from ...models.forward_rules_update_request import ForwardRulesUpdateRequest

OPERATION: _Operation[ForwardRuleResult] = _Operation(
    name="forward_rules.update",
    method="PATCH",
    path="/inbound/domains/{uuid}/forward-rules/{ruleUuid}",
    retry="idempotent",
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
        _Parameter(
            "path",
            "rule_uuid",
            "ruleUuid",
            _validators.text(
                pattern="[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
                meaning="a UUID of version 4 in lowercase",
            ),
            is_required=True,
        ),
    ),
    parse=ForwardRuleResult.from_dict,
)


def request(
    *, uuid: str, rule_uuid: str, body: ForwardRulesUpdateRequest
) -> _Request[ForwardRuleResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, {"uuid": uuid, "rule_uuid": rule_uuid}, body=body)


def sync(
    client: _Client, *, uuid: str, rule_uuid: str, body: ForwardRulesUpdateRequest
) -> ForwardRuleResult:
    """Update a forwarding rule; block until the response is there."""
    return client.execute(request(uuid=uuid, rule_uuid=rule_uuid, body=body))


async def asyncio(
    client: _AsyncClient, *, uuid: str, rule_uuid: str, body: ForwardRulesUpdateRequest
) -> ForwardRuleResult:
    """Update a forwarding rule, without blocking."""
    return await client.execute(request(uuid=uuid, rule_uuid=rule_uuid, body=body))
