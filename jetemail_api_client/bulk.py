"""Many messages, many SMTP users: runs over any number of items, with an outcome for each.

`jetemail.email.send_many` and `jetemail.smtp_users.ensure_many` return a run: an iterator of
outcomes, and a context manager. Its items are taken from their source only when they are needed,
and at most `concurrency` jobs have no returned outcome, so that memory does not grow.
"""

from collections import Counter
from collections.abc import AsyncIterable, Callable, Iterable, Mapping, Sequence, Sized
from functools import partial
from os import PathLike
from typing import Any, Literal, TypeAlias

from attrs import define, evolve, field, fields, frozen, validate

from ._generated.api.email import send, send_batch
from ._generated.api.smtp_users import list_, update
from ._generated.models.email_message import EmailMessage
from ._generated.models.email_result import EmailResult
from ._generated.models.email_send_batch_request import EmailSendBatchRequest
from ._generated.models.email_send_request import EmailSendRequest
from ._generated.models.smtp_users_create_request import SmtpUsersCreateRequest
from ._journal import (
    KEY_LIFETIME,
    Decision,
    Journal,
    JournalEntry,
    JournalReader,
    digest_of,
    path_text,
    read_journal,
)
from ._runs import (
    AsyncRun,
    Call,
    Compute,
    Item,
    Pause,
    Run,
    RunOptions,
    Steps,
    Store,
    check_count,
)
from ._runtime.flows import Flow
from ._runtime.frames import without_arguments
from ._runtime.operations import Request
from ._runtime.validators import HALF_PAIR, invalid, wrong_type
from ._runtime.values import Model, redacted, type_name
from .emails import Batch, MessageStatus, SentEmail, batch_of, check_attachments, sent_email
from .errors import (
    AuthenticationError,
    ConfigurationError,
    ConflictError,
    IdempotencyInFlightError,
    InvalidRequestError,
    JetEmailError,
    JournalError,
    NotFoundError,
    PermissionDeniedError,
    RateLimiterError,
    RateLimitError,
)
from .rate_limits import MAX_BLOCK
from .smtp_users import CreatedSmtpUser, create_user, update_of

__all__ = [
    "KEY_LIFETIME",
    "AsyncRun",
    "Identified",
    "JournalEntry",
    "JournalReader",
    "Run",
    "SendOutcome",
    "SendProgress",
    "SendStatus",
    "UserOutcome",
    "UserProgress",
    "UserStatus",
    "read_journal",
]

_MAX_BATCH = 100

# A 429 blocks the account, not the message: it is sent again after the block. In seconds, for one
# without Retry-After; and how often, so that a run does not wait forever.
_BLOCK = 60.0
_MAX_BLOCKS = 12

Identified: TypeAlias = tuple[str, EmailMessage]
"""A message with an id of your own, such as the key of its row in a database."""

SendStatus: TypeAlias = Literal["sent", "rejected", "not_sent", "unknown"]
UserStatus: TypeAlias = Literal["created", "existing", "failed"]


# What users get.


class _Outcome(Model):
    __slots__ = ()

    error: JetEmailError | None

    def to_jsonable(self) -> dict[str, Any]:
        """Return the attributes as JSON-ready values; the error as its text.

        A message has its attachments, and the password of a user is included.
        """
        # Not `evolve`: an item that is no message has no form in JSON.
        cls: Any = type(self)
        shown = {one.name: getattr(self, one.name) for one in fields(cls)}
        return {name: _jsonable(value) for name, value in shown.items()}


def _jsonable(value: Any) -> Any:
    if isinstance(value, Model):
        return value.to_jsonable()
    return value if value is None or isinstance(value, (str, int)) else str(value)


@frozen(kw_only=True, repr=False)
class SendOutcome(_Outcome):
    """The outcome of one message of a run."""

    index: int
    """Place of the message in the source, from 0."""
    id: str | None = None
    """The id that was given with it."""
    message: EmailMessage = field(repr=False)
    """As it was given, also if it is no message."""
    status: SendStatus
    """Sent: queued or scheduled. Rejected: by the API, or invalid. Unknown: it may have been sent.

    One that is rejected or not sent can be sent again without duplicating it.
    """
    result: SentEmail | EmailResult | None = None
    """The response; the API's result for it, of a batch; None from the journal."""
    error: JetEmailError | None = None
    """What the call raised; in a batch, several messages may have the same."""
    reason: str | None = None
    """Why it is not sent, in words; the text of the error, if there is one."""
    is_from_journal: bool = False
    """True if no request was sent in this run: the journal has the outcome."""


@frozen(kw_only=True, repr=False)
class UserOutcome(_Outcome):
    """The outcome of one SMTP user of a run."""

    index: int
    """Place of the user in the source, from 0."""
    username: str | None = None
    """None if there was none in the item."""
    status: UserStatus
    """Existing: the user existed, and has the settings that were given."""
    password: str | None = field(default=None, repr=redacted)
    """The password of a user that was created, generated unless one was given."""
    error: JetEmailError | None = None
    """Why it failed; with the outcome "unknown", it may have been created."""
    reason: str | None = None
    """The text of the error."""


@frozen(kw_only=True, repr=False)
class _Progress(Model):
    done: int
    """Outcomes that were returned."""
    total: int | None
    """Number of items, if the source has a length."""
    elapsed: float
    """Seconds since the first item was asked for."""
    rate: float
    """Outcomes a second, those from a journal not counted."""
    seconds_left: float | None
    """Seconds that the rest takes at this rate; None if that is not known."""


@frozen(kw_only=True, repr=False)
class SendProgress(_Progress):
    """The counts of `email.send_many`, so far."""

    sent: int
    rejected: int
    not_sent: int
    unknown: int
    from_journal: int
    """How many of these outcomes the journal had."""


@frozen(kw_only=True, repr=False)
class UserProgress(_Progress):
    """The counts of `smtp_users.ensure_many`, so far."""

    created: int
    existing: int
    failed: int


# The rules of both runs.


@define
class _Tally:
    """Counts the outcomes of a run."""

    clock: Callable[[], float]
    total: int | None
    started: float | None = None
    counts: Counter[str] = field(factory=Counter)
    from_journal: int = 0

    def start(self) -> None:
        self.started = self.clock()

    def figures(self, *statuses: str) -> dict[str, Any]:
        """Return the fields of a progress object."""
        done = self.counts.total()
        elapsed = 0.0 if self.started is None else self.clock() - self.started
        rate = (done - self.from_journal) / elapsed if elapsed > 0 else 0.0
        left = None if self.total is None or not rate else max(self.total - done, 0) / rate
        shared = {"done": done, "total": self.total, "elapsed": elapsed, "rate": rate}
        return {**shared, "seconds_left": left, **{one: self.counts[one] for one in statuses}}


def _through_blocks(call: Call) -> Steps[Any]:
    """Execute a request; after a 429, again when the block has passed."""
    for _ in range(_MAX_BLOCKS):
        try:
            return (yield call)
        except RateLimitError as error:
            seconds = _BLOCK if error.retry_after is None else error.retry_after
        yield Pause(min(max(seconds, 1.0), MAX_BLOCK))
    return (yield call)


# Errors that concern all messages: they end a run.
_FATAL = (
    AuthenticationError,
    ConfigurationError,
    JournalError,
    PermissionDeniedError,
    RateLimiterError,
)


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
                raise invalid(_SEND, "id", HALF_PAIR) from None
            return id_, message
        case (str() as id_, EmailMessage()):
            raise invalid(_SEND, "id", "is empty: give each message its own")
        case (id_, EmailMessage()):
            raise invalid(_SEND, "id", f"is no str, but {type_name(id_)}: give str(id)")
    raise invalid(_SEND, None, f"expected {expected}, got {type_name(value)}")


_SEND = "email.send_many"
_ENSURE = "smtp_users.ensure_many"
_UNFINISHED = "The run ended before its outcome was known."


@define
class _Sending:
    """The rules of `email.send_many`."""

    batch_size: int
    journal: Journal | None
    unix: Callable[[], float]
    tally: _Tally

    def open(self) -> Steps[None]:
        self.tally.start()
        if self.journal is not None:
            yield Store(self.journal.open)

    def close(self) -> None:
        assert self.journal is not None  # noqa: S101 - nothing else is stored; narrows the type
        self.journal.close()

    def count(self, outcome: SendOutcome) -> None:
        self.tally.counts[outcome.status] += 1
        self.tally.from_journal += outcome.is_from_journal

    def progress(self) -> SendProgress:
        figures = self.tally.figures("sent", "rejected", "not_sent", "unknown")
        return SendProgress(**figures, from_journal=self.tally.from_journal)

    def unfinished(self, item: Item) -> SendOutcome:
        status: SendStatus = "unknown" if item.is_begun else "not_sent"
        return _outcome(item, status=status, reason=_UNFINISHED)

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
            check_attachments(message, _SEND)
            if self.batch_size > 1:
                return _Draft(message, id_)
            body = _body_of(message)
            if self.journal is None or id_ is None:
                return _Draft(message, id_, "", send.request(body=body))
            digest = digest_of(body.to_dict())
            key = self.journal.key_of(id_, digest)
            return _Draft(message, id_, digest, send.request(body=body, idempotency_key=key))
        except TypeError as error:
            raise InvalidRequestError(str(error), operation=_SEND) from error

    def _reject(self, item: Item, error: InvalidRequestError) -> Steps[None]:
        item.outcome = _failed(item, "rejected", error)
        id_: str | None = item.outcome.id
        if self.journal is not None and id_ is not None and error.field != "id":
            yield Store(partial(self.journal.reject, id_, str(error), self.unix()))

    # One message, under a key of its own.

    def _send(self, item: Item, draft: _Draft) -> Steps[None]:
        journal, doubt = self.journal, None
        if journal is not None and draft.id is not None:
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
            result = yield from _through_blocks(call)
        except JetEmailError as error:
            is_fatal = isinstance(error, _FATAL)
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
            yield from self._note(draft, "sent", None, _text(result.id))

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
            response = yield from _through_blocks(Call(request, items))
        except JetEmailError as error:
            status = _status_of(error, is_doubtful=False)
            if isinstance(error, _FATAL):
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


def _has_attachments(value: Any) -> bool:
    message = value[-1] if isinstance(value, tuple) and value else value
    return isinstance(message, EmailMessage) and bool(message.attachments)


def _body_of(message: EmailMessage) -> EmailSendRequest:
    """Return the message as `email.send` sends it."""
    names = (one.name for one in fields(EmailMessage))
    return EmailSendRequest(**{name: getattr(message, name) for name in names})


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _outcome(item: Item, **details: Any) -> SendOutcome:
    match item.value:
        case (id_, EmailMessage() as message):
            return SendOutcome(index=item.index, id=_text(id_), message=message, **details)
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
        return _failed(item, "rejected", invalid(_SEND, "id", f"cannot be used: {decision.reason}"))
    assert decision.entry is not None  # noqa: S101 - the journal has it; narrows the type
    status = decision.entry.status
    return _outcome(item, status=status, reason=decision.reason, is_from_journal=True)


# SMTP users.


@define
class _Ensuring:
    """The rules of `smtp_users.ensure_many`."""

    tally: _Tally
    batch_size: int = 1
    _existing: set[str] = field(factory=set)
    _taken: set[str] = field(factory=set)

    def open(self) -> Steps[None]:
        self.tally.start()
        listing = yield from _through_blocks(Call(list_.request()))
        users = listing.smarthosts if isinstance(listing.smarthosts, list) else []
        self._existing = {name for user in users if (name := getattr(user, "username", None))}

    def close(self) -> None: ...

    def count(self, outcome: UserOutcome) -> None:
        self.tally.counts[outcome.status] += 1

    def progress(self) -> UserProgress:
        return UserProgress(**self.tally.figures("created", "existing", "failed"))

    def unfinished(self, item: Item) -> UserOutcome:
        return UserOutcome(
            index=item.index,
            username=_username_of(item.value),
            status="failed",
            reason=_UNFINISHED,
        )

    def do(self, items: Sequence[Item]) -> Steps[None]:
        for item in items:
            try:
                body = self._body(item.value)
                item.outcome = yield from self._ensure(item, body)
            except JetEmailError as error:
                # A plan that lacks a feature concerns only the users that need it.
                if isinstance(error, _FATAL) and not isinstance(error, PermissionDeniedError):
                    item.is_begun = error.outcome == "unknown"
                    raise
                item.outcome = UserOutcome(
                    index=item.index,
                    username=_username_of(item.value),
                    status="failed",
                    error=error,
                    reason=str(error),
                )

    @without_arguments
    def _body(self, value: Any) -> SmtpUsersCreateRequest:
        """Return the user to ensure.

        Raises:
            InvalidRequestError: It is invalid, or came before.
        """
        try:
            body = _user_of(value)
        except TypeError as error:
            raise InvalidRequestError(str(error), operation=_ENSURE) from None
        if body.username in self._taken:
            reason = f"{body.username!r} came before, in this run: leave it out"
            raise invalid(_ENSURE, "username", reason)
        self._taken.add(body.username)
        return body

    def _ensure(self, item: Item, body: SmtpUsersCreateRequest) -> Steps[UserOutcome]:
        """Create the user, or update it, by the listing; then the other, if that was wrong."""
        if body.username not in self._existing:
            try:
                return (yield from self._create(item, body))
            except ConflictError:
                # Created meanwhile.
                return (yield from self._update(item, body))
        try:
            return (yield from self._update(item, body))
        except NotFoundError:
            # Deleted meanwhile.
            return (yield from self._create(item, body))

    def _create(self, item: Item, body: SmtpUsersCreateRequest) -> Steps[UserOutcome]:
        # A copy: the flow adds a password.
        created: CreatedSmtpUser = yield from _executed(create_user(evolve(body)), item)
        return UserOutcome(
            index=item.index,
            username=body.username,
            status="created",
            password=created.password,
        )

    def _update(self, item: Item, body: SmtpUsersCreateRequest) -> Steps[UserOutcome]:
        changes = update_of(body)
        # Beside the name.
        if len(changes.to_dict()) > 1:
            yield from _through_blocks(Call(update.request(body=changes), (item,)))
        return UserOutcome(index=item.index, username=body.username, status="existing")


def _user_of(value: Any) -> SmtpUsersCreateRequest:
    """Return an item as the model of its arguments; both validate it."""
    if isinstance(value, SmtpUsersCreateRequest):
        validate(value)
        return value
    if not isinstance(value, Mapping):
        raise wrong_type(_ENSURE, "user", "a dict or a SmtpUsersCreateRequest", value)
    names = {one.name for one in fields(SmtpUsersCreateRequest)} - {"additional_properties"}
    if unknown := [name for name in value if name not in names]:
        raise TypeError(f"{_ENSURE}: there is no argument {unknown[0]!r}: check its name")
    if "username" not in value:
        raise TypeError(f"{_ENSURE}: the username is missing: give each user one")
    return SmtpUsersCreateRequest(**value)


def _username_of(value: Any) -> str | None:
    name = value.get("username") if isinstance(value, Mapping) else getattr(value, "username", None)
    return _text(name)


def _executed(flow: Flow[Any], item: Item) -> Steps[Any]:
    """Execute the requests of a flow; return its value."""
    try:
        request = next(flow)
        while True:
            try:
                value = yield from _through_blocks(Call(request, (item,)))
            except JetEmailError as error:
                request = flow.throw(error)
            else:
                request = flow.send(value)
    except StopIteration as end:
        return end.value


# What the methods run.


def _sending(
    client: Any,
    messages: object,
    batch_size: int,
    journal: str | PathLike[str] | None,
    options: RunOptions[SendProgress],
) -> _Sending:
    """Make the rules of a run, after validating its arguments."""
    options.check(_SEND)
    check_count(_SEND, "batch_size", batch_size, _MAX_BATCH)
    written: Journal | None = None
    if journal is not None:
        if not isinstance(journal, str | PathLike):
            raise wrong_type(_SEND, "journal", "a path", journal)
        if batch_size > 1:
            reason = "excludes a batch_size, as batches have no confirmed keys: leave one out"
            raise invalid(_SEND, "journal", reason)
        written = Journal(path_text(journal), _SEND, client._settings.base_url)
    tally = _tally(client, messages)
    return _Sending(batch_size, written, client._clock.unix, tally)


def _tally(client: Any, source: object) -> _Tally:
    total = len(source) if isinstance(source, Sized) else None
    return _Tally(client._clock.monotonic, total)


def _check_source(operation: str, name: str, source: object, *, is_async: bool) -> None:
    """Check the type of a source.

    Raises:
        TypeError: It cannot be iterated by a client of this flavour.
    """
    if is_async and isinstance(source, AsyncIterable):
        return
    if isinstance(source, AsyncIterable) and not isinstance(source, Iterable):
        got = f"{type_name(source)}, which is async: use AsyncJetEmail"
        raise TypeError(f"{operation}: {name}: expected an iterable, got {got}")
    if not isinstance(source, Iterable) or isinstance(source, str | bytes | Mapping):
        raise wrong_type(operation, name, "an iterable, such as a list or a generator", source)


def send_many_async(
    client: Any,
    messages: Any,
    *,
    batch_size: int,
    journal: str | PathLike[str] | None,
    **options: Any,
) -> AsyncRun[SendOutcome, SendProgress]:
    """Return the run of `AsyncJetEmail.email.send_many`."""
    _check_source(_SEND, "messages", messages, is_async=True)
    given: RunOptions[SendProgress] = RunOptions(**options)
    return AsyncRun(client, _sending(client, messages, batch_size, journal, given), messages, given)


def send_many(
    client: Any,
    messages: Any,
    *,
    batch_size: int,
    journal: str | PathLike[str] | None,
    **options: Any,
) -> Run[SendOutcome, SendProgress]:
    """Return the run of `JetEmail.email.send_many`."""
    _check_source(_SEND, "messages", messages, is_async=False)
    given: RunOptions[SendProgress] = RunOptions(**options)
    return Run(client, _sending(client, messages, batch_size, journal, given), messages, given)


def ensure_many_async(
    client: Any, users: Any, **options: Any
) -> AsyncRun[UserOutcome, UserProgress]:
    """Return the run of `AsyncJetEmail.smtp_users.ensure_many`."""
    _check_source(_ENSURE, "users", users, is_async=True)
    given: RunOptions[UserProgress] = RunOptions(**options)
    given.check(_ENSURE)
    return AsyncRun(client, _Ensuring(_tally(client, users)), users, given)


def ensure_many(client: Any, users: Any, **options: Any) -> Run[UserOutcome, UserProgress]:
    """Return the run of `JetEmail.smtp_users.ensure_many`."""
    _check_source(_ENSURE, "users", users, is_async=False)
    given: RunOptions[UserProgress] = RunOptions(**options)
    given.check(_ENSURE)
    return Run(client, _Ensuring(_tally(client, users)), users, given)


def __dir__() -> list[str]:
    return __all__
