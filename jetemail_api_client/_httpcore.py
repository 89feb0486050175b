"""The sync default transport: httpcore's pool, with an end to every attempt.

httpx's own takes a time limit for each read, so a server that sends a byte now and then holds a
thread for as long as it likes. Here every read and write ends when the attempt does.
"""

import socket
import ssl
import threading
import time
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import httpcore
import httpx

from ._forks import leave_alone, renewed_in_children

_PIECE = 64 * 1024
# As httpx has it: shorter than what servers commonly keep.
_KEPT_ALIVE = 5.0

_ERRORS: Mapping[type[Exception], type[httpx.TransportError]] = {
    httpcore.PoolTimeout: httpx.PoolTimeout,
    httpcore.ConnectTimeout: httpx.ConnectTimeout,
    httpcore.WriteTimeout: httpx.WriteTimeout,
    httpcore.ReadTimeout: httpx.ReadTimeout,
    httpcore.ConnectError: httpx.ConnectError,
}
_ALL_ERRORS = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
)


class _Deadline(threading.local):
    """When the attempt of the running thread ends, in the seconds of the monotonic clock."""

    until = 0.0

    def left(self, timeout: float | None, error: type[Exception]) -> float:
        """Seconds that something may take; raises the error if there are none."""
        seconds = self.until - time.monotonic()
        if seconds <= 0:
            raise error
        return seconds if timeout is None else min(timeout, seconds)


class _Stream(httpcore.NetworkStream):
    """A connection on which nothing outlives the attempt."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._stream = stream
        self._deadline = deadline
        self._user: int | None = None
        """The thread that waits for it."""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with self._used():
            return self._stream.read(max_bytes, self._deadline.left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        view = memoryview(buffer)
        with self._used():
            for start in range(0, len(view), _PIECE):
                left = self._deadline.left(timeout, httpcore.WriteTimeout)
                self._stream.write(bytes(view[start : start + _PIECE]), left)

    @contextmanager
    def _used(self) -> Iterator[None]:
        self._user = threading.get_ident()
        try:
            yield
        finally:
            self._user = None

    def close(self) -> None:
        """Close it; if another thread waits for it, have that thread wake up and close it."""
        if self._user in (None, threading.get_ident()):
            self._stream.close()
            return
        # Closing would not wake a thread, and its number could soon be another connection's. Not
        # the method of a TLS socket, which would pull the connection away from under the thread.
        with suppress(OSError):
            socket.socket.shutdown(self._stream.get_extra_info("socket"), socket.SHUT_RDWR)

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore.SyncBackend):
    """Connects within the attempt."""

    def __init__(self, deadline: _Deadline) -> None:
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout, httpcore.ConnectTimeout)
        stream = super().connect_tcp(host, port, left, local_address, socket_options)
        return _Stream(stream, self._deadline)


class _Body(httpx.SyncByteStream):
    """An answer's bytes as they come."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        with _translated():
            yield from self._stream

    def close(self) -> None:
        self._stream.close()


class DeadlineTransport(httpx.BaseTransport):
    """An httpx transport in which no request outlives its read timeout."""

    def __init__(self, tls: ssl.SSLContext | None, max_connections: int) -> None:
        self._deadline = _Deadline()
        self._new_pool = partial(
            httpcore.ConnectionPool,
            ssl_context=tls,
            max_connections=max_connections,
            keepalive_expiry=_KEPT_ALIVE,
            network_backend=_Backend(self._deadline),
        )
        self._open()
        renewed_in_children(self)

    def _open(self) -> None:
        self._pool = self._new_pool()
        # A client that nobody closed leaves nothing behind either.
        self._closing = weakref.finalize(self, self._pool.close)

    def renew(self) -> None:
        """Open other connections than the parent's."""
        self._closing.detach()
        leave_alone(self._pool)
        self._open()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request within its read timeout, from connecting to the answer's last byte."""
        self._deadline.until = time.monotonic() + request.extensions["timeout"]["read"]
        url = request.url
        with _translated():
            response = self._pool.handle_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(
                        scheme=url.raw_scheme,
                        host=url.raw_host,
                        port=url.port,
                        # As it is: a text would be taken apart and quoted anew.
                        target=url.raw_path,
                    ),
                    headers=request.headers.raw,
                    content=request.content,
                    extensions=request.extensions,
                )
            )
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response.stream)
        )

    def close(self) -> None:
        """Close all connections."""
        self._closing()


@contextmanager
def _translated() -> Iterator[None]:
    """httpcore's errors as httpx's, so that the channel knows one kind."""
    try:
        yield
    except _ALL_ERRORS as error:
        raise _ERRORS.get(type(error), httpx.TransportError)("") from error
