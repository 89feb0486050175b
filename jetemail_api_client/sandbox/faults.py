"""Faults on demand: responses of a sandbox that are late, broken or missing."""

import asyncio
import json
import socket
import struct
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from difflib import get_close_matches
from typing import Any

from attrs import asdict, define, field
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from .description import description
from .replies import Fields

ANY = "*"
"""Stands for all operations."""

# The smallest and the largest value of each field.
_INTEGERS = {"times": (1, 1_000_000), "after": (0, 1_000_000), "status": (400, 599)}
_NUMBERS = {"retry_after": (0, 86_400), "delay": (0, 3600), "drip": (0, 3600)}
_BOOLEANS: Mapping[str, tuple[int, int]] = dict.fromkeys(("cut", "reset", "acts"), (0, 1))
_OPTIONAL = {"times", "status", "retry_after", "acts"}


@define(kw_only=True)
class Fault:
    """What becomes of the next requests of an operation.

    Raises:
        TypeError: A field has the wrong type.
        ValueError: A field is out of range, or two exclude each other.
    """

    operation: str
    """For example, `smtp_users.create`; `*` for all."""
    times: int | None = 1
    """How many more requests it applies to; None for all until it is cleared."""
    after: int = 0
    """How many more requests it lets through first."""
    status: int | None = None
    """The status of an error response."""
    retry_after: float | None = None
    """Seconds in its Retry-After header; without a status, that is 429."""
    delay: float = 0.0
    """Seconds before the response, of the machine's time."""
    drip: float = 0.0
    """Seconds after each byte of the body."""
    cut: bool = False
    """Whether the connection is closed after half of the body. Needs the sandbox's own server."""
    reset: bool = False
    """Whether the connection is reset in place of a response. Needs the sandbox's own server."""
    acts: bool | None = None
    """Whether the request acts; by default, unless it gets an error response or a reset."""

    def __attrs_post_init__(self) -> None:
        self._check_operation()
        self._check_fields()
        if self.retry_after is not None and self.status is None:
            self.status = 429
        if self.reset and (self.status or self.drip or self.cut):
            raise ValueError("reset excludes status, retry_after, drip and cut")
        if not (self.reset or self.status or self.delay or self.drip or self.cut):
            raise ValueError("The fault needs one of status, retry_after, delay, drip, cut, reset")
        if self.acts is None:
            self.acts = not (self.reset or self.status)
        if not (self.acts or self.reset or self.status):
            raise ValueError("A request that does not act needs a status or a reset")

    def _check_operation(self) -> None:
        known = [ANY, *(one.name for one in description().values())]
        if self.operation not in known:
            advice = "".join(get_close_matches(str(self.operation), known, 1))
            advice = advice and f", but {advice}"
            raise ValueError(f"There is no operation {self.operation!r}{advice}")

    def _check_fields(self) -> None:
        kinds: list[tuple[Mapping[str, tuple[int, int]], set[type], str]] = [
            (_INTEGERS, {int}, "an integer"),
            (_NUMBERS, {int, float}, "a number"),
            (_BOOLEANS, {bool}, "a boolean"),
        ]
        for limits, types, kind in kinds:
            for name, (least, most) in limits.items():
                if getattr(self, name) is None and name in _OPTIONAL:
                    continue
                value: Any = getattr(self, name)
                if type(value) not in types:
                    raise TypeError(f"{name} must be {kind}")
                if not least <= value <= most:
                    raise ValueError(f"{name} must be {least} to {most}")


@define
class Faults:
    """The faults of a sandbox, in the order in which they apply."""

    pending: list[Fault] = field(factory=list)
    notify: Callable[[], None] = field(default=lambda: None, repr=False)
    """Called when they have changed."""

    def add(self, operation: str, **fields: Any) -> Fault:
        """Add a fault after the others; see `Fault` for its fields.

        ```python
        sandbox.faults.add("smtp_users.create", status=500, times=2)
        sandbox.faults.add("email.send", reset=True, acts=True)
        ```

        Raises:
            TypeError: A field is unknown or has the wrong type.
            ValueError: A field is out of range, or two exclude each other.
        """
        fault = Fault(operation=operation, **fields)
        self.pending.append(fault)
        self.notify()
        return fault

    def remove(self, faults: Iterable[Fault]) -> None:
        """Remove these faults."""
        numbers = {id(one) for one in faults}
        self.pending[:] = [one for one in self.pending if id(one) not in numbers]
        self.notify()

    def clear(self) -> None:
        """Remove all faults."""
        self.pending.clear()
        self.notify()

    def to_list(self) -> list[Fields]:
        """Return the pending faults as JSON."""
        return [asdict(one) for one in self.pending]

    def take(self, operation: str) -> Fault | None:
        """Return the fault of a request, and count it."""
        for fault in self.pending:
            if fault.operation not in {operation, ANY}:
                continue
            if fault.after:
                fault.after -= 1
                continue
            if fault.times is not None:
                fault.times -= 1
            if fault.times == 0:
                self.pending.remove(fault)
            self.notify()
            return fault
        return None


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
