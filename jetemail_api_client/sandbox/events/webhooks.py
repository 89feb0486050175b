"""The event webhooks of an account: their operations, and the deliveries to them.

Nothing is sent here, but by `deliveries`.
"""

import secrets
from typing import TypeAlias
from uuid import uuid4

from attrs import define, field

from ..clock import Clock
from ..replies import Fields, Refusal, Sent
from .attempts import Attempts
from .bus import Event

MAX_DELIVERIES = 10_000
_STATUSES = ("disabled", "enabled")


@define(kw_only=True)
class Webhook:
    """A webhook for events."""

    uuid: str
    name: str
    url: str
    secret: str = field(repr=False)
    events: list[str]
    enabled: bool = True
    filter_users: list[str] | None = field(default=None, repr=False)
    filter_domains: list[str] | None = None
    created: float
    """Unix seconds."""
    modified: float
    """Unix seconds."""

    def wants(self, event: Event) -> bool:
        """Return whether an event is sent to this webhook."""
        chosen = self.filter_users if event.service == "outbound" else self.filter_domains
        is_chosen = chosen is None or not set(chosen).isdisjoint(event.owners)
        return self.enabled and event.type in self.events and is_chosen

    def to_dict(self) -> Fields:
        """Return the webhook as in the response of a create."""
        return {
            "uuid": self.uuid,
            "name": self.name,
            "url": self.url,
            "secret": self.secret,
            "events": self.events,
            "status": _STATUSES[self.enabled],
            "filter_users": self.filter_users,
            "filter_domains": self.filter_domains,
            "created_at": int(self.created),
            "last_modified": int(self.modified),
        }


@define(kw_only=True)
class Delivery(Attempts):
    """An event on its way to a webhook."""

    event: Event
    webhook_uuid: str

    def to_dict(self) -> Fields:
        """Return the delivery as in the response of a query."""
        code = self.last_response_code
        codes = {} if code is None else {"last_response_code": code}
        return {
            "id": self.event.id,
            "uuid": self.webhook_uuid,
            "service": self.event.service,
            "event_type": self.event.type,
            "source_uid": self.event.source_uid,
            "source_action": self.event.source_action,
            "payload": self.event.payload(),
            "webhook_url": self.url,
            "created_at": int(self.event.created),
            "latest_status": self.status,
            "total_attempts": self.total_attempts,
            **codes,
        }


# From Python 3.14 on, `list` in an annotation below is the method of that name.
_Deliveries: TypeAlias = list[Delivery]


@define
class Webhooks:
    """The webhooks of an account by UUID, and the deliveries to them, oldest first."""

    clock: Clock
    by_uuid: dict[str, Webhook] = field(factory=dict)
    deliveries: _Deliveries = field(factory=list, repr=False)

    def on_event(self, event: Event) -> None:
        """Queue an event for each webhook that wants it."""
        for webhook in self.by_uuid.values():
            if webhook.wants(event):
                delivery = Delivery(
                    event=event, webhook_uuid=webhook.uuid, url=webhook.url, due=self.clock.now()
                )
                self.deliveries.append(delivery)
        del self.deliveries[:-MAX_DELIVERIES]

    def list(self, _: Sent) -> Fields:
        """Return all webhooks."""
        return {"success": True, "webhooks": [one.to_dict() for one in self.by_uuid.values()]}

    def create(self, sent: Sent) -> Fields:
        """Add a webhook; the response has its secret."""
        body, now = sent.body, self.clock.now()
        webhook = Webhook(
            uuid=str(uuid4()),
            name=body["name"],
            url=body["url"],
            secret=f"whsec_{secrets.token_hex(16)}",
            events=body["events"],
            enabled=bool(body.get("status", 1)),
            filter_users=body.get("filter_users"),
            filter_domains=body.get("filter_domains"),
            created=now,
            modified=now,
        )
        self.by_uuid[webhook.uuid] = webhook
        message = "Webhook created successfully"
        return {"success": True, "message": message, "webhook": webhook.to_dict()}

    def get(self, sent: Sent) -> Fields:
        """Return a webhook."""
        return {"success": True, "webhook": self._find(sent.path["uuid"]).to_dict()}

    def update(self, sent: Sent) -> Fields:
        """Change the given fields of a webhook."""
        body = sent.body
        webhook = self._find(body["uuid"])
        webhook.name = body.get("name", webhook.name)
        webhook.url = body.get("url", webhook.url)
        webhook.events = body.get("events", webhook.events)
        webhook.enabled = bool(body.get("status", webhook.enabled))
        webhook.filter_users = body.get("filter_users", webhook.filter_users)
        webhook.filter_domains = body.get("filter_domains", webhook.filter_domains)
        webhook.modified = self.clock.now()
        return {"success": True, "message": "Webhook updated successfully"}

    def delete(self, sent: Sent) -> Fields:
        """Remove a webhook; what is still due to it is not sent."""
        uuid = self._find(sent.path["uuid"]).uuid
        del self.by_uuid[uuid]
        for delivery in self.deliveries:
            if delivery.webhook_uuid == uuid and delivery.due is not None:
                delivery.finish("failed")
        return {"success": True}

    def query(self, sent: Sent) -> Fields:
        """Return a page of deliveries, newest first."""
        body = sent.body
        limit, offset = body.get("limit", 50), max(0, body.get("offset", 0))
        found = [one for one in reversed(self.deliveries) if _is_chosen(one, body)]
        return {
            "events": [one.to_dict() for one in found[offset : offset + limit]],
            "total": len(found),
            "limit": limit,
            "offset": offset,
        }

    def replay(self, sent: Sent) -> Fields:
        """Queue events for delivery again, to webhooks that still exist."""
        body = sent.body
        chosen = {name: body[name] for name in ("event_id", "source_uid", "uuid") if name in body}
        if not chosen.keys() & {"event_id", "source_uid"}:
            raise Refusal(400, "event_id or source_uid is required")
        found = [
            one
            for one in self.deliveries
            if _is_chosen(one, chosen) and one.webhook_uuid in self.by_uuid
        ]
        if not found:
            raise Refusal(404, "There is no such event")
        for delivery in found:
            delivery.url = self.by_uuid[delivery.webhook_uuid].url
            delivery.status, delivery.attempts, delivery.due = "pending", 0, self.clock.now()
        return {
            "success": True,
            "event_id": found[-1].event.id,
            "status": "enqueued",
            "message": "Event re-queued for delivery",
        }

    def _find(self, uuid: str) -> Webhook:
        if uuid.lower() not in self.by_uuid:
            raise Refusal(404, "There is no webhook with this UUID")
        return self.by_uuid[uuid.lower()]


def _is_chosen(delivery: Delivery, body: Fields) -> bool:
    event = delivery.event
    values = {
        "uuid": delivery.webhook_uuid,
        "event_id": event.id,
        "event_type": event.type,
        "source_uid": event.source_uid,
        "status": delivery.status,
    }
    created = body.get("date_from", event.created) <= event.created
    created = created and event.created <= body.get("date_to", event.created)
    return created and all(body.get(name, value) == value for name, value in values.items())
