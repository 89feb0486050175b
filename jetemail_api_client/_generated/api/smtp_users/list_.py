"""GET /outbound/smarthost

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from ...._runtime.records import (
    AsyncSender as _AsyncSender,
    Operation as _Operation,
    Request as _Request,
    Sender as _Sender,
)
from ...._runtime.requests import build_request as _build_request
from ...models.smtp_users_list_result import SmtpUsersListResult

OPERATION: _Operation[SmtpUsersListResult] = _Operation(
    name="smtp_users.list",
    method="GET",
    path="/outbound/smarthost",
    retry="safe",
    key="account",
    read=SmtpUsersListResult.from_dict,
)


def request() -> _Request[SmtpUsersListResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION)


def sync(client: _Sender) -> SmtpUsersListResult:
    """List SMTP users, and wait for the answer."""
    return client.send(request())


async def asyncio(client: _AsyncSender) -> SmtpUsersListResult:
    """List SMTP users, without blocking."""
    return await client.send(request())
