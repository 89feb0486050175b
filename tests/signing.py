"""Deliveries as JetEmail makes them: an oracle that shares nothing with the package.

The recipes are those of https://jetemail.com/docs/webhooks/security.md and
https://support.jetemail.com/inbound/webhooks/security.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from attrs import frozen

from jetemail_api_client.errors import WebhookVerificationError
from jetemail_api_client.webhooks import EventVerifier, MailVerifier

from .planted import faces, seen

PLANTED = ("whsec_planted", "planted-from", "planted-to", "planted-body", "planted-signature")
ID, TIMESTAMP, SIGNATURE = "X-Webhook-ID", "X-Webhook-Timestamp", "X-Webhook-Signature"

SECRET = "whsec_planted_4f9a1c"
NOW = 1767225600
EVENT: dict[str, Any] = {
    "id": "evt_abc123",
    "service": "outbound",
    "type": "outbound.queued",
    "created_at": NOW,
    "data": {"uid": "u1", "from": "planted-from@example.com", "to": "planted-to@example.com"},
}
MAIL: dict[str, Any] = {
    "messageId": "<m1@example.com>",
    "uid": "u1",
    "to": "planted-to@example.com",
    "domain": "example.com",
}


def body_of(fields: Any) -> bytes:
    """JSON as it goes over the wire."""
    return json.dumps(fields).encode()


def event_headers(body: bytes, secret: str = SECRET, timestamp: object = NOW) -> dict[str, str]:
    """The headers of an event."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {
        "X-Webhook-ID": "evt_abc123",
        "X-Webhook-Timestamp": str(timestamp),
        "X-Webhook-Signature": f"sha256={digest}",
    }


def mail_headers(
    body: bytes, secret: str = SECRET, timestamp: object = NOW, delivery_id: str = "msg_1"
) -> dict[str, str]:
    """The headers of a mail."""
    message = f"{delivery_id}.{timestamp}.".encode() + body
    return {
        "X-Webhook-ID": delivery_id,
        "X-Webhook-Timestamp": str(timestamp),
        "X-Webhook-Signature": hmac.new(secret.encode(), message, hashlib.sha256).hexdigest(),
    }


@frozen
class Kind:
    """One of the two kinds of deliveries."""

    verifier: type[EventVerifier | MailVerifier]
    headers: Callable[..., dict[str, str]]
    body: bytes
    prefix: str

    def verify(self, body: Any = None, headers: Any = None, **options: Any) -> Any:
        """Verify a delivery, which is right but for what is given."""
        body = self.body if body is None else body
        headers = self.headers(body) if headers is None else headers
        made: dict[str, Any] = {"secret": SECRET, "clock": lambda: float(NOW)}
        return self.verifier(**made | options).verify(body, headers)

    def refusal(self, body: Any = None, headers: Any = None, **options: Any) -> Any:
        """The error for a delivery, in which nothing of it may be seen."""
        with pytest.raises(WebhookVerificationError) as caught:
            self.verify(body, headers, **options)
        given = tuple(value for value in (headers or {}).values() if len(value) > 20)
        texts = list(faces(caught.value))

        assert [] == [found for text in texts for found in seen((*PLANTED, *given), text)]
        assert (None, None) == (caught.value.__context__, caught.value.__cause__)
        return caught.value


EVENTS = Kind(EventVerifier, event_headers, body_of(EVENT), "sha256=")
MAILS = Kind(MailVerifier, mail_headers, body_of(MAIL), "")
each_kind = pytest.mark.parametrize("kind", [EVENTS, MAILS], ids=["event", "mail"])


def changed(headers: Mapping[str, str], **others: str | None) -> dict[str, str]:
    """Headers with other values; None takes one away."""
    names = {"id": ID, "timestamp": TIMESTAMP, "signature": SIGNATURE}
    merged = {**headers, **{names[name]: value for name, value in others.items()}}
    return {name: value for name, value in merged.items() if value is not None}
