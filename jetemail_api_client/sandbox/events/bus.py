"""Events of messages, and who gets them."""

import secrets
from collections import deque
from collections.abc import Callable

from attrs import define, field

from ..clock import Clock
from ..replies import Fields


@define(kw_only=True)
class Event:
    """Something that happened to a message."""

    id: str
    type: str
    """For example, `outbound.delivered`."""
    created: float
    """Unix seconds."""
    data: Fields
    source_uid: str
    """The uid of the message."""
    source_action: str
    """The action in the log that the event comes from."""
    owners: list[str] = field(factory=list, repr=False)
    """The names of the login that sent it, or the inbound domain: what webhooks filter by."""

    @property
    def service(self) -> str:
        """The service that it comes from: outbound or inbound."""
        return self.type.partition(".")[0]

    def payload(self) -> Fields:
        """Return the body of a delivery."""
        return {
            "id": self.id,
            "service": self.service,
            "type": self.type,
            "created_at": int(self.created),
            "data": self.data,
        }


Subscriber = Callable[[Event], None]


@define
class Events:
    """The events of an account, newest last; `subscribe` a function to get each when it happens."""

    clock: Clock
    recorded: deque[Event] = field(factory=lambda: deque(maxlen=10_000))
    subscribers: list[Subscriber] = field(factory=list, repr=False)

    def subscribe(self, subscriber: Subscriber) -> None:
        """Call a function with each event from now on."""
        self.subscribers.append(subscriber)

    def emit(
        self, kind: str, data: Fields, *, source_uid: str, source_action: str, owners: list[str]
    ) -> None:
        """Record an event and pass it to the subscribers."""
        event = Event(
            id=f"evt_{secrets.token_hex(12)}",
            type=kind,
            created=self.clock.now(),
            data=data,
            source_uid=source_uid,
            source_action=source_action,
            owners=owners,
        )
        self.recorded.append(event)
        for subscriber in self.subscribers:
            subscriber(event)
