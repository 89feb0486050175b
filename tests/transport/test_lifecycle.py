"""One client over several event loops and threads, and its close."""

import asyncio
import gc
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client.sandbox import API_KEY, create_app, running

from ..conftest import KEY
from ..raw_server import RawServer, created, playing, silence


def open_connections(server: RawServer) -> int:
    """Return the number of open connections of a server, after those that are ending have ended."""
    for thread in server.threads:
        thread.join(10)
    return sum(thread.is_alive() for thread in server.threads)


def wait_for_requests(server: RawServer, count: int) -> None:
    """Wait until so many requests have wait_for_requests."""
    until = time.monotonic() + 30
    while len(server.requests) < count and time.monotonic() < until:
        time.sleep(0.01)


def test_event_loops_in_sequence() -> None:
    """A client works in one event loop after the other; a loop that ends closes its connections."""
    with playing(created) as server:
        client = AsyncJetEmail(KEY, base_url=server.base_url)

        async def call() -> None:
            await client.smtp_users.create(username="a")

        for _ in range(3):
            asyncio.run(call())
        gc.collect()

        assert 3 == server.connections
        assert 0 == open_connections(server)


def test_event_loops_in_parallel() -> None:
    """Event loops in several threads use connections of their own."""
    with running(create_app()) as url:
        client = AsyncJetEmail(API_KEY, base_url=url)

        async def calls(name: str) -> list[str]:
            names = [f"{name}-{number}" for number in range(20)]
            made = await asyncio.gather(*(client.smtp_users.create(username=n) for n in names))
            return [user.username for user in made]

        with ThreadPoolExecutor(4) as pool:
            made = list(pool.map(lambda name: asyncio.run(calls(name)), "abcd"))

    assert [[f"{name}-{number}" for number in range(20)] for name in "abcd"] == made


def test_client_that_is_not_closed() -> None:
    """A client that is collected closes its connections without a warning."""
    with playing(created) as server:

        async def call() -> None:
            client = AsyncJetEmail(KEY, base_url=server.base_url)
            await client.smtp_users.create(username="a")
            del client
            gc.collect()
            # The loop closes collected generators in a task of its own.
            assert 0 == await asyncio.to_thread(open_connections, server)

        asyncio.run(call())
        client = JetEmail(KEY, base_url=server.base_url)
        client.smtp_users.create(username="a")
        del client
        gc.collect()

        assert 0 == open_connections(server)


async def test_close() -> None:
    """A close leaves no task and no connection."""
    with playing(created) as server:
        before = asyncio.all_tasks()
        async with AsyncJetEmail(KEY, base_url=server.base_url) as client:
            await asyncio.gather(*(client.smtp_users.create(username="a") for _ in range(20)))

        assert before == asyncio.all_tasks()
        assert 0 == open_connections(server)


@pytest.mark.parametrize("has_transport", [False, True])
async def test_close_in_flight(has_transport: bool) -> None:
    """A call in flight raises APIConnectionError at once, with the outcome unknown."""
    with playing(silence) as server:
        transport = httpx.AsyncHTTPTransport() if has_transport else None
        client = AsyncJetEmail(KEY, base_url=server.base_url, transport=transport)
        calls = [
            asyncio.create_task(client.suppressions.create(target_value="a@b.com")),
            asyncio.create_task(client.smtp_users.list()),
            asyncio.create_task(client.smtp_users.create(username="a")),
        ]
        await asyncio.to_thread(wait_for_requests, server, len(calls))
        await client.close()
        async with asyncio.timeout(30):
            ends = await asyncio.gather(*calls, return_exceptions=True)

        assert [errors.APIConnectionError] * 3 == [type(end) for end in ends]
        assert ["unknown"] * 3 == [getattr(end, "outcome", None) for end in ends]
        # Nothing is tried again, and nothing looked up: the client is closed.
        assert len(calls) == len(server.requests)


def test_close_in_flight_from_another_thread() -> None:
    """A thread that waits for a response wakes up when another thread closes the client."""
    with playing(silence) as server:
        client = JetEmail(KEY, base_url=server.base_url)
        with ThreadPoolExecutor(1) as pool:
            call = pool.submit(client.smtp_users.list)
            assert server.arrived.wait(30)
            client.close()
            end = call.exception(30)

        assert (errors.APIConnectionError, "unknown") == (type(end), getattr(end, "outcome", None))
        assert 1 == len(server.requests)
        assert 0 == open_connections(server)


async def test_close_before_a_retry() -> None:
    """A call that sleeps before a retry raises the error of its last attempt."""
    client: AsyncJetEmail

    async def close_instead(_: float) -> None:
        await client.close()

    with playing(silence) as server:
        client = AsyncJetEmail(
            KEY, base_url=server.base_url, sleep=close_instead, attempt_timeout=1.0
        )
        with pytest.raises(errors.APITimeoutError):
            await client.smtp_users.list()

        assert 1 == len(server.requests)


async def test_close_while_rate_limited() -> None:
    """A call that waits for the rate limiter is not sent after a close."""
    client: AsyncJetEmail

    async def close_instead(_: float) -> None:
        await client.close()

    with playing(created) as server:
        client = AsyncJetEmail(KEY, base_url=server.base_url, sleep=close_instead)
        client._state.rate_limiter.block(30.0, client._state.clock.monotonic())
        with pytest.raises(errors.ConfigurationError, match=r"the client is closed"):
            await client.smtp_users.list()

        assert [] == server.requests


async def test_close_from_another_loop() -> None:
    """A close in one event loop closes the connections of the others."""
    with playing(created) as server:
        client = AsyncJetEmail(KEY, base_url=server.base_url)
        may_end = threading.Event()

        async def call() -> None:
            await client.smtp_users.create(username="a")
            used.set()
            await asyncio.to_thread(may_end.wait, 30)

        used = threading.Event()
        other = asyncio.create_task(asyncio.to_thread(asyncio.run, call()))
        await asyncio.to_thread(used.wait, 30)
        await client.close()
        still_open = await asyncio.to_thread(open_connections, server)
        may_end.set()
        await other

        assert 0 == still_open


def test_close_while_a_loop_is_stopped() -> None:
    """An event loop that is stopped during a close closes its connections at its end."""
    with playing(created) as server, asyncio.Runner() as runner:
        client = AsyncJetEmail(KEY, base_url=server.base_url)
        runner.run(client.smtp_users.create(username="a"))
        asyncio.run(client.close())
        runner.close()

        assert 0 == open_connections(server)


class EndingLoop(asyncio.SelectorEventLoop):
    """A loop that ends just after it was asked if it runs."""

    def is_running(self) -> bool:
        return self.is_closed() or super().is_running()


def test_close_while_a_loop_ends() -> None:
    """A close ignores event loops that have ended."""
    with playing(created) as server:
        client = AsyncJetEmail(KEY, base_url=server.base_url)
        adapter = client._adapter
        with asyncio.Runner(loop_factory=EndingLoop) as runner:
            runner.run(client.smtp_users.list())
            adapter._running[asyncio.Timeout(None)] = runner.get_loop()
        asyncio.run(client.close())

        assert 0 == open_connections(server)


async def test_close_twice() -> None:
    """A second close does nothing; calls of a closed client raise ConfigurationError."""
    client, sync = AsyncJetEmail(KEY), JetEmail(KEY)
    for _ in range(2):
        await client.close()
        sync.close()

    with pytest.raises(errors.ConfigurationError, match="closed"):
        await client.smtp_users.list()
    with pytest.raises(errors.ConfigurationError, match="closed"):
        sync.with_options(deadline=1).smtp_users.list()


def test_more_threads_than_connections() -> None:
    """Each thread gets its own responses over at most `max_connections` connections."""
    with running(create_app()) as url, JetEmail(API_KEY, base_url=url, max_connections=5) as client:
        names = [f"user-{number}" for number in range(200)]
        with ThreadPoolExecutor(32) as pool:
            made = list(pool.map(lambda name: client.smtp_users.create(username=name), names))

    assert names == [user.username for user in made]
