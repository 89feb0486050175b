"""Checks one by one: what each lets through, and how it refuses the rest."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from http import HTTPMethod
from types import MappingProxyType

import pytest

from jetemail_api_client import UNSET
from jetemail_api_client._runtime import checks
from jetemail_api_client.errors import InvalidRequestError

NO_ZONE = "is a datetime without a time zone; give it one, such as tzinfo=datetime.UTC"
NAIVE = datetime.min  # noqa: DTZ901 - it is the point
LEAVE_OUT = "None; leave the argument out instead"

TEXT_OR_LIST = checks.one_of(
    "a str or a list", (str, checks.text(2)), (list, checks.array(checks.text(), 1))
)
NUMBER_OR_BOOL = checks.one_of(
    "a number or a bool", (int, checks.number(1)), (float, checks.number(1)), (bool, checks.boolean)
)


@pytest.mark.parametrize(
    ("check", "value", "text"),
    [
        (checks.number(whole=True), 0.5, "n: expected an int, got float"),
        (checks.number(whole=True), True, "n: expected an int, got bool"),
        (checks.mapping, [("planted", 1)], "n: expected a dict, got list"),
        (checks.mapping, None, f"n: expected a dict, got {LEAVE_OUT}"),
        (checks.table(checks.text()), None, f"n: expected a dict, got {LEAVE_OUT}"),
        (checks.table(checks.text()), {5: "planted"}, "the key of n: expected a str, got int"),
        (checks.table(checks.text()), {"k": 5}, "n['k']: expected a str, got int"),
        (checks.moment, "2024-08-20", "n: expected a datetime, got str"),
        (checks.moment, date(2024, 8, 20), "n: expected a datetime, got date"),
        (checks.moment, None, f"n: expected a datetime, got {LEAVE_OUT}"),
        (checks.nullable(checks.text()), 5, "n: expected a str, got int"),
        (TEXT_OR_LIST, {"planted"}, "n: expected a str or a list, got set"),
        (TEXT_OR_LIST, None, f"n: expected a str or a list, got {LEAVE_OUT}"),
        (TEXT_OR_LIST, [5], "n[0]: expected a str, got int"),
        (checks.kind((str, int), "a str or an int"), True, "n: expected a str or an int, got bool"),
        (checks.kind((bool, str), "a bool or a str"), 1, "n: expected a bool or a str, got int"),
    ],
)
def test_wrong_type(check: checks.Check, value: object, text: str) -> None:
    """A value of another type is Python's own error, with its place and without the value."""
    with pytest.raises(TypeError) as caught:
        check("op", "n", value)

    assert f"op: {text}" == str(caught.value)


@pytest.mark.parametrize(
    ("check", "value", "text"),
    [
        (checks.number(1, 5), 6, "n is 6; the maximum is 5"),
        (checks.number(1, 5), 5.5, "n is 5.5; the maximum is 5"),
        (checks.number(1, 5, whole=True), 0, "n is 0; the minimum is 1"),
        (checks.array(checks.text(), min_items=2), ["a"], "n has 1 item; the minimum is 2"),
        (checks.text(min_length=2), "a", "n has 1 character; the minimum is 2"),
        (checks.table(checks.text(2)), {"k": "a"}, "n['k'] has 1 character; the minimum is 2"),
        (checks.nullable(checks.text(2)), "a", "n has 1 character; the minimum is 2"),
        (checks.moment, NAIVE, f"n {NO_ZONE}"),
        (TEXT_OR_LIST, "a", "n has 1 character; the minimum is 2"),
        (TEXT_OR_LIST, (), "n has 0 items; the minimum is 1"),
    ],
)
def test_beyond_limits(check: checks.Check, value: object, text: str) -> None:
    """A value of the right type that cannot be sent is refused with its place and the limit."""
    with pytest.raises(InvalidRequestError) as caught:
        check("op", "n", value)

    assert f"op: {text}" == str(caught.value)
    assert text.split(" ", maxsplit=1)[0] == caught.value.field


def refused(check: checks.Check, values: list[object]) -> list[object]:
    """The values that a check does not let through."""
    found = []
    for value in values:
        try:
            check("op", "n", value)
        except (InvalidRequestError, TypeError):
            found.append(value)
    return found


@pytest.mark.parametrize(
    ("check", "within", "beyond"),
    [
        (checks.number(1, 5), [1, 1.0, 5, 5.0], [0.9, 5.1]),
        (checks.number(1, 5, whole=True), [1, 5], [0, 6]),
        (checks.number(), [-1e300, 10**30], ["0"]),
        (checks.array(checks.number(), 1, 2), [[1], (1, 2.5)], [[], [1, 2, 3], [None]]),
        (checks.mapping, [{}, {1: None}, MappingProxyType({"a": 1})], ["", []]),
        (checks.table(checks.number()), [{}, {"a": 1, "": 2.5}], [{"a": 1, "b": None}]),
        (checks.moment, [NAIVE.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)], [NAIVE]),
        (checks.nullable(checks.boolean), [None, True, False], [0, "", UNSET]),
        (TEXT_OR_LIST, ["ab", HTTPMethod.GET, ["a"], ("a", "b")], [b"ab"]),
        (NUMBER_OR_BOOL, [True, False, 1, 2.5], [0, 0.5, "1"]),
    ],
)
def test_edges(check: checks.Check, within: list[object], beyond: list[object]) -> None:
    """At its edge a check still allows, and beyond it no longer."""
    assert beyond == refused(check, within + beyond)


def refusal(check: Callable[..., None], *arguments: object, **given: object) -> str | None:
    """The text of the error, if there is one."""
    try:
        check("op", *arguments, **given)
    except InvalidRequestError as error:
        return str(error)
    return None


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"a": UNSET, "b": UNSET}, "op: give exactly one of a, b, not none"),
        ({"a": 1, "b": None}, "op: give exactly one of a, b, not a and b"),
        ({"a": None, "b": UNSET}, None),
        ({"a": UNSET, "b": ""}, None),
    ],
)
def test_exactly_one(given: dict[str, object], text: str | None) -> None:
    """Of values that exclude each other one is to be given, null like any other."""
    assert text == refusal(checks.require_exactly_one, **given)


@pytest.mark.parametrize(
    ("least", "given", "text"),
    [
        ([], {"a": UNSET, "b": UNSET}, "op: give at least 1 of a, b"),
        ([], {"a": UNSET, "b": None}, None),
        ([2], {"a": UNSET, "b": 1, "c": UNSET}, "op: give at least 2 of a, b, c"),
        ([2], {"a": 1, "least": 1, "operation": UNSET}, None),
    ],
)
def test_given(least: list[int], given: dict[str, object], text: str | None) -> None:
    """So many of some values are to be given, null like any other and whatever their names."""
    assert text == refusal(checks.require_given, *least, **given)


@pytest.mark.parametrize(
    ("flags", "text"),
    [
        ({"a": True, "b": True}, "op: b cannot be enabled together with a"),
        ({"a": False, "b": True, "c": True}, "op: c cannot be enabled together with b"),
        ({"a": True, "b": False, "c": UNSET, "d": None}, None),
        ({}, None),
    ],
)
def test_at_most_one(flags: dict[str, object], text: str | None) -> None:
    """Of flags that exclude each other one may be on."""
    assert text == refusal(checks.require_at_most_one, **flags)


@pytest.mark.parametrize(("name", "text"), [("a[3]", "op: a[3] is odd"), (None, "op: is odd")])
def test_invalid(name: str | None, text: str) -> None:
    """The error of an argument, or of a whole request, knows what was not sent."""
    error = checks.invalid("op", name, "is odd")

    assert text == str(error)
    assert ("op", name, "not_sent") == (error.operation, error.field, error.outcome)
