"""Headers and signatures: what is not made by JetEmail, now, is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from jetemail_api_client.errors import WebhookVerificationError

from .signing import (
    EVENTS,
    ID,
    MAILS,
    NOW,
    SECRET,
    SIGNATURE,
    TIMESTAMP,
    Kind,
    changed,
    each_kind,
    event_headers,
    mail_headers,
)


@each_kind
@pytest.mark.parametrize(
    "form",
    [
        lambda headers: {name.lower(): value for name, value in headers.items()},
        lambda headers: {name.upper(): value for name, value in headers.items()},
        lambda headers: list(headers.items()),
        lambda headers: iter([("Accept", "ä, ☃"), ("Accept", ""), *headers.items()]),
        lambda headers: [(n.lower().encode(), v.encode()) for n, v in headers.items()],
        lambda headers: {name.encode(): value.encode() for name, value in headers.items()},
        lambda headers: [(b"\xff", b"\xff"), *((n.encode(), v) for n, v in headers.items())],
    ],
)
def test_forms_of_headers(kind: Kind, form: Callable[[dict[str, str]], Any]) -> None:
    """Headers may be a mapping or pairs, of str or bytes, in any case, among others."""
    assert "u1" in str(kind.verify(headers=form(kind.headers(kind.body))).to_dict())


@each_kind
@pytest.mark.parametrize("headers", [None, 5, ["planted-body"], [(1, 2)], {"a": ["b"]}, [("a",)]])
def test_headers_that_are_none(kind: Kind, headers: Any) -> None:
    """What cannot be headers is the caller's mistake."""
    words = "headers: expected a mapping or pairs, of str or of bytes"
    with pytest.raises(TypeError) as caught:
        kind.verifier(SECRET).verify(kind.body, headers)

    assert (words, None) == (str(caught.value), caught.value.__context__)


@each_kind
def test_missing_signature(kind: Kind) -> None:
    """A delivery that nobody signed is refused."""
    error = kind.refusal(headers=changed(kind.headers(kind.body), signature=None))

    assert "header" == error.reason
    assert str(error).startswith("X-Webhook-Signature is missing")


@pytest.mark.parametrize("name", ["id", "timestamp"])
def test_missing_header_of_a_mail(name: str) -> None:
    """Of a mail the id and the timestamp are signed, and needed."""
    error = MAILS.refusal(headers=changed(mail_headers(MAILS.body), **{name: None}))

    assert "header" == error.reason


def test_event_without_the_rest() -> None:
    """Of an event neither the id nor the timestamp is signed, or needed."""
    headers = event_headers(EVENTS.body)

    assert EVENTS.verify() == EVENTS.verify(headers={SIGNATURE: headers[SIGNATURE]})


@each_kind
@pytest.mark.parametrize("name", [ID, TIMESTAMP, SIGNATURE])
def test_header_that_came_twice(kind: Kind, name: str) -> None:
    """Of two values for one header neither is chosen, even if they are the same."""
    headers = kind.headers(kind.body)
    with pytest.raises(WebhookVerificationError) as caught:
        kind.verify(headers=[*headers.items(), (name.lower(), headers[name])])

    assert ("header", f"{name} came more than once") == (caught.value.reason, str(caught.value))


@each_kind
@pytest.mark.parametrize("name", ["id", "timestamp", "signature"])
@pytest.mark.parametrize("value", ["", " ", "a b", "é", "\u2603", "\ud800", "a\n", "\x00"])
def test_header_of_other_characters(kind: Kind, name: str, value: str) -> None:
    """A header of what no header of JetEmail holds is refused."""
    error = kind.refusal(headers=changed(kind.headers(kind.body), **{name: value}))

    assert "header" == error.reason


GOOD = "5f" * 32
WRONG_SIGNATURES = [
    GOOD,
    f"sha256={GOOD}",
    "planted-signature-that-is-no-hex",
    "sha256=",
    f"sha1={GOOD}",
    f"SHA256={GOOD}",
    f"sha256={GOOD[:-1]}",
    f"sha256={GOOD}5f",
    f"v1,{GOOD}",
]


@each_kind
@pytest.mark.parametrize("signature", WRONG_SIGNATURES)
def test_wrong_signature(kind: Kind, signature: str) -> None:
    """A signature of another form or value is refused, and not shown."""
    error = kind.refusal(headers=changed(kind.headers(kind.body), signature=signature))

    assert "signature" == error.reason


@each_kind
def test_signature_in_another_form(kind: Kind) -> None:
    """The right digits in upper case, or under the other kind's form, are refused."""
    right = kind.headers(kind.body)[SIGNATURE].removeprefix("sha256=")
    other = "" if kind.prefix else "sha256="
    for signature in (kind.prefix + right.upper(), other + right):
        error = kind.refusal(headers=changed(kind.headers(kind.body), signature=signature))

        assert "signature" == error.reason


@each_kind
def test_signature_of_another_secret(kind: Kind) -> None:
    """Another secret, one without its prefix, or another body does not fit."""
    for headers in (
        kind.headers(kind.body, "other"),
        kind.headers(kind.body, SECRET.removeprefix("whsec_")),
        kind.headers(kind.body + b" "),
    ):
        assert "signature" == kind.refusal(headers=headers).reason


@each_kind
@pytest.mark.parametrize(
    "timestamp",
    ["-1", "+1", "1.5", "1e9", "0x10", "NaN", "infinity", "1_000", "9" * 21, "9" * 5000, "now"],
)
def test_timestamp_that_is_no_number(kind: Kind, timestamp: str) -> None:
    """A timestamp that is no whole number of seconds is refused, though it is signed."""
    error = kind.refusal(headers=kind.headers(kind.body, timestamp=timestamp))

    assert "timestamp" == error.reason
    assert "X-Webhook-Timestamp is no whole number of Unix seconds" == str(error)


@each_kind
@pytest.mark.parametrize("timestamp", ["now", "0"])
def test_timestamp_of_what_is_not_signed(kind: Kind, timestamp: str) -> None:
    """Of a delivery that JetEmail did not sign the signature is what is wrong."""
    error = kind.refusal(headers=kind.headers(kind.body, "other", timestamp))

    assert "signature" == error.reason


@each_kind
@pytest.mark.parametrize(
    ("off", "words"),
    [
        (-301, "301 s old; 300 s are allowed"),
        (301, "301 s ahead of the clock here; 300 s are allowed"),
        (999 * NOW, f"{999 * NOW} s ahead of the clock here; 300 s are allowed"),
        (10**19, f"{10**19} s ahead of the clock here; 300 s are allowed"),
        (-NOW, f"{NOW} s old; 300 s are allowed"),
    ],
)
def test_timestamp_too_far_from_now(kind: Kind, off: int, words: str) -> None:
    """A delivery that is too old, or from the future, is refused."""
    error = kind.refusal(headers=kind.headers(kind.body, timestamp=NOW + off))

    assert ("timestamp", f"X-Webhook-Timestamp is {words}") == (error.reason, str(error))


@each_kind
@pytest.mark.parametrize("off", [-300, 0, 300])
def test_timestamp_at_the_limit(kind: Kind, off: int) -> None:
    """Up to the limit on either side a delivery is taken."""
    headers = kind.headers(kind.body, timestamp=NOW + off)

    assert kind.verify() == kind.verify(headers=headers)


def test_boundary_of_a_mails_id() -> None:
    """The signature of one mail does not do for another whose id ends elsewhere."""
    signed = mail_headers(b"{}", timestamp="2", delivery_id="a.1")
    shifted = changed(signed, id="a", timestamp="1")

    assert "body" == MAILS.refusal(b"2.{}", shifted, tolerance=None).reason
