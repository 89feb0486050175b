"""Deadlines, as moments of `time.monotonic()`, and the grace for a process that was stopped."""

import time

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
