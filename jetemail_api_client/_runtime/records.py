"""`UNSET`, and the records that generated code hands to a client: operations and requests."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, Final, Generic, Literal, Protocol, TypeVar
from urllib.parse import quote

from attrs import field, frozen

from ..errors import InvalidRequestError
from .readings import Oddities, json_kind

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

RetryClass = Literal["safe", "keyed", "idempotent", "named", "never"]
KeyKind = Literal["account", "transactional"]


class Unset(Enum):
    """The type of `UNSET`; a member of an Enum stays itself through copy, deepcopy and pickle."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""Stands for what was not given: it is not sent, or it did not come."""


class Reader(Protocol[T_co]):
    """Turns decoded JSON into a value; a generated model's `from_dict` is one."""

    def __call__(self, src: Any, /, *, at: str = "", odd: Oddities | None = None) -> T_co: ...


@frozen(kw_only=True)
class Operation(Generic[T]):
    """One operation of the API, as described."""

    name: str
    method: str
    path: str
    retry: RetryClass
    key: KeyKind | None
    secrets: frozenset[str]
    """Names of the fields, in requests and answers, that hold a secret."""
    results: Mapping[int, Reader[T]]
    """The described successes; the first one also reads a success that is not described."""


@frozen(kw_only=True)
class Request(Generic[T]):
    """The request of one call, without the key."""

    operation: Operation[T]
    path: str
    query: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    content: bytes | None = field(default=None, repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    """The secrets in the body, to be masked where an answer repeats them."""


class Sender(Protocol):
    """What a sync endpoint function sends through: a `JetEmail`."""

    def send(self, request: Request[T], /) -> T:
        """Send a request and return what the answer holds."""
        ...


class AsyncSender(Protocol):
    """What an async endpoint function sends through: an `AsyncJetEmail`."""

    async def send(self, request: Request[T], /) -> T:
        """Send a request and return what the answer holds."""
        ...


def build_request(
    operation: Operation[T],
    *,
    path: Mapping[str, object] | None = None,
    query: Mapping[str, object] | None = None,
    headers: Mapping[str, object] | None = None,
    body: Mapping[str, Any] | Unset = UNSET,
) -> Request[T]:
    """The request for an operation; what is `UNSET` is left out.

    Raises:
        InvalidRequestError: A value cannot stand where the API wants it.
    """
    return Request(
        operation=operation,
        path=_filled_path(operation, path or {}),
        query=tuple((name, _plain(operation, name, value)) for name, value in _given(query)),
        headers=tuple((name, _header(operation, name, value)) for name, value in _given(headers)),
        content=None if body is UNSET else _json(operation, body),
        secrets=tuple(_secrets_in(body, operation.secrets)),
    )


def _given(values: Mapping[str, object] | None) -> Iterator[tuple[str, object]]:
    return ((name, value) for name, value in (values or {}).items() if value is not UNSET)


def _filled_path(operation: Operation[Any], values: Mapping[str, object]) -> str:
    """The path with its values quoted; one that would lead to another path is refused."""
    path = operation.path
    for name, value in values.items():
        text = _plain(operation, name, value)
        if text in {"", ".", ".."}:
            raise invalid(operation.name, name, f"is {text!r}, which names no resource")
        path = path.replace("{" + name + "}", quote(text, safe=""))
    return path


def _header(operation: Operation[Any], name: str, value: object) -> str:
    text = _plain(operation, name, value)
    if not re.fullmatch(r"[!-~]([ -~]*[!-~])?", text):
        raise invalid(operation.name, name, "must be printable ASCII without spaces around it")
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


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def _json(operation: Operation[Any], body: Mapping[str, Any]) -> bytes:
    try:
        return _encode(body).encode()
    except (ValueError, RecursionError):
        # From None: the encoder's own error would carry the body, secrets included.
        raise invalid(operation.name, None, "the body has no form in JSON") from None


def _secrets_in(value: Any, names: frozenset[str], *, is_secret: bool = False) -> Iterator[str]:
    """The texts in the fields of these names, at any depth."""
    if isinstance(value, str):
        yield from (value,) if is_secret else ()
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _secrets_in(inner, names, is_secret=is_secret or name in names)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _secrets_in(inner, names, is_secret=is_secret)


def wire_form(value: Any) -> Any:
    """A field's value as JSON holds it: models become objects."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, list | tuple):
        return [wire_form(inner) for inner in value]
    if isinstance(value, Mapping):
        return {name: wire_form(inner) for name, inner in value.items()}
    return value


def masked(value: object) -> str:
    """The repr of a secret: whether there is one, never which."""
    return repr(value) if value is UNSET or value is None else "'***'"


def names_only(values: Mapping[str, Any]) -> str:
    """The repr of undescribed fields: any of them may be a secret."""
    return "{" + ", ".join(f"{name!r}: ..." for name in values) + "}"


def invalid(operation: str, name: str | None, what: str) -> InvalidRequestError:
    """The error for an argument, or for the whole body, that cannot be sent."""
    words = f"{name} {what}" if name else what
    return InvalidRequestError(f"{operation}: {words}", operation=operation, field=name)
