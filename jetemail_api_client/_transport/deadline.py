"""The default sync transport: `httpx.HTTPTransport` over httpcore, with an end to everything.

httpcore speaks HTTP, and its pool of one keeps a connection. How many there are, who gets one and
until when somebody waits is decided here: a thread that waits in httpcore's own pool cannot be
woken by a close, and its locks do not bear that the handler of a signal raises.
"""

import ssl
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Self, TypeAlias

from .._forks import leave_alone, renewed_in_children
from ..errors import ConfigurationError
from .defaults import (
    KEEPALIVE_EXPIRY,
    MAX_CONNECTIONS,
    DefaultTransport,
    check_limits,
    tls_context,
)
from .library import httpcore, httpx
from .network import Backend, left

_Ticket: TypeAlias = "SimpleQueue[None]"
"""Wakes the thread that waits for a connection: it has one, or there are none any more."""


class _Connection:
    """A pool of httpcore with one connection, which opens it when it is first used."""

    def __init__(self, ssl_context: ssl.SSLContext, proxy: httpcore.Proxy | None) -> None:
        self._backend = Backend(is_proxied=proxy is not None)
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context,
            proxy=proxy,
            max_connections=1,
            network_backend=self._backend,
        )
        # Private, and not needed: one thread at a time uses it. It would never be released if the
        # handler of a signal raises just after it was taken.
        self._pool._optional_thread_lock = nullcontext()  # type: ignore[assignment]
        self.abort, self.close = self._backend.abort, self._backend.close

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request."""
        return self._pool.handle_request(request)

    def is_reusable(self) -> bool:
        """Whether its last exchange is complete, with not a byte beyond it."""
        return any(one.is_idle() and not _leftover(one) for one in self._pool.connections)


def _leftover(connection: Any) -> bytes:
    """What was received beyond the response: httpcore would take it for the next one.

    Private: a connection of httpcore that tunnels or forwards has others inside.
    """
    while not hasattr(connection, "_h11_state"):
        connection = connection._connection
    data: bytes = connection._h11_state.trailing_data[0]
    return data


class _Connections:
    """Lends connections to threads: so many at most, first come, first served.

    The handler of a signal may run after any call: it may raise, or close the client, and nothing
    is lost. So the locks are reentrant, and a ticket that is given back is given back wherever it
    is.

    Args:
        new: Makes a connection, which is not open yet.
        limit: How many may be lent or kept.
        seconds: For how long one is kept idle.
    """

    def __init__(self, new: Callable[[], _Connection], limit: int, seconds: float) -> None:
        self._new, self._limit, self._seconds = new, limit, seconds
        self._lock = threading.RLock()
        self._waiting: deque[_Ticket] = deque()
        self._lent: dict[_Ticket, _Connection] = {}
        self._idle: list[tuple[float, _Connection]] = []
        """Since when each is idle; the one that was used last at the end."""
        self._is_closed = self._is_retired = False

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request over a connection of its own, lent until the response is closed."""
        ticket: _Ticket = SimpleQueue()
        lease = _Lease(partial(self._give_back, ticket))
        try:
            until = request.extensions.get("timeout", {}).get("pool")
            response = self._connection(ticket, until).handle_request(request)
        except BaseException:
            lease.end(is_whole=False)
            raise
        return httpcore.Response(
            response.status,
            headers=response.headers,
            content=_Body(response.stream, lease),
            extensions=response.extensions,
        )

    def _connection(self, ticket: _Ticket, until: float | None) -> _Connection:
        with self._lock:
            if not self._is_closed:
                self._waiting.append(ticket)
                self._serve()
        try:
            if ticket not in self._lent and not self._is_closed:
                ticket.get(timeout=left(until))
            return self._lent[ticket]
        except (Empty, TimeoutError):
            raise httpcore.PoolTimeout("no connection came free") from None
        except KeyError:
            raise httpcore.ConnectError("the transport is closed") from None

    def _serve(self) -> None:
        """Lend to who waits, the connection that was used last before a new one."""
        while self._waiting and len(self._lent) < self._limit:
            while self._idle and self._idle[0][0] < time.monotonic() - self._seconds:
                self._idle[0][1].close()
                del self._idle[:1]
            connection = self._idle[-1][1] if self._idle else self._new()
            if not self._waiting:
                # Closed in between, by the handler of a signal.
                return
            ticket = self._waiting[0]
            self._lent[ticket] = connection
            del self._waiting[0], self._idle[-1:]
            ticket.put(None)

    def _give_back(self, ticket: _Ticket, *, is_whole: bool) -> None:
        try:
            self._end(ticket, is_whole=is_whole)
        except BaseException:
            # Interrupted: nobody else would do it.
            self._end(ticket, is_whole=False)
            raise

    def _end(self, ticket: _Ticket, *, is_whole: bool) -> None:
        with self._lock:
            if ticket in self._waiting:
                self._waiting.remove(ticket)
            if (connection := self._lent.get(ticket)) is not None:
                self._put_away(ticket, connection, is_whole=is_whole)
            self._serve()

    def _put_away(self, ticket: _Ticket, connection: _Connection, *, is_whole: bool) -> None:
        idle = (time.monotonic(), connection)
        is_kept = is_whole and not (self._is_closed or self._is_retired)
        if is_kept and connection.is_reusable():
            del self._lent[ticket]
            self._idle.append(idle)
        else:
            connection.close()
            del self._lent[ticket]

    def close(self) -> None:
        """Close what is idle, abort what is lent, and turn away who waits."""
        with self._lock:
            self._is_closed = True
            for ticket in tuple(self._waiting):
                ticket.put(None)
            self._waiting.clear()
            self.retire()
            for connection in tuple(self._lent.values()):
                connection.abort()

    def retire(self) -> None:
        """Close what is idle, and keep nothing any more: nobody will close it."""
        with self._lock:
            self._is_retired = True
            for _, connection in tuple(self._idle):
                connection.close()
            self._idle.clear()


class _Lease:
    """The right to use a connection; it ends at the latest when nobody holds it any more.

    So nothing is lost if an interrupt keeps it from whoever would have ended it.
    """

    def __init__(self, give_back: Callable[..., None]) -> None:
        self._give_back = give_back

    def end(self, *, is_whole: bool) -> None:
        """Give the connection back; a second time does nothing."""
        self._give_back(is_whole=is_whole)

    def __del__(self) -> None:
        self._give_back(is_whole=False)


class _Body:
    """The body of a response, whose end ends the lease of its connection."""

    def __init__(self, stream: Any, lease: _Lease) -> None:
        self._stream, self._lease = stream, lease

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        """Close the body; a connection whose end was interrupted may hold a lock of httpcore."""
        is_whole = False
        try:
            self._stream.close()
            is_whole = True
        finally:
            self._lease.end(is_whole=is_whole)


class DeadlineTransport(DefaultTransport, httpx.HTTPTransport):
    """Sends over httpcore; may be shared by threads. No wait outlives its time limit.

    The time limits of a request are httpx's. But each of them counts from the moment that the
    request is handed over: a server that sends a byte now and then does not prolong it.

    Args:
        proxy: Address of an HTTP proxy, such as "http://user:password@proxy.example:3128".
        ssl_context: Whom to trust. If not given: the authorities that SSL_CERT_FILE or SSL_CERT_DIR
            name, else those of certifi.
        max_connections: At most so many at the same time, for all threads.
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
        context, through = ssl_context or tls_context(), _proxy(proxy)
        self._made_of = (lambda: _Connection(context, through)), max_connections, keepalive_expiry
        self._open()
        renewed_in_children(self)

    def _open(self) -> None:
        # httpx sends over what has this name.
        self._pool: Any = _Connections(*self._made_of)
        # A transport that nobody closed leaves nothing behind either, and may be used at exit.
        self._closing = weakref.finalize(self, self._pool.retire)

    def renew(self) -> None:
        """Open other connections than the parent process's; what was closed stays closed."""
        if self._closing.detach():
            leave_alone(self._pool)
            self._open()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and wait for the head of its response.

        Raises:
            httpx.TransportError: The network, a proxy or the server failed.
        """
        now, timeouts = time.monotonic(), request.extensions.get("timeout") or {}
        until = {name: None if s is None else now + s for name, s in timeouts.items()}
        request.extensions = {**request.extensions, "timeout": until}
        return super().handle_request(request)

    def close(self) -> None:
        """Close all connections, and end what waits for one or for a response."""
        self._pool.close()
        self._closing.detach()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        self.close()


def _proxy(address: str | None) -> httpcore.Proxy | None:
    if address is None:
        return None
    try:
        proxy = httpx.Proxy(address)
    except (TypeError, ValueError, httpx.InvalidURL):
        proxy = None
    if proxy is None or proxy.url.scheme != "http" or not proxy.url.host:
        raise ConfigurationError(
            "proxy: expected an address such as http://proxy.example:3128; for one of another kind "
            "give the client transport=httpx.HTTPTransport(proxy=...)"
        )
    return httpcore.Proxy(
        httpcore.URL(scheme=b"http", host=proxy.url.raw_host, port=proxy.url.port, target=b"/"),
        auth=proxy.raw_auth,
        headers=proxy.headers.raw,
    )
