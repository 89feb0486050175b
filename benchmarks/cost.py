"""Count the instructions of one call, and compare them with the committed baseline.

    python -m benchmarks.cost [--update]

Callgrind counts the instructions of the client's process in user space; the server is another
process. The counts hardly depend on the load of the machine: the minimum of three rounds is
reported, and runs differed by at most 0.3 % with both cores overloaded. They do depend on the build
of Python, down to its compiler, so a baseline is valid for one build. `--update` writes the
baseline of the running build.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from typing import TypedDict

from . import server
from .counted import MARK, PARTS, ROUNDS

BASELINE = server.ROOT / "benchmarks/cost.json"
FOLDER = server.ROOT / "build/cost"
# Far above the difference between runs, far below a growth that matters.
TOLERANCE = 0.02


class Baseline(TypedDict):
    """The instructions of each part on one build of Python."""

    build: str
    instructions: dict[str, int]


def measure() -> dict[str, int]:
    """Return the instructions of one call of each part.

    Raises:
        SystemExit: valgrind is not installed.
    """
    if not shutil.which("valgrind"):
        sys.exit("make cost needs valgrind, which is not installed (Debian: valgrind).")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    counters = FOLDER / "counters"
    command = ["valgrind", "--quiet", "--tool=callgrind", f"--dump-before={MARK}"]
    command += [f"--callgrind-out-file={counters}", sys.executable, "-m", "benchmarks.counted"]
    with server.running() as url:
        subprocess.run(
            [*command, url], check=True, cwd=server.ROOT, env=os.environ | {"PYTHONHASHSEED": "0"}
        )
    # One file for each mark, with the count since the last mark.
    since_last_mark = [
        int(re.findall(r"^totals: (\d+)$", path.read_text("utf-8"), re.MULTILINE)[0])
        for path in sorted(FOLDER.glob("counters.*"), key=lambda path: int(path.suffix[1:]))
    ]
    measured = {}
    for index, (part, calls) in enumerate(PARTS.items()):
        first = index * (ROUNDS + 1) + 1
        measured[part] = min(since_last_mark[first : first + ROUNDS]) // calls
    return measured


def differences(baseline: dict[str, int], measured: dict[str, int]) -> list[str]:
    """Print the change of each part, and return the parts above the tolerance."""
    dearer = []
    for part, instructions in measured.items():
        change = instructions / baseline[part] - 1
        verdict = ""
        if change > TOLERANCE:
            verdict = "MORE"
            dearer.append(part)
        elif change < -TOLERANCE:
            verdict = "less: write the new baseline with make cost UPDATE=1"
        numbers = f"{instructions:12,} instructions, baseline {baseline[part]:12,}"
        print(f"{part:20}{numbers}  {change:+7.2%}  {verdict}".rstrip())
    return dearer


def main() -> None:
    """Compare with the baseline of this Python, or write it.

    Raises:
        SystemExit: A call costs more than in the baseline, or there is none for this Python.
    """
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    baselines: dict[str, Baseline] = json.loads(BASELINE.read_text("utf-8"))
    is_update = "--update" in sys.argv
    baseline = baselines.get(version)
    if not is_update and (baseline is None or baseline["build"] != sys.version):
        there = f"it is of {baseline['build']}" if baseline else "there is none"
        sys.exit(
            f"No baseline for Python {sys.version}: {there}.\n"
            "Write one on the code before your change: make cost UPDATE=1"
        )
    measured = measure()
    if is_update:
        baselines[version] = {"build": sys.version, "instructions": measured}
        BASELINE.write_text(json.dumps(dict(sorted(baselines.items())), indent=2) + "\n")
        baseline = baselines[version]
    assert baseline is not None
    if dearer := differences(baseline["instructions"], measured):
        sys.exit(f"More than {TOLERANCE:.0%} dearer than the baseline: {', '.join(dearer)}")


if __name__ == "__main__":
    main()
