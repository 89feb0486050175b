"""The rules of `email.send_many`."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from attrs import define, fields, frozen, validate

from .._generated.api.email import send, send_batch
from .._generated.models.email_message import EmailMessage
from .._generated.models.email_send_batch_request import EmailSendBatchRequest
from .._generated.models.email_send_request import EmailSendRequest
from .._runtime.operations import Request
from .._runtime.validators import HALF_PAIR, invalid
from .._runtime.values import type_name
from ..emails import Batch, MessageStatus, batch_of, check_attachments, sent_email
from ..errors import (
    IdempotencyInFlightError,
    InvalidRequestError,
    JetEmailError,
    JournalError,
)
from .journal import Decision, Journal, digest_of
from .outcomes import SendOutcome, SendProgress, SendStatus
from .rules import FATAL, UNFINISHED, Tally, text_or_none, through_blocks
from .steps import Call, Compute, Item, Steps, Store

SEND = "email.send_many"


@frozen
class _Draft:
    """A message that can be sent."""

    message: EmailMessage
    id: str | None = None
    digest: str = ""
    request: Request[Any] | None = None
    """None in a batch, which has one request."""


def _unpacked(value: Any, *, needs_id: bool) -> tuple[str | None, Any]:
    """Return the id and the message of an item.

    Raises:
        InvalidRequestError: It is neither a message nor a pair of an id and a message.
    """
    expected = "(id, EmailMessage)" if needs_id else "an EmailMessage"
    match value:
        case EmailMessage() if not needs_id:
            return None, value
        case (str(id_), EmailMessage() as message) if id_:
            try:
                id_.encode()
            except UnicodeEncodeError:
                raise invalid(SEND, "id", HALF_PAIR) from None
            return id_, message
        case (str() as id_, EmailMessage()):
            raise invalid(SEND, "id", "is empty: give each message its own")
        case (id_, EmailMessage()):
            raise invalid(SEND, "id", f"is no str, but {type_name(id_)}: give str(id)")
    raise invalid(SEND, None, f"expected {expected}, got {type_name(value)}")


@define
class Sending:
    """The rules of `email.send_many`."""

    batch_size: int
    journal: Journal | None
    unix: Callable[[], float]
    tally: Tally

    def open(self) -> Steps[None]:
        self.tally.start()
        if self.journal is not None:
            yield Store(self.journal.open)

    def close(self) -> None:
        assert self.journal is not None  # noqa: S101 - nothing else is stored; narrows the type
        self.journal.close()

    def claim(self, item: Item) -> Callable[[], bool] | None:
        match item.value:
            case (str(id_), EmailMessage()) if self.journal is not None:
                return partial(self.journal.claim, id_)
        return None

    def count(self, outcome: SendOutcome) -> None:
        self.tally.counts[outcome.status] += 1
        self.tally.from_journal += outcome.is_from_journal

    def progress(self) -> SendProgress:
        figures = self.tally.figures("sent", "rejected", "not_sent", "unknown")
        return SendProgress(**figures, from_journal=self.tally.from_journal)

    def unfinished(self, item: Item) -> SendOutcome:
        status: SendStatus = "unknown" if item.is_begun else "not_sent"
        return _outcome(item, status=status, reason=UNFINISHED)

    def do(self, items: Sequence[Item]) -> Steps[None]:
        drafts: list[tuple[Item, _Draft]] = []
        for item in items:
            try:
                make = partial(self._draft, item.value)
                draft = yield Compute(make, is_slow=_has_attachments(item.value))
            except InvalidRequestError as error:
                yield from self._reject(item, error)
            else:
                drafts.append((item, draft))
        if self.batch_size > 1:
            yield from self._send_batch(drafts)
        else:
            for item, draft in drafts:
                yield from self._send(item, draft)

    def _draft(self, value: Any) -> _Draft:
        """Make the request of an item.

        Raises:
            InvalidRequestError: It cannot be sent.
        """
        id_, message = _unpacked(value, needs_id=self.journal is not None)
        try:
            # Again: its lists and dicts may have changed since it was made.
            validate(message)
            check_attachments(message, SEND)
            if self.batch_size > 1:
                return _Draft(message, id_)
            body = _body_of(message)
            if self.journal is None or id_ is None:
                return _Draft(message, id_, "", send.request(body=body))
            digest = digest_of(body.to_dict())
            key = self.journal.key_of(id_, digest)
            return _Draft(message, id_, digest, send.request(body=body, idempotency_key=key))
        except TypeError as error:
            raise InvalidRequestError(str(error), operation=SEND) from error

    def _reject(self, item: Item, error: InvalidRequestError) -> Steps[None]:
        item.outcome = _failed(item, "rejected", error)
        id_: str | None = item.outcome.id
        if self.journal is None or id_ is None or error.field == "id":
            return
        if (yield from _is_first(item)):
            yield Store(partial(self.journal.reject, id_, str(error), self.unix()))

    # One message, under a key of its own.

    def _send(self, item: Item, draft: _Draft) -> Steps[None]:
        journal, doubt = self.journal, None
        if journal is not None and draft.id is not None:
            if not (yield from _is_first(item)):
                reason = f"cannot be used: the id {draft.id!r} came before, in this run: {_UNIQUE}"
                item.outcome = _failed(item, "rejected", invalid(SEND, "id", reason))
                return
            look = partial(journal.look, draft.id, draft.digest, self.unix())
            decision: Decision = yield Store(look)
            if decision.action != "send":
                item.outcome = _known(item, decision)
                return
            doubt = decision.entry
            item.is_begun = doubt is not None
        assert draft.request is not None  # noqa: S101 - one message has one; narrows the type
        call = Call(draft.request, (item,), self._announcement(draft))
        try:
            result = yield from through_blocks(call)
        except JetEmailError as error:
            is_fatal = isinstance(error, FATAL)
            status = _status_of(error, is_doubtful=doubt is not None)
            if not is_fatal:
                item.outcome = _failed(item, status, error)
            elif status != "unknown":
                item.is_begun = False
            if not isinstance(error, JournalError):
                kept = "not_sent" if is_fatal and status == "rejected" else status
                yield from self._note(draft, kept, str(error))
            if is_fatal:
                raise
        else:
            item.outcome = _outcome(item, status="sent", result=sent_email(result, draft.request))
            yield from self._note(draft, "sent", None, text_or_none(result.id))

    def _announcement(self, draft: _Draft) -> Callable[[], object] | None:
        journal, id_ = self.journal, draft.id
        if journal is None or id_ is None:
            return None
        return lambda: journal.begin(id_, draft.digest, self.unix())

    def _note(
        self, draft: _Draft, status: SendStatus, reason: str | None, api_id: str | None = None
    ) -> Steps[None]:
        if self.journal is not None and draft.id is not None:
            note = partial(self.journal.end, draft.id, status, reason, api_id, self.unix())
            yield Store(note)

    # A batch.

    def _send_batch(self, drafts: Sequence[tuple[Item, _Draft]]) -> Steps[None]:
        if not drafts:
            return
        items = [item for item, _ in drafts]
        body = EmailSendBatchRequest(emails=[draft.message for _, draft in drafts])
        request = yield Compute(partial(send_batch.request, body=body), is_slow=True)
        try:
            response = yield from through_blocks(Call(request, items))
        except JetEmailError as error:
            status = _status_of(error, is_doubtful=False)
            if isinstance(error, FATAL):
                for item in items:
                    item.is_begun = status == "unknown"
                raise
            for item in items:
                item.outcome = _failed(item, status, error)
        else:
            self._set_outcomes(items, batch_of(body.emails, response))

    def _set_outcomes(self, items: Sequence[Item], batch: Batch) -> None:
        for item, one in zip(items, batch.outcomes, strict=True):
            reason = None if one.status == "accepted" else one.error or _REASONS[one.status]
            status = _STATUSES[one.status]
            item.outcome = _outcome(item, status=status, result=one.result, reason=reason)


_STATUSES: Mapping[MessageStatus, SendStatus] = {
    "accepted": "sent",
    "rejected": "rejected",
    "unknown": "unknown",
}
_REASONS: Mapping[MessageStatus, str] = {
    "rejected": "The response gives no reason.",
    "unknown": "The response has no result for it.",
}


_UNIQUE = "give each message its own"


def _is_first(item: Item) -> Steps[bool]:
    """Return True if no item before has the same id."""
    assert item.claim is not None  # noqa: S101 - it has an id and a journal; narrows the type
    is_first: bool = yield Store(item.claim.result)
    return is_first


def _has_attachments(value: Any) -> bool:
    message = value[-1] if isinstance(value, tuple) and value else value
    return isinstance(message, EmailMessage) and bool(message.attachments)


def _body_of(message: EmailMessage) -> EmailSendRequest:
    """Return the message as `email.send` sends it."""
    names = (one.name for one in fields(EmailMessage))
    return EmailSendRequest(**{name: getattr(message, name) for name in names})


def _outcome(item: Item, **details: Any) -> SendOutcome:
    match item.value:
        case (id_, EmailMessage() as message):
            return SendOutcome(index=item.index, id=text_or_none(id_), message=message, **details)
    return SendOutcome(index=item.index, message=item.value, **details)


def _failed(item: Item, status: SendStatus, error: JetEmailError) -> SendOutcome:
    return _outcome(item, status=status, error=error, reason=str(error))


def _status_of(error: JetEmailError, *, is_doubtful: bool) -> SendStatus:
    """Return the status of a message whose call failed.

    Args:
        error: What the call raised.
        is_doubtful: True if an earlier run may have sent it.
    """
    # With a key that is in flight, an earlier request may succeed yet.
    is_in_flight = isinstance(error, IdempotencyInFlightError)
    return "unknown" if is_doubtful or is_in_flight else error.outcome


def _known(item: Item, decision: Decision) -> SendOutcome:
    """Return the outcome of a message that is not sent, because of the journal."""
    if decision.action == "refuse":
        return _failed(item, "rejected", invalid(SEND, "id", f"cannot be used: {decision.reason}"))
    assert decision.entry is not None  # noqa: S101 - the journal has it; narrows the type
    status = decision.entry.status
    return _outcome(item, status=status, reason=decision.reason, is_from_journal=True)
