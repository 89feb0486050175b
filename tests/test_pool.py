"""The pool: how many connections, in which order, and until when somebody waits for one."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from .lending import pool_of, waiting
from .streams import soon, until


def test_last_used_first() -> None:
    """What was used last is lent first, so that what is not needed gets old."""
    pool, made = pool_of(3)
    with pool.lent(soon()) as first:
        with pool.lent(soon()) as second:
            pass
        with pool.lent(soon()) as again:
            pass
    with pool.lent(soon()) as last:
        pass

    assert [first, second] == made
    assert (second, first) == (again, last)


def test_expiry() -> None:
    """What was not used for a while is closed, not lent."""
    pool, made = pool_of(3, seconds=0.02)
    with pool.lent(soon()), pool.lent(soon()):
        pass
    time.sleep(0.03)
    with pool.lent(soon()) as connection:
        pass

    assert [True, True, False] == [one.is_closed for one in made]
    assert made[-1] is connection


def test_what_has_gone_bad() -> None:
    """A kept connection on which something came unasked is closed, and the next one is lent."""
    pool, made = pool_of(3)
    with pool.lent(soon()), pool.lent(soon()), pool.lent(soon()):
        pass
    made[0].is_quiet = made[1].is_quiet = False
    with pool.lent(soon()) as connection:
        assert made[2] is connection

    assert [True, True, False] == [one.is_closed for one in made]


def test_order_and_number(threads: ThreadPoolExecutor) -> None:
    """Who waits longest comes first, and there are never more connections than allowed."""
    pool, made = pool_of(1)
    with pool.lent(soon()):
        futures = [waiting(threads, pool) for _ in range(5)]
    lent, moments = zip(*(future.result(30) for future in futures), strict=True)

    assert (made * 5, sorted(moments)) == (list(lent), list(moments))


def test_end_of_waiting(threads: ThreadPoolExecutor) -> None:
    """Each waits until its own end, in the middle of the line, too."""
    pool, _ = pool_of(1)
    with pool.lent(soon()):
        futures = [waiting(threads, pool, seconds) for seconds in (60, 0.1, 60)]
        with pytest.raises(TimeoutError):
            futures[1].result(30)
        assert [False, True, False] == [future.done() for future in futures]

    assert futures[0].result(30)[0] is futures[2].result(30)[0]
    assert (0, 1) == (len(pool._lent), len(pool._kept))


def test_end_that_is_not_moved(threads: ThreadPoolExecutor) -> None:
    """The end of waiting does not move when a connection comes free for somebody else."""
    pool, _ = pool_of(1)
    is_over = threading.Event()

    def hold() -> None:
        with pool.lent(soon(60)):
            is_over.wait(30)

    with pool.lent(soon()):
        holding = threads.submit(hold)
        until(lambda: len(pool._waiting) == 1)
        began = time.monotonic()
        late = waiting(threads, pool, 2)
        time.sleep(1.6)
    # Only now does the other one get what it will keep.
    with pytest.raises(TimeoutError):
        late.result(30)
    waited = time.monotonic() - began
    is_over.set()
    holding.result(30)

    # One that moved would be 3.6 s away.
    assert 2 <= waited < 3.5
