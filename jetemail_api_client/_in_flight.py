"""The attempts of a channel that are under way, so that a close ends them at once."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from ._faults import ClosedError

T = TypeVar("T")


class InFlight:
    """Holds the time limit of each attempt; a limit that is moved to now ends its attempt."""

    def __init__(self) -> None:
        self.is_closed = False
        self._limits: dict[asyncio.Timeout, asyncio.AbstractEventLoop] = {}

    def renew(self) -> None:
        """Forget the attempts of the parent process."""
        self._limits = {}

    def begin(self, limit: asyncio.Timeout, loop: asyncio.AbstractEventLoop) -> None:
        """Note an attempt.

        Raises:
            ClosedError: There may be none any more.
        """
        if self.is_closed:
            raise ClosedError
        self._limits[limit] = loop

    def end(self, limit: asyncio.Timeout) -> None:
        """Note that an attempt is over."""
        self._limits.pop(limit, None)

    def close(self) -> None:
        """End all attempts, in whichever loop they are, and let none begin."""
        self.is_closed = True
        running = asyncio.get_running_loop()
        for limit, loop in self._limits.copy().items():
            if loop is running:
                self._end_now(limit)
            elif loop.is_running():
                soon_in(loop, self._end_now, limit)

    def _end_now(self, limit: asyncio.Timeout) -> None:
        # It may have ended since another loop was told.
        if limit in self._limits and not limit.expired():
            limit.reschedule(0)


def soon_in(loop: asyncio.AbstractEventLoop, do: Callable[[T], object], what: T) -> None:
    """Have another thread's loop do something, unless it has been closed meanwhile."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(do, what)
