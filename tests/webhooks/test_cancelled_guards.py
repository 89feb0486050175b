"""Cancellation of an async guard: by asyncio, by anyio, repeatedly, and in each of its steps."""

import asyncio
from collections.abc import Callable
from typing import Any

import anyio
import pytest

from jetemail_api_client._runtime import completion
from jetemail_api_client.webhooks import AsyncDuplicateGuard, DeliveryState, MemoryStore

from .test_duplicate_guard import AsyncMemoryStore


class SlowStore(AsyncMemoryStore):
    """A store in which a step takes several turns of the event loop, and one is held once."""

    def __init__(self, held: str = "") -> None:
        super().__init__()
        self.held, self.entered, self.free = held, asyncio.Event(), asyncio.Event()

    async def turn(self, name: str) -> None:
        self.entered.set()
        for _ in range(5):
            await asyncio.sleep(0)
        if name == self.held:
            self.held = ""
            await self.free.wait()

    async def acquire(self, delivery_id: str, /, *, claim: str) -> DeliveryState:
        state = self.inner.acquire(delivery_id, claim=claim)
        await self.turn("acquire")
        return state

    async def finish(self, delivery_id: str, /) -> None:
        await self.turn("finish")
        self.inner.finish(delivery_id)

    async def release(self, delivery_id: str, /, *, claim: str) -> None:
        await self.turn("release")
        self.inner.release(delivery_id, claim=claim)


async def handle(guard: AsyncDuplicateGuard, work: Callable[[], Any]) -> None:
    """Handle a delivery."""
    async with guard.once("a"):
        await work()


async def forever() -> None:
    """Wait for a cancellation."""
    await asyncio.Event().wait()


async def nothing() -> None:
    """Return at once."""


async def test_cancelled_scope_of_anyio() -> None:
    """A block that a scope of anyio cancels, which cancels each await again, is released."""
    store = SlowStore()
    with anyio.move_on_after(0.01) as scope:
        await handle(AsyncDuplicateGuard(store), forever)

    assert (True, "new") == (scope.cancelled_caught, store.inner.acquire("a"))


async def test_scope_of_anyio_that_is_cancelled_in_the_block() -> None:
    """A block that ends in a cancelled scope is done, and the scope ends as cancelled."""
    store = SlowStore()
    with anyio.CancelScope() as scope:
        async with AsyncDuplicateGuard(store).once("a"):
            scope.cancel()

    assert (True, "done") == (scope.cancelled_caught, store.inner.acquire("a"))


async def test_timeout() -> None:
    """A timeout of asyncio ends a block as always, and the delivery is released."""
    store = SlowStore()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await handle(AsyncDuplicateGuard(store), forever)

    assert "new" == store.inner.acquire("a")


@pytest.mark.parametrize(
    ("held", "work", "state"),
    [("acquire", nothing, "new"), ("release", forever, "new"), ("finish", nothing, "done")],
)
@pytest.mark.parametrize("times", [1, 2, 9])
async def test_cancelled_step(held: str, work: Callable[[], Any], state: str, times: int) -> None:
    """A step of the store ends, however often its task is cancelled meanwhile."""
    store = SlowStore(held)
    task = asyncio.create_task(handle(AsyncDuplicateGuard(store), work))
    for _ in range(20):
        await asyncio.sleep(0)
    for _ in range(times):
        task.cancel()
        for _ in range(20):
            await asyncio.sleep(0)
    store.free.set()
    await asyncio.wait([task])

    assert (True, state) == (task.cancelled(), store.inner.acquire("a"))


@pytest.mark.parametrize(
    ("held", "work", "state"), [("release", forever, "new"), ("finish", nothing, "done")]
)
def test_end_of_the_event_loop(held: str, work: Callable[[], Any], state: str) -> None:
    """The end of `asyncio.run`, which cancels every task, also the store's, loses no delivery."""
    stores = []

    async def main() -> asyncio.Task[None]:
        stores.append(store := SlowStore(held))
        task = asyncio.create_task(handle(AsyncDuplicateGuard(store), work))
        for _ in range(20):
            await asyncio.sleep(0)
        if work is forever:
            task.cancel()
        for _ in range(20):
            await asyncio.sleep(0)
        return task

    task = asyncio.run(main())

    assert (True, state) == (task.cancelled(), stores[0].inner.acquire("a"))


@pytest.mark.parametrize(("held", "work"), [("release", forever), ("finish", nothing)])
async def test_store_that_hangs(
    held: str, work: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cancelled task waits for a store that hangs for a time, then cancels the step."""
    monkeypatch.setattr(completion, "GRACE", 0.01)
    store = SlowStore(held)
    task = asyncio.create_task(handle(AsyncDuplicateGuard(store), work))
    await store.entered.wait()
    for _ in range(20):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])

    assert (True, "busy") == (task.cancelled(), store.inner.acquire("a"))
    assert {asyncio.current_task()} == asyncio.all_tasks()


class Failing(SlowStore):
    """A store that fails to finish."""

    async def finish(self, delivery_id: str, /) -> None:
        await self.turn("finish")
        raise ConnectionError("planted")


async def test_store_that_fails_meanwhile() -> None:
    """A cancelled task ends as cancelled if the store fails meanwhile; its error is the cause."""
    store = Failing("finish")
    task = asyncio.create_task(handle(AsyncDuplicateGuard(store), nothing))
    for _ in range(20):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.sleep(0)
    store.free.set()
    with pytest.raises(asyncio.CancelledError) as caught:
        await task

    assert isinstance(caught.value.__cause__, ConnectionError)


class PlainStore:
    """An async store that never suspends."""

    def __init__(self) -> None:
        self.inner = MemoryStore()

    async def acquire(self, delivery_id: str, /, *, claim: str) -> DeliveryState:
        return self.inner.acquire(delivery_id, claim=claim)

    async def finish(self, delivery_id: str, /) -> None:
        self.inner.finish(delivery_id)

    async def release(self, delivery_id: str, /, *, claim: str) -> None:
        self.inner.release(delivery_id, claim=claim)


def test_other_event_loop() -> None:
    """The guard needs no event loop of asyncio."""
    store = PlainStore()
    with pytest.raises(StopIteration):
        handle(AsyncDuplicateGuard(store), nothing).send(None)

    assert "done" == store.inner.acquire("a")
