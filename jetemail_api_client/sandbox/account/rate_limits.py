"""The rate limits of an account: 600 requests a minute to /email, 240 to all others."""

import math
from collections import deque

from attrs import define, field

from ..clock import Clock
from ..replies import Refusal

LIMITS = {"email.send": 600}
DEFAULT_LIMIT = 240
WINDOW = 60
"""Seconds."""
BLOCK = 300
"""Seconds that the account is blocked for once it is over a limit."""


@define
class RateLimits:
    """Counts the requests of an account while `enabled`; blocks all of them after too many.

    Off unless asked for: tests make more requests than a service, and would fail five minutes long.
    """

    clock: Clock
    enabled: bool = False
    blocked_until: float = 0.0
    """Unix seconds."""
    requests: dict[str, deque[float]] = field(factory=dict)
    """When the requests of the last minute were made: to /email, and to others (empty name)."""

    def count(self, operation: str) -> None:
        """Count a request; refuse it if the account is over a limit or blocked."""
        if not self.enabled:
            return
        now = self.clock.now()
        requests = self.requests.setdefault(operation if operation in LIMITS else "", deque())
        while requests and requests[0] <= now - WINDOW:
            requests.popleft()
        if now >= self.blocked_until and len(requests) >= LIMITS.get(operation, DEFAULT_LIMIT):
            self.blocked_until = now + BLOCK
        if now < self.blocked_until:
            seconds = math.ceil(self.blocked_until - now)
            headers = {"Retry-After": str(seconds)}
            raise Refusal(429, "Too many requests: the account is blocked", headers=headers)
        requests.append(now)
