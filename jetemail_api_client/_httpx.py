"""Channels over httpx transports: the sync default, and whatever `transport=` brings.

The only module that knows httpx. It calls the transport itself, without an `httpx.Client` around
it: no redirects, no cookies, no environment proxies, and no INFO line with the whole address.
"""

import asyncio
import time
from collections.abc import Mapping
from typing import Any

import httpx

from ._faults import MAX_CONTENT, NOTHING_SENT, broken_connection, time_is_up
from ._forks import renewed_in_children
from ._httpcore import DeadlineTransport
from ._policy import Answer, Fault
from ._steps import Send
from ._tls import tls_context
from .errors import ConfigurationError, Phase

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


class _Watch:
    """Follows one attempt by httpx's `trace` extension; a transport may do without it."""

    def __init__(self) -> None:
        self.phase: Phase | None = None

    def see(self, event: str, _info: Mapping[str, Any]) -> None:
        phase = _PHASES.get(event.partition(".")[2])
        if phase is not None:
            self.phase = phase

    async def see_async(self, event: str, info: Mapping[str, Any]) -> None:
        self.see(event, info)

    def fault(self, error: Exception, send: Send) -> Fault:
        """What an exception means; what was seen to be sent is never called not sent."""
        seen = self.phase is not None and self.phase not in NOTHING_SENT
        phase = _TIMEOUTS.get(type(error))
        if self.phase == "total" and phase == "read":
            phase = "total"
        if phase is None and isinstance(error, TimeoutError):
            phase = self.phase or "total"
        if phase is not None:
            return time_is_up(send, phase, may_have_arrived=seen or phase not in NOTHING_SENT)
        connecting = isinstance(error, httpx.ConnectError) and not seen
        return broken_connection(error, may_have_arrived=not connecting)


class _Given:
    """Knows whether a transport that was brought along is the parent process's."""

    def __init__(self) -> None:
        self._is_parents = False
        renewed_in_children(self)

    def renew(self) -> None:
        """Note that this is a child: how such a transport is renewed only its maker knows."""
        self._is_parents = True

    def check(self) -> None:
        """Refuse to share connections with the parent."""
        if self._is_parents:
            raise ConfigurationError(
                "The client's transport was made before a fork, and may share connections with the "
                "parent process: make the client in the child. Nothing was sent."
            )


class HttpxChannel:
    """Sends through an httpx transport; may be shared by threads."""

    def __init__(
        self, transport: httpx.BaseTransport | None, base_url: str, max_connections: int
    ) -> None:
        self._given = _Given() if transport else None
        self._transport = transport or _default_transport(base_url, max_connections)

    def exchange(self, send: Send) -> Answer | Fault:
        """Send one attempt and wait for its complete answer, or for what comes in its place."""
        if self._given:
            self._given.check()
        watch = _Watch()
        try:
            response = self._transport.handle_request(_request(send, watch.see))
            watch.phase = "total"
            try:
                return _answer(response, _read(response, time.monotonic() + send.timeout))
            finally:
                response.close()
        except (httpx.HTTPError, OSError) as error:
            return watch.fault(error, send)

    def close(self) -> None:
        """Close the transport."""
        self._transport.close()


def _default_transport(base_url: str, max_connections: int) -> DeadlineTransport:
    # Plain http to loopback needs no certificates, and loading them takes a while.
    tls = tls_context() if base_url.startswith("https:") else None
    return DeadlineTransport(tls, max_connections)


class AsyncHttpxChannel:
    """Sends through an httpx transport in place of the default."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._given = _Given()
        self._transport = transport

    async def exchange(self, send: Send) -> Answer | Fault:
        """Send one attempt and wait for its complete answer, or for what comes in its place."""
        self._given.check()
        watch = _Watch()
        try:
            async with asyncio.timeout(send.timeout):
                request = _request(send, watch.see_async)
                response = await self._transport.handle_async_request(request)
                watch.phase = "total"
                try:
                    return _answer(response, await _read_async(response))
                finally:
                    await response.aclose()
        except (httpx.HTTPError, OSError) as error:
            return watch.fault(error, send)

    async def close(self) -> None:
        """Close the transport."""
        await self._transport.aclose()


def _request(send: Send, trace: object) -> httpx.Request:
    limit = send.timeout
    timeouts = {"pool": limit, "connect": send.connect_timeout, "write": limit, "read": limit}
    return httpx.Request(
        send.method,
        send.url,
        headers=[*send.headers, ("Accept-Encoding", "gzip, deflate")],
        content=send.content,
        extensions={"timeout": timeouts, "trace": trace},
    )


def _read(response: httpx.Response, until: float) -> bytearray:
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if time.monotonic() > until:
            raise TimeoutError
        if len(content) > MAX_CONTENT:
            break
    return content


async def _read_async(response: httpx.Response) -> bytearray:
    content = bytearray()
    async for chunk in response.aiter_bytes():
        content += chunk
        if len(content) > MAX_CONTENT:
            break
    return content


def _answer(response: httpx.Response, content: bytearray) -> Answer:
    return Answer(
        status=response.status_code,
        headers=response.headers,
        content=bytes(content),
        whole=len(content) <= MAX_CONTENT,
    )
