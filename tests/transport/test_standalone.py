"""The public default transports in an `httpx.AsyncClient` or `httpx.Client`."""

import asyncio
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, _fork, errors, transports
from jetemail_api_client._transport.aiohttp import _CHUNK, _Exchange
from jetemail_api_client.transports import AiohttpTransport, DeadlineTransport

from ..adapters import DEFAULTS, adapter_to, patient, status_of
from ..conftest import KEY
from ..raw_server import created, drip, playing, respond, silence

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"


async def chunks() -> AsyncIterator[bytes]:
    """Yield a body of unknown length."""
    yield b"a" * 10
    yield b"b" * 10


async def test_async_client_of_httpx() -> None:
    """Bodies are streamed in both directions, and the trace extension is supported."""
    events: list[str] = []

    async def trace(name: str, _: Any) -> None:
        events.append(name)

    large = bytes(range(256)) * 4000
    with playing(created, respond(200, large)) as server:
        async with httpx.AsyncClient(transport=AiohttpTransport()) as client:
            first = await client.post(
                server.base_url, content=chunks(), extensions={"trace": trace}
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


async def test_timeouts_of_the_async_transport() -> None:
    """The timeouts "pool" and "read" are those of httpx."""
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


async def test_pool_timeout_ends_when_connecting_begins() -> None:
    """The time of the pool timeout does not count for connecting."""
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


async def test_order_of_requests_that_wait_for_a_connection() -> None:
    """Requests get connections in the order in which they began to wait."""
    with playing(created) as server:
        transport = AiohttpTransport(max_connections=1)
        async with httpx.AsyncClient(transport=transport, timeout=30) as client:
            order: list[int] = []

            async def send_three(number: int) -> None:
                for _ in range(3):
                    await client.get(server.base_url)
                    order.append(number)

            await asyncio.gather(*(send_three(number) for number in range(8)))

    assert [*range(8)] * 3 == order


async def test_close_of_a_shared_async_transport() -> None:
    """Waiting and later calls of another client raise an error, and are not cancelled."""
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


def test_close_of_a_shared_sync_transport() -> None:
    """Waiting and later calls of another client raise an error."""
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
    """Requests without timeouts are sent, and their connection is reused."""
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
def test_invalid_limits(kind: Any, option: dict[str, Any]) -> None:
    """A limit that no request could satisfy raises ConfigurationError."""
    with pytest.raises(errors.ConfigurationError, match=f"{next(iter(option))} is"):
        kind(**option)


def test_public_names() -> None:
    """The module `transports` offers the two transports, and the protocols of what clients take."""
    protocols = {"AsyncHttpClient", "AsyncTransport", "HttpClient", "Transport"}
    assert ["AiohttpTransport", "DeadlineTransport"] == sorted({*dir(transports)} - protocols)
    with pytest.raises(AttributeError, match="HttpTransport"):
        _ = transports.HttpTransport


def test_foreign_transport_with_a_method_reset() -> None:
    """A foreign transport is not called after a fork, even if it has a method `reset`."""

    class Other(httpx.BaseTransport):
        def reset(self) -> None:
            raise AssertionError

    client = JetEmail(KEY, transport=Other())
    client._adapter.reset()
    with pytest.raises(errors.ConfigurationError, match="made before a fork"):
        client.smtp_users.list()


async def test_exception_in_a_trace() -> None:
    """An exception of a trace propagates, and its connection is released."""

    async def trace(name: str, _: Any) -> None:
        if "send_request" in name:
            raise LookupError(name)

    with playing(created) as server:
        transport = AiohttpTransport(max_connections=1)
        async with httpx.AsyncClient(transport=transport) as client:
            for _ in range(3):
                with pytest.raises(LookupError):
                    await client.get(server.base_url, extensions={"trace": trace})
            assert 200 == (await client.get(server.base_url)).status_code


async def test_response_with_the_last_chunk_of_an_upload() -> None:
    """A response that arrives with the last chunk of the body ends the phase "write"."""
    exchange = _Exchange.of(httpx.Request("POST", "http://test", content=bytes(_CHUNK + 1)))
    async for chunk in exchange.chunks():
        if len(chunk) == 1:
            exchange.phase = "total"

    assert ("total", True) == (exchange.phase, exchange.is_sent)


@pytest.mark.parametrize("kind", DEFAULTS)
async def test_reset_after_a_fork(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a reset, a request opens a new connection, and the parent's stays open."""
    abandoned: list[Any] = []
    monkeypatch.setattr(_fork, "_abandoned", abandoned)
    with playing(created) as server:
        async with adapter_to(server.base_url, kind=kind) as adapter:
            assert 200 == status_of(await adapter.exchange(patient(server.base_url)))
            for resettable in (adapter.adapter, adapter.adapter._given):
                resettable.reset()
            assert 200 == status_of(await adapter.exchange(patient(server.base_url)))

        assert 2 == server.connections
        (parents,) = abandoned
        if kind == "deadline":
            parents.close()
        else:
            for opened in parents.values():
                await opened.generator.aclose()


def test_reset_of_a_closed_transport() -> None:
    """A transport that was closed before a fork stays closed."""
    transport = DeadlineTransport()
    transport.close()
    transport.reset()
    with pytest.raises(httpx.ConnectError, match="the transport is closed"):
        transport.handle_request(httpx.Request("GET", "http://127.0.0.1:9/"))
