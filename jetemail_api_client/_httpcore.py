"""The sync default transport: httpcore's pool, with an end to every attempt.

httpx's own takes a time limit for each read, so a server that sends a byte now and then holds a
thread for as long as it likes. Here every read and write ends when the attempt does.
"""

import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

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

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        view = memoryview(buffer)
        for start in range(0, len(view), _PIECE):
            left = self._deadline.left(timeout, httpcore.WriteTimeout)
            self._stream.write(bytes(view[start : start + _PIECE]), left)

    def close(self) -> None:
        self._stream.close()

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

    def __init__(self, tls: ssl.SSLContext | None, max_connections: int = 100) -> None:
        self._deadline = _Deadline()
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls,
            max_connections=max_connections,
            keepalive_expiry=_KEPT_ALIVE,
            network_backend=_Backend(self._deadline),
        )

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
        self._pool.close()


@contextmanager
def _translated() -> Iterator[None]:
    """httpcore's errors as httpx's, so that the channel knows one kind."""
    try:
        yield
    except _ALL_ERRORS as error:
        raise _ERRORS.get(type(error), httpx.TransportError)("") from error
