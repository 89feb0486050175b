"""Mutation testing of `make update-spec`: random changes of openapi.json, one for each seed.

    make mutate-spec [COUNT=300] [SEED=1] [JOBS=2]

A changed document is either accepted or refused.

- Refused: each problem names the line to change. Where the advice can be followed without thinking,
  it is, until the document is accepted or a change of code is needed.
- Accepted: the tree imports, and what the report says breaks callers is what breaks them. That is
  judged here by other means: names are read with ast, and mypy compares the types.

Prints each failure with its seed, and figures. SEED is the first seed, so that a run that was
interrupted is resumed, and a failure repeated (COUNT=1).
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any

import mypy.api
from attrs import field, frozen

from codegen.corrections import corrected, load_corrections
from codegen.diff import changes_between, moved_operations
from codegen.generate import ROOT, TREE, generate
from codegen.overrides import CHANGE_CODE, load_overrides
from codegen.report import by_old_places, findings
from codegen.spec import load_spec
from codegen.surface import breakages
from codegen.validation import GenerationError
from tests.codegen.mutations import Mutation, mutated

_OVERRIDES, _CORRECTIONS = "codegen/operations.yaml", "codegen/corrections.yaml"
# A refusal may follow from the advice of the one before.
_MAX_ROUNDS = 6
_NOT_FIELDS = {"additional_properties", "operation_name"}


@frozen
class Outcome:
    """What came of one seed."""

    seed: int
    mutation: Mutation
    result: str
    """Accepted, breaking, unchanged or refused; "after advice" if lines were followed."""
    failures: tuple[str, ...] = ()


@frozen
class Api:
    """The public surface of a tree, read without the code under test."""

    methods: dict[str, dict[str, str]]
    """Method -> annotation of each argument; of the result under ""."""
    models: dict[str, dict[str, str]]
    sent: set[str] = field(factory=set)
    """Models that are arguments, or inside of them."""
    received: set[str] = field(factory=set)


def api_of(tree: Path) -> Api:
    """Read the surface of a tree."""
    methods: dict[str, dict[str, str]] = {}
    for file in (tree / "resources").glob("*.py"):
        for cls in _classes(file):
            if cls.name.startswith("Async") or cls.name.endswith("WithRawResponse"):
                continue
            for one in cls.body:
                if isinstance(one, ast.FunctionDef) and one.name[0] != "_":
                    arguments = {arg.arg: _text(arg.annotation) for arg in one.args.kwonlyargs}
                    methods[f"{file.stem}.{one.name}"] = arguments | {"": _text(one.returns)}
                    methods[f"{file.stem}.{one.name}"].pop("self", None)
    models = {
        cls.name: {
            _text(one.target): _text(one.annotation)
            for one in cls.body
            if isinstance(one, ast.AnnAssign) and _text(one.target) not in _NOT_FIELDS
        }
        for file in (tree / "models").glob("*.py")
        for cls in _classes(file)
    }
    api = Api(methods, models)
    for name, arguments in methods.items():
        if name != "with_raw_response":
            for argument, annotation in arguments.items():
                _reach(annotation, api.sent if argument else api.received, models)
    # Flows return classes of their own, around what the endpoints return.
    for file in (tree / "api").glob("*/*.py"):
        for one in ast.parse(file.read_text("utf-8")).body:
            if isinstance(one, ast.FunctionDef) and one.name == "sync":
                _reach(_text(one.returns), api.received, models)
                for arg in one.args.kwonlyargs:
                    if arg.arg == "body":
                        fields = models.get(_text(arg.annotation).split(" |")[0], {})
                        for annotation in fields.values():
                            _reach(annotation, api.sent, models)
    return api


def _classes(file: Path) -> Iterator[ast.ClassDef]:
    for one in ast.parse(file.read_text("utf-8")).body:
        if isinstance(one, ast.ClassDef):
            yield one


def _text(node: ast.AST | None) -> str:
    return ast.unparse(node) if node else ""


def _reach(annotation: str, reached: set[str], models: dict[str, dict[str, str]]) -> None:
    for name in set(re.findall(r"\w+", annotation)) & models.keys() - reached:
        reached.add(name)
        for inner in models[name].values():
            _reach(inner, reached, models)


def broken_names(old: Api, new: Api) -> set[str]:
    """Return the public names that no longer work as they did, as mypy judges types."""
    broken: set[str] = set()
    checks: list[tuple[str, str, str]] = []
    for name, before in old.methods.items():
        if name not in new.methods:
            broken.add(name)
            continue
        after = new.methods[name]
        broken |= {f"{name}({one})" for one in before.keys() - after.keys()}
        for argument, annotation in after.items():
            public = f"{name}({argument})"
            if not argument:
                checks.append((public, _received(annotation), _received(before[""])))
            else:
                broken |= {public for _ in _required(before.get(argument), annotation)}
                if argument in before:
                    checks.append((public, _sent(before[argument]), _sent(annotation)))
    for name in old.sent | old.received:
        if name not in new.models:
            broken.add(name)
            continue
        fields, after = old.models[name], new.models[name]
        broken |= {f"{name}.{one}" for one in fields.keys() - after.keys()}
        for one, annotation in after.items():
            public = f"{name}.{one}"
            if name in old.sent:
                broken |= {public for _ in _required(fields.get(one), annotation)}
                if one in fields:
                    checks.append((public, _sent(fields[one]), _sent(annotation)))
            elif one in fields:
                checks.append((public, _received(annotation), _received(fields[one])))
    return broken | set(_narrowed([one for one in checks if one[1] != one[2]], old, new))


def _required(old: str | None, new: str) -> Iterator[bool]:
    """Yield once if a value must be given that could be left out."""
    if "_Unset" not in new and (old is None or "_Unset" in old):
        yield True


def _sent(annotation: str) -> str:
    """Return the type of a request for mypy: what is not given is judged apart."""
    return re.sub(r" \| (None \| )?_Unset", "", re.sub(r"\bAny\b", "object", annotation))


def _received(annotation: str) -> str:
    """Return the type of a response for mypy: reading a value of any type needs other code."""
    return re.sub(r"\bAny\b", "FreeForm", annotation)


_STUBS = """
from datetime import datetime
from typing import Generic, Literal, TypeVar
T = TypeVar("T", covariant=True)
class FreeForm: ...
class _Unset: ...
class Csv: ...
class Iterator(Generic[T]): ...
class Iterable(Generic[T]): ...
class Sequence(Iterable[T]): ...
class SequenceNotStr(Sequence[T]): ...
class Mapping(Generic[T]): ...
"""


def _narrowed(checks: list[tuple[str, str, str]], old: Api, new: Api) -> Iterator[str]:
    """Yield the names of values of a type that are not of another type, by mypy."""
    if not checks:
        return
    used = set(re.findall(r"\w+", " ".join(f"{given} {wanted}" for _, given, wanted in checks)))
    known = set(re.findall(r"class (\w+)", _STUBS))
    hidden = {"None", "Literal", "str", "int", "float", "bool", "object", "list", "dict"}
    classes = {name for name in used - known - hidden if name[0].isupper()}
    lines = [*_STUBS.splitlines(), *(f"class {name}: ..." for name in sorted(classes))]
    start = len(lines) + 1
    for number, (_, given, wanted) in enumerate(checks):
        lines.append(f"def f{number}(x: {_plain(given)}) -> {_plain(wanted)}: return x")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "types_of_case.py"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        output, errors, _ = mypy.api.run(
            ["--config-file=", f"--cache-dir={_mypy_cache()}", "--no-error-summary", str(file)]
        )
    for line in [*output.splitlines(), *errors.splitlines()]:
        match = re.search(r"types_of_case\.py:(\d+): error: (.*)", line)
        if not match or int(match[1]) < start or "return value" not in match[2]:
            raise AssertionError(f"mypy: {line}")
        yield checks[int(match[1]) - start][0]


def _plain(annotation: str) -> str:
    """Return a type whose containers are compared by what can be read from them."""
    annotation = re.sub(r"\blist\[", "SequenceNotStr[", annotation)
    annotation = re.sub(r"\bSequence\[", "SequenceNotStr[", annotation)
    return re.sub(r"\b(dict|Mapping)\[str, ", "Mapping[", annotation)


@cache
def _mypy_cache() -> str:
    return tempfile.mkdtemp(prefix="mutate-spec-mypy-")


# Advice.

_ADVICE: list[tuple[str, Callable[[Any, Any, re.Match[str]], None]]] = []


def _advice(pattern: str) -> Callable[[Any], Any]:
    """Register how advice is followed: it changes the overrides and the corrections."""

    def register(follow: Any) -> Any:
        _ADVICE.append((pattern, follow))
        return follow

    return register


@_advice(r"has no name\. Add under operations in \S+\n  (?P<where>\S+ \S+): \{name: (?P<name>.+)\}")
def _name(overrides: Any, _: Any, match: re.Match[str]) -> None:
    overrides["operations"].setdefault(match["where"], {})["name"] = match["name"]


@_advice(r"(?P<where>.+) is named but not described\. .*Remove it.*correct its path\.$")
def _remove_entry(overrides: Any, _: Any, match: re.Match[str]) -> None:
    del overrides["operations"][match["where"]]


@_advice(r"(?P<where>\S+ \S+) moved to (?P<new>\S+ \S+)\. Change its key")
def _move_entry(overrides: Any, corrections: Any, match: re.Match[str]) -> None:
    for entries in (overrides["operations"], corrections):
        if match["where"] in entries:
            entries[match["new"]] = entries.pop(match["where"])


@_advice(r"(?P<where>\S+ \S+): .*these look like secrets\. .*\n    secrets: \[(?P<names>.+)\]\n")
def _add_secrets(overrides: Any, _: Any, match: re.Match[str]) -> None:
    entry = overrides["operations"][match["where"]]
    entry["secrets"] = [*entry.get("secrets", []), *match["names"].split(", ")]


@_advice(r"Add under patterns in [\s\S]*\n  (?P<pattern>\".*\"): \{check: null\}")
def _add_pattern(overrides: Any, _: Any, match: re.Match[str]) -> None:
    overrides["patterns"][json.loads(match["pattern"])] = {"check": None}


@_advice(r"The pattern (?P<pattern>.+) is reviewed but never sent\. Remove it")
def _remove_pattern(overrides: Any, _: Any, match: re.Match[str]) -> None:
    del overrides["patterns"][match["pattern"]]


@_advice(
    r"(?P<where>\S+ \S+): (?P<key>\w+) has (?P<name>\S+?),? (?:which is not|not only fields)"
    r"(?! a parameter)(?! required)"
)
def _remove_name(overrides: Any, _: Any, match: re.Match[str]) -> None:
    entry, name = overrides["operations"][match["where"]], match["name"]
    value = entry[match["key"]]
    if match["key"] == "aliases":
        entry["aliases"] = {other: used for other, used in value.items() if used != name}
    elif isinstance(value, dict):
        value.pop(name, None)
    elif isinstance(value, str):
        del entry[match["key"]]
    else:
        entry[match["key"]] = [
            [one for one in part if one != name] if isinstance(part, list) else part
            for part in value
            if part != name
        ]


@_advice(r"(?P<where>\S+ \S+): (?P<key>sent|received) has (?P<name>\S+): \w+, and")
def _remove_format(overrides: Any, _: Any, match: re.Match[str]) -> None:
    del overrides["operations"][match["where"]][match["key"]][match["name"]]


@_advice(r"(?P<where>\S+ \S+): checks has \w+ for (?P<name>\S+), which")
def _remove_check(overrides: Any, _: Any, match: re.Match[str]) -> None:
    del overrides["operations"][match["where"]]["checks"][match["name"]]


@_advice(r"(?P<where>\S+ \S+): left_out has (?P<name>\S+), which")
def _remove_left_out(overrides: Any, _: Any, match: re.Match[str]) -> None:
    left_out = overrides["operations"][match["where"]]["left_out"]
    for names in left_out.values():
        names[:] = [one for one in names if one != match["name"]]


@_advice(r"(?P<where>\S+ \S+): paging .*[Rr]emove paging")
def _remove_paging(overrides: Any, _: Any, match: re.Match[str]) -> None:
    overrides["operations"][match["where"]].pop("paging", None)


@_advice(r"(?P<where>\S+ \S+): paging has (?P<fact>\w+) (?P<path>\S+), not described")
def _remove_fact(overrides: Any, _: Any, match: re.Match[str]) -> None:
    overrides["operations"][match["where"]]["paging"]["facts"].pop(match["fact"])


@_advice(r"(?P<where>\S+ \S+): paging has identity (?P<name>\S+), which")
def _remove_identity(overrides: Any, _: Any, match: re.Match[str]) -> None:
    overrides["operations"][match["where"]]["paging"]["identity"].remove(match["name"])


@_advice(r"models has (?P<name>\w+) at .*, where no object is")
def _remove_model(overrides: Any, _: Any, match: re.Match[str]) -> None:
    del overrides["models"][match["name"]]


@_advice(r"models has \w+ and (?P<name>\w+) for objects of one shape")
def _remove_second_model(overrides: Any, _: Any, match: re.Match[str]) -> None:
    overrides["models"].pop(match["name"], None)


@_advice(r"corrections\.yaml: (?P<where>\S+ \S+): (?P<place>.+): .*(?:[Rr]emove the line)")
def _remove_correction(_: Any, corrections: Any, match: re.Match[str]) -> None:
    del corrections[match["where"]]["corrections"][match["place"]]


@_advice(r"corrections\.yaml: (?P<where>\S+ \S+): (?P<place>.+?): the correction is of .* `was`")
def _remove_outdated_correction(_: Any, corrections: Any, match: re.Match[str]) -> None:
    del corrections[match["where"]]["corrections"][match["place"]]


@_advice(r"\n  (?P<where>[A-Z]+ \S+): not supported")
def _omit(overrides: Any, _: Any, match: re.Match[str]) -> None:
    overrides["omitted"][match["where"]] = "not supported"


def _can_be_followed(line: str) -> bool:
    return any(re.search(pattern, line) for pattern, _ in _ADVICE)


def followed(lines: list[str], overrides: Any, corrections: Any) -> bool:
    """Follow what can be followed; return true if there was such advice."""
    is_followed = False
    for line in lines:
        for pattern, follow in _ADVICE:
            for match in re.finditer(pattern, line):
                try:
                    follow(overrides, corrections, match)
                except (KeyError, ValueError):
                    continue
                is_followed = True
    return is_followed


# Cases.


@frozen
class _Old:
    document: Any
    spec: Any
    api: Api
    bytes: dict[str, bytes]


@cache
def _old() -> _Old:
    """Return what all cases are compared with, read once for each process."""
    tree = ROOT / TREE
    document = json.loads((ROOT / "openapi.json").read_bytes())
    spec = load_spec(ROOT / "openapi.json")
    return _Old(document, spec, api_of(tree), _bytes_of(tree))


def _bytes_of(tree: Path) -> dict[str, bytes]:
    files = (file for file in tree.rglob("*.py") if "__pycache__" not in file.parts)
    return {str(file.relative_to(tree)): file.read_bytes() for file in files}


def outcome_of(seed: int) -> Outcome:
    """Change the document by a seed, and judge what becomes of it."""
    document, mutation = mutated(_old().document, seed)
    with tempfile.TemporaryDirectory(prefix="mutate-spec-") as folder:
        try:
            return _judged(seed, mutation, document, Path(folder))
        except Exception as error:  # noqa: BLE001 - a failure like any other
            text = f"{type(error).__name__}: {error}"
            return Outcome(seed, mutation, "failed", (text[-1500:],))


def _judged(seed: int, mutation: Mutation, document: Any, folder: Path) -> Outcome:
    root = _project(folder / "project")
    overrides = load_overrides(ROOT / _OVERRIDES)
    corrections = load_corrections(ROOT)
    source = folder / "new.json"
    source.write_text(json.dumps(document), encoding="utf-8")
    lines: list[str] = []
    for number in range(_MAX_ROUNDS):
        (root / _OVERRIDES).write_text(json.dumps(overrides), encoding="utf-8")
        (root / _CORRECTIONS).write_text(json.dumps(corrections), encoding="utf-8")
        after = ", after advice" if number else ""
        try:
            new = load_spec(source, omitted=overrides["omitted"])
            moved = moved_operations(_old().spec, new)
            tree = folder / f"round{number}" / "_generated"
            tree.parent.mkdir()
            generate(corrected(new, corrections), root, tree, moved=moved)
        except GenerationError as error:
            before, lines = lines, [*error.problems, *error.advice]
            if nameless := list(_without_a_line(error)):
                return Outcome(seed, mutation, "refused", (f"no line to change: {nameless}",))
            again = sorted(line for line in {*before} & {*lines} if _can_be_followed(line))
            if again:
                return Outcome(seed, mutation, "refused", (f"advice without effect: {again}",))
            if not followed(lines, overrides, corrections):
                return Outcome(seed, mutation, f"refused{after}")
            continue
        result, failures = _of_tree(mutation, new, tree, overrides, folder)
        return Outcome(seed, mutation, result + after, tuple(failures))
    return Outcome(seed, mutation, "refused", (f"endless advice: {lines}",))


def _without_a_line(error: GenerationError) -> Iterator[str]:
    """Yield the problems that name no file of ours, and cannot be left out as advised either."""
    left_out = [*error.unsupported, *error.places]
    # Problems of a document that cannot be loaded name the place in it.
    parts = [where.partition(" ") for where in left_out]
    left_out += [f"paths > {path} > {method.lower()} >" for method, _, path in parts]
    # An operation that the package calls has a problem of its own that says so.
    of_code = (one for one in error.problems if one.endswith(CHANGE_CODE))
    left_out += [one.partition(" cannot be left out")[0] for one in of_code]
    for problem in error.problems:
        is_named = any(one in problem for one in left_out)
        is_of_code = problem.endswith(CHANGE_CODE)
        if "codegen/" not in problem and not is_named and not is_of_code:
            yield problem


def _project(root: Path) -> Path:
    (root / "codegen").mkdir(parents=True)
    (root / "codegen/templates").symlink_to(ROOT / "codegen/templates")
    for file in ("pyproject.toml", "generator-config.yaml"):
        shutil.copy(ROOT / file, root)
    return root


def _of_tree(
    mutation: Mutation, new: Any, tree: Path, overrides: Any, folder: Path
) -> tuple[str, list[str]]:
    old = _old()
    changes = changes_between(old.spec, new)
    broken = list(breakages(ROOT / TREE, tree))
    entries = by_old_places(overrides["operations"], moved_operations(old.spec, new))
    found = findings(changes, broken, entries)
    failures = []
    reported, actual = {one.name for one in broken}, broken_names(old.api, api_of(tree))
    if missing := sorted(actual - reported):
        failures.append(f"breaks, and is not reported: {missing}")
    if needless := sorted(reported - actual):
        failures.append(f"reported, and does not break: {needless}")
    if not found and _bytes_of(tree) != old.bytes:
        failures.append("no change reported, and other code generated")
    if any(one.text == "the generated code changed" for one in found):
        failures.append("breakages without a cause")
    at_server = any(one.is_breaking for one in changes)
    if mutation.breaks_server is not None and mutation.breaks_server != at_server and found:
        failures.append(f"at the server: {mutation.breaks_server}, and {at_server} is reported")
    failures += _problems_of_import(tree, folder)
    is_breaking = any(one.is_breaking for one in found)
    return "breaking" if is_breaking else "accepted" if found else "unchanged", failures


_IMPORT = """
import importlib, pkgutil
import jetemail_api_client._generated as tree
from jetemail_api_client import models, client, webhooks
for one in pkgutil.walk_packages(tree.__path__, tree.__name__ + "."):
    importlib.import_module(one.name)
"""


def _problems_of_import(tree: Path, folder: Path) -> Iterator[str]:
    package = folder / "site/jetemail_api_client"
    package.mkdir(parents=True)
    for part in (ROOT / "jetemail_api_client").iterdir():
        if part.name != "__pycache__":
            (package / part.name).symlink_to(tree if part.name == "_generated" else part)
    command = [sys.executable, "-c", _IMPORT]
    process = subprocess.run(
        command, cwd=package.parent, capture_output=True, text=True, check=False
    )
    if process.returncode:
        yield f"import: {process.stderr.strip().splitlines()[-1]}"
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--select=F"]
    process = subprocess.run(
        [*ruff, "--ignore=F401", "--output-format=concise", str(tree)],
        capture_output=True,
        text=True,
        check=False,
    )
    if process.returncode:
        yield f"ruff: {process.stdout.strip()[:500]}"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return the exit status, 1 after a failure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--verbose", action="store_true", help="print each case")
    options = parser.parse_args(arguments)
    seeds = range(options.seed, options.seed + options.count)
    run = partial(_print_and_count, is_verbose=options.verbose)
    if options.jobs == 1:
        return run(map(outcome_of, seeds))
    with ProcessPoolExecutor(options.jobs) as pool:
        return run(pool.map(outcome_of, seeds))


def _print_and_count(outcomes: Iterable[Outcome], *, is_verbose: bool) -> int:
    results: Counter[str] = Counter()
    failed = 0
    for one in outcomes:
        results[one.result] += 1
        failed += bool(one.failures)
        if one.failures or is_verbose:
            print(f"seed {one.seed}: {one.mutation.text}\n  {one.result}", flush=True)
        for failure in one.failures:
            print(f"  FAILED {failure}", flush=True)
    figures = ", ".join(f"{count} {result}" for result, count in sorted(results.items()))
    print(f"{results.total()} changes: {figures}; {failed} failures")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
