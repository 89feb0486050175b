"""The requests of calls: where their values go, and what is refused before anything is sent."""

import math
from datetime import UTC, datetime
from enum import Enum
from typing import Any
from uuid import UUID

import pytest

from jetemail_api_client import UNSET
from jetemail_api_client._runtime import checks, forms
from jetemail_api_client._runtime.readings import free
from jetemail_api_client._runtime.records import Operation, Parameter, Place, Request, RetryClass
from jetemail_api_client._runtime.requests import build_request
from jetemail_api_client.errors import InvalidRequestError

SECRET = "planted-password"
LEAVE_OUT = "None; leave the argument out instead"
NO_ZONE = "is a datetime without a time zone; give it one, such as tzinfo=datetime.UTC"
HALF = "holds half of a surrogate pair"
PLACES: list[Place] = ["path", "query", "header"]


class Colour(str, Enum):  # noqa: UP042 - whose str() is not its value
    """A value that the API has a name for."""

    RED = "red"


def unchecked(operation: str, name: str, value: Any) -> None:
    """The check of a parameter that takes anything."""


def operation(*parameters: Parameter, retry: RetryClass = "safe", **changes: Any) -> Operation[Any]:
    """An operation with these parameters."""
    return Operation(
        name="things.get",
        method="GET",
        path="/things/{id}/parts/{part}",
        retry=retry,
        key=None,
        secrets=frozenset({"password"}),
        parameters=parameters,
        read=free,
        **changes,
    )


def thing(
    place: Place, value: object, check: checks.Check = unchecked, form: forms.Form | None = None
) -> Request[Any]:
    """A request with a value for the parameter `thing_id`, which is `id` in the API."""
    parameter = Parameter(place, "thing_id", "id", check, form)
    return build_request(operation(parameter), {"thing_id": value})


def test_nothing_given() -> None:
    """A request of nothing has no query, no headers and no body."""
    request = build_request(operation())

    assert ((), (), None, ()) == (request.query, request.headers, request.content, request.secrets)


@pytest.mark.parametrize("place", ["query", "header"])
def test_request_repr(place: Place) -> None:
    """A request shows nothing that a caller gave but the path."""
    parameter = Parameter(place, "id", "id", unchecked)
    request = build_request(operation(parameter), {"id": SECRET}, body={"password": SECRET})

    assert SECRET not in repr(request)
    assert "things.get" in repr(request)


@pytest.mark.parametrize(
    ("value", "text"),
    [("a b", "a%20b"), ("a/../é", "a%2F..%2F%C3%A9"), (5, "5"), ("{part}", "%7Bpart%7D")],
)
def test_path(value: object, text: str) -> None:
    """A value fills one segment of a path, whatever it is."""
    parameters = (Parameter("path", name, name, unchecked) for name in ("id", "part"))
    request = build_request(operation(*parameters), {"part": "...", "id": value})

    assert f"/things/{text}/parts/..." == request.path


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_path_to_elsewhere(value: str) -> None:
    """A value that would lead to another resource is refused."""
    with pytest.raises(InvalidRequestError) as caught:
        thing("path", value)

    assert f"things.get: thing_id is {value!r}, which names no resource" == str(caught.value)
    assert "thing_id" == caught.value.field


@pytest.mark.parametrize("place", ["query", "header"])
def test_query_and_headers(place: Place) -> None:
    """Scalars become text, in the order of the description; what is `UNSET` is left out."""
    values = {"b": False, "a": True, "c": 5, "d": 0.5, "e": "x y", "f": UNSET, "h": Colour.RED}
    parameters = (Parameter(place, name, name.upper(), unchecked) for name in "abcdefgh")
    request = build_request(operation(*parameters), values)

    texts = (("A", "true"), ("B", "false"), ("C", "5"), ("D", "0.5"), ("E", "x y"), ("H", "red"))
    assert texts == (request.query if place == "query" else request.headers)
    assert () == (request.headers if place == "query" else request.query)


@pytest.mark.parametrize("value", ["", " a", "a ", "a\r\nX-Evil: 1", "a\n", "é", "\x00"])
def test_bad_header(value: str) -> None:
    """A header that would not arrive as it is, or as two, is refused and not shown."""
    with pytest.raises(InvalidRequestError) as caught:
        thing("header", value)

    words = "thing_id must be printable ASCII without spaces around it"
    assert f"things.get: {words}" == str(caught.value)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("check", "value", "text"),
    [
        (checks.text(1), "", " has 0 characters; the minimum is 1"),
        (checks.text(pattern="[a-z]+", meaning="letters"), "5", " must be letters"),
        (checks.number(maximum=100, whole=True), 101, " is 101; the maximum is 100"),
        (checks.number(whole=True), True, ": expected an int, got bool"),
        (checks.array(checks.text()), [5], "[0]: expected a str, got int"),
        (checks.moment, datetime(2024, 8, 20), f" {NO_ZONE}"),  # noqa: DTZ001 - it is the point
        (checks.text(), None, f": expected a str, got {LEAVE_OUT}"),
        (checks.boolean, None, f": expected a bool, got {LEAVE_OUT}"),
        (unchecked, None, ": expected a str, a number or a bool, got null"),
        (unchecked, ["a"], ": expected a str, a number or a bool, got a list"),
        (unchecked, "planted\ud800", f" {HALF}"),
        (unchecked, "\udfff", f" {HALF}"),
        (unchecked, math.nan, " is nan; a finite number is needed"),
        (unchecked, -math.inf, " is -inf; a finite number is needed"),
    ],
)
def test_refused_value(place: Place, check: checks.Check, value: object, text: str) -> None:
    """A value that fails its check, or has no text, is refused by its name in Python."""
    with pytest.raises((InvalidRequestError, TypeError)) as caught:
        thing(place, value, check)

    assert f"things.get: thing_id{text}" == str(caught.value)
    is_type = text.partition(": expected")[1] != ""
    assert is_type == isinstance(caught.value, TypeError)


@pytest.mark.parametrize(
    ("form", "check", "value", "text"),
    [
        (forms.UNIX_SECONDS, checks.moment, datetime(2024, 8, 20, tzinfo=UTC), "1724112000"),
        (forms.UNIX_SECONDS, checks.moment, datetime.max.replace(tzinfo=UTC), "253402300799"),
        (forms.ISO_8601, checks.moment, datetime(2024, 8, 20, tzinfo=UTC), "2024-08-20T00:00:00Z"),
        (forms.FLAG, checks.boolean, True, "1"),
        (forms.COMMA_LIST, checks.array(checks.text()), ["a.co", "b.co"], "a.co,b.co"),
        (forms.COMMA_LIST, checks.array(checks.text()), ("a.co", "b.co"), "a.co,b.co"),
    ],
)
def test_formed_value(form: forms.Form, check: checks.Check, value: object, text: str) -> None:
    """A value is checked as the caller gave it and sent in the API's form."""
    assert (("id", text),) == thing("query", value, check, form).query


KEY = Parameter("header", "key", "Idempotency-Key", checks.text(min_length=1, max_length=256))


def test_fresh_key() -> None:
    """Each request of a keyed operation has a random key of its own; no other request has one."""
    keyed = operation(KEY, retry="keyed")
    keys = [dict(build_request(keyed).headers)["Idempotency-Key"] for _ in range(2)]

    assert [4, 4] == [UUID(key).version for key in keys]
    assert keys[0] != keys[1]
    assert () == build_request(operation(KEY, retry="idempotent")).headers


@pytest.mark.parametrize("key", ["k", "k" * 256])
@pytest.mark.parametrize("retry", ["keyed", "idempotent"])
def test_own_key(key: str, retry: RetryClass) -> None:
    """A key that the caller gives is kept."""
    request = build_request(operation(KEY, retry=retry), {"key": key})

    assert (("Idempotency-Key", key),) == request.headers


@pytest.mark.parametrize("key", ["", "k" * 257])
def test_own_key_beyond_limits(key: str) -> None:
    """A key that the API would not take is refused and not replaced."""
    with pytest.raises(InvalidRequestError, match=f"things.get: key has {len(key)} characters"):
        build_request(operation(KEY, retry="keyed"), {"key": key})


@pytest.mark.parametrize(
    ("body", "retry"),
    [({"username": "a", "newUsername": None}, "never"), ({"username": "a"}, "idempotent")],
)
def test_never_with(body: dict[str, Any], retry: RetryClass) -> None:
    """A field with which a repeat could act twice makes the request one that is never repeated."""
    strict = operation(retry="idempotent", never_with=frozenset({"newUsername"}))

    assert retry == build_request(strict, body=body).retry
    assert "idempotent" == build_request(strict).retry
