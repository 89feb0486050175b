"""The document for the generator."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.codegen.fixtures.places import CREATE, FIELDS, LIST

if TYPE_CHECKING:
    from tests.codegen.fixtures.drafts import Draft

pytest_plugins = ["tests.codegen.fixtures.drafts"]

THING = ("paths", "/things/{thingId}")
OWN = {"type": "object", "properties": {"id": {"type": "string"}}}


def test_document(draft: Draft) -> None:
    """The document has only the keys that the generator needs."""
    prepared = draft.prepared()

    assert ["openapi", "info", "paths", "components"] == list(prepared)
    assert {"title": "Wide API", "version": "1"} == prepared["info"]
    assert list(draft.description["paths"]) == list(prepared["paths"])
    assert ["schemas"] == list(prepared["components"])


def test_operation(draft: Draft) -> None:
    """An operation has tag, id and path parameters, and the template data in one key."""
    prepared = draft.prepared()["paths"]["/things/{thingId}/parts/{part-no}"]["get"]
    about = prepared["responses"]["200"].pop("x-operation")

    assert "things.get_part" == about["name"]
    assert prepared == {
        "tags": ["things"],
        "operationId": "get_part",
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {}}
            for name in ("part-no", "thingId")
        ],
        "responses": {"200": {"description": ""}},
    }


def test_other_success_status(draft: Draft) -> None:
    """The template data has the same place for every success status."""
    assert "boxes.create" == draft.about("/boxes", "post")["name"]


def test_models(draft: Draft) -> None:
    """Each model is a component under its class name, with only the template data."""
    models = draft.prepared()["components"]["schemas"]

    assert {"Box", "BoxSpec", "BoxSpecSize", "Event", "ThingsCreateRequestChildLeaf"} < set(models)
    assert {("type", "title", "x-model")} == {tuple(model) for model in models.values()}
    assert [(name, "object") for name in models] == [
        (model["title"], model["type"]) for model in models.values()
    ]


def test_extensions_of_the_vendor(draft: Draft) -> None:
    """Extensions of the vendor (x-) do not reach the templates."""
    for place in (
        ("x-model",),
        (*LIST, "x-operation"),
        (*LIST, "parameters", 0, "schema", "x-model"),
        (*FIELDS, "text", "x-secret"),
        (*FIELDS, "child", "x-model"),
        (*CREATE, "responses", "200", "x-operation"),
    ):
        draft.set(place, {"name": "forged"})

    assert "forged" not in json.dumps(draft.prepared())


def test_deterministic_result(draft: Draft) -> None:
    """The result depends only on the two files."""
    assert json.dumps(draft.prepared()) == json.dumps(draft.prepared())


@pytest.mark.parametrize(
    ("security", "key"),
    [([], None), ([{"firstKey": []}], "account"), ([{"secondKey": []}], "transactional")],
)
def test_key(draft: Draft, security: Any, key: str | None) -> None:
    """The security of an operation overrides that of the document."""
    draft.set((*CREATE, "security"), security)

    assert key == draft.about("/things", "post")["key"]


@pytest.mark.parametrize(("security", "key"), [(..., None), ([{"secondKey": []}], "transactional")])
def test_key_of_the_document(draft: Draft, security: Any, key: str | None) -> None:
    """An operation without security of its own has that of the document, if there is one."""
    draft.set(("security",), security)

    assert key == draft.about("/things", "post")["key"]


def test_methods_with_flows(draft: Draft) -> None:
    """An operation has a method for each of its flows, and one of its own."""
    send, send_all = draft.about("/mail", "post")["methods"]

    assert ("send", "send_all") == (send["verb"], send_all["verb"])
    assert ("SentLetter", "int") == (send["returns_type"], send_all["returns_type"])
    assert {
        "module": "letters",
        "function": "send_letter",
        "types": ["SentLetter"],
        "is_blocking": "True",
    } == send["flow"]
    assert {"text": "list[str]"} == {one["name"]: one["type"] for one in send_all["arguments"]}
    assert [["text"], []] == [method["body_fields"] for method in (send, send_all)]
    assert [None] == [method["flow"] for method in draft.about("/things", "post")["methods"]]


def test_docstring_of_a_flow(draft: Draft) -> None:
    """The entry of a flow adds to the texts of the document, and replaces its result."""
    send, _ = draft.about("/mail", "post")["methods"]

    assert "It is sealed first." == send["descriptions"][-1]
    assert send["arguments"][0]["about"].endswith("At least one word.")
    assert ["200: The letter, sealed."] == send["returns"]
    assert "OSError: There is no wax." == send["raises"][0]


def test_runs(draft: Draft) -> None:
    """An operation has a method for each of its runs, which imports the models in its types."""
    source = {"name": "things", "type": "ThingsCreateRequest", "about": "The things."}
    run = {"run": "many.do_many", "source": source, "returns": "A, B", "summary": "Do many"}
    draft.override(("operations", "POST /things", "runs"), {"things.do_many": run})

    (made,) = draft.about("/things", "post")["runs"]

    assert ("do_many", "many", "do_many") == (made["verb"], made["module"], made["function"])
    assert ([], [], source) == (made["arguments"], made["types"], made["source"])


def test_run_with_the_name_of_another_method(draft: Draft) -> None:
    """A run whose name is that of an operation is a problem."""
    draft.override(("operations", "POST /things", "runs"), {"things.delete": {}})

    assert any("things.delete makes one class of 2" in one for one in draft.problems())


def test_groups_of_a_body(draft: Draft) -> None:
    """Groups of fields belong to the model, groups of parameters to the operation."""
    assert [["fast", "slow"]] == [
        group["names"] for group in draft.model("ThingsCreateRequest")["groups"]
    ]
    assert [] == draft.about("/things", "post")["groups"]
    assert [["thing", "part"]] == [
        group["names"] for group in draft.about("/events", "get")["groups"]
    ]


def test_groups_beside_those_of_the_description(draft: Draft) -> None:
    """Groups of an entry are added to those of the document."""
    assert [["text", "kind", "since"], ["text", "kind"]] == [
        group["names"] for group in draft.model("EventsSearchRequest")["groups"]
    ]


def test_groups_of_a_shared_body(draft: Draft) -> None:
    """A shared body has each group once; different groups are an error."""
    assert [["fast", "slow"]] == [group["names"] for group in draft.model("BoxSpec")["groups"]]

    draft.override(("operations", "PUT /boxes/{boxId}", "at_most_one"), ...)

    assert ["boxes.replace: others send BoxSpec with other groups."] == draft.problems()


def test_bare_response(draft: Draft) -> None:
    """The response model has the field that stands for a bare list."""
    bare = {name: draft.model(name)["bare"] for name in ("EventsListResult", "EventsSearchResult")}

    assert {"EventsListResult": "events", "EventsSearchResult": None} == bare


def test_two_models_of_one_name(draft: Draft) -> None:
    """Objects of different shapes with the same class name are an error."""
    draft.set((*FIELDS, "the-box"), OWN)
    draft.set((*FIELDS, "The_Box_"), {"type": "array", "items": {}})
    draft.set((*FIELDS, "inner"), {"type": "object", "properties": {"Leaf": OWN}})
    draft.set((*FIELDS, "innerLeaf"), OWN | {"required": ["id"]})
    reported = draft.problems()

    assert reported[:1] == ["POST /things body: the_box would be the name of 2 arguments."]

    draft.set((*FIELDS, "The_Box_"), ...)
    assert draft.problems() == [
        "ThingsCreateRequestInnerLeaf would be the name of two models. Rename an operation."
    ]

    draft.set((*FIELDS, "innerLeaf"), OWN)
    assert "ThingsCreateRequestInnerLeaf" in draft.prepared()["components"]["schemas"]


def test_problems_of_both_kinds(draft: Draft) -> None:
    """One run reports unsupported parts and conflicts with the overrides."""
    draft.set((*THING, "delete", "responses"), {"400": {"description": ""}})
    draft.override(("patterns", "a+"), {"check": None})

    assert 2 == len(draft.problems())
