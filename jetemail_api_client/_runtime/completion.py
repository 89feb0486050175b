"""Completion of a call by a task that is cancelled, perhaps again and again."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asyncio import CancelledError, Task

GRACE = 5.0
"""Seconds that a cancelled task waits for the call at most."""


async def complete(call: Callable[[], Coroutine[Any, Any, object]]) -> None:
    """Await a call to its end, and raise only then a cancellation that came meanwhile.

    A cancelled scope of anyio cancels every await inside it. Therefore the call runs in a task of
    its own, which is in no scope. Without asyncio, the call is awaited as it is.

    Args:
        call: Makes the coroutine; running it twice must have the same effect as once.
    """
    # Late: importing the package must not import an event loop.
    from asyncio import get_running_loop

    try:
        loop = get_running_loop()
    except RuntimeError:
        await call()
        return
    task = loop.create_task(call())
    cancellation = await _wait(task)
    if task.cancelled():
        # At its end `asyncio.run` cancels all tasks once, this one too.
        task = loop.create_task(call())
        cancellation = await _wait(task) or cancellation
    if cancellation is None:
        task.result()
        return
    if task.done() and not task.cancelled():
        cancellation.__cause__ = task.exception()
    raise cancellation


async def _wait(task: "Task[object]") -> "CancelledError | None":
    """Wait for a task; return the last cancellation of the waiting task itself."""
    from asyncio import CancelledError, get_running_loop, wait

    now, end, cancellation = get_running_loop().time, None, None
    while not task.done():
        try:
            await wait([task], timeout=None if end is None else end - now())
        except CancelledError as error:
            cancellation, end = error, end or now() + GRACE
        if end is not None and now() >= end:
            task.cancel()
            break
    return cancellation
