"""Duplicates: a delivery is handled once, and again if that failed."""

import asyncio

import pytest

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


class FailingStore(MemoryStore):
    """A store that cannot be reached once a delivery is claimed."""

    def finish(self, delivery_id: str, /) -> None:
        raise ConnectionError("planted")

    release = finish


class AsyncFailingStore(AsyncMemoryStore):
    """The same, awaited."""

    def __init__(self) -> None:
        self.inner = FailingStore()


@pytest.mark.parametrize("is_handled", [True, False])
async def test_store_that_fails(is_handled: bool) -> None:
    """What a store raises is raised; a delivery is not handled again before the store allows it."""
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
