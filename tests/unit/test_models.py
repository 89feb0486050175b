"""Models: parsing, repr and serialization."""

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

from codegen.spec import load_spec
from jetemail_api_client import models
from jetemail_api_client._runtime.parsing import Deviations
from jetemail_api_client.errors import APIResponseValidationError, InvalidRequestError
from jetemail_api_client.models import SmtpUsersCreateRequest, SmtpUsersCreateResult

SECRET = "planted-password"
EVIL = "a@example.com\r\nBcc: evil@example.com"
CREATE = load_spec(Path(__file__).parents[2] / "openapi.json")["paths"]["/outbound/smarthost"][
    "post"
]


@pytest.mark.parametrize(
    ("model", "arguments", "field"),
    [
        ("ForwardRulesCreateRequest", {"localpart": EVIL, "destination": "a"}, "localpart"),
        ("ForwardRulesCreateRequest", {"localpart": "a", "destination": EVIL}, "destination"),
        ("ForwardRulesUpdateRequest", {"destination": EVIL}, "destination"),
        ("SuppressionsCreateRequest", {"target_value": EVIL}, "target_value"),
        ("OutboundDomainsUpdateSettingsRequest", {"bcc_emails": ["a", EVIL]}, "bcc_emails[1]"),
        (
            "InboundDomainsUpdateSettingsRequest",
            {"webhook_auth_header": EVIL},
            "webhook_auth_header",
        ),
        (
            "InboundDomainsUpdateSettingsRequest",
            {"webhook_headers": {"A": EVIL}},
            "webhook_headers['A']",
        ),
    ],
)
def test_line_break(model: str, arguments: dict[str, Any], field: str) -> None:
    """Addresses, and headers of webhook calls, are invalid with a line break."""
    with pytest.raises(InvalidRequestError, match="has a line break") as caught:
        getattr(models, model)(**arguments)

    assert field == caught.value.field


def test_model_repr() -> None:
    """The repr of a model shows no password and no value of an unknown field."""
    unknown = {"apiToken": SECRET}
    request = SmtpUsersCreateRequest(username="a", password=SECRET, additional_properties=unknown)
    result = SmtpUsersCreateResult.from_dict(request.to_dict() | {"success": True, "message": "m"})

    assert SECRET not in repr(request) + repr(result)
    assert (SECRET, SECRET) == (request.password, result.password)


@pytest.mark.parametrize(
    ("src", "expected"),
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
def test_deviations_are_kept_as_received(src: dict[str, Any], expected: Deviations) -> None:
    """Unknown fields, nulls and other types are kept as received; deviations are reported."""
    deviations: Deviations = []
    result = SmtpUsersCreateResult.from_dict(src, deviations=deviations)

    assert (src, expected) == (result.to_dict(), deviations)


@pytest.mark.parametrize(
    ("model", "src", "field"),
    [
        (SmtpUsersCreateResult, {"message": "m"}, "success"),
        (SmtpUsersCreateResult, {"success": True}, "message"),
        (SmtpUsersCreateRequest, {"password": SECRET}, "username"),
    ],
)
def test_missing_required_field(model: Any, src: dict[str, Any], field: str) -> None:
    """A missing required field raises an error with the path of the field."""
    with pytest.raises(APIResponseValidationError) as caught:
        model.from_dict(src, at="results[2].")

    assert f"results[2].{field} is missing from the response" == str(caught.value)
    assert f"results[2].{field}" == caught.value.field


def example_fields(schema: Any) -> dict[str, Any]:
    """Return an object made of the examples of its fields."""
    return {
        name: inner["example"] for name, inner in schema["properties"].items() if "example" in inner
    }


def described_examples() -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield the examples of openapi.json, each with its model."""
    media = "content", "application/json"
    schema = reduce(getitem, (*media, "schema"), CREATE["requestBody"])
    yield SmtpUsersCreateRequest, example_fields(schema)
    success = reduce(getitem, media, CREATE["responses"]["200"])
    yield SmtpUsersCreateResult, example_fields(success["schema"])
    for example in success["examples"]:
        yield SmtpUsersCreateResult, example


@pytest.mark.parametrize(("model", "example"), list(described_examples()))
def test_described_example(model: Any, example: dict[str, Any]) -> None:
    """An example of openapi.json is parsed without deviations and serialized unchanged."""
    deviations: Deviations = []
    twin = model.from_dict(example, deviations=deviations).to_dict()

    assert (example, []) == (twin, deviations)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
LABELS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,9}[a-z0-9])?", fullmatch=True)
ADDRESSES = st.ip_addresses(v=4).map(str)


def unknown_fields(model: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Generate fields that a model does not have."""
    known = {re.sub("_(.)", lambda m: m[1].upper(), field.name) for field in model.__attrs_attrs__}
    return st.dictionaries(st.text().filter(lambda name: name not in known), JSON, max_size=3)


@st.composite
def requests(draw: st.DrawFn) -> SmtpUsersCreateRequest:
    """Generate requests within the limits, with any of the optional fields."""
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
    """Generate results, also with undocumented types."""
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
def test_round_trip(model: Any) -> None:
    """A model is equal after `to_dict` and `from_dict`, also through JSON."""
    twin = type(model).from_dict(model.to_dict())
    from_json = type(model).from_dict(json.loads(json.dumps(model.to_dict())))

    assert model == twin
    assert model == from_json


def test_names_of_the_module() -> None:
    """`models` lists its models and has no other names."""
    assert sorted(models.__all__) == dir(models)
    with pytest.raises(AttributeError, match="has no attribute 'SmtpUsersDeleteResult'"):
        _ = models.SmtpUsersDeleteResult  # type: ignore[attr-defined]
