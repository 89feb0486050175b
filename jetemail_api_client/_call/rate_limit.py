"""Rate limiting: when a request may be sent under the API's limits and after a 429.

All tasks and threads of a client share one limiter. It never sleeps: it returns how long to.
"""

import math
import threading
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterator, Mapping
from itertools import count

from attrs import define, field

from .._fork import reset_after_fork
from .._runtime.operations import Bucket

# Requests of an account in a minute: https://support.jetemail.com/api-reference/introduction
_LIMITS: Mapping[Bucket, int] = {"account": 240, "email": 600}
# A second longer than the minute: requests do not take the same time to arrive.
_WINDOW = 61.0
# The API blocks an account for five minutes. After a longer Retry-After, one request tries earlier.
MAX_BLOCK = 900.0


@define(eq=False)
class Ticket:
    """A place in the queue of a bucket, once it has joined."""

    bucket: Bucket
    number: int = -1


@define
class _Queue:
    """The queue of one bucket, and when its last requests were sent."""

    limit: int
    waiting: list[int] = field(factory=list)
    sent: deque[float] = field(factory=deque)
    """Times of the last requests, at most as many as the limit, ascending."""
    numbers: Iterator[int] = field(factory=count)
    """The numbers of tickets to come, ascending."""

    def join(self, ticket: Ticket) -> None:
        # In this order: an interrupt in between leaves a ticket that knows its number.
        ticket.number = next(self.numbers)
        insort(self.waiting, ticket.number)

    def position(self, number: int) -> int | None:
        """Return how many tickets are ahead of one; None if it does not wait."""
        position = bisect_left(self.waiting, number)
        return position if self.waiting[position : position + 1] == [number] else None

    def remove(self, number: int) -> None:
        """Remove a ticket from the queue, if it is in it."""
        position = self.position(number)
        if position is not None:
            del self.waiting[position]

    def send_time(self, position: int, earliest: float) -> float:
        """Return when the ticket at a position may be used, at the earliest at a given time.

        It waits for the request that is `limit` places before it, sent or still waiting.
        """
        rounds, position = divmod(position, self.limit)
        before = position - self.limit + len(self.sent)
        free = self.sent[before] + _WINDOW if before >= 0 else earliest
        return max(earliest, free) + rounds * _WINDOW

    def count_request(self, now: float) -> None:
        """Count a request that is sent now."""
        self.sent.append(max(now, self.sent[-1]) if self.sent else now)
        if len(self.sent) > self.limit:
            self.sent.popleft()


class RateLimiter:
    """Serves tickets in the order of their joining."""

    def __init__(self, *, is_limiting: bool = True, is_blocking: bool = True) -> None:
        self._is_limiting = is_limiting
        self._is_blocking = is_blocking
        self._queues = {name: _Queue(limit) for name, limit in _LIMITS.items()}
        self._blocked_until = 0.0
        self.reset()
        reset_after_fork(self)

    def reset(self) -> None:
        """Make a lock of this process, and forget the tickets of the parent."""
        # Reentrant: a signal handler may make or cancel a call while it is held.
        self._lock = threading.RLock()
        for queue in self._queues.values():
            queue.waiting.clear()

    def join(self, ticket: Ticket) -> Ticket:
        """Add a ticket to its queue; one that is not used must be cancelled."""
        with self._lock:
            self._queues[ticket.bucket].join(ticket)
        return ticket

    def wait(self, ticket: Ticket, now: float, deadline: float = math.inf) -> float:
        """Return the seconds to wait for a ticket; 0 uses it, and its request must be sent now.

        A block may lengthen the wait, and cancelled tickets shorten it. From the deadline on a
        ticket cannot be used, only cancelled.
        """
        with self._lock:
            queue = self._queues[ticket.bucket]
            position, earliest = queue.position(ticket.number), max(now, self._blocked_until)
            if position is None:
                # Taken before a fork: it belongs to the parent.
                return 0.0
            moment = queue.send_time(position, earliest) if self._is_limiting else earliest
            if moment > now or now >= deadline:
                return moment - now
            queue.remove(ticket.number)
            queue.count_request(now)
            return 0.0

    def cancel(self, ticket: Ticket) -> None:
        """Remove a ticket that will not be used: those behind it move up."""
        with self._lock:
            self._queues[ticket.bucket].remove(ticket.number)

    def block_until(self, moment: float) -> None:
        """Send nothing before a moment: the API blocks the account as a whole."""
        if self._is_blocking:
            with self._lock:
                self._blocked_until = max(self._blocked_until, moment)

    def is_blocked(self, now: float) -> bool:
        """Return True while a block lasts."""
        return self._blocked_until > now
