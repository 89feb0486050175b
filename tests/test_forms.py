"""Forms: what a wire value means, and that nothing of it is lost on the way back."""

import json
import math
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jetemail_api_client._runtime.forms import (
    COMMA_LIST,
    FLAG,
    ISO_8601,
    JSON_LIST,
    UNIX_MILLISECONDS,
    UNIX_SECONDS,
    Form,
)
from jetemail_api_client._runtime.readings import Oddities, json_kind
from jetemail_api_client._runtime.values import UNSET

FORMS = (UNIX_SECONDS, UNIX_MILLISECONDS, ISO_8601, FLAG, COMMA_LIST, JSON_LIST)
AT = datetime(2024, 8, 20, 0, 9, 34, tzinfo=UTC)
HALF = AT + timedelta(milliseconds=500)
FINE = AT + timedelta(microseconds=123456)
PLUS = datetime(2024, 8, 20, 2, 9, 34, tzinfo=timezone(timedelta(hours=2)))
ODD_ZONE = datetime(2024, 8, 20, 0, 9, 34, tzinfo=timezone(timedelta(seconds=30)))


def read(form: Form, wire: Any) -> tuple[Any, Oddities, Any]:
    """The value of what came, what was noted, and what `to_dict` gives back."""
    odd: Oddities = []
    came: dict[str, Any] = {}
    value = form.read(wire, "a.", odd, came, "b")
    return value, odd, form.written(value, came.get("b", UNSET))


@pytest.mark.parametrize(
    ("form", "value", "wire"),
    [
        (UNIX_SECONDS, AT, 1724112574),
        (UNIX_SECONDS, datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC), -1),
        (UNIX_MILLISECONDS, HALF, 1724112574500),
        (ISO_8601, AT, "2024-08-20T00:09:34Z"),
        (ISO_8601, HALF, "2024-08-20T00:09:34.500000Z"),
        (ISO_8601, PLUS, "2024-08-20T02:09:34+02:00"),
        (ISO_8601, ODD_ZONE, "2024-08-20T00:09:34+00:00:30"),
        (FLAG, True, 1),
        (FLAG, False, 0),
        (COMMA_LIST, ["a.co", "b.co"], "a.co,b.co"),
        (COMMA_LIST, [""], ""),
        (JSON_LIST, ["a.co", "é\n"], '["a.co","é\\n"]'),
        (JSON_LIST, [], "[]"),
    ],
)
def test_both_ways(form: Form, value: object, wire: object) -> None:
    """In its own form, a value is read and written without anything beside it."""
    came: dict[str, Any] = {}

    assert (type(wire), wire) == (type(form.written(value)), form.written(value))
    assert (value, {}) == (form.read(wire, "", None, came, "b"), came)


@pytest.mark.parametrize(
    ("form", "value", "wires"),
    [
        (UNIX_SECONDS, AT, ["1724112574", 1724112574.0, "001724112574", "2024-08-20T00:09:34Z"]),
        (UNIX_SECONDS, HALF, [1724112574.5, "1724112574.5", "2024-08-20T00:09:34.5Z"]),
        (UNIX_MILLISECONDS, AT, ["1724112574000", 1724112574000.0, "1724112574.0"]),
        (UNIX_MILLISECONDS, HALF, ["1724112574.5", "1724112574500", 1724112574500.0]),
        (ISO_8601, AT, [1724112574, 1724112574.0, "2024-08-20 00:09:34+00:00", "20240820T000934Z"]),
        (ISO_8601, AT, ["2024-08-20T02:09:34+02:00", "2024-08-20T00:09:34.000Z"]),
        (ISO_8601, FINE, ["2024-08-20T00:09:34.123456789Z", 1724112574.123456]),
        (FLAG, True, ["1", True, 1.0]),
        (FLAG, False, ["0", False, 0.0, -0.0]),
        (JSON_LIST, ["a.co", "b.co"], ['["a.co", "b.co"]', ' ["a.co","b.co"]', ["a.co", "b.co"]]),
        (JSON_LIST, [1, None, ["é"]], ['[1,null,["\\u00e9"]]', [1, None, ["é"]]]),
        (JSON_LIST, [], ["[ ]", []]),
        (COMMA_LIST, ["a.co", "b.co"], [["a.co", "b.co"]]),
        (COMMA_LIST, [], [[]]),
    ],
)
def test_other_ways(form: Form, value: object, wires: list[object]) -> None:
    """What came in another way is understood without a note, and goes back as it came."""
    read_as = [read(form, wire) for wire in wires]

    assert [(value, [], wire) for wire in wires] == read_as
    assert [type(wire) for wire in wires] == [type(back) for _, _, back in read_as]


SECONDS = ["", "soon", "2024-08-20T00:09:34", "2024-08-20", "1e9", "٣", "1724112574.", "9" * 20]
MILLISECONDS = ["", "2024-08-20T00:09:34", False, {"$date": 0}, 10**30, "9" * 20]
NO_LISTS = ["", "a.co,b.co", "[NaN]", "[Infinity]", "{}", '"[]"', "null", 5, None, {}, "[" * 99999]


@pytest.mark.parametrize(
    ("form", "words", "wires"),
    [
        (UNIX_SECONDS, "a time in Unix seconds", SECONDS),
        (UNIX_SECONDS, "a time in Unix seconds", [True, None, [], {}, 10**20, 1e300, math.inf]),
        (UNIX_MILLISECONDS, "a time in Unix milliseconds", MILLISECONDS),
        (ISO_8601, "a time in ISO 8601 with a zone", ["", "2024-08-20T00:09:34", "20240820"]),
        (ISO_8601, "a time in ISO 8601 with a zone", ["1724112574", True, None, [], 1e300]),
        (FLAG, "0 or 1", ["", "true", "yes", "2", 2, -1, 0.5, None, [], {}]),
        (JSON_LIST, "a JSON list in a string", NO_LISTS),
        (COMMA_LIST, "texts with commas between them", [5, None, {}, True, [5], ["a", None]]),
    ],
)
def test_unreadable(form: Form, words: str, wires: list[object]) -> None:
    """What cannot be read, or would be another moment on every machine, is kept and noted."""
    read_as = [read(form, wire) for wire in wires]

    notes = [[f"a.b is {json_kind(wire)} where {words} is described"] for wire in wires]
    assert list(zip(wires, notes, wires, strict=True)) == read_as


@pytest.mark.parametrize(
    ("form", "came", "changed", "wire"),
    [
        (UNIX_SECONDS, "1724112574.5", AT, 1724112574),
        (UNIX_SECONDS, "1724112574", HALF, 1724112574),
        (UNIX_MILLISECONDS, "1724112574.5", AT, 1724112574000),
        (ISO_8601, 1724112574, PLUS + timedelta(days=1), "2024-08-21T02:09:34+02:00"),
        (FLAG, "1", False, 0),
        (FLAG, True, False, 0),
        (FLAG, "yes", True, 1),
        (JSON_LIST, '["a.co", "b.co"]', ["a.co"], '["a.co"]'),
        (JSON_LIST, ["a.co"], ["a.co", "b.co"], '["a.co","b.co"]'),
        (JSON_LIST, ["a.co"], ("a.co",), '["a.co"]'),
        (COMMA_LIST, ["a.co"], ["a.co", "b.co"], "a.co,b.co"),
        (COMMA_LIST, [5], ["a.co"], "a.co"),
    ],
)
def test_changed_value(form: Form, came: object, changed: object, wire: object) -> None:
    """A value that was changed is written in the form's own way, whatever came before."""
    back = form.written(changed, came)

    assert (type(wire), wire) == (type(back), back)


@pytest.mark.parametrize(
    ("form", "wire", "expected"),
    [
        (JSON_LIST, '["a.co", "b.co"]', '["a.co","b.co","c.co"]'),
        (JSON_LIST, ["a.co"], '["a.co","c.co"]'),
        (COMMA_LIST, ["a.co"], "a.co,c.co"),
    ],
)
def test_value_changed_in_place(form: Form, wire: object, expected: str) -> None:
    """A list that was added to is one that was changed."""
    came: dict[str, Any] = {}
    value = form.read(wire, "", None, came, "b")
    value.append("c.co")

    assert expected == form.written(value, came["b"])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("value", [None, 5.5, "2024-08-20T00:09:34", {"a": 1}, UNSET])
def test_value_of_another_kind(form: Form, value: object) -> None:
    """A value that is none of the form's own, null included, is written as it is."""
    assert value is form.written(value)
    assert value is form.written(value, "1")


def nested(depth: int) -> str:
    """A list in a list in a list, as a text."""
    return "[" * depth + "]" * depth


@pytest.mark.parametrize("depth", [100, 101, 900, 1500, 6000, 30_000, 300_000])
def test_depth(depth: int) -> None:
    """A list of at most 100 levels is read; a deeper one is kept, on every Python."""
    value, odd, written = read(JSON_LIST, nested(depth))

    assert (depth == 100) == isinstance(value, list) == (not odd)
    assert nested(depth) == written


@pytest.mark.parametrize("depth", [900, 1500, 6000, 30_000, 300_000])
def test_depth_of_a_list(depth: int) -> None:
    """A list that is none in a text is read or kept at any depth, without an error."""
    value: list[Any] = []
    for _ in range(depth):
        value = [value]

    assert isinstance(JSON_LIST.read(value, "", None, {}, "b"), list)


TEXTS = st.one_of(
    st.text(),
    st.from_regex(r"-?[0-9]{1,21}(\.[0-9]{1,21})?", fullmatch=True),
    st.datetimes().map(datetime.isoformat),
    st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat),
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), TEXTS, st.just(10**400)
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(), inner) | st.lists(inner).map(json.dumps)
    ),
    max_leaves=10,
)


@pytest.mark.parametrize("form", FORMS)
@given(wire=VALUES)
def test_nothing_is_lost(form: Form, wire: Any) -> None:
    """Whatever JSON came is read or kept with a note, and goes back as it came."""
    value, odd, back = read(form, wire)

    assert (type(wire), wire) == (type(back), back)
    assert value is wire if odd else isinstance(value, form.kind)


# CPython itself drops an offset of less than a second; a zone was never that fine.
OFFSETS = st.integers(-86399, 86399).map(lambda seconds: timedelta(seconds=seconds))
MOMENTS = st.datetimes(timezones=st.builds(timezone, OFFSETS))


@given(moment=MOMENTS)
def test_moments_there_and_back(moment: datetime) -> None:
    """Every aware moment comes back from ISO 8601 as it was, its offset too."""
    value, odd, _ = read(ISO_8601, ISO_8601.written(moment))

    assert (moment, moment.utcoffset(), []) == (value, value.utcoffset(), odd)


@given(moment=MOMENTS)
def test_counted_moments(moment: datetime) -> None:
    """A moment counted in seconds or milliseconds is the last whole one before it."""
    seconds, _, _ = read(UNIX_SECONDS, UNIX_SECONDS.written(moment))
    milliseconds, _, _ = read(UNIX_MILLISECONDS, UNIX_MILLISECONDS.written(moment))

    assert timedelta(0) <= moment - seconds < timedelta(seconds=1)
    assert timedelta(0) <= moment - milliseconds < timedelta(milliseconds=1)
