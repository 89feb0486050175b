"""A worker that sends the e-mails of a table, and ends on SIGTERM with nothing lost or sent twice.

    export JETEMAIL_TRANSACTIONAL_KEY=transactional_...
    python -m examples.asyncio_worker outbox.db

A service adds a row in the transaction that stores its order, so that there is an e-mail if and
only if there is an order. The worker takes a row for a limited time, the lease, and sends it with a
key made of the order's id. If it is killed, the lease ends, and the next one sends the row with the
same key and text: JetEmail sends an e-mail only once, as long as it keeps the key.

SQLite keeps the example short. A table of another database needs the same statements.
"""

import asyncio
import contextlib
import logging
import signal
import sqlite3
import sys
import time
from typing import NamedTuple

from jetemail_api_client import AsyncJetEmail, errors

SENDER = "Shop <shop@example.com>"
CONCURRENT = 10
POLL = 1.0
"""Seconds between two looks at an empty table."""
DEADLINE, RATE_LIMIT_TIMEOUT = 20.0, 60.0
LEASE = 120.0
"""Seconds; longer than a call can take, which is the sum of the two above."""
GRACE = 15.0
"""Seconds for calls in flight after SIGTERM; Kubernetes kills a process after 30."""

# To repeat these cannot help. Others, such as a wrong key, are repeated when the lease ends.
FINAL = (
    errors.InvalidRequestError,
    errors.BadRequestError,
    errors.PayloadTooLargeError,
    errors.UnprocessableEntityError,
    errors.IdempotencyMismatchError,
)

logger = logging.getLogger(__name__)


class Mail(NamedTuple):
    """An e-mail, with its text: a template that changes must not change what is repeated."""

    order_id: str
    address: str
    subject: str
    text: str


class Outbox:
    """The table of e-mails."""

    def __init__(self, path: str) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS mail (order_id PRIMARY KEY, address, subject, text,"
            " state DEFAULT 'waiting', leased_until DEFAULT 0, result)"
        )

    def add(self, mail: Mail) -> None:
        """Add an e-mail. A service does this in the transaction of the order."""
        self._db.execute(
            "INSERT INTO mail (order_id, address, subject, text) VALUES (?,?,?,?)", mail
        )

    def take(self) -> Mail | None:
        """Lease the e-mail that has waited longest, so that no other worker takes it."""
        now = time.time()
        rows = self._db.execute(
            "UPDATE mail SET leased_until = ? WHERE rowid = (SELECT rowid FROM mail"
            " WHERE state = 'waiting' AND leased_until < ? ORDER BY leased_until, rowid LIMIT 1)"
            " RETURNING order_id, address, subject, text",
            [now + LEASE, now],
        ).fetchall()
        return Mail(*rows[0]) if rows else None

    def finish(self, mail: Mail, state: str, result: str) -> None:
        """Record that an e-mail was sent, or cannot be."""
        self._db.execute(
            "UPDATE mail SET state = ?, result = ? WHERE order_id = ?",
            [state, result, mail.order_id],
        )

    def release(self, mail: Mail) -> None:
        """End a lease."""
        self._db.execute("UPDATE mail SET leased_until = 0 WHERE order_id = ?", [mail.order_id])

    def close(self) -> None:
        """Close the database."""
        self._db.close()


async def deliver(mail: Mail, outbox: Outbox, jetemail: AsyncJetEmail) -> None:
    """Send an e-mail and record it; after a failure that may pass, leave it to the lease."""
    try:
        sent = await jetemail.email.send(
            from_=SENDER,
            to=mail.address,
            subject=mail.subject,
            text=mail.text,
            idempotency_key=f"order-{mail.order_id}",
        )
    except FINAL as error:
        logger.warning("order %s cannot be sent: %s", mail.order_id, error)
        outbox.finish(mail, "failed", str(error))
    except errors.JetEmailError as error:
        logger.warning("order %s is sent again later: %s", mail.order_id, error)
    except asyncio.CancelledError:
        outbox.release(mail)  # It may have been sent: the next worker uses the same key.
        raise
    else:
        outbox.finish(mail, "sent", str(sent.id))


async def send_all(outbox: Outbox, jetemail: AsyncJetEmail, stop: asyncio.Event) -> None:
    """Send what is in the table, one e-mail after another, until told to stop."""
    while not stop.is_set():
        if mail := outbox.take():
            await deliver(mail, outbox, jetemail)
        else:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), POLL)


async def run(outbox: Outbox, jetemail: AsyncJetEmail, stop: asyncio.Event) -> None:
    """Send until told to stop; then give the calls in flight some time, and cancel the rest."""
    senders = [asyncio.create_task(send_all(outbox, jetemail, stop)) for _ in range(CONCURRENT)]
    stopping = asyncio.create_task(stop.wait())
    # A sender that ends before the signal has failed, for example because the disk is full.
    await asyncio.wait([stopping, *senders], return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    _, late = await asyncio.wait(senders, timeout=GRACE)
    for task in late:
        task.cancel()
    for result in await asyncio.gather(*senders, return_exceptions=True):
        if isinstance(result, Exception):
            raise result


async def main(path: str) -> None:
    """Run with a client of the environment until SIGTERM or Ctrl-C."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    outbox = Outbox(path)
    # One client for the process, made in it; closed when the last call has ended.
    async with AsyncJetEmail(deadline=DEADLINE, rate_limit_timeout=RATE_LIMIT_TIMEOUT) as jetemail:
        await run(outbox, jetemail, stop)
    outbox.close()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    asyncio.run(main(sys.argv[1]))
