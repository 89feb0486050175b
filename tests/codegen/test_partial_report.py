"""The report of a document that cannot be loaded whole: the problem, and what else changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from codegen.update import main
from tests.codegen.fixtures.documents import JSON, TEXT, Place, changed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.codegen.fixtures.projects import Project

pytest_plugins = ["tests.codegen.fixtures.projects"]

DONE = {"responses": {"200": {"description": "Done"}}}
GONE = {"$ref": "#/components/schemas/Gone"}
CHANGES = (
    "POST /things (things.create)\n"
    '  BREAKING body state: enum value "off" removed\n'
    "DELETE /things/{thingId} (things.delete)\n"
    "  removed\n"
    "PATCH /things/{thingId} (things.update)\n"
    "  body label: required false -> true\n"
    "3 changes. All that breaks callers is known once the code can be generated.\n"
)


def posting(schema: Any, media_type: str = JSON) -> Any:
    """Return an operation whose body has a schema."""
    return DONE | {"requestBody": {"content": {media_type: {"schema": schema}}}}


def body(field: Any) -> Any:
    """Return an operation whose body has one field."""
    return posting({"type": "object", "properties": {"a": field}})


# What is put under paths, the operations that cannot be loaded, and the beginning of each problem.
FAULTS: dict[str, tuple[dict[str, Any], list[str], list[str]]] = {
    "a missing $ref": (
        {"/new": {"post": body(GONE)}},
        ["POST /new"],
        ["POST /new: The target of the $ref #/components/schemas/Gone does not exist."],
    ),
    "a malformed schema": (
        {"/new": {"post": body({"type": "txt"})}},
        ["POST /new"],
        ["{spec} > paths > /new > post > requestBody > content > application/json > schema > "],
    ),
    "another content": (
        {"/new": {"post": posting(TEXT, "application/xml")}},
        ["POST /new"],
        ["{spec} > paths > /new > post > requestBody > content has application/xml, "],
    ),
    "a missing $ref of a path": (
        {"/new": {"parameters": [GONE], "post": DONE, "get": DONE}},
        ["GET /new", "POST /new"],
        ["GET /new: The target of the $ref", "POST /new: The target of the $ref"],
    ),
    "a key of a path": (
        {"/new": {"other": 1, "get": DONE}},
        ["GET /new"],
        ["{spec} > paths > /new has other, which is not supported."],
    ),
    "several": (
        {"/new": {"get": DONE | {"parameters": [GONE]}}, "/newer": {"get": DONE | {"other": 1}}},
        ["GET /new", "GET /newer"],
        [
            "GET /new: The target of the $ref",
            "{spec} > paths > /newer > get has other, which is not supported.",
        ],
    ),
}


def write(project: Project, faults: dict[str, Any], folder: Path) -> str:
    """Write a document with three changes and some faults; return its path."""
    document = json.loads(project.description.read_bytes())
    schema = ("requestBody", "content", JSON, "schema")
    state: Place = ("paths", "/things", "post", *schema, "properties", "state", "enum")
    document = changed(state, ["on"], document)
    document = changed(
        ("paths", "/things/{thingId}", "patch", *schema, "required"), ["label"], document
    )
    document = changed(("paths", "/things/{thingId}", "delete"), ..., document)
    document["paths"] |= faults
    (folder / "new.json").write_text(json.dumps(document))
    return str(folder / "new.json")


@pytest.mark.parametrize("name", FAULTS)
def test_partial_report(
    name: str, wide_project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The problems name what to leave out; the changes of the rest are reported nevertheless."""
    faults, left_out, problems = FAULTS[name]
    spec = write(wide_project, faults, tmp_path)
    before = wide_project.tree() | {"": wide_project.description.read_bytes()}
    status = main([spec], wide_project.root)
    out, err = capsys.readouterr()
    _, *lines = err.splitlines()
    number = len(problems)

    assert (1, before) == (
        status,
        wide_project.tree() | {"": wide_project.description.read_bytes()},
    )
    assert CHANGES == out
    for problem, line in zip(problems, lines[:number], strict=True):
        assert line.startswith(problem.format(spec=spec))
    assert [
        "To generate the others, add under omitted in codegen/operations.yaml:",
        *(f"  {where}: not supported" for where in left_out),
        "Nothing was changed.",
    ] == lines[number:]

    assert 1 == main([spec, "--format", "json", "--exit-code"], wide_project.root)
    report = json.loads(capsys.readouterr().out)
    assert "refused" == report["result"]
    assert lines[:-1] == "\n".join(report["problems"]).splitlines()
    assert [("body state", True), ("", None), ("body label", None)] == [
        (one["place"], one["breaking"]) for one in report["changes"]
    ]


def test_problem_of_the_document(
    wide_project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A problem that is of no operation leaves nothing to report, beside those found before."""
    faults = FAULTS["a missing $ref"][0] | {"/none": 1}

    assert 1 == main([write(wide_project, faults, tmp_path)], wide_project.root)
    out, err = capsys.readouterr()
    assert "" == out
    assert "POST /new: The target of the $ref" in err
    assert "> paths > /none: 1 is not of type 'object'." in err
