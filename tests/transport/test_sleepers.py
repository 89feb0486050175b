"""Sleeps of async calls, which a close of the client ends."""

import asyncio
import gc

from jetemail_api_client._transport.timing import Sleepers


async def test_close() -> None:
    """A close ends all sleeps, those to come as well; a second one is ignored."""
    sleepers = Sleepers()
    sleeps = [asyncio.ensure_future(sleepers.sleep(600)) for _ in range(3)]
    await asyncio.sleep(0)
    sleepers.close()
    sleepers.close()
    await asyncio.wait_for(asyncio.gather(*sleeps), 30)
    await asyncio.wait_for(sleepers.sleep(600), 30)


async def test_close_in_another_thread() -> None:
    """A client may be closed in another thread than that of the event loop."""
    sleepers = Sleepers()
    sleep = asyncio.ensure_future(sleepers.sleep(600))
    await asyncio.sleep(0)
    await asyncio.to_thread(sleepers.close)
    await asyncio.wait_for(sleep, 30)


async def test_sleep() -> None:
    """A sleep ends after its time."""
    sleepers = Sleepers()

    await asyncio.wait_for(sleepers.sleep(0.01), 30)
    assert {} == sleepers._futures


def test_event_loop_closed_during_a_sleep() -> None:
    """A sleep ends with its event loop, and nothing refers to it any more."""
    sleepers, loop, ended = Sleepers(), asyncio.new_event_loop(), list[bool]()

    async def sleep() -> None:
        try:
            await sleepers.sleep(600)
        finally:
            ended.append(True)

    # A coroutine, not a task: asyncio logs tasks that are destroyed.
    coroutines = [sleep()]

    async def start() -> None:
        coroutines[0].send(None)

    loop.run_until_complete(start())
    loop.close()
    sleepers.close()
    coroutines.clear()
    gc.collect()

    assert [True] == ended
    assert {} == sleepers._futures
