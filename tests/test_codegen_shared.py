"""What schemas are for, and the models that several operations share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codegen.shared import objects_in, purposes_of, shared_shapes

if TYPE_CHECKING:
    from tests.fixtures.drafts import Draft

pytest_plugins = ["tests.fixtures.drafts"]

ENTRY = {
    "name": "boxes.get",
    "secrets": ["a"],
    "sent": {"b": "flag"},
    "received": {"c": "flag"},
    "aliases": {"d": "e"},
}


def test_purposes() -> None:
    """What is sent and what is received differ in title and forms, and share the rest."""
    sent, received = purposes_of(ENTRY, {"patterns": {"a": {"check": None}}})

    assert (True, "BoxesGetRequest", {"b": "flag"}) == (sent.is_request, sent.title, sent.forms)
    assert (False, "BoxesGetResult", {"c": "flag"}) == (
        received.is_request,
        received.title,
        received.forms,
    )
    for purpose in (sent, received):
        assert purpose.operation == "boxes.get"
        assert purpose.secrets == {"a"}
        assert dict(purpose.aliases) == {"d": "e"}
    assert sent.models is not received.models


def test_purposes_of_a_bare_entry() -> None:
    """An entry that says nothing but a name is enough."""
    sent, received = purposes_of({"name": "boxes.get"}, {"patterns": {}})

    assert {} == sent.forms == received.forms == sent.aliases
    assert frozenset() == sent.secrets


def test_objects(draft: Draft) -> None:
    """Objects with fields are found by their place, on either side and at any depth."""
    places = set(objects_in(draft.loaded(), draft.names))

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
    """Each name goes with one shape, those of deliveries too; one of both sides would have two."""
    shapes = shared_shapes(draft.loaded(), draft.names)

    assert [*draft.names["deliveries"], *draft.names["models"]] == list(shapes.values())
