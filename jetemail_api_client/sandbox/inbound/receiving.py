"""Inbound mail of an account: its delivery, its logs and the quarantine."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import uuid4

from attrs import define, field

from ..addresses import address_in, domain_of, local_part
from ..clock import Clock, iso_8601
from ..events.bus import Events
from ..replies import Fields, Refusal, Sent
from .domains import InboundDomain, InboundDomains
from .forwarding import ForwardRules
from .messages import InboundMessage
from .rules import Rules

MAX_MESSAGES = 10_000
MAX_DOMAINS = 20
"""Domains that a list of the account's logs includes."""
SPAM_SCORE = 5.0
"""Messages with this spam score or more are held in quarantine."""

_EVENTS = {
    "delivered": "inbound.delivered",
    "quarantined": "inbound.spam",
    "blocked": "inbound.blocked",
}

Delivery = Callable[[InboundDomain, InboundMessage], None]


@define(kw_only=True)
class Inbound:
    """The inbound messages of an account by uid, and how they are delivered."""

    clock: Clock
    events: Events
    domains: InboundDomains
    forward_rules: ForwardRules
    allowlists: tuple[Rules, ...]
    blocklists: tuple[Rules, ...]
    by_uid: dict[str, InboundMessage] = field(factory=dict)
    deliveries: list[Delivery] = field(factory=list, repr=False)
    """Called for each message of a domain with webhook delivery."""

    def receive(self, sender: str, to: str, **parts: Any) -> InboundMessage:
        """Receive a message for an inbound domain, and deliver, block or hold it.

        A rule that allows it wins over one that blocks it. Mail from `spam@` has a high spam
        score, and is held in quarantine.

        Args:
            sender: The address of the sender.
            to: The address of the recipient.
            parts: Other fields of `InboundMessage`, such as subject and text.

        Raises:
            Refusal: The domain is not an active inbound domain of the account.
        """
        domain = self.domains.find_name(domain_of(to))
        if domain is None or domain.status != "active":
            raise Refusal(404, f"There is no active inbound domain for {to}")
        score = 10.0 if local_part(sender) == "spam" else 0.0
        uid = f"{str(uuid4()).upper()}.1"
        defaults = {"spam_score": score, "message_id": f"<{secrets.token_hex(8)}@example.com>"}
        fields: dict[str, Any] = defaults | parts
        message = InboundMessage(
            **fields,
            uid=uid,
            domain=domain.domain,
            domain_uuid=domain.uuid,
            sender=sender,
            to=to,
            received=self.clock.now(),
        )
        self.by_uid[uid] = message
        if len(self.by_uid) > MAX_MESSAGES:
            del self.by_uid[next(iter(self.by_uid))]
        self._emit(message, "inbound.received")
        self._decide(domain, message)
        return message

    def deliver(self, domain: InboundDomain, message: InboundMessage) -> None:
        """Deliver a message as its domain says."""
        message.status, message.response = "delivered", "250 2.0.0 Ok"
        message.delivered = self.clock.now()
        settings = domain.settings
        if domain.delivery_type == "webhook":
            message.recipients = [str(settings.get("webhook_url"))]
            for delivery in self.deliveries:
                delivery(domain, message)
        elif domain.delivery_type == "forward":
            part = local_part(message.to)
            message.recipients = self.forward_rules.destinations_of(domain, part)
        else:
            servers = settings["smtp_servers"]
            message.recipients = [
                one if isinstance(one, str) else str(one.get("url")) for one in servers
            ]
        self._emit(message, _EVENTS[message.status])

    def _decide(self, domain: InboundDomain, message: InboundMessage) -> None:
        is_allowed = any(rules.match(message) for rules in self.allowlists)
        if not is_allowed and any(rules.match(message) for rules in self.blocklists):
            message.status, message.response = "blocked", "550 [ACL] Blocked."
        elif not is_allowed and message.spam_score >= SPAM_SCORE:
            message.status, message.response = "quarantined", "250 2.0.0 Ok: quarantined"
        else:
            self.deliver(domain, message)
            return
        self._emit(message, _EVENTS[message.status])

    def _emit(self, message: InboundMessage, kind: str) -> None:
        data = {
            "uid": message.uid,
            "from": message.sender,
            "to": message.to,
            "subject": message.subject,
            "domain": message.domain,
        }
        self.events.emit(
            kind,
            data,
            source_uid=message.uid,
            source_action=message.status.upper(),
            owners=[message.domain, message.domain_uuid],
        )


@define
class Quarantine:
    """The operations on messages that are held."""

    inbound: Inbound

    def release(self, sent: Sent) -> Fields:
        """Deliver a message that is held."""
        message = self.inbound.by_uid.get(sent.body["uid"])
        if message is None or message.status != "quarantined":
            raise Refusal(404, "There is no message with this uid in quarantine")
        self.inbound.deliver(self.inbound.domains.find(message.domain_uuid), message)
        data = {
            "uid": message.uid,
            "domain_uuid": message.domain_uuid,
            "domain_name": message.domain,
        }
        text = "EML file successfully released from quarantine and sent to mail server"
        return {"success": True, "message": text, "data": data}


def _contains(name: str) -> Callable[[InboundMessage, str], bool]:
    return lambda message, value: value.lower() in str(getattr(message, name)).lower()


_FILTERS: Mapping[str, Callable[[InboundMessage, Any], bool]] = {
    "uid": lambda message, value: message.uid == value,
    "logtype": lambda message, value: value == "inbound",
    "subject": _contains("subject"),
    "from": _contains("sender"),
    "to": _contains("to"),
    "spamscore_min": lambda message, value: message.spam_score >= value,
    "spamscore_max": lambda message, value: message.spam_score <= value,
    "host": _contains("remote_host"),
    "ip": _contains("remote_ip"),
    "port": lambda message, value: value == 25,
    "mode": lambda message, value: value == "",
    "date_from": lambda message, value: message.received >= value,
    "date_to": lambda message, value: not value or message.received <= value,
}


@define
class InboundLogs:
    """The log of inbound messages."""

    inbound: Inbound

    def list(self, sent: Sent) -> Fields:
        """Return a page of the messages of a domain, newest first."""
        if "uuid" not in sent.query:
            text = "The sandbox has no subdomains" if "subdomain_id" in sent.query else ""
            raise Refusal(404 if text else 400, text or "uuid or subdomain_id is required")
        domain = self.inbound.domains.find(sent.query["uuid"])
        found = [
            one
            for one in _found(self.inbound.by_uid.values(), sent.query)
            if one.domain_uuid == domain.uuid
        ]
        page = [_entry(one) for one in _page(found, sent.query)]
        return {"success": True, "data": page, "count": len(page)}

    def list_account(self, sent: Sent) -> Fields:
        """Return a page of the messages of all domains, newest first."""
        query = sent.query
        chosen = query["domains"].split(",") if query.get("domains") else None
        names = {one.strip().lower() for one in chosen or ()}
        domains = [
            one
            for one in self.inbound.domains.by_uuid.values()
            if chosen is None or one.domain in names
        ][:MAX_DOMAINS]
        uuids = [one.uuid for one in domains]
        found = [
            one for one in _found(self.inbound.by_uid.values(), query) if one.domain_uuid in uuids
        ]
        counts = [sum(one.domain_uuid == uuid for one in found) for uuid in uuids]
        page = _page(found, query)
        limit = _limit(query)
        return {
            "success": True,
            "data": [_domain_fields(one) | _entry(one) for one in page],
            "pagination": {
                "total": len(found),
                "limit": limit,
                "offset": _offset(query, limit),
                "returned": len(page),
            },
            "domains_queried": [
                {
                    "domain": one.domain,
                    "domain_uuid": one.uuid,
                    "domain_type": "domain",
                    "count": count,
                    "status": "success",
                }
                for one, count in zip(domains, counts, strict=True)
            ],
            "total_domains": len(self.inbound.domains.by_uuid),
            "domains_included": len(domains),
        }


def _found(messages: Iterable[InboundMessage], query: Fields) -> list[InboundMessage]:
    """Return the messages that a query asks for, newest first."""
    given = {name: value for name, value in query.items() if name in _FILTERS}
    found = [
        one for one in messages if all(_FILTERS[name](one, value) for name, value in given.items())
    ]
    # The values are not published: those of the outbound logs are taken in any case.
    return found if query.get("sort_order", "").upper() == "ASC" else found[::-1]


def _limit(query: Fields) -> int:
    limit: int = query.get("limit", 100)
    return min(max(1, limit), 1000)


def _offset(query: Fields, limit: int) -> int:
    page: int = query.get("page", 1)
    offset: int = query.get("offset") or (page - 1) * limit
    return max(0, offset)


def _page(found: list[InboundMessage], query: Fields) -> list[InboundMessage]:
    limit = _limit(query)
    offset = _offset(query, limit)
    return found[offset : offset + limit]


def _domain_fields(message: InboundMessage) -> Fields:
    return {
        "_domain": message.domain,
        "_domain_uuid": message.domain_uuid,
        "_domain_type": "domain",
    }


def _entry(message: InboundMessage) -> Fields:
    moment = message.delivered or message.received
    is_blocked = message.status == "blocked"
    delivered = {}
    if message.delivered is not None:
        delivered["delivered_timestamp"] = int(message.delivered * 1000)
    return {
        "uid": message.uid,
        "status": message.status,
        "from": address_in(message.sender) or message.sender,
        "to": message.to,
        "subject": message.subject,
        "rejected_count": int(is_blocked),
        "delivery_count": int(message.delivered is not None),
        **delivered,
        "rejected_response": message.response if is_blocked else "",
        "response": message.response,
        "actions": [
            {
                "id": message.uid,
                "logtype": "inbound",
                "response": message.response,
                "date": int(moment * 1000),
                "timestamp": iso_8601(moment),
                "host": message.remote_host,
                "ip": message.remote_ip,
                "port": 25,
                "mode": "",
                "delay": 0,
                "spam_score": message.spam_score,
                "spam_report": "",
            }
        ],
    }
