"""The sockets of the default sync transport, through httpcore's public `NetworkBackend`.

A `timeout` that reaches them is a moment of `time.monotonic()`, not a duration: a server that gives
or takes a byte now and then would start a duration anew with each.
"""

import re
import select
import socket
import ssl
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import Any, Literal

from .body import MAX_HEAD
from .library import httpcore
from .lookup import AddressInfo, Found, look_up, lookups, result_of

_PIECE = 64 * 1024
# Of a response so much is read at once, whoever asks for more: a flood of small messages takes long
# to be parsed, and the time is looked at in between.
_READ = 16 * 1024
# When the time is up, what has come by then is still read, for so many seconds: the process may
# have been held up.
_GRACE_SECONDS = 0.1
# The head of a response that is not only the announcement of another one.
_FINAL_HEAD = re.compile(rb"HTTP/1\.\d [2-9]")
# Some builds of Python take an end that was not declared for one that was.
_UNDECLARED_END = getattr(ssl, "OP_IGNORE_UNEXPECTED_EOF", 0)
_WOULD_WAIT = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


def left(until: float | None) -> float | None:
    """Return the seconds until a moment; None without an end.

    Raises:
        TimeoutError: There are none.
    """
    if until is None:
        return None
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


@contextmanager
def _raising(timeout: type[Exception], error: type[Exception]) -> Iterator[None]:
    """Turn exceptions of the system into those of httpcore."""
    try:
        yield
    except TimeoutError as cause:
        raise timeout(str(cause)) from cause
    except OSError as cause:
        raise error(str(cause)) from cause


class Stream(httpcore.NetworkStream):
    """A TCP connection, with TLS or without; used by one thread at a time, aborted by any."""

    def __init__(self, family: int, kind: int, protocol: int) -> None:
        self._socket = socket.socket(family, kind, protocol)
        self._early = b""
        """What came while the request was still being written."""
        self._late_since: float | None = None
        self._is_aborted = False
        self._is_new = True
        self._connect_until: float | None = None
        self._is_tunnelling = False
        """Whether a proxy is being asked for a tunnel, which is a part of connecting."""

    def connect(self, address: Any, seconds: float | None, until: float | None) -> None:
        """Connect to an address in so many seconds; all of connecting has time until a moment."""
        self._connect_until = until
        self._socket.settimeout(seconds)
        self._check()
        self._socket.connect(address)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Agree on TLS."""
        self._is_new = self._is_tunnelling = False
        try:
            with _raising(httpcore.ConnectTimeout, httpcore.ConnectError):
                ssl_context.options &= ~_UNDECLARED_END
                self._socket = ssl_context.wrap_socket(
                    self._socket,
                    server_hostname=server_hostname,
                    do_handshake_on_connect=False,
                    # An end that the server did not declare may be somebody else's.
                    suppress_ragged_eofs=False,
                )
                self._socket.settimeout(left(timeout))
                self._check()
                self._socket.do_handshake()
        except BaseException:
            self.close()
            raise
        return self

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it, unless a response comes first."""
        view = memoryview(buffer)
        with _raising(httpcore.WriteTimeout, httpcore.WriteError):
            self._check()
        self._begin(buffer)
        with _raising(httpcore.WriteTimeout, httpcore.WriteError):
            until = self._until(timeout)
            while view:
                self._socket.settimeout(left(until))
                self._check()
                view = view[self._socket.send(view[:_PIECE]) :]
                if view:
                    self._wait_to_write(until)

    def _begin(self, buffer: bytes) -> None:
        """See what a new connection is used for, and that nothing came before it was."""
        if self._is_new:
            self._is_new = False
            self._is_tunnelling = buffer.startswith(b"CONNECT ")
            if self._is_readable():
                # After a WriteError, httpcore would read it as the response.
                raise httpcore.ConnectError("the server spoke first")

    def _until(self, until: float | None) -> float | None:
        return self._connect_until if self._is_tunnelling else until

    def _wait_to_write(self, until: float | None) -> None:
        """Wait until more can be written.

        Raises:
            OSError: The server has responded: httpcore goes on to read then.
        """
        while (ready := _ready(self._socket, left(until), writes=True)) != {"write"}:
            if not ready:
                raise TimeoutError
            self._socket.settimeout(0)
            with suppress(*_WOULD_WAIT):
                piece = self._socket.recv(_PIECE)
                self._early += piece
                if not piece or len(self._early) > MAX_HEAD or _FINAL_HEAD.search(self._early):
                    raise ConnectionAbortedError("the response came before the end of the request")

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Wait for bytes; empty at the end."""
        if self._early:
            early, self._early = self._early[:max_bytes], self._early[max_bytes:]
            return early
        with _raising(httpcore.ReadTimeout, httpcore.ReadError):
            self._socket.settimeout(self._seconds_to_read(self._until(timeout)))
            try:
                return self._socket.recv(min(max_bytes, _READ))
            except _WOULD_WAIT:
                raise TimeoutError from None

    def _seconds_to_read(self, until: float | None) -> float | None:
        try:
            seconds = left(until)
        except TimeoutError:
            now = time.monotonic()
            self._late_since = self._late_since or now
            if now - self._late_since > _GRACE_SECONDS:
                raise
            return 0
        self._late_since = None
        return seconds

    def _check(self) -> None:
        if self._is_aborted:
            raise ConnectionAbortedError("the client was closed")

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore asks for: whether there is anything to read, and the socket."""
        if info == "is_readable":
            return self._is_readable()
        return self._socket if info == "socket" else None

    def _is_readable(self) -> bool:
        """Whether anything has come that nobody asked for, be it the end."""
        # TLS keeps no content back: a record of it is not larger than what is read at once.
        return self._socket.fileno() < 0 or bool(self._early or _ready(self._socket, 0))

    def abort(self) -> None:
        """Have the thread that uses it fail at once."""
        self._is_aborted = True
        # Closing would not wake a thread, and its number could soon be another connection's. Not
        # the method of TLS, which would have the thread take what comes as it is.
        with suppress(OSError):
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()


def _ready(
    connection: socket.socket, seconds: float | None, *, writes: bool = False
) -> set[Literal["read", "write"]]:
    """What a socket is ready for: to be read, or to be written if that is asked, too."""
    ready: set[Literal["read", "write"]] = set()
    if sys.platform == "win32":  # pragma: no cover
        reading, writing, _ = select.select([connection], [connection] * writes, [], seconds)
    else:
        poll = select.poll()
        poll.register(connection, select.POLLIN | select.POLLOUT * writes)
        found = poll.poll(None if seconds is None else seconds * 1000)
        seen = found[0][1] if found else 0
        # An error counts as either: what is tried next raises it.
        error = seen & ~(select.POLLIN | select.POLLOUT)
        reading = seen & select.POLLIN or (error and not writes)
        writing = seen & select.POLLOUT or (error and writes)
    if reading:
        ready.add("read")
    if writing:
        ready.add("write")
    return ready


class Backend(httpcore.NetworkBackend):
    """Makes the stream of one connection, and can abort it.

    Args:
        is_proxied: Whether what it connects to is a proxy.
    """

    def __init__(self, *, is_proxied: bool) -> None:
        self._error = httpcore.ProxyError if is_proxied else httpcore.ConnectError
        self._stream: Stream | None = None
        self._found: SimpleQueue[Any] = SimpleQueue()
        self._is_aborted = False

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        """Look a host up and connect to one of its addresses, all until one moment."""
        with _raising(httpcore.ConnectTimeout, self._error):
            return self._connected(self._addresses(host, port, timeout), timeout)

    def _addresses(self, host: str, port: int, until: float | None) -> Found:
        with suppress(socket.gaierror):
            return look_up(host, port, socket.AI_NUMERICHOST)
        future = lookups.start(host, port)
        found: SimpleQueue[Any] = SimpleQueue()
        self._found = found
        self._check()
        future.add_done_callback(found.put)
        try:
            found.get(timeout=left(until))
        except Empty:
            raise TimeoutError from None
        self._check()
        return result_of(future)

    def _connected(self, addresses: Found, until: float | None) -> Stream:
        """Try one address after the other, each with an equal share of the time that is left."""
        *others, last = addresses
        for count, other in zip(range(len(addresses), 1, -1), others, strict=True):
            with suppress(OSError):
                seconds = left(until)
                return self._tried(other, None if seconds is None else seconds / count, until)
        return self._tried(last, left(until), until)

    def _tried(self, info: AddressInfo, seconds: float | None, until: float | None) -> Stream:
        family, kind, protocol, _, address = info
        self._stream = stream = Stream(family, kind, protocol)
        try:
            self._check()
            stream.connect(address, seconds, until)
        except BaseException:
            stream.close()
            raise
        return stream

    def _check(self) -> None:
        if self._is_aborted:
            raise ConnectionAbortedError("the client was closed")

    def abort(self) -> None:
        """Have the thread that uses the connection fail at once, wherever it is."""
        self._is_aborted = True
        self._found.put(None)
        if self._stream is not None:
            self._stream.abort()

    def close(self) -> None:
        """Close the socket, if there is one."""
        if self._stream is not None:
            self._stream.close()
