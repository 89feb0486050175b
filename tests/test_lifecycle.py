"""One client over several loops and threads, closed early, twice, in flight, or not at all."""

import asyncio
import gc
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client.sandbox import API_KEY, create_app, running

from .conftest import KEY
from .raw_server import RawServer, created, playing, silence


def connected(server: RawServer) -> int:
    """How many of a server's connections are open, once the others have had time to end."""
    for thread in server.threads:
        thread.join(10)
    return sum(thread.is_alive() for thread in server.threads)


def arrived(server: RawServer, count: int) -> None:
    """Wait until so many requests have arrived."""
    until = time.monotonic() + 30
    while len(server.requests) < count and time.monotonic() < until:
        time.sleep(0.01)


def test_several_loops() -> None:
    """A client works in one loop after the other, and leaves no connection of an ended one."""
    with playing(created) as server:
        client = AsyncJetEmail(KEY, base_url=server.base_url)

        async def call() -> None:
            await client.smtp_users.create(username="a")

        for _ in range(3):
            asyncio.run(call())
        gc.collect()

        assert 3 == server.connections
        assert 0 == connected(server)


def test_loops_in_several_threads() -> None:
    """Loops that run at the same time have connections of their own."""
    with running(create_app()) as url:
        client = AsyncJetEmail(API_KEY, base_url=url)

        async def calls(name: str) -> list[str]:
            names = [f"{name}-{number}" for number in range(20)]
            made = await asyncio.gather(*(client.smtp_users.create(username=n) for n in names))
            return [user.username for user in made]

        with ThreadPoolExecutor(4) as pool:
            made = list(pool.map(lambda name: asyncio.run(calls(name)), "abcd"))

    assert [[f"{name}-{number}" for number in range(20)] for name in "abcd"] == made


def test_client_that_nobody_closes() -> None:
    """A client that is dropped closes its connections, and nothing complains."""
    with playing(created) as server:

        async def call() -> None:
            client = AsyncJetEmail(KEY, base_url=server.base_url)
            await client.smtp_users.create(username="a")
            del client
            gc.collect()
            # The loop closes what nobody holds any more in a task of its own.
            assert 0 == await asyncio.to_thread(connected, server)

        asyncio.run(call())
        client = JetEmail(KEY, base_url=server.base_url)
        client.smtp_users.create(username="a")
        del client
        gc.collect()

        assert 0 == connected(server)


async def test_nothing_is_left_behind() -> None:
    """After a close no task and no connection of the client is left."""
    with playing(created) as server:
        before = asyncio.all_tasks()
        async with AsyncJetEmail(KEY, base_url=server.base_url) as client:
            await asyncio.gather(*(client.smtp_users.create(username="a") for _ in range(20)))

        assert before == asyncio.all_tasks()
        assert 0 == connected(server)


@pytest.mark.parametrize("has_transport", [False, True])
async def test_close_in_flight(has_transport: bool) -> None:
    """A call in flight ends at once with our error, which says that the server may have acted."""
    with playing(silence) as server:
        transport = httpx.AsyncHTTPTransport() if has_transport else None
        client = AsyncJetEmail(KEY, base_url=server.base_url, transport=transport)
        calls = [
            asyncio.create_task(client.suppressions.create(target_value="a@b.com")),
            asyncio.create_task(client.smtp_users.list()),
            asyncio.create_task(client.smtp_users.create(username="a")),
        ]
        await asyncio.to_thread(arrived, server, len(calls))
        await client.close()
        async with asyncio.timeout(30):
            ends = await asyncio.gather(*calls, return_exceptions=True)

        assert [errors.APIConnectionError] * 3 == [type(end) for end in ends]
        assert ["unknown"] * 3 == [getattr(end, "outcome", None) for end in ends]
        # Nothing is tried again, and nothing looked up: the client is closed.
        assert len(calls) == len(server.requests)


def test_close_in_flight_from_another_thread() -> None:
    """A thread that waits for an answer wakes up when another one closes the client."""
    with playing(silence) as server:
        client = JetEmail(KEY, base_url=server.base_url)
        with ThreadPoolExecutor(1) as pool:
            call = pool.submit(client.smtp_users.list)
            assert server.arrived.wait(30)
            client.close()
            end = call.exception(30)

        assert (errors.APIConnectionError, "unknown") == (type(end), getattr(end, "outcome", None))
        assert 1 == len(server.requests)
        assert 0 == connected(server)


async def test_close_during_a_pause() -> None:
    """A call that waits to be tried again is not, and ends with the error of its last attempt."""
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


async def test_close_while_waiting_for_a_turn() -> None:
    """A call that has not gone out when the client is closed does not go out."""
    client: AsyncJetEmail

    async def close_instead(_: float) -> None:
        await client.close()

    with playing(created) as server:
        client = AsyncJetEmail(KEY, base_url=server.base_url, sleep=close_instead)
        client._shared.pacer.close_until(client._shared.clock.monotonic() + 30)
        with pytest.raises(errors.ConfigurationError, match=r"is closed\. Nothing was sent\."):
            await client.smtp_users.list()

        assert [] == server.requests


async def test_close_from_another_loop() -> None:
    """A close in one loop has the other loops close their connections, too."""
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
        left = await asyncio.to_thread(connected, server)
        may_end.set()
        await other

        assert 0 == left


def test_close_while_a_loop_rests() -> None:
    """A loop that does not run when the client is closed closes its connections at its end."""
    with playing(created) as server, asyncio.Runner() as runner:
        client = AsyncJetEmail(KEY, base_url=server.base_url)
        runner.run(client.smtp_users.create(username="a"))
        asyncio.run(client.close())
        runner.close()

        assert 0 == connected(server)


class Ending(asyncio.SelectorEventLoop):
    """A loop that ends just after it was asked whether it runs."""

    def is_running(self) -> bool:
        return self.is_closed() or super().is_running()


def test_close_while_a_loop_ends() -> None:
    """A loop that has ended need not be told of a close."""
    with playing(created) as server:
        client = AsyncJetEmail(KEY, base_url=server.base_url)
        adapter = client._adapter
        with asyncio.Runner(loop_factory=Ending) as runner:
            runner.run(client.smtp_users.list())
            adapter._limits[asyncio.Timeout(None)] = runner.get_loop()
        asyncio.run(client.close())

        assert 0 == connected(server)


async def test_close_twice() -> None:
    """A second close does nothing, and a closed client says that it is closed."""
    client, sync = AsyncJetEmail(KEY), JetEmail(KEY)
    for _ in range(2):
        await client.close()
        sync.close()

    with pytest.raises(errors.ConfigurationError, match="closed"):
        await client.smtp_users.list()
    with pytest.raises(errors.ConfigurationError, match="closed"):
        sync.with_options(deadline=1).smtp_users.list()


def test_many_threads() -> None:
    """Each thread gets the answers to its own calls, over no more connections than allowed."""
    with running(create_app()) as url, JetEmail(API_KEY, base_url=url, max_connections=5) as client:
        names = [f"user-{number}" for number in range(200)]
        with ThreadPoolExecutor(32) as pool:
            made = list(pool.map(lambda name: client.smtp_users.create(username=name), names))

    assert names == [user.username for user in made]
