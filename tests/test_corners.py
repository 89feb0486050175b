"""Corners of the transports that only a certain moment reaches, each brought about."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from errno import EAGAIN
from typing import Any

import aiohttp
import httpcore
import httpx
import pytest

from jetemail_api_client import JetEmail, errors
from jetemail_api_client._contests import Claim, Contests
from jetemail_api_client._policy import Answer, Fault
from jetemail_api_client._shared import Shared
from jetemail_api_client._transport import aiohttp as aiohttp_transport
from jetemail_api_client._transport.adapter import Adapter, AsyncAdapter
from jetemail_api_client._transport.aiohttp import is_readable
from jetemail_api_client._transport.deadline import _Connections
from jetemail_api_client._transport.lookup import Lookups
from jetemail_api_client._transport.network import Stream
from jetemail_api_client.transports import AiohttpTransport

from .channels import channel_to, patient, sending, status_of
from .conftest import KEY, Flavour, failure
from .play import BROKEN, play
from .raw_server import CREATED, HangUp, created, playing, refused_url

# What a call leaves behind.


class Interrupting(Contests):
    """The handler of a signal raises while a create is given up, once."""

    interrupts = 1

    def leave(self, claim: Claim, *, may_have_acted: bool) -> None:
        self.interrupts -= 1
        if self.interrupts >= 0:
            raise KeyboardInterrupt
        super().leave(claim, may_have_acted=may_have_acted)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_interrupt_while_a_create_is_given_up() -> None:
    """The create is given up all the same."""
    contests = Interrupting()
    with playing(created) as server:
        with JetEmail(KEY, base_url=server.base_url) as jetemail:
            shared: Any = jetemail._shared
            shared.contests = contests
            contests.interrupts = 2
            with pytest.raises(KeyboardInterrupt):
                jetemail.smtp_users.create(username="a")

    assert [] == [name for name, known in contests._names.items() if known.active]


def test_create_that_did_not_come_in() -> None:
    """One that was interrupted before it was known can be given up as well."""
    contests = Contests()
    contests.leave(Claim("a", b""), may_have_acted=True)

    assert {} == contests._names


def test_error_holds_no_call() -> None:
    """What is raised is freed with the last reference to it."""
    assert isinstance(play(BROKEN, shared=Shared()).end, errors.JetEmailError)


def test_address_that_is_too_long(flavour: Flavour) -> None:
    """It is refused before anything is sent."""
    with JetEmail(KEY) as jetemail, pytest.raises(errors.InvalidRequestError, match="70") as caught:
        jetemail.outbound_logs.list(search="a" * 70_000)

    assert "not_sent" == caught.value.outcome


# The adapter.


def test_many_headers() -> None:
    """However many different headers there are, no more of them are kept than of most clients."""
    adapter = Adapter(httpx.MockTransport(lambda _: httpx.Response(200)))
    for number in range(100):
        url = "https://api.jetemail.com/"
        event = adapter.exchange(sending(url, headers=(("X-Own", str(number)),)))
        assert 200 == status_of(event)

    assert len(adapter._known) <= 64


class Late(httpx.SyncByteStream):
    """A body that has come when the time of the attempt is up already."""

    def __iter__(self) -> Iterator[bytes]:
        time.sleep(0.1)
        yield CREATED[:5]
        yield CREATED[5:]


def test_body_that_has_come_by_then() -> None:
    """What came in time is read to its end, though the time is up."""
    adapter = Adapter(httpx.MockTransport(lambda _: httpx.Response(200, stream=Late())))
    event = adapter.exchange(sending("https://api.jetemail.com/", timeout=0.05))

    assert isinstance(event, Answer)
    assert CREATED == event.content


class OddError(httpx.ReadError):
    """An exception that cannot be made of its text alone."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} {other}")


async def test_exception_that_cannot_be_copied(flavour: Flavour) -> None:
    """Its words are in the error; it is not chained, for it holds the request."""

    def fail(_: httpx.Request) -> httpx.Response:
        raise OddError("one", "other")

    mock = httpx.MockTransport(fail)
    error = await failure(flavour, "https://api.jetemail.com", transport=mock)

    assert "(one other)" in str(error)


async def test_cause_without_the_request(flavour: Flavour) -> None:
    """What httpx raises holds the request, with key and body; its copy in the error does not."""

    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("broken", request=request)

    mock = httpx.MockTransport(fail)
    error = await failure(flavour, "https://api.jetemail.com", transport=mock)
    cause: Any = error.__cause__ and error.__cause__.__cause__

    assert isinstance(cause, httpx.ReadError)
    assert cause._request is None


# Connections.


async def test_server_that_speaks_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """What has come on a new connection before the request is no response to it."""
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
            async with channel_to(server.base_url, kind=kind) as channel:
                event = await channel.exchange(patient(server.base_url))

            assert isinstance(event, Fault)
            assert [] == server.requests


async def test_trace_that_fails() -> None:
    """What a trace raises reaches the caller, and its connection is not lost."""

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


async def test_response_with_the_last_piece() -> None:
    """What has been responded to stays so, though the body ends only then."""
    exchange = aiohttp_transport._Exchange({}, bytes(aiohttp_transport._PIECE + 1))
    async for piece in exchange.pieces():
        if len(piece) == 1:
            exchange.phase = "total"

    assert ("total", True) == (exchange.phase, exchange.is_sent)


async def test_connection_that_is_closed() -> None:
    """A connection that has been closed at this end is at its end, too."""
    with playing(created) as server:
        host, port = server.listener.getsockname()
        _, writer = await asyncio.open_connection(host, port)
        is_open = not is_readable(writer.transport)
        writer.close()
        await writer.wait_closed()

        assert is_open and is_readable(writer.transport)


def test_stream_that_is_closed() -> None:
    """Nor is one of the sync transport used again; an aborted one is not written to."""
    with playing(created) as server:
        family, kind = socket.AF_INET, socket.SOCK_STREAM
        stream = Stream(family, kind, 0)
        stream.connect(server.listener.getsockname(), 30, None)
        assert not stream.get_extra_info("is_readable")
        stream.abort()
        with pytest.raises(Exception, match="the client was closed"):
            stream.write(b"GET / HTTP/1.1\r\n\r\n")
        stream.close()
        assert stream.get_extra_info("is_readable")
        assert stream.get_extra_info("socket").fileno() < 0


def test_close_while_a_connection_is_made() -> None:
    """Nothing is lent if the handler of a signal closes the transport in the middle of lending."""

    def new() -> Any:
        connections.close()

    connections = _Connections(new, 1, 5.0)
    request = httpcore.Request("GET", "http://127.0.0.1:9/")
    with pytest.raises(httpcore.ConnectError, match="the transport is closed"):
        connections.handle_request(request)

    assert {} == connections._lent


async def test_close_while_another_loop_rests() -> None:
    """A loop that does not run is not told of a close."""
    adapter, resting = AsyncAdapter(AiohttpTransport()), asyncio.new_event_loop()
    adapter._limits[asyncio.Timeout(None)] = resting
    await adapter.close()
    resting.close()

    assert adapter.is_closed


# Looking up names.


async def test_several_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that refuses leaves time for the next one."""
    known: Any = socket.getaddrinfo
    refused = int(refused_url().rpartition(":")[2])
    with playing(created) as server:
        port = server.listener.getsockname()[1]

        def look_up(host: Any, *args: Any, flags: int = 0, **options: Any) -> Any:
            if host not in (b"some.example", "some.example"):
                return known(host, *args, flags=flags, **options)
            if flags:
                raise socket.gaierror(socket.EAI_NONAME)
            kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
            return [(*kind, ("127.0.0.1", number)) for number in (refused, refused, port)]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        for kind in ("aiohttp", "deadline"):
            async with channel_to("http://some.example", kind=kind) as channel:
                event = await channel.exchange(patient("http://some.example"))

            assert 200 == status_of(event)


async def test_waiter_that_gave_up() -> None:
    """A look-up that ends later wakes nobody."""
    waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    waiter.cancel()
    aiohttp_transport._wake(waiter)
    await aiohttp_transport._Resolver().close()

    assert waiter.cancelled()


def test_too_many_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no thread can be started, nothing was sent, and nobody is blocked."""

    def fail(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", fail)
    looking = Lookups()
    error = looking.start("localhost", 80).exception(0)

    assert isinstance(error, OSError) and error.errno == EAGAIN
    assert {} == looking._running


def test_interrupted_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupt before the thread runs leaves nothing that others would wait for."""

    def fail(_: threading.Thread) -> None:
        raise KeyboardInterrupt

    looking = Lookups()
    monkeypatch.setattr(threading.Thread, "start", fail)
    with pytest.raises(KeyboardInterrupt):
        looking.start("localhost", 80)

    assert {} == looking._running
