"""Build a request from arguments: validate, quote and encode them before anything is sent."""

import json
import math
import re
from collections.abc import Container, Iterator, Mapping
from enum import Enum
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from .nesting import within_depth
from .operations import KEY_HEADER, Location, Operation, Parameter, Request, RetryClass
from .parsing import json_kind
from .validators import invalid
from .values import UNSET, Unset

T = TypeVar("T")

Csv = str | bytes | PathLike[str]
"""CSV as text, as bytes in UTF-8, or as the path of a file; a str is never a path."""

Given = tuple[Parameter, str]
"""A parameter that was passed, and its value as text."""

_JSON = "application/json"
# One tuple for all calls: each would create a union anew.
_NESTED = (dict, list, tuple)


def build_request(
    operation: Operation[T],
    arguments: Mapping[str, object] | None = None,
    *,
    body: Mapping[str, Any] | Unset = UNSET,
    csv: Csv | Unset = UNSET,
) -> Request[T]:
    """Build the request of an operation; arguments that are `UNSET` are left out.

    Args:
        operation: The operation.
        arguments: The values of its parameters, by Python name.
        body: The JSON body.
        csv: The body of an operation that takes CSV.

    Raises:
        InvalidRequestError: A value is outside its limits.
        TypeError: A value has the wrong type.
        OSError: The file cannot be read.
    """
    # Most operations have no parameters, and every call comes through here.
    given = tuple(_given(operation, arguments or {})) if operation.parameters else ()
    headers = {p.wire_name: _header(operation, p, text) for p, text in _in("header", given)}
    if operation.retry == "keyed":
        headers.setdefault(KEY_HEADER, _new_key())
    content, content_type = _content(operation, body, csv)
    return Request(
        operation=operation,
        retry=_retry_class(operation, body),
        path=_filled_path(operation, given),
        query=tuple((p.wire_name, text) for p, text in _in("query", given)),
        headers=tuple(headers.items()),
        content=content,
        content_type=content_type,
        secrets=tuple(secret_texts(body, operation.secrets)) if operation.secrets else (),
    )


def _given(operation: Operation[Any], arguments: Mapping[str, object]) -> Iterator[Given]:
    """Yield the parameters that were passed, each with its value as text."""
    for parameter in operation.parameters:
        value = arguments.get(parameter.name, UNSET)
        if value is not UNSET:
            parameter.validator(operation.name, parameter.name, value)
            wire = parameter.wire_format.write(value) if parameter.wire_format else value
            yield parameter, _text(operation, parameter.name, wire)


def _in(location: Location, given: tuple[Given, ...]) -> tuple[Given, ...]:
    return tuple(pair for pair in given if pair[0].location == location) if given else ()


def _new_key() -> str:
    # Late: it is slow to import, and most operations have no key.
    from uuid import uuid4

    return str(uuid4())


def _retry_class(operation: Operation[Any], body: Mapping[str, Any] | Unset) -> RetryClass:
    is_stricter = operation.never_with and not operation.never_with.isdisjoint(body or ())
    return "never" if is_stricter else operation.retry


def _filled_path(operation: Operation[Any], given: tuple[Given, ...]) -> str:
    """Return the path with quoted values; one that would lead to another path is invalid."""
    path = operation.path
    for parameter, text in _in("path", given):
        if text in {"", ".", ".."}:
            raise invalid(operation.name, parameter.name, f"is {text!r}, which names no resource")
        path = path.replace("{" + parameter.wire_name + "}", quote(text, safe=""))
    return path


def _header(operation: Operation[Any], parameter: Parameter, text: str) -> str:
    if not re.fullmatch(r"[!-~]([ -~]*[!-~])?", text):
        reason = "must be printable ASCII without spaces around it"
        raise invalid(operation.name, parameter.name, reason)
    return text


def _text(operation: Operation[Any], name: str, value: object) -> str:
    """Return a scalar as it is written in a path, a query or a header."""
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
        raise invalid(operation.name, "csv", "looks like a file name: give pathlib.Path(...)")
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
        reason = "the body cannot be encoded in JSON, or is nested too deeply"
        raise invalid(operation.name, None, reason) from None
    return content


def secret_texts(value: Any, names: Container[str], *, is_secret: bool = False) -> Iterator[str]:
    """Yield the texts in the fields with these names, at any depth."""
    if isinstance(value, str):
        # Not the empty text: redacting it would change every text.
        if is_secret and value:
            yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if is_secret or name in names or isinstance(inner, _NESTED):
                yield from secret_texts(inner, names, is_secret=is_secret or name in names)
    elif isinstance(value, _NESTED):
        for inner in value:
            if is_secret or isinstance(inner, _NESTED):
                yield from secret_texts(inner, names, is_secret=is_secret)
