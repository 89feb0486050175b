"""`jetemail status`: what a journal has."""

import json
from pathlib import Path

import pytest

from jetemail_api_client.cli.commands import jetemail
from jetemail_api_client.sandbox import Sandbox

from .running import command, messages_file


@pytest.fixture
def journal(sandbox: Sandbox, tmp_path: Path) -> Path:
    """Return the journal of a run with a message in doubt."""
    sandbox.faults.add("email.send", reset=True, acts=True, times=3)
    path = tmp_path / "journal"
    arguments = ["--journal", path, "--concurrency", "1"]
    assert command("send", messages_file(tmp_path, 3), *arguments, sandbox=sandbox).status == 3
    return path


def test_table(journal: Path) -> None:
    """Without an option, it is a table of counts, and a line for each in doubt."""
    ended = command("status", journal)

    assert (ended.status, ended.stderr) == (0, "")
    cells = [line.replace("│", " ").split() for line in ended.stdout.splitlines()]
    for row in (["sent", "2"], ["rejected", "0"], ["not_sent", "0"], ["unknown", "1"]):
        assert row in cells
    (doubtful,) = [one for one in ended.stdout.splitlines() if one.startswith("unknown: ")]
    assert doubtful.startswith("unknown: m0  since 20")
    assert "  email.send: " in doubtful


def test_json(journal: Path) -> None:
    """With --json, it is an object in one line."""
    ended = command("status", journal, "--json")
    shown = json.loads(ended.stdout)

    assert (ended.status, shown["journal"], shown["method"]) == (0, str(journal), "email.send_many")
    assert shown["counts"] == {"sent": 2, "rejected": 0, "not_sent": 0, "unknown": 1}
    assert [one["id"] for one in shown["unknown"]] == ["m0"]


def test_no_journal(tmp_path: Path) -> None:
    """A file that is no journal is named."""
    path = messages_file(tmp_path, 1)
    ended = command("status", path)

    assert (ended.status, ended.stdout) == (4, "")
    assert ended.stderr.startswith(f"Error: The journal {path} is no journal")


@pytest.mark.parametrize(
    ("error", "status", "text"),
    [
        (KeyboardInterrupt(), 130, "Error: Interrupted.\n"),
        (OSError(5, "Input/output error", "journal"), 4, "Error: journal: Input/output error\n"),
    ],
)
def test_failures(
    error: BaseException, status: int, text: str, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C and failures of the system are one line."""

    def fail(_: object) -> None:
        raise error

    monkeypatch.setattr("jetemail_api_client.cli.commands.read_journal", fail)
    ended = command("status", journal)

    assert (ended.status, ended.stderr) == (status, text)


def test_help() -> None:
    """The help has the exit statuses and the variables."""
    ended = command("--help")

    assert jetemail.name == "jetemail"
    assert "3    some are unknown" in ended.stdout
    assert "JETEMAIL_TRANSACTIONAL_KEY" in ended.stdout
