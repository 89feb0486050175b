"""Absolute monotonic deadlines, the grace for a process that was stopped, and sleep."""

import asyncio
import threading
import time
from contextlib import suppress
from functools import partial
from weakref import ref

from .._fork import reset_after_fork
from ..rate_limits import Ticket

# Seconds. Short, because a server that sends a byte now and then gets them in addition.
GRACE_SECONDS = 0.1


def remaining(deadline: float | None) -> float | None:
    """Return the seconds until a deadline; None without one.

    Raises:
        TimeoutError: The deadline has passed.
    """
    if deadline is None:
        return None
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


class Grace:
    """Extends a deadline so that received data is read, even if the process woke up too late.

    The grace counts from the first look at the clock after the deadline.
    """

    __slots__ = ("_started",)

    def __init__(self) -> None:
        self._started: float | None = None

    def remaining(self, deadline: float | None) -> float | None:
        """Return the seconds until a deadline, and 0 during the grace.

        Raises:
            TimeoutError: The grace has passed, too.
        """
        try:
            seconds = remaining(deadline)
        except TimeoutError:
            now = time.monotonic()
            self._started = self._started or now
            if now - self._started > GRACE_SECONDS:
                raise
            return 0
        self._started = None
        return seconds


class Sleepers:
    """Sleeps of async calls, in any event loop, which a close of the client ends."""

    def __init__(self) -> None:
        self._is_closed = False
        self.reset()
        reset_after_fork(self)

    def reset(self) -> None:
        """Forget the sleeps of the parent process."""
        # Weak: a call ends with its event loop, if that is closed while the call sleeps.
        self._futures: dict[int, ref[asyncio.Future[None]]] = {}

    async def sleep(self, seconds: float, ticket: Ticket | None = None) -> None:
        """Sleep, or until `close`, or until a ticket is woken."""
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        timer = loop.call_later(seconds, _wake, future)
        ticket = ticket or Ticket("account")
        try:
            self._futures[id(future)] = reference = ref(future)
            ticket.waker = partial(_wake_threadsafe, reference)
            # After that: a close or a wake-up in between would not end it.
            if not (self._is_closed or ticket.is_woken):
                await future
        finally:
            timer.cancel()
            ticket.waker = None
            self._futures.pop(id(future), None)

    def close(self) -> None:
        """End all sleeps, and those to come."""
        self._is_closed = True
        for reference in self._futures.copy().values():
            _wake_threadsafe(reference)


def _wake_threadsafe(reference: "ref[asyncio.Future[None]]") -> None:
    # A loop that was closed meanwhile has no sleeps.
    if (future := reference()) is not None:
        with suppress(RuntimeError):
            future.get_loop().call_soon_threadsafe(_wake, future)


def _wake(future: "asyncio.Future[None]") -> None:
    if not future.done():
        future.set_result(None)


class ThreadSleepers:
    """Sleeps of sync calls, in any thread, which a close of the client ends."""

    def __init__(self) -> None:
        self._is_closed = False
        self.reset()
        reset_after_fork(self)

    def reset(self) -> None:
        """Forget the sleeps of the parent process."""
        # Locks, not events: a signal handler that closes the client must not wait for one.
        self._locks: set[threading.Lock] = set()

    def sleep(self, seconds: float, ticket: Ticket | None = None) -> None:
        """Sleep, or until `close`, or until a ticket is woken."""
        lock = threading.Lock()
        lock.acquire()
        ticket = ticket or Ticket("account")
        try:
            self._locks.add(lock)
            ticket.waker = partial(_release, lock)
            # After that: a close or a wake-up in between would not end it.
            if not (self._is_closed or ticket.is_woken):
                lock.acquire(timeout=seconds)
        finally:
            ticket.waker = None
            self._locks.discard(lock)

    def close(self) -> None:
        """End all sleeps, and those to come."""
        self._is_closed = True
        for lock in self._locks.copy():
            _release(lock)


def _release(lock: threading.Lock) -> None:
    # It was released before, or its sleep is over.
    with suppress(RuntimeError):
        lock.release()
