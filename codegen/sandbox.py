"""The description that the sandbox validates requests against, as JSON Schema."""

import json
from typing import Any

from .spec import key_of, media_type_of, operations_of
from .validation import JsonObject

# Keywords that validation does not need. `nullable` and `pattern` are rewritten.
_DROPPED = {"description", "example", "examples", "nullable", "pattern", "title", "xml"}


def sandbox_description(spec: JsonObject, overrides: JsonObject) -> str:
    """Return the described operations as JSON, one on each line."""
    entries = overrides["operations"]
    lines = (
        f"{json.dumps(where)}: {json.dumps(_operation(operation, entries[where], spec, overrides))}"
        for where, operation in operations_of(spec)
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _operation(
    operation: JsonObject, entry: JsonObject, spec: JsonObject, overrides: JsonObject
) -> JsonObject:
    patterns = overrides["patterns"]
    described: JsonObject = {
        "name": entry["name"],
        "key": key_of(operation, spec, overrides["keys"]),
        "parameters": [
            {
                **{name: one[name] for name in ("in", "name", "required") if name in one},
                "schema": _schema(one["schema"], patterns),
            }
            for one in operation.get("parameters", [])
        ],
        "responses": {
            status: _is_published(response) for status, response in operation["responses"].items()
        },
    }
    body = operation.get("requestBody", {})
    if media_type := media_type_of(body):
        schema = _schema(body["content"][media_type].get("schema", {}), patterns)
        described["body"] = {"media_type": media_type, "schema": schema}
    return described


def _is_published(response: JsonObject) -> bool:
    """Return whether the body of a response is described."""
    schemas = [content.get("schema", {}) for content in response.get("content", {}).values()]
    return any(schema and not schema.get("x-unknown") for schema in schemas)


def _schema(schema: Any, patterns: JsonObject) -> Any:
    """Return a schema of OpenAPI 3.0 as JSON Schema, with reviewed patterns only."""
    if isinstance(schema, list):
        return [_schema(item, patterns) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept: JsonObject = {
        keyword: value if keyword in {"default", "enum", "required"} else _schema(value, patterns)
        for keyword, value in schema.items()
        if keyword not in _DROPPED | {"properties"} and not keyword.startswith("x-")
    }
    if "properties" in schema:
        kept["properties"] = {
            name: _schema(value, patterns) for name, value in schema["properties"].items()
        }
    reviewed = patterns[schema["pattern"]] if "pattern" in schema else {"check": None}
    if reviewed["check"]:
        # As a whole: a $ of Python also matches before a newline at the end.
        kept["pattern"] = rf"^(?:{reviewed['check']})\Z"
        kept["x-meaning"] = reviewed["meaning"]
    if not schema.get("nullable"):
        return kept
    if "type" not in kept:
        return {"anyOf": [kept, {"type": "null"}]}
    return kept | {"type": [kept["type"], "null"]}
