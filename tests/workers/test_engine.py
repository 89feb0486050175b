"""Jobs of workers that live, and of those that do not; jobs that fail."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Annotated, Any

import pytest
from taskiq import BrokerMessage, Context, InMemoryBroker, TaskiqDepends, TaskiqMessage

from examples import workers
from examples.workers import engine, tasks
from examples.workers.engine import LONGEST, Retries, StreamBroker

from ..redis_limits.servers import RedisServer, needs_redis, server
from .running import ROOT

__all__ = ["server"]

IDLE = 1.5
"""Seconds until a job that nobody holds is given to another worker."""


@pytest.fixture
async def brokers(server: RedisServer) -> AsyncIterator[list[StreamBroker]]:
    """Return the brokers of two workers, and one job for them."""
    made = [StreamBroker(server.url, idle_timeout=int(IDLE * 1000), xread_block=100) for _ in "ab"]
    for broker in made:
        broker.is_worker_process = True
        await broker.startup()
    await made[0].kick(BrokerMessage(task_id="a", task_name="t", message=b"job", labels={}))
    yield made
    for broker in made:
        await broker.shutdown()


@needs_redis
async def test_job_of_a_worker_that_lives(brokers: list[StreamBroker]) -> None:
    """A job is nobody else's while its worker lives, however long it takes, and then removed."""
    first, second = brokers
    job = await anext(first.listen())
    other = asyncio.ensure_future(anext(second.listen()))
    await asyncio.sleep(2 * IDLE)
    assert not other.done()
    await job.ack()  # type: ignore[misc] # an async one
    other.cancel()

    assert 0 == await first._redis.xlen(first.queue_name)
    assert {} == first._held


@needs_redis
@pytest.mark.parametrize("end", ["killed", "stuck"])
async def test_job_of_a_worker_that_does_not(
    brokers: list[StreamBroker], end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job goes to another worker after the end of its own, or if it takes endlessly."""
    first, second = brokers
    await anext(first.listen())
    if end == "killed":
        assert first._holding
        first._holding.cancel()
    else:
        monkeypatch.setattr(engine, "LONGEST", 0)
    async with asyncio.timeout(60):
        job = await anext(second.listen())

    assert job.data == b"job"


class NotedRetries(Retries):
    """Notes the pauses."""

    pauses: list[float]

    async def on_send(self, kicker: Any, message: Any, delay: float) -> None:
        self.pauses.append(delay)
        await super().on_send(kicker, message, delay)


async def test_pauses() -> None:
    """The pauses before retries grow steadily, and the job keeps its id."""
    broker, ids = InMemoryBroker(await_inplace=True), list[str]()
    options: dict[str, Any] = {"default_delay": 0.01, "use_delay_exponent": True}
    retries = NotedRetries(default_retry_count=4, default_retry_label=True, **options)
    retries.pauses = []
    broker.add_middlewares(retries)

    @broker.task
    async def fail(context: Annotated[Context, TaskiqDepends()]) -> None:
        ids.append(context.message.task_id)
        raise OSError

    await fail.kicker().with_task_id("a").kiq()  # type: ignore[call-overload] # a dependency

    assert ["a"] * 4 == ids
    assert [0.01, 0.02, 0.03] == pytest.approx(retries.pauses)


def test_outage_of_an_hour() -> None:
    """Jobs outlast an hour without the API; no pause is so long that a job is given away."""
    (retries,) = tasks.broker.middlewares
    assert isinstance(retries, Retries)
    job = TaskiqMessage(task_id="a", task_name="t", labels={}, args=[], kwargs={})
    pauses = [retries.make_delay(job, tried) for tried in range(1, retries.default_retry_count)]

    assert sum(pauses) > 3600
    # A job makes at most two calls, each with the deadline of the client.
    assert max(pauses) + 2 * 900 < LONGEST


def test_commands() -> None:
    """The page and the package give the same commands to start it."""
    page = (ROOT / "docs/howto/queues.md").read_text().partition("## Workers that may be killed")[2]
    commands = re.findall(r"^\$ ((?:.*\\\n)*.*)$", page, re.MULTILINE)
    documented = " ".join(str(workers.__doc__).split())

    assert len(commands) == 7
    assert [] == [one for one in commands if " ".join(one.split()) not in documented]
