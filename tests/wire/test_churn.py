"""Thousands of calls cancelled or interrupted at random: connections and pool slots are freed."""

import asyncio
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from jetemail_api_client import AsyncJetEmail
from jetemail_api_client.sandbox import API_KEY, create_app, running

POOL = 10
TASKS = 50
# The mean delay before a cancellation, in seconds: about the duration of a call that waits for
# a connection.
MEAN_DELAY = 0.005
FILES = Path("/proc/self/fd")
# Runs in a process of its own: the measurement of coverage breaks if it is interrupted itself.
INTERRUPTED = """
import random, signal, sys, threading
from jetemail_api_client import JetEmail

class Interrupt(BaseException):
    pass

def interrupt(*_):
    raise Interrupt

def call_until_over():
    while not is_over.is_set():
        client.smtp_users.list()

chance, is_over, count = random.Random(4), threading.Event(), 0
client = JetEmail(sys.argv[1], base_url=sys.argv[2], max_connections=2, rate_limits=None)
# The first call imports the operation's modules, and an interrupted import would fail again.
client.smtp_users.list()
others = [threading.Thread(target=call_until_over, daemon=True) for _ in range(3)]
for other in others:
    other.start()
signal.signal(signal.SIGALRM, interrupt)
while count < 500:
    try:
        signal.setitimer(signal.ITIMER_REAL, chance.expovariate(200) + 1e-5)
        client.smtp_users.list()
        signal.setitimer(signal.ITIMER_REAL, 0)
    except Interrupt:
        count += 1
is_over.set()
for other in others:
    other.join(30)
pool = client._adapter._given._pool
print(client.smtp_users.list().success, len(pool._waiting), len(pool._active))
client.close()
"""


def sockets() -> int:
    """Return the number of open sockets of this process, or 0 on a system without /proc."""
    with suppress(OSError):
        return sum("socket:" in str(link.readlink()) for link in FILES.iterdir() if link.exists())
    return 0


def settled_sockets(limit: int) -> int:
    """Return the number of open sockets, after the server's thread closes its ends."""
    deadline = time.monotonic() + 30
    while (count := sockets()) > limit and time.monotonic() < deadline:
        time.sleep(0.01)
    return count


async def is_cancelled(client: AsyncJetEmail, chance: random.Random) -> bool:
    """Cancel a call after a random delay, by timeout or task; return False if it ended before."""
    delay = chance.expovariate(1 / MEAN_DELAY)
    if chance.random() < 0.5:
        with suppress(TimeoutError):
            async with asyncio.timeout(delay):
                await client.smtp_users.list()
                return False
        return True
    call = asyncio.create_task(client.smtp_users.list())
    await asyncio.sleep(delay)
    call.cancel()
    (end,) = await asyncio.gather(call, return_exceptions=True)
    return isinstance(end, asyncio.CancelledError)


async def test_ten_thousand_cancellations() -> None:
    """After 10,000 cancelled calls, the pool has all its slots, and every call succeeds."""
    chance = random.Random(4)
    with running(create_app()) as url:
        before, own_tasks = sockets(), asyncio.all_tasks()
        async with AsyncJetEmail(
            API_KEY, base_url=url, max_connections=POOL, rate_limits=None
        ) as client:
            cancelled = 0
            while cancelled < 10_000:
                calls = (is_cancelled(client, chance) for _ in range(TASKS))
                cancelled += sum(await asyncio.gather(*calls))
            assert own_tasks == asyncio.all_tasks()
            limit = before + 2 * POOL
            assert await asyncio.to_thread(settled_sockets, limit) <= limit

            async with asyncio.timeout(60):
                results = [await client.smtp_users.list() for _ in range(100)]
                # Concurrent calls need every slot of the pool.
                results += await asyncio.gather(*(client.smtp_users.list() for _ in range(100)))

        assert [True] * 200 == [result.success for result in results]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there is no setitimer on this system")
def test_five_hundred_interrupts() -> None:
    """A signal handler that raises during a call loses no connection and no slot of the pool."""
    program = [sys.executable, "-X", "dev", "-W", "error", "-c", INTERRUPTED, API_KEY]
    with running(create_app()) as url:
        completed = subprocess.run(
            [*program, url], capture_output=True, text=True, timeout=120, check=True
        )

    assert "True 0 0\n" == completed.stdout
