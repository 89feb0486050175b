"""Unions, nullable values and values of any type."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.codegen.fixtures.clients import Caller, Wide

pytest_plugins = ["tests.codegen.fixtures.projects", "tests.codegen.fixtures.clients"]

# A field of a union, a map or any type, and valid JSON values.
VALUES: list[tuple[str, Any]] = [
    ("to", "a"),
    ("to", ["a", "b"]),
    ("child", "a"),
    ("child", {"id": 1}),
    ("rows", {"id": 1}),
    ("rows", [{"name": "a"}, {}]),
    ("mixed", ["a", {"id": 1}]),
    ("state", 1),
    ("state", "active"),
    ("state", 2),
    ("state", "dormant"),
    ("flag", True),
    ("flag", 1),
    ("amount", 0.5),
    ("amount", 1),
    ("amount", False),
    ("amount", None),
    ("cleared", None),
    ("cleared", "a"),
    ("cleared", 1),
    ("single", "a"),
    ("bag", "a"),
    ("bag", {"a": [None]}),
    ("texts", [1, "a", True]),
    ("headers", {"a": "b"}),
    ("counts", {"a": 1, "b": None}),
    ("states", {"a": "on", "b": "lost"}),
    ("whatever", "a"),
    ("whatever", 0),
    ("whatever", False),
    ("whatever", []),
    ("whatever", {"a": {}}),
]
# An argument of another type, and the error message.
MISTYPED: list[tuple[str, Any, str]] = [
    ("to", 1, "to: expected a str or a list, got int"),
    ("to", ["a", 1], "to[1]: expected a str, got int"),
    ("child", {"id": 1}, "child: expected a str or a UnionsCreateRequestChild, got dict"),
    ("rows", "a", "rows: expected a UnionsCreateRequestRows or a list, got str"),
    ("rows", [{}], "rows[0]: expected a UnionsCreateRequestRowsItem, got dict"),
    ("mixed", [1], "mixed[0]: expected a str or a UnionsCreateRequestMixedItem, got int"),
    ("state", True, "state: expected an int or a str, got bool"),
    ("flag", 0.5, "flag: expected a bool or an int, got float"),
    ("amount", "a", "amount: expected a float or an int or a bool, got str"),
    ("bag", [], "bag: expected a str or a dict, got list"),
    ("headers", {"a": 1}, "headers['a']: expected a str, got int"),
    ("headers", {1: "a"}, "the key of headers: expected a str, got int"),
    ("headers", [], "headers: expected a dict, got list"),
    ("counts", {"a": "b"}, "counts['a']: expected an int, got str"),
]
# An argument outside the limits of its branch, and the error message.
OUTSIDE = [
    ("to", "aaaaa", "to has 5 characters; the maximum is 4"),
    ("to", ["a"] * 3, "to has 3 items; the maximum is 2"),
    ("to", ("a", "aaaaa"), "to[1] has 5 characters; the maximum is 4"),
    ("headers", {"a": "aaaaa"}, "headers['a'] has 5 characters; the maximum is 4"),
    ("amount", float("nan"), "amount is nan; a finite number is needed"),
]
# A response value of another type, and the deviation.
DEVIATIONS = [
    ("to", None, "to is null where a string or a list is described"),
    ("to", [1], "to[0] is an integer where a string is described"),
    ("child", 1, "child is an integer where a string or an object is described"),
    ("rows", [None], "rows[0] is null where an object is described"),
    ("mixed", ["a", 1], "mixed[1] is an integer where a string or an object is described"),
    ("state", True, "state is a boolean where an integer or a string is described"),
    ("amount", "a", "amount is a string where a number or a boolean is described"),
    ("cleared", [], "cleared is a list where a string or an integer is described"),
    ("texts", [None], "texts[0] is null where an integer or a string or a boolean is described"),
    ("headers", [], "headers is a list where an object is described"),
]
# Fields of an update that are nullable, a value in Python, and in JSON.
NULLABLE: list[tuple[str, Any, Any]] = [
    ("note", "a", "a"),
    ("count", 1, 1),
    ("state", "on", "on"),
    ("due", datetime(2026, 1, 2, tzinfo=UTC), "2026-01-02T00:00:00Z"),
    ("rows", [None], [None]),
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
# An object of this name has a required field.
HOLDERS = ("child", "rows", "mixed")
RESPONSES = st.fixed_dictionaries(
    {},
    optional={
        **{name: JSON for name, _ in VALUES if name not in HOLDERS},
        **dict.fromkeys(HOLDERS, st.text() | st.lists(st.text()) | st.builds(dict, id=JSON)),
        "inner": JSON,
    },
)


@pytest.mark.parametrize(("name", "value"), VALUES)
def test_any_of_the_types(wide: Wide, name: str, value: Any) -> None:
    """A value of any type of the union is sent and parsed; an object is a model."""
    body, deviations = {"text": "t", name: value}, list[str]()

    request = wide.models.UnionsCreateRequest.from_dict(body)
    response = wide.models.UnionsCreateResult.from_dict({name: value}, deviations=deviations)

    assert (body, {name: value}) == (request.to_dict(), response.to_dict())
    assert [] == deviations


def test_models_of_a_union(wide: Wide) -> None:
    """An object in a union has its own class."""
    models = wide.models
    body = {"child": {"id": 1}, "rows": [{"name": "a"}], "mixed": ["a", {"id": 2}]}

    response = models.UnionsCreateResult.from_dict(body)
    one = models.UnionsCreateResult.from_dict({"rows": {"id": 1}})

    assert models.UnionsCreateResultChild(id=1) == response.child
    assert [models.UnionsCreateResultRowsItem(name="a")] == response.rows
    assert ["a", models.UnionsCreateResultMixedItem(id=2)] == response.mixed
    assert models.UnionsCreateResultRows(id=1) == one.rows


@pytest.mark.parametrize(("name", "value", "message"), MISTYPED)
def test_argument_of_another_type(wide: Wide, name: str, value: Any, message: str) -> None:
    """A value of another type is a TypeError with all types of the union."""
    with pytest.raises(TypeError, match=f"^unions.create: {re.escape(message)}$"):
        wide.models.UnionsCreateRequest(**{"text": "t", name: value})


@pytest.mark.parametrize(("name", "value", "message"), OUTSIDE)
def test_argument_outside_the_limits(wide: Wide, name: str, value: Any, message: str) -> None:
    """A value must satisfy the limits of the branch of its type."""
    with pytest.raises(wide.errors.InvalidRequestError, match=re.escape(message)):
        wide.models.UnionsCreateRequest(**{"text": "t", name: value})


@pytest.mark.parametrize(("name", "value", "note"), DEVIATIONS)
def test_response_of_another_type(wide: Wide, name: str, value: Any, note: str) -> None:
    """A response value of another type is unchanged, and reported as a deviation."""
    deviations: list[str] = []

    response = wide.models.UnionsCreateResult.from_dict({name: value}, deviations=deviations)

    assert ([note], {name: value}) == (deviations, response.to_dict())


@pytest.mark.parametrize(("name", "value", "wire"), NULLABLE)
async def test_null_in_a_request(caller: Caller, name: str, value: Any, wire: Any) -> None:
    """None clears a nullable field, a value sets it, and UNSET is not sent."""
    for given_, sent in ({name: None}, {name: None}), ({name: value}, {name: wire}):
        sender = caller.sender()
        await caller.call(sender, "things.update", thing_id=7, label="l", **given_)

        assert {"label": "l"} | sent == json.loads(sender.requests[0].content)


@pytest.mark.parametrize("name", ["label", "active"])
def test_none_without_nullable(wide: Wide, name: str) -> None:
    """None for a field that is not nullable is not sent."""
    request = wide.models.ThingsUpdateRequest(note="n", **{name: None})

    assert {"note": "n"} == request.to_dict()


@pytest.mark.parametrize("height", [None, 1.5])
def test_null_in_a_response(wide: Wide, height: float | None) -> None:
    """Null in a nullable field of a response is not a deviation."""
    deviations: list[str] = []
    body = {"id": "b", "size": {"width": 1, "height": height}}

    box = wide.models.Box.from_dict(body, deviations=deviations)

    assert (height, [], body) == (box.size.height, deviations, box.to_dict())


def test_types(wide: Wide) -> None:
    """Annotations match the document; an enum of a response is open."""
    models, unset = wide.models, type(wide.unset)
    request = get_type_hints(models.UnionsCreateRequest)
    response = get_type_hints(models.UnionsCreateResult)

    assert str | Sequence[str] | None | unset == request["to"]
    assert str | Sequence[int | str | bool] | None | unset == request["texts"]
    assert models.UnionsCreateRequestRows in get_args(request["rows"])
    assert float | bool | None | unset == request["amount"]
    assert dict[str, int | None] | unset == response["counts"]
    assert {"on", "off"} == set(get_args(get_args(request["states"])[0].__args__[1]))
    assert str in get_args(get_args(response["states"])[0].__args__[1])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(RESPONSES)
def test_round_trip(wide: Wide, response: Any) -> None:
    """Every response is serialized as received, and parsed to an equal model."""
    model = wide.models.UnionsCreateResult
    read = model.from_dict(response)

    assert response == read.to_dict()
    assert model.from_dict(read.to_dict()) == read
