"""Laws of verification, for any bytes and any headers."""

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
    body_of,
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
    lambda base, more, gone: {
        key: value for key, value in {**base, **more}.items() if key not in gone
    },
    st.sampled_from([EVENT, MAIL]),
    st.dictionaries(NAMES, JSON | st.datetimes().map(str), max_size=4),
    st.sets(NAMES, max_size=1),
)
BODIES = st.binary() | JSON.map(body_of) | OBJECTS.map(body_of)
TEXTS = st.text() | st.sampled_from(["", "sha256=", str(NOW), "-1", "9" * 30, "a" * 64])
HEADER_NAMES = st.sampled_from([ID, TIMESTAMP, SIGNATURE, SIGNATURE.lower()]) | st.text()
PAIRS = st.lists(
    st.tuples(HEADER_NAMES, TEXTS)
    | st.tuples(HEADER_NAMES.map(lambda name: name.encode("utf-8", "replace")), st.binary())
)


def is_value_or_ours(kind: Kind, body: bytes, headers: Any) -> bool:
    """Whether a delivery gives a value, or an error of ours that has no other one in it."""
    try:
        value = kind.verify(body, headers)
    except WebhookVerificationError as error:
        return error.__context__ is None and error.reason in str(error.__dict__)
    return isinstance(value, MessageEvent | InboundMail) and value.to_dict() is not None


@given(KINDS, BODIES, PAIRS | st.dictionaries(HEADER_NAMES, TEXTS))
def test_any_bytes_and_headers(kind: Kind, body: bytes, headers: Any) -> None:
    """Any bytes under any headers give a value or our own error."""
    assert is_value_or_ours(kind, body, headers)


@given(KINDS, BODIES)
@example(EVENTS, body_of(EVENT | {"created_at": 10**400}))
@example(MAILS, b'{"messageId": 1e999, "uid": NaN, "to": "\\ud800", "domain": {}}')
def test_any_bytes_that_are_signed(kind: Kind, body: bytes) -> None:
    """Any bytes that are signed give a value or our own error."""
    assert is_value_or_ours(kind, body, kind.headers(body))


def flipped(data: bytes, bit: int) -> bytes:
    """Bytes with one bit turned over, counted through all of them and around."""
    place, shift = divmod(bit % (8 * len(data)), 8)
    return data[:place] + bytes([data[place] ^ (1 << shift)]) + data[place + 1 :]


BITS = st.integers(0, 2**16)


def refuses(kind: Kind, body: bytes, headers: Any) -> bool:
    """Whether a delivery is refused, however old it may be."""
    try:
        kind.verify(body, headers, tolerance=None)
    except WebhookVerificationError as error:
        return error.reason != "body"
    return False


@given(KINDS, OBJECTS.map(body_of), BITS)
def test_one_bit_of_the_body(kind: Kind, body: bytes, bit: int) -> None:
    """A body with a single bit changed is refused before it is read."""
    assert refuses(kind, flipped(body, bit), kind.headers(body))


@given(KINDS, BITS)
def test_one_bit_of_the_signature(kind: Kind, bit: int) -> None:
    """A signature with a single bit changed is refused."""
    headers = {name: value.encode() for name, value in kind.headers(kind.body).items()}
    headers[SIGNATURE] = flipped(headers[SIGNATURE], bit)

    assert refuses(kind, kind.body, [(name.encode(), value) for name, value in headers.items()])


@given(st.sampled_from([ID, TIMESTAMP]), BITS)
def test_one_bit_of_what_else_is_signed(name: str, bit: int) -> None:
    """A mail under another id or timestamp, by a single bit, is refused."""
    headers = {other: value.encode() for other, value in mail_headers(MAILS.body).items()}
    headers[name] = flipped(headers[name], bit)

    assert refuses(MAILS, MAILS.body, [(other.encode(), text) for other, text in headers.items()])


VISIBLE = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1)
SECRETS = st.text(min_size=1).filter(lambda text: text.isprintable() and text == text.strip())


@given(SECRETS, VISIBLE, st.integers(0, 10**12), OBJECTS)
def test_there_and_back(secret: str, delivery_id: str, moment: int, more: Any) -> None:
    """What is signed here is as JetEmail signs it, and comes out as it was."""
    event, mail = EVENT | {"more": json.dumps(more)}, MAIL | {"more": json.dumps(more)}
    events = EventVerifier(secret, clock=lambda: float(moment))
    mails = MailVerifier(secret, clock=lambda: float(moment))
    signed = mails.sign(body_of(mail), delivery_id=delivery_id)
    read = mails.verify(body_of(mail), signed)

    assert mail_headers(body_of(mail), secret, moment, delivery_id) == signed
    assert (mail, delivery_id) == (read.to_dict(), read.delivery_id)
    assert event == events.verify(body_of(event), events.sign(body_of(event))).to_dict()
    assert (
        event_headers(body_of(event), secret, moment)[SIGNATURE]
        == events.sign(body_of(event))[SIGNATURE]
    )


@given(KINDS, VISIBLE.filter(lambda text: text != SECRET))
def test_another_secret(kind: Kind, secret: str) -> None:
    """No other secret fits."""
    assert refuses(kind, kind.body, kind.headers(kind.body, secret))
