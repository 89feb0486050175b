"""Functions that block, in a thread of their own."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar

import pytest

from jetemail_api_client._runtime.threads import in_thread

VARIABLE: ContextVar[str] = ContextVar("variable")


async def test_result() -> None:
    """The result of the function is returned; the function has the context of the caller."""
    VARIABLE.set("a")

    assert "a" == await in_thread(VARIABLE.get)


async def test_exception() -> None:
    """The exception of the function is raised."""
    with pytest.raises(ZeroDivisionError):
        await in_thread(lambda: 1 // 0, 60)


async def test_busy_executor() -> None:
    """The default executor of the event loop may be busy."""
    may_end = threading.Event()
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
    busy = asyncio.create_task(asyncio.to_thread(may_end.wait, 60))

    assert 5 == await in_thread(lambda: 5)
    may_end.set()
    assert await busy


async def test_limit() -> None:
    """A function that takes too long is abandoned, and its result is dropped."""
    may_end = threading.Event()

    assert await in_thread(lambda: may_end.wait(60), 0.01) is None
    may_end.set()
    await _end_of_thread()


async def test_cancelled() -> None:
    """A caller that is cancelled does not wait for the function."""
    begun, may_end = threading.Event(), threading.Event()

    def block() -> None:
        begun.set()
        may_end.wait(60)

    task = asyncio.create_task(in_thread(block))
    await asyncio.to_thread(begun.wait, 60)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    may_end.set()
    await _end_of_thread()


def test_closed_loop() -> None:
    """A function that outlives the event loop ends in silence, and is a daemon until then."""
    may_end = threading.Event()
    asyncio.run(in_thread(lambda: may_end.wait(60), 0.01))
    (thread,) = _threads()

    assert thread.daemon
    may_end.set()
    thread.join(60)


def _threads() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name == "jetemail-preparation"]


async def _end_of_thread() -> None:
    """Wait until the threads have ended, and the event loop has run what they scheduled."""
    for thread in _threads():
        await asyncio.to_thread(thread.join, 60)
    await asyncio.sleep(0)
