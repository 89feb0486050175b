"""Rate limits: a client stays below those of the API, and sends nothing after a 429.

The API limits an account: 240 requests a minute, and 600 for sending. It blocks an account that
exceeds them for five minutes. Clients, processes and machines that use one account share its
limits. Give each client a share, `RateLimits(account=60, email=150)`, or give the clients of a
process one `RateLimiter`. A child process after a fork has a limiter of its own, with the same
share; a process that was restarted does not know what it sent before.

To have all processes and machines share one limit, use `jetemail_api_client.redis_limits`, or give
their clients another limiter that keeps its state outside of them: any object with the methods of
`SharedRateLimiter`, or of `AsyncSharedRateLimiter` for `AsyncJetEmail`.
"""

import math
import threading
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Callable, Mapping
from itertools import count
from operator import attrgetter
from typing import Protocol

from attrs import Attribute, define, field, frozen

from ._fork import ProcessBound, reset_after_fork
from ._runtime.operations import Bucket
from ._runtime.values import attributes_repr, printable
from .errors import ConfigurationError

__all__ = ["AsyncSharedRateLimiter", "RateLimiter", "RateLimits", "SharedRateLimiter", "Wait"]


def _requests(instance: object, attribute: "Attribute[int]", value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{attribute.name}: expected an int, got {type(value).__name__}")
    if value < 1:
        raise ConfigurationError(f"{attribute.name} is {printable(value)}; the minimum is 1.")


@frozen(kw_only=True)
class RateLimits:
    """Requests per minute: by default all that the API allows an account.

    Source: https://support.jetemail.com/api-reference/introduction
    """

    account: int = field(default=240, validator=_requests)
    """Requests of all operations but the next."""
    email: int = field(default=600, validator=_requests)
    """Requests of `email.send`."""

    __repr__ = attributes_repr


def _seconds(instance: object, attribute: "Attribute[float]", value: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{attribute.name}: expected seconds, got {type(value).__name__}")
    if not 0 <= value < math.inf:
        limits = "it must be finite and not negative"
        raise ConfigurationError(f"{attribute.name} is {printable(value)}; {limits}.")


@frozen
class Wait:
    """How long a request must wait."""

    seconds: float = field(default=0.0, validator=_seconds)
    """Until it may be sent; 0 uses its ticket: the request is sent now."""
    blocked: float = field(default=0.0, validator=_seconds)
    """The part of them that a block after a 429 adds, which counts toward the deadline."""

    __repr__ = attributes_repr


NO_WAIT = Wait()

_ALL = RateLimits()
# A second longer than the minute: requests do not take the same time to arrive.
WINDOW = 61.0
# The API blocks an account for five minutes. After a longer Retry-After, one request tries earlier.
MAX_BLOCK = 900.0
# A ticket whose time has come goes after those ahead of it. If the first of them takes longer to
# wake up, such as in an event loop that is blocked or was closed, it is passed. In seconds.
_PATIENCE = 1.0
# A 429 wakes those who wait, unless it lengthens a block by less than this, in seconds: requests in
# flight get one each.
_SAME_BLOCK = 1.0


@define(eq=False)
class Ticket:
    """A place in the queue of a bucket, once it has joined."""

    bucket: Bucket
    number: int = -1
    """Its order in the queue; -1 until it joins, for the end of the queue."""
    name: str = ""
    """Its name in a shared limiter."""
    used_at: float = -1.0
    """When its request was let out."""
    awaited_since: float | None = None
    """Since when tickets whose time has come wait for it, the first one; None if none does."""
    waker: Callable[[], object] | None = None
    """Ends the sleep of the call that waits for it."""
    is_woken: bool = False
    """True if it was woken since it was last checked."""

    def wake(self) -> None:
        """Have its call check it again, now or when it is about to sleep."""
        self.is_woken = True
        if (waker := self.waker) is not None:
            waker()


_number = attrgetter("number")


@define
class _Queue:
    """The queue of one bucket, and when its last requests were sent."""

    limit: int
    waiting: list[Ticket] = field(factory=list)
    """Ascending by number."""
    sent: deque[float] = field(factory=deque)
    """Times of the last requests, at most as many as the limit, ascending."""

    def position(self, ticket: Ticket) -> int | None:
        """Return how many tickets are ahead of one; None if it does not wait."""
        position = bisect_left(self.waiting, ticket.number, key=_number)
        return position if self.waiting[position : position + 1] == [ticket] else None

    def remove(self, ticket: Ticket) -> None:
        """Remove a ticket from the queue, if it is in it, and wake the next one."""
        position = self.position(ticket)
        if position is not None:
            del self.waiting[position]
            if position == 0:
                self.wake_first()

    def patience(self, now: float) -> float:
        """Wake the first ticket; return the seconds for which others wait for it."""
        first = self.waiting[0]
        if first.awaited_since is None:
            first.awaited_since = now
        first.wake()
        return first.awaited_since + _PATIENCE - now

    def wake_first(self) -> None:
        """Wake the first ticket; it wakes the next one when it leaves."""
        if self.waiting:
            self.waiting[0].wake()

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

    def recount(self, noted: float, now: float) -> None:
        """Count a request now instead of at the time that was noted, if that still counts."""
        position = bisect_left(self.sent, noted)
        if position < len(self.sent) and self.sent[position] == noted:
            del self.sent[position]
            self.count_request(now)


class SharedRateLimiter(Protocol):
    """A rate limiter of several processes, for `JetEmail`; `rate_limits` takes it.

    All times are durations in seconds: processes do not share a monotonic clock. Each attempt of a
    call has a ticket, a name that no other has. A ticket that was not released must expire: its
    process may have died. If `wait` raises an exception, the call raises `RateLimiterError` and
    sends nothing; to send without a limit then, catch it and return `Wait(0)`. Exceptions of the
    other two methods are logged. It may be used by several threads, and in the child of a fork.
    """

    def wait(self, ticket: str, bucket: Bucket, *, age: float, timeout: float) -> Wait:
        """Return how long the request of a ticket must wait; it sleeps so long, and asks again.

        The first time adds the ticket to the queue of its bucket. A wait of 0 uses it, and its
        request is sent now.

        Args:
            ticket: The name of the ticket.
            bucket: The limit that counts: "email" for `email.send`, else "account".
            age: Seconds since the call began; the oldest call goes first. A retry has a new ticket.
            timeout: Seconds to return within, what is left of `rate_limit_timeout`. Nothing ends a
                sync method that takes longer.
        """
        ...

    def release(self, ticket: str, bucket: Bucket, *, timeout: float) -> None:
        """End a ticket: count the request of a used one from now, and remove another one.

        The request may have waited for a connection since its ticket was used. After a cancelled
        call it may come before the `wait` that was under way, which must not add the ticket again.
        """
        ...

    def block(self, seconds: float, *, timeout: float) -> None:
        """Send nothing for so long, in all processes, after a 429 with its Retry-After."""
        ...


class AsyncSharedRateLimiter(Protocol):
    """A `SharedRateLimiter` with async methods, for `AsyncJetEmail`.

    It may be used in several event loops. The client cancels what takes too long: a `wait` after
    what is left of `rate_limit_timeout`, the others after a second. No call waits for these; a
    close does, for a moment.
    """

    async def wait(self, ticket: str, bucket: Bucket, *, age: float) -> Wait:
        """Return how long the request of a ticket must wait."""
        ...

    async def release(self, ticket: str, bucket: Bucket) -> None:
        """End a ticket: count the request of a used one from now, and remove another one."""
        ...

    async def block(self, seconds: float) -> None:
        """Send nothing for so long, in all processes, after a 429 with its Retry-After."""
        ...


SHARED_LIMITER_METHODS = ("wait", "release", "block")


class Limiter(Protocol):
    """What a call needs of a rate limiter, in the process or shared."""

    def join(self, ticket: Ticket) -> object:
        """Prepare a ticket."""
        ...

    def finish(self, ticket: Ticket, now: float) -> None:
        """Count the request of a used ticket at its end."""
        ...

    def cancel(self, ticket: Ticket) -> None:
        """Remove a ticket that will not be used."""
        ...

    def block(self, seconds: float, now: float) -> None:
        """Send nothing for so long."""
        ...


class RateLimiter(ProcessBound):
    """Schedules the requests of one or several clients, in the order in which they began to wait.

    It never sleeps: it returns how long to. It may be shared by tasks, threads and event loops.

    Args:
        limits: Requests per minute; None for no limit.
        is_blocking: After a 429, send nothing until its Retry-After has passed.
    """

    _instead = ", with a share of the limits"

    def __init__(self, limits: RateLimits | None = _ALL, *, is_blocking: bool = True) -> None:
        if not isinstance(limits, RateLimits | None):
            raise TypeError(f"limits: expected RateLimits or None, got {type(limits).__name__}")
        self._is_limiting, self._is_blocking = limits is not None, is_blocking
        limits = limits or _ALL
        self._queues: Mapping[Bucket, _Queue] = {
            "account": _Queue(limits.account),
            "email": _Queue(limits.email),
        }
        self._numbers = count()
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
        """Add a ticket to its queue: at its end, or in the place of the number that it has.

        One that is not used must be cancelled.
        """
        with self._lock:
            if ticket.number < 0:
                # Before it joins: an interrupt in between leaves a ticket that knows its number.
                ticket.number = next(self._numbers)
            insort(self._queues[ticket.bucket].waiting, ticket, key=_number)
        return ticket

    def check(self, ticket: Ticket, now: float) -> Wait:
        """Return how long to wait for a ticket, as `wait` does, and how much of it is a block."""
        seconds = self.wait(ticket, now)
        return Wait(seconds, self.block_delay(ticket, now)) if seconds else NO_WAIT

    def wait(self, ticket: Ticket, now: float) -> float:
        """Return the seconds to wait for a ticket; 0 uses it, and its request must be sent now.

        A block may lengthen the wait, and cancelled tickets shorten it: then it is woken.
        """
        with self._lock:
            queue = self._queues[ticket.bucket]
            position = queue.position(ticket)
            if position is None:
                # Taken before a fork: it belongs to the parent.
                return 0.0
            ticket.is_woken = False
            moment = self._send_time(queue, position, max(now, self._blocked_until))
            if moment > now:
                ticket.awaited_since = None
                return moment - now
            if position and (patience := queue.patience(now)) > 0:
                return patience
            queue.remove(ticket)
            ticket.used_at = queue.count_request(now)
            return 0.0

    def block_delay(self, ticket: Ticket, now: float) -> float:
        """Return the seconds by which a block by the API lengthens the wait for a ticket."""
        with self._lock:
            queue = self._queues[ticket.bucket]
            position = queue.position(ticket)
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
            self._queues[ticket.bucket].recount(ticket.used_at, now)

    def cancel(self, ticket: Ticket) -> None:
        """Remove a ticket that will not be used: those behind it move up."""
        with self._lock:
            self._queues[ticket.bucket].remove(ticket)

    def block(self, seconds: float, now: float) -> None:
        """Send nothing for so long: the API blocks the account as a whole."""
        if self._is_blocking:
            with self._lock:
                until, before = now + seconds, self._blocked_until
                self._blocked_until = max(before, until)
                if until - before > _SAME_BLOCK:
                    # Those that it delays beyond their deadline fail now.
                    for queue in self._queues.values():
                        for ticket in queue.waiting:
                            ticket.wake()


def __dir__() -> list[str]:
    return __all__
