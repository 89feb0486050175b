"""May a tag be published: `make check-tag TAG=v0.2.0`, which the release workflow runs first."""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import jetemail_api_client

ROOT = Path(__file__).parents[1]


def problems(tag: str, version: str, root: Path) -> Iterator[str]:
    """Yield what is to be done before a tag of this version is published."""
    if tag != f"v{version}":
        yield f"The tag is {tag!r}, but __version__ is {version!r}."
    heading = re.search(r"^## (.*)$", (root / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    newest = heading[1] if heading else ""
    if not re.fullmatch(rf"{re.escape(version)} \(\d{{4}}-\d\d-\d\d\)", newest):
        yield f"CHANGELOG.md begins with {newest!r}, not with '{version} (YYYY-MM-DD)'."
    urls = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["urls"]
    if "Source" not in urls:
        yield "project.urls has no Source: see the first release in CONTRIBUTING.md."


if __name__ == "__main__":
    sys.exit("\n".join(problems(sys.argv[1], jetemail_api_client.__version__, ROOT)))
