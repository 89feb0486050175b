"""One attempt through a transport or client of httpx or httpx2: the only way out of the package.

A transport is called directly, without an `httpx.Client` around it: no redirects, cookies, proxies
of the environment or INFO lines with the full URL. An `http_client` of the caller keeps its
settings, but follows no redirects and adds no authentication.
"""

import asyncio
import logging
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from contextvars import ContextVar
from functools import lru_cache, partial
from types import TracebackType
from typing import Any, ClassVar, Self

from .._call.exchange import Response, SendRequest, TransportFailure
from .._fork import reset_after_fork
from ..errors import ConfigurationError, Phase
from .body import ACCEPT_ENCODING, BodyDecoder
from .defaults import DefaultTransport
from .failures import UNSENT_PHASES, ClosedError, Diagnosis
from .httpx_module import library_of
from .timing import GRACE_SECONDS, Grace

# The phases that begin with a trace event of httpx, by its name without "connection." and the like.
_PHASES: Mapping[str, Phase] = {
    "connect_tcp.started": "connect",
    "connect_unix_socket.started": "connect",
    "start_tls.started": "connect",
    "send_request_headers.started": "write",
    "send_request_body.complete": "read",
}
# Iterations of the event loop, which may have been blocked, in which an attempt that timed out
# still reads its response.
_GRACE_ITERATIONS = 16
# Methods whose requests have a Content-Length even without a body.
_BODY_METHODS = {"POST", "PUT", "PATCH"}
_ACCEPTED: Mapping[tuple[str, str], str] = {
    ("AsyncJetEmail", "transport"): "AsyncBaseTransport",
    ("AsyncJetEmail", "http_client"): "AsyncClient",
    ("JetEmail", "transport"): "BaseTransport",
    ("JetEmail", "http_client"): "Client",
}
"""The class of httpx for each argument of each client."""


def checked(client: str, transport: Any, http_client: Any) -> Any:
    """Return the transport or the client of httpx that the caller gave; None for the default.

    Raises:
        TypeError: It is of the wrong class, or both are given.
    """
    if transport is not None and http_client is not None:
        raise TypeError("transport and http_client: give one of them")
    _check(client, "transport", transport)
    _check(client, "http_client", http_client)
    return transport if http_client is None else http_client


def _check(client: str, argument: str, given: object) -> None:
    library, expected = library_of(given), _ACCEPTED[client, argument]
    fitting = [
        where
        for where, name in _ACCEPTED.items()
        if library is not None and isinstance(given, getattr(library, name))
    ]
    if given is None or (client, argument) in fitting:
        return
    name = f"{type(given).__module__.partition('.')[0]}.{type(given).__name__}"
    hint = "".join(f"; it can be the {other} of {taker}" for taker, other in fitting[:1])
    raise TypeError(f"{argument}: expected an httpx.{expected}, got {name}{hint}")


# The log records of httpcore that contain a response, which may repeat the key.
_RESPONSE_RECORDS = ("receive_response_headers.", "receive_response_body.failed")
_hides_responses: ContextVar[bool] = ContextVar("hides_responses", default=False)


def _is_loggable(record: logging.LogRecord) -> bool:
    return not (_hides_responses.get() and str(record.msg).startswith(_RESPONSE_RECORDS))


for _name in ("httpcore.http11", "httpcore.http2", "httpcore2.http11", "httpcore2.http2"):
    logging.getLogger(_name).addFilter(_is_loggable)


class _Attempt:
    """Context manager: sets `failure` for an exception of the network; others propagate.

    The phase follows httpx's `trace` extension, which a transport may ignore.
    """

    __slots__ = ("_adapter", "_handled", "_is_tunnelling", "_send", "_token", "failure", "phase")

    failure: TransportFailure

    def __init__(self, adapter: "_Adapter", send: SendRequest) -> None:
        self._adapter, self._send = adapter, send
        self._is_tunnelling = False
        self.phase: Phase | None = None

    def __enter__(self) -> Self:
        self._handled = sys.exc_info()[1]
        self._token = _hides_responses.set(True)
        return self

    def __exit__(
        self, _: object, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        _hides_responses.reset(self._token)
        if not isinstance(error, Exception):
            return False
        adapter = self._adapter
        diagnosis = Diagnosis(error, adapter.httpx_module, self._handled)
        if not (adapter.is_closed or diagnosis.is_network_failure):
            return False
        phase = self.phase or (None if diagnosis.is_transport_error else adapter.first_phase)
        if adapter.is_closed:
            self.failure = diagnosis.closed(phase)
        else:
            self.failure = diagnosis.failure(self._send, phase)
        return True

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Set the phase that an event begins."""
        phase = _PHASES.get(event.partition(".")[2])
        if phase is None:
            return
        if "request" in info:
            # A CONNECT to a proxy is a part of connecting.
            self._is_tunnelling = getattr(info["request"], "method", None) == b"CONNECT"
        is_connecting = phase in UNSENT_PHASES
        if self._is_tunnelling and not is_connecting:
            return
        if self.phase is None or self.phase in UNSENT_PHASES:
            if self._adapter.is_closed:
                # Closed while it waited for a connection: it must not be sent.
                raise ClosedError
        elif is_connecting:
            # The transport itself retries; the first request may have arrived.
            return
        self.phase = phase

    async def trace_async(self, event: str, info: Mapping[str, Any]) -> None:
        """Do the same for an async transport."""
        self.trace(event, info)


class _Adapter:
    """The common base of both adapters.

    Args:
        given: A transport or client of httpx or httpx2.
    """

    _method: ClassVar[str]
    """The method with which a transport sends."""

    def __init__(self, given: Any) -> None:
        self.httpx_module = library = library_of(given)
        self._is_client = isinstance(given, library.Client | library.AsyncClient)
        self._given = given
        self._is_default = isinstance(given, DefaultTransport)
        is_known = self._is_default or isinstance(
            given, library.HTTPTransport | library.AsyncHTTPTransport
        )
        self.first_phase: Phase | None = "pool" if is_known else None
        """The phase of an attempt before the first trace event; None for other transports."""
        self._headers = lru_cache(maxsize=64)(partial(_headers, library))
        self.is_closed = False
        self._is_forked = False
        reset_after_fork(self)

    def reset(self) -> None:
        """Remember the fork: only the default transports can reset their connections."""
        self._is_forked = not self._is_default

    def _attempt(self, send: SendRequest) -> _Attempt:
        if self._is_forked:
            raise ConfigurationError(
                "The client's transport was made before a fork, and may share connections with the "
                "parent process: make the client in the child. Nothing was sent."
            )
        return _Attempt(self, send)

    def _request(self, send: SendRequest, trace: object) -> Any:
        if self.is_closed:
            raise ClosedError
        (url, host), content = _parsed(self.httpx_module, send.url), send.content
        extensions = {"timeout": self._timeouts(send), "trace": trace}
        if self._is_client:
            headers = [*send.headers, ("Accept-Encoding", ACCEPT_ENCODING)]
            return self._given.build_request(
                send.method, url, headers=headers, content=content, extensions=extensions
            )
        # With `stream`, httpx adds no headers, and the request costs half as much.
        request = self.httpx_module.Request(
            send.method,
            url,
            headers=self._headers(host, send.headers),
            stream=self.httpx_module.ByteStream(content or b""),
            extensions=extensions,
        )
        if content or send.method in _BODY_METHODS:
            # Its headers are a copy.
            request.headers["Content-Length"] = str(len(content or b""))
        return request

    def _send(self, request: Any) -> Any:
        """Send a request, and return the response or, for async, an awaitable of it."""
        if self._is_client:
            return self._given.send(request, stream=True, auth=None, follow_redirects=False)
        # Looked up for each request: test tools replace the method later.
        return getattr(self._given, self._method)(request)

    def _timeouts(self, send: SendRequest) -> Mapping[str, float]:
        limit = send.timeout
        return {"pool": limit, "connect": send.connect_timeout, "write": limit, "read": limit}


@lru_cache(maxsize=256)
def _parsed(library: Any, url: str) -> tuple[Any, str]:
    """Parse a URL and its host with the port: slower than the rest of a request together."""
    parsed = library.URL(url)
    return parsed, parsed.netloc.decode()


def _headers(library: Any, host: str, headers: tuple[tuple[str, str], ...]) -> Any:
    """Return the headers of a request without its length: equal for the calls of an operation."""
    return library.Headers([("Host", host), *headers, ("Accept-Encoding", ACCEPT_ENCODING)])


class Adapter(_Adapter):
    """Sends through a sync transport or client; may be shared by threads."""

    _method = "handle_request"

    def exchange(self, send: SendRequest) -> Response | TransportFailure:
        """Send one attempt; return its complete response or its failure.

        Transports other than the default have `timeout` seconds for each wait until the headers.
        """
        with self._attempt(send) as attempt:
            deadline = time.monotonic() + send.timeout
            response = self._send(self._request(send, attempt.trace))
            attempt.phase = "total"
            try:
                return _response(
                    response, _received(response, send) or _read(response, send, deadline)
                )
            finally:
                # The response is complete: an error here does not matter.
                with suppress(Exception):
                    response.close()
        return attempt.failure

    def close(self) -> None:
        """Close the transport; a client of httpx stays open for the caller who made it."""
        self.is_closed = True
        if not self._is_client:
            self._given.close()


class AsyncAdapter(_Adapter):
    """Sends through an async transport or client; may be used from several event loops."""

    _method = "handle_async_request"

    def __init__(self, given: Any) -> None:
        super().__init__(given)
        self._running: dict[asyncio.Timeout, asyncio.AbstractEventLoop] = {}

    def reset(self) -> None:
        """Forget the attempts of the parent process."""
        super().reset()
        self._running = {}

    def _timeouts(self, send: SendRequest) -> Mapping[str, float]:
        # `exchange` applies the other timeouts to the default transport.
        return {"connect": send.connect_timeout} if self._is_default else super()._timeouts(send)

    async def exchange(self, send: SendRequest) -> Response | TransportFailure:
        """Send one attempt; return its complete response or its failure."""
        with self._attempt(send) as attempt:
            loop = asyncio.get_running_loop()
            async with asyncio.timeout(None) as timeout:
                timer = loop.call_later(send.timeout, self._expire, timeout, loop)
                self._running[timeout] = loop
                try:
                    return await self._exchange(send, attempt)
                finally:
                    timer.cancel()
                    del self._running[timeout]
        return attempt.failure

    async def _exchange(self, send: SendRequest, attempt: _Attempt) -> Response | TransportFailure:
        trace = attempt.trace if self._is_default else attempt.trace_async
        response = await self._send(self._request(send, trace))
        attempt.phase = "total"
        body = _received(response, send)
        if body is not None and self._is_default:
            # Its connection is released already.
            return _response(response, body)
        try:
            return _response(response, body or await _read_async(response, send))
        finally:
            # The response is complete: an error here does not matter.
            with suppress(Exception):
                await response.aclose()

    def _expire(
        self,
        timeout: asyncio.Timeout,
        loop: asyncio.AbstractEventLoop,
        iterations: int = _GRACE_ITERATIONS,
        deadline: float = 0.0,
    ) -> None:
        """End an attempt after the grace in which it can read a response that was received."""
        deadline = deadline or loop.time() + GRACE_SECONDS
        if iterations and loop.time() < deadline:
            loop.call_soon(self._expire, timeout, loop, iterations - 1, deadline)
        else:
            self._end(timeout)

    def _end(self, timeout: asyncio.Timeout) -> None:
        # The attempt may have ended since this was scheduled.
        if timeout in self._running and not timeout.expired():
            timeout.reschedule(0)

    async def close(self) -> None:
        """End the attempts in all event loops, and close the transport.

        A client of httpx stays open for the caller who made it.
        """
        self.is_closed = True
        for timeout, loop in self._running.copy().items():
            # The loop may be closed meanwhile.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._end, timeout)
        if not self._is_client:
            await self._given.aclose()


def _decoder(response: Any, send: SendRequest) -> BodyDecoder:
    return BodyDecoder(response.headers.get("Content-Encoding"), send.max_content)


def _read(response: Any, send: SendRequest, deadline: float) -> BodyDecoder:
    """Read a body until the deadline; other transports than the default limit each read only."""
    body, grace = _decoder(response, send), Grace()
    for piece in response.stream:
        body.feed(piece)
        if body.is_full:
            break
        grace.remaining(deadline)
    return body


async def _read_async(response: Any, send: SendRequest) -> BodyDecoder:
    body = _decoder(response, send)
    async for piece in response.stream:
        body.feed(piece)
        if body.is_full:
            break
    return body


def _received(response: Any, send: SendRequest) -> BodyDecoder | None:
    """Return the body if it was received with the headers, or if the transport has read it."""
    if type(response.stream).__name__ == "ByteStream":
        body, content = _decoder(response, send), b"".join(response.stream)
    elif response.is_stream_consumed:
        # The transport decoded it, and it cannot be read again.
        body, content = BodyDecoder(None, send.max_content), response.content
    else:
        return None
    body.feed(content)
    return body


def _response(response: Any, body: BodyDecoder) -> Response | TransportFailure:
    status = response.status_code
    if not 200 <= status <= 599:
        return TransportFailure(f"the response has the status {status}, which is not final", True)
    return Response(
        status=status,
        headers=response.headers,
        content=body.content(),
        is_complete=not body.is_full,
    )
