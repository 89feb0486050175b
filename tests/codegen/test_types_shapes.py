"""Shapes of schemas: equal shapes make the same class."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from codegen.types import shape_of, wire_format_of
from tests.codegen.fixtures.directions import DIRECTION

TEXT = {"type": "string"}
COUNT = {"type": "integer"}


def box(**fields: Any) -> dict[str, Any]:
    """Return an object."""
    return {"type": "object", "properties": {"id": TEXT, **fields}}


# Two schemas of one shape.
ALIKE: list[tuple[Any, Any]] = [
    (box(), box()),
    (box(a=TEXT, b=COUNT), box(b=COUNT, a=TEXT)),
    (box(), box() | {"description": "A box", "title": "Box", "example": {}, "x-unknown": True}),
    (box(a=TEXT), box(a=TEXT | {"description": "A", "example": "a", "default": "b"})),
    (box(a=TEXT), box(a=TEXT | {"x-inferred": True, "externalDocs": {}, "deprecated": True})),
    (box(), box() | {"additionalProperties": True}),
    (box(a=TEXT), box(a=TEXT | {"format": "uuid"})),
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
def test_equal_shapes(one: Any, other: Any) -> None:
    """Texts and order are not part of the shape."""
    assert shape_of(one, DIRECTION) == shape_of(other, DIRECTION)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_shapes(one: Any, other: Any) -> None:
    """Everything that changes the class is part of the shape."""
    assert shape_of(one, DIRECTION) != shape_of(other, DIRECTION)


@pytest.mark.parametrize("limit", [{"maxLength": 1}, {"pattern": "a"}])
def test_limits_of_a_response(limit: Any) -> None:
    """Only a request is validated, so limits of a response change no class."""
    response = evolve(DIRECTION, is_request=False)

    assert shape_of(box(a=TEXT), response) == shape_of(box(a=TEXT | limit), response)


@pytest.mark.parametrize("change", DIRECTIONS)
def test_different_directions(change: dict[str, Any]) -> None:
    """The parts of the direction that change the class are part of the shape."""
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
def test_equal_directions(change: dict[str, Any]) -> None:
    """Names of other fields in the direction are not part of the shape."""
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
def test_wire_format(schema: Any, forms: dict[str, str], form: str | None) -> None:
    """A wire format follows from the field name, or from the format date-time."""
    assert form == wire_format_of("a", schema, evolve(DIRECTION, wire_formats=forms))


def test_inside() -> None:
    """The direction inside has a longer title, and is otherwise equal."""
    inside = DIRECTION.inside("Size")

    assert ("BoxSize", DIRECTION) == (inside.title, evolve(inside, title="Box"))
    assert inside.models is DIRECTION.models
