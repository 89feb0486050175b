"""Absolute monotonic deadlines, the grace for a process that was stopped, and sleep."""

import asyncio
import time
from contextlib import suppress
from weakref import ref

from .._fork import reset_after_fork

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

    async def sleep(self, seconds: float) -> None:
        """Sleep, or until `close`."""
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        timer = loop.call_later(seconds, _wake, future)
        try:
            self._futures[id(future)] = ref(future)
            # After that: a close in between would not wake it.
            if not self._is_closed:
                await future
        finally:
            timer.cancel()
            self._futures.pop(id(future), None)

    def close(self) -> None:
        """End all sleeps, and those to come."""
        self._is_closed = True
        futures = (reference() for reference in self._futures.copy().values())
        for future in filter(None, futures):
            # A loop that was closed meanwhile has no sleeps.
            with suppress(RuntimeError):
                future.get_loop().call_soon_threadsafe(_wake, future)


def _wake(future: "asyncio.Future[None]") -> None:
    if not future.done():
        future.set_result(None)
