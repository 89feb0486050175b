"""One form for documents that say the same: references, 3.0 and 3.1, defaults, media types."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from codegen.normalize import Normalizer
from codegen.validation import GenerationError

if TYPE_CHECKING:
    from tests.codegen.fixtures.drafts import Draft

pytest_plugins = ["tests.codegen.fixtures.drafts"]

TEXT = {"type": "string"}
COUNT = {"type": "integer"}
NULL = {"type": "null"}
COMPONENTS = {
    "schemas": {
        "Text": TEXT,
        "Other": {"type": "object"},
        "Named": {"type": "object", "properties": {"text": {"$ref": "#/components/schemas/Text"}}},
        "a/b~c d": COUNT,
        "Either": {"anyOf": [TEXT, {"type": "boolean"}]},
        "Loop": {"type": "array", "items": {"$ref": "#/components/schemas/Loop"}},
        "Ping": {"properties": {"pong": {"$ref": "#/components/schemas/Pong"}}},
        "Pong": {"properties": {"ping": {"$ref": "#/components/schemas/Ping"}}},
        "Alias": {"$ref": "#/components/schemas/Text"},
        "Itself": {"$ref": "#/components/schemas/Itself"},
    },
    "parameters": {"Id": {"name": "id", "in": "path", "schema": TEXT}},
    "examples": {"One": {"value": {"id": 1}}},
}
NAMED = {"type": "object", "properties": {"text": TEXT}}
# Its second item has a value of the field `kind` by itself.
LISTS = [TEXT, NAMED | {"properties": {"text": TEXT, "kind": TEXT | {"enum": ["a", "b"]}}}]
TEXT_OR_COUNT = {"oneOf": [TEXT, COUNT]}
EITHER = {"oneOf": [TEXT, {"type": "boolean"}]}
FLAG = {"type": "boolean"}


def to(name: str) -> dict[str, str]:
    """Return a reference to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def tagged(schema: Any, *kinds: str) -> Any:
    """Return an object whose field `kind` has one of some values."""
    fields = schema["properties"] | {"kind": TEXT | {"enum": list(kinds)}}
    return {"type": "object", "properties": fields, "required": ["kind"]}


# A schema, and its one form.
SCHEMAS: list[tuple[Any, Any]] = [
    # References.
    (to("Text"), TEXT),
    (to("Named"), NAMED),
    (to("Alias"), TEXT),
    (to("a~1b~0c d"), COUNT),
    (to("a~1b~0c%20d"), COUNT),
    ({"$ref": "#/lists/0"}, TEXT),
    (to("Text") | {"description": "a"}, TEXT | {"description": "a"}),
    (to("Text") | {"type": "number"}, {"type": "number"}),
    ({"$ref": {"a": 1}}, {"$ref": {"a": 1}}),
    *(
        ({"properties": {name: to("Text")}}, {"type": "object", "properties": {name: TEXT}})
        for name in ("default", "enum", "x-a", "title")
    ),
    ({"properties": {"$ref": TEXT}}, {"type": "object", "properties": {"$ref": TEXT}}),
    *((TEXT | {key: to("Text")}, TEXT | {key: to("Text")}) for key in ("example", "default")),
    # Keys that say nothing.
    (TEXT | {"title": "T", "xml": {}, "x-a": to("Gone"), "$comment": "c"}, TEXT),
    (TEXT | {"nullable": False, "minLength": 0, "deprecated": False}, TEXT),
    (TEXT | {"discriminator": {"propertyName": "a"}}, TEXT),
    ({"nullable": True}, {}),
    ({"type": "object", "properties": {}, "required": []}, {"type": "object"}),
    ({"type": "object", "additionalProperties": {}}, {"type": "object"}),
    ({"type": "object", "additionalProperties": {"x-a": 1}}, {"type": "object"}),
    ({"type": "object", "additionalProperties": True}, {"type": "object"}),
    (NAMED | {"additionalProperties": False}, NAMED | {"additionalProperties": False}),
    ({"additionalProperties": to("Text")}, {"additionalProperties": TEXT}),
    ({"type": "array", "items": True}, {"type": "array", "items": {}}),
    # Types.
    ({"items": TEXT}, {"type": "array", "items": TEXT}),
    ({"properties": {"text": TEXT}}, NAMED),
    ({"type": ["string"]}, TEXT),
    ({"type": ["string", "null"]}, TEXT | {"nullable": True}),
    ({"type": ["null", "string"]}, TEXT | {"nullable": True}),
    ({"type": ["null"]}, NULL),
    ({"type": ["null", "null"]}, NULL),
    ({"type": ["number", "integer"]}, {"type": "number"}),
    ({"type": []}, {"type": []}),
    ({"type": [1]}, {"type": [1]}),
    ({"type": ["string", "integer"]}, TEXT_OR_COUNT),
    ({"type": ["string", "integer", "null"]}, TEXT_OR_COUNT | {"nullable": True}),
    (
        {"type": ["string", "integer"], "maxLength": 5, "minimum": 1, "description": "a"},
        {"oneOf": [TEXT | {"maxLength": 5}, COUNT | {"minimum": 1}], "description": "a"},
    ),
    (
        {"type": ["string", "integer"], "enum": ["a", 1]},
        {"oneOf": [TEXT | {"enum": ["a"]}, COUNT | {"enum": [1]}]},
    ),
    # Constants and enums.
    (TEXT | {"const": "a"}, TEXT | {"enum": ["a"]}),
    ({"const": "a"}, TEXT | {"enum": ["a"]}),
    ({"const": None}, NULL),
    ({"enum": ["a", None]}, TEXT | {"enum": ["a"], "nullable": True}),
    (TEXT | {"enum": ["a", "b", None, "a"]}, TEXT | {"enum": ["a", "b"], "nullable": True}),
    ({"enum": ["a", 1]}, {"oneOf": [TEXT | {"enum": ["a"]}, COUNT | {"enum": [1]}]}),
    (FLAG | {"enum": [True]}, FLAG | {"enum": [True]}),
    (FLAG | {"enum": [True, False]}, FLAG),
    (FLAG | {"enum": [True, False, None]}, FLAG | {"nullable": True}),
    (TEXT | {"enum": []}, TEXT | {"enum": []}),
    (TEXT | {"enum": "a"}, TEXT | {"enum": "a"}),
    # Examples.
    (TEXT | {"examples": ["a", "b"]}, TEXT | {"example": "a"}),
    (TEXT | {"examples": []}, TEXT),
    (TEXT | {"examples": {"a": 1}}, TEXT | {"examples": {"a": 1}}),
    # Unions.
    ({"anyOf": [TEXT, COUNT]}, TEXT_OR_COUNT),
    ({"anyOf": [TEXT]}, TEXT),
    ({"anyOf": [TEXT, NULL]}, TEXT | {"nullable": True}),
    (
        {"oneOf": [to("Named"), NULL], "description": "a"},
        NAMED | {"description": "a", "nullable": True},
    ),
    ({"anyOf": [to("Either"), NULL]}, EITHER | {"nullable": True}),
    ({"anyOf": [{"type": ["string", "null"]}, FLAG]}, EITHER | {"nullable": True}),
    ({"anyOf": [to("Either") | {"nullable": True}, TEXT]}, EITHER | {"nullable": True}),
    ({"oneOf": [TEXT, {}]}, {}),
    ({"oneOf": [TEXT, {"description": "a"}], "description": "b"}, {"description": "b"}),
    ({"oneOf": [NULL]}, {"oneOf": [NULL]}),
    ({"oneOf": []}, {"oneOf": []}),
    ({"oneOf": [1]}, {"oneOf": [1]}),
    ({"oneOf": [TEXT], "anyOf": [COUNT]}, {"oneOf": [TEXT], "anyOf": [COUNT]}),
    ({"oneOf": [TEXT], "maxLength": 5}, TEXT | {"maxLength": 5}),
    ({"oneOf": [TEXT], "format": "uri"}, TEXT | {"format": "uri"}),
    ({"oneOf": [TEXT | {"format": "a"}], "format": "b"},) * 2,
    (
        {"oneOf": [{"const": "a", "description": "A"}, {"const": "b", "description": "B"}]},
        TEXT | {"enum": ["a", "b"]},
    ),
    (
        {"oneOf": [{"enum": ["a"]}, COUNT, {"enum": ["b"]}]},
        {"oneOf": [TEXT | {"enum": ["a", "b"]}, COUNT]},
    ),
    ({"anyOf": [TEXT | {"format": "uri"}, COUNT, TEXT, {"const": "a"}]}, TEXT_OR_COUNT),
    ({"anyOf": [COUNT | {"minimum": 1}, {"type": "number"}]}, {"type": "number"}),
    ({"oneOf": [NAMED, {"type": "object"}]},) * 2,
    # Discriminators.
    (
        {"oneOf": [to("Named"), to("Other")], "discriminator": {"propertyName": "kind"}},
        {"oneOf": [tagged(NAMED, "Named"), tagged({"type": "object", "properties": {}}, "Other")]},
    ),
    (
        {
            "anyOf": [to("Named"), to("Other"), NULL],
            "discriminator": {
                "propertyName": "kind",
                "mapping": {"a": "#/components/schemas/Named", "b": "Other", "c": "Other"},
            },
        },
        {
            "oneOf": [
                tagged(NAMED, "a"),
                tagged({"type": "object", "properties": {}}, "b", "c"),
            ],
            "nullable": True,
        },
    ),
    (
        {
            "oneOf": [{"$ref": "#/lists/1"}, to("Other")],
            "discriminator": {"propertyName": "kind", "mapping": {"a": "#/lists/1"}},
        },
        {
            "oneOf": [
                tagged(NAMED, "a"),
                tagged({"type": "object", "properties": {}}, "Other"),
            ]
        },
    ),
    (
        {"oneOf": [NAMED, TEXT], "discriminator": {"propertyName": "kind"}},
        {"oneOf": [NAMED, TEXT]},
    ),
    (TEXT | {"oneOf": [], "discriminator": {"propertyName": 1}},) * 2,
    # All of several.
    ({"allOf": [to("Named")]}, NAMED),
    ({"allOf": [to("Text")], "description": "a"}, TEXT | {"description": "a"}),
    ({"allOf": [to("Text")], "nullable": True}, TEXT | {"nullable": True}),
    ({"allOf": [TEXT | {"nullable": True}]}, TEXT | {"nullable": True}),
    ({"allOf": [TEXT | {"nullable": True}, TEXT]}, TEXT),
    (
        {"allOf": [to("Named"), {"required": ["text", "n"], "properties": {"n": COUNT}}]},
        NAMED | {"properties": {"text": TEXT, "n": COUNT}, "required": ["text", "n"]},
    ),
    (
        {"allOf": [to("Named"), {"properties": {"text": {"maxLength": 5}}}]},
        {"type": "object", "properties": {"text": TEXT | {"maxLength": 5}}},
    ),
    (
        {"allOf": [TEXT | {"maxLength": 5, "enum": ["a", "b"]}, {"maxLength": 3, "enum": ["b"]}]},
        TEXT | {"maxLength": 3, "enum": ["b"]},
    ),
    ({"allOf": [COUNT, {"type": "number"}]}, COUNT),
    ({"allOf": [TEXT, COUNT]}, {"allOf": [TEXT, COUNT]}),
    ({"allOf": [TEXT | {"maxLength": 1}, TEXT | {"maxLength": "a"}]},) * 2,
    ({"allOf": [1]}, {"allOf": [1]}),
    ({"allOf": 1}, {"allOf": 1}),
    # Limits.
    (TEXT | {"maxLength": 5.0}, TEXT | {"maxLength": 5}),
    (COUNT | {"exclusiveMinimum": 0}, COUNT | {"minimum": 1}),
    (COUNT | {"exclusiveMinimum": 0, "minimum": 5}, COUNT | {"minimum": 5}),
    (COUNT | {"exclusiveMaximum": True, "maximum": 5}, COUNT | {"maximum": 4}),
    ({"type": "number", "exclusiveMinimum": 0}, {"type": "number", "exclusiveMinimum": 0}),
    # Unexpected structures.
    (1, 1),
    (True, {}),
    ({"properties": 1, "oneOf": 1}, {"properties": 1, "oneOf": 1}),
]
MISSING = "The target of the $ref {} does not exist."
RECURSIVE = "The target of the $ref {} contains itself."
# A schema, and the problem.
INVALID = [
    ({"$ref": "#/components/schemas/Gone"}, MISSING.format("#/components/schemas/Gone")),
    ({"$ref": "#/components/schemas/Text/type"}, MISSING.format("#/components/schemas/Text/type")),
    ({"$ref": "#/lists/2"}, MISSING.format("#/lists/2")),
    ({"$ref": "#/lists/a"}, MISSING.format("#/lists/a")),
    ({"$ref": "other.json#/a"}, MISSING.format("other.json#/a")),
    ({"$ref": "https://example.com/a.json"}, MISSING.format("https://example.com/a.json")),
    (to("Loop"), RECURSIVE.format("#/components/schemas/Loop")),
    (to("Ping"), RECURSIVE.format("#/components/schemas/Ping")),
    (to("Itself"), RECURSIVE.format("#/components/schemas/Itself")),
]
QUERY = {"name": "q", "in": "query", "schema": TEXT}
HEADER = QUERY | {"in": "header"}
ID = {"name": "id", "in": "path", "schema": TEXT}
REQUIRED = QUERY | {"required": True}
LIST = QUERY | {"schema": {"type": "array", "items": TEXT}}
# The parameters of a path, those of its operation, and the result.
PARAMETERS: list[tuple[list[Any], Any, list[Any]]] = [
    ([QUERY], ..., [QUERY]),
    ([QUERY], [], [QUERY]),
    ([QUERY, ID], [HEADER], [QUERY, ID, HEADER]),
    ([QUERY, ID], [REQUIRED], [ID, REQUIRED]),
    ([{"$ref": "#/components/parameters/Id"}], [], [ID]),
]
# A parameter, and its one form.
PARAMETER: list[tuple[Any, Any]] = [
    (QUERY | {"style": "form", "explode": True, "required": False}, QUERY),
    (QUERY | {"explode": False, "allowReserved": False, "x-a": 1}, QUERY),
    (HEADER | {"style": "simple", "explode": True}, HEADER),
    (ID | {"style": "simple", "explode": False}, ID),
    (QUERY | {"style": "deepObject"}, QUERY | {"style": "deepObject"}),
    (QUERY | {"explode": "a"}, QUERY | {"explode": "a"}),
    (LIST | {"style": "form", "explode": True}, LIST),
    (LIST | {"explode": False}, LIST | {"explode": False}),
    (LIST | {"in": "header", "explode": True}, LIST | {"in": "header"}),
    (QUERY | {"schema": {"type": ["array", "null"], "items": TEXT}}, LIST),
    (QUERY | {"schema": {"anyOf": [TEXT, NULL]}}, QUERY),
    (QUERY | {"examples": {"a": {"value": 1}, "b": {"value": 2}}}, QUERY | {"example": 1}),
    (QUERY | {"examples": {"a": {"externalValue": "https://a.example"}}}, QUERY),
    (QUERY | {"example": 1}, QUERY | {"example": 1}),
    ({"name": "q", "content": {}}, {"name": "q", "content": {}}),
    (1, 1),
]
JSON = "application/json"
# Media types of a request, those of a response, and what remains of both.
MEDIA_TYPES: list[tuple[str, str | None, str | None]] = [
    (JSON, JSON, JSON),
    ("Application/JSON; charset=UTF-8", JSON, JSON),
    ("application/json;charset=latin1", JSON, JSON),
    ("application/json; version=1", None, None),
    ("application/problem+json", None, JSON),
    ("application/hal+json; charset=utf-8", "application/hal+json", JSON),
    ("application/*+json", JSON, JSON),
    ('text/csv; charset="utf-8"', "text/csv", "text/csv"),
    ("text/csv; charset=latin1", None, None),
]


def normalized(item: Any) -> Any:
    """Return a path of a document in its one form; the document is not changed."""
    document = {"info": {}, "paths": {"/a": item}, "components": COMPONENTS, "lists": LISTS}
    before = copy.deepcopy(document)
    result = Normalizer(document).normalized()["paths"]["/a"]

    assert before == document
    return result


def response(content: Any) -> Any:
    """Return an operation with a response."""
    return {"responses": {"200": {"description": "", "content": content}}}


@pytest.mark.parametrize(("schema", "expected"), SCHEMAS)
def test_schema(schema: Any, expected: Any) -> None:
    """A schema has one form, in which it stays."""
    first = Normalizer({"components": COMPONENTS, "lists": LISTS}).schema(schema)

    assert (expected, expected) == (first, Normalizer({}).schema(first))


def test_order() -> None:
    """Fields, values and branches stay in the order of the document."""
    raw = {"properties": {"b": {"enum": ["z", "a"]}, "a": {"type": ["integer", "string"]}}}

    schema = Normalizer({}).schema(raw)

    assert ["b", "a"] == list(schema["properties"])
    assert ["z", "a"] == schema["properties"]["b"]["enum"]
    assert [COUNT, TEXT] == schema["properties"]["a"]["oneOf"]


@pytest.mark.parametrize(("schema", "problem"), INVALID)
def test_invalid_reference(schema: Any, problem: str) -> None:
    """A $ref to another file, to nothing or to itself is rejected."""
    with pytest.raises(GenerationError) as caught:
        normalized({"get": response({JSON: {"schema": schema}})})

    assert [f"GET /a: {problem}"] == caught.value.problems
    assert ["GET /a"] == caught.value.unsupported


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


@pytest.mark.parametrize(("parameter", "expected"), PARAMETER)
def test_parameter(parameter: Any, expected: Any) -> None:
    """A parameter has one form."""
    assert {"get": {"parameters": [expected]}} == normalized({"get": {"parameters": [parameter]}})


@pytest.mark.parametrize("name", ["Accept", "content-type", "Authorization"])
def test_ignored_headers(name: str) -> None:
    """These headers are no parameters, as OpenAPI says."""
    parameters = [HEADER | {"name": name}, QUERY | {"name": name}]

    assert {"get": {"parameters": [QUERY | {"name": name}]}} == (
        normalized({"get": {"parameters": parameters}})
    )


@pytest.mark.parametrize(("media_type", "request_", "response_"), MEDIA_TYPES)
def test_media_type(media_type: str, request_: str | None, response_: str | None) -> None:
    """JSON of any kind is read as JSON, but sent only where that is described."""
    content = {media_type: {"schema": TEXT}}
    operation = {"requestBody": {"content": content}} | response(content)

    item = normalized({"post": operation})["post"]

    assert {request_ or media_type: {"schema": TEXT}} == item["requestBody"]["content"]
    assert {response_ or media_type: {"schema": TEXT}} == item["responses"]["200"]["content"]


def test_media_types_that_are_read_alike() -> None:
    """Of several kinds of JSON, the media type itself applies."""
    content = {"application/hal+json": {"schema": COUNT}, JSON: {"schema": TEXT}}

    item = normalized({"get": response(content)})

    assert {JSON: {"schema": TEXT}} == item["get"]["responses"]["200"]["content"]


def test_choice_of_media_types() -> None:
    """Where there is a choice, JSON is sent and accepted."""
    content = {"text/csv": {"schema": TEXT}, "application/*+json": {"schema": COUNT}}
    operation = {"requestBody": {"content": content}} | response(content)

    item = normalized({"post": operation})["post"]

    assert {JSON: {"schema": COUNT}} == item["requestBody"]["content"]
    assert {JSON: {"schema": COUNT}} == item["responses"]["200"]["content"]


def test_head() -> None:
    """What is described as the content of a response to HEAD is that of GET."""
    operation = response({JSON: {"schema": TEXT}})

    item = normalized({"head": operation | {"responses": operation["responses"] | {"400": 1}}})

    assert {"200": {"description": ""}, "400": 1} == item["head"]["responses"]


def test_examples_of_a_body() -> None:
    """The examples of a body become a list, wherever they are."""
    named = {"a": {"$ref": "#/components/examples/One"}, "b": {"externalValue": "https://a.test"}}

    item = normalized({"get": response({JSON: {"schema": TEXT, "examples": named}})})

    assert item == normalized({"get": response({JSON: {"schema": TEXT, "example": {"id": 1}}})})


def test_operation() -> None:
    """An operation has no keys that say nothing; what a `x-` key refers to is not followed."""
    silent = {"tags": ["a"], "x-a": {"$ref": "#/gone"}, "callbacks": {}, "deprecated": False}
    body = {"content": {JSON: {"schema": TEXT}}}
    operation = response({JSON: {"schema": TEXT}}) | {"requestBody": body | {"required": False}}

    item = normalized({"get": operation | silent, "x-b": 1})

    assert {"get": operation | {"requestBody": body}} == item


@pytest.mark.parametrize(
    "item",
    [
        1,
        {"get": 1},
        {"parameters": 1},
        {"get": {"responses": 1, "requestBody": 1}},
        {"get": {"responses": {"200": 1}, "requestBody": {"content": 1}}},
        {"get": {"requestBody": {"content": {JSON: 1}}}},
        {"get": {"responses": {"200": {"headers": 1}}}},
    ],
)
def test_unexpected_structures(item: Any) -> None:
    """Parts of an unexpected structure stay as they are, to be rejected with their place."""
    assert item == normalized(item)


def test_document() -> None:
    """The metadata of a document stay, and of the components the security schemes."""
    document = {
        "openapi": "3.1.0",
        "info": {"title": "t", "x-a": 1},
        "tags": [],
        "x-a": {},
        "servers": [{"url": "u"}],
        "components": COMPONENTS | {"securitySchemes": {"x-key": {"type": "http", "x-a": 1}}},
    }

    assert {
        "openapi": "3.0.3",
        "info": {"title": "t"},
        "servers": [{"url": "u"}],
        "components": {"securitySchemes": {"x-key": {"type": "http"}}},
    } == Normalizer(document).normalized()
    assert {"openapi": "3.0.3"} == Normalizer({}).normalized()
