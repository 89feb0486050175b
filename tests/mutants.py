"""Mutation testing of the policy and the reconciliation: the changes that no test notices.

    make mutants

mutmut makes one small change at a time and runs the tests that reach it. A change that goes
unnoticed needs a test, or simpler code. One that makes no difference stands in
accepted_mutants.toml, with the reason.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parent.parent
ACCEPTED = Path(__file__).with_name("accepted_mutants.toml")
MUTMUT = str(Path(sys.executable).with_name("mutmut"))
# What the tests need. mutmut copies it, and mutates its copy.
NEEDED = ("jetemail_api_client", "tests", "pyproject.toml")
# mutmut gives tests in the order of a set: with this, in the same one every time.
ENVIRONMENT = {**os.environ, "PYTHONHASHSEED": "0"}


@frozen(order=True)
class Mutant:
    """A change that no test noticed; told without mutmut's numbers, which shift."""

    function: str
    line: str
    becomes: str

    def __str__(self) -> str:
        return f"{self.function}\n  - {self.line}\n  + {self.becomes}"


def function_of(name: str) -> str:
    """The function that a mutant is one of, such as `_policy.effect_of` or `_pacing.Pacer.turn`."""
    path = name.partition("__mutmut_")[0].removeprefix("jetemail_api_client.")
    # mutmut writes x_function and xǁClassǁmethod.
    return re.sub(r"\.x[_\u01c1]", ".", path).replace("\u01c1", ".")


def mutant_of(name: str, diff: str) -> Mutant:
    """What a mutant changes.

    Args:
        name: mutmut's own.
        diff: The unified diff of its function.
    """
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    line, becomes = (
        " ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+"
    )
    return Mutant(function_of(name), line, becomes)


def statuses(results: str) -> dict[str, str]:
    """What became of each mutant by its name, from what `mutmut results` prints."""
    pairs = (line.strip().rpartition(": ") for line in results.splitlines() if ": " in line)
    return {name: status for name, _, status in pairs}


def accepted(text: str) -> Counter[Mutant]:
    """The mutants that need no test.

    Raises:
        ValueError: One of them has no reason.
    """
    entries = tomllib.loads(text).get("mutant", [])
    if unreasoned := [entry["function"] for entry in entries if not entry.get("reason")]:
        raise ValueError(f"accepted without a reason: {', '.join(unreasoned)}")
    return Counter(Mutant(one["function"], one["line"], one["becomes"]) for one in entries)


def complaints(
    modules: Iterable[str], found: Mapping[str, str], left: Counter[Mutant], known: Counter[Mutant]
) -> list[str]:
    """What is wrong with a run, if anything.

    Args:
        modules: Paths of those to mutate.
        found: What became of each mutant, by its name.
        left: The mutants that were not killed.
        known: Those that need not be.
    """
    mutated = {name.partition(".x")[0].replace(".", "/") + ".py" for name in found}
    return [
        *(f"Not mutated at all: {module}" for module in modules if module not in mutated),
        *(f"Not killed, and without a reason: {mutant}" for mutant in sorted(left - known)),
        *(f"Accepted, and there no more: {mutant}" for mutant in sorted(known - left)),
    ]


def mutmut(tree: Path, *arguments: str) -> str:
    """What a command of mutmut prints."""
    command = [MUTMUT, *arguments]
    done = subprocess.run(command, cwd=tree, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()


def main(tree: Path) -> int:
    """Mutate, and compare what is left with what may be.

    Args:
        tree: A folder for mutmut, made anew: it works in the one that it is started in.
    """
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for name in NEEDED:
        (tree / name).symlink_to(ROOT / name)
    if code := subprocess.run([MUTMUT, "run"], cwd=tree, env=ENVIRONMENT, check=False).returncode:
        return code
    found = statuses(mutmut(tree, "results", "--all", "true"))
    names = [name for name, status in found.items() if status != "killed"]
    left = Counter(mutant_of(name, mutmut(tree, "show", name)) for name in names)
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mutmut"]
    modules = config["only_mutate"]
    wrong = complaints(modules, found, left, accepted(ACCEPTED.read_text()))
    # A comment would leave mutants out without a trace.
    wrong += [f"Left out: {one}" for one in modules if "no mutate" in (ROOT / one).read_text()]
    for one in wrong:
        print(one)
    told = ", ".join(f"{count} {status}" for status, count in Counter(found.values()).items())
    print(f"{len(found)} mutants: {told}; {len(wrong)} to look at")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
