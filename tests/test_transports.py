"""The default transports over raw sockets: how long they wait, what they send, what they keep."""

import asyncio
import gzip
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import aiohttp
import pytest
import trustme

from jetemail_api_client._policy import Answer, Fault

from .certificates import tls
from .channels import DEFAULTS, channel_to, patient, sending, status_of
from .raw_server import (
    Act,
    HangUp,
    Stage,
    answer,
    close,
    created,
    cut,
    drip,
    playing,
    reset,
    silence,
)

OK = b"HTTP/1.1 200 OK\r\n"
BROKEN = "the connection broke before the response was complete"
MALFORMED = "the response is malformed: it is not HTTP/1.1"

pytestmark = pytest.mark.parametrize("kind", DEFAULTS)


@contextmanager
def listening() -> Iterator[str]:
    """An address where the system takes connections, and nobody says or reads a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


async def exchanged(kind: str, act: Act, seconds: float = 30) -> Answer | Fault:
    """What comes of one attempt at a server that does this."""
    with playing(act) as server:
        async with channel_to(server.base_url, kind=kind) as channel:
            send = sending(server.base_url, content=b"{}", timeout=seconds)
            return await channel.exchange(send)


# How long they wait.


async def test_waiting_for_a_response(kind: str) -> None:
    """Without a response the phase is "read", and something was sent."""
    fault = await exchanged(kind, silence, seconds=1)

    assert Fault("time was up after 1 s (read)", True, "read") == fault


@pytest.mark.parametrize("every", [0.02, 0.0005])
async def test_drip(kind: str, every: float) -> None:
    """A head or a body that comes byte by byte is not waited for any longer."""
    head = await exchanged(kind, drip(OK + b"X-Long:", every), seconds=1)
    body = await exchanged(kind, drip(OK + b"Content-Length: 100000\r\n\r\n", every), seconds=1)

    assert Fault("time was up after 1 s (read)", True, "read") == head
    assert Fault("time was up after 1 s (total)", True, "total") == body


async def test_waiting_for_a_reader(kind: str) -> None:
    """With a body that nobody takes the phase is "write", and something was sent."""
    with listening() as url:
        async with channel_to(url, kind=kind) as channel:
            fault = await channel.exchange(sending(url, content=bytes(50_000_000)))

    assert Fault("time was up after 1 s (write)", True, "write") == fault


async def test_waiting_for_a_connection(kind: str) -> None:
    """Without a free connection the phase is "pool", and nothing was sent."""
    with playing(silence) as server:
        async with channel_to(server.base_url, max_connections=1, kind=kind) as channel:
            first = asyncio.create_task(channel.exchange(patient(server.base_url)))
            await asyncio.to_thread(server.arrived.wait)
            fault = await channel.exchange(sending(server.base_url))
            await channel.close()
            await first

    assert Fault("time was up after 1 s (pool)", False, "pool") == fault
    assert 1 == len(server.requests)


async def test_waiting_for_tls(kind: str) -> None:
    """A handshake to which nothing is said ends after the time to connect."""
    with listening() as url:
        url = url.replace("http:", "https:")
        async with channel_to(url, kind=kind) as channel:
            fault = await channel.exchange(sending(url, timeout=30, connect_timeout=0.2))

    assert Fault("time was up after 0.2 s (connect)", False, "connect") == fault


async def test_drip_of_a_handshake(kind: str) -> None:
    """So does one that comes byte by byte."""

    def door(_: int, connection: socket.socket, is_over: threading.Event) -> None:
        # The head of a long record, and then what is in it.
        connection.sendall(b"\x16\x03\x03\x40\x00")
        while not is_over.wait(0.02):
            connection.sendall(b"\x00")
        raise HangUp

    with playing(created, door=door) as server:
        url = server.base_url.replace("http:", "https:")
        async with channel_to(url, kind=kind) as channel:
            fault = await channel.exchange(sending(url, timeout=30, connect_timeout=0.3))

    assert Fault("time was up after 0.3 s (connect)", False, "connect") == fault


async def test_server_that_hangs_up_in_a_handshake(kind: str) -> None:
    """Nothing was sent to a server that does not want to speak TLS."""

    def door(_: int, connection: socket.socket, is_over: threading.Event) -> None:
        connection.recv(1)
        raise HangUp

    with playing(created, door=door) as server:
        url = server.base_url.replace("http:", "https:")
        async with channel_to(url, kind=kind) as channel:
            fault = await channel.exchange(patient(url))

    assert isinstance(fault, Fault)
    assert "not sent" == status_of(fault)
    assert fault.reason.startswith("could not connect (")


# What goes out, and what comes in.


@pytest.mark.parametrize(
    ("method", "content", "headers"),
    [
        ("GET", None, {}),
        ("DELETE", None, {}),
        ("POST", None, {"content-length": "0"}),
        ("POST", b"{}", {"content-length": "2"}),
        ("DELETE", b"{}", {"content-length": "2"}),
        ("POST", bytes(range(256)) * 1000, {"content-length": "256000"}),
    ],
)
async def test_request(
    kind: str, method: str, content: bytes | None, headers: Mapping[str, str]
) -> None:
    """A body arrives whole under its length, its absence is said, and nothing is added."""
    with playing(created) as server:
        async with channel_to(server.base_url, kind=kind) as channel:
            send = sending(
                f"{server.base_url}/a%20b?c=%2B", method, content, 30, 30, (("X-Own", "1"),)
            )
            await channel.exchange(send)
        (head,), (body,) = server.heads(), server.bodies
        host = server.base_url.removeprefix("http://")
    if method == "DELETE" and head.get("content-length") == "0":
        # aiohttp says of these, too, that they have no body.
        del head["content-length"]

    own = {"": f"{method} /a%20b?c=%2B HTTP/1.1", "host": host, "x-own": "1"}
    assert {**own, "accept-encoding": "gzip", **headers} == head
    assert (content or b"") == body


async def test_response(kind: str) -> None:
    """A header that was sent several times is one value."""
    event = await exchanged(kind, answer(201, b"{}", "X-One: 1\r\nx-one: 2\r\n"))

    assert isinstance(event, Answer)
    assert (201, b"{}", True) == (event.status, event.content, event.whole)
    assert {"content-length": "2", "x-one": "1, 2"} == dict(event.headers)


@pytest.mark.parametrize(
    "data",
    [
        b"no HTTP at all\r\n\r\n",
        OK + b"Content-Length: 3, 4\r\n\r\n{}",
        OK + b"Content-Length: x\r\n\r\n{}",
        OK + b"Transfer-Encoding: chunked\r\n\r\nz\r\n{}\r\n",
        OK + b"X: " + b"x" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 1000 Odd\r\n\r\n",
    ],
)
async def test_malformed_response(kind: str, data: bytes) -> None:
    """What is no HTTP is called that, and nothing of it is repeated."""
    event = await exchanged(kind, cut(data))

    assert Fault(MALFORMED, True) == event
    assert isinstance(event, Fault) and event.cause is None


@pytest.mark.parametrize(
    "act",
    [
        close,
        cut(OK[:-2]),
        cut(OK + b"Content-Length: 3\r\n\r\n{}"),
        cut(OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"),
    ],
)
async def test_response_that_is_cut_off(kind: str, act: Act) -> None:
    """A response that ends too early is a broken connection: the server may have acted."""
    assert Fault(BROKEN, True) == await exchanged(kind, act)


async def test_reset(kind: str) -> None:
    """A reset says what the system says."""
    event = await exchanged(kind, reset)

    assert Fault(f"{BROKEN} (Connection reset by peer)", True) == event
    assert isinstance(event, Fault) and isinstance(event.cause, ConnectionResetError)


async def test_damaged_gzip(kind: str) -> None:
    """A body that cannot be decompressed, or not to its end, is called that."""
    for body in (b"no gzip", gzip.compress(b"{}")[:-1]):
        event = await exchanged(kind, answer(200, body, "Content-Encoding: gzip\r\n"))
        reason = "the response is malformed: its compressed body is damaged or incomplete"

        assert Fault(reason, True) == event


async def test_body_that_ends_with_its_connection(
    kind: str, authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over TLS an end that the server declared is an end; one that it did not is a cut."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))

    def end(stage: Stage) -> None:
        stage.send(OK + b"\r\n{}")
        if is_declared:
            with suppress(OSError):
                stage.connection.unwrap()  # type: ignore[attr-defined]
        raise HangUp

    for is_declared in (True, False):
        with playing(end, tls=tls(authority[0])) as server:
            async with channel_to(server.base_url, kind=kind) as channel:
                event = await channel.exchange(patient(server.base_url))

        assert status_of(event) == (200 if is_declared else "unknown")


async def test_large_response(kind: str) -> None:
    """A body of many pieces is read to its end, and its connection is used again."""
    content = bytes(range(256)) * 20_000
    with playing(answer(200, content)) as server:
        async with channel_to(server.base_url, kind=kind) as channel:
            events = [await channel.exchange(patient(server.base_url)) for _ in range(2)]

    assert [content] * 2 == [event.content for event in events if isinstance(event, Answer)]
    assert 1 == server.connections


@contextmanager
def answering_early(authority: trustme.CA | None, first: bytes) -> Iterator[tuple[str, list[int]]]:
    """Answer after the head; give the address, and how much of the body came after that.

    The response is finished when no more of the body comes.
    """
    late: list[int] = []
    context = tls(authority) if authority else None

    def serve() -> None:
        plain, _ = listener.accept()
        with context.wrap_socket(plain, server_side=True) if context else plain as connection:
            connection.recv(1000)
            connection.sendall(first)
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
@pytest.mark.parametrize("interim", [b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"])
async def test_early_response(
    kind: str,
    interim: bytes,
    is_encrypted: bool,
    authority: tuple[trustme.CA, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A response before the end of the body is the response, and the rest is not sent."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))
    content = bytes(50_000_000)
    first = interim + b"HTTP/1.1 413 Too Large\r\nContent-Length: 10\r\n\r\ntoo l"
    with answering_early(authority[0] if is_encrypted else None, first) as (url, late):
        async with channel_to(url, kind=kind) as channel:
            event = await channel.exchange(patient(url, content=content))

    assert isinstance(event, Answer)
    assert (413, b"too large!") == (event.status, event.content)
    assert sum(late) < len(content)


async def test_announcement_in_the_middle_of_an_upload(kind: str) -> None:
    """A head that only announces a response does not end an upload to a slow reader."""
    content = bytes(20_000_000)

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            received = len(connection.recv(1000))
            connection.sendall(b"HTTP/1.1 103 Early Hints\r\n\r\n")
            # The buffers are full by then.
            time.sleep(0.3)
            while received < len(content):
                received += len(connection.recv(1_000_000))
            connection.sendall(OK + b"Content-Length: 2\r\n\r\n{}")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with channel_to(url, kind=kind) as channel:
            event = await channel.exchange(patient(url, content=content))
        thread.join(5)

    assert 200 == status_of(event)


# What is used again, and what is given up.


@pytest.mark.parametrize(
    ("data", "connections"),
    [
        (OK + b"Content-Length: 2\r\n\r\n{}", 1),
        (OK + b"Connection: close\r\nContent-Length: 2\r\n\r\n{}", 3),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}", 3),
        (OK + b"Content-Length: 2\r\n\r\n{}HTTP/1.1 500 Unasked\r\nContent-Length: 0\r\n\r\n", 3),
    ],
)
async def test_connection_that_is_used_again(kind: str, data: bytes, connections: int) -> None:
    """Not if the server will close it, nor if anything came after the response."""
    with playing(lambda stage: stage.send(data)) as server:
        async with channel_to(server.base_url, kind=kind) as channel:
            events = [await channel.exchange(patient(server.base_url)) for _ in range(3)]

        assert [200] * 3 == [status_of(event) for event in events]
        assert connections == server.connections


@pytest.mark.parametrize("then", [close, reset, answer(500)])
async def test_idle_connection_that_goes_bad(kind: str, then: Act) -> None:
    """One that was closed while idle, or on which something came, fails no request."""
    is_idle, is_bad = threading.Event(), threading.Event()

    def act(stage: Stage) -> None:
        created(stage)
        is_idle.wait(30)
        is_idle.clear()
        try:
            then(stage)
        except HangUp:
            stage.connection.close()
            raise
        finally:
            is_bad.set()

    with playing(act) as server:
        async with channel_to(server.base_url, kind=kind) as channel:
            for _ in range(3):
                assert 200 == status_of(await channel.exchange(patient(server.base_url)))
                is_idle.set()
                # The event loop does not run meanwhile, and sees nothing of it.
                assert is_bad.wait(30)
                is_bad.clear()

        assert (3, 3) == (len(server.requests), server.connections)


async def test_idle_connection_that_gets_old(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that was idle for longer than it is kept is closed, and not used."""
    with playing(created) as server:
        async with channel_to(server.base_url, kind=kind) as channel:
            await channel.exchange(patient(server.base_url))
            moment = time.monotonic
            for place in (time, aiohttp.connector):
                monkeypatch.setattr(place, "monotonic", lambda: moment() + 4.5)
            assert 200 == status_of(await channel.exchange(patient(server.base_url)))
            monkeypatch.undo()

        assert 2 == server.connections


async def test_no_silent_second_attempt(kind: str) -> None:
    """A DELETE on a kept connection that breaks is not sent again by what is underneath."""
    with playing(created, close, created) as server:
        async with channel_to(server.base_url, kind=kind) as channel:
            await channel.exchange(patient(server.base_url))
            event = await channel.exchange(patient(server.base_url, "DELETE"))

    assert "unknown" == status_of(event)
    assert (2, 1) == (len(server.requests), server.connections)


def sockets() -> int:
    """How many sockets this process has open, where the system tells."""
    with suppress(OSError):
        links = Path("/proc/self/fd").iterdir()
        return sum("socket:" in str(link.readlink()) for link in links if link.exists())
    return 0


async def test_uploads_that_are_given_up(kind: str) -> None:
    """A large body that is given up leaves no connection: what is left of it is not waited for."""
    with listening() as url:
        async with channel_to(url, max_connections=4, kind=kind) as channel:
            before = sockets()
            send = sending(url, content=bytes(8_000_000))
            for _ in range(3):
                faults = await asyncio.gather(*(channel.exchange(send) for _ in range(4)))
                assert {"write"} == {fault.phase for fault in faults if isinstance(fault, Fault)}
            await asyncio.sleep(0)
            assert before == sockets()


async def test_close_under_an_upload(kind: str) -> None:
    """A close does not wait for a peer that does not read."""
    with listening() as url:
        async with channel_to(url, max_connections=4, kind=kind) as channel:
            send = patient(url, content=bytes(8_000_000))
            uploads = [asyncio.create_task(channel.exchange(send)) for _ in range(4)]
            await asyncio.sleep(0.2)
            started = time.monotonic()
            await channel.close()
            faults = await asyncio.gather(*uploads)
            took = time.monotonic() - started

    assert {Fault("the client was closed before the response was complete", True)} == {*faults}
    # It would take as long as the peer likes.
    assert took < 5


async def test_unread_response(kind: str) -> None:
    """A response that is too large is cut, and the next one is not its rest."""
    bomb = gzip.compress(bytes(65 * 1024 * 1024))
    with playing(answer(200, bomb, "Content-Encoding: gzip\r\n"), created) as server:
        async with channel_to(server.base_url, kind=kind) as channel:
            event = await channel.exchange(patient(server.base_url))
            assert 200 == status_of(await channel.exchange(patient(server.base_url)))

    assert isinstance(event, Answer)
    assert (False, 64 * 1024 * 1024) == (event.whole, len(event.content))
