"""Types, validators and parsing of schemas."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from codegen.types import WIRE_FORMATS, Direction, Value, shape_of, value_of
from codegen.validation import GenerationError
from tests.codegen.fixtures.directions import DIRECTION

TEXT = {"type": "string"}
COUNT = {"type": "integer"}
OBJECT = {"type": "object", "properties": {"id": TEXT}}
ON = "Literal['on', 'off']"
# A schema, its type in a request and in a response, and the validator of an argument.
VALUES: list[tuple[Any, str, str, str | None]] = [
    (TEXT, "str", "str", "_validators.text()"),
    (COUNT, "int", "int", "_validators.number(integer=True)"),
    ({"type": "number"}, "float", "float", "_validators.number()"),
    ({"type": "boolean"}, "bool", "bool", "_validators.boolean"),
    (TEXT | {"format": "uuid"}, "str", "str", "_validators.text()"),
    (TEXT | {"format": "date-time"}, "str", "str", "_validators.text()"),
    (TEXT | {"enum": ["on", "off"]}, ON, f"{ON} | str", "_validators.text()"),
    (COUNT | {"enum": [1]}, "Literal[1]", "Literal[1] | int", "_validators.number(integer=True)"),
    (
        TEXT | {"nullable": True},
        "str | None",
        "str | None",
        "_validators.nullable(_validators.text())",
    ),
    (
        TEXT | {"enum": ["on", "off"], "nullable": True},
        f"{ON} | None",
        f"{ON} | str | None",
        "_validators.nullable(_validators.text())",
    ),
    ({}, "Any", "Any", None),
    ({"nullable": True}, "Any", "Any", None),
    (
        {"type": "array", "items": TEXT, "maxItems": 2},
        "SequenceNotStr[str]",
        "list[str]",
        "_validators.array(_validators.text(), max_items=2)",
    ),
    (
        {"type": "array", "items": {}},
        "Sequence[Any]",
        "list[Any]",
        "_validators.array(lambda *_: None)",
    ),
    ({"type": "object"}, "Mapping[str, Any]", "dict[str, Any]", "_validators.mapping"),
    (
        {"type": "object", "additionalProperties": False},
        "Mapping[str, Any]",
        "dict[str, Any]",
        "_validators.mapping",
    ),
    (
        {"type": "object", "additionalProperties": COUNT | {"nullable": True}},
        "Mapping[str, int | None]",
        "dict[str, int | None]",
        "_validators.mapping_of(_validators.nullable(_validators.number(integer=True)))",
    ),
    (OBJECT, "Box", "Box", "_validators.instance_of(Box, 'a Box')"),
    (
        {"type": "array", "items": OBJECT},
        "Sequence[BoxItem]",
        "list[BoxItem]",
        "_validators.array(_validators.instance_of(BoxItem, 'a BoxItem'))",
    ),
    (
        {"type": "array", "items": TEXT | {"enum": ["on", "off"]}},
        f"SequenceNotStr[{ON} | str]",
        f"list[{ON} | str]",
        "_validators.array(_validators.text())",
    ),
    (
        {"oneOf": [TEXT, {"type": "array", "items": TEXT}]},
        "str | Sequence[str]",
        "str | list[str]",
        (
            "_validators.one_of('a str or a list', (str, _validators.text()), "
            "(list, _validators.array(_validators.text())))"
        ),
    ),
    ({"oneOf": [TEXT]}, "str", "str", "_validators.text()"),
    (
        {"anyOf": [TEXT, COUNT]},
        "str | int",
        "str | int",
        (
            "_validators.one_of('a str or an int', (str, _validators.text()), "
            "(int, _validators.number(integer=True)))"
        ),
    ),
    (
        {"oneOf": [OBJECT, {"type": "array", "items": OBJECT | {"nullable": True}}]},
        "Box | Sequence[BoxItem | None]",
        "Box | list[BoxItem | None]",
        (
            "_validators.one_of('a Box or a list', (Box, _validators.instance_of(Box, 'a Box')), "
            "(list, _validators.array(_validators.nullable("
            "_validators.instance_of(BoxItem, 'a BoxItem')))))"
        ),
    ),
    (
        {"oneOf": [TEXT | {"nullable": True}, {"type": "boolean"}]},
        "str | bool | None",
        "str | bool | None",
        (
            "_validators.nullable(_validators.one_of('a str or a bool', (str, _validators.text()), "
            "(bool, _validators.boolean)))"
        ),
    ),
]
# A schema, and its value in a response.
READINGS: list[tuple[Any, Value]] = [
    (TEXT, Value(type="str", classes=("str",), words="a string")),
    ({"type": "number"}, Value(type="float", classes=("float", "int"), words="a number")),
    ({}, Value(type="Any")),
    (
        COUNT | {"nullable": True},
        Value(type="int | None", classes=("int", "None"), words="an integer", nullable=True),
    ),
    (
        OBJECT,
        Value(
            type="Box",
            classes=("dict",),
            words="an object",
            model="Box",
            parse="Box.from_dict",
            imports=("Box",),
        ),
    ),
    (
        {"oneOf": [COUNT, OBJECT]},
        Value(
            type="int | Box",
            classes=("int", "dict"),
            words="an integer or an object",
            parse="Box.from_dict",
            imports=("Box",),
        ),
    ),
]


def fresh(**changes: Any) -> Direction:
    """Return a direction without models."""
    return evolve(DIRECTION, models={}, **changes)


@pytest.mark.parametrize(("schema", "request_", "response", "check"), VALUES)
def test_type_and_validator(schema: Any, request_: str, response: str, check: str | None) -> None:
    """A schema has a type, which is open for enums of responses, and a validator."""
    sent, received = (value_of(schema, fresh(is_request=is_sent)) for is_sent in (True, False))

    assert (request_, response) == (sent.type, received.type)
    assert check == sent.check


@pytest.mark.parametrize(("schema", "expected"), READINGS)
def test_value_of_a_response(schema: Any, expected: Value) -> None:
    """A value has the classes of decoded JSON."""
    value = value_of(schema, fresh(is_request=False))

    assert expected == evolve(value, check=None)


def test_items() -> None:
    """A list has its items, in a union, too."""
    direction, items = fresh(), {"type": "array", "items": OBJECT}

    assert (
        value_of(OBJECT, direction.inside("Item"))
        == value_of(items, direction).items
        == value_of({"oneOf": [TEXT, items]}, direction).items
    )


@pytest.mark.parametrize("form", WIRE_FORMATS)
@pytest.mark.parametrize("nullable", [True, False])
def test_wire_format(form: str, nullable: bool) -> None:
    """A wire format overrides the type of the schema, but not nullable."""
    value = value_of(OBJECT | {"nullable": nullable}, fresh(), form)

    assert (form.upper(), nullable, None, ()) == (
        value.form,
        value.nullable,
        value.model,
        value.imports,
    )
    assert nullable == value.type.endswith(" | None")
    assert nullable == str(value.check).startswith("_validators.nullable(")


@pytest.mark.parametrize(
    ("schema", "check", "expected"),
    [
        (TEXT | {"minLength": 1}, "one_line", "text(min_length=1, check=_validators.one_line)"),
        (TEXT, "base64", "text(check=_validators.base64)"),
        (TEXT | {"enum": ["a"]}, "one_line", "text(check=_validators.one_line)"),
        (
            {"type": "array", "items": TEXT},
            "one_line",
            "array(_validators.text(check=_validators.one_line))",
        ),
        ({"type": "object"}, "headers", "headers_of(lambda *_: None)"),
        (
            {"type": "object", "additionalProperties": TEXT},
            "headers",
            "headers_of(_validators.text())",
        ),
        (COUNT, "one_line", "number(integer=True)"),
    ],
)
def test_reviewed_check(schema: Any, check: str, expected: str) -> None:
    """A reviewed check is a part of the validator of the texts, or of the object, in a field."""
    assert f"_validators.{expected}" == value_of(schema, fresh(check=check)).check


def test_models_are_registered() -> None:
    """Each object with fields is registered under its class name."""
    direction = fresh()
    outer = {"type": "object", "properties": {"inner": OBJECT}}

    value_of({"oneOf": [outer, {"type": "array", "items": OBJECT}]}, direction)

    assert {"Box": outer, "BoxItem": OBJECT} == {
        name: schema for name, (schema, _) in direction.models.items()
    }


def test_shared_model() -> None:
    """An object of a named shape has the shared class and its name in errors."""
    direction = fresh(shared={shape_of(OBJECT, DIRECTION): "Shared"})

    value = value_of({"type": "array", "items": OBJECT | {"description": "Other"}}, direction)

    (registered,) = direction.models.items()
    name, (_, its) = registered
    assert ("Sequence[Shared]", "Shared", "Shared", "Shared") == (
        value.type,
        name,
        its.title,
        its.operation,
    )


def test_one_name_for_two_models() -> None:
    """Two shapes with the same class name are an error."""
    direction = fresh()
    value_of(OBJECT, direction)
    value_of(OBJECT | {"description": "Again"}, direction)

    with pytest.raises(GenerationError) as caught:
        value_of(OBJECT | {"required": ["id"]}, direction)

    assert ["Box would be the name of two models. Rename an operation."] == caught.value.problems
