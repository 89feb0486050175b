"""Models of webhook deliveries, which no operation returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from codegen.models import delivery_direction

if TYPE_CHECKING:
    from tests.codegen.fixtures.clients import Wide
    from tests.codegen.fixtures.drafts import Draft
    from tests.codegen.fixtures.places import Place

pytest_plugins = [
    "tests.codegen.fixtures.drafts",
    "tests.codegen.fixtures.projects",
    "tests.codegen.fixtures.clients",
]

NEWS = ("deliveries", "News")
SCHEMA: Place = (*NEWS, "schema")
FIELDS: Place = (*SCHEMA, "properties")
MEND = "Fix it in codegen/operations.yaml."

# A value at a place of the overrides, and the problem.
PROBLEMS: list[tuple[Place, Any, list[str]]] = [
    ((*NEWS, "secrets"), ["whom"], [f"secrets has whom, which is not described there. {MEND}"]),
    ((*NEWS, "received"), {"when": "flag"}, ["received has when, which is not described there."]),
    ((*FIELDS, "token"), {"type": "string"}, ["token: these look like secrets. Add to the"]),
    ((*FIELDS, "at"), {"type": "string", "minimum": 1}, ["minimum of string would be dropped."]),
    ((*FIELDS, "Kind"), {}, ["kind would be the name of 2 arguments."]),
    ((*SCHEMA, "required"), ["gone"], ["gone is required and not described."]),
]


def test_direction() -> None:
    """A delivery is a response with the name of its class."""
    direction = delivery_direction("A", {"secrets": ["a"], "received": {"b": "flag"}})

    assert ("A", "A", False) == (direction.operation, direction.title, direction.is_request)
    assert ({"a"}, {"b": "flag"}) == (set(direction.secrets), dict(direction.wire_formats))
    assert frozenset() == delivery_direction("A", {}).secrets


def test_models(draft: Draft) -> None:
    """A delivery, and an object in it with a name, become models of these names."""
    news, item = draft.model("News"), draft.model("NewsItem")

    assert ("News", "What is new.", False) == (news["operation"], news["about"], news["request"])
    assert {"who"} == {field["wire"] for field in news["fields"] if field["secret"]}
    assert ["id", "size"] == [field["wire"] for field in item["fields"]]


@pytest.mark.parametrize(("place", "value", "reported"), PROBLEMS)
def test_problem(draft: Draft, place: Place, value: Any, reported: list[str]) -> None:
    """The schema and the entry of a delivery are checked like those of a response."""
    draft.override(place, value)
    problems = draft.problems()

    assert [(True, True)] == [
        (problem.startswith("deliveries News"), reported[0] in problem) for problem in problems
    ]


def test_only_objects(draft: Draft) -> None:
    """A delivery is an object."""
    draft.override(NEWS, {"schema": {"type": "array", "items": {}}})

    assert "deliveries News: only an object is supported." in draft.problems()


@pytest.mark.parametrize(
    ("name", "reported"),
    [
        ("news", f"models has news, which is not a class name. {MEND}"),
        ("Boxes", f"models has Boxes, which is the name of another class. {MEND}"),
    ],
)
def test_name(draft: Draft, name: str, reported: str) -> None:
    """The name of a delivery must be a free class name."""
    draft.override(("models", "NewsItem"), ...)
    draft.override(("deliveries", name), draft.overrides["deliveries"].pop("News"))

    assert [reported] == draft.problems()


def test_delivery_of_a_named_shape(draft: Draft) -> None:
    """A delivery with the shape of a named model is an error."""
    box = {"type": "object", "properties": {"id": {"type": "string"}, "size": {"type": "integer"}}}
    draft.override(("deliveries", "Copy"), {"schema": box})

    assert [
        "models has Copy and NewsItem for objects of one shape. Remove one of them."
    ] == draft.problems()


def test_name_of_another_model(draft: Draft) -> None:
    """A delivery with the name of another model is an error."""
    draft.override(("deliveries", "Box"), {"schema": {"type": "object", "properties": {"a": {}}}})

    assert ["Box would be the name of two models. Rename an operation."] == draft.problems()


def test_generated_model(wide: Wide) -> None:
    """A delivery is parsed like a response, and serialized as received."""
    received = {
        "id": "n1",
        "kind": "odd",
        "who": "planted",
        "at": 5,
        "items": [{"id": "i1"}],
        "x": 1,
    }
    news = wide.models.News.from_dict(received)

    assert ("odd", "i1", {"x": 1}) == (news.kind, news.items[0].id, news.additional_properties)
    assert 5.0 == news.at.timestamp()
    assert "planted" not in repr(news)
    assert received == news.to_dict()
    with pytest.raises(wide.errors.APIResponseValidationError, match="id is missing"):
        wide.models.News.from_dict({})
