"""Inbound mails: all of their fields, their headers, and the bytes of their files."""

import base64
import logging
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from jetemail_api_client import UNSET
from jetemail_api_client.errors import WebhookVerificationError
from jetemail_api_client.models import MailAttachment
from jetemail_api_client.webhooks import InboundMail, content_of

from .signing import MAIL, MAILS, body_of

# All that the page on the payload lists, and one field more.
FULL: dict[str, Any] = MAIL | {
    "date": "2026-04-23T19:49:41.015503484+00:00",
    "subject": "planted-subject",
    "from": "planted-from@example.com",
    "cc": "planted-cc@example.com",
    "bcc": None,
    "replyTo": "planted-reply@example.com",
    "textBody": "planted-text",
    "htmlBody": "<p>planted-html</p>",
    "attachments": [
        {
            "filename": "planted-name.txt",
            "content_type": "text/plain",
            "size": 15,
            "content": base64.b64encode(b"planted-content").decode(),
            "content_id": None,
            "disposition": "attachment",
        }
    ],
    "messageSize": 4096,
    "remoteIp": "192.0.2.1",
    "remoteHost": None,
    "headers": {
        "message-ID": "<m1@example.com>",
        "Subject": "planted-subject",
        "X-Odd": ["planted"],
    },
    "spamScore": {"planted": "planted"},
}


def mail_of(**fields: Any) -> InboundMail:
    """A verified mail with some more fields."""
    mail = MAILS.verify(body_of(MAIL | fields))
    assert isinstance(mail, InboundMail)
    return mail


def test_whole_mail(caplog: pytest.LogCaptureFixture) -> None:
    """Every field of a mail has its place, and goes back as it came."""
    with caplog.at_level(logging.WARNING):
        mail = mail_of(**FULL)

    assert (FULL, []) == (mail.to_dict(), caplog.messages)
    assert {"spamScore"} == set(mail.additional_properties)
    assert ("planted-text", None, 4096) == (mail.text_body, mail.bcc, mail.message_size)
    assert datetime(2026, 4, 23, 19, 49, 41, 15503, UTC) == mail.date


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("2026-04-23T19:49:41Z", datetime(2026, 4, 23, 19, 49, 41, tzinfo=UTC)),
        (
            "2026-04-23T19:49:41.5+02:00",
            datetime(2026, 4, 23, 19, 49, 41, 500_000, timezone(timedelta(hours=2))),
        ),
        (None, None),
        ("Thu, 23 Apr 2026 19:49:41 +0000", "Thu, 23 Apr 2026 19:49:41 +0000"),
        ("2026-04-23T19:49:41", "2026-04-23T19:49:41"),
    ],
)
def test_date(date: str | None, read: object) -> None:
    """A date is an aware datetime where it is one, and goes back as it came."""
    mail = mail_of(date=date)

    assert (read, date) == (mail.date, mail.to_dict()["date"])


def test_shown_mail() -> None:
    """A mail shows no address, no subject, no text and nothing of its files."""
    mail = mail_of(**FULL)

    assert "planted" not in repr(mail)
    assert "example.com" not in repr(mail).replace("<m1@example.com>", "").replace(
        "domain='example.com'", ""
    )
    assert "additional_properties={'spamScore': ...}" in repr(mail)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Message-ID", "<m1@example.com>"),
        ("MESSAGE-id", "<m1@example.com>"),
        ("subject", "planted-subject"),
        ("Date", None),
        ("", None),
    ],
)
def test_header_of_a_mail(name: str, value: str | None) -> None:
    """A header is found in any case, whichever the mail has."""
    assert value == mail_of(**FULL).header(name)


@pytest.mark.parametrize("fields", [{}, {"headers": None}, {"headers": ["a"]}, {"headers": {}}])
def test_mail_without_headers(fields: dict[str, Any]) -> None:
    """A mail that came without headers has none."""
    assert mail_of(**fields).header("Message-ID") is None


@pytest.mark.parametrize(
    ("content", "read"),
    [
        ("cGxhbnRlZC1jb250ZW50", b"planted-content"),
        ("cGxhbnRl\r\nZC1jb250\r\nZW50\r\n", b"planted-content"),
        ("", b""),
        ("AA==", b"\0"),
    ],
)
def test_content(content: str, read: bytes) -> None:
    """The bytes of a file come out of its base64, which may be broken into lines."""
    (attachment,) = mail_of(attachments=[{"content": content}]).attachments or []

    assert read == content_of(attachment)


@pytest.mark.parametrize("content", ["planted", "cGxh!", "cGxhé", "=", None, 5, UNSET, ["AA=="]])
def test_content_that_is_none(content: Any) -> None:
    """What is not base64 is an error of ours, not bytes that nobody sent."""
    with pytest.raises(WebhookVerificationError) as caught:
        content_of(MailAttachment(content=content))

    assert ("body", "content") == (caught.value.reason, caught.value.field)
    assert ("the content of the attachment is not base64", None) == (
        str(caught.value),
        caught.value.__context__,
    )


def test_same_mail_again() -> None:
    """A mail is the same however it was delivered."""
    twin = InboundMail.from_dict(mail_of(**FULL).to_dict())

    assert (mail_of(**FULL), "") == (twin, twin.delivery_id)
