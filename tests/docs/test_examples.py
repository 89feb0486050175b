"""The tests of examples/ pass as those of a user: with the plugin, and nothing of this project."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_tests_of_examples() -> None:
    """The FastAPI service is tested with the fixtures of the plugin alone."""
    options = ["-q", "-W", "error", "--strict-markers", "-p", "no:cacheprovider"]
    plugin = ["-o", "addopts=", "-p", "pytest_jetemail"]
    command = [sys.executable, "-m", "pytest", *options, *plugin, "examples"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)

    assert (ended.returncode, "6 passed" in ended.stdout) == (0, True), ended.stdout
