"""Sending e-mail: with files and bytes as attachments, and with an outcome for each of a batch.

`jetemail.email` is an `AsyncEmail` or an `Email`; the rest is what they take and return.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import TypeVar

from ._attachments import MAX_ATTACHMENTS_SIZE, Attachable, attach, check_sizes
from ._batch import Batch, Outcome, batch_of
from ._generated.api.email import send_batch
from ._generated.models.email_message import EmailMessage
from ._generated.models.email_send_batch_request import EmailSendBatchRequest
from ._generated.models.email_send_request import EmailSendRequest
from ._runtime.records import AsyncSender, Sender
from ._runtime.values import UNSET, Unset
from ._sending import SentEmail, send_request, sent_email

__all__ = [
    "MAX_ATTACHMENTS_SIZE",
    "AsyncEmail",
    "Attachable",
    "Batch",
    "Email",
    "Outcome",
    "SentEmail",
    "attach",
]

T = TypeVar("T")


class AsyncEmail:
    """Sending, without blocking."""

    def __init__(self, client: AsyncSender) -> None:
        self._client = client

    async def send(
        self,
        *,
        from_: str,
        to: str | list[str],
        subject: str,
        html: str | Unset = UNSET,
        text: str | Unset = UNSET,
        cc: str | list[str] | Unset = UNSET,
        bcc: str | list[str] | Unset = UNSET,
        reply_to: str | list[str] | Unset = UNSET,
        headers: dict[str, str] | Unset = UNSET,
        attachments: Iterable[Attachable] | Unset = UNSET,
        eu: bool | Unset = UNSET,
        scheduled_at: datetime | Unset = UNSET,
        idempotency_key: str | Unset = UNSET,
    ) -> SentEmail:
        """Send one e-mail, now or later.

        It has an idempotency key, so it is tried again even if it may have been sent: a repeat
        sends nothing. The API keeps keys per region; in another region, a repeat is sent.

        Args:
            from_: The sender, such as "Jane Doe <jane@example.com>". A bare address may be refused.
            to: One recipient, or at most 50.
            subject: At least 1 character.
            html: The HTML part. At least one of html and text is needed; both may be given.
            text: The plain part.
            cc: Who gets a copy: one, or at most 50.
            bcc: Who gets a blind copy: one, or at most 50.
            reply_to: Where answers go: one address, or at most 50.
            headers: More headers of the message.
            attachments: Files by their paths, (name, bytes), or `models.Attachment`; 40 MiB
                together at most.
            eu: Keep delivery inside the EU.
            scheduled_at: When to send, with a time zone; at most 30 days ahead.
            idempotency_key: 1 to 256 characters, one for each logical e-mail; made if not given.

        Returns:
            Queued (201): `id` is the message's. Held until `scheduled_at` (202): `id` is that of
            the schedule, and `scheduled_at` is set. `idempotency_key` is yours or the one made.

        Raises:
            InvalidRequestError: An argument is outside its limits; nothing was sent.
            OSError: An attachment cannot be read; nothing was sent.
            ConflictError: 409: the key was used for another message, or its first use still runs.
            JetEmailError: Anything else that went wrong; see `jetemail_api_client.errors`.
        """
        body = EmailSendRequest(
            from_=from_,
            to=to,
            subject=subject,
            html=html,
            text=text,
            cc=cc,
            bcc=bcc,
            reply_to=reply_to,
            headers=headers,
            eu=eu,
            scheduled_at=scheduled_at,
        )
        make = partial(send_request, body, attachments, idempotency_key)
        is_light = isinstance(attachments, Unset)
        request = make() if is_light else await _in_a_thread(make)
        return sent_email(await self._client.send(request), request)

    async def send_batch(
        self, *, emails: Iterable[EmailMessage], idempotency_key: str | Unset = UNSET
    ) -> Batch:
        """Send 1 to 100 e-mails in one request; each is accepted or refused on its own.

        It is not tried again once it may have arrived: a repeat could send every message twice.

        Args:
            emails: The messages; `attach` makes their attachments, 40 MiB in each at most.
            idempotency_key: Sent if given. Whether the API heeds it here is not published.

        Returns:
            What became of each message; true only if all were accepted.

        Raises:
            InvalidRequestError: An argument is outside its limits; nothing was sent.
            JetEmailError: Anything else that went wrong; see `jetemail_api_client.errors`.
        """
        body = _batch_body(emails)
        make = partial(send_batch.request, body=body, idempotency_key=idempotency_key)
        is_light = not any(message.attachments for message in body.emails)
        request = make() if is_light else await _in_a_thread(make)
        return batch_of(body.emails, await self._client.send(request))


class Email:
    """Sending, and waiting for the answer."""

    def __init__(self, client: Sender) -> None:
        self._client = client

    def send(
        self,
        *,
        from_: str,
        to: str | list[str],
        subject: str,
        html: str | Unset = UNSET,
        text: str | Unset = UNSET,
        cc: str | list[str] | Unset = UNSET,
        bcc: str | list[str] | Unset = UNSET,
        reply_to: str | list[str] | Unset = UNSET,
        headers: dict[str, str] | Unset = UNSET,
        attachments: Iterable[Attachable] | Unset = UNSET,
        eu: bool | Unset = UNSET,
        scheduled_at: datetime | Unset = UNSET,
        idempotency_key: str | Unset = UNSET,
    ) -> SentEmail:
        """Send one e-mail, now or later.

        It has an idempotency key, so it is tried again even if it may have been sent: a repeat
        sends nothing. The API keeps keys per region; in another region, a repeat is sent.

        Args:
            from_: The sender, such as "Jane Doe <jane@example.com>". A bare address may be refused.
            to: One recipient, or at most 50.
            subject: At least 1 character.
            html: The HTML part. At least one of html and text is needed; both may be given.
            text: The plain part.
            cc: Who gets a copy: one, or at most 50.
            bcc: Who gets a blind copy: one, or at most 50.
            reply_to: Where answers go: one address, or at most 50.
            headers: More headers of the message.
            attachments: Files by their paths, (name, bytes), or `models.Attachment`; 40 MiB
                together at most.
            eu: Keep delivery inside the EU.
            scheduled_at: When to send, with a time zone; at most 30 days ahead.
            idempotency_key: 1 to 256 characters, one for each logical e-mail; made if not given.

        Returns:
            Queued (201): `id` is the message's. Held until `scheduled_at` (202): `id` is that of
            the schedule, and `scheduled_at` is set. `idempotency_key` is yours or the one made.

        Raises:
            InvalidRequestError: An argument is outside its limits; nothing was sent.
            OSError: An attachment cannot be read; nothing was sent.
            ConflictError: 409: the key was used for another message, or its first use still runs.
            JetEmailError: Anything else that went wrong; see `jetemail_api_client.errors`.
        """
        body = EmailSendRequest(
            from_=from_,
            to=to,
            subject=subject,
            html=html,
            text=text,
            cc=cc,
            bcc=bcc,
            reply_to=reply_to,
            headers=headers,
            eu=eu,
            scheduled_at=scheduled_at,
        )
        request = send_request(body, attachments, idempotency_key)
        return sent_email(self._client.send(request), request)

    def send_batch(
        self, *, emails: Iterable[EmailMessage], idempotency_key: str | Unset = UNSET
    ) -> Batch:
        """Send 1 to 100 e-mails in one request; each is accepted or refused on its own.

        It is not tried again once it may have arrived: a repeat could send every message twice.

        Args:
            emails: The messages; `attach` makes their attachments, 40 MiB in each at most.
            idempotency_key: Sent if given. Whether the API heeds it here is not published.

        Returns:
            What became of each message; true only if all were accepted.

        Raises:
            InvalidRequestError: An argument is outside its limits; nothing was sent.
            JetEmailError: Anything else that went wrong; see `jetemail_api_client.errors`.
        """
        body = _batch_body(emails)
        request = send_batch.request(body=body, idempotency_key=idempotency_key)
        return batch_of(body.emails, self._client.send(request))


def _batch_body(emails: Iterable[EmailMessage]) -> EmailSendBatchRequest:
    # What is no list is left to the check, which says what is wrong.
    body = EmailSendBatchRequest(emails=list(emails) if isinstance(emails, Iterable) else emails)
    check_sizes(body.emails, send_batch.OPERATION.name)
    return body


async def _in_a_thread(make: Callable[[], T]) -> T:
    """What is made in a thread: reading files and encoding them would hold up the event loop."""
    # Late: importing the package must not import an event loop.
    from asyncio import to_thread

    return await to_thread(make)
