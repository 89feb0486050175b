"""Directions of operations, and models that several operations share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codegen.models import directions_of, objects_in, shared_shapes

if TYPE_CHECKING:
    from tests.codegen.fixtures.drafts import Draft

pytest_plugins = ["tests.codegen.fixtures.drafts"]

ENTRY = {
    "name": "boxes.get",
    "secrets": ["a"],
    "sent": {"b": "flag"},
    "received": {"c": "flag"},
    "aliases": {"d": "e"},
}


def test_directions() -> None:
    """Request and response differ in title and wire formats, and share the rest."""
    sent, received = directions_of(ENTRY, {"patterns": {"a": {"check": None}}})

    assert (True, "BoxesGetRequest", {"b": "flag"}) == (
        sent.is_request,
        sent.title,
        sent.wire_formats,
    )
    assert (False, "BoxesGetResult", {"c": "flag"}) == (
        received.is_request,
        received.title,
        received.wire_formats,
    )
    for direction in (sent, received):
        assert direction.operation == "boxes.get"
        assert direction.secrets == {"a"}
        assert dict(direction.aliases) == {"d": "e"}
    assert sent.models is not received.models


def test_directions_of_a_minimal_entry() -> None:
    """An entry with only a name is enough."""
    sent, received = directions_of({"name": "boxes.get"}, {"patterns": {}})

    assert {} == sent.wire_formats == received.wire_formats == sent.aliases
    assert frozenset() == sent.secrets


def test_objects(draft: Draft) -> None:
    """Objects with fields are found by place, in both directions and at any depth."""
    places = set(objects_in(draft.loaded(), draft.overrides))

    assert {
        "things.create sent",
        "things.create sent.child.leaf",
        "things.create received",
        "things.list received.rows[].child",
        "unions.create sent.rows",
        "unions.create sent.rows[]",
        "unions.create sent.mixed[]",
    } < places
    assert not {"boxes.update received", "things.create sent.meta", "parts.list sent"} & places


def test_shared_shapes(draft: Draft) -> None:
    """Each named model and delivery has one shape."""
    shapes = shared_shapes(draft.loaded(), draft.overrides)

    assert [*draft.overrides["deliveries"], *draft.overrides["models"]] == list(shapes.values())
