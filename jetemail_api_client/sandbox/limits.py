"""The limits of what an account takes in, and how it refuses what is outside them."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from starlette.exceptions import HTTPException

Fields = dict[str, Any]
"""A request's body."""

Limit = tuple[Callable[[Any], bool], str]
"""What a value must satisfy, and how a refusal says it after the field's name."""


def type_of(name: str, *types: type) -> Limit:
    """Be of one of these types."""
    # An exact type, because Python's booleans are integers and JSON's are not.
    return lambda value: type(value) in types, f"must be {name}"


def size(least: int, most: int, unit: str) -> Limit:
    """Have so many of a unit."""
    return lambda value: least <= len(value) <= most, f"must have {least} to {most} {unit}"


def each(pattern: str, meaning: str) -> Limit:
    """Hold only texts that a pattern matches whole."""

    def holds(value: list[Any]) -> bool:
        return all(isinstance(item, str) and re.fullmatch(pattern, item) for item in value)

    return holds, f"must hold only {meaning}"


TEXT = type_of("a string", str)
FLAG = type_of("a boolean", bool)
LIST = type_of("an array", list)
NUMBER = type_of("a number", int, float)

# The description's patterns have bare dots, which match any character: a slip, read as dots here.
DOMAIN = r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]{2,}"
_OCTET = "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)"
IPV4 = rf"(?:{_OCTET}\.){{3}}{_OCTET}"

NAME: Limit = (
    lambda value: re.fullmatch("[a-z0-9-]*", value) is not None,
    "must be made of lowercase letters, digits and hyphens",
)


def check(fields: Fields, limits: Mapping[str, tuple[Limit, ...]]) -> None:
    """Refuse the first field that is outside its limits; unknown fields are ignored."""
    for name, value in ((name, fields[name]) for name in limits if name in fields):
        for holds, text in limits[name]:
            if not holds(value):
                raise HTTPException(400, f"{name} {text}")
