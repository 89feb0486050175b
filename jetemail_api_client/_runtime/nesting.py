"""How deeply JSON may be nested: equally on every Python, and in every thread.

What Python itself reads and writes depends on its version, on the caller's frames and on the stack
of the thread. Before 3.12 that is about 990 levels, since 3.14 tens of thousands; code in Python
that copies or writes what was read ends at 1,000 everywhere.
"""

from itertools import chain
from typing import TypeVar

T = TypeVar("T")

MAX_DEPTH = 100
"""Levels of lists and objects: far more than the API describes, far fewer than Python follows."""

_NESTED = (dict, list, tuple)


def within_depth(value: T, content: bytes) -> T:
    """Return the value of some JSON.

    Args:
        value: The value.
        content: The JSON itself: nearly always, it has too few brackets to be nested deeply.

    Raises:
        ValueError: Its lists and objects are nested deeper than `MAX_DEPTH`.
    """
    if content.count(b"[") + content.count(b"{") > MAX_DEPTH and _is_deeper(value):
        raise ValueError
    return value


def _is_deeper(value: object) -> bool:
    # Level by level, without recursion.
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        nested = [outer for outer in level if isinstance(outer, _NESTED)]
        if not nested:
            return False
        inside = (outer.values() if isinstance(outer, dict) else outer for outer in nested)
        level = list(chain.from_iterable(inside))
    return True
