"""The stream of events that tells an open page to look again."""

import asyncio
from collections.abc import Mapping

from attrs import define
from starlette.types import Receive, Scope, Send

from ...account.accounts import Account
from ..deliveries import changes
from ..fault_injection import CONNECTION

INTERVAL = 0.5
"""Seconds between two events at least."""


@define
class Live:
    """An endpoint with an event for each change, or for many in a short time."""

    account: Account
    headers: Mapping[str, str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send events until the browser or the server closes the connection."""
        if connection := scope.get("state", {}).get(CONNECTION):
            connection.is_endless = True
        headers = [(name.lower().encode(), text.encode()) for name, text in self.headers.items()]
        headers.append((b"content-type", b"text/event-stream"))
        changed = asyncio.Event()
        with changes(self.account, changed):
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            async with asyncio.TaskGroup() as tasks:
                sending = tasks.create_task(_send(changed, send))
                # `CompleteRequest` has read the request to its end: the disconnect is next.
                await receive()
                sending.cancel()


async def _send(changed: asyncio.Event, send: Send) -> None:
    await _send_line("retry: 1000", send)
    while True:
        await changed.wait()
        changed.clear()
        await _send_line("data: change", send)
        await asyncio.sleep(INTERVAL)


async def _send_line(line: str, send: Send) -> None:
    await send({"type": "http.response.body", "body": f"{line}\n\n".encode(), "more_body": True})
