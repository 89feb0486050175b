"""Duplicate guards: a delivery is handled once, and again only if handling failed."""

import asyncio

import pytest

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

    async def acquire(self, delivery_id: str, /) -> DeliveryState:
        await asyncio.sleep(0)
        return self.inner.acquire(delivery_id)

    async def finish(self, delivery_id: str, /) -> None:
        await asyncio.sleep(0)
        self.inner.finish(delivery_id)

    async def release(self, delivery_id: str, /) -> None:
        await asyncio.sleep(0)
        self.inner.release(delivery_id)


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

    release = finish


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
