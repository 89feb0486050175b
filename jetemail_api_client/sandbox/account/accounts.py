"""The account of a sandbox: its keys and the state of each resource."""

import secrets
from collections import deque
from collections.abc import Callable
from threading import RLock
from typing import Any

from attrs import define, field, frozen

from .. import API_KEY, TRANSACTIONAL_KEY
from ..clock import Clock
from ..credentials import check_key
from ..events.bus import Events
from ..events.webhooks import Webhooks
from ..inbound.domains import InboundDomains
from ..inbound.forwarding import ForwardDestinations, ForwardRules
from ..inbound.receiving import Inbound, InboundLogs, Quarantine
from ..inbound.rules import Rules
from ..inbound.webhooks import MailWebhooks
from ..outbound.domains import OutboundDomains
from ..outbound.emails import Email
from ..outbound.idempotency import IdempotencyKeys
from ..outbound.logs import OutboundLogs
from ..outbound.messages import Messages
from ..outbound.smtp_users import SmtpUsers
from ..outbound.suppressions import Suppressions
from ..outbound.transactional_keys import TransactionalKeys
from ..replies import Fields, Refusal, Reply, Sent
from .description import Operation
from .rate_limits import RateLimits
from .seeds import Seed, SeedSource, plant, read_seed


@frozen
class Effect:
    """A request that reached an operation, and the status of its response."""

    operation: str
    status: int
    time: float
    """Unix seconds."""


@frozen(kw_only=True)
class Settings:
    """What an account is made with."""

    api_key: str = field(repr=False)
    transactional_key: str = field(repr=False)
    paid_plan: bool
    rate_limits: bool
    seed: Fields
    """The contents of the seed."""


@define(init=False, eq=False)
class Account:
    """An account of the local JetEmail.

    Each resource of the API is an attribute of the same name, with a method for each operation.
    """

    lock: RLock = field(repr=False)
    """Held while the state changes: a test changes it beside the thread of the server."""
    settings: Settings
    clock: Clock
    observers: list[Callable[[], None]]
    """Called when something has changed or may have become due; from any thread."""
    api_keys: set[str]
    """The account keys; the transactional ones are in `transactional_keys`."""
    effects: deque[Effect]
    """The latest requests, oldest first."""
    events: Events
    rate_limits: RateLimits
    messages: Messages
    """The outbound messages, and what will become of them."""
    inbound: Inbound
    """The inbound messages; `receive` brings one in."""
    email: Email
    idempotency: IdempotencyKeys
    """The idempotency keys of the API."""
    smtp_idempotency: IdempotencyKeys
    """The idempotency keys of SMTP."""
    smtp_users: SmtpUsers
    transactional_keys: TransactionalKeys
    outbound_domains: OutboundDomains
    outbound_logs: OutboundLogs
    suppressions: Suppressions
    inbound_domains: InboundDomains
    forward_rules: ForwardRules
    forward_destinations: ForwardDestinations
    domain_allowlist: Rules
    domain_blocklist: Rules
    account_allowlist: Rules
    account_blocklist: Rules
    inbound_logs: InboundLogs
    quarantine: Quarantine
    webhooks: Webhooks
    mail_webhooks: MailWebhooks
    """The inbound mails on their way to the webhooks of domains."""

    def __init__(
        self,
        *,
        api_key: str | None = None,
        transactional_key: str | None = None,
        paid_plan: bool | None = None,
        rate_limits: bool | None = None,
        seed: SeedSource = None,
        clock: Clock | None = None,
    ) -> None:
        self.lock, self.observers = RLock(), []
        self.clock = clock or Clock()
        read = read_seed(seed)
        chosen = (api_key, read.key("account"), API_KEY)
        chosen_transactional = (transactional_key, read.key("transactional"), TRANSACTIONAL_KEY)
        self.settings = Settings(
            api_key=check_key("account", _first(*chosen)),
            transactional_key=check_key("transactional", _first(*chosen_transactional)),
            paid_plan=_first(paid_plan, read.plan == "pro"),
            rate_limits=_first(rate_limits, read.has_rate_limits),
            seed=read.contents,
        )
        self._make(read)
        self.events.subscribe(lambda _: self.notify())

    def _make(self, seed: Seed) -> None:
        clock, settings = self.clock, self.settings
        self.api_keys = {settings.api_key}
        self.effects = deque(maxlen=10_000)
        self.events = Events(clock)
        self.rate_limits = RateLimits(clock, enabled=settings.rate_limits)
        self.smtp_users = SmtpUsers(clock, paid_plan=settings.paid_plan)
        self.transactional_keys = TransactionalKeys(clock)
        self.transactional_keys.add(settings.transactional_key, "sandbox")
        self._make_outbound()
        self._make_inbound()
        self.webhooks = Webhooks(clock)
        self.events.subscribe(self.webhooks.on_event)
        plant(self, seed)

    def _make_outbound(self) -> None:
        self.suppressions = Suppressions(self.clock)
        self.outbound_domains = OutboundDomains(self.clock)
        self.messages = Messages(self.clock, self.events, self.suppressions)
        self.outbound_logs = OutboundLogs(self.messages)
        self.idempotency = IdempotencyKeys(self.clock)
        self.smtp_idempotency = IdempotencyKeys(self.clock)
        self.email = Email(
            self.messages, self.transactional_keys, self.outbound_domains, self.idempotency
        )

    def _make_inbound(self) -> None:
        clock, self.inbound_domains = self.clock, InboundDomains()
        self.forward_destinations = ForwardDestinations(
            clock, self.messages.submit, lambda email: self.forward_rules.count_to(email)
        )
        self.forward_rules = ForwardRules(clock, self.inbound_domains, self.forward_destinations)
        names = self.inbound_domains.names
        self.domain_allowlist = Rules(clock=clock, action="ALLOW", domains=names)
        self.domain_blocklist = Rules(clock=clock, action="DENY", domains=names)
        self.account_allowlist = Rules(clock=clock, action="ALLOW")
        self.account_blocklist = Rules(clock=clock, action="DENY")
        self.inbound = Inbound(
            clock=clock,
            events=self.events,
            domains=self.inbound_domains,
            forward_rules=self.forward_rules,
            allowlists=(self.domain_allowlist, self.account_allowlist),
            blocklists=(self.domain_blocklist, self.account_blocklist),
        )
        self.mail_webhooks = MailWebhooks(clock)
        self.inbound.deliveries.append(self.mail_webhooks.on_mail)
        self.inbound_logs = InboundLogs(self.inbound)
        self.quarantine = Quarantine(self.inbound)

    def reset(self) -> None:
        """Forget all that happened; the initial keys work again, and time is no longer moved.

        What the seed has is there again.

        Those who subscribed to events or to inbound deliveries get the new ones as well.
        """
        with self.lock:
            subscribers, deliveries = self.events.subscribers, self.inbound.deliveries
            subscribers.remove(self.webhooks.on_event)
            deliveries.remove(self.mail_webhooks.on_mail)
            self.clock.offset = 0.0
            self._make(Seed(self.settings.seed))
            self.events.subscribers += subscribers
            self.inbound.deliveries += deliveries
        self.notify()

    def run_due(self) -> None:
        """Let what is due by now become of the messages."""
        with self.lock:
            self.messages.run_due()

    def advance(self, seconds: float) -> None:
        """Move the time forward, and let what is due by then become of the messages."""
        with self.lock:
            end = self.clock.now() + seconds
            while (due := self.messages.next_due()) is not None and due <= end:
                self.clock.advance(max(0.0, due - self.clock.now()))
                self.run_due()
            self.clock.advance(max(0.0, end - self.clock.now()))
        self.notify()

    def notify(self) -> None:
        """Tell the observers that something has changed or may have become due."""
        for observer in list(self.observers):
            observer()

    def authenticate(self, operation: Operation, authorization: str, ip: str) -> str:
        """Return the key of a request; refuse one that the operation does not accept."""
        scheme, _, key = authorization.partition(" ")
        if operation.key is None:
            return ""
        if scheme.lower() != "bearer" or not self._accepts(operation.key, key, ip):
            raise Refusal(401, self._lacks_key(operation))
        return key

    def _accepts(self, kind: str, key: str, ip: str) -> bool:
        if kind == "account":
            # Latin-1, as headers are decoded.
            return any(secrets.compare_digest(key.encode(), one.encode()) for one in self.api_keys)
        transactional = self.transactional_keys.by_token.get(key)
        if transactional is None:
            return False
        transactional.check_status()
        transactional.check_ip(ip)
        return True

    def _lacks_key(self, operation: Operation) -> str:
        keys = self.api_keys if operation.key == "account" else self.transactional_keys.by_token
        shown = ", ".join(sorted({_masked(key) for key in keys})) or "none"
        return (
            "Required information not found: this is the JetEmail sandbox, and "
            f"{operation.name} needs one of its {operation.key} keys ({shown})"
        )

    def respond(self, operation: Operation, sent: Sent) -> Reply:
        """Perform an operation."""
        resource, _, verb = operation.name.partition(".")
        with self.lock:
            self.run_due()
            result: Fields | Reply | Any = getattr(getattr(self, resource), verb)(sent)
            if operation.name == "inbound_domains.delete":
                self._forget_domain()
            self.run_due()
        self.notify()
        return result if isinstance(result, Reply) else Reply(200, result)

    def record(self, operation: Operation, status: int) -> None:
        """Record a response in `effects`."""
        self.effects.append(Effect(operation.name, status, self.clock.now()))
        self.notify()

    def _forget_domain(self) -> None:
        """Remove the rules of deleted domains."""
        names, uuids = self.inbound_domains.names(), self.inbound_domains.by_uuid
        for rules in (self.domain_allowlist, self.domain_blocklist):
            for domain in {one.domain for one in rules.by_uuid.values()} - names:
                rules.remove_domain(domain)
        for uuid in {one.domain_uuid for one in self.forward_rules.by_uuid.values()} - set(uuids):
            self.forward_rules.remove_domain(uuid)


def _first(*values: Any) -> Any:
    """Return the first value that was given."""
    return next(one for one in values if one is not None)


def _masked(key: str) -> str:
    """Return a key for a message: the sandbox's own in full, of others only the kind."""
    if key in {API_KEY, TRANSACTIONAL_KEY}:
        return key
    kind, underscore, _ = key.partition("_")
    return f"{kind}_…" if underscore and kind in {"api", "transactional"} else "…"
