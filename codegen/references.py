"""What a description says in another place, or in another way, put where it is meant.

After this there is no $ref, no parameter of a whole path, and no list of types: the rest of the
pipeline, and the comparison of two descriptions, see one way to say a thing.
"""

from collections.abc import Iterator
from typing import Any

from .openapi import METHODS
from .source import DoesNotFit

# What stands under these is data, in which a $ref is only a word.
_DATA = {"example", "examples", "default", "enum"}
# The keys under these are names, and any of them may be called "example", "default" or "$ref".
_NAMED = {"properties", "responses"}


def inlined(document: dict[str, Any], name: str) -> Any:
    """The paths of a document, complete in themselves.

    Raises:
        DoesNotFit: A $ref leads nowhere, to another file, or to itself.
    """
    problems: list[str] = []
    paths = _Inliner(document, problems).value(f"{name} > paths", document.get("paths"))
    if problems:
        raise DoesNotFit(problems)
    return _with_shared_parameters(paths)


class _Inliner:
    """Puts what a $ref refers to in its place."""

    def __init__(self, document: dict[str, Any], problems: list[str]) -> None:
        self._document = document
        self._problems = problems

    def value(self, where: str, value: Any, followed: tuple[str, ...] = ()) -> Any:
        if isinstance(value, list):
            inner = enumerate(value)
            return [self.value(f"{where}[{index}]", one, followed) for index, one in inner]
        if not isinstance(value, dict):
            return value
        if isinstance(value.get("$ref"), str):
            return self._target(where, value, followed)
        return _without_type_lists(
            {key: self._keyword(where, key, inner, followed) for key, inner in value.items()}
        )

    def _keyword(self, where: str, key: str, value: Any, followed: tuple[str, ...]) -> Any:
        place = f"{where} > {key}"
        if key in _NAMED and isinstance(value, dict):
            return {name: self.value(f"{place} > {name}", v, followed) for name, v in value.items()}
        return value if key in _DATA else self.value(place, value, followed)

    def _target(self, where: str, value: dict[str, Any], followed: tuple[str, ...]) -> Any:
        ref = value["$ref"]
        try:
            target = dict(self._found(ref))
        except (KeyError, TypeError, ValueError):
            self._problems.append(f"{where} refers to {ref}, which is not there.")
            return {}
        if ref in followed:
            self._problems.append(f"{where} refers to {ref}, which holds itself.")
            return {}
        beside = {key: inner for key, inner in value.items() if key != "$ref"}
        return self.value(where, target | beside, (*followed, ref))

    def _found(self, ref: str) -> Any:
        if not ref.startswith("#/"):
            raise KeyError(ref)
        found: Any = self._document
        for part in ref.removeprefix("#/").split("/"):
            found = found[part.replace("~1", "/").replace("~0", "~")]
        return found


def _without_type_lists(schema: dict[str, Any]) -> dict[str, Any]:
    """OpenAPI 3.1 writes `nullable` as a second type."""
    types = schema.get("type")
    others = [one for one in types if one != "null"] if isinstance(types, list) else []
    if len(others) != 1 or others == types:
        return schema
    return schema | {"type": others[0], "nullable": True}


def _with_shared_parameters(paths: Any) -> Any:
    """The parameters of a whole path in each of its operations, unless that has its own."""
    if not isinstance(paths, dict):
        return paths
    return {path: _shared_out(item) if _shares(item) else item for path, item in paths.items()}


def _shares(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("parameters"), list)


def _shared_out(item: dict[str, Any]) -> dict[str, Any]:
    shared = item["parameters"]
    rest = {key: value for key, value in item.items() if key != "parameters"}
    return {
        key: value | {"parameters": list(_merged(shared, value.get("parameters", [])))}
        if key in METHODS and _takes_parameters(value)
        else value
        for key, value in rest.items()
    }


def _takes_parameters(operation: Any) -> bool:
    return isinstance(operation, dict) and isinstance(operation.get("parameters", []), list)


def _merged(shared: list[Any], own: list[Any]) -> Iterator[Any]:
    taken = {_identity(parameter) for parameter in own}
    yield from (parameter for parameter in shared if _identity(parameter) not in taken)
    yield from own


def _identity(parameter: Any) -> tuple[object, object]:
    return (parameter.get("name"), parameter.get("in")) if isinstance(parameter, dict) else (0, 0)
