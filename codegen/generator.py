"""openapi-python-client and ruff, which both shape the bytes: at their pinned versions, or not.

The generator itself only warns where a tool is missing, and takes any version.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from .source import DoesNotFit

_GENERATOR = "openapi-python-client"
# The hooks of generator-config.yaml call ruff by name: first the one beside this Python.
_BESIDE = str(Path(sys.executable).parent)
SEARCH_PATH = os.pathsep.join([_BESIDE, os.environ.get("PATH", os.defpath)])


def run_generator(root: Path, source: Path, output: Path, search_path: str = SEARCH_PATH) -> None:
    """Generate a tree from a prepared description, with the settings and templates of a project.

    Raises:
        DoesNotFit: A tool is not the pinned one, or one of them failed.
    """
    if problems := list(_problems_of_tools(_pins(root / "pyproject.toml"), search_path)):
        raise DoesNotFit(problems)
    # Of the caller's environment, neither ruff's settings nor the folder may shape the output.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("RUFF_")}
    done = subprocess.run(  # noqa: S603 - our own command
        [
            *(sys.executable, "-P", "-m", "openapi_python_client", "generate"),
            *("--path", source, "--output-path", output, "--meta", "none"),
            *("--config", root / "generator-config.yaml", "--fail-on-warning"),
            *("--custom-template-path", root / "codegen/templates"),
        ],
        env=environment | {"PATH": search_path, "TYPER_STANDARD_TRACEBACK": "1"},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = [text.strip() for text in (done.stdout, done.stderr) if text.strip()]
        raise DoesNotFit(["The generator failed:", *said])


def _pins(project: Path) -> dict[str, str]:
    """The exact versions in the dependency group `generate`."""
    with project.open("rb") as file:
        group = tomllib.load(file)["dependency-groups"]["generate"]
    matches = (re.fullmatch(r"([\w.-]+)==([\w.]+)", str(requirement)) for requirement in group)
    return {match[1]: match[2] for match in matches if match}


def _problems_of_tools(pins: dict[str, str], search_path: str) -> Iterator[str]:
    found = {_GENERATOR: metadata.version(_GENERATOR), "ruff": _version_of_ruff(search_path)}
    for tool, version in found.items():
        if version != pins.get(tool):
            yield (
                f"{tool} is {version}, and pyproject.toml pins {pins.get(tool, 'no version')}. "
                "Its version shapes the output: install the dependency group generate."
            )


def _version_of_ruff(search_path: str) -> str:
    ruff = shutil.which("ruff", path=search_path)
    if not ruff:
        return "missing"
    done = subprocess.run([ruff, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip().removeprefix("ruff ")
