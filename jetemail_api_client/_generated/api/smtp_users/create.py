"""POST /outbound/smarthost

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from ...._runtime.operations import (
    AsyncClient as _AsyncClient,
    Client as _Client,
    Operation as _Operation,
    Request as _Request,
)
from ...._runtime.requests import build_request as _build_request
from ...models.smtp_users_create_request import SmtpUsersCreateRequest
from ...models.smtp_users_create_result import SmtpUsersCreateResult

OPERATION: _Operation[SmtpUsersCreateResult] = _Operation(
    name="smtp_users.create",
    method="POST",
    path="/outbound/smarthost",
    retry="unique_name",
    key="account",
    secrets=frozenset(["password"]),
    parse=SmtpUsersCreateResult.from_dict,
)


def request(*, body: SmtpUsersCreateRequest) -> _Request[SmtpUsersCreateResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, body=body)


def sync(client: _Client, *, body: SmtpUsersCreateRequest) -> SmtpUsersCreateResult:
    """Create an SMTP user; block until the response is there."""
    return client.execute(request(body=body))


async def asyncio(client: _AsyncClient, *, body: SmtpUsersCreateRequest) -> SmtpUsersCreateResult:
    """Create an SMTP user, without blocking."""
    return await client.execute(request(body=body))
