"""Headers: which forms are accepted, and which signatures and timestamps are rejected."""

from collections.abc import Callable, Iterator
from email.message import Message
from typing import Any

import httpx
import multidict
import pytest
from attrs import frozen
from starlette.datastructures import Headers as StarletteHeaders

from jetemail_api_client.errors import WebhookVerificationError

from ..planted import locals_of
from .signing import (
    EVENTS,
    ID,
    MAILS,
    NOW,
    SECRET,
    SIGNATURE,
    TIMESTAMP,
    Kind,
    each_kind,
    event_headers,
    mail_headers,
    replaced,
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
    """Headers may be a mapping or pairs, of str or bytes, in any case, among other headers."""
    assert "u1" in str(kind.verify(headers=form(kind.headers(kind.body))).to_dict())


def message(headers: dict[str, str]) -> Message:
    """Return the headers as `http.server` does."""
    made = Message()
    for name, value in headers.items():
        made[name] = value
    return made


@frozen
class Items:
    """Headers that have their pairs only as `items()`, as those of some frameworks."""

    pairs: list[tuple[str, str]]

    def items(self) -> Iterator[tuple[str, str]]:
        return iter(self.pairs)


@each_kind
@pytest.mark.parametrize(
    "form",
    [
        message,
        httpx.Headers,
        multidict.CIMultiDict,
        StarletteHeaders,
        lambda headers: Items(list(headers.items())),
        lambda headers: [
            [bytearray(n.encode()), memoryview(v.encode())] for n, v in headers.items()
        ],
    ],
)
def test_headers_of_frameworks(kind: Kind, form: Callable[[dict[str, str]], Any]) -> None:
    """Headers may be any object with `items()`."""
    headers = {"Accept": "a", **kind.headers(kind.body)}

    assert kind.verify() == kind.verify(headers=form(headers))


@pytest.mark.parametrize("form", [message, StarletteHeaders, Items])
def test_repeated_header_of_frameworks(form: Callable[..., Any]) -> None:
    """A header that `items()` repeats is rejected."""
    pairs = [*event_headers(EVENTS.body).items(), (SIGNATURE.lower(), "sha256=planted")]
    raw = [(name.encode(), value.encode()) for name, value in pairs]
    forms: dict[Any, Any] = {StarletteHeaders: StarletteHeaders(raw=raw), Items: Items(pairs)}
    repeated = message(event_headers(EVENTS.body))
    repeated[SIGNATURE.lower()] = "sha256=planted"
    with pytest.raises(WebhookVerificationError, match=f"{SIGNATURE} is repeated"):
        EVENTS.verify(headers=forms.get(form, repeated))


@each_kind
def test_other_headers(kind: Kind) -> None:
    """Headers that do not belong to a delivery may have any value."""
    others = {"Age": 5, "Accept": None, "Via": ["a", "b"], "Host": b"\xff", "Date": object()}

    assert kind.verify() == kind.verify(headers={**others, **kind.headers(kind.body)})


@each_kind
def test_header_that_is_none(kind: Kind) -> None:
    """A header that is None, as from a lookup that did not find it, is missing."""
    error = kind.error(headers={**kind.headers(kind.body), SIGNATURE: None})

    assert str(error).startswith("X-Webhook-Signature is missing")


@each_kind
@pytest.mark.parametrize("value", [5, ["planted-signature"], {"planted-signature"}])
def test_header_of_wrong_type(kind: Kind, value: Any) -> None:
    """A header of a delivery that is neither str nor bytes raises TypeError without showing it."""
    expected = f"headers: {SIGNATURE} must be str or bytes, is {type(value).__name__}"
    with pytest.raises(TypeError) as caught:
        kind.verify(headers={**kind.headers(kind.body), SIGNATURE: value})

    assert (expected, None) == (str(caught.value), caught.value.__context__)


@each_kind
@pytest.mark.parametrize("headers", [None, 5, ["planted-body"], [(1, 2)], {5: "a"}, [("a",)], dict])
def test_headers_of_wrong_type(kind: Kind, headers: Any) -> None:
    """Headers of another type raise TypeError without showing them."""
    message = "headers: expected a mapping or pairs, of str or of bytes"
    with pytest.raises(TypeError) as caught:
        kind.verifier(SECRET).verify(kind.body, headers)

    assert (message, None) == (str(caught.value), caught.value.__context__)


@each_kind
def test_missing_signature(kind: Kind) -> None:
    """An unsigned delivery is rejected."""
    error = kind.error(headers=replaced(kind.headers(kind.body), signature=None))

    assert "header" == error.reason
    assert str(error).startswith("X-Webhook-Signature is missing")


@pytest.mark.parametrize("name", ["id", "timestamp"])
def test_missing_header_of_a_mail(name: str) -> None:
    """The id and the timestamp of a mail are required, because they are signed."""
    error = MAILS.error(headers=replaced(mail_headers(MAILS.body), **{name: None}))

    assert "header" == error.reason


def test_missing_optional_headers_of_an_event() -> None:
    """The id and the timestamp of an event are optional, because they are not signed."""
    headers = event_headers(EVENTS.body)

    assert EVENTS.verify() == EVENTS.verify(headers={SIGNATURE: headers[SIGNATURE]})


@each_kind
@pytest.mark.parametrize("name", [ID, TIMESTAMP, SIGNATURE])
def test_repeated_header(kind: Kind, name: str) -> None:
    """A repeated header is rejected, even with equal values."""
    headers = kind.headers(kind.body)
    with pytest.raises(WebhookVerificationError) as caught:
        kind.verify(headers=[*headers.items(), (name.lower(), headers[name])])

    assert ("header", f"{name} is repeated") == (caught.value.reason, str(caught.value))


@each_kind
@pytest.mark.parametrize("name", ["id", "timestamp", "signature"])
@pytest.mark.parametrize("value", ["", " ", "a b", "é", "\u2603", "\ud800", "a\n", "\x00"])
def test_malformed_header(kind: Kind, name: str, value: str) -> None:
    """An empty header, or one with other characters than visible ASCII, is rejected."""
    error = kind.error(headers=replaced(kind.headers(kind.body), **{name: value}))

    assert "header" == error.reason


DIGEST = "5f" * 32
WRONG_SIGNATURES = [
    DIGEST,
    f"sha256={DIGEST}",
    "planted-signature-that-is-no-hex",
    "sha256=",
    f"sha1={DIGEST}",
    f"SHA256={DIGEST}",
    f"sha256={DIGEST[:-1]}",
    f"sha256={DIGEST}5f",
    f"v1,{DIGEST}",
]


@each_kind
@pytest.mark.parametrize("signature", WRONG_SIGNATURES)
def test_wrong_signature(kind: Kind, signature: str) -> None:
    """A malformed or wrong signature is rejected and not shown."""
    error = kind.error(headers=replaced(kind.headers(kind.body), signature=signature))

    assert "signature" == error.reason


@each_kind
def test_locals_of_the_frames(kind: Kind) -> None:
    """An error reporter that records locals sees neither the secret nor the valid signature."""
    valid = kind.headers(kind.body)[SIGNATURE].removeprefix("sha256=")
    frames = locals_of(kind.error(headers=replaced(kind.headers(kind.body), signature="wrong")))

    assert kind.verifier.__name__ in frames
    assert [] == [text for text in (SECRET, valid) if text in frames]


@each_kind
def test_right_digest_in_wrong_form(kind: Kind) -> None:
    """The right digest in upper case, or with the prefix of the other kind, is rejected."""
    digest = kind.headers(kind.body)[SIGNATURE].removeprefix("sha256=")
    other_prefix = "" if kind.prefix else "sha256="
    for signature in (kind.prefix + digest.upper(), other_prefix + digest):
        error = kind.error(headers=replaced(kind.headers(kind.body), signature=signature))

        assert "signature" == error.reason


@each_kind
def test_signature_of_another_secret_or_body(kind: Kind) -> None:
    """Signatures of another secret, the secret without its prefix, or another body are rejected."""
    for headers in (
        kind.headers(kind.body, "other"),
        kind.headers(kind.body, SECRET.removeprefix("whsec_")),
        kind.headers(kind.body + b" "),
    ):
        assert "signature" == kind.error(headers=headers).reason


@each_kind
@pytest.mark.parametrize(
    "timestamp",
    ["-1", "+1", "1.5", "1e9", "0x10", "NaN", "infinity", "1_000", "9" * 21, "9" * 5000, "now"],
)
def test_malformed_timestamp(kind: Kind, timestamp: str) -> None:
    """A timestamp that is not an integer is rejected, even if it is signed."""
    error = kind.error(headers=kind.headers(kind.body, timestamp=timestamp))

    assert "timestamp" == error.reason
    assert "X-Webhook-Timestamp is not an integer number of Unix seconds" == str(error)


@each_kind
@pytest.mark.parametrize("timestamp", ["now", "0"])
def test_signature_is_checked_before_the_timestamp(kind: Kind, timestamp: str) -> None:
    """A wrong signature with a wrong timestamp raises an error about the signature."""
    error = kind.error(headers=kind.headers(kind.body, "other", timestamp))

    assert "signature" == error.reason


@each_kind
@pytest.mark.parametrize(
    ("offset", "text"),
    [
        (-301, "301 s old; the tolerance is 300 s"),
        (301, "301 s ahead of the local clock; the tolerance is 300 s"),
        (999 * NOW, f"{999 * NOW} s ahead of the local clock; the tolerance is 300 s"),
        (10**19, f"{10**19} s ahead of the local clock; the tolerance is 300 s"),
        (-NOW, f"{NOW} s old; the tolerance is 300 s"),
    ],
)
def test_timestamp_out_of_tolerance(kind: Kind, offset: int, text: str) -> None:
    """A timestamp too far in the past or in the future is rejected."""
    error = kind.error(headers=kind.headers(kind.body, timestamp=NOW + offset))

    assert ("timestamp", f"X-Webhook-Timestamp is {text}") == (error.reason, str(error))


@each_kind
@pytest.mark.parametrize("offset", [-300, 0, 300])
def test_timestamp_at_the_tolerance(kind: Kind, offset: int) -> None:
    """A timestamp that differs by exactly the tolerance is accepted."""
    headers = kind.headers(kind.body, timestamp=NOW + offset)

    assert kind.verify() == kind.verify(headers=headers)


def test_shifted_boundary_of_a_mails_id() -> None:
    """A signed message cannot be split into another valid id, timestamp and body."""
    signed = mail_headers(b"{}", timestamp="2", delivery_id="a.1")
    shifted = replaced(signed, id="a", timestamp="1")

    assert "body" == MAILS.error(b"2.{}", shifted, tolerance=None).reason
