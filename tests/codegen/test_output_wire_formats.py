"""Values that the API writes in a form of its own: Python's here, and nothing lost on the way."""

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
# A field, what came for it in another way than the form's own, and its value in Python.
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
# What cannot be read, and what is noted of it.
ODDITIES: list[tuple[str, Any, str]] = [
    ("is_on", 7, "is_on is an integer where 0 or 1 is described"),
    ("is_on", None, "is_on is null where 0 or 1 is described"),
    ("milliseconds", "soon", "milliseconds is a string where a time in Unix milliseconds is"),
    ("iso", "2026-01-02T00:00:00", "iso is a string where a time in ISO 8601 with a zone is"),
    ("listed", "a,b", "listed is a string where a JSON list in a string is described"),
    ("commas", 1, "commas is an integer where texts with commas between them is described"),
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
ANSWERS = st.fixed_dictionaries(
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
    """A field with a form is Python's in a call and in an answer, and the API's on the wire."""
    body = {"seconds": 1767312000, wire: written}
    sender = caller.sender(body)

    answer = await caller.call(sender, "forms.create", seconds=MOMENT, **{name: value})
    request = caller.wide.models.FormsCreateRequest(seconds=MOMENT, **{name: value})

    assert sender.requests == [caller.wide.operation("forms", "create").request(body=request)]
    assert body == request.to_dict() == answer.to_dict()
    assert (MOMENT, value) == (answer.seconds, getattr(answer, name))


@pytest.mark.parametrize(("name", "came", "value"), OTHERWISE)
def test_what_came_otherwise(wide: Wide, name: str, came: Any, value: Any) -> None:
    """What is written in another way is read, is not odd, and is given back as it came."""
    odd: list[str] = []
    body = {"seconds": 0, name: came}

    answer = wide.models.FormsCreateResult.from_dict(body, odd=odd)

    assert (value, []) == (getattr(answer, name), odd)
    assert body == answer.to_dict()


def test_value_that_was_changed(wide: Wide) -> None:
    """A value that is not the one that came is written in the form's own way."""
    answer = wide.models.FormsCreateResult.from_dict({"seconds": "0", "is_on": "1"})
    answer.seconds, answer.is_on = MOMENT, False

    assert answer.to_dict() == {"seconds": 1767312000, "is_on": 0}


@pytest.mark.parametrize(("name", "came", "note"), ODDITIES)
def test_what_cannot_be_read(wide: Wide, name: str, came: Any, note: str) -> None:
    """What has no such form is kept as it came, and noted."""
    odd: list[str] = []
    body = {"seconds": 0, name: came}

    answer = wide.models.FormsCreateResult.from_dict(body, odd=odd)

    assert [True] == [said.startswith(note) for said in odd]
    assert (came, body) == (getattr(answer, name), answer.to_dict())


def test_forms_inside(wide: Wide) -> None:
    """A form holds for a field of its name at any depth, and notes have the whole way to it."""
    odd: list[str] = []
    body = {"seconds": 0, "inner": {"seconds": 1767312000}, "rows": [{"seconds": "x"}]}

    answer = wide.models.FormsCreateResult.from_dict(body, odd=odd)

    assert MOMENT == answer.inner.seconds
    assert ["rows[0].seconds is a string where a time in Unix seconds is described"] == odd
    assert body == answer.to_dict()


def test_required_field_with_a_form(wide: Wide) -> None:
    """A required field with a form must come."""
    with pytest.raises(wide.errors.APIResponseValidationError, match="seconds is missing from"):
        wide.models.FormsCreateResult.from_dict({})


@pytest.mark.parametrize("value", [datetime(2026, 1, 2), "2026", 0, None])  # noqa: DTZ001
def test_moment_that_is_none(wide: Wide, value: Any) -> None:
    """A time is an aware datetime, or refused."""
    with pytest.raises((TypeError, wide.errors.InvalidRequestError), match=r"forms\.create: secon"):
        wide.models.FormsCreateRequest(seconds=value)


def test_zone_is_kept(wide: Wide) -> None:
    """A time is sent with the zone that it has."""
    moment = datetime(2026, 1, 2, 3, tzinfo=timezone(timedelta(hours=3)))

    sent = wide.models.FormsCreateRequest(seconds=MOMENT, iso=moment).to_dict()

    assert sent["iso"] == "2026-01-02T03:00:00+03:00"


@pytest.mark.parametrize("model", ["FormsCreateRequest", "FormsCreateResult"])
@pytest.mark.parametrize("name", ALIASES)
def test_alias(wide: Wide, model: str, name: str) -> None:
    """A field is read under any of its names, and given back under the one that came."""
    body = {"seconds": 0, name: "n"}

    read = getattr(wide.models, model).from_dict(body)

    assert ("n", {}) == (read.new_name, read.additional_properties)
    assert body == read.to_dict()


def test_two_names_at_once(wide: Wide) -> None:
    """Where two names came, the field has its own, and the other is not lost."""
    body = {"seconds": 0, "newName": "n", "oldName": "o"}

    read = wide.models.FormsCreateResult.from_dict(body)

    assert ("n", {"oldName": "o"}) == (read.new_name, read.additional_properties)
    assert body == read.to_dict()


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))]
)
def test_copies(wide: Wide, copied: Any) -> None:
    """A copy knows what came, and under which name."""
    body = {"seconds": "0", "is_on": "1", "oldName": "n", "inner": {"seconds": "1"}}
    answer = wide.models.FormsCreateResult.from_dict(body)

    assert (answer, body) == (copied(answer), copied(answer).to_dict())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANSWERS)
def test_answer_comes_back(wide: Wide, answer: Any) -> None:
    """Any answer gives itself back, of the same types, and is read alike again."""
    model = wide.models.FormsCreateResult
    read = model.from_dict(answer)

    assert json.dumps(answer, sort_keys=True) == json.dumps(read.to_dict(), sort_keys=True)
    assert model.from_dict(read.to_dict()) == read
