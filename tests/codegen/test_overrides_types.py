"""Entries of operations.yaml rely on described types, and are invalid without them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from codegen.overrides import problems_of_overrides
from codegen.unsupported import unsupported_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

FIX = "Fix it in codegen/operations.yaml."
TIME = {"type": "string", "format": "date-time"}


def spec_of(sent: Any, received: Any, query: Any) -> Any:
    """Return a document of one operation with the field `at` in each direction."""

    def json_of(schema: Any) -> Any:
        schema = {"type": "object", "properties": {"at": schema}}
        return {"content": {"application/json": {"schema": schema}}}

    return {
        "paths": {
            "/things": {
                "post": {
                    "parameters": [{"name": "since", "in": "query", "schema": query}],
                    "requestBody": json_of(sent),
                    "responses": {"200": json_of(received)},
                }
            }
        }
    }


def problems(spec: Any, **entry: Any) -> Iterator[str]:
    """Yield the problems of an entry."""
    operations = {"POST /things": {"name": "things.create"} | entry}
    sections: dict[str, Any] = {"deliveries": {}, "patterns": {}, "models": {}}
    return problems_of_overrides(spec, {"operations": operations} | sections)


@pytest.mark.parametrize(
    ("wire_format", "schema", "described"),
    [
        ("unix_seconds", TIME, "string"),
        ("unix_milliseconds", TIME, "string"),
        ("flag", {"type": "boolean"}, "boolean"),
        ("iso_8601", {"type": "integer"}, "integer"),
        ("comma_list", {"type": "array", "items": {}}, "array"),
        ("json_list", {"type": "array", "items": {}}, "array"),
        ("flag", {}, "any"),
        ("iso_8601", {"oneOf": [{"type": "integer"}, {"type": "boolean"}]}, "boolean or integer"),
    ],
)
def test_format_of_a_request(wire_format: str, schema: Any, described: str) -> None:
    """A field or a parameter that is described as another type is not sent as before."""
    spec = spec_of(schema, {}, schema)

    assert [
        f"POST /things: sent has {name}: {wire_format}, and {name} is described as {described}. "
        + FIX
        for name in ("at", "since")
    ] == list(problems(spec, sent={"at": wire_format, "since": wire_format}))


@pytest.mark.parametrize(
    ("wire_format", "schema", "is_refused"),
    [
        ("flag", {"type": "boolean"}, True),
        ("json_list", {"type": "array", "items": {}}, True),
        ("unix_seconds", {"type": "string"}, False),
        ("flag", {}, False),
        ("iso_8601", {"oneOf": [{"type": "integer"}, {"type": "string"}]}, False),
    ],
)
def test_format_of_a_response(wire_format: str, schema: Any, is_refused: bool) -> None:
    """Texts, and values without a described type, are parsed; other types need no format."""
    found = list(problems(spec_of({}, schema, {}), received={"at": wire_format}))

    assert is_refused == bool(found)


def test_relied_type() -> None:
    """A field that code of the package uses by name must keep its type."""
    spec = spec_of({"type": "integer"}, {"type": "array", "items": {}}, {"type": "string"})
    relied = {
        "sent": {"at": "string", "since": "string"},
        "received": {"at": "array", "no": "array"},
    }
    text = "POST /things: the package relies on {}. Change the code, then relies_on in {}."

    assert [
        text.format(one, "codegen/operations.yaml")
        for one in (
            "at (sent) as string, and it is described as integer",
            "no (received) as array, and it is described as missing",
        )
    ] == list(problems(spec, relies_on=relied))


@pytest.mark.parametrize(
    ("scheme", "is_refused"),
    [
        ({"type": "http", "scheme": "bearer"}, False),
        ({"type": "http", "scheme": "basic"}, True),
        ({"type": "apiKey", "in": "header", "name": "X-Key"}, True),
    ],
)
def test_security_scheme(scheme: Any, is_refused: bool) -> None:
    """A key that is not a bearer token would be sent in another way; that is told once."""
    operation = {"responses": {"200": {"description": ""}}, "security": [{"mainKey": []}]}
    schemes = {"mainKey": scheme, "other": {}}
    spec = {"paths": {"/a": {"get": operation}}, "components": {"securitySchemes": schemes}}
    keys = {"keys": {"mainKey": "account"}, "deliveries": {}, "operations": {}}
    found = unsupported_parts(spec, keys)
    sent = "the client sends Authorization: Bearer, as for type http and scheme bearer"
    fix = "Change the client, or remove mainKey under keys in codegen/operations.yaml."

    assert list(found) == (
        [f"The security scheme mainKey is of type {scheme['type']}; {sent}. {fix}"]
        if is_refused
        else []
    )
