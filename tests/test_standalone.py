"""The default transports by themselves, in a client of httpx: they are public."""

import asyncio
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors, transports
from jetemail_api_client._transport.network import Backend
from jetemail_api_client.transports import AiohttpTransport, DeadlineTransport

from .conftest import KEY
from .raw_server import answer, created, drip, playing, silence

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"


async def pieces() -> AsyncIterator[bytes]:
    """A body whose length is not known before."""
    yield b"a" * 10
    yield b"b" * 10


async def test_async_client_of_httpx() -> None:
    """Bodies are streamed in both directions, and the events of a request are traced."""
    events: list[str] = []

    async def trace(name: str, _: Any) -> None:
        events.append(name)

    large = bytes(range(256)) * 4000
    with playing(created, answer(200, large)) as server:
        async with httpx.AsyncClient(transport=AiohttpTransport()) as client:
            first = await client.post(
                server.base_url, content=pieces(), extensions={"trace": trace}
            )
            async with client.stream("GET", server.base_url) as second:
                read = b"".join([piece async for piece in second.aiter_bytes()])

        assert (200, large) == (first.status_code, read)
        assert b"a" * 10 in server.requests[0]
    assert [
        "connection.connect_tcp.started",
        "http11.send_request_body.complete",
        "http11.receive_response_headers.complete",
    ] == events


async def test_time_limits_of_the_async_transport() -> None:
    """They are httpx's: for a free connection, for connecting, and for each wait for bytes."""
    with playing(silence) as server:
        transport = AiohttpTransport(max_connections=1)
        async with httpx.AsyncClient(transport=transport, timeout=30) as client:
            with pytest.raises(httpx.ReadTimeout):
                await client.get(server.base_url, timeout=httpx.Timeout(30, read=0.2))
            first = asyncio.create_task(client.get(server.base_url))
            await asyncio.to_thread(server.arrived.wait, 30)
            await asyncio.sleep(0.1)
            with pytest.raises(httpx.PoolTimeout):
                await client.get(server.base_url, timeout=httpx.Timeout(30, pool=0.2))
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)
    with playing(drip(HEAD, every=0.05), drip(HEAD, every=60)) as server:
        async with httpx.AsyncClient(transport=AiohttpTransport()) as client:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(1):
                    await client.get(server.base_url, timeout=httpx.Timeout(30, read=0.5))
            with pytest.raises(httpx.ReadTimeout):
                await client.get(server.base_url, timeout=httpx.Timeout(30, read=0.5))


async def test_limit_on_waiting_ends_where_connecting_begins() -> None:
    """Connecting has its own time, however little was left of that for a free connection."""
    with playing(silence) as server:
        transport = AiohttpTransport(max_connections=1)
        async with httpx.AsyncClient(transport=transport) as client:
            timeout = httpx.Timeout(1.5, pool=1.0, connect=30)
            first = asyncio.create_task(client.get(server.base_url, timeout=timeout))
            await asyncio.to_thread(server.arrived.wait, 30)
            second = asyncio.create_task(
                client.get(server.base_url, timeout=httpx.Timeout(1, pool=30))
            )
            ends = await asyncio.gather(first, second, return_exceptions=True)

    assert [httpx.ReadTimeout] * 2 == [type(end) for end in ends]


async def test_nobody_overtakes_who_waits_for_a_connection() -> None:
    """One who asks again and again comes after those who were there before."""
    with playing(created) as server:
        transport = AiohttpTransport(max_connections=1)
        async with httpx.AsyncClient(transport=transport, timeout=30) as client:
            order: list[int] = []

            async def ask_again_and_again(number: int) -> None:
                for _ in range(3):
                    await client.get(server.base_url)
                    order.append(number)

            await asyncio.gather(*(ask_again_and_again(number) for number in range(8)))

    assert [*range(8)] * 3 == order


async def test_close_of_a_transport_that_is_shared() -> None:
    """Who waits for a connection, and who comes later, gets an error, and is not cancelled."""
    with playing(silence) as server:
        transport = AiohttpTransport(max_connections=1)
        one = AsyncJetEmail(KEY, base_url=server.base_url, transport=transport, max_attempts=1)
        other = AsyncJetEmail(KEY, base_url=server.base_url, transport=transport, max_attempts=1)
        calls = [asyncio.create_task(other.smtp_users.list()) for _ in range(2)]
        await asyncio.to_thread(server.arrived.wait, 30)
        await asyncio.sleep(0.1)
        await one.close()
        ends = await asyncio.gather(*calls, return_exceptions=True)
        with pytest.raises(errors.APIConnectionError, match="the transport is closed") as late:
            await other.smtp_users.list()
        await other.close()

    assert [errors.APIConnectionError] * 2 == [type(end) for end in ends]
    assert "not_sent" == late.value.outcome


def test_close_of_a_sync_transport_that_is_shared() -> None:
    """The same without asyncio."""
    with playing(silence) as server, ThreadPoolExecutor(2) as threads:
        transport = DeadlineTransport(max_connections=1)
        other = JetEmail(KEY, base_url=server.base_url, transport=transport, max_attempts=1)
        calls = [threads.submit(other.smtp_users.list) for _ in range(2)]
        assert server.arrived.wait(30)
        threading.Event().wait(0.1)
        with transport:
            pass
        ends = [call.exception(30) for call in calls]
        with pytest.raises(errors.APIConnectionError, match="the transport is closed") as late:
            other.smtp_users.list()

    assert [errors.APIConnectionError] * 2 == [type(end) for end in ends]
    assert "not_sent" == late.value.outcome


def test_sync_client_of_httpx() -> None:
    """It sends, without a limit on the time as well, and closes the transport."""
    with playing(created) as server:
        with httpx.Client(transport=DeadlineTransport(), timeout=None) as client:
            statuses = [client.post(server.base_url, content=b"a").status_code for _ in range(2)]

        assert ([200, 200], 1) == (statuses, server.connections)


@pytest.mark.parametrize("kind", [AiohttpTransport, DeadlineTransport])
@pytest.mark.parametrize(
    "option",
    [
        *({"max_connections": number} for number in (0, -1, "3", 1.5)),
        *({"keepalive_expiry": seconds} for seconds in (0, -1, "5")),
    ],
    ids=str,
)
def test_limits_that_cannot_be(kind: Any, option: dict[str, Any]) -> None:
    """A pool that no request could use is refused when it is made."""
    with pytest.raises(errors.ConfigurationError, match=f"{next(iter(option))} is"):
        kind(**option)


def test_names() -> None:
    """Only the transports are offered."""
    assert ["AiohttpTransport", "DeadlineTransport"] == dir(transports)
    with pytest.raises(AttributeError, match="HttpTransport"):
        _ = transports.HttpTransport


@pytest.mark.parametrize("kind", [AiohttpTransport, DeadlineTransport])
def test_transport_with_a_method_of_that_name(kind: Any) -> None:
    """A transport of somebody else's is not taken for one of ours because of its methods."""

    class Other(httpx.BaseTransport):
        def renew(self) -> None:
            raise AssertionError

    client = JetEmail(KEY, transport=Other())
    client._adapter.renew()
    with pytest.raises(errors.ConfigurationError, match="made before a fork"):
        client.smtp_users.list()


def test_close_before_a_connection_is_made() -> None:
    """A connection that is aborted looks up no name, and opens no socket."""
    backend = Backend(is_proxied=False)
    backend.abort()
    for host in ("127.0.0.1", "localhost.invalid"):
        with pytest.raises(Exception, match="the client was closed"):
            backend.connect_tcp(host, 9)
    backend.close()
