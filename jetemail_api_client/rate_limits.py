"""Rate limits: a client stays below those of the API, and sends nothing after a 429.

The API limits an account: 240 requests a minute, and 600 for sending. It blocks an account that
exceeds them for five minutes. Clients, processes and machines that use one account share its
limits. Give each client a share, `RateLimits(account=60, email=150)`, or give the clients of a
process one `RateLimiter`. A child process after a fork has a limiter of its own, with the same
share; a process that was restarted does not know what it sent before.
"""

import threading
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import count

from attrs import Attribute, define, field, frozen

from ._fork import reset_after_fork
from ._runtime.operations import Bucket
from .errors import ConfigurationError

__all__ = ["RateLimiter", "RateLimits"]


def _requests(instance: object, attribute: "Attribute[int]", value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{attribute.name}: expected an int, got {type(value).__name__}")
    if value < 1:
        raise ConfigurationError(f"{attribute.name} is {value}; the minimum is 1.")


@frozen(kw_only=True)
class RateLimits:
    """Requests per minute: by default all that the API allows an account.

    Source: https://support.jetemail.com/api-reference/introduction
    """

    account: int = field(default=240, validator=_requests)
    """Requests of all operations but the next."""
    email: int = field(default=600, validator=_requests)
    """Requests of `email.send`."""


_ALL = RateLimits()
# A second longer than the minute: requests do not take the same time to arrive.
WINDOW = 61.0
# The API blocks an account for five minutes. After a longer Retry-After, one request tries earlier.
MAX_BLOCK = 900.0


@define(eq=False)
class Ticket:
    """A place in the queue of a bucket, once it has joined."""

    bucket: Bucket
    number: int = -1
    used_at: float = -1.0
    """When its request was let out."""


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
        free = self.sent[before] + WINDOW if before >= 0 else earliest
        return max(earliest, free) + rounds * WINDOW

    def count_request(self, now: float) -> float:
        """Count a request that is sent now; return the time that was noted."""
        self.sent.append(max(now, self.sent[-1]) if self.sent else now)
        if len(self.sent) > self.limit:
            self.sent.popleft()
        return self.sent[-1]


class RateLimiter:
    """Schedules the requests of one or several clients, in the order in which they began to wait.

    It never sleeps: it returns how long to. It may be shared by tasks, threads and event loops.

    Args:
        limits: Requests per minute; None for no limit.
        is_blocking: After a 429, send nothing until its Retry-After has passed.
    """

    def __init__(self, limits: RateLimits | None = _ALL, *, is_blocking: bool = True) -> None:
        if not isinstance(limits, RateLimits | None):
            raise TypeError(f"limits: expected RateLimits or None, got {type(limits).__name__}")
        self._is_limiting, self._is_blocking = limits is not None, is_blocking
        limits = limits or _ALL
        self._queues: Mapping[Bucket, _Queue] = {
            "account": _Queue(limits.account),
            "email": _Queue(limits.email),
        }
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

    def wait(self, ticket: Ticket, now: float) -> float:
        """Return the seconds to wait for a ticket; 0 uses it, and its request must be sent now.

        A block may lengthen the wait, and cancelled tickets shorten it.
        """
        with self._lock:
            queue = self._queues[ticket.bucket]
            position = queue.position(ticket.number)
            if position is None:
                # Taken before a fork: it belongs to the parent.
                return 0.0
            moment = self._send_time(queue, position, max(now, self._blocked_until))
            if moment > now:
                return moment - now
            queue.remove(ticket.number)
            ticket.used_at = queue.count_request(now)
            return 0.0

    def block_delay(self, ticket: Ticket, now: float) -> float:
        """Return the seconds by which a block by the API lengthens the wait for a ticket."""
        with self._lock:
            queue = self._queues[ticket.bucket]
            position = queue.position(ticket.number)
            if position is None:
                return 0.0
            earliest = max(now, self._blocked_until)
            moments = (self._send_time(queue, position, one) for one in (earliest, now))
            return next(moments) - next(moments)

    def _send_time(self, queue: _Queue, position: int, earliest: float) -> float:
        return queue.send_time(position, earliest) if self._is_limiting else earliest

    def finish(self, ticket: Ticket, now: float) -> None:
        """Count the request of a used ticket at its end, which is not before its arrival.

        It may have waited for a connection: counted when it was let out, more requests than the
        limit could arrive within a minute.
        """
        with self._lock:
            queue = self._queues[ticket.bucket]
            with suppress(ValueError):
                queue.sent.remove(ticket.used_at)
                queue.count_request(now)

    def cancel(self, ticket: Ticket) -> None:
        """Remove a ticket that will not be used: those behind it move up."""
        with self._lock:
            self._queues[ticket.bucket].remove(ticket.number)

    def block_until(self, moment: float) -> None:
        """Send nothing before a moment: the API blocks the account as a whole."""
        if self._is_blocking:
            with self._lock:
                self._blocked_until = max(self._blocked_until, moment)
