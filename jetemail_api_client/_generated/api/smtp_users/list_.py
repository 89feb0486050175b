"""GET /outbound/smarthost

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
from ...models.smtp_users_list_result import SmtpUsersListResult

OPERATION: _Operation[SmtpUsersListResult] = _Operation(
    name="smtp_users.list",
    method="GET",
    path="/outbound/smarthost",
    retry="safe",
    key="account",
    parse=SmtpUsersListResult.from_dict,
)


def request() -> _Request[SmtpUsersListResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION)


def sync(client: _Client) -> SmtpUsersListResult:
    """List SMTP users; block until the response is there."""
    return client.execute(request())


async def asyncio(client: _AsyncClient) -> SmtpUsersListResult:
    """List SMTP users, without blocking."""
    return await client.execute(request())
