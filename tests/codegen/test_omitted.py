"""Operations that the generator does not support: named, and left out on request."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from codegen.context import prepare
from codegen.spec import load_spec
from codegen.update import main
from codegen.validation import GenerationError
from tests.codegen.fixtures.places import JSON, LIST, RESPONSE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.codegen.fixtures.drafts import Draft
    from tests.codegen.fixtures.projects import Project

pytest_plugins = ["tests.codegen.fixtures.drafts", "tests.codegen.fixtures.projects"]

ADVICE = "To generate the others, add under omitted in codegen/operations.yaml:"
OR = "Or, to send and receive any JSON there, add to the entry of:"
ODD = {"GET /odd/{id}": "not supported"}
NODE = {"type": "object", "properties": {"child": {"$ref": "#/components/schemas/Node"}}}
TEXT = {"type": "string"}
EITHER = {
    "description": "One of two",
    "oneOf": [{"type": "object", "properties": {name: TEXT}} for name in ("b", "c")],
}


def responding(schema: Any, *, media_type: str = JSON) -> Any:
    """Return an operation whose response has a schema."""
    content = {media_type: {"schema": schema}}
    return {"responses": {"200": {"description": "OK", "content": content}}}


# Operations as comparable services describe them.
UNSUPPORTED: dict[str, Any] = {
    "a union of objects": responding({"type": "object", "properties": {"a": EITHER}}),
    "a recursive schema": responding({"$ref": "#/components/schemas/Node"}),
    "an upload": {
        "requestBody": {"content": {"multipart/form-data": {"schema": {"type": "object"}}}},
        "responses": {"200": {"description": "OK"}},
    },
    "an object in the query": {
        "parameters": [{"name": "a", "in": "query", "schema": {"type": "object"}}],
        "responses": {"200": {"description": "OK"}},
    },
    "a cookie": {
        "parameters": [{"name": "a", "in": "cookie", "schema": {"type": "string"}}],
        "responses": {"200": {"description": "OK"}},
    },
    "two security schemes": {
        "security": [{"firstKey": [], "secondKey": []}],
        "responses": {"200": {"description": "OK"}},
    },
    "another content": responding({"type": "object"}, media_type="application/xml"),
}


@pytest.fixture
def wide(wide_project: Project, tmp_path: Path) -> Project:
    """A copy of the wide project."""
    return evolve(wide_project, root=shutil.copytree(wide_project.root, tmp_path / "wide"))


@pytest.mark.parametrize("name", UNSUPPORTED)
def test_unsupported_operation(name: str, draft: Draft) -> None:
    """An unsupported operation is named with the line that leaves it out; then the rest passes."""
    draft.set(("components",), {"schemas": {"Node": NODE}})
    draft.set(("paths", "/odd/{id}"), {"get": UNSUPPORTED[name], "summary": "Odd"})

    with pytest.raises(GenerationError) as caught:
        prepare(draft.loaded(), draft.overrides)

    assert f"{ADVICE}\n  GET /odd/{{id}}: not supported" == caught.value.advice[0]
    assert "/odd/{id}" not in prepare(draft.loaded(ODD), draft.overrides)["paths"]


def test_free_form(draft: Draft) -> None:
    """An unsupported part has a line with which it is any JSON, as long as it is described."""
    draft.set((*RESPONSE, "properties", "either"), EITHER)
    draft.set((*RESPONSE, "properties", "rows", "items", "properties", "either"), EITHER)
    places = ["200.rows[].either", "200.either"]

    with pytest.raises(GenerationError) as caught:
        draft.prepared()
    assert f"{OR}\n  GET /things:\n    free_form: {json.dumps(places)}" == caught.value.advice[1]

    draft.override(("operations", "GET /things", "free_form"), places)
    fields = {one["wire"]: one for one in draft.model("ThingsListResult")["fields"]}
    assert ("Any", "One of two.") == (fields["either"]["type"], fields["either"]["about"])

    draft.set((*RESPONSE, "properties", "either"), ...)
    gone = "GET /things: free_form has 200.either, which is not described there."
    assert [f"{gone} Fix it in codegen/operations.yaml."] == draft.problems()


def test_operation_in_code(draft: Draft) -> None:
    """An operation that the package calls cannot be left out; its part may be any JSON."""
    draft.set((*RESPONSE, "properties", "either"), EITHER)
    draft.override(("operations", "GET /things", "relies_on"), {"received": {}})

    with pytest.raises(GenerationError) as caught:
        draft.prepared()

    assert caught.value.problems[-1] == (
        "GET /things cannot be left out. The package relies on it: change the code first."
    )
    text = "To send and receive any JSON there, add to the entry of:"
    free_form = '\n  GET /things:\n    free_form: ["200.either"]'
    assert [f"{text}{free_form}"] == caught.value.advice


def test_problem_in_no_part(draft: Draft) -> None:
    """An operation that is unsupported in another way as well has no such line."""
    draft.set((*LIST, "security"), [{"firstKey": [], "secondKey": []}])
    draft.set((*RESPONSE, "properties", "a"), EITHER)

    with pytest.raises(GenerationError) as caught:
        draft.prepared()

    assert [f"{ADVICE}\n  GET /things: not supported"] == caught.value.advice


def test_other_problems(tmp_path: Path) -> None:
    """Problems that are not those of operations have no such line."""
    document = {"openapi": "3.0.0", "info": {}, "paths": {"/a": {"get": {}}}}
    (tmp_path / "new.json").write_text(json.dumps(document))

    with pytest.raises(GenerationError) as caught:
        load_spec(tmp_path / "new.json")

    assert [] == caught.value.advice


def test_update(wide: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An update prints the line; once it is written, the other changes are made."""
    new = json.loads(wide.description.read_bytes())
    new["paths"]["/odd"] = {"get": UNSUPPORTED["an object in the query"]}
    new["info"]["version"] = "9"
    (tmp_path / "new.json").write_text(json.dumps(new))

    assert 1 == main([str(tmp_path / "new.json")], wide.root)
    _, advice = capsys.readouterr().err.split(ADVICE)
    assert "\n  GET /odd: not supported\nNothing was changed.\n" == advice

    wide.overrides.write_text(f"{wide.overrides.read_text()}\nomitted:\n  GET /odd: an object\n")
    assert 0 == main([str(tmp_path / "new.json")], wide.root)
    assert (0, new) == (wide.run("--check"), json.loads(wide.description.read_bytes()))
    assert "odd" not in str(wide.tree().keys())


def test_left_out_later(wide: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A known operation that is left out when it becomes unsupported breaks its callers."""
    new = json.loads(wide.description.read_bytes())
    body = new["paths"]["/things/{thingId}"]["patch"]["requestBody"]
    body["content"] = {"application/xml": {}}
    (tmp_path / "new.json").write_text(json.dumps(new))
    wide.replace(
        "codegen/operations.yaml",
        "  PATCH /things/{thingId}: {name: things.update}\n",
        "",
    )
    omitted = "omitted:\n  PATCH /things/{thingId}: its body is XML\n"
    wide.overrides.write_text(f"{wide.overrides.read_text()}\n{omitted}")

    assert 4 == main([str(tmp_path / "new.json"), "--exit-code"], wide.root)
    out = capsys.readouterr().out
    left_out = "  BREAKING left out, under omitted in codegen/operations.yaml\n"
    assert out.startswith(f"PATCH /things/{{thingId}}\n{left_out}")
    assert ": removed\n1 change, 1 of them breaks callers.\n" in out
    assert (0, new) == (wide.run("--check"), json.loads(wide.description.read_bytes()))

    assert 0 == main([str(tmp_path / "new.json"), "--exit-code"], wide.root)
    assert capsys.readouterr().out.endswith("Nothing was changed.\n")


def test_removed_though_left_out(
    wide: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An operation that the document has no more is removed, also if it is to be left out."""
    new = json.loads(wide.description.read_bytes())
    del new["paths"]["/things/{thingId}"]["patch"]
    (tmp_path / "new.json").write_text(json.dumps(new))
    wide.replace(
        "codegen/operations.yaml", "  PATCH /things/{thingId}: {name: things.update}\n", ""
    )
    omitted = "omitted:\n  PATCH /things/{thingId}: its body is XML\n"
    wide.overrides.write_text(f"{wide.overrides.read_text()}\n{omitted}")

    assert 4 == main([str(tmp_path / "new.json"), "--exit-code"], wide.root)
    assert "  BREAKING removed\n" in capsys.readouterr().out
