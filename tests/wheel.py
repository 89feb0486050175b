"""The tests against the built wheel: `make check-wheel`, in an environment of its own.

The wheel is built from the source archive, as pip builds it, and installed. Then the tests run in a
copy of the checkout that has no package: what they import is what a user gets.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = "jetemail_api_client"
# What the wheel contains: it is not copied.
INSTALLED = (PACKAGE, "pytest_jetemail.py")
# A test module with one of these reads the source of the package, or builds it.
_SOURCE = (
    "ROOT / PACKAGE",
    "test_architecture import ROOT",
    "from .wheel import",
    "from codegen.context import",
)


def build(folder: Path) -> Path:
    """Build the source archive, and a wheel from it; return the path of the wheel."""
    shutil.rmtree(folder, ignore_errors=True)
    hatchling = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    subprocess.run([*hatchling, "--target", "sdist"], cwd=ROOT, check=True, capture_output=True)
    (archive,) = folder.glob("*.tar.gz")
    # By tar: the first releases of Python 3.11 know no filter, and later ones ask for it.
    subprocess.run(["tar", "-xzf", archive.name], cwd=folder, check=True)
    source = folder / archive.name.removesuffix(".tar.gz")
    subprocess.run([*hatchling, "--target", "wheel"], cwd=source, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(wheel: Path) -> None:
    """Install the wheel in place of another one; its dependencies are there."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--force-reinstall", str(wheel)], check=True)
    subprocess.run([sys.executable, "-m", "pip", "check"], check=True)


def copy_without_package(folder: Path) -> None:
    """Copy what git would commit, except what the wheel contains."""
    shutil.rmtree(folder, ignore_errors=True)
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    for name in listed.stdout.splitlines():
        if name.split("/")[0] not in INSTALLED and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)


def left_out(folder: Path) -> list[str]:
    """Return the test modules of a copy whose subject is not in a wheel: codegen, or the source."""
    return [
        path.relative_to(folder).as_posix()
        for path in sorted((folder / "tests").rglob("test_*.py"))
        if "codegen" in path.parts or any(map(path.read_text().count, _SOURCE))
    ]


def main(arguments: list[str]) -> int:
    """Run the tests, with arguments for pytest, in a folder; return pytest's exit status."""
    folder, *options = arguments
    wheel = build(Path(folder, "dist").absolute())
    install(wheel)
    copy = Path(folder, "checkout").absolute()
    copy_without_package(copy)
    found = subprocess.run(
        [sys.executable, "-c", f"import {PACKAGE}; print({PACKAGE}.__file__)"],
        cwd=copy,
        check=True,
        capture_output=True,
        text=True,
    )
    ignored = left_out(copy)
    print(f"{wheel.name}, installed as {found.stdout.strip()}")
    print(f"{len(ignored)} test modules are about codegen or the source: left out", flush=True)
    ignore = [f"--ignore={name}" for name in ignored]
    pytest = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *ignore, *options]
    return subprocess.run(pytest, cwd=copy, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
