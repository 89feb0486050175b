"""The models as they are read, printed and written back."""

import json
import re
from collections.abc import Iterator
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jetemail_api_client import models
from jetemail_api_client._runtime.readings import Oddities
from jetemail_api_client.errors import APIResponseValidationError
from jetemail_api_client.models import SmtpUsersCreateRequest, SmtpUsersCreateResult

SECRET = "planted-password"
DESCRIBED: Any = json.loads((Path(__file__).parents[1] / "openapi.json").read_text("utf-8"))
CREATE = DESCRIBED["paths"]["/outbound/smarthost"]["post"]


def test_model_repr() -> None:
    """A model shows no password and no value of a field that nobody described."""
    odd = {"apiToken": SECRET}
    request = SmtpUsersCreateRequest(username="a", password=SECRET, additional_properties=odd)
    result = SmtpUsersCreateResult.from_dict(request.to_dict() | {"success": True, "message": "m"})

    assert SECRET not in repr(request) + repr(result)
    assert (SECRET, SECRET) == (request.password, result.password)


@pytest.mark.parametrize(
    ("src", "odd"),
    [
        ({"success": True, "message": "m"}, []),
        ({"success": True, "message": "m", "password": "p", "new": {"a": [None]}}, []),
        ({"success": None, "message": "m"}, ["success is null where a boolean is described"]),
        ({"success": 1, "message": "m"}, ["success is an integer where a boolean is described"]),
        ({"success": True, "message": []}, ["message is a list where a string is described"]),
        (
            {"success": True, "message": "m", "password": None},
            ["password is null where a string is described"],
        ),
    ],
)
def test_result_keeps_what_came(src: dict[str, Any], odd: Oddities) -> None:
    """Unknown fields, nulls and other types are kept as they came, the odd ones noted."""
    noted: Oddities = []
    result = SmtpUsersCreateResult.from_dict(src, odd=noted)

    assert (src, odd) == (result.to_dict(), noted)


@pytest.mark.parametrize(
    ("model", "src", "field"),
    [
        (SmtpUsersCreateResult, {"message": "m"}, "success"),
        (SmtpUsersCreateResult, {"success": True}, "message"),
        (SmtpUsersCreateRequest, {"password": SECRET}, "username"),
    ],
)
def test_required_field(model: Any, src: dict[str, Any], field: str) -> None:
    """A required field that did not come is the one thing that costs the answer."""
    with pytest.raises(APIResponseValidationError) as caught:
        model.from_dict(src, at="results[2].")

    assert f"results[2].{field} is missing from the answer" == str(caught.value)
    assert f"results[2].{field}" == caught.value.field


def example_fields(schema: Any) -> dict[str, Any]:
    """An object made of the examples of its fields."""
    return {
        name: inner["example"] for name, inner in schema["properties"].items() if "example" in inner
    }


def described_examples() -> Iterator[tuple[Any, dict[str, Any]]]:
    """The examples of the description, each with the model that it is for."""
    media = "content", "application/json"
    schema = reduce(getitem, (*media, "schema"), CREATE["requestBody"])
    yield SmtpUsersCreateRequest, example_fields(schema)
    success = reduce(getitem, media, CREATE["responses"]["200"])
    yield SmtpUsersCreateResult, example_fields(success["schema"])
    for example in success["examples"].values():
        yield SmtpUsersCreateResult, example["value"]


@pytest.mark.parametrize(("model", "example"), list(described_examples()))
def test_described_example(model: Any, example: dict[str, Any]) -> None:
    """An example of the description goes through its model and back unchanged."""
    odd: Oddities = []
    twin = model.from_dict(example, odd=odd).to_dict()

    assert (example, []) == (twin, odd)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
LABELS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,9}[a-z0-9])?", fullmatch=True)
ADDRESSES = st.ip_addresses(v=4).map(str)


def unknown_fields(model: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Fields that a model does not know."""
    known = {re.sub("_(.)", lambda m: m[1].upper(), field.name) for field in model.__attrs_attrs__}
    return st.dictionaries(st.text().filter(lambda name: name not in known), JSON, max_size=3)


@st.composite
def requests(draw: st.DrawFn) -> SmtpUsersCreateRequest:
    """Requests within the limits, with any of the optional fields."""
    optional: dict[str, st.SearchStrategy[Any]] = {
        "password": st.text(min_size=8, max_size=72),
        "allow_any_domain": st.booleans(),
        "approved_domains": st.lists(LABELS.map("{}.com".format), max_size=3),
        "quota": st.integers(min_value=0) | st.floats(min_value=0, allow_infinity=False),
        "ip_restrictions": st.lists(ADDRESSES, max_size=3),
    }
    username = draw(st.from_regex(r"[a-z0-9-]{1,64}", fullmatch=True))
    given_fields = draw(st.fixed_dictionaries({}, optional=optional))
    unknown = draw(unknown_fields(SmtpUsersCreateRequest))
    return SmtpUsersCreateRequest(username=username, additional_properties=unknown, **given_fields)


@st.composite
def results(draw: st.DrawFn) -> SmtpUsersCreateResult:
    """Results, also of types that are not described."""
    fields: dict[str, Any] = draw(
        st.fixed_dictionaries(
            {
                "success": st.booleans() | JSON,
                "message": st.text() | JSON,
                "additional_properties": unknown_fields(SmtpUsersCreateResult),
            },
            optional={"password": st.text() | JSON},
        )
    )
    return SmtpUsersCreateResult(**fields)


@given(requests() | results())
def test_there_and_back(model: Any) -> None:
    """Reading what a model writes gives the model, also after a way over the wire."""
    twin = type(model).from_dict(model.to_dict())
    wired = type(model).from_dict(json.loads(json.dumps(model.to_dict())))

    assert model == twin
    assert model == wired


def test_lazy_names() -> None:
    """The module lists its models, and has nothing else."""
    assert sorted(models.__all__) == dir(models)
    with pytest.raises(AttributeError, match="has no attribute 'SmtpUsersDeleteResult'"):
        _ = models.SmtpUsersDeleteResult  # type: ignore[attr-defined]
