"""Comparing the public API with that of the last release, in a repository with tags."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from codegen.api import PACKAGE, main

THINGS = "_generated/resources/things.py"
MODULES = {
    "__init__.py": """
        from . import errors
        from ._core import Client
        __all__ = ["Client", "errors"]
        """,
    "_core.py": """
        from json import loads
        class _Base:
            def wait(self, seconds): ...
        class Client(_Base):
            def __init__(self, key, timeout=5): ...
            def __reduce__(self): ...
            def send(self, *, to, subject=""): ...
            def close(self): ...
        """,
    "errors.py": """
        __all__ = ["Error"]
        class Error(Exception):
            code = 1
            status = 2
        """,
    "tools.py": """
        from json import loads
        from ._core import absent
        __all__ = ["absent", "loads", "parse"]
        def parse(text, strict=False): ...
        def helper(): ...
        """,
    "old.py": "__all__ = []",
    "scripts.py": "def run(): ...",
    THINGS: """
        class Things:
            def make(self, *, size: int | _Unset = _UNSET) -> None: ...
        """,
    "_generated/models/thing.py": "class Thing:\n    pass",
}
PARTS = ("NAME", "EMAIL")
MOVED = "tools.parse(strict): moved; tools.parse(text): moved"
SAME = "0 names of v0.1.0 break callers.\n"


class Repository:
    """A repository whose first commit is tagged v0.1.0, with a second one."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "--quiet")
        for file, text in MODULES.items():
            self.write(file, text)
        self.changelog("# Changelog\n")
        self.commit()

    def git(self, *arguments: str) -> None:
        author = {f"GIT_{role}_{part}": "a@b" for role in ("AUTHOR", "COMMITTER") for part in PARTS}
        environment = {**os.environ, **author, "GIT_CONFIG_GLOBAL": os.devnull}
        subprocess.run(["git", *arguments], cwd=self.root, env=environment, check=True)

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "Change")

    def write(self, file: str, text: str) -> None:
        path = self.root / PACKAGE / file
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / "__init__.py").touch()
        lines = text.strip("\n").splitlines()
        path.write_text("\n".join(line.removeprefix(" " * 8) for line in lines))

    def replace(self, file: str, old: str, new: str) -> None:
        path = self.root / PACKAGE / file
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new))

    def changelog(self, text: str) -> None:
        (self.root / "CHANGELOG.md").write_text(text)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Return a repository with a release."""
    repository = Repository(tmp_path)
    repository.git("tag", "v0.1.0")
    repository.commit()
    return repository


def test_equal(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """An equal package breaks nothing."""
    assert (main(repository.root), capsys.readouterr().out) == (0, SAME)


def test_moved_class(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """A class that moved to another private module is compared by its public name."""
    core = repository.root / PACKAGE / "_core.py"
    core.rename(core.with_name("_other.py"))
    repository.replace("_other.py", "to, subject", "to, body, subject")
    repository.replace("__init__.py", "_core", "_other")
    repository.replace("tools.py", "_core", "_other")

    assert main(repository.root) == 1
    assert "  Client.send(body): new, and required - not in" in capsys.readouterr().out


def test_no_repository(tmp_path: Path) -> None:
    """Without a repository, there is no success."""
    with pytest.raises(subprocess.CalledProcessError):
        main(tmp_path)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("_core.py", "def close", "def _close", "Client.close: removed"),
        ("_core.py", "seconds", "seconds, time", "Client.wait(time): new, and required"),
        ("_core.py", "to, subject", "to, body, subject", "Client.send(body): new, and required"),
        ("_core.py", 'subject=""', "subject", "Client.send(subject): required"),
        ("_core.py", "timeout=5", "limit=5", "Client(timeout): removed"),
        ("_core.py", ', subject=""', "", "Client.send(subject): removed"),
        ("tools.py", "text, strict=False", "strict=False, text=''", MOVED),
        ("_core.py", "timeout", "*, timeout", "Client(timeout): is passed in another way"),
        ("errors.py", "code = 1", "", "errors.Error.code: removed"),
        ("errors.py", "(Exception)", "", "errors.Error: has lost a base class"),
        ("errors.py", "code = 1", "def code(self): ...", "errors.Error.code: is of another kind"),
        ("tools.py", "=False", "=0, *, level", "tools.parse(level): new, and required"),
        ("tools.py", "def parse", "def _parse", "tools.parse: removed"),
        ("tools.py", ', "parse"', "", "tools.parse: removed"),
        (THINGS, "int | _Unset = _UNSET", "int", "things.make(size): required"),
        # Not public, or no break.
        ("_core.py", "def __reduce__", "def other", ""),
        ("_core.py", "timeout=5", "timeout=6", ""),
        ("tools.py", "def helper", "def other", ""),
        ("scripts.py", "def run", "def other", ""),
    ],
)
def test_change(
    file: str,
    old: str,
    new: str,
    expected: str,
    repository: Repository,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A change that breaks callers is named as they write it, and fails; another one passes."""
    repository.replace(file, old, new)
    status = main(repository.root)
    found = re.findall(r"^  (.+) - not in CHANGELOG.md$", capsys.readouterr().out, re.MULTILINE)

    assert (status, found) == ((1, expected.split("; ")) if expected else (0, []))


def test_module_is_removed(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """A module that is gone is named."""
    (repository.root / PACKAGE / "old.py").unlink()

    assert main(repository.root) == 1
    assert "  old: removed - not in CHANGELOG.md\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changelog", "status"),
    [
        ("# Changelog\n\n## 0.2.0\n\n- `errors.Error.code` is now `errors.Error.number`.\n", 0),
        ("# Changelog\n\n## 0.2.0\n\n- `Error.code` is now `Error.number`.\n", 0),
        ("# Changelog\n\n## 0.2.0\n\n- Error.code\n\n## 0.1.0\n\n- `Error.code` is new.\n", 1),
        ("# Changelog\n", 1),
    ],
)
def test_changelog(
    changelog: str, status: int, repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    """What breaks callers passes once the newest section of the changelog names it."""
    repository.replace("errors.py", "code = 1", "")
    repository.changelog(changelog)

    assert main(repository.root) == status
    assert ("not in CHANGELOG.md" in capsys.readouterr().out) == bool(status)


def test_command(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command takes the folder of a repository, and exits with the result."""
    repository.replace("errors.py", "code = 1", "")
    monkeypatch.setattr(sys, "argv", ["api", str(repository.root)])
    with pytest.raises(SystemExit) as ended, pytest.warns(RuntimeWarning, match="sys.modules"):
        runpy.run_module("codegen.api", run_name="__main__")

    assert ended.value.code == 1


def test_release_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A tagged commit is compared with the release before it; without one, that is said."""
    repository = Repository(tmp_path)
    repository.commit()
    repository.git("tag", "v0.2.0")
    assert main(repository.root) == 0
    assert "No release is tagged before this commit" in capsys.readouterr().out

    repository.git("tag", "v0.1.0", "HEAD^")
    assert (main(repository.root), capsys.readouterr().out) == (0, SAME)
