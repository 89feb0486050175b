"""Comparing two documents place by place."""

import json
from pathlib import Path
from typing import Any

import pytest

from codegen.diff import changes_between, report
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

WIDE = Path(__file__).parent / "fixtures/wide.json"
# A value at a place of the document, and the reported changes.
OTHERS: list[tuple[Place, Any, list[str]]] = [
    ((*OPERATION, "summary"), "Make", ['summary "Create a thing" -> "Make"']),
    ((*OPERATION, "deprecated"), True, ["deprecated false -> true"]),
    ((*OPERATION, "security"), [{"other": []}], ["BREAKING security firstKey -> other"]),
    ((*OPERATION, "security"), [], ["security firstKey -> none"]),
    (("security",), [{}, {"firstKey": []}], ["security firstKey -> none or firstKey"]),
    ((*OPERATION, "parameters", 0), ..., ["BREAKING query limit: removed"]),
    ((*OPERATION, "parameters", 0, "name"), "n", ["BREAKING query limit: renamed to n"]),
    (
        (*OPERATION, "parameters", 0, "in"),
        "header",
        ["BREAKING query limit: removed", "header limit: added"],
    ),
    (
        (*OPERATION, "parameters", 0, "required"),
        True,
        ["BREAKING query limit: required false -> true"],
    ),
    (
        (*OPERATION, "parameters", 0, "schema", "maximum"),
        8,
        ["BREAKING query limit: maximum 9 -> 8"],
    ),
    (BODY, ..., ["BREAKING body: removed"]),
    ((*BODY, "description"), "A thing", ['body: description none -> "A thing"']),
    ((*BODY, "required"), True, ["BREAKING body: required false -> true"]),
    ((*BODY, "content", JSON, "example"), {}, ["body: example none -> {}"]),
    (
        (*BODY, "content"),
        {"text/csv": {"schema": TEXT}},
        [f"BREAKING body {JSON}: removed", "body text/csv: added"],
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
        ["BREAKING response 200 name: required true -> false"],
    ),
    ((*RESPONSES, "201"), {"description": "Made"}, ["response 201: added"]),
    ((*RESPONSES, "200"), ..., ["BREAKING response 200: removed"]),
    ((*RESPONSES, "404"), ..., ["response 404: removed"]),
    ((*RESPONSES, "404", "content"), {}, ["response 404: content none -> {}"]),
    (("info", "security"), True, ["info: security none -> true"]),
    (("info", "version"), "2", ['info: version "1" -> "2"']),
    (("servers",), [], ["servers none -> []"]),
    (("paths", "/things", "summary"), ..., ['/things: summary "Things" -> none']),
    (("components",), 1, ["security scheme firstKey: removed"]),
    (("components",), ..., ["security scheme firstKey: removed"]),
    (
        ("components", "securitySchemes", "firstKey", "scheme"),
        "basic",
        ["BREAKING security scheme firstKey: scheme bearer -> basic"],
    ),
    (("components", "schemas"), {"Unused": TEXT}, []),
    (("paths", "/things", "post"), ..., ["BREAKING removed"]),
    (("paths", "/other"), {"get": POST}, ["added"]),
]


@pytest.mark.parametrize(("place", "value", "expected"), OTHERS)
def test_change(place: Place, value: Any, expected: list[str]) -> None:
    """Changes of parameters, bodies, responses, operations and the document are reported."""
    assert expected == lines(BASE, changed(place, value))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"a": TEXT}, {"b": TEXT}, ["BREAKING body a: renamed to b"]),
        (
            {"a": {"type": "array", "items": TEXT}},
            {"b": {"type": "array", "items": TEXT | {"format": "uri"}}},
            ["BREAKING body a: removed", "body b: added"],
        ),
        (
            {"a": TEXT},
            {"b": TEXT, "c": TEXT},
            ["BREAKING body a: removed", "body b: added", "body c: added"],
        ),
        (
            {"a": TEXT, "b": TEXT},
            {"c": TEXT},
            ["BREAKING body a: removed", "BREAKING body b: removed", "body c: added"],
        ),
        (
            {"a": TEXT},
            {"b": TEXT, "c": {"type": "integer"}},
            ["BREAKING body a: renamed to b", "body c: added"],
        ),
        (
            {"a": {"type": "object", "properties": {"b": TEXT}}},
            {"a": {"type": "object"}, "b": TEXT},
            ["BREAKING body a.b: removed", "body b: added"],
        ),
    ],
)
def test_renamed_field(old: Any, new: Any, expected: list[str]) -> None:
    """A removed field is renamed if exactly one added field equals it."""
    place = (*BODY, "content", JSON, "schema")
    schemas = ({"type": "object", "properties": fields} for fields in (old, new))

    assert expected == lines(*(changed(place, schema) for schema in schemas))


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


def test_report() -> None:
    """The report groups changes by operation, with its public name and a summary."""
    old = changed((*OPERATION, "parameters", 0, "name"), "list\x1b[2J\u202e")
    new = changed((*OPERATION, "parameters", 0, "name"), "n", changed(("info", "version"), "2"))
    changes = changes_between(old, new)

    assert [
        "The document",
        '  info: version "1" -> "2"',
        "POST /things (things.create)",
        "  BREAKING query list\\x1b[2J\\u202e: renamed to n",
        "2 changes, 1 of them breaks callers.",
    ] == list(report(changes, {"POST /things": {"name": "things.create"}}))


@pytest.mark.parametrize(
    ("removed", "summary"),
    [
        ([(*RESPONSES, "404")], "1 change, none of them breaks callers."),
        ([BODY, (*RESPONSES, "200")], "2 changes, 2 of them break callers."),
    ],
)
def test_summary(removed: list[Place], summary: str) -> None:
    """The summary is grammatical for every count."""
    new = BASE
    for place in removed:
        new = changed(place, ..., new)

    assert summary == list(report(changes_between(BASE, new), {}))[-1]


def test_six_changes() -> None:
    """Six changes of a complete document are reported as exactly six."""
    old = load_spec(WIDE)
    new = load_spec(WIDE)
    paths = new["paths"]
    paths["/extras"] = {"get": paths["/parts"]["get"]}
    del paths["/things/{thingId}"]["delete"]
    created = paths["/things"]["post"]["requestBody"]["content"][JSON]["schema"]["properties"]
    created["state"]["enum"].append("idle")
    patched = paths["/things/{thingId}"]["patch"]["requestBody"]["content"][JSON]["schema"]
    patched["properties"]["title"] = patched["properties"].pop("label")
    patched["properties"]["reason"] = TEXT
    patched["required"] = ["reason"]
    listed = next(one for one in paths["/things"]["get"]["parameters"] if one["name"] == "page")
    listed["schema"]["default"] = 1

    assert [
        "GET /things (things.list)",
        "  query page: default 2 -> 1",
        "POST /things",
        '  body state: enum value "idle" added',
        "DELETE /things/{thingId}",
        "  BREAKING removed",
        "PATCH /things/{thingId}",
        "  BREAKING body label: renamed to title",
        "  BREAKING body reason: added",
        "GET /extras",
        "  added",
        "6 changes, 3 of them break callers.",
    ] == list(report(changes_between(old, new), {"GET /things": {"name": "things.list"}}))
