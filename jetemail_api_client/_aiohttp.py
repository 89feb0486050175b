"""The default channel of the async client, over aiohttp.

Why aiohttp: its pool survives cancellation, and its cost does not grow with the tasks that wait.
Why without httpx's objects in between: they would cost half as much again as the call. What is
needed beyond aiohttp's defaults: a session for each event loop, no cookies, no redirects, no silent
second attempt, and an answer to "was a byte sent?".
"""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import AsyncGenerator, Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import yarl
from attrs import frozen

from ._connections import PIECE, Connector, Progress, progress
from ._decoding import ACCEPT_ENCODING, MAX_HEAD, Body, BrokenBodyError
from ._faults import (
    NOTHING_SENT,
    broken_connection,
    closed,
    failed_library,
    no_final_status,
    time_is_up,
)
from ._forks import leave_alone, renewed_in_children
from ._in_flight import InFlight, soon_in
from ._policy import Answer, Fault
from ._steps import Send
from ._tls import tls_context


class _BrokenError(Exception):
    """Stands for an error after which aiohttp would send a request a second time by itself."""


async def _once(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    try:
        return await handler(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise _BrokenError from error


_BROKEN = (aiohttp.ClientError, _BrokenError, BrokenBodyError, OSError)


@frozen
class _Kept:
    """The session of an event loop, and what closes it."""

    session: aiohttp.ClientSession
    keeper: AsyncGenerator[aiohttp.ClientSession, None]
    held: weakref.finalize[Any, Any]


class AiohttpChannel:
    """Sends with aiohttp; may be used from several event loops."""

    def __init__(self, base_url: str, max_connections: int) -> None:
        self._max_connections = max_connections
        # Plain http to loopback needs no certificates, and loading them takes a while.
        self._tls = False if urlsplit(base_url).scheme == "http" else tls_context()
        self._open: dict[asyncio.AbstractEventLoop, _Kept] = {}
        self._in_flight = InFlight()
        renewed_in_children(self)

    def renew(self) -> None:
        """Open other connections than the parent's."""
        for kept in self._open.values():
            kept.held.detach()
        leave_alone(self._open)
        self._open = {}
        self._in_flight.renew()

    async def exchange(self, send: Send) -> Answer | Fault:
        """Send one attempt and wait for its complete answer, or for what comes in its place."""
        current = Progress(send)
        progress.set(current)
        try:
            async with asyncio.timeout(send.timeout) as limit:
                loop = asyncio.get_running_loop()
                self._in_flight.begin(limit, loop)
                try:
                    return await self._answer(send, current, loop)
                finally:
                    self._in_flight.end(limit)
        except Exception as error:  # noqa: BLE001 - whatever aiohttp raises, an attempt has an end
            return self._fault(error, send, current)
        finally:
            # A connection lives in the context of the attempt that made it, which holds this.
            current.content = b""

    async def _answer(
        self, send: Send, current: Progress, loop: asyncio.AbstractEventLoop
    ) -> Answer | Fault:
        response = await self._request(send, current, loop)
        current.phase = "total"
        try:
            if response.status < 200:
                return no_final_status(response.status)
            content, is_whole = await _read(response)
            return Answer(
                status=response.status,
                headers=_headers(response),
                content=content,
                whole=is_whole,
            )
        finally:
            # What was read to its end is back in the pool; anything else is closed.
            if not response.closed:
                response.close()

    async def _request(
        self, send: Send, current: Progress, loop: asyncio.AbstractEventLoop
    ) -> aiohttp.ClientResponse:
        headers, content = send.headers, current.content
        is_long = len(content) > PIECE
        if is_long:
            headers = (*headers, ("Content-Length", str(len(content))))
        kept = self._open.get(loop) or await self._opened(loop)
        return await kept.session.request(
            send.method,
            yarl.URL(send.url, encoded=True),
            headers=headers,
            data=current.pieces() if is_long else content or None,
            allow_redirects=False,
        )

    def _fault(self, error: Exception, send: Send, current: Progress) -> Fault:
        """What an error means."""
        arrived = current.phase not in NOTHING_SENT
        if self._in_flight.is_closed:
            return closed(may_have_arrived=arrived)
        if isinstance(error, TimeoutError):
            return time_is_up(send, current.phase, may_have_arrived=arrived)
        if isinstance(error, _BROKEN):
            return broken_connection(error, may_have_arrived=arrived)
        return failed_library(error, may_have_arrived=arrived)

    async def _opened(self, loop: asyncio.AbstractEventLoop) -> _Kept:
        """Open a session for an event loop that has none."""
        # Other threads may do the same.
        for known, old in self._open.copy().items():
            if known.is_closed():
                old.held.detach()
                self._open.pop(known, None)
        keeper = _keeper(self._tls, self._max_connections)
        session = await anext(keeper)
        # What a finalizer holds is not collected together with the channel, in any order, but
        # after it: the loop then closes the session in a task.
        held = weakref.finalize(self, id, keeper)
        held.atexit = False
        self._open[loop] = kept = _Kept(session, keeper, held)
        return kept

    async def close(self) -> None:
        """Close the connections of the running loop, and have other loops close theirs."""
        self._in_flight.close()
        running, opened = asyncio.get_running_loop(), self._open
        self._open = {}
        for loop, kept in opened.items():
            if loop is running:
                kept.held.detach()
                await kept.keeper.aclose()
            elif loop.is_running():
                # If that loop ends before it comes to this, it closes what is still held.
                soon_in(loop, _close_soon, kept)


def _close_soon(kept: _Kept) -> asyncio.Task[None] | None:
    # A loop that ends begins no task any more, but has closed what it had.
    return None if kept.session.closed else asyncio.create_task(_closed(kept.keeper))


async def _closed(keeper: AsyncGenerator[aiohttp.ClientSession, None]) -> None:
    await keeper.aclose()


async def _keeper(tls: Any, max_connections: int) -> AsyncGenerator[aiohttp.ClientSession, None]:
    """Give a session, and close it at the end of its loop at the latest.

    An event loop closes the asynchronous generators that were begun in it before it ends, and those
    that nobody holds any more at once. So no connection is left behind.
    """
    session = aiohttp.ClientSession(
        connector=Connector(ssl=tls, limit=max_connections),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"Accept-Encoding": ACCEPT_ENCODING},
        auto_decompress=False,
        # Its own bounds, 8 KiB and 128 headers, would make a failure of many a success.
        max_line_size=MAX_HEAD,
        max_field_size=MAX_HEAD,
        max_headers=MAX_HEAD // 100,
        # aiohttp would give a request without a body one.
        skip_auto_headers=("Content-Type",),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
        middlewares=(_once,),
    )
    try:
        yield session
    finally:
        await session.close()


async def _read(response: aiohttp.ClientResponse) -> tuple[bytes, bool]:
    """An answer's content, and whether that is all of it."""
    encoding, stream = response.headers.get("Content-Encoding"), response.content
    piece = await stream.readany()
    if encoding is None and stream.at_eof():
        # Most answers come in one piece, as they are.
        return piece, True
    body = Body(encoding)
    body.feed(piece)
    while not (stream.at_eof() or body.is_full):
        body.feed(await stream.readany())
    return body.content(), not body.is_full


def _headers(response: aiohttp.ClientResponse) -> Mapping[str, str]:
    """An answer's headers; bytes that aiohttp cannot decode, and nothing could print, replaced."""
    headers = response.headers
    if all(map(str.isascii, headers.values())):
        return headers
    raw = {name.lower(): value.encode(errors="surrogateescape") for name, value in headers.items()}
    return {name: value.decode(errors="replace") for name, value in raw.items()}
