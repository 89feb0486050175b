"""How generated models read answers: nothing that comes is lost, whatever it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.codegen.fixtures.clients import Wide

pytest_plugins = ["tests.codegen.fixtures.projects", "tests.codegen.fixtures.clients"]

# Field of a row, a value that is not as described, and what is noted of it.
ODDITIES = [
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
ANSWERS = st.fixed_dictionaries(
    {"rows": st.lists(ROWS | st.none() | st.text(), max_size=3)},
    optional={"total": JSON, '"""': JSON, "{at}{0}": JSON, "self": JSON, "more": JSON},
)


def test_answer_as_described(wide: Wide) -> None:
    """An answer becomes models, lists and plain values."""
    odd: list[str] = []
    row = {"id": 1, "price": 2, "tags": ["a"], "extra": {"b": 1}, "child": {"id": "c"}}

    result = wide.models.ThingsListResult.from_dict({"rows": [row], "total": 1}, odd=odd)

    assert (result.total, result.rows[0].id, result.rows[0].tags) == (1, 1, ["a"])
    assert result.rows[0].child.id == "c"
    assert result.rows[0].name is wide.unset
    assert odd == []


@pytest.mark.parametrize(("field", "value", "note"), ODDITIES)
def test_field_that_is_odd(wide: Wide, field: str, value: Any, note: str) -> None:
    """A field of another type, null included, is kept as it came, and noted."""
    odd: list[str] = []
    answer = {"rows": [{"id": 1} | {field: value}]}

    result = wide.models.ThingsListResult.from_dict(answer, odd=odd)

    assert odd == [note]
    assert result.to_dict() == answer


def test_item_that_is_odd(wide: Wide) -> None:
    """An item that is no object costs none of the others."""
    odd: list[str] = []

    result = wide.models.ThingsListResult.from_dict({"rows": [None, {"id": 1}]}, odd=odd)

    assert result.rows == [None, wide.models.ThingsListResultRowsItem(id=1)]
    assert odd == ["rows[0] is null where an object is described"]


def test_oddities_need_no_list(wide: Wide) -> None:
    """Without a list for the notes, what is odd is kept all the same."""
    result = wide.models.ThingsListResult.from_dict({"rows": None})

    assert result.rows is None


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        ({}, "rows"),
        ({"rows": [{"id": 1}, {}]}, "rows[1].id"),
        ({"rows": [{"id": 1, "child": {}}]}, "rows[0].child.id"),
    ],
)
def test_required_field_that_is_missing(wide: Wide, answer: Any, field: str) -> None:
    """A required field that is missing is an error that says where."""
    with pytest.raises(wide.errors.APIResponseValidationError) as caught:
        wide.models.ThingsListResult.from_dict(answer)

    assert caught.value.field == field
    assert str(caught.value) == f"{field} is missing from the answer"


@pytest.mark.parametrize("answer", [[], "x", None, 1])
def test_answer_that_is_no_object(wide: Wide, answer: Any) -> None:
    """JSON that is no object is an error of ours."""
    with pytest.raises(wide.errors.APIResponseValidationError, match="where an object is"):
        wide.models.ThingsListResult.from_dict(answer)


def test_unknown_enum_values(wide: Wide) -> None:
    """An enum's value that the description does not know is kept, and is not odd."""
    odd: list[str] = []

    row = wide.models.ThingsListResultRowsItem.from_dict(
        {"id": 1, "state": "dormant", "level": 99}, odd=odd
    )

    assert (row.state, row.level, odd) == ("dormant", 99, [])


def test_unknown_fields(wide: Wide) -> None:
    """A field that the description does not know is kept under its own name."""
    row = wide.models.ThingsListResultRowsItem.from_dict({"id": 1, "new": {"a": 1}})

    assert row.additional_properties == {"new": {"a": 1}}
    assert row.to_dict() == {"id": 1, "new": {"a": 1}}


def test_field_named_like_a_part_of_the_model(wide: Wide) -> None:
    """A field called additional_properties or to_dict is a field like others."""
    answer = {"rows": [], "additional_properties": "a", "to_dict": "b", "other": "c"}

    result = wide.models.ThingsListResult.from_dict(answer)

    assert (result.additional_properties_, result.to_dict_) == ("a", "b")
    assert result.additional_properties == {"other": "c"}
    assert result.to_dict() == answer


def test_awkward_place_in_a_note(wide: Wide) -> None:
    """A field's name is text in a note, whatever it holds."""
    odd: list[str] = []

    wide.models.ThingsListResult.from_dict({"rows": [], "{at}{0}": 1, "new\nline": 2}, odd=odd)

    assert odd == [
        "{at}{0} is an integer where a string is described",
        "new\nline is an integer where a string is described",
    ]


# The client's modules outlive the examples, which change nothing in them.
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANSWERS)
def test_answer_comes_back(wide: Wide, answer: Any) -> None:
    """Any answer with its required fields gives itself back, and is read alike again."""
    model = wide.models.ThingsListResult
    result = model.from_dict(answer)

    assert result.to_dict() == answer
    assert model.from_dict(result.to_dict()) == result
