"""The command: it writes or compares a complete tree, or changes nothing."""

from __future__ import annotations

import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codegen.generate import (
    ROOT,
    TREE,
    differences,
    files_of,
    main,
    missing_operations,
    overwritten_models,
    replace,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.codegen.fixtures.projects import Project

pytest_plugins = ["tests.codegen.fixtures.projects"]

MODEL = "models/things_create_result.py"
FIELDS = (
    *("paths", "/things", "post", "requestBody"),
    *("content", "application/json", "schema", "properties"),
)


@pytest.fixture
def trees(small_project: Project, tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of a tree."""
    copies = (tmp_path / "fresh", tmp_path / "committed")
    for copy in copies:
        shutil.copytree(small_project.root / TREE, copy)
    return copies


def test_committed_tree(capsys: pytest.CaptureFixture[str]) -> None:
    """The committed tree equals the tree generated from openapi.json."""
    status = main(["--check"])

    assert (status, capsys.readouterr().err) == (0, "")


def test_help(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The module is a command with a help text."""
    monkeypatch.setattr(sys, "argv", ["codegen.generate", "--help"])
    monkeypatch.delitem(sys.modules, "codegen.generate")

    with pytest.raises(SystemExit) as caught:
        runpy.run_module("codegen.generate", run_name="__main__")

    assert caught.value.code == 0
    assert "compare, write nothing" in capsys.readouterr().out


def test_missing_tree(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing tree is written again, and nothing else."""
    committed = project.tree()
    shutil.rmtree(project.root / TREE)

    status = project.run()

    assert (status, project.tree()) == (0, committed)
    assert capsys.readouterr().out == f"{TREE}: 1 operations, {len(committed)} files\n"
    assert list((project.root / "build").glob("scratch-*")) == []


def test_problems(project: Project, failure: Callable[..., str]) -> None:
    """Problems are printed one by one, and nothing is changed."""
    project.replace("codegen/operations.yaml", "things.create", "things.Create")
    project.set((*FIELDS, "text", "minimum"), 1)

    assert failure() == (
        "POST /things body.text: minimum of string would be dropped.\n"
        "The name 'things.Create' is not of the form resource.verb in snake case. "
        "Fix it in codegen/operations.yaml.\n"
        "To generate the others, add under omitted in codegen/operations.yaml:\n"
        "  POST /things: not supported\n"
        "Or, to send and receive any JSON there, add to the entry of:\n"
        "  POST /things:\n"
        '    free_form: ["body.text"]\n'
        "Nothing was changed.\n"
    )


def test_operation_in_code(project: Project, failure: Callable[..., str]) -> None:
    """An operation that cannot be loaded is not advised to be left out if the package calls it."""
    name = "name: things.create\n"
    project.replace("codegen/operations.yaml", name, f"{name}    relies_on: {{}}\n")
    project.set((*FIELDS[:4], "content"), {"application/xml": {}})
    reported = failure()

    assert "has application/xml, which is not supported." in reported
    assert "POST /things cannot be left out. The package relies on it" in reported
    assert "under omitted" not in reported


def test_broken_tree(project: Project) -> None:
    """A broken tree can be generated again, from any folder, in the C locale."""
    committed = project.tree()
    for file in (project.root / TREE).rglob("*.py"):
        file.write_text("broken = = True")
    ours = shutil.ignore_patterns("operations.yaml", "__pycache__")
    shutil.copytree(ROOT / "codegen", project.root / "codegen", dirs_exist_ok=True, ignore=ours)
    for file in (ROOT / "jetemail_api_client").glob("*.py"):
        shutil.copy(file, project.root / "jetemail_api_client")
    shutil.copytree(
        ROOT / "jetemail_api_client/_runtime", project.root / "jetemail_api_client/_runtime"
    )
    environment = {"PYTHONPATH": str(project.root), "LC_ALL": "C", "PYTHONHASHSEED": "7"}

    subprocess.run(
        [sys.executable, "-B", "-m", "codegen.generate"], cwd="/", env=environment, check=True
    )

    assert project.tree().items() >= committed.items()


def test_check_of_a_changed_tree(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """--check prints every difference, fails, and changes nothing."""
    tree = project.root / TREE
    (tree / "client.py").unlink()
    (tree / MODEL).write_text("changed")
    (tree / "added.txt").touch()
    before = project.tree()

    status = project.run("--check")

    assert (status, project.tree()) == (1, before)
    assert capsys.readouterr().err == (
        "not generated: added.txt\n"
        "missing: client.py\n"
        f"different: {MODEL}\n"
        "Run make generate, and commit what it writes.\n"
    )


def test_no_differences(trees: tuple[Path, Path]) -> None:
    """Trees of equal bytes do not differ; Python's caches are ignored."""
    fresh, committed = trees
    (committed / "api/__pycache__").mkdir()
    (committed / "api/__pycache__/list.pyc").touch()

    assert list(differences(fresh, committed)) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda tree: (tree / MODEL).write_text("x"), f"different: {MODEL}"),
        (lambda tree: (tree / MODEL).unlink(), f"missing: {MODEL}"),
        (lambda tree: (tree / "api/new.py").touch(), "not generated: api/new.py"),
        (lambda tree: (tree / ".hidden").touch(), "not generated: .hidden"),
    ],
)
def test_difference(trees: tuple[Path, Path], change: Callable[[Path], object], found: str) -> None:
    """A file that is changed, missing or added is a difference."""
    fresh, committed = trees
    change(committed)

    assert list(differences(fresh, committed)) == [found]


@pytest.mark.parametrize(
    ("described", "problems"),
    [
        (["things.create"], []),
        ([], ["api/things/create.py: 0 operations described, 1 generated."]),
        (
            ["things.create", "things.list"],
            ["api/things/list_.py: 1 operations described, 0 generated."],
        ),
        (
            ["things.create", "things.create"],
            ["api/things/create.py: 2 operations described, 1 generated."],
        ),
    ],
)
def test_missing_operations(
    small_project: Project, described: list[str], problems: list[str]
) -> None:
    """A missing, unknown or overwritten operation is reported."""
    assert list(missing_operations(described, small_project.root / TREE)) == problems


def test_models_of_their_own_modules() -> None:
    """No two models of the committed tree share a module."""
    assert list(overwritten_models(ROOT / TREE)) == []


def test_models_of_one_module(project: Project, failure: Callable[..., str]) -> None:
    """Two models that the generator writes to one file are an error."""
    leaf = {"type": "object", "properties": {"a": {"type": "string"}}}
    project.set((*FIELDS, "foo"), {"type": "object", "properties": {"BAR": leaf}})
    project.set((*FIELDS, "fooBar"), leaf)

    assert failure() == (
        "models/things_create_request_foo_bar.py would hold one of 2 classes. "
        "Rename an operation.\nNothing was changed.\n"
    )


def test_failed_generator(project: Project, failure: Callable[..., str]) -> None:
    """A failure of the generator leaves the tree unchanged."""
    (project.root / "codegen/templates/client.py.jinja").write_text("{{ 1 / 0 }}")
    reported = failure()

    assert reported.startswith("The generator failed:\n")
    assert "ZeroDivisionError" in reported


def test_replaced_tree(trees: tuple[Path, Path]) -> None:
    """A fresh tree replaces the old one, and removes its files."""
    fresh, committed = trees
    (committed / "gone.py").touch()
    expected = list(files_of(fresh))

    replace(committed, fresh)

    assert list(files_of(committed)) == expected


def test_failed_replacement(trees: tuple[Path, Path]) -> None:
    """If the fresh tree cannot be moved, the old one is restored."""
    fresh, committed = trees
    expected = list(files_of(committed))
    shutil.rmtree(fresh)

    with pytest.raises(FileNotFoundError):
        replace(committed, fresh)

    assert list(files_of(committed)) == expected


def test_failed_replacement_without_a_tree(tmp_path: Path) -> None:
    """Without an old tree, none is restored."""
    with pytest.raises(FileNotFoundError):
        replace(tmp_path / "tree", tmp_path / "fresh")

    assert list(tmp_path.iterdir()) == []


def test_remains_of_killed_processes(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run removes the folders of processes that were killed, and no others."""
    states = {1: ProcessLookupError, 2: PermissionError, 3: None}

    def kill(process: int, _: int) -> None:
        if error := states.get(process):
            raise error

    monkeypatch.setattr("os.kill", kill)
    build = project.root / "build"
    for process in states:
        (build / f"scratch-{process}-x").mkdir(parents=True)
    (build / "bench").mkdir()

    assert 0 == project.run("--check")
    assert {"scratch-2-x", "scratch-3-x", "bench", "templates"} == {
        one.name for one in build.iterdir()
    }
