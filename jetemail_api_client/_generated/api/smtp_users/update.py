"""PATCH /outbound/smarthost

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
from ...models.smtp_users_update_request import SmtpUsersUpdateRequest

OPERATION: _Operation[Acknowledgement] = _Operation(
    name="smtp_users.update",
    method="PATCH",
    path="/outbound/smarthost",
    retry="idempotent",
    never_with=frozenset(["newUsername"]),
    key="account",
    secrets=frozenset(["password"]),
    parse=Acknowledgement.from_dict,
)


def request(*, body: SmtpUsersUpdateRequest) -> _Request[Acknowledgement]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, body=body)


def sync(client: _Client, *, body: SmtpUsersUpdateRequest) -> Acknowledgement:
    """Update an SMTP user; block until the response is there."""
    return client.execute(request(body=body))


async def asyncio(client: _AsyncClient, *, body: SmtpUsersUpdateRequest) -> Acknowledgement:
    """Update an SMTP user, without blocking."""
    return await client.execute(request(body=body))
