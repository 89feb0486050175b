"""Connection reuse: idle connections with unread data or EOF are discarded."""

import asyncio
import socket
import threading
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import trustme

from jetemail_api_client import AsyncJetEmail
from jetemail_api_client._call.exchange import Response, TransportFailure
from jetemail_api_client._transport.network import Stream

from ..adapters import adapter_to, patient, status_of
from ..conftest import KEY
from ..raw_server import Act, HangUp, RawServer, Stage, created, playing, respond
from .certificates import tls

FIRST, SECOND, STRAY = (respond(200, body) for body in (b"first", b"second", b"stray"))


HAS_STRAYED = threading.Event()


def wait_until_closed(server: RawServer) -> None:
    """Block the event loop until the server has closed its connections."""
    for thread in server.threads:
        thread.join(30)


def respond_twice_at_once(stage: Stage) -> None:
    """Send two responses together."""
    one = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
    stage.send(one + b"first" + one + b"stray")
    HAS_STRAYED.set()


def respond_twice(stage: Stage) -> None:
    """Send a second response before the next request."""
    FIRST(stage)
    stage.is_over.wait(0.05)
    STRAY(stage)
    HAS_STRAYED.set()


def respond_and_close(stage: Stage) -> None:
    """Respond, and close the connection soon after."""
    FIRST(stage)
    stage.is_over.wait(0.05)
    raise HangUp


@pytest.mark.parametrize("stray", [respond_twice_at_once, respond_twice])
@pytest.mark.parametrize("is_awake", [True, False])
async def test_unrequested_response(stray: Act, is_awake: bool) -> None:
    """A response without a request is never the response to the next request."""
    HAS_STRAYED.clear()
    with playing(stray, SECOND) as server:
        async with adapter_to(server.base_url) as adapter:
            first = await adapter.exchange(patient(server.base_url))
            if is_awake:
                await asyncio.to_thread(HAS_STRAYED.wait, 30)
                await asyncio.sleep(0.01)
            else:
                HAS_STRAYED.wait(30)
            second = await adapter.exchange(patient(server.base_url))

    assert isinstance(first, Response) and isinstance(second, Response)
    assert (b"first", b"second") == (first.content, second.content)
    assert 2 == server.connections


@pytest.mark.parametrize("is_encrypted", [False, True])
async def test_connection_closed_while_the_loop_is_blocked(
    is_encrypted: bool,
    authority: tuple[trustme.CA, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A connection that the server closed while the event loop was blocked is discarded."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))
    context = tls(authority[0]) if is_encrypted else None
    with playing(respond_and_close, SECOND, tls=context) as server:
        async with adapter_to(server.base_url) as adapter:
            first = await adapter.exchange(patient(server.base_url))
            wait_until_closed(server)
            second = await adapter.exchange(patient(server.base_url))

    assert [200, 200] == [status_of(first), status_of(second)]
    assert (2, 2) == (len(server.requests), server.connections)


async def test_several_connections_closed_while_the_loop_is_blocked() -> None:
    """Discarded connections free their slots in the pool."""
    with playing(*[respond_and_close] * 5, SECOND) as server:
        async with adapter_to(server.base_url, max_connections=5) as adapter:
            send = patient(server.base_url)
            first = await asyncio.gather(*(adapter.exchange(send) for _ in range(5)))
            wait_until_closed(server)
            second = await asyncio.gather(*(adapter.exchange(send) for _ in range(20)))

    assert [200] * 25 == [status_of(event) for event in [*first, *second]]
    assert server.connections <= 10


@pytest.mark.parametrize("is_encrypted", [False, True])
async def test_clean_connection(
    is_encrypted: bool,
    authority: tuple[trustme.CA, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A connection without unread data is reused; TLS session tickets do not count."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))
    context = tls(authority[0]) if is_encrypted else None
    with playing(created, tls=context) as server:
        async with AsyncJetEmail(KEY, base_url=server.base_url) as client:
            for _ in range(5):
                await client.smtp_users.create(username="a")
                time.sleep(0.01)  # noqa: ASYNC251 - a loop that does not run

        assert (5, 1) == (len(server.requests), server.connections)


async def test_response_before_the_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """Data received on a new connection before the request is no response."""
    connect = aiohttp.TCPConnector._create_connection
    connect_sync = Stream.connect

    async def connect_and_rest(*args: Any) -> Any:
        connection = await connect(*args)
        await asyncio.sleep(0.3)
        return connection

    def connect_and_rest_sync(*args: Any) -> None:
        connect_sync(*args)
        time.sleep(0.3)

    def door(_: int, connection: socket.socket, is_over: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstray")
        is_over.wait(30)
        raise HangUp

    monkeypatch.setattr(aiohttp.TCPConnector, "_create_connection", connect_and_rest)
    monkeypatch.setattr(Stream, "connect", connect_and_rest_sync)
    for kind in ("aiohttp", "deadline"):
        with playing(created, door=door) as server:
            async with adapter_to(server.base_url, kind=kind) as adapter:
                event = await adapter.exchange(patient(server.base_url))

            assert isinstance(event, TransportFailure)
            assert [] == server.requests
