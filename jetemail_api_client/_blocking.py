"""The default channel of the sync client: h11 over sockets, one attempt in one thread.

Why not a library: what is promised of an attempt is its end, whatever the server, the network and
other threads do, and whether a byte was sent. That is decided at the socket, and in the pool.
"""

import ssl
import time
import weakref
from collections.abc import Mapping
from functools import partial
from urllib.parse import urlsplit

import h11

from ._decoding import ACCEPT_ENCODING, MAX_HEAD, Body, BrokenBodyError
from ._faults import NOTHING_SENT, ClosedError, broken_connection, closed, time_is_up
from ._forks import leave_alone, renewed_in_children
from ._policy import Answer, Fault
from ._pool import Pool
from ._sockets import Stream
from ._steps import Send
from ._tls import tls_context
from .errors import Phase

_LAST_STATUS = 599
_PORTS: Mapping[str, int] = {"http": 80, "https": 443}
# Without a body, these must say so.
_WITH_BODIES = {"POST", "PUT", "PATCH"}


class _Connection:
    """HTTP/1.1 over a stream: one exchange after the other, as long as it is in order."""

    def __init__(self, host: str, port: int, tls: ssl.SSLContext | None) -> None:
        self._stream = Stream(host, port, tls)
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD)
        self._reached: Phase = "connect"
        self.stop, self.close = self._stream.stop, self._stream.close

    def is_fit(self) -> bool:
        """Whether it can be used: not if the server closed it, or sent what nobody asked for."""
        return not self._stream.is_open or self._stream.is_quiet()

    def is_reusable(self) -> bool:
        """Whether the last exchange is complete on both sides, with not a byte beyond it."""
        is_over = self._http.our_state is self._http.their_state is h11.DONE
        is_clear = not self._stream.is_sending and not self._http.trailing_data[0]
        return self._stream.is_open and is_over and is_clear

    def exchange(self, send: Send, head: h11.Request, until: float) -> Answer | Fault:
        """Send one attempt and wait for its complete answer, or for what comes in its place.

        Raises:
            ClosedError: It was stopped before anything was sent.
        """
        try:
            self._begin(send, head, until)
            return self._answer(until)
        except TimeoutError:
            return time_is_up(send, self._phase, may_have_arrived=self._may_have_arrived)
        except (OSError, h11.RemoteProtocolError, BrokenBodyError) as error:
            return broken_connection(error, may_have_arrived=self._may_have_arrived)

    @property
    def _phase(self) -> Phase:
        is_writing = self._reached == "read" and self._stream.is_sending
        return "write" if is_writing else self._reached

    @property
    def _may_have_arrived(self) -> bool:
        return self._reached not in NOTHING_SENT and self._stream.sent > 0

    def _begin(self, send: Send, head: h11.Request, until: float) -> None:
        """Connect if need be, and have the request sent."""
        self._reached = "connect"
        if self._stream.is_open:
            self._http.start_next_cycle()
        else:
            self._stream.open(min(until, time.monotonic() + send.connect_timeout))
        data = self._http.send(head)
        if send.content:
            data += self._http.send(h11.Data(data=send.content))
        self._http.send(h11.EndOfMessage())
        self._stream.send(data)
        self._reached = "read"

    def _answer(self, until: float) -> Answer:
        response = self._response(until)
        self._reached = "total"
        headers = _headers(response)
        body = Body(headers.get("content-encoding"))
        while not body.is_full and isinstance(event := self._event(until), h11.Data):
            body.feed(event.data)
        return Answer(
            status=response.status_code,
            headers=headers,
            content=body.content(),
            whole=not body.is_full,
        )

    def _response(self, until: float) -> h11.Response:
        """The head of the answer, after those that only say that one will come."""
        while isinstance(event := self._event(until), h11.InformationalResponse):
            pass
        if not isinstance(event, h11.Response) or event.status_code > _LAST_STATUS:
            raise h11.RemoteProtocolError("no HTTP status")
        return event

    def _event(self, until: float) -> object:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            self._http.receive_data(self._stream.receive(until))
        return event


def _headers(response: h11.Response) -> Mapping[str, str]:
    headers: dict[str, str] = {}
    for name, value in response.headers:
        key, text = name.decode("latin-1"), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


class BlockingChannel:
    """Sends with h11 over sockets; may be shared by threads."""

    def __init__(self, base_url: str, max_connections: int) -> None:
        url = urlsplit(base_url)
        host, port = url.hostname or "", url.port or _PORTS[url.scheme]
        # Plain http to loopback needs no certificates, and loading them takes a while.
        tls = tls_context() if url.scheme == "https" else None
        self._origin = f"{url.scheme}://{url.netloc}"
        self._host = _host_header(host, None if port == _PORTS[url.scheme] else port)
        self._new_pool = partial(
            Pool[_Connection], partial(_Connection, host, port, tls), max_connections
        )
        self._open()
        renewed_in_children(self)

    def _open(self) -> None:
        self._pool = self._new_pool()
        # A client that nobody closed leaves nothing behind either, and may still be used at exit.
        self._closing = weakref.finalize(self, self._pool.retire)

    def renew(self) -> None:
        """Open other connections than the parent's; what was closed stays closed."""
        if self._closing.detach():
            leave_alone(self._pool)
            self._open()

    def exchange(self, send: Send) -> Answer | Fault:
        """Send one attempt and wait for its complete answer, or for what comes in its place."""
        until = time.monotonic() + send.timeout
        try:
            with self._pool.lent(until) as connection:
                event = connection.exchange(send, self._head(send), until)
        except TimeoutError:
            return time_is_up(send, "pool", may_have_arrived=False)
        except ClosedError:
            return closed(may_have_arrived=False)
        if isinstance(event, Fault) and self._pool.is_closed:
            return closed(may_have_arrived=event.may_have_arrived)
        return event

    def _head(self, send: Send) -> h11.Request:
        headers = [("Host", self._host), *send.headers, ("Accept-Encoding", ACCEPT_ENCODING)]
        if send.content or send.method in _WITH_BODIES:
            headers.append(("Content-Length", str(len(send.content or b""))))
        # Its path and query are quoted already.
        target = send.url[len(self._origin) :]
        return h11.Request(method=send.method, target=target or "/", headers=headers)

    def close(self) -> None:
        """Close all connections, and end what waits for one or for an answer."""
        self._pool.close()
        self._closing.detach()


def _host_header(host: str, port: int | None) -> str:
    name = f"[{host}]" if ":" in host else host
    return name if port is None else f"{name}:{port}"
