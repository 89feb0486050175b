"""The default channel of the async client, over aiohttp.

Why aiohttp: its pool survives cancellation, and its cost does not grow with the tasks that wait.
Why without httpx's objects in between: they would cost half as much again as the call. What is
needed beyond aiohttp's defaults: a session for each event loop, no cookies, no redirects, no silent
second attempt, and an answer to "was a byte sent?".
"""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import AsyncGenerator, AsyncIterator
from contextvars import ContextVar
from typing import Any

import aiohttp
import yarl
from attrs import frozen

from ._faults import MAX_CONTENT, NOTHING_SENT, broken_connection, time_is_up
from ._forks import leave_alone, renewed_in_children
from ._policy import Answer, Fault
from ._steps import Send
from ._tls import tls_context
from .errors import Phase

# A body up to this size goes out at once; a larger one in pieces, so that it blocks nothing.
_PIECE = 64 * 1024


class _Progress:
    """Where one attempt is."""

    def __init__(self, send: Send) -> None:
        self.phase: Phase = "pool"
        self.content = send.content or b""
        self.connect_timeout = send.connect_timeout

    def connected(self) -> None:
        """Note that the first byte may be out from here on."""
        self.phase = "read" if len(self.content) <= _PIECE else "write"

    async def pieces(self) -> AsyncIterator[bytes]:
        for start in range(0, len(self.content), _PIECE):
            yield self.content[start : start + _PIECE]
        self.phase = "read"


_progress: ContextVar[_Progress] = ContextVar("_progress")


class _Connector(aiohttp.TCPConnector):
    """Notes the progress of the attempt that a connection is for."""

    async def connect(self, *args: Any, **kwargs: Any) -> Any:
        connection = await super().connect(*args, **kwargs)
        _progress.get().connected()
        return connection

    async def _create_connection(self, *args: Any, **kwargs: Any) -> Any:
        progress = _progress.get()
        progress.phase = "connect"
        async with asyncio.timeout(progress.connect_timeout):
            return await super()._create_connection(*args, **kwargs)


class _BrokenError(Exception):
    """Stands for an error after which aiohttp would send a request a second time by itself."""


async def _once(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    try:
        return await handler(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise _BrokenError from error


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
        self._tls = tls_context() if base_url.startswith("https:") else False
        self._open: dict[asyncio.AbstractEventLoop, _Kept] = {}
        renewed_in_children(self)

    def renew(self) -> None:
        """Open other connections than the parent's."""
        for kept in self._open.values():
            kept.held.detach()
        leave_alone(self._open)
        self._open = {}

    async def exchange(self, send: Send) -> Answer | Fault:
        """Send one attempt and wait for its complete answer, or for what comes in its place."""
        progress = _Progress(send)
        _progress.set(progress)
        try:
            async with asyncio.timeout(send.timeout):
                response = await self._request(send, progress)
                progress.phase = "total"
                try:
                    return _answer(response, await _read(response.content))
                finally:
                    # One that was read to its end is back in the pool; any other is closed.
                    response.close()
        except TimeoutError:
            arrived = progress.phase not in NOTHING_SENT
            return time_is_up(send, progress.phase, may_have_arrived=arrived)
        except (aiohttp.ClientError, _BrokenError, OSError) as error:
            return broken_connection(error, may_have_arrived=progress.phase not in NOTHING_SENT)

    async def _request(self, send: Send, progress: _Progress) -> aiohttp.ClientResponse:
        headers, content = send.headers, progress.content
        is_long = len(content) > _PIECE
        if is_long:
            headers = (*headers, ("Content-Length", str(len(content))))
        loop = asyncio.get_running_loop()
        kept = self._open.get(loop) or await self._opened(loop)
        return await kept.session.request(
            send.method,
            yarl.URL(send.url, encoded=True),
            headers=headers,
            data=progress.pieces() if is_long else content or None,
            allow_redirects=False,
        )

    async def _opened(self, loop: asyncio.AbstractEventLoop) -> _Kept:
        """Open a session for an event loop that has none."""
        for ended in [known for known in self._open if known.is_closed()]:
            self._open.pop(ended).held.detach()
        keeper = _keeper(self._tls, self._max_connections)
        session = await anext(keeper)
        # What a finalizer holds is not collected together with the channel, in any order, but
        # after it: the loop then closes the session in a task.
        held = weakref.finalize(self, id, keeper)
        held.atexit = False
        self._open[loop] = _Kept(session, keeper, held)
        return self._open[loop]

    async def close(self) -> None:
        """Close the connections of the running loop, and have other loops close theirs."""
        running, opened = asyncio.get_running_loop(), self._open
        self._open = {}
        for loop, kept in opened.items():
            kept.held.detach()
            if loop is running:
                await kept.keeper.aclose()
            elif loop.is_running():
                asyncio.run_coroutine_threadsafe(kept.keeper.aclose(), loop)


async def _keeper(tls: Any, max_connections: int) -> AsyncGenerator[aiohttp.ClientSession, None]:
    """Give a session, and close it at the end of its loop at the latest.

    An event loop closes the asynchronous generators that were begun in it before it ends, and those
    that nobody holds any more at once. So no connection is left behind.
    """
    session = aiohttp.ClientSession(
        connector=_Connector(ssl=tls, limit=max_connections),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"Accept-Encoding": "gzip, deflate"},
        # aiohttp would give a request without a body one.
        skip_auto_headers=("Content-Type",),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
        middlewares=(_once,),
    )
    try:
        yield session
    finally:
        await session.close()


async def _read(stream: aiohttp.StreamReader) -> bytes:
    content = b""
    while not stream.at_eof() and len(content) <= MAX_CONTENT:
        content += await stream.readany()
    return content


def _answer(response: aiohttp.ClientResponse, content: bytes) -> Answer:
    return Answer(
        status=response.status,
        headers=response.headers,
        content=content,
        whole=len(content) <= MAX_CONTENT,
    )
