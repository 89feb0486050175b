"""Names, models, patterns and facades of operations.yaml that do not match the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.codegen.fixtures.places import CREATE, FIELDS, LIST

if TYPE_CHECKING:
    from tests.codegen.fixtures.drafts import Draft
    from tests.codegen.fixtures.places import Place

pytest_plugins = ["tests.codegen.fixtures.drafts"]

IT = "codegen/operations.yaml"
FIX = f"Fix it in {IT}."
FORM = "is not of the form resource.verb in snake case"
OWN = "Change one name."
PARTS = ("operations", "GET /parts", "name")

# A value at a place of the overrides, and the problems.
PROBLEMS: list[tuple[Place, Any, list[str]]] = [
    (PARTS, "parts.List", [f"The name 'parts.List' {FORM}. {FIX}"]),
    (
        PARTS,
        "parts.print",
        [f"The name 'parts.print' uses a word that is reserved in Python. {FIX}"],
    ),
    (PARTS, "parts.body", ["The name 'parts.body' uses body, which is reserved in the module"]),
    (PARTS, "close.list", ["The name 'close.list' uses close, which is reserved in a client"]),
    (PARTS, "parts.replace", [f"The name parts.replace makes one class of 2 operations. {OWN}"]),
    (PARTS, "things.iterate", [f"The name things.iterate makes one class of 2 operations. {OWN}"]),
    (PARTS, "events.iterate_of_thing", ["The name events.iterate_of_thing makes one class"]),
    (
        PARTS,
        "things_get.part",
        [
            f"The name {name} makes one class of 2 operations. {OWN}"
            for name in ("things.get_part", "things_get.part")
        ],
    ),
    (
        ("operations", "GET /gone"),
        {"name": "gone.list"},
        [f"GET /gone is named but not described. Remove it from {IT}, or correct its path."],
    ),
    (
        ("operations", "GET /gone"),
        {"retry": "safe"},
        [f"GET /gone is named but not described. Remove it from {IT}, or correct its path."],
    ),
    (
        ("operations", "GET /gone"),
        {"name": "gone.list", "relies_on": {}},
        [
            (
                f"GET /gone is named but not described. Remove it from {IT}, or correct its path. "
                "The package relies on it: change the code first."
            )
        ],
    ),
    (
        ("patterns", "a+"),
        {"check": None},
        [f"The pattern a+ is reviewed but never sent. Remove it from {IT}."],
    ),
    (
        ("operations", "POST /mail", "flows", "mail.send", "notes"),
        {"gone": "A note."},
        [f"POST /mail: flows mail.send has gone, which is not described there. {FIX}"],
    ),
    (
        ("operations", "POST /mail", "flows", "mail.send", "blocking"),
        "gone",
        [f"POST /mail: flows mail.send has gone, which is not described there. {FIX}"],
    ),
    (
        ("models", "Gone"),
        "gone.list received",
        [f"models has Gone at 'gone.list received', where no object is. {FIX}"],
    ),
    *(
        (("models", "Gone"), place, [f"models has Gone at {place!r}, where no object is. {FIX}"])
        for place in (
            "boxes.list",
            "boxes.list sent",
            "boxes.list received.boxes",
            "boxes.list received.boxes[].id",
            "boxes.update received",
            "unions.create sent.headers",
        )
    ),
    *(
        (
            ("models", name),
            "mail.send sent",
            [f"models has {name}, which is not a class name. {FIX}"],
        )
        for name in ("mail", "mail_message", "Mail.Message", "Größe", "2fa", "", "Exception")
    ),
    *(
        (
            ("models", name),
            "mail.send sent",
            [f"models has {name}, which is the name of another class. {FIX}"],
        )
        for name in ("Things", "AsyncThings", "Any", "Literal", "Iterator", "Csv", "Self")
    ),
    (
        ("models", "Container"),
        "boxes.get received",
        ["models has Box and Container for objects of one shape. Remove one of them."],
    ),
]
# Valid names of models, with places.
MODELS = [
    ("Letter", "mail.send sent"),
    ("Letter", "mail.send received"),
    ("ThingsCreateRequest", "things.create sent"),
    ("Leaf", "things.create sent.child.leaf"),
    ("Other", "unions.create sent.rows[]"),
    ("Item", "unions.create received.mixed[]"),
]


@pytest.mark.parametrize(("place", "value", "message"), PROBLEMS)
def test_problem(draft: Draft, place: Place, value: Any, message: list[str]) -> None:
    """A name that is invalid, or of something not described, is reported with what to change."""
    draft.override(place, value)
    reported = draft.problems()

    assert message == [line[: len(word)] for line, word in zip(reported, message, strict=True)]


@pytest.mark.parametrize(("name", "place"), MODELS)
def test_model(draft: Draft, name: str, place: str) -> None:
    """An object of any place can have a class name."""
    draft.override(("models", name), place)

    assert name in draft.prepared()["components"]["schemas"]


def test_removed_pattern(draft: Draft) -> None:
    """A reviewed pattern that no request has is reported."""
    for place in ((*CREATE, "requestBody"), (*LIST, "parameters")):
        draft.set(place, ... if place[-1] == "requestBody" else [])

    assert "The pattern ^[a-z ]+$ is reviewed but never sent. Remove it from" in "\n".join(
        draft.problems()
    )


def test_pattern_of_a_response(draft: Draft) -> None:
    """A pattern of a response needs no review, as responses are not validated."""
    response = ("paths", "/mail", "post", "responses", "200", "content", "application/json")
    draft.set((*response, "schema", "properties", "id", "pattern"), "(b+)+")

    assert draft.prepared()


def test_models_without_names_of_operations(draft: Draft) -> None:
    """Models, which have places by operation name, are checked once all names are valid."""
    draft.override((*PARTS[:-1], "name"), ...)
    draft.override(("models", "Gone"), "gone.list received")

    assert 1 == len(draft.problems())


def test_every_problem(draft: Draft) -> None:
    """One run reports all problems, those of operations first."""
    draft.set((*FIELDS, "state", "maximum"), 1)
    draft.override(("patterns", "a+"), {"check": None})
    draft.override(("models", "Gone"), "gone.list received")

    assert [line.split(" ")[0] for line in draft.problems()] == ["POST", "The", "models"]
