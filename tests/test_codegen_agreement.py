"""Names, models, patterns and facades: operations.yaml speaks of what is described, and of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.fixtures.places import CREATE, FIELDS, LIST

if TYPE_CHECKING:
    from tests.fixtures.drafts import Draft
    from tests.fixtures.places import Place

pytest_plugins = ["tests.fixtures.drafts"]

IT = "codegen/operations.yaml"
MEND = f"Mend it in {IT}."
FORM = "is not of the form resource.verb in snake case"
OWN = "Give each a name of its own."
PARTS = ("operations", "GET /parts", "name")

# A value at a place of the names, and what is said of it.
PROBLEMS: list[tuple[Place, Any, list[str]]] = [
    (PARTS, "parts.List", [f"The name 'parts.List' {FORM}. {MEND}"]),
    (PARTS, "parts.print", [f"The name 'parts.print' uses a word that Python has taken. {MEND}"]),
    (PARTS, "parts.body", ["The name 'parts.body' uses body, which the module of a resource has"]),
    (PARTS, "close.list", ["The name 'close.list' uses close, which a client or its async twin"]),
    (PARTS, "parts.replace", [f"The name parts.replace is given to 2 operations. {OWN}"]),
    (PARTS, "things.iterate", [f"The name things.iterate is given to 2 operations. {OWN}"]),
    (PARTS, "events.iterate_of_thing", ["The name events.iterate_of_thing is given to 2"]),
    (
        PARTS,
        "things_get.part",
        ["The names things.get_part and things_get.part make the same class. Change one."],
    ),
    (
        ("operations", "GET /gone"),
        {"name": "gone.list"},
        [f"GET /gone is named but not described. Remove it from {IT}, or mend its path."],
    ),
    (
        ("operations", "GET /gone"),
        {"retry": "safe"},
        [f"GET /gone is named but not described. Remove it from {IT}, or mend its path."],
    ),
    (
        ("patterns", "a+"),
        {"check": None},
        [f"The pattern a+ is reviewed but never sent. Remove it from {IT}."],
    ),
    (
        ("facades",),
        ["mail", "post"],
        [f"facades has post, which is no resource. Remove it from {IT}."],
    ),
    (
        ("models", "Gone"),
        "gone.list received",
        [f"models has Gone at 'gone.list received', where no object is. {MEND}"],
    ),
    *(
        (("models", "Gone"), place, [f"models has Gone at {place!r}, where no object is. {MEND}"])
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
            [f"models has {name}, which is no name of a class. {MEND}"],
        )
        for name in ("mail", "mail_message", "Mail.Message", "Größe", "2fa", "", "Exception")
    ),
    *(
        (
            ("models", name),
            "mail.send sent",
            [f"models has {name}, which is the name of another class. {MEND}"],
        )
        for name in ("Things", "AsyncThings", "Any", "Literal", "Iterator", "Csv", "Self")
    ),
    (
        ("models", "Container"),
        "boxes.get received",
        ["models has Box and Container for objects of one shape. Remove one of them."],
    ),
]
# Names of models that can be, and where they are.
MODELS = [
    ("Letter", "mail.send sent"),
    ("Letter", "mail.send received"),
    ("ThingsCreateRequest", "things.create sent"),
    ("Leaf", "things.create sent.child.leaf"),
    ("Other", "unions.create sent.rows[]"),
    ("Item", "unions.create received.mixed[]"),
]


@pytest.mark.parametrize(("place", "value", "words"), PROBLEMS)
def test_problem(draft: Draft, place: Place, value: Any, words: list[str]) -> None:
    """What is not described, or cannot be a name, is refused with what to do."""
    draft.name(place, value)
    said = draft.problems()

    assert words == [line[: len(word)] for line, word in zip(said, words, strict=True)]


@pytest.mark.parametrize(("name", "place"), MODELS)
def test_model(draft: Draft, name: str, place: str) -> None:
    """An object of any place can be given a class name."""
    draft.name(("models", name), place)

    assert name in draft.prepared()["components"]["schemas"]


def test_pattern_that_is_gone(draft: Draft) -> None:
    """A pattern that is no longer sent, or only received, is told."""
    for place in ((*CREATE, "requestBody"), (*LIST, "parameters")):
        draft.set(place, ... if place[-1] == "requestBody" else [])

    assert "The pattern ^[a-z ]+$ is reviewed but never sent. Remove it from" in "\n".join(
        draft.problems()
    )


def test_pattern_of_an_answer(draft: Draft) -> None:
    """A pattern that is only received needs no review: nothing is checked there."""
    answer = ("paths", "/mail", "post", "responses", "200", "content", "application/json")
    draft.set((*answer, "schema", "properties", "id", "pattern"), "(b+)+")

    assert draft.prepared()


def test_models_wait_for_names(draft: Draft) -> None:
    """Models are looked up by the names of operations, and so when these are all there."""
    draft.name((*PARTS[:-1], "name"), ...)
    draft.name(("models", "Gone"), "gone.list received")
    draft.name(("facades",), ["post"])

    assert 1 == len(draft.problems())


def test_every_problem_is_told(draft: Draft) -> None:
    """One run says all that does not agree, of the description first."""
    draft.set((*FIELDS, "state", "type"), "file")
    draft.name(("patterns", "a+"), {"check": None})
    draft.name(("facades",), ["post"])
    draft.name(("models", "Gone"), "gone.list received")

    assert [line.split(" ")[0] for line in draft.problems()] == ["POST", "The", "models", "facades"]
