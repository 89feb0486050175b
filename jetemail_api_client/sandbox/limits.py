"""The limits of request fields, and the errors for fields outside them."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from starlette.exceptions import HTTPException

Fields = dict[str, Any]
"""The fields of a request or response body."""

Limit = tuple[Callable[[Any], bool], str]
"""A predicate on a value, and its description for the error, after the name of the field."""


def type_of(name: str, *types: type) -> Limit:
    """Limit a value to some types."""
    # Exact types: booleans are integers in Python, but not in JSON.
    return lambda value: type(value) in types, f"must be {name}"


def size(minimum: int, maximum: int, unit: str) -> Limit:
    """Limit the length of a value."""
    text = f"must have {minimum} to {maximum} {unit}"
    return lambda value: minimum <= len(value) <= maximum, text


def each(pattern: str, meaning: str) -> Limit:
    """Limit the items of a list to strings that match a pattern completely."""

    def is_valid(value: list[Any]) -> bool:
        return all(isinstance(item, str) and re.fullmatch(pattern, item) for item in value)

    return is_valid, f"must hold only {meaning}"


TEXT = type_of("a string", str)
FLAG = type_of("a boolean", bool)
LIST = type_of("an array", list)
NUMBER = type_of("a number", int, float)

# The patterns in openapi.json have unescaped dots, an error of the vendor: escaped here.
DOMAIN = r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]{2,}"
_OCTET = "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)"
IPV4 = rf"(?:{_OCTET}\.){{3}}{_OCTET}"

NAME: Limit = (
    lambda value: re.fullmatch("[a-z0-9-]*", value) is not None,
    "must be made of lowercase letters, digits and hyphens",
)


def check(fields: Fields, limits: Mapping[str, tuple[Limit, ...]]) -> None:
    """Reject the first field that is outside its limits; unknown fields are ignored."""
    for name, value in ((name, fields[name]) for name in limits if name in fields):
        for is_valid, text in limits[name]:
            if not is_valid(value):
                raise HTTPException(400, f"{name} {text}")
