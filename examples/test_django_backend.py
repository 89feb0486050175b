"""Tests of the e-mail backend of Django."""

import time
from base64 import b64decode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.mime.image import MIMEImage
from typing import Any

import django
import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail

from jetemail_api_client import JetEmail, errors
from jetemail_api_client.sandbox import Sandbox

from . import django_backend
from .django_backend import JetEmailBackend, get_jetemail, make_jetemail

BACKEND = "examples.django_backend.JetEmailBackend"
SHOP, JANE = "shop@example.com", "jane@example.org"


@pytest.fixture(scope="module", autouse=True)
def project() -> None:
    """Set up Django as a project does."""
    backend: dict[str, Any] = {"MAILERS": {"default": {"BACKEND": BACKEND}}}
    if not hasattr(mail, "mailers"):
        # Before Django 6.1.
        backend = {"EMAIL_BACKEND": BACKEND}
    settings.configure(**backend, DEFAULT_FROM_EMAIL=SHOP)
    django.setup()


@pytest.fixture(autouse=True)
def environment(jetemail_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the backend use the sandbox."""
    for name, value in jetemail_sandbox.connection.items():
        monkeypatch.setenv(f"JETEMAIL_{name.upper()}", str(value))
    yield
    get_jetemail().close()
    make_jetemail.cache_clear()


def order(**fields: Any) -> EmailMultiAlternatives:
    """Make the e-mail of an order."""
    headers = {"Idempotency-Key": "order-1042", "X-Shop": "7"}
    defaults: dict[str, Any] = {
        "subject": "Order",
        "body": "Thanks",
        "to": [JANE],
        "headers": headers,
    }
    return EmailMultiAlternatives(**defaults | fields)


def test_send_mail(jetemail_sandbox: Sandbox) -> None:
    """`send_mail` with text and HTML."""
    assert send_mail("Welcome", "Hello!", None, [JANE], html_message="<p>Hello!</p>") == 1

    jetemail_sandbox.outbox.assert_sent(
        times=1, from_=SHOP, to=JANE, subject="Welcome", text="Hello!", html="<p>Hello!</p>"
    )


def test_all_fields(jetemail_sandbox: Sandbox) -> None:
    """Copies, the address for replies, headers and files; HTML alone."""
    mail = order(cc=["cc@example.org"], bcc=["bcc@example.org"], reply_to=["re@example.com"])
    mail.content_subtype = "html"
    mail.attach("a.csv", "1,2", "text/csv")
    mail.attach("b.bin", b"\x00\xff")
    assert mail.send() == 1

    [message] = jetemail_sandbox.outbox
    assert (message.html, message.text) == ("Thanks", "")
    assert message.recipients == [JANE, "cc@example.org", "bcc@example.org"]
    assert message.reply_to == ["re@example.com"]
    assert message.headers == {"X-Shop": "7"}
    assert [one.filename for one in message.attachments] == ["a.csv", "b.bin"]
    assert [b64decode(one.data) for one in message.attachments] == [b"1,2", b"\x00\xff"]


def test_key_of_the_order(jetemail_sandbox: Sandbox) -> None:
    """An e-mail of an order that is sent again goes out once."""
    assert [order().send() for _ in range(2)] == [1, 1]

    jetemail_sandbox.outbox.assert_sent(times=1, to=JANE)


@pytest.mark.jetemail_fault("email.send", reset=True, acts=True)
def test_lost_response(jetemail_sandbox: Sandbox) -> None:
    """An e-mail without a key whose response is lost is sent once, too."""
    assert send_mail("Welcome", "Hello!", None, [JANE]) == 1

    jetemail_sandbox.outbox.assert_sent(times=1, to=JANE)


@pytest.mark.jetemail_fault("email.send", status=401, times=None)
def test_failure() -> None:
    """A failure is JetEmail's error, or 0 from a backend with `fail_silently`."""
    with pytest.raises(errors.AuthenticationError):
        send_mail("Welcome", "Hello!", None, [JANE])

    assert JetEmailBackend(fail_silently=True).send_messages([order()]) == 0


def test_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that send the first e-mails at once share one client."""

    def slowly(**options: Any) -> JetEmail:
        time.sleep(0.05)
        return JetEmail(**options)

    monkeypatch.setattr(django_backend, "JetEmail", slowly)
    with ThreadPoolExecutor(8) as threads:
        clients = list(threads.map(lambda _: get_jetemail(), range(8)))

    assert len(set(map(id, clients))) == 1


def test_parts_that_cannot_be_sent(jetemail_sandbox: Sandbox) -> None:
    """What would be lost on the way is an error, and nobody to send to is nothing to do."""
    calendar, image = order(), order()
    calendar.attach_alternative("BEGIN:VCALENDAR", "text/calendar")
    image.attachments.append(MIMEImage(b"\x89PNG", "png"))
    with pytest.raises(ValueError, match="text/calendar"):
        calendar.send()
    with pytest.raises(TypeError, match="not a MIME part"):
        image.send()

    assert EmailMessage("Nobody", "Hello!", SHOP).send() == 0
    assert len(jetemail_sandbox.outbox) == 0
