"""Schemas of which the generator would drop or misread a part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.codegen.fixtures.places import BODY, FIELDS, RESPONSE

if TYPE_CHECKING:
    from tests.codegen.fixtures.drafts import Draft
    from tests.codegen.fixtures.places import Place

pytest_plugins = ["tests.codegen.fixtures.drafts"]

TEXT = {"type": "string"}
COUNT = {"type": "integer"}
OBJECT = {"type": "object", "properties": {"a": TEXT, "b": TEXT}}
ENUM = "an enum must list strings, integers or booleans, as its type says."
PARTS = "an array has items, an object has properties, and nothing else has any."
ARRAYS = "an array of arrays is not supported."
VALUES = "a schema in additionalProperties needs an object without properties."
BESIDE = "a union beside a type may only say which fields are required."
ONE = "a schema has one union, and that has branches."


def union(*branches: Any, **more: Any) -> dict[str, Any]:
    """Return a union."""
    return {"oneOf": list(branches), **more}


def tagged(*values: str) -> dict[str, Any]:
    """Return an object with a field that has one of these values."""
    fields = {"kind": TEXT | {"enum": list(values)}, "a": TEXT}
    return {"type": "object", "properties": fields}


def ambiguous(kinds: str) -> str:
    """Return the problem of a union of these types."""
    return f"a union of {kinds} is ambiguous."


# A schema, and the problem.
SCHEMAS: list[tuple[Any, str]] = [
    (TEXT | {"minimum": 1}, "minimum of string would be dropped."),
    (TEXT | {"maxItems": 1}, "maxItems of string would be dropped."),
    (COUNT | {"maxLength": 1}, "maxLength of integer would be dropped."),
    (COUNT | {"pattern": "^[a-z ]+$"}, "pattern of integer would be dropped."),
    ({"type": "boolean", "maximum": 1}, "maximum of boolean would be dropped."),
    (OBJECT | {"maxLength": 1}, "maxLength of object would be dropped."),
    ({"maximum": 1}, "maximum of None would be dropped."),
    (TEXT | {"enum": ["a"], "maxLength": 1}, "maxLength of an enum would be dropped."),
    (OBJECT | {"minProperties": 1}, "minProperties would be dropped; a body may have 1."),
    (TEXT | {"minProperties": 1}, "minProperties would be dropped; a body may have 1."),
    (TEXT | {"enum": []}, ENUM),
    (TEXT | {"enum": ["a", 1]}, ENUM),
    (COUNT | {"enum": [True]}, ENUM),
    (COUNT | {"enum": [1.5]}, ENUM),
    ({"type": "number", "enum": [1]}, ENUM),
    ({"type": "array"}, PARTS),
    (TEXT | {"items": TEXT}, PARTS),
    (TEXT | {"properties": {"a": TEXT}}, PARTS),
    ({"type": "array", "items": {"type": "array", "items": TEXT}}, ARRAYS),
    ({"type": "array", "items": union(TEXT, {"type": "array", "items": TEXT})}, ARRAYS),
    (OBJECT | {"additionalProperties": TEXT}, VALUES),
    ({"additionalProperties": TEXT}, VALUES),
    (TEXT | {"additionalProperties": TEXT}, VALUES),
    ({"type": "object", "required": ["a"]}, "a is required and not described."),
    (OBJECT | {"required": ["a", "c"]}, "c is required and not described."),
    (union(), ONE),
    ({"anyOf": []}, ONE),
    ({"oneOf": [TEXT], "anyOf": [COUNT]}, ONE),
    (union(TEXT | {"maxLength": 1}, TEXT | {"enum": ["a"]}), ambiguous("string, string")),
    (union(OBJECT, {"type": "object"}), ambiguous("object, object")),
    (union(TEXT, OBJECT, {"type": "object"}), ambiguous("string, object, object")),
    (union(tagged("a"), tagged("b", "a")), ambiguous("object, object")),
    (union(tagged("a b"), tagged("a_b")), ambiguous("object, object")),
    (union(tagged("a"), OBJECT), ambiguous("object, object")),
    (union(COUNT, {"type": "number", "minimum": 1}), ambiguous("integer, number")),
    (union(TEXT, **TEXT), BESIDE),
    (union({"maxLength": 1}, **TEXT), BESIDE),
    (union({"required": ["a", "b"]}, **OBJECT), BESIDE),
    (union({"required": []}, **OBJECT), BESIDE),
    (union({"required": ["c"]}, **OBJECT), BESIDE),
    (union({"required": ["a"], "properties": {"a": TEXT}}, **OBJECT), BESIDE),
    (union({"required": ["a"]}, {}, **OBJECT), BESIDE),
]
# Supported schemas.
SUPPORTED: list[Any] = [
    {},
    {"nullable": True},
    TEXT | {"maxLength": 1, "pattern": "^[a-z ]+$"},
    COUNT | {"enum": [1, 2], "nullable": True},
    {"type": "number", "minimum": 0.5},
    {"type": "array", "items": {}, "minItems": 1},
    {"type": "object", "additionalProperties": False},
    {"type": "object", "additionalProperties": TEXT | {"enum": ["a"]}},
    OBJECT | {"required": ["b"], "additionalProperties": True},
    OBJECT | {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
    union(TEXT),
    union(TEXT, TEXT | {"maxLength": 1}),
    union(tagged("a"), tagged("b", "c")),
    union(TEXT, tagged("a"), tagged("b", "c"), nullable=True),
    union(TEXT, {"type": "boolean"}, {"type": "array", "items": OBJECT}, OBJECT),
    *(TEXT | {"format": form} for form in ("uuid", "email", "uri", "byte", "date-time", "any")),
]
# Places of schemas, in the document and in messages.
PLACES: list[tuple[Place, str]] = [
    ((*FIELDS, "new"), "POST /things body.new"),
    ((*FIELDS, "rows", "items", "properties", "new"), "POST /things body.rows[].new"),
    ((*FIELDS, "metas", "items"), "POST /things body.metas[]"),
    ((*RESPONSE, "properties", "new"), "GET /things 200.new"),
]


@pytest.mark.parametrize(("schema", "message"), SCHEMAS)
def test_unsupported(draft: Draft, schema: Any, message: str) -> None:
    """An unsupported part of a schema is reported."""
    draft.set((*FIELDS, "new"), schema)

    assert f"POST /things body.new: {message}" in draft.problems()


@pytest.mark.parametrize(("place", "where"), PLACES)
def test_place(draft: Draft, place: Place, where: str) -> None:
    """Schemas are checked wherever they are, and reported with their place."""
    draft.set(place, TEXT | {"minimum": 1})

    assert [f"{where}: minimum of string would be dropped."] == draft.problems()


def test_branch_of_a_union(draft: Draft) -> None:
    """Branches of unions and values of objects are checked, too."""
    draft.set((*FIELDS, "new"), union(TEXT, COUNT | {"maxLength": 1}))
    draft.set((*FIELDS, "map"), {"type": "object", "additionalProperties": TEXT | {"minimum": 1}})

    assert draft.problems() == [
        "POST /things body.new: maxLength of integer would be dropped.",
        "POST /things body.map{}: minimum of string would be dropped.",
    ]


def test_fields_of_a_body(draft: Draft) -> None:
    """A body may require at least one field, and no more."""
    draft.set((*BODY, "minProperties"), 1)
    assert draft.prepared()

    draft.set((*BODY, "minProperties"), 2)
    expected = ["POST /things body: minProperties would be dropped; a body may have 1."]

    assert expected == draft.problems()


@pytest.mark.parametrize("schema", SUPPORTED)
def test_supported(draft: Draft, schema: Any) -> None:
    """Supported schemas are accepted, in requests and in responses."""
    draft.set((*FIELDS, "new"), schema)
    draft.set((*RESPONSE, "properties", "new"), schema)

    assert draft.prepared()
