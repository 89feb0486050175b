"""Inbound mails: their fields, their headers, and their attachments."""

import base64
import logging
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from jetemail_api_client import UNSET
from jetemail_api_client.errors import WebhookVerificationError
from jetemail_api_client.models import MailAttachment
from jetemail_api_client.webhooks import InboundMail, decode_attachment

from .signing import MAIL, MAILS, encode

# All fields of https://support.jetemail.com/inbound/webhooks/payload, and an unknown one.
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
        "X-List": ["planted"],
    },
    "spamScore": {"planted": "planted"},
}


def mail_of(**fields: Any) -> InboundMail:
    """Return a verified mail with additional fields."""
    mail = MAILS.verify(encode(MAIL | fields))
    assert isinstance(mail, InboundMail)
    return mail


def test_all_fields(caplog: pytest.LogCaptureFixture) -> None:
    """All fields of a mail are parsed, and `to_dict` returns them as received."""
    with caplog.at_level(logging.WARNING):
        mail = mail_of(**FULL)

    assert (FULL, []) == (mail.to_dict(), caplog.messages)
    assert {"spamScore"} == set(mail.additional_properties)
    assert ("planted-text", None, 4096) == (mail.text_body, mail.bcc, mail.message_size)
    assert datetime(2026, 4, 23, 19, 49, 41, 15503, UTC) == mail.date


@pytest.mark.parametrize(
    ("date", "parsed"),
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
def test_date(date: str | None, parsed: object) -> None:
    """An ISO 8601 date becomes an aware datetime; `to_dict` returns it as received."""
    mail = mail_of(date=date)

    assert (parsed, date) == (mail.date, mail.to_dict()["date"])


def test_repr_of_a_mail() -> None:
    """The repr of a mail shows no address, subject or text, and nothing of its attachments."""
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
def test_header(name: str, value: str | None) -> None:
    """Names of headers are case-insensitive; a missing header is None."""
    assert value == mail_of(**FULL).header(name)


RECEIVED: list[tuple[Any, list[str]]] = [
    ({"Received": ["a", "b", "c"]}, ["a", "b", "c"]),
    ({"received": "a", "RECEIVED": ["b"], "X-Received": "d"}, ["a", "b"]),
    ({"Received": [None, "a", ["b"], {"c": "d"}, 5]}, ["a", "b", "5"]),
    ({"Received": 5}, ["5"]),
    ({"Received": [1.5, True]}, ["1.5", "true"]),
    ({"Received": None}, []),
    ({"Received": {"a": "b"}}, []),
    ({"Received": []}, []),
    ({"Received": ""}, [""]),
]


@pytest.mark.parametrize(("headers", "texts"), RECEIVED)
def test_repeated_header(
    headers: dict[str, Any], texts: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    """`get_all` returns each text of a header, and `header` the first, whatever the values are."""
    with caplog.at_level(logging.WARNING):
        mail = mail_of(headers=headers)

    assert (texts, [*texts, None][0]) == (mail.get_all("Received"), mail.header("received"))
    assert (headers, []) == (mail.headers, caplog.messages)


@pytest.mark.parametrize("fields", [{}, {"headers": None}, {"headers": ["a"]}, {"headers": {}}])
def test_mail_without_headers(fields: dict[str, Any]) -> None:
    """Without usable headers, every header is None."""
    mail = mail_of(**fields)

    assert (None, []) == (mail.header("Message-ID"), mail.get_all("Message-ID"))


def test_large_mail() -> None:
    """A mail with a large attachment, and with as many commas as 500,000 values have, is read."""
    content = base64.b64encode(bytes(20_000_000)).decode()
    mail = mail_of(htmlBody="a {b: c, d: e}" * 100_000, attachments=[{"content": content}])

    assert mail.attachments
    assert 20_000_000 == len(decode_attachment(mail.attachments[0]))


@pytest.mark.parametrize(
    ("content", "decoded"),
    [
        ("cGxhbnRlZC1jb250ZW50", b"planted-content"),
        ("cGxhbnRl\r\nZC1jb250\r\nZW50\r\n", b"planted-content"),
        ("", b""),
        ("AA==", b"\0"),
    ],
)
def test_attachment(content: str, decoded: bytes) -> None:
    """The content of an attachment is decoded from base64, with or without line breaks."""
    (attachment,) = mail_of(attachments=[{"content": content}]).attachments or []

    assert decoded == decode_attachment(attachment)


@pytest.mark.parametrize("content", ["planted", "cGxh!", "cGxhé", "=", None, 5, UNSET, ["AA=="]])
def test_malformed_attachment(content: Any) -> None:
    """Content that is not base64 raises our error."""
    with pytest.raises(WebhookVerificationError) as caught:
        decode_attachment(MailAttachment(content=content))

    assert ("body", "content") == (caught.value.reason, caught.value.field)
    assert ("the content of the attachment is not base64", None) == (
        str(caught.value),
        caught.value.__context__,
    )


def test_attachment_that_is_no_object() -> None:
    """An attachment that is kept as received, because it is no object, has no base64."""
    (attachment,) = mail_of(attachments=[None]).attachments or []

    with pytest.raises(WebhookVerificationError, match="not base64"):
        decode_attachment(attachment)


def test_equality() -> None:
    """Mails are equal whatever their delivery ids are."""
    twin = InboundMail.from_dict(mail_of(**FULL).to_dict())

    assert (mail_of(**FULL), "") == (twin, twin.delivery_id)
