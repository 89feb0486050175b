"""What a job must know when it runs again: kept in Redis before its first request leaves.

Redis must not lose it: `appendonly yes`. Passwords are in there as they are, so keep that Redis, or
this ledger, where you keep secrets.
"""

import time
from typing import Any

from attrs import field, frozen
from redis.asyncio import Redis

KEPT = 30 * 24 * 3600
"""Seconds that an id, and the result of its job, is known: later, the same id would send again."""


@frozen
class Begun:
    """A job that has begun, now or before."""

    is_first: bool
    """False if a request of it may have left before."""
    at: float
    """When it began, in Unix seconds."""
    age: float
    """Seconds since."""
    password: str = field(repr=False)


@frozen
class Ledger:
    """The jobs that have begun, by their ids."""

    redis: Redis

    async def begin(self, job: str, password: str = "") -> Begun:
        """Note that a job begins; one that began before keeps its time and its password."""
        now, key = time.time(), _key(job)
        async with self.redis.pipeline() as pipe:
            pipe.hsetnx(key, "at", str(now))
            pipe.hsetnx(key, "password", password)
            pipe.expire(key, KEPT)
            pipe.hmget(key, "at", "password")
            is_first, _, _, (at, kept) = await pipe.execute()
        return Begun(bool(is_first), float(at), now - float(at), (kept or b"").decode())

    async def forget(self, job: str) -> None:
        """Forget a job that had no effect."""
        await self.redis.delete(_key(job))

    async def password_of(self, job: str) -> str:
        """Return the password of a job that has ended; empty if there is none any more."""
        password: Any = await self.redis.hget(_key(job), "password")
        return str(password or b"", "utf-8")

    async def drop_password(self, job: str) -> None:
        """Remove the password of a job, once it is stored elsewhere: this is the only copy."""
        await self.redis.hset(_key(job), "password", "")


def _key(job: str) -> str:
    return f"jetemail:job:{job}"
