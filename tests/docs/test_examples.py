"""The tests of examples/ pass as those of a user: with the plugin, and nothing of this project."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
TESTS = sorted(EXAMPLES.glob("test_*.py"))
# Tested elsewhere: in test_docs.py of this folder, and in tests/webhooks.
WITHOUT_TESTS = {"__init__", "demo", "webhooks_asgi"}


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in TESTS])
def test_tests_of_examples(path: Path) -> None:
    """An example is tested with the fixtures of the plugin alone, and no test is skipped."""
    options = ["-q", "-W", "error", "--strict-markers", "-p", "no:cacheprovider"]
    plugin = ["-o", "addopts=", "-p", "pytest_jetemail"]
    command = [sys.executable, "-m", "pytest", *options, *plugin, str(path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)

    assert (ended.returncode, "skipped" in ended.stdout) == (0, False), ended.stdout


def test_every_example_has_tests() -> None:
    """Beside each example is a file with its tests."""
    examples = {path.stem for path in [*EXAMPLES.glob("*.py"), *EXAMPLES.glob("*.ipynb")]}
    tested = {path.stem.removeprefix("test_") for path in TESTS}

    assert {name for name in examples if not name.startswith("test_")} - WITHOUT_TESTS == tested


def test_page() -> None:
    """The page lists each example, and each folder of tests that are not beside it."""
    text = (ROOT / "docs/howto/examples.md").read_text()
    files = {path.name for path in EXAMPLES.iterdir() if path.suffix in (".py", ".ipynb")}
    packages = {path.parent.name for path in EXAMPLES.glob("*/__init__.py")}
    tests = {path.name for path in TESTS}

    assert (files - tests | packages) - {"__init__.py", "demo.py"} == set(
        re.findall(r"^\| `(\S+)` \|", text, re.MULTILINE)
    )
    assert [] == [name for name in re.findall(r"`(tests/\w+)`", text) if not (ROOT / name).is_dir()]
