"""Validators of arguments, as source text."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from attrs import evolve

from codegen.types import limit_arguments, literal, scalar_check
from tests.codegen.fixtures.directions import DIRECTION

REVIEWED = {
    "^a+$": {"check": "a+", "meaning": "letters a"},
    "^'\"{}\\$": {"check": "'\"{}\\\\", "meaning": "'quotes\" and\nlines"},
    "^(a+)+$": {"check": None},
}
# A schema, and its check.
SCALARS: list[tuple[dict[str, Any], str]] = [
    ({"type": "string"}, "_validators.text()"),
    ({"type": "string", "minLength": 1}, "_validators.text(min_length=1)"),
    (
        {"type": "string", "maxLength": 3, "minLength": 1},
        "_validators.text(min_length=1, max_length=3)",
    ),
    ({"type": "string", "pattern": "^a+$"}, "_validators.text(pattern='a+', meaning='letters a')"),
    ({"type": "string", "pattern": "^(a+)+$", "maxLength": 3}, "_validators.text(max_length=3)"),
    ({"type": "string", "pattern": "^never reviewed$"}, "_validators.text()"),
    ({"type": "string", "enum": ["a"]}, "_validators.text()"),
    ({"type": "integer"}, "_validators.number(integer=True)"),
    ({"type": "integer", "minimum": 0}, "_validators.number(minimum=0, integer=True)"),
    ({"type": "integer", "enum": [1]}, "_validators.number(integer=True)"),
    ({"type": "number"}, "_validators.number()"),
    (
        {"type": "number", "minimum": 0.5, "maximum": 2.0},
        "_validators.number(minimum=0.5, maximum=2)",
    ),
    ({"type": "boolean"}, "_validators.boolean"),
]


@pytest.mark.parametrize(("schema", "check"), SCALARS)
def test_scalar(schema: dict[str, Any], check: str) -> None:
    """A validator has the limits of the document, and the reviewed patterns."""
    assert check == scalar_check(schema, evolve(DIRECTION, patterns=REVIEWED))


def test_awkward_pattern() -> None:
    """A pattern and its meaning are escaped."""
    pattern = "^'\"{}\\$"
    check = scalar_check(
        {"type": "string", "pattern": pattern}, evolve(DIRECTION, patterns=REVIEWED)
    )

    call = ast.parse(check, mode="eval").body

    assert isinstance(call, ast.Call)
    assert REVIEWED[pattern] == {
        "check": ast.literal_eval(call.keywords[0].value),
        "meaning": ast.literal_eval(call.keywords[1].value),
    }


@pytest.mark.parametrize(
    ("schema", "limits"),
    [
        ({}, ""),
        ({"minItems": 1, "maxItems": 2}, ", min_items=1, max_items=2"),
        ({"maximum": -0.5}, ", maximum=-0.5"),
        ({"minProperties": 1}, ""),
    ],
)
def test_limits(schema: dict[str, Any], limits: str) -> None:
    """The constraints of a schema are arguments of a validator."""
    assert limits == limit_arguments(schema)


@pytest.mark.parametrize("text", ["'", '"', "\\", "\n", "{a}", "ü", "\ud800", "\u2028", "\x00"])
def test_literal(text: str) -> None:
    """A literal has only printable ASCII characters, and evaluates to the value."""
    made = literal(text)

    assert text == ast.literal_eval(made)
    assert made.isascii() and made.isprintable()
