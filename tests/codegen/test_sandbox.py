"""The description of the sandbox: JSON Schema, made of the document."""

import json
from typing import Any

from codegen.sandbox import sandbox_description

PATTERNS = {"^a$": {"check": "a", "meaning": "an a"}, "^(a+)+$": {"check": None}}


def described(schema: Any, **operation: Any) -> Any:
    """Return the description of an operation with a body of this schema."""
    body = {"requestBody": {"content": {"application/json": {"schema": schema}}}}
    operation = {"responses": {}, "security": []} | body | operation
    overrides = {
        "keys": {"bearer": "account"},
        "operations": {"POST /a": {"name": "a.create"}},
        "patterns": PATTERNS,
    }
    text = sandbox_description({"paths": {"/a": {"post": operation}}}, overrides)
    return json.loads(text)["POST /a"]


def test_schema() -> None:
    """Fields keep their names, and lose what validation does not need."""
    fields = {
        "description": {"type": "string", "description": "A text.", "example": "a"},
        "pattern": {"type": "string", "pattern": "^a$", "nullable": True, "x-inferred": True},
        "unsafe": {"type": "string", "pattern": "^(a+)+$"},
        "union": {"oneOf": [{"type": "number"}, {"type": "string"}], "nullable": True},
    }
    schema = described({"type": "object", "properties": fields})["body"]["schema"]

    assert schema["properties"] == {
        "description": {"type": "string"},
        "pattern": {"type": ["string", "null"], "pattern": r"^(?:a)\Z", "x-meaning": "an a"},
        "unsafe": {"type": "string"},
        "union": {"anyOf": [{"oneOf": [{"type": "number"}, {"type": "string"}]}, {"type": "null"}]},
    }


def test_operation() -> None:
    """An operation has its kind of key, and says which responses are published."""
    schemas = {"200": {"type": "object"}, "201": {"x-unknown": True}, "202": {}}
    responses = {
        status: {"content": {"application/json": {"schema": schema}}}
        for status, schema in schemas.items()
    }
    operation = described({}, responses=responses | {"204": {}}, security=[{"bearer": []}])

    assert operation["key"] == "account"
    assert described({})["key"] is None
    assert operation["responses"] == {"200": True, "201": False, "202": False, "204": False}
    assert "body" not in described({}, requestBody={})
