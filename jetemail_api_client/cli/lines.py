"""The lines of an input file, each valid or rejected with a reason."""

import codecs
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Generic, TypeVar

from attrs import frozen

from .._runtime.values import type_name

T = TypeVar("T")

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class InputError(Exception):
    """A file that cannot be used as a whole; nothing of it is sent."""


class LineError(Exception):
    """A line that cannot be used.

    Args:
        reason: What to change.
        field: The field or column, if it is about one.
    """

    def __init__(self, reason: str, field: str | None = None) -> None:
        super().__init__(f"{field}: {reason}" if field else reason)


@frozen
class Line(Generic[T]):
    """A line of the input."""

    number: int
    """Counted from 1, blank lines and the header included."""
    name: str | None
    """The id of the message, or the name of the user; None if it is invalid or missing."""
    value: T | None = None
    """What it has; None if it is rejected."""
    reason: str | None = None
    """Why it is rejected."""


def numbered(file: Iterable[bytes]) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, with their numbers.

    Bytes that are not UTF-8 become surrogates, so that `check_text` finds their field.

    Raises:
        InputError: It is UTF-16, as some spreadsheets write.
    """
    for number, raw in enumerate(file, 1):
        if number == 1 and raw.startswith(_UTF_16):
            raise InputError("line 1: is UTF-16: save the file as UTF-8")
        line = raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw
        if line.strip():
            yield number, line.rstrip(b"\r\n").decode(errors="surrogateescape")


def check_text(text: str, field: str | None) -> None:
    """Require a text that UTF-8 can encode.

    Raises:
        LineError: It was not UTF-8 in the file, or has half of a surrogate pair.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        raise LineError("is not UTF-8: save the file as UTF-8", field) from None


def advice(name: str, known: Iterable[str]) -> str:
    """Return what to use for a name that is unknown."""
    names = [*known]
    if close := get_close_matches(name.lower(), names, 1):
        return f"did you mean {close[0]}?"
    return f"there are {', '.join(names)}"


def unlike(expected: str, value: object, field: str) -> LineError:
    """Return the error of a value of a wrong type."""
    return LineError(f"expected {expected}, got {type_name(value)}", field)


def without_operation(error: Exception) -> LineError:
    """Return an error of a model, which names the field, for a line."""
    return LineError(str(error).partition(": ")[2])
