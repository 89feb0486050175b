"""Measure what a call costs, beside other clients, and write build/bench/results.json.

    python -m benchmarks.measure [--quick]

Server and client have a core each. `calls` measures what goes to the server from this process, and
`fresh` what needs a process of its own.
"""

import importlib.metadata
import importlib.util
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any, TypedDict

from attrs import evolve

from jetemail_api_client.models import OutboundLogsListResult

from . import calls, server
from .listing import listing
from .turns import FULL, ONCE, QUICK, Effort, Rounds, interleaved, progress

RESULTS = server.ROOT / "build/bench/results.json"
ROWS = 1000


class Results(TypedDict):
    """What results.json holds: of each client its rounds."""

    environment: dict[str, str]
    # By the number of calls at a time, then by client: microseconds per call.
    tasks: dict[str, Rounds]
    threads: dict[str, Rounds]
    # Microseconds.
    burst: Rounds
    parse: Rounds
    start: Rounds
    # Bytes for each waiting call.
    waiting: Rounds
    # Names of the packages that importing this one imports.
    loaded: list[str]
    # Failures, and connections: the pool's limit, the most at a time, and in all.
    load: dict[str, int]


def measure_parse(effort: Effort) -> Rounds:
    """CPU of decoding a listing, and of making models of it."""
    body = listing(ROWS)

    def cpu(work: Callable[[], object]) -> Callable[[], float]:
        def turn() -> float:
            began = time.process_time()
            for _ in range(5):
                work()
            return (time.process_time() - began) / 5 * 1e6

        return turn

    measured = interleaved(
        effort,
        {
            "json.loads": cpu(lambda: json.loads(body)),
            "this client": cpu(lambda: OutboundLogsListResult.from_dict(json.loads(body))),
        },
    )
    progress(f"parsing {ROWS} rows")
    return measured


def fresh(*arguments: str) -> Any:
    """Run one of the measurements of `fresh` in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.fresh", *arguments]
    return json.loads(subprocess.check_output(command, cwd=server.ROOT))


def measure_start(effort: Effort, url: str) -> Rounds:
    """CPU of importing, and of all until the first response."""
    turns: dict[str, Callable[[], float]] = {
        "import dependencies": lambda: fresh("import_dependencies"),
        "import this package": lambda: fresh("import_package"),
        "first call": lambda: fresh("first_call", url),
    }
    if importlib.util.find_spec("httpx_aiohttp"):
        turns["first call, bare"] = lambda: fresh("first_call_bare", url)
    # What is not compiled yet is now.
    interleaved(ONCE, turns)
    measured = interleaved(effort, turns)
    progress("imports and first calls")
    return measured


def measure_waiting(effort: Effort, url: str) -> Rounds:
    """Memory of each waiting call."""
    turns: dict[str, Callable[[], float]] = {
        "aiohttp": lambda: fresh("waiting", "aiohttp", url),
        "this client": lambda: fresh("waiting", "this client", url),
    }
    measured = interleaved(
        evolve(effort, rounds=min(effort.rounds, 3), least=1, patience=20), turns
    )
    progress("memory of waiting calls")
    return measured


def environment() -> dict[str, str]:
    """Versions of all that has a part in the numbers."""
    packages = ("aiohttp", "httpx", "httpx-aiohttp", "httpx2", "jetemail", "openai", "resend")
    versions = {"python": platform.python_version(), "machine": platform.machine()}
    for package in packages:
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            versions[package] = "not installed"
    return versions


def measure(effort: Effort) -> Results:
    """Measure everything, each part beside a server of its own."""
    with server.running() as url:
        load = calls.measure_load(effort, url)
    with server.running() as url:
        waiting = measure_waiting(effort, url)
        start = measure_start(effort, url)
        parse = measure_parse(effort)
        burst = calls.measure_burst(effort, url)
        tasks, threads = calls.measure_calls(effort, url)
    return {
        "environment": environment(),
        "tasks": tasks,
        "threads": threads,
        "burst": burst,
        "parse": parse,
        "start": start,
        "waiting": waiting,
        "loaded": fresh("loaded"),
        "load": load,
    }


def main() -> None:
    """Measure, and write the results."""
    # Some clients look for a proxy at every call, and none must be used.
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    # What a user imports is compiled already.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    results = measure(QUICK if "--quick" in sys.argv else FULL)
    RESULTS.write_text(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
