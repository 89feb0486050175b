"""Parsing of responses: a missing required field is an error, all else is kept as received.

Each function takes the position of a value, for errors, and a list for deviations from the
description that lose nothing: one unexpected field never costs the rest of a page.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar

from ..errors import APIResponseValidationError

T_co = TypeVar("T_co", covariant=True)

Deviations = list[str]
"""Sentences such as "results[2].id is null where a string is described"."""


class Parser(Protocol[T_co]):
    """Turns decoded JSON into a value, like the `from_dict` of a generated model."""

    def __call__(
        self, src: Any, /, *, at: str = "", deviations: Deviations | None = None
    ) -> T_co: ...


_KINDS: Mapping[type, str] = {
    dict: "an object",
    list: "a list",
    str: "a string",
    bool: "a boolean",
    int: "an integer",
    float: "a number",
    type(None): "null",
}


def json_kind(value: object) -> str:
    """Return the kind of a value in JSON's terms, or else its Python type."""
    return _KINDS.get(type(value), type(value).__name__)


def fields_of(src: object, at: str, bare: str | None = None) -> dict[str, Any]:
    """Return a copy of an object's fields, for a parser to take from.

    Args:
        src: The decoded object.
        at: Its position.
        bare: The field that a list stands for, if the API returned the list without the object.
    """
    # The abstract class last: it takes long to ask.
    if isinstance(src, (dict, Mapping)):
        return dict(src)
    if bare is not None and isinstance(src, list):
        return {bare: src}
    raise _wrong_kind(src, "an object", at)


def _wrong_kind(src: object, expected: str, at: str) -> APIResponseValidationError:
    position = at.rstrip(".")
    return APIResponseValidationError(
        f"{position or 'the response'} is {json_kind(src)} where {expected} is described",
        field=position or None,
    )


def rename_fields(fields: dict[str, Any], aliases: Mapping[str, str]) -> dict[str, str]:
    """Rename fields received under an alias in place; return the aliases by name."""
    received = {}
    for alias, name in aliases.items():
        if alias in fields and name not in fields:
            fields[name] = fields.pop(alias)
            received[name] = alias
    return received


def any_json(src: Any, /, *, at: str = "", deviations: Deviations | None = None) -> Any:
    """Return a response without a published shape as received."""
    return src


def variant(name: str, parsers: Mapping[str, Parser[Any]]) -> Parser[Any]:
    """Return a parser of objects whose class depends on the text in a field.

    An object of a kind that is not described is returned as received.
    """

    def parse(src: Any, /, *, at: str = "", deviations: Deviations | None = None) -> Any:
        fields = fields_of(src, at)
        kind = fields.get(name)
        if not isinstance(kind, str):
            deviating(kind, "a string", f"{at}{name}", deviations)
            return fields
        return parsers.get(kind, any_json)(fields, at=at, deviations=deviations)

    return parse


def one_of(parsers: Mapping[type, Parser[Any]], expected: str) -> Parser[Any]:
    """Return a parser of responses that may be of several kinds, each with a parser of its own."""

    def parse(src: Any, /, *, at: str = "", deviations: Deviations | None = None) -> Any:
        if src.__class__ not in parsers:
            raise _wrong_kind(src, expected, at)
        return parsers[src.__class__](src, at=at, deviations=deviations)

    return parse


def items_of(
    expected: Sequence[type], description: str, parse_object: Parser[Any] | None = None
) -> Parser[list[Any]]:
    """Return a parser of a response that is a list, whose items may be of several kinds."""

    def parse(src: Any, /, *, at: str = "", deviations: Deviations | None = None) -> list[Any]:
        values = []
        for index, value in enumerate(src):
            position = f"{at}[{index}]"
            if value.__class__ not in expected:
                deviating(value, description, position, deviations)
            elif parse_object and value.__class__ is dict:
                value = parse_object(value, at=f"{position}.", deviations=deviations)
            values.append(value)
        return values

    return parse


def or_none(parse: Parser[Any]) -> Parser[Any]:
    """Return a parser of a response that may be empty, which is None."""

    def parse_or_none(src: Any, /, *, at: str = "", deviations: Deviations | None = None) -> Any:
        return None if src is None else parse(src, at=at, deviations=deviations)

    return parse_or_none


def csv_text(src: Any, /, *, at: str = "", deviations: Deviations | None = None) -> str:
    """Return a response in CSV, decoded."""
    if isinstance(src, str):
        return src
    raise APIResponseValidationError(f"the response is {json_kind(src)} where CSV is described")


def missing(at: str) -> APIResponseValidationError:
    """Return the error of a missing required field."""
    return APIResponseValidationError(f"{at} is missing from the response", field=at)


def deviating(value: Any, expected: str, at: str, deviations: Deviations | None) -> Any:
    """Note a deviation from the description; return the value unchanged."""
    if deviations is not None:
        deviations.append(f"{at} is {json_kind(value)} where {expected} is described")
    return value


def check_items(
    values: list[Any],
    expected: tuple[type, ...],
    description: str,
    at: str,
    deviations: Deviations | None,
) -> None:
    """Note the items of a list that deviate from the description; they stay unchanged."""
    for index, value in enumerate(values):
        if value.__class__ not in expected:
            deviating(value, description, f"{at}[{index}]", deviations)
