"""POST /email

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
from ...._runtime.values import UNSET as _UNSET, Unset as _Unset
from ...models.email_send_request import EmailSendRequest
from ...models.email_send_result import EmailSendResult

OPERATION: _Operation[EmailSendResult] = _Operation(
    name="email.send",
    method="POST",
    path="/email",
    retry="idempotency_key",
    bucket="email",
    key="transactional",
    parameters=(
        _Parameter(
            "header",
            "idempotency_key",
            "Idempotency-Key",
            _validators.text(min_length=1, max_length=256),
        ),
    ),
    parse=EmailSendResult.from_dict,
)


def request(
    *, idempotency_key: str | None | _Unset = _UNSET, body: EmailSendRequest
) -> _Request[EmailSendResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, {"idempotency_key": idempotency_key}, body=body)


def sync(
    client: _Client, *, idempotency_key: str | None | _Unset = _UNSET, body: EmailSendRequest
) -> EmailSendResult:
    """Send an e-mail; block until the response is there."""
    return client.execute(request(idempotency_key=idempotency_key, body=body))


async def asyncio(
    client: _AsyncClient, *, idempotency_key: str | None | _Unset = _UNSET, body: EmailSendRequest
) -> EmailSendResult:
    """Send an e-mail, without blocking."""
    return await client.execute(request(idempotency_key=idempotency_key, body=body))
