"""Duplicates: a delivery is handled once, and again if that failed."""

import asyncio
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from jetemail_api_client.errors import ConfigurationError
from jetemail_api_client.webhooks import (
    AsyncDuplicateGuard,
    Claim,
    DuplicateGuard,
    MemoryStore,
)


class AsyncMemoryStore:
    """A store whose methods are awaited, and take a while."""

    def __init__(self) -> None:
        self.inner = MemoryStore()

    async def claim(self, delivery_id: str, /) -> Claim:
        await asyncio.sleep(0)
        return self.inner.claim(delivery_id)

    async def finish(self, delivery_id: str, /) -> None:
        await asyncio.sleep(0)
        self.inner.finish(delivery_id)

    async def release(self, delivery_id: str, /) -> None:
        await asyncio.sleep(0)
        self.inner.release(delivery_id)


class Broken(BaseException):
    """What no handler catches."""


def test_repeat_of_what_is_done() -> None:
    """A delivery whose block ended is done, whatever comes of other ones."""
    guard = DuplicateGuard()
    claims = []
    for delivery_id in ("a", "a", "b", "a"):
        with guard.once(delivery_id) as claim:
            claims.append(claim)

    assert ["new", "done", "new", "done"] == claims


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, asyncio.CancelledError, Broken])
def test_repeat_of_what_failed(error: type[BaseException]) -> None:
    """A delivery whose block raised, whatever it raised, is new again."""
    guard = DuplicateGuard()
    with pytest.raises(error), guard.once("a"):
        raise error
    with guard.once("a") as claim:
        pass

    assert "new" == claim


def test_repeat_of_what_is_being_handled() -> None:
    """A delivery that comes while it is handled is busy, and changes nothing however it ends."""
    guard = DuplicateGuard()
    with guard.once("a") as first:
        with guard.once("a") as second:
            pass
        with pytest.raises(ValueError, match="planted"), guard.once("a") as third:
            raise ValueError("planted")
    with guard.once("a") as last:
        pass

    assert ["new", "busy", "busy", "done"] == [first, second, third, last]


def test_failure_of_a_repeat() -> None:
    """What is raised about a repeat does not make it new."""
    guard = DuplicateGuard()
    with guard.once("a"):
        pass
    with pytest.raises(ValueError, match="planted"), guard.once("a"):
        raise ValueError("planted")
    with guard.once("a") as claim:
        pass

    assert "done" == claim


def test_return_from_a_block() -> None:
    """A block that is left by a return has ended well."""
    guard = DuplicateGuard()

    def handle() -> Claim:
        with guard.once("a") as claim:
            return claim

    assert ["new", "done"] == [handle(), handle()]


def test_store_of_ones_own() -> None:
    """Guards over one store share what they know, also an empty one."""
    store = MemoryStore()
    with DuplicateGuard(store).once("a"), DuplicateGuard(store).once("a") as claim:
        pass

    assert "busy" == claim
    assert 1 == len(store)


async def test_awaited_store() -> None:
    """Over a store that is awaited it is the same."""
    guard = AsyncDuplicateGuard(AsyncMemoryStore())
    claims = []
    with pytest.raises(ValueError, match="planted"):
        async with guard.once("a"):
            raise ValueError("planted")
    async with guard.once("a") as first:
        async with guard.once("a") as second:
            claims += [first, second]
    async with guard.once("a") as last:
        claims.append(last)

    assert ["new", "busy", "done"] == claims


async def test_cancelled_handling() -> None:
    """A handling that is cancelled is released, over an awaited store, too."""
    guard, started = AsyncDuplicateGuard(AsyncMemoryStore()), asyncio.Event()

    async def handle() -> None:
        async with guard.once("a"):
            started.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(handle())
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with guard.once("a") as claim:
        pass

    assert "new" == claim


class SlowText(str):
    """A text that lets other threads go on whenever it is looked up."""

    __slots__ = ()

    def __hash__(self) -> int:
        time.sleep(0.0005)
        return super().__hash__()


def test_one_of_many_threads() -> None:
    """Of threads that claim a delivery at once, one gets it."""
    store, barrier = MemoryStore(), Barrier(8)

    def claim_all() -> list[Claim]:
        barrier.wait()
        return [store.claim(SlowText(number)) for number in range(20)]

    with ThreadPoolExecutor(8) as pool:
        claims = [run.result() for run in [pool.submit(claim_all) for _ in range(8)]]

    assert [1] * 20 == [column.count("new") for column in zip(*claims, strict=True)]


IN_A_CHILD = """
import os, signal
from jetemail_api_client.webhooks import MemoryStore

store = MemoryStore()
store.finish("a")
with store._lock:  # as another thread would hold it
    if (child := os.fork()) == 0:
        signal.alarm(10)
        os._exit((store.claim("a"), store.claim("b")) != ("done", "new"))
print(os.waitpid(child, 0)[1])
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")
def test_lock_of_a_child() -> None:
    """In a child process a store has a lock of its own, and what the parent knew."""
    command = [sys.executable, "-W", "error", "-c", IN_A_CHILD]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)

    assert "0\n" == ended.stdout


def test_order_of_forgetting() -> None:
    """What changed last is forgotten last, by age and by number."""
    now = [0.0]
    store = MemoryStore(max_entries=2, max_age=10, clock=lambda: now[0])
    store.claim("a")
    now[0] = 5.0
    store.claim("b")
    store.finish("a")
    store.claim("c")
    kept = [store.claim("c"), store.claim("a")]
    now[0] = 15.0

    assert (["busy", "done"], "new", 1) == (kept, store.claim("d"), len(store))


@pytest.mark.parametrize(
    "options", [{"max_entries": 0}, {"max_age": 0}, {"max_age": float("nan")}, {"max_age": -1.0}]
)
def test_store_that_would_remember_nothing(options: Any) -> None:
    """A store remembers something."""
    with pytest.raises(ConfigurationError, match="both must be positive"):
        MemoryStore(**options)


def test_defaults() -> None:
    """A store of one's own remembers for longer than JetEmail tries, and is bounded."""
    now = [0.0]
    store = MemoryStore(clock=lambda: now[0])
    for number in range(100_001):
        store.finish(str(number))
    size, first = len(store), store.claim("0")
    now[0] = 24 * 3600.0 - 1
    kept = store.claim("100000")
    now[0] += 1

    assert (100_000, "new", "done", "new") == (size, first, kept, store.claim("100000"))
