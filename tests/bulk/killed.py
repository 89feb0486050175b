"""A program that sends many messages with a journal, to be killed: see `test_kills.py`.

Its arguments are the flavour, the base URL, the path of the journal and the number of messages. It
prints a line for each outcome.
"""

import asyncio
import sys

from jetemail_api_client import AsyncJetEmail, JetEmail
from jetemail_api_client.sandbox import TRANSACTIONAL_KEY

from .running import pairs


async def _run(base_url: str, journal: str, count: int) -> None:
    async with AsyncJetEmail(
        None, TRANSACTIONAL_KEY, base_url=base_url, rate_limits=None, retry_budget=False
    ) as jetemail:
        async for outcome in jetemail.email.send_many(pairs(count), journal=journal):
            print(outcome.id, outcome.status, flush=True)  # noqa: T201 - for the test


def _run_sync(base_url: str, journal: str, count: int) -> None:
    with JetEmail(
        None, TRANSACTIONAL_KEY, base_url=base_url, rate_limits=None, retry_budget=False
    ) as jetemail:
        for outcome in jetemail.email.send_many(pairs(count), journal=journal):
            print(outcome.id, outcome.status, flush=True)  # noqa: T201 - for the test


def main(flavour: str, base_url: str, journal: str, count: str) -> None:
    """Send the messages."""
    if flavour == "async":
        asyncio.run(_run(base_url, journal, int(count)))
    else:
        _run_sync(base_url, journal, int(count))


if __name__ == "__main__":
    main(*sys.argv[1:])
