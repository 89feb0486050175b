"""operations.yaml: read strictly."""

import re
from collections.abc import Iterator
from pathlib import Path

from .description import JsonObject
from .openapi import SCHEMA
from .shapes import Check, count, list_of, map_of, shaped, text
from .source import DoesNotFit, read_yaml
from .values import FORMS

_SECTIONS = {"deliveries", "facades", "keys", "models", "operations", "patterns"}
GROUPS = ("at_least_one", "exactly_one", "at_most_one")
"""The keys that speak of arguments together."""


def _one_of(*words: str) -> Check:
    def check(where: str, value: object) -> Iterator[str]:
        if value not in words:
            yield f"{where} is {value!r}; use one of {', '.join(words)}."

    return check


def _pattern(where: str, value: object) -> Iterator[str]:
    yield from _PATTERN(where, value)
    if isinstance(value, dict) and isinstance(value.get("check"), str):
        yield from _problems_of_check(where, value)


def _problems_of_check(where: str, value: JsonObject) -> Iterator[str]:
    if not isinstance(value.get("meaning"), str):
        yield f"{where}: a pattern that is checked needs its meaning, for errors."
    try:
        re.compile(value["check"])
    except re.error as error:
        yield f"{where} > check is no regular expression: {error}."


def _check_or_none(where: str, value: object) -> Iterator[str]:
    if value is not None:
        yield from text(where, value)


_PATTERN = shaped({"check": _check_or_none, "meaning": text}, required={"check"})
_FORMS = map_of(_one_of(*FORMS))
_PAGING = shaped(
    {"rows": text, "by": _one_of("page", "offset"), "size": count, "told": text},
    required={"rows", "by", "size"},
)
_ENTRY = shaped(
    {
        "name": text,
        "retry": _one_of("safe", "keyed", "idempotent", "named", "never"),
        "never_with": list_of(text),
        "lane": _one_of("account", "email"),
        "secrets": list_of(text),
        "not_secrets": list_of(text),
        "sent": _FORMS,
        "received": _FORMS,
        "aliases": map_of(text),
        "bare": text,
        "left_out": map_of(list_of(text)),
        "paging": _PAGING,
        **dict.fromkeys(GROUPS, list_of(list_of(text))),
    }
)
_DELIVERY = shaped(
    {
        "schema": SCHEMA,
        "secrets": list_of(text),
        "not_secrets": list_of(text),
        "received": _FORMS,
    },
    required={"schema"},
)
_NAMES = shaped(
    {
        "keys": map_of(_one_of("account", "transactional")),
        "facades": list_of(text),
        "models": map_of(text),
        "deliveries": map_of(_DELIVERY),
        "operations": map_of(_ENTRY),
        "patterns": map_of(_pattern),
    },
    required=_SECTIONS,
)


def load_names(path: Path) -> JsonObject:
    """What `operations.yaml` says.

    Raises:
        DoesNotFit: It is not YAML, has a key twice, or holds what no section can.
    """
    names = read_yaml(path)
    if isinstance(names, dict):
        # A section with nothing in it is null in YAML.
        empty = {"facades": list[str]()}
        names = {key: empty.get(key, {}) if names[key] is None else names[key] for key in names}
    if problems := list(_NAMES(path.name, names)):
        raise DoesNotFit(problems)
    return dict(names)


def parameters_taken(operation: JsonObject, entry: JsonObject) -> list[JsonObject]:
    """The parameters of an operation that its method takes."""
    left_out = entry.get("left_out", {})
    return [
        parameter
        for parameter in operation.get("parameters", [])
        if parameter["name"] not in left_out.get(parameter["in"], [])
    ]


def retry_of(where: str, entry: JsonObject) -> str:
    """The retry class of an operation."""
    return str(entry.get("retry", "safe" if where.startswith("GET ") else "never"))
