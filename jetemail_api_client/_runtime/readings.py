"""Readings of answers: a required field that is missing is an error, the rest is kept as it came.

Each reading takes the place it stands at, for errors, and a list for what departs from the
description without losing anything; one odd field never costs the rest of a page.
"""

from collections.abc import Mapping
from typing import Any

from ..errors import APIResponseValidationError

Oddities = list[str]
"""Departures in words, such as "results[2].id is null where a string is described"."""

_KINDS: Mapping[type, str] = {
    dict: "an object",
    list: "a list",
    str: "a string",
    bool: "a boolean",
    int: "an integer",
    float: "a number",
    type(None): "null",
}


def json_kind(value: object) -> str:
    """What a value is, in JSON's words where it has some."""
    return _KINDS.get(type(value), type(value).__name__)


def fields_of(src: object, at: str) -> dict[str, Any]:
    """A copy of an object's fields, for a reading to take from."""
    if isinstance(src, Mapping):
        return dict(src)
    place = at.rstrip(".")
    raise APIResponseValidationError(
        f"{place or 'the answer'} is {json_kind(src)} where an object is described",
        field=place or None,
    )


def absent(at: str) -> APIResponseValidationError:
    """The error for a required field that is missing."""
    return APIResponseValidationError(f"{at} is missing from the answer", field=at)


def kept(value: Any, expected: str, at: str, odd: Oddities | None) -> Any:
    """A value that is not as described, noted and unchanged."""
    if odd is not None:
        odd.append(f"{at} is {json_kind(value)} where {expected} is described")
    return value


def look_over(
    values: list[Any], wanted: tuple[type, ...], expected: str, at: str, odd: Oddities | None
) -> None:
    """Note the items of a list that are not as described; they stay as they are."""
    for index, value in enumerate(values):
        if value.__class__ not in wanted:
            kept(value, expected, f"{at}[{index}]", odd)
