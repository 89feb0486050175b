"""One e-mail: its request, and what became of it."""

from collections.abc import Iterable

from attrs import define, evolve

from ._attachments import Attachable, attached
from ._generated.api.email import send
from ._generated.models.email_send_request import EmailSendRequest
from ._generated.models.email_send_result import EmailSendResult
from ._runtime.records import Request
from ._runtime.values import Unset


@define(kw_only=True)
class SentEmail(EmailSendResult):
    """An e-mail that was taken, with the key under which a repeat does not send it again."""

    idempotency_key: str = ""


def send_request(
    body: EmailSendRequest, attachments: Iterable[Attachable] | Unset, key: str | Unset
) -> Request[EmailSendResult]:
    """The request, files read and encoded; only its bytes stay in memory while it is sent."""
    if not isinstance(attachments, Unset):
        body = evolve(body, attachments=attached(attachments, send.OPERATION.name))
    return send.request(body=body, idempotency_key=key)


def sent_email(result: EmailSendResult, request: Request[EmailSendResult]) -> SentEmail:
    """The result of a request, with its key."""
    sent = SentEmail.from_dict(result.to_dict(), odd=[])
    sent.idempotency_key = request.idempotency_key or ""
    return sent
