"""Messages as the page lists and shows them."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from attrs import asdict, frozen

from ...account.accounts import Account
from ...addresses import address_in, local_part
from ...inbound.messages import InboundMessage
from ...outbound.messages import Action, Interaction, Message
from ...outbound.outcomes import DROPPED, OUTCOMES
from . import statuses
from .statuses import Status

AnyMessage = Message | InboundMessage

PAGE_SIZE = 50
_SNIPPET = 160
"""Characters of the text in a list."""
_FAILED = {name for name, status in statuses.ACTIONS.items() if status.tone == "bad"}


@frozen(kw_only=True)
class Row:
    """A message in the list."""

    url: str
    is_inbound: bool
    status: Status
    note: str
    """How many of several recipients the status is for."""
    sender: str
    to: str
    others: int
    """How many more recipients it has."""
    subject: str
    snippet: str
    files: int
    time: float
    """Unix seconds."""


@frozen(kw_only=True)
class Listing:
    """A page of the messages that were asked for."""

    rows: list[Row]
    counts: dict[str, int]
    """How many messages each filter has, by its name."""
    total: int
    page: int
    pages: int


@frozen(kw_only=True)
class Entry:
    """A step in the life of a message."""

    time: float
    """Unix seconds."""
    recipient: str
    status: Status
    response: str = ""
    is_planned: bool = False


FILTERS: Mapping[str, Callable[[AnyMessage], bool]] = {
    "all": lambda _: True,
    "outbound": lambda message: isinstance(message, Message),
    "inbound": lambda message: isinstance(message, InboundMessage),
    "failed": lambda message: _is_failed(message),
}


def listing(account: Account, *, query: str, chosen: str, page: int) -> Listing:
    """Return a page of the messages with all words of a query, newest first.

    Args:
        account: The account.
        query: Words to search for in addresses, subject and text, in any case.
        chosen: The name of a filter.
        page: The number of the page, from 1; of those that there are, the closest is taken.
    """
    with account.lock:
        messages: list[AnyMessage] = [
            *account.messages.by_uid.values(),
            *account.inbound.by_uid.values(),
        ]
    if words := query.lower().split():
        messages = [one for one in messages if _has(one, words)]
    counts = {name: sum(map(accepts, messages)) for name, accepts in FILTERS.items()}
    found = sorted(filter(FILTERS[chosen], messages), key=time_of)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(max(1, page), pages)
    # The newest is the last, also of those of the same time.
    shown = islice(reversed(found), (page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    with account.lock:
        rows = [_row(one) for one in shown]
    return Listing(rows=rows, counts=counts, total=len(found), page=page, pages=pages)


def find(account: Account, direction: str, uid: str) -> AnyMessage | None:
    """Return the message with a uid, or None."""
    return (account.inbound if direction == "inbound" else account.messages).by_uid.get(uid)


def url_of(message: AnyMessage) -> str:
    """Return the path of the page of a message."""
    direction = "outbound" if isinstance(message, Message) else "inbound"
    return f"/_sandbox/{direction}/{message.uid}"


def time_of(message: AnyMessage) -> float:
    """Return when a message was sent or received, in Unix seconds."""
    return message.created if isinstance(message, Message) else message.received


def recipients_of(message: AnyMessage) -> list[str]:
    """Return the addresses that a message is for."""
    return message.recipients if isinstance(message, Message) else [message.to]


def status_of(message: AnyMessage) -> tuple[Status, str]:
    """Return the status of a message, and for how many of several recipients it is."""
    if isinstance(message, InboundMessage):
        return statuses.INBOUND[message.status], ""
    latest = {one.recipient: one.status for one in _past(message)}
    if not latest:
        return statuses.SCHEDULED, ""
    worst = min(latest.values(), key=lambda one: statuses.TONES.index(one.tone))
    count = sum(one == worst for one in latest.values())
    return worst, "" if count == len(latest) else f"{count} of {len(latest)}"


def timeline(account: Account, message: AnyMessage) -> list[Entry]:
    """Return the steps of a message, oldest first, with the one that is planned."""
    if isinstance(message, InboundMessage):
        return list(_inbound_steps(message))
    return [*_past(message), *_planned(account, message)]


def reasons(message: AnyMessage) -> list[tuple[str, str, str]]:
    """Return recipient, response and explanation of each failure of a message."""
    if isinstance(message, InboundMessage):
        if message.status not in {"blocked", "quarantined"}:
            return []
        return [(message.to, message.response, _INBOUND_REASONS[message.status])]
    return [
        (one.receiver, one.response, _reason(one))
        for one in message.actions
        if one.action in _FAILED or one.action == "DEFERRED"
    ]


_INBOUND_REASONS = {
    "blocked": "A rule of a blocklist has it.",
    "quarantined": "Its spam score is high, as that of all mail from spam@. It can be released.",
}


def headers_of(message: AnyMessage) -> list[tuple[str, str]]:
    """Return the headers of a message, in order."""
    if isinstance(message, Message):
        own = {
            "From": message.header_from,
            "To": ", ".join(message.to),
            "Cc": ", ".join(message.cc),
            "Reply-To": ", ".join(message.reply_to),
        }
    else:
        own = {"From": message.sender, "To": message.to}
    own |= {"Subject": message.subject, "Message-ID": message.message_id}
    present = {name.lower() for name in message.headers}
    made = [(name, text) for name, text in own.items() if text and name.lower() not in present]
    return [*made, *message.headers.items()]


def source_of(message: AnyMessage) -> str:
    """Return a message as JSON, without the content of its files and without keys."""
    fields = asdict(message, filter=lambda attribute, _: attribute.name not in _LEFT_OUT)
    fields["attachments"] = [
        {name: value for name, value in one.items() if name not in _LEFT_OUT}
        for one in fields["attachments"]
    ]
    return json.dumps(fields, indent=2, ensure_ascii=False, default=str)


# Files are long; the owners of a message are the key that it was sent with, among other names.
_LEFT_OUT = {"owners", "data", "content"}


def _is_failed(message: AnyMessage) -> bool:
    if isinstance(message, InboundMessage):
        return message.status == "blocked"
    return any(one.action in _FAILED for one in message.actions)


def _has(message: AnyMessage, words: Sequence[str]) -> bool:
    parts = (message.subject, message.sender, *recipients_of(message), message.text, message.html)
    lower = [part.lower() for part in parts]
    return all(any(word in part for part in lower) for word in words)


def _row(message: AnyMessage) -> Row:
    status, note = status_of(message)
    recipients = recipients_of(message)
    return Row(
        url=url_of(message),
        is_inbound=isinstance(message, InboundMessage),
        status=status,
        note=note,
        sender=message.sender,
        to=", ".join(recipients[:1]),
        others=len(recipients[1:]),
        subject=message.subject,
        snippet=_snippet(message),
        files=len(message.attachments),
        time=time_of(message),
    )


_HIDDEN = re.compile(r"<(style|script|title)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


def _snippet(message: AnyMessage) -> str:
    # The start of a message is enough: this is done for each row.
    start = message.text[: 10 * _SNIPPET] or _TAG.sub(" ", _HIDDEN.sub(" ", message.html[:5000]))
    return " ".join(start.split())[:_SNIPPET]


def _past(message: Message) -> Iterator[Entry]:
    # Sorting is stable: of the same time, an attempt comes before what the recipient did.
    steps: Iterable[Action | Interaction] = sorted(
        [*message.actions, *message.interactions], key=lambda one: one.date
    )
    for one in steps:
        if isinstance(one, Action):
            yield Entry(
                time=one.date, recipient=one.receiver, status=_status(one), response=one.response
            )
        else:
            status = statuses.INTERACTIONS[one.event]
            yield Entry(time=one.date, recipient=one.receiver, status=status)


def _status(action: Action) -> Status:
    is_dropped = action.response == DROPPED[0].response
    return statuses.DROPPED if is_dropped else statuses.ACTIONS[action.action]


def _planned(account: Account, message: Message) -> Iterator[Entry]:
    for step in account.messages.steps:
        if step.uid != message.uid:
            continue
        stage = step.stages[0] if step.stages else None
        if stage is None:
            status = statuses.ACTIONS["QUEUED"]
        else:
            status = statuses.INTERACTIONS.get(stage.event, statuses.ACTIONS[stage.action])
        yield Entry(time=step.due, recipient=step.recipient, status=status, is_planned=True)


def _inbound_steps(message: InboundMessage) -> Iterator[Entry]:
    received = statuses.INBOUND["received"]
    yield Entry(time=message.received, recipient=message.to, status=received)
    if message.status != "received":
        yield Entry(
            time=message.delivered or message.received,
            recipient=", ".join(message.recipients) or message.to,
            status=statuses.INBOUND[message.status],
            response=message.response,
        )


def _reason(action: Action) -> str:
    if action.response == DROPPED[0].response:
        return "The address is suppressed, or its local part is drop."
    part = local_part(address_in(action.receiver) or action.receiver)
    return f"The local part {part}@ asks the sandbox for this." if part in OUTCOMES else ""
