"""What the bodies of deliveries hold: an event, or a mail."""

import base64
from contextlib import suppress
from typing import TypeVar

from attrs import define, field

from ._contents import NotJson, decoded
from ._events import logger
from ._generated.models.inbound_mail_payload import InboundMailPayload
from ._generated.models.mail_attachment import MailAttachment
from ._generated.models.message_event import MessageEvent
from ._generated.models.message_event_data import MessageEventData
from ._runtime.readings import Oddities
from ._runtime.records import Reader
from ._signatures import refused
from .errors import APIResponseValidationError

T = TypeVar("T")


@define(kw_only=True)
class InboundMail(InboundMailPayload):
    """A mail that came in, with the fields of an `InboundMailPayload`.

    Attributes:
        delivery_id: Id of the delivery, which is signed: by it, a `DuplicateGuard` knows a repeat.
    """

    delivery_id: str = field(default="", eq=False)

    def header(self, name: str) -> str | None:
        """The mail's header of a name in any case, such as "Message-ID"; None if it has none."""
        headers = self.headers if isinstance(self.headers, dict) else {}
        wanted = name.lower()
        return next((value for given, value in headers.items() if given.lower() == wanted), None)


def event_in(body: bytes) -> MessageEvent:
    """The event in a body.

    Raises:
        WebhookVerificationError: There is none.
    """
    event = _read(MessageEvent.from_dict, body)
    # By the one repeats are told; in the other is everything else.
    if not isinstance(event.id, str) or not event.id:
        raise refused("body", "id is no text, or an empty one", "id")
    if not isinstance(event.data, MessageEventData):
        raise refused("body", "data is no object", "data")
    return event


def mail_in(body: bytes, delivery_id: str) -> InboundMail:
    """The mail in a body.

    Raises:
        WebhookVerificationError: There is none.
    """
    mail = _read(InboundMail.from_dict, body)
    mail.delivery_id = delivery_id
    return mail


def content_of(attachment: MailAttachment) -> bytes:
    """The bytes of a mail's attachment.

    Raises:
        WebhookVerificationError: Its content is not base64.
    """
    if isinstance(attachment.content, str):
        with suppress(ValueError):
            # A mail may have broken it into lines.
            return base64.b64decode("".join(attachment.content.split()), validate=True)
    raise refused("body", "the content of the attachment is not base64", "content")


def _read(read: Reader[T], body: bytes) -> T:
    """The value of a body, whose departures from the description go to the log."""
    data, odd = decoded(body), Oddities()
    if data is NotJson:
        raise refused("body", "the body is not JSON")
    try:
        value = read(data, odd=odd)
    except APIResponseValidationError as error:
        place = error.field
    else:
        if odd:
            logger.warning("webhooks: %s (departures: %d; all kept)", odd[0], len(odd))
        return value
    words = f"{place} is missing from the body" if place else "the body is no JSON object"
    raise refused("body", words, place)
