"""The four lists of allow and block rules of inbound mail, and their operations."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias
from uuid import uuid4

from attrs import define, field

from ..addresses import domain_of, is_ip_in
from ..clock import Clock
from ..replies import Fields, Refusal, Sent
from .messages import InboundMessage

RuleAction: TypeAlias = Literal["ALLOW", "DENY"]
"""Of an allowlist or a blocklist."""

MAX_RULES = 250
"""Allow rules of a domain."""

_NAME = re.compile(r"[A-Za-z0-9 _.-]+")
_LISTS = ("senders", "recipients", "subjects", "body", "headers", "ips", "attachments")
KINDS = (*_LISTS, "size")
"""The kinds of conditions."""


@define(kw_only=True)
class Rule:
    """A rule; its conditions are stored as in responses."""

    uuid: str
    domain: str = ""
    """The inbound domain that it belongs to; empty for rules of the account."""
    name: str
    description: str | None = None
    action: RuleAction
    enabled: bool = True
    modified: float
    """Unix seconds."""
    conditions: Fields = field(factory=dict)

    def to_dict(self) -> Fields:
        """Return the rule as in responses."""
        domain = {"domain": self.domain} if self.domain else {}
        return {
            "uuid": self.uuid,
            "userId": "sandbox",
            "organizationId": "sandbox",
            **domain,
            "name": self.name,
            "description": self.description,
            "action": self.action,
            "enabled": int(self.enabled),
            "deleted": 0,
            "last_modified": int(self.modified),
            "conditions": self.conditions,
        }

    def matches(self, message: InboundMessage) -> bool:
        """Return whether a message meets a condition of each kind that the rule has."""
        kinds = {kind: given for kind, given in self.conditions.items() if given}
        return (
            self.enabled
            and bool(kinds)
            and all(_MATCHES[kind](message, given) for kind, given in kinds.items())
        )


def _text_matches(value: Any, text: str, condition: Fields) -> bool:
    """Compare texts by match_type: `exact`, or else contained."""
    value = str(value)
    if not condition.get("case_sensitive"):
        value, text = value.lower(), text.lower()
    return value == text if condition.get("match_type") == "exact" else value in text


def _address_matches(kind: str, value: Any, address: str) -> bool:
    value = str(value).lower()
    return bool(value == (domain_of(address) if kind == "domain" else address.lower()))


def _header_matches(message: InboundMessage, one: Fields) -> bool:
    name = str(one.get("header_name")).lower()
    values = [value for key, value in message.headers.items() if key.lower() == name]
    return any(_text_matches(one.get("header_value"), value, one) for value in values)


_MATCHES: Mapping[str, Callable[[InboundMessage, Any], bool]] = {
    "senders": lambda message, given: any(
        _address_matches(str(one.get("sender_type")), one.get("sender_value"), message.sender)
        for one in given
    ),
    "recipients": lambda message, given: any(
        _address_matches(str(one.get("recipient_type")), one.get("recipient_value"), message.to)
        for one in given
    ),
    "subjects": lambda message, given: any(
        _text_matches(one.get("subject_value"), message.subject, one) for one in given
    ),
    "body": lambda message, given: any(
        _text_matches(one.get("body_value"), message.text + message.html, one) for one in given
    ),
    "headers": lambda message, given: any(_header_matches(message, one) for one in given),
    "ips": lambda message, given: any(
        is_ip_in(message.remote_ip, [str(one.get("ip_value"))]) for one in given
    ),
    "size": lambda message, given: (
        given.get("min_size", 0) <= message.size <= given.get("max_size", message.size)
    ),
    "attachments": lambda message, given: any(
        _text_matches(one.get("match_value"), name, one)
        for one in given
        for name in message.attachment_names
    ),
}


@define(kw_only=True)
class Rules:
    """A list of rules, of the account or of its domains."""

    clock: Clock
    action: RuleAction
    """ALLOW or DENY."""
    domains: Callable[[], set[str]] | None = None
    """The names of the inbound domains; None if the rules belong to the account."""
    by_uuid: dict[str, Rule] = field(factory=dict)

    def match(self, message: InboundMessage) -> Rule | None:
        """Return the first rule that matches a message."""
        rules = (one for one in self.by_uuid.values() if one.domain in {"", message.domain})
        return next((one for one in rules if one.matches(message)), None)

    def list(self, sent: Sent) -> Fields:
        """Return the rules of the domain in the query, or those of the account."""
        domain = self._domain({}, sent.query) if self.domains else ""
        rules = [one.to_dict() for one in self.by_uuid.values() if one.domain == domain]
        return {"success": True, "rules": rules}

    def create(self, sent: Sent) -> Fields:
        """Add a rule."""
        body = sent.body
        domain = self._domain(body, sent.query) if self.domains else ""
        _check_name(body["name"])
        if sum(one.domain == domain for one in self.by_uuid.values()) >= MAX_RULES:
            raise Refusal(400, f"There are {MAX_RULES} rules already")
        rule = Rule(
            uuid=str(uuid4()),
            domain=domain,
            name=body["name"],
            description=body.get("description"),
            action=self.action,
            modified=self.clock.now(),
            conditions={name: [] for name in _LISTS} | {"size": {}} | _conditions(body),
        )
        self.by_uuid[rule.uuid] = rule
        return {"success": True, "uuid": rule.uuid}

    def get(self, sent: Sent) -> Fields:
        """Return a rule."""
        return {"success": True, "rule": self._find(sent).to_dict()}

    def update(self, sent: Sent) -> Fields:
        """Change the given fields of a rule; conditions replace those of their kind."""
        rule, body = self._find(sent), sent.body
        _check_name(body.get("name", rule.name))
        rule.name = body.get("name", rule.name)
        rule.description = body.get("description", rule.description)
        rule.enabled = body.get("enabled", rule.enabled)
        rule.conditions = rule.conditions | _conditions(body)
        rule.modified = self.clock.now()
        return {"success": True}

    def delete(self, sent: Sent) -> Fields:
        """Remove a rule."""
        del self.by_uuid[self._find(sent).uuid]
        return {"success": True}

    def remove_domain(self, domain: str) -> None:
        """Remove the rules of a domain."""
        for rule in [one for one in self.by_uuid.values() if one.domain == domain]:
            del self.by_uuid[rule.uuid]

    def _find(self, sent: Sent) -> Rule:
        uuid = sent.path["uuid"].lower()
        if uuid not in self.by_uuid:
            raise Refusal(404, "There is no rule with this UUID")
        return self.by_uuid[uuid]

    def _domain(self, body: Fields, query: Fields) -> str:
        if "subdomain_id" in query or "subdomain_uuid" in query:
            raise Refusal(404, "The sandbox has no subdomains")
        name = body.get("domain", query.get("domain"))
        if name is None:
            raise Refusal(400, "domain is required")
        known = self.domains() if self.domains else set[str]()
        if name.lower() not in known:
            raise Refusal(404, "There is no inbound domain of this name")
        return str(name.lower())


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        text = "letters, digits, spaces, hyphens, underscores and periods"
        raise Refusal(400, f"name must be made of {text}")


def _conditions(body: Fields) -> Fields:
    """Return the conditions that a body has, as in responses."""
    kinds = {kind: body[kind] for kind in KINDS if kind in body}
    return {
        kind: given if kind == "size" else [_condition(one) for one in given]
        for kind, given in kinds.items()
    }


def _condition(one: Fields) -> Fields:
    flags = {"case_sensitive": int(bool(one["case_sensitive"]))} if "case_sensitive" in one else {}
    return one | flags
