"""`UNSET`, the encoding of values, and their reprs."""

import copy
import json
import pickle
import sys
from collections import deque
from collections.abc import Callable
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

import attrs
import pytest
from pydantic import TypeAdapter

from jetemail_api_client import UNSET, Unset, to_jsonable
from jetemail_api_client._runtime.values import (
    names_only,
    redacted,
    renamed,
    short_repr,
    to_wire,
)
from jetemail_api_client.errors import Attempt
from jetemail_api_client.models import SmtpUser, SmtpUsersCreateRequest, SmtpUsersListResult
from jetemail_api_client.smtp_users import CreatedSmtpUser

SECRET = "planted-password"


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))]
)
def test_copies_of_unset(copied: Callable[[Any], Any]) -> None:
    """`UNSET` stays the same object through copy, deepcopy and pickle."""
    model = SmtpUsersCreateRequest(username="a")
    twin = copied(model)

    assert copied(UNSET) is UNSET
    assert twin.password is UNSET
    assert (model, {"username": "a"}) == (twin, twin.to_dict())


def test_unset() -> None:
    """`UNSET` is falsy, and the only value of its type."""
    assert not UNSET
    assert ("UNSET", [UNSET]) == (repr(UNSET), list(Unset))


def test_encoded_values() -> None:
    """Models become objects at any depth, tuples lists, and mappings dicts."""
    model = SmtpUsersCreateRequest(username="a")
    value = {"models": (model, [model]), "n": None, "m": MappingProxyType({"model": model})}

    a = {"username": "a"}
    assert {"models": [a, [a]], "n": None, "m": {"model": a}} == to_wire(value)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({}, {"own": 1, "other": 2}),
        ({"own": "alias"}, {"alias": 1, "other": 2}),
        ({"absent": "alias"}, {"own": 1, "other": 2}),
    ],
)
def test_renamed_fields(names: dict[str, str], expected: dict[str, int]) -> None:
    """A field is encoded under the alias under which it was received."""
    fields = {"own": 1, "other": 2}

    assert list(expected.items()) == list(renamed(fields, names).items())
    assert {"own": 1, "other": 2} == fields


def test_redacted_repr() -> None:
    """The repr redacts secrets and the values of unknown fields."""
    shown = [redacted(value) for value in (SECRET, "", 12345678, UNSET, None)]

    assert ["'***'", "'***'", "'***'", "UNSET", "None"] == shown
    assert """{'a': ..., "é'": ...}""" == names_only({"a": SECRET, "é'": 1})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a" * 80, repr("a" * 80)),
        ("a" * 1234, f"'{'a' * 80}'... (1,234 in all)"),
        (b"a" * 81, f"b'{'a' * 80}'... (81 in all)"),
        ([1, 2, 3], "[1, 2, 3]"),
        ([*range(2000)], "[0, 1, 2, ... 1,997 more]"),
        ((), "()"),
        ((1, 2, 3, 4), "(1, 2, 3, ... 1 more)"),
        ({1: "a", "b": [1]}, "{1: 'a', 'b': [1]}"),
        (dict.fromkeys("abcde"), "{'a': None, 'b': None, 'c': None, ... 2 more}"),
        (deque(range(5)), "[0, 1, 2, ... 2 more]"),
        (MappingProxyType(dict.fromkeys("abcd", 1)), "{'a': 1, 'b': 1, 'c': 1, ... 1 more}"),
        ([["a" * 90] * 9], f"[['{'a' * 80}'... (90 in all), ...]"),
    ],
)
def test_short_repr(value: object, expected: str) -> None:
    """Long texts, lists and dicts are cut, at any depth."""
    assert expected == short_repr(value)


def test_repr_of_a_model() -> None:
    """The repr of a model shows the attributes that are set, and cuts long ones."""
    user = SmtpUser(username="a", usage=1, approved_domains=["b.com"] * 50)
    listing = SmtpUsersListResult(success=True, smarthosts=[user] * 1000)
    many = SmtpUser(additional_properties={f"new{number}": SECRET for number in range(100)})

    domains = "approved_domains=['b.com', 'b.com', 'b.com', ... 47 more]"
    assert f"SmtpUser(username='a', {domains}, usage=1)" == repr(user)
    assert len(repr(listing)) < 500
    assert "... 997 more" in repr(listing)
    assert "'new9': ..., ... 90 more}" in repr(many)


def test_repr_of_an_incomplete_model() -> None:
    """A model whose constructor failed has a repr, which error reporters show."""
    assert "SmtpUser()" == repr(SmtpUser.__new__(SmtpUser))


CREATED = CreatedSmtpUser(
    success=True, message="m", username="a", password=SECRET, additional_properties={"new": [1]}
)
CREATED_FOR_JSON = {
    "success": True,
    "message": "m",
    "username": "a",
    "password": SECRET,
    "is_reconciled": False,
    "new": [1],
}
USER = SmtpUser.from_dict(
    {
        "username": "a",
        "allowAnyDomain": "1",
        "approvedDomains": '["a.com"]',
        "created_date": "1724113774.5",
        "allow_any_domain": "other",
        "newTime": {"at": [1, None]},
    }
)
USER_FOR_JSON = {
    "username": "a",
    "allow_any_domain": True,
    "approved_domains": ["a.com"],
    "created_date": "2024-08-20T00:29:34.500000+00:00",
    "newTime": {"at": [1, None]},
}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (CREATED, CREATED_FOR_JSON),
        (USER, USER_FOR_JSON),
        ([USER], [USER_FOR_JSON]),
        (deque([USER]), [USER_FOR_JSON]),
        (
            SmtpUsersCreateRequest(username="a", approved_domains=deque(["a.com"])),
            {"username": "a", "approved_domains": ["a.com"]},
        ),
        ({"users": (USER,), "quota": UNSET}, {"users": [USER_FOR_JSON]}),
        (
            SmtpUsersListResult(success=True, smarthosts=[USER]),
            {"success": True, "smarthosts": [USER_FOR_JSON]},
        ),
        ([None, True, 1, 1.5, "a"], [None, True, 1, 1.5, "a"]),
        ([float("nan"), float("inf"), -float("inf")], [None, None, None]),
        (["\ud83d\ude00", "\ud800a", {"\udc00": "é"}], ["😀", "\ufffda", {"\ufffd": "é"}]),
        (
            [datetime(2026, 1, 2, tzinfo=UTC), date(2026, 1, 2)],
            ["2026-01-02T00:00:00+00:00", "2026-01-02"],
        ),
        (UNSET, None),
        (
            Attempt(number=1, started=0.0, elapsed=1.0, outcome="done", result="200"),
            {"number": 1, "started": 0.0, "elapsed": 1.0, "outcome": "done", "result": "200"}
            | {"status": None, "phase": None},
        ),
    ],
    ids=str,
)
def test_values_for_json(value: Any, expected: Any) -> None:
    """Results, alone or in lists and dicts, become values that JSON and UTF-8 can encode."""
    ready = to_jsonable(value)

    assert expected == ready
    assert expected == json.loads(json.dumps(ready, ensure_ascii=False, allow_nan=False).encode())


def test_value_without_a_form_in_json() -> None:
    """What JSON cannot have is a TypeError, as from `json.dumps`, that does not show it."""
    with pytest.raises(
        TypeError, match=r"^to_jsonable: bytes has no form in JSON; convert it first$"
    ):
        to_jsonable([{"a": b"planted"}])


def test_default_of_json_dumps() -> None:
    """`to_jsonable` is a `default` of `json.dumps`."""
    assert {"user": USER_FOR_JSON} == json.loads(json.dumps({"user": USER}, default=to_jsonable))


@pytest.mark.parametrize(
    ("value", "expected"), [(USER, USER_FOR_JSON), (CREATED, CREATED_FOR_JSON)]
)
def test_encoders_of_web_frameworks(value: Any, expected: dict[str, Any]) -> None:
    """FastAPI tries `dict()` and `vars()`, or has pydantic encode if there is an annotation."""
    with pytest.raises(TypeError):
        dict(value)
    assert expected == vars(value)
    annotations: list[Any] = [Any, type(value), type(value) | None]
    for adapter in map(TypeAdapter[Any], annotations):
        assert value is adapter.validate_python(value)
        assert expected == adapter.dump_python(value, mode="json")
        assert expected == json.loads(adapter.dump_json(value))
    schema = TypeAdapter[Any](type(value)).json_schema(mode="serialization")
    assert "object" == schema["type"]


def test_attributes_without_pydantic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pydantic, a model has no serializer, and nothing that looks for one fails."""
    monkeypatch.setitem(sys.modules, "pydantic_core", None)

    class Other(SmtpUser):
        """A class that has no cached serializer."""

    assert not hasattr(Other, "__pydantic_serializer__")


def test_attributes_of_attrs() -> None:
    """`attrs.asdict` shows the documented attributes only."""
    public = {name for name in dir(USER) if name[0] != "_" and not callable(getattr(USER, name))}

    assert public - {"operation_name"} == attrs.asdict(USER).keys()


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))]
)
def test_copies_of_received_models(copied: Callable[[Any], Any]) -> None:
    """A copy returns the received forms, too, and shows the same."""
    twin = copied(USER)

    assert "1724113774.5" == twin.to_dict()["created_date"]
    assert (USER, USER.to_dict(), repr(USER)) == (twin, twin.to_dict(), repr(twin))
