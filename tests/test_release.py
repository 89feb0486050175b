"""The built wheel and source archive: their metadata, contents and bytes."""

import re
import shutil
import subprocess
import sys
import tarfile
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.metadata import Metadata

import jetemail_api_client

from .wheel import INSTALLED, ROOT, build

VERSION = jetemail_api_client.__version__


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel that is built from the source archive, which is beside it."""
    return build(tmp_path_factory.mktemp("dist"))


def metadata_of(wheel: Path) -> bytes:
    """Return the metadata of a wheel."""
    with ZipFile(wheel) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
        return archive.read(name)


def test_metadata(wheel: Path) -> None:
    """An index accepts the metadata; hatchling has refused unknown classifiers."""
    data = Metadata.from_email(metadata_of(wheel), validate=True)

    assert data.license_expression == "MIT"
    assert {"JetEmail", "API reference"} == {*(data.project_urls or {})}
    assert all(url.startswith("https://") for url in (data.project_urls or {}).values())
    assert all((data.summary, data.description, data.keywords, data.license_files))


def test_version(wheel: Path) -> None:
    """The version is that of the module and of the newest section of the changelog."""
    parsed: Message = BytesParser().parsebytes(metadata_of(wheel))
    section = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert section
    assert VERSION == parsed["Version"] == section[1]


def test_pythons(wheel: Path) -> None:
    """The classifiers name the Pythons that the workflow and `make check-pythons` test."""
    classifiers = re.findall(rb"Python :: (3\.\d+)$", metadata_of(wheel), re.MULTILINE)
    named = [one.decode() for one in classifiers]
    workflow = (ROOT / ".github/workflows/check.yml").read_text()
    matrix = re.search(r"python: \[(.+)\]", workflow)
    loop = re.search(r"for python in (.+); do", (ROOT / "Makefile").read_text())

    assert matrix
    assert loop
    assert named == re.findall(r'"(.+?)"', matrix[1])
    assert [f"python{one}" for one in named] == loop[1].split()


def test_contents(wheel: Path) -> None:
    """The wheel holds the package and the plugin; the source archive what builds it, and texts."""
    with ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    with tarfile.open(next(wheel.parent.glob("*.tar.gz"))) as unpacked:
        sources = {name.split("/")[1] for name in unpacked.getnames()}

    assert {*INSTALLED} == {name for name in tops if not name.endswith(".dist-info")}
    texts = {"README.md", "CHANGELOG.md", "LICENSE"}
    assert {*INSTALLED, *texts, "pyproject.toml", "PKG-INFO", ".gitignore"} == sources


def test_wheel_is_reproducible(wheel: Path, tmp_path: Path) -> None:
    """The checkout builds the same bytes as the unpacked source archive, at another time."""
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

    for name in (wheel.name, wheel.name.replace("-py3-none-any.whl", ".tar.gz")):
        assert (wheel.parent / name).read_bytes() == (tmp_path / name).read_bytes()


def test_links_to_the_package(tmp_path: Path) -> None:
    """A link to the package in an ignored folder does not keep the package out."""
    shutil.copytree(ROOT / "jetemail_api_client", tmp_path / "jetemail_api_client")
    for name in ("pytest_jetemail.py", "README.md", "LICENSE", "pyproject.toml", ".gitignore"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "build").mkdir()
    (tmp_path / "build/jetemail_api_client").symlink_to(tmp_path / "jetemail_api_client")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "sdist"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    with tarfile.open(next((tmp_path / "dist").glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert "jetemail_api_client/client.py" in names
