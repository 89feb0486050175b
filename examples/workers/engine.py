"""What taskiq-redis lacks for jobs that must neither be lost nor have an effect twice."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator
from functools import partial
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError
from taskiq import AckableMessage, TaskiqMessage, TaskiqResult
from taskiq.kicker import AsyncKicker
from taskiq.middlewares import SmartRetryMiddleware
from taskiq_redis import RedisAsyncResultBackend, RedisStreamBroker

LONGEST = 3600
"""Seconds that a try and the pause after it may take: then, another worker gets the job as well."""

logger = logging.getLogger(__name__)


class StreamBroker(RedisStreamBroker):
    """A broker that gives the jobs of a killed worker to another one, after `idle_timeout`.

    The listener of taskiq-redis 1.2 does so only when a new job comes, which is never for the last
    ones; it does so to slow workers as well; and it keeps every job in the stream for good.
    https://github.com/taskiq-python/taskiq-redis/issues/131 and /pull/129
    """

    async def startup(self) -> None:
        """Hold the jobs of this process, if it is a worker, as long as it lives."""
        await super().startup()
        self._redis = Redis(connection_pool=self.connection_pool)
        self._held: dict[bytes, float] = {}
        self._may_claim = True
        self._holding = asyncio.create_task(self._hold()) if self.is_worker_process else None

    async def shutdown(self) -> None:
        """Hold them no longer."""
        if self._holding:
            self._holding.cancel()
        await super().shutdown()

    async def listen(self) -> AsyncGenerator[AckableMessage, None]:
        """Yield one job at a time: none waits in a process that has no room for it."""
        while not _is_cancelled():
            jobs = await self._claim() if self._may_claim else []
            self._may_claim = bool(jobs)
            for number, fields in jobs or await self._read():
                self._held[number] = time.monotonic()
                yield AckableMessage(data=fields[b"data"], ack=partial(self._end, number))

    async def _claim(self) -> Any:
        """Return a job that no living worker holds."""
        claimed: Any = await self._redis.xautoclaim(
            *(self.queue_name, self.consumer_group_name, self.consumer_name),
            min_idle_time=self.idle_timeout,
            count=1,
        )
        return claimed[1]

    async def _read(self) -> Any:
        """Return a new job; none if there is none for a while."""
        streams: dict[Any, Any] = {self.queue_name: ">"}
        found: Any = await self._redis.xreadgroup(
            self.consumer_group_name, self.consumer_name, streams, count=1, block=self.block
        )
        return found[0][1] if found else []

    async def _end(self, number: bytes) -> None:
        """Remove a job."""
        # First: if Redis fails now, another worker finds that it was done.
        self._held.pop(number, None)
        async with self._redis.pipeline() as pipe:
            pipe.xack(self.queue_name, self.consumer_group_name, number)
            pipe.xdel(self.queue_name, number)
            await pipe.execute()

    async def _hold(self) -> None:
        """Renew the claim to what this process works at, however long that takes."""
        while True:
            await asyncio.sleep(self.idle_timeout / 3000)
            self._may_claim = True
            oldest = time.monotonic() - LONGEST
            held: list[Any] = [one for one, since in self._held.items() if since > oldest]
            if not held:
                continue
            try:
                await self._redis.xclaim(
                    *(self.queue_name, self.consumer_group_name, self.consumer_name),
                    min_idle_time=0,
                    message_ids=held,
                    justid=True,
                )
            except RedisError as error:
                # Others may run these jobs as well: they have the same keys.
                logger.warning("%s: jobs are not held", type(error).__name__)


def _is_cancelled() -> bool:
    # redis-py loses a cancellation that comes with a response: the worker would never end.
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


class ResultBackend(RedisAsyncResultBackend[Any]):
    """Results with complete errors: taskiq-redis keeps only their class and text.

    A `JetEmailError` is pickled with its attributes, and without secrets. As with taskiq-redis
    itself, whoever can write to Redis can run code in those who read results.
    """

    async def set_result(self, task_id: str, result: TaskiqResult[Any]) -> None:
        """Keep a result."""
        value = self.serializer.dumpb(result)
        async with Redis(connection_pool=self.redis_pool) as redis:
            await redis.set(self._task_name(task_id), value, ex=self.result_ex_time)


class Retries(SmartRetryMiddleware):
    """Retries after a pause, for which the job keeps its place in the worker.

    A stream has no delays. So while the API is down, workers pause rather than fail all jobs; a job
    that waits is held, and not lost with its worker.
    """

    async def on_send(
        self, kicker: AsyncKicker[Any, Any], message: TaskiqMessage, delay: float
    ) -> None:
        """Add the job again, without the delay as a label: the next pause would be made of it."""
        await asyncio.sleep(delay)
        await kicker.kiq(*message.args, **message.kwargs)
