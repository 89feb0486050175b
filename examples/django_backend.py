"""An e-mail backend for Django: `send_mail`, password resets and error reports go out by JetEmail.

    MAILERS = {"default": {"BACKEND": "examples.django_backend.JetEmailBackend"}}  # in settings.py
    EMAIL_BACKEND = "examples.django_backend.JetEmailBackend"  # instead, before Django 6.1
    export JETEMAIL_TRANSACTIONAL_KEY=transactional_...

Give the e-mail of an order a key made of the order's id, so that nothing sends it twice, and send
it once the order is stored:

    mail = EmailMessage(..., headers={"Idempotency-Key": f"order-{order.pk}"})
    transaction.on_commit(mail.send)

How a Django view receives webhooks is in docs/howto/webhooks.md.
"""

import atexit
from collections.abc import Iterator, Sequence
from functools import cache
from threading import Lock
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from jetemail_api_client import JetEmail
from jetemail_api_client.errors import JetEmailError

KEY = "Idempotency-Key"


_lock = Lock()


def get_jetemail() -> JetEmail:
    """Return the client of the process, made for its first e-mail, so after a fork."""
    with _lock:  # Two threads at once would make two clients, each with rate limits of its own.
        return make_jetemail()


@cache
def make_jetemail() -> JetEmail:
    """Make the client. A request holds a thread, so that a call must end soon."""
    jetemail = JetEmail(deadline=10, rate_limit_timeout=5)
    atexit.register(jetemail.close)
    return jetemail


class JetEmailBackend(BaseEmailBackend):
    """Sends e-mails of Django."""

    def __init__(self, fail_silently: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.fail_silently = fail_silently

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Return the number of e-mails that were sent."""
        return sum(self._send(message) for message in email_messages)

    def _send(self, message: EmailMessage) -> bool:
        if not message.recipients():
            return False
        try:
            get_jetemail().email.send(**arguments(message))
        except JetEmailError:
            if not self.fail_silently:
                raise
            return False
        return True


def arguments(message: EmailMessage) -> dict[str, Any]:
    """Return the arguments of `email.send` for an e-mail."""
    headers = {name: str(value) for name, value in message.extra_headers.items()}
    key = headers.pop(KEY, None)
    return {
        "from_": message.from_email,
        "to": message.to,
        "cc": message.cc or None,
        "bcc": message.bcc or None,
        "reply_to": message.reply_to or None,
        "subject": str(message.subject),
        **bodies(message),
        "attachments": [*attachments(message)] or None,
        "headers": headers or None,
        "idempotency_key": key,
    }


def bodies(message: EmailMessage) -> dict[str, str]:
    """Return text and HTML.

    Raises:
        ValueError: It has another alternative, such as a calendar.
    """
    found = {"html" if message.content_subtype == "html" else "text": str(message.body)}
    if isinstance(message, EmailMultiAlternatives):
        for content, kind in message.alternatives:
            if kind != "text/html":
                raise ValueError(f"JetEmail takes no alternative of the type {kind}: attach it.")
            found["html"] = str(content)
    return {name: text for name, text in found.items() if text}


def attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each attachment.

    Raises:
        TypeError: It is a part of its own, such as an image within the HTML.
    """
    for one in message.attachments:
        if not isinstance(one, tuple):
            raise TypeError("JetEmail takes files: attach name and content, not a MIME part.")
        name, content, _ = one
        yield name or "attachment", content.encode() if isinstance(content, str) else content
