"""Idempotency keys of an account: a repeat gets the first response again."""

import hashlib
import json
from typing import Any

from attrs import define, field

from ..clock import Clock
from ..replies import Refusal, Reply

LIFETIME = 24 * 3600
"""Seconds that a key is kept: published for SMTP, not for HTTP."""
MAX_KEYS = 10_000
"""Keys that are kept, of the last messages that are."""


@define
class Entry:
    """The first request with a key."""

    digest: str
    created: float
    reply: Reply | None = None
    """None while the first request is running."""


@define
class IdempotencyKeys:
    """The keys of the requests of a day."""

    clock: Clock
    entries: dict[str, Entry] = field(factory=dict)

    def begin(self, key: str, body: Any) -> Reply | None:
        """Return the response of the first request with a key, or None for the first request.

        Raises:
            Refusal: The first request is still running, or its body was another.
        """
        self._expire()
        entry = self.entries.get(key)
        if entry is None:
            self.entries[key] = Entry(_digest(body), self.clock.now())
            return None
        if entry.digest != _digest(body):
            text = "The Idempotency-Key was used with another body"
            raise _conflict("IDEMPOTENCY_BODY_MISMATCH", text)
        if entry.reply is None:
            text = "The first request with this Idempotency-Key is still running"
            raise _conflict("IDEMPOTENCY_IN_FLIGHT", text)
        return entry.reply

    def complete(self, key: str, reply: Reply) -> None:
        """Keep the response of the first request."""
        self.entries[key].reply = reply

    def abandon(self, key: str) -> None:
        """Forget a key whose request was refused."""
        del self.entries[key]

    def _expire(self) -> None:
        # Oldest first, so that only the expired ones are looked at.
        while self.entries:
            oldest = next(iter(self.entries))
            is_alive = self.entries[oldest].created + LIFETIME > self.clock.now()
            if is_alive and len(self.entries) < MAX_KEYS:
                return
            del self.entries[oldest]


def _digest(body: Any) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _conflict(code: str, text: str) -> Refusal:
    # The field of the code is not published: it stands in two that official SDKs read.
    return Refusal(409, text, body={"success": False, "error": f"{code}: {text}", "code": code})
