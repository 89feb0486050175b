"""From arguments to a request: checked, quoted and encoded, or refused before anything is sent."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from .checks import invalid
from .nesting import within_depth
from .readings import json_kind
from .records import KEY_HEADER, Operation, Parameter, Place, Request, RetryClass
from .values import UNSET, Unset

T = TypeVar("T")

Csv = str | bytes | PathLike[str]
"""CSV as a text, as bytes in UTF-8, or as the path of a file; a str is never a path."""

Given = tuple[Parameter, str]
"""A parameter that has a value, and the text of it."""

_JSON = "application/json"
# One tuple for all calls: a union would be made anew by each.
_NESTED = (dict, list, tuple)


def build_request(
    operation: Operation[T],
    arguments: Mapping[str, object] | None = None,
    *,
    body: Mapping[str, Any] | Unset = UNSET,
    csv: Csv | Unset = UNSET,
) -> Request[T]:
    """The request for an operation; what is `UNSET` is left out.

    Args:
        operation: What is to be done.
        arguments: The values of its parameters, by their names in Python.
        body: The JSON body.
        csv: The body of an operation that takes CSV.

    Raises:
        InvalidRequestError: A value cannot stand where the API wants it.
        TypeError: A value is of another type than its parameter.
        OSError: The file cannot be read.
    """
    # Most operations have none, and every call comes through here.
    given = tuple(_given(operation, arguments or {})) if operation.parameters else ()
    headers = {p.wire: _header(operation, p, text) for p, text in _at("header", given)}
    if operation.retry == "keyed":
        headers.setdefault(KEY_HEADER, _new_key())
    content, kind = _content(operation, body, csv)
    return Request(
        operation=operation,
        retry=_retry(operation, body),
        path=_filled_path(operation, given),
        query=tuple((p.wire, text) for p, text in _at("query", given)),
        headers=tuple(headers.items()),
        content=content,
        content_type=kind,
        secrets=tuple(_secrets_in(body, operation.secrets)) if operation.secrets else (),
    )


def _given(operation: Operation[Any], arguments: Mapping[str, object]) -> Iterator[Given]:
    """The parameters that have a value, and the text of it."""
    for parameter in operation.parameters:
        value = arguments.get(parameter.name, UNSET)
        if value is not UNSET:
            parameter.check(operation.name, parameter.name, value)
            wire = parameter.form.written(value) if parameter.form else value
            yield parameter, _plain(operation, parameter.name, wire)


def _at(place: Place, given: tuple[Given, ...]) -> tuple[Given, ...]:
    return tuple(pair for pair in given if pair[0].place == place) if given else ()


def _new_key() -> str:
    # Late: it is slow to import, and most operations have no key.
    from uuid import uuid4

    return str(uuid4())


def _retry(operation: Operation[Any], body: Mapping[str, Any] | Unset) -> RetryClass:
    is_stricter = operation.never_with and not operation.never_with.isdisjoint(body or ())
    return "never" if is_stricter else operation.retry


def _filled_path(operation: Operation[Any], given: tuple[Given, ...]) -> str:
    """The path with its values quoted; one that would lead to another path is refused."""
    path = operation.path
    for parameter, text in _at("path", given):
        if text in {"", ".", ".."}:
            raise invalid(operation.name, parameter.name, f"is {text!r}, which names no resource")
        path = path.replace("{" + parameter.wire + "}", quote(text, safe=""))
    return path


def _header(operation: Operation[Any], parameter: Parameter, text: str) -> str:
    if not re.fullmatch(r"[!-~]([ -~]*[!-~])?", text):
        words = "must be printable ASCII without spaces around it"
        raise invalid(operation.name, parameter.name, words)
    return text


def _plain(operation: Operation[Any], name: str, value: object) -> str:
    """A scalar as it stands in a path, a query or a header."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        got = json_kind(value)
        raise TypeError(f"{operation.name}: {name}: expected a str, a number or a bool, got {got}")
    text = str(value.value if isinstance(value, Enum) else value)
    if isinstance(value, float) and not math.isfinite(value):
        raise invalid(operation.name, name, f"is {value}; a finite number is needed")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise invalid(operation.name, name, "holds half of a surrogate pair")
    return text


def _content(
    operation: Operation[Any], body: Mapping[str, Any] | Unset, csv: Csv | Unset
) -> tuple[bytes | None, str]:
    if not isinstance(csv, Unset):
        return _csv(operation, csv), "text/csv"
    return (None if isinstance(body, Unset) else _json(operation, body)), _JSON


def _csv(operation: Operation[Any], csv: Csv) -> bytes:
    if isinstance(csv, PathLike):
        return Path(csv).read_bytes()
    if isinstance(csv, bytes):
        return csv
    if not isinstance(csv, str):
        got = json_kind(csv)
        raise TypeError(f"{operation.name}: csv: expected a str, bytes or a path, got {got}")
    if csv.endswith(".csv") and "\n" not in csv:
        raise invalid(operation.name, "csv", "looks like a file's name: give pathlib.Path(...)")
    try:
        return csv.encode()
    except UnicodeEncodeError:
        raise invalid(operation.name, "csv", "holds half of a surrogate pair") from None


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def _json(operation: Operation[Any], body: Mapping[str, Any]) -> bytes:
    try:
        content = _encode(body).encode()
        within_depth(body, content)
    except (ValueError, RecursionError):
        # From None: the encoder's own error would carry the body, secrets included.
        words = "the body has no form in JSON, or is nested too deeply"
        raise invalid(operation.name, None, words) from None
    return content


def _secrets_in(value: Any, names: frozenset[str], *, is_secret: bool = False) -> Iterator[str]:
    """The texts in the fields of these names, at any depth of what JSON can hold."""
    if isinstance(value, str):
        # An empty text hides nothing, and to mask it would be to mask between all letters.
        if is_secret and value:
            yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if is_secret or name in names or isinstance(inner, _NESTED):
                yield from _secrets_in(inner, names, is_secret=is_secret or name in names)
    elif isinstance(value, _NESTED):
        for inner in value:
            if is_secret or isinstance(inner, _NESTED):
                yield from _secrets_in(inner, names, is_secret=is_secret)
