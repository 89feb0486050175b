"""The forwarding rules of inbound domains, their destinations, and the operations on both."""

import secrets
from collections.abc import Callable
from uuid import uuid4

from attrs import define, field

from ..addresses import is_address
from ..clock import Clock
from ..outbound.messages import Message
from ..replies import Fields, Refusal, Sent
from .domains import InboundDomain, InboundDomains

MAX_RULES = 200
"""Rules of a domain."""
TOKEN_LIFETIME = 48 * 3600
"""Seconds that a token is valid."""
MAX_CONFIRMATIONS = 5
"""E-mails to a destination in 24 hours. There is a limit; its number is not published."""


@define(kw_only=True)
class Destination:
    """An address that mail is forwarded to, once its owner has confirmed it."""

    uuid: str
    email: str
    is_verified: bool = False
    tokens: dict[str, float] = field(factory=dict, repr=False)
    """When each token was mailed, in Unix seconds."""

    def to_dict(self) -> Fields:
        """Return the destination as in a list."""
        return {"uuid": self.uuid, "email": self.email, "verified": int(self.is_verified)}


@define(kw_only=True)
class ForwardRule:
    """A rule that forwards a local part of a domain to a destination."""

    uuid: str
    domain_uuid: str
    localpart: str
    destination: str
    active: bool
    created: float
    """Unix seconds."""
    modified: float
    """Unix seconds."""


@define
class ForwardDestinations:
    """The destinations of an account, by address."""

    clock: Clock
    submit: Callable[[Message], object] = field(repr=False)
    """Sends an e-mail of JetEmail itself."""
    rules_of: Callable[[str], int] = field(repr=False)
    """Counts the rules to an address."""
    by_email: dict[str, Destination] = field(factory=dict)

    def ensure(self, email: str) -> Destination:
        """Return the destination of an address; a new one gets an e-mail with a token."""
        if email not in self.by_email:
            self.by_email[email] = Destination(uuid=str(uuid4()), email=email)
            self._mail_token(self.by_email[email])
        return self.by_email[email]

    def list(self, _: Sent) -> Fields:
        """Return all destinations."""
        return {"success": True, "result": [one.to_dict() for one in self.by_email.values()]}

    def verify(self, sent: Sent) -> Fields:
        """Confirm the destination that a token was mailed to."""
        token, now = sent.body["token"], self.clock.now()
        for one in self.by_email.values():
            if token not in one.tokens:
                continue
            if one.is_verified:
                return {"success": True, "status": "already_verified", "email": one.email}
            if one.tokens[token] + TOKEN_LIFETIME <= now:
                raise Refusal(400, "The token has expired")
            one.is_verified = True
            count = self.rules_of(one.email)
            verified = {"status": "verified", "email": one.email, "rules_updated": count}
            return {"success": True, **verified}
        raise Refusal(400, "The token is not valid")

    def resend(self, sent: Sent) -> Fields:
        """Mail a new token to a destination."""
        uuid = sent.path["uuid"]
        found = [one for one in self.by_email.values() if one.uuid == uuid]
        if not found:
            raise Refusal(404, "There is no forwarding destination with this UUID")
        destination = found[0]
        if destination.is_verified:
            raise Refusal(400, "The destination is already confirmed")
        day_ago = self.clock.now() - 24 * 3600
        if sum(sent > day_ago for sent in destination.tokens.values()) >= MAX_CONFIRMATIONS:
            raise Refusal(400, "Too many confirmation e-mails in 24 hours")
        self._mail_token(destination)
        result = {"uuid": destination.uuid, "email": destination.email}
        return {"success": True, "message": "Verification email sent", "result": result}

    def _mail_token(self, destination: Destination) -> None:
        token = secrets.token_urlsafe(24)
        destination.tokens[token] = self.clock.now()
        sender = "no-reply@jetemail.sandbox"
        text = f"Confirm that mail is forwarded here: http://sandbox.local/verify?token={token}\n"
        self.submit(
            Message(
                sender=sender,
                header_from=f"JetEmail sandbox <{sender}>",
                to=[destination.email],
                subject="Confirm your forwarding address",
                text=text,
                recipients=[destination.email],
                via="sandbox",
            )
        )


@define
class ForwardRules:
    """The forwarding rules of an account, by UUID."""

    clock: Clock
    domains: InboundDomains
    destinations: ForwardDestinations
    by_uuid: dict[str, ForwardRule] = field(factory=dict)

    def destinations_of(self, domain: InboundDomain, localpart: str) -> list[str]:
        """Return the confirmed addresses that mail for a local part goes to."""
        rules = (one for one in self.by_uuid.values() if one.domain_uuid == domain.uuid)
        return [
            one.destination
            for one in rules
            if one.active and one.localpart in {"*", localpart} and self._is_verified(one)
        ]

    def list(self, sent: Sent) -> Fields:
        """Return the rules of a domain."""
        domain = self.domains.find(sent.path["uuid"])
        rules = [one for one in self.by_uuid.values() if one.domain_uuid == domain.uuid]
        return {"success": True, "result": [self._to_dict(one) for one in rules]}

    def create(self, sent: Sent) -> Fields:
        """Add a rule to a verified domain with forward delivery."""
        domain = self.domains.find(sent.path["uuid"])
        localpart, destination = sent.body["localpart"].lower(), sent.body["destination"]
        self._check_domain(domain)
        if not 1 <= len(localpart) <= 64:
            raise Refusal(400, "localpart must have 1 to 64 characters")
        self._check_new(domain, localpart, destination)
        self.destinations.ensure(destination)
        now = self.clock.now()
        rule = ForwardRule(
            uuid=str(uuid4()),
            domain_uuid=domain.uuid,
            localpart=localpart,
            destination=destination,
            active=sent.body.get("active", True),
            created=now,
            modified=now,
        )
        self.by_uuid[rule.uuid] = rule
        return {"success": True, "result": self._to_dict(rule)}

    def get(self, sent: Sent) -> Fields:
        """Return a rule."""
        return {"success": True, "result": self._to_dict(self._find(sent))}

    def update(self, sent: Sent) -> Fields:
        """Change the destination of a rule, or turn it on or off."""
        rule = self._find(sent)
        destination = sent.body.get("destination", rule.destination)
        if destination != rule.destination:
            self._check_new(self.domains.find(rule.domain_uuid), rule.localpart, destination)
            self.destinations.ensure(destination)
        rule.destination = destination
        rule.active = sent.body.get("active", rule.active)
        rule.modified = self.clock.now()
        return {"success": True, "result": self._to_dict(rule)}

    def delete(self, sent: Sent) -> Fields:
        """Remove a rule."""
        del self.by_uuid[self._find(sent).uuid]
        return {"success": True, "message": "Forwarding rule deleted"}

    def remove_domain(self, uuid: str) -> None:
        """Remove the rules of a domain."""
        for rule in [one for one in self.by_uuid.values() if one.domain_uuid == uuid]:
            del self.by_uuid[rule.uuid]

    def count_to(self, email: str) -> int:
        """Return how many rules forward to an address."""
        return sum(one.destination == email for one in self.by_uuid.values())

    def _check_domain(self, domain: InboundDomain) -> None:
        if domain.delivery_type != "forward":
            raise Refusal(400, "The domain does not have forward delivery")
        if not domain.is_verified:
            raise Refusal(400, "The DNS records of the domain are not verified: check it first")
        count = sum(one.domain_uuid == domain.uuid for one in self.by_uuid.values())
        if count >= MAX_RULES:
            raise Refusal(400, f"The domain has {MAX_RULES} rules already")

    def _check_new(self, domain: InboundDomain, localpart: str, destination: str) -> None:
        if not is_address(destination):
            raise Refusal(400, "destination must be an address without a display name")
        same = (domain.uuid, localpart, destination)
        rules = self.by_uuid.values()
        if any((one.domain_uuid, one.localpart, one.destination) == same for one in rules):
            raise Refusal(409, "This forwarding rule already exists")

    def _find(self, sent: Sent) -> ForwardRule:
        rule = self.by_uuid.get(sent.path["ruleUuid"])
        if rule is None or rule.domain_uuid != sent.path["uuid"]:
            raise Refusal(404, "There is no forwarding rule with this UUID")
        return rule

    def _is_verified(self, rule: ForwardRule) -> bool:
        return self.destinations.ensure(rule.destination).is_verified

    def _to_dict(self, rule: ForwardRule) -> Fields:
        return {
            "uuid": rule.uuid,
            "localpart": rule.localpart,
            "destination": rule.destination,
            "active": int(rule.active),
            "verified": int(self._is_verified(rule)),
            "last_modified": int(rule.modified),
            "created_at": int(rule.created),
        }
