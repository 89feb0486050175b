"""Laws of every generated model and every response parser, for any JSON."""

import copy
import json
import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codegen.context import prepare
from jetemail_api_client import UNSET, models
from jetemail_api_client.errors import APIResponseValidationError, InvalidRequestError

from .operations import DESCRIPTION, NAMES, OPERATIONS, Described

PREPARED = prepare(DESCRIPTION, NAMES)
MODELS: dict[str, Any] = {
    name: schema["x-model"] for name, schema in PREPARED["components"]["schemas"].items()
}
each_model = pytest.mark.parametrize("name", sorted(MODELS))
each_operation = pytest.mark.parametrize("described", OPERATIONS, ids=lambda one: one.name)

# A hundred examples for each of so many models would take minutes.
few = settings(max_examples=15)

TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
    | st.sampled_from(
        ["0", "1", "1724113774000", "1.5", "2026-04-23T08:46:13.950123456Z", '["a"]']
    ),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=6,
)
BY_CLASS = {
    "str": TEXTS,
    "int": st.integers(0, 10**12),
    "float": st.floats(0, 10**9),
    "bool": st.booleans(),
    "None": st.none(),
    "list": st.lists(ANYTHING, max_size=2),
    "dict": st.dictionaries(TEXTS, ANYTHING, max_size=2),
}
BY_WIRE_FORMAT = {
    "FLAG": st.sampled_from([0, 1, "0", "1", True, False]),
    "UNIX_SECONDS": st.integers(0, 10**10) | st.integers(0, 10**10).map(str),
    "UNIX_MILLISECONDS": st.integers(0, 10**13) | st.integers(0, 10**13).map(str),
    "ISO_8601": st.datetimes().map(lambda moment: moment.isoformat() + "+02:00"),
    "JSON_LIST": st.lists(TEXTS, max_size=3).map(json.dumps),
    "COMMA_LIST": TEXTS,
}


def values_of(field: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Generate values for a field: as described, or any JSON."""
    if field["form"]:
        return BY_WIRE_FORMAT[field["form"]] | ANYTHING
    if field["model"]:
        return objects(field["model"]) | ANYTHING
    items = field["items"] or {}
    if items.get("model"):
        return st.lists(objects(items["model"]), max_size=2) | ANYTHING
    return st.one_of([BY_CLASS[cls] for cls in field["classes"]] or [ANYTHING]) | ANYTHING


def objects(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Generate objects for a model: its fields, not all of the optional ones, and others."""
    fields = MODELS[name]["fields"]
    extra = [*MODELS[name]["aliases"], "undescribed"]
    return st.fixed_dictionaries(
        {field["wire"]: values_of(field) for field in fields if field["required"]},
        optional={field["wire"]: values_of(field) for field in fields if not field["required"]}
        | dict.fromkeys(extra, ANYTHING),
    )


def is_same_json(one: object, other: object) -> bool:
    """Return True if two values encode to the same JSON; 1, 1.0 and true differ."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def without_null(value: Any) -> Any:
    """Return JSON without the fields that are null."""
    if isinstance(value, dict):
        return {key: without_null(one) for key, one in value.items() if one is not None}
    return [without_null(one) for one in value] if isinstance(value, list) else value


@each_model
@few
@given(data=st.data())
def test_round_trip(name: str, data: st.DataObject) -> None:
    """A parsed model serializes to the same JSON, which is parsed to an equal model.

    In a request, null is not sent where it clears nothing.
    """
    model = getattr(models, name)
    src = data.draw(objects(name))
    try:
        value = model.from_dict(src)
    except (APIResponseValidationError, InvalidRequestError, TypeError) as error:
        # A nested required field is missing, or the arguments of a request model are invalid.
        if isinstance(error, APIResponseValidationError) or MODELS[name]["request"]:
            return
        raise

    sent = value.to_dict()
    if MODELS[name]["request"]:
        src, sent = without_null(src), without_null(sent)
    assert is_same_json(src, sent)
    again = model.from_dict(value.to_dict())
    assert value.to_dict() == again.to_dict() if MODELS[name]["request"] else value == again


@each_operation
@few
@given(src=ANYTHING)
def test_parsing_any_json(described: Described, src: Any) -> None:
    """Any JSON response is parsed, or raises APIResponseValidationError."""
    try:
        described.module.OPERATION.parse(src)
    except APIResponseValidationError:
        return


@each_model
@few
@given(data=st.data())
def test_results_for_json(name: str, data: st.DataObject) -> None:
    """A parsed model is JSON by its attributes' names, with the undescribed fields; copies too."""
    try:
        value = getattr(models, name).from_dict(data.draw(objects(name)))
    except (APIResponseValidationError, InvalidRequestError, TypeError):
        return
    ready = value.to_jsonable()
    fields = {field["name"]: field["wire"] for field in MODELS[name]["fields"]}
    expected = {one for one in fields if getattr(value, one) is not UNSET}

    assert expected | value.additional_properties.keys() == ready.keys()
    assert ready == json.loads(json.dumps(ready, allow_nan=False))
    for copied in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert (ready, value.to_dict()) == (copied.to_jsonable(), copied.to_dict())
    assert len(repr(value)) < 300 * (2 + len(fields))
