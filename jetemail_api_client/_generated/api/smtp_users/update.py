"""PATCH /outbound/smarthost

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
from ...models.acknowledgement import Acknowledgement
from ...models.smtp_users_update_request import SmtpUsersUpdateRequest

OPERATION: _Operation[Acknowledgement] = _Operation(
    name="smtp_users.update",
    method="PATCH",
    path="/outbound/smarthost",
    retry="idempotent",
    never_with=frozenset(["newUsername"]),
    key="account",
    secrets=frozenset(["password"]),
    read=Acknowledgement.from_dict,
)


def request(*, body: SmtpUsersUpdateRequest) -> _Request[Acknowledgement]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, body=body.to_dict())


def sync(client: _Sender, *, body: SmtpUsersUpdateRequest) -> Acknowledgement:
    """Update an SMTP user, and wait for the answer."""
    return client.send(request(body=body))


async def asyncio(client: _AsyncSender, *, body: SmtpUsersUpdateRequest) -> Acknowledgement:
    """Update an SMTP user, without blocking."""
    return await client.send(request(body=body))
