"""Tests of the worker: with the client in place, and as a process that gets signals."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jetemail_api_client import AsyncJetEmail
from jetemail_api_client.sandbox import Sandbox

from . import asyncio_worker
from .asyncio_worker import Mail, Outbox, run

ROOT = Path(__file__).parents[1]
# More than there are senders.
ORDERS = 15
MAIL = Mail("1042", "jane@example.org", "Your order", "Thank you!")


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Return the path of the database."""
    return str(tmp_path / "outbox.db")


@pytest.fixture
def outbox(path: str) -> Iterator[Outbox]:
    """Open an empty table."""
    outbox = Outbox(path)
    yield outbox
    outbox.close()


def states(path: str) -> dict[str, str]:
    """Return the state of each order."""
    db = sqlite3.connect(path)
    rows = dict(db.execute("SELECT order_id, state FROM mail").fetchall())
    db.close()
    return rows


async def until(condition: Callable[[], object]) -> None:
    """Wait for a condition."""
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - the condition is in a database
            await asyncio.sleep(0.01)


async def send(outbox: Outbox, jetemail: AsyncJetEmail, condition: Callable[[], object]) -> None:
    """Run the worker until a condition holds."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(run(outbox, jetemail, stop))
        await until(condition)
        stop.set()


async def test_each_once(
    outbox: Outbox, path: str, async_jetemail: AsyncJetEmail, jetemail_sandbox: Sandbox
) -> None:
    """Many e-mails are sent once each, although ten senders share the table."""
    for number in range(ORDERS):
        outbox.add(MAIL._replace(order_id=str(number), subject=f"Order {number}"))
    await send(outbox, async_jetemail, lambda: set(states(path).values()) == {"sent"})

    subjects = sorted(message.subject for message in jetemail_sandbox.outbox)
    assert subjects == sorted(f"Order {number}" for number in range(ORDERS))


@pytest.mark.jetemail_fault("email.send", reset=True, acts=True)
async def test_lost_response(
    outbox: Outbox, path: str, async_jetemail: AsyncJetEmail, jetemail_sandbox: Sandbox
) -> None:
    """An e-mail whose response is lost is sent once."""
    outbox.add(MAIL)
    await send(outbox, async_jetemail, lambda: states(path) == {"1042": "sent"})

    jetemail_sandbox.outbox.assert_sent(times=1, to=MAIL.address)


async def test_mistake(outbox: Outbox, path: str, async_jetemail: AsyncJetEmail) -> None:
    """An e-mail that can never be sent does not stop the others."""
    outbox.add(MAIL._replace(order_id="1", address="jane\r\nBcc: all@example.org"))
    outbox.add(MAIL._replace(order_id="2"))
    await send(outbox, async_jetemail, lambda: states(path) == {"1": "failed", "2": "sent"})


@pytest.mark.jetemail_fault("email.send", status=401, times=None)
async def test_failure_that_may_pass(
    outbox: Outbox, path: str, async_jetemail: AsyncJetEmail, caplog: pytest.LogCaptureFixture
) -> None:
    """A failure that is not about the e-mail leaves it in the table, until its lease ends."""
    outbox.add(MAIL)
    await send(outbox, async_jetemail, lambda: "sent again later" in caplog.text)

    assert states(path) == {"1042": "waiting"}


async def test_calls_that_do_not_end(
    outbox: Outbox,
    async_jetemail: AsyncJetEmail,
    monkeypatch: pytest.MonkeyPatch,
    jetemail_sandbox: Sandbox,
) -> None:
    """A call in flight after the grace is cancelled, and its e-mail can be taken at once."""
    monkeypatch.setattr(asyncio_worker, "GRACE", 0.0)
    jetemail_sandbox.faults.add("email.send", delay=60, times=None)
    outbox.add(MAIL)
    await send(outbox, async_jetemail, lambda: jetemail_sandbox.effects)

    assert outbox.take() == MAIL


async def test_failure_of_the_table(outbox: Outbox, async_jetemail: AsyncJetEmail) -> None:
    """A worker that cannot use its table ends with an error, so that it is restarted."""
    outbox.close()
    with pytest.raises(sqlite3.ProgrammingError):
        await run(outbox, async_jetemail, asyncio.Event())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=["term", "kill"])
def test_signal(
    number: signal.Signals, path: str, outbox: Outbox, jetemail_sandbox: Sandbox
) -> None:
    """A worker that ends while it sends, even at once, loses no e-mail and sends none twice."""
    for order in range(ORDERS):
        outbox.add(MAIL._replace(order_id=str(order), subject=f"Order {order}"))
    # Ten are in flight, and five wait, when the signal comes.
    jetemail_sandbox.faults.add("email.send", delay=3, times=None)
    first = worker(path, jetemail_sandbox)
    wait_for(lambda: jetemail_sandbox.effects)
    first.send_signal(number)
    status = first.wait(60)
    waiting = list(states(path).values()).count("waiting")

    assert (status == 0) == (number == signal.SIGTERM)
    assert 0 < waiting <= ORDERS
    # The leases of a worker that was killed end.
    db = sqlite3.connect(path)
    db.execute("UPDATE mail SET leased_until = 0")
    db.commit()
    db.close()
    jetemail_sandbox.faults.clear()
    second = worker(path, jetemail_sandbox)
    wait_for(lambda: set(states(path).values()) == {"sent"})
    second.terminate()

    assert second.wait(60) == 0
    subjects = sorted(message.subject for message in jetemail_sandbox.outbox)
    assert subjects == sorted(f"Order {order}" for order in range(ORDERS))


def worker(path: str, sandbox: Sandbox) -> subprocess.Popen[bytes]:
    """Start the worker as a process of its own."""
    keys = {f"JETEMAIL_{name.upper()}": str(value) for name, value in sandbox.connection.items()}
    command = [sys.executable, "-m", "examples.asyncio_worker", path]
    return subprocess.Popen(  # noqa: S603 - this program
        command, cwd=ROOT, env={**os.environ, **keys}
    )


def wait_for(condition: Callable[[], object]) -> None:
    """Wait for a condition."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)
