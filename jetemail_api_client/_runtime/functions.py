"""Functions that a caller gives: plain ones, and those that only run when they are awaited."""

import inspect
from collections.abc import AsyncGenerator, Awaitable, Coroutine, Generator
from functools import partial
from typing import Any

_RUNS_LATER = (
    inspect.CO_COROUTINE
    | inspect.CO_ITERABLE_COROUTINE
    | inspect.CO_GENERATOR
    | inspect.CO_ASYNC_GENERATOR
)


def runs_later(function: Any) -> bool:
    """Return True if a call of a function only makes a coroutine or a generator."""
    return _has_flag(function, _RUNS_LATER)


def is_async(function: Any) -> bool:
    """Return True for a coroutine function; a plain one may return an awaitable as well."""
    return _has_flag(function, inspect.CO_COROUTINE)


def _has_flag(function: Any, flag: int) -> bool:
    while isinstance(function, partial):
        function = function.func
    # The second for objects with an async `__call__`.
    functions = function, getattr(type(function), "__call__", None)  # noqa: B004
    # Not by `inspect`: it does not know an AsyncMock. The flags of other mocks are mocks.
    codes = (getattr(one, "__code__", None) for one in functions)
    flags = (getattr(code, "co_flags", 0) for code in codes)
    return any(isinstance(one, int) and one & flag for one in flags)


def discard(result: object) -> bool:
    """Close a result that nothing has run yet; return False for any other result.

    A task or a future runs by itself, and is any other result.
    """
    is_awaitable = isinstance(result, Awaitable) and not hasattr(result, "add_done_callback")
    if not is_awaitable and not isinstance(result, Generator | AsyncGenerator):
        return False
    if isinstance(result, Coroutine):
        # Python would warn of one that was never awaited.
        result.close()
    return True


def name_of(value: object) -> str:
    """Return how an error names a function or another object, without its contents."""
    while isinstance(value, partial):
        value = value.func
    return getattr(value, "__qualname__", None) or type(value).__name__


def check_plain(name: str, function: object) -> None:
    """Check that a function can be called without awaiting it.

    Raises:
        TypeError: It cannot be called, or is async.
    """
    if not callable(function):
        raise TypeError(f"{name}: expected a function, got {type(function).__name__}")
    if runs_later(function):
        raise TypeError(
            f"{name}: {name_of(function)} is an async function or a generator, which a plain call "
            "does not run: give a plain function"
        )
