"""Build a request from arguments: validate, quote and encode them before anything is sent."""

import math
import time
from collections.abc import Container, Iterator, Mapping, Sequence
from os import PathLike
from typing import Any, Protocol, TypeVar
from urllib.parse import quote

from .files import BYTES, BinaryFile, Openable, is_closed, is_open, path_of, pieces_of
from .frames import without_arguments
from .json_body import encode_body
from .operations import KEY_HEADER, Location, Operation, Parameter, Request, RetryClass
from .validators import invalid, is_header_value, utf8_of, wrong_type
from .values import UNSET, SequenceNotStr, Unset, is_list, printable

T = TypeVar("T")

Csv = str | bytes | bytearray | memoryview | PathLike[str] | Openable | BinaryFile
"""CSV as text, bytes in UTF-8, or a file: a path, what opens like one, or an open binary file.

A str is never a path.
"""


class BodyModel(Protocol):
    """A generated model of a body."""

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form."""
        ...


Body = BodyModel | Mapping[str, Any] | SequenceNotStr[Any]
Given = tuple[Parameter, str]
"""A parameter that was passed, and its value as text."""

_PIECE = 1024 * 1024
# One tuple for all calls: each would create a union anew.
_NESTED = (dict, list, tuple)


@without_arguments
def build_request(
    operation: Operation[T],
    arguments: Mapping[str, object] | None = None,
    *,
    body: Body | Unset = UNSET,
    body_name: str = "",
    csv: Csv | Unset = UNSET,
) -> Request[T]:
    """Build the request of an operation; arguments that are `UNSET` or None are left out.

    Args:
        operation: The operation.
        arguments: The values of its parameters, by Python name.
        body: The JSON body, as a model, a mapping or a list.
        body_name: The name of the argument that is the body, if its fields are none.
        csv: The body of an operation that takes CSV.

    Raises:
        InvalidRequestError: A value is outside its limits.
        TypeError: A value has the wrong type.
        OSError: The file cannot be read.
    """
    started = time.monotonic()
    # Most operations have no parameters, and every call comes through here.
    given = tuple(_given(operation, arguments or {})) if operation.parameters else ()
    headers = {p.wire_name: _header(operation, p, text) for p, text in _in("header", given)}
    if operation.retry == "idempotency_key":
        headers.setdefault(KEY_HEADER, _new_key())
    sent: Any = {}
    content = None
    if not isinstance(csv, Unset):
        content = _csv(operation, csv)
    elif not isinstance(body, Unset):
        sent, content = encode_body(operation.name, body, body_name)
    return Request(
        operation=operation,
        retry=_retry_class(operation, sent),
        path=_filled_path(operation, given),
        query=tuple((p.wire_name, text) for p, text in _in("query", given)),
        headers=tuple(headers.items()),
        content=content,
        content_type=operation.content_type if isinstance(csv, Unset) else "text/csv",
        secrets=tuple(secret_texts(sent, operation.secrets)) if operation.secrets else (),
        preparation=time.monotonic() - started,
    )


def _given(operation: Operation[Any], arguments: Mapping[str, object]) -> Iterator[Given]:
    """Yield the parameters that were passed, each with its value as text."""
    for parameter in operation.parameters:
        value = arguments.get(parameter.name, UNSET)
        if parameter.is_required or (value is not None and value is not UNSET):
            parameter.validator(operation.name, parameter.name, value)
            wire = parameter.wire_format.write(value) if parameter.wire_format else value
            if parameter.lists and is_list(wire):
                yield from _given_list(operation, parameter, wire)
            else:
                yield parameter, _text(operation, parameter.name, wire)


def _given_list(
    operation: Operation[Any], parameter: Parameter, values: Sequence[object]
) -> Iterator[Given]:
    texts = [
        _text(operation, f"{parameter.name}[{index}]", value) for index, value in enumerate(values)
    ]
    if parameter.lists == "repeated":
        yield from ((parameter, text) for text in texts)
        return
    for index, text in enumerate(texts):
        if "," in text:
            reason = "holds a comma, which would separate two values"
            raise invalid(operation.name, f"{parameter.name}[{index}]", reason)
    if texts:
        yield parameter, ",".join(texts)


def _in(location: Location, given: tuple[Given, ...]) -> tuple[Given, ...]:
    return tuple(pair for pair in given if pair[0].location == location) if given else ()


def _new_key() -> str:
    # Late: it is slow to import, and most operations have no key.
    from uuid import uuid4

    return str(uuid4())


def _retry_class(operation: Operation[Any], body: Mapping[str, Any]) -> RetryClass:
    is_stricter = operation.never_with and not operation.never_with.isdisjoint(body)
    return "never" if is_stricter else operation.retry


def _filled_path(operation: Operation[Any], given: tuple[Given, ...]) -> str:
    """Return the path with quoted values; one that would lead to another path is invalid."""
    path = operation.path
    for parameter, text in _in("path", given):
        if text in {"", ".", ".."}:
            raise invalid(
                operation.name,
                parameter.name,
                f"is {text!r}, which names no resource: give another",
            )
        path = path.replace("{" + parameter.wire_name + "}", quote(text, safe=""))
    return path


def _header(operation: Operation[Any], parameter: Parameter, text: str) -> str:
    if not is_header_value(text):
        reason = "must be printable ASCII without spaces around it"
        raise invalid(operation.name, parameter.name, reason)
    return text


def _text(operation: Operation[Any], name: str, value: object) -> str:
    """Return a scalar as it is written in a path, a query or a header."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        raise wrong_type(operation.name, name, "a str, a number or a bool", value)
    # As in JSON: a subclass may have a text of its own, as an Enum has.
    try:
        text = _text_of(value)
    except ValueError:
        reason = f"is {printable(value)}; a smaller number is needed"
        raise invalid(operation.name, name, reason) from None
    if isinstance(value, float) and not math.isfinite(value):
        raise invalid(operation.name, name, f"is {text}; a finite number is needed")
    utf8_of(operation.name, name, text)
    return text


def _text_of(value: str | float) -> str:
    if isinstance(value, str):
        return str.__str__(value)
    return float.__repr__(value) if isinstance(value, float) else int.__repr__(value)


def _csv(operation: Operation[Any], csv: Csv) -> bytes:
    if isinstance(csv, BYTES):
        return bytes(csv)
    if isinstance(csv, str):
        return _csv_text(operation, csv)
    if is_closed(csv):
        with path_of(csv).open("rb") as file:
            return b"".join(pieces_of(file, _PIECE, operation.name, "csv"))
    if is_open(csv):
        return b"".join(pieces_of(csv, _PIECE, operation.name, "csv"))
    raise wrong_type(operation.name, "csv", "a str, bytes or a file", csv)


def _csv_text(operation: Operation[Any], csv: str) -> bytes:
    if csv.endswith(".csv") and "\n" not in csv:
        raise invalid(operation.name, "csv", "looks like a file name: give pathlib.Path(...)")
    return utf8_of(operation.name, "csv", csv)


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
