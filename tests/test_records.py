"""`UNSET`, and the requests of calls: what goes out, and what is refused before it does."""

import copy
import math
import pickle
from collections.abc import Callable
from enum import Enum
from functools import reduce
from typing import Any, cast

import pytest

from jetemail_api_client import UNSET, Unset
from jetemail_api_client._generated.api.smtp_users import create
from jetemail_api_client._runtime.records import (
    Operation,
    Request,
    build_request,
    masked,
    names_only,
    wire_form,
)
from jetemail_api_client.errors import InvalidRequestError
from jetemail_api_client.models import SmtpUsersCreateRequest

SECRET = "planted-password"
TOO_DEEP: Any = reduce(lambda inner, _: [inner], range(9999), cast("Any", 0))

OPERATION: Operation[None] = Operation(
    name="things.get",
    method="GET",
    path="/things/{id}/parts/{part_id}",
    retry="safe",
    key=None,
    secrets=frozenset({"password"}),
    results={},
)


class Colour(str, Enum):  # noqa: UP042 - whose str() is not its value
    """A value that the API has a name for."""

    RED = "red"


def thing(**values: Any) -> Request[None]:
    """A request with these values."""
    return build_request(OPERATION, **values)


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))]
)
def test_unset_stays_itself(copied: Callable[[Any], Any]) -> None:
    """A copy of a model lacks what the model lacks."""
    model = SmtpUsersCreateRequest(username="a")
    twin = copied(model)

    assert copied(UNSET) is UNSET
    assert twin.password is UNSET
    assert (model, {"username": "a"}) == (twin, twin.to_dict())


def test_unset_looks_absent() -> None:
    """`UNSET` is false, prints as its name and is the only one of its type."""
    assert not UNSET
    assert ("UNSET", [UNSET]) == (repr(UNSET), list(Unset))


def test_body() -> None:
    """A body has only what was given, as compact UTF-8; its secrets are known by name."""
    body = SmtpUsersCreateRequest(
        username="a", password="planted é", approved_domains=["a.co"], quota=0
    )
    request = create.request(body=body)

    sent = '{"username":"a","password":"planted é","approvedDomains":["a.co"],"quota":0}'
    assert sent.encode() == request.content
    assert ("planted é",) == request.secrets
    assert ("/outbound/smarthost", (), ()) == (request.path, request.query, request.headers)


def test_secrets_at_any_depth() -> None:
    """A secret is found wherever its name stands, and in whatever stands under it."""
    deeper = {"password": [None, "two", {"pin": "three"}], "name": "four"}
    body = {"a": [{"password": "one"}], "b": ({"c": deeper},), "password": None}

    assert ("one", "two", "three") == thing(body=body).secrets


def test_request_repr() -> None:
    """A request shows nothing that a caller gave but the path."""
    values: Any = {"q": SECRET}
    shown = repr(thing(query=values, headers={"X-Q": SECRET}, body={"password": SECRET}))

    assert SECRET not in shown
    assert "things.get" in shown


@pytest.mark.parametrize(
    ("value", "text"),
    [("a b", "a%20b"), ("a/../é", "a%2F..%2F%C3%A9"), (5, "5"), ("{part_id}", "%7Bpart_id%7D")],
)
def test_path(value: object, text: str) -> None:
    """A value fills one segment of a path, whatever it is."""
    request = thing(path={"id": value, "part_id": "..."})

    assert f"/things/{text}/parts/..." == request.path


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_path_to_elsewhere(value: str) -> None:
    """A value that would lead to another resource is refused."""
    with pytest.raises(InvalidRequestError) as caught:
        thing(path={"id": value})

    assert f"things.get: id is {value!r}, which names no resource" == str(caught.value)
    assert "id" == caught.value.field


def test_query_and_headers() -> None:
    """Scalars become text; what is `UNSET` is left out."""
    values = {"a": True, "b": False, "c": 5, "d": 0.5, "e": "x y", "f": UNSET, "g": Colour.RED}
    request = thing(query=values, headers=values)

    texts = (("a", "true"), ("b", "false"), ("c", "5"), ("d", "0.5"), ("e", "x y"), ("g", "red"))
    assert (texts, texts) == (request.query, request.headers)


@pytest.mark.parametrize("value", ["", " a", "a ", "a\r\nX-Evil: 1", "a\n", "é", "\x00"])
def test_bad_header(value: str) -> None:
    """A header that would not arrive as it is, or as two, is refused and not shown."""
    with pytest.raises(InvalidRequestError) as caught:
        thing(headers={"X-Id": value})

    words = "X-Id must be printable ASCII without spaces around it"
    assert f"things.get: {words}" == str(caught.value)


@pytest.mark.parametrize("place", ["path", "query", "headers"])
def test_value_of_no_text(place: str) -> None:
    """Only scalars stand in a path, a query or a header."""
    text = "^things.get: id: expected a str, a number or a bool, got null$"
    with pytest.raises(TypeError, match=text):
        thing(**{place: {"id": None}})


@pytest.mark.parametrize("place", ["path", "query", "headers"])
@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("planted\ud800", "holds half of a surrogate pair"),
        ("\udfff", "holds half of a surrogate pair"),
        (math.nan, "is nan; a finite number is needed"),
        (-math.inf, "is -inf; a finite number is needed"),
    ],
)
def test_value_that_cannot_be_written(place: str, value: object, words: str) -> None:
    """A text that has no bytes, and a number that is none, are refused by name."""
    with pytest.raises(InvalidRequestError) as caught:
        thing(**{place: {"id": value}})

    assert f"things.get: id {words}" == str(caught.value)
    assert "id" == caught.value.field


@pytest.mark.parametrize("value", ["\ud800", math.nan, -math.inf, TOO_DEEP])
def test_body_of_no_json(value: object) -> None:
    """A value that JSON cannot hold is refused without a trace of the body."""
    with pytest.raises(InvalidRequestError) as caught:
        thing(body={"a": value, "password": SECRET})

    assert "things.get: the body has no form in JSON" == str(caught.value)
    assert caught.value.__suppress_context__


def test_surrogate_in_a_model() -> None:
    """Half a character, which a password may hold, is refused before it is sent."""
    body = SmtpUsersCreateRequest(username="a", password="planted-\udc80")
    with pytest.raises(InvalidRequestError, match="the body has no form in JSON"):
        create.request(body=body)


@pytest.mark.parametrize("value", [{1}, b"a", object(), 1j])
def test_body_of_a_wrong_type(value: object) -> None:
    """A value that is no JSON at all stays Python's own error."""
    with pytest.raises(TypeError, match="is not JSON serializable"):
        thing(body={"a": value})


def test_wire_form() -> None:
    """Models become objects at any depth, tuples lists, and the rest stays."""
    model = SmtpUsersCreateRequest(username="a")

    expected = {"models": [{"username": "a"}, [{"username": "a"}]], "n": None}
    assert expected == wire_form({"models": (model, [model]), "n": None})


def test_masks() -> None:
    """A repr tells that there is a secret, or none, and which fields are unknown."""
    shown = [masked(value) for value in (SECRET, "", 12345678, UNSET, None)]

    assert ["'***'", "'***'", "'***'", "UNSET", "None"] == shown
    assert """{'a': ..., "é'": ...}""" == names_only({"a": SECRET, "é'": 1})
