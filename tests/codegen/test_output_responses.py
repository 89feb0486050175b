"""Parsing of responses by generated models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.codegen.fixtures.clients import Wide

pytest_plugins = ["tests.codegen.fixtures.projects", "tests.codegen.fixtures.clients"]

# A field of a row, an unexpected value, and the deviation.
DEVIATIONS = [
    ("id", "7", "rows[0].id is a string where an integer is described"),
    ("id", None, "rows[0].id is null where an integer is described"),
    ("id", True, "rows[0].id is a boolean where an integer is described"),
    ("name", None, "rows[0].name is null where a string is described"),
    ("price", "1", "rows[0].price is a string where a number is described"),
    ("open", 1, "rows[0].open is an integer where a boolean is described"),
    ("state", 1, "rows[0].state is an integer where a string is described"),
    ("level", "1", "rows[0].level is a string where an integer is described"),
    ("tags", "a", "rows[0].tags is a string where a list is described"),
    ("tags", ["a", None], "rows[0].tags[1] is null where a string is described"),
    ("extra", [], "rows[0].extra is a list where an object is described"),
    ("child", None, "rows[0].child is null where an object is described"),
]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
ROWS = st.fixed_dictionaries(
    {"id": JSON},
    optional={
        "name": JSON,
        "price": JSON,
        "open": JSON,
        "state": JSON,
        "level": JSON,
        "tags": JSON,
        "extra": JSON,
        "child": st.fixed_dictionaries({"id": JSON}) | st.none() | st.lists(JSON, max_size=2),
        "unknown": JSON,
    },
)
RESPONSES = st.fixed_dictionaries(
    {"rows": st.lists(ROWS | st.none() | st.text(), max_size=3)},
    optional={"total": JSON, '"""': JSON, "{at}{0}": JSON, "self": JSON, "more": JSON},
)


def test_response(wide: Wide) -> None:
    """A response is parsed to models, lists and scalars."""
    deviations: list[str] = []
    row = {"id": 1, "price": 2, "tags": ["a"], "extra": {"b": 1}, "child": {"id": "c"}}

    result = wide.models.ThingsListResult.from_dict(
        {"rows": [row], "total": 1}, deviations=deviations
    )

    assert (result.total, result.rows[0].id, result.rows[0].tags) == (1, 1, ["a"])
    assert result.rows[0].child.id == "c"
    assert result.rows[0].name is wide.unset
    assert deviations == []


@pytest.mark.parametrize(("field", "value", "note"), DEVIATIONS)
def test_field_of_another_type(wide: Wide, field: str, value: Any, note: str) -> None:
    """A field of another type, null included, is unchanged, and reported as a deviation."""
    deviations: list[str] = []
    response = {"rows": [{"id": 1} | {field: value}]}

    result = wide.models.ThingsListResult.from_dict(response, deviations=deviations)

    assert deviations == [note]
    assert result.to_dict() == response


def test_item_of_another_type(wide: Wide) -> None:
    """An item of another type does not affect the other items."""
    deviations: list[str] = []

    result = wide.models.ThingsListResult.from_dict(
        {"rows": [None, {"id": 1}]}, deviations=deviations
    )

    assert result.rows == [None, wide.models.ThingsListResultRowsItem(id=1)]
    assert deviations == ["rows[0] is null where an object is described"]


def test_no_deviations(wide: Wide) -> None:
    """Deviations are optional: values are unchanged without them, too."""
    result = wide.models.ThingsListResult.from_dict({"rows": None})

    assert result.rows is None


@pytest.mark.parametrize(
    ("response", "field"),
    [
        ({}, "rows"),
        ({"rows": [{"id": 1}, {}]}, "rows[1].id"),
        ({"rows": [{"id": 1, "child": {}}]}, "rows[0].child.id"),
    ],
)
def test_missing_required_field(wide: Wide, response: Any, field: str) -> None:
    """A missing required field is an error with its place."""
    with pytest.raises(wide.errors.APIResponseValidationError) as caught:
        wide.models.ThingsListResult.from_dict(response)

    assert caught.value.field == field
    assert str(caught.value) == f"{field} is missing from the response"


@pytest.mark.parametrize("response", [[], "x", None, 1])
def test_response_of_another_type(wide: Wide, response: Any) -> None:
    """JSON of another type is an APIResponseValidationError."""
    with pytest.raises(wide.errors.APIResponseValidationError, match="where an object is"):
        wide.models.ThingsListResult.from_dict(response)


def test_unknown_enum_values(wide: Wide) -> None:
    """An unknown enum value is unchanged, and is not a deviation."""
    deviations: list[str] = []

    row = wide.models.ThingsListResultRowsItem.from_dict(
        {"id": 1, "state": "dormant", "level": 99}, deviations=deviations
    )

    assert (row.state, row.level, deviations) == ("dormant", 99, [])


def test_unknown_fields(wide: Wide) -> None:
    """An unknown field is available under its name."""
    row = wide.models.ThingsListResultRowsItem.from_dict({"id": 1, "new": {"a": 1}})

    assert row.additional_properties == {"new": {"a": 1}}
    assert row.to_dict() == {"id": 1, "new": {"a": 1}}


def test_field_named_like_an_attribute(wide: Wide) -> None:
    """Fields named like an attribute of models are parsed."""
    response = {"rows": [], "additional_properties": "a", "to_dict": "b", "other": "c"}

    result = wide.models.ThingsListResult.from_dict(response)

    assert (result.additional_properties_, result.to_dict_) == ("a", "b")
    assert result.additional_properties == {"other": "c"}
    assert result.to_dict() == response


def test_deviation_with_any_name(wide: Wide) -> None:
    """A field name in a deviation may have any characters."""
    deviations: list[str] = []

    wide.models.ThingsListResult.from_dict(
        {"rows": [], "{at}{0}": 1, "new\nline": 2}, deviations=deviations
    )

    assert deviations == [
        "{at}{0} is an integer where a string is described",
        "new\nline is an integer where a string is described",
    ]


# The client's modules outlive the examples, which change nothing in them.
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(RESPONSES)
def test_round_trip(wide: Wide, response: Any) -> None:
    """Every response with its required fields is serialized as received."""
    model = wide.models.ThingsListResult
    result = model.from_dict(response)

    assert result.to_dict() == response
    assert model.from_dict(result.to_dict()) == result
