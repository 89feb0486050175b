"""Cancellation at every moment of a call, over and over: nothing is lost, and nothing is left."""

import asyncio
import random
from contextlib import suppress
from pathlib import Path

from jetemail_api_client import AsyncJetEmail
from jetemail_api_client.sandbox import API_KEY, create_app, running

POOL = 10
TASKS = 50
# The mean of the moments, in seconds: about as long as a call takes that waits for its turn.
MOMENT = 0.005
FILES = Path("/proc/self/fd")


def sockets() -> int:
    """How many sockets this process has open, where the system tells."""
    with suppress(OSError):
        return sum("socket:" in str(link.readlink()) for link in FILES.iterdir() if link.exists())
    return 0


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
            assert sockets() <= before + 2 * POOL

            async with asyncio.timeout(30):
                ends = [await client.smtp_users.list() for _ in range(100)]
                # All at once need every slot of the pool.
                ends += await asyncio.gather(*(client.smtp_users.list() for _ in range(100)))

        assert [True] * 200 == [end.success for end in ends]
