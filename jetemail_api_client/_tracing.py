"""Where an attempt over an httpx transport is, and what an exception of the transport means."""

from collections.abc import Callable, Mapping
from typing import Any

import httpx

from ._decoding import BrokenBodyError
from ._faults import (
    NOTHING_SENT,
    ClosedError,
    broken_connection,
    closed,
    failed_library,
    time_is_up,
)
from ._policy import Fault
from ._steps import Send
from .errors import Phase

_TIMEOUTS: Mapping[type[Exception], Phase] = {
    httpx.PoolTimeout: "pool",
    httpx.ConnectTimeout: "connect",
    httpx.WriteTimeout: "write",
    httpx.ReadTimeout: "read",
}

# httpcore's trace events, without the protocol at their front.
_PHASES: Mapping[str, Phase] = {
    "connect_tcp.started": "connect",
    "connect_unix_socket.started": "connect",
    "start_tls.started": "connect",
    "send_request_headers.started": "write",
    "send_request_body.complete": "read",
}

_UNSENT = (ClosedError, httpx.ConnectError, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_BROKEN = (httpx.HTTPError, BrokenBodyError, OSError)


class Watch:
    """Follows one attempt by httpx's `trace` extension; a transport may do without it."""

    def __init__(self, phase: Phase | None, is_closed: Callable[[], bool]) -> None:
        self.phase: Phase | None = phase
        self._is_closed = is_closed

    def see(self, event: str, info: Mapping[str, Any]) -> None:
        phase = _PHASES.get(event.partition(".")[2])
        if phase is None or _is_for_proxy(info):
            return
        if self.phase in {None, *NOTHING_SENT}:
            if self._is_closed():
                # It waited for a connection: what has not gone out does not go out any more.
                raise ClosedError
        elif phase in NOTHING_SENT:
            # The transport tries again by itself: what went out before may have arrived.
            return
        self.phase = phase

    async def see_async(self, event: str, info: Mapping[str, Any]) -> None:
        self.see(event, info)

    def fault(self, error: Exception, send: Send) -> Fault:
        """What an exception means."""
        phase = self._phase_of(error)
        arrived = self._may_have_arrived(error)
        if self._is_closed():
            return closed(may_have_arrived=arrived)
        if phase is not None:
            return time_is_up(send, phase, may_have_arrived=arrived)
        if isinstance(error, _BROKEN):
            return broken_connection(error, may_have_arrived=arrived)
        return failed_library(error, may_have_arrived=arrived)

    def _may_have_arrived(self, error: Exception) -> bool:
        """Whether a byte of the request may be out: what was seen tells, else the exception.

        Not every exception is trusted: there are transports that call an answer that does not come
        a `ConnectTimeout`.
        """
        if self.phase is not None:
            return self.phase not in NOTHING_SENT
        return not isinstance(error, _UNSENT)

    def _phase_of(self, error: Exception) -> Phase | None:
        """What was waited for, if the time was up."""
        phase = _TIMEOUTS.get(type(error))
        if self.phase == "total" and phase == "read":
            return "total"
        if phase is None and isinstance(error, TimeoutError):
            return self.phase or "total"
        return phase


def _is_for_proxy(info: Mapping[str, Any]) -> bool:
    """Whether an event is of what asks a proxy for a tunnel, and not of the request."""
    return getattr(info.get("request"), "method", None) == b"CONNECT"
