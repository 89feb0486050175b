"""Both async channels behind one face, and one attempt with little time for it, or with much."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from jetemail_api_client._aiohttp import AiohttpChannel
from jetemail_api_client._httpx import AsyncHttpxChannel, HttpxChannel
from jetemail_api_client._policy import Answer, Fault
from jetemail_api_client._steps import Send

Channel = AiohttpChannel | AsyncHttpxChannel
KINDS = ("aiohttp", "httpx")


def sending(
    url: str,
    method: str = "POST",
    content: bytes | None = None,
    timeout: float = 1.0,
    connect_timeout: float = 30.0,
) -> Send:
    """A step to send something, with little time for an answer, but enough to be sent."""
    return Send(
        method=method,
        url=url,
        headers=(),
        content=content,
        timeout=timeout,
        connect_timeout=connect_timeout,
    )


def patient(url: str, method: str = "POST", content: bytes | None = None) -> Send:
    """A step to send something, with more time than a test needs."""
    return sending(url, method, content, timeout=30)


@asynccontextmanager
async def channel_to(
    url: str, max_connections: int = 100, kind: str = "aiohttp"
) -> AsyncIterator[Channel]:
    """A channel, closed at the end."""
    channel = _channel(kind, url, max_connections)
    try:
        yield channel
    finally:
        await channel.close()


def _channel(kind: str, url: str, max_connections: int) -> Channel:
    if kind == "aiohttp":
        return AiohttpChannel(url, max_connections)
    limits = httpx.Limits(max_connections=max_connections)
    return AsyncHttpxChannel(httpx.AsyncHTTPTransport(limits=limits))


async def both(transport: Any) -> list[Answer | Fault]:
    """What comes of an attempt through a transport, async and sync."""
    send = patient("https://api.jetemail.com/")
    asynchronous = AsyncHttpxChannel(transport)
    synchronous = HttpxChannel(transport)
    return [await asynchronous.exchange(send), synchronous.exchange(send)]


def status_of(event: Answer | Fault) -> int | str:
    """The status of an answer; of a fault, whether the request may have arrived."""
    if isinstance(event, Answer):
        return event.status
    return "unknown" if event.may_have_arrived else "not sent"
