"""Loading documents, and their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from codegen.spec import (
    body_of,
    branches_of,
    fields_in,
    load_spec,
    media_type_of,
    operations_of,
    response_of,
    schemas_in,
    security_of,
    successes_of,
    union_of,
)
from codegen.validation import GenerationError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.codegen.fixtures.drafts import Draft

pytest_plugins = ["tests.codegen.fixtures.drafts"]

NEEDED = "openapi.json: openapi must be 3.0 or 3.1, and"
TEXT = {"type": "string"}
COUNT = {"type": "integer"}
# A schema, and the places of the schemas inside.
INSIDE: list[tuple[dict[str, Any], list[str]]] = [
    ({}, [""]),
    (TEXT, [""]),
    ({"properties": {"a": TEXT, "b": {"properties": {"c": COUNT}}}}, ["", ".a", ".b", ".b.c"]),
    ({"items": {"properties": {"a": TEXT}}}, ["", "[]", "[].a"]),
    ({"additionalProperties": TEXT}, ["", "{}"]),
    ({"additionalProperties": True}, [""]),
    ({"oneOf": [TEXT, {"properties": {"a": TEXT}}]}, ["", "", "", ".a"]),
    ({"type": "object", "anyOf": [{"required": ["a"]}], "properties": {"a": TEXT}}, ["", ".a"]),
]


def responses(*schemas: Any) -> dict[str, Any]:
    """Return an operation with a success for each schema, and an error."""
    content = [{"application/json": {"schema": schema}} for schema in schemas]
    successes = {str(200 + n): {"content": one} for n, one in enumerate(content)}
    return {"responses": {"400": {"content": {"application/json": {"schema": TEXT}}}, **successes}}


@pytest.mark.parametrize("version", ["3.0.0", "3.0.3", "3.1.0", "3.1.12"])
def test_version(draft: Draft, version: str) -> None:
    """Documents of OpenAPI 3.0 and 3.1 are loaded."""
    draft.set(("openapi",), version)

    assert draft.loaded()["info"]["title"] == "Wide API"


@pytest.mark.parametrize(
    ("version", "message"),
    [
        (..., "it has none"),
        ("2.0", "it is '2.0'"),
        ("3.2.0", "it is '3.2.0'"),
        ("3.0", "it is '3.0'"),
        (3.0, "it is 3.0"),
    ],
)
def test_unsupported_version(draft: Draft, version: Any, message: str) -> None:
    """A document of another version is rejected."""
    draft.set(("openapi",), version)

    assert [f"{NEEDED} {message}."] == draft.problems()


@pytest.mark.parametrize("text", ["[]", "null", '"3.0.0"', "3", '{"swagger": "2.0"}'])
def test_invalid_document(tmp_path: Path, text: str) -> None:
    """JSON that is not an OpenAPI document is rejected."""
    file = tmp_path / "openapi.json"
    file.write_text(text)

    with pytest.raises(GenerationError) as caught:
        load_spec(file)

    assert [f"{NEEDED} it has none."] == caught.value.problems


def test_deep_nesting(draft: Draft) -> None:
    """A document that is nested too deeply is rejected."""
    schema: dict[str, Any] = TEXT
    for _ in range(300):
        schema = {"type": "array", "items": schema}
    draft.set(("paths", "/things", "get", "parameters", 0, "schema"), schema)

    assert ["openapi.json is nested too deeply."] == draft.problems()


def test_operations() -> None:
    """Operations are yielded with method and path, in the order of methods."""
    item: dict[str, Any] = {"trace": {"n": 2}, "get": {"n": 1}, "summary": "x", "x-get": {}}

    found = list(operations_of({"paths": {"/b": item, "/a": {"put": {}}}}))

    assert [("GET /b", {"n": 1}), ("TRACE /b", {"n": 2}), ("PUT /a", {})] == found


def test_successes() -> None:
    """Successes are the responses of 2xx."""
    operation = {"responses": {"200": {"n": 1}, "302": {}, "default": {}, "2XX": {"n": 2}}}

    assert {"200": {"n": 1}, "2XX": {"n": 2}} == successes_of(operation)


@pytest.mark.parametrize(
    ("holder", "media"),
    [({}, None), ({"content": {}}, None), ({"content": {"text/csv": {}}}, "text/csv")],
)
def test_media_type(holder: dict[str, Any], media: str | None) -> None:
    """The media type of a body or a response is that of its content."""
    assert media == media_type_of(holder)


@pytest.mark.parametrize(
    ("operation", "schema"),
    [
        ({}, {}),
        ({"requestBody": {"content": {"text/csv": {"schema": TEXT}}}}, {}),
        ({"requestBody": {"content": {"application/json": {"schema": COUNT}}}}, COUNT),
    ],
)
def test_body(operation: dict[str, Any], schema: dict[str, Any]) -> None:
    """The schema of a body is that of its JSON."""
    assert schema == body_of(operation)


@pytest.mark.parametrize(
    ("schemas", "expected"),
    [
        ([], {}),
        (
            [{"properties": {"a": TEXT}, "x-unknown": True}],
            {"properties": {"a": TEXT}, "x-unknown": True},
        ),
        (
            [
                {"type": "object", "required": ["a", "b"], "properties": {"a": TEXT, "b": TEXT}},
                {"type": "object", "required": ["b"], "properties": {"b": COUNT, "c": COUNT}},
            ],
            {
                "type": "object",
                "required": ["b"],
                "properties": {"a": TEXT, "b": TEXT, "c": COUNT},
            },
        ),
        (
            [{}, {"type": "object", "required": ["a"], "properties": {"a": TEXT}}],
            {"type": "object", "required": [], "properties": {"a": TEXT}},
        ),
        (
            [{"type": "object", "required": ["a"], "properties": {"a": TEXT}}, {}, {}],
            {"type": "object", "required": [], "properties": {"a": TEXT}},
        ),
    ],
)
def test_response(schemas: list[Any], expected: dict[str, Any]) -> None:
    """Several successes have one schema with all fields, which requires the common ones."""
    assert expected == response_of(responses(*schemas))


@pytest.mark.parametrize(
    ("schema", "union", "branches"),
    [
        (TEXT, [], [TEXT]),
        ({"oneOf": [TEXT, COUNT]}, [TEXT, COUNT], [TEXT, COUNT]),
        ({"anyOf": [TEXT]}, [TEXT], [TEXT]),
        ({"type": "object", "oneOf": [{}]}, [{}], [{"type": "object", "oneOf": [{}]}]),
    ],
)
def test_union(schema: dict[str, Any], union: list[Any], branches: list[Any]) -> None:
    """oneOf and anyOf have branches, which are alternatives unless the schema has a type."""
    assert (union, branches) == (union_of(schema), branches_of(schema))


@pytest.mark.parametrize(("schema", "places"), INSIDE)
def test_schemas_in(schema: dict[str, Any], places: list[str]) -> None:
    """Schemas are yielded with their place, outer before inner."""
    assert places == [place for place, _ in schemas_in(schema)]


def test_fields_in() -> None:
    """Field names are collected at any depth."""
    schema = {"properties": {"a": {"items": {"properties": {"a": COUNT}}}, "b": TEXT}}

    assert {"a", "b"} == fields_in(schema)


@pytest.mark.parametrize(
    ("operation", "description", "expected"),
    [
        ({}, {}, []),
        ({}, {"security": [{"a": []}]}, [{"a": []}]),
        ({"security": []}, {"security": [{"a": []}]}, []),
        ({"security": [{"b": []}]}, {"security": [{"a": []}]}, [{"b": []}]),
    ],
)
def test_security(operation: Any, description: Any, expected: Any) -> None:
    """The security of an operation, even if empty, overrides that of the document."""
    assert expected == security_of(operation, description)
