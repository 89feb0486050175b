"""What we know beside the vendor's document: laid over it whenever code is generated."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from .normalize import Normalizer
from .overrides import FILE as OVERRIDES
from .overrides import load_overrides
from .spec import load_spec, operations_of, schemas_in, without
from .validation import GenerationError, JsonObject, read_yaml, validate

FILE = "codegen/corrections.yaml"

# Lists of places in the file -> the mark of each place.
_MARKS = {"inferred": "x-inferred", "not_published": "x-unknown", "free_form": "x-unknown"}
# Keys of a parameter and a response themselves, not of their schemas.
_OWN_KEYS = {"description", "deprecated"}


@frozen
class _Part:
    """A part of an operation that has a place."""

    holder: JsonObject
    """The parameter or the response; otherwise the schema."""
    schema: JsonObject

    def holder_of(self, key: str) -> JsonObject:
        """Return the object that has a key."""
        return self.holder if key in _OWN_KEYS else self.schema


def load_corrections(root: Path) -> JsonObject:
    """Load the corrections of a project; none if it has no such file.

    Raises:
        GenerationError: The file is not YAML, has a key twice, or an unknown key or value.
    """
    path = root / FILE
    if not path.exists():
        return {}
    raw = read_yaml(path) or {}
    validate(raw, "corrections", path.name)
    return dict(raw)


def load_corrected(root: Path) -> JsonObject:
    """Load the document of a project with its corrections.

    Raises:
        GenerationError: One of the files is invalid, or a correction does not fit.
    """
    omitted = load_overrides(root / OVERRIDES)["omitted"]
    return corrected(load_spec(root / "openapi.json", omitted=omitted), load_corrections(root))


def corrected(spec: JsonObject, corrections: JsonObject) -> JsonObject:
    """Return a document with corrections and marks in their places.

    Raises:
        GenerationError: A correction does not fit, with the line to change.
    """
    spec = copy.deepcopy(spec)
    operations = dict(operations_of(spec))
    problems: list[str] = []
    for where, entry in corrections.items():
        operation = operations.get(where, {})
        for place, correction in entry.get("corrections", {}).items():
            problem = _correct(operation, place, correction)
            problems += [f"{FILE}: {where}: {place}: {problem}"] if problem else []
        _mark(operation, entry)
    if problems:
        raise GenerationError(problems)
    for where, entry in corrections.items():
        if "corrections" in entry:
            validate(operations[where], "operation", f"{FILE}: {where}")
    return spec


def outdated_marks(spec: JsonObject, corrections: JsonObject) -> Iterator[str]:
    """Yield a line for each mark whose place is not in the document."""
    operations = dict(operations_of(spec))
    for where, entry in corrections.items():
        if where not in operations:
            yield f"{where} is not described. Change or remove it in {FILE}."
            continue
        parts = dict(_parts_of(operations[where]))
        for key, places in without(entry, "confidence", "corrections").items():
            for place in places:
                if place not in parts:
                    reason = "is not described"
                elif key == "free_form" and not _is_free_form(parts[place].schema):
                    reason = "is described now"
                else:
                    continue
                yield f"{where}: {key} has {place}, which {reason}. Remove it from {FILE}."


def _mark(operation: JsonObject, entry: JsonObject) -> None:
    if "confidence" in entry:
        operation["x-confidence"] = entry["confidence"]
    parts = dict(_parts_of(operation))
    for key, mark in _MARKS.items():
        for place in entry.get(key, []):
            part = parts.get(place)
            if part and (key != "free_form" or _is_free_form(part.schema)):
                (part.holder if key == "inferred" else part.schema)[mark] = True
    for place, values in entry.get("known_values", {}).items():
        if place in parts:
            parts[place].schema["x-known-values"] = values


def _is_free_form(schema: JsonObject) -> bool:
    return schema.get("type", "object") == "object" and not schema.get("properties")


def _correct(operation: JsonObject, place: str, correction: JsonObject) -> str | None:
    """Lay a correction over a place of an operation; return why that is impossible."""
    parts = dict(_parts_of(operation))
    if "add" in correction:
        holder, _, name = place.rpartition("." if "." in place else " ")
        if place in parts:
            return "is described now. Remove the line."
        if holder not in parts:
            return f"{holder} is not described. Change the place, or remove the line."
        field = Normalizer({}).schema(correction["add"])
        parts[holder].schema.setdefault("properties", {})[name] = field
        return None
    if place not in parts:
        return "is not described. Change the place, or remove the line."
    part, was, is_ = parts[place], correction.get("was", {}), correction["is"]
    found = {key: part.holder_of(key).get(key) for key in {**was, **is_}}
    if found == {key: is_.get(key, was.get(key)) for key in found}:
        return "the description says so now. Remove the line."
    if found != {key: was.get(key) for key in found}:
        given = {key: value for key, value in found.items() if value is not None}
        return f"the correction is of {was}, and the description has {given}. Correct `was`."
    for key, value in is_.items():
        part.holder_of(key)[key] = value
        if value is None:
            del part.holder_of(key)[key]
    return None


def _parts_of(operation: JsonObject) -> Iterator[tuple[str, _Part]]:
    """Yield the parts of an operation by place, such as "body rows[].id", outer before inner."""
    for one in operation.get("parameters", []):
        yield from _with_inner(f"{one['in']} {one['name']}", one, one["schema"], "")
    if "requestBody" in operation:
        for schema in _schemas(operation["requestBody"]):
            yield from _with_inner("body", schema, schema, " ")
    for status, response in operation.get("responses", {}).items():
        # One without content, or an error whose content is not validated, has no schema.
        for schema in _schemas(response) or [{}]:
            yield from _with_inner(f"response {status}", response, schema, " ")


def _schemas(holder: JsonObject) -> list[JsonObject]:
    return [media["schema"] for media in _dicts(holder.get("content")) if "schema" in media]


def _dicts(value: Any) -> list[JsonObject]:
    return [one for one in value.values() if isinstance(one, dict)] if value else []


def _with_inner(
    place: str, holder: JsonObject, schema: JsonObject, separator: str
) -> Iterator[tuple[str, _Part]]:
    yield place, _Part(holder, schema)
    seen = {""}
    for inside, inner in schemas_in(schema):
        # The branches of a union have the place of the union.
        if inside not in seen:
            seen.add(inside)
            yield (
                place + separator + inside.removeprefix("." if separator else ""),
                _Part(inner, inner),
            )
