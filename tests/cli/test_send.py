"""`jetemail send`: what it sends, its report, its exit status."""

import json
import signal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from jetemail_api_client.cli.commands import jetemail
from jetemail_api_client.cli.display import Display, Row
from jetemail_api_client.sandbox import Sandbox

from .running import by_line, command, environment, message, messages_file, rows, write_lines


def test_sends_once(sandbox: Sandbox, tmp_path: Path) -> None:
    """A run sends each message; the same again, with its journal, sends none."""
    path, report = messages_file(tmp_path, 5), tmp_path / "report"
    arguments = ["send", path, "--journal", tmp_path / "journal", "--report", report]
    first = command(*arguments, sandbox=sandbox)
    second = command(*arguments, sandbox=sandbox)

    assert (first.status, second.status, len(sandbox.outbox)) == (0, 0, 5)
    assert first.stdout == ""
    shown = sorted(rows(report), key=lambda one: (one["is_from_journal"], one["line"]))
    assert [(one["line"], one["id"], one["is_from_journal"]) for one in shown] == [
        (number + 1, f"m{number}", is_second) for is_second in (False, True) for number in range(5)
    ]
    assert {type(one["api_id"]) for one in shown[:5]} == {str}


def test_without_ids(sandbox: Sandbox, tmp_path: Path) -> None:
    """Without a journal, the number of its line is the id of a message; standard input is read."""
    data = "\n".join(json.dumps(message(number, id=None)) for number in range(3)).encode()
    ended = command("send", "-", "--report", "-", sandbox=sandbox, data=data)

    assert (ended.status, len(sandbox.outbox)) == (0, 3), ended.stderr
    assert sorted(json.loads(one)["id"] for one in ended.stdout.splitlines()) == ["1", "2", "3"]


@pytest.mark.parametrize("is_bad", [False, True])
def test_stop_on_error_of_standard_input(
    is_bad: bool,
    sandbox: Sandbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Standard input is validated as a whole, too, before anything is sent."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "-").write_text("not this file")
    lines = [message(0, attachments=["a.txt"]), message(1, to="x" if is_bad else "x@example.org")]
    data = "\n".join(map(json.dumps, lines)).encode()
    ended = command("send", "-", "--stop-on-error", sandbox=sandbox, data=data)

    assert (ended.status, len(sandbox.outbox)) == ((1, 0) if is_bad else (0, 2))


def test_dry_run(tmp_path: Path) -> None:
    """A dry run needs neither key nor server, makes no journal, and reports each line."""
    path, report = messages_file(tmp_path, 2), tmp_path / "report"
    arguments = ["send", path, "--journal", tmp_path / "journal", "--report", report]
    ended = command(*arguments, "--dry-run")

    assert ended.status == 0
    assert "Nothing was sent." in ended.stderr
    assert by_line(report) == {1: "valid", 2: "valid"}
    assert not (tmp_path / "journal").exists()


FAULTS: dict[str, tuple[dict[str, Any], int, str, str]] = {
    "rejected": ({"status": 400}, 1, "rejected", "line 1 (m0): rejected: email.send: 400"),
    "unknown": (
        {"reset": True, "acts": True, "times": 9},
        3,
        "unknown",
        "Some are unknown: the API may have acted on them. To go on, without sending twice: ",
    ),
    "key": ({"status": 401}, 4, "not_sent", "Error: email.send: 401"),
}


@pytest.mark.parametrize(("fault", "status", "row", "text"), FAULTS.values(), ids=FAULTS)
def test_exit_status(
    fault: dict[str, Any], status: int, row: str, text: str, sandbox: Sandbox, tmp_path: Path
) -> None:
    """The exit status reports the results of the messages."""
    path, report = messages_file(tmp_path, 1), tmp_path / "a report"
    sandbox.faults.add("email.send", **fault)
    arguments = ["--journal", tmp_path / "journal", "--report", report, "--concurrency", "2"]
    ended = command("send", path, *arguments, sandbox=sandbox)

    assert (ended.status, by_line(report)) == (status, {1: row})
    assert text in ended.stderr
    if status != 1:
        go_on = f"jetemail send {path} --journal {tmp_path / 'journal'} --concurrency 2"
        assert ended.stderr.endswith(f"{go_on} --report '{report}'\n")


def test_no_key(tmp_path: Path) -> None:
    """Without a key, the command ends with one line that names the variable."""
    ended = command("send", messages_file(tmp_path, 1))
    (error,) = [one for one in ended.stderr.splitlines() if one.startswith("Error: ")]

    assert ended.status == 4
    assert "JETEMAIL_TRANSACTIONAL_KEY. Nothing was sent; 1 of 1 lines are left." in error
    assert error.endswith("leave out the lines that were sent, or are unknown")


def test_wrong_base_url(tmp_path: Path) -> None:
    """An invalid variable ends the command with one line."""
    path = messages_file(tmp_path, 1)
    variables = environment(None) | {"JETEMAIL_BASE_URL": "ftp://x"}
    result = CliRunner().invoke(jetemail, ["send", str(path)], env=variables)

    assert (result.exit_code, result.stderr) == (
        4,
        "Error: JETEMAIL_BASE_URL is not an https:// URL; the default is https://api.jetemail.com.\n",
    )


def test_no_journal(sandbox: Sandbox, tmp_path: Path) -> None:
    """A file that is no journal ends the command; it is not changed."""
    path = messages_file(tmp_path, 1)
    before = path.read_bytes()
    ended = command("send", path, "--journal", path, sandbox=sandbox)

    assert (ended.status, path.read_bytes()) == (4, before)
    assert "is no journal: give another path" in ended.stderr
    assert len(sandbox.outbox) == 0


USAGE: dict[str, tuple[list[str], str]] = {
    "no file": (["missing.jsonl"], "File 'missing.jsonl' does not exist"),
    "folder": (["."], "File '.' is a directory"),
    "concurrency": (["messages.jsonl", "--concurrency", "0"], "'--concurrency': 0 is not in the"),
    "key": (["messages.jsonl", "--api-key", "k"], "No such option"),
    "report over input": (
        ["messages.jsonl", "--report", "messages.jsonl"],
        "Error: --report messages.jsonl is another file of this run: give another",
    ),
    "report over journal": (
        ["messages.jsonl", "--report", "j", "--journal", "./j"],
        "Error: --report j is another file of this run: give another",
    ),
    "report nowhere": (
        ["messages.jsonl", "--report", "no/report"],
        "Error: --report no/report: No such file or directory",
    ),
}


@pytest.mark.parametrize(("arguments", "text"), USAGE.values(), ids=USAGE)
def test_usage(
    arguments: list[str],
    text: str,
    sandbox: Sandbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Wrong usage is status 2, before anything is sent."""
    monkeypatch.chdir(tmp_path)
    messages_file(tmp_path, 1)
    ended = command("send", *arguments, sandbox=sandbox)

    assert (ended.status, len(sandbox.effects)) == (2, 0)
    assert text in ended.stderr


def test_full_disk(sandbox: Sandbox, tmp_path: Path) -> None:
    """A report that cannot be written ends the run; what was sent is in the journal."""
    path = messages_file(tmp_path, 30)
    arguments = ["send", path, "--journal", tmp_path / "journal", "--concurrency", "1"]
    ended = command(*arguments, "--report", "/dev/full", sandbox=sandbox)
    count = len(sandbox.outbox)
    resumed = command(*arguments, sandbox=sandbox)

    assert (ended.status, resumed.status) == (4, 0)
    assert "Error: No space left on device; 2" in ended.stderr
    assert 1 <= count <= 3
    assert len(sandbox.outbox) == 30


def test_empty_file(sandbox: Sandbox, tmp_path: Path) -> None:
    """A file without lines is done."""
    ended = command("send", write_lines(tmp_path / "messages.jsonl", []), sandbox=sandbox)

    assert (ended.status, sandbox.effects) == (0, [])


def test_pipe_without_length(sandbox: Sandbox) -> None:
    """Of a pipe, it is not known how much is left."""
    sandbox.faults.add("email.send", status=401)
    data = json.dumps(message(0)).encode()
    ended = command("send", "-", sandbox=sandbox, data=data)

    assert ended.status == 4
    assert "; the rest of the input was not read. Without a journal, " in ended.stderr


@pytest.mark.parametrize("with_journal", [False, True])
def test_interrupt(
    with_journal: bool,
    sandbox: Sandbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ctrl-C ends a run with the counts, what is left, and how to go on."""
    add = Display.add

    def interrupt(display: Display, row: Row) -> None:
        add(display, row)
        if display.counts.total() == 3:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(Display, "add", interrupt)
    handler = signal.getsignal(signal.SIGINT)
    report = tmp_path / "report"
    arguments = ["send", messages_file(tmp_path, 100), "--report", report]
    arguments += ["--journal", tmp_path / "journal"] if with_journal else []
    ended = command(*arguments, sandbox=sandbox)

    assert ended.status == 130
    assert signal.getsignal(signal.SIGINT) is handler
    sent = len(sandbox.outbox)
    assert [*by_line(report).values()].count("sent") == sent
    go_on = "To go on, without" if with_journal else "Without a journal, the same command would"
    assert f"Error: Interrupted; {100 - sent} of 100 lines are left. {go_on}" in ended.stderr
