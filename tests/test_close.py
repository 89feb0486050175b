"""A close: whatever waits ends at once, and nothing goes out any more."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager, contextmanager

import httpx
import pytest

from jetemail_api_client._policy import Answer, Fault
from jetemail_api_client._steps import Send
from jetemail_api_client._transport.adapter import Adapter

from .channels import BOUNDED, DEFAULTS, Channel, channel_to, patient
from .raw_server import created, playing, silence

NOT_SENT = Fault("the client was closed", False)
CUT_OFF = Fault("the client was closed before the response was complete", True)


@contextmanager
def full_backlog() -> Iterator[str]:
    """An address where connecting neither succeeds nor fails."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, ExitStack() as waiting:
        for _ in range(4):
            one = waiting.enter_context(socket.socket())
            one.setblocking(False)
            one.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@contextmanager
def silent_listener() -> Iterator[str]:
    """An address where a connection is accepted, and nothing is ever said: no TLS either."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"https://127.0.0.1:{listener.getsockname()[1]}"


@asynccontextmanager
async def under_way(channel: Channel, send: Send) -> AsyncIterator[asyncio.Task[Answer | Fault]]:
    """An attempt that has come as far as it can."""
    task = asyncio.create_task(channel.exchange(send))
    await asyncio.sleep(0.1)
    yield task
    assert task.done()


async def end_of(task: asyncio.Task[Answer | Fault]) -> Answer | Fault:
    """What comes of an attempt soon."""
    async with asyncio.timeout(30):
        return await task


@pytest.mark.parametrize("kind", BOUNDED)
async def test_waiting_for_a_place_in_the_pool(kind: str) -> None:
    """Attempts that wait for a free connection end, and do not go out when one is free."""
    with playing(silence) as server:
        async with channel_to(server.base_url, max_connections=1, kind=kind) as channel:
            first = asyncio.create_task(channel.exchange(patient(server.base_url)))
            await asyncio.to_thread(server.arrived.wait, 30)
            async with under_way(channel, patient(server.base_url)) as second:
                await channel.close()
                ends = [await end_of(first), await end_of(second)]

        assert [CUT_OFF, NOT_SENT] == ends
        assert (1, 1) == (len(server.requests), server.connections)


# httpcore forgets a connection whose handshake is given up: that is between it and its user.
@pytest.mark.parametrize(
    ("kind", "place"),
    [
        *((kind, place) for kind in DEFAULTS for place in (full_backlog, silent_listener)),
        ("httpx", full_backlog),
    ],
)
async def test_connecting(kind: str, place: Callable[[], AbstractContextManager[str]]) -> None:
    """An attempt that is connecting, or shaking hands, ends."""
    with place() as url:
        async with channel_to(url, kind=kind) as channel:
            async with under_way(channel, patient(url)) as task:
                await channel.close()
                end = await end_of(task)

    assert NOT_SENT == end


@pytest.mark.parametrize("kind", BOUNDED)
async def test_after_a_close(kind: str) -> None:
    """An attempt that comes too late is not sent, and opens nothing."""
    with playing(created) as server:
        async with channel_to(server.base_url, kind=kind) as channel:
            await channel.exchange(patient(server.base_url))
            await channel.close()
            end = await channel.exchange(patient(server.base_url))

    assert NOT_SENT == end
    assert (1, 1) == (len(server.requests), server.connections)


async def test_close_of_what_has_just_begun() -> None:
    """An attempt in its very first steps goes out before a close, or never."""
    with playing(created) as server:
        for steps in range(12):
            async with channel_to(server.base_url) as channel:
                task = asyncio.create_task(channel.exchange(patient(server.base_url)))
                for _ in range(steps):
                    await asyncio.sleep(0)
                await channel.close()
                sent = len(server.requests)
                end = await end_of(task)

            assert isinstance(end, Answer) or end in (NOT_SENT, CUT_OFF)
            if end == NOT_SENT:
                assert sent == len(server.requests)


async def test_close_from_another_loop() -> None:
    """A close ends the attempts of other loops, too."""
    with playing(silence) as server:
        async with channel_to(server.base_url) as channel:

            async def elsewhere() -> Answer | Fault:
                return await channel.exchange(patient(server.base_url))

            other = asyncio.create_task(asyncio.to_thread(asyncio.run, elsewhere()))
            await asyncio.to_thread(server.arrived.wait, 30)
            await channel.close()

            assert CUT_OFF == await end_of(other)


async def test_cancelled_while_closing() -> None:
    """A cancellation stays one, whatever else ends the attempt."""
    with playing(silence) as server:
        async with channel_to(server.base_url, max_connections=1) as channel:
            tasks = [asyncio.create_task(channel.exchange(patient(server.base_url)))]
            await asyncio.to_thread(server.arrived.wait, 30)
            tasks.append(asyncio.create_task(channel.exchange(patient(server.base_url))))
            await asyncio.sleep(0.1)
            for task in tasks:
                task.cancel()
            await channel.close()
            ends = await asyncio.gather(*tasks, return_exceptions=True)

    assert [asyncio.CancelledError] * 2 == [type(end) for end in ends]


def test_thread_that_waits_for_a_place() -> None:
    """A thread that waits for a connection of a transport of one's own sends nothing after it."""
    with playing(silence) as server, ThreadPoolExecutor(2) as threads:
        transport = httpx.HTTPTransport(limits=httpx.Limits(max_connections=1))
        channel = Adapter(transport)
        first = threads.submit(channel.exchange, patient(server.base_url))
        assert server.arrived.wait(30)
        second = threads.submit(channel.exchange, patient(server.base_url))
        threading.Event().wait(0.1)
        channel.close()
        server.end()
        ends = [first.result(30), second.result(30)]

        assert [CUT_OFF, NOT_SENT] == ends
        assert NOT_SENT == channel.exchange(patient(server.base_url))
        assert 1 == len(server.requests)
