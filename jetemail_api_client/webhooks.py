"""Verify, parse and deduplicate the deliveries that JetEmail sends to your own server.

This module is for the server that receives. The resource `jetemail.webhooks` of a client is for
managing: it creates, updates, lists and replays webhooks over the API.

JetEmail sends two kinds of deliveries, signed in two ways:

- Events report the status of a message. They go to a webhook that `jetemail.webhooks.create` made;
  its response has the secret for an `EventVerifier`.
- Inbound mails go to the URL of a domain whose delivery type is webhook. A `MailVerifier` needs
  the webhook secret in the settings of the domain.

Two models have similar names. A `models.MessageEvent` is the body of an event, which
`EventVerifier.verify` returns. A `models.WebhookEvent` is the API's log entry of a delivery with
its URL, status and attempts, which `jetemail.webhooks.query` returns; its `payload` is that body.
"""

import base64
import hmac
import inspect
import json
import math
import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial
from types import CodeType
from typing import Any, ClassVar, Literal, NoReturn, Protocol, TypeAlias, TypeGuard, TypeVar

from attrs import define, field, frozen

from ._call.responses import NotDecoded, decode, is_oversized
from ._fork import ProcessBound, reset_after_fork
from ._generated.models.inbound_mail_payload import InboundMailPayload
from ._generated.models.mail_attachment import MailAttachment
from ._generated.models.message_event import MessageEvent
from ._generated.models.message_event_data import MessageEventData
from ._runtime.completion import complete
from ._runtime.frames import hides_arguments
from ._runtime.functions import check_plain, discard, is_async
from ._runtime.parsing import Deviations, Parser
from ._runtime.values import printable, with_inherited_hints
from .errors import (
    APIResponseValidationError,
    ConfigurationError,
    Reason,
    WebhookVerificationError,
)
from .hooks import logger
from .options import SECRET_PREFIX, malformation, monotonic_time, unix_time

__all__ = [
    "AsyncDuplicateGuard",
    "AsyncStore",
    "DeliveryState",
    "DuplicateGuard",
    "EventVerifier",
    "Headers",
    "InboundMail",
    "MailVerifier",
    "MemoryStore",
    "Store",
    "decode_attachment",
]

T = TypeVar("T")


def _error(reason: Reason, text: str, place: str | None = None) -> WebhookVerificationError:
    """Make the error for a delivery; the text must not repeat any of its content."""
    return WebhookVerificationError(text, reason=reason, field=place)


# Numbers.


def _seconds(clock: Callable[[], float]) -> float:
    """Return the time of a clock."""
    moment = clock()
    if not _is_number(moment):
        discard(moment)
        raise TypeError(f"clock: must return seconds, returned {type(moment).__name__}")
    return moment


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


# Headers.


class _HasItems(Protocol):
    """A mapping, or an object such as `email.message.Message` that has its pairs as well."""

    def items(self) -> Iterable[tuple[str | bytes, object]]: ...


Headers: TypeAlias = _HasItems | Iterable[tuple[str | bytes, object]]
"""Request headers: a mapping or another object with `items()`, or pairs as in ASGI.

Names are case-insensitive. The headers of a delivery are str or bytes, and None counts as missing;
the values of all others may be anything.
"""

_ID = "X-Webhook-ID"
_TIMESTAMP = "X-Webhook-Timestamp"
_SIGNATURE = "X-Webhook-Signature"
_BY_LOWER_NAME = {name.lower(): name for name in (_ID, _TIMESTAMP, _SIGNATURE)}

_VISIBLE_ASCII = re.compile(r"[!-~]+")
# Longer than any Unix time, and short enough for a float.
_UNIX_SECONDS = re.compile(r"[0-9]{1,20}")


def _parse_headers(headers: Headers) -> dict[str, str]:
    """Return the webhook headers of a request by their canonical names.

    Raises:
        WebhookVerificationError: One is repeated, is empty, or is not visible ASCII.
        TypeError: The headers are neither a mapping nor pairs, or one is neither str nor bytes.
    """
    parsed: dict[str, str] = {}
    for name, value in _webhook_headers(headers):
        if name in parsed:
            raise _error("header", f"{name} is repeated")
        text = _header_text(value)
        if text is None:
            raise TypeError(f"headers: {name} must be str or bytes, is {type(value).__name__}")
        if not _VISIBLE_ASCII.fullmatch(text):
            raise _error("header", f"{name} is empty, or not visible ASCII without spaces")
        parsed[name] = text
    return parsed


def _webhook_headers(headers: Any) -> list[tuple[str, object]]:
    """Return those headers that belong to a delivery, by canonical names, as they are."""
    try:
        pairs = headers.items() if hasattr(headers, "items") else headers
        named = [(_canonical_name(name), value) for name, value in pairs]
        return [(name, value) for name, value in named if name and value is not None]
    except (TypeError, ValueError):
        message = "headers: expected a mapping or pairs, of str or of bytes"
    # Outside the handler: the context of the exception would show the headers.
    raise TypeError(message)


def _canonical_name(given: object) -> str | None:
    name = _header_text(given)
    if name is None:
        raise TypeError
    return _BY_LOWER_NAME.get(name.lower())


def _header_text(value: object) -> str | None:
    """Return a name or a value as text; None if it is neither str nor bytes."""
    if isinstance(value, bytes | bytearray | memoryview):
        # The encoding of HTTP headers; it decodes any bytes.
        return bytes(value).decode("latin-1")
    return value if isinstance(value, str) else None


def _require(headers: Mapping[str, str], name: str, advice: str = "") -> str:
    if name not in headers:
        raise _error("header", f"{name} is missing{advice}")
    return headers[name]


def _check_timestamp(timestamp: str, now: float, tolerance: float | None) -> None:
    """Raise if a timestamp is malformed, or differs from now by more than the tolerance."""
    if not _UNIX_SECONDS.fullmatch(timestamp):
        raise _error("timestamp", f"{_TIMESTAMP} is not an integer number of Unix seconds")
    age = now - int(timestamp)
    # Negated, so that a clock that returns NaN fails as well.
    if tolerance is not None and not abs(age) <= tolerance:
        difference = f"{abs(age):.0f} s {'old' if age > 0 else 'ahead of the local clock'}"
        raise _error("timestamp", f"{_TIMESTAMP} is {difference}; the tolerance is {tolerance:g} s")


# Bodies.


@with_inherited_hints
@define(kw_only=True, repr=False, getstate_setstate=False)
class InboundMail(InboundMailPayload):
    """An inbound mail; its other fields are those of `models.InboundMailPayload`.

    Attributes:
        delivery_id: Id of the delivery, covered by the signature. Pass it to a `DuplicateGuard`.
    """

    delivery_id: str = field(default="", eq=False)

    def header(self, name: str) -> str | None:
        """Return a header of the mail, such as "Message-ID"; None if it has no such header.

        Of several headers of this name, it is the first; `get_all` returns all of them.

        Args:
            name: Name of the header, case-insensitive.
        """
        return next(iter(self.get_all(name)), None)

    def get_all(self, name: str) -> list[str]:
        """Return all headers of a name, such as "Received", in their order; [] if there is none.

        Numbers and booleans are returned as in JSON; null and objects are left out. The attribute
        `headers` has the values as received.

        Args:
            name: Name of the headers, case-insensitive.
        """
        headers = self.headers if isinstance(self.headers, dict) else {}
        lower = name.lower()
        named = (value for key, value in headers.items() if key.lower() == lower)
        return [text for value in named for text in _header_values(value)]


def _header_values(value: object) -> Iterator[str]:
    """Yield the texts of a header's value in JSON: one, or a list for a repeated header."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _header_values(item)
    elif isinstance(value, int | float):
        yield json.dumps(value)


def decode_attachment(attachment: MailAttachment) -> bytes:
    """Return the content of an attachment of an inbound mail, decoded.

    Raises:
        WebhookVerificationError: The content is not base64.
    """
    # An attachment that is no object is kept as received.
    content = getattr(attachment, "content", None)
    if isinstance(content, str):
        with suppress(ValueError):
            # Mails wrap base64 into lines.
            return base64.b64decode("".join(content.split()), validate=True)
    raise _error("body", "the content of the attachment is not base64", "content")


def _raw_body(body: bytes | bytearray | memoryview) -> bytes:
    if isinstance(body, bytes | bytearray | memoryview):
        return bytes(body)
    raise TypeError(
        f"body: expected the raw bytes of the request, got {type(body).__name__}; the signature "
        "covers the bytes, which a decoded or parsed body may not reproduce"
    )


def _parse_event(body: bytes) -> MessageEvent:
    event = _parse(MessageEvent.from_dict, body)
    # Deduplication needs the id; the data hold all other information.
    if not isinstance(event.id, str) or not event.id:
        raise _error("body", "id is not a string, or is empty", "id")
    if not isinstance(event.data, MessageEventData):
        raise _error("body", "data is not an object", "data")
    return event


def _parse_mail(body: bytes, delivery_id: str) -> InboundMail:
    mail = _parse(InboundMail.from_dict, body)
    mail.delivery_id = delivery_id
    return mail


def _parse(parse: Parser[T], body: bytes) -> T:
    """Parse a body; fields that deviate from the schema are logged and kept as received."""
    data = decode(body)
    if data is NotDecoded:
        reason = "has over 500,000 JSON values" if is_oversized(body) else "is not JSON"
        raise _error("body", f"the body {reason}")
    deviations: Deviations = []
    try:
        value = parse(data, deviations=deviations)
    except APIResponseValidationError as error:
        place = error.field
    else:
        if deviations:
            logger.warning(
                "webhooks: %s (%d deviations, all kept as received)",
                deviations[0],
                len(deviations),
            )
        return value
    # Outside the handler: the context of the exception is an error about an API response.
    text = f"{place} is missing from the body" if place else "the body is not a JSON object"
    raise _error("body", text, place)


# Verifiers.


def _keys_of(secret: Any) -> tuple[hmac.HMAC, ...]:
    """Return a keyed digest for each secret; a `whsec_` prefix is part of the key.

    Raises:
        ConfigurationError: A secret is missing, or JetEmail cannot have issued it.
        TypeError: One is no str.
    """
    given = tuple(secret) if isinstance(secret, list | tuple) else (secret,)
    if not given:
        raise ConfigurationError("secret is an empty list: give at least one.")
    for one in given:
        if not isinstance(one, str):
            raise TypeError(f"secret: expected a str, got {type(one).__name__}")
        # A secret without the prefix may be of one's own choice, with spaces or quotes in it.
        is_suspect = not one or SECRET_PREFIX in one or one != one.strip() or not one.isprintable()
        if is_suspect and (problem := malformation(one)):
            raise ConfigurationError(f"secret {problem}: give the secret alone.")
    return tuple(hmac.new(one.encode(), digestmod="sha256") for one in given)


def _check_tolerance(tolerance: object) -> None:
    if tolerance is None:
        return
    if not _is_number(tolerance):
        raise TypeError(f"tolerance: expected seconds, got {type(tolerance).__name__}")
    if not 0 <= tolerance < math.inf:
        limits = "it must be finite and not negative, or None for no limit"
        raise ConfigurationError(f"tolerance is {printable(tolerance)}; {limits}.")


@hides_arguments
@frozen(eq=False, init=False)
class _Verifier:
    """The common part of both verifiers.

    The attributes are not of `__init__`, so that the repr of a verifier that it refuses works.
    """

    # Keyed digests, from which the secrets cannot be read: dumps of the attributes show none.
    _secrets: tuple[hmac.HMAC, ...] = field(init=False, repr=lambda _: "'***'")
    tolerance: float | None = field(init=False)
    _clock: Callable[[], float] = field(init=False, repr=False)

    _prefix: ClassVar[str] = ""

    def __init__(
        self,
        secret: str | list[str] | tuple[str, ...],
        *,
        # The vendor's own verifiers use the same 300 seconds.
        tolerance: float | None = 300.0,
        clock: Callable[[], float] = unix_time,
    ) -> None:
        keys = _keys_of(secret)
        _check_tolerance(tolerance)
        check_plain("clock", clock)
        for name, value in (("_secrets", keys), ("tolerance", tolerance), ("_clock", clock)):
            object.__setattr__(self, name, value)

    def __reduce__(self) -> NoReturn:
        """Raise: a copy or a pickle would hold the secrets."""
        raise TypeError(
            "A verifier holds secrets and cannot be copied or pickled. Make one in each process, "
            "from the secret."
        )

    def sign(
        self, body: bytes, *, delivery_id: str = "test_delivery", timestamp: int | None = None
    ) -> dict[str, str]:
        """Return the headers that JetEmail would send with a body, for your own tests.

        Args:
            body: The JSON of the delivery.
            delivery_id: Value of `X-Webhook-ID`.
            timestamp: Unix seconds; default: now.
        """
        moment = str(int(_seconds(self._clock)) if timestamp is None else timestamp)
        message = self._message(delivery_id, moment, _raw_body(body))
        signature = self._signature(self._secrets[0], message)
        return {_ID: delivery_id, _TIMESTAMP: moment, _SIGNATURE: signature}

    def _message(self, delivery_id: str, timestamp: str, body: bytes) -> bytes:
        """Return the bytes that the signature covers."""
        return body

    def _signature(self, key: hmac.HMAC, message: bytes) -> str:
        digest = key.copy()
        digest.update(message)
        return self._prefix + digest.hexdigest()

    def _is_valid(self, message: bytes, signature: str) -> bool:
        """Return True if one of the secrets made the signature, in constant time."""
        expected = [self._signature(key, message).encode() for key in self._secrets]
        # A list, not a generator: the time must not depend on which secret matches.
        return any([hmac.compare_digest(one, signature.encode()) for one in expected])  # noqa: C419

    def _check(self, message: bytes, signature: str, timestamp: str | None) -> None:
        """Raise if no secret made the signature, or the timestamp is out of tolerance."""
        # Error reporters record the locals of this frame: it must not have a valid signature.
        if not self._is_valid(message, signature):
            raise _error(
                "signature",
                f"{_SIGNATURE} does not match the body and the secrets of this verifier. "
                "Use EventVerifier for events, MailVerifier for inbound mails",
            )
        if timestamp is not None:
            _check_timestamp(timestamp, _seconds(self._clock), self.tolerance)


@frozen(eq=False, init=False)
class EventVerifier(_Verifier):
    """Verifies and parses events.

    The signature covers the body only, not `X-Webhook-ID` and `X-Webhook-Timestamp`. Therefore an
    attacker who has recorded a delivery can replay it with a new id and timestamp, and checking the
    timestamp does not prevent that. Detect replays by the event's own `id`, with a
    `DuplicateGuard`, and reject events whose `created_at` is older than its store remembers.

    Source: https://jetemail.com/docs/webhooks/security.md

    Args:
        secret: The secret of the webhook, including its `whsec_` prefix. During a rotation, a list
            of the new and the old secret.
        tolerance: Maximum difference between a timestamp and the clock in seconds, in either
            direction. None accepts any timestamp, for example of stored deliveries.
        clock: Returns the current Unix time in seconds; default: `time.time`.

    Raises:
        ConfigurationError: A secret is missing or malformed, or the tolerance is negative.
        TypeError: An argument has another type.
    """

    _prefix: ClassVar[str] = "sha256="

    def verify(self, body: bytes | bytearray | memoryview, headers: Headers) -> MessageEvent:
        """Verify a delivery and return its event.

        A timestamp is optional, since the signature does not cover it.

        Args:
            body: The raw bytes of the request body.
            headers: The request headers; names are case-insensitive.

        Raises:
            WebhookVerificationError: The delivery is not from JetEmail, too old, or malformed.
            TypeError: The body is not bytes, or the headers are neither a mapping nor pairs.
        """
        raw, parsed = _raw_body(body), _parse_headers(headers)
        self._check(raw, _require(parsed, _SIGNATURE), parsed.get(_TIMESTAMP))
        return _parse_event(raw)


@frozen(eq=False, init=False)
class MailVerifier(_Verifier):
    """Verifies and parses inbound mails.

    The signature covers id, timestamp and body. JetEmail signs the mails of a domain only if the
    domain has a webhook secret. Unsigned mails are rejected, because anybody can send them.

    Source: https://support.jetemail.com/inbound/webhooks/security

    Args:
        secret: The webhook secret of the domain. During a rotation, a list of the new and the old
            secret.
        tolerance: Maximum difference between a timestamp and the clock in seconds, in either
            direction. None accepts any timestamp, for example of stored deliveries.
        clock: Returns the current Unix time in seconds; default: `time.time`.

    Raises:
        ConfigurationError: A secret is missing or malformed, or the tolerance is negative.
        TypeError: An argument has another type.
    """

    def verify(self, body: bytes | bytearray | memoryview, headers: Headers) -> InboundMail:
        """Verify a delivery and return its mail.

        Args:
            body: The raw bytes of the request body.
            headers: The request headers; names are case-insensitive.

        Raises:
            WebhookVerificationError: The delivery is not from JetEmail, too old, or malformed.
            TypeError: The body is not bytes, or the headers are neither a mapping nor pairs.
        """
        raw, parsed = _raw_body(body), _parse_headers(headers)
        advice = ": JetEmail signs inbound mails only if the domain has a webhook secret"
        signature = _require(parsed, _SIGNATURE, advice)
        delivery_id, timestamp = _require(parsed, _ID), _require(parsed, _TIMESTAMP)
        self._check(self._message(delivery_id, timestamp, raw), signature, timestamp)
        return _parse_mail(raw, delivery_id)

    def _message(self, delivery_id: str, timestamp: str, body: bytes) -> bytes:
        # Unambiguous: a valid timestamp has no dot, and a valid body begins with a brace.
        return f"{delivery_id}.{timestamp}.".encode() + body


# Duplicates.
#
# JetEmail retries a delivery without a 2xx response: six attempts over about 5.2 hours. Duplicates
# can occur besides. Source: https://jetemail.com/docs/webhooks/getting-started.md

DeliveryState: TypeAlias = Literal["new", "busy", "done"]
"""The state of a delivery: "new" is yours to handle, "busy" is being handled, "done" is handled."""


class Store(Protocol):
    """Keeps the state of deliveries by id. Processes that share a store handle a delivery once.

    A store that outlives its process must expire entries that stay "busy" for longer than handling
    takes: the process that handled the delivery may have died. If it is alive nonetheless, somebody
    else may have acquired the delivery in the meantime. Therefore an acquisition has a claim, a
    random text, and only the same claim can release it.
    """

    def acquire(self, delivery_id: str, /, *, claim: str) -> DeliveryState:
        """Set an unknown delivery to "busy" for a claim and return "new"; else return its state.

        Atomic.
        """
        ...

    def finish(self, delivery_id: str, /) -> None:
        """Set a delivery to "done", whoever acquired it."""
        ...

    def release(self, delivery_id: str, /, *, claim: str) -> None:
        """Forget a delivery that is "busy" for this claim; do nothing for any other.

        The next `acquire` then returns "new".
        """
        ...


class AsyncStore(Protocol):
    """A `Store` with async methods."""

    async def acquire(self, delivery_id: str, /, *, claim: str) -> DeliveryState:
        """Set an unknown delivery to "busy" for a claim and return "new"; else return its state.

        Atomic.
        """
        ...

    async def finish(self, delivery_id: str, /) -> None:
        """Set a delivery to "done", whoever acquired it."""
        ...

    async def release(self, delivery_id: str, /, *, claim: str) -> None:
        """Forget a delivery that is "busy" for this claim; do nothing for any other.

        The next `acquire` then returns "new".
        """
        ...


@frozen
class _Entry:
    """What a `MemoryStore` knows of a delivery."""

    state: DeliveryState
    changed_at: float
    claim: str | None = None


class MemoryStore(ProcessBound):
    """A store in the memory of one process, shared by its threads and tasks.

    Args:
        max_entries: Maximum number of deliveries; beyond it, the oldest are forgotten.
        max_age: Seconds from the last change of a delivery until it expires. JetEmail retries for
            about 5.2 hours.
        clock: Returns the time in seconds; default: `time.monotonic`.

    Raises:
        ConfigurationError: A limit is not positive.
        TypeError: An argument has another type.
    """

    _instead = "; processes that handle a delivery once need a Store that they share"

    def __init__(
        self,
        *,
        max_entries: int = 100_000,
        max_age: float = 24 * 3600.0,
        clock: Callable[[], float] = monotonic_time,
    ) -> None:
        for name, value in (("max_entries", max_entries), ("max_age", max_age)):
            if not _is_number(value):
                raise TypeError(f"{name}: expected a number, got {type(value).__name__}")
        if not max_entries >= 1:
            raise ConfigurationError(f"max_entries is {printable(max_entries)}; the minimum is 1.")
        if not max_age > 0:
            raise ConfigurationError(f"max_age is {printable(max_age)}; it must be above 0 s.")
        check_plain("clock", clock)
        self._max_entries = max_entries
        self._max_age = max_age
        self._clock = clock
        # In the order of their last change, oldest first.
        self._entries: OrderedDict[str, _Entry] = OrderedDict()
        self.reset()
        reset_after_fork(self)

    def reset(self) -> None:
        """Make a lock of this process; the deliveries are kept."""
        # Reentrant: a signal handler may use the store while it is held.
        self._lock = threading.RLock()

    def __len__(self) -> int:
        return len(self._entries)

    def acquire(self, delivery_id: str, /, *, claim: str | None = None) -> DeliveryState:
        """Set an unknown delivery to "busy" and return "new"; else return its state."""
        with self._lock:
            now = _seconds(self._clock)
            self._expire(now - self._max_age)
            if delivery_id in self._entries:
                return self._entries[delivery_id].state
            self._set(delivery_id, _Entry("busy", now, claim))
            return "new"

    def finish(self, delivery_id: str, /) -> None:
        """Set a delivery to "done"."""
        with self._lock:
            self._set(delivery_id, _Entry("done", _seconds(self._clock)))

    def release(self, delivery_id: str, /, *, claim: str | None = None) -> None:
        """Forget a delivery that is "busy" for this claim; without a claim, for any."""
        with self._lock:
            entry = self._entries.get(delivery_id)
            if entry and entry.state == "busy" and claim in (None, entry.claim):
                del self._entries[delivery_id]

    def _set(self, delivery_id: str, entry: _Entry) -> None:
        self._entries[delivery_id] = entry
        self._entries.move_to_end(delivery_id)
        if len(self._entries) > self._max_entries:
            self._entries.popitem(last=False)

    def _expire(self, moment: float) -> None:
        while self._entries and next(iter(self._entries.values())).changed_at <= moment:
            self._entries.popitem(last=False)


# Guards.

_STATES: tuple[DeliveryState, ...] = ("new", "busy", "done")


def _accepts(method: Callable[..., Any], *arguments: str, **named: str) -> bool:
    """Return True if a method can be called like this, or if that is unknown."""
    code = getattr(method, "__code__", None)
    if code is not None and type(code) is not CodeType:
        # The code of an `AsyncMock` is a mock; to Python 3.11.2, it takes no arguments.
        return True
    try:
        inspect.signature(method).bind(*arguments, **named)
    except TypeError:
        return False
    except ValueError:
        # Some functions that are not written in Python have no signature.
        return True
    return True


def _is_known_to_be_sync(method: Callable[..., Any]) -> bool:
    # Of callables that are not written in Python, only the result shows it.
    is_python = inspect.isfunction(method) or inspect.ismethod(method)
    return is_python and not is_async(inspect.unwrap(method))


class _Guard:
    """The common part of both guards: a store, and what it must have and return."""

    _flavour: ClassVar[str]
    _other: ClassVar[str]

    def __init__(self, store: Any, is_of_other_flavour: Callable[[Any], bool]) -> None:
        if isinstance(store, type):
            raise TypeError(f"store: expected an instance, got the class {store.__name__}")
        names = ("acquire", "release", "finish")
        acquire, release, finish = (self._method(store, name) for name in names)
        for name, method in zip(names, (acquire, release, finish), strict=True):
            if is_of_other_flavour(method):
                raise TypeError(
                    f"store: {type(store).__name__}.{name} is not {self._flavour}; "
                    f"use {self._other} for it"
                )
        self._store = store
        # A store of which entries never expire can do without claims.
        self._has_claims = all(_accepts(method, "", claim="") for method in (acquire, release))
        without_claim = {"finish": finish}
        if not self._has_claims:
            without_claim |= {"acquire": acquire, "release": release}
        for name, method in without_claim.items():
            if not _accepts(method, ""):
                raise TypeError(
                    f"store: {type(store).__name__}.{name} must accept a delivery id; "
                    "acquire and release, also the keyword argument claim"
                )

    def _method(self, store: object, name: str) -> Any:
        if callable(method := getattr(store, name, None)):
            return method
        raise TypeError(
            f"store: {type(store).__name__} has no method {name}; "
            "give one with acquire, finish, release"
        )

    def _new_claim(self, delivery_id: object) -> dict[str, str]:
        """Return the keyword arguments of an acquisition, after a check of the id."""
        if not isinstance(delivery_id, str):
            raise TypeError(f"delivery_id: expected a str, got {type(delivery_id).__name__}")
        if not delivery_id:
            # All deliveries without an id would be duplicates of the first.
            raise ConfigurationError("delivery_id is empty: give the id of the delivery.")
        return {"claim": secrets.token_hex(8)} if self._has_claims else {}

    def _state(self, result: Any) -> DeliveryState:
        """Return the state that a store returned."""
        if isinstance(result, str) and result in _STATES:
            return result
        raise self._unexpected("acquire", result, 'return "new", "busy" or "done"')

    def _unexpected(self, name: str, result: object, expected: str) -> TypeError:
        discard(result)
        is_unknown = isinstance(result, str) and result not in _STATES
        kind = "another str" if is_unknown else type(result).__name__
        return TypeError(
            f"store: {type(self._store).__name__}.{name} must {expected}; it returned {kind}"
        )


class DuplicateGuard(_Guard):
    """Handles each delivery once, and again only if handling failed.

    It can be used in asyncio if its store does not block; a `MemoryStore` does not.

    Args:
        store: Keeps the state of deliveries; default: a new `MemoryStore`.

    Raises:
        TypeError: The store is none, or is async.
    """

    _flavour, _other = "sync", "AsyncDuplicateGuard"

    def __init__(self, store: Store | None = None) -> None:
        # An empty `MemoryStore` is falsy.
        super().__init__(MemoryStore() if store is None else store, is_async)

    @contextmanager
    def once(self, delivery_id: str) -> Iterator[DeliveryState]:
        """Acquire a delivery for a `with` block, which must handle it only if the state is "new".

        When the block ends, a new delivery becomes "done". If the block raises, the delivery is
        released, so that JetEmail's next attempt is "new". For the other states, respond with:

        - "done": a 2xx status, since the delivery is a duplicate;
        - "busy": 503, so that JetEmail retries in case the first handling fails.

        Exceptions of the store are raised. A new delivery then stays "busy" until it expires.

        Args:
            delivery_id: The `id` of an event, or the `delivery_id` of a mail: both are signed.

        Raises:
            ConfigurationError: The id is empty.
            TypeError: The id is not a str, or the store does not return what a `Store` returns.
        """
        claim, state = self._new_claim(delivery_id), None
        try:
            state = self._state(self._call("acquire", delivery_id, **claim))
            yield state
        except BaseException:
            if state == "new":
                self._call("release", delivery_id, **claim)
            elif state is None and claim:
                # It may be acquired: perhaps only the store's response was lost.
                with suppress(Exception):
                    self._call("release", delivery_id, **claim)
            raise
        if state == "new":
            self._call("finish", delivery_id)

    def _call(self, name: str, delivery_id: str, **claim: str) -> Any:
        result = getattr(self._store, name)(delivery_id, **claim)
        if inspect.isawaitable(result):
            raise self._unexpected(name, result, "not be async: use AsyncDuplicateGuard")
        return result


class AsyncDuplicateGuard(_Guard):
    """A `DuplicateGuard` for an `AsyncStore`.

    In asyncio, a cancelled block releases its delivery and a block that ended finishes it, however
    often its task is cancelled meanwhile; a cancelled task waits 5 seconds for the store at most.

    Args:
        store: Keeps the state of deliveries.

    Raises:
        TypeError: The store is none, or is not async.
    """

    _flavour, _other = "async", "DuplicateGuard"

    def __init__(self, store: AsyncStore) -> None:
        super().__init__(store, _is_known_to_be_sync)

    @asynccontextmanager
    async def once(self, delivery_id: str) -> AsyncIterator[DeliveryState]:
        """Acquire a delivery for an `async with` block; see `DuplicateGuard.once`."""
        claim, state = self._new_claim(delivery_id), None
        release = partial(self._call, "release", delivery_id, **claim)
        try:
            state = self._state(await self._call("acquire", delivery_id, **claim))
            yield state
        except BaseException:
            if state == "new":
                await complete(release)
            elif state is None and claim:
                # It may be acquired: perhaps only the store's response was lost.
                with suppress(Exception):
                    await complete(release)
            raise
        if state == "new":
            await complete(partial(self._call, "finish", delivery_id))

    async def _call(self, name: str, delivery_id: str, **claim: str) -> Any:
        result = getattr(self._store, name)(delivery_id, **claim)
        if not inspect.isawaitable(result):
            raise self._unexpected(name, result, "be async, or use DuplicateGuard")
        return await result


def __dir__() -> list[str]:
    return sorted(__all__)
