"""The progress bar: on a terminal, elsewhere, and without its extra."""

import importlib
import os
import pty
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from jetemail_api_client.bulk import UserProgress
from jetemail_api_client.progress import ProgressBar
from jetemail_api_client.sandbox import Sandbox

from ..conftest import Flavour
from .running import messages, run

ROOT = Path(__file__).parents[2]


def progress(done: int, total: int | None = 20, elapsed: float = 0.0) -> UserProgress:
    """Return the counts of a run with two outcomes a second."""
    return UserProgress(
        done=done,
        total=total,
        elapsed=elapsed,
        rate=2.0 if done else 0.0,
        seconds_left=None,
        created=done,
        existing=0,
        failed=0,
        unknown=0,
    )


def shown(file: StringIO) -> str:
    """Return what was written to a file, without codes for a terminal."""
    return re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", file.getvalue()).replace("\r", "\n")


def on(file: StringIO, *, is_terminal: bool = True) -> Console:
    """Return a console that writes to a file."""
    return Console(file=file, force_terminal=is_terminal, width=100)


async def test_bar(flavour: Flavour) -> None:
    """On a terminal, a run is shown as a bar with the counts, the rate and the time left."""
    file = StringIO()
    with Sandbox() as sandbox, ProgressBar("March [1]", console=on(file)) as bar:
        ran = await run(flavour, sandbox, [*messages(12)], on_progress=bar)

    assert {"sent": [*range(12)]} == ran.by_status()
    # The last is shown at the end.
    assert re.search(r"^March \[1\] ━+ 12/12 [\d,.]+/s, 0:00:00 left$", shown(file), re.MULTILINE)


def test_total() -> None:
    """The total of the bar goes before that of the source, and may be set during the run."""
    file = StringIO()
    with ProgressBar(total=31, console=on(file)) as bar:
        bar(progress(4, None))
        bar.total = 30
        bar(progress(10, 11))

    assert "10/30 2.0/s, 0:00:10 left" in shown(file)


def test_unknown_total() -> None:
    """Without a total, there are the count and the rate."""
    file = StringIO()
    with ProgressBar(console=on(file)) as bar:
        bar(progress(0, None))
        bar(progress(4, None))

    assert "4/? 2.0/s" in shown(file)
    assert "left" not in shown(file)


def test_transient() -> None:
    """A transient bar is removed at the end."""
    files = StringIO(), StringIO()
    for file, is_transient in zip(files, (False, True), strict=True):
        with ProgressBar(console=on(file), transient=is_transient) as bar:
            bar(progress(4))

    # The code that clears a line is the last one.
    assert [False, True] == [file.getvalue().endswith("\x1b[2K") for file in files]


@pytest.mark.parametrize("is_entered", [False, True])
def test_lines(is_entered: bool) -> None:
    """Without a terminal, and outside of its block, there is a line every ten seconds."""
    file = StringIO()
    bar = ProgressBar("[a]", console=on(file, is_terminal=not is_entered))
    if is_entered:
        bar.__enter__()
    for done, elapsed in ((1, 9.9), (2, 10.0), (3, 19.9), (4, 20.0)):
        bar(progress(done, elapsed=elapsed))
    bar.total = 1000
    bar(progress(20, elapsed=30))

    assert file.getvalue() == (
        "[a] 2 of 20 done, 2.0/s, 0:00:09 left\n"
        "[a] 4 of 20 done, 2.0/s, 0:00:08 left\n"
        "[a] 20 of 1,000 done, 2.0/s, 0:08:10 left\n"
    )


def test_lines_of_further_runs() -> None:
    """A bar can be used again, also for several runs in one block: its lines begin anew."""
    file = StringIO()
    bar = ProgressBar(console=on(file, is_terminal=False))
    for _ in range(2):
        with bar:
            for elapsed in (10, 3600, 1, 12):
                bar(progress(20, None, elapsed=elapsed))

    assert file.getvalue() == "20 done, 2.0/s\n" * 6


PRINTING = """
import sys
from jetemail_api_client.progress import ProgressBar
with ProgressBar():
    print("output")
    print("a warning", file=sys.stderr)
raise SystemExit(7)
"""


def test_output_in_a_pipe() -> None:
    """What is printed to a pipe reaches it; what is printed to the terminal is above the bar."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "-c", PRINTING], env=environment, stdout=-1, stderr=theirs, timeout=120
    )
    os.close(theirs)
    terminal = os.read(ours, 65536)
    os.close(ours)

    assert (ended.returncode, ended.stdout) == (7, b"output\n")
    assert b"a warning" in terminal and b"output" not in terminal


def test_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, importing the module says how to install it."""
    monkeypatch.setitem(sys.modules, "rich.console", None)
    monkeypatch.delitem(sys.modules, "jetemail_api_client.progress")
    with pytest.raises(ImportError, match=r"pip install 'jetemail-api-client\[cli\]'"):
        importlib.import_module("jetemail_api_client.progress")
