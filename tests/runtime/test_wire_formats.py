"""Wire formats: decoding and encoding of values, without loss of the received form."""

import json
import math
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jetemail_api_client._runtime.parsing import Deviations, json_kind
from jetemail_api_client._runtime.values import UNSET
from jetemail_api_client._runtime.wire_formats import (
    COMMA_LIST,
    FLAG,
    ISO_8601,
    JSON_LIST,
    UNIX_MILLISECONDS,
    UNIX_SECONDS,
    WireFormat,
)

WIRE_FORMATS = (UNIX_SECONDS, UNIX_MILLISECONDS, ISO_8601, FLAG, COMMA_LIST, JSON_LIST)
AT = datetime(2024, 8, 20, 0, 9, 34, tzinfo=UTC)
AT_HALF = AT + timedelta(milliseconds=500)
AT_MICROSECONDS = AT + timedelta(microseconds=123456)
AT_OFFSET = datetime(2024, 8, 20, 2, 9, 34, tzinfo=timezone(timedelta(hours=2)))
AT_ZONE_WITH_SECONDS = datetime(2024, 8, 20, 0, 9, 34, tzinfo=timezone(timedelta(seconds=30)))


def read(wire_format: WireFormat, wire: Any) -> tuple[Any, Deviations, Any]:
    """Return the decoded value, the deviations, and the encoded value."""
    deviations: Deviations = []
    raw: dict[str, Any] = {}
    value = wire_format.read(wire, "a.", deviations, raw, "b")
    return value, deviations, wire_format.write(value, raw.get("b", UNSET))


@pytest.mark.parametrize(
    ("wire_format", "value", "wire"),
    [
        (UNIX_SECONDS, AT, 1724112574),
        (UNIX_SECONDS, datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC), -1),
        (UNIX_MILLISECONDS, AT_HALF, 1724112574500),
        (ISO_8601, AT, "2024-08-20T00:09:34Z"),
        (ISO_8601, AT_HALF, "2024-08-20T00:09:34.500000Z"),
        (ISO_8601, AT_OFFSET, "2024-08-20T02:09:34+02:00"),
        (ISO_8601, AT_ZONE_WITH_SECONDS, "2024-08-20T00:09:34+00:00:30"),
        (FLAG, True, 1),
        (FLAG, False, 0),
        (COMMA_LIST, ["a.co", "b.co"], "a.co,b.co"),
        (COMMA_LIST, [""], ""),
        (JSON_LIST, ["a.co", "é\n"], '["a.co","é\\n"]'),
        (JSON_LIST, [], "[]"),
    ],
)
def test_own_form(wire_format: WireFormat, value: object, wire: object) -> None:
    """A value in the format's own form is decoded and encoded without a stored raw value."""
    raw: dict[str, Any] = {}

    assert (type(wire), wire) == (type(wire_format.write(value)), wire_format.write(value))
    assert (value, {}) == (wire_format.read(wire, "", None, raw, "b"), raw)


@pytest.mark.parametrize(
    ("wire_format", "value", "wires"),
    [
        (UNIX_SECONDS, AT, ["1724112574", 1724112574.0, "001724112574", "2024-08-20T00:09:34Z"]),
        (UNIX_SECONDS, AT_HALF, [1724112574.5, "1724112574.5", "2024-08-20T00:09:34.5Z"]),
        (UNIX_MILLISECONDS, AT, ["1724112574000", 1724112574000.0, "1724112574.0"]),
        (UNIX_MILLISECONDS, AT_HALF, ["1724112574.5", "1724112574500", 1724112574500.0]),
        (ISO_8601, AT, [1724112574, 1724112574.0, "2024-08-20 00:09:34+00:00", "20240820T000934Z"]),
        (ISO_8601, AT, ["2024-08-20T02:09:34+02:00", "2024-08-20T00:09:34.000Z"]),
        (ISO_8601, AT_MICROSECONDS, ["2024-08-20T00:09:34.123456789Z", 1724112574.123456]),
        (FLAG, True, ["1", True, 1.0]),
        (FLAG, False, ["0", False, 0.0, -0.0]),
        (JSON_LIST, ["a.co", "b.co"], ['["a.co", "b.co"]', ' ["a.co","b.co"]', ["a.co", "b.co"]]),
        (JSON_LIST, [1, None, ["é"]], ['[1,null,["\\u00e9"]]', [1, None, ["é"]]]),
        (JSON_LIST, [], ["[ ]", []]),
        (COMMA_LIST, ["a.co", "b.co"], [["a.co", "b.co"]]),
        (COMMA_LIST, [], [[]]),
    ],
)
def test_other_forms(wire_format: WireFormat, value: object, wires: list[object]) -> None:
    """A value received in another form is decoded without a deviation, and encoded as received."""
    decoded = [read(wire_format, wire) for wire in wires]

    assert [(value, [], wire) for wire in wires] == decoded
    assert [type(wire) for wire in wires] == [type(back) for _, _, back in decoded]


INVALID_SECONDS = [
    "",
    "soon",
    "2024-08-20T00:09:34",
    "2024-08-20",
    "1e9",
    "٣",
    "1724112574.",
    "9" * 20,
]
INVALID_MILLISECONDS = ["", "2024-08-20T00:09:34", False, {"$date": 0}, 10**30, "9" * 20]
INVALID_LISTS = [
    "",
    "a.co,b.co",
    "[NaN]",
    "[Infinity]",
    "{}",
    '"[]"',
    "null",
    5,
    None,
    {},
    "[" * 99999,
]


@pytest.mark.parametrize(
    ("wire_format", "description", "wires"),
    [
        (UNIX_SECONDS, "a time in Unix seconds", INVALID_SECONDS),
        (UNIX_SECONDS, "a time in Unix seconds", [True, None, [], {}, 10**20, 1e300, math.inf]),
        (UNIX_MILLISECONDS, "a time in Unix milliseconds", INVALID_MILLISECONDS),
        (ISO_8601, "a time in ISO 8601 with a zone", ["", "2024-08-20T00:09:34", "20240820"]),
        (ISO_8601, "a time in ISO 8601 with a zone", ["1724112574", True, None, [], 1e300]),
        (FLAG, "0 or 1", ["", "true", "yes", "2", 2, -1, 0.5, None, [], {}]),
        (JSON_LIST, "a JSON list in a string", INVALID_LISTS),
        (COMMA_LIST, "comma-separated texts", [5, None, {}, True, [5], ["a", None]]),
    ],
)
def test_undecodable_values(wire_format: WireFormat, description: str, wires: list[object]) -> None:
    """A value that cannot be decoded is kept as received, with a deviation."""
    decoded = [read(wire_format, wire) for wire in wires]

    deviations = [[f"a.b is {json_kind(wire)} where {description} is described"] for wire in wires]
    assert list(zip(wires, deviations, wires, strict=True)) == decoded


@pytest.mark.parametrize(
    ("wire_format", "raw", "changed", "wire"),
    [
        (UNIX_SECONDS, "1724112574.5", AT, 1724112574),
        (UNIX_SECONDS, "1724112574", AT_HALF, 1724112574),
        (UNIX_MILLISECONDS, "1724112574.5", AT, 1724112574000),
        (ISO_8601, 1724112574, AT_OFFSET + timedelta(days=1), "2024-08-21T02:09:34+02:00"),
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
def test_changed_value(wire_format: WireFormat, raw: object, changed: object, wire: object) -> None:
    """A changed value is encoded in the format's own form."""
    back = wire_format.write(changed, raw)

    assert (type(wire), wire) == (type(back), back)


@pytest.mark.parametrize(
    ("wire_format", "wire", "expected"),
    [
        (JSON_LIST, '["a.co", "b.co"]', '["a.co","b.co","c.co"]'),
        (JSON_LIST, ["a.co"], '["a.co","c.co"]'),
        (COMMA_LIST, ["a.co"], "a.co,c.co"),
    ],
)
def test_value_changed_in_place(wire_format: WireFormat, wire: object, expected: str) -> None:
    """A list changed in place is encoded as a changed value."""
    raw: dict[str, Any] = {}
    value = wire_format.read(wire, "", None, raw, "b")
    value.append("c.co")

    assert expected == wire_format.write(value, raw["b"])


@pytest.mark.parametrize("wire_format", WIRE_FORMATS)
@pytest.mark.parametrize("value", [None, 5.5, "2024-08-20T00:09:34", {"a": 1}, UNSET])
def test_value_of_another_type(wire_format: WireFormat, value: object) -> None:
    """A value of another type, null included, is encoded unchanged."""
    assert value is wire_format.write(value)
    assert value is wire_format.write(value, "1")


def nested(depth: int) -> str:
    """Return nested lists as JSON."""
    return "[" * depth + "]" * depth


@pytest.mark.parametrize("depth", [100, 101, 900, 1500, 6000, 30_000, 300_000])
def test_nested_json_list(depth: int) -> None:
    """A JSON list of at most 100 levels is decoded; a deeper one is kept as received."""
    value, deviations, written = read(JSON_LIST, nested(depth))

    assert (depth == 100) == isinstance(value, list) == (not deviations)
    assert nested(depth) == written


@pytest.mark.parametrize("depth", [900, 1500, 6000, 30_000, 300_000])
def test_nested_list(depth: int) -> None:
    """A list that is not encoded in a string is accepted at any depth."""
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


@pytest.mark.parametrize("wire_format", WIRE_FORMATS)
@given(wire=VALUES)
def test_any_value(wire_format: WireFormat, wire: Any) -> None:
    """Any JSON value is decoded or kept with a deviation, and encoded as received."""
    value, deviations, back = read(wire_format, wire)

    assert (type(wire), wire) == (type(back), back)
    assert value is wire if deviations else isinstance(value, wire_format.kind)


# CPython drops offsets of less than a second; no time zone has one.
OFFSETS = st.integers(-86399, 86399).map(lambda seconds: timedelta(seconds=seconds))
DATETIMES = st.datetimes(timezones=st.builds(timezone, OFFSETS))


@given(moment=DATETIMES)
def test_any_datetime(moment: datetime) -> None:
    """Every aware datetime survives encoding and decoding in ISO 8601, with its offset."""
    value, deviations, _ = read(ISO_8601, ISO_8601.write(moment))

    assert (moment, moment.utcoffset(), []) == (value, value.utcoffset(), deviations)


@given(moment=DATETIMES)
def test_any_unix_time(moment: datetime) -> None:
    """A Unix time is rounded down to whole seconds or milliseconds."""
    seconds, _, _ = read(UNIX_SECONDS, UNIX_SECONDS.write(moment))
    milliseconds, _, _ = read(UNIX_MILLISECONDS, UNIX_MILLISECONDS.write(moment))

    assert timedelta(0) <= moment - seconds < timedelta(seconds=1)
    assert timedelta(0) <= moment - milliseconds < timedelta(milliseconds=1)
