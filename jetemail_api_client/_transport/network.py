"""The sockets of the default sync transport, as a `NetworkBackend` of httpcore.

The `timeout` of each operation is a deadline, a moment of `time.monotonic()`, and no duration: a
server that sends or reads a byte now and then would restart a duration.
"""

import re
import selectors
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import Any

from .defaults import MAX_HEAD, is_readable
from .httpx_module import httpcore
from .resolver import AddressInfo, addresses_of, look_up, resolver
from .timing import Grace, remaining

_CHUNK = 64 * 1024
# Bytes per read. Parsing many small chunks takes long, and deadlines are checked between reads.
_MAX_READ = 16 * 1024
# The status line of a final response, not of an informational one such as 103 Early Hints.
_FINAL_RESPONSE = re.compile(rb"HTTP/1\.\d [2-9]")
# Set by some builds of Python: an EOF without close_notify would count as the end of the body.
_IGNORE_EOF = getattr(ssl, "OP_IGNORE_UNEXPECTED_EOF", 0)
_WOULD_BLOCK = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)
# Without a limit on file descriptors, where the system has it.
_Selector = getattr(selectors, "PollSelector", selectors.SelectSelector)


@contextmanager
def _raising(timeout: type[Exception], error: type[Exception]) -> Iterator[None]:
    """Translate exceptions of the system into those of httpcore."""
    try:
        yield
    except TimeoutError as cause:
        raise timeout(str(cause)) from cause
    except OSError as cause:
        raise error(str(cause)) from cause


class Stream(httpcore.NetworkStream):
    """A TCP connection, with or without TLS; used by one thread at a time.

    Args:
        info: The address to connect to.
        check: Raises if the connection was aborted; called before each wait.
    """

    def __init__(self, info: AddressInfo, check: Callable[[], None]) -> None:
        family, kind, protocol, _, self._address = info
        self._socket = socket.socket(family, kind, protocol)
        self._check = check
        self._early = b""
        """Data received while the request was being written."""
        self._grace = Grace()
        self._is_new = True
        self._connect_deadline: float | None = None
        self._is_tunnelling = False
        """True while a proxy is asked for a tunnel, which is part of connecting."""

    def connect(self, seconds: float | None, deadline: float | None) -> None:
        """Connect in so many seconds; the deadline is that of connecting as a whole."""
        self._connect_deadline = deadline
        self._socket.settimeout(seconds)
        self._check()
        self._socket.connect(self._address)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Do the TLS handshake."""
        self._is_new = self._is_tunnelling = False
        try:
            with _raising(httpcore.ConnectTimeout, httpcore.ConnectError):
                ssl_context.options &= ~_IGNORE_EOF
                self._socket = ssl_context.wrap_socket(
                    self._socket,
                    server_hostname=server_hostname,
                    do_handshake_on_connect=False,
                    # A third party can send an EOF, but no close_notify.
                    suppress_ragged_eofs=False,
                )
                self._socket.settimeout(remaining(timeout))
                self._check()
                self._socket.do_handshake()
        except BaseException:
            self.close()
            raise
        return self

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of a buffer, unless a final response arrives before."""
        view = memoryview(buffer)
        with _raising(httpcore.WriteTimeout, httpcore.WriteError):
            self._check()
            self._prepare(buffer)
            deadline = self._deadline(timeout)
            while view:
                self._socket.settimeout(remaining(deadline))
                self._check()
                view = view[self._socket.send(view[:_CHUNK]) :]
                if view:
                    self._wait_to_write(deadline)

    def _prepare(self, buffer: bytes) -> None:
        """Check that a new connection has no unread data."""
        if self._is_new:
            self._is_new = False
            self._is_tunnelling = buffer.startswith(b"CONNECT ")
            if self._is_readable():
                # Not a WriteError: httpcore would read the data as the response.
                raise httpcore.ConnectError("the server sent data before the request")

    def _deadline(self, deadline: float | None) -> float | None:
        return self._connect_deadline if self._is_tunnelling else deadline

    def _wait_to_write(self, deadline: float | None) -> None:
        """Wait until the socket is writable.

        Raises:
            OSError: A final response arrived; httpcore then reads it.
        """
        while (events := _ready(self._socket, remaining(deadline))) != selectors.EVENT_WRITE:
            if not events:
                raise TimeoutError
            self._socket.settimeout(0)
            with suppress(*_WOULD_BLOCK):
                data = self._socket.recv(_CHUNK)
                self._early += data
                if not data or len(self._early) > MAX_HEAD or _FINAL_RESPONSE.search(self._early):
                    raise ConnectionAbortedError("response before the end of the request")

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read available bytes, or wait for some; empty at EOF."""
        if self._early:
            early, self._early = self._early[:max_bytes], self._early[max_bytes:]
            return early
        with _raising(httpcore.ReadTimeout, httpcore.ReadError):
            self._socket.settimeout(self._grace.remaining(self._deadline(timeout)))
            try:
                return self._socket.recv(min(max_bytes, _MAX_READ))
            except _WOULD_BLOCK:
                raise TimeoutError from None

    def get_extra_info(self, info: str) -> Any:
        """Return the values that httpcore reads: "is_readable" and "socket"."""
        if info == "is_readable":
            return self._is_readable()
        return self._socket if info == "socket" else None

    def _is_readable(self) -> bool:
        # TLS buffers nothing: a record is not larger than a read.
        return bool(self._early) or is_readable(self._socket.fileno())

    def abort(self) -> None:
        """Wake the thread that uses the socket."""
        # Closing would not wake it, and its descriptor could soon be that of another connection.
        # Not SSLSocket's method: the thread would go on without TLS.
        with suppress(OSError):
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()


def _ready(connection: socket.socket, seconds: float | None) -> int:
    """Wait until a socket is readable or writable, and return its events; 0 after a timeout."""
    with _Selector() as selector:
        selector.register(connection, selectors.EVENT_READ | selectors.EVENT_WRITE)
        return sum(events for _, events in selector.select(seconds))


class Backend(httpcore.NetworkBackend):
    """Opens one connection, and can abort it from any thread.

    Args:
        is_proxied: True if it connects to a proxy.
    """

    def __init__(self, *, is_proxied: bool) -> None:
        self._error = httpcore.ProxyError if is_proxied else httpcore.ConnectError
        self._stream: Stream | None = None
        self._wake_up: SimpleQueue[Any] = SimpleQueue()
        self._is_aborted = False

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        """Resolve a host and connect to the first of its addresses that accepts."""
        with _raising(httpcore.ConnectTimeout, self._error):
            addresses = self._addresses(host, port, timeout)
            for count in range(len(addresses), 1, -1):
                with suppress(OSError):
                    return self._connected(addresses[-count], count, timeout)
            return self._connected(addresses[-1], 1, timeout)

    def _addresses(self, host: str, port: int, deadline: float | None) -> list[AddressInfo]:
        with suppress(socket.gaierror):
            return look_up(host, port, socket.AI_NUMERICHOST)
        future = resolver.start(host, port)
        wake_up: SimpleQueue[Any] = SimpleQueue()
        self._wake_up = wake_up
        self._check()
        future.add_done_callback(wake_up.put)
        try:
            wake_up.get(timeout=remaining(deadline))
        except Empty:
            raise TimeoutError from None
        self._check()
        return addresses_of(future)

    def _connected(self, info: AddressInfo, count: int, deadline: float | None) -> Stream:
        """Connect to one of so many addresses, which share the remaining time equally."""
        seconds = remaining(deadline)
        self._stream = stream = Stream(info, self._check)
        try:
            stream.connect(None if seconds is None else seconds / count, deadline)
        except BaseException:
            stream.close()
            raise
        return stream

    def _check(self) -> None:
        if self._is_aborted:
            raise ConnectionAbortedError("the client was closed")

    def abort(self) -> None:
        """Have the thread that uses the connection fail at once, wherever it waits."""
        self._is_aborted = True
        self._wake_up.put(None)
        if self._stream is not None:
            self._stream.abort()

    def close(self) -> None:
        """Close the socket, if there is one."""
        if self._stream is not None:
            self._stream.close()
