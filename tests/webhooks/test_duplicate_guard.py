"""Duplicate guards: a delivery is handled once, and again only if handling failed."""

import asyncio
from typing import Any

import pytest

from jetemail_api_client.errors import ConfigurationError
from jetemail_api_client.webhooks import (
    AsyncDuplicateGuard,
    DeliveryState,
    DuplicateGuard,
    MemoryStore,
)


class AsyncMemoryStore:
    """A store with async methods that yield to the event loop."""

    def __init__(self) -> None:
        self.inner = MemoryStore()

    async def acquire(self, delivery_id: str, /, *, claim: str) -> DeliveryState:
        await asyncio.sleep(0)
        return self.inner.acquire(delivery_id, claim=claim)

    async def finish(self, delivery_id: str, /) -> None:
        await asyncio.sleep(0)
        self.inner.finish(delivery_id)

    async def release(self, delivery_id: str, /, *, claim: str) -> None:
        await asyncio.sleep(0)
        self.inner.release(delivery_id, claim=claim)


class CustomBaseException(BaseException):
    """An exception that `except Exception` does not catch."""


def test_duplicate_of_a_handled_delivery() -> None:
    """A delivery whose block ended is done; other deliveries are not affected."""
    guard = DuplicateGuard()
    states = []
    for delivery_id in ("a", "a", "b", "a"):
        with guard.once(delivery_id) as state:
            states.append(state)

    assert ["new", "done", "new", "done"] == states


@pytest.mark.parametrize(
    "error", [ValueError, KeyboardInterrupt, asyncio.CancelledError, CustomBaseException]
)
def test_retry_of_a_failed_delivery(error: type[BaseException]) -> None:
    """A delivery whose block raised any exception is new again."""
    guard = DuplicateGuard()
    with pytest.raises(error), guard.once("a"):
        raise error
    with guard.once("a") as state:
        pass

    assert "new" == state


def test_duplicate_during_handling() -> None:
    """A delivery that is being handled is busy; blocks of its duplicates do not change that."""
    guard = DuplicateGuard()
    with guard.once("a") as first:
        with guard.once("a") as second:
            pass
        with pytest.raises(ValueError, match="planted"), guard.once("a") as third:
            raise ValueError("planted")
    with guard.once("a") as last:
        pass

    assert ["new", "busy", "busy", "done"] == [first, second, third, last]


def test_exception_in_the_block_of_a_duplicate() -> None:
    """A handled delivery stays done if the block of a duplicate raises."""
    guard = DuplicateGuard()
    with guard.once("a"):
        pass
    with pytest.raises(ValueError, match="planted"), guard.once("a"):
        raise ValueError("planted")
    with guard.once("a") as state:
        pass

    assert "done" == state


def test_return_from_a_block() -> None:
    """A block that returns has handled its delivery."""
    guard = DuplicateGuard()

    def handle() -> DeliveryState:
        with guard.once("a") as state:
            return state

    assert ["new", "done"] == [handle(), handle()]


def test_shared_store() -> None:
    """Guards with the same store share its state, even if it was empty at first."""
    store = MemoryStore()
    with DuplicateGuard(store).once("a"), DuplicateGuard(store).once("a") as state:
        pass

    assert "busy" == state
    assert 1 == len(store)


async def test_async_guard() -> None:
    """The async guard has the same states as the sync one."""
    guard = AsyncDuplicateGuard(AsyncMemoryStore())
    states = []
    with pytest.raises(ValueError, match="planted"):
        async with guard.once("a"):
            raise ValueError("planted")
    async with guard.once("a") as first:
        async with guard.once("a") as second:
            states += [first, second]
    async with guard.once("a") as last:
        states.append(last)

    assert ["new", "busy", "done"] == states


class FailingStore(MemoryStore):
    """A store that fails after a delivery was acquired."""

    def finish(self, delivery_id: str, /) -> None:
        raise ConnectionError("planted")

    def release(self, delivery_id: str, /, *, claim: str | None = None) -> None:
        raise ConnectionError("planted")


class AsyncFailingStore(AsyncMemoryStore):
    """A failing store with async methods."""

    def __init__(self) -> None:
        self.inner = FailingStore()


@pytest.mark.parametrize("is_handled", [True, False])
async def test_exception_of_the_store(is_handled: bool) -> None:
    """Exceptions of the store are raised, and the delivery stays busy."""
    guard, other = DuplicateGuard(FailingStore()), AsyncDuplicateGuard(AsyncFailingStore())

    def handle() -> None:
        if not is_handled:
            raise ValueError

    with pytest.raises(ConnectionError), guard.once("a"):
        handle()
    with pytest.raises(ConnectionError):
        async with other.once("a"):
            handle()
    async with other.once("a") as second:
        with guard.once("a") as first:
            pass

    assert ("busy", "busy") == (first, second)


async def test_cancelled_task() -> None:
    """A task that is cancelled while it handles a delivery releases it."""
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
    async with guard.once("a") as state:
        pass

    assert "new" == state


@pytest.mark.parametrize("delivery_id", [None, 5, b"a", ["a"]])
async def test_id_of_wrong_type(delivery_id: Any) -> None:
    """An id that is not a str raises TypeError."""
    with pytest.raises(TypeError, match="delivery_id: expected a str, got"):
        DuplicateGuard().once(delivery_id).__enter__()
    with pytest.raises(TypeError, match="delivery_id: expected a str, got"):
        await AsyncDuplicateGuard(AsyncMemoryStore()).once(delivery_id).__aenter__()


def test_empty_id() -> None:
    """An empty id raises: all deliveries without an id would be duplicates of each other."""
    with pytest.raises(ConfigurationError, match="delivery_id is empty"):
        DuplicateGuard().once("").__enter__()


def test_block_that_outlives_its_entry() -> None:
    """A block that fails after its entry expired leaves that of its successor alone."""
    now = [0.0]
    guard = DuplicateGuard(MemoryStore(max_age=10, clock=lambda: now[0]))
    states, successor = [], guard.once("a")

    def handle() -> None:
        now[0] = 11.0
        states.append(successor.__enter__())
        raise ValueError("planted")

    with pytest.raises(ValueError, match="planted"), guard.once("a"):
        handle()
    with guard.once("a") as state:
        states.append(state)
    successor.__exit__(None, None, None)
    with guard.once("a") as state:
        states.append(state)

    assert ["new", "busy", "done"] == states


async def test_async_block_that_outlives_its_entry() -> None:
    """The async guard leaves the entry of a successor alone as well."""
    now, store = [0.0], AsyncMemoryStore()
    store.inner = MemoryStore(max_age=10, clock=lambda: now[0])
    guard = AsyncDuplicateGuard(store)
    states, successor = [], guard.once("a")

    async def handle() -> None:
        async with guard.once("a"):
            now[0] = 11.0
            states.append(await successor.__aenter__())
            raise ValueError("planted")

    with pytest.raises(ValueError, match="planted"):
        await handle()
    async with guard.once("a") as state:
        states.append(state)
    await successor.__aexit__(None, None, None)

    assert ["new", "busy"] == states
