"""Parsing of responses: required fields, and deviations that are kept as received."""

from types import MappingProxyType
from typing import Any

import pytest

from jetemail_api_client._runtime.parsing import (
    Deviations,
    any_json,
    check_items,
    csv_text,
    deviating,
    fields_of,
    items_of,
    json_kind,
    missing,
    one_of,
    or_none,
    rename_fields,
    variant,
)
from jetemail_api_client.errors import APIResponseValidationError


@pytest.mark.parametrize(
    ("value", "description"),
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
def test_json_kind(value: object, description: str) -> None:
    """A value is described by its JSON type, else by its Python type."""
    assert description == json_kind(value)


@pytest.mark.parametrize("src", [{"a": 1}, MappingProxyType({"a": 1})])
def test_fields_are_a_copy(src: Any) -> None:
    """Taking fields does not change the response."""
    fields = fields_of(src, "")
    fields.pop("a")

    assert {"a": 1} == dict(src)


@pytest.mark.parametrize(
    ("src", "fields"), [([1], {"data": [1]}), ([], {"data": []}), ({"a": 1}, {"a": 1}), ({}, {})]
)
def test_bare_list(src: object, fields: dict[str, Any]) -> None:
    """A list in place of an object stands for the object's list field, if it has one."""
    assert fields == fields_of(src, "", "data")


@pytest.mark.parametrize("src", ["x", 5, None])
def test_bare_value(src: object) -> None:
    """A value that is neither an object nor a list raises an error."""
    with pytest.raises(APIResponseValidationError, match=r"^a is .* where an object is described$"):
        fields_of(src, "a.", "data")


@pytest.mark.parametrize(
    ("src", "fields", "received"),
    [
        ({"dateTo": 1, "b": 2}, {"b": 2, "date_to": 1}, {"date_to": "dateTo"}),
        ({"date_to": 1}, {"date_to": 1}, {}),
        ({"dateTo": 1, "date_to": None}, {"dateTo": 1, "date_to": None}, {}),
        ({"dateTo": 1, "DateTo": 2}, {"DateTo": 2, "date_to": 1}, {"date_to": "dateTo"}),
        ({}, {}, {}),
    ],
)
def test_aliases(src: dict[str, Any], fields: dict[str, Any], received: dict[str, str]) -> None:
    """A field received under an alias is renamed, unless its own name was received too."""
    assert received == rename_fields(src, {"dateTo": "date_to", "DateTo": "date_to"})
    assert fields == src


@pytest.mark.parametrize("src", [None, {}, [1], "a", 0.5, {"a": [None]}])
def test_free_response(src: Any) -> None:
    """A response without a published shape is returned as received, without deviations."""
    deviations: Deviations = []

    assert any_json(src, at="a.", deviations=deviations) is src
    assert [] == deviations


@pytest.mark.parametrize("text", ["", "a,b\r\n1,2\r\n"])
def test_csv_response(text: str) -> None:
    """A CSV response is returned as text."""
    assert text == csv_text(text)


@pytest.mark.parametrize(("src", "kind"), [(None, "null"), ([], "a list"), ({}, "an object")])
def test_response_that_is_not_csv(src: object, kind: str) -> None:
    """JSON in place of CSV raises an error."""
    with pytest.raises(APIResponseValidationError) as caught:
        csv_text(src)

    assert f"the response is {kind} where CSV is described" == str(caught.value)


@pytest.mark.parametrize(
    ("src", "at", "text", "field"),
    [
        ([], "", "the response is a list where an object is described", None),
        ("x", "", "the response is a string where an object is described", None),
        (None, "a.", "a is null where an object is described", "a"),
        (5, "results[2].", "results[2] is an integer where an object is described", "results[2]"),
    ],
)
def test_response_that_is_not_an_object(src: object, at: str, text: str, field: str | None) -> None:
    """Any other value in place of an object raises an error with its position."""
    with pytest.raises(APIResponseValidationError) as caught:
        fields_of(src, at)

    assert (text, field) == (str(caught.value), caught.value.field)


def upper(src: Any, /, *, at: str = "", deviations: Deviations | None = None) -> Any:
    """Parse an object: return its position and its fields, and note a deviation."""
    return at, deviating(src, "a kind", at, deviations)


@pytest.mark.parametrize(
    ("src", "value", "deviations"),
    [
        (
            {"kind": "a", "n": 1},
            ("x.", {"kind": "a", "n": 1}),
            ["x. is an object where a kind is described"],
        ),
        ({"kind": "b", "n": 1}, {"kind": "b", "n": 1}, []),
        ({"n": 1}, {"n": 1}, ["x.kind is null where a string is described"]),
        ({"kind": [1]}, {"kind": [1]}, ["x.kind is a list where a string is described"]),
    ],
)
def test_variant(src: Any, value: Any, deviations: list[str]) -> None:
    """An object is parsed by the kind that it names; one of another kind is kept as received."""
    noted: Deviations = []

    assert value == variant("kind", {"a": upper})(src, at="x.", deviations=noted)
    assert deviations == noted


def test_variant_that_is_no_object() -> None:
    """Another value raises an error with its position."""
    with pytest.raises(APIResponseValidationError, match=r"^a is null where an object is"):
        variant("kind", {"a": upper})(None, at="a.")


@pytest.mark.parametrize(
    ("parse", "values", "deviations"),
    [
        (upper, ["a", 1, ("[2].", {"n": 1})], ["[2]. is an object where a kind is described"]),
        (None, ["a", 1, {"n": 1}], []),
    ],
)
def test_items(parse: Any, values: list[Any], deviations: list[str]) -> None:
    """The objects of a list are parsed, each with its position; deviating items are kept."""
    noted: Deviations = []
    read = items_of((str, dict), "a string or an object", parse)

    assert values == read(["a", 1, {"n": 1}], deviations=noted)
    assert ["[1] is an integer where a string or an object is described", *deviations] == noted


def test_response_of_several_kinds() -> None:
    """A response is parsed by its kind; another is an error."""
    read = one_of({dict: upper, type(None): any_json}, "an object")

    assert ("", {}) == read({})
    assert read(None) is None
    with pytest.raises(APIResponseValidationError, match=r"^the response is a list where an obj"):
        read([])


def test_response_that_may_be_empty() -> None:
    """An empty response is None."""
    assert (None, ("a", {})) == (or_none(upper)(None), or_none(upper)({}, at="a"))


def test_missing_field() -> None:
    """The error of a missing field has its position."""
    error = missing("results[2].id")

    assert "results[2].id is missing from the response" == str(error)
    assert "results[2].id" == error.field


def test_deviating_field() -> None:
    """A deviating value is kept as received; the deviation does not show it."""
    deviations: Deviations = []
    value = deviating("planted", "a boolean", "results[2].ok", deviations)

    expected = ["results[2].ok is a string where a boolean is described"]
    assert ("planted", expected) == (value, deviations)


def test_deviation_without_a_list() -> None:
    """Without a list, deviations are not collected."""
    assert deviating(None, "a boolean", "ok", None) is None


def test_deviating_items() -> None:
    """Each deviating item of a list is reported with its index, null included."""
    deviations: Deviations = []
    values = ["a", None, 1, True, 0.5]
    check_items(values, (int, float), "a number", "results[2].sizes", deviations)

    expected = [
        "results[2].sizes[0] is a string where a number is described",
        "results[2].sizes[1] is null where a number is described",
        "results[2].sizes[3] is a boolean where a number is described",
    ]
    assert expected == deviations
    assert ["a", None, 1, True, 0.5] == values
