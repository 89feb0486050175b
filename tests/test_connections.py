"""What is known of a connection, and of the attempt that it is for."""

import asyncio
import sys

from jetemail_api_client._aiohttp import AiohttpChannel
from jetemail_api_client._connections import PIECE, Progress, is_readable

from .channels import channel_to, patient, status_of
from .raw_server import created, playing


async def test_connection_that_is_closed() -> None:
    """A connection that has been closed at this end is at its end, too."""
    with playing(created) as server:
        host, port = server.listener.getsockname()
        _, writer = await asyncio.open_connection(host, port)
        is_open = not is_readable(writer.transport)
        writer.close()
        await writer.wait_closed()

        assert is_open and is_readable(writer.transport)


async def test_phase_when_the_answer_comes_with_the_last_piece() -> None:
    """What has been answered stays answered, though the body ends only then."""
    current = Progress(patient("http://127.0.0.1:1", content=bytes(PIECE + 1)))
    async for piece in current.pieces():
        if len(piece) == 1:
            current.phase = "total"

    assert "total" == current.phase


async def test_memory() -> None:
    """A connection that is kept holds no body that went out on it."""
    content = bytes(PIECE + 1)
    with playing(created) as server:
        async with channel_to(server.base_url) as channel:
            before = sys.getrefcount(content)
            await channel.exchange(patient(server.base_url, content=content))

            assert before == sys.getrefcount(content)


async def test_loops_that_end_meanwhile() -> None:
    """What another thread has tidied up already is no fault."""
    with playing(created) as server:
        async with channel_to(server.base_url) as channel:
            assert isinstance(channel, AiohttpChannel)
            opened = channel._open

            class Ended(asyncio.SelectorEventLoop):
                def is_closed(self) -> bool:
                    # As a second loop does that begins at the same moment.
                    opened.pop(self, None)
                    return super().is_closed()

            loops = [Ended(), Ended()]
            for loop in loops:
                loop.close()
            kept = await channel._opened(asyncio.get_running_loop())
            opened.clear()
            opened.update(dict.fromkeys(loops, kept))
            event = await channel.exchange(patient(server.base_url))
            await kept.keeper.aclose()

    assert 200 == status_of(event)
