"""The clock and the sleep that a caller gives to a client, and clocks that stand still."""

import asyncio
import time
from collections.abc import Generator
from functools import partial
from typing import Any
from unittest.mock import AsyncMock

import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client.options import Clock
from jetemail_api_client.rate_limits import RateLimits

from ..conftest import KEY, Flavour
from ..raw_server import created, playing, respond_json

LIMITED = respond_json(429, {}, "Retry-After: 7\r\n")


async def nap(seconds: float) -> None:
    """Return at once, as an async sleep."""


def nap_sync(seconds: float) -> None:
    """Return at once, as a plain sleep."""


def nap_never(seconds: float) -> Generator[None, None, None]:
    """Yield, as a sleep that nothing iterates."""
    yield


class Napper:
    """A sleep that is an object."""

    async def __call__(self, seconds: float) -> None:
        """Return at once."""


@pytest.mark.parametrize(("sleep", "got"), [(5, "int"), (time.sleep, "sleep"), ([].append, "list")])
def test_invalid_async_sleep(sleep: Any, got: str) -> None:
    """A sleep of an AsyncJetEmail that cannot be async raises TypeError in the constructor."""
    with pytest.raises(TypeError, match=f"^sleep: expected an async function, got {got}"):
        AsyncJetEmail(KEY, sleep=sleep)


@pytest.mark.parametrize(
    ("sleep", "got"),
    [
        (nap_sync, "nap_sync returned NoneType"),
        (lambda _: None, "<lambda> returned NoneType"),
        (nap_never, "nap_never returned generator"),
    ],
)
async def test_async_sleep_without_an_awaitable(sleep: Any, got: str) -> None:
    """A sleep of an AsyncJetEmail that returns no awaitable ends the call with TypeError."""
    text = f"^sleep: .*{got}, which cannot be awaited: give an async function, or use JetEmail$"
    with playing(LIMITED, created) as server:
        async with AsyncJetEmail(KEY, base_url=server.base_url, sleep=sleep) as jetemail:
            with pytest.raises(TypeError, match=text):
                await jetemail.smtp_users.create(username="a")

        assert 1 == len(server.requests)


@pytest.mark.parametrize(
    ("sleep", "text"),
    [
        (5, "expected a function, got int"),
        (nap, "nap is an async function or a generator, which a plain call does not run"),
        (asyncio.sleep, "sleep is an async function"),
        (partial(nap), "nap is an async function"),
        (Napper(), "Napper is an async function"),
        (AsyncMock(), "AsyncMock is an async function"),
        (nap_never, "nap_never is an async function or a generator"),
    ],
)
def test_invalid_sleep(sleep: Any, text: str) -> None:
    """A sleep of a JetEmail that must be awaited raises TypeError in the constructor."""
    with pytest.raises(TypeError, match=f"^sleep: .*{text}"):
        JetEmail(KEY, sleep=sleep)


@pytest.mark.parametrize(
    "sleep", [nap, partial(nap), Napper(), AsyncMock(), lambda _: asyncio.sleep(0)]
)
async def test_async_sleep(sleep: Any) -> None:
    """Any function that returns an awaitable can be the sleep of an AsyncJetEmail."""
    with playing(LIMITED, created) as server:
        async with AsyncJetEmail(KEY, base_url=server.base_url, sleep=sleep) as jetemail:
            assert (await jetemail.smtp_users.create(username="a")).success


class Awaited:
    """An awaitable that is no coroutine."""

    def __await__(self) -> Generator[None, None, None]:
        """Return at once."""
        yield


@pytest.mark.parametrize("sleep", [lambda seconds: nap(seconds), lambda _: Awaited()])
def test_sleep_that_returns_an_awaitable(sleep: Any) -> None:
    """A sleep of a JetEmail that returns an awaitable ends the call with TypeError."""
    options: Any = {"sleep": sleep}
    with playing(LIMITED, created) as server:
        with JetEmail(KEY, base_url=server.base_url, **options) as jetemail:
            with pytest.raises(TypeError, match="sleep: expected a plain function, but it ret"):
                jetemail.smtp_users.create(username="a")

        assert 1 == len(server.requests)


async def call_twice(flavour: Flavour, base_url: str, **options: Any) -> list[float]:
    """Make two calls whose first responses are 429; return the sleeps of a no-op sleep."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    if flavour.name == "async":
        async with AsyncJetEmail(KEY, base_url=base_url, sleep=sleep, **options) as client:
            for name in "ab":
                await client.smtp_users.create(username=name)
    else:
        with JetEmail(KEY, base_url=base_url, sleep=slept.append, **options) as sync_client:
            for name in "ab":
                sync_client.smtp_users.create(username=name)
    return slept


@pytest.mark.parametrize(
    "clock",
    [Clock(jitter=lambda: 0), Clock(monotonic=lambda: 5.0, unix=lambda: 6.0, jitter=lambda: 0)],
)
async def test_sleep_that_returns_at_once(flavour: Flavour, clock: Clock) -> None:
    """The client counts the seconds that a sleep leaves out as passed: it does not sleep again."""
    with playing(LIMITED, created, created) as server:
        options: Any = {"rate_limits": RateLimits(account=2), "clock": clock}
        slept = await call_twice(flavour, server.base_url, **options)

        assert 3 == len(server.requests)
    # Retry-After, and then the rest of the rate limit's minute.
    assert [7.0, pytest.approx(54, abs=1)] == slept


async def test_sleep_that_takes_its_time() -> None:
    """Seconds that a sleep really takes are not counted twice."""
    reader = [50.0]

    async def sleep(seconds: float) -> None:
        reader.append(reader[-1] + seconds)

    clock = Clock(monotonic=lambda: reader[-1], jitter=lambda: 0)
    with playing(LIMITED, created) as server:
        async with AsyncJetEmail(
            KEY, base_url=server.base_url, sleep=sleep, clock=clock, deadline=8.0
        ) as jetemail:
            await jetemail.smtp_users.create(username="a")

    assert 57.0 == reader[-1]


def test_clock_that_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """A frozen `time.monotonic` does not keep a sync call from ending its waits."""
    slept: list[float] = []
    moment = time.monotonic()
    with playing(LIMITED, created) as server:
        clock, limits = Clock(jitter=lambda: 0), RateLimits(account=1)
        with JetEmail(KEY, base_url=server.base_url, clock=clock, rate_limits=limits) as jetemail:
            monkeypatch.setattr(jetemail, "_sleep", lambda seconds, _: slept.append(seconds))
            monkeypatch.setattr("time.monotonic", lambda: moment)
            try:
                assert jetemail.smtp_users.create(username="a").success
            finally:
                monkeypatch.undo()

    assert [7.0, 54.0] == slept


@pytest.mark.parametrize("kind", [AsyncJetEmail, JetEmail])
@pytest.mark.parametrize("clock", [time, time.time, 5, Clock, {"monotonic": time.time}])
def test_invalid_clock(kind: type[AsyncJetEmail | JetEmail], clock: Any) -> None:
    """A clock that is no Clock raises TypeError in the constructor."""
    with pytest.raises(TypeError, match=r"^clock: expected an options\.Clock, got \w+$"):
        kind(KEY, clock=clock)


@pytest.mark.parametrize("name", ["monotonic", "unix", "jitter"])
@pytest.mark.parametrize(
    ("function", "text"), [(5.0, "expected a function, got float"), (nap, "nap is an async")]
)
def test_clock_of_no_functions(name: str, function: Any, text: str) -> None:
    """A Clock whose functions cannot be called, or are async, raises TypeError when it is made."""
    with pytest.raises(TypeError, match=f"^Clock.{name}: .*{text}"):
        Clock(**{name: function})


@pytest.mark.parametrize("kind", [AsyncJetEmail, JetEmail])
@pytest.mark.parametrize("name", ["monotonic", "unix", "jitter"])
@pytest.mark.parametrize("value", ["5", None, True, float("nan"), float("inf")])
def test_clock_without_numbers(
    kind: type[AsyncJetEmail | JetEmail], name: str, value: object
) -> None:
    """A Clock with a function that returns no number raises TypeError in the constructor."""
    functions: dict[str, Any] = {name: lambda: value}
    got = type(value).__name__
    with pytest.raises(TypeError, match=rf"^Clock\.{name}: expected a number, got {got}$"):
        kind(KEY, clock=Clock(**functions))


async def test_close_during_a_sleep(flavour: Flavour) -> None:
    """Seconds that a close of the client cuts off do not count as passed."""
    with playing(LIMITED) as server:
        options: Any = {"base_url": server.base_url, "clock": Clock()}
        if flavour.name == "async":
            client = AsyncJetEmail(KEY, sleep=lambda _: client.close(), **options)
            with pytest.raises(errors.RateLimitError) as caught:
                await client.smtp_users.create(username="a")
        else:
            sync_client = JetEmail(KEY, sleep=lambda _: sync_client.close(), **options)
            with pytest.raises(errors.RateLimitError) as caught:
                sync_client.smtp_users.create(username="a")

    assert caught.value.elapsed < 7
