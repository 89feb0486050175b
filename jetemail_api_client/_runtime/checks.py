"""Checks of arguments, before anything is sent.

Their errors give the field, the limit and the size; never the value, which may be a secret.
"""

import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import chain
from typing import Any

from attrs import Attribute

from ..errors import InvalidRequestError
from .values import UNSET

Check = Callable[[str, str, Any], None]
"""Looks at a value; the names of the operation and the field are for its error."""


def checked(check: Check) -> Callable[[Any, "Attribute[Any]", Any], None]:
    """A check as attrs wants it; what was not given is not checked."""

    def validate(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
        if value is not UNSET:
            check(instance.operation_name, attribute.name, value)

    return validate


def kind(wanted: type | tuple[type, ...], words: str) -> Check:
    """A value of a class; a bool is no number, and None is not the way to leave something out."""
    classes = wanted if isinstance(wanted, tuple) else (wanted,)

    def check(operation: str, name: str, value: Any) -> None:
        if not isinstance(value, classes) or (isinstance(value, bool) and bool not in classes):
            got = "None; leave the argument out instead" if value is None else type(value).__name__
            raise TypeError(f"{operation}: {name}: expected {words}, got {got}")

    return check


boolean = kind(bool, "a bool")
mapping = kind((dict, Mapping), "a dict")
_string = kind(str, "a str")
_list = kind((list, tuple), "a list")
_number = kind((int, float), "a number")
_whole = kind(int, "an int")
_datetime = kind(datetime, "a datetime")


def text(
    min_length: int = 0,
    max_length: int | None = None,
    pattern: str | None = None,
    meaning: str | None = None,
) -> Check:
    """A str within lengths, in Unicode characters, and of a reviewed pattern."""
    matches = re.compile(pattern).fullmatch if pattern else None

    def check(operation: str, name: str, value: Any) -> None:
        if value.__class__ is not str:
            _string(operation, name, value)
        _check_size(operation, name, len(value), min_length, max_length, "character")
        if matches and not matches(value):
            raise invalid(operation, name, f"must be {meaning}")

    return check


def number(
    minimum: float | None = None, maximum: float | None = None, *, whole: bool = False
) -> Check:
    """A finite int or float, or only an int, within limits."""

    def check(operation: str, name: str, value: Any) -> None:
        (_whole if whole else _number)(operation, name, value)
        if isinstance(value, float) and not math.isfinite(value):
            raise invalid(operation, name, f"is {value}; a finite number is needed")
        if minimum is not None and value < minimum:
            raise invalid(operation, name, f"is {value}; the minimum is {minimum}")
        if maximum is not None and value > maximum:
            raise invalid(operation, name, f"is {value}; the maximum is {maximum}")

    return check


def array(item: Check, min_items: int = 0, max_items: int | None = None) -> Check:
    """A list or tuple within sizes, each item checked. A lone str is no list."""

    def check(operation: str, name: str, value: Any) -> None:
        _list(operation, name, value)
        _check_size(operation, name, len(value), min_items, max_items, "item")
        for place, inner in enumerate(value):
            item(operation, f"{name}[{place}]", inner)

    return check


def table(value: Check) -> Check:
    """A mapping from str to values that are checked."""

    def check(operation: str, name: str, given: Any) -> None:
        mapping(operation, name, given)
        for key, inner in given.items():
            _string(operation, f"the key of {name}", key)
            value(operation, f"{name}[{key!r}]", inner)

    return check


def moment(operation: str, name: str, value: Any) -> None:
    """An aware datetime: a naive one is another moment on every machine."""
    _datetime(operation, name, value)
    if value.utcoffset() is None:
        words = "is a datetime without a time zone; give it one, such as tzinfo=datetime.UTC"
        raise invalid(operation, name, words)


def nullable(check: Check) -> Check:
    """None, which clears, or what a check takes."""

    def check_unless_none(operation: str, name: str, value: Any) -> None:
        if value is not None:
            check(operation, name, value)

    return check_unless_none


def one_of(words: str, *choices: tuple[type, Check]) -> Check:
    """A value of one of some classes, each with a check of its own."""
    classes = tuple(cls for cls, _ in choices)
    wanted = kind((*classes, tuple) if list in classes else classes, words)

    def check(operation: str, name: str, value: Any) -> None:
        wanted(operation, name, value)
        # A tuple does as a list.
        cls = list if isinstance(value, tuple) else type(value)
        exact = (inner for choice, inner in choices if cls is choice)
        alike = (inner for choice, inner in choices if issubclass(cls, choice))
        next(chain(exact, alike))(operation, name, value)

    return check


def require_given(operation: str, least: int = 1, /, **values: object) -> None:
    """Refuse values of which fewer than so many were given."""
    if sum(value is not UNSET for value in values.values()) < least:
        names = ", ".join(values)
        raise invalid(operation, None, f"give at least {least} of {names}")


def require_exactly_one(operation: str, **values: object) -> None:
    """Refuse values of which none, or more than one, was given."""
    given = [name for name, value in values.items() if value is not UNSET]
    if len(given) != 1:
        got = " and ".join(given) or "none"
        raise invalid(operation, None, f"give exactly one of {', '.join(values)}, not {got}")


def require_at_most_one(operation: str, **flags: object) -> None:
    """Refuse flags that are on together where the API allows only one of them."""
    on = [name for name, value in flags.items() if value is True]
    if len(on) > 1:
        raise invalid(operation, on[1], f"cannot be enabled together with {on[0]}")


def _check_size(
    operation: str, name: str, size: int, least: int, most: int | None, unit: str
) -> None:
    had = f"has {size} {unit}{'' if size == 1 else 's'}"
    if size < least:
        raise invalid(operation, name, f"{had}; the minimum is {least}")
    if most is not None and size > most:
        raise invalid(operation, name, f"{had}; the maximum is {most}")


def invalid(operation: str, name: str | None, what: str) -> InvalidRequestError:
    """The error for an argument, or for a whole request, that cannot be sent."""
    words = f"{name} {what}" if name else what
    return InvalidRequestError(f"{operation}: {words}", operation=operation, field=name)
