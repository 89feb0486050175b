"""Values with a wire format."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.codegen.fixtures.clients import Caller, Wide

pytest_plugins = ["tests.codegen.fixtures.projects", "tests.codegen.fixtures.clients"]

MOMENT = datetime(2026, 1, 2, tzinfo=UTC)
# A field, its value in Python, and in JSON.
VALUES = [
    ("is_on", "is_on", True, 1),
    ("is_on", "is_on", False, 0),
    ("milliseconds", "milliseconds", MOMENT, 1767312000000),
    ("iso", "iso", MOMENT, "2026-01-02T00:00:00Z"),
    ("named", "named", MOMENT, "2026-01-02T00:00:00Z"),
    ("listed", "listed", ["a", "ü"], '["a","ü"]'),
    ("commas", "commas", ["a", "b"], "a,b"),
    ("cleared", "cleared", MOMENT, 1767312000),
    ("cleared", "cleared", None, None),
    ("new_name", "newName", "n", "n"),
    ("came", "came", "c", "c"),
    ("names", "names", "n", "n"),
]
# A field, another spelling of its value, and the Python value.
OTHERWISE: list[tuple[str, Any, Any]] = [
    ("is_on", "1", True),
    ("is_on", True, True),
    ("milliseconds", "1767312000000", MOMENT),
    ("milliseconds", "1767312000.0", MOMENT),
    ("iso", "2026-01-02T01:00:00+01:00", MOMENT),
    ("iso", 1767312000, MOMENT),
    ("named", "2026-01-02 00:00:00Z", MOMENT),
    ("listed", ["a"], ["a"]),
    ("listed", '[ "a" ]', ["a"]),
    ("cleared", "1767312000", MOMENT),
]
# A value that cannot be parsed, and the deviation.
DEVIATIONS: list[tuple[str, Any, str]] = [
    ("is_on", 7, "is_on is an integer where 0 or 1 is described"),
    ("is_on", None, "is_on is null where 0 or 1 is described"),
    ("milliseconds", "soon", "milliseconds is a string where a time in Unix milliseconds is"),
    ("iso", "2026-01-02T00:00:00", "iso is a string where a time in ISO 8601 with a zone is"),
    ("listed", "a,b", "listed is a string where a JSON list in a string is described"),
    ("commas", 1, "commas is an integer where comma-separated texts is described"),
    ("cleared", {}, "cleared is an object where a time in Unix seconds is described"),
]
# A name that the field newName has come under.
ALIASES = ["newName", "oldName", "old-name"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
TIMES = st.integers(-(10**13), 10**13) | st.datetimes().map(str) | JSON
RESPONSES = st.fixed_dictionaries(
    {"seconds": TIMES},
    optional={
        "is_on": st.sampled_from([0, 1, "0", "1", True, 0.0]) | JSON,
        **dict.fromkeys(("milliseconds", "iso", "named", "cleared"), TIMES),
        **dict.fromkeys(("listed", "commas", *ALIASES, "came", "names", "other"), JSON),
        "inner": st.fixed_dictionaries({}, optional={"seconds": TIMES, "other": JSON}) | JSON,
        "rows": st.lists(st.fixed_dictionaries({"seconds": TIMES}) | JSON, max_size=2) | JSON,
    },
)


@pytest.mark.parametrize(("name", "wire", "value", "written"), VALUES)
async def test_field(caller: Caller, name: str, wire: str, value: Any, written: Any) -> None:
    """A field with a wire format is a Python value in the caller's code."""
    body = {"seconds": 1767312000, wire: written}
    sender = caller.sender(body)

    response = await caller.call(sender, "forms.create", seconds=MOMENT, **{name: value})
    request = caller.wide.models.FormsCreateRequest(seconds=MOMENT, **{name: value})

    assert sender.requests == [caller.wide.operation("forms", "create").request(body=request)]
    assert body == request.to_dict() == response.to_dict()
    assert (MOMENT, value) == (response.seconds, getattr(response, name))


@pytest.mark.parametrize(("name", "received", "value"), OTHERWISE)
def test_other_spelling(wide: Wide, name: str, received: Any, value: Any) -> None:
    """Other spellings of a value are parsed without a deviation, and serialized as received."""
    deviations: list[str] = []
    body = {"seconds": 0, name: received}

    response = wide.models.FormsCreateResult.from_dict(body, deviations=deviations)

    assert (value, []) == (getattr(response, name), deviations)
    assert body == response.to_dict()


def test_changed_value(wide: Wide) -> None:
    """A changed value is serialized in the wire format."""
    response = wide.models.FormsCreateResult.from_dict({"seconds": "0", "is_on": "1"})
    response.seconds, response.is_on = MOMENT, False

    assert response.to_dict() == {"seconds": 1767312000, "is_on": 0}


@pytest.mark.parametrize(("name", "received", "note"), DEVIATIONS)
def test_invalid_value(wide: Wide, name: str, received: Any, note: str) -> None:
    """A value that cannot be parsed is unchanged, and reported as a deviation."""
    deviations: list[str] = []
    body = {"seconds": 0, name: received}

    response = wide.models.FormsCreateResult.from_dict(body, deviations=deviations)

    assert [True] == [reported.startswith(note) for reported in deviations]
    assert (received, body) == (getattr(response, name), response.to_dict())


def test_wire_formats_inside(wide: Wide) -> None:
    """A wire format applies at any depth; deviations have the full path."""
    deviations: list[str] = []
    body = {"seconds": 0, "inner": {"seconds": 1767312000}, "rows": [{"seconds": "x"}]}

    response = wide.models.FormsCreateResult.from_dict(body, deviations=deviations)

    assert MOMENT == response.inner.seconds
    assert ["rows[0].seconds is a string where a time in Unix seconds is described"] == deviations
    assert body == response.to_dict()


def test_required_field(wide: Wide) -> None:
    """A required field with a wire format must not be missing."""
    with pytest.raises(wide.errors.APIResponseValidationError, match="seconds is missing from"):
        wide.models.FormsCreateResult.from_dict({})


@pytest.mark.parametrize("value", [datetime(2026, 1, 2), "2026", 0, None])  # noqa: DTZ001
def test_naive_time(wide: Wide, value: Any) -> None:
    """A time must be a timezone-aware datetime."""
    with pytest.raises((TypeError, wide.errors.InvalidRequestError), match=r"forms\.create: secon"):
        wide.models.FormsCreateRequest(seconds=value)


def test_zone_of_a_time(wide: Wide) -> None:
    """A time is sent with its own zone."""
    moment = datetime(2026, 1, 2, 3, tzinfo=timezone(timedelta(hours=3)))

    sent = wide.models.FormsCreateRequest(seconds=MOMENT, iso=moment).to_dict()

    assert sent["iso"] == "2026-01-02T03:00:00+03:00"


@pytest.mark.parametrize("model", ["FormsCreateRequest", "FormsCreateResult"])
@pytest.mark.parametrize("name", ALIASES)
def test_alias(wide: Wide, model: str, name: str) -> None:
    """A field is parsed under each alias, and serialized under the received name."""
    body = {"seconds": 0, name: "n"}

    read = getattr(wide.models, model).from_dict(body)

    assert ("n", {}) == (read.new_name, read.additional_properties)
    assert body == read.to_dict()


def test_both_names(wide: Wide) -> None:
    """If both names are received, the field has its own value, and the other is preserved."""
    body = {"seconds": 0, "newName": "n", "oldName": "o"}

    read = wide.models.FormsCreateResult.from_dict(body)

    assert ("n", {"oldName": "o"}) == (read.new_name, read.additional_properties)
    assert body == read.to_dict()


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))]
)
def test_copies(wide: Wide, copied: Any) -> None:
    """A copy is serialized as received, under the received name."""
    body = {"seconds": "0", "is_on": "1", "oldName": "n", "inner": {"seconds": "1"}}
    response = wide.models.FormsCreateResult.from_dict(body)

    assert (response, body) == (copied(response), copied(response).to_dict())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(RESPONSES)
def test_round_trip(wide: Wide, response: Any) -> None:
    """Every response is serialized as received, with the same types."""
    model = wide.models.FormsCreateResult
    read = model.from_dict(response)

    assert json.dumps(response, sort_keys=True) == json.dumps(read.to_dict(), sort_keys=True)
    assert model.from_dict(read.to_dict()) == read
