"""What the command shows, on standard error, and the report that it writes."""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from attrs import define, field, frozen
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

# Statuses without a line of their own.
GOOD = frozenset({"created", "existing", "sent", "valid"})
# Seconds between lines about the progress, if there is no bar.
_INTERVAL = 10.0


@frozen(kw_only=True)
class Row:
    """The outcome of a line of the input."""

    line: int
    name: str | None
    status: str
    reason: str | None = None
    api_id: str | None = None
    is_from_journal: bool = False


def printable(text: str) -> str:
    """Return a text without what a terminal would obey, or cannot show."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)


def print_line(console: Console, text: str) -> None:
    """Print a line as it is: not wrapped, without markup, in what the console can encode."""
    encoded = printable(text).encode(console.encoding, "backslashreplace")
    shown = encoded.decode(console.encoding)
    console.print(shown, markup=False, emoji=False, highlight=False, soft_wrap=True)


def counts_table(counts: Iterable[tuple[str, int]]) -> Table:
    """Return a table of statuses."""
    table = Table("status", "count")
    table.columns[1].justify = "right"
    for status, count in counts:
        table.add_row(status, f"{count:,}")
    return table


@define
class Report:
    """Writes outcomes as JSON lines, if there is a file for them."""

    file: IO[str] | None
    name: str
    """The field for the names of lines."""

    def write(self, row: Row) -> None:
        """Write an outcome.

        Raises:
            OSError: The file cannot be written.
        """
        if self.file is None:
            return
        shown = {"line": row.line, self.name: row.name, "status": row.status, "reason": row.reason}
        if self.name == "id":
            shown |= {"api_id": row.api_id, "is_from_journal": row.is_from_journal}
        try:
            self.file.write(f"{json.dumps(shown)}\n")
            self.file.flush()
        except OSError:
            # Not again, for what is left, nor when Python ends and flushes standard output.
            with Path(os.devnull).open("w") as nowhere:
                os.dup2(nowhere.fileno(), self.file.fileno())
            self.file = None
            raise


@define
class Display:
    """Shows how far a run is: a bar on a terminal, otherwise lines."""

    report: Report
    total: int | None
    console: Console = field(factory=lambda: Console(stderr=True))
    clock: Callable[[], float] = time.monotonic
    counts: Counter[str] = field(factory=Counter)
    _progress: Progress | None = None
    _shown: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._shown = self.clock()

    def __enter__(self) -> Self:
        if self.console.is_terminal:
            text, rate = TextColumn("{task.description}"), TextColumn("{task.fields[rate]}")
            columns = (text, BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
            self._progress = Progress(*columns, console=self.console, transient=True)
            self._progress.add_task("", total=self.total, rate="")
            self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def add(self, row: Row) -> None:
        """Report an outcome; show it, if it is not good.

        Raises:
            OSError: The report cannot be written.
        """
        self.counts[row.status] += 1
        if row.status not in GOOD:
            name = "" if row.name in {None, str(row.line)} else f" ({row.name})"
            self.print(f"line {row.line}{name}: {row.status}: {row.reason}")
        self._advance()
        self.report.write(row)

    def _advance(self) -> None:
        if self._progress is not None:
            (task,) = self._progress.tasks
            rate = f"{task.speed:,.0f}/s" if task.speed else ""
            self._progress.update(task.id, advance=1, rate=rate)
        elif (now := self.clock()) >= self._shown + _INTERVAL:
            self._shown = now
            of = "" if self.total is None else f" of {self.total:,}"
            self.print(f"{self.counts.total():,}{of} done")

    def print(self, text: str) -> None:
        """Print a line."""
        print_line(self.console, text)

    def summarize(self) -> None:
        """Print the counts."""
        self.console.print(counts_table(sorted(self.counts.items())))

    @property
    def left(self) -> str:
        """How much of the input is left, in words."""
        if self.total is None:
            return "the rest of the input was not read"
        left = self.total - self.counts.total() + self.counts["not_sent"]
        return f"{left:,} of {self.total:,} lines are left"


def print_json(value: object) -> None:
    """Print JSON on standard output, in one line."""
    sys.stdout.write(f"{json.dumps(value)}\n")
