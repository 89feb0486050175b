"""Messages of the sandbox from MIME, as they come by SMTP."""

import base64
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any

from ..outbound.messages import Attachment
from ..replies import Fields

# Headers with a field of their own.
_FIELDS = {"from", "to", "cc", "bcc", "reply-to", "subject", "x-idempotency-key"}
MAX_HEAD = 64 * 1024
"""Bytes of the headers of a message."""
MAX_PARTS = 200
"""Parts of a message, within others too."""

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_PART = re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE)
# Python's parser takes quadratic time for them.
_LONG_PARAMETERS = re.compile(
    rb"^content-[a-z-]+:(?:[^\n]|\n[ \t]){4096}", re.IGNORECASE | re.MULTILINE
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def is_too_complex(content: bytes) -> bool:
    """Return whether Python's parser would take many seconds for a message."""
    head = _HEAD_END.split(content, maxsplit=1)[0]
    return (
        len(head) > MAX_HEAD
        or _LONG_PARAMETERS.search(content) is not None
        or len(_PART.findall(content)) > MAX_PARTS
    )


def parse(content: bytes) -> EmailMessage:
    """Parse a message; whatever it holds, it is a message."""
    return BytesParser(EmailMessage, policy=default).parsebytes(content)


def header(mail: EmailMessage, name: str) -> str | None:
    """Return the first header of a name in one line, or None."""
    value = mail.get(name)
    return None if value is None else _CONTROL.sub(" ", _unicode(str(value))).strip()


def fields(mail: EmailMessage) -> Fields:
    """Return the fields of a `Message` that are in the mail itself."""
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    files = [one for one in _leaves(mail) if one is not text and one is not html]
    return {
        "header_from": header(mail, "from") or "",
        "to": _addresses(mail, "to"),
        "cc": _addresses(mail, "cc"),
        "reply_to": _addresses(mail, "reply-to"),
        "subject": header(mail, "subject") or "",
        "text": _text(text),
        "html": _text(html),
        "headers": {
            _unicode(name): header(mail, name) or ""
            for name in mail.keys()  # noqa: SIM118 - no mapping: a name may come twice
            if name.lower() not in _FIELDS
        },
        "attachments": [_attachment(number, one) for number, one in enumerate(files, 1)],
    }


def _addresses(mail: EmailMessage, name: str) -> list[str]:
    headers: list[Any] = mail.get_all(name, [])
    return [_unicode(str(one)) for header in headers for one in header.addresses]


def _leaves(part: Any) -> Iterator[Any]:
    """Yield the parts that hold something; a message that is attached is one of them."""
    if part.get_content_maintype() != "multipart":
        yield part
        return
    for one in part.iter_parts():
        yield from _leaves(one)


def _text(part: Any) -> str:
    if part is None:
        return ""
    content = _content(part)
    try:
        text = content.decode(part.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):
        # A charset that Python does not know: these bytes are characters in any case.
        text = content.decode("latin-1")
    return _unicode(text)


def _attachment(number: int, part: Any) -> Attachment:
    name = _unicode(part.get_filename() or f"attachment-{number}")
    content_id = (header(part, "content-id") or "").strip(" <>")
    return Attachment(name, base64.b64encode(_content(part)).decode(), content_id)


def _content(part: Any) -> bytes:
    content: bytes | None = part.get_payload(decode=True)
    if content is None:
        return b"".join(bytes(one) for one in part.get_payload())
    return content


def _unicode(text: str) -> str:
    """Return a text without lone surrogates, which stand for bytes that are no text."""
    return text.encode("utf-8", "replace").decode()
