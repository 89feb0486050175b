"""The workers of the example, with a clock that the test moves: for the client and the limiter.

The clocks of Redis and of each worker are ahead by as many seconds as the test has set there. Not
one duration of the client or the limiter is changed.
"""

import asyncio
import os
import time
from contextlib import suppress

from redis.asyncio import Redis
from taskiq import TaskiqEvents

from examples.workers import tasks
from examples.workers.engine import Retries, StreamBroker
from jetemail_api_client import AsyncJetEmail, redis_limits
from jetemail_api_client.options import Clock
from jetemail_api_client.redis_limits import AsyncRedisRateLimits

__all__ = ["OFFSET", "broker"]

OFFSET = "test:offset"
"""The key, and the channel, of the seconds that the clock is ahead."""


class MovedClock:
    """The clock of a worker."""

    def __init__(self) -> None:
        self.offset = 0.0
        self.moved = asyncio.Event()

    def ahead_of(self, source: float) -> float:
        return source + self.offset

    async def sleep(self, seconds: float) -> None:
        end = time.monotonic() + self.offset + seconds
        while (left := end - time.monotonic() - self.offset) > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self.moved.wait()

    async def follow(self) -> None:
        """Follow the test."""
        async with Redis.from_url(tasks.REDIS) as redis, redis.pubsub() as channel:
            await channel.subscribe(OFFSET)
            self.move(await redis.get(OFFSET))
            async for message in channel.listen():
                if message["type"] == "message":
                    self.move(message["data"])

    def move(self, offset: bytes | str | None) -> None:
        self.offset = float(offset or 0)
        before, self.moved = self.moved, asyncio.Event()
        before.set()


moved = MovedClock()


def make_client() -> AsyncJetEmail:
    """Make the client of a worker as the example does, with the clock."""
    # A busy machine responds later than Redis does elsewhere.
    limits = AsyncRedisRateLimits(tasks.REDIS, timeout=15)
    clock = Clock(
        monotonic=lambda: moved.ahead_of(time.monotonic()),
        unix=lambda: moved.ahead_of(time.time()),
    )
    return AsyncJetEmail(rate_limits=limits, deadline=900, clock=clock, sleep=moved.sleep)


async def follow(_: object) -> None:
    """Follow the test, in a worker."""
    broker.state.following = asyncio.create_task(moved.follow())


def moving_script(script: str) -> str:
    """Return the script of the limiter, ahead by the seconds in Redis."""
    real = "local now = time[1] * 1000000 + time[2]"
    assert script.count(real) == 1
    return script.replace(real, f"{real} + (redis.call('GET', '{OFFSET}') or 0) * 1000000")


def moved_broker() -> StreamBroker:
    """Return the broker of the example, in a process whose clock is moved."""
    redis_limits.SCRIPT = moving_script(redis_limits.SCRIPT)
    tasks.make_client = make_client
    broker.on_event(TaskiqEvents.WORKER_STARTUP)(follow)
    # That of streams is not moved.
    broker.idle_timeout = int(os.environ["IDLE_TIMEOUT"])
    for middleware in broker.middlewares:
        assert isinstance(middleware, Retries)
        middleware.default_delay = 0
    return broker


broker = tasks.broker
