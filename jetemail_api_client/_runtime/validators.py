"""Validators of arguments, run before anything is sent.

Their errors name the field, the limit and the size, never the value, which may be a secret.
"""

import math
import re
from binascii import a2b_base64
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import chain
from typing import Any

from attrs import Attribute

from ..errors import InvalidRequestError
from .values import UNSET, is_list, plain_datetime, printable, type_name

Validator = Callable[[str, str, Any], None]
"""Takes the names of the operation and the field, for its error, and the value."""


# Base64 is decoded in pieces, so that the content of a large file is not in memory again.
_PIECE = 4 * 256 * 1024
_FIELD_NAME = re.compile(r"[!-9;-~]+")
_HEADER_VALUE = re.compile(r"[!-~]([ -~]*[!-~])?")
_LINE_BREAKS = re.compile(r"[\r\n\0]")
HALF_PAIR = (
    "holds half of a surrogate pair: clean it, such as with .encode(errors='replace').decode()"
)
"""What is wrong with a text that UTF-8 cannot encode."""


def attrs_validator(
    validator: Validator, *, is_optional: bool = False
) -> Callable[[Any, "Attribute[Any]", Any], None]:
    """Adapt a validator to attrs; None and `UNSET` are valid for an optional field."""

    def validate(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
        if not is_optional or (value is not None and value is not UNSET):
            validator(instance.operation_name, attribute.name, value)

    return validate


def instance_of(expected: type | tuple[type, ...], description: str) -> Validator:
    """Accept instances of a class; a bool is not a number."""
    classes = expected if isinstance(expected, tuple) else (expected,)

    def validate(operation: str, name: str, value: Any) -> None:
        if not isinstance(value, classes) or (isinstance(value, bool) and bool not in classes):
            raise wrong_type(operation, name, description, value)

    return validate


def wrong_type(operation: str | None, name: str, expected: str, value: object) -> TypeError:
    """Return the error of a value of a wrong type; `operation` is None for an option."""
    hint = "; put it into a list" if expected == _LIST and isinstance(value, str) else ""
    where = f"{operation}: {name}" if operation else name
    return TypeError(f"{where}: expected {expected}, got {type_name(value)}{hint}")


_LIST = "a list"
boolean = instance_of(bool, "a bool")
mapping = instance_of((dict, Mapping), "a dict")
_string = instance_of(str, "a str")
_number = instance_of((int, float), "a number")
_integer = instance_of(int, "an int")
_datetime = instance_of(datetime, "a datetime")


def text(
    min_length: int = 0,
    max_length: int | None = None,
    pattern: str | None = None,
    meaning: str | None = None,
    check: Validator | None = None,
) -> Validator:
    """Accept a str of a length, in Unicode characters, with a reviewed pattern or check."""
    matches = re.compile(pattern).fullmatch if pattern else None

    def validate(operation: str, name: str, value: Any) -> None:
        if value.__class__ is not str:
            _string(operation, name, value)
            # A subclass may have its own length.
            value = str.__str__(value)
        _check_size(operation, name, len(value), min_length, max_length, "character")
        if matches and not matches(value):
            raise invalid(operation, name, f"must be {meaning}")
        if check:
            check(operation, name, value)

    return validate


def utf8_of(operation: str, name: str, value: str) -> bytes:
    """Return a text in UTF-8, which cannot encode half of a surrogate pair."""
    try:
        return str.encode(value)
    except UnicodeEncodeError:
        raise invalid(operation, name, HALF_PAIR) from None


def is_header_value(text: str) -> bool:
    """Return True for the value of an HTTP header: printable ASCII without spaces around it."""
    return _HEADER_VALUE.fullmatch(text) is not None


def one_line(operation: str, name: str, value: str) -> None:
    """Accept a text for the header of a mail, which a line break would end (RFC 5322, 2.2)."""
    if _LINE_BREAKS.search(value):
        reason = "has a line break or a NUL character, which no header can have: remove it"
        raise invalid(operation, name, reason)


def base64(operation: str, name: str, value: str) -> None:
    """Accept base64 in the standard alphabet, padded, in one line (RFC 4648, 4)."""
    pieces = (value[start : start + _PIECE] for start in range(0, len(value), _PIECE))
    try:
        sizes = [len(a2b_base64(piece, strict_mode=True)) for piece in pieces]
        is_valid = all(size == _PIECE // 4 * 3 for size in sizes[:-1])
    except ValueError:
        is_valid = False
    if not is_valid:
        reason = "is not base64 in the standard alphabet, padded and in one line"
        raise invalid(operation, name, f"{reason}; use emails.attach((name, bytes))")


def number(
    minimum: float | None = None, maximum: float | None = None, *, integer: bool = False
) -> Validator:
    """Accept a finite int or float, or only an int, within limits."""

    def validate(operation: str, name: str, value: Any) -> None:
        (_integer if integer else _number)(operation, name, value)
        # A subclass may compare and print in its own way.
        value = float.__float__(value) if isinstance(value, float) else int.__int__(value)
        if isinstance(value, float) and not math.isfinite(value):
            raise invalid(operation, name, f"is {value}; a finite number is needed")
        if minimum is not None and value < minimum:
            raise invalid(operation, name, f"is {printable(value)}; the minimum is {minimum}")
        if maximum is not None and value > maximum:
            raise invalid(operation, name, f"is {printable(value)}; the maximum is {maximum}")

    return validate


def array(item: Validator, min_items: int = 0, max_items: int | None = None) -> Validator:
    """Accept a sequence of a size with valid items. A str is not a list."""

    def validate(operation: str, name: str, value: Any) -> None:
        if not is_list(value):
            raise wrong_type(operation, name, _LIST, value)
        _check_size(operation, name, len(value), min_items, max_items, "item")
        for index, inner in enumerate(value):
            item(operation, f"{name}[{index}]", inner)

    return validate


def mapping_of(value: Validator) -> Validator:
    """Accept a mapping from str to valid values."""

    def validate(operation: str, name: str, given: Any) -> None:
        mapping(operation, name, given)
        for key, inner in given.items():
            _string(operation, f"the key of {name}", key)
            value(operation, f"{name}[{key!r}]", inner)

    return validate


def headers_of(value: Validator) -> Validator:
    """Accept a mapping from names of headers (RFC 5322, 3.6.8) to valid values in one line.

    The error does not show a wrong name: it may be the value of a header, which may be a secret.
    """
    check = mapping_of(value)

    def validate(operation: str, name: str, given: Any) -> None:
        check(operation, name, given)
        for number, (key, inner) in enumerate(given.items(), start=1):
            if not _FIELD_NAME.fullmatch(key):
                reason = "use printable ASCII without spaces and colons"
                raise invalid(operation, name, f"has a wrong name at number {number}: {reason}")
            if isinstance(inner, str):
                one_line(operation, f"{name}[{key!r}]", inner)

    return validate


def aware_datetime(operation: str, name: str, value: Any) -> None:
    """Accept an aware datetime: the meaning of a naive one depends on the machine."""
    _datetime(operation, name, value)
    # Subclasses may raise anything: pandas.NaT is a datetime.
    try:
        is_aware = value.utcoffset() is not None
        if is_aware:
            plain_datetime(value)
    except Exception as error:
        reason = "is not a point in time (it is NaT, or has a faulty tzinfo): give another"
        raise invalid(operation, name, reason) from error
    if not is_aware:
        hint = "give it one, such as tzinfo=datetime.UTC"
        raise invalid(operation, name, f"is a datetime without a time zone; {hint}")


def nullable(validator: Validator) -> Validator:
    """Accept None, which clears a field, and every value that a validator accepts."""

    def validate(operation: str, name: str, value: Any) -> None:
        if value is not None:
            validator(operation, name, value)

    return validate


def one_of(description: str, *choices: tuple[type, Validator]) -> Validator:
    """Accept a value of one of several classes, each with a validator of its own."""
    classes = tuple(cls for cls, _ in choices)
    expected = instance_of(classes, description)
    has_list, has_dict = list in classes, dict in classes

    def validate(operation: str, name: str, value: Any) -> None:
        # Every sequence is accepted as a list, and every mapping as a dict.
        if has_list and is_list(value):
            cls: type = list
        elif has_dict and isinstance(value, Mapping):
            cls = dict
        else:
            expected(operation, name, value)
            cls = type(value)
        exact = (inner for choice, inner in choices if cls is choice)
        derived = (inner for choice, inner in choices if issubclass(cls, choice))
        next(chain(exact, derived))(operation, name, value)

    return validate


def require_given(operation: str, minimum: int = 1, /, **values: object) -> None:
    """Require at least so many of the values."""
    if sum(value is not UNSET for value in values.values()) < minimum:
        names = ", ".join(values)
        raise invalid(operation, None, f"give at least {minimum} of {names}")


def require_exactly_one(operation: str, **values: object) -> None:
    """Require exactly one of the values."""
    given = [name for name, value in values.items() if value is not UNSET]
    if len(given) != 1:
        got = " and ".join(given) or "none"
        raise invalid(operation, None, f"give exactly one of {', '.join(values)}, not {got}")


def require_at_most_one(operation: str, **flags: object) -> None:
    """Require that at most one of the flags is True."""
    on = [name for name, value in flags.items() if value is True]
    if len(on) > 1:
        raise invalid(operation, on[1], f"cannot be enabled together with {on[0]}")


def _check_size(
    operation: str, name: str, size: int, minimum: int, maximum: int | None, unit: str
) -> None:
    if size >= minimum and (maximum is None or size <= maximum):
        return
    limit = f"minimum is {minimum}" if size < minimum else f"maximum is {maximum}"
    reason = f"has {size} {unit}{'' if size == 1 else 's'}; the {limit}"
    raise invalid(operation, name, reason)


def invalid(operation: str, name: str | None, reason: str) -> InvalidRequestError:
    """Return the error of an invalid argument, or of a request that is invalid as a whole."""
    text = f"{name} {reason}" if name else reason
    return InvalidRequestError(f"{operation}: {text}", operation=operation, field=name)
