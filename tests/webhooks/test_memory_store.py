"""The memory store: thread safety, limits, forks, and equivalence to a model."""

import copy
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jetemail_api_client.errors import ConfigurationError
from jetemail_api_client.webhooks import DeliveryState, DuplicateGuard, MemoryStore


class SlowlyHashed(str):
    """A string whose hash gives other threads time to run."""

    __slots__ = ()

    def __hash__(self) -> int:
        time.sleep(0.0005)
        return super().__hash__()


def test_concurrent_threads() -> None:
    """Of several threads that acquire a delivery at once, one gets it."""
    store, barrier = MemoryStore(), Barrier(8)

    def acquire_all() -> list[DeliveryState]:
        barrier.wait()
        return [store.acquire(SlowlyHashed(number)) for number in range(20)]

    with ThreadPoolExecutor(8) as pool:
        states = [run.result() for run in [pool.submit(acquire_all) for _ in range(8)]]

    assert [1] * 20 == [column.count("new") for column in zip(*states, strict=True)]


# A thread is in the store, and holds its lock, while the process forks.
FORK = """
import os, signal, threading, time
from jetemail_api_client.webhooks import MemoryStore

entered, forked = threading.Event(), threading.Event()

def clock():
    if threading.current_thread() is not threading.main_thread():
        entered.set()
        forked.wait()
    return 0.0

store = MemoryStore(clock=clock)
store.finish("a")
thread = threading.Thread(target=store.acquire, args=["c"])
thread.start()
entered.wait()
if (child := os.fork()) == 0:
    signal.alarm(60)
    os._exit((store.acquire("a"), store.acquire("b")) != ("done", "new"))
forked.set()
thread.join()
print(os.waitpid(child, 0)[1])
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform has no fork")
def test_fork() -> None:
    """A child process keeps the deliveries and is not blocked by a lock of the parent."""
    # Newer Pythons warn of every fork with threads.
    warnings = ["-W", "error", "-W", "ignore:This process:DeprecationWarning"]
    command = [sys.executable, *warnings, "-c", FORK]
    process = subprocess.run(command, capture_output=True, text=True, check=True)

    assert "0\n" == process.stdout


def test_order_of_expiry() -> None:
    """The delivery that changed last expires last, by age and by number."""
    now = [0.0]
    store = MemoryStore(max_entries=2, max_age=10, clock=lambda: now[0])
    store.acquire("a")
    now[0] = 5.0
    store.acquire("b")
    store.finish("a")
    store.acquire("c")
    remaining = [store.acquire("c"), store.acquire("a")]
    now[0] = 15.0

    assert (["busy", "done"], "new", 1) == (remaining, store.acquire("d"), len(store))


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"max_entries": 0}, "max_entries is 0; the minimum is 1."),
        ({"max_age": 0}, "max_age is 0; it must be above 0 s."),
        ({"max_age": float("nan")}, "max_age is nan; it must be above 0 s."),
        ({"max_age": -1.0}, "max_age is -1.0; it must be above 0 s."),
    ],
)
def test_invalid_limits(options: Any, text: str) -> None:
    """Limits that are not positive raise ConfigurationError."""
    with pytest.raises(ConfigurationError, match=f"^{text}$"):
        MemoryStore(**options)


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"max_entries": "5"}, "max_entries: expected a number, got str"),
        ({"max_entries": None}, "max_entries: expected a number, got NoneType"),
        ({"max_age": timedelta(days=1)}, "max_age: expected a number, got timedelta"),
        ({"max_age": True}, "max_age: expected a number, got bool"),
        ({"clock": 5.0}, "clock: expected a function"),
        ({"clock": time}, "clock: expected a function"),
    ],
)
def test_arguments_of_wrong_type(options: Any, text: str) -> None:
    """An argument of another type raises TypeError that names it."""
    with pytest.raises(TypeError, match=text):
        MemoryStore(**options)


def test_clock_that_returns_no_seconds() -> None:
    """A clock that returns something else raises TypeError, and acquires nothing."""
    clock: Any = lambda: "12:00"  # noqa: E731
    store = MemoryStore(clock=clock)
    with pytest.raises(TypeError, match="clock: must return seconds, returned str"):
        store.acquire("a")

    assert 0 == len(store)


def test_replaced_system_clock() -> None:
    """The default clock is looked up at each call: tools that set the time replace it."""
    with mock.patch("time.monotonic", return_value=0.0) as clock:
        store = MemoryStore(max_age=10)
        states = [store.acquire("a"), store.acquire("a")]
        clock.return_value = 10.0
        states.append(store.acquire("a"))

    assert ["new", "busy", "new"] == states


def test_claims() -> None:
    """Only the claim that acquired a delivery releases it; without a claim, anybody does."""
    store = MemoryStore()
    store.acquire("a", claim="1")
    store.release("a", claim="2")
    states = [store.acquire("a", claim="2")]
    store.release("a", claim="1")
    states.append(store.acquire("a", claim="2"))
    store.release("a")
    states.append(store.acquire("a", claim="3"))
    store.finish("a")
    store.release("a", claim="3")

    assert ["busy", "new", "new", "done"] == [*states, store.acquire("a")]


@pytest.mark.parametrize(
    ("copied", "held"),
    [
        (copy.copy, MemoryStore()),
        (copy.deepcopy, MemoryStore()),
        (copy.deepcopy, DuplicateGuard()),
        (pickle.dumps, MemoryStore()),
        (pickle.dumps, DuplicateGuard()),
    ],
)
def test_copies(copied: Callable[[object], object], held: object) -> None:
    """A store and its guard cannot be copied or pickled, and the error says what to do instead."""
    with pytest.raises(TypeError, match="need a Store that they share"):
        copied(held)


def test_copy_of_a_guard() -> None:
    """A shallow copy of a guard shares its store."""
    guard = DuplicateGuard()
    with guard.once("a"), copy.copy(guard).once("a") as state:
        pass

    assert "busy" == state


def test_default_limits() -> None:
    """The default limits are 100,000 deliveries and 24 hours."""
    now = [0.0]
    store = MemoryStore(clock=lambda: now[0])
    for number in range(100_001):
        store.finish(str(number))
    size, first = len(store), store.acquire("0")
    now[0] = 24 * 3600.0 - 1
    before = store.acquire("100000")
    now[0] += 1

    assert (100_000, "new", "done", "new") == (size, first, before, store.acquire("100000"))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["acquire", "finish", "release", "wait"]),
        st.sampled_from("abcd"),
        st.integers(1, 7),
    ),
    max_size=60,
)


def states_of_a_model(steps: list[tuple[str, str, int]], max_age: float) -> list[str]:
    """Return the acquired states of a store that is a plain dict without a maximum size."""
    now, states, entries = 0, [], dict[str, tuple[str, int]]()
    for step, name, seconds in steps:
        entries = {key: entry for key, entry in entries.items() if now - entry[1] < max_age}
        if step == "wait":
            now += seconds
        elif step == "acquire":
            states.append(entries.get(name, ("new", 0))[0])
            entries.setdefault(name, ("busy", now))
        elif step == "finish":
            entries[name] = ("done", now)
        elif entries.get(name, ("", 0))[0] == "busy":
            del entries[name]
    return states


def states_of_a_store(
    steps: list[tuple[str, str, int]], record_size: Callable[[int], None], **options: Any
) -> list[str]:
    """Return the acquired states of a `MemoryStore`; its size is recorded after each step."""
    now = [0.0]
    store, states = MemoryStore(clock=lambda: now[0], **options), []
    for step, name, seconds in steps:
        if step == "wait":
            now[0] += seconds
        elif (state := getattr(store, step)(name)) is not None:
            states.append(state)
        record_size(len(store))
    return states


@given(STEPS, st.integers(1, 20))
def test_equivalence_to_a_model(steps: list[tuple[str, str, int]], max_age: int) -> None:
    """Any sequence of steps returns the states of the model."""
    states = states_of_a_store(steps, lambda size: None, max_age=max_age)

    assert states_of_a_model(steps, max_age) == states


@given(STEPS, st.integers(1, 3))
def test_maximum_size(steps: list[tuple[str, str, int]], maximum: int) -> None:
    """A store never exceeds its maximum size."""
    sizes: list[int] = []
    states_of_a_store(steps, sizes.append, max_entries=maximum)

    assert all(size <= maximum for size in sizes)
