"""A limit on the nesting of JSON that is the same on every Python, and in every thread.

Python's own limit depends on its version, the caller's frames and the stack of the thread: about
990 levels before 3.12, tens of thousands since 3.14. Code that copies or encodes the decoded value
in Python is limited to 1,000 everywhere.
"""

from itertools import accumulate, chain
from typing import TypeVar

T = TypeVar("T")

MAX_DEPTH = 100
"""Levels of lists and objects: far more than the API describes, far below Python's limits."""

_NESTED = (dict, list, tuple)
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_OTHERS = bytes({*range(256)} - _STEPS.keys())


def within_depth(value: T, content: bytes) -> T:
    """Return the value of some JSON.

    Args:
        value: The value.
        content: The JSON itself: its brackets nearly always prove that the nesting is shallow.

    Raises:
        ValueError: Its lists and objects are nested deeper than `MAX_DEPTH`.
    """
    # Counting brackets is fast; those within strings rarely change the result.
    if content.count(b"[") + content.count(b"{") > MAX_DEPTH:
        brackets = content.translate(None, _OTHERS)
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
