"""POST /inbound/domains/{uuid}/forward-rules

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
            _validators.text(
                pattern="[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
                meaning="a UUID of version 4 in lowercase",
            ),
            is_required=True,
        ),
    ),
    parse=ForwardRuleResult.from_dict,
)


def request(*, uuid: str, body: ForwardRulesCreateRequest) -> _Request[ForwardRuleResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, {"uuid": uuid}, body=body)


def sync(client: _Client, *, uuid: str, body: ForwardRulesCreateRequest) -> ForwardRuleResult:
    """Create a forwarding rule; block until the response is there."""
    return client.execute(request(uuid=uuid, body=body))


async def asyncio(
    client: _AsyncClient, *, uuid: str, body: ForwardRulesCreateRequest
) -> ForwardRuleResult:
    """Create a forwarding rule, without blocking."""
    return await client.execute(request(uuid=uuid, body=body))
