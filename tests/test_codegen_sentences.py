"""Sentences of docstrings, as they follow from a schema."""

from typing import Any

import pytest

from codegen.sentences import about_field, one_line, sentence

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
    ({"default": False}, "The API's own default, never sent: False."),
    ({"default": None}, ""),
    ({"default": "on"}, "The API's own default, never sent: on."),
    ({"example": ["a", 1]}, "Example: ['a', 1]."),
    ({"example": "a\nb"}, "Example: a b."),
    ({"example": ""}, ""),
    ({"example": "x" * 81}, ""),
]


@pytest.mark.parametrize(("schema", "expected"), FIELDS)
def test_field(schema: dict[str, Any], expected: str) -> None:
    """A field's text holds its description, limits, default and example, where there are any."""
    assert about_field(schema, secret=False) == expected


def test_secret() -> None:
    """The example of a secret is not shown."""
    assert about_field({"description": "A key", "example": "x"}, secret=True) == "A key."


def test_meaning() -> None:
    """What a pattern means is said in words."""
    assert about_field({}, secret=False, meaning="a domain") == "Must be a domain."


@pytest.mark.parametrize(("text", "line"), [("a.\n", "a"), ("a\n b", "a b"), ("", "")])
def test_one_line(text: str, line: str) -> None:
    """A line has no line break, and no full stop at its end."""
    assert one_line(text) == line


@pytest.mark.parametrize(("text", "expected"), [("a", "a."), ("a!", "a!"), (" ", "")])
def test_sentence(text: str, expected: str) -> None:
    """A sentence ends with its own mark or a full stop."""
    assert sentence(text) == expected
