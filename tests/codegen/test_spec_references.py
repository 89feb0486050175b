"""Normalizing a document: references, parameters of a path, lists of types."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from codegen.spec import inline
from codegen.validation import GenerationError

if TYPE_CHECKING:
    from tests.codegen.fixtures.drafts import Draft

pytest_plugins = ["tests.codegen.fixtures.drafts"]

TEXT = {"type": "string"}
COMPONENTS = {
    "schemas": {
        "Text": TEXT,
        "Named": {"type": "object", "properties": {"text": {"$ref": "#/components/schemas/Text"}}},
        "a/b~c d": {"type": "integer"},
        "Loop": {"type": "array", "items": {"$ref": "#/components/schemas/Loop"}},
        "Ping": {"properties": {"pong": {"$ref": "#/components/schemas/Pong"}}},
        "Pong": {"properties": {"ping": {"$ref": "#/components/schemas/Ping"}}},
        "Alias": {"$ref": "#/components/schemas/Text"},
        "Itself": {"$ref": "#/components/schemas/Itself"},
    },
    "parameters": {"Id": {"name": "id", "in": "path", "schema": TEXT}},
    "responses": {"Missing": {"description": "There is none"}},
}
NAMED = {"type": "object", "properties": {"text": TEXT}}


def to(name: str) -> dict[str, str]:
    """Return a reference to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


# A value, and the result.
REFERENCES: list[tuple[Any, Any]] = [
    ({"schema": to("Text")}, {"schema": TEXT}),
    ({"schema": to("Named")}, {"schema": NAMED}),
    ({"schema": to("Alias")}, {"schema": TEXT}),
    ({"schema": to("a~1b~0c d")}, {"schema": {"type": "integer"}}),
    ({"schemas": [to("Text"), to("Text")]}, {"schemas": [TEXT, TEXT]}),
    ({"schema": to("Text") | {"description": "a"}}, {"schema": TEXT | {"description": "a"}}),
    ({"schema": to("Text") | {"type": "number"}}, {"schema": {"type": "number"}}),
    (
        {"responses": {"default": {"$ref": "#/components/responses/Missing"}}},
        {"responses": {"default": {"description": "There is none"}}},
    ),
    (
        {"properties": {"default": to("Text"), "example": to("Text"), "enum": to("Text")}},
        {"properties": {"default": TEXT, "example": TEXT, "enum": TEXT}},
    ),
    ({"properties": {"$ref": TEXT}}, {"properties": {"$ref": TEXT}}),
    ({"properties": {"type": TEXT}}, {"properties": {"type": TEXT}}),
    ({"$ref": {"a": 1}}, {"$ref": {"a": 1}}),
    *(({key: to("Text")}, {key: to("Text")}) for key in ("example", "examples", "default", "enum")),
    ({"properties": 1, "responses": []}, {"properties": 1, "responses": []}),
]
MISSING = "The target of the $ref {} does not exist."
RECURSIVE = "The target of the $ref {} contains itself."
# A schema, and the problem.
INVALID = [
    ({"$ref": "#/components/schemas/Gone"}, MISSING.format("#/components/schemas/Gone")),
    ({"$ref": "#/components/schemas/Text/type"}, MISSING.format("#/components/schemas/Text/type")),
    ({"$ref": "#/list/0"}, MISSING.format("#/list/0")),
    ({"$ref": "other.json#/a"}, MISSING.format("other.json#/a")),
    ({"$ref": "https://example.com/a.json"}, MISSING.format("https://example.com/a.json")),
    ({"$ref": "#"}, RECURSIVE.format("#")),
    (to("Loop"), RECURSIVE.format("#/components/schemas/Loop")),
    (to("Ping"), RECURSIVE.format("#/components/schemas/Ping")),
    (to("Itself"), RECURSIVE.format("#/components/schemas/Itself")),
]
# The type of a schema, and the result.
TYPES: list[tuple[Any, dict[str, Any]]] = [
    (["string", "null"], {"type": "string", "nullable": True}),
    (["null", "string"], {"type": "string", "nullable": True}),
    ("string", {"type": "string"}),
    (["string"], {"type": ["string"]}),
    (["null"], {"type": ["null"]}),
    (["null", "null"], {"type": ["null", "null"]}),
    (["string", "integer"], {"type": ["string", "integer"]}),
    (["string", "integer", "null"], {"type": ["string", "integer", "null"]}),
    ([], {"type": []}),
]
QUERY = {"name": "q", "in": "query", "schema": TEXT}
HEADER = QUERY | {"in": "header"}
ID = {"name": "id", "in": "path", "schema": TEXT}
REQUIRED = QUERY | {"required": True}
# The parameters of a path, those of its operation, and the result.
PARAMETERS: list[tuple[list[Any], Any, list[Any]]] = [
    ([QUERY], ..., [QUERY]),
    ([QUERY], [], [QUERY]),
    ([QUERY, ID], [HEADER], [QUERY, ID, HEADER]),
    ([QUERY, ID], [REQUIRED], [ID, REQUIRED]),
    ([{"$ref": "#/components/parameters/Id"}], [], [ID]),
]


def inlined(value: Any) -> Any:
    """Return a part of a document with its references resolved; the document is not changed."""
    document = {"paths": {"/a": value}, "components": COMPONENTS, "list": [TEXT]}
    before = copy.deepcopy(document)
    result = inline(value, document)

    assert before == document
    return result


@pytest.mark.parametrize(("value", "expected"), REFERENCES)
def test_reference(value: Any, expected: Any) -> None:
    """A $ref is replaced by its target, except in data; keys beside it take precedence."""
    assert expected == inlined(value)


@pytest.mark.parametrize(("schema", "problem"), INVALID)
def test_invalid_reference(schema: Any, problem: str) -> None:
    """A $ref to another file, to nothing or to itself is rejected."""
    with pytest.raises(GenerationError) as caught:
        inlined({"get": {"schema": schema}})

    assert [problem] == caught.value.problems


@pytest.mark.parametrize(("type_", "expected"), TYPES)
def test_type_list(type_: Any, expected: Any) -> None:
    """A type beside null is nullable; any other list of types stays, and is rejected later."""
    assert {"schema": expected} == inlined({"schema": {"type": type_}})


@pytest.mark.parametrize(("shared", "own", "expected"), PARAMETERS)
def test_parameters_of_a_path(draft: Draft, shared: Any, own: Any, expected: Any) -> None:
    """The parameters of a path come before an operation's own, unless it has the same."""
    responses: dict[str, Any] = {"responses": {}}
    operation = responses if own is ... else responses | {"parameters": own}
    draft.set(("paths", "/a"), {"parameters": shared, "get": operation, "post": responses})
    draft.set(("components",), COMPONENTS)

    item = draft.loaded()["paths"]["/a"]

    assert {"get", "post"} == set(item)
    assert expected == item["get"]["parameters"]
