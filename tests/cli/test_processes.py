"""The command as a process: on a terminal, in a pipe, and with Ctrl-C in the middle."""

import os
import pty
import runpy
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jetemail_api_client.bulk import read_journal
from jetemail_api_client.cli import LACKS_EXTRA, __main__
from jetemail_api_client.sandbox import Sandbox

from ..bulk.running import wait_for_requests
from .running import by_line, command, environment, message, messages_file, write_lines

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "jetemail_api_client.cli"]


def variables(sandbox: Sandbox) -> dict[str, str]:
    """Return the environment of a process."""
    given = {**os.environ, "TERM": "xterm", "PYTHONPATH": str(ROOT), **environment(sandbox)}
    return {name: value for name, value in given.items() if value is not None}


def read_all(number: int) -> str:
    """Return what a terminal shows until its process ends."""
    pieces = list[bytes]()
    try:
        while piece := os.read(number, 65536):
            pieces.append(piece)
    except OSError:
        # The other end was closed.
        pass
    return b"".join(pieces).decode()


def test_terminal(sandbox: Sandbox, tmp_path: Path) -> None:
    """On a terminal, there are a bar with the counts, and then the table."""
    sandbox.faults.add("email.send", status=400)
    ours, theirs = pty.openpty()
    arguments = [*COMMAND, "send", str(messages_file(tmp_path, 30)), "--concurrency", "2"]
    with subprocess.Popen(arguments, env=variables(sandbox), stderr=theirs, text=True) as process:
        os.close(theirs)
        shown = read_all(ours)
    os.close(ours)

    assert process.returncode == 1
    assert "30/30" in shown
    assert "rejected: email.send: 400" in shown
    assert "│ sent     │    29 │" in shown


def test_pipe(sandbox: Sandbox, tmp_path: Path) -> None:
    """In a pipe, there are no codes for a terminal, and standard output has the report only."""
    path = messages_file(tmp_path, 3)
    arguments = [*COMMAND, "send", "/dev/stdin", "--report", "-", "--stop-on-error"]
    with path.open("rb") as file, subprocess.Popen(["cat"], stdin=file, stdout=-1) as cat:
        ended = subprocess.run(
            arguments, env=variables(sandbox), stdin=cat.stdout, capture_output=True, text=True
        )

    assert ended.returncode == 0, ended.stderr
    assert len(ended.stdout.splitlines()) == 3
    assert "\x1b" not in ended.stderr
    assert len(sandbox.outbox) == 3


def test_ascii(sandbox: Sandbox, tmp_path: Path) -> None:
    """Where standard output is ASCII, other characters are shown by their codes."""
    sandbox.faults.add("email.send", reset=True, acts=True, times=9)
    path = write_lines(tmp_path / "messages.jsonl", [message(0, id="\xfc")])
    journal = tmp_path / "journal"
    command("send", path, "--journal", journal, sandbox=sandbox)
    ended = subprocess.run(
        [*COMMAND, "status", str(journal)],
        env={**variables(sandbox), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
    )

    assert ended.returncode == 0, ended.stderr
    assert "unknown: \\xfc  since " in ended.stdout


def test_closed_pipe(sandbox: Sandbox, tmp_path: Path) -> None:
    """If nobody reads the report, the run ends with one line."""
    reads, writes = os.pipe()
    os.close(reads)
    arguments = [*COMMAND, "send", str(messages_file(tmp_path, 3)), "--report", "-"]
    ended = subprocess.run(
        arguments, env=variables(sandbox), stdout=writes, stderr=-1, text=True, timeout=60
    )
    os.close(writes)

    assert ended.returncode == 4
    assert "Error: Broken pipe; " in ended.stderr
    assert "Exception" not in ended.stderr


@pytest.mark.parametrize("is_repeated", [False, True])
def test_interrupt(is_repeated: bool, sandbox: Sandbox, tmp_path: Path) -> None:
    """Ctrl-C ends the run: it says what is left, and the command that goes on, which does.

    A second one ends the process at once.
    """
    path, journal = messages_file(tmp_path, 40), tmp_path / "run.journal"
    report = tmp_path / "report"
    # These wait for their response when it is interrupted.
    delay = 60 if is_repeated else 3
    sandbox.faults.add("email.send", delay=delay, after=10, times=4)
    arguments = ["send", str(path), "--journal", str(journal), "--concurrency", "4"]
    arguments += ["--report", str(report)]
    with subprocess.Popen(
        [*COMMAND, *arguments], env=variables(sandbox), stderr=-1, text=True
    ) as process:
        assert process.stderr
        wait_for_requests(sandbox, 14)
        process.send_signal(signal.SIGINT)
        shown = process.stderr.readline() + process.stderr.readline()
        if is_repeated:
            process.send_signal(signal.SIGINT)
        shown += process.stderr.read()
    sandbox.faults.clear()
    doubts = [one.id for one in read_journal(journal) if one.status == "unknown"]
    resumed = command(*arguments, sandbox=sandbox)

    assert "Interrupted: waiting for the responses to what was sent" in shown
    if is_repeated:
        assert process.returncode == -signal.SIGINT
    else:
        assert (process.returncode, doubts) == (130, [])
        go_on = f"To go on, without sending twice: jetemail {' '.join(arguments)}\n"
        assert shown.endswith(go_on)
        assert "of 40 lines are left" in shown
        assert "Traceback" not in shown
    assert resumed.status == 0, resumed.stderr
    assert by_line(report) == dict.fromkeys(range(1, 41), "sent")
    assert len(sandbox.outbox) == 40


def test_main(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The module runs the command."""
    monkeypatch.setattr(sys, "argv", ["jetemail", "--version"])
    monkeypatch.delitem(sys.modules, "jetemail_api_client.cli.__main__")
    # Of an installed package with a plugin, pytest imports all modules by a loader without code.
    plain = [one for one in sys.meta_path if not hasattr(one, "mark_rewrite")]
    monkeypatch.setattr(sys, "meta_path", plain)
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("jetemail_api_client.cli", run_name="__main__")

    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("jetemail, version ")


def test_lacks_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, the command says how to install it."""
    monkeypatch.setattr(__main__, "find_spec", lambda name: None if name == "rich" else name)
    with pytest.raises(SystemExit) as ended:
        __main__.main()

    assert ended.value.code == LACKS_EXTRA
