"""Inbound mail on its way to the webhooks of domains."""

from typing import Any

from attrs import define, field

from ..clock import Clock, iso_8601
from ..events.attempts import DELAYS, Attempts
from ..replies import Fields
from .domains import WEBHOOK_DEFAULTS, InboundDomain
from .messages import InboundMessage

MAX_DELIVERIES = 1000


@define(kw_only=True)
class MailDelivery(Attempts):
    """A mail on its way to the webhook of its domain."""

    message: InboundMessage
    settings: Fields = field(repr=False)
    """The settings of the domain when the mail came in."""
    secret: str = field(repr=False)

    def payload(self) -> Fields:
        """Return the body of a delivery."""
        message = self.message
        headers = {name.lower(): value for name, value in message.headers.items()}
        return {
            "messageId": message.message_id,
            "uid": message.uid,
            "date": iso_8601(message.received),
            "subject": message.subject,
            "from": message.sender,
            "to": message.to,
            "cc": headers.get("cc"),
            "bcc": headers.get("bcc"),
            "replyTo": headers.get("reply-to"),
            "textBody": message.text or None,
            "htmlBody": message.html or None,
            "attachments": message.attachments,
            "domain": message.domain,
            "messageSize": message.size,
            "remoteIp": message.remote_ip,
            "remoteHost": message.remote_host,
            "headers": message.headers,
        }


@define
class MailWebhooks:
    """The deliveries of inbound mails, oldest first."""

    clock: Clock
    deliveries: list[MailDelivery] = field(factory=list, repr=False)

    def on_mail(self, domain: InboundDomain, message: InboundMessage) -> None:
        """Queue a mail for the webhook of its domain, if it has the URL of one."""
        given = {name: value for name, value in domain.settings.items() if value is not None}
        settings: dict[str, Any] = WEBHOOK_DEFAULTS | given
        if not settings["webhook_url"]:
            return
        delivery = MailDelivery(
            url=settings["webhook_url"],
            due=self.clock.now(),
            limit=min(1 + max(0, settings["webhook_retry_count"]), len(DELAYS)),
            message=message,
            settings=settings,
            secret=domain.secret,
        )
        self.deliveries.append(delivery)
        del self.deliveries[:-MAX_DELIVERIES]
