"""Schemas of which the pipeline would drop or misread a part, and so refuses them."""

from collections.abc import Iterator

from .description import JsonObject, branches_of, union_of
from .openapi import LIMITS

SCALARS = {"string", "number", "integer", "boolean"}
_CLASSES_OF_ENUMS = {"string": str, "integer": int}


def problems_of_schema(where: str, schema: JsonObject, *, is_root: bool = False) -> Iterator[str]:
    """What is wrong with a schema itself; those inside it are looked at one by one."""
    if "oneOf" in schema or "anyOf" in schema:
        yield from _problems_of_union(where, schema)
    kind = schema.get("type")
    if kind is not None and kind not in LIMITS:
        yield f"{where}: a schema of type {kind} is not supported."
        return
    for limit in _limits(schema):
        if limit not in LIMITS.get(kind or "", {}) or "enum" in schema:
            yield f"{where}: {limit} of {'an enum' if 'enum' in schema else kind} would be dropped."
    if "minProperties" in schema and not (is_root and schema["minProperties"] == 1):
        yield f"{where}: minProperties would be dropped; a body may have 1."
    if "enum" in schema and not _is_enum(schema):
        yield f"{where}: an enum must list strings or integers, as its type says."
    yield from _problems_of_inside(where, schema)


def _problems_of_union(where: str, schema: JsonObject) -> Iterator[str]:
    """A union is of values of different types, or of lists of required fields of an object."""
    branches = union_of(schema)
    if not branches or ("oneOf" in schema and "anyOf" in schema):
        yield f"{where}: a schema has one union, and that has branches."
    elif "type" in schema:
        if not all(_requires_one(branch, schema) for branch in branches):
            yield f"{where}: a union beside a type may only say which fields are required."
    elif not _can_be_told_apart(kinds := [branch.get("type") for branch in branches]):
        yield f"{where}: a union of {', '.join(map(str, kinds))} cannot be told apart."


def _can_be_told_apart(kinds: list[str | None]) -> bool:
    alike = len(set(kinds)) < len(kinds) or {"integer", "number"} <= set(kinds)
    return not alike and None not in kinds


def _requires_one(branch: JsonObject, schema: JsonObject) -> bool:
    required = branch.get("required", [])
    known = schema.get("properties", {})
    return set(branch) == {"required"} and len(required) == 1 and required[0] in known


def _problems_of_inside(where: str, schema: JsonObject) -> Iterator[str]:
    """What is wrong with the parts of an array or an object."""
    kind, properties = schema.get("type"), schema.get("properties", {})
    if ("items" in schema) != (kind == "array") or (properties and kind != "object"):
        yield f"{where}: an array has items, an object has properties, and nothing else has any."
    if "array" in [branch.get("type") for branch in branches_of(schema.get("items", {}))]:
        yield f"{where}: an array of arrays is not supported."
    values = schema.get("additionalProperties")
    scalar = isinstance(values, dict) and values.get("type") in SCALARS
    if isinstance(values, dict) and not (scalar and kind == "object" and not properties):
        yield f"{where}: additionalProperties of a schema are scalars of an object without others."
    for name in schema.get("required", []):
        if name not in properties:
            yield f"{where}: {name} is required and not described."


def _limits(schema: JsonObject) -> list[str]:
    known = {limit for limits in LIMITS.values() for limit in limits} - {"minProperties"}
    return [key for key in schema if key in known]


def _is_enum(schema: JsonObject) -> bool:
    wanted = _CLASSES_OF_ENUMS.get(schema.get("type", ""))
    return bool(schema["enum"]) and all(type(value) is wanted for value in schema["enum"])
