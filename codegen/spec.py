"""The vendor's OpenAPI document: loaded strictly, normalized, and its parts.

A loaded document has no $ref, no parameters of a path and no lists of types. Each statement has one
form, for the generation and for the comparison of two documents.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .validation import GenerationError, JsonObject, read_json, validate

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
JSON = "application/json"
CSV = "text/csv"
LIMITS = {
    "string": {"minLength", "maxLength", "pattern"},
    "number": {"minimum", "maximum"},
    "integer": {"minimum", "maximum"},
    "boolean": set[str](),
    "array": {"minItems", "maxItems"},
    "object": {"minProperties"},
}
"""The types of schemas, with the constraints that each supports."""

# Values of these keys are data, in which a $ref is a plain string.
_DATA = {"example", "examples", "default", "enum"}
# Keys inside these are names, and any of them may be called "example", "default" or "$ref".
_NAMED = {"properties", "responses"}


def load_spec(path: Path, name: str | None = None) -> JsonObject:
    """Load an OpenAPI document of version 3.0 or 3.1; its name in errors defaults to the file's.

    Raises:
        GenerationError: The file is not such a document, or uses an unsupported keyword.
    """
    name = name or path.name
    raw = read_json(path, name)
    version = raw.get("openapi") if isinstance(raw, dict) else None
    if not isinstance(version, str) or not re.fullmatch(r"3\.[01]\.\d+", version):
        found = "it has none" if version is None else f"it is {version!r}"
        raise GenerationError([f"{name}: openapi must be 3.0 or 3.1, and {found}."])
    try:
        spec = dict(raw)
        if "paths" in raw:
            spec["paths"] = inline(raw["paths"], raw)
        validate(spec, "spec", name)
    except RecursionError as error:
        raise GenerationError([f"{name} is nested too deeply."]) from error
    return spec | {"paths": {path: _share_parameters(item) for path, item in spec["paths"].items()}}


def inline(value: Any, spec: JsonObject, followed: tuple[str, ...] = ()) -> Any:
    """Return a part of a document with the target of each $ref in its place.

    Raises:
        GenerationError: A $ref points to nothing, to another file, or to itself.
    """
    if isinstance(value, list):
        return [inline(item, spec, followed) for item in value]
    if not isinstance(value, dict):
        return value
    if isinstance(ref := value.get("$ref"), str):
        if ref in followed:
            raise GenerationError([f"The target of the $ref {ref} contains itself."])
        return inline(_target(ref, spec) | without(value, "$ref"), spec, (*followed, ref))
    members = {}
    for key, member in value.items():
        if key in _NAMED and isinstance(member, dict):
            members[key] = {name: inline(one, spec, followed) for name, one in member.items()}
        else:
            members[key] = member if key in _DATA else inline(member, spec, followed)
    return _nullable_type(members)


def _target(ref: str, spec: JsonObject) -> JsonObject:
    try:
        root, *parts = ref.split("/")
        target: Any = {"#": spec}[root]
        for part in parts:
            target = target[part.replace("~1", "/").replace("~0", "~")]
        return dict(target)
    except (KeyError, TypeError, ValueError) as error:
        raise GenerationError([f"The target of the $ref {ref} does not exist."]) from error


def _nullable_type(schema: JsonObject) -> JsonObject:
    """Return a schema with `nullable` where OpenAPI 3.1 writes "null" as a second type."""
    types = schema.get("type")
    others = [type_ for type_ in types if type_ != "null"] if isinstance(types, list) else []
    if len(others) != 1 or others == types:
        return schema
    return schema | {"type": others[0], "nullable": True}


def _share_parameters(item: JsonObject) -> JsonObject:
    """Return a path with its parameters in each operation, unless that has its own."""
    if "parameters" not in item:
        return item
    operations = {method: item[method] for method in METHODS if method in item}
    for method, operation in operations.items():
        own = operation.get("parameters", [])
        names = {(parameter["name"], parameter["in"]) for parameter in own}
        inherited = [one for one in item["parameters"] if (one["name"], one["in"]) not in names]
        operations[method] = operation | {"parameters": inherited + own}
    return without(item, "parameters") | operations


def without(holder: JsonObject, *keys: str) -> JsonObject:
    """Return a copy of an object without some keys."""
    return {key: value for key, value in holder.items() if key not in keys}


def operations_of(spec: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Yield each operation of a document with its "METHOD path"."""
    for path, item in spec["paths"].items():
        for method in METHODS:
            if method in item:
                yield f"{method.upper()} {path}", item[method]


def security_of(operation: JsonObject, spec: JsonObject) -> list[JsonObject]:
    """Return the security requirements of an operation, which default to those of the document."""
    holder = operation if "security" in operation else spec
    requirements: list[JsonObject] = holder.get("security", [])
    return requirements


def successes_of(operation: JsonObject) -> JsonObject:
    """Return the success responses of an operation, by status."""
    responses = operation["responses"].items()
    return {status: response for status, response in responses if status.startswith("2")}


def media_type_of(holder: JsonObject) -> str | None:
    """Return the media type of a body or a response; None if it has no content."""
    return next(iter(holder.get("content", {})), None)


def json_schema_of(holder: JsonObject) -> JsonObject:
    """Return the schema of a JSON body or response; an empty one if it is not JSON."""
    media: JsonObject = holder.get("content", {}).get(JSON, {})
    return dict(media.get("schema", {}))


def body_of(operation: JsonObject) -> JsonObject:
    """Return the schema of an operation's JSON body; an empty one if it has none."""
    return json_schema_of(operation.get("requestBody", {}))


def response_of(operation: JsonObject) -> JsonObject:
    """Return one schema for all success responses: every field, with the common ones required."""
    schemas = [json_schema_of(response) for response in successes_of(operation).values()]
    merged = dict(schemas[0]) if schemas else {}
    for other in schemas[1:]:
        properties = other.get("properties", {}) | merged.get("properties", {})
        common = [name for name in merged.get("required", []) if name in other.get("required", [])]
        merged |= {"type": "object", "properties": properties, "required": common}
    return merged


def union_of(schema: JsonObject) -> list[JsonObject]:
    """Return the branches of a oneOf or anyOf, which are read alike."""
    return list(schema.get("oneOf") or schema.get("anyOf") or [])


def branches_of(schema: JsonObject) -> list[JsonObject]:
    """Return the alternatives for a value: the schema itself, unless it is a union."""
    union = union_of(schema)
    return union if union and "type" not in schema else [schema]


def schemas_in(schema: JsonObject, place: str = "") -> Iterator[tuple[str, JsonObject]]:
    """Yield a schema and those inside it, outer before inner, with places such as ".rows[].id"."""
    yield place, schema
    for branch in branches_of(schema):
        if branch is not schema:
            yield from schemas_in(branch, place)
    for name, inner in schema.get("properties", {}).items():
        yield from schemas_in(inner, f"{place}.{name}")
    if "items" in schema:
        yield from schemas_in(schema["items"], f"{place}[]")
    if isinstance(schema.get("additionalProperties"), dict):
        yield from schemas_in(schema["additionalProperties"], f"{place}{{}}")


def fields_in(schema: JsonObject) -> set[str]:
    """Return the names of the fields of a schema and of those inside it."""
    return {name for _, inner in schemas_in(schema) for name in inner.get("properties", {})}
