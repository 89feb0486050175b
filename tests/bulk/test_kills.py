"""Runs that are killed and go on: each message is confirmed once, or listed as in doubt."""

import asyncio
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jetemail_api_client import JetEmail, errors
from jetemail_api_client._bulk.journal import Journal
from jetemail_api_client.bulk import read_journal
from jetemail_api_client.sandbox import Sandbox

from ..conftest import Flavour, Sleeper
from .running import journal_of, pairs, run, sent_subjects, wait_for_requests

ROOT = Path(__file__).parents[2]


async def test_sigkill(flavour: Flavour, tmp_path: Path) -> None:
    """A process that is killed while it sends goes on in another one; each arrives once."""
    count, path = 60, journal_of(tmp_path)
    with Sandbox() as sandbox:
        arguments = [flavour.name, sandbox.base_url, str(path), str(count)]
        # These wait for their response when the process is killed.
        sandbox.faults.add("email.send", delay=60, after=20, times=5)
        command = [sys.executable, "-m", "tests.bulk.killed", *arguments]
        printed = await asyncio.to_thread(killed, command, sandbox)
        sandbox.faults.clear()
        doubts = [one.id for one in read_journal(path) if one.status == "unknown"]
        ran = await run(flavour, sandbox, pairs(count), journal=path)

    assert 5 <= len(doubts) <= 25
    assert {"sent": [*range(count)]} == ran.by_status()
    assert {*doubts} & {one.id for one in ran.outcomes if one.is_from_journal} == set()
    # What was printed as sent was in the journal before.
    confirmed = {line.split()[0] for line in printed if line.endswith(" sent")}
    assert confirmed <= {one.id for one in ran.outcomes if one.is_from_journal}
    assert {1} == {*Counter(sent_subjects(sandbox)).values()}
    assert len(sandbox.outbox) == count


def killed(command: list[str], sandbox: Sandbox) -> list[str]:
    """Run a program, and kill it after 25 requests; return the lines that it printed."""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        wait_for_requests(sandbox, 25)
        process.kill()
        assert process.stdout
        return process.stdout.read().split("\n")


FAULTS: dict[str, dict[str, Any]] = {
    "rejected": {"status": 400},
    "server": {"status": 500},
    "server, acted": {"status": 503, "acts": True},
    "gateway": {"status": 502, "times": 3},
    "limit": {"retry_after": 300},
    "lost request": {"reset": True, "times": 2},
    "lost response": {"reset": True, "acts": True, "times": 3},
    "cut response": {"cut": True},
    "key": {"status": 401},
}

faults = st.lists(st.tuples(st.sampled_from([*FAULTS]), st.integers(0, 12)), min_size=0, max_size=6)
kills = st.lists(st.integers(0, 40), max_size=3)


class Kills:
    """Ends the writing of journals after so many writes, before or after one is made."""

    def __init__(self, writes: int | None, *, is_late: bool) -> None:
        self.left, self.is_late = writes, is_late

    def around(self, method: Any) -> Any:
        def write(journal: Journal, *args: Any) -> None:
            if self.left is not None:
                self.left -= 1
                if self.left < 0 and not (self.is_late and self.left == -1):
                    raise errors.JournalError("killed")
            method(journal, *args)
            if self.left is not None and self.left < 0:
                raise errors.JournalError("killed")

        return write


def one_run(
    sandbox: Sandbox, path: Path, count: int, kill: int | None, *, is_late: bool
) -> list[Any]:
    """Run until a kill or the end; return the outcomes."""
    sleeper, killer, outcomes = Sleeper(), Kills(kill, is_late=is_late), list[Any]()
    with pytest.MonkeyPatch.context() as patches:
        for name in ("begin", "end"):
            patches.setattr(Journal, name, killer.around(getattr(Journal, name)))
        with JetEmail(
            **sandbox.connection,
            rate_limits=None,
            sleep=sleeper.sleep,
            clock=sleeper.clock,
            retry_budget=False,
        ) as jetemail:
            try:
                for outcome in jetemail.email.send_many(pairs(count), journal=path, concurrency=4):
                    outcomes.append(outcome)
            except (errors.JournalError, errors.AuthenticationError):
                pass
    return outcomes


@pytest.fixture(scope="module")
def sandbox() -> Any:
    """Return a sandbox for all examples: each begins with `reset`."""
    with Sandbox() as sandbox:
        yield sandbox


@settings(max_examples=25)
@given(faults, kills, st.booleans())
def test_law(
    sandbox: Sandbox, faults: list[tuple[str, int]], kills: list[int], is_late: bool
) -> None:
    """Whatever fails, and wherever it is killed: each message that is confirmed was sent once.

    One that was rejected or not sent was not sent, and one in doubt at most once.
    """
    count = 15
    sandbox.reset()
    for name, after in faults:
        sandbox.faults.add("email.send", after=after, **FAULTS[name])
    with tempfile.TemporaryDirectory() as folder:
        path = journal_of(Path(folder))
        for kill in kills:
            one_run(sandbox, path, count, kill, is_late=is_late)
        for _ in faults:
            # A 401 ends a run; the next one goes on.
            outcomes = one_run(sandbox, path, count, None, is_late=False)
        outcomes = one_run(sandbox, path, count, None, is_late=False)
        entries = {one.id: one.status for one in read_journal(path)}
    sent = Counter(sent_subjects(sandbox))

    assert {f"m{number}" for number in range(count)} == {one.id for one in outcomes}
    assert entries == {one.id: one.status for one in outcomes}
    allowed = {"sent": {1}, "rejected": {0}, "not_sent": {0}, "unknown": {0, 1}}
    for outcome in outcomes:
        assert sent[outcome.message.subject] in allowed[outcome.status]
