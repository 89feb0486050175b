"""Taking turns: how much is measured, and the CPU of calls in tasks and in threads.

A single time means nothing on a machine that is shared: from one minute to the next it may double.
So clients take turns in rounds, each turn is kept, and `report` compares what the same round
measured. Times are microseconds of CPU of this process, the kernel's work for it included.
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

# By client: what each of its turns measured.
Rounds = dict[str, list[float]]
Key = TypeVar("Key")


@frozen
class Effort:
    """How much is measured.

    Attributes:
        rounds: Turns of each client.
        least: Turns that even the slowest takes.
        patience: Seconds after which a client that has taken these takes no more.
        budget: Microseconds of CPU that a turn takes, so that a slow client makes fewer calls. But
            each task makes one.
        load: Calls of the run under load.
        peers_at_once: Calls of a peer at a time, at most.
    """

    rounds: int = 15
    least: int = 3
    patience: float = 4
    budget: float = 100_000
    load: int = 10_000
    peers_at_once: int = 500

    def calls(self, cost: float, concurrent: int) -> int:
        """Return how many calls of some cost a turn makes."""
        return max(concurrent, min(2000, int(self.budget / cost)))


FULL = Effort()
QUICK = Effort(rounds=2, least=1, patience=0.5, budget=40_000, load=2000, peers_at_once=100)
ONCE = Effort(rounds=1)


def progress(text: str) -> None:
    """Report what is being measured."""
    print(f"{time.strftime('%H:%M:%S')}  {text}", file=sys.stderr)


def interleaved(effort: Effort, turns: Mapping[Key, Callable[[], float]]) -> dict[Key, list[float]]:
    """Let clients take turns, and return what each turn of each measured."""
    measured: dict[Key, list[float]] = {key: [] for key in turns}
    spent = dict.fromkeys(turns, 0.0)
    for number in range(effort.rounds):
        for key, turn in turns.items():
            if number < effort.least or spent[key] < effort.patience:
                gc.collect()
                began = time.monotonic()
                measured[key].append(turn())
                spent[key] += time.monotonic() - began
    return measured


async def cpu_of_tasks(call: Callable[[], Awaitable[object]], calls: int, tasks: int) -> float:
    """Microseconds of CPU for each of so many calls, made by so many tasks at once."""
    remaining = repeat(None, calls)

    async def work() -> None:
        for _ in remaining:
            await call()

    began = time.process_time()
    await asyncio.gather(*(work() for _ in range(tasks)))
    return (time.process_time() - began) / calls * 1e6


def cpu_of_threads(call: Callable[[], object], calls: int, threads: int) -> float:
    """Microseconds of CPU for each of so many calls, made by so many threads at once."""
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
