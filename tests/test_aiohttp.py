"""The default async channel: phases, large bodies, early answers, whom it trusts."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import trustme

from jetemail_api_client import AsyncJetEmail, errors
from jetemail_api_client._aiohttp import AiohttpChannel
from jetemail_api_client._policy import Answer, Fault

from .certificates import tls
from .channels import channel_to, patient, sending, status_of
from .conftest import KEY
from .raw_server import close, created, playing, refused_url, silence


async def test_waiting_for_an_answer() -> None:
    """Without an answer the phase is "read", and something was sent."""
    with playing(silence) as server:
        async with channel_to(server.base_url) as channel:
            event = await channel.exchange(sending(server.base_url, content=b"x"))

    assert Fault("time was up after 1 s (read)", True, "read") == event


async def test_waiting_for_a_reader() -> None:
    """With a body that nobody takes the phase is "write", and something was sent."""
    # The system accepts, and nobody reads.
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with channel_to(url) as channel:
            event = await channel.exchange(sending(url, content=bytes(50_000_000)))

    assert Fault("time was up after 1 s (write)", True, "write") == event


async def test_waiting_for_a_connection() -> None:
    """Without a free connection the phase is "pool", and nothing was sent."""
    with playing(silence) as server:
        async with channel_to(server.base_url, max_connections=1) as channel:
            first = asyncio.create_task(channel.exchange(patient(server.base_url)))
            await asyncio.to_thread(server.arrived.wait)
            event = await channel.exchange(sending(server.base_url))
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)

    assert Fault("time was up after 1 s (pool)", False, "pool") == event
    assert 1 == len(server.requests)


async def test_large_body_arrives_whole() -> None:
    """A body of many pieces arrives as one, under its length."""
    content = bytes(range(256)) * 1000
    with playing(created) as server:
        async with channel_to(server.base_url) as channel:
            await channel.exchange(patient(server.base_url, content=content))

    assert [content] == server.bodies
    assert "256000" == server.heads()[0]["content-length"]
    assert "transfer-encoding" not in server.heads()[0]


async def test_no_silent_second_attempt() -> None:
    """A DELETE on a kept connection that breaks is not sent again by the library underneath."""
    with playing(created, close, created) as server:
        async with channel_to(server.base_url) as channel:
            await channel.exchange(patient(server.base_url))
            event = await channel.exchange(patient(server.base_url, "DELETE"))

    assert isinstance(event, Fault) and event.may_have_arrived
    assert (2, 1) == (len(server.requests), server.connections)


@contextmanager
def answering_early(context: ssl.SSLContext | None) -> Iterator[tuple[str, list[int]]]:
    """Answer after the head; give the address, and how much of the body came after that.

    The answer is finished when no more of the body comes.
    """
    late: list[int] = []

    def serve() -> None:
        plain, _ = listener.accept()
        with context.wrap_socket(plain, server_side=True) if context else plain as connection:
            connection.recv(1000)
            connection.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 10\r\n\r\ntoo l")
            connection.settimeout(0.3)
            with suppress(TimeoutError):
                while data := connection.recv(1_000_000):
                    late.append(len(data))
            connection.sendall(b"arge!")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        scheme = "https" if context else "http"
        yield f"{scheme}://127.0.0.1:{listener.getsockname()[1]}", late
        thread.join(5)


@pytest.mark.parametrize("is_encrypted", [False, True])
async def test_early_answer(
    is_encrypted: bool, authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer before the end of the body is the answer, and the rest of the body is not sent."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))
    content = bytes(50_000_000)
    with answering_early(tls(authority[0]) if is_encrypted else None) as (url, late):
        async with channel_to(url) as channel:
            event = await channel.exchange(patient(url, content=content))

    assert isinstance(event, Answer)
    assert (413, b"too large!") == (event.status, event.content)
    assert sum(late) < len(content)


async def test_cancelled_upload() -> None:
    """A large body that is given up leaves no task and no connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        before = asyncio.all_tasks()
        async with channel_to(url, max_connections=1) as channel:
            for _ in range(5):
                task = asyncio.create_task(
                    channel.exchange(patient(url, content=bytes(10_000_000)))
                )
                connection, _ = await asyncio.to_thread(listener.accept)
                with connection:
                    task.cancel()
                    await asyncio.gather(task, return_exceptions=True)
                    await asyncio.sleep(0.01)

                assert before == asyncio.all_tasks()


async def test_server_that_speaks_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """What has come on a new connection before the request is no answer to it."""
    connect = aiohttp.TCPConnector._create_connection

    async def connect_and_rest(*args: Any) -> Any:
        connection = await connect(*args)
        await asyncio.to_thread(has_spoken.wait, 30)
        await asyncio.sleep(0.05)
        return connection

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            has_spoken.set()
            connection.recv(1000)

    has_spoken = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        monkeypatch.setattr(aiohttp.TCPConnector, "_create_connection", connect_and_rest)
        thread = threading.Thread(target=serve)
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with channel_to(url) as channel:
            event = await channel.exchange(patient(url))
        thread.join(5)

    assert Fault("could not connect", False) == event


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        pytest.param(refused_url(), "could not connect (Connection refused)", id="refused"),
        ("http://name.invalid", "could not connect"),
        (f"http://{'a' * 70}.invalid", "what sends the request failed with Unicode"),
    ],
)
async def test_unreachable(url: str, reason: str) -> None:
    """A host that cannot be found or reached is sent nothing."""
    async with channel_to(url) as channel:
        event = await channel.exchange(patient(url))

    assert isinstance(event, Fault)
    assert not event.may_have_arrived
    assert event.reason.startswith(reason)


async def test_plain_answer_to_a_handshake() -> None:
    """A server that does not speak TLS is sent no byte of the request."""
    with playing(created) as server:
        url = server.base_url.replace("http:", "https:")
        async with channel_to(url) as channel:
            event = await channel.exchange(sending(url, timeout=30, connect_timeout=1))

        assert isinstance(event, Fault)
        assert not event.may_have_arrived
        assert [] == server.requests


async def test_silence_in_a_handshake() -> None:
    """A handshake that does not come about is part of connecting, and has no more time."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        async with channel_to(url) as channel:
            event = await channel.exchange(sending(url, timeout=30, connect_timeout=0.2))

    assert Fault("time was up after 0.2 s (connect)", False, "connect") == event


@pytest.mark.parametrize("scheme", ["HTTPS", "hTTps"])
async def test_scheme_in_capitals(
    scheme: str, authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A certificate is checked however "https" is written."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    with playing(created, tls=tls(authority[0])) as server:
        url = server.base_url.replace("https", scheme)
        async with channel_to(url) as channel:
            event = await channel.exchange(patient(url))
        async with AsyncJetEmail(KEY, base_url=url, max_attempts=1) as client:
            with pytest.raises(errors.APIConnectionError, match="unable to get local issuer"):
                await client.smtp_users.list()

        assert "not sent" == status_of(event)
        assert [] == server.requests


async def test_failure_of_the_library(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An exception that is none of aiohttp's own is a fault, too, and its text is not told."""

    async def fail(*_: object, **__: object) -> None:
        raise LookupError("planted text")

    monkeypatch.setattr(AiohttpChannel, "_request", fail)
    async with channel_to("http://127.0.0.1:1") as channel:
        event = await channel.exchange(patient("http://127.0.0.1:1"))

    assert Fault("what sends the request failed with LookupError", False) == event
    assert "LookupError in fail" in caplog.text
    assert "planted" not in caplog.text
