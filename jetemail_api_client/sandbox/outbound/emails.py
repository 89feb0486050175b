"""Sending: the operations /email and /email-batch."""

from datetime import datetime
from typing import Any

from attrs import define

from ..addresses import address_in, domain_of
from ..replies import Fields, Refusal, Reply, Sent
from .domains import OutboundDomains
from .idempotency import IdempotencyKeys
from .messages import Attachment, Message, Messages
from .transactional_keys import TransactionalKey, TransactionalKeys

MAX_ATTACHMENTS_SIZE = 40 * 1024 * 1024
"""Bytes of all attachments of a message, before base64."""
MAX_AHEAD = 30 * 24 * 3600
"""Seconds that a message can be scheduled ahead."""


@define
class Email:
    """The operations that send."""

    messages: Messages
    keys: TransactionalKeys
    domains: OutboundDomains
    idempotency: IdempotencyKeys

    def send(self, sent: Sent) -> Reply:
        """Queue or schedule a message, once for each idempotency key."""
        key = sent.headers.get("Idempotency-Key")
        if key is None:
            return self._send(sent, sent.body)
        if first := self.idempotency.begin(key, sent.body):
            return first
        try:
            reply = self._send(sent, sent.body)
        except Refusal:
            self.idempotency.abandon(key)
            raise
        self.idempotency.complete(key, reply)
        return reply

    def send_batch(self, sent: Sent) -> Reply:
        """Queue or schedule each message; return the outcome of each."""
        results = [self._outcome(sent, item) for item in sent.body["emails"]]
        successful = sum(result["status"] == "success" for result in results)
        summary = {
            "total": len(results),
            "successful": successful,
            "failed": len(results) - successful,
        }
        return Reply(207, {"summary": summary, "results": results})

    def _outcome(self, sent: Sent, item: Any) -> Fields:
        # A message that does not fit the description stands there as the reason.
        if isinstance(item, Refusal):
            return {"status": "error", "error": str(item)}
        try:
            outcome: Fields = self._send(sent, item).body
            return {"status": "success"} | outcome
        except Refusal as refusal:
            return {"status": "error", "error": str(refusal), "email": _echo(item)}

    def _send(self, sent: Sent, body: Fields) -> Reply:
        key = self.keys.by_token[sent.key]
        message = _message(body, key, sent.ip)
        scheduled_at = self._scheduled_at(body)
        domain = domain_of(message.sender)
        if not key.allows_domain(domain, self.domains.verified()):
            raise Refusal(400, f"from: the key may not send from {domain}")
        message.recipients += self.domains.bcc_of(domain)
        key.charge(1)
        self.messages.submit(message, scheduled_at)
        if scheduled_at is None:
            text = f"Message queued as {message.uid}"
            return Reply(201, {"id": message.uid, "response": text})
        text = f"Scheduled as {message.scheduling_id} for {scheduled_at}"
        scheduled = {"id": message.scheduling_id, "response": text, "scheduled_at": scheduled_at}
        return Reply(202, scheduled)

    def _scheduled_at(self, body: Fields) -> int | None:
        names = [name for name in ("scheduledAt", "scheduled_at") if name in body]
        if not names:
            return None
        return check_schedule(names[0], body[names[0]], self.messages.clock.now())


def check_schedule(name: str, given: int | str, now: float) -> int:
    """Return a time to send at, in Unix seconds; refuse one that the API does not take."""
    moment = _timestamp(name, given) if isinstance(given, str) else given
    if not now < moment <= now + MAX_AHEAD:
        raise Refusal(400, f"{name} must be in the future and within 30 days")
    return moment


def _message(body: Fields, key: TransactionalKey, ip: str) -> Message:
    sender = address_in(body["from"])
    if sender is None:
        raise Refusal(400, "from must be an address such as Name <email@domain.com>")
    to, cc, bcc, reply_to = (_list(body.get(name, [])) for name in ("to", "cc", "bcc", "reply_to"))
    recipients = [address_in(one) or one for one in (*to, *cc, *bcc)]
    if not to:
        raise Refusal(400, "to must have at least 1 item")
    attachments = [Attachment(one["filename"], one["data"]) for one in body.get("attachments", [])]
    if sum(len(one.data) * 3 // 4 for one in attachments) > MAX_ATTACHMENTS_SIZE + 2:
        raise Refusal(400, "attachments must have at most 40 MB together")
    return Message(
        sender=sender,
        header_from=body["from"],
        to=to,
        cc=cc,
        bcc=bcc,
        reply_to=reply_to,
        subject=body["subject"],
        html=body.get("html", ""),
        text=body.get("text", ""),
        headers=body.get("headers", {}),
        attachments=attachments,
        recipients=list(dict.fromkeys(recipients)),
        user=key.name,
        owners=[key.token, key.uuid, key.name],
        origin=ip,
    )


def _list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _echo(item: Fields) -> Fields:
    """Return a message without its attachments, which are long."""
    return {name: value for name, value in item.items() if name != "attachments"}


def _timestamp(name: str, text: str) -> int:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise Refusal(400, f"{name} must have an offset")
        return int(moment.timestamp())
    except (ValueError, OverflowError):
        raise Refusal(400, f"{name} must be Unix seconds or an ISO 8601 time") from None
