"""Print the goals, and the cost of each client in the same run.

python -m benchmarks.report
"""

import json
from collections.abc import Iterator
from statistics import median

from attrs import frozen

from .calls import BURST, CONCURRENT, THREADS
from .measure import RESULTS, ROWS, Results
from .rounds import Rounds

OURS = "this client"
MS = 1000.0
KIB = 1024.0


@frozen
class Row:
    """A goal and its measured value.

    Attributes:
        quantity: The measured quantity.
        value: None if a client is not installed.
        goal: The limit of the value.
        is_minimum: True if the goal is a minimum, not a maximum.
        details: The absolute numbers from which the value is computed.
    """

    quantity: str
    value: float | None
    goal: float
    details: str
    is_minimum: bool = False

    @property
    def verdict(self) -> str:
        """Return "met", "MISSED" or "not measured"."""
        if self.value is None:
            return "not measured"
        is_met = self.value >= self.goal if self.is_minimum else self.value <= self.goal
        return "met" if is_met else "MISSED"


def compared(
    quantity: str,
    goal: float,
    measured: tuple[Rounds, str],
    base: tuple[Rounds, str],
    *,
    is_minimum: bool = False,
    scale: tuple[float, str] = (1, "µs"),
) -> Row:
    """Return the row of the ratio between two clients, each given as its rounds and its name."""
    divisor, unit = scale
    texts = []
    for rounds, name in (measured, base):
        if not rounds.get(name):
            return Row(quantity, None, goal, f"{name}: not installed", is_minimum)
        texts.append(f"{name} {median(rounds[name]) / divisor:,.{0 if divisor == 1 else 1}f}")
    over = " over ".join(texts)
    value = ratio(measured[0][measured[1]], base[0][base[1]])
    return Row(quantity, value, goal, f"{over} {unit}", is_minimum)


def ratio(measured: list[float], base: list[float]) -> float:
    """Return the median of the ratios between two clients in each round.

    A slow client has fewer rounds: a ratio of medians could compare times of a busy machine with
    times of an idle one.
    """
    return median(one / other for one, other in zip(measured, base, strict=False))


def goals(results: Results) -> Iterator[Row]:
    """Yield the rows of the table of goals."""
    tasks, threads = results["tasks"], results["threads"]
    for number in map(str, CONCURRENT):
        yield compared(
            f"CPU per call over aiohttp alone, {number} at a time",
            2.0,
            (tasks[number], OURS),
            (tasks[number], "aiohttp"),
        )
    yield compared(
        f"loop CPU of a burst of {BURST}, over aiohttp with the models",
        1.5,
        (results["burst"], OURS),
        (results["burst"], "aiohttp"),
        scale=(MS, "ms"),
    )
    for number in map(str, THREADS):
        yield compared(
            f"sync, over httpx.Client alone, {number} threads",
            1.25,
            (threads[number], OURS),
            (threads[number], "httpx.Client"),
        )
    hundred = tasks["100"]
    stock = "stock client (httpx)"
    yield compared(
        "over the generator's stock client, 100 at a time", 0.1, (hundred, OURS), (hundred, stock)
    )
    yield compared(
        "vendor's SDK in 100 threads, over this client in 100 tasks",
        3.0,
        (threads["100"], "vendor's SDK (requests)"),
        (hundred, OURS),
        is_minimum=True,
    )
    for name in ("openai", "resend"):
        yield compared(
            f"{name}, over this client, 100 at a time",
            3.0,
            (hundred, name),
            (hundred, OURS),
            is_minimum=True,
        )
    load = results["load"]
    text = f"{load['calls']:,} calls at 500 at a time"
    yield Row(f"failures of {text}", load["failures"], 0, "")
    yield Row(
        "maximum of connections at a time, then",
        load["most"],
        load["limit"],
        f"{load['total']} in all",
    )
    start = results["start"]
    package = median(start["import this package"])
    dependencies = median(start["import dependencies"])
    yield Row(
        "import over its dependencies, in ms",
        package / MS,
        25,
        f"the dependencies {dependencies / MS:.1f} ms",
    )
    heavier = set(results["loaded"]) - {"attr", "attrs"}
    yield Row(
        "packages heavier than attrs imported by then",
        len(heavier),
        0,
        ", ".join(results["loaded"]),
    )
    yield compared(
        "first call after start, over bare httpx and httpx-aiohttp",
        1.25,
        (start, "first call"),
        (start, "first call, bare"),
        scale=(MS, "ms"),
    )
    yield compared(
        f"parse of {ROWS:,} rows, over json.loads",
        4.0,
        (results["parse"], OURS),
        (results["parse"], "json.loads"),
        scale=(MS, "ms"),
    )
    waiting = results["waiting"]
    ours, alone = median(waiting[OURS]), median(waiting["aiohttp"])
    yield Row(
        "memory per waiting call over aiohttp's, in KiB",
        (ours - alone) / KIB,
        12,
        f"{OURS} {ours / KIB:.1f}, aiohttp {alone / KIB:.1f} KiB",
    )
    yield compared(
        "growth of CPU per call, from 10 to 500 at a time",
        1.5,
        (tasks["500"], OURS),
        (tasks["10"], OURS),
    )


def print_goals(results: Results) -> None:
    """Print the table of goals."""
    print(f"{'':60}{'measured':>10}{'goal':>10}")
    for row in goals(results):
        value = "-" if row.value is None else f"{row.value:.4g}"
        goal = f"{'>=' if row.is_minimum else '<='} {row.goal:g}"
        print(f"{row.quantity:60}{value:>10}{goal:>10}  {row.verdict:12}  {row.details}".rstrip())


def print_clients(title: str, by_number: dict[str, Rounds]) -> None:
    """Print the CPU per call of each client, and its ratio to the first client."""
    print(f"\n{title}")
    columns = list(by_number)
    print(f"{'':28}" + "".join(f"{column:>20}" for column in columns))
    names = list(by_number[columns[0]])
    for name in names:
        cells = []
        for rounds in by_number.values():
            if rounds.get(name):
                cpu = median(rounds[name])
                cells.append(f"{cpu:,.0f} ({ratio(rounds[name], rounds[names[0]]):.2f})")
            else:
                cells.append("-")
        print(f"{name:28}" + "".join(f"{cell:>20}" for cell in cells))


def main() -> None:
    """Print results.json."""
    results: Results = json.loads(RESULTS.read_text("utf-8"))
    print(", ".join(f"{name} {version}" for name, version in results["environment"].items()))
    print()
    print_goals(results)
    print_clients("Async: µs of CPU per call (over aiohttp), by calls at a time", results["tasks"])
    print_clients("Sync: µs of CPU per call (over httpx.Client), by threads", results["threads"])
    milliseconds = {
        str(BURST): {
            name: [one / MS for one in rounds] for name, rounds in results["burst"].items()
        }
    }
    print_clients("Burst: ms of CPU (over aiohttp with the models)", milliseconds)


if __name__ == "__main__":
    main()
