"""What cancellation does to a pool of connections: the default channel, and httpx's transport.

    make churn

Gives up 10,000 calls at random moments on a pool of 10, then asks for 100 in a row.
"""

import asyncio
import random
import sys
import time
from collections import Counter
from contextlib import suppress
from typing import Any

import httpx
import httpx2

from jetemail_api_client import AsyncJetEmail, errors
from jetemail_api_client.sandbox import API_KEY, create_app, running

POOL = 10
TASKS = 50
CHURN = 10_000
CALLS = 100


async def give_up(client: AsyncJetEmail, chance: random.Random) -> None:
    """Begin a call, and give it up at a random moment."""
    with suppress(TimeoutError, errors.JetEmailError):
        async with asyncio.timeout(chance.expovariate(200)):
            await client.smtp_users.list()


async def outcome(client: AsyncJetEmail) -> str:
    """What comes of a call that has a second."""
    try:
        await client.smtp_users.list()
    except errors.JetEmailError as error:
        return f"{type(error).__name__}, {getattr(error, 'phase', None)}"
    return "success"


async def measure(url: str, transport: Any) -> str:
    """Churn, then call; what came of it."""
    chance = random.Random(4)
    client = AsyncJetEmail(
        API_KEY,
        base_url=url,
        transport=transport,
        max_connections=POOL,
        max_attempts=1,
        pacing=False,
    )
    hasty = client.with_options(deadline=1.0)
    started = time.monotonic()
    for _ in range(CHURN // TASKS):
        await asyncio.gather(*(give_up(client, chance) for _ in range(TASKS)))
    churned = time.monotonic() - started
    ends = Counter([await outcome(hasty) for _ in range(CALLS)])
    await client.close()
    return f"churn took {churned:.0f} s; of {CALLS} calls then: {dict(ends)}"


def main() -> None:
    """Measure both, one after the other."""
    with running(create_app()) as url:
        print(f"Python {sys.version.split()[0]}, {CHURN} calls given up, a pool of {POOL}")
        print(f"default                {asyncio.run(measure(url, None))}")
        for library in (httpx, httpx2):
            transport = library.AsyncHTTPTransport(limits=library.Limits(max_connections=POOL))
            name = f"{library.__name__} {library.__version__}"
            print(f"{name:22} {asyncio.run(measure(url, transport))}")


if __name__ == "__main__":
    main()
