"""The two signatures of JetEmail's webhooks, and what else a delivery's headers tell.

Those of events are described at https://jetemail.com/docs/webhooks/security.md, those of inbound
mails at https://support.jetemail.com/inbound/webhooks/security.
"""

import hmac
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from .errors import ConfigurationError, Reason, WebhookVerificationError

ID = "X-Webhook-ID"
TIMESTAMP = "X-Webhook-Timestamp"
SIGNATURE = "X-Webhook-Signature"

Headers = (
    Mapping[str, str] | Mapping[bytes, bytes] | Iterable[tuple[str, str] | tuple[bytes, bytes]]
)
"""A request's headers, with names in any case: a mapping, or pairs as ASGI gives them."""

_BY_LOWER_NAME = {name.lower(): name for name in (ID, TIMESTAMP, SIGNATURE)}
# More digits than seconds ever have, and fewer than a float can hold.
_SECONDS = re.compile(r"[0-9]{1,20}")
_VISIBLE = re.compile(r"[!-~]+")


@frozen(repr=False)
class Secrets:
    """The secrets of a webhook, any of which may have signed."""

    keys: tuple[bytes, ...]

    def __repr__(self) -> str:
        return "'***'"

    def signature(self, message: bytes, prefix: str) -> str:
        """The signature that the first secret makes."""
        return _signature(self.keys[0], message, prefix)

    def fit(self, message: bytes, signature: str, prefix: str) -> bool:
        """Whether one of the secrets made a signature; it takes as long whichever did."""
        given = signature.encode()
        made = [_signature(key, message, prefix).encode() for key in self.keys]
        return any([hmac.compare_digest(one, given) for one in made])  # noqa: C419 - all of them


def _signature(key: bytes, message: bytes, prefix: str) -> str:
    return prefix + hmac.digest(key, message, "sha256").hex()


def secrets_of(given: str | list[str] | tuple[str, ...]) -> Secrets:
    """Secrets as they are used: whole, also what begins with whsec_.

    Raises:
        ConfigurationError: There is none, or one has something in or around it that no secret has.
    """
    secrets = tuple(given) if isinstance(given, list | tuple) else (given,)
    if not secrets:
        raise ConfigurationError("secret: none is given.")
    for secret in secrets:
        if not isinstance(secret, str):
            raise TypeError(f"secret: expected a str, got {type(secret).__name__}")
        if not secret or secret != secret.strip() or not secret.isprintable():
            raise ConfigurationError("secret is empty, or has a space around it or a line break.")
    return Secrets(tuple(secret.encode() for secret in secrets))


def checked_tolerance(tolerance: float | None) -> float | None:
    """Seconds that a timestamp may be off, or None for any number of them.

    Raises:
        ConfigurationError: They are negative or no finite number.
    """
    if tolerance is None:
        return None
    if isinstance(tolerance, bool) or not isinstance(tolerance, int | float):
        raise TypeError(f"tolerance: expected seconds, got {type(tolerance).__name__}")
    if not 0 <= tolerance < math.inf:
        raise ConfigurationError(f"tolerance is {tolerance}; it must be finite and not negative.")
    return tolerance


def raw_body(body: bytes | bytearray | memoryview) -> bytes:
    """A body as it came over the wire; nothing else can be held against a signature."""
    if isinstance(body, bytes | bytearray | memoryview):
        return bytes(body)
    raise TypeError(
        f"body: expected the bytes of the request, got {type(body).__name__}; what was decoded "
        "or parsed is not, byte for byte, what was signed"
    )


def headers_of(headers: Headers) -> dict[str, str]:
    """Those of the three headers that came, under their own names.

    Raises:
        WebhookVerificationError: One came twice, is empty, or is no visible ASCII.
    """
    found: dict[str, str] = {}
    for given, value in _pairs(headers):
        if name := _BY_LOWER_NAME.get(given.lower()):
            if name in found:
                raise refused("header", f"{name} came more than once")
            if not _VISIBLE.fullmatch(value):
                raise refused("header", f"{name} is empty, or has a space or more than ASCII in it")
            found[name] = value
    return found


def _pairs(headers: Any) -> list[tuple[str, str]]:
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    try:
        return [(_text(name), _text(value)) for name, value in pairs]
    except (TypeError, ValueError):
        words = "headers: expected a mapping or pairs, of str or of bytes"
    raise TypeError(words)


def _text(value: object) -> str:
    if isinstance(value, bytes):
        # As HTTP has them; what is not ASCII is refused where it matters.
        return value.decode("latin-1")
    if isinstance(value, str):
        return value
    raise TypeError


def needed(found: Mapping[str, str], name: str, advice: str = "") -> str:
    """A header that has to be there.

    Raises:
        WebhookVerificationError: It is not.
    """
    if name not in found:
        raise refused("header", f"{name} is missing{advice}")
    return found[name]


def seconds_of(timestamp: str) -> int:
    """The Unix seconds of a timestamp.

    Raises:
        WebhookVerificationError: It is not a whole number of them.
    """
    if not _SECONDS.fullmatch(timestamp):
        raise refused("timestamp", f"{TIMESTAMP} is no whole number of Unix seconds")
    return int(timestamp)


def check_age(seconds: int, now: float, tolerance: float | None) -> None:
    """Refuse a timestamp that is too far from now, on either side.

    Raises:
        WebhookVerificationError: It is.
    """
    age = now - seconds
    if tolerance is not None and not abs(age) <= tolerance:
        words = f"{abs(age):.0f} s {'old' if age > 0 else 'ahead of the clock here'}"
        raise refused("timestamp", f"{TIMESTAMP} is {words}; {tolerance:g} s are allowed")


def mail_message(delivery_id: str, timestamp: str, body: bytes) -> bytes:
    """What is signed of a mail.

    Where the id ends cannot be shifted: a timestamp has no dot, and a body that is read begins with
    a brace.
    """
    return f"{delivery_id}.{timestamp}.".encode() + body


def refused(reason: Reason, text: str, field: str | None = None) -> WebhookVerificationError:
    """The error for a delivery; its text holds nothing that came."""
    return WebhookVerificationError(text, reason=reason, field=field)
