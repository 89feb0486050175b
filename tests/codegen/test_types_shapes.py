"""What a schema is for, and its shape: of one shape and direction is what makes the same class."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from codegen.types import shape_of, wire_format_of
from tests.codegen.fixtures.directions import DIRECTION

TEXT = {"type": "string"}
COUNT = {"type": "integer"}


def box(**fields: Any) -> dict[str, Any]:
    """An object."""
    return {"type": "object", "properties": {"id": TEXT, **fields}}


# Two schemas of one shape.
ALIKE: list[tuple[Any, Any]] = [
    (box(), box()),
    (box(a=TEXT, b=COUNT), box(b=COUNT, a=TEXT)),
    (box(), box() | {"description": "A box", "title": "Box", "example": {}, "x-unknown": True}),
    (box(a=TEXT), box(a=TEXT | {"description": "A", "example": "a", "default": "b"})),
    (box(a=TEXT), box(a=TEXT | {"x-inferred": True, "externalDocs": {}, "deprecated": True})),
    (box(), box() | {"additionalProperties": True}),
    ({"oneOf": [TEXT, COUNT]}, {"anyOf": [TEXT, COUNT]}),
]
# Two schemas that differ.
DIFFERENT: list[tuple[Any, Any]] = [
    (box(), box(a=TEXT)),
    (box(a=TEXT), box(a=COUNT)),
    (box(a=TEXT), box(A=TEXT)),
    (box(), box() | {"required": ["id"]}),
    (box(a=TEXT), box(a=TEXT | {"nullable": True})),
    (box(a=TEXT), box(a=TEXT | {"enum": ["a"]})),
    (box(a=TEXT | {"enum": ["a"]}), box(a=TEXT | {"enum": ["a", "b"]})),
    (box(a=TEXT), box(a=TEXT | {"maxLength": 1})),
    (box(a=TEXT), box(a=TEXT | {"pattern": "a"})),
    (box(a=TEXT), box(a=TEXT | {"format": "uuid"})),
    (box(a=box()), box(a=box(b=TEXT))),
    (box(a={"type": "array", "items": TEXT}), box(a={"type": "array", "items": COUNT})),
    (box(a={"type": "object", "additionalProperties": TEXT}), box(a={"type": "object"})),
    (box(a={"oneOf": [TEXT, COUNT]}), box(a={"oneOf": [TEXT]})),
    (box(), box() | {"anyOf": [{"required": ["id"]}]}),
    (box(), box() | {"minProperties": 1}),
]
# Another direction, with which the same schema is something else.
DIRECTIONS: list[dict[str, Any]] = [
    {"is_request": False},
    {"secrets": frozenset({"id"})},
    {"wire_formats": {"id": "flag"}},
    {"aliases": {"other": "id"}},
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_same_shape(one: Any, other: Any) -> None:
    """Texts and order make no difference."""
    assert shape_of(one, DIRECTION) == shape_of(other, DIRECTION)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_another_shape(one: Any, other: Any) -> None:
    """All that makes another class makes another shape."""
    assert shape_of(one, DIRECTION) != shape_of(other, DIRECTION)


@pytest.mark.parametrize("change", DIRECTIONS)
def test_another_purpose(change: dict[str, Any]) -> None:
    """So does the direction, as far as it changes the class."""
    assert shape_of(box(), DIRECTION) != shape_of(box(), evolve(DIRECTION, **change))


@pytest.mark.parametrize(
    "change",
    [
        {"operation": "boxes.get", "title": "Other"},
        {"secrets": frozenset({"gone"})},
        {"wire_formats": {"gone": "flag"}},
        {"aliases": {"other": "gone"}},
    ],
)
def test_same_purpose(change: dict[str, Any]) -> None:
    """What is said of other fields makes no difference."""
    assert shape_of(box(), DIRECTION) == shape_of(box(), evolve(DIRECTION, **change))


@pytest.mark.parametrize(
    ("schema", "forms", "form"),
    [
        (TEXT, {}, None),
        (TEXT | {"format": "uuid"}, {}, None),
        (TEXT | {"format": "date-time"}, {}, "iso_8601"),
        (TEXT | {"format": "date-time"}, {"a": "unix_seconds"}, "unix_seconds"),
        (COUNT, {"a": "flag"}, "flag"),
        (COUNT, {"b": "flag"}, None),
    ],
)
def test_form(schema: Any, forms: dict[str, str], form: str | None) -> None:
    """A form is given by a field's name, or by the format date-time."""
    assert form == wire_format_of("a", schema, evolve(DIRECTION, wire_formats=forms))


def test_inside() -> None:
    """What is inside is titled after what it is in, and is of the same direction otherwise."""
    inside = DIRECTION.inside("Size")

    assert ("BoxSize", DIRECTION) == (inside.title, evolve(inside, title="Box"))
    assert inside.models is DIRECTION.models
