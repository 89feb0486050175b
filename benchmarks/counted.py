"""The calls whose instructions `cost` counts, in a process under callgrind.

    valgrind --tool=callgrind --dump-before=getsid python -m benchmarks.counted URL

Callgrind dumps and resets its counters whenever the function named by MARK is called.
"""

import asyncio
import gc
import json
import os
import sys
from collections.abc import Callable

from jetemail_api_client import AsyncJetEmail, JetEmail
from jetemail_api_client.models import OutboundLogsListResult

from .listing import listing

# A function of libc that nothing else calls.
MARK = "getsid"
KEY = "api_bench"
# The parts to count, in this order, and the calls of each in a round.
PARTS = {"async create": 50, "sync create": 50, "parse of 100 rows": 5}
ROUNDS = 3


def count(part: str, make: Callable[[int], object]) -> None:
    """Run the rounds of a part, with a mark before the first and after each."""
    # The interpreter specializes bytecode that runs repeatedly, and connections are opened.
    make(2 * PARTS[part])
    gc.collect()
    gc.freeze()
    os.getsid(0)
    for _ in range(ROUNDS):
        make(PARTS[part])
        os.getsid(0)


def count_async(url: str) -> None:
    """Count sequential calls of the async client."""
    client = AsyncJetEmail(KEY, base_url=url, rate_limits=None)

    async def create(calls: int) -> None:
        for _ in range(calls):
            await client.smtp_users.create(username="smtp-user1", approved_domains=["example.com"])

    with asyncio.Runner() as runner:
        count("async create", lambda calls: runner.run(create(calls)))
        runner.run(client.close())


def count_sync(url: str) -> None:
    """Count sequential calls of the sync client."""
    with JetEmail(KEY, base_url=url, rate_limits=None) as client:

        def create(calls: int) -> None:
            for _ in range(calls):
                client.smtp_users.create(username="smtp-user1", approved_domains=["example.com"])

        count("sync create", create)


def count_parse() -> None:
    """Count the parsing of a listing into models."""
    body = listing(100)

    def parse(calls: int) -> None:
        for _ in range(calls):
            OutboundLogsListResult.from_dict(json.loads(body))

    count("parse of 100 rows", parse)


if __name__ == "__main__":
    count_async(sys.argv[1])
    count_sync(sys.argv[1])
    count_parse()
