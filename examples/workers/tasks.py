"""The jobs: each has the caller's own id as its task id, and may run any number of times.

`await send.kicker().with_task_id("march/jane@example.org").kiq({"from_": ..., "to": ...})`
"""

import hashlib
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Annotated, Any

from attrs import frozen
from redis.asyncio import Redis
from taskiq import Context, TaskiqDepends, TaskiqEvents, TaskiqState

from jetemail_api_client import AsyncJetEmail, errors
from jetemail_api_client.redis_limits import AsyncRedisRateLimits
from jetemail_api_client.smtp_users import new_password

from .engine import ResultBackend, Retries, StreamBroker
from .ledger import KEPT, Begun, Ledger

REDIS = os.environ.get("REDIS_URL", "redis://localhost:6379")

KEY_LIFETIME = 23 * 3600
"""Seconds within which a message in doubt is sent again under its key.

JetEmail keeps keys for 24 hours, by its page on SMTP; that on HTTP does not say. An hour is left
for clocks that differ.
"""
SKEW = 60
"""Seconds by which the clocks of workers and of JetEmail may differ."""

# What may pass by itself. All others would fail again: their results have the error.
PASSING = (
    errors.APIConnectionError,
    errors.InternalServerError,
    errors.IdempotencyInFlightError,
    errors.RateLimitError,
    errors.RateLimiterError,
    errors.RateLimitTimeoutError,
)

broker = StreamBroker(REDIS, queue_name="jetemail", consumer_id="0", idle_timeout=60_000)
broker.with_result_backend(ResultBackend(REDIS, result_ex_time=KEPT, prefix_str="jetemail:result"))
broker.add_middlewares(
    Retries(
        types_of_exceptions=PASSING,
        default_retry_label=True,
        default_retry_count=35,  # Over an hour: the pauses grow by 15 seconds, to two minutes.
        default_delay=15,
        use_delay_exponent=True,
        max_delay_exponent=120,
        use_jitter=True,
    )
)


class InDoubtError(Exception):
    """The message may have been sent, so long ago that sending it again might send it twice."""


def make_client() -> AsyncJetEmail:
    """Make the client of a worker; it waits out a block of the account, which takes minutes."""
    return AsyncJetEmail(rate_limits=AsyncRedisRateLimits(REDIS), deadline=900)


@broker.on_event(TaskiqEvents.WORKER_STARTUP)
async def start(state: TaskiqState) -> None:
    """Make what the jobs of a worker share."""
    state.jetemail, state.redis = make_client(), Redis.from_url(REDIS)


@broker.on_event(TaskiqEvents.WORKER_SHUTDOWN)
async def stop(state: TaskiqState) -> None:
    """Close it."""
    await state.jetemail.close()
    await state.redis.aclose()


@frozen
class Job:
    """A job that runs in this process."""

    id: str
    ledger: Ledger
    jetemail: AsyncJetEmail


def get_job(context: Annotated[Context, TaskiqDepends()]) -> Job:
    """Return the job that asks."""
    state = context.state
    return Job(context.message.task_id, Ledger(state.redis), state.jetemail)


@broker.task
async def send(message: dict[str, Any], job: Job = TaskiqDepends(get_job)) -> Any:
    """Send a message, given as the arguments of `email.send`; return JetEmail's id."""
    async with beginning(job) as begun:
        if not begun.is_first and (earlier := await result_of(job.id)):
            return earlier
        if begun.age > KEY_LIFETIME:
            raise InDoubtError(job.id)
        sent = await job.jetemail.email.send(**message, idempotency_key=key_of(job.id))
    return sent.id or "sent"


@broker.task
async def provision(username: str, domains: list[str], job: Job = TaskiqDepends(get_job)) -> Any:
    """Create an SMTP user, whose password the ledger has; return the username."""
    async with beginning(job, new_password()) as begun:
        if not begun.is_first and (earlier := await result_of(job.id)):
            return earlier
        try:
            await job.jetemail.smtp_users.create(
                username=username, password=begun.password, approved_domains=domains
            )
        except errors.ConflictError:
            # It may be ours: of a worker that was killed, with the password that is kept.
            since = begun.at - SKEW
            if begun.is_first or not await was_created(job.jetemail, username, since):
                raise
    return username


@asynccontextmanager
async def beginning(job: Job, password: str = "") -> AsyncIterator[Begun]:
    """Note that a job begins; forget it if it fails without an effect."""
    begun = await job.ledger.begin(job.id, password)
    try:
        yield begun
    except errors.JetEmailError as error:
        if begun.is_first and error.outcome != "unknown":
            await job.ledger.forget(job.id)
        raise


async def result_of(id_: str) -> str | None:
    """Return the result of an earlier run that succeeded, or None: a job may be added again."""
    if not await broker.result_backend.is_result_ready(id_):
        return None
    result: Any = await broker.result_backend.get_result(id_)
    value: str | None = result.return_value
    return value


def key_of(id_: str) -> str:
    """Return the idempotency key of a job: at most 256 characters, whatever the id."""
    return hashlib.sha256(id_.encode()).hexdigest()


async def was_created(jetemail: AsyncJetEmail, username: str, since: float) -> bool:
    """Return True if an SMTP user was created since then."""
    listing = await jetemail.smtp_users.list()
    created = {user.username: user.created_date for user in listing.smarthosts or []}
    moment = created.get(username)
    return isinstance(moment, datetime) and moment.timestamp() >= since
