"""The vendor's description: read strictly, and its parts."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .shapes import Check, anything, count, flag, list_of, map_of, mapping, number, shaped, text
from .source import DoesNotFit, read_json

JsonObject = dict[str, Any]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

LIMITS: Mapping[str, Mapping[str, Check]] = {
    "string": {"minLength": count, "maxLength": count, "pattern": text},
    "number": {"minimum": number, "maximum": number},
    "integer": {"minimum": number, "maximum": number},
    "boolean": {},
    "array": {"minItems": count, "maxItems": count},
    "object": {},
}
"""The types that a schema may have, and what each may ask of a value."""


def _schema(where: str, value: object) -> Iterator[str]:
    return _SCHEMA(where, value)


def _responses(where: str, value: object) -> Iterator[str]:
    yield from mapping(where, value)
    if isinstance(value, dict):
        for status, response in value.items():
            check = _SUCCESS if status.startswith("2") else _REFUSAL
            yield from check(f"{where} > {status}", response)


# A union, null, a constant and whatever else is not here would be dropped or misread in silence.
_SCHEMA = shaped(
    {
        "type": text,
        "properties": map_of(_schema),
        "required": list_of(text),
        "items": _schema,
        "additionalProperties": flag,
        "enum": list_of(anything),
        "format": text,
        "title": text,
        "description": text,
        "default": anything,
        "example": anything,
        "deprecated": flag,
        "readOnly": flag,
        "writeOnly": flag,
        "externalDocs": anything,
        **{key: check for limits in LIMITS.values() for key, check in limits.items()},
    },
    required={"type"},
)
_PARAMETER = shaped(
    {
        "name": text,
        "in": text,
        "required": flag,
        "schema": _schema,
        "description": text,
        "deprecated": flag,
        "example": anything,
        "examples": anything,
    },
    required={"name", "in", "schema"},
)
_MEDIA = shaped({"schema": _schema, "example": anything, "examples": anything}, required={"schema"})
_BODY = shaped(
    {"content": map_of(_MEDIA), "required": flag, "description": text}, required={"content"}
)
# Of an answer's headers and links, and of an error's body, nothing is made.
_SUCCESS = shaped(
    {"content": map_of(_MEDIA), "description": text}, required={"description"}, is_open=True
)
_REFUSAL = shaped({"description": text}, required={"description"}, is_open=True)
_SECURITY = list_of(map_of(list_of(text)))
_OPERATION = shaped(
    {
        "summary": text,
        "description": text,
        "operationId": text,
        "tags": list_of(text),
        "parameters": list_of(_PARAMETER),
        "requestBody": _BODY,
        "responses": _responses,
        "security": _SECURITY,
        "deprecated": flag,
        "externalDocs": anything,
    },
    required={"responses"},
)
_PATH = shaped({**dict.fromkeys(METHODS, _OPERATION), "summary": text, "description": text})
_INFO = shaped({"title": text, "version": text}, required={"title", "version"}, is_open=True)
_DOCUMENT = shaped(
    {"info": _INFO, "paths": map_of(_PATH), "security": _SECURITY},
    required={"info", "paths"},
    is_open=True,
)


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
    if problems := list(_DOCUMENT(path.name, document)):
        raise DoesNotFit(problems)
    return dict(document)


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


def schema_of(holder: JsonObject) -> JsonObject:
    """The schema of a body or an answer; an empty one where it is not JSON."""
    media: JsonObject = holder.get("content", {}).get("application/json", {})
    return dict(media.get("schema", {}))


def body_of(operation: JsonObject) -> JsonObject:
    """The schema of an operation's body; an empty one where there is no body."""
    return schema_of(operation.get("requestBody", {}))


def schemas_in(schema: JsonObject, place: str = "") -> Iterator[tuple[str, JsonObject]]:
    """A schema and all that are inside it, each with its place such as ".rows[].id"."""
    yield place, schema
    for name, inner in schema.get("properties", {}).items():
        yield from schemas_in(inner, f"{place}.{name}")
    if "items" in schema:
        yield from schemas_in(schema["items"], f"{place}[]")


def fields_in(schema: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """The fields of a schema and of all that are inside it, by name."""
    for _, inner in schemas_in(schema):
        yield from inner.get("properties", {}).items()


def security_of(operation: JsonObject, description: JsonObject) -> list[JsonObject]:
    """The choices of security schemes: the operation's own, or those of the whole document."""
    holder = operation if "security" in operation else description
    choices: list[JsonObject] = holder.get("security", [])
    return choices
