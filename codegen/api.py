"""The public Python API beside that of the last release: `make check-api`.

Public is what a module without a leading underscore lists in `__all__`. What breaks callers must be
named in the newest section of CHANGELOG.md.
"""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import griffe

from .surface import Breakage, breakages

PACKAGE = "jetemail_api_client"
GENERATED = "_generated"

# Those that break callers for sure. Types, values, defaults and the fields of attrs classes are not
# compared: griffe does not know the constructors that attrs makes.
_TEXTS = {
    griffe.BreakageKind.OBJECT_REMOVED: "removed",
    griffe.BreakageKind.OBJECT_CHANGED_KIND: "is of another kind",
    griffe.BreakageKind.CLASS_REMOVED_BASE: "has lost a base class",
    griffe.BreakageKind.PARAMETER_REMOVED: "removed",
    griffe.BreakageKind.PARAMETER_MOVED: "moved",
    griffe.BreakageKind.PARAMETER_CHANGED_KIND: "is passed in another way",
    griffe.BreakageKind.PARAMETER_ADDED_REQUIRED: "new, and required",
    griffe.BreakageKind.PARAMETER_CHANGED_REQUIRED: "required",
}


def last_release(root: Path) -> str | None:
    """Return the last tag such as "v0.2.0" before the current commit, None without any.

    Raises:
        CalledProcessError: This is no repository, for example.
    """
    command = ["git", "tag", "--list", "v[0-9]*", "--merged", "HEAD", "--no-contains", "HEAD"]
    command += ["--sort", "-version:refname"]
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=root, stdout=subprocess.PIPE, text=True, check=True
    )
    return next(iter(done.stdout.split()), None)


def broken_since(tag: str, root: Path) -> list[Breakage]:
    """Return what callers of a release cannot do any more, without running either version."""
    command = ["git", "archive", "--format=zip", tag, PACKAGE]
    packed = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout  # noqa: S603
    with TemporaryDirectory() as folder:
        old, new = Path(folder, "old"), Path(folder, "new")
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            archive.extractall(old)
        shutil.copytree(root / PACKAGE, new / PACKAGE)
        trees = [one / PACKAGE / GENERATED for one in (old, new)]
        generated = list(breakages(*trees))
        # Loading all models takes half a minute, and they have been compared.
        for tree in trees:
            shutil.rmtree(tree, ignore_errors=True)
        return sorted({*generated, *_broken(old, new)}, key=lambda one: one.name)


def _broken(old: Path, new: Path) -> Iterator[Breakage]:
    before, after = map(_load, (old, new))
    modules = list(_public_modules(before))
    # What moved to another private module is found by the names of both.
    names = dict(
        pair for module in (*_public_modules(after), *modules) for pair in _exported(module)
    )
    for module in modules:
        path = _relative(module.path)
        try:
            newer = after[path] if path else after
        except KeyError:
            yield Breakage(path, "removed")
            continue
        kept = set(map(str, newer.exports or ()))
        for gone in set(map(str, module.exports or ())) - kept:
            yield Breakage(_relative(f"{module.path}.{gone}"), "removed")
        for breakage in griffe.find_breaking_changes(module, newer):
            if breakage.kind in _TEXTS and (name := _name_of(breakage, names)):
                yield Breakage(name, _TEXTS[breakage.kind])


def _load(root: Path) -> griffe.Module:
    loader = griffe.GriffeLoader(search_paths=[root], allow_inspection=False)
    loader.load(PACKAGE, try_relative_path=False)
    return loader.modules_collection.members[PACKAGE]


def _public_modules(module: griffe.Module) -> Iterator[griffe.Module]:
    if module.exports is not None:
        yield module
    for inner in module.modules.values():
        if not inner.name.startswith("_"):
            yield from _public_modules(inner)


def _exported(module: griffe.Module) -> Iterator[tuple[str, str]]:
    """Yield where what `__all__` lists is defined, and the name that users import."""
    for name in map(str, module.exports or ()):
        public = f"{module.path}.{name}"
        yield public, _relative(public)
        # Another package, or generated code, is not loaded.
        with suppress(griffe.AliasResolutionError, KeyError):
            member = module[name]
            defined = member.final_target if isinstance(member, griffe.Alias) else member
            bases = defined.mro() if isinstance(defined, griffe.Class) else []
            yield from ((one.path, _relative(public)) for one in (defined, *bases))


def _name_of(breakage: griffe.Breakage, names: Mapping[str, str]) -> str | None:
    """Return the public name of what broke, None if it is not public, or a special method."""
    owner, members = breakage.obj.path.removesuffix(".__init__"), ""
    while owner and owner not in names:
        owner, _, member = owner.rpartition(".")
        members = f".{member}{members}"
    if not owner or members.endswith("__"):
        return None
    parameter = breakage.old_value or breakage.new_value
    argument = f"({parameter.name})" if isinstance(parameter, griffe.Parameter) else ""
    return f"{names[owner]}{members}{argument}"


def _relative(path: str) -> str:
    """Return a path without the package, as the documentation has it."""
    return path.removeprefix(PACKAGE).removeprefix(".")


def unnamed(broken: Iterable[Breakage], changelog: str) -> list[Breakage]:
    """Return what the newest section of a changelog does not name, with or without its module."""
    sections = re.split(r"^## ", changelog, flags=re.MULTILINE)
    code = set(re.findall(r"`([^`\n]+)`", sections[1] if len(sections) > 1 else ""))
    return [one for one in broken if code.isdisjoint({one.name, one.name.partition(".")[2]})]


def main(root: Path) -> int:
    """Print what breaks callers of the last release; return 1 if the changelog omits some of it."""
    tag = last_release(root)
    if tag is None:
        print("No release is tagged before this commit: there is nothing to compare with.")
        return 0
    broken = broken_since(tag, root)
    missing = unnamed(broken, (root / "CHANGELOG.md").read_text(encoding="utf-8"))
    print(f"{len(broken)} names of {tag} break callers.")
    for one in broken:
        print(f"  {one.name}: {one.text}{' - not in CHANGELOG.md' if one in missing else ''}")
    if missing:
        print("Name these in the newest section of CHANGELOG.md, in backticks, with what to use.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
