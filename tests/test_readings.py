"""Readings of answers: what is required, what is only noted."""

from types import MappingProxyType
from typing import Any

import pytest

from jetemail_api_client._runtime.readings import (
    Oddities,
    absent,
    fields_of,
    json_kind,
    kept,
    look_over,
)
from jetemail_api_client.errors import APIResponseValidationError


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({}, "an object"),
        ([], "a list"),
        ("", "a string"),
        (True, "a boolean"),
        (0, "an integer"),
        (0.5, "a number"),
        (None, "null"),
        (b"", "bytes"),
    ],
)
def test_json_kind(value: object, words: str) -> None:
    """A value is named in JSON's words, else in Python's."""
    assert words == json_kind(value)


@pytest.mark.parametrize("src", [{"a": 1}, MappingProxyType({"a": 1})])
def test_fields(src: Any) -> None:
    """Taking fields from a copy leaves the answer as it was."""
    fields = fields_of(src, "")
    fields.pop("a")

    assert {"a": 1} == dict(src)


@pytest.mark.parametrize(
    ("src", "at", "text", "field"),
    [
        ([], "", "the answer is a list where an object is described", None),
        ("x", "", "the answer is a string where an object is described", None),
        (None, "a.", "a is null where an object is described", "a"),
        (5, "results[2].", "results[2] is an integer where an object is described", "results[2]"),
    ],
)
def test_no_object(src: object, at: str, text: str, field: str | None) -> None:
    """Anything but an object is refused, with its place."""
    with pytest.raises(APIResponseValidationError) as caught:
        fields_of(src, at)

    assert (text, field) == (str(caught.value), caught.value.field)


def test_absent() -> None:
    """A missing field is named with its place."""
    error = absent("results[2].id")

    assert "results[2].id is missing from the answer" == str(error)
    assert "results[2].id" == error.field


def test_kept() -> None:
    """A value of another kind stays as it is, and is noted without being shown."""
    odd: Oddities = []
    value = kept("planted", "a boolean", "results[2].ok", odd)

    noted = ["results[2].ok is a string where a boolean is described"]
    assert ("planted", noted) == (value, odd)


def test_kept_without_notes() -> None:
    """Nobody has to take the notes."""
    assert kept(None, "a boolean", "ok", None) is None


def test_look_over() -> None:
    """The items of another kind are noted by place, null like any other."""
    odd: Oddities = []
    values = ["a", None, 1, True, 0.5]
    look_over(values, (int, float), "a number", "results[2].sizes", odd)

    noted = [
        "results[2].sizes[0] is a string where a number is described",
        "results[2].sizes[1] is null where a number is described",
        "results[2].sizes[3] is a boolean where a number is described",
    ]
    assert noted == odd
    assert ["a", None, 1, True, 0.5] == values
