"""Stores that a guard refuses: at construction if it can see why, else at the first result."""

import gc
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from typing import Any
from unittest.mock import AsyncMock, MagicMock

import pytest

from jetemail_api_client.webhooks import (
    AsyncDuplicateGuard,
    AsyncStore,
    DuplicateGuard,
    MemoryStore,
    Store,
)

from .test_duplicate_guard import AsyncMemoryStore


class Made:
    """A store made of functions; those that are not given do nothing."""

    def __init__(self, **methods: Callable[..., Any]) -> None:
        self.__dict__.update(dict.fromkeys(("acquire", "finish", "release"), lambda *_, **__: None))
        self.__dict__.update(methods)


def made_async(**methods: Callable[..., Any]) -> Any:
    """Return a store made of async functions; those that are not given do nothing."""
    return Made(**{name: AsyncMock() for name in ("acquire", "finish", "release")} | methods)


async def acquire_async(delivery_id: str, **claim: str) -> str:
    """Acquire any delivery."""
    return "new"


class AsyncCallable:
    """An object whose call is async."""

    async def __call__(self, delivery_id: str, **claim: str) -> str:
        """Acquire any delivery."""
        return "new"


@wraps(acquire_async)
def decorated(delivery_id: str, **claim: str) -> Any:
    """Return the coroutine of `acquire_async`, as some decorators do."""
    return acquire_async(delivery_id, **claim)


@contextmanager
def no_warnings() -> Iterator[None]:
    """Fail if the block warns, such as of a coroutine that was never awaited."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield
        gc.collect()
    assert [] == caught


REFUSED: list[tuple[Any, Any, str]] = [
    (DuplicateGuard, AsyncMemoryStore(), r"AsyncMemoryStore.acquire is not sync; use AsyncDup"),
    (DuplicateGuard, MagicMock(AsyncStore), "is not sync; use AsyncDuplicateGuard"),
    (DuplicateGuard, Made(release=partial(acquire_async)), r"Made.release is not sync"),
    (DuplicateGuard, Made(finish=AsyncCallable()), r"Made.finish is not sync"),
    (AsyncDuplicateGuard, MemoryStore(), r"MemoryStore.acquire is not async; use DuplicateGuard"),
    (AsyncDuplicateGuard, made_async(finish=lambda _: None), r"Made.finish is not async"),
    (AsyncDuplicateGuard, None, "NoneType has no method acquire"),
    (DuplicateGuard, MemoryStore, "expected an instance, got the class MemoryStore"),
    (DuplicateGuard, {}, "dict has no method acquire; give one with acquire, finish, release"),
    (DuplicateGuard, Made(finish=5), "Made has no method finish"),  # type: ignore[arg-type]
    (DuplicateGuard, Made(acquire=lambda: "new"), "Made.acquire must accept a delivery id"),
    (DuplicateGuard, Made(finish=lambda: None), "Made.finish must accept a delivery id"),
    (DuplicateGuard, Made(release=lambda a, b: None), "Made.release must accept a delivery id"),
]


@pytest.mark.parametrize(("guard", "store", "text"), REFUSED, ids=range(len(REFUSED)))
def test_refused_store(guard: Any, store: Any, text: str) -> None:
    """A store of the other flavour, or without a method, is refused where it is given."""
    with pytest.raises(TypeError, match=f"store: .*{text}"):
        guard(store)


ODD_STATES = [True, None, 1, b"new", "NEW", "", ["new"], MagicMock()]


@pytest.mark.parametrize("result", ODD_STATES, ids=range(len(ODD_STATES)))
async def test_acquire_that_returns_no_state(result: Any) -> None:
    """An `acquire` that returns anything but a state raises TypeError that says what to return."""
    kind = "another str" if isinstance(result, str) else type(result).__name__
    text = f'store: Made.acquire must return "new", "busy" or "done"; it returned {kind}'
    with pytest.raises(TypeError, match=text):
        DuplicateGuard(Made(acquire=lambda *_, **__: result)).once("a").__enter__()  # type: ignore[arg-type]
    store = made_async(acquire=AsyncMock(return_value=result))
    with pytest.raises(TypeError, match=text):
        await AsyncDuplicateGuard(store).once("a").__aenter__()


@pytest.mark.parametrize("name", ["acquire", "finish"])
def test_coroutine_of_a_sync_store(name: str) -> None:
    """A coroutine from a sync store raises TypeError, and is closed."""
    methods = {"acquire": lambda *_, **__: "new", name: lambda *_, **__: acquire_async("a")}
    store: Any = Made(**methods)
    text = f"Made.{name} must not be async: use AsyncDuplicateGuard; it returned coroutine"
    with no_warnings(), pytest.raises(TypeError, match=text), DuplicateGuard(store).once("a"):
        pass


@pytest.mark.parametrize("name", ["acquire", "finish"])
async def test_result_of_an_async_store_that_is_not_awaitable(name: str) -> None:
    """An async store whose method returns no awaitable raises TypeError."""
    store = made_async(acquire=AsyncMock(return_value="new"))
    setattr(store, name, MagicMock(return_value=True))
    text = f"Made.{name} must be async, or use DuplicateGuard; it returned bool"
    with pytest.raises(TypeError, match=text):
        async with AsyncDuplicateGuard(store).once("a"):
            pass


@pytest.mark.parametrize("acquire", [decorated, AsyncCallable(), partial(decorated), acquire_async])
async def test_async_methods(acquire: Callable[..., Any]) -> None:
    """A method is async if it is a coroutine function, wraps one, or returns an awaitable."""
    with no_warnings():
        async with AsyncDuplicateGuard(made_async(acquire=acquire)).once("a") as state:
            pass

    assert "new" == state


def test_results_of_finish_and_release() -> None:
    """The results of `finish` and `release` are not used: databases return counts."""
    store = MagicMock(Store)
    store.acquire.return_value = "new"
    with DuplicateGuard(store).once("a"):
        pass
    with pytest.raises(ValueError, match="planted"), DuplicateGuard(store).once("b"):
        raise ValueError("planted")
    claim = store.acquire.call_args.kwargs["claim"]

    assert 16 == len(claim)
    store.finish.assert_called_once_with("a")
    store.release.assert_called_once_with("b", claim=claim)


def test_method_without_a_signature() -> None:
    """A method whose signature Python does not know is accepted."""

    class Unknown:
        """A callable whose signature cannot be read."""

        __signature__ = "unknown"

        def __call__(self, *_: object, **__: object) -> str:
            return "new"

    unknown: Any = Unknown
    unknown.__signature__ = property(lambda _: (_ for _ in ()).throw(ValueError))
    store: Any = Made(acquire=Unknown())
    with DuplicateGuard(store).once("a") as state:
        pass

    assert "new" == state


class Unclaimed:
    """A store without claims, whose `acquire` fails on demand."""

    def __init__(self) -> None:
        self.entries: set[str] = set()
        self.is_failing = False

    def acquire(self, delivery_id: str) -> str:
        if self.is_failing:
            raise ConnectionError("planted")
        state = "busy" if delivery_id in self.entries else "new"
        self.entries.add(delivery_id)
        return state

    def finish(self, delivery_id: str) -> None: ...

    def release(self, delivery_id: str) -> None:
        self.entries.remove(delivery_id)


class AsyncUnclaimed:
    """An async store without claims."""

    def __init__(self) -> None:
        self.inner = Unclaimed()

    async def acquire(self, delivery_id: str) -> str:
        return self.inner.acquire(delivery_id)

    async def finish(self, delivery_id: str) -> None: ...

    async def release(self, delivery_id: str) -> None: ...


def test_store_without_claims() -> None:
    """A store whose methods take no claim gets none, and releases only what it acquired."""
    store: Any = Unclaimed()
    guard = DuplicateGuard(store)
    with pytest.raises(ValueError, match="planted"), guard.once("a"):
        raise ValueError("planted")
    with guard.once("a") as state:
        store.is_failing = True
        with pytest.raises(ConnectionError):
            guard.once("a").__enter__()

    assert ("new", {"a"}) == (state, store.entries)


async def test_async_store_without_claims() -> None:
    """The async guard does the same with such a store."""
    store: Any = AsyncUnclaimed()
    guard = AsyncDuplicateGuard(store)
    async with guard.once("a") as state:
        store.inner.is_failing = True
        with pytest.raises(ConnectionError):
            await guard.once("a").__aenter__()

    assert ("new", {"a"}) == (state, store.inner.entries)


class LostResponse(MemoryStore):
    """A store whose response to `acquire` is lost."""

    def acquire(self, delivery_id: str, /, *, claim: str | None = None) -> Any:
        super().acquire(delivery_id, claim=claim)
        raise ConnectionError("planted")


async def test_lost_response_of_acquire() -> None:
    """A delivery is released if `acquire` raises, since it may be acquired nonetheless."""
    store, other = LostResponse(), AsyncMemoryStore()
    other.inner = LostResponse()
    with pytest.raises(ConnectionError):
        DuplicateGuard(store).once("a").__enter__()
    with pytest.raises(ConnectionError):
        await AsyncDuplicateGuard(other).once("a").__aenter__()

    assert (0, 0) == (len(store), len(other.inner))
