"""The command that replaces the document and the tree, or changes nothing."""

from __future__ import annotations

import json
import re
import runpy
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from codegen.generate import TREE
from codegen.update import main
from tests.codegen.fixtures.documents import JSON, TEXT, Place, changed
from tests.raw_server import playing, respond_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.codegen.fixtures.projects import Project

    Said = tuple[str, str]
    Refusal = Callable[[str], Said]

pytest_plugins = ["tests.codegen.fixtures.projects"]

PATCH: Place = ("paths", "/things/{thingId}", "patch")
SCHEMA: Place = (*PATCH, "requestBody", "content", JSON, "schema")
WHERE = "PATCH /things/{{thingId}}"
DONE = {"responses": {"200": {"description": "Done"}}}


@pytest.fixture
def wide(wide_project: Project, tmp_path: Path) -> Project:
    """A copy of the wide project."""
    return evolve(wide_project, root=shutil.copytree(wide_project.root, tmp_path / "wide"))


@pytest.fixture
def failure(wide: Project, capsys: pytest.CaptureFixture[str]) -> Refusal:
    """Run the command, which must fail without changes, and return both outputs."""

    def run(spec: str) -> Said:
        before = bytes_of(wide)
        status = main([spec], wide.root)
        reported = capsys.readouterr()

        assert (1, before) == (status, bytes_of(wide))
        assert reported.err.endswith("\nNothing was changed.\n")
        assert [] == list((wide.root / "build").glob("scratch-*"))
        said = re.sub(r"^(Reading .+|Generating the code) \.\.\.\n", "", reported.err, flags=re.M)
        return reported.out, said.removesuffix("Nothing was changed.\n")

    return run


def bytes_of(project: Project) -> dict[str, bytes]:
    """Return the bytes of everything that the command may change."""
    return project.tree() | {"": project.description.read_bytes()}


def document_of(project: Project) -> Any:
    """Return the document of a project."""
    return json.loads(project.description.read_bytes())


def spec_of(document: Any, folder: Path) -> str:
    """Write a document to a file, and return its path."""
    file = folder / "new.json"
    file.write_text(json.dumps(document))
    return str(file)


def test_update(wide: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new document is written as received, together with the generated tree."""
    place = (*SCHEMA, "properties", "größe")
    new = changed(place, {"$ref": "#/components/schemas/Größe"}, document_of(wide))
    new = changed(("components",), {"schemas": {"Größe": TEXT}}, new)
    status = main([spec_of(new, tmp_path)], wide.root)
    reported = capsys.readouterr().out

    assert (0, 0) == (status, wide.run("--check"))
    assert f"{json.dumps(new, indent=2, ensure_ascii=False)}\n" == wide.description.read_text()
    assert [] == list((wide.root / "build").glob("scratch-*"))
    assert (
        "PATCH /things/{thingId} (things.update)\n"
        "  body größe: added\n"
        "1 change, none of them breaks callers.\n"
        f"openapi.json and {TREE} are replaced. Next: review them with git diff,\n"
        "run make check, fix what type checkers point at, and commit the two by themselves.\n"
    ) == reported


@pytest.mark.parametrize(
    ("place", "value", "status", "result"),
    [
        (("openapi",), "3.0.0", 0, "unchanged"),
        (("info", "version"), "9", 3, "changed"),
        ((*SCHEMA, "required"), ["label"], 4, "breaking"),
        (("paths", "/extras"), {"get": DONE}, 1, "refused"),
    ],
)
def test_exit_code(
    place: Place,
    value: Any,
    status: int,
    result: str,
    wide: Project,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """For scripts, the exit status and the report as JSON say what came of it."""
    spec = spec_of(changed(place, value, document_of(wide)), tmp_path)

    assert status == main([spec, "--exit-code", "--format", "json"], wide.root)
    report = json.loads(capsys.readouterr().out)
    assert (result, status == 1) == (report["result"], bool(report["problems"]))
    assert (status != 0) == bool(report["changes"])


def test_breaking_change(wide: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What breaks in the code of callers stands below its cause, and does not stop the update."""
    new = changed((*SCHEMA, "required"), ["label"], document_of(wide))

    assert 0 == main([spec_of(new, tmp_path)], wide.root)
    assert capsys.readouterr().out.startswith(
        "PATCH /things/{thingId} (things.update)\n"
        "  BREAKING body label: required false -> true\n"
        "    things.update(label): required\n"
        "1 change, 1 of them breaks callers.\n"
    )


def test_moved_operation(
    wide: Project, tmp_path: Path, failure: Refusal, capsys: pytest.CaptureFixture[str]
) -> None:
    """The entry of an operation that moved is to be kept, under its new key."""
    new = document_of(wide)
    new["paths"]["/moved/{thingId}"] = {"patch": new["paths"]["/things/{thingId}"].pop("patch")}
    out, err = failure(spec_of(new, tmp_path))

    assert "PATCH /things/{thingId} (things.update)\n  moved to PATCH /moved/{thingId}\n" in out
    assert (
        "PATCH /things/{thingId} moved to PATCH /moved/{thingId}. Change its key under operations "
        "in codegen/operations.yaml:\n  PATCH /moved/{thingId}:\n"
    ) == err

    key = "PATCH /things/{thingId}:"
    wide.replace("codegen/operations.yaml", key, "PATCH /moved/{thingId}:")
    assert 0 == main([spec_of(new, tmp_path)], wide.root)
    assert capsys.readouterr().out.startswith(
        "PATCH /things/{thingId} (things.update)\n  moved to PATCH /moved/{thingId}\n1 change, "
    )


def test_renamed_path_parameter(
    wide: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What an operation that moved breaks stands below its changes."""
    new = document_of(wide)
    moved = {"patch": new["paths"]["/things/{thingId}"].pop("patch")}
    moved["patch"]["parameters"][0]["name"] = "ident"
    new["paths"]["/things/{ident}"] = moved
    key = "PATCH /things/{thingId}:"
    wide.replace("codegen/operations.yaml", key, "PATCH /things/{ident}:")

    assert 0 == main([spec_of(new, tmp_path)], wide.root)
    assert capsys.readouterr().out.startswith(
        "PATCH /things/{thingId} (things.update)\n"
        "  moved to PATCH /things/{ident}\n"
        "  BREAKING path thingId: renamed to ident\n"
        "    things.update(ident): new, and required\n"
        "    things.update(thing_id): removed\n"
        "2 changes, 1 of them breaks callers.\n"
    )


def test_operation_in_code(wide: Project, tmp_path: Path, failure: Refusal) -> None:
    """An operation that cannot be loaded is not advised to be left out if the package calls it."""
    entry = "PATCH /things/{thingId}: {"
    code = "relies_on: {sent: {label: string}}, "
    wide.replace("codegen/operations.yaml", entry, entry + code)
    content: Place = (*PATCH, "requestBody", "content")
    new = changed(content, {"application/xml": {}}, document_of(wide))
    _, err = failure(spec_of(new, tmp_path))

    assert err.endswith(
        "has application/xml, which is not supported.\nPATCH /things/{thingId} cannot be left out. "
        "The package relies on it: change the code first.\n"
    )


def test_equal_document(wide: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A different order alone changes nothing."""
    spec = tmp_path / "new.json"
    spec.write_text(json.dumps(document_of(wide), sort_keys=True))
    before = bytes_of(wide)
    status = main([str(spec)], wide.root)

    assert (0, before) == (status, bytes_of(wide))
    assert "This describes what openapi.json describes. Nothing was changed.\n" == (
        capsys.readouterr().out
    )


def test_corrections(wide: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new document loses no correction; marks without ground are named."""
    lines = "PATCH /things/{thingId}:\n  corrections: {body extra: {add: {type: boolean}}}\n"
    wide.corrections.write_text(wide.corrections.read_text() + lines)
    assert 0 == wide.run()
    new = document_of(wide)
    query = new["paths"]["/things"]["get"]["parameters"]
    query[:] = [one for one in query if one["name"] != "guessed"]
    status = main([spec_of(new, tmp_path)], wide.root)
    reported = capsys.readouterr().out

    assert (0, 0, new) == (status, wide.run("--check"), document_of(wide))
    assert "\n  BREAKING query guessed: removed\n" in reported
    assert (
        "\nGET /things: inferred has query guessed, which is not described. "
        "Remove it from codegen/corrections.yaml.\n"
    ) in reported
    assert "extra: " in (wide.root / TREE / "models/things_update_request.py").read_text()


def test_six_changes(wide: Project, tmp_path: Path, failure: Refusal) -> None:
    """Changes are reported even if the overrides need an entry first."""
    new = document_of(wide)
    paths = new["paths"]
    paths["/extras"] = {"get": DONE}
    del paths["/things/{thingId}"]["delete"]
    posted = paths["/things"]["post"]["requestBody"]["content"][JSON]["schema"]["properties"]
    posted["state"]["enum"].append("idle")
    posted["count"]["default"] = 6
    patched = paths["/things/{thingId}"]["patch"]["requestBody"]["content"][JSON]["schema"]
    patched["properties"] |= {"title": patched["properties"].pop("label"), "reason": TEXT}
    patched["required"] = ["reason"]
    out, err = failure(spec_of(new, tmp_path))

    assert (
        "POST /things (things.create)\n"
        '  body state: enum value "idle" added\n'
        "  body count: default 5 -> 6\n"
        "DELETE /things/{thingId} (things.delete)\n"
        "  removed\n"
        "PATCH /things/{thingId} (things.update)\n"
        "  body label: renamed to title\n"
        "  body reason: added, and required\n"
        "GET /extras\n"
        "  added\n"
        "6 changes. All that breaks callers is known once the code can be generated.\n"
    ) == out
    assert (
        "GET /extras has no name. Add under operations in codegen/operations.yaml:\n"
        "  GET /extras: {name: extras.list}\n"
        "DELETE /things/{thingId} is named but not described. Remove it from "
        "codegen/operations.yaml, or correct its path.\n"
    ) == err


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (("openapi",), "2.0", "{spec}: openapi must be 3.0 or 3.1, and it is '2.0'.\n"),
        (("paths",), [], "{spec} > paths: [] is not of type 'object'.\n"),
        (
            SCHEMA,
            {"$ref": "#/components/schemas/Thing"},
            f"{WHERE}: The target of the $ref #/components/schemas/Thing does not exist.\n",
        ),
        (
            (*PATCH, "responses", "200"),
            ...,
            "PATCH /things/{{thingId}} describes no success: a 2xx response is needed.\n",
        ),
        (
            (*SCHEMA, "properties", "thingId"),
            TEXT,
            "PATCH /things/{{thingId}}: thing_id would be the name of 2 arguments.\n",
        ),
        (
            (*PATCH, "requestBody", "content"),
            {"text/html": {"schema": TEXT}},
            "{spec} > paths > /things/{{thingId}} > patch > requestBody > content has text/html, ",
        ),
    ],
)
def test_invalid_document(
    place: Place, value: Any, message: str, wide: Project, tmp_path: Path, failure: Refusal
) -> None:
    """Problems of a new document are reported with the given source."""
    spec = spec_of(changed(place, value, document_of(wide)), tmp_path)

    assert failure(spec)[1].startswith(message.format(spec=spec))


def test_missing_file(failure: Refusal) -> None:
    """A missing file is reported."""
    assert ("", "no.json cannot be read: No such file or directory.\n") == failure("no.json")


def test_invalid_download(failure: Refusal) -> None:
    """Problems of a downloaded document are reported with the URL."""
    with playing(respond_json(200, [])) as server:
        url = server.base_url

        assert ("", f"{url}: openapi must be 3.0 or 3.1, and it has none.\n") == failure(url)


def test_invalid_current_document(wide: Project, tmp_path: Path, failure: Refusal) -> None:
    """Problems of the current openapi.json are not reported as those of the new document."""
    spec = spec_of(document_of(wide), tmp_path)
    wide.description.write_text("{")
    out, err = failure(spec)

    assert "" == out
    assert err.startswith("The current openapi.json is not JSON: ")


def test_failed_replacement(wide: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the tree cannot be replaced, the document is not replaced either."""
    before = bytes_of(wide)
    source = spec_of(changed(("info", "version"), "2", document_of(wide)), tmp_path)
    monkeypatch.setattr("codegen.update.replace", lambda tree, fresh: (tree / "gone").unlink())

    with pytest.raises(FileNotFoundError):
        main([source], wide.root)

    assert before == bytes_of(wide)


def test_help(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The module is a command with a help text."""
    monkeypatch.setattr(sys, "argv", ["codegen.update", "--help"])
    monkeypatch.delitem(sys.modules, "codegen.update")

    with pytest.raises(SystemExit) as caught:
        runpy.run_module("codegen.update", run_name="__main__")

    assert 0 == caught.value.code
    text = capsys.readouterr().out
    assert "the path or the URL of a document" in text
    assert all(f"\n  {status}  " in text for status in range(5))
