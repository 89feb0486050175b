"""Reaching the event loops of other threads."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


def soon_in(loop: asyncio.AbstractEventLoop, do: Callable[[T], object], what: T) -> None:
    """Have another thread's loop do something, unless it has been closed meanwhile."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(do, what)
