"""The shapes that an OpenAPI document may have: what is not here would be dropped or misread."""

from collections.abc import Iterator, Mapping

from .shapes import Check, anything, count, flag, list_of, map_of, mapping, number, shaped, text

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

LIMITS: Mapping[str, Mapping[str, Check]] = {
    "string": {"minLength": count, "maxLength": count, "pattern": text},
    "number": {"minimum": number, "maximum": number},
    "integer": {"minimum": number, "maximum": number},
    "boolean": {},
    "array": {"minItems": count, "maxItems": count},
    "object": {"minProperties": count},
}
"""The types that a schema may have, and what each may ask of a value."""


def _schema(where: str, value: object) -> Iterator[str]:
    return SCHEMA(where, value)


def _flag_or_schema(where: str, value: object) -> Iterator[str]:
    return (SCHEMA if isinstance(value, dict) else flag)(where, value)


def _responses(where: str, value: object) -> Iterator[str]:
    yield from mapping(where, value)
    if isinstance(value, dict):
        for status, response in value.items():
            check = _SUCCESS if status.startswith("2") else _REFUSAL
            yield from check(f"{where} > {status}", response)


_SOURCE = shaped({"url": text, "description": text}, required={"url"})
# A constant and an intersection, among others, are not here.
SCHEMA = shaped(
    {
        "type": text,
        "properties": map_of(_schema),
        "required": list_of(text),
        "items": _schema,
        "additionalProperties": _flag_or_schema,
        "oneOf": list_of(_schema),
        "anyOf": list_of(_schema),
        "nullable": flag,
        "enum": list_of(anything),
        "format": text,
        "title": text,
        "description": text,
        "default": anything,
        "example": anything,
        "deprecated": flag,
        "readOnly": flag,
        "writeOnly": flag,
        "externalDocs": _SOURCE,
        **{key: check for limits in LIMITS.values() for key, check in limits.items()},
    }
)
"""A schema, and all that are inside it."""
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
        "externalDocs": _SOURCE,
    },
    required={"responses"},
)
_PATH = shaped({**dict.fromkeys(METHODS, _OPERATION), "summary": text, "description": text})
_INFO = shaped({"title": text, "version": text}, required={"title", "version"}, is_open=True)
DOCUMENT = shaped(
    {"info": _INFO, "paths": map_of(_PATH), "security": _SECURITY},
    required={"info", "paths"},
    is_open=True,
)
