"""Connections without a server, for the tests of the pool."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from attrs import define

from jetemail_api_client._pool import Pool

from .streams import soon, until


@define(eq=False)
class Made:
    """A connection without a server."""

    is_closed: bool = False
    is_stopped: bool = False
    is_quiet: bool = True
    is_whole: bool = True
    when_looked_at: Callable[[], None] = lambda: None
    interrupts: int = 0

    def is_fit(self) -> bool:
        self.when_looked_at()
        return self.is_quiet

    def is_reusable(self) -> bool:
        self.interrupts -= 1
        if self.interrupts >= 0:
            raise KeyboardInterrupt
        return self.is_whole and not self.is_closed

    def stop(self) -> None:
        self.is_stopped = True

    def close(self) -> None:
        self.is_closed = True


def pool_of(most: int, seconds: float = 5.0) -> tuple[Pool[Made], list[Made]]:
    """A pool, and all that it makes."""
    made: list[Made] = []

    def new() -> Made:
        made.append(Made())
        return made[-1]

    return Pool(new, most, seconds), made


def waiting(
    threads: ThreadPoolExecutor, pool: Pool[Made], seconds: float = 60.0
) -> "Future[tuple[Made, float]]":
    """A thread that waits for a connection: which it gets, and when."""
    before = len(pool._waiting)

    def wait() -> tuple[Made, float]:
        with pool.lent(soon(seconds)) as connection:
            return connection, time.monotonic()

    future = threads.submit(wait)
    until(lambda: len(pool._waiting) > before)
    return future
