"""Outbound messages of an account: sent by the API or SMTP, and their outcomes."""

import secrets
from bisect import insort
from collections.abc import Iterable
from typing import Literal
from uuid import uuid4

from attrs import define, field

from ..clock import Clock
from ..events.bus import Events
from ..replies import Fields
from .outcomes import DROPPED, Stage, outcome_of
from .suppressions import Suppressions

HOST = "outbound1.sandbox.local"
IP = "192.0.2.1"
MAX_MESSAGES = 10_000
MAX_SIZE = 256 * 1024 * 1024
"""Characters of all messages together; beyond it, the oldest are dropped."""
RECIPIENT_SIZE = 1000
"""Characters that a recipient counts as, with its entries in the log."""


@define
class Attachment:
    """A file of a message."""

    filename: str
    data: str = field(repr=False)
    """Base64."""
    content_id: str = ""
    """What `cid:` URLs of the HTML part call it, if it came by SMTP."""


@define(kw_only=True)
class Action:
    """An entry in the log of a message."""

    action: str
    """QUEUED, ACCEPTED, DEFERRED and so on."""
    receiver: str
    mx: str = ""
    response: str = ""
    date: float
    """Unix seconds."""


@define(kw_only=True)
class Interaction:
    """An open, a click or a complaint."""

    event: str
    receiver: str
    date: float
    """Unix seconds."""


@define(kw_only=True)
class Message:
    """An outbound message."""

    sender: str
    """The address that it was sent from."""
    header_from: str
    to: list[str]
    subject: str
    html: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    cc: list[str] = field(factory=list)
    bcc: list[str] = field(factory=list)
    reply_to: list[str] = field(factory=list)
    headers: dict[str, str] = field(factory=dict, repr=False)
    attachments: list[Attachment] = field(factory=list, repr=False)
    recipients: list[str]
    """The addresses of to, cc and bcc."""
    via: Literal["api", "smtp", "sandbox"] = "api"
    """How it was sent; `sandbox`: a mail that JetEmail itself sends, such as a confirmation."""
    user: str = ""
    """The SMTP user, or the name of the transactional key."""
    owners: list[str] = field(factory=list, repr=False)
    """The names of the login that webhooks may filter by."""
    origin: str = ""
    """The address of the client."""
    uid: str = field(factory=lambda: secrets.token_hex(9))
    created: float = 0.0
    """Unix seconds."""
    scheduling_id: str = ""
    scheduled_at: int | None = None
    """Unix seconds."""
    state: str = "scheduled"
    """The latest action, such as QUEUED or ACCEPTED."""
    actions: list[Action] = field(factory=list, repr=False)
    interactions: list[Interaction] = field(factory=list, repr=False)
    events: list[str] = field(factory=list)
    """The types of its events."""

    @property
    def message_id(self) -> str:
        """Its Message-ID header."""
        return f"<{self.uid}@sandbox.local>"

    @property
    def size(self) -> int:
        """How many characters it takes, about."""
        files = (one.data for one in self.attachments)
        size = sum(map(len, (self.subject, self.html, self.text, *self.headers.values(), *files)))
        return size + RECIPIENT_SIZE * len(self.recipients)


@define(order=True)
class Step:
    """A stage that is due later; without an event, the message is queued."""

    due: float
    number: int
    uid: str
    recipient: str = ""
    stages: list[Stage] = field(factory=list, order=False)


@define
class Messages:
    """The outbound messages of an account, oldest first, and what will become of them."""

    clock: Clock
    events: Events
    suppressions: Suppressions
    by_uid: dict[str, Message] = field(factory=dict)
    steps: list[Step] = field(factory=list)
    """What will happen, next first."""
    number: int = 0
    size: int = 0
    kept_steps: int = 0
    """How many steps there were when those of dropped messages were last removed."""

    def submit(self, message: Message, scheduled_at: int | None = None) -> Message:
        """Queue a message, or hold it until a time in Unix seconds; return it."""
        message.created = self.clock.now()
        if scheduled_at is not None:
            message.scheduling_id, message.scheduled_at = str(uuid4()), scheduled_at
        self._keep(message)
        if scheduled_at is None:
            self._queue(message)
        else:
            self._plan(Step(scheduled_at, 0, message.uid))
        return message

    def run_due(self) -> None:
        """Do all that is due by now."""
        while self.steps and self.steps[0].due <= self.clock.now():
            step = self.steps.pop(0)
            message = self.by_uid.get(step.uid)
            if message is None:
                continue
            if step.stages:
                self._reach(message, step)
            else:
                self._queue(message)

    def next_due(self) -> float | None:
        """Return when the next thing happens, in Unix seconds."""
        return self.steps[0].due if self.steps else None

    def _keep(self, message: Message) -> None:
        self.by_uid[message.uid] = message
        self.size += message.size
        while len(self.by_uid) > MAX_MESSAGES or (self.size > MAX_SIZE and len(self.by_uid) > 1):
            self.size -= self.by_uid.pop(next(iter(self.by_uid))).size
        if len(self.steps) > 2 * self.kept_steps + MAX_MESSAGES:
            # Steps of messages that were dropped, such as those scheduled in a month.
            self.steps = [one for one in self.steps if one.uid in self.by_uid]
            self.kept_steps = len(self.steps)

    def _plan(self, step: Step) -> None:
        self.number += 1
        step.number = self.number
        insort(self.steps, step)

    def _queue(self, message: Message) -> None:
        for recipient in message.recipients:
            queued = Stage("outbound.queued", "QUEUED", f"Message queued as {message.uid}")
            self._record(message, recipient, queued)
            is_suppressed = self.suppressions.is_suppressed(recipient)
            self._follow(message, recipient, DROPPED if is_suppressed else outcome_of(recipient))

    def _follow(self, message: Message, recipient: str, stages: Iterable[Stage]) -> None:
        if stages := list(stages):
            due = self.clock.now() + stages[0].delay
            self._plan(Step(due, 0, message.uid, recipient, stages))

    def _reach(self, message: Message, step: Step) -> None:
        self._record(message, step.recipient, step.stages[0])
        self._follow(message, step.recipient, step.stages[1:])

    def _record(self, message: Message, recipient: str, stage: Stage) -> None:
        now = self.clock.now()
        data: Fields = {
            "uid": message.uid,
            "from": message.sender,
            "to": recipient,
            "subject": message.subject,
            "user": message.user,
        }
        mx = "" if stage.action == "QUEUED" else f"mx.{recipient.rpartition('@')[2]}"
        if stage.response:
            action = Action(
                action=stage.action, receiver=recipient, mx=mx, response=stage.response, date=now
            )
            message.actions.append(action)
            message.state = stage.action
        else:
            message.interactions.append(
                Interaction(event=stage.event, receiver=recipient, date=now)
            )
        if mx:
            data |= {"mx": mx, "host": HOST, "ip": IP, "response": stage.response}
        message.events.append(stage.event)
        self.events.emit(
            stage.event,
            data,
            source_uid=message.uid,
            source_action=stage.action,
            owners=message.owners,
        )
