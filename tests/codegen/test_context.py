"""What the generator reads: the description with all that the templates need, and nothing else."""

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
    """Of the document itself, no more is left than the generator asks for."""
    prepared = draft.prepared()

    assert ["openapi", "info", "paths", "components"] == list(prepared)
    assert {"title": "Wide API", "version": "1"} == prepared["info"]
    assert list(draft.description["paths"]) == list(prepared["paths"])
    assert ["schemas"] == list(prepared["components"])


def test_operation(draft: Draft) -> None:
    """An operation has its name as tag and id, its path parameters, and the rest in one place."""
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


def test_status_of_another_number(draft: Draft) -> None:
    """The templates find what they need in one place, whatever the status of the success is."""
    assert "boxes.create" == draft.about("/boxes", "post")["name"]


def test_models(draft: Draft) -> None:
    """Each model is a component under its class name, with its table and nothing else."""
    models = draft.prepared()["components"]["schemas"]

    assert {"Box", "BoxSpec", "BoxSpecSize", "Event", "ThingsCreateRequestChildLeaf"} < set(models)
    assert {("type", "title", "x-model")} == {tuple(model) for model in models.values()}
    assert [(name, "object") for name in models] == [
        (model["title"], model["type"]) for model in models.values()
    ]


def test_keys_of_others(draft: Draft) -> None:
    """Keys that begin with x- are anybody's, and none of them reaches a template."""
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


def test_same_every_time(draft: Draft) -> None:
    """What is prepared follows from the two files alone."""
    assert json.dumps(draft.prepared()) == json.dumps(draft.prepared())


@pytest.mark.parametrize(
    ("security", "key"),
    [([], None), ([{"firstKey": []}], "account"), ([{"secondKey": []}], "transactional")],
)
def test_key(draft: Draft, security: Any, key: str | None) -> None:
    """An operation's own security goes before that of the document."""
    draft.set((*CREATE, "security"), security)

    assert key == draft.about("/things", "post")["key"]


@pytest.mark.parametrize(("security", "key"), [(..., None), ([{"secondKey": []}], "transactional")])
def test_key_of_the_document(draft: Draft, security: Any, key: str | None) -> None:
    """An operation without security of its own has that of the document, if there is one."""
    draft.set(("security",), security)

    assert key == draft.about("/things", "post")["key"]


def test_facade(draft: Draft) -> None:
    """The operations of a resource with a facade are marked."""
    marks = {path: draft.about(path, "post")["facade"] for path in ("/mail", "/things")}

    assert {"/mail": True, "/things": False} == marks


def test_groups_of_a_body(draft: Draft) -> None:
    """A group of fields is looked at by the model, one of parameters by the operation."""
    assert [["fast", "slow"]] == [
        group["names"] for group in draft.model("ThingsCreateRequest")["groups"]
    ]
    assert [] == draft.about("/things", "post")["groups"]
    assert [["thing", "part"]] == [
        group["names"] for group in draft.about("/events", "get")["groups"]
    ]


def test_groups_beside_those_of_the_description(draft: Draft) -> None:
    """The groups of an entry stand beside those of the description."""
    assert [["text", "kind", "since"], ["text", "kind"]] == [
        group["names"] for group in draft.model("EventsSearchRequest")["groups"]
    ]


def test_groups_of_a_shared_body(draft: Draft) -> None:
    """A body that operations share has a group once, and the same for all."""
    assert [["fast", "slow"]] == [group["names"] for group in draft.model("BoxSpec")["groups"]]

    draft.override(("operations", "PUT /boxes/{boxId}", "at_most_one"), ...)

    assert ["boxes.replace: others send BoxSpec with other groups."] == draft.problems()


def test_bare_answer(draft: Draft) -> None:
    """The model of an answer knows for which field a list stands."""
    bare = {name: draft.model(name)["bare"] for name in ("EventsListResult", "EventsSearchResult")}

    assert {"EventsListResult": "events", "EventsSearchResult": None} == bare


def test_two_models_of_one_name(draft: Draft) -> None:
    """Fields of which the same class would be made are refused, unless they are of one shape."""
    draft.set((*FIELDS, "the-box"), OWN)
    draft.set((*FIELDS, "The_Box_"), {"type": "array", "items": {}})
    draft.set((*FIELDS, "inner"), {"type": "object", "properties": {"Leaf": OWN}})
    draft.set((*FIELDS, "innerLeaf"), OWN | {"required": ["id"]})
    said = draft.problems()

    assert said[:1] == ["POST /things body: the_box would be the name of 2 arguments."]

    draft.set((*FIELDS, "The_Box_"), ...)
    assert draft.problems() == [
        "ThingsCreateRequestInnerLeaf would be the name of two models. Rename an operation."
    ]

    draft.set((*FIELDS, "innerLeaf"), OWN)
    assert "ThingsCreateRequestInnerLeaf" in draft.prepared()["components"]["schemas"]


def test_problems_of_both_kinds(draft: Draft) -> None:
    """What cannot be carried over and what does not agree is told in one run."""
    draft.set((*THING, "delete", "responses"), {"400": {"description": ""}})
    draft.override(("patterns", "a+"), {"check": None})

    assert 2 == len(draft.problems())
