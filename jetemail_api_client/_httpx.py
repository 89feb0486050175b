"""Channels over httpx transports that `transport=` brings.

The only module that knows httpx. It calls the transport itself, without an `httpx.Client` around
it: no redirects, no cookies, no environment proxies, and no INFO line with the whole address.
"""

import asyncio
import time
from contextlib import suppress

import httpx

from ._decoding import ACCEPT_ENCODING, Body
from ._faults import closed, no_final_status
from ._forks import renewed_in_children
from ._in_flight import InFlight
from ._policy import Answer, Fault
from ._steps import Send
from ._tracing import Watch
from .errors import ConfigurationError, Phase


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

    _is_closed = False

    def __init__(self, transport: httpx.BaseTransport) -> None:
        self._given = _Given()
        self._transport = transport

    def exchange(self, send: Send) -> Answer | Fault:
        """Send one attempt and wait for its complete answer, or for what comes in its place.

        The time of a transport that was brought along is its own until the answer's head is there.
        """
        self._given.check()
        if self._is_closed:
            return closed(may_have_arrived=False)
        watch = Watch(_first_phase(self._transport), lambda: self._is_closed)
        until = time.monotonic() + send.timeout
        try:
            response = self._transport.handle_request(_request(send, watch.see))
            watch.phase = "total"
            try:
                return _answer(response, _read(response, until))
            finally:
                # What fails here cannot undo the answer.
                with suppress(Exception):
                    response.close()
        except Exception as error:  # noqa: BLE001 - whatever a transport raises, an attempt has an end
            return watch.fault(error, send)

    def close(self) -> None:
        """Close the transport."""
        self._is_closed = True
        self._transport.close()


class AsyncHttpxChannel:
    """Sends through an httpx transport in place of the default."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._given = _Given()
        self._transport = transport
        self._in_flight = InFlight()

    async def exchange(self, send: Send) -> Answer | Fault:
        """Send one attempt and wait for its complete answer, or for what comes in its place."""
        self._given.check()
        watch = Watch(_first_phase(self._transport), lambda: self._in_flight.is_closed)
        try:
            async with asyncio.timeout(send.timeout) as limit:
                self._in_flight.begin(limit, asyncio.get_running_loop())
                try:
                    return await self._answer(send, watch)
                finally:
                    self._in_flight.end(limit)
        except Exception as error:  # noqa: BLE001 - whatever a transport raises, an attempt has an end
            return watch.fault(error, send)

    async def _answer(self, send: Send, watch: Watch) -> Answer | Fault:
        request = _request(send, watch.see_async)
        response = await self._transport.handle_async_request(request)
        watch.phase = "total"
        try:
            return _answer(response, await _read_async(response))
        finally:
            # What fails here cannot undo the answer.
            with suppress(Exception):
                await response.aclose()

    async def close(self) -> None:
        """End the attempts that are under way, and close the transport."""
        self._in_flight.close()
        await self._transport.aclose()


def _first_phase(transport: object) -> Phase | None:
    """What httpx's own transports do first; of others it is not known."""
    is_httpx = isinstance(transport, httpx.HTTPTransport | httpx.AsyncHTTPTransport)
    return "pool" if is_httpx else None


def _request(send: Send, trace: object) -> httpx.Request:
    limit = send.timeout
    timeouts = {"pool": limit, "connect": send.connect_timeout, "write": limit, "read": limit}
    return httpx.Request(
        send.method,
        send.url,
        headers=[*send.headers, ("Accept-Encoding", ACCEPT_ENCODING)],
        content=send.content,
        extensions={"timeout": timeouts, "trace": trace},
    )


def _read(response: httpx.Response, until: float) -> Body:
    if _is_read(response):
        return _read_already(response)
    body = Body(response.headers.get("Content-Encoding"))
    assert isinstance(response.stream, httpx.SyncByteStream)  # noqa: S101 - narrows the type
    for piece in response.stream:
        body.feed(piece)
        if time.monotonic() > until:
            raise TimeoutError
        if body.is_full:
            break
    return body


async def _read_async(response: httpx.Response) -> Body:
    if _is_read(response):
        return _read_already(response)
    body = Body(response.headers.get("Content-Encoding"))
    assert isinstance(response.stream, httpx.AsyncByteStream)  # noqa: S101 - narrows the type
    async for piece in response.stream:
        body.feed(piece)
        if body.is_full:
            break
    return body


def _is_read(response: httpx.Response) -> bool:
    """Whether the transport has read the answer, and its bytes do not come a second time."""
    return response.is_stream_consumed and not isinstance(response.stream, httpx.ByteStream)


def _read_already(response: httpx.Response) -> Body:
    body = Body(None)
    body.feed(response.content)
    return body


def _answer(response: httpx.Response, body: Body) -> Answer | Fault:
    if response.status_code < 200:
        return no_final_status(response.status_code)
    return Answer(
        status=response.status_code,
        headers=response.headers,
        content=body.content(),
        whole=not body.is_full,
    )
