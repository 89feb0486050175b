"""What docs/explanation/comparison.md says of this client; `make compare` tries the others."""

import re
import tomllib
from pathlib import Path

import pytest

from benchmarks.compare import PAGE, QUICK, column, text_of_lost
from benchmarks.sdks import OURS, SDKS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("row", QUICK)
def test_column_of_this_client(row: str) -> None:
    """A cell of the table is what the client does; on a busy machine it may take longer."""
    said = column(PAGE.read_text("utf-8"), OURS)[row]

    assert re.sub(r"\d+ s\b", "… s", said) == re.sub(r"\d+ s\b", "… s", QUICK[row](SDKS[0]))


def test_error_of_this_client() -> None:
    """The text of the error is that of the page."""
    assert f"- {OURS}: {text_of_lost(SDKS[0])}\n" in PAGE.read_text("utf-8")


def test_dependencies() -> None:
    """The package alone installs what a call needs, and nothing of tests or of the sandbox."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[ <>=!;\[]", one)[0] for one in project["dependencies"]}

    assert names == {"aiohttp", "attrs", "certifi", "httpcore", "httpx", "idna"}
