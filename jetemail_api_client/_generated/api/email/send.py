"""POST /email

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from ...._runtime import checks as _checks
from ...._runtime.records import (
    AsyncSender as _AsyncSender,
    Operation as _Operation,
    Parameter as _Parameter,
    Request as _Request,
    Sender as _Sender,
)
from ...._runtime.requests import build_request as _build_request
from ...._runtime.values import UNSET as _UNSET, Unset as _Unset
from ...models.email_send_request import EmailSendRequest
from ...models.email_send_result import EmailSendResult

OPERATION: _Operation[EmailSendResult] = _Operation(
    name="email.send",
    method="POST",
    path="/email",
    retry="keyed",
    lane="email",
    key="transactional",
    parameters=(
        _Parameter(
            "header",
            "idempotency_key",
            "Idempotency-Key",
            _checks.text(min_length=1, max_length=256),
        ),
    ),
    read=EmailSendResult.from_dict,
)


def request(
    *, idempotency_key: str | _Unset = _UNSET, body: EmailSendRequest
) -> _Request[EmailSendResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, {"idempotency_key": idempotency_key}, body=body.to_dict())


def sync(
    client: _Sender, *, idempotency_key: str | _Unset = _UNSET, body: EmailSendRequest
) -> EmailSendResult:
    """Send an e-mail, and wait for the answer."""
    return client.send(request(idempotency_key=idempotency_key, body=body))


async def asyncio(
    client: _AsyncSender, *, idempotency_key: str | _Unset = _UNSET, body: EmailSendRequest
) -> EmailSendResult:
    """Send an e-mail, without blocking."""
    return await client.send(request(idempotency_key=idempotency_key, body=body))
