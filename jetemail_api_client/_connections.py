"""The connections of the default channel: which may be used, and whether a byte went out on one."""

import asyncio
import select
import sys
from collections.abc import AsyncIterator
from contextvars import ContextVar
from typing import Any

import aiohttp
from aiohttp.client_proto import ResponseHandler

from ._steps import Send
from .errors import Phase

# A body up to this size goes out at once; a larger one in pieces, so that it blocks nothing.
PIECE = 64 * 1024
# Turns of the event loop until what can be read has reached the attempt that waits for it.
_TURNS = 4


class Progress:
    """Where one attempt is."""

    def __init__(self, send: Send) -> None:
        self.begin()
        self.content = send.content or b""
        self.connect_timeout = send.connect_timeout
        self.transport: asyncio.BaseTransport | None = None

    def begin(self) -> None:
        """Note that there is no connection yet."""
        self.phase: Phase = "pool"

    def connected(self, transport: asyncio.BaseTransport | None) -> None:
        """Note that the first byte may be out from here on."""
        self.phase = "read" if len(self.content) <= PIECE else "write"
        self.transport = transport

    async def pieces(self) -> AsyncIterator[bytes]:
        """The content, until there is an answer."""
        for start in range(0, len(self.content), PIECE):
            if start:
                await self._look()
            yield self.content[start : start + PIECE]
        if self.phase == "write":
            self.phase = "read"

    async def _look(self) -> None:
        """Write no more if the answer has come: it would be lost if writing breaks."""
        turns = _TURNS if self.transport and is_readable(self.transport) else 0
        for _ in range(turns):
            await asyncio.sleep(0)
        if self.phase == "total":
            # Cancelled when the answer has been read.
            await asyncio.get_running_loop().create_future()


progress: ContextVar[Progress] = ContextVar("progress")
"""The attempt that a connection is for."""


class Connector(aiohttp.TCPConnector):
    """Gives connections on which nothing has come yet, and notes the progress."""

    async def connect(self, *args: Any, **kwargs: Any) -> Any:
        current = progress.get()
        while True:
            current.begin()
            connection = await super().connect(*args, **kwargs)
            is_new = current.phase == "connect"
            if _is_quiet(connection.protocol, is_new=is_new):
                current.connected(connection.transport)
                return connection
            connection.close()
            if is_new:
                raise aiohttp.ServerDisconnectedError

    async def _create_connection(self, *args: Any, **kwargs: Any) -> Any:
        current = progress.get()
        current.phase = "connect"
        async with asyncio.timeout(current.connect_timeout):
            return await super()._create_connection(*args, **kwargs)


def _is_quiet(protocol: ResponseHandler | None, *, is_new: bool) -> bool:
    """Whether nothing came that nobody asked for: an answer too many, or the end.

    Of a new connection only what has been read counts: TLS has more to read after its handshake.
    """
    if protocol is None or protocol.transport is None or protocol.should_close:
        return False
    return is_new or not is_readable(protocol.transport)


def is_readable(transport: asyncio.BaseTransport) -> bool:
    """Whether there are bytes to read, or the end, that the event loop has not seen yet."""
    number = transport.get_extra_info("socket").fileno()
    if number < 0:
        return True
    if sys.platform == "win32":  # pragma: no cover
        return bool(select.select([number], [], [], 0)[0])
    poll = select.poll()
    poll.register(number, select.POLLIN)
    return bool(poll.poll(0))
