"""`UNSET`, and how values are written and shown."""

import copy
import pickle
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pytest

from jetemail_api_client import UNSET, Unset
from jetemail_api_client._runtime.values import masked, names_only, renamed, wire_form
from jetemail_api_client.models import SmtpUsersCreateRequest

SECRET = "planted-password"


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


def test_wire_form() -> None:
    """Models become objects at any depth, tuples lists, other mappings dicts; the rest stays."""
    model = SmtpUsersCreateRequest(username="a")
    value = {"models": (model, [model]), "n": None, "m": MappingProxyType({"model": model})}

    a = {"username": "a"}
    assert {"models": [a, [a]], "n": None, "m": {"model": a}} == wire_form(value)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({}, {"own": 1, "kept": 2}),
        ({"own": "other"}, {"other": 1, "kept": 2}),
        ({"absent": "other"}, {"own": 1, "kept": 2}),
    ],
)
def test_renamed(names: dict[str, str], expected: dict[str, int]) -> None:
    """A field goes back under the name that it came under, in its place; the others stay."""
    fields = {"own": 1, "kept": 2}

    assert list(expected.items()) == list(renamed(fields, names).items())
    assert {"own": 1, "kept": 2} == fields


def test_masks() -> None:
    """A repr tells that there is a secret, or none, and which fields are unknown."""
    shown = [masked(value) for value in (SECRET, "", 12345678, UNSET, None)]

    assert ["'***'", "'***'", "'***'", "UNSET", "None"] == shown
    assert """{'a': ..., "é'": ...}""" == names_only({"a": SECRET, "é'": 1})
