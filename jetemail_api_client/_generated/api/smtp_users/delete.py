"""DELETE /outbound/smarthost

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
from ...models.smtp_users_delete_request import SmtpUsersDeleteRequest

OPERATION: _Operation[Acknowledgement] = _Operation(
    name="smtp_users.delete",
    method="DELETE",
    path="/outbound/smarthost",
    retry="idempotent",
    key="account",
    read=Acknowledgement.from_dict,
)


def request(*, body: SmtpUsersDeleteRequest) -> _Request[Acknowledgement]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, body=body.to_dict())


def sync(client: _Sender, *, body: SmtpUsersDeleteRequest) -> Acknowledgement:
    """Delete an SMTP user, and wait for the answer."""
    return client.send(request(body=body))


async def asyncio(client: _AsyncSender, *, body: SmtpUsersDeleteRequest) -> Acknowledgement:
    """Delete an SMTP user, without blocking."""
    return await client.send(request(body=body))
