"""Rate limiters of both flavours that processes share, over a file of SQLite.

They stand for any store outside of the process, such as Redis: the clock is that of the store.
"""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from attrs import frozen

from jetemail_api_client._runtime.operations import Bucket
from jetemail_api_client.rate_limits import Wait

# Shorter than others sleep at most: a request that ends moves those that wait.
POLL = 0.05

TABLES = """
CREATE TABLE IF NOT EXISTS tickets (name PRIMARY KEY, bucket, began REAL, used REAL, ended REAL);
CREATE TABLE IF NOT EXISTS blocks (until REAL);
"""


@frozen
class SqliteRateLimiter:
    """Lets out `limit` requests in `window` seconds, the oldest calls first."""

    path: str
    limit: int
    window: float

    @contextmanager
    def _connection(self) -> Iterator[tuple[sqlite3.Connection, float]]:
        connection = sqlite3.connect(self.path, timeout=30, isolation_level=None)
        try:
            connection.executescript(TABLES)
            connection.execute("BEGIN IMMEDIATE")
            yield connection, time.time()
            connection.execute("COMMIT")
        finally:
            connection.close()

    def wait(self, ticket: str, bucket: Bucket, *, age: float, timeout: float = 0) -> Wait:
        with self._connection() as (db, now):
            entry = (ticket, bucket, now - age)
            db.execute("INSERT OR IGNORE INTO tickets VALUES (?, ?, ?, NULL, NULL)", entry)
            (until,) = db.execute("SELECT coalesce(max(until), 0) FROM blocks").fetchone()
            if until > now:
                return Wait(until - now, until - now)
            counted = "used IS NOT NULL AND coalesce(ended, ?) > ? AND bucket = ?"
            query = f"SELECT count(*) FROM tickets WHERE {counted}"
            (count,) = db.execute(query, (now, now - self.window, bucket)).fetchone()
            query = "SELECT name FROM tickets WHERE used IS NULL AND bucket = ? ORDER BY began"
            first = db.execute(query, (bucket,)).fetchone()
            if count >= self.limit or first != (ticket,):
                return Wait(POLL)
            db.execute("UPDATE tickets SET used = ? WHERE name = ?", (now, ticket))
            return Wait()

    def release(self, ticket: str, bucket: Bucket, *, timeout: float = 0) -> None:
        with self._connection() as (db, now):
            # Kept, outside of all queues: a `wait` that was cancelled may come later.
            db.execute("INSERT OR IGNORE INTO tickets VALUES (?, '', 0, NULL, NULL)", (ticket,))
            db.execute("UPDATE tickets SET bucket = '' WHERE name = ? AND used IS NULL", (ticket,))
            db.execute("UPDATE tickets SET ended = ? WHERE name = ?", (now, ticket))

    def block(self, seconds: float, *, timeout: float = 0) -> None:
        with self._connection() as (db, now):
            db.execute("INSERT INTO blocks VALUES (?)", (now + seconds,))

    def waiting(self) -> int:
        """Return how many tickets wait."""
        with self._connection() as (db, _):
            query = "SELECT count(*) FROM tickets WHERE used IS NULL AND bucket != ''"
            count: int = db.execute(query).fetchone()[0]
            return count


@frozen
class AsyncSqliteRateLimiter:
    """A `SqliteRateLimiter` for async clients."""

    shared: SqliteRateLimiter

    async def wait(self, ticket: str, bucket: Bucket, *, age: float) -> Wait:
        return await asyncio.to_thread(self.shared.wait, ticket, bucket, age=age)

    async def release(self, ticket: str, bucket: Bucket) -> None:
        await asyncio.to_thread(self.shared.release, ticket, bucket)

    async def block(self, seconds: float) -> None:
        await asyncio.to_thread(self.shared.block, seconds)
