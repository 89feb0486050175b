"""The default async transport: httpx's interface over aiohttp.

Why aiohttp: its pool survives cancellation, and its cost does not grow with the tasks that wait.
What is needed beyond its defaults: a session for each event loop, no cookies, no redirects, no
silent second attempt, connections that are aborted when an exchange is given up, and an answer to
"was a byte sent?", as httpx's exceptions and trace events give it.
"""

from __future__ import annotations

import asyncio
import select
import ssl
import sys
import weakref
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from functools import lru_cache, partial
from typing import Any

import aiohttp
import yarl
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.client_proto import ResponseHandler
from aiohttp.http_exceptions import HttpProcessingError
from attrs import frozen

from .._forks import leave_alone, renewed_in_children
from ..errors import ConfigurationError, Phase
from .body import MAX_HEAD
from .defaults import (
    KEEPALIVE_EXPIRY,
    MAX_CONNECTIONS,
    DefaultTransport,
    check_limits,
    tls_context,
)
from .library import httpx
from .lookup import Found, lookups, result_of
from .loops import soon_in

# A body up to this size goes out at once; a larger one in pieces, so that it blocks nothing.
_PIECE = 64 * 1024
# Turns of the event loop until what can be read has reached the attempt that waits for it.
_TURNS = 4

_EVENTS: Mapping[Phase, str] = {
    "connect": "connection.connect_tcp.started",
    "write": "http11.send_request_headers.started",
    "read": "http11.send_request_body.complete",
    "total": "http11.receive_response_headers.complete",
}
"""What httpcore traces when a request comes to a phase."""

_TIMEOUTS: Mapping[Phase, type[httpx.TimeoutException]] = {
    "pool": httpx.PoolTimeout,
    "connect": httpx.ConnectTimeout,
    "write": httpx.WriteTimeout,
    "read": httpx.ReadTimeout,
    "total": httpx.ReadTimeout,
}

_NO_INFO: Mapping[str, Any] = {}

Trace = Callable[[str, Mapping[str, Any]], Awaitable[object] | None]


class _Exchange:
    """Where one request is."""

    __slots__ = (
        "content",
        "is_sent",
        "phase",
        "protocol",
        "timeouts",
        "trace",
        "transport",
        "waiting",
    )

    def __init__(self, extensions: Mapping[str, Any], content: bytes) -> None:
        self.timeouts: Mapping[str, float | None] = extensions.get("timeout") or {}
        self.trace: Trace | None = extensions.get("trace")
        self.content = content
        self.phase: Phase
        self.is_sent: bool
        self.protocol: ResponseHandler | None = None
        """That of the connection on which the request goes out, as its transport."""
        self.transport: asyncio.Transport | None
        self.waiting: asyncio.Timeout | None = None
        """The limit on waiting for a connection."""
        self.begin()

    def begin(self) -> None:
        """Note that there is no connection yet."""
        self.phase, self.transport, self.is_sent = "pool", None, False

    async def reach(self, phase: Phase) -> None:
        """Note how far it is, and tell whoever traces it."""
        self.phase = phase
        self.is_sent = self.is_sent or phase == "read"
        # Our own adapter's is a plain function: a coroutine for each event would cost too much.
        if self.trace is not None and (pending := self.trace(_EVENTS[phase], _NO_INFO)) is not None:
            await pending

    def data(self, stream: object) -> Any:
        """What aiohttp is to send: the content, or what gives it."""
        if not isinstance(stream, httpx.ByteStream):
            return stream
        return self.pieces() if len(self.content) > _PIECE else self.content or None

    async def pieces(self) -> AsyncIterator[bytes]:
        """The content, until there is a response."""
        for start in range(0, len(self.content), _PIECE):
            if start:
                await self._look()
            yield self.content[start : start + _PIECE]
        if self.phase == "write":
            await self.reach("read")
        self.is_sent = True

    async def _look(self) -> None:
        """Write no more if the response has come: it would be lost if writing breaks."""
        for _ in range(_TURNS if self.transport and is_readable(self.transport) else 0):
            await asyncio.sleep(0)
        if self.phase == "total":
            # Cancelled when the response has been read.
            await asyncio.get_running_loop().create_future()

    def abort(self) -> None:
        """Drop the connection with what is left to be sent: closing would wait for the reader."""
        if self.transport is not None:
            self.transport.abort()

    def forget(self) -> None:
        """Hold nothing any more: a connection lives in the context of the request that made it."""
        self.content = b""
        self.trace = self.protocol = self.transport = None


_exchange: ContextVar[_Exchange] = ContextVar("exchange")
"""The exchange that a connection is for."""


class _Protocol(ResponseHandler):
    """Knows whether the other side of TLS has declared its end."""

    has_end = False

    def eof_received(self) -> None:
        tls: Any = self.transport and self.transport.get_extra_info("ssl_object")
        # After a declared end there is nothing to read; before one there is, but it has not come.
        with suppress(ssl.SSLError):
            self.has_end = tls is not None and tls.read(1) == b""
        super().eof_received()


class _Resolver(AbstractResolver):
    """Looks up names as all transports of this process do."""

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()

        future = lookups.start(host, port)
        future.add_done_callback(lambda _: soon_in(loop, _wake, done))
        await done
        return _resolved(host, result_of(future), family)

    async def close(self) -> None:
        """Do nothing: what is running is shared."""


def _wake(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)


def _resolved(host: str, found: Found, family: int) -> list[ResolveResult]:
    return [
        ResolveResult(
            hostname=host, host=address[0], port=address[1], family=kind, proto=protocol, flags=0
        )
        for kind, _, protocol, _, address in found
        if family in (0, kind)
    ]


class _Connector(aiohttp.TCPConnector):
    """Gives connections on which nothing has come yet, and notes how far a request is."""

    def __init__(self, **options: Any) -> None:
        super().__init__(resolver=_Resolver(), **options)
        self._opened: weakref.WeakSet[ResponseHandler] = weakref.WeakSet()
        # Private, but the only place where aiohttp can be given a protocol.
        self._factory = partial(_Protocol, loop=asyncio.get_running_loop())  # type: ignore[assignment]

    async def connect(self, *args: Any, **kwargs: Any) -> Any:
        exchange = _exchange.get()
        while True:
            exchange.begin()
            connection = await self._connected(exchange, args, kwargs)
            try:
                is_new = exchange.phase == "connect"
                if _is_quiet(connection.protocol, is_new=is_new):
                    exchange.protocol = connection.protocol
                    exchange.transport = connection.transport
                    await exchange.reach("read" if len(exchange.content) <= _PIECE else "write")
                    return connection
            except BaseException:
                connection.close()
                raise
            connection.close()
            if is_new:
                raise aiohttp.ServerDisconnectedError

    async def _connected(self, exchange: _Exchange, args: Any, kwargs: Any) -> Any:
        """Wait for a connection; the limit on that ends where connecting begins."""
        seconds = exchange.timeouts.get("pool")
        try:
            if seconds is None:
                return await self._in_turn(*args, **kwargs)
            async with asyncio.timeout(seconds) as exchange.waiting:
                return await self._in_turn(*args, **kwargs)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if self.closed and task is not None and not task.cancelling():
                # aiohttp cancels what waits for a connection when it is closed.
                raise aiohttp.ClientConnectionError("the transport is closed") from None
            raise

    async def _in_turn(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Wait behind those who wait: aiohttp would let this request overtake them all."""
        if request.connection_key in self._waiters:
            await self._wait_for_available_connection(request.connection_key, [])
        return await super().connect(request, *args, **kwargs)

    async def _create_connection(self, *args: Any, **kwargs: Any) -> Any:
        exchange = _exchange.get()
        if exchange.waiting is not None:
            exchange.waiting.reschedule(None)
        await exchange.reach("connect")
        async with asyncio.timeout(exchange.timeouts.get("connect")):
            protocol = await super()._create_connection(*args, **kwargs)
        self._opened.add(protocol)
        return protocol

    def abort(self) -> None:
        """Drop all connections."""
        for protocol in list(self._opened):
            if protocol.transport is not None:
                protocol.transport.abort()


def _is_quiet(protocol: ResponseHandler | None, *, is_new: bool) -> bool:
    """Whether nothing came that nobody asked for: a response too many, or the end.

    Of a new connection only what has been read counts: TLS has more to read after its handshake.
    """
    transport = None if protocol is None else protocol.transport
    if protocol is None or transport is None or protocol.should_close:
        return False
    is_tls = is_new and transport.get_extra_info("sslcontext") is not None
    return is_tls or not is_readable(transport)


def is_readable(transport: asyncio.BaseTransport) -> bool:
    """Whether there are bytes to read, or the end, that the event loop has not seen yet."""
    number = transport.get_extra_info("socket").fileno()
    if number < 0:
        return True
    if sys.platform == "win32":  # pragma: no cover
        return bool(select.select([number], [], [], 0)[0])
    poll = select.poll()
    poll.register(number, select.POLLIN)
    return bool(poll.poll(0))


def _translated(error: Exception, exchange: _Exchange) -> Exception | None:
    """The exception of httpx for one of aiohttp; None for one that is not about the network."""
    is_unsent = exchange.phase in ("pool", "connect")
    if isinstance(error, TimeoutError):
        return _TIMEOUTS[exchange.phase]("")
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return httpx.ProxyError(f"{error.status} {error.message}")
    if isinstance(error, aiohttp.ClientProxyConnectionError):
        return httpx.ProxyError(str(error))
    if isinstance(error, aiohttp.ServerDisconnectedError):
        # Its text may hold a part of the response.
        words = "peer closed connection early"
        return (httpx.ConnectError if is_unsent else httpx.RemoteProtocolError)(words)
    if isinstance(error, aiohttp.ClientResponseError | aiohttp.ClientPayloadError):
        return httpx.RemoteProtocolError(_what_is_wrong(error))
    if isinstance(error, aiohttp.ClientError | OSError):
        return (httpx.ConnectError if is_unsent else httpx.ReadError)(str(error))
    return None


def _what_is_wrong(error: Exception) -> str:
    """In the words of h11: whether the response ended too early, or is malformed."""
    cause = error.__cause__ or error
    is_early = isinstance(cause, aiohttp.ClientPayloadError) or "Not enough data" in str(cause)
    is_malformed = isinstance(cause, HttpProcessingError) and not is_early
    return "malformed response" if is_malformed else "peer closed connection early"


class _Body(httpx.AsyncByteStream):
    """The bytes of a response that did not come all at once."""

    def __init__(self, first: bytes, response: aiohttp.ClientResponse, exchange: _Exchange) -> None:
        self._first, self._response, self._exchange = first, response, exchange

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._first
        content = self._response.content
        try:
            while not content.at_eof():
                yield await content.readany()
            _check_end(self._response, self._exchange)
        except Exception as error:
            if (translated := _translated(error, self._exchange)) is None:
                raise
            raise translated from error

    async def aclose(self) -> None:
        """End the exchange: a connection that is not read to its end is dropped."""
        _finish(self._response, self._exchange)


def _stream(
    piece: bytes, response: aiohttp.ClientResponse, exchange: _Exchange
) -> httpx.AsyncByteStream:
    """The body: of most responses all of it has come with the head."""
    if not response.content.at_eof():
        return _Body(piece, response, exchange)
    _check_end(response, exchange)
    _finish(response, exchange)
    return httpx.ByteStream(piece)


def _finish(response: aiohttp.ClientResponse, exchange: _Exchange) -> None:
    """Drop the connection unless it is back in the pool."""
    if response.closed and exchange.is_sent:
        exchange.forget()
    else:
        _give_up(response, exchange)


def _give_up(response: aiohttp.ClientResponse | None, exchange: _Exchange) -> None:
    """Drop the connection."""
    exchange.abort()
    if response is not None:
        response.close()
    exchange.forget()


def _check_end(response: aiohttp.ClientResponse, exchange: _Exchange) -> None:
    """See that a body which ends with its connection was not cut off by somebody else.

    Raises:
        httpx.RemoteProtocolError: TLS ended without the server saying so.
    """
    protocol, headers = exchange.protocol, response.headers
    if response.url.scheme != "https" or "Content-Length" in headers:
        return
    has_length = "Transfer-Encoding" in headers or response.status in (204, 304)
    if not has_length and isinstance(protocol, _Protocol) and not protocol.has_end:
        raise httpx.RemoteProtocolError("peer closed connection without ending TLS")


@frozen
class _Kept:
    """The session of an event loop, and what closes it."""

    session: aiohttp.ClientSession
    keeper: AsyncGenerator[aiohttp.ClientSession, None]
    held: weakref.finalize[Any, Any]


class AiohttpTransport(DefaultTransport, httpx.AsyncBaseTransport):
    """Sends over aiohttp; may be used from several event loops.

    The time limits of a request are httpx's: for a free connection, for connecting with all that
    belongs to it, and for each wait for bytes of the response.

    Args:
        proxy: Address of an HTTP proxy, such as "http://user:password@proxy.example:3128".
        ssl_context: Whom to trust. If not given: the authorities that SSL_CERT_FILE or SSL_CERT_DIR
            name, else those of certifi.
        max_connections: At most so many at the same time, for each event loop.
        keepalive_expiry: Seconds for which an idle connection is kept.

    Raises:
        ConfigurationError: An option is wrong, or the variables lead to no certificates.
    """

    def __init__(
        self,
        *,
        proxy: str | None = None,
        ssl_context: ssl.SSLContext | None = None,
        max_connections: int = MAX_CONNECTIONS,
        keepalive_expiry: float = KEEPALIVE_EXPIRY,
    ) -> None:
        check_limits(max_connections, keepalive_expiry)
        self._proxy = None if proxy is None else _proxy_url(proxy)
        self._is_closed = False
        self._options: Mapping[str, Any] = {
            "ssl": ssl_context or tls_context(),
            "limit": max_connections,
            "keepalive_timeout": keepalive_expiry,
        }
        self._open: dict[asyncio.AbstractEventLoop, _Kept] = {}
        renewed_in_children(self)

    def renew(self) -> None:
        """Open other connections than the parent process's."""
        for kept in self._open.values():
            kept.held.detach()
        leave_alone(self._open)
        self._open = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and wait for the head of its response.

        Raises:
            httpx.TransportError: The network, a proxy or the server failed.
        """
        stream = request.stream
        content = b"".join(stream) if isinstance(stream, httpx.ByteStream) else b""
        exchange = _Exchange(request.extensions, content)
        _exchange.set(exchange)
        response: aiohttp.ClientResponse | None = None
        try:
            response = await self._requested(request, exchange)
            await exchange.reach("total")
            piece = await response.content.readany()
            body = _stream(piece, response, exchange)
        except BaseException as error:
            translated = _translated(error, exchange) if isinstance(error, Exception) else None
            _give_up(response, exchange)
            if translated is None:
                raise
            try:
                raise translated from error
            finally:
                # Its traceback holds this frame.
                del translated
        return httpx.Response(response.status, headers=response.raw_headers, stream=body)

    async def _requested(
        self, request: httpx.Request, exchange: _Exchange
    ) -> aiohttp.ClientResponse:
        loop = asyncio.get_running_loop()
        if self._is_closed:
            raise httpx.ConnectError("the transport is closed")
        kept = self._open.get(loop) or await self._opened(loop)
        return await kept.session.request(
            request.method,
            yarl.URL(str(request.url), encoded=True),
            headers=[
                (name.decode(), value.decode())
                for name, value in request.headers.raw
                # aiohttp says so itself, and bears nobody else who does.
                if name.lower() != b"transfer-encoding"
            ],
            data=exchange.data(request.stream),
            allow_redirects=False,
            proxy=self._proxy,
            timeout=_timeout(exchange.timeouts.get("read")),
        )

    async def _opened(self, loop: asyncio.AbstractEventLoop) -> _Kept:
        """Open a session for an event loop that has none."""
        # Other threads may do the same.
        for known, old in self._open.copy().items():
            if known.is_closed():
                old.held.detach()
                self._open.pop(known, None)
        keeper = _keeper(self._options)
        session = await anext(keeper)
        # What a finalizer holds is not collected together with the transport, in any order, but
        # after it: the loop then closes the session in a task.
        held = weakref.finalize(self, id, keeper)
        held.atexit = False
        self._open[loop] = kept = _Kept(session, keeper, held)
        return kept

    async def aclose(self) -> None:
        """Close the connections of the running loop, and have other loops close theirs."""
        self._is_closed = True
        running, opened = asyncio.get_running_loop(), self._open
        self._open = {}
        for loop, kept in opened.items():
            if loop is running:
                kept.held.detach()
                await kept.keeper.aclose()
            elif loop.is_running():
                # If that loop ends before it comes to this, it closes what is still held.
                soon_in(loop, _close_soon, kept)


@lru_cache(maxsize=16)
def _timeout(read: float | None) -> aiohttp.ClientTimeout:
    # The other limits are kept by the connector.
    return aiohttp.ClientTimeout(total=None, sock_connect=None, sock_read=read)


def _proxy_url(proxy: str) -> yarl.URL:
    try:
        url = yarl.URL(proxy)
    except (TypeError, ValueError):
        url = yarl.URL()
    if url.scheme not in ("http", "https") or not url.host:
        raise ConfigurationError("proxy: expected an address such as http://proxy.example:3128")
    return url


def _close_soon(kept: _Kept) -> asyncio.Task[None] | None:
    # A loop that ends begins no task any more, but has closed what it had.
    return None if kept.session.closed else asyncio.create_task(_closed(kept.keeper))


async def _closed(keeper: AsyncGenerator[aiohttp.ClientSession, None]) -> None:
    await keeper.aclose()


async def _keeper(options: Mapping[str, Any]) -> AsyncGenerator[aiohttp.ClientSession, None]:
    """Give a session, and close it at the end of its loop at the latest.

    An event loop closes the asynchronous generators that were begun in it before it ends, and those
    that nobody holds any more at once. So no connection is left behind.
    """
    connector = _Connector(**options)
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        # Its own bounds, 8 KiB and 128 headers, would make a failure of many a success.
        max_line_size=MAX_HEAD,
        max_field_size=MAX_HEAD,
        max_headers=MAX_HEAD // 100,
        # A request has the headers that it was given, and no others.
        skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
    )
    # Private, but a middleware that does it costs each request more than our whole transport: some
    # requests would be sent a second time without a word.
    session._retry_connection = False
    try:
        yield session
    finally:
        connector.abort()
        await session.close()
