"""Run a function that blocks in a thread of its own, and wait for it no longer than a limit.

Not in asyncio's executor: that may be busy for long, and the interpreter waits for its threads when
it exits. A daemon thread that is abandoned ends with its function, and delays nothing.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


async def in_thread(function: Callable[[], T], seconds: float | None = None) -> T | None:
    """Return the result of a function that blocks; None if it takes longer than that."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()
    run = partial(_run, partial(copy_context().run, function), future, loop)
    Thread(target=run, daemon=True, name="jetemail-preparation").start()
    try:
        await asyncio.wait([future], timeout=seconds)
        return future.result() if future.done() else None
    finally:
        future.cancel()


def _run(
    function: Callable[[], T], future: "asyncio.Future[T]", loop: asyncio.AbstractEventLoop
) -> None:
    set_outcome: Callable[[], None]
    try:
        set_outcome = partial(future.set_result, function())
    except BaseException as error:  # noqa: BLE001 - raised by the coroutine that waits
        set_outcome = partial(future.set_exception, error)
    # The loop may be closed, if the wait has ended.
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(_set_unless_done, future, set_outcome)


def _set_unless_done(future: "asyncio.Future[T]", set_outcome: Callable[[], None]) -> None:
    if not future.done():
        set_outcome()
