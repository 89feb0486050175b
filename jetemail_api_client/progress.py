"""A progress bar for runs over many messages or users; needs the extra `cli`."""

import sys
from datetime import timedelta
from typing import Self

from .bulk import SendProgress, UserProgress

try:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
except ImportError as _missing:
    raise ImportError(
        "jetemail_api_client.progress needs the extra cli: pip install 'jetemail-api-client[cli]'"
    ) from _missing

__all__ = ["ProgressBar"]

# Seconds between lines, where there is no bar.
_INTERVAL = 10.0


class ProgressBar:
    """Shows how far a run is, its rate and the time left: pass it as `on_progress`.

    ```python
    with ProgressBar() as bar, jetemail.email.send_many(messages, on_progress=bar) as run:
        for outcome in run:
            ...
    ```

    On a terminal it is a bar, during the `with` block; otherwise, a line every ten seconds. What is
    printed to the terminal meanwhile, such as with `bar.console.print`, appears above the bar.

    Args:
        description: Text before the bar.
        total: Number of items, if the source has no length; it may be set during the run, too.
        console: A console of rich; by default, standard error.
        transient: True to remove the bar at the end.

    Raises:
        ImportError: The extra `cli` is not installed; raised by importing the module.
    """

    def __init__(
        self,
        description: str = "",
        *,
        total: int | None = None,
        console: Console | None = None,
        transient: bool = False,
    ) -> None:
        self.description = description
        self.total = total
        self.console: Console = console or Console(stderr=True)
        self._transient = transient
        self._bar: Progress | None = None
        self._shown = 0.0

    def __enter__(self) -> Self:
        self._shown = 0.0
        if self.console.is_terminal:
            text, figures = TextColumn("{task.description}", markup=False), "{task.fields[figures]}"
            self._bar = Progress(
                *(text, BarColumn(), MofNCompleteColumn(), TextColumn(figures)),
                console=self.console,
                transient=self._transient,
                # Otherwise, what goes to a file or a pipe would go to the terminal.
                redirect_stdout=sys.stdout.isatty(),
                redirect_stderr=sys.stderr.isatty(),
            )
            self._bar.add_task(self.description, total=self.total, figures="")
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def __call__(self, progress: SendProgress | UserProgress) -> None:
        """Show the counts of a run."""
        total = progress.total if self.total is None else self.total
        figures = _figures(progress, total)
        # Another run.
        self._shown = min(self._shown, progress.elapsed)
        if self._bar is not None:
            (task,) = self._bar.task_ids
            self._bar.update(task, completed=progress.done, total=total, figures=figures)
        elif progress.elapsed >= self._shown + _INTERVAL:
            self._shown = progress.elapsed
            of = "" if total is None else f" of {total:,}"
            text = f"{self.description} {progress.done:,}{of} done, {figures}".lstrip()
            self.console.print(text, markup=False, highlight=False, soft_wrap=True)


def _figures(progress: SendProgress | UserProgress, total: int | None) -> str:
    """Return the rate and the time left, in words."""
    rate = progress.rate
    shown = f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s"
    if total is None or not rate:
        return shown
    left = timedelta(seconds=round(max(total - progress.done, 0) / rate))
    return f"{shown}, {left} left"
