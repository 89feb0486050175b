"""Mutation testing of the call policy and the reconciliation.

    make mutants

mutmut makes one small change at a time, a mutant, and runs the tests that reach it. A mutant that
survives needs a test, or simpler code. An equivalent mutant is listed in accepted_mutants.toml with
the reason.
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
# Required by the tests. mutmut copies them, and mutates its copy.
REQUIRED = ("jetemail_api_client", "tests", "pyproject.toml")
# mutmut orders tests as a set does; a fixed hash seed makes the order the same in each run.
ENVIRONMENT = {**os.environ, "PYTHONHASHSEED": "0"}


@frozen(order=True)
class Mutant:
    """A change of a function, identified without the numbers of mutmut, which shift."""

    function: str
    line: str
    becomes: str

    def __str__(self) -> str:
        return f"{self.function}\n  - {self.line}\n  + {self.becomes}"


def function_of(name: str) -> str:
    """Return the function of a mutant, such as `_call.rate_limit.RateLimiter.wait`."""
    path = name.partition("__mutmut_")[0].removeprefix("jetemail_api_client.")
    # mutmut names them x_function and xǁClassǁmethod.
    return re.sub(r"\.x[_\u01c1]", ".", path).replace("\u01c1", ".")


def mutant_of(name: str, diff: str) -> Mutant:
    """Return a mutant.

    Args:
        name: Its name in mutmut.
        diff: The unified diff of its function.
    """
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    line, becomes = (
        " ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+"
    )
    return Mutant(function_of(name), line, becomes)


def statuses(results: str) -> dict[str, str]:
    """Return the status of each mutant by name, parsed from the output of `mutmut results`."""
    pairs = (line.strip().rpartition(": ") for line in results.splitlines() if ": " in line)
    return {name: status for name, _, status in pairs}


def accepted(text: str) -> Counter[Mutant]:
    """Return the accepted mutants.

    Raises:
        ValueError: A mutant is accepted without a reason.
    """
    entries = tomllib.loads(text).get("mutant", [])
    if unreasoned := [entry["function"] for entry in entries if not entry.get("reason")]:
        raise ValueError(f"accepted without a reason: {', '.join(unreasoned)}")
    return Counter(Mutant(one["function"], one["line"], one["becomes"]) for one in entries)


def problems(
    modules: Iterable[str],
    found: Mapping[str, str],
    survivors: Counter[Mutant],
    known: Counter[Mutant],
) -> list[str]:
    """Return the problems of a run.

    Args:
        modules: Paths of the modules to mutate.
        found: The status of each mutant, by name.
        survivors: The mutants that were not killed.
        known: The accepted mutants.
    """
    mutated = {name.partition(".x")[0].replace(".", "/") + ".py" for name in found}
    return [
        *(f"Not mutated: {module}" for module in modules if module not in mutated),
        *(f"Survived, not accepted: {mutant}" for mutant in sorted(survivors - known)),
        *(f"Accepted, but not a survivor: {mutant}" for mutant in sorted(known - survivors)),
    ]


def mutmut(tree: Path, *arguments: str) -> str:
    """Return the output of a command of mutmut."""
    command = [MUTMUT, *arguments]
    completed = subprocess.run(
        command, cwd=tree, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE
    )
    return completed.stdout.decode()


def main(tree: Path) -> int:
    """Run mutmut, and compare the survivors with the accepted mutants.

    Args:
        tree: A folder for mutmut, removed first: mutmut writes to its working directory.
    """
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for name in REQUIRED:
        (tree / name).symlink_to(ROOT / name)
    if code := subprocess.run([MUTMUT, "run"], cwd=tree, env=ENVIRONMENT, check=False).returncode:
        return code
    found = statuses(mutmut(tree, "results", "--all", "true"))
    names = [name for name, status in found.items() if status != "killed"]
    survivors = Counter(mutant_of(name, mutmut(tree, "show", name)) for name in names)
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mutmut"]
    modules = config["only_mutate"]
    to_report = problems(modules, found, survivors, accepted(ACCEPTED.read_text()))
    # This comment would exclude code from mutation silently.
    to_report += [f"Excluded: {one}" for one in modules if "no mutate" in (ROOT / one).read_text()]
    for problem in to_report:
        print(problem)
    counts = ", ".join(f"{count} {status}" for status, count in Counter(found.values()).items())
    print(f"{len(found)} mutants: {counts}; {len(to_report)} problems")
    return bool(to_report)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
