"""The template data of models and their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from codegen.models import documented_value, fields_of, groups_of, imports_of, model_of, models_of
from codegen.types import value_of
from tests.codegen.fixtures.directions import DIRECTION

if TYPE_CHECKING:
    from tests.codegen.fixtures.drafts import Draft

pytest_plugins = ["tests.codegen.fixtures.drafts"]

TEXT = {"type": "string"}
INNER = {"type": "object", "properties": {"id": TEXT}}
BOX: dict[str, Any] = {
    "type": "object",
    "required": ["id"],
    "properties": {"label": TEXT, "id": TEXT, "to_dict": TEXT, "oldLabel": TEXT},
}
NAMES = {"a": "a", "bC": "b_c", "d": "d"}


def test_fields() -> None:
    """Fields have Python names, required ones first, and no aliases."""
    fields = fields_of(BOX, evolve(DIRECTION, aliases={"oldLabel": "label"}))

    assert [("id", "id", True), ("label", "label", False), ("to_dict", "to_dict_", False)] == [
        (field["wire"], field["name"], field["required"]) for field in fields
    ]


def test_field() -> None:
    """A field has its Python value and its documentation."""
    schema = TEXT | {"description": "Its name", "example": "a", "pattern": "^a+$", "maxLength": 3}
    patterns = {"^a+$": {"check": "a+", "meaning": "letters a"}}
    direction = evolve(DIRECTION, patterns=patterns, secrets=frozenset({"pin"}))

    plain, secret = (documented_value(wire, schema, direction) for wire in ("label", "pin"))

    assert ("label", False) == (plain["wire"], plain["secret"])
    assert "Its name. At most 3 characters. Must be letters a. Example: a." == plain["about"]
    assert "_validators.text(max_length=3, pattern='a+', meaning='letters a')" == plain["check"]
    assert (True, "Its name. At most 3 characters. Must be letters a.") == (
        secret["secret"],
        secret["about"],
    )


def test_field_of_a_response() -> None:
    """A pattern of a response is not documented, as it is not validated."""
    schema = TEXT | {"pattern": "^a+$"}
    direction = evolve(
        DIRECTION, is_request=False, patterns={"^a+$": {"check": "a+", "meaning": "letters a"}}
    )

    assert "" == documented_value("a", schema, direction)["about"]


def test_model() -> None:
    """A model has a title, the name for its errors, fields, and documentation."""
    direction = evolve(
        DIRECTION, title="BoxesCreateRequest", aliases={"oldLabel": "label", "a": "b"}
    )
    model = model_of("BoxesCreateRequest", BOX, direction)

    assert ("object", "BoxesCreateRequest") == (model["type"], model["title"])
    about = model["x-model"]
    assert ("boxes.create", True) == (about["operation"], about["request"])
    assert "What boxes.create sends." == about["about"]
    assert {"oldLabel": "label"} == about["aliases"]
    assert (None, False, [], []) == tuple(
        about[key] for key in ("bare", "forms", "groups", "imports")
    )


@pytest.mark.parametrize(
    ("name", "changes", "about"),
    [
        ("BoxesCreateRequest", {}, "What boxes.create sends."),
        ("BoxesCreateResult", {"is_request": False}, "What boxes.create returns."),
        ("BoxesCreateRequestSize", {}, "A part of what boxes.create sends."),
        ("BoxesCreateResultSize", {"is_request": False}, "A part of what boxes.create returns."),
        ("Box", {"operation": "Box"}, "Box, as several operations send it."),
        (
            "Box",
            {"operation": "Box", "is_request": False},
            "Box, as several operations return it.",
        ),
        ("BoxSize", {"operation": "Box"}, "A part of Box."),
    ],
)
def test_documentation_of_a_model(name: str, changes: dict[str, Any], about: str) -> None:
    """A model without a description is documented by its place."""
    direction = evolve(DIRECTION, **changes)

    assert about == model_of(name, INNER, direction)["x-model"]["about"]
    assert "Mine." == model_of(name, INNER | {"description": "Mine"}, direction)["x-model"]["about"]


def test_wire_formats_of_a_model() -> None:
    """A model with a wire format in any of its fields is marked."""
    assert model_of("Box", BOX, evolve(DIRECTION, wire_formats={"id": "flag"}))["x-model"]["forms"]


def test_models_inside() -> None:
    """Registered models register the models inside."""
    models: dict[str, Any] = {}
    outer = {"type": "object", "properties": {"a": {"type": "array", "items": INNER}}}

    value_of({"type": "object", "properties": {"b": outer}}, evolve(DIRECTION, models=models))
    made = models_of(models)

    assert ["Box", "BoxB", "BoxBAItem"] == list(made)
    assert ["box_b import BoxB"] == made["Box"]["x-model"]["imports"]


@pytest.mark.parametrize(
    ("schema", "groups"),
    [
        ({}, []),
        ({"minProperties": 0}, []),
        ({"minProperties": 1}, [["a", "b_c", "d"]]),
        ({"oneOf": [{"required": ["a"]}, {"required": ["bC"]}]}, [["a", "b_c"]]),
        (
            {"anyOf": [{"required": ["bC"]}, {"required": ["d"]}], "minProperties": 1},
            [["b_c", "d"], ["a", "b_c", "d"]],
        ),
        (
            {"oneOf": [{"required": ["a"]}, {"required": ["old"]}, {"required": ["a"]}]},
            [["a", "d"]],
        ),
    ],
)
def test_groups(schema: dict[str, Any], groups: list[list[str]]) -> None:
    """A union of required fields, and minProperties, require at least one field."""
    found = groups_of({"type": "object"} | schema, NAMES, evolve(DIRECTION, aliases={"old": "d"}))

    assert [{"check": "require_given", "names": names} for names in groups] == found


def test_groups_of_a_response(draft: Draft) -> None:
    """A response has no groups, as it may lack any field."""
    assert [["html", "text"]] == [g["names"] for g in draft.model("UnionsCreateRequest")["groups"]]
    assert [] == draft.model("UnionsCreateResult")["groups"]


def test_imports() -> None:
    """Each model in the types of fields is imported once."""
    fields = [{"imports": names} for names in (("BoxSize",), (), ("BoxSize", "Box"))]

    assert ["box import Box", "box_size import BoxSize"] == imports_of(fields)
