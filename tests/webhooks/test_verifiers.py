"""Verifiers return valid deliveries as models; errors for invalid ones show no content."""

import copy
import gc
import pickle
import time
import warnings
from collections.abc import Callable
from typing import Any
from unittest import mock

import pytest

from jetemail_api_client.errors import (
    ConfigurationError,
    JetEmailError,
    WebhookVerificationError,
)
from jetemail_api_client.models import MessageEvent
from jetemail_api_client.webhooks import EventVerifier, InboundMail, MailVerifier

from ..layers import IO_LIBRARIES
from ..test_architecture import loaded_by
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
    each_kind,
    held_by_frames,
    locals_of_frames,
)


def test_event() -> None:
    """A signed event is returned as a model."""
    event = EVENTS.verify()

    assert isinstance(event, MessageEvent)
    assert ("evt_abc123", "outbound.queued", "u1") == (event.id, event.type_, event.data.uid)
    assert EVENT == event.to_dict()


def test_mail() -> None:
    """A signed mail is returned as a model with its signed id."""
    mail = MAILS.verify()

    assert isinstance(mail, InboundMail)
    assert ("msg_1", "<m1@example.com>") == (mail.delivery_id, mail.message_id)
    assert MAIL == mail.to_dict()


def test_event_signed_by_openssl() -> None:
    """A signature of an independent implementation is valid.

    `printf '%s' "$body" | openssl dgst -sha256 -hmac whsec_4f9a1c`, with OpenSSL 3.0.19.
    """
    body = (
        b'{"id":"evt_abc123","service":"outbound","type":"outbound.queued",'
        b'"created_at":1767225600,"data":{"uid":"u1"}}'
    )
    digest = "d6c85dcbe023d64b619a51e255237e029a6e6685180d378ad9c5b57a45e421d9"
    event = EventVerifier("whsec_4f9a1c").verify(body, {SIGNATURE: f"sha256={digest}"})

    assert "u1" == event.data.uid


def test_mail_signed_by_openssl() -> None:
    """A signature of an independent implementation is valid.

    `printf '%s' "msg_1.1767225600.$body" | openssl dgst -sha256 -hmac domain-secret`.
    """
    body = (
        b'{"messageId":"<m1@example.com>","uid":"u1","to":"jane@example.com",'
        b'"domain":"example.com"}'
    )
    digest = "d501ca5d2af8c8939a0d9473020719cfb854e687dedf89a63bfbaf5d10ab9014"
    headers = {ID: "msg_1", TIMESTAMP: "1767225600", SIGNATURE: digest}
    mail = MailVerifier("domain-secret", tolerance=None).verify(body, headers)

    assert "jane@example.com" == mail.to


@each_kind
@pytest.mark.parametrize("bytes_type", [bytes, bytearray, memoryview])
def test_bytes_types(kind: Kind, bytes_type: Callable[[bytes], Any]) -> None:
    """The body may be any of the bytes types."""
    assert kind.verify() == kind.verify(body=bytes_type(kind.body), headers=kind.headers(kind.body))


@each_kind
@pytest.mark.parametrize("body", ["{}", {"id": "planted-body"}, None, 5])
def test_body_of_wrong_type(kind: Kind, body: Any) -> None:
    """A decoded or parsed body raises TypeError without showing the body."""
    with pytest.raises(TypeError, match="body: expected the raw bytes of the request, got") as info:
        kind.verifier(SECRET).verify(body, {})

    assert "planted" not in str(info.value)


@each_kind
def test_secret_rotation(kind: Kind) -> None:
    """Signatures of all given secrets are valid, others are not."""
    secrets = ["new", "old"]
    signed = {secret: kind.headers(kind.body, secret) for secret in (*secrets, "other")}

    assert kind.verify() == kind.verify(headers=signed["new"], secret=secrets)
    assert kind.verify() == kind.verify(headers=signed["old"], secret=tuple(secrets))
    assert "signature" == kind.error(headers=signed["other"], secret=secrets).reason


@each_kind
def test_tolerance(kind: Kind) -> None:
    """The caller sets the tolerance; None accepts any timestamp."""
    old = kind.headers(kind.body, timestamp=NOW - 1000)

    assert kind.verify() == kind.verify(headers=old, tolerance=1000)
    assert kind.verify() == kind.verify(headers=old, tolerance=None)
    assert "timestamp" == kind.error(headers=old, tolerance=0).reason
    assert "timestamp" == kind.error(clock=lambda: float("nan")).reason


@each_kind
def test_default_clock(kind: Kind) -> None:
    """The default clock is the system's."""
    verifier = kind.verifier(SECRET)

    assert verifier.verify(kind.body, verifier.sign(kind.body)) is not None


@each_kind
def test_replaced_system_clock(kind: Kind) -> None:
    """The default clock is looked up at each call: tools that set the time replace `time.time`."""
    verifier = kind.verifier(SECRET)
    with mock.patch("time.time", return_value=float(NOW)):
        headers = verifier.sign(kind.body)

        assert kind.headers(kind.body, timestamp=NOW, delivery_id=headers[ID]) == headers
        assert kind.verify() == verifier.verify(kind.body, kind.headers(kind.body))
    with pytest.raises(WebhookVerificationError, match="s old"):
        verifier.verify(kind.body, headers)


async def async_clock() -> float:
    """Return a time too late."""
    raise AssertionError


@each_kind
@pytest.mark.parametrize(
    ("clock", "text"),
    [
        (None, "expected a function, got NoneType"),
        (5.0, "expected a function, got float"),
        (time, "expected a function, got module"),
        (async_clock, "async_clock is an async function .* give a plain function"),
    ],
)
def test_clock_of_wrong_type(kind: Kind, clock: Any, text: str) -> None:
    """A clock that is not a sync function raises TypeError at construction."""
    with pytest.raises(TypeError, match=f"^clock: {text}$"):
        kind.verifier(SECRET, clock=clock)


@each_kind
@pytest.mark.parametrize("clock", [lambda: None, lambda: "5", lambda: True, lambda: async_clock()])
def test_time_of_wrong_type(kind: Kind, clock: Any) -> None:
    """A clock that does not return seconds raises TypeError, and a coroutine is closed."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with pytest.raises(TypeError, match="clock: must return seconds, returned"):
            kind.verify(clock=clock)
        gc.collect()

    assert [] == caught


@each_kind
def test_signature_is_checked_before_the_body_is_parsed(kind: Kind) -> None:
    """An unsigned malformed body raises an error about the signature."""
    error = kind.error(body=b"planted-body", headers=kind.headers(kind.body))

    assert "signature" == error.reason


@each_kind
def test_sign(kind: Kind) -> None:
    """`sign` uses the first secret, the clock of the verifier, and the given id and timestamp."""
    verifier = kind.verifier(["new", "old"], clock=lambda: NOW + 0.75)
    headers = verifier.sign(kind.body, delivery_id="d-1")
    older = verifier.sign(kind.body, timestamp=NOW - 301)

    assert kind.headers(kind.body, "new", NOW, "d-1") == headers
    assert kind.verify() == verifier.verify(kind.body, headers)
    with pytest.raises(WebhookVerificationError, match="302 s old"):
        verifier.verify(kind.body, older)


@each_kind
@pytest.mark.parametrize(
    "secret", ["", " planted", "planted\n", "plan\nted", "\ud800", [], ["a", ""]]
)
def test_malformed_secret(kind: Kind, secret: Any) -> None:
    """A secret that JetEmail cannot have issued raises at construction and is not shown."""
    with pytest.raises(ConfigurationError) as caught:
        kind.verifier(secret)

    assert "planted" not in str(caught.value)
    assert [] == held_by_frames(caught.value, "planted")


@each_kind
@pytest.mark.parametrize(
    ("secret", "problem"),
    [
        ("", "is empty"),
        (" planted", "has whitespace or a line break around it"),
        ("plan\nted", "has whitespace or a control character in it"),
        ("plan\u200bted", "has a character outside ASCII, the invisible U+200B"),
        ('"whsec_planted"', "has quotation marks around it"),
        ("whsec_planted;", "has a punctuation mark after it"),
        ("SECRET=whsec_planted", "has something before it, such as the name of a variable"),
    ],
)
def test_text_of_a_malformed_secret(kind: Kind, secret: str, problem: str) -> None:
    """The error says what is wrong with a secret; those of JetEmail are checked like keys."""
    with pytest.raises(ConfigurationError) as caught:
        kind.verifier(secret)

    assert f"secret {problem}: give the secret alone." == str(caught.value)


@each_kind
@pytest.mark.parametrize("secret", ["plan ted", "'planted'", "planted;", "clé", "$planted"])
def test_secret_of_ones_own(kind: Kind, secret: str) -> None:
    """A secret without the prefix may have any printable characters."""
    verifier = kind.verifier(secret)

    assert kind.verify() == verifier.verify(kind.body, verifier.sign(kind.body))


@each_kind
@pytest.mark.parametrize("secret", [None, b"planted", 5, ["a", None], {"planted"}])
def test_secret_of_wrong_type(kind: Kind, secret: Any) -> None:
    """A secret that is not a str raises TypeError and is not shown."""
    with pytest.raises(TypeError, match="secret: expected a str, got") as caught:
        kind.verifier(secret)

    assert "planted" not in str(caught.value)
    assert [] == held_by_frames(caught.value, "planted")


@each_kind
@pytest.mark.parametrize("options", [{"tolerance": -1.0}, {"tolerance": "5"}, {"clock": 5}])
def test_secret_beside_another_refused_argument(kind: Kind, options: Any) -> None:
    """The error for another argument does not have the secret in a frame either."""
    with pytest.raises((TypeError, ConfigurationError)) as caught:
        kind.verifier(SECRET, **options)

    assert [] == held_by_frames(caught.value, "planted")


@each_kind
@pytest.mark.parametrize("headers", [{}, None, {SIGNATURE: "wrong", ID: "a", TIMESTAMP: "1"}])
def test_secret_of_a_verifier_that_rejects(kind: Kind, headers: Any) -> None:
    """No attribute of a verifier in the frames of an error has the secret."""
    with pytest.raises((TypeError, WebhookVerificationError)) as caught:
        kind.verifier(SECRET).verify(kind.body.replace(b"planted", b"p"), headers)

    assert [] == held_by_frames(caught.value, "planted")


@each_kind
def test_repr_of_a_refused_verifier(kind: Kind) -> None:
    """A verifier that was refused can be shown, and no frame of the error has it."""
    refused = kind.verifier.__new__(kind.verifier)
    with pytest.raises(ConfigurationError) as caught:
        refused.__init__("planted\n")  # type: ignore[misc]

    assert f"{kind.verifier.__name__}(_secrets='***', tolerance=NOTHING)" == repr(refused)
    assert [] == [frame for frame in locals_of_frames(caught.value) if refused in frame.values()]


@each_kind
def test_invalid_tolerance(kind: Kind) -> None:
    """A tolerance must be a finite number of seconds, and not negative."""
    for number in (-1, float("nan"), float("inf")):
        with pytest.raises(ConfigurationError, match="tolerance is"):
            kind.verifier(SECRET, tolerance=number)
    for other in ("5", True):
        wrong: Any = other
        with pytest.raises(TypeError, match="tolerance: expected seconds"):
            kind.verifier(SECRET, tolerance=wrong)


@each_kind
def test_secret_of_a_verifier(kind: Kind) -> None:
    """A verifier masks its secret in its repr, is immutable, and cannot be copied or pickled."""
    verifier = kind.verifier(SECRET)

    assert f"{kind.verifier.__name__}(_secrets='***', tolerance=300.0)" == repr(verifier)
    with pytest.raises(AttributeError):
        verifier.tolerance = 5  # type: ignore[misc]
    for copied in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="A verifier holds secrets"):
            copied(verifier)


def test_base_classes_of_the_error() -> None:
    """The error is a JetEmailError and a ValueError."""
    error = EVENTS.error(headers={})

    assert isinstance(error, JetEmailError)
    assert isinstance(error, ValueError)


def test_imported_modules() -> None:
    """Importing `webhooks` loads no library that does I/O, and only the models of deliveries."""
    loaded = loaded_by("import jetemail_api_client.webhooks")
    prefix = "jetemail_api_client._generated.models."
    models = {"inbound_mail_payload", "mail_attachment", "message_event", "message_event_data"}

    assert set() == loaded & IO_LIBRARIES.keys()
    assert models == {name.removeprefix(prefix) for name in loaded if name.startswith(prefix)}
