"""Comparing two documents place by place."""

import json
from pathlib import Path
from typing import Any

import pytest

from codegen.diff import changes_between, moved_operations
from codegen.spec import load_spec
from tests.codegen.fixtures.documents import (
    BASE,
    BODY,
    JSON,
    OPERATION,
    PARAMETERS,
    POST,
    RESPONSES,
    SCHEMA,
    TEXT,
    Place,
    changed,
    lines,
)

# A value at a place of the document, and the reported changes.
OTHERS: list[tuple[Place, Any, list[str]]] = [
    ((*OPERATION, "summary"), "Make", ['summary "Create a thing" -> "Make"']),
    ((*OPERATION, "deprecated"), True, ["deprecated false -> true"]),
    ((*OPERATION, "security"), [{"other": []}], ["BREAKING security firstKey -> other"]),
    ((*OPERATION, "security"), [], ["security firstKey -> none"]),
    (("security",), [{}, {"firstKey": []}], ["security firstKey -> none or firstKey"]),
    ((*OPERATION, "parameters", 0), ..., ["query limit: removed"]),
    ((*OPERATION, "parameters", 0, "name"), "n", ["query limit: renamed to n"]),
    (
        (*OPERATION, "parameters", 0, "in"),
        "header",
        ["query limit: removed", "header limit: added"],
    ),
    (
        (*OPERATION, "parameters", 0, "required"),
        True,
        ["query limit: required false -> true"],
    ),
    (
        (*OPERATION, "parameters", 0, "schema", "maximum"),
        8,
        ["BREAKING query limit: maximum 9 -> 8"],
    ),
    (BODY, ..., ["body: removed"]),
    ((*BODY, "description"), "A thing", ['body: description none -> "A thing"']),
    ((*BODY, "required"), True, ["body: required false -> true"]),
    ((*BODY, "content", JSON, "example"), {}, ["body: example none -> {}"]),
    (
        (*BODY, "content"),
        {"text/csv": {"schema": TEXT}},
        [f"body {JSON}: removed", "body text/csv: added"],
    ),
    (
        (*BODY, "content", JSON, "schema", "minProperties"),
        1,
        ["BREAKING body: minProperties none -> 1"],
    ),
    (
        (*BODY, "content", JSON, "schema", "anyOf"),
        [{"required": ["to"]}],
        ['BREAKING body: anyOf none -> [{"required": ["to"]}]'],
    ),
    (
        (*BODY, "content", JSON, "schema", "required"),
        [],
        ["body name: required true -> false"],
    ),
    (
        (*RESPONSES, "200", "content", JSON, "schema", "required"),
        [],
        ["response 200 name: required true -> false"],
    ),
    ((*RESPONSES, "201"), {"description": "Made"}, ["response 201: added"]),
    ((*RESPONSES, "200"), ..., ["response 200: removed"]),
    ((*RESPONSES, "404"), ..., ["response 404: removed"]),
    ((*RESPONSES, "404", "content"), {}, ["response 404: content none -> {}"]),
    (("info", "security"), True, ["info: security none -> true"]),
    (("info", "version"), "2", ['info: version "1" -> "2"']),
    (("servers",), [{"url": "/v1"}], ["BREAKING servers: url none -> /v1"]),
    (("servers",), [{"url": 1}, {}], []),
    (("paths", "/things", "summary"), ..., ['/things: summary "Things" -> none']),
    (("components",), 1, ["security scheme firstKey: removed"]),
    (("components",), ..., ["security scheme firstKey: removed"]),
    (
        ("components", "securitySchemes", "firstKey", "scheme"),
        "basic",
        ["BREAKING security scheme firstKey: scheme bearer -> basic"],
    ),
    (("components", "schemas"), {"Unused": TEXT}, []),
    (("paths", "/things", "post"), ..., ["removed"]),
    (("paths", "/other"), {"get": POST}, ["added"]),
]


@pytest.mark.parametrize(("place", "value", "expected"), OTHERS)
def test_change(place: Place, value: Any, expected: list[str]) -> None:
    """Changes of parameters, bodies, responses, operations and the document are reported."""
    assert expected == lines(BASE, changed(place, value))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"a": TEXT}, {"b": TEXT}, ["body a: renamed to b"]),
        (
            {"a": {"type": "array", "items": TEXT}},
            {"b": {"type": "array", "items": TEXT | {"format": "uri"}}},
            ["body a: removed", "body b: added"],
        ),
        (
            {"a": TEXT},
            {"b": TEXT, "c": TEXT},
            ["body a: removed", "body b: added", "body c: added"],
        ),
        (
            {"a": TEXT, "b": TEXT},
            {"c": TEXT},
            ["body a: removed", "body b: removed", "body c: added"],
        ),
        (
            {"a": TEXT},
            {"b": TEXT, "c": {"type": "integer"}},
            ["body a: renamed to b", "body c: added"],
        ),
        (
            {"a": {"type": "object", "properties": {"b": TEXT}}},
            {"a": {"type": "object"}, "b": TEXT},
            ["body a.b: removed", "body b: added"],
        ),
    ],
)
def test_renamed_field(old: Any, new: Any, expected: list[str]) -> None:
    """A removed field is renamed if exactly one added field equals it."""
    place = (*BODY, "content", JSON, "schema")
    schemas = ({"type": "object", "properties": fields} for fields in (old, new))

    assert expected == lines(*(changed(place, schema) for schema in schemas))


def test_variant() -> None:
    """Objects of a union are compared by the value that tells them apart."""
    kinds = ({"type": "string", "enum": [kind]} for kind in ("a", "b"))
    branches = [{"type": "object", "properties": {"kind": kind, "n": TEXT}} for kind in kinds]
    old = changed((*BODY, "content", JSON, "schema", "properties", "one"), {"oneOf": branches})
    place = (*BODY, "content", JSON, "schema", "properties", "one", "oneOf", 0, "properties", "n")
    new = changed(place, {"type": "integer"}, old)

    assert ["body one(a).n: type string -> integer"] == lines(old, new)


def test_order() -> None:
    """A different order of fields, parameters or values is not a change."""
    values = (*BODY, "content", JSON, "schema", "properties", "state", "enum")
    new = changed(values, ["off", "on"])
    new = changed((*OPERATION, "parameters"), PARAMETERS[::-1], new)

    assert [] == changes_between(BASE, json.loads(json.dumps(new, sort_keys=True)))


def test_reference(tmp_path: Path) -> None:
    """Targets of $refs are compared, not their location."""
    holder = (*BODY, "content", JSON, "schema")
    moved = changed(holder, {"$ref": "#/components/schemas/Thing"})
    moved = changed(("components", "schemas"), {"Thing": SCHEMA}, moved)
    file = tmp_path / "moved.json"
    file.write_text(json.dumps(moved))

    assert [] == changes_between(BASE, load_spec(file))


@pytest.mark.parametrize(
    "operation",
    [
        POST,
        POST | {"summary": "Make"},
        POST | {"parameters": []},
    ],
)
def test_moved_operation(operation: Any) -> None:
    """An operation with another method or path is not one that was removed."""
    new = changed(("paths", "/things"), {"summary": "Things"})
    new = changed(("paths", "/stuff"), {"put": operation}, new)
    moves = [one for one in changes_between(BASE, new) if one.text.startswith("moved")]

    assert {"POST /things": "PUT /stuff"} == moved_operations(BASE, new)
    assert [("POST /things", "moved to PUT /stuff")] == [(one.where, one.text) for one in moves]
    assert "removed" not in lines(BASE, new)


def test_moved_operation_with_an_id() -> None:
    """The operationId identifies an operation among several of equal content."""
    old = changed((*OPERATION, "operationId"), "make")
    old = changed(("paths", "/others"), {"post": POST | {"operationId": "other"}}, old)
    new = changed(("paths",), {"/b": {"post": POST | {"operationId": "make"}}}, old)

    assert {"POST /things": "POST /b"} == moved_operations(old, new)


def test_ambiguous_move() -> None:
    """If two operations may be the one that moved, none did."""
    old = changed(("paths", "/others"), {"post": POST})
    new = changed(("paths",), {"/b": {"post": POST}}, old)

    assert {} == moved_operations(old, new)


def test_renamed_security_scheme() -> None:
    """A security scheme with another name is one change, and breaks nothing."""
    scheme = {"type": "http", "scheme": "bearer"}
    new = changed(("components", "securitySchemes"), {"mainKey": scheme})
    new = changed(("security",), [{"mainKey": []}], new)

    assert ["security scheme firstKey: renamed to mainKey"] == lines(BASE, new)


def test_large_enum() -> None:
    """Of many values, some are listed, and the rest are counted."""
    values = ("state", "enum")
    place = (*BODY, "content", JSON, "schema", "properties", *values)
    new = changed(place, ["on", "off", *(f"s{number}" for number in range(3000))])

    assert ['body state: enum values "s0", "s1", "s2", "s3", "s4" and 2995 more added'] == lines(
        BASE, new
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"schema": TEXT}, "response 404 content.application/json.schema: added"),
        ({}, "response 404 content.application/json.example: removed"),
        ({"example": 2}, "response 404 content.application/json.example: 1 -> 2"),
        ({"example": "a" * 99}, "response 404 content.application/json.example: changed"),
    ],
)
def test_content_of_an_error(content: Any, expected: str) -> None:
    """A change inside the content of an error is reported at its place."""
    place = (*RESPONSES, "404", "content")
    old = changed(place, {JSON: {"example": 1, "x-same": 1}})
    new = changed(place, {JSON: {"x-same": 1, **content}}, old)

    assert expected in lines(old, new)


def test_required_field_without_schema() -> None:
    """A field that is required and not described is reported."""
    new = changed((*BODY, "content", JSON, "schema", "required"), ["name", "other"])

    assert ["body other: added, and required"] == lines(BASE, new)


@pytest.mark.parametrize(
    ("urls", "is_breaking"), [(["/b", "/a"], False), (["/a", "/b"], False), (["/b"], True)]
)
def test_servers(urls: list[str], is_breaking: bool) -> None:
    """Other servers break callers unless the one in use is still among them."""
    old, new = (changed(("servers",), [{"url": url} for url in some]) for some in (["/a"], urls))
    (line,) = lines(old, new)

    assert is_breaking == line.startswith("BREAKING servers: url /a -> ")


REGION = {"default": "us", "enum": ["us", "eu"]}


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        ({"url": "/{region}", "variables": {"region": REGION}}, ["servers: url /us -> /us /eu"]),
        ({"url": "/{a}{b}", "variables": {"a": {"default": "u"}, "b": {"default": "s"}}}, []),
        (
            {"url": "/{region}", "variables": {"region": {"enum": "us"}, "port": 1}},
            ["BREAKING servers: url /us -> /{region}"],
        ),
    ],
)
def test_variables_of_a_server(server: Any, expected: list[str]) -> None:
    """A server with variables has the URL of their defaults, and others beside it."""
    old, new = (changed(("servers",), [one]) for one in ({"url": "/us"}, server))

    assert expected == lines(old, new)
