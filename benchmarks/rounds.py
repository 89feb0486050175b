"""Interleaved rounds of measurements, and the CPU time of calls in tasks and threads.

On a shared machine, the time of a call may double from one minute to the next. So each round
measures every client once, and `report` compares measurements of the same round. Times are
microseconds of CPU of this process, user and system time.
"""

import asyncio
import gc
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from itertools import repeat
from typing import TypeVar

from attrs import frozen

# By client: its measurement in each round.
Rounds = dict[str, list[float]]
Key = TypeVar("Key")


@frozen
class Effort:
    """The amount of measurements.

    Attributes:
        rounds: Maximum rounds of a client.
        min_rounds: Minimum rounds of a client, however slow it is.
        max_seconds: After these, a client skips all rounds but the minimum.
        budget: Microseconds of CPU for a client in a round: a slow client makes fewer calls, but at
            least one in each task.
        load: Number of calls in the load test.
        max_peer_concurrency: Maximum number of concurrent calls of other clients.
    """

    rounds: int = 15
    min_rounds: int = 3
    max_seconds: float = 4
    budget: float = 100_000
    load: int = 10_000
    max_peer_concurrency: int = 500

    def calls(self, cost: float, concurrent: int) -> int:
        """Return the number of calls in a round, for a client that takes `cost` per call."""
        return max(concurrent, min(2000, int(self.budget / cost)))


FULL = Effort()
QUICK = Effort(
    rounds=2, min_rounds=1, max_seconds=0.5, budget=40_000, load=2000, max_peer_concurrency=100
)
ONCE = Effort(rounds=1)


def progress(text: str) -> None:
    """Log the progress to stderr."""
    print(f"{time.strftime('%H:%M:%S')}  {text}", file=sys.stderr)


def interleaved(
    effort: Effort, measurements: Mapping[Key, Callable[[], float]]
) -> dict[Key, list[float]]:
    """Run each measurement once in every round, and return the results of each."""
    measured: dict[Key, list[float]] = {key: [] for key in measurements}
    spent = dict.fromkeys(measurements, 0.0)
    for number in range(effort.rounds):
        for key, measurement in measurements.items():
            if number < effort.min_rounds or spent[key] < effort.max_seconds:
                gc.collect()
                began = time.monotonic()
                measured[key].append(measurement())
                spent[key] += time.monotonic() - began
    return measured


async def cpu_of_tasks(call: Callable[[], Awaitable[object]], calls: int, tasks: int) -> float:
    """Return the microseconds of CPU per call, of calls made in concurrent tasks."""
    remaining = repeat(None, calls)

    async def work() -> None:
        for _ in remaining:
            await call()

    began = time.process_time()
    await asyncio.gather(*(work() for _ in range(tasks)))
    return (time.process_time() - began) / calls * 1e6


def cpu_of_threads(call: Callable[[], object], calls: int, threads: int) -> float:
    """Return the microseconds of CPU per call, of calls made in concurrent threads."""
    remaining = repeat(None, calls)
    start = threading.Barrier(threads + 1)

    def work() -> None:
        start.wait()
        for _ in remaining:
            call()

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    began = time.process_time()
    start.wait()
    for worker in workers:
        worker.join()
    return (time.process_time() - began) / calls * 1e6
