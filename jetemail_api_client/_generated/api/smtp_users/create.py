"""POST /outbound/smarthost

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
from ...models.smtp_users_create_request import SmtpUsersCreateRequest
from ...models.smtp_users_create_result import SmtpUsersCreateResult

OPERATION: _Operation[SmtpUsersCreateResult] = _Operation(
    name="smtp_users.create",
    method="POST",
    path="/outbound/smarthost",
    retry="named",
    key="account",
    secrets=frozenset(["password"]),
    read=SmtpUsersCreateResult.from_dict,
)


def request(*, body: SmtpUsersCreateRequest) -> _Request[SmtpUsersCreateResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, body=body.to_dict())


def sync(client: _Sender, *, body: SmtpUsersCreateRequest) -> SmtpUsersCreateResult:
    """Create an SMTP user, and wait for the answer."""
    return client.send(request(body=body))


async def asyncio(client: _AsyncSender, *, body: SmtpUsersCreateRequest) -> SmtpUsersCreateResult:
    """Create an SMTP user, without blocking."""
    return await client.send(request(body=body))
