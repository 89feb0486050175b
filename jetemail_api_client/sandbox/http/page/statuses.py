"""The statuses that the page shows: a word, and a tone that only underlines it."""

from collections.abc import Mapping

from attrs import frozen

TONES = ("bad", "warn", "info", "good")
"""From the one that is looked at first."""


@frozen
class Status:
    """A word for a state, and its tone."""

    word: str
    tone: str


SCHEDULED = Status("Scheduled", "info")
DROPPED = Status("Dropped", "bad")

ACTIONS: Mapping[str, Status] = {
    "QUEUED": Status("Queued", "info"),
    "ACCEPTED": Status("Delivered", "good"),
    "DEFERRED": Status("Deferred", "warn"),
    "BOUNCED_HARD": Status("Bounced", "bad"),
    "BOUNCED_SOFT": Status("Soft bounce", "bad"),
    "REJECTED": Status("Rejected", "bad"),
    "SPAM": Status("Spam", "bad"),
    "VIRUS": Status("Virus", "bad"),
}
"""By the action in the log of an outbound message."""

INTERACTIONS: Mapping[str, Status] = {
    "outbound.complaint": Status("Complaint", "warn"),
    "outbound.opened": Status("Opened", "good"),
    "outbound.clicked": Status("Clicked", "good"),
}
"""By the event that is no attempt to deliver."""

INBOUND: Mapping[str, Status] = {
    "received": Status("Received", "info"),
    "delivered": Status("Delivered", "good"),
    "quarantined": Status("Quarantined", "warn"),
    "blocked": Status("Blocked", "bad"),
}
"""By the status of an inbound message."""

DELIVERIES: Mapping[str, Status] = {
    "pending": Status("Pending", "info"),
    "retry": Status("Retrying", "warn"),
    "success": Status("Delivered", "good"),
    "failed": Status("Failed", "bad"),
}
"""By the status of a delivery to a webhook."""

LOGINS: Mapping[str, Status] = {
    "active": Status("Active", "good"),
    "quota-unlocked": Status("Quota unlocked", "good"),
    "quota-locked": Status("Quota used up", "warn"),
    "suspended": Status("Suspended", "warn"),
    "disabled": Status("Disabled", "warn"),
}
"""By the status of an SMTP user."""


def of_response(code: int) -> Status:
    """Return the status of a response with a status code of HTTP."""
    tone = "good" if code < 400 else "warn" if code < 500 else "bad"
    return Status(str(code), tone)
