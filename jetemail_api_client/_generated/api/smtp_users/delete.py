"""DELETE /outbound/smarthost

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
from ...models.acknowledgement import Acknowledgement
from ...models.smtp_users_delete_request import SmtpUsersDeleteRequest

OPERATION: _Operation[Acknowledgement] = _Operation(
    name="smtp_users.delete",
    method="DELETE",
    path="/outbound/smarthost",
    retry="idempotent",
    key="account",
    parse=Acknowledgement.from_dict,
)


def request(*, body: SmtpUsersDeleteRequest) -> _Request[Acknowledgement]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, body=body)


def sync(client: _Client, *, body: SmtpUsersDeleteRequest) -> Acknowledgement:
    """Delete an SMTP user; block until the response is there."""
    return client.execute(request(body=body))


async def asyncio(client: _AsyncClient, *, body: SmtpUsersDeleteRequest) -> Acknowledgement:
    """Delete an SMTP user, without blocking."""
    return await client.execute(request(body=body))
