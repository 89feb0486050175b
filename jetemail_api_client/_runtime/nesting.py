"""How deeply JSON may be nested: equally on every Python, and in every thread.

What Python itself reads and writes depends on its version, on the caller's frames and on the stack
of the thread. Before 3.12 that is about 990 levels, since 3.14 tens of thousands; code in Python
that copies or writes what was read ends at 1,000 everywhere.
"""

from itertools import accumulate, chain
from typing import TypeVar

T = TypeVar("T")

MAX_DEPTH = 100
"""Levels of lists and objects: far more than the API describes, far fewer than Python follows."""

_NESTED = (dict, list, tuple)
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_OTHERS = bytes({*range(256)} - _STEPS.keys())


def within_depth(value: T, content: bytes) -> T:
    """Return the value of some JSON.

    Args:
        value: The value.
        content: The JSON itself: nearly always, its brackets show that it is not nested deeply.

    Raises:
        ValueError: Its lists and objects are nested deeper than `MAX_DEPTH`.
    """
    # Brackets count, and not levels: that is quick, and those in texts seldom change it.
    brackets = content.translate(None, _OTHERS)
    if len(brackets) > MAX_DEPTH:
        depth = max(accumulate(map(_STEPS.__getitem__, brackets)))
        if depth > MAX_DEPTH and _is_deeper(value):
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
