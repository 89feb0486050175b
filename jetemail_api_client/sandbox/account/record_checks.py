"""What the records of a snapshot must be beyond their types: what requests could have made.

The fields of a record that came with a request are checked as that request would be.
"""

from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any

from attrs import frozen

from ..clock import END
from ..credentials import Credential
from ..events.attempts import DELAYS, Attempts
from ..events.webhooks import Delivery, Webhook
from ..inbound.domains import InboundDomain
from ..inbound.forwarding import ForwardRule
from ..inbound.rules import KINDS, Rule
from ..inbound.webhooks import MailDelivery
from ..outbound.domains import OutboundDomain
from ..outbound.idempotency import Entry
from ..outbound.messages import Action, Interaction, Message
from ..outbound.outcomes import OUTCOMES, Stage
from ..outbound.smtp_users import SmtpUser
from ..outbound.suppressions import Suppression
from ..outbound.transactional_keys import TransactionalKey
from ..replies import Fields, Refusal
from .description import Operation, description


def check_record(record: Any) -> None:
    """Check a record.

    Raises:
        ValueError: It is not as a request could have made it; the text begins with the field.
    """
    for form in _FORMS.get(type(record), ()):
        try:
            _operations()[form.operation].check_body(form.body(record))
        except Refusal as refusal:
            raise ValueError(str(refusal)) from None
    _CHECKS.get(type(record), lambda _: None)(record)


@frozen
class _Form:
    """A request that makes, or changes, what a record has."""

    operation: str
    body: Callable[[Any], Fields]
    """Returns its body."""


def _permissions(one: Credential) -> Fields:
    return {
        "allowAllDomains": one.allow_all_domains,
        "approvedDomains": one.approved_domains,
        "quota": one.quota,
        "ipRestrictions": one.ip_restrictions,
    }


def _inbound(settings: Fields, domain: str, delivery_type: str) -> Fields:
    given = {name: value for name, value in settings.items() if value is not None}
    return {**given, "domain": domain, "delivery_type": delivery_type}


def _check_one_of(name: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        raise ValueError(f"{name} must be one of {', '.join(known)}")


def _check_stage(stage: Stage) -> None:
    _check_one_of("action", stage.action, _ACTIONS)
    _check_one_of("event", stage.event, _INTERACTIONS if not stage.response else _EVENTS)


def _check_attempts(record: Attempts) -> None:
    if not 0 <= record.attempts <= record.limit <= len(DELAYS):
        raise ValueError(f"attempts must be 0 to its limit, and that at most {len(DELAYS)}")


def _check_reply(entry: Entry) -> None:
    if entry.reply and not 200 <= entry.reply.status < 600:
        raise ValueError("reply.status must be 200 to 599")
    headers = entry.reply.headers if entry.reply else {}
    for one in (*headers, *headers.values()):
        if not (one.isascii() and one.isprintable()):
            raise ValueError("reply.headers must be printable ASCII")


def _check_message(message: Message) -> None:
    if not message.recipients:
        raise ValueError("recipients must have at least 1 item")
    if not 0 <= (message.scheduled_at or 0) <= END:
        raise ValueError(f"scheduled_at must be 0 to {END}")


def _check_servers(domain: InboundDomain) -> None:
    if domain.delivery_type == "smtp" and not domain.settings.get("smtp_servers"):
        raise ValueError("smtp_servers is required for smtp delivery")


def _check_credential(one: Credential) -> None:
    if one.usage < 0:
        raise ValueError("usage must be at least 0")


def _check_kinds(rule: Rule) -> None:
    for kind in rule.conditions.keys() - set(KINDS):
        raise ValueError(f"{kind} is no kind of condition")


_STAGES = [stage for stages in OUTCOMES.values() for stage in stages]
# A dict, unlike a set, keeps the order.
_ACTIONS = dict.fromkeys(["QUEUED", *(one.action for one in _STAGES)])
_EVENTS = dict.fromkeys(one.event for one in _STAGES)
_INTERACTIONS = dict.fromkeys(one.event for one in _STAGES if not one.response)

_CHECKS: Mapping[type, Callable[[Any], None]] = {
    Action: lambda one: _check_one_of("action", one.action, _ACTIONS),
    Delivery: _check_attempts,
    Entry: _check_reply,
    InboundDomain: _check_servers,
    Interaction: lambda one: _check_one_of("event", one.event, _INTERACTIONS),
    MailDelivery: _check_attempts,
    Message: _check_message,
    Rule: _check_kinds,
    SmtpUser: _check_credential,
    Stage: _check_stage,
    TransactionalKey: _check_credential,
}

_FORMS: Mapping[type, tuple[_Form, ...]] = {
    ForwardRule: (
        _Form(
            "forward_rules.create",
            lambda one: {"localpart": one.localpart, "destination": one.destination},
        ),
    ),
    InboundDomain: (
        _Form(
            "inbound_domains.create",
            lambda one: _inbound(one.settings, one.domain, one.delivery_type),
        ),
    ),
    MailDelivery: (
        _Form(
            "inbound_domains.create",
            lambda one: _inbound(one.settings, one.message.domain, "webhook"),
        ),
    ),
    OutboundDomain: (
        _Form("outbound_domains.update_settings", lambda one: {"bccEmails": list(one.bcc)}),
    ),
    Rule: (_Form("account_blocklist.create", lambda one: {**one.conditions, "name": one.name}),),
    SmtpUser: (
        _Form(
            "smtp_users.create", lambda one: {"username": one.username, "password": one.password}
        ),
        _Form("smtp_users.update", lambda one: {"currentUsername": "", **_permissions(one)}),
    ),
    Suppression: (
        _Form(
            "suppressions.create",
            lambda one: {"target_value": one.target_value, "reason": one.reason},
        ),
    ),
    TransactionalKey: (
        _Form("transactional_keys.create", lambda one: {"name": one.name}),
        _Form("transactional_keys.update", lambda one: {"api_token": "", **_permissions(one)}),
    ),
    Webhook: (
        _Form(
            "webhooks.create",
            lambda one: {
                "name": one.name,
                "url": one.url,
                "events": one.events,
                "filter_users": one.filter_users,
                "filter_domains": one.filter_domains,
            },
        ),
    ),
}


@cache
def _operations() -> Mapping[str, Operation]:
    return {one.name: one for one in description().values()}
