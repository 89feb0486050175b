"""The other tables of the page: deliveries, requests, faults, limits."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from attrs import frozen

from ...account.accounts import Account, Effect
from ...account.faults import ANY, Fault
from ...account.rate_limits import DEFAULT_LIMIT, LIMITS, WINDOW
from ...events.webhooks import Delivery
from ...inbound.webhooks import MailDelivery
from ...replies import Fields
from . import statuses
from .statuses import Status

PAGE_SIZE = 50
T = TypeVar("T")


@frozen
class Page(Generic[T]):
    """A page of a table, newest first."""

    rows: list[T]
    page: int
    pages: int


@frozen(kw_only=True)
class DeliveryRow:
    """A delivery to a webhook."""

    key: str
    kind: str
    """The type of the event, or `inbound mail`."""
    message_url: str
    url: str
    status: Status
    attempts: str
    code: int | None
    due: float | None
    """Unix seconds."""
    time: float
    """Unix seconds."""
    payload: str


@frozen(kw_only=True)
class WebhookRow:
    """A webhook, or an inbound domain that delivers to one."""

    name: str
    url: str
    status: Status
    events: list[str]


@frozen(kw_only=True)
class Limit:
    """A rate limit, and how much of it is used."""

    name: str
    used: int
    limit: int


def page_of(rows: Sequence[T], page: int) -> Page[T]:
    """Return a page of rows, which are given oldest first; the closest that there is."""
    pages = max(1, -(-len(rows) // PAGE_SIZE))
    page = min(max(1, page), pages)
    end = len(rows) - (page - 1) * PAGE_SIZE
    return Page(list(reversed(rows[max(0, end - PAGE_SIZE) : end])), page, pages)


def deliveries(account: Account, page: int) -> Page[DeliveryRow]:
    """Return a page of the deliveries of events and mails."""
    with account.lock:
        everything: list[Delivery | MailDelivery] = [
            *account.webhooks.deliveries,
            *account.mail_webhooks.deliveries,
        ]
        found = page_of(sorted(everything, key=_time_of), page)
        return Page([_delivery(one) for one in found.rows], found.page, found.pages)


def webhooks(account: Account) -> list[WebhookRow]:
    """Return the webhooks, those of inbound domains included."""
    with account.lock:
        events = [
            WebhookRow(
                name=one.name,
                url=_without_password(one.url),
                status=_ENABLED[one.enabled],
                events=list(one.events),
            )
            for one in account.webhooks.by_uuid.values()
        ]
        mails = [
            WebhookRow(
                name=one.domain,
                url=_without_password(str(one.settings["webhook_url"])),
                status=_ENABLED[one.status == "active"],
                events=["inbound mail"],
            )
            for one in account.inbound_domains.by_uuid.values()
            if one.settings.get("webhook_url")
        ]
    return [*events, *mails]


_ENABLED = {True: Status("Enabled", "good"), False: Status("Disabled", "warn")}


def requests(account: Account, page: int) -> Page[tuple[Effect, Status]]:
    """Return a page of the latest requests."""
    found = page_of(list(account.effects), page)
    rows = [(one, statuses.of_response(one.status)) for one in found.rows]
    return Page(rows, found.page, found.pages)


def limits(account: Account) -> list[Limit]:
    """Return how much of the rate limits the last minute has used; nothing if they are off."""
    counter = account.rate_limits
    if not counter.enabled:
        return []
    start = account.clock.now() - WINDOW
    names = {"email.send": ("/email", LIMITS["email.send"]), "": ("all others", DEFAULT_LIMIT)}
    return [
        Limit(name=name, used=sum(one > start for one in list(times)), limit=limit)
        for key, (name, limit) in names.items()
        for times in [counter.requests.get(key, ())]
    ]


FAULTS: Mapping[str, tuple[str, Fields]] = {
    "500": ("Respond with 500", {"status": 500}),
    "503": ("Respond with 503", {"status": 503}),
    "429": ("Respond with 429, Retry-After 1 s", {"retry_after": 1}),
    "401": ("Respond with 401", {"status": 401}),
    "reset": ("Reset the connection", {"reset": True}),
    "lost": ("Act, then reset the connection", {"reset": True, "acts": True}),
    "slow": ("Respond after 5 s", {"delay": 5}),
    "drip": ("Send a byte each 0.1 s", {"drip": 0.1}),
    "cut": ("Send half of the body", {"cut": True}),
}
"""The faults of the form: a label, and fields of `Fault`."""


def fault_text(fault: Fault) -> str:
    """Return what a fault does, as a sentence without its subject."""
    acts = "acts, then " if fault.acts and (fault.status or fault.reset) else ""
    text = acts + ", ".join(_fault_parts(fault))
    return text[0].upper() + text[1:]


def fault_count(fault: Fault) -> str:
    """Return which requests a fault applies to."""
    counts = {None: "all requests", 1: "the next request"}
    count = counts.get(fault.times, f"the next {fault.times} requests")
    operation = "any operation" if fault.operation == ANY else fault.operation
    after = f", after {fault.after} others" if fault.after else ""
    return f"{count} of {operation}{after}"


def _fault_parts(fault: Fault) -> Iterator[str]:
    if fault.delay:
        yield f"waits {fault.delay:g} s"
    if fault.status:
        yield f"responds with {fault.status}"
    if fault.retry_after is not None:
        yield f"Retry-After {fault.retry_after:g} s"
    if fault.drip:
        yield f"sends a byte each {fault.drip:g} s"
    if fault.cut:
        yield "sends half of the body"
    if fault.reset:
        yield "resets the connection"


def _time_of(delivery: Delivery | MailDelivery) -> float:
    if isinstance(delivery, MailDelivery):
        return delivery.message.received
    return delivery.event.created


def _delivery(delivery: Delivery | MailDelivery) -> DeliveryRow:
    if isinstance(delivery, MailDelivery):
        key = delivery.message.uid
        kind, message_url = "inbound mail", f"/_sandbox/inbound/{key}"
        payload: Any = delivery.payload()
        payload["attachments"] = [str(one.get("filename")) for one in payload["attachments"]]
    else:
        event = delivery.event
        key = f"{event.id}-{delivery.webhook_uuid}"
        kind, message_url = event.type, f"/_sandbox/{event.service}/{event.source_uid}"
        payload = event.payload()
    return DeliveryRow(
        key=key,
        kind=kind,
        message_url=message_url,
        url=_without_password(delivery.url),
        status=statuses.DELIVERIES[delivery.status],
        attempts=f"{delivery.attempts} of {delivery.limit}",
        code=delivery.last_response_code,
        due=delivery.due,
        time=_time_of(delivery),
        payload=json.dumps(payload, indent=2, ensure_ascii=False, default=str),
    )


_USER_INFO = re.compile(r"(?<=//)[^/?#@]*@")


def _without_password(url: str) -> str:
    return _USER_INFO.sub("…@", url)
