"""Measure the cost of a call and of other clients, and write build/bench/results.json.

    python -m benchmarks.measure [--quick]

Server and client have a core each. `calls` measures calls from this process, and `fresh`
everything that needs a new process.
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
from .rounds import FULL, ONCE, QUICK, Effort, Rounds, interleaved, progress

RESULTS = server.ROOT / "build/bench/results.json"
ROWS = 1000


class Results(TypedDict):
    """The contents of results.json: the rounds of each client."""

    environment: dict[str, str]
    # By number of concurrent calls, then by client: microseconds per call.
    tasks: dict[str, Rounds]
    threads: dict[str, Rounds]
    # Microseconds.
    burst: Rounds
    parse: Rounds
    start: Rounds
    # Bytes for each waiting call.
    waiting: Rounds
    # Names of the packages that this package imports.
    loaded: list[str]
    # Failures and connections: limit of the pool, maximum at a time ("most"), total.
    load: dict[str, int]


def measure_parse(effort: Effort) -> Rounds:
    """Return the CPU of decoding a listing, alone and with parsing into models."""
    body = listing(ROWS)

    def cpu(work: Callable[[], object]) -> Callable[[], float]:
        def measurement() -> float:
            began = time.process_time()
            for _ in range(5):
                work()
            return (time.process_time() - began) / 5 * 1e6

        return measurement

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
    """Run a measurement of `fresh` in a new process."""
    command = [sys.executable, "-m", "benchmarks.fresh", *arguments]
    return json.loads(subprocess.check_output(command, cwd=server.ROOT))


def measure_start(effort: Effort, url: str) -> Rounds:
    """Return the CPU of imports, and of everything up to the first response."""
    measurements: dict[str, Callable[[], float]] = {
        "import dependencies": lambda: fresh("import_dependencies"),
        "import this package": lambda: fresh("import_package"),
        "first call": lambda: fresh("first_call", url),
    }
    if importlib.util.find_spec("httpx_aiohttp"):
        measurements["first call, bare"] = lambda: fresh("first_call_bare", url)
    # The first round compiles modules that are not compiled yet.
    interleaved(ONCE, measurements)
    measured = interleaved(effort, measurements)
    progress("imports and first calls")
    return measured


def measure_waiting(effort: Effort, url: str) -> Rounds:
    """Return the memory per waiting call."""
    measurements: dict[str, Callable[[], float]] = {
        "aiohttp": lambda: fresh("waiting", "aiohttp", url),
        "this client": lambda: fresh("waiting", "this client", url),
    }
    measured = interleaved(
        evolve(effort, rounds=min(effort.rounds, 3), min_rounds=1, max_seconds=20), measurements
    )
    progress("memory of waiting calls")
    return measured


def environment() -> dict[str, str]:
    """Return the versions of Python and the packages measured."""
    packages = ("aiohttp", "httpx", "httpx-aiohttp", "httpx2", "jetemail", "openai", "resend")
    versions = {"python": platform.python_version(), "machine": platform.machine()}
    for package in packages:
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            versions[package] = "not installed"
    return versions


def measure(effort: Effort) -> Results:
    """Measure everything, with a new server after the load test."""
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
    # Some clients look up proxies for every call, and no proxy must be used.
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    # Users import compiled modules.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    results = measure(QUICK if "--quick" in sys.argv else FULL)
    RESULTS.write_text(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
