"""Closing: waiting attempts end at once, and no request is sent afterwards."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager, contextmanager
from typing import Any

import httpcore
import httpx
import pytest

from jetemail_api_client._call.exchange import Response, SendRequest, TransportFailure
from jetemail_api_client._transport.adapter import Adapter, AsyncAdapter
from jetemail_api_client._transport.deadline import _ConnectionPool
from jetemail_api_client._transport.network import Backend
from jetemail_api_client.transports import AiohttpTransport

from ..adapters import BOUNDED, DEFAULTS, AnyAdapter, adapter_to, patient
from ..raw_server import created, playing, silence

NOT_SENT = TransportFailure("the client was closed", False, is_permanent=True)
CUT_OFF = TransportFailure(
    "the client was closed before the response was complete", True, is_permanent=True
)


@contextmanager
def full_backlog() -> Iterator[str]:
    """Yield a URL where connecting neither succeeds nor fails."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, ExitStack() as waiting:
        for _ in range(4):
            one = waiting.enter_context(socket.socket())
            one.setblocking(False)
            one.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@contextmanager
def silent_listener() -> Iterator[str]:
    """Yield a URL where connections are accepted, and TLS handshakes get no response."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"https://127.0.0.1:{listener.getsockname()[1]}"


@asynccontextmanager
async def running(
    adapter: AnyAdapter, send: SendRequest
) -> AsyncIterator[asyncio.Task[Response | TransportFailure]]:
    """Start an attempt, and let it proceed as far as it can."""
    task = asyncio.create_task(adapter.exchange(send))
    await asyncio.sleep(0.1)
    yield task
    assert task.done()


async def end_of(task: asyncio.Task[Response | TransportFailure]) -> Response | TransportFailure:
    """Return the result of an attempt that must end soon."""
    async with asyncio.timeout(30):
        return await task


@pytest.mark.parametrize("kind", BOUNDED)
async def test_close_while_waiting_for_a_connection(kind: str) -> None:
    """Attempts that wait for a free connection end, and are not sent."""
    with playing(silence) as server:
        async with adapter_to(server.base_url, max_connections=1, kind=kind) as adapter:
            first = asyncio.create_task(adapter.exchange(patient(server.base_url)))
            await asyncio.to_thread(server.arrived.wait, 30)
            async with running(adapter, patient(server.base_url)) as second:
                await adapter.close()
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
async def test_close_while_connecting(
    kind: str, place: Callable[[], AbstractContextManager[str]]
) -> None:
    """An attempt that is connecting, or in its TLS handshake, ends."""
    with place() as url:
        async with adapter_to(url, kind=kind) as adapter:
            async with running(adapter, patient(url)) as task:
                await adapter.close()
                end = await end_of(task)

    assert NOT_SENT == end


@pytest.mark.parametrize("kind", BOUNDED)
async def test_attempt_after_a_close(kind: str) -> None:
    """An attempt after a close opens no connection."""
    with playing(created) as server:
        async with adapter_to(server.base_url, kind=kind) as adapter:
            await adapter.exchange(patient(server.base_url))
            await adapter.close()
            end = await adapter.exchange(patient(server.base_url))

    assert NOT_SENT == end
    assert (1, 1) == (len(server.requests), server.connections)


async def test_close_just_after_the_start() -> None:
    """An attempt is sent before a close, or never."""
    with playing(created) as server:
        for steps in range(12):
            async with adapter_to(server.base_url) as adapter:
                task = asyncio.create_task(adapter.exchange(patient(server.base_url)))
                for _ in range(steps):
                    await asyncio.sleep(0)
                await adapter.close()
                sent = len(server.requests)
                end = await end_of(task)

            assert isinstance(end, Response) or end in (NOT_SENT, CUT_OFF)
            if end == NOT_SENT:
                assert sent == len(server.requests)


async def test_close_from_another_loop() -> None:
    """A close ends the attempts of other event loops."""
    with playing(silence) as server:
        async with adapter_to(server.base_url) as adapter:

            async def elsewhere() -> Response | TransportFailure:
                return await adapter.exchange(patient(server.base_url))

            other = asyncio.create_task(asyncio.to_thread(asyncio.run, elsewhere()))
            await asyncio.to_thread(server.arrived.wait, 30)
            await adapter.close()

            assert CUT_OFF == await end_of(other)


def test_close_while_another_loop_is_idle() -> None:
    """A loop that is not running closes its connections when it runs next."""
    with playing(created) as server, asyncio.Runner() as runner:
        adapter = AsyncAdapter(AiohttpTransport())
        send = patient(server.base_url)
        runner.run(adapter.exchange(send))
        asyncio.run(adapter.close())
        [connection] = server.threads
        assert connection.is_alive()
        assert NOT_SENT == runner.run(adapter.exchange(send))
        runner.run(asyncio.to_thread(connection.join, 30))

        assert not connection.is_alive()


async def test_cancellation_during_a_close() -> None:
    """A cancelled attempt raises CancelledError, even if the client is closed meanwhile."""
    with playing(silence) as server:
        async with adapter_to(server.base_url, max_connections=1) as adapter:
            tasks = [asyncio.create_task(adapter.exchange(patient(server.base_url)))]
            await asyncio.to_thread(server.arrived.wait, 30)
            tasks.append(asyncio.create_task(adapter.exchange(patient(server.base_url))))
            await asyncio.sleep(0.1)
            for task in tasks:
                task.cancel()
            await adapter.close()
            ends = await asyncio.gather(*tasks, return_exceptions=True)

    assert [asyncio.CancelledError] * 2 == [type(end) for end in ends]


def test_close_while_a_thread_waits_in_the_pool_of_httpx() -> None:
    """A thread that waits in the pool of httpx's transport sends nothing after a close."""
    with playing(silence) as server, ThreadPoolExecutor(2) as threads:
        transport = httpx.HTTPTransport(limits=httpx.Limits(max_connections=1))
        adapter = Adapter(transport)
        first = threads.submit(adapter.exchange, patient(server.base_url))
        assert server.arrived.wait(30)
        second = threads.submit(adapter.exchange, patient(server.base_url))
        threading.Event().wait(0.1)
        adapter.close()
        server.end()
        ends = [first.result(30), second.result(30)]

        assert [CUT_OFF, NOT_SENT] == ends
        assert NOT_SENT == adapter.exchange(patient(server.base_url))
        assert 1 == len(server.requests)


def test_abort_before_connecting() -> None:
    """An aborted connection resolves no name and opens no socket."""
    backend = Backend(is_proxied=False)
    backend.abort()
    for host in ("127.0.0.1", "localhost.invalid"):
        with pytest.raises(httpcore.ConnectError, match="the client was closed"):
            backend.connect_tcp(host, 9)
    backend.close()


def test_abort_while_connected() -> None:
    """An aborted connection sends nothing, and is not reused."""
    with playing(created) as server:
        backend = Backend(is_proxied=False)
        stream = backend.connect_tcp(*server.listener.getsockname())
        assert not stream.get_extra_info("is_readable")
        backend.abort()
        with pytest.raises(httpcore.WriteError, match="the client was closed"):
            stream.write(b"GET / HTTP/1.1\r\n\r\n")
        stream.close()

        assert stream.get_extra_info("is_readable")
        assert stream.get_extra_info("socket").fileno() < 0
        assert [] == server.requests


def test_close_by_a_signal_handler_while_a_connection_is_assigned() -> None:
    """A pool that a signal handler closes during an assignment assigns nothing."""

    def new() -> Any:
        pool.close()

    pool = _ConnectionPool(new, 1, 5.0)
    with pytest.raises(httpcore.ConnectError, match="the transport is closed"):
        pool.handle_request(httpcore.Request("GET", "http://127.0.0.1:9/"))

    assert {} == pool._active
