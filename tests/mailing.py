"""A call of `jetemail.email` in either flavour, for the tests of sending."""

import asyncio
from typing import Any

from jetemail_api_client import AsyncJetEmail, JetEmail

from .conftest import Flavour

KEY = "transactional_planted_key"
PLAIN: dict[str, Any] = {
    "from_": "Jane <j@example.com>",
    "to": "a@example.com",
    "subject": "s",
    "text": "t",
}
QUEUED = {"id": "19424fd2acd0004210", "response": "Message queued as 19424fd2acd0004210"}


async def call(flavour: Flavour, base_url: str, method: str, **arguments: Any) -> Any:
    """Call a method of `jetemail.email` with a new client that has only the transactional key."""
    return await call_with({}, flavour, base_url, method, **arguments)


async def call_with(
    given: dict[str, Any], flavour: Flavour, base_url: str, method: str, **arguments: Any
) -> Any:
    """Call a method like `call`, with a client of these options."""
    options: dict[str, Any] = {"base_url": base_url, "clock": flavour.sleeper.clock, **given}
    if flavour.name == "async":
        sleep = flavour.sleeper.sleep_async
        async with AsyncJetEmail(None, KEY, sleep=sleep, **options) as client:
            return await getattr(client.email, method)(**arguments)

    def run() -> Any:
        with JetEmail(None, KEY, sleep=flavour.sleeper.sleep, **options) as client:
            return getattr(client.email, method)(**arguments)

    return await asyncio.to_thread(run)
