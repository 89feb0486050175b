"""Tables of what a document may hold, and the words for what it holds instead."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from codegen.shapes import (
    Check,
    anything,
    count,
    flag,
    list_of,
    map_of,
    mapping,
    number,
    shaped,
    text,
)

CLOSED = shaped({"a": text, "b": flag}, required={"a"})
OPEN = shaped({"a": text}, is_open=True)
# A check, a value that it lets through, another one, and what is said of that.
CHECKS: list[tuple[Check, Any, Any, list[str]]] = [
    (text, "", 1, ["it is an integer where a string is needed."]),
    (text, "a", None, ["it is null where a string is needed."]),
    (text, "a", date(2026, 1, 2), ["it is date where a string is needed."]),
    (flag, True, 0, ["it is an integer where a boolean is needed."]),
    (number, 1, True, ["it is a boolean where a number is needed."]),
    (number, 0.5, "1", ["it is a string where a number is needed."]),
    (mapping, {}, [], ["it is an array where an object is needed."]),
    (count, 0, -1, ["it is below 0."]),
    (count, 1, 1.0, ["it is a number where an integer is needed."]),
    (list_of(text), [], {}, ["it is an object where an array is needed."]),
    (
        list_of(text),
        ["a"],
        [1, "a", None],
        [
            "it[0] is an integer where a string is needed.",
            "it[2] is null where a string is needed.",
        ],
    ),
    (map_of(flag), {"a": True}, [], ["it is an array where an object is needed."]),
    (
        map_of(flag),
        {},
        {1: True, "a": 1},
        [
            "it > 1, the key, is an integer where a string is needed.",
            "it > a is an integer where a boolean is needed.",
        ],
    ),
    (CLOSED, {"a": "a"}, "a", ["it is a string where an object is needed."]),
    (CLOSED, {"a": "a", "x-b": 1}, {"b": True}, ["it > a is missing."]),
    (
        CLOSED,
        {"a": "a", "b": False},
        {"a": 1, "c": 1, 2: 1},
        [
            "it > a is an integer where a string is needed.",
            "it has c, which is not supported.",
            "it has 2, which is not supported.",
        ],
    ),
    (OPEN, {"c": 1}, {"a": 1, "c": 1}, ["it > a is an integer where a string is needed."]),
]


@pytest.mark.parametrize(("check", "fit", "other", "problems"), CHECKS)
def test_check(check: Check, fit: Any, other: Any, problems: list[str]) -> None:
    """A check says nothing of what fits, and all that is wrong with what does not."""
    assert ([], problems) == (list(check("it", fit)), list(check("it", other)))


@pytest.mark.parametrize("value", [None, 1, "a", [], {}])
def test_anything(value: Any) -> None:
    """Where anything may stand, nothing is looked at."""
    assert [] == list(anything("it", value))
