"""Tools must have the pinned versions."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from codegen.generate import ROOT
from codegen.toolchain import run_generator
from codegen.validation import GenerationError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.codegen.fixtures.projects import Project

pytest_plugins = ["tests.codegen.fixtures.projects"]

GROUP = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]["generate"]
PINS = dict(pin.split("==") for pin in GROUP if "==" in pin)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for tools."""
    made = tmp_path / "tools"
    made.mkdir()
    return made


def fake_ruff(folder: Path, script: str) -> None:
    """Create a program called ruff in a folder."""
    ruff = folder / "ruff"
    ruff.write_text(f"#!/bin/sh\n{script}\n")
    ruff.chmod(0o755)


def test_pins() -> None:
    """Both tools are pinned."""
    assert set(PINS) == {"openapi-python-client", "ruff"}


@pytest.mark.parametrize("tool", PINS)
def test_other_version(project: Project, failure: Callable[..., str], tool: str) -> None:
    """A tool of another version than the pinned one is an error."""
    project.replace("pyproject.toml", f"{tool}=={PINS[tool]}", f"{tool}==0.0.1")

    assert failure() == (
        f"{tool} is {PINS[tool]}, and pyproject.toml pins 0.0.1. "
        "Its version shapes the output: install the dependency group generate.\n"
        "Nothing was changed.\n"
    )


def test_tool_without_a_pin(project: Project, failure: Callable[..., str]) -> None:
    """A version range is not a pin."""
    project.replace("pyproject.toml", f"ruff=={PINS['ruff']}", "ruff>=0.1")

    assert f"ruff is {PINS['ruff']}, and pyproject.toml pins no version." in failure()


def test_missing_ruff(failure: Callable[..., str], folder: Path) -> None:
    """A missing ruff is an error, although the generator only warns."""
    reported = failure(search_path=str(folder))

    assert f"ruff is missing, and pyproject.toml pins {PINS['ruff']}." in reported


def test_other_ruff(failure: Callable[..., str], folder: Path) -> None:
    """The version is that of the ruff on the search path."""
    fake_ruff(folder, "echo ruff 0.0.1")

    assert "ruff is 0.0.1, and pyproject.toml pins " in failure(search_path=str(folder))


def test_rejected_document(project: Project) -> None:
    """A document that the generator rejects is refused with its reason."""
    source = project.root / "rejected.json"
    source.write_text('{"openapi": "3.0.3"}')
    with pytest.raises(GenerationError) as caught:
        run_generator(project.root, source, project.root / "output")

    assert caught.value.problems[0] == "The generator failed:"
    assert re.search(r"(?s)Failed to parse OpenAPI document\n.*info\n", caught.value.problems[1])


def test_failed_hook(failure: Callable[..., str], folder: Path) -> None:
    """A failed hook leaves the tree unchanged."""
    version = f'[ "$1" = --version ] && echo ruff {PINS["ruff"]} && exit'
    fake_ruff(folder, f'{version}\n[ "$1" = check ] && exit\necho broken >&2; exit 2')
    reported = failure(search_path=str(folder))

    assert reported.startswith("The generator failed:\n")
    assert "ruff failed" in reported
    assert "broken" in reported


def test_missing_hook(project: Project, failure: Callable[..., str]) -> None:
    """A hook of a missing tool is an error."""
    project.replace("generator-config.yaml", '"ruff format', '"no-such-formatter')

    assert "no-such-formatter is not in PATH." in failure()


def test_settings_of_the_caller(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither ruff's variables nor the current folder change the output."""
    (tmp_path / "ruff.toml").write_text("line-length = 40")
    (tmp_path / "openapi_python_client.py").write_text("raise SystemExit(3)")
    monkeypatch.setenv("RUFF_CONFIG", str(tmp_path / "ruff.toml"))
    monkeypatch.setenv("RUFF_NO_CACHE", "nonsense")
    monkeypatch.chdir(tmp_path)

    assert project.run("--check") == 0
