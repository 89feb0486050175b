"""Add jobs, and print what became of each: `python -m examples.workers.enqueue`.

Run it as often as you like: the same ids send nothing again.
"""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable
from typing import Any

from redis.asyncio import Redis
from taskiq import AsyncTaskiqTask, TaskiqResult

from .ledger import Ledger
from .tasks import REDIS, broker, provision, send

Added = AsyncTaskiqTask[Any]


async def send_all(messages: Iterable[tuple[str, dict[str, Any]]]) -> AsyncIterator[Added]:
    """Add messages, as pairs of the caller's own id and the arguments of `email.send`."""
    for id_, message in messages:
        yield await send.kicker().with_task_id(id_).kiq(message)


async def provision_all(usernames: Iterable[str], domains: list[str]) -> AsyncIterator[Added]:
    """Add SMTP users that may send from some domains."""
    for name in usernames:
        yield await provision.kicker().with_task_id(f"user/{name}").kiq(name, domains)


async def outcomes(jobs: AsyncIterable[Added]) -> AsyncIterator[tuple[Added, TaskiqResult[Any]]]:
    """Yield the result of each job, in their order; `result.error` is what it raised."""
    for job in [job async for job in jobs]:
        yield job, await job.wait_result(check_interval=0.1)


async def hand_over(ledger: Ledger, job: str, store: Callable[[str], Awaitable[None]]) -> None:
    """Have the password of a job stored; until that has succeeded, the ledger keeps it.

    If this is interrupted, call it again: `store` may get the same password twice.
    """
    if password := await ledger.password_of(job):
        await store(password)
        await ledger.drop_password(job)


async def show(password: str) -> None:
    """Stand in for what stores a password: with the user, or in a store of secrets."""
    print(f"its password: {len(password)} characters")


async def main() -> None:
    """Add some of each."""
    await broker.startup()
    readers = [f"reader-{number}@example.org" for number in range(50)]
    common = {"from_": "shop@example.com", "subject": "March", "text": "Hi"}
    messages = [(f"march/{to}", common | {"to": to}) for to in (*readers, "nobody")]
    async for job, result in outcomes(send_all(messages)):
        print(job.task_id, result.error or result.return_value)
    async with Redis.from_url(REDIS) as redis:
        users = provision_all(["shop-1", "shop-2"], ["example.com"])
        async for job, result in outcomes(users):
            print(job.task_id, result.error or result.return_value)
            if not result.is_err:
                await hand_over(Ledger(redis), job.task_id, show)
    await broker.shutdown()


if __name__ == "__main__":
    asyncio.run(main())
