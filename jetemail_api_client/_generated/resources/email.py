"""The resource email.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Iterable, Mapping, Sequence
from datetime import datetime
from os import PathLike
from typing import Final as _Final

from ..._runtime.flows import run as _run, run_async as _run_async
from ..._runtime.operations import AsyncClient as _AsyncClient, Client as _Client
from ..._runtime.raw_responses import (
    AsyncRawMethod as _AsyncRawMethod,
    RawMethod as _RawMethod,
    RawProperty as _RawProperty,
    RawResource as _RawResource,
)
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from ...bulk import (
    AsyncRun as _AsyncRun,
    Identified,
    Run as _Run,
    SendOutcome,
    SendProgress,
    send_many as _send_many,
    send_many_async as _send_many_async,
)
from ...emails import (
    Attachable,
    Batch,
    SentEmail,
    send_message as _send_message,
    send_messages as _send_messages,
)
from ..api.email import send as _send, send_batch as _send_batch
from ..models.email_message import EmailMessage
from ..models.email_send_request import EmailSendRequest


class AsyncEmail:
    """The operations on email."""

    def __init__(self, client: _AsyncClient) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> AsyncEmailWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return AsyncEmailWithRawResponse(AsyncEmail, self._client)

    async def send(
        self,
        *,
        from_: str,
        to: str | Sequence[str],
        subject: str,
        idempotency_key: str | None | _Unset = _UNSET,
        html: str | None | _Unset = _UNSET,
        text: str | None | _Unset = _UNSET,
        cc: str | Sequence[str] | None | _Unset = _UNSET,
        bcc: str | Sequence[str] | None | _Unset = _UNSET,
        reply_to: str | Sequence[str] | None | _Unset = _UNSET,
        headers: Mapping[str, str] | None | _Unset = _UNSET,
        attachments: Iterable[Attachable] | None | _Unset = _UNSET,
        eu: bool | None | _Unset = _UNSET,
        scheduled_at: datetime | None | _Unset = _UNSET,
    ) -> SentEmail:
        """Send an e-mail.

        Queues one e-mail, or holds it when scheduled_at is given. It needs html, text or both; the
        limit is 600 requests a minute per account.

        See https://jetemail.com/docs/api-reference/email/send-an-email

        It has an idempotency key, so it is retried even if it may have been sent: a retry does not
        send it again, except in another region.

        Args:
            from_: Sender, as Name <email@domain.com>; a bare address may be refused. Example:
                John Doe <john@example.com>.
            to: One recipient, or a list of at most 50.
            subject: Subject line. At least 1 character.
            idempotency_key: 1 to 256 characters, one for each logical e-mail; generated if not
                given. The same key with the same body returns the first response again, and nothing
                is sent twice. Keys are kept per region, and for how long is not published.
            html: HTML part of the e-mail.
            text: Plain-text part of the e-mail; the alternative when html is sent, too.
            cc: Copy recipients: one, or a list of at most 50, each a plain address or Name
                <email@domain.com>.
            bcc: Blind-copy recipients: one, or a list of at most 50, each a plain address or
                Name <email@domain.com>.
            reply_to: Where replies go: one address, or a list of at most 50, each a plain
                address or Name <email@domain.com>.
            headers: Further headers of the e-mail, name to value.
            attachments: Files to attach: paths or what opens like one, (name, bytes or an open
                binary file), or `models.Attachment`; at most 40 MiB together.
            eu: Keep the delivery inside the EU region.
            scheduled_at: When to send: Unix seconds, or an ISO 8601 time with its offset. It
                must be in the future and within 30 days. Must be timezone-aware.

        Returns:
            201: The e-mail is queued. The same idempotency_key with the same body gets this
                response again.
            202: The e-mail is held until its time. The id is not a message id.

        Raises:
            InvalidRequestError: An argument is outside its limits; nothing was sent.
            OSError: An attachment cannot be read; nothing was sent.
            BadRequestError: 400: The input is refused: a missing field, a wrong format, or a
                scheduled_at that is past or more than 30 days ahead.
            AuthenticationError: 401: The API key is missing or not valid.
            ConflictError: 409: The idempotency_key is in conflict. With IDEMPOTENCY_IN_FLIGHT
                the first request is still running, so try again shortly; with
                IDEMPOTENCY_BODY_MISMATCH the key came with another body before, so take a new key.
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            InternalServerError: 500: The server failed.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = EmailSendRequest(
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
        return await _run_async(
            self._client,
            _send_message(_body, idempotency_key=idempotency_key, attachments=attachments),
            blocking=_send.OPERATION
            if attachments is not _UNSET and attachments is not None
            else None,
        )

    def send_many(
        self,
        messages: Iterable[EmailMessage | Identified] | AsyncIterable[EmailMessage | Identified],
        *,
        concurrency: int = 20,
        in_order: bool = False,
        batch_size: int = 1,
        journal: str | PathLike[str] | None = None,
        on_progress: Callable[[SendProgress], object] | None = None,
    ) -> _AsyncRun[SendOutcome, SendProgress]:
        """Send any number of e-mails, in constant memory.

        Iterate the run that it returns for the outcome of each message, best in a `with` block
        (`async with`). Nothing is sent before. Leaving the loop ends the run; then `unfinished` has
        what was taken and not returned, and `progress` has the counts.

        A message that is invalid or rejected does not end the run. Errors that concern all of them
        do: nothing more is taken, and they are raised after the outcomes of what is under way.

        It waits for the rate limits as long as they take, whatever `rate_limit_timeout` is, and for
        the end of a block after a 429.

        Args:
            messages: The messages, or pairs of an id of your own and a message. They are taken
                one by one, when they are needed; a plain iterable is read in the thread of the
                caller. `emails.attach` makes their attachments.
            concurrency: Requests at a time, 1 to 1000. They go out in the order of the source,
                except for retries; 1 keeps that order at the server, too.
            in_order: Return the outcomes in the order of the source, instead of as they come. A
                slow one delays those behind it.
            batch_size: 1 to 100 messages a request. With 1, each is sent under an idempotency
                key of its own, and retried. A batch needs fewer requests, but is not retried once
                it may have arrived: if its response is lost, all of its messages are unknown.
            journal: Path of an SQLite file with which a run that ended early, in whatever way,
                can go on: run it again with the same messages and ids. Those that were sent are not
                sent again, those in doubt are, under the same key, for 23 hours (the API keeps keys
                for 24); after that they are unknown. It needs ids, and a batch_size of 1, and is of
                one run at a time.
            on_progress: A plain function, called with the counts at each outcome, such as a
                `progress.ProgressBar`.

        Raises:
            InvalidRequestError: An argument is outside its limits.
            TypeError: An argument is of a wrong type.
            AuthenticationError: While iterating: 401: The API key is missing or not valid.
            PermissionDeniedError: While iterating: 403.
            ConfigurationError: While iterating: There is no transactional key, or the client is
                closed.
            JournalError: While iterating: The journal is in use, of another run, damaged or not
                writable.
        """
        return _send_many_async(
            self._client,
            messages,
            concurrency=concurrency,
            in_order=in_order,
            batch_size=batch_size,
            journal=journal,
            on_progress=on_progress,
        )

    async def send_batch(
        self, *, emails: Iterable[EmailMessage], idempotency_key: str | None | _Unset = _UNSET
    ) -> Batch:
        """Send up to 100 e-mails.

        Takes or refuses each e-mail on its own. The response has a summary and the results of the
        e-mails, so its status alone does not say that all were accepted.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/email/send-multiple-emails-in-a-batch

        It is not retried once it may have arrived: a retry could send every message twice.

        Args:
            emails: 1 to 100 e-mails; `emails.attach` makes their attachments, 40 MiB a message
                at most.
            idempotency_key: Key of 1 to 256 characters. Whether this operation honours it is
                not published, so a repeat may send twice. 1 to 256 characters. Inferred: on none of
                the API's own pages.

        Returns:
            207: The outcome of each message; true only if all were accepted.

        Raises:
            InvalidRequestError: An argument is outside its limits; nothing was sent.
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _run_async(
            self._client,
            _send_messages(emails=emails, idempotency_key=idempotency_key),
            blocking=_send_batch.OPERATION,
        )


class AsyncEmailWithRawResponse(_RawResource):
    """The operations on email, with status, headers and attempts beside the value."""

    send: _Final = _AsyncRawMethod(AsyncEmail.send)
    send_batch: _Final = _AsyncRawMethod(AsyncEmail.send_batch)


class Email:
    """The operations on email."""

    def __init__(self, client: _Client) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> EmailWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return EmailWithRawResponse(Email, self._client)

    def send(
        self,
        *,
        from_: str,
        to: str | Sequence[str],
        subject: str,
        idempotency_key: str | None | _Unset = _UNSET,
        html: str | None | _Unset = _UNSET,
        text: str | None | _Unset = _UNSET,
        cc: str | Sequence[str] | None | _Unset = _UNSET,
        bcc: str | Sequence[str] | None | _Unset = _UNSET,
        reply_to: str | Sequence[str] | None | _Unset = _UNSET,
        headers: Mapping[str, str] | None | _Unset = _UNSET,
        attachments: Iterable[Attachable] | None | _Unset = _UNSET,
        eu: bool | None | _Unset = _UNSET,
        scheduled_at: datetime | None | _Unset = _UNSET,
    ) -> SentEmail:
        """Send an e-mail.

        Queues one e-mail, or holds it when scheduled_at is given. It needs html, text or both; the
        limit is 600 requests a minute per account.

        See https://jetemail.com/docs/api-reference/email/send-an-email

        It has an idempotency key, so it is retried even if it may have been sent: a retry does not
        send it again, except in another region.

        Args:
            from_: Sender, as Name <email@domain.com>; a bare address may be refused. Example:
                John Doe <john@example.com>.
            to: One recipient, or a list of at most 50.
            subject: Subject line. At least 1 character.
            idempotency_key: 1 to 256 characters, one for each logical e-mail; generated if not
                given. The same key with the same body returns the first response again, and nothing
                is sent twice. Keys are kept per region, and for how long is not published.
            html: HTML part of the e-mail.
            text: Plain-text part of the e-mail; the alternative when html is sent, too.
            cc: Copy recipients: one, or a list of at most 50, each a plain address or Name
                <email@domain.com>.
            bcc: Blind-copy recipients: one, or a list of at most 50, each a plain address or
                Name <email@domain.com>.
            reply_to: Where replies go: one address, or a list of at most 50, each a plain
                address or Name <email@domain.com>.
            headers: Further headers of the e-mail, name to value.
            attachments: Files to attach: paths or what opens like one, (name, bytes or an open
                binary file), or `models.Attachment`; at most 40 MiB together.
            eu: Keep the delivery inside the EU region.
            scheduled_at: When to send: Unix seconds, or an ISO 8601 time with its offset. It
                must be in the future and within 30 days. Must be timezone-aware.

        Returns:
            201: The e-mail is queued. The same idempotency_key with the same body gets this
                response again.
            202: The e-mail is held until its time. The id is not a message id.

        Raises:
            InvalidRequestError: An argument is outside its limits; nothing was sent.
            OSError: An attachment cannot be read; nothing was sent.
            BadRequestError: 400: The input is refused: a missing field, a wrong format, or a
                scheduled_at that is past or more than 30 days ahead.
            AuthenticationError: 401: The API key is missing or not valid.
            ConflictError: 409: The idempotency_key is in conflict. With IDEMPOTENCY_IN_FLIGHT
                the first request is still running, so try again shortly; with
                IDEMPOTENCY_BODY_MISMATCH the key came with another body before, so take a new key.
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            InternalServerError: 500: The server failed.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = EmailSendRequest(
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
        return _run(
            self._client,
            _send_message(_body, idempotency_key=idempotency_key, attachments=attachments),
        )

    def send_many(
        self,
        messages: Iterable[EmailMessage | Identified],
        *,
        concurrency: int = 20,
        in_order: bool = False,
        batch_size: int = 1,
        journal: str | PathLike[str] | None = None,
        on_progress: Callable[[SendProgress], object] | None = None,
    ) -> _Run[SendOutcome, SendProgress]:
        """Send any number of e-mails, in constant memory.

        Iterate the run that it returns for the outcome of each message, best in a `with` block
        (`async with`). Nothing is sent before. Leaving the loop ends the run; then `unfinished` has
        what was taken and not returned, and `progress` has the counts.

        A message that is invalid or rejected does not end the run. Errors that concern all of them
        do: nothing more is taken, and they are raised after the outcomes of what is under way.

        It waits for the rate limits as long as they take, whatever `rate_limit_timeout` is, and for
        the end of a block after a 429.

        Args:
            messages: The messages, or pairs of an id of your own and a message. They are taken
                one by one, when they are needed; a plain iterable is read in the thread of the
                caller. `emails.attach` makes their attachments.
            concurrency: Requests at a time, 1 to 1000. They go out in the order of the source,
                except for retries; 1 keeps that order at the server, too.
            in_order: Return the outcomes in the order of the source, instead of as they come. A
                slow one delays those behind it.
            batch_size: 1 to 100 messages a request. With 1, each is sent under an idempotency
                key of its own, and retried. A batch needs fewer requests, but is not retried once
                it may have arrived: if its response is lost, all of its messages are unknown.
            journal: Path of an SQLite file with which a run that ended early, in whatever way,
                can go on: run it again with the same messages and ids. Those that were sent are not
                sent again, those in doubt are, under the same key, for 23 hours (the API keeps keys
                for 24); after that they are unknown. It needs ids, and a batch_size of 1, and is of
                one run at a time.
            on_progress: A plain function, called with the counts at each outcome, such as a
                `progress.ProgressBar`.

        Raises:
            InvalidRequestError: An argument is outside its limits.
            TypeError: An argument is of a wrong type.
            AuthenticationError: While iterating: 401: The API key is missing or not valid.
            PermissionDeniedError: While iterating: 403.
            ConfigurationError: While iterating: There is no transactional key, or the client is
                closed.
            JournalError: While iterating: The journal is in use, of another run, damaged or not
                writable.
        """
        return _send_many(
            self._client,
            messages,
            concurrency=concurrency,
            in_order=in_order,
            batch_size=batch_size,
            journal=journal,
            on_progress=on_progress,
        )

    def send_batch(
        self, *, emails: Iterable[EmailMessage], idempotency_key: str | None | _Unset = _UNSET
    ) -> Batch:
        """Send up to 100 e-mails.

        Takes or refuses each e-mail on its own. The response has a summary and the results of the
        e-mails, so its status alone does not say that all were accepted.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/email/send-multiple-emails-in-a-batch

        It is not retried once it may have arrived: a retry could send every message twice.

        Args:
            emails: 1 to 100 e-mails; `emails.attach` makes their attachments, 40 MiB a message
                at most.
            idempotency_key: Key of 1 to 256 characters. Whether this operation honours it is
                not published, so a repeat may send twice. 1 to 256 characters. Inferred: on none of
                the API's own pages.

        Returns:
            207: The outcome of each message; true only if all were accepted.

        Raises:
            InvalidRequestError: An argument is outside its limits; nothing was sent.
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _run(self._client, _send_messages(emails=emails, idempotency_key=idempotency_key))


class EmailWithRawResponse(_RawResource):
    """The operations on email, with status, headers and attempts beside the value."""

    send: _Final = _RawMethod(Email.send)
    send_batch: _Final = _RawMethod(Email.send_batch)
