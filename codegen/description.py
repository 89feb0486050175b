"""The vendor's description: read strictly, and its parts."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .openapi import DOCUMENT, METHODS
from .references import inlined
from .source import DoesNotFit, read_json

JsonObject = dict[str, Any]

JSON = "application/json"
CSV = "text/csv"


def load_description(path: Path) -> JsonObject:
    """The OpenAPI document in a file.

    Raises:
        DoesNotFit: It is not JSON, or not an OpenAPI 3 document of shapes that can be carried over.
    """
    document = read_json(path)
    version = document.get("openapi") if isinstance(document, dict) else None
    if not isinstance(version, str) or not re.fullmatch(r"3\.[01]\.\d+", version):
        found = "it has none" if version is None else f"it is {version!r}"
        raise DoesNotFit([f"{path.name}: openapi must be 3.0 or 3.1, and {found}."])
    whole = document | {"paths": inlined(document, path.name)} if "paths" in document else document
    if problems := list(DOCUMENT(path.name, whole)):
        raise DoesNotFit(problems)
    return dict(whole)


def operations_of(description: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Each operation of a description under its "METHOD path"."""
    for path, item in description["paths"].items():
        for method in METHODS:
            if method in item:
                yield f"{method.upper()} {path}", item[method]


def successes_of(operation: JsonObject) -> JsonObject:
    """The answers of an operation that are successes, by status."""
    answers = operation["responses"].items()
    return {status: answer for status, answer in answers if status.startswith("2")}


def media_of(holder: JsonObject) -> str | None:
    """The media type of a body or an answer, if it has content."""
    return next(iter(holder.get("content", {})), None)


def schema_of(holder: JsonObject) -> JsonObject:
    """The schema of a body or an answer; an empty one where it is not JSON."""
    media: JsonObject = holder.get("content", {}).get(JSON, {})
    return dict(media.get("schema", {}))


def body_of(operation: JsonObject) -> JsonObject:
    """The schema of an operation's JSON body; an empty one where there is none."""
    return schema_of(operation.get("requestBody", {}))


def answer_of(operation: JsonObject) -> JsonObject:
    """The schema of an operation's success: all that its successes may hold, in one."""
    schemas = [schema_of(answer) for answer in successes_of(operation).values()]
    merged = dict(schemas[0]) if schemas else {}
    for other in schemas[1:]:
        properties = other.get("properties", {}) | merged.get("properties", {})
        required = [
            name for name in merged.get("required", []) if name in other.get("required", [])
        ]
        merged |= {"type": "object", "properties": properties, "required": required}
    return merged


def union_of(schema: JsonObject) -> list[JsonObject]:
    """The branches of a `oneOf` or `anyOf`, which are read alike: any of them may fit."""
    return list(schema.get("oneOf") or schema.get("anyOf") or [])


def branches_of(schema: JsonObject) -> list[JsonObject]:
    """The schemas of which a value may have any: the schema itself, unless it is a union."""
    union = union_of(schema)
    return union if union and "type" not in schema else [schema]


def schemas_in(schema: JsonObject, place: str = "") -> Iterator[tuple[str, JsonObject]]:
    """A schema and all that are inside it, each with its place such as ".rows[].id"."""
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


def fields_in(schema: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """The fields of a schema and of all that are inside it, by name."""
    for _, inner in schemas_in(schema):
        yield from inner.get("properties", {}).items()


def security_of(operation: JsonObject, description: JsonObject) -> list[JsonObject]:
    """The choices of security schemes: the operation's own, or those of the whole document."""
    holder = operation if "security" in operation else description
    choices: list[JsonObject] = holder.get("security", [])
    return choices
