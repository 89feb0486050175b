"""Sending e-mail: attachments, single messages, and batches with an outcome for each message.

The methods of `jetemail.email` are generated; they run the flows `send_message` and `send_messages`
of this module. The other names are what users pass and get.
"""

from binascii import b2a_base64
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from io import BytesIO
from os import PathLike, fsdecode
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args, overload

from attrs import define, evolve, field, frozen, validate

from ._generated.api.email import send, send_batch
from ._generated.models.attachment import Attachment
from ._generated.models.email_message import EmailMessage
from ._generated.models.email_result import EmailResult
from ._generated.models.email_send_batch_request import EmailSendBatchRequest
from ._generated.models.email_send_batch_result import EmailSendBatchResult
from ._generated.models.email_send_request import EmailSendRequest
from ._generated.models.email_send_result import EmailSendResult
from ._runtime.files import BYTES, BinaryFile, Openable, is_closed, is_open, path_of, pieces_of
from ._runtime.flows import Flow
from ._runtime.operations import Request
from ._runtime.validators import invalid, one_line
from ._runtime.values import UNSET, Model, Unset, is_list, type_name, with_inherited_hints

__all__ = [
    "MAX_ATTACHMENTS_SIZE",
    "Attachable",
    "Batch",
    "MessageOutcome",
    "MessageStatus",
    "SentEmail",
    "attach",
]

# Attachments: from files and bytes to base64.

Attachable: TypeAlias = (
    Attachment
    | PathLike[str]
    | Openable
    | tuple[str, bytes | bytearray | memoryview | PathLike[str] | Openable | BinaryFile]
)
"""An attachment: a path, or what opens like one; a name with bytes or a file; a complete model."""

MAX_ATTACHMENTS_SIZE = 40 * 1024 * 1024
"""Limit of all attachments of a message together, in bytes before base64."""

# A multiple of 3 bytes, so that the base64 of the pieces joins; short enough not to block a thread.
_PIECE = 3 * 256 * 1024

# The hint for a wrong argument in place of the list.
_LIST_HINTS: Mapping[type, str] = {
    str: "str; give [pathlib.Path(...)]",
    bytes: "bytes; give [(name, bytes)]",
}


def attach(source: Attachable) -> Attachment:
    """Make an attachment from a file, or from a name and bytes; return a model unchanged.

    A file is a path, or what opens like one (a `zipfile.Path`, a resource of a package), with or
    without another name; or a name with an open binary file, which is read from where it is and
    stays open.

    `email.send` does this itself; the messages of a batch need it. It reads the file at once: in a
    coroutine, use `await asyncio.to_thread(attach, path)`.

    Raises:
        InvalidRequestError: It exceeds `MAX_ATTACHMENTS_SIZE`, or its name has a line break.
        TypeError: It is not an attachment.
        OSError: The file cannot be read.
    """
    return encode_attachments([source], "attach")[0]


def encode_attachments(sources: Iterable[Attachable], operation: str) -> list[Attachment]:
    """Make the attachments of a message.

    All sizes are checked before a file is read: one that is too large is not loaded.

    Raises:
        InvalidRequestError: They exceed the limit, or the name of a file is not text.
        TypeError: One is not an attachment, or the argument is not a list.
        OSError: A file cannot be read.
    """
    _check_list(sources, operation)
    listed = list(sources)
    total = sum(_size_of(source, operation, index) for index, source in enumerate(listed))
    _check_size(total, operation, "attachments")
    reader = _AttachmentReader(operation)
    return [reader.read(source, index) for index, source in enumerate(listed)]


@define
class _AttachmentReader:
    """Reads attachments and sums their sizes again: a file may have grown since the check."""

    operation: str
    size: int = 0

    def read(self, source: Attachable, index: int) -> Attachment:
        if isinstance(source, Attachment):
            self._add(_base64_size(source.data))
            return source
        named: Any = (path_of(source).name, source) if is_closed(source) else source
        name, content = named
        self._check_name(name, index)
        return Attachment(filename=name, data=self._base64(_opening(content), index))

    def _base64(self, opening: AbstractContextManager[BinaryFile], index: int) -> str:
        pieces: list[str] = []
        with opening as file:
            for piece in pieces_of(file, _PIECE, self.operation, f"attachments[{index}]"):
                self._add(len(piece))
                pieces.append(b2a_base64(piece, newline=False).decode("ascii"))
        return "".join(pieces)

    def _add(self, size: int) -> None:
        self.size += size
        _check_size(self.size, self.operation, "attachments")

    def _check_name(self, name: str, index: int) -> None:
        """Require a name that can be sent: on Linux, file names may be any bytes."""
        try:
            name.encode()
        except UnicodeEncodeError:
            reason = "has a name that is not text; give it one, as (name, bytes)"
            raise invalid(self.operation, f"attachments[{index}]", reason) from None
        one_line(self.operation, f"attachments[{index}].filename", name)


def _opening(content: Any) -> AbstractContextManager[BinaryFile]:
    if isinstance(content, BYTES):
        return BytesIO(bytes(content))
    # A file that is open already stays open.
    return path_of(content).open("rb") if is_closed(content) else nullcontext(content)


def _check_list(sources: object, operation: str) -> None:
    """Raise TypeError for anything but a list, with the hint for common mistakes."""
    got = _LIST_HINTS.get(type(sources), "")
    if _is_pair(sources):
        got = "(name, bytes); put it into a list"
    elif isinstance(sources, Attachment) or is_closed(sources) or is_open(sources):
        got = f"{type_name(sources)}; put it into a list"
    if got or not isinstance(sources, Iterable):
        got = got or type_name(sources)
        raise TypeError(f"{operation}: attachments: expected a list, got {got}")


def _is_pair(source: object) -> bool:
    match source:
        case (str(), content):
            return isinstance(content, BYTES) or is_closed(content) or is_open(content)
    return False


def _size_of(source: Any, operation: str, index: int) -> int:
    """Return the size of an attachment in bytes, without reading a file."""
    if isinstance(source, Attachment):
        return _base64_size(source.data)
    content = source[1] if _is_pair(source) else source if is_closed(source) else None
    if isinstance(content, PathLike):
        return Path(fsdecode(content)).stat().st_size
    if isinstance(content, BYTES):
        return memoryview(content).nbytes
    if content is not None:
        # Unknown: counted while it is read.
        return 0
    got = type_name(source)
    if isinstance(source, str):
        got = "str, which is never a path: give pathlib.Path(...)"
    elif isinstance(source, tuple):
        got = f"({', '.join(map(type_name, source))})"
    elif is_open(source):
        got += "; give it a name, as (name, file)"
    expected = "expected a path, (name, bytes or a file) or an Attachment"
    raise TypeError(f"{operation}: attachments[{index}]: {expected}, got {got}")


def _base64_size(data: str) -> int:
    return len(data) * 3 // 4 - data[-2:].count("=")


def _check_size(size: int, operation: str, name: str) -> None:
    if size > MAX_ATTACHMENTS_SIZE:
        reason = f"have {size:,} bytes together; the maximum is {MAX_ATTACHMENTS_SIZE:,}"
        raise invalid(operation, name, reason)


# One e-mail.


@with_inherited_hints
@define(kw_only=True, repr=False, getstate_setstate=False)
class SentEmail(EmailSendResult):
    """An accepted e-mail, with its idempotency key: a retry under it does not send it again."""

    idempotency_key: str = ""
    """The key that the e-mail was sent with, given or generated."""


def send_message(
    body: EmailSendRequest,
    *,
    attachments: Iterable[Attachable] | Unset | None,
    idempotency_key: str | Unset | None,
) -> Flow[SentEmail]:
    """Send one e-mail; reads and encodes the attachments."""
    if attachments is not None and not isinstance(attachments, Unset):
        body.attachments = encode_attachments(attachments, send.OPERATION.name)
    request = send.request(body=body, idempotency_key=idempotency_key)
    # Only the encoded request stays in memory while it is sent.
    del body, attachments
    return sent_email((yield request), request)


def sent_email(result: EmailSendResult, request: Request[EmailSendResult]) -> SentEmail:
    """Return the result of a request with its idempotency key."""
    sent = SentEmail.from_dict(result.to_dict(), deviations=[])
    sent.idempotency_key = request.idempotency_key or ""
    return sent


# Batches.

MessageStatus = Literal["accepted", "rejected", "unknown"]
"""The result for a message of a batch; "unknown" means that the response does not say."""


def _without_echo(result: EmailResult | None) -> str:
    """Return the repr of a result without the message that it repeats, which may be long."""
    return repr(result and evolve(result, email=UNSET))


@frozen(kw_only=True, repr=False)
class MessageOutcome(Model):
    """The outcome of one message of a batch."""

    message: EmailMessage = field(repr=False)
    """The message that was passed."""
    status: MessageStatus
    """Accepted: queued or scheduled. Unknown: the response does not say."""
    result: EmailResult | None = field(default=None, repr=_without_echo)
    """The API's result, if it can be attributed to this message."""

    @property
    def error(self) -> str | None:
        """The API's reason for a rejection, if it gives one."""
        error: object = self.result.error if self.result else None
        return error if isinstance(error, str) else None

    def to_jsonable(self) -> dict[str, Any]:
        """Return the attributes as JSON-ready values: the complete message, its outcome, the error.

        The message has its attachments.
        """
        return super().to_jsonable() | {"error": self.error}


@frozen(repr=False)
class Batch(Model):
    """The outcomes of a batch, a sequence of them; true only if every message was accepted.

    It is false, too, if `response.summary` counts failures that no result shows.
    """

    outcomes: tuple[MessageOutcome, ...]
    """One for each message, in the order of the messages."""
    response: EmailSendBatchResult = field(repr=False)
    """The API's response."""

    def __bool__(self) -> bool:
        count = len(self.outcomes)
        if len(self.accepted) < count or any(map(_is_failure, _results(self.response))):
            return False
        failed, successful = _count(self.response, "failed"), _count(self.response, "successful")
        return failed in (None, 0) and successful in (None, count)

    def __len__(self) -> int:
        return len(self.outcomes)

    def __iter__(self) -> Iterator[MessageOutcome]:
        return iter(self.outcomes)

    @overload
    def __getitem__(self, index: int) -> MessageOutcome: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[MessageOutcome, ...]: ...
    def __getitem__(self, index: int | slice) -> MessageOutcome | tuple[MessageOutcome, ...]:
        """Return the outcome of the message at an index, or those of a slice."""
        return self.outcomes[index]

    def __repr__(self) -> str:
        """Show how many messages have which status."""
        counts = {status: len(self._with_status(status)) for status in get_args(MessageStatus)}
        shown = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
        return f"Batch({len(self)} message{'s' * (len(self) != 1)}: {shown})"

    @property
    def accepted(self) -> list[MessageOutcome]:
        """The messages that were queued or scheduled."""
        return self._with_status("accepted")

    @property
    def rejected(self) -> list[MessageOutcome]:
        """The messages that were rejected: sending them again duplicates nothing."""
        return self._with_status("rejected")

    @property
    def unknown(self) -> list[MessageOutcome]:
        """The messages without a result: sending them again could duplicate them."""
        return self._with_status("unknown")

    def _with_status(self, status: MessageStatus) -> list[MessageOutcome]:
        return [outcome for outcome in self.outcomes if outcome.status == status]


def send_messages(
    *, emails: Iterable[EmailMessage], idempotency_key: str | Unset | None
) -> Flow[Batch]:
    """Send a batch.

    Raises:
        InvalidRequestError: The attachments of a message exceed the limit.
    """
    # Anything but an iterable is left to the model's validator, which names the problem.
    body = EmailSendBatchRequest(emails=_listed(emails))
    for index, message in enumerate(body.emails):
        # Again: its lists and dicts may have changed since it was made.
        validate(message)
        check_attachments(message, send_batch.OPERATION.name, f"emails[{index}].")
    response = yield send_batch.request(body=body, idempotency_key=idempotency_key)
    return batch_of(body.emails, response)


def check_attachments(message: EmailMessage, operation: str, place: str = "") -> None:
    """Check the size of the attachments of a message.

    Raises:
        InvalidRequestError: They exceed the limit.
    """
    total = sum(_base64_size(one.data) for one in message.attachments or ())
    _check_size(total, operation, f"{place}attachments")


def _listed(emails: Any) -> Any:
    return list(emails) if isinstance(emails, Iterable) and not isinstance(emails, str) else emails


def batch_of(messages: Sequence[EmailMessage], response: EmailSendBatchResult) -> Batch:
    """Attribute the results of a response to the messages of the batch.

    The API numbers no result and may return fewer than there were messages. If there are as many,
    they are taken in order, unless a result repeats another message than its own. Otherwise a
    result is attributed by the message that it repeats, and the rest by the summary, if that leaves
    only one possibility.
    """
    results = _in_order(messages, response) or _by_echo(messages, response)
    statuses: list[MessageStatus] = [_status(result) for result in results]
    rest = _status_of_rest(statuses, response)
    outcomes = (
        MessageOutcome(
            message=message, result=result, status=rest if status == "unknown" else status
        )
        for message, result, status in zip(messages, results, statuses, strict=True)
    )
    return Batch(tuple(outcomes), response)


def _results(response: EmailSendBatchResult) -> list[EmailResult | None]:
    """Return the results; None for one that is not an object."""
    results: object = response.results
    listed = results if isinstance(results, list) else []
    return [result if isinstance(result, EmailResult) else None for result in listed]


def _in_order(
    messages: Sequence[EmailMessage], response: EmailSendBatchResult
) -> list[EmailResult | None]:
    """Return the results if they can be in the order of the messages, else an empty list."""
    results = _results(response)
    sent = [_envelope(message) for message in messages]
    known = set(sent)
    pairs = zip(sent, map(_echo, results), strict=False)
    is_other = any(echo != own and echo in known for own, echo in pairs)
    return [] if is_other or len(results) != len(messages) else results


def _by_echo(
    messages: Sequence[EmailMessage], response: EmailSendBatchResult
) -> list[EmailResult | None]:
    """Return for each message the one result that repeats it, unless another message is alike."""
    results = _results(response)
    sent = [_envelope(message) for message in messages]
    echoes = [_echo(result) for result in results]
    messages_with, results_with = Counter(sent), Counter(echoes)
    return [
        results[echoes.index(one)] if messages_with[one] == results_with[one] == 1 else None
        for one in sent
    ]


def _envelope(message: EmailMessage) -> tuple[object, ...]:
    """Return what identifies a message."""
    return message.from_, _addresses(message.to), message.subject


def _echo(result: EmailResult | None) -> tuple[object, ...] | None:
    """Return what identifies the message that a result repeats, if it repeats one."""
    email: object = result.email if result else UNSET
    if not isinstance(email, dict):
        return None
    sender, subject, to = email.get("from"), email.get("subject"), _addresses(email.get("to"))
    is_complete = isinstance(sender, str) and isinstance(subject, str) and to is not None
    return (sender, to, subject) if is_complete else None


def _addresses(to: object) -> tuple[str, ...] | None:
    """Return addresses as a tuple: one address equals a list of one."""
    listed: Any = to if is_list(to) else [to]
    texts = tuple(one for one in listed if isinstance(one, str))
    return texts if len(texts) == len(listed) else None


def _status(result: EmailResult | None) -> MessageStatus:
    status: object = result.status if result else UNSET
    if status == "success":
        return "accepted"
    return "rejected" if status == "error" else "unknown"


def _is_failure(result: EmailResult | None) -> bool:
    """Return True if a result reports an error, whatever its status is."""
    return _status(result) == "rejected" or bool(result and result.error)


def _count(response: EmailSendBatchResult, name: str) -> object:
    """Return a number of the summary; None if it is missing."""
    value: object = getattr(response.summary, name, None)
    return None if value is UNSET else value


def _status_of_rest(
    statuses: Sequence[MessageStatus], response: EmailSendBatchResult
) -> MessageStatus:
    """Return the status of the messages without a result, if the summary shows it."""
    results = _results(response)
    numbers = _count(response, "successful"), _count(response, "failed")
    accepted, rejected = statuses.count("accepted"), statuses.count("rejected")
    # The summary proves it only if every result that it counts is attributed to a message.
    is_rest_accepted = numbers == (len(statuses) - rejected, rejected)
    if is_rest_accepted and sum(map(_is_failure, results)) == rejected:
        return "accepted"
    successes = sum(_status(result) == "accepted" for result in results)
    if numbers == (accepted, len(statuses) - accepted) and successes == accepted:
        return "rejected"
    return "unknown"


def __dir__() -> list[str]:
    return __all__
