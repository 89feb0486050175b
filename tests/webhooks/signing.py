"""Sign deliveries as JetEmail does, without code of the package: the oracle of these tests.

Sources: https://jetemail.com/docs/webhooks/security.md for events,
https://support.jetemail.com/inbound/webhooks/security for inbound mails.
"""

import gc
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from types import FrameType, ModuleType
from typing import Any

import pytest
from attrs import frozen

from jetemail_api_client.errors import WebhookVerificationError
from jetemail_api_client.webhooks import EventVerifier, MailVerifier

from ..planted import faces, seen

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


def encode(fields: Any) -> bytes:
    """Encode a request body."""
    return json.dumps(fields).encode()


def event_headers(
    body: bytes, secret: str = SECRET, timestamp: object = NOW, delivery_id: str = "evt_abc123"
) -> dict[str, str]:
    """Return the headers of an event."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {
        "X-Webhook-ID": delivery_id,
        "X-Webhook-Timestamp": str(timestamp),
        "X-Webhook-Signature": f"sha256={digest}",
    }


def mail_headers(
    body: bytes, secret: str = SECRET, timestamp: object = NOW, delivery_id: str = "msg_1"
) -> dict[str, str]:
    """Return the headers of an inbound mail."""
    message = f"{delivery_id}.{timestamp}.".encode() + body
    return {
        "X-Webhook-ID": delivery_id,
        "X-Webhook-Timestamp": str(timestamp),
        "X-Webhook-Signature": hmac.new(secret.encode(), message, hashlib.sha256).hexdigest(),
    }


@frozen
class Kind:
    """A kind of delivery with a valid example."""

    verifier: type[EventVerifier | MailVerifier]
    headers: Callable[..., dict[str, str]]
    body: bytes
    prefix: str

    def verify(self, body: Any = None, headers: Any = None, **options: Any) -> Any:
        """Verify a delivery; the defaults are valid."""
        body = self.body if body is None else body
        headers = self.headers(body) if headers is None else headers
        arguments: dict[str, Any] = {"secret": SECRET, "clock": lambda: float(NOW)}
        return self.verifier(**arguments | options).verify(body, headers)

    def error(self, body: Any = None, headers: Any = None, **options: Any) -> Any:
        """Return the error of an invalid delivery, which must not show any of its content."""
        with pytest.raises(WebhookVerificationError) as caught:
            self.verify(body, headers, **options)
        given = tuple(value for value in (headers or {}).values() if len(value or "") > 20)
        texts = list(faces(caught.value))

        assert [] == [found for text in texts for found in seen((*PLANTED, *given), text)]
        assert (None, None) == (caught.value.__context__, caught.value.__cause__)
        return caught.value


EVENTS = Kind(EventVerifier, event_headers, encode(EVENT), "sha256=")
MAILS = Kind(MailVerifier, mail_headers, encode(MAIL), "")
each_kind = pytest.mark.parametrize("kind", [EVENTS, MAILS], ids=["event", "mail"])


def locals_of_frames(error: BaseException) -> Iterator[dict[str, Any]]:
    """Yield the locals of this package's frames in the tracebacks of an error and its contexts."""
    for one in filter(None, (error, error.__context__, error.__cause__)):
        trace = one.__traceback__
        while trace:
            name = trace.tb_frame.f_code.co_filename
            if "jetemail_api_client" in name.replace("\\", "/") and "/tests/" not in name:
                yield dict(trace.tb_frame.f_locals)
            trace = trace.tb_next


def held_by_frames(error: BaseException, planted: str) -> list[object]:
    """Return the texts with a planted secret that the locals of the frames reach, at any depth."""
    reached, todo = dict[int, object](), list[object](locals_of_frames(error))
    while todo:
        value = todo.pop()
        if id(value) not in reached:
            reached[id(value)] = value
            todo += gc.get_referents(value) if is_data(value) else ()
    return [value for value in reached.values() if planted in repr(value)]


def is_data(value: object) -> bool:
    """Return True for a value of this package or a container, not for code and all it imports."""
    if isinstance(value, type | ModuleType | FrameType | BaseException) or callable(value):
        return False
    module = type(value).__module__.split(".")[0]
    return module in ("builtins", "collections", "hmac", "jetemail_api_client")


def replaced(headers: Mapping[str, str], **values: str | None) -> dict[str, str]:
    """Return headers with some values replaced; None removes the header."""
    names = {"id": ID, "timestamp": TIMESTAMP, "signature": SIGNATURE}
    merged = {**headers, **{names[name]: value for name, value in values.items()}}
    return {name: value for name, value in merged.items() if value is not None}
