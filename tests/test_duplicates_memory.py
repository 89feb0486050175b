"""The store in memory: one claim of many, in bounds, and in children as well."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from jetemail_api_client.errors import ConfigurationError
from jetemail_api_client.webhooks import Claim, MemoryStore


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
        signal.alarm(60)
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
