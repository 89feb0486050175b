"""The default transports over raw sockets: timeouts, requests, responses and connection reuse."""

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

from jetemail_api_client._call.exchange import MAX_CONTENT, Response, TransportFailure
from jetemail_api_client._transport.defaults import no_trust
from jetemail_api_client.transports import AiohttpTransport, DeadlineTransport

from ..adapters import (
    DEFAULTS,
    AnyAdapter,
    adapter_of,
    adapter_to,
    is_async,
    patient,
    sending,
    status_of,
)
from ..raw_server import (
    Act,
    HangUp,
    Stage,
    close,
    created,
    cut,
    drip,
    playing,
    reset,
    respond,
    silence,
)
from .certificates import tls

OK = b"HTTP/1.1 200 OK\r\n"
BROKEN = "the connection broke before the response was complete"
MALFORMED = "the response is malformed: it is not HTTP/1.1"

pytestmark = pytest.mark.parametrize("kind", DEFAULTS)


@contextmanager
def listening() -> Iterator[str]:
    """Yield a URL where connections are accepted, and never read."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


async def exchanged(kind: str, act: Act, seconds: float = 30) -> Response | TransportFailure:
    """Return the result of one attempt at a server that plays an act."""
    with playing(act) as server:
        async with adapter_to(server.base_url, kind=kind) as adapter:
            send = sending(server.base_url, content=b"{}", timeout=seconds)
            return await adapter.exchange(send)


# Timeouts.


async def test_read_timeout(kind: str) -> None:
    """Without a response the phase is "read", and the request may have arrived."""
    failure = await exchanged(kind, silence, seconds=1)

    assert TransportFailure("timed out after 1 s (read)", True, "read") == failure


@pytest.mark.parametrize("every", [0.02, 0.0005])
async def test_drip(kind: str, every: float) -> None:
    """A response received byte by byte ends at the deadline."""
    head = await exchanged(kind, drip(OK + b"X-Long:", every), seconds=1)
    body = await exchanged(kind, drip(OK + b"Content-Length: 100000\r\n\r\n", every), seconds=1)

    assert TransportFailure("timed out after 1 s (read)", True, "read") == head
    assert TransportFailure("timed out after 1 s (total)", True, "total") == body


async def test_write_timeout(kind: str) -> None:
    """With a body that the server does not read, the phase is "write"."""
    with listening() as url:
        async with adapter_to(url, kind=kind) as adapter:
            failure = await adapter.exchange(sending(url, content=bytes(50_000_000)))

    assert TransportFailure("timed out after 1 s (write)", True, "write") == failure


async def test_pool_timeout(kind: str) -> None:
    """Without a free connection the phase is "pool", and nothing is sent."""
    with playing(silence) as server:
        async with adapter_to(server.base_url, max_connections=1, kind=kind) as adapter:
            first = asyncio.create_task(adapter.exchange(patient(server.base_url)))
            await asyncio.to_thread(server.arrived.wait)
            failure = await adapter.exchange(sending(server.base_url))
            await adapter.close()
            await first

    assert TransportFailure("timed out after 1 s (pool)", False, "pool") == failure
    assert 1 == len(server.requests)


async def test_tls_handshake_without_reply(kind: str) -> None:
    """A TLS handshake without a reply ends after the connect timeout."""
    with listening() as url:
        url = url.replace("http:", "https:")
        async with adapter_to(url, kind=kind) as adapter:
            failure = await adapter.exchange(sending(url, timeout=30, connect_timeout=0.2))

    assert TransportFailure("timed out after 0.2 s (connect)", False, "connect") == failure


async def test_drip_of_a_tls_handshake(kind: str) -> None:
    """A TLS handshake received byte by byte ends after the connect timeout."""

    def door(_: int, connection: socket.socket, is_over: threading.Event) -> None:
        # The head of a long record, and then what is in it.
        connection.sendall(b"\x16\x03\x03\x40\x00")
        while not is_over.wait(0.02):
            connection.sendall(b"\x00")
        raise HangUp

    with playing(created, door=door) as server:
        url = server.base_url.replace("http:", "https:")
        async with adapter_to(url, kind=kind) as adapter:
            failure = await adapter.exchange(sending(url, timeout=30, connect_timeout=0.3))

    assert TransportFailure("timed out after 0.3 s (connect)", False, "connect") == failure


async def test_connection_closed_in_the_tls_handshake(kind: str) -> None:
    """A connection that the server closes in the TLS handshake counts as not sent."""

    def door(_: int, connection: socket.socket, is_over: threading.Event) -> None:
        connection.recv(1)
        raise HangUp

    with playing(created, door=door) as server:
        url = server.base_url.replace("http:", "https:")
        async with adapter_to(url, kind=kind) as adapter:
            failure = await adapter.exchange(patient(url))

    assert isinstance(failure, TransportFailure)
    assert "not sent" == status_of(failure)
    assert failure.reason.startswith("could not connect (")


# Requests and responses.


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
    """A request has its Content-Length, all of its body, and no additional headers."""
    with playing(created) as server:
        async with adapter_to(server.base_url, kind=kind) as adapter:
            send = sending(
                f"{server.base_url}/a%20b?c=%2B", method, content, 30, 30, (("X-Own", "1"),)
            )
            await adapter.exchange(send)
        (head,), (body,) = server.heads(), server.bodies
        host = server.base_url.removeprefix("http://")
    if method == "DELETE" and head.get("content-length") == "0":
        # aiohttp says of these, too, that they have no body.
        del head["content-length"]

    own = {"": f"{method} /a%20b?c=%2B HTTP/1.1", "host": host, "x-own": "1"}
    assert {**own, "accept-encoding": "gzip", **headers} == head
    assert (content or b"") == body


async def test_repeated_response_header(kind: str) -> None:
    """Values of a repeated response header are joined with commas."""
    event = await exchanged(kind, respond(201, b"{}", "X-One: 1\r\nx-one: 2\r\n"))

    assert isinstance(event, Response)
    assert (201, b"{}", True) == (event.status, event.content, event.is_complete)
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
    """A response that is not HTTP/1.1 is called malformed, and is not quoted."""
    event = await exchanged(kind, cut(data))

    assert TransportFailure(MALFORMED, True) == event
    assert isinstance(event, TransportFailure) and event.cause is None


@pytest.mark.parametrize(
    "act",
    [
        close,
        cut(OK[:-2]),
        cut(OK + b"Content-Length: 3\r\n\r\n{}"),
        cut(OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"),
    ],
)
async def test_incomplete_response(kind: str, act: Act) -> None:
    """An incomplete response is a broken connection: the request may have arrived."""
    assert TransportFailure(BROKEN, True) == await exchanged(kind, act)


async def test_reset(kind: str) -> None:
    """A reset has the text of the system."""
    event = await exchanged(kind, reset)

    assert TransportFailure(f"{BROKEN} (Connection reset by peer)", True) == event
    assert isinstance(event, TransportFailure) and isinstance(event.cause, ConnectionResetError)


async def test_invalid_or_incomplete_gzip(kind: str) -> None:
    """A gzip body that is damaged or cut off is called malformed."""
    for body in (b"no gzip", gzip.compress(b"{}")[:-1]):
        event = await exchanged(kind, respond(200, body, "Content-Encoding: gzip\r\n"))
        reason = "the response is malformed: its compressed body is damaged or incomplete"

        assert TransportFailure(reason, True) == event


async def test_body_delimited_by_the_end_of_a_tls_connection(
    kind: str, authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Content-Length, close_notify ends a body; an EOF without it cuts it off."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))

    def end(stage: Stage) -> None:
        stage.send(OK + b"\r\n{}")
        if is_declared:
            with suppress(OSError):
                stage.connection.unwrap()  # type: ignore[attr-defined]
        raise HangUp

    for is_declared in (True, False):
        with playing(end, tls=tls(authority[0])) as server:
            async with adapter_to(server.base_url, kind=kind) as adapter:
                event = await adapter.exchange(patient(server.base_url))

        assert status_of(event) == (200 if is_declared else "unknown")


async def test_large_response(kind: str) -> None:
    """A large body is read completely, and its connection is reused."""
    content = bytes(range(256)) * 20_000
    with playing(respond(200, content)) as server:
        async with adapter_to(server.base_url, kind=kind) as adapter:
            events = [await adapter.exchange(patient(server.base_url)) for _ in range(2)]

    assert [content] * 2 == [event.content for event in events if isinstance(event, Response)]
    assert 1 == server.connections


@contextmanager
def responding_early(authority: trustme.CA | None, first: bytes) -> Iterator[tuple[str, list[int]]]:
    """Yield a URL that responds after the headers, and the sizes of the later reads."""
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
async def test_response_during_an_upload(
    kind: str,
    interim: bytes,
    is_encrypted: bool,
    authority: tuple[trustme.CA, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A response during an upload is returned, and the rest of the body is not sent."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))
    content = bytes(50_000_000)
    first = interim + b"HTTP/1.1 413 Too Large\r\nContent-Length: 10\r\n\r\ntoo l"
    with responding_early(authority[0] if is_encrypted else None, first) as (url, late):
        async with adapter_to(url, kind=kind) as adapter:
            event = await adapter.exchange(patient(url, content=content))

    assert isinstance(event, Response)
    assert (413, b"too large!") == (event.status, event.content)
    assert sum(late) < len(content)


async def test_informational_response_during_an_upload(kind: str) -> None:
    """A 103 response does not end an upload, even if the server reads slowly."""
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
        async with adapter_to(url, kind=kind) as adapter:
            event = await adapter.exchange(patient(url, content=content))
        thread.join(5)

    assert 200 == status_of(event)


# Connection reuse and aborted requests.


@pytest.mark.parametrize(
    ("data", "connections"),
    [
        (OK + b"Content-Length: 2\r\n\r\n{}", 1),
        (OK + b"Connection: close\r\nContent-Length: 2\r\n\r\n{}", 3),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}", 3),
        (OK + b"Content-Length: 2\r\n\r\n{}HTTP/1.1 500 Unasked\r\nContent-Length: 0\r\n\r\n", 3),
    ],
)
async def test_connection_reuse(kind: str, data: bytes, connections: int) -> None:
    """Connections are discarded if the server closes them, or after data beyond the response."""
    with playing(lambda stage: stage.send(data)) as server:
        async with adapter_to(server.base_url, kind=kind) as adapter:
            events = [await adapter.exchange(patient(server.base_url)) for _ in range(3)]

        assert [200] * 3 == [status_of(event) for event in events]
        assert connections == server.connections


@pytest.mark.parametrize("then", [close, reset, respond(500)])
async def test_idle_connection_closed_or_with_unread_data(kind: str, then: Act) -> None:
    """Idle connections with EOF, a reset or unread data are discarded."""
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
        async with adapter_to(server.base_url, kind=kind) as adapter:
            for _ in range(3):
                assert 200 == status_of(await adapter.exchange(patient(server.base_url)))
                is_idle.set()
                # The event loop does not run meanwhile, and sees nothing of it.
                assert is_bad.wait(30)
                is_bad.clear()

        assert (3, 3) == (len(server.requests), server.connections)


async def test_keepalive_expiry(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that was idle beyond `keepalive_expiry` is discarded."""
    with playing(created) as server:
        async with adapter_to(server.base_url, kind=kind) as adapter:
            await adapter.exchange(patient(server.base_url))
            moment = time.monotonic
            for place in (time, aiohttp.connector):
                monkeypatch.setattr(place, "monotonic", lambda: moment() + 4.5)
            assert 200 == status_of(await adapter.exchange(patient(server.base_url)))
            monkeypatch.undo()

        assert 2 == server.connections


async def test_expiry_without_a_request(kind: str) -> None:
    """After `keepalive_expiry`, a timer closes a connection for async; for sync, nothing does."""
    made: type[AiohttpTransport | DeadlineTransport] = (
        AiohttpTransport if is_async(kind) else DeadlineTransport
    )
    with playing(created) as server:
        transport = made(ssl_context=no_trust(), keepalive_expiry=0.05)
        adapter = AnyAdapter(adapter_of(transport, is_async=is_async(kind)))
        await adapter.exchange(patient(server.base_url))
        await asyncio.to_thread(server.threads[0].join, 30 if is_async(kind) else 0.2)
        is_open = server.threads[0].is_alive()
        await adapter.close()
        adapter.threads.shutdown()

    assert is_open is not is_async(kind)


async def test_no_retry_by_the_library(kind: str) -> None:
    """A DELETE on a reused connection that breaks is not retried by httpcore or aiohttp."""
    with playing(created, close, created) as server:
        async with adapter_to(server.base_url, kind=kind) as adapter:
            await adapter.exchange(patient(server.base_url))
            event = await adapter.exchange(patient(server.base_url, "DELETE"))

    assert "unknown" == status_of(event)
    assert (2, 1) == (len(server.requests), server.connections)


def sockets() -> int:
    """Return the number of open sockets of this process, if the system can list them."""
    with suppress(OSError):
        links = Path("/proc/self/fd").iterdir()
        return sum("socket:" in str(link.readlink()) for link in links if link.exists())
    return 0


async def test_aborted_uploads(kind: str) -> None:
    """An upload that times out leaves no socket open: the connection is aborted."""
    with listening() as url:
        async with adapter_to(url, max_connections=4, kind=kind) as adapter:
            before = sockets()
            send = sending(url, content=bytes(8_000_000))
            for _ in range(3):
                failures = await asyncio.gather(*(adapter.exchange(send) for _ in range(4)))
                assert {"write"} == {
                    failure.phase for failure in failures if isinstance(failure, TransportFailure)
                }
            await asyncio.sleep(0)
            assert before == sockets()


async def test_close_during_an_upload(kind: str) -> None:
    """A close does not wait for a server that does not read."""
    with listening() as url:
        async with adapter_to(url, max_connections=4, kind=kind) as adapter:
            send = patient(url, content=bytes(8_000_000))
            uploads = [asyncio.create_task(adapter.exchange(send)) for _ in range(4)]
            await asyncio.sleep(0.2)
            started = time.monotonic()
            await adapter.close()
            failures = await asyncio.gather(*uploads)
            took = time.monotonic() - started

    cut_off = "the client was closed before the response was complete"
    failure = TransportFailure(cut_off, True, is_permanent=True)
    assert [failure] * len(uploads) == failures
    # Without an abort, it would take as long as the server does not read.
    assert took < 5


async def test_response_above_the_size_limit(kind: str) -> None:
    """The rest of a response above the size limit is not the next response."""
    bomb = gzip.compress(bytes(MAX_CONTENT + 1024 * 1024))
    with playing(respond(200, bomb, "Content-Encoding: gzip\r\n"), created) as server:
        async with adapter_to(server.base_url, kind=kind) as adapter:
            event = await adapter.exchange(patient(server.base_url))
            assert 200 == status_of(await adapter.exchange(patient(server.base_url)))

    assert isinstance(event, Response)
    assert (False, MAX_CONTENT) == (event.is_complete, len(event.content))
