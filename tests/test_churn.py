"""Calls given up at every moment, over and over: nothing is lost, and nothing is left."""

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
# The mean of the moments, in seconds: about as long as a call takes that waits for its turn.
MOMENT = 0.005
FILES = Path("/proc/self/fd")
# In a process of its own: what measures the coverage does not bear interrupts of itself.
INTERRUPTED = """
import random, signal, sys, threading
from jetemail_api_client import JetEmail

class Interrupt(BaseException):
    pass

def interrupt(*_):
    raise Interrupt

def go_on():
    while not is_over.is_set():
        client.smtp_users.list()

chance, is_over, count = random.Random(4), threading.Event(), 0
client = JetEmail(sys.argv[1], base_url=sys.argv[2], max_connections=2, pacing=False)
# The modules of an operation are imported with its first call: an import bears no interrupts.
client.smtp_users.list()
others = [threading.Thread(target=go_on, daemon=True) for _ in range(3)]
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
print(client.smtp_users.list().success, len(pool._waiting), len(pool._lent))
client.close()
"""


def sockets() -> int:
    """How many sockets this process has open, where the system tells."""
    with suppress(OSError):
        return sum("socket:" in str(link.readlink()) for link in FILES.iterdir() if link.exists())
    return 0


def settled(most: int) -> int:
    """How many are open, once the server, a thread of this process, has seen what was closed."""
    until = time.monotonic() + 30
    while (count := sockets()) > most and time.monotonic() < until:
        time.sleep(0.01)
    return count


async def is_given_up(client: AsyncJetEmail, chance: random.Random) -> bool:
    """Begin a call and give it up at a random moment, in one of two ways; False if it was over."""
    moment = chance.expovariate(1 / MOMENT)
    if chance.random() < 0.5:
        with suppress(TimeoutError):
            async with asyncio.timeout(moment):
                await client.smtp_users.list()
                return False
        return True
    call = asyncio.create_task(client.smtp_users.list())
    await asyncio.sleep(moment)
    call.cancel()
    (end,) = await asyncio.gather(call, return_exceptions=True)
    return isinstance(end, asyncio.CancelledError)


async def test_ten_thousand_cancellations() -> None:
    """After 10,000 calls that were given up, every call succeeds on a pool that is whole."""
    chance = random.Random(4)
    with running(create_app()) as url:
        before, own = sockets(), asyncio.all_tasks()
        async with AsyncJetEmail(
            API_KEY, base_url=url, max_connections=POOL, pacing=False
        ) as client:
            given_up = 0
            while given_up < 10_000:
                calls = (is_given_up(client, chance) for _ in range(TASKS))
                given_up += sum(await asyncio.gather(*calls))
            assert own == asyncio.all_tasks()
            most = before + 2 * POOL
            assert await asyncio.to_thread(settled, most) <= most

            async with asyncio.timeout(60):
                ends = [await client.smtp_users.list() for _ in range(100)]
                # All at once need every slot of the pool.
                ends += await asyncio.gather(*(client.smtp_users.list() for _ in range(100)))

        assert [True] * 200 == [end.success for end in ends]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no timers here")
def test_five_hundred_interrupts() -> None:
    """Whenever the handler of a signal raises, no connection and no place in the pool is lost."""
    program = [sys.executable, "-X", "dev", "-W", "error", "-c", INTERRUPTED, API_KEY]
    with running(create_app()) as url:
        done = subprocess.run(
            [*program, url], capture_output=True, text=True, timeout=120, check=True
        )

    assert "True 0 0\n" == done.stdout
