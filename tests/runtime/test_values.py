"""`UNSET`, the encoding of values, and their redacted repr."""

import copy
import pickle
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pytest

from jetemail_api_client import UNSET, Unset
from jetemail_api_client._runtime.values import names_only, redacted, renamed, to_wire
from jetemail_api_client.models import SmtpUsersCreateRequest

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
