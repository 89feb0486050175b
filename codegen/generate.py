"""`make generate` and `make check-generated`: one recipe, which either writes or compares.

    python -m codegen.generate [--check]

Prepares the description, runs openapi-python-client with our templates and generator-config.yaml
into a scratch folder, counts what came out, and only then puts the tree in place. If anything does
not fit, it says what to write where, and the committed tree stays as it was.
"""

import argparse
import filecmp
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from .description import JsonObject, load_description, operations_of
from .entries import load_names
from .generator import SEARCH_PATH, run_generator
from .names import module_of
from .prepare import prepared
from .reference import reference
from .source import DoesNotFit

ROOT = Path(__file__).resolve().parent.parent
TREE = "jetemail_api_client/_generated"


def main(
    arguments: list[str] | None = None, root: Path = ROOT, search_path: str = SEARCH_PATH
) -> int:
    """Run the command in a project, with the tools on a search path; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m codegen.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args(arguments).check
    (root / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root / "build") as scratch:
        fresh = Path(scratch) / "_generated"
        try:
            count = generate(root, fresh, search_path)
        except DoesNotFit as error:
            print(*error.problems, "Nothing was changed.", sep="\n", file=sys.stderr)
            return 1
        if check:
            return _report(list(differences(fresh, root / TREE)), count)
        replace(root / TREE, fresh)
    print(f"{TREE}: {count} operations, {sum(1 for _ in files_of(root / TREE))} files")
    return 0


def generate(root: Path, output: Path, search_path: str = SEARCH_PATH) -> int:
    """Generate a project's tree into a new folder; return the number of operations.

    Raises:
        DoesNotFit: The description cannot be generated from, or not all of it was.
    """
    return generate_from(load_description(root / "openapi.json"), root, output, search_path)


def generate_from(
    description: JsonObject, root: Path, output: Path, search_path: str = SEARCH_PATH
) -> int:
    """Generate a tree as a project would from another description; the rest is as in `generate`."""
    names = load_names(root / "codegen/operations.yaml")
    source = output.with_name("openapi.json")
    source.write_text(json.dumps(prepared(description, names), indent=2), encoding="utf-8")
    run_generator(root, source, output, search_path)
    for file in list(output.rglob("*.py")):
        # A template that renders nothing makes no file: the generator's list of files is fixed.
        if not file.read_bytes().strip():
            file.unlink()
    (output / "operations.md").write_text(reference(description, names), encoding="utf-8")
    described = [names["operations"][where]["name"] for where, _ in operations_of(description)]
    if problems := [*missing_operations(described, output), *overwritten_models(output)]:
        raise DoesNotFit(problems)
    return len(described)


def missing_operations(described: Iterable[str], tree: Path) -> Iterator[str]:
    """Operations that are described and not in a tree, or the other way round."""
    wanted = Counter(module_of(name) for name in described)
    modules = tree.glob("api/*/*.py")
    written = Counter(file.relative_to(tree).as_posix() for file in modules if _is_operation(file))
    for module in sorted(wanted.keys() | written.keys()):
        if wanted[module] != written[module]:
            yield f"{module}: {wanted[module]} operations described, {written[module]} generated."


def _is_operation(file: Path) -> bool:
    return file.stem != "__init__"


def overwritten_models(tree: Path) -> Iterator[str]:
    """Modules of models that more than one class was written to: the last one is left."""
    text = (tree / "models/__init__.py").read_text(encoding="utf-8")
    modules = Counter(re.findall(r'^    "\w+": "\.(\w+)",$', text, re.MULTILINE))
    for module, classes in modules.items():
        if classes > 1:
            yield f"models/{module}.py would hold one of {classes} classes. Rename an operation."


def files_of(tree: Path) -> Iterator[Path]:
    """The files of a tree, relative to it; not what Python itself leaves there."""
    for file in sorted(tree.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(tree)


def differences(fresh: Path, committed: Path) -> Iterator[str]:
    """How a tree differs from the one that was committed, file by file."""
    new, old = set(files_of(fresh)), set(files_of(committed))
    for file in sorted(new | old):
        if file not in old:
            yield f"missing: {file}"
        elif file not in new:
            yield f"not generated: {file}"
        elif not filecmp.cmp(fresh / file, committed / file, shallow=False):
            yield f"different: {file}"


def _report(found: list[str], count: int) -> int:
    if found:
        print(*found, "Run make generate, and commit what it writes.", sep="\n", file=sys.stderr)
        return 1
    print(f"{TREE} is what openapi.json generates ({count} operations)")
    return 0


def replace(tree: Path, fresh: Path) -> None:
    """Put a fresh tree in the place of the old one, which comes back if that fails."""
    old = fresh.with_name("old")
    if tree.exists():
        tree.rename(old)
    try:
        fresh.rename(tree)
    finally:
        if old.exists() and not tree.exists():
            old.rename(tree)


if __name__ == "__main__":
    sys.exit(main())
