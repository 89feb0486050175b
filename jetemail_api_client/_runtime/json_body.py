"""Bodies in JSON, and the name of a field whose value has no form in JSON."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import fields, frozen, has

from .nesting import MAX_DEPTH, within_depth
from .validators import HALF_PAIR, invalid, wrong_type
from .values import UNSET, is_list, printable, to_wire

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_JSON = "a dict, a list, a str, a number, a bool or None"


def encode_body(operation: str, body: object, name: str = "") -> tuple[Any, bytes]:
    """Return a body as decoded JSON, and as JSON in UTF-8.

    Args:
        operation: The name of the operation.
        body: A model, a mapping, or any value with a form in JSON.
        name: The name of the argument; "" if its fields are the arguments.

    Raises:
        InvalidRequestError: A text or a number has no form in JSON, or the nesting is too deep.
        TypeError: A value has a type without a form in JSON.
    """
    if encoded := _encoded(body):
        return encoded
    last_resort = invalid(operation, name or None, f"cannot be encoded in JSON: use {_JSON}")
    raise next(_errors(operation, body, name), last_resort)


def _encoded(body: object) -> tuple[Any, bytes] | None:
    # Without an error of its own: that of the encoder would carry the body, secrets included.
    try:
        wire = to_wire(body)
        content = _encode(wire).encode()
        return within_depth(wire, content), content
    except (TypeError, ValueError, RecursionError):
        return None


@frozen
class _Place:
    """A value in a body."""

    value: Any
    path: str = ""
    field: str = ""
    """The path of the field that it is in."""
    depth: int = 0
    """The number of objects and lists around it."""
    is_key: bool = False


def _errors(operation: str, body: object, name: str) -> Iterator[Exception]:
    """Yield the error of each value without a form in JSON, by its Python name."""
    # No recursion: the body may be nested without end.
    places = [_Place(body, name, name)]
    while places:
        place = places.pop()
        inside = None if place.is_key else _inside(place)
        if inside is None:
            yield from _error_of_scalar(operation, place)
        elif place.depth >= MAX_DEPTH:
            reason = f"is nested too deeply; the maximum is {MAX_DEPTH} levels"
            yield invalid(operation, place.field, reason)
        else:
            places += reversed(list(inside))


def _inside(place: _Place) -> Iterator[_Place] | None:
    """Return the places inside a model, an object or a list; None for other values."""
    if has(type(place.value)):
        return _in_model(place)
    if isinstance(place.value, Mapping):
        return _in_mapping(place)
    return _in_list(place) if is_list(place.value) else None


def _in_model(place: _Place) -> Iterator[_Place]:
    prefix, model = f"{place.path}." if place.path else "", place.value
    for one in fields(type(model)):
        value, name = getattr(model, one.name), prefix + one.name
        # A time has a wire format, but not where any value is accepted.
        has_format = isinstance(value, datetime) and "datetime" in str(one.type)
        if one.name == "additional_properties":
            yield from _in_mapping(_Place(value, name, name, place.depth))
        elif one.init and value is not UNSET and not has_format:
            yield _Place(value, name, name, place.depth + 1)


def _in_mapping(place: _Place) -> Iterator[_Place]:
    for key, value in place.value.items():
        shown = printable(key)
        path = f"{place.path}[{shown!r}]" if place.path else str(shown)
        field = place.field or path
        yield _Place(key, path, field, is_key=True)
        yield _Place(value, path, field, place.depth + 1)


def _in_list(place: _Place) -> Iterator[_Place]:
    for index, value in enumerate(place.value):
        yield _Place(value, f"{place.path}[{index}]", place.field, place.depth + 1)


def _error_of_scalar(operation: str, place: _Place) -> Iterator[Exception]:
    value = place.value
    try:
        _encode({value: None} if place.is_key else value).encode()
    except TypeError:
        expected = "a str as the key" if place.is_key else _JSON
        yield wrong_type(operation, place.path, expected, value)
    except ValueError:
        reason = f"is {printable(value)}; a smaller number is needed"
        if isinstance(value, str):
            reason = HALF_PAIR
        elif isinstance(value, float):
            reason = f"is {float.__repr__(value)}; a finite number is needed"
        yield invalid(operation, place.path, reason)
