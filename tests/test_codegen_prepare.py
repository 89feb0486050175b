"""What the generator reads: the description with all that the templates need, and nothing else."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from codegen.prepare import prepared
from codegen.source import DoesNotFit

JSON = "application/json"
TEXT = {"type": "string"}
BODY = {"type": "object", "properties": {"rowName": TEXT, "count": {"type": "integer"}}}
OPERATION = {
    "summary": "Do it.",
    "requestBody": {"content": {JSON: {"schema": BODY}}},
    "responses": {
        "200": {"description": "Done", "content": {JSON: {"schema": BODY}}},
        "404": {"description": "There is none"},
        "default": {"description": "Anything else"},
    },
}
DESCRIPTION: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Rows", "version": "1", "description": "Of rows."},
    "security": [{"firstKey": []}],
    "components": {"securitySchemes": {"firstKey": {}}},
    "paths": {"/rows": {"post": OPERATION, "patch": OPERATION}},
}
NAMES: dict[str, Any] = {
    "keys": {"firstKey": "account"},
    "facades": [],
    "models": {},
    "operations": {
        "POST /rows": {"name": "rows.create"},
        "PATCH /rows": {"name": "rows.update", "retry": "idempotent"},
    },
    "patterns": {},
}


def described(**changes: Any) -> dict[str, Any]:
    """The description, with other keys of its POST."""
    made = copy.deepcopy(DESCRIPTION)
    made["paths"]["/rows"]["post"] |= changes
    return made


def named(**changes: Any) -> dict[str, Any]:
    """The names, with other sections."""
    return copy.deepcopy(NAMES) | changes


def about(document: dict[str, Any], method: str = "post") -> dict[str, Any]:
    """What the templates are told of an operation."""
    found: dict[str, Any] = document["paths"]["/rows"][method]["responses"]["200"]["x-operation"]
    return found


def test_document() -> None:
    """Of the document itself, no more is left than the generator asks for."""
    made = prepared(DESCRIPTION, NAMES)

    assert ["openapi", "info", "paths", "components"] == list(made)
    assert {"title": "Rows", "version": "1"} == made["info"]
    assert ["schemas"] == list(made["components"])


def test_operation() -> None:
    """An operation has its name as tag and id, and tells the rest through its answer."""
    made = prepared(DESCRIPTION, NAMES)["paths"]["/rows"]["post"]

    assert {"tags", "operationId", "parameters", "responses"} == set(made)
    assert (["rows"], "create", ["200"]) == (
        made["tags"],
        made["operationId"],
        list(made["responses"]),
    )


def test_about_operations() -> None:
    """The templates are told how an operation behaves, and what it returns and raises."""
    made = prepared(DESCRIPTION, NAMES)
    create, update = about(made), about(made, "patch")

    assert ("never", "idempotent") == (create["retry"], update["retry"])
    assert ("POST", "/rows", "account", False) == (
        create["method"],
        create["path"],
        create["key"],
        create["facade"],
    )
    assert ["200: Done."] == create["returns"]
    assert ["NotFoundError: 404: There is none."] == create["raises"]
    assert ["row_name", "count"] == [one["name"] for one in create["arguments"]]


def test_models() -> None:
    """Every object is a component of its own, named for its operation."""
    schemas = prepared(DESCRIPTION, NAMES)["components"]["schemas"]

    assert {
        *("RowsCreateRequest", "RowsCreateResult"),
        *("RowsUpdateRequest", "RowsUpdateResult"),
    } == set(schemas)


def test_shared_model() -> None:
    """Objects of one shape are one component if their shape has a name."""
    names = named(models={"Row": "rows.create received"})
    schemas = prepared(DESCRIPTION, names)["components"]["schemas"]

    assert {"Row", "RowsCreateRequest", "RowsUpdateRequest"} == set(schemas)


@pytest.mark.parametrize(
    ("security", "key"), [([], None), ([{"firstKey": []}], "account"), (None, "account")]
)
def test_key(security: Any, key: str | None) -> None:
    """An operation's own security goes before the document's; an empty one means no key."""
    own = {} if security is None else {"security": security}

    assert key == about(prepared(described(**own), NAMES))["key"]


def test_facade() -> None:
    """A resource that has a facade is told to the templates."""
    assert about(prepared(DESCRIPTION, named(facades=["rows"])))["facade"] is True


def problems(description: dict[str, Any], names: dict[str, Any]) -> list[str]:
    """Why nothing can be generated."""
    with pytest.raises(DoesNotFit) as caught:
        prepared(description, names)
    return caught.value.problems


def test_two_models_of_one_name() -> None:
    """Two objects whose classes would have one name are refused."""
    inner = {"type": "object", "properties": {"b": TEXT}}
    outer = {"type": "object", "properties": {"bar": inner}}
    schema = BODY | {"properties": {"foo": outer, "fooBar": outer}}
    body = {"content": {JSON: {"schema": schema}}}

    assert ["RowsCreateRequestFooBar would be the name of two models. Rename an operation."] == (
        problems(described(requestBody=body), NAMES)
    )


def test_groups_of_a_shared_body() -> None:
    """A body that operations share cannot have groups of one of them only."""
    names = named(models={"Row": "rows.create sent"})
    names["operations"]["POST /rows"]["at_least_one"] = [["rowName", "count"]]

    assert ["rows.update: others send Row with other groups."] == problems(DESCRIPTION, names)


def test_every_problem_is_told() -> None:
    """All that does not fit is told at once."""
    names = named(operations={"POST /rows": {"name": "rows.create", "secrets": ["pin"]}})
    found = problems(described(security=[{"other": []}]), names)

    assert 4 == len(found)
