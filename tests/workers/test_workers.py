"""Workers that are killed, jobs that run again, and what callers get."""

import smtplib
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis
from taskiq import TaskiqResult

from examples.workers.enqueue import hand_over, outcomes, provision_all, send_all
from examples.workers.ledger import Ledger
from examples.workers.tasks import SKEW, InDoubtError, Job, broker, key_of, provision, send
from jetemail_api_client import AsyncJetEmail, errors

from ..redis_limits.servers import needs_redis
from .running import Place, place, until

pytestmark = needs_redis


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Place]:
    """Run a Redis and a sandbox."""
    with place(tmp_path) as made:
        yield made


@pytest.fixture
async def redis(here: Place) -> AsyncIterator[Redis]:
    """Connect to the Redis, and the broker of this process as well."""
    await broker.startup()
    async with Redis.from_url(here.redis.url) as client:
        yield client
    await broker.shutdown()


def mail(number: int, **fields: Any) -> tuple[str, dict[str, Any]]:
    """Return a message with its id."""
    common = {"from_": "shop@example.com", "to": "jane@example.org", "text": "Hi"}
    return f"march/{number}", common | {"subject": f"s{number}"} | fields


async def test_killed_worker(here: Place, redis: Redis) -> None:
    """The jobs of a killed worker are done by another one: nothing twice, no password lost."""
    users, faults = [f"shop-{number}" for number in range(4)], here.sandbox.faults
    # The server acts, and the worker is killed before it has the response.
    faults.add("email.send", delay=60, acts=True, after=15, times=5)
    faults.add("smtp_users.create", delay=60, acts=True, after=1, times=2)
    jobs = [job async for job in provision_all(users, ["example.com"])]
    jobs += [job async for job in send_all(map(mail, range(60)))]
    killed = here.start(idle_timeout=1_000)
    await until(lambda: not faults.pending)
    here.kill(killed)
    assert await redis.xlen(broker.queue_name)

    here.start(idle_timeout=1_000)
    results = {job.task_id: await job.wait_result() for job in jobs}

    assert [] == [result.error for result in results.values() if result.is_err]
    assert {f"s{n}": 1 for n in range(60)} == Counter(one.subject for one in here.sandbox.outbox)
    assert {*users} == {*here.sandbox.account.smtp_users.by_name}
    for name in users:
        password = await Ledger(redis).password_of(f"user/{name}")
        with smtplib.SMTP("127.0.0.1", here.sandbox.smtp_port) as server:
            server.login(name, password)
    assert 0 == await redis.xlen(broker.queue_name)


async def test_errors(here: Place, redis: Redis) -> None:
    """Errors that may pass are tried again; the others reach the caller with all attributes."""
    # Three attempts of the client, and the first of the job that is added again.
    here.sandbox.faults.add("email.send", status=503, times=4)
    here.start()
    results = [result async for _, result in outcomes(send_all([mail(1)]))]
    results += [result async for _, result in outcomes(send_all([mail(2, to="nobody")]))]
    stored = await redis.get("jetemail:result:march/2")

    assert [False, True] == [result.is_err for result in results]
    error = results[1].error
    assert isinstance(error, errors.BadRequestError)
    assert str(error) == "email.send: 400 to must be an e-mail address"
    assert ("email.send", 400, "rejected") == (error.operation, error.status, error.outcome)
    assert (key_of("march/2"), False) == (error.idempotency_key, error.body["success"])
    assert [400] == [attempt.status for attempt in error.attempts]
    assert key_of("march/1") != key_of("march/2")
    assert stored
    assert here.sandbox.account.settings.transactional_key not in str(stored)
    here.sandbox.outbox.assert_sent(times=1, subject="s1")


@pytest.fixture
async def job(here: Place, redis: Redis) -> AsyncIterator[Job]:
    """Return a job that runs in this process."""
    async with AsyncJetEmail(**here.sandbox.connection, max_attempts=1) as jetemail:
        yield Job("one", Ledger(redis), jetemail)


async def test_repeated_job(here: Place, job: Job) -> None:
    """A job that was done sends nothing, also when JetEmail does not know its key any more."""
    result = TaskiqResult(
        is_err=False, return_value=await run(send, job, mail(1)), execution_time=0
    )
    await broker.result_backend.set_result(job.id, result)
    here.clock.advance(3 * 24 * 3600)

    assert result.return_value == await run(send, job, mail(1))
    here.sandbox.outbox.assert_sent(times=1)


async def test_message_in_doubt(here: Place, job: Job, redis: Redis) -> None:
    """A message that may have been sent is sent again under its key, and not once that is gone."""
    here.sandbox.faults.add("email.send", reset=True, acts=True, times=2)
    for _ in range(2):
        with pytest.raises(errors.APIConnectionError):
            await run(send, job, mail(1))
    began = float(await redis.hget("jetemail:job:one", "at") or 0)
    await redis.hset("jetemail:job:one", "at", str(began - 24 * 3600))
    with pytest.raises(InDoubtError):
        await run(send, job, mail(1))

    here.sandbox.outbox.assert_sent(times=1)


async def test_rejected_message(here: Place, job: Job) -> None:
    """A message that was rejected can be corrected, whenever that is."""
    with pytest.raises(errors.BadRequestError):
        await run(send, job, mail(1, to="nobody"))
    assert (await job.ledger.begin(job.id)).is_first
    await run(send, job, mail(1))

    here.sandbox.outbox.assert_sent(times=1, subject="s1")


async def test_password_that_is_not_stored(job: Job) -> None:
    """A password stays in the ledger until it is stored, and is then removed."""
    stored = list[str]()

    async def fail(password: str) -> None:
        raise OSError(len(password))

    async def store(password: str) -> None:
        stored.append(password)

    await job.ledger.begin(job.id, "a password")
    with pytest.raises(OSError, match="10"):
        await hand_over(job.ledger, job.id, fail)
    for _ in range(2):
        await hand_over(job.ledger, job.id, store)

    assert ["a password"] == stored
    assert not await job.ledger.password_of(job.id)


@pytest.mark.parametrize("is_repeated", [False, True])
async def test_username_of_another(here: Place, job: Job, is_repeated: bool) -> None:
    """A user that somebody else has created stays theirs, also for a job that runs again."""
    await job.jetemail.smtp_users.create(username="shop", password="of another")
    here.sandbox.account.smtp_users.by_name["shop"].created -= SKEW + 1
    if is_repeated:
        await job.ledger.begin(job.id, "of a worker that was killed")
    with pytest.raises(errors.ConflictError):
        await provision.original_func("shop", ["example.com"], job)

    assert here.sandbox.account.smtp_users.by_name["shop"].password == "of another"


async def run(task: Any, job: Job, message: tuple[str, dict[str, Any]]) -> Any:
    """Run the job of a message in this process."""
    return await task.original_func(message[1], job)
