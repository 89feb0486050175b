"""Properties of verification that hold for any body and any headers."""

import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from jetemail_api_client.errors import WebhookVerificationError
from jetemail_api_client.models import MessageEvent
from jetemail_api_client.webhooks import EventVerifier, InboundMail, MailVerifier

from .signing import (
    EVENT,
    EVENTS,
    ID,
    MAIL,
    MAILS,
    NOW,
    SECRET,
    SIGNATURE,
    TIMESTAMP,
    Kind,
    encode,
    event_headers,
    mail_headers,
)

KINDS = st.sampled_from([EVENTS, MAILS])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
NAMES = st.sampled_from([*EVENT, *MAIL, "date", "attachments", "headers", "subject"]) | st.text()
OBJECTS = st.builds(
    lambda base, extra, removed: {
        key: value for key, value in {**base, **extra}.items() if key not in removed
    },
    st.sampled_from([EVENT, MAIL]),
    st.dictionaries(NAMES, JSON | st.datetimes().map(str), max_size=4),
    st.sets(NAMES, max_size=1),
)
BODIES = st.binary() | JSON.map(encode) | OBJECTS.map(encode)
TEXTS = st.text() | st.sampled_from(["", "sha256=", str(NOW), "-1", "9" * 30, "a" * 64])
HEADER_NAMES = st.sampled_from([ID, TIMESTAMP, SIGNATURE, SIGNATURE.lower()]) | st.text()
PAIRS = st.lists(
    st.tuples(HEADER_NAMES, TEXTS)
    | st.tuples(HEADER_NAMES.map(lambda name: name.encode("utf-8", "replace")), st.binary())
)


def returns_or_raises_our_error(kind: Kind, body: bytes, headers: Any) -> bool:
    """Return True if `verify` returns a model, or raises our error without a context."""
    try:
        value = kind.verify(body, headers)
    except WebhookVerificationError as error:
        return error.__context__ is None and error.reason in str(error.__dict__)
    return isinstance(value, MessageEvent | InboundMail) and value.to_dict() is not None


@given(KINDS, BODIES, PAIRS | st.dictionaries(HEADER_NAMES, TEXTS))
def test_arbitrary_delivery(kind: Kind, body: bytes, headers: Any) -> None:
    """Any body with any headers returns a model or raises our error."""
    assert returns_or_raises_our_error(kind, body, headers)


@given(KINDS, BODIES)
@example(EVENTS, encode(EVENT | {"created_at": 10**400}))
@example(MAILS, b'{"messageId": 1e999, "uid": NaN, "to": "\\ud800", "domain": {}}')
def test_arbitrary_signed_body(kind: Kind, body: bytes) -> None:
    """Any signed body returns a model or raises our error."""
    assert returns_or_raises_our_error(kind, body, kind.headers(body))


def flip_bit(data: bytes, bit: int) -> bytes:
    """Flip one bit, counted modulo the length."""
    place, shift = divmod(bit % (8 * len(data)), 8)
    return data[:place] + bytes([data[place] ^ (1 << shift)]) + data[place + 1 :]


BITS = st.integers(0, 2**16)


def is_rejected(kind: Kind, body: bytes, headers: Any) -> bool:
    """Return True if `verify` raises before it parses the body, with any timestamp accepted."""
    try:
        kind.verify(body, headers, tolerance=None)
    except WebhookVerificationError as error:
        return error.reason != "body"
    return False


@given(KINDS, OBJECTS.map(encode), BITS)
def test_flipped_bit_in_the_body(kind: Kind, body: bytes, bit: int) -> None:
    """A body with one flipped bit is rejected before it is parsed."""
    assert is_rejected(kind, flip_bit(body, bit), kind.headers(body))


@given(KINDS, BITS)
def test_flipped_bit_in_the_signature(kind: Kind, bit: int) -> None:
    """A signature with one flipped bit is rejected."""
    headers = {name: value.encode() for name, value in kind.headers(kind.body).items()}
    headers[SIGNATURE] = flip_bit(headers[SIGNATURE], bit)

    assert is_rejected(kind, kind.body, [(name.encode(), value) for name, value in headers.items()])


@given(st.sampled_from([ID, TIMESTAMP]), BITS)
def test_flipped_bit_in_a_signed_header(name: str, bit: int) -> None:
    """A mail with one flipped bit in its id or timestamp is rejected."""
    headers = {other: value.encode() for other, value in mail_headers(MAILS.body).items()}
    headers[name] = flip_bit(headers[name], bit)
    pairs = [(other.encode(), value) for other, value in headers.items()]

    assert is_rejected(MAILS, MAILS.body, pairs)


VISIBLE_ASCII = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1)
SECRETS = st.text(min_size=1).filter(lambda text: text.isprintable() and text == text.strip())


@given(SECRETS, VISIBLE_ASCII, st.integers(0, 10**12), OBJECTS)
def test_sign_then_verify(secret: str, delivery_id: str, timestamp: int, extra: Any) -> None:
    """`sign` makes the headers that JetEmail makes, and `verify` returns the body unchanged."""
    event, mail = EVENT | {"extra": json.dumps(extra)}, MAIL | {"extra": json.dumps(extra)}
    events = EventVerifier(secret, clock=lambda: float(timestamp))
    mails = MailVerifier(secret, clock=lambda: float(timestamp))
    signed = mails.sign(encode(mail), delivery_id=delivery_id)
    verified = mails.verify(encode(mail), signed)

    assert mail_headers(encode(mail), secret, timestamp, delivery_id) == signed
    assert (mail, delivery_id) == (verified.to_dict(), verified.delivery_id)
    assert event == events.verify(encode(event), events.sign(encode(event))).to_dict()
    assert (
        event_headers(encode(event), secret, timestamp)[SIGNATURE]
        == events.sign(encode(event))[SIGNATURE]
    )


@given(KINDS, VISIBLE_ASCII.filter(lambda text: text != SECRET))
def test_other_secret(kind: Kind, secret: str) -> None:
    """The signature of any other secret is rejected."""
    assert is_rejected(kind, kind.body, kind.headers(kind.body, secret))
