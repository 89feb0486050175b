"""The files that the tree is made from, read strictly: nothing in them is dropped in silence."""

import json
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

# A schema of 40 levels; the generator, too, goes through them one inside the other.
_DEEPEST = 100


class DoesNotFit(Exception):  # noqa: N818 - it is no error of the program
    """Nothing can be generated from what is there; `problems` says what to do, one by one."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_json(path: Path) -> Any:
    """What a JSON file holds.

    Raises:
        DoesNotFit: It is not JSON, or says something that Python's reader would drop or change.
    """
    try:
        document = json.loads(_bytes_of(path), object_pairs_hook=_object)
        problems = list(_oddities(path.name, document))
    except ValueError as error:
        raise DoesNotFit([f"{path.name} is not JSON: {error}."]) from error
    except RecursionError as error:
        raise DoesNotFit([f"{path.name} is nested too deeply."]) from error
    if problems:
        raise DoesNotFit(problems)
    return document


def read_yaml(path: Path) -> Any:
    """What a YAML file holds.

    Raises:
        DoesNotFit: It is not YAML, or has a key twice.
    """
    try:
        return YAML(typ="safe", pure=True).load(_bytes_of(path))
    except (YAMLError, ValueError) as error:
        raise DoesNotFit([f"{path.name} is not YAML: {error}"]) from error


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DoesNotFit([f"{path.name} cannot be read: {error.strerror}."]) from error


class _Doubled(dict[str, Any]):
    """An object that has a key twice, kept until its place is known."""

    key = ""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) == len(pairs):
        return fields
    doubled = _Doubled(fields)
    doubled.key = Counter(name for name, _ in pairs).most_common(1)[0][0]
    return doubled


def _oddities(where: str, value: object, depth: int = 0) -> Iterator[str]:
    """What is no JSON, or has no form in UTF-8, and yet is read."""
    if depth > _DEEPEST:
        yield f"{where} is nested too deeply."
        return
    if isinstance(value, _Doubled):
        yield f"{where} has the key {value.key} twice."
    if isinstance(value, float) and not math.isfinite(value):
        yield f"{where} is no finite number."
    if isinstance(value, str) and not _is_text(value):
        yield f"{where} holds half of a surrogate pair."
    for name, inner in _inside(value):
        if not _is_text(name):
            yield f"{where} has a key that holds half of a surrogate pair."
        yield from _oddities(f"{where} > {name}", inner, depth + 1)


def _inside(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from ((str(index), inner) for index, inner in enumerate(value))


def _is_text(value: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in value)
