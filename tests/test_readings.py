"""Readings of answers: what is required, what is only noted."""

from types import MappingProxyType
from typing import Any

import pytest

from jetemail_api_client._runtime.readings import (
    Oddities,
    absent,
    csv_text,
    fields_of,
    free,
    json_kind,
    kept,
    look_over,
    rename,
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
    ("src", "fields"), [([1], {"data": [1]}), ([], {"data": []}), ({"a": 1}, {"a": 1}), ({}, {})]
)
def test_bare_list(src: object, fields: dict[str, Any]) -> None:
    """A list in the place of an object stands for the field that holds it, if there is one."""
    assert fields == fields_of(src, "", "data")


@pytest.mark.parametrize("src", ["x", 5, None])
def test_nothing_bare(src: object) -> None:
    """Nothing but a list stands for a field."""
    with pytest.raises(APIResponseValidationError, match=r"^a is .* where an object is described$"):
        fields_of(src, "a.", "data")


@pytest.mark.parametrize(
    ("src", "fields", "came"),
    [
        ({"dateTo": 1, "b": 2}, {"b": 2, "date_to": 1}, {"date_to": "dateTo"}),
        ({"date_to": 1}, {"date_to": 1}, {}),
        ({"dateTo": 1, "date_to": None}, {"dateTo": 1, "date_to": None}, {}),
        ({"dateTo": 1, "DateTo": 2}, {"DateTo": 2, "date_to": 1}, {"date_to": "dateTo"}),
        ({}, {}, {}),
    ],
)
def test_rename(src: dict[str, Any], fields: dict[str, Any], came: dict[str, str]) -> None:
    """A field under another of its names is known by its own, unless that came as well."""
    assert came == rename(src, {"dateTo": "date_to", "DateTo": "date_to"})
    assert fields == src


@pytest.mark.parametrize("src", [None, {}, [1], "a", 0.5, {"a": [None]}])
def test_free(src: Any) -> None:
    """An answer of which nothing is published is taken as it came, and nothing is noted."""
    odd: Oddities = []

    assert free(src, at="a.", odd=odd) is src
    assert [] == odd


@pytest.mark.parametrize("text", ["", "a,b\r\n1,2\r\n"])
def test_csv(text: str) -> None:
    """CSV is taken as the text that it is."""
    assert text == csv_text(text)


@pytest.mark.parametrize(("src", "words"), [(None, "null"), ([], "a list"), ({}, "an object")])
def test_no_csv(src: object, words: str) -> None:
    """JSON in the place of CSV is refused."""
    with pytest.raises(APIResponseValidationError) as caught:
        csv_text(src)

    assert f"the answer is {words} where CSV is described" == str(caught.value)


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
