"""A message that arrives for an inbound domain."""

from typing import Literal

from attrs import define, field


@define(kw_only=True)
class InboundMessage:
    """An inbound message and its outcome."""

    uid: str
    message_id: str
    domain: str
    domain_uuid: str
    sender: str
    to: str
    subject: str = ""
    text: str = field(default="", repr=False)
    html: str = field(default="", repr=False)
    headers: dict[str, str] = field(factory=dict, repr=False)
    attachments: list[dict[str, object]] = field(factory=list, repr=False)
    """As in the deliveries of the API: filename, content_type, size, content (base64) and more."""
    remote_ip: str = "192.0.2.25"
    remote_host: str = "mail.example.com"
    spam_score: float = 0.0
    received: float = 0.0
    """Unix seconds."""
    delivered: float | None = None
    """Unix seconds."""
    status: Literal["received", "delivered", "quarantined", "blocked"] = "received"
    response: str = ""
    recipients: list[str] = field(factory=list)
    """The addresses or servers that it was delivered to."""

    @property
    def attachment_names(self) -> list[str]:
        """The names of its attachments."""
        return [str(one.get("filename")) for one in self.attachments]

    @property
    def size(self) -> int:
        """Its size in characters, about."""
        return sum(map(len, (self.subject, self.text, self.html, str(self.attachments))))
