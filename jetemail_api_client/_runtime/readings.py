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


def fields_of(src: object, at: str, bare: str | None = None) -> dict[str, Any]:
    """A copy of an object's fields, for a reading to take from.

    Args:
        src: The decoded object.
        at: Where it stands.
        bare: The field that a list stands for, if the API has given that in the object's place.
    """
    if isinstance(src, Mapping):
        return dict(src)
    if bare is not None and isinstance(src, list):
        return {bare: src}
    place = at.rstrip(".")
    raise APIResponseValidationError(
        f"{place or 'the answer'} is {json_kind(src)} where an object is described",
        field=place or None,
    )


def rename(fields: dict[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    """Put fields that came under another name under their own; return what came under which."""
    came = {}
    for other, own in names.items():
        if other in fields and own not in fields:
            fields[own] = fields.pop(other)
            came[own] = other
    return came


def free(src: Any, /, *, at: str = "", odd: Oddities | None = None) -> Any:
    """An answer of which no shape is published, as it came."""
    return src


def csv_text(src: Any, /, *, at: str = "", odd: Oddities | None = None) -> str:
    """An answer in CSV, its bytes decoded."""
    if isinstance(src, str):
        return src
    raise APIResponseValidationError(f"the answer is {json_kind(src)} where CSV is described")


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
