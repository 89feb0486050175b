"""Generated models: validation, repr, copies and imports."""

from __future__ import annotations

import copy
import pickle
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.codegen.fixtures.clients import Wide
    from tests.codegen.fixtures.projects import Project

pytest_plugins = ["tests.codegen.fixtures.projects", "tests.codegen.fixtures.clients"]

# Arguments outside the limits, and the error message.
OUTSIDE = [
    ({"text": ""}, "text has 0 characters; the minimum is 1"),
    ({"text": "a" * 21}, "text has 21 characters; the maximum is 20"),
    ({"text": "A"}, 'text must be lowercase letters, spaces, "quotes", \\backslashes and {braces}'),
    ({"count": 11}, "count is 11; the maximum is 10"),
    ({"count": -1}, "count is -1; the minimum is 0"),
    ({"ratio": 0.25}, "ratio is 0.25; the minimum is 0.5"),
    ({"ratio": float("nan")}, "ratio is nan; a finite number is needed"),
    ({"fast": True, "slow": True}, "slow cannot be enabled together with fast"),
]
# Arguments of another type, and the error message.
MISTYPED = [
    ({"text": None}, "text: expected a str, got None"),
    ({"count": 1.5}, "count: expected an int, got float"),
    ({"count": True}, "count: expected an int, got bool"),
    ({"ratio": "1"}, "ratio: expected a number, got str"),
    ({"fast": 1}, "fast: expected a bool, got int"),
    ({"meta": []}, "meta: expected a dict, got list"),
    ({"metas": [1]}, "metas[0]: expected a dict, got int"),
    ({"rows": {}}, "rows: expected a list, got dict"),
    ({"rows": [{"id": "r"}]}, "rows[0]: expected a ThingsCreateRequestRowsItem, got dict"),
    ({"child": None}, "child: expected a ThingsCreateRequestChild, got None"),
    ({"state": 1}, "state: expected a str, got int"),
    ({"level": "1"}, "level: expected an int, got str"),
    ({"states": "on"}, "states: expected a list, got str; put it into a list"),
]


def made(wide: Wide, **given: Any) -> Any:
    """Return a request with its required fields and others."""
    models = wide.models
    required = {"text": "a", "child": models.ThingsCreateRequestChild(id=1)}
    return models.ThingsCreateRequest(**required | given)


@pytest.mark.parametrize(("given", "message"), OUTSIDE)
def test_argument_outside_the_limits(wide: Wide, given: dict[str, Any], message: str) -> None:
    """A value outside the limits is rejected before anything is sent."""
    with pytest.raises(wide.errors.InvalidRequestError) as caught:
        made(wide, **given)

    assert str(caught.value) == f"things.create: {message}"


@pytest.mark.parametrize(("given", "message"), MISTYPED)
def test_argument_of_another_type(wide: Wide, given: dict[str, Any], message: str) -> None:
    """A value of another type, None included, is a TypeError."""
    with pytest.raises(TypeError, match=re.escape(f"things.create: {message}")):
        made(wide, **given)


def test_unknown_enum_value_in_a_request(wide: Wide) -> None:
    """An unknown enum value can be sent."""
    request = made(wide, state="dormant", level=99)

    assert request.to_dict() == {
        "text": "a",
        "child": {"id": 1},
        "state": "dormant",
        "level": 99,
    }


def test_repr_of_secrets(wide: Wide) -> None:
    """The repr redacts secrets and the values of unknown fields."""
    request = made(
        wide,
        pin_secret="planted-1",
        backup_secrets=["planted-2"],
        additional_properties={"extra": "planted-3"},
    )

    assert "planted" not in repr(request)
    assert "pin_secret='***'" in repr(request)
    assert "backup_secrets='***'" in repr(request)
    assert "additional_properties={'extra': ...}" in repr(request)
    assert request.pin_secret == "planted-1"


@pytest.mark.parametrize("value", [None, {"planted": "planted"}, ["planted"]])
def test_repr_of_a_secret_of_another_type(wide: Wide, value: Any) -> None:
    """A secret of another type is redacted; null is shown."""
    result = wide.models.ThingsCreateResult.from_dict({"id": "1", "pin_secret": value})

    assert "planted" not in repr(result)
    assert f"pin_secret={'None' if value is None else repr('***')}" in repr(result)


def test_repr_without_a_secret(wide: Wide) -> None:
    """A repr leaves out a missing secret, as any missing field."""
    assert "ThingsCreateRequest(text='a', child=ThingsCreateRequestChild(id=1))" == repr(made(wide))


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))]
)
def test_copies(wide: Wide, copied: Any) -> None:
    """A copied or pickled model is equal, has the same missing fields, and can be sent."""
    request = made(wide, pin_secret="planted")

    copied_request = copied(request)

    assert copied_request == request
    assert copied_request.count is wide.unset
    assert copied_request.to_dict() == request.to_dict()


def test_parsing_a_request(wide: Wide) -> None:
    """A request can be parsed from its own JSON."""
    rows = [wide.models.ThingsCreateRequestRowsItem(id="r", amount=1.5)]
    request = made(wide, rows=rows, meta={"a": None}, metas=[{}], count=0, fast=False)

    assert wide.models.ThingsCreateRequest.from_dict(request.to_dict()) == request


def test_models_by_name(wide: Wide) -> None:
    """The models are listed, and another name is an AttributeError."""
    models = wide.models

    assert dir(models) == sorted(models.__all__)
    assert all(getattr(models, name) for name in models.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'Missing'"):
        _ = models.Missing


def test_lazy_imports(wide: Wide, wide_project: Project) -> None:
    """Importing one model loads those inside it, and no other."""
    code = (
        "import sys; from wide_client._generated.models import ThingsCreateRequestChild\n"
        "print(*sorted(m for m in sys.modules if 'models.' in m), sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=wide_project.root.parent,
        capture_output=True,
        text=True,
        check=True,
    )

    prefix = "wide_client._generated.models.things_create_request_child"
    assert done.stdout.split() == [prefix, f"{prefix}_leaf"]


def test_docstring_of_a_model(wide: Wide) -> None:
    """The docstring of a model documents its fields, without examples of secrets."""
    text = wide.models.ThingsCreateRequest.__doc__

    assert text.startswith("What things.create sends.\n")
    assert "Example: some text." in text
    assert "count: 0 to 10. Server default: 5." in text
    assert "do-not-show" not in text
    assert wide.models.ThingsCreateRequestChild.__doc__.startswith("The one below.\n")
    assert wide.models.ThingsListResultRowsItem.__doc__.startswith("A part of what things.list")
