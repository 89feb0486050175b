"""Verifiers: what JetEmail signed is read, all else is refused with an error that tells nothing."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from jetemail_api_client.errors import (
    ConfigurationError,
    JetEmailError,
    WebhookVerificationError,
)
from jetemail_api_client.models import MessageEvent
from jetemail_api_client.webhooks import EventVerifier, InboundMail, MailVerifier

from .layers import GATES
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
)
from .test_architecture import loaded_by


def test_event() -> None:
    """What is signed as an event comes out as one."""
    event = EVENTS.verify()

    assert isinstance(event, MessageEvent)
    assert ("evt_abc123", "outbound.queued", "u1") == (event.id, event.type_, event.data.uid)
    assert EVENT == event.to_dict()


def test_mail() -> None:
    """What is signed as a mail comes out as one, with the id under which it was signed."""
    mail = MAILS.verify()

    assert isinstance(mail, InboundMail)
    assert ("msg_1", "<m1@example.com>") == (mail.delivery_id, mail.message_id)
    assert MAIL == mail.to_dict()


def test_known_signature_of_an_event() -> None:
    """A signature that another program made is right.

    `printf '%s' "$body" | openssl dgst -sha256 -hmac whsec_4f9a1c`, with OpenSSL 3.0.19.
    """
    body = (
        b'{"id":"evt_abc123","service":"outbound","type":"outbound.queued",'
        b'"created_at":1767225600,"data":{"uid":"u1"}}'
    )
    made = "d6c85dcbe023d64b619a51e255237e029a6e6685180d378ad9c5b57a45e421d9"
    event = EventVerifier("whsec_4f9a1c").verify(body, {SIGNATURE: f"sha256={made}"})

    assert "u1" == event.data.uid


def test_known_signature_of_a_mail() -> None:
    """A signature that another program made is right.

    `printf '%s' "msg_1.1767225600.$body" | openssl dgst -sha256 -hmac domain-secret`.
    """
    body = (
        b'{"messageId":"<m1@example.com>","uid":"u1","to":"jane@example.com",'
        b'"domain":"example.com"}'
    )
    made = "d501ca5d2af8c8939a0d9473020719cfb854e687dedf89a63bfbaf5d10ab9014"
    headers = {ID: "msg_1", TIMESTAMP: "1767225600", SIGNATURE: made}
    mail = MailVerifier("domain-secret", tolerance=None).verify(body, headers)

    assert "jane@example.com" == mail.to


@each_kind
@pytest.mark.parametrize("form", [bytes, bytearray, memoryview])
def test_forms_of_a_body(kind: Kind, form: Callable[[bytes], Any]) -> None:
    """A body is bytes in any form."""
    assert kind.verify() == kind.verify(body=form(kind.body), headers=kind.headers(kind.body))


@each_kind
@pytest.mark.parametrize("body", ["{}", {"id": "planted-body"}, None, 5])
def test_body_that_is_not_bytes(kind: Kind, body: Any) -> None:
    """What was decoded or parsed is refused as the caller's mistake, without being shown."""
    with pytest.raises(TypeError, match="body: expected the bytes of the request, got") as caught:
        kind.verifier(SECRET).verify(body, {})

    assert "planted" not in str(caught.value)


@each_kind
def test_several_secrets(kind: Kind) -> None:
    """While a secret is being replaced, the old one and the new one fit, and no third."""
    secrets = ["new", "old"]
    signed = {secret: kind.headers(kind.body, secret) for secret in (*secrets, "none")}

    assert kind.verify() == kind.verify(headers=signed["new"], secret=secrets)
    assert kind.verify() == kind.verify(headers=signed["old"], secret=tuple(secrets))
    assert "signature" == kind.refusal(headers=signed["none"], secret=secrets).reason


@each_kind
def test_tolerance(kind: Kind) -> None:
    """The limit is the caller's to choose; without one, any timestamp will do."""
    old = kind.headers(kind.body, timestamp=NOW - 1000)

    assert kind.verify() == kind.verify(headers=old, tolerance=1000)
    assert kind.verify() == kind.verify(headers=old, tolerance=None)
    assert "timestamp" == kind.refusal(headers=old, tolerance=0).reason
    assert "timestamp" == kind.refusal(clock=lambda: float("nan")).reason


@each_kind
def test_clock_of_this_machine(kind: Kind) -> None:
    """Without a clock of its own, a verifier looks at this machine's."""
    verifier = kind.verifier(SECRET)

    assert verifier.verify(kind.body, verifier.sign(kind.body)) is not None


@each_kind
def test_signature_goes_before_the_body(kind: Kind) -> None:
    """Nothing of a body is read that JetEmail has not signed."""
    error = kind.refusal(body=b"planted-body", headers=kind.headers(kind.body))

    assert "signature" == error.reason


@each_kind
def test_there_and_back(kind: Kind) -> None:
    """What `sign` makes is verified, at the verifier's own time and with its id."""
    verifier = kind.verifier(["new", "old"], clock=lambda: NOW + 0.75)
    headers = verifier.sign(kind.body, delivery_id="d-1")
    older = verifier.sign(kind.body, timestamp=NOW - 301)

    assert (
        kind.headers(kind.body, "new", NOW, **({"delivery_id": "d-1"} if not kind.prefix else {}))[
            SIGNATURE
        ]
        == headers[SIGNATURE]
    )
    assert ("d-1", str(NOW)) == (headers[ID], headers[TIMESTAMP])
    assert kind.verify() == verifier.verify(kind.body, headers)
    with pytest.raises(WebhookVerificationError, match="302 s old"):
        verifier.verify(kind.body, older)


@each_kind
@pytest.mark.parametrize(
    "secret", ["", " planted", "planted\n", "plan\nted", "\ud800", [], ["a", ""]]
)
def test_secret_that_is_none(kind: Kind, secret: Any) -> None:
    """A secret that JetEmail cannot have made is refused at once, and not shown."""
    with pytest.raises(ConfigurationError) as caught:
        kind.verifier(secret)

    assert "planted" not in str(caught.value)


@each_kind
@pytest.mark.parametrize("secret", [None, b"planted", 5, ["a", None], {"planted"}])
def test_secret_of_another_type(kind: Kind, secret: Any) -> None:
    """A secret is a str, or several of them."""
    with pytest.raises(TypeError, match="secret: expected a str, got") as caught:
        kind.verifier(secret)

    assert "planted" not in str(caught.value)


@each_kind
def test_tolerance_that_is_none(kind: Kind) -> None:
    """A tolerance is a number of seconds from 0."""
    for number in (-1, float("nan"), float("inf")):
        with pytest.raises(ConfigurationError, match="tolerance is"):
            kind.verifier(SECRET, tolerance=number)
    for other in ("5", True):
        wrong: Any = other
        with pytest.raises(TypeError, match="tolerance: expected seconds"):
            kind.verifier(SECRET, tolerance=wrong)


@each_kind
def test_secret_is_not_shown(kind: Kind) -> None:
    """A verifier shows no secret, cannot be changed, and leaves no copy."""
    verifier = kind.verifier(SECRET)

    assert f"{kind.verifier.__name__}(_secrets='***', tolerance=300.0)" == repr(verifier)
    with pytest.raises(AttributeError):
        verifier.tolerance = 5  # type: ignore[misc]
    for copied in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="A verifier holds secrets"):
            copied(verifier)


def test_error_is_one_of_ours() -> None:
    """The error for a delivery is in the tree, and a ValueError."""
    error = EVENTS.refusal(headers={})

    assert isinstance(error, JetEmailError)
    assert isinstance(error, ValueError)


def test_cost_of_the_import() -> None:
    """A service that only takes webhooks loads no library that does I/O, and their models only."""
    loaded = loaded_by("import jetemail_api_client.webhooks")
    prefix = "jetemail_api_client._generated.models."
    models = {"inbound_mail_payload", "mail_attachment", "message_event", "message_event_data"}

    assert set() == loaded & GATES.keys()
    assert models == {name.removeprefix(prefix) for name in loaded if name.startswith(prefix)}
