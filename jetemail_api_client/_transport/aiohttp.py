"""The default async transport: httpx's interface over aiohttp.

aiohttp's pool survives cancellation, and its cost does not grow with the number of waiting tasks.
Changed here: one session per event loop, no cookies, redirects or silent retries, connections that
are aborted when a request is given up, and httpx's exceptions and trace events.
"""

from __future__ import annotations

import asyncio
import ssl
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
from attrs import define, frozen

from .._fork import abandon
from ..errors import Phase
from .defaults import MAX_HEAD, DefaultTransport, is_readable
from .httpx_module import httpx
from .resolver import addresses_of, resolver

# Bytes. Larger bodies are sent in chunks of this size, so that they do not block the event loop.
_CHUNK = 64 * 1024
# Iterations of the event loop until received data has reached the task that waits for it.
_ITERATIONS = 4

_EVENTS: Mapping[Phase, str] = {
    "connect": "connection.connect_tcp.started",
    "write": "http11.send_request_headers.started",
    "read": "http11.send_request_body.complete",
    "total": "http11.receive_response_headers.complete",
}
"""The trace event of httpcore with which a phase begins."""

_TIMEOUTS: Mapping[Phase, type[httpx.TimeoutException]] = {
    "pool": httpx.PoolTimeout,
    "connect": httpx.ConnectTimeout,
    "write": httpx.WriteTimeout,
    "read": httpx.ReadTimeout,
    "total": httpx.ReadTimeout,
}

_NETWORK_ERRORS = (aiohttp.ClientError, OSError)
# In the words of h11.
_EARLY_END = "peer closed connection early"

_NO_INFO: Mapping[str, Any] = {}

Trace = Callable[[str, Mapping[str, Any]], Awaitable[object] | None]


# Not frozen, because that is slower, and without a repr of the body.
@define(eq=False, repr=False)
class _Exchange:
    """The state of one request, for the connector and the response stream."""

    content: bytes
    timeouts: Mapping[str, float | None]
    trace: Trace | None
    protocol: ResponseHandler | None = None
    phase: Phase = "pool"
    is_sent: bool = False
    transport: asyncio.Transport | None = None
    """That of `protocol`, which forgets it when aiohttp closes the connection."""
    pool_timeout: asyncio.Timeout | None = None

    @classmethod
    def of(cls, request: httpx.Request) -> _Exchange:
        """Return the initial state of a request."""
        stream, extensions = request.stream, request.extensions
        content = b"".join(stream) if isinstance(stream, httpx.ByteStream) else b""
        return cls(content, extensions.get("timeout") or {}, extensions.get("trace"))

    def restart(self) -> None:
        """Go back to the state without a connection."""
        self.phase, self.transport, self.is_sent = "pool", None, False

    async def enter(self, phase: Phase) -> None:
        """Set the phase and trace it."""
        self.phase = phase
        self.is_sent = self.is_sent or phase == "read"
        # The adapter's trace is a plain function: a coroutine per event would cost too much.
        if self.trace is not None and (pending := self.trace(_EVENTS[phase], _NO_INFO)) is not None:
            await pending

    def data(self, stream: object) -> Any:
        """Return the body for aiohttp: bytes, or an iterator if it is long or streamed."""
        if not isinstance(stream, httpx.ByteStream):
            return stream
        return self.chunks() if len(self.content) > _CHUNK else self.content or None

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the body until the response arrives."""
        for start in range(0, len(self.content), _CHUNK):
            if start:
                await self._pause_if_responded()
            yield self.content[start : start + _CHUNK]
        if self.phase == "write":
            await self.enter("read")
        self.is_sent = True

    async def _pause_if_responded(self) -> None:
        """Stop writing after an early response: it would be lost if a write failed."""
        if self.transport and is_readable(_descriptor(self.transport)):
            for _ in range(_ITERATIONS):
                await asyncio.sleep(0)
        if self.phase == "total":
            # aiohttp cancels the writer at the end of the response.
            await asyncio.get_running_loop().create_future()

    def end(self, response: aiohttp.ClientResponse | None, *, is_complete: bool) -> None:
        """Abort the connection unless the exchange is complete, and drop all references."""
        if not is_complete:
            if self.transport is not None:
                # Closing would wait until the server has read the rest of the request.
                self.transport.abort()
            if response is not None:
                response.close()
        # A connection keeps the context in which it was opened, and with it this object.
        self.content = b""
        self.trace = self.protocol = self.transport = None


_current: ContextVar[_Exchange] = ContextVar("exchange")
"""The exchange for which aiohttp's connector is called."""


def _descriptor(transport: asyncio.BaseTransport) -> int:
    number: int = transport.get_extra_info("socket").fileno()
    return number


class _Protocol(ResponseHandler):
    """Records if the server ended TLS with close_notify."""

    has_close_notify = False

    def eof_received(self) -> None:
        tls: Any = self.transport and self.transport.get_extra_info("ssl_object")
        # Reading returns b"" after close_notify, and raises SSLError without it.
        with suppress(ssl.SSLError):
            self.has_close_notify = tls is not None and tls.read(1) == b""
        super().eof_received()


class _Resolver(AbstractResolver):
    """Resolves names with the resolver of both default transports."""

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        future = resolver.start(host, port)
        with suppress(Exception):
            await asyncio.wrap_future(future)
        return [
            ResolveResult(
                hostname=host, host=address[0], port=address[1], family=kind, proto=proto, flags=0
            )
            for kind, _, proto, _, address in addresses_of(future)
            if family in (0, kind)
        ]

    async def close(self) -> None:
        """Do nothing: other sessions share the running look-ups."""


class _Connector(aiohttp.TCPConnector):
    """Returns only connections without unread data, and sets the phase of the exchange."""

    def __init__(self, **options: Any) -> None:
        super().__init__(resolver=_Resolver(), **options)
        self._opened: weakref.WeakSet[ResponseHandler] = weakref.WeakSet()
        # Private: aiohttp has no public way to replace the protocol class.
        self._factory = partial(_Protocol, loop=asyncio.get_running_loop())  # type: ignore[assignment]

    async def connect(self, *args: Any, **kwargs: Any) -> Any:
        exchange = _current.get()
        while True:
            exchange.restart()
            connection = await self._connection(exchange, args, kwargs)
            try:
                is_new = exchange.phase == "connect"
                if _is_clean(connection.protocol, is_new=is_new):
                    exchange.protocol = connection.protocol
                    exchange.transport = connection.transport
                    await exchange.enter("read" if len(exchange.content) <= _CHUNK else "write")
                    return connection
            except BaseException:
                connection.close()
                raise
            connection.close()
            if is_new:
                raise aiohttp.ServerDisconnectedError

    async def _connection(self, exchange: _Exchange, args: Any, kwargs: Any) -> Any:
        """Wait for a connection; connecting ends the pool timeout."""
        seconds = exchange.timeouts.get("pool")
        try:
            if seconds is None:
                return await self._connect_in_order(*args, **kwargs)
            async with asyncio.timeout(seconds) as exchange.pool_timeout:
                return await self._connect_in_order(*args, **kwargs)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if self.closed and task is not None and not task.cancelling():
                # A closed connector cancels the futures of the tasks that wait for a connection.
                raise aiohttp.ClientConnectionError("the transport is closed") from None
            raise

    async def _connect_in_order(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Wait behind earlier requests, which aiohttp would let this one overtake."""
        if request.connection_key in self._waiters:
            await self._wait_for_available_connection(request.connection_key, [])
        return await super().connect(request, *args, **kwargs)

    async def _create_connection(self, *args: Any, **kwargs: Any) -> Any:
        exchange = _current.get()
        if exchange.pool_timeout is not None:
            exchange.pool_timeout.reschedule(None)
        await exchange.enter("connect")
        async with asyncio.timeout(exchange.timeouts.get("connect")):
            protocol = await super()._create_connection(*args, **kwargs)
        self._opened.add(protocol)
        return protocol

    def abort(self) -> None:
        """Abort all connections: closing would wait until the servers have read everything."""
        for protocol in list(self._opened):
            if protocol.transport is not None:
                protocol.transport.abort()


def _is_clean(protocol: ResponseHandler | None, *, is_new: bool) -> bool:
    """Return False if a connection has unread data or EOF, or will be closed.

    Unread bytes on a new TLS connection are session tickets.
    """
    transport = None if protocol is None else protocol.transport
    if protocol is None or transport is None or protocol.should_close:
        return False
    is_tls = is_new and transport.get_extra_info("sslcontext") is not None
    return is_tls or not is_readable(_descriptor(transport))


def _translated(error: Exception, exchange: _Exchange) -> httpx.TransportError:
    """Return the exception of httpx for one of aiohttp or the system."""
    is_unsent = exchange.phase in ("pool", "connect")
    if isinstance(error, TimeoutError):
        return _TIMEOUTS[exchange.phase]("")
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return httpx.ProxyError(f"{error.status} {error.message}")
    if isinstance(error, aiohttp.ClientProxyConnectionError):
        return httpx.ProxyError(str(error))
    if isinstance(error, aiohttp.ServerDisconnectedError):
        # Without its text, which may contain a part of the response.
        return (httpx.ConnectError if is_unsent else httpx.RemoteProtocolError)(_EARLY_END)
    if isinstance(error, aiohttp.ClientResponseError | aiohttp.ClientPayloadError):
        text = "malformed response" if _is_malformed(error) else _EARLY_END
        return httpx.RemoteProtocolError(text)
    return (httpx.ConnectError if is_unsent else httpx.ReadError)(str(error))


def _is_malformed(error: Exception) -> bool:
    """Return False if the response is valid but incomplete."""
    cause = error.__cause__ or error
    is_early = isinstance(cause, aiohttp.ClientPayloadError) or "Not enough data" in str(cause)
    return isinstance(cause, HttpProcessingError) and not is_early


class _BodyStream(httpx.AsyncByteStream):
    """A response body that was not received together with the headers."""

    def __init__(self, first: bytes, response: aiohttp.ClientResponse, exchange: _Exchange) -> None:
        self._first, self._response, self._exchange = first, response, exchange

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._first
        content = self._response.content
        try:
            while not content.at_eof():
                yield await content.readany()
        except _NETWORK_ERRORS as error:
            raise _translated(error, self._exchange) from error
        _check_end(self._response, self._exchange)

    async def aclose(self) -> None:
        """End the exchange: a connection with unread body is aborted."""
        _finish(self._response, self._exchange)


async def _body(response: aiohttp.ClientResponse, exchange: _Exchange) -> httpx.AsyncByteStream:
    """Return the body; usually all of it was received together with the headers."""
    first = await response.content.readany()
    if not response.content.at_eof():
        return _BodyStream(first, response, exchange)
    _check_end(response, exchange)
    _finish(response, exchange)
    return httpx.ByteStream(first)


def _finish(response: aiohttp.ClientResponse, exchange: _Exchange) -> None:
    # A response is closed when its connection is back in the pool.
    exchange.end(response, is_complete=response.closed and exchange.is_sent)


def _check_end(response: aiohttp.ClientResponse, exchange: _Exchange) -> None:
    """Check that a body delimited by the end of a TLS connection was not cut off by a third party.

    Raises:
        httpx.RemoteProtocolError: The server sent no close_notify.
    """
    protocol, headers = exchange.protocol, response.headers
    if response.url.scheme != "https" or "Content-Length" in headers:
        return
    has_length = "Transfer-Encoding" in headers or response.status in (204, 304)
    if not has_length and isinstance(protocol, _Protocol) and not protocol.has_close_notify:
        raise httpx.RemoteProtocolError("peer closed connection without close_notify")


@frozen
class _LoopSession:
    """The session of an event loop, the generator that closes it, and what keeps both alive."""

    session: aiohttp.ClientSession
    generator: AsyncGenerator[aiohttp.ClientSession, None]
    finalizer: weakref.finalize[Any, Any]


class AiohttpTransport(DefaultTransport, httpx.AsyncBaseTransport):
    """Sends over aiohttp; may be used from several event loops.

    The timeouts of a request are httpx's: "pool" for a free connection, "connect" for DNS, proxy
    and TLS together, "read" for each wait for bytes of the response.
    """

    def _start(self) -> None:
        self._is_closed = False
        self._sessions: dict[asyncio.AbstractEventLoop, _LoopSession] = {}

    def _parse_proxy(self, proxy: str) -> yarl.URL:
        url = yarl.URL(proxy)
        if url.scheme not in ("http", "https") or not url.host:
            raise ValueError
        return url

    def reset(self) -> None:
        """Open other connections than the parent process."""
        for opened in self._sessions.values():
            opened.finalizer.detach()
        abandon(self._sessions)
        self._sessions = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return its response, with the body as a stream.

        Raises:
            httpx.TransportError: The network, a proxy or the server failed.
        """
        exchange = _Exchange.of(request)
        _current.set(exchange)
        try:
            return await self._response(request, exchange)
        except _NETWORK_ERRORS as error:
            raise _translated(error, exchange) from error

    async def _response(self, request: httpx.Request, exchange: _Exchange) -> httpx.Response:
        response: aiohttp.ClientResponse | None = None
        try:
            response = await self._send(request, exchange)
            await exchange.enter("total")
            body = await _body(response, exchange)
        except BaseException:
            exchange.end(response, is_complete=False)
            raise
        return httpx.Response(response.status, headers=response.raw_headers, stream=body)

    async def _send(self, request: httpx.Request, exchange: _Exchange) -> aiohttp.ClientResponse:
        loop = asyncio.get_running_loop()
        if self._is_closed:
            raise httpx.ConnectError("the transport is closed")
        opened = self._sessions.get(loop) or await self._open(loop)
        return await opened.session.request(
            request.method,
            yarl.URL(str(request.url), encoded=True),
            headers=[
                (name.decode(), value.decode())
                for name, value in request.headers.raw
                # aiohttp adds it, and rejects requests that have it already.
                if name.lower() != b"transfer-encoding"
            ],
            data=exchange.data(request.stream),
            allow_redirects=False,
            proxy=self._proxy,
            timeout=_timeout(exchange.timeouts.get("read")),
        )

    async def _open(self, loop: asyncio.AbstractEventLoop) -> _LoopSession:
        """Open a session for an event loop, and forget those of closed loops."""
        # A copy: other threads may do the same.
        for known, old in self._sessions.copy().items():
            if known.is_closed():
                old.finalizer.detach()
                self._sessions.pop(known, None)
        generator = _session(
            ssl=self._ssl_context,
            limit=self._max_connections,
            keepalive_timeout=self._keepalive_expiry,
        )
        session = await anext(generator)
        # Without it, the garbage collector could free the parts of the session in any order. So
        # the transport is collected first, then the generator: the loop closes it in a task.
        finalizer = weakref.finalize(self, id, generator)
        finalizer.atexit = False
        self._sessions[loop] = opened = _LoopSession(session, generator, finalizer)
        return opened

    async def aclose(self) -> None:
        """Close the connections of the running loop, and have other loops close theirs.

        A loop that is not running closes them when it runs next.
        """
        self._is_closed = True
        running, sessions = asyncio.get_running_loop(), self._sessions
        self._sessions = {}
        for loop, opened in sessions.items():
            if loop is running:
                opened.finalizer.detach()
                await opened.generator.aclose()
            else:
                # A loop that ends first closes the generator, which the callback keeps alive.
                with suppress(RuntimeError):
                    loop.call_soon_threadsafe(_close_soon, opened)


@lru_cache(maxsize=16)
def _timeout(read: float | None) -> aiohttp.ClientTimeout:
    # The connector applies the other timeouts.
    return aiohttp.ClientTimeout(total=None, sock_connect=None, sock_read=read)


def _close_soon(opened: _LoopSession) -> asyncio.Future[None] | None:
    # A loop that is ending has closed its generators, and starts no tasks.
    closed = opened.session.closed
    return None if closed else asyncio.ensure_future(opened.generator.aclose())


async def _session(**options: Any) -> AsyncGenerator[aiohttp.ClientSession, None]:
    """Yield a session, and close it at the end of its event loop at the latest.

    asyncio closes asynchronous generators before their loop ends, or when they are collected.
    """
    connector = _Connector(**options)
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        # The defaults, 8 KiB and 128 headers, would turn successes into failures.
        max_line_size=MAX_HEAD,
        max_field_size=MAX_HEAD,
        max_headers=MAX_HEAD // 100,
        # Only the headers of the request are sent.
        skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
    )
    # Private: aiohttp would silently send idempotent requests twice, and the public alternative, a
    # middleware, costs more than this transport.
    session._retry_connection = False
    try:
        yield session
    finally:
        connector.abort()
        await session.close()
