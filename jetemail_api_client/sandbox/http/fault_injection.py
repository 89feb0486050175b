"""Injection of faults: responses that are late, broken or missing."""

import asyncio
import json
import socket
import struct
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from attrs import define
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from ..account.faults import Fault, Faults


@define
class FaultInjection:
    """Middleware of a route: it applies the faults of the operations of a path."""

    app: ASGIApp
    faults: Faults
    operations: Mapping[str, str]
    """The names of the operations by method."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request, with its fault if it has one."""
        # Starlette adds HEAD where there is GET.
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        fault = self.faults.take(self.operations[method])
        if fault is None:
            await self.app(scope, receive, send)
            return
        response = await self._act(scope, receive) if fault.acts else await _discard(receive)
        if fault.status is not None:
            response = _error_response(fault.status, fault.retry_after)
        if await _has_left(receive, fault.delay):
            return
        if fault.reset:
            scope["state"][CONNECTION].reset()
            await _has_left(receive, None)
        elif not await _send_slowly(fault, response, receive, send) and fault.cut:
            scope["state"][CONNECTION].close()
            await _has_left(receive, None)

    async def _act(self, scope: Scope, receive: Receive) -> list[Message]:
        messages: list[Message] = []

        async def record(message: Message) -> None:
            messages.append(message)

        await self.app(scope, receive, record)
        return messages


async def _discard(receive: Receive) -> list[Message]:
    """Read the body of a request."""
    has_more = True
    while has_more:
        has_more = (await receive()).get("more_body", False)
    return []


def _error_response(status: int, retry_after: float | None) -> list[Message]:
    body = json.dumps({"success": False, "error": "A fault of the sandbox"}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    if retry_after is not None:
        headers.append((b"retry-after", f"{retry_after:g}".encode()))
    start = {"type": "http.response.start", "status": status, "headers": headers}
    return [start, {"type": "http.response.body", "body": body}]


async def _send_slowly(
    fault: Fault, response: Iterable[Message], receive: Receive, send: Send
) -> bool:
    """Send a response, or its first half; return whether the client has left before the end."""
    start, *rest = response
    body = b"".join(one.get("body", b"") for one in rest)
    await send(start)
    sent = body[: len(body) // 2] if fault.cut else body
    parts = [sent[i : i + 1] for i in range(len(sent))] if fault.drip else [sent]
    for part in parts:
        await send({"type": "http.response.body", "body": part, "more_body": True})
        if await _has_left(receive, fault.drip):
            return True
    if not fault.cut:
        await send({"type": "http.response.body"})
    return False


async def _has_left(receive: Receive, seconds: float | None) -> bool:
    """Wait for some seconds, or for the end of the connection; return True if it has ended."""
    if seconds == 0:
        return False
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            # After the body, the only message is that of the end.
            while (await receive())["type"] != "http.disconnect":
                pass
            return True
    return False


CONNECTION = "jetemail_api_client.sandbox"
"""The key of the `Connection` in the state of a request."""


class Connection(H11Protocol):
    """A connection of the server, in reach of the faults and of the page."""

    is_endless: bool = False
    """Whether its response ends only with the connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Add the connection to the state of its requests."""
        super().connection_made(transport)
        self.app_state: dict[str, Any] = {**self.app_state, CONNECTION: self}

    def shutdown(self) -> None:
        """Let the response end before the server does, if it has an end."""
        if self.is_endless:
            self.close()
        else:
            super().shutdown()

    def close(self) -> None:
        """Close the connection after what was sent."""
        self.transport.close()

    def reset(self) -> None:
        """Reset the connection at once."""
        # Without lingering, the system sends RST in place of FIN.
        linger = struct.pack("ii", 1, 0)
        connection: socket.socket = self.transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.transport.abort()
