"""One way to say a thing: no references, no parameters of a whole path, no lists of types."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from codegen.references import inlined
from codegen.source import DoesNotFit

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
    "parameters": {"Id": {"name": "id", "in": "path"}},
    "responses": {"Missing": {"description": "There is none"}},
}
NAMED = {"type": "object", "properties": {"text": TEXT}}


def to(name: str) -> dict[str, str]:
    """A reference to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


# What stands at a place, and what is put there.
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
# What refers to nothing, or to itself, and what is said of it.
REFUSED = [
    ({"$ref": "#/components/schemas/Gone"}, "refers to #/components/schemas/Gone, which is not"),
    ({"$ref": "#/components/schemas/Text/type"}, "schemas/Text/type, which is not there."),
    ({"$ref": "#/components/schemas/Text/type/0"}, "schemas/Text/type/0, which is not there."),
    ({"$ref": "#/list/0"}, "refers to #/list/0, which is not there."),
    ({"$ref": "other.json#/a"}, "refers to other.json#/a, which is not there."),
    ({"$ref": "https://example.com/a.json"}, "a.json, which is not there."),
    ({"$ref": "#"}, "refers to #, which is not there."),
    (to("Loop"), " > items refers to #/components/schemas/Loop, which holds itself."),
    (
        to("Ping"),
        "pong > properties > ping refers to #/components/schemas/Ping, which holds itself.",
    ),
    (to("Itself"), "refers to #/components/schemas/Itself, which holds itself."),
]
# The type of a schema, and what becomes of it.
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
Q = {"name": "q", "in": "query"}
HEADER = Q | {"in": "header"}
ID = {"name": "id", "in": "path"}
# The parameters of a path, those of its operation, and those that it has then.
PARAMETERS: list[tuple[Any, Any, Any]] = [
    ([Q], ..., [Q]),
    ([Q], [], [Q]),
    ([Q, ID], [HEADER], [Q, ID, HEADER]),
    ([Q, ID], [Q | {"required": True}], [ID, Q | {"required": True}]),
    ([{"$ref": "#/components/parameters/Id"}], [], [ID]),
    ([1], [Q], [1, Q]),
    ([Q], "q", "q"),
    ([Q], [1], [Q, 1]),
]


def paths_of(item: Any) -> Any:
    """The paths of a document that has one, inlined."""
    document = {"paths": {"/a": item}, "components": COMPONENTS, "list": [TEXT]}
    before = copy.deepcopy(document)
    paths = inlined(document, "openapi.json")

    assert before == document
    return paths


@pytest.mark.parametrize(("item", "expected"), REFERENCES)
def test_reference(item: Any, expected: Any) -> None:
    """What a $ref refers to is put in its place, what is beside it goes first; data is left."""
    assert {"/a": expected} == paths_of(item)


@pytest.mark.parametrize(("schema", "words"), REFUSED)
def test_refused_reference(schema: Any, words: str) -> None:
    """A $ref to another file, to nothing or to itself is refused with its place."""
    with pytest.raises(DoesNotFit) as caught:
        paths_of({"get": {"schema": schema}})

    assert 1 == len(caught.value.problems)
    assert str(caught.value).startswith("openapi.json > paths > /a > get > schema")
    assert words in str(caught.value)


def test_place_of_a_reference() -> None:
    """The place of a reference is the one where it stands, items of lists included."""
    with pytest.raises(DoesNotFit) as caught:
        paths_of({"get": {"parameters": [TEXT, {"schema": {"$ref": "#/a"}}, {"$ref": "#/b"}]}})

    place = "openapi.json > paths > /a > get > parameters"
    assert caught.value.problems == [
        f"{place}[1] > schema refers to #/a, which is not there.",
        f"{place}[2] refers to #/b, which is not there.",
    ]


@pytest.mark.parametrize(("type_", "expected"), TYPES)
def test_types(type_: Any, expected: Any) -> None:
    """A type beside null is nullable; any other list of types stays, and is refused later."""
    assert {"/a": {"schema": expected}} == paths_of({"schema": {"type": type_}})


@pytest.mark.parametrize(("shared", "own", "expected"), PARAMETERS)
def test_parameters_of_a_path(shared: Any, own: Any, expected: Any) -> None:
    """The parameters of a path come before an operation's own, unless it has the same."""
    operation = {} if own is ... else {"parameters": own}
    item = {"parameters": shared, "get": operation, "post": {"deprecated": True}, "summary": "s"}

    (found,) = paths_of(item).values()

    assert {"get", "post", "summary"} == set(found)
    assert expected == found["get"]["parameters"]


@pytest.mark.parametrize(
    "item",
    [
        None,
        {"parameters": {}, "get": {}},
        {"parameters": 1},
        {"get": {"parameters": [Q]}},
    ],
)
def test_no_parameters_of_a_path(item: Any) -> None:
    """A path without parameters of its own stays as it is, whatever it holds."""
    assert {"/a": item} == paths_of(item)


def test_what_is_no_operation() -> None:
    """Nothing but operations takes the parameters of a path."""
    item = {"parameters": [Q], "x-note": {"a": 1}, "get": "x", "description": {}}

    assert {"/a": {"x-note": {"a": 1}, "get": "x", "description": {}}} == paths_of(item)


@pytest.mark.parametrize("paths", [None, [], "x", 1, [{"a": 1}]])
def test_paths_of_another_shape(paths: Any) -> None:
    """Paths that are no object stay as they are, and are refused later."""
    assert paths == inlined({"paths": paths}, "openapi.json")
