"""The default channel of the async client, over aiohttp.

Why aiohttp: its pool survives cancellation, and its cost does not grow with the tasks that wait.
Why without httpx's objects in between: they would cost half as much again as the call. What is
needed beyond aiohttp's defaults: a session for each event loop, no cookies, no redirects, no silent
second attempt, and an answer to "was a byte sent?".
"""

import asyncio
from collections.abc import AsyncIterator
from contextvars import ContextVar
from typing import Any

import aiohttp
import yarl

from ._faults import MAX_CONTENT, NOTHING_SENT, broken_connection, time_is_up
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


class AiohttpChannel:
    """Sends with aiohttp; may be used from several event loops."""

    def __init__(self, base_url: str, max_connections: int = 100) -> None:
        self._max_connections = max_connections
        # Plain http to loopback needs no certificates, and loading them takes a while.
        self._tls = tls_context() if base_url.startswith("https:") else False
        self._sessions: dict[asyncio.AbstractEventLoop, aiohttp.ClientSession] = {}

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
        return await self._session().request(
            send.method,
            yarl.URL(send.url, encoded=True),
            headers=headers,
            data=progress.pieces() if is_long else content or None,
            allow_redirects=False,
        )

    def _session(self) -> aiohttp.ClientSession:
        loop = asyncio.get_running_loop()
        session = self._sessions.get(loop)
        if session is None:
            session = self._sessions[loop] = aiohttp.ClientSession(
                connector=_Connector(ssl=self._tls, limit=self._max_connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"Accept-Encoding": "gzip, deflate"},
                # aiohttp would give a request without a body one.
                skip_auto_headers=("Content-Type",),
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
                middlewares=(_once,),
            )
        return session

    async def close(self) -> None:
        """Close the running loop's connections."""
        session = self._sessions.pop(asyncio.get_running_loop(), None)
        if session is not None:
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
