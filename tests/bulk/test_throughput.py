"""The benchmark of a list beyond the rate limit: it runs, and counts the results of messages."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from benchmarks import throughput
from benchmarks.throughput import Contestant, Reported, Run, again, measure, once
from benchmarks.virtual_time import Hang, VirtualTime
from jetemail_api_client import JetEmail
from jetemail_api_client.sandbox import Sandbox


def test_this_client() -> None:
    """Each message is sent once by this client, whatever the faults."""
    result = measure(throughput.this_client, 40)

    assert (result.confirmed, result.twice, result.lost, result.blocked) == (40, 0, 0, 0)
    assert 42 <= result.requests <= 60


def test_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A contestant is judged by what arrived: sent twice, never, or not as reported."""
    monkeypatch.setattr(throughput, "FAULTY", 0)

    def contestant(run: Run) -> dict[int, Reported]:
        with JetEmail(**run.sandbox.connection) as jetemail:
            for number in (0, 0, 1):
                fields: dict[str, Any] = throughput.message(number)
                fields["from_"] = fields.pop("from")
                jetemail.email.send(**fields)
        return {0: "sent", 1: "failed", 2: "sent", 3: "unknown"}

    result = measure(contestant, 4)

    assert (result.confirmed, result.twice, result.lost) == (1, 1, 2)
    assert (result.misreported, result.unreported, result.unknown) == (1, 1, 1)


@contextmanager
def plain(run: Run) -> Iterator[Callable[[int], object]]:
    """Send without retries."""
    connection = run.sandbox.connection
    headers = {"Authorization": f"Bearer {connection['transactional_key']}"}
    url = f"{connection['base_url']}/email"
    with httpx.Client(transport=run.transport(httpx.HTTPTransport()), headers=headers) as client:
        yield lambda number: client.post(url, json=throughput.message(number)).raise_for_status()


@pytest.mark.parametrize(("send", "minutes", "lost"), [(once, 0, 2), (again, 5, 0)])
def test_block(
    send: Callable[[throughput.Sender], Contestant],
    minutes: float,
    lost: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Failed messages are sent again after the block of the account, which counts once."""
    monkeypatch.setattr(throughput, "add_faults", block_two)
    result = measure(send(plain), 5)

    assert (result.lost, result.confirmed) == (lost, 5 - lost)
    assert result.blocked == pytest.approx(5, abs=0.01)
    assert result.minutes == pytest.approx(minutes, abs=0.02)


def block_two(sandbox: Sandbox, count: int, seed: int) -> None:
    """Have two requests blocked."""
    sandbox.faults.add("email.send", retry_after=300, times=2)


def test_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The table has a row for each contestant that is installed; the others are named."""
    monkeypatch.setattr(throughput, "RESULTS", tmp_path / "folder/results.json")
    throughput.main(["--messages", "20"])
    shown = capsys.readouterr()
    rows = [line for line in shown.out.splitlines() if line.startswith("| ")]

    assert rows[0].count("|") == rows[1].count("|") == 9
    assert rows[1].startswith("| email.send_many with a journal | 20 | 0 | 0 | 0 | ")
    assert len(rows) + shown.err.count("is not installed, skipped\n") == 6
    results = json.loads((tmp_path / "folder/results.json").read_text())["results"]
    assert results["email.send_many with a journal"]["confirmed"] == 20


def test_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sleep that no other worker joins ends with an error."""
    monkeypatch.setattr("benchmarks.virtual_time._HANG", 0.01)
    time = VirtualTime(workers=2)
    with pytest.raises(Hang):
        time.sleep(1)

    assert time.now() == time.start


def test_hang_of_a_contestant(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hang of the benchmark itself ends it, and is no failed message."""
    monkeypatch.setattr("benchmarks.virtual_time._HANG", 0.01)
    with Sandbox() as sandbox:
        run = Run(sandbox, VirtualTime(), 1)

        def send(_: int) -> None:
            run.time.work(99)
            run.time.sleep(1)

        with pytest.raises(Hang):
            run.each([0], send)
