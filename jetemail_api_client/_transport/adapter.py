"""One attempt through a transport, or a client, of httpx or httpx2; the one way out of the package.

A transport is called itself, without an `httpx.Client` around it: no redirects, no cookies, no
proxies of the environment, and no INFO line with the whole address. A client that is brought along
sends as it is set up to, but follows no redirects and adds no authentication.
"""

import asyncio
import logging
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from .._forks import renewed_in_children
from .._policy import Answer, Fault
from .._steps import Send
from ..errors import ConfigurationError, Phase
from .body import ACCEPT_ENCODING, Body
from .defaults import DefaultTransport
from .failures import NOTHING_SENT, ClosedError, Reading, closed, no_final_status
from .library import library_of
from .loops import soon_in

# The trace events of httpx's transports that say how far a request is, without their front part.
_PHASES: Mapping[str, Phase] = {
    "connect_tcp.started": "connect",
    "connect_unix_socket.started": "connect",
    "start_tls.started": "connect",
    "send_request_headers.started": "write",
    "send_request_body.complete": "read",
}

# When the time of an attempt is up, what has come by then is still read, for so many turns of the
# event loop, which may have been held up, and so many seconds.
_GRACE_TURNS = 16
_GRACE_SECONDS = 0.1

# So many headers of requests are kept as httpx has them.
_KNOWN_MOST = 64
# Without a body, these must say so.
_WITH_BODIES = {"POST", "PUT", "PATCH"}

_ACCEPTED: Mapping[tuple[str, str], str] = {
    ("AsyncJetEmail", "transport"): "AsyncBaseTransport",
    ("AsyncJetEmail", "http_client"): "AsyncClient",
    ("JetEmail", "transport"): "BaseTransport",
    ("JetEmail", "http_client"): "Client",
}
"""What a client takes: the names of classes of httpx."""


def checked(client: str, transport: Any, http_client: Any) -> Any:
    """Return the transport or the client of httpx that is brought along; None if neither is.

    Raises:
        TypeError: It is of the wrong flavour, or neither of the two, or there are both.
    """
    if transport is not None and http_client is not None:
        raise TypeError("transport and http_client: give one of them")
    _check(client, "transport", transport)
    _check(client, "http_client", http_client)
    return transport if http_client is None else http_client


def _check(client: str, argument: str, given: object) -> None:
    if given is None:
        return
    library = library_of(given)
    if library is not None and isinstance(given, getattr(library, _ACCEPTED[client, argument])):
        return
    fitting = (
        f"; it can be the {other} of {taker}"
        for (taker, other), kind in _ACCEPTED.items()
        if library is not None and isinstance(given, getattr(library, kind))
    )
    kind = _ACCEPTED[client, argument]
    name = f"{type(given).__module__.partition('.')[0]}.{type(given).__name__}"
    raise TypeError(f"{argument}: expected an httpx.{kind}, got {name}{next(fitting, '')}")


# The records that hold what a server has sent.
_RESPONSES = ("receive_response_headers.", "receive_response_body.failed")
_is_quiet: ContextVar[bool] = ContextVar("is_quiet", default=False)


def _shows_no_response(record: logging.LogRecord) -> bool:
    """Keep responses, which may repeat the key, out of the log of httpcore."""
    return not (_is_quiet.get() and str(record.msg).startswith(_RESPONSES))


for _name in ("httpcore.http11", "httpcore.http2", "httpcore2.http11", "httpcore2.http2"):
    logging.getLogger(_name).addFilter(_shows_no_response)


class _Watch:
    """Follows one attempt by httpx's `trace` extension; a transport may do without it."""

    silent: Phase | None
    phase: Phase | None

    def __init__(self, silent: Phase | None, is_closed: Callable[[], bool]) -> None:
        self._is_closed = is_closed
        self._is_tunnelling = False
        self.phase = None
        self.silent = silent
        """The phase of a transport that has not traced anything yet."""

    def see(self, event: str, info: Mapping[str, Any]) -> None:
        phase = _PHASES.get(event.partition(".")[2])
        if phase is None:
            return
        if "request" in info:
            # Whether what is sent asks a proxy for a tunnel, and is not the request.
            self._is_tunnelling = getattr(info["request"], "method", None) == b"CONNECT"
        is_connecting = phase in NOTHING_SENT
        if self._is_tunnelling and not is_connecting:
            return
        if self.phase is None or self.phase in NOTHING_SENT:
            if self._is_closed():
                # It waited for a connection: what has not gone out does not go out any more.
                raise ClosedError
        elif is_connecting:
            # The transport tries again by itself: what went out before may have arrived.
            return
        self.phase = phase

    async def see_async(self, event: str, info: Mapping[str, Any]) -> None:
        self.see(event, info)


class _Adapter:
    """What both adapters share: making the request, and what an exception means."""

    def __init__(self, given: Any) -> None:
        self._library = library_of(given)
        self._is_client = isinstance(given, self._library.Client | self._library.AsyncClient)
        self._given = given
        self._is_own = isinstance(given, DefaultTransport)
        kinds = self._library.HTTPTransport, self._library.AsyncHTTPTransport
        # What httpx's own transports do first, as ours; of others it is not known.
        is_httpx = self._is_own or isinstance(given, kinds)
        self._silent: Phase | None = "pool" if is_httpx else None
        self._known: dict[tuple[tuple[str, str], ...], Any] = {}
        self.is_closed = False
        self._is_parents = False
        renewed_in_children(self)

    def renew(self) -> None:
        """Note that this is a child: how a transport is renewed only its maker knows."""
        self._is_parents = not self._is_own

    def _check_process(self) -> None:
        """Refuse to share connections with the parent process."""
        if self._is_parents:
            raise ConfigurationError(
                "The client's transport was made before a fork, and may share connections with the "
                "parent process: make the client in the child. Nothing was sent."
            )

    def _watch(self) -> _Watch:
        return _Watch(self._silent, lambda: self.is_closed)

    def _request(self, send: Send, trace: object) -> Any:
        (url, host), content = _address(self._library, send.url), send.content
        extensions = {"timeout": self._timeouts(send), "trace": trace}
        if self._is_client:
            headers = [*send.headers, ("Accept-Encoding", ACCEPT_ENCODING)]
            return self._given.build_request(
                send.method, url, headers=headers, content=content, extensions=extensions
            )
        headers = self._headers(send, host)
        if content or send.method in _WITH_BODIES:
            headers["Content-Length"] = str(len(content or b""))
        # Made of a stream, a request costs half as much, and has just the headers it is given.
        return self._library.Request(
            send.method,
            url,
            headers=headers,
            stream=self._library.ByteStream(content or b""),
            extensions=extensions,
        )

    def _headers(self, send: Send, host: str) -> Any:
        """The headers of a request but for its length: those of most calls are the same."""
        known = self._known.get(send.headers)
        if known is None:
            if len(self._known) >= _KNOWN_MOST:
                self._known.clear()
            pairs = [("Host", host), *send.headers, ("Accept-Encoding", ACCEPT_ENCODING)]
            known = self._known[send.headers] = self._library.Headers(pairs)
        return known.copy()

    def _timeouts(self, send: Send) -> Mapping[str, float]:
        limit = send.timeout
        return {"pool": limit, "connect": send.connect_timeout, "write": limit, "read": limit}

    def _fault(self, error: Exception, send: Send, watch: _Watch, outer: Any) -> Fault | None:
        """What an exception means; None if it is no failure of the network."""
        reading = Reading(error, self._library, outer)
        if not (self.is_closed or reading.is_of_the_network):
            return None
        silent = None if reading.is_of_the_library else watch.silent
        phase: Phase | None = watch.phase or silent
        if self.is_closed:
            return closed(may_have_arrived=reading.may_have_arrived(phase))
        return reading.fault(send, phase)


@lru_cache(maxsize=256)
def _address(library: Any, url: str) -> tuple[Any, str]:
    """Parse an address, with its host and port: that takes longer than all else of a request."""
    parsed = library.URL(url)
    return parsed, parsed.netloc.decode()


class Adapter(_Adapter):
    """Sends through a sync transport or client; may be shared by threads."""

    def exchange(self, send: Send) -> Answer | Fault:
        """Send one attempt and wait for its complete response, or for what comes in its place.

        A transport that is brought along has its own time until the head of the response is there.
        """
        self._check_process()
        if self.is_closed:
            return closed(may_have_arrived=False)
        watch, outer, token = self._watch(), sys.exc_info()[1], _is_quiet.set(True)
        until = time.monotonic() + send.timeout
        try:
            response = self._sent(self._request(send, watch.see))
            watch.phase = "total"
            try:
                return _answer(response, _read_already(response) or _read(response, until))
            finally:
                # What fails here cannot undo the response.
                with suppress(Exception):
                    response.close()
        except Exception as error:
            if (fault := self._fault(error, send, watch, outer)) is None:
                raise
            return fault
        finally:
            _is_quiet.reset(token)

    def _sent(self, request: Any) -> Any:
        if self._is_client:
            return self._given.send(request, stream=True, auth=None, follow_redirects=False)
        return self._given.handle_request(request)

    def close(self) -> None:
        """Close a transport; a client that was brought along stays its maker's to close."""
        self.is_closed = True
        if not self._is_client:
            self._given.close()


class AsyncAdapter(_Adapter):
    """Sends through an async transport or client; may be used from several event loops."""

    def __init__(self, given: Any) -> None:
        super().__init__(given)
        self._limits: dict[asyncio.Timeout, asyncio.AbstractEventLoop] = {}

    def renew(self) -> None:
        """Forget the attempts of the parent process."""
        super().renew()
        self._limits = {}

    def _timeouts(self, send: Send) -> Mapping[str, float]:
        # One limit is kept here, for all that the default transport does.
        return {"connect": send.connect_timeout} if self._is_own else super()._timeouts(send)

    async def exchange(self, send: Send) -> Answer | Fault:
        """Send one attempt and wait for its complete response, or for what comes in its place."""
        self._check_process()
        loop = asyncio.get_running_loop()
        watch, outer, token = self._watch(), sys.exc_info()[1], _is_quiet.set(True)
        try:
            async with asyncio.timeout(None) as limit:
                timer = loop.call_later(send.timeout, self._expire, limit, loop)
                self._limits[limit] = loop
                try:
                    return await self._answered(send, watch)
                finally:
                    timer.cancel()
                    del self._limits[limit]
        except Exception as error:
            if (fault := self._fault(error, send, watch, outer)) is None:
                raise
            return fault
        finally:
            _is_quiet.reset(token)

    async def _answered(self, send: Send, watch: _Watch) -> Answer | Fault:
        if self.is_closed:
            raise ClosedError
        trace = watch.see if self._is_own else watch.see_async
        response = await self._sent(self._request(send, trace))
        watch.phase = "total"
        if (body := _read_already(response)) is not None and self._is_own:
            # Nothing is left to be closed.
            return _answer(response, body)
        try:
            return _answer(response, body or await _read_async(response))
        finally:
            # What fails here cannot undo the response.
            with suppress(Exception):
                await response.aclose()

    async def _sent(self, request: Any) -> Any:
        if self._is_client:
            return await self._given.send(request, stream=True, auth=None, follow_redirects=False)
        return await self._given.handle_async_request(request)

    def _expire(
        self,
        limit: asyncio.Timeout,
        loop: asyncio.AbstractEventLoop,
        turns: int = _GRACE_TURNS,
        until: float = 0.0,
    ) -> None:
        """End an attempt, unless the rest of its response has come."""
        until = until or loop.time() + _GRACE_SECONDS
        if turns and loop.time() < until:
            loop.call_soon(self._expire, limit, loop, turns - 1, until)
        else:
            self._end(limit)

    def _end(self, limit: asyncio.Timeout) -> None:
        # It may be over since this was scheduled.
        if limit in self._limits and not limit.expired():
            limit.reschedule(0)

    async def close(self) -> None:
        """End the attempts that are under way, in whichever loop they are, and close a transport.

        A client that was brought along stays its maker's to close.
        """
        self.is_closed = True
        running = asyncio.get_running_loop()
        for limit, loop in self._limits.copy().items():
            if loop is running:
                self._end(limit)
            elif loop.is_running():
                soon_in(loop, self._end, limit)
        if not self._is_client:
            await self._given.aclose()


def _read(response: Any, until: float) -> Body:
    """Read a body; a transport that limits each read only is cut off when the time is up."""
    body, late_since = Body(response.headers.get("Content-Encoding")), 0.0
    for piece in response.stream:
        body.feed(piece)
        if body.is_full:
            break
        if (now := time.monotonic()) > until:
            # What has come by then is still read.
            late_since = late_since or now
            if now - late_since > _GRACE_SECONDS:
                raise TimeoutError
    return body


async def _read_async(response: Any) -> Body:
    body = Body(response.headers.get("Content-Encoding"))
    async for piece in response.stream:
        body.feed(piece)
        if body.is_full:
            break
    return body


def _read_already(response: Any) -> Body | None:
    """The body of a response that came as a whole, or that the transport has read."""
    if type(response.stream).__name__ == "ByteStream":
        body = Body(response.headers.get("Content-Encoding"))
        body.feed(b"".join(response.stream))
        return body
    if not response.is_stream_consumed:
        return None
    # Decompressed already; its bytes do not come a second time.
    body = Body(None)
    body.feed(response.content)
    return body


def _answer(response: Any, body: Body) -> Answer | Fault:
    if not 200 <= response.status_code <= 599:
        return no_final_status(response.status_code)
    return Answer(
        status=response.status_code,
        headers=response.headers,
        content=body.content(),
        whole=not body.is_full,
    )
