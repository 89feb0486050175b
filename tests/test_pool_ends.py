"""The pool: exceptions and interrupts lose nothing, and closing leaves nobody waiting."""

import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

import pytest

from jetemail_api_client._faults import ClosedError
from jetemail_api_client._pool import Pool

from .lending import Made, pool_of, waiting
from .streams import soon, until


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_exceptions(error: type[BaseException]) -> None:
    """Whatever ends an exchange in the middle, its connection is closed and its place is free."""
    pool, made = pool_of(1)

    def use() -> None:
        with pool.lent(soon()) as connection:
            connection.is_whole = False
            raise error

    for _ in range(3):
        with pytest.raises(error):
            use()

    assert [True] * 3 == [one.is_closed for one in made]
    assert ({}, []) == (pool._lent, pool._kept)


def test_interrupted_waiting(threads: ThreadPoolExecutor) -> None:
    """A wait can be interrupted, and takes no place with it."""
    pool, _ = pool_of(1)

    def interrupt() -> None:
        until(lambda: len(pool._waiting) == 1)
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    with pool.lent(soon()):
        threads.submit(interrupt)
        with pytest.raises(KeyboardInterrupt), pool.lent(soon()):
            pass

    assert (0, 0, 1) == (len(pool._waiting), len(pool._lent), len(pool._kept))


def test_interrupted_end() -> None:
    """An interrupt at the very end of an exchange passes, and loses nothing."""
    pool, made = pool_of(1)
    with pytest.raises(KeyboardInterrupt), pool.lent(soon()) as connection:
        connection.interrupts = 1

    with pool.lent(soon()) as again:
        assert made == [again]


def test_what_is_brought_too_late(threads: ThreadPoolExecutor) -> None:
    """A connection that is brought to somebody who has just given up goes to the next one."""
    pool, made = pool_of(1)
    turn: SimpleQueue[None] = SimpleQueue()
    with pool.lent(soon()):
        # As a thread does that does not get round to taking what is brought.
        pool._waiting.append(turn)
        future = waiting(threads, pool)
    pool._give_back(turn)

    assert made[0] is future.result(30)[0]


def test_closing() -> None:
    """Closing ends at once who waits, stops what is lent, closes what is kept, lends nothing."""
    pool, made = pool_of(2)
    with pool.lent(soon()), pool.lent(soon()):
        pass
    with pool.lent(soon()) as lent:
        kept = next(one for one in made if one is not lent)
        pool.close()
        assert (True, False, True) == (lent.is_stopped, lent.is_closed, kept.is_closed)
        with pytest.raises(ClosedError), pool.lent(soon()):
            pass

    assert lent.is_closed
    pool.close()


def test_closing_under_waiters(threads: ThreadPoolExecutor) -> None:
    """Who waits for a connection when the pool is closed does not wait for it any more."""
    pool, made = pool_of(1)
    with pool.lent(soon()):
        futures = [waiting(threads, pool) for _ in range(3)]
        pool.close()
        ends = [future.exception(30) for future in futures]
        with pytest.raises(ClosedError), pool.lent(soon()):
            pass

    assert [ClosedError] * 3 == [type(end) for end in ends]
    assert 1 == len(made)


def test_closing_while_one_is_replaced() -> None:
    """A kept connection that turns out to be bad after the pool was closed is not replaced."""
    pool, made = pool_of(1)
    with pool.lent(soon()):
        pass
    made[0].is_quiet, made[0].when_looked_at = False, pool.close
    with pytest.raises(ClosedError), pool.lent(soon()):
        pass

    assert (1, True) == (len(made), made[0].is_closed)


def test_closing_while_one_is_made() -> None:
    """Nothing is lent if the handler of a signal closes the pool in the middle of lending."""

    def new() -> Made:
        pool.close()
        return Made()

    pool = Pool(new, 1)
    with pytest.raises(ClosedError), pool.lent(soon()):
        pass

    assert {} == pool._lent
