"""The effect of cancellation on a connection pool: the default transport, and those of httpx.

    make churn

Cancels 10,000 calls at random moments on a pool of 10, then makes 100 calls one after the other.
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


async def cancel(client: AsyncJetEmail, chance: random.Random) -> None:
    """Start a call, and cancel it at a random moment."""
    with suppress(TimeoutError, errors.JetEmailError):
        async with asyncio.timeout(chance.expovariate(200)):
            await client.smtp_users.list()


async def outcome(client: AsyncJetEmail) -> str:
    """Return the outcome of a call with a deadline of one second."""
    try:
        await client.smtp_users.list()
    except errors.JetEmailError as error:
        return f"{type(error).__name__}, {getattr(error, 'phase', None)}"
    return "success"


async def measure(url: str, transport: Any) -> str:
    """Cancel calls, and return the outcomes of the calls after them."""
    chance = random.Random(4)
    client = AsyncJetEmail(
        API_KEY,
        base_url=url,
        transport=transport,
        max_connections=POOL,
        max_attempts=1,
        rate_limits=None,
    )
    impatient = client.with_options(deadline=1.0)
    started = time.monotonic()
    for _ in range(CHURN // TASKS):
        await asyncio.gather(*(cancel(client, chance) for _ in range(TASKS)))
    took = time.monotonic() - started
    outcomes = Counter([await outcome(impatient) for _ in range(CALLS)])
    await client.close()
    return f"churn took {took:.0f} s; the {CALLS} calls after it: {dict(outcomes)}"


def main() -> None:
    """Measure each transport."""
    with running(create_app()) as url:
        print(f"Python {sys.version.split()[0]}, {CHURN} cancelled calls, a pool of {POOL}")
        print(f"default                {asyncio.run(measure(url, None))}")
        for library in (httpx, httpx2):
            transport = library.AsyncHTTPTransport(limits=library.Limits(max_connections=POOL))
            name = f"{library.__name__} {library.__version__}"
            print(f"{name:22} {asyncio.run(measure(url, transport))}")


if __name__ == "__main__":
    main()
