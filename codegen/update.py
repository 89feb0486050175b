"""`make update-spec SPEC=path-or-url`: follow the vendor to a new description.

    python -m codegen.update SPEC

Reads the description, prints what changed and what of it breaks callers, generates from it into a
scratch folder, and only if all fits replaces openapi.json and the generated tree together. If
anything does not fit, it says what and where, and everything stays as it was.
"""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from .changes import changes_between, report_of
from .description import JsonObject, load_description
from .entries import load_names
from .generate import ROOT, TREE, files_of, generate_from, replace
from .generator import SEARCH_PATH
from .origin import bytes_at
from .source import DoesNotFit, read_json

_DOCUMENT = "openapi.json"
_NEXT = """\
Next: review it with git diff, run make check, mend what the type checkers point at, and
commit openapi.json and the generated tree by themselves."""


def main(
    arguments: list[str] | None = None, root: Path = ROOT, search_path: str = SEARCH_PATH
) -> int:
    """Run the command in a project, with the tools on a search path; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m codegen.update", description=__doc__)
    parser.add_argument("spec", metavar="SPEC", help="the path or the URL of a description")
    spec = parser.parse_args(arguments).spec
    (root / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root / "build") as scratch:
        try:
            update(spec, root, Path(scratch), search_path)
        except DoesNotFit as error:
            print(*error.problems, "Nothing was changed.", sep="\n", file=sys.stderr)
            return 1
    return 0


def update(spec: str, root: Path, scratch: Path, search_path: str = SEARCH_PATH) -> None:
    """Put what is at a path or a URL in the place of a project's description, and say what changed.

    Raises:
        DoesNotFit: It cannot be generated from; nothing was changed.
    """
    came = scratch / "came.json"
    came.write_bytes(bytes_at(spec))
    current = _description(root / _DOCUMENT, f"The current {_DOCUMENT}")
    description = _description(came, spec)
    if changes := changes_between(current, description):
        entries = load_names(root / "codegen/operations.yaml")["operations"]
        # What is refused is told on the other stream, and is to stand after this.
        print(*report_of(changes, entries), sep="\n", flush=True)
        _follow(root, came, description, search_path)
    else:
        print(f"{spec} describes what {_DOCUMENT} describes. Nothing was changed.")


def _follow(root: Path, came: Path, description: JsonObject, search_path: str) -> None:
    tree = came.with_name("_generated")
    count = generate_from(description, root, tree, search_path)
    put(root, _written(came), tree)
    files = sum(1 for _ in files_of(root / TREE))
    print(f"{_DOCUMENT} and {TREE} are replaced: {count} operations, {files} files.")
    print(_NEXT)


def _description(path: Path, name: str) -> JsonObject:
    """The description in a file that goes by another name in what is said of it."""
    try:
        return load_description(path)
    except DoesNotFit as error:
        problems = [f"{name}{problem.removeprefix(path.name)}" for problem in error.problems]
        raise DoesNotFit(problems) from error


def _written(came: Path) -> Path:
    """The document as it came, in the form that is committed: its diffs can be read."""
    written = came.with_name("written.json")
    text = json.dumps(read_json(came), indent=2, ensure_ascii=False)
    written.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return written


def put(root: Path, document: Path, tree: Path) -> None:
    """Put a new document and a fresh tree in the place of a project's.

    Raises:
        DoesNotFit: One of them cannot be put there; neither is.
    """
    try:
        _replace_both(root, document, tree)
    except OSError as error:
        raise DoesNotFit([f"What was generated cannot be put in place: {error}."]) from error


def _replace_both(root: Path, document: Path, tree: Path) -> None:
    old = document.with_name("old.json")
    shutil.copy2(root / _DOCUMENT, old)
    document.replace(root / _DOCUMENT)
    try:
        replace(root / TREE, tree)
    except BaseException:
        old.replace(root / _DOCUMENT)
        raise


if __name__ == "__main__":
    sys.exit(main())
