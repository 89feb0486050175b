"""Sentences of docstrings."""

from typing import Any

import pytest

from codegen.docstrings import (
    field_doc,
    one_line,
    operation_doc,
    response_doc,
    sentence,
    translator,
)
from codegen.types import WIRE_FORMATS

FIELDS: list[tuple[dict[str, Any], str]] = [
    ({}, ""),
    ({"description": "A name"}, "A name."),
    ({"description": " A\n name. "}, "A name."),
    ({"description": "Really?"}, "Really?"),
    ({"minLength": 1, "maxLength": 64}, "1 to 64 characters."),
    ({"minLength": 1}, "At least 1 character."),
    ({"maxItems": 50}, "At most 50 items."),
    ({"minimum": 0}, "At least 0."),
    ({"maximum": 2.5}, "At most 2.5."),
    ({"minimum": 1, "maximum": 2}, "1 to 2."),
    ({"default": False}, "Server default: False."),
    ({"default": None}, ""),
    ({"default": "on"}, "Server default: on."),
    ({"example": ["a", 1]}, "Example: ['a', 1]."),
    ({"example": "a\nb"}, "Example: a b."),
    ({"example": ""}, ""),
    ({"example": "x" * 81}, ""),
    ({"example": True}, ""),
    ({"enum": ["a"], "maxLength": 3}, ""),
    ({"x-known-values": ["a", 1]}, "Values seen so far: a, 1."),
    ({"x-known-values": []}, ""),
    ({"x-inferred": True}, "Inferred: on none of the API's own pages."),
    ({"x-inferred": False}, ""),
    ({"deprecated": True, "description": "Old"}, "Old. Deprecated by the API."),
    ({"deprecated": False}, ""),
]


@pytest.mark.parametrize(("schema", "expected"), FIELDS)
def test_field(schema: dict[str, Any], expected: str) -> None:
    """A field is documented by its description, limits, default and example."""
    assert field_doc(schema, secret=False) == expected


def test_secret() -> None:
    """A secret has no example."""
    assert field_doc({"description": "A key", "example": "x"}, secret=True) == "A key."


def test_meaning() -> None:
    """A pattern is documented by its meaning."""
    assert field_doc({}, secret=False, meaning="a domain") == "Must be a domain."


@pytest.mark.parametrize(("text", "line"), [("a.\n", "a"), ("a\n b", "a b"), ("", "")])
def test_one_line(text: str, line: str) -> None:
    """A line has no line break, and no full stop at its end."""
    assert one_line(text) == line


@pytest.mark.parametrize(("text", "expected"), [("a", "a."), ("a!", "a!"), (" ", "")])
def test_sentence(text: str, expected: str) -> None:
    """A sentence ends with its own mark or a full stop."""
    assert sentence(text) == expected


@pytest.mark.parametrize("form", WIRE_FORMATS)
def test_wire_format(form: str) -> None:
    """A value with a wire format is documented by its Python type, without an example."""
    schema = {"description": "A", "example": 1}
    sent, received = (
        field_doc(schema, secret=False, wire_format=form.upper(), is_request=is_request)
        for is_request in (True, False)
    )

    assert (sent, received) in [
        ("A. A bool.",) * 2,
        ("A. A list of texts.",) * 2,
        ("A. Must be timezone-aware.", "A. Timezone-aware."),
    ]


def test_clearable() -> None:
    """An argument for which None is a value says so."""
    assert (
        field_doc({"maximum": 1}, secret=False, is_clearable=True) == "None sends null. At most 1."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("needs thatName, not thatNames", "needs that_name, not thatNames"),
        ("The Some-Key is new; see https://a.example/Some-Key", None),
        ("from here to X-Some-Key", "from here to X-Some-Key"),
        ("Answers name the answer", "Responses name the response"),
    ],
)
def test_names_in_python(text: str, expected: str | None) -> None:
    """Names are those of Python, except in addresses and where they are words."""
    names = {"thatName": "that_name", "Some-Key": "some_key", "from": "from_", "to": "to"}
    some_key = "The some_key is new; see https://a.example/Some-Key"
    assert translator(names)({}, text) == (expected or some_key)


def test_names_of_the_context() -> None:
    """A name is that of the context of the text, if it has another there."""
    translate = translator({"someKey": "some_key", "otherKey": "other_key"})

    assert translate({"someKey": "key"}, "someKey, otherKey") == "key, other_key"


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ({}, ""),
        ({"description": " a\n\nb "}, "a\n\nb"),
        ({"x-confidence": "published"}, ""),
        (
            {"x-confidence": "partly"},
            "The API's own pages describe this in part; the rest is inferred.",
        ),
        (
            {"description": "a", "externalDocs": {"url": "https://a.example"}},
            "a\n\nSee https://a.example",
        ),
    ],
)
def test_operation(operation: dict[str, Any], expected: str) -> None:
    """An operation is documented by its description, its confidence and its source."""
    assert operation_doc(operation) == expected


@pytest.mark.parametrize(
    ("response", "schema", "expected"),
    [
        ({}, {}, "200: Done."),
        ({"x-inferred": True}, {}, "200: Done. The status is inferred."),
        ({}, {"x-unknown": True}, "200: Done. Response not published: free form."),
        (
            {"x-inferred": True},
            {"x-unknown": True, "properties": {"a": {}}},
            "200: Done. Response not published: its fields are inferred.",
        ),
    ],
)
def test_response(response: dict[str, Any], schema: dict[str, Any], expected: str) -> None:
    """A response is documented as inferred where it is not published."""
    assert response_doc("200", {"description": "Done"} | response, schema) == expected
