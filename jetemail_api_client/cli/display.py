"""What the command shows, on standard error, and the report that it writes."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from attrs import define, field, frozen
from rich.console import Console
from rich.table import Table

from ..progress import ProgressBar

# Statuses without a line of their own.
GOOD = frozenset({"created", "existing", "sent", "valid"})


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
    """Shows the results of lines, and the progress of a run."""

    report: Report
    total: int | None
    console: Console = field(factory=lambda: Console(stderr=True))
    counts: Counter[str] = field(factory=Counter)
    bar: ProgressBar = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.bar = ProgressBar(total=self.total, console=self.console, transient=True)

    def add_invalid(self, row: Row) -> None:
        """Report a line that the run does not get.

        Raises:
            OSError: The report cannot be written.
        """
        if self.bar.total is not None:
            self.bar.total -= 1
        self.add(row)

    def add(self, row: Row) -> None:
        """Report an outcome; show it, if it is not good.

        Raises:
            OSError: The report cannot be written.
        """
        self.counts[row.status] += 1
        if row.status not in GOOD:
            name = "" if row.name in {None, str(row.line)} else f" ({row.name})"
            self.print(f"line {row.line}{name}: {row.status}: {row.reason}")
        self.report.write(row)

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
