"""The check of a tag, before its release."""

from pathlib import Path

import pytest

from .tag import problems

VERSION = "0.3.0"


def project(root: Path, heading: str = f"{VERSION} (2026-12-01)", source: str = "Source") -> Path:
    """Write the files that the check reads."""
    (root / "CHANGELOG.md").write_text(f"# Changelog\n\n## {heading}\n\n## 0.2.0 (2026-11-30)\n")
    (root / "pyproject.toml").write_text(f'[project.urls]\n{source} = "https://example.com"\n')
    return root


def test_release(tmp_path: Path) -> None:
    """A tag of the version, whose section of the changelog is dated, may be published."""
    assert [] == [*problems("v0.3.0", VERSION, project(tmp_path))]


@pytest.mark.parametrize("tag", ["v0.4.0", "v0.3", "v0.3.0rc1", "0.3.0", ""])
def test_tag_of_another_version(tmp_path: Path, tag: str) -> None:
    """A tag of another version is refused: the release would have the old one."""
    [problem] = problems(tag, VERSION, project(tmp_path))

    assert repr(tag) in problem


@pytest.mark.parametrize("heading", ["0.3.0 (unreleased)", "0.3.0", "0.2.0 (2026-11-30)"])
def test_changelog(tmp_path: Path, heading: str) -> None:
    """A changelog whose newest section is of another version, or has no date, is refused."""
    [problem] = problems("v0.3.0", VERSION, project(tmp_path, heading))

    assert repr(heading) in problem


def test_address_of_the_repository(tmp_path: Path) -> None:
    """Metadata without the address of the repository is refused: links would lead nowhere."""
    [problem] = problems("v0.3.0", VERSION, project(tmp_path, source="Homepage"))

    assert "Source" in problem
