"""The default sync transport: `httpx.HTTPTransport` over httpcore, with deadlines and a pool.

httpcore speaks HTTP over one connection at a time. The pool of connections is ours: a close cannot
wake a thread that waits in httpcore's pool, and an exception of a signal handler leaves its locks
held.
"""

import ssl
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, TypeAlias

from .._fork import abandon
from .defaults import DefaultTransport
from .httpx_module import httpcore, httpx
from .network import Backend
from .timing import remaining

_Ticket: TypeAlias = "SimpleQueue[None]"
"""Wakes a thread that waits for a connection: one is assigned to it, or the pool was closed."""


class _Connection:
    """A pool of httpcore with one connection, which the first request opens."""

    def __init__(self, ssl_context: ssl.SSLContext, proxy: httpcore.Proxy | None) -> None:
        backend = Backend(is_proxied=proxy is not None)
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context, proxy=proxy, max_connections=1, network_backend=backend
        )
        # Private: a signal handler that raises could leave this lock held. It is not needed, since
        # one thread at a time uses the connection.
        self._pool._optional_thread_lock = nullcontext()  # type: ignore[assignment]
        self.abort, self.close = backend.abort, backend.close

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request."""
        return self._pool.handle_request(request)

    def is_reusable(self) -> bool:
        """Return True if the last response is complete and no data follows it."""
        return any(one.is_idle() and not _trailing_data(one) for one in self._pool.connections)


def _trailing_data(connection: Any) -> bytes:
    """Return the data after the response, which httpcore would take for the next response.

    Private: connections through a proxy contain another connection.
    """
    while not hasattr(connection, "_h11_state"):
        connection = connection._connection
    data: bytes = connection._h11_state.trailing_data[0]
    return data


class _ConnectionPool(AbstractContextManager["_ConnectionPool"]):
    """Assigns connections to threads, in the order of their requests.

    A signal handler can run between any two operations, and may raise or close the client. So the
    lock is reentrant, and releasing a ticket is safe in every state of it.

    Args:
        new: Makes a connection.
        limit: Maximum of connections, active and idle.
        keepalive_expiry: Seconds after which the next request closes an idle connection.
    """

    def __init__(self, new: Callable[[], _Connection], limit: int, keepalive_expiry: float) -> None:
        self._new, self._limit, self._keepalive_expiry = new, limit, keepalive_expiry
        self._lock = threading.RLock()
        self._waiting: deque[_Ticket] = deque()
        self._active: dict[_Ticket, _Connection] = {}
        self._idle: list[tuple[float, _Connection]] = []
        """Each with the time since when it is idle, in that order."""
        self.is_closed = self._is_retired = False

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request over a connection that is reserved until the response is closed."""
        ticket: _Ticket = SimpleQueue()
        lease = _Lease(partial(self._release, ticket))
        try:
            deadline = request.extensions.get("timeout", {}).get("pool")
            response = self._connection(ticket, deadline).handle_request(request)
        except BaseException:
            self._release(ticket, is_complete=False)
            raise
        lease.stream, response.stream = response.stream, lease
        return response

    def _connection(self, ticket: _Ticket, deadline: float | None) -> _Connection:
        with self._lock:
            if not self.is_closed:
                self._waiting.append(ticket)
                self._assign()
        try:
            if ticket not in self._active and not self.is_closed:
                ticket.get(timeout=remaining(deadline))
            return self._active[ticket]
        except (Empty, TimeoutError):
            raise httpcore.PoolTimeout("no free connection") from None
        except KeyError:
            raise httpcore.ConnectError("the transport is closed") from None

    def _assign(self) -> None:
        """Assign free connections to waiting threads: the last used first, then new ones."""
        while self._waiting and len(self._active) < self._limit:
            while self._idle and self._idle[0][0] < time.monotonic() - self._keepalive_expiry:
                self._idle[0][1].close()
                del self._idle[:1]
            connection = self._idle[-1][1] if self._idle else self._new()
            if not self._waiting:
                # A signal handler closed the pool.
                return
            ticket = self._waiting[0]
            self._active[ticket] = connection
            del self._waiting[0], self._idle[-1:]
            ticket.put(None)

    def _release(self, ticket: _Ticket, *, is_complete: bool) -> None:
        try:
            self._end(ticket, is_complete=is_complete)
        except BaseException:
            # A signal handler interrupted the release.
            self._end(ticket, is_complete=False)
            raise

    def _end(self, ticket: _Ticket, *, is_complete: bool) -> None:
        with self._lock:
            if ticket in self._waiting:
                self._waiting.remove(ticket)
            if (connection := self._active.get(ticket)) is not None:
                idle = (time.monotonic(), connection)
                if is_complete and not self._is_retired and connection.is_reusable():
                    del self._active[ticket]
                    self._idle.append(idle)
                else:
                    connection.close()
                    del self._active[ticket]
            self._assign()

    def close(self) -> None:
        """Close idle connections, abort active ones, and wake the threads that wait for one."""
        with self._lock:
            self.is_closed = self._is_retired = True
            for ticket in tuple(self._waiting):
                ticket.put(None)
            self._waiting.clear()
            self.retire()
            for connection in tuple(self._active.values()):
                connection.abort()

    def __exit__(self, *_: object) -> None:
        self.close()

    def retire(self) -> None:
        """Close idle connections, and from now on each one after its response."""
        with self._lock:
            self._is_retired = True
            for _, connection in tuple(self._idle):
                connection.close()
            self._idle.clear()


class _Lease:
    """The right to use a connection, and the body of the response received over it.

    It ends when the body is closed, or with its garbage collection: an interrupt leaks nothing.
    """

    stream: Any

    def __init__(self, release: Callable[..., None]) -> None:
        self._release = release

    def __iter__(self) -> Iterator[bytes]:
        yield from self.stream

    def close(self) -> None:
        """Close the body and release the connection, if httpcore was not interrupted."""
        is_complete = False
        try:
            self.stream.close()
            is_complete = True
        finally:
            self._release(is_complete=is_complete)

    def __del__(self) -> None:
        self._release(is_complete=False)


class DeadlineTransport(DefaultTransport, httpx.HTTPTransport):
    """Sends over httpcore; may be shared by threads.

    The timeouts of a request are httpx's, but each counts from the start of the request: a server
    that sends a byte now and then does not extend it.
    """

    def _start(self) -> None:
        new = partial(_Connection, self._ssl_context, self._proxy)
        # The attribute that httpx.HTTPTransport sends through, enters and closes.
        self._pool: Any = _ConnectionPool(new, self._max_connections, self._keepalive_expiry)
        # For a transport that is never closed; not `close`, because exit handlers may still send.
        self._finalizer = weakref.finalize(self, self._pool.retire)

    def _parse_proxy(self, proxy: str) -> httpcore.Proxy:
        parsed = httpx.Proxy(proxy)
        url = parsed.url
        if url.scheme != "http" or not url.host:
            raise ValueError
        return httpcore.Proxy(
            httpcore.URL(scheme=b"http", host=url.raw_host, port=url.port, target=b"/"),
            auth=parsed.raw_auth,
            headers=parsed.headers.raw,
        )

    def reset(self) -> None:
        """Open other connections than the parent process, unless closed."""
        if not self._pool.is_closed:
            self._finalizer.detach()
            abandon(self._pool)
            self._start()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return its response, with the body as a stream.

        Raises:
            httpx.TransportError: The network, a proxy or the server failed.
        """
        now, timeouts = time.monotonic(), request.extensions.get("timeout") or {}
        deadlines = {name: None if s is None else now + s for name, s in timeouts.items()}
        request.extensions = {**request.extensions, "timeout": deadlines}
        return super().handle_request(request)
