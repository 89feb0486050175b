"""`make generate` and `make check-generated`: one recipe, which either writes or compares.

    python -m codegen.generate [--check]

Generates into a scratch folder and counts the result before it replaces the tree. On a problem, it
prints the line to change, and the tree stays unchanged.
"""

import argparse
import filecmp
import json
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from .context import prepare
from .corrections import corrected, load_corrections, outdated_marks
from .naming import operation_module
from .operations_md import operations_table
from .overrides import load_overrides, with_free_form, without_called
from .sandbox import sandbox_description
from .spec import load_spec, operations_of
from .toolchain import SEARCH_PATH, run_generator
from .validation import GenerationError, JsonObject

ROOT = Path(__file__).resolve().parent.parent
TREE = "jetemail_api_client/_generated"
# Followed by the number of the process.
_SCRATCH = "scratch-"


def main(
    arguments: list[str] | None = None, root: Path = ROOT, search_path: str = SEARCH_PATH
) -> int:
    """Run the command in a project, with tools from a search path; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m codegen.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args(arguments).check
    return run(root, lambda scratch: _write_or_check(root, scratch, search_path, check=check))


def run(root: Path, action: Callable[[Path], int]) -> int:
    """Run an action with a scratch folder, and print its problems; return the exit status."""
    build = root / "build"
    build.mkdir(exist_ok=True)
    _remove_remains(build)
    with tempfile.TemporaryDirectory(dir=build, prefix=f"{_SCRATCH}{os.getpid()}-") as scratch:
        try:
            return action(Path(scratch))
        except GenerationError as error:
            lines = (*error.problems, *error.advice, "Nothing was changed.")
            print(*lines, sep="\n", file=sys.stderr)
            return 1


def _remove_remains(build: Path) -> None:
    """Remove the scratch folders of processes that were killed."""
    for folder in build.glob(f"{_SCRATCH}*-*"):
        process = int(folder.name.split("-")[1])
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except PermissionError:
            # Another user's process has this number.
            continue


def _write_or_check(root: Path, scratch: Path, search_path: str, *, check: bool) -> int:
    fresh, tree = scratch / "_generated", root / TREE
    overrides = load_overrides(root / "codegen/operations.yaml")
    try:
        spec = load_spec(root / "openapi.json", omitted=overrides["omitted"])
    except GenerationError as error:
        raise without_called(error, overrides) from error
    corrections = load_corrections(root)
    count = generate(corrected(spec, corrections), root, fresh, search_path)
    for line in outdated_marks(spec, corrections):
        print(line)
    if not check:
        replace(tree, fresh)
        print(f"{TREE}: {count} operations, {len(files_of(tree))} files")
    elif lines := list(differences(fresh, tree)):
        print(*lines, "Run make generate, and commit what it writes.", sep="\n", file=sys.stderr)
        return 1
    else:
        print(f"{TREE} is what openapi.json generates ({count} operations)")
    return 0


def generate(
    spec: JsonObject,
    root: Path,
    output: Path,
    search_path: str = SEARCH_PATH,
    moved: Mapping[str, str] = {},
) -> int:
    """Generate a tree into a new folder, as in a project; return the number of operations.

    Args:
        spec: The document.
        root: The project.
        output: The folder.
        search_path: Where the tools are.
        moved: Operations of operations.yaml that have another "METHOD path" in the document.

    Raises:
        GenerationError: The document does not fit, or the tree is not complete.
    """
    overrides = load_overrides(root / "codegen/operations.yaml")
    spec = with_free_form(spec, overrides)
    source = output.with_name("openapi.json")
    source.write_text(json.dumps(prepare(spec, overrides, moved)), encoding="utf-8")
    run_generator(root, source, output, search_path)
    for file in list(output.rglob("*.py")):
        # A template for a file of the generator's fixed list that is not needed renders nothing.
        if not file.read_bytes().strip():
            file.unlink()
    _move_resources(output)
    (output / "operations.md").write_text(operations_table(spec, overrides), encoding="utf-8")
    (output / "sandbox.json").write_text(sandbox_description(spec, overrides), encoding="utf-8")
    names = [overrides["operations"][where]["name"] for where, _ in operations_of(spec)]
    if problems := [*missing_operations(names, output), *overwritten_models(output)]:
        raise GenerationError(problems)
    return len(names)


def _move_resources(output: Path) -> None:
    """Move the resources out of the packages of their endpoints, which flows import."""
    resources = output / "resources"
    resources.mkdir()
    for file in sorted((output / "api").glob("*/__init__.py")):
        resource = file.rename(resources / f"{file.parent.name}.py")
        docstring = resource.read_text(encoding="utf-8").partition('"""\n')[0]
        text = docstring.replace("The resource", "The endpoints of")
        file.write_text(f'{text}"""\n', encoding="utf-8")
    text = (output / "api/__init__.py").read_text(encoding="utf-8")
    contents = "A package for each resource, a module for each operation"
    text = text.replace(contents, "A module for each resource, a class for each flavour")
    (resources / "__init__.py").write_text(text, encoding="utf-8")


def missing_operations(names: Iterable[str], tree: Path) -> Iterator[str]:
    """Yield a problem for each module that does not match the described operations."""
    described = Counter(operation_module(name) for name in names)
    modules = (file for file in tree.glob("api/*/*.py") if file.stem != "__init__")
    written = Counter(file.relative_to(tree).as_posix() for file in modules)
    for module in sorted(described.keys() | written.keys()):
        wanted, found = described[module], written[module]
        if wanted != found:
            yield f"{module}: {wanted} operations described, {found} generated."


def overwritten_models(tree: Path) -> Iterator[str]:
    """Yield a problem for each module of more than one model, which holds only the last."""
    text = (tree / "models/__init__.py").read_text(encoding="utf-8")
    modules = Counter(re.findall(r'^    "\w+": "\.(\w+)",$', text, re.MULTILINE))
    for module, classes in modules.items():
        if classes > 1:
            yield f"models/{module}.py would hold one of {classes} classes. Rename an operation."


def files_of(tree: Path) -> list[Path]:
    """Return the files of a tree, relative to it and sorted, without Python's own caches."""
    files = (file for file in tree.rglob("*") if file.is_file())
    return sorted(file.relative_to(tree) for file in files if "__pycache__" not in file.parts)


def differences(fresh: Path, committed: Path) -> Iterator[str]:
    """Yield a line for each file that differs between two trees."""
    new, old = set(files_of(fresh)), set(files_of(committed))
    for file in sorted(new | old):
        if file not in old:
            yield f"missing: {file}"
        elif file not in new:
            yield f"not generated: {file}"
        elif not filecmp.cmp(fresh / file, committed / file, shallow=False):
            yield f"different: {file}"


def replace(tree: Path, fresh: Path) -> None:
    """Replace a tree by a fresh one; on a failure, put the old one back."""
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
