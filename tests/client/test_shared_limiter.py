"""Clients below a rate limiter that processes share, in both flavours and over loopback."""

import asyncio
import logging
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest import mock

import httpx
import pytest
from attrs import define, field

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client._transport import limiter
from jetemail_api_client._transport.limiter import AsyncSharedLimiter
from jetemail_api_client.rate_limits import RateLimits, Ticket, Wait

from ..conftest import KEY, Flavour
from ..raw_server import CREATED, Stage, created, playing, respond_json
from ..shared_limiter import AsyncSqliteRateLimiter, SqliteRateLimiter

PROCESS = """
import asyncio, sys
from jetemail_api_client import AsyncJetEmail, JetEmail
from tests.shared_limiter import AsyncSqliteRateLimiter, SqliteRateLimiter
url, path, flavour, window = sys.argv[1:]
limiter = SqliteRateLimiter(path, limit=3, window=float(window))
async def calls():
    options = {"base_url": url, "rate_limits": AsyncSqliteRateLimiter(limiter)}
    async with AsyncJetEmail("api_k", **options) as jetemail:
        await asyncio.gather(*(jetemail.smtp_users.create(username=name) for name in "abc"))
def calls_sync():
    with JetEmail("api_k", base_url=url, rate_limits=limiter) as jetemail:
        for name in "abc":
            jetemail.smtp_users.create(username=name)
asyncio.run(calls()) if flavour == "async" else calls_sync()
"""
ROOT = Path(__file__).parent.parent.parent
WINDOW = 1.0


def test_limit_of_several_processes(tmp_path: Path) -> None:
    """Processes of both flavours together send no more than the limit in any window."""
    arrived: list[float] = []

    def act(stage: Stage) -> None:
        arrived.append(time.monotonic())
        created(stage)

    with playing(act) as server:
        arguments = [server.base_url, str(tmp_path / "limits.sqlite")]
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", PROCESS, *arguments, flavour, str(WINDOW)], cwd=ROOT
            )
            for flavour in ("async", "sync", "async", "sync")
        ]
        assert [0] * 4 == [process.wait(120) for process in processes]

    # A request counts from its end, which is after its arrival.
    assert 12 == len(arrived)
    assert all(later - first > WINDOW for first, later in zip(arrived, arrived[3:], strict=False))
    assert all(first <= later for first, later in pairwise(arrived))


def shared(flavour: Flavour, tmp_path: Path, limit: int = 100) -> Any:
    """Return a shared limiter for a flavour, and the one that keeps its state."""
    limiter = SqliteRateLimiter(str(tmp_path / "limits.sqlite"), limit, 600.0)
    return (AsyncSqliteRateLimiter(limiter) if flavour.name == "async" else limiter), limiter


async def test_block_of_all_processes(flavour: Flavour, tmp_path: Path) -> None:
    """After a 429, a client of another process fails at once, unsent."""
    given, _ = shared(flavour, tmp_path)
    limited = respond_json(429, {"error": "limited"}, "Retry-After: 300\r\n")
    with playing(limited) as server:
        for requests in (1, 1):
            with pytest.raises(errors.RateLimitError):
                # A new client each time: it knows of the block from the limiter alone.
                await flavour.create(server.base_url, rate_limits=given)
            assert requests == len(server.requests)


@pytest.mark.parametrize("method", ["wait", "release", "block"])
async def test_limiter_that_raises(
    flavour: Flavour, tmp_path: Path, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    """An exception of `wait` is the cause of the call's error; others are logged by their type."""

    def fail(*_: object, **__: object) -> None:
        raise OSError("redis://user:password@host")

    async def fail_async(*_: object, **__: object) -> None:
        fail()

    given, _ = shared(flavour, tmp_path)
    given = Replaced(given, method, fail_async if flavour.name == "async" else fail)
    limited = respond_json(429, {}, "Retry-After: 0\r\n")
    with caplog.at_level(logging.WARNING), playing(limited, created) as server:
        if method == "wait":
            with pytest.raises(errors.RateLimiterError, match=r"raised OSError\. Check") as e:
                await flavour.create(server.base_url, rate_limits=given)
            assert isinstance(e.value.__cause__, OSError)
            assert ("not_sent", 0) == (e.value.outcome, len(server.requests))
        else:
            await flavour.create(server.base_url, rate_limits=given)
            assert f"the rate limiter's {method} raised OSError" in caplog.messages
    assert "password" not in caplog.text


class Replaced:
    """A limiter with one method replaced."""

    def __init__(self, given: Any, method: str, replacement: Any) -> None:
        self.wait, self.release, self.block = given.wait, given.release, given.block
        setattr(self, method, replacement)


async def hang(*_: object, **__: object) -> Wait:
    """Do not respond."""
    await asyncio.sleep(600)
    raise AssertionError


async def test_limiter_that_hangs(tmp_path: Path) -> None:
    """A limiter that does not respond is cancelled when the limit of waiting is over."""
    given, _ = shared(Flavour("async"), tmp_path)
    options: Any = {"rate_limits": Replaced(given, "wait", hang), "rate_limit_timeout": 0.1}
    async with AsyncJetEmail(KEY, **options) as jetemail:
        with pytest.raises(errors.RateLimitTimeoutError, match="not sent: below this client's"):
            await asyncio.wait_for(jetemail.smtp_users.create(username="a"), 30)


async def test_close_while_the_limiter_hangs(tmp_path: Path) -> None:
    """A close ends the calls that ask the limiter, in all event loops."""
    given, _ = shared(Flavour("async"), tmp_path)
    asked = threading.Event()

    async def ask(*arguments: object, **options: object) -> Wait:
        asked.set()
        return await hang()

    jetemail = AsyncJetEmail(KEY, rate_limits=Replaced(given, "wait", ask))

    async def call() -> None:
        await jetemail.smtp_users.create(username="a")

    waiting = asyncio.ensure_future(asyncio.to_thread(asyncio.run, call()))
    await asyncio.to_thread(asked.wait, 30)
    await jetemail.close()
    with pytest.raises(errors.ConfigurationError, match="the client is closed"):
        await asyncio.wait_for(waiting, 30)


def test_timeout_of_a_limiter(tmp_path: Path) -> None:
    """A sync limiter is told how long it may take."""
    given, _ = shared(Flavour("sync"), tmp_path)
    timeouts: list[float] = []

    @define
    class Timed:
        def wait(self, *arguments: Any, timeout: float, **options: Any) -> Wait:
            timeouts.append(timeout)
            waited: Wait = given.wait(*arguments, timeout=timeout, **options)
            return waited

        def release(self, *arguments: Any, timeout: float) -> None:
            timeouts.append(timeout)
            given.release(*arguments, timeout=timeout)

        def block(self, *arguments: Any, timeout: float) -> None:
            timeouts.append(timeout)

    transport = httpx.MockTransport(lambda _: httpx.Response(429, headers={"Retry-After": "9"}))
    options: Any = {"rate_limits": Timed(), "max_attempts": 1, "transport": transport}
    with JetEmail(KEY, **options) as jetemail, pytest.raises(errors.RateLimitError):
        jetemail.smtp_users.list()

    assert [600.0, 1.0, 1.0] == timeouts


async def test_cancelled_call_below_a_shared_limiter(tmp_path: Path) -> None:
    """A cancelled call is cancelled at once, and then leaves the queue of all processes."""
    given, state = shared(Flavour("async"), tmp_path, limit=1)
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=CREATED))
    async with AsyncJetEmail(KEY, transport=transport, rate_limits=given) as jetemail:
        await jetemail.smtp_users.create(username="a")
        waiting = asyncio.ensure_future(jetemail.smtp_users.create(username="b"))
        while not await asyncio.to_thread(state.waiting):
            pass
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        limiter = jetemail._limiter
        assert limiter is not None
        while limiter._notices:
            await asyncio.wait(limiter._notices)

    assert 0 == state.waiting()


@pytest.mark.parametrize("method", ["release", "block"])
async def test_notice_that_hangs(
    tmp_path: Path, method: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A limiter that hangs after an attempt delays neither the call nor, for long, the close."""
    monkeypatch.setattr(limiter, "_CLOSE_TIMEOUT", 0.01)
    monkeypatch.setattr(limiter, "NOTICE_TIMEOUT", 0.05)
    given, _ = shared(Flavour("async"), tmp_path)
    limited = httpx.Response(429, headers={"Retry-After": "0"})
    responses = iter([limited, httpx.Response(200, content=CREATED)])
    transport = httpx.MockTransport(lambda _: next(responses))
    options: Any = {"rate_limits": Replaced(given, method, hang), "transport": transport}
    async with AsyncJetEmail(KEY, **options) as jetemail:
        await asyncio.wait_for(jetemail.smtp_users.create(username="a"), 30)
        adapter = jetemail._limiter
    assert adapter is not None
    while adapter._notices:
        await asyncio.wait(adapter._notices)

    assert f"the rate limiter's {method} raised TimeoutError" in caplog.messages


def test_notice_without_an_event_loop(tmp_path: Path) -> None:
    """The ticket of a call that is collected after its event loop is left to expire."""
    given, _ = shared(Flavour("async"), tmp_path)
    adapter = AsyncSharedLimiter(given)
    ticket = Ticket("account")
    adapter.cancel(ticket)
    adapter.join(ticket)
    adapter.cancel(ticket)

    assert (set(), 32) == (adapter._notices, len(ticket.name))


def test_shared_limiter_of_the_other_flavour(tmp_path: Path) -> None:
    """A limiter of the other flavour, or with methods of both, raises TypeError."""
    given, sync = shared(Flavour("async"), tmp_path)
    with pytest.raises(TypeError, match=r"^rate_limits: AsyncSqliteRateLimiter\.wait must be sync"):
        JetEmail(KEY, rate_limits=given)
    with pytest.raises(TypeError, match=r"^rate_limits: SqliteRateLimiter\.wait must be async"):
        AsyncJetEmail(KEY, rate_limits=sync)
    with pytest.raises(TypeError, match=r"^rate_limits: Replaced\.block must be async"):
        AsyncJetEmail(KEY, rate_limits=Replaced(given, "block", sync.block))


@define
class Incomplete:
    """An object with one of the three methods only."""

    calls: list[Any] = field(factory=list)

    def wait(self) -> None: ...


def test_shared_limiter_that_is_not_one(tmp_path: Path) -> None:
    """An object without all three methods raises TypeError; so does rate_limit_block beside one."""
    given: Any = Incomplete()
    with pytest.raises(TypeError, match=r"^rate_limits: expected RateLimits, a RateLimiter"):
        JetEmail(KEY, rate_limits=given)
    _, sync = shared(Flavour("sync"), tmp_path)
    with pytest.raises(errors.ConfigurationError, match=r"^rate_limit_block is an option of"):
        JetEmail(KEY, rate_limits=sync, rate_limit_block=False)
    JetEmail(KEY, rate_limits=RateLimits(account=1), rate_limit_block=False).close()


def test_class_of_a_shared_limiter() -> None:
    """The class of a shared limiter in place of an object raises TypeError."""
    kind: Any = SqliteRateLimiter
    with pytest.raises(TypeError, match=r"^rate_limits: expected .* or None, got type$"):
        JetEmail(KEY, rate_limits=kind)


def test_mocks_of_shared_limiters() -> None:
    """A mock of a shared limiter has its flavour."""
    JetEmail(KEY, rate_limits=mock.create_autospec(SqliteRateLimiter, instance=True)).close()
    with pytest.raises(TypeError, match=r"wait must be async, for AsyncJetEmail$"):
        AsyncJetEmail(KEY, rate_limits=mock.create_autospec(SqliteRateLimiter, instance=True))
    AsyncJetEmail(KEY, rate_limits=mock.create_autospec(AsyncSqliteRateLimiter, instance=True))


def test_sync_limiter_that_returns_a_coroutine(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A plain `wait` that returns a coroutine ends the call with an error; notices log that."""
    given, sync = shared(Flavour("async"), tmp_path)

    def wait(*args: Any, timeout: float, **options: Any) -> Any:
        return given.wait(*args, **options)

    def release(*args: Any, timeout: float) -> Any:
        return given.release(*args)

    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=CREATED))
    with JetEmail(KEY, rate_limits=Replaced(sync, "wait", wait), transport=transport) as jetemail:
        with pytest.raises(errors.RateLimiterError, match="coroutine"):
            jetemail.smtp_users.create(username="a")
    limits = Replaced(sync, "release", release)
    with JetEmail(KEY, rate_limits=limits, transport=transport) as jetemail:
        jetemail.smtp_users.create(username="a")

    assert ["the rate limiter's release did nothing: it is async"] == caplog.messages
