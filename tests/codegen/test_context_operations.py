"""The template data of an operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from codegen.context import groups_in
from tests.codegen.fixtures.places import CREATE

if TYPE_CHECKING:
    from tests.codegen.fixtures.drafts import Draft

pytest_plugins = ["tests.codegen.fixtures.drafts"]

BODY = (*CREATE, "requestBody")
OBJECT = {"type": "object", "properties": {"a": {}}}
TEXTS = {"type": "array", "items": {"type": "string"}}
OBJECTS = {"type": "array", "items": OBJECT}
FREE, RESULT = "_parsing.any_json", "PartsListResult.from_dict"
ITEM = "(dict,), 'an object', PartsListResultItem.from_dict"
# An operation, and its response.
RESPONSES: list[tuple[str, str, dict[str, Any]]] = [
    (
        "/boxes/{boxId}",
        "get",
        {
            "kind": "object",
            "type": "Box",
            "parse": "Box.from_dict",
            "model": "Box",
            "imports": ["Box"],
        },
    ),
    (
        "/parts",
        "get",
        {
            "kind": "object",
            "type": "PartsListResult",
            "parse": "PartsListResult.from_dict",
            "model": "PartsListResult",
            "imports": ["PartsListResult"],
        },
    ),
    (
        "/boxes",
        "delete",
        {"kind": "free", "type": "Any", "parse": "_parsing.any_json", "imports": []},
    ),
    (
        "/parts/export",
        "get",
        {"kind": "csv", "type": "str", "parse": "_parsing.csv_text", "imports": []},
    ),
]


def test_operation(draft: Draft) -> None:
    """The data has the request, the response and the texts of the docstring."""
    about = draft.about("/things/{thingId}", "delete")
    parameter = about["parameters"][0]

    assert {
        "name": "things.delete",
        "verb": "delete",
        "method": "DELETE",
        "path": "/things/{thingId}",
        "retry": "idempotent",
        "never_with": [],
        "bucket": "account",
        "secrets": [],
        "parameters": [parameter],
        "body": None,
        "csv": False,
        "content_type": "application/json",
        "arguments": [parameter | {"from": "parameter"}],
        "groups": [],
        "response": {
            "kind": "object",
            "type": "ThingsDeleteResult",
            "parse": "ThingsDeleteResult.from_dict",
            "model": "ThingsDeleteResult",
            "imports": ["ThingsDeleteResult"],
        },
        "summary": "Delete a thing",
        "description": "",
        "deprecated": True,
        "returns": ["200: Gone."],
        "raises": [],
        "paging": None,
        "runs": [],
        "methods": about["methods"],
        "imports": {
            "module": ["things_delete_result import ThingsDeleteResult"],
            "resource": ["things_delete_result import ThingsDeleteResult"],
        },
        "key": "account",
    } == about


def test_parameter(draft: Draft) -> None:
    """The texts of a parameter override those of its schema."""
    described = {
        "name": "client",
        "in": "query",
        "description": "Whose",
        "example": "a",
        "deprecated": True,
        "schema": {"type": "string", "description": "Other", "enum": ["a"]},
    }
    draft.set(("paths", "/parts", "get", "parameters"), [described])
    draft.corrections["GET /parts"] = {"inferred": ["query client"]}

    (parameter,) = draft.about("/parts", "get")["parameters"]

    assert ("client_", "client", "query", False) == tuple(
        parameter[key] for key in ("name", "wire", "location", "required")
    )
    assert ("Literal['a']", "_validators.text()") == (parameter["type"], parameter["check"])
    assert (
        "Whose. Example: a. Inferred: on none of the API's own pages. Deprecated by the API."
        == parameter["about"]
    )


@pytest.mark.parametrize(("path", "method", "response"), RESPONSES)
def test_response(draft: Draft, path: str, method: str, response: dict[str, Any]) -> None:
    """A response is a model, CSV, or any JSON."""
    assert response == draft.about(path, method)["response"]


@pytest.mark.parametrize(
    ("responses", "kind", "type_", "parse"),
    [
        (
            {"200": OBJECTS},
            "object",
            "list[PartsListResultItem]",
            f"_parsing.one_of({{list: _parsing.items_of({ITEM})}}, 'a list')",
        ),
        (
            {"200": {"type": "array", "items": {}}},
            "object",
            "list[Any]",
            "_parsing.one_of({list: _parsing.any_json}, 'a list')",
        ),
        (
            {"200": {"oneOf": [{"type": "string"}, {"type": "integer"}]}},
            "object",
            "str | int",
            f"_parsing.one_of({{str: {FREE}, int: {FREE}}}, 'a string or an integer')",
        ),
        (
            {"200": OBJECT | {"nullable": True}},
            "object",
            "PartsListResult | None",
            f"_parsing.one_of({{dict: {RESULT}, type(None): {FREE}}}, 'an object')",
        ),
        (
            {"200": OBJECT, "204": None},
            "free",
            "PartsListResult | None",
            "_parsing.or_none(PartsListResult.from_dict)",
        ),
        (
            {"200": TEXTS, "201": TEXTS},
            "object",
            "list[str]",
            "_parsing.one_of({list: _parsing.items_of((str,), 'a string')}, 'a list')",
        ),
        ({"200": OBJECT, "202": None}, "free", "Any", "_parsing.any_json"),
        ({"200": OBJECT, "202": {"type": "string"}}, "free", "Any", "_parsing.any_json"),
        ({"204": None}, "free", "Any", "_parsing.any_json"),
    ],
)
def test_response_of_another_kind(
    draft: Draft, responses: dict[str, Any], kind: str, type_: str, parse: str
) -> None:
    """Lists and unions are typed; a response is None if it has no content by its status.

    Where responses differ, or some have no content that is described, they are any JSON.
    """
    described: dict[str, Any] = {
        status: {"description": "OK"}
        | ({"content": {"application/json": {"schema": schema}}} if schema else {})
        for status, schema in responses.items()
    }
    draft.set(("paths", "/parts", "get", "responses"), described)
    about = draft.about("/parts", "get")

    assert (kind, type_, parse) == tuple(
        about["response"][key] for key in ("kind", "type", "parse")
    )
    assert [f"{status}: OK." for status in responses] == about["returns"]


@pytest.mark.parametrize(
    ("required", "of_fields", "expected"),
    [
        (True, [], True),
        (False, [], False),
        (False, ["text"], True),
        (..., [], False),
    ],
)
def test_required_body(draft: Draft, required: Any, of_fields: list[str], expected: bool) -> None:
    """A body is required if the document says so, or if one of its fields is."""
    draft.description["paths"]["/things"]["post"]["requestBody"]["required"] = None
    draft.set((*BODY, "required"), required)
    draft.set((*BODY, "content", "application/json", "schema", "required"), of_fields)

    assert expected is draft.about("/things", "post")["body"]["required"]


def test_shared_body(draft: Draft) -> None:
    """The arguments of a shared body have the classes of the shared model."""
    create, replace = draft.about("/boxes", "post"), draft.about("/boxes/{boxId}", "put")
    fields = draft.model("BoxSpec")["fields"]

    assert "BoxSpec" == create["body"]["class"] == replace["body"]["class"]
    assert fields == create["body"]["fields"] == replace["body"]["fields"]


def test_arguments(draft: Draft) -> None:
    """Arguments are parameters, body fields and CSV, required ones first."""
    create, table = draft.about("/things", "post"), draft.about("/parts/import", "post")
    arguments = [(one["name"], one["from"]) for one in create["arguments"][:3]]

    assert [("text", "body"), ("child", "body"), ("idempotency_key", "parameter")] == arguments
    assert [("csv", "csv"), ("csv_", "parameter")] == [
        (one["name"], one["from"]) for one in table["arguments"]
    ]


def test_imports(draft: Draft) -> None:
    """The modules of an operation and of its resource import the models that they name."""
    imports = draft.about("/boxes", "post")["imports"]
    paged = draft.about("/events", "get")["imports"]

    assert ["box import Box", "box_spec import BoxSpec"] == imports["module"]
    assert [*imports["module"], "box_spec_size import BoxSpecSize"] == imports["resource"]
    assert ["events_list_result import EventsListResult"] == paged["module"]
    assert ["event import Event", *paged["module"]] == paged["resource"]


def test_texts(draft: Draft) -> None:
    """The summary defaults to the name; only errors with a number are documented."""
    assert "parts.list" == draft.about("/parts", "get")["summary"]
    assert ["NotFoundError: 404: There is no such thing."] == draft.about("/things", "post")[
        "raises"
    ]
    assert ["200: It was there.", "202: It is in the queue."] == draft.about("/things", "post")[
        "returns"
    ]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({}, []),
        ({"a": "a"}, []),
        (
            {"a": "a", "bC": "b_c"},
            [
                {"check": "require_given", "names": ["a", "b_c"]},
                {"check": "require_at_most_one", "names": ["b_c"]},
            ],
        ),
        ({"d": "d", "e": "e"}, [{"check": "require_exactly_one", "names": ["d", "e"]}]),
    ],
)
def test_groups(names: dict[str, str], expected: list[Any]) -> None:
    """A group belongs to the holder of all of its members."""
    entry = {"at_least_one": [["a", "bC"]], "exactly_one": [["d", "e"]], "at_most_one": [["bC"]]}

    assert expected == groups_in(entry, names)
