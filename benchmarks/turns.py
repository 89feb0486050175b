"""Taking turns: how much is measured, and the CPU of calls in tasks and in threads.

A single time means nothing on a machine that is shared. So clients take turns in rounds, each turn
is kept, and `report` compares the medians. Times are microseconds of CPU of this process, the
kernel's work for it included.
"""

import asyncio
import gc
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from itertools import repeat

from attrs import frozen

# By client: what each of its turns measured.
Rounds = dict[str, list[float]]


@frozen
class Effort:
    """How much is measured.

    Attributes:
        rounds: Turns of each client.
        patience: Seconds after which a client takes no more turns. It takes one in any case.
        budget: Microseconds of CPU that a turn may take, if that is enough for all tasks to call.
        load: Calls of the run under load.
        peers_at_once: Calls of a peer at a time, at most.
    """

    rounds: int = 7
    patience: float = 6
    budget: float = 500_000
    load: int = 10_000
    peers_at_once: int = 500

    def calls(self, cost: float, concurrent: int) -> int:
        """Return how many calls of some cost a turn makes."""
        return max(concurrent, min(2000, int(self.budget / cost)))


FULL = Effort()
QUICK = Effort(rounds=2, patience=0.5, budget=40_000, load=2000, peers_at_once=100)
ONCE = Effort(rounds=1)


def progress(text: str) -> None:
    """Report what is being measured."""
    print(f"{time.strftime('%H:%M:%S')}  {text}", file=sys.stderr)


def interleaved(effort: Effort, turns: Mapping[str, Callable[[], float]]) -> Rounds:
    """Let clients take turns, and return what each turn of each measured."""
    measured: Rounds = {name: [] for name in turns}
    spent = dict.fromkeys(turns, 0.0)
    for _ in range(effort.rounds):
        for name, turn in turns.items():
            if spent[name] < effort.patience:
                gc.collect()
                began = time.monotonic()
                measured[name].append(turn())
                spent[name] += time.monotonic() - began
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
