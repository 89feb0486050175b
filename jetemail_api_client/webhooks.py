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
import math
import re
import threading
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any, ClassVar, Literal, NoReturn, Protocol, TypeAlias, TypeVar

from attrs import define, field, frozen

from ._call.responses import NotDecoded, decode
from ._fork import reset_after_fork
from ._generated.models.inbound_mail_payload import InboundMailPayload
from ._generated.models.mail_attachment import MailAttachment
from ._generated.models.message_event import MessageEvent
from ._generated.models.message_event_data import MessageEventData
from ._runtime.operations import Parser
from ._runtime.parsing import Deviations
from .errors import (
    APIResponseValidationError,
    ConfigurationError,
    Reason,
    WebhookVerificationError,
)
from .hooks import logger

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


# Headers.

Headers: TypeAlias = (
    Mapping[str, str] | Mapping[bytes, bytes] | Iterable[tuple[str, str] | tuple[bytes, bytes]]
)
"""Request headers: a mapping, or pairs as in ASGI. Names are case-insensitive."""

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
        TypeError: The headers are neither a mapping nor pairs.
    """
    parsed: dict[str, str] = {}
    for given, value in _header_pairs(headers):
        if name := _BY_LOWER_NAME.get(given.lower()):
            if name in parsed:
                raise _error("header", f"{name} is repeated")
            if not _VISIBLE_ASCII.fullmatch(value):
                raise _error("header", f"{name} is empty, or not visible ASCII without spaces")
            parsed[name] = value
    return parsed


def _header_pairs(headers: Any) -> list[tuple[str, str]]:
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    try:
        return [(_header_text(name), _header_text(value)) for name, value in pairs]
    except (TypeError, ValueError):
        message = "headers: expected a mapping or pairs, of str or of bytes"
    # Outside the handler: the context of the exception would show the headers.
    raise TypeError(message)


def _header_text(value: object) -> str:
    if isinstance(value, bytes):
        # The encoding of HTTP headers; it decodes any bytes.
        return value.decode("latin-1")
    if isinstance(value, str):
        return value
    raise TypeError


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


@define(kw_only=True, repr=False, getstate_setstate=False)
class InboundMail(InboundMailPayload):
    """An inbound mail; its other fields are those of `models.InboundMailPayload`.

    Attributes:
        delivery_id: Id of the delivery, covered by the signature. Pass it to a `DuplicateGuard`.
    """

    delivery_id: str = field(default="", eq=False)

    def header(self, name: str) -> str | None:
        """Return a header of the mail, such as "Message-ID"; None if it has no such header.

        Args:
            name: Name of the header, case-insensitive.
        """
        headers = self.headers if isinstance(self.headers, dict) else {}
        lower = name.lower()
        return next((value for key, value in headers.items() if key.lower() == lower), None)


def decode_attachment(attachment: MailAttachment) -> bytes:
    """Return the content of an attachment of an inbound mail, decoded.

    Raises:
        WebhookVerificationError: The content is not base64.
    """
    if isinstance(attachment.content, str):
        with suppress(ValueError):
            # Mails wrap base64 into lines.
            return base64.b64decode("".join(attachment.content.split()), validate=True)
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
        raise _error("body", "the body is not JSON")
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


def _parse_secrets(secret: str | list[str] | tuple[str, ...]) -> tuple[bytes, ...]:
    """Return secrets as HMAC keys; a `whsec_` prefix is part of the key.

    Raises:
        ConfigurationError: A secret is missing, or JetEmail cannot have issued it.
    """
    secrets = tuple(secret) if isinstance(secret, list | tuple) else (secret,)
    if not secrets:
        raise ConfigurationError("secret is an empty list.")
    for one in secrets:
        if not isinstance(one, str):
            raise TypeError(f"secret: expected a str, got {type(one).__name__}")
        if not one or one != one.strip() or not one.isprintable():
            raise ConfigurationError("secret is empty, padded with spaces, or not printable.")
    return tuple(one.encode() for one in secrets)


def _checked_tolerance(tolerance: float | None) -> float | None:
    if tolerance is None:
        return None
    if isinstance(tolerance, bool) or not isinstance(tolerance, int | float):
        raise TypeError(f"tolerance: expected seconds, got {type(tolerance).__name__}")
    if not 0 <= tolerance < math.inf:
        raise ConfigurationError(f"tolerance is {tolerance}; it must be finite and not negative.")
    return tolerance


@frozen(eq=False)
class _Verifier:
    """The common part of both verifiers."""

    _secrets: tuple[bytes, ...] = field(
        alias="secret", converter=_parse_secrets, repr=lambda _: "'***'"
    )
    # The vendor's own verifiers use the same 300 seconds.
    tolerance: float | None = field(default=300.0, converter=_checked_tolerance, kw_only=True)
    _clock: Callable[[], float] = field(default=time.time, alias="clock", kw_only=True, repr=False)

    _prefix: ClassVar[str] = ""

    def __reduce__(self) -> NoReturn:
        """Raise: a copy or a pickle would hold the secrets."""
        raise TypeError("A verifier holds secrets and cannot be copied or pickled.")

    def sign(
        self, body: bytes, *, delivery_id: str = "test_delivery", timestamp: int | None = None
    ) -> dict[str, str]:
        """Return the headers that JetEmail would send with a body, for your own tests.

        Args:
            body: The JSON of the delivery.
            delivery_id: Value of `X-Webhook-ID`.
            timestamp: Unix seconds; default: now.
        """
        moment = str(int(self._clock()) if timestamp is None else timestamp)
        message = self._message(delivery_id, moment, _raw_body(body))
        signature = self._signature(self._secrets[0], message)
        return {_ID: delivery_id, _TIMESTAMP: moment, _SIGNATURE: signature}

    def _message(self, delivery_id: str, timestamp: str, body: bytes) -> bytes:
        """Return the bytes that the signature covers."""
        return body

    def _signature(self, key: bytes, message: bytes) -> str:
        return self._prefix + hmac.digest(key, message, "sha256").hex()

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
            _check_timestamp(timestamp, self._clock(), self.tolerance)


@frozen(eq=False)
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
        clock: Returns the current Unix time in seconds.

    Raises:
        ConfigurationError: A secret is missing or malformed, or the tolerance is negative.
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


@frozen(eq=False)
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
        clock: Returns the current Unix time in seconds.

    Raises:
        ConfigurationError: A secret is missing or malformed, or the tolerance is negative.
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
    takes: the process that handled the delivery may have died.
    """

    def acquire(self, delivery_id: str, /) -> DeliveryState:
        """Set an unknown delivery to "busy" and return "new"; else return its state. Atomic."""
        ...

    def finish(self, delivery_id: str, /) -> None:
        """Set a delivery to "done"."""
        ...

    def release(self, delivery_id: str, /) -> None:
        """Forget a "busy" delivery, so that the next `acquire` returns "new"."""
        ...


class AsyncStore(Protocol):
    """A `Store` with async methods."""

    async def acquire(self, delivery_id: str, /) -> DeliveryState:
        """Set an unknown delivery to "busy" and return "new"; else return its state. Atomic."""
        ...

    async def finish(self, delivery_id: str, /) -> None:
        """Set a delivery to "done"."""
        ...

    async def release(self, delivery_id: str, /) -> None:
        """Forget a "busy" delivery, so that the next `acquire` returns "new"."""
        ...


class MemoryStore:
    """A store in the memory of one process, shared by its threads and tasks.

    Args:
        max_entries: Maximum number of deliveries; beyond it, the oldest are forgotten.
        max_age: Seconds from the last change of a delivery until it expires. JetEmail retries for
            about 5.2 hours.
        clock: Returns the time in seconds.

    Raises:
        ConfigurationError: A limit is not positive.
    """

    def __init__(
        self,
        *,
        max_entries: int = 100_000,
        max_age: float = 24 * 3600.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if not (max_entries >= 1 and max_age > 0):
            raise ConfigurationError(
                f"max_entries is {max_entries}, max_age is {max_age}; both must be positive."
            )
        self._max_entries = max_entries
        self._max_age = max_age
        self._clock = clock
        # In the order of their last change, oldest first.
        self._entries: OrderedDict[str, tuple[DeliveryState, float]] = OrderedDict()
        self.reset()
        reset_after_fork(self)

    def reset(self) -> None:
        """Make a lock of this process; the deliveries are kept."""
        # Reentrant: a signal handler may use the store while it is held.
        self._lock = threading.RLock()

    def __len__(self) -> int:
        return len(self._entries)

    def acquire(self, delivery_id: str, /) -> DeliveryState:
        """Set an unknown delivery to "busy" and return "new"; else return its state."""
        with self._lock:
            now = self._clock()
            self._expire(now - self._max_age)
            if delivery_id in self._entries:
                return self._entries[delivery_id][0]
            self._set(delivery_id, "busy", now)
            return "new"

    def finish(self, delivery_id: str, /) -> None:
        """Set a delivery to "done"."""
        with self._lock:
            self._set(delivery_id, "done", self._clock())

    def release(self, delivery_id: str, /) -> None:
        """Forget a "busy" delivery."""
        with self._lock:
            if self._entries.get(delivery_id, ("done",))[0] == "busy":
                del self._entries[delivery_id]

    def _set(self, delivery_id: str, state: DeliveryState, now: float) -> None:
        self._entries[delivery_id] = (state, now)
        self._entries.move_to_end(delivery_id)
        if len(self._entries) > self._max_entries:
            self._entries.popitem(last=False)

    def _expire(self, moment: float) -> None:
        while self._entries and next(iter(self._entries.values()))[1] <= moment:
            self._entries.popitem(last=False)


class DuplicateGuard:
    """Handles each delivery once, and again only if handling failed.

    It can be used in asyncio if its store does not block; a `MemoryStore` does not.

    Args:
        store: Keeps the state of deliveries; default: a new `MemoryStore`.
    """

    def __init__(self, store: Store | None = None) -> None:
        # An empty `MemoryStore` is falsy.
        self._store: Store = MemoryStore() if store is None else store

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
        """
        state = self._store.acquire(delivery_id)
        if state != "new":
            yield state
            return
        try:
            yield state
        except BaseException:
            self._store.release(delivery_id)
            raise
        self._store.finish(delivery_id)


class AsyncDuplicateGuard:
    """A `DuplicateGuard` for an `AsyncStore`.

    Args:
        store: Keeps the state of deliveries.
    """

    def __init__(self, store: AsyncStore) -> None:
        self._store = store

    @asynccontextmanager
    async def once(self, delivery_id: str) -> AsyncIterator[DeliveryState]:
        """Acquire a delivery for an `async with` block; see `DuplicateGuard.once`."""
        state = await self._store.acquire(delivery_id)
        if state != "new":
            yield state
            return
        try:
            yield state
        except BaseException:
            await self._store.release(delivery_id)
            raise
        await self._store.finish(delivery_id)
