"""The README and the pages of docs/: their Python runs, and they use the terms of the field."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import jetemail_api_client
from jetemail_api_client.sandbox import Sandbox

from ..spec.operations import OPERATIONS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
# Generated, of texts that users cause.
GENERATED = {DOCS / "errors.md"}
RESOURCES = {operation.name.split(".")[0] for operation in OPERATIONS}
PAGES = [ROOT / "README.md", *sorted({*DOCS.rglob("*.md")} - GENERATED)]

# A block ends at the fence that began it; a block of another language is not run.
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
# `print(...)  # text`: the text must be in the output.
_PRINTED = re.compile(r"^ *print\(.*\)  # (.+)$", re.MULTILINE)


def page_id(page: Path) -> str:
    """Return the path of a page in the repository."""
    return page.relative_to(ROOT).as_posix()


def with_code() -> list[Any]:
    """Return the pages that have Python code."""
    return [pytest.param(page, id=page_id(page)) for page in PAGES if code_of(page)]


def code_of(page: Path) -> str:
    """Return the Python blocks of a page, one after another, on the lines that they have there."""
    text, end, parts = page.read_text(), 0, list[str]()
    for block in _BLOCK.finditer(text):
        parts += ["\n" * text[end : block.start(1)].count("\n"), block[1]]
        end = block.end(1)
    return "".join(parts)


@pytest.fixture(scope="module")
def shared_sandbox() -> Iterator[Sandbox]:
    """Run one sandbox for all pages."""
    with Sandbox(smtp_port=0) as sandbox:
        yield sandbox


@pytest.fixture
def environment(
    shared_sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Sandbox:
    """Have the clients of a page use an empty sandbox; only that differs from production."""
    shared_sandbox.reset()
    for name, value in shared_sandbox.connection.items():
        monkeypatch.setenv(f"JETEMAIL_{name.upper()}", str(value))
    monkeypatch.chdir(tmp_path)
    return shared_sandbox


@pytest.mark.parametrize("page", with_code())
def test_code_runs(
    page: Path,
    environment: Sandbox,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The Python of a page runs as it is pasted, its tests too, and prints what the page says."""
    code = code_of(page)
    if re.search(r"^(async )?def test_", code, re.MULTILINE):
        output = run_tests(code, tmp_path)
    else:
        names = {"__name__": "page", "__file__": str(page)}
        exec(compile(code, page_id(page), "exec"), names)
        output = capsys.readouterr().out

    assert [] == [text for text in _PRINTED.findall(code) if text not in output]


def run_tests(code: str, folder: Path) -> str:
    """Run the tests of a page as a user's: with the plugin, and nothing of this project."""
    (folder / "test_page.py").write_text(code)
    options = ["-q", "-s", "-W", "error", "--strict-markers", "-p", "no:cacheprovider"]
    options += ["-o", "asyncio_mode=auto", "-o", "asyncio_default_fixture_loop_scope=function"]
    command = [sys.executable, "-m", "pytest", *options, "-p", "pytest_jetemail", "test_page.py"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def test_every_resource_has_methods_in_the_reference() -> None:
    """The reference shows each class of resources, and with it each operation."""
    shown = re.findall(
        r"^\.\. autoclass:: jetemail_api_client\._generated\.resources\.(\w+)\.\w+$",
        "".join(page.read_text() for page in (DOCS / "reference").glob("resources-*.md")),
        re.MULTILINE,
    )

    assert sorted(RESOURCES) == sorted(shown)


def test_modules_in_the_reference() -> None:
    """The reference shows each public module."""
    text = "".join(page.read_text() for page in (DOCS / "reference").glob("*.md"))
    folder = Path(jetemail_api_client.__file__).parent
    modules = {path.stem for path in folder.glob("[!_]*.py")}

    assert set() == {name for name in modules if f":: jetemail_api_client.{name}" not in text} - {
        "client"  # Its classes are those of the package.
    }


# Terms that this project once made up, beside those of the field.
HOME_MADE = {
    r"answers?|answered": "response",
    r"conversations?": "call flow",
    r"verdicts?": "decision",
    r"lanes?": "bucket",
    r"gates?|pacing": "rate-limit block, rate limits",
    r"oddit(y|ies)": "deviation",
    r"scrubbed|masked": "redacted",
    r"untold": "unknown",
    r"refusals?": "rejection, error",
}


# The sandbox is left out: `Refusal` is a class of its own.
SOURCES = [
    path
    for folder in (Path(jetemail_api_client.__file__).parent, ROOT / "codegen")
    for path in sorted(folder.rglob("*.py"))
    if "sandbox" not in path.parts
]
PROSE = [*PAGES, *(ROOT / name for name in ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"))]


def made_up(text: str) -> dict[str, str]:
    """Return the home-made terms of a text, and what to say; names in code may be old ones."""
    words = re.sub(r"`[^`\n]+`", "", text).lower()
    return {
        match[0]: instead
        for pattern, instead in HOME_MADE.items()
        for match in re.finditer(rf"\b({pattern})\b", words)
    }


@pytest.mark.parametrize("page", [pytest.param(page, id=page_id(page)) for page in PROSE])
def test_terms(page: Path) -> None:
    """A page says what people of the field say."""
    assert {} == made_up(page.read_text())


def test_terms_of_docstrings() -> None:
    """Docstrings say what people of the field say."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = {
        (path.stem, getattr(node, "name", "")): terms
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, documented) and (terms := made_up(ast.get_docstring(node) or ""))
    }

    assert {} == found
