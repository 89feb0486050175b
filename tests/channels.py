"""Single attempts through the adapters, over every kind of transport, behind one face."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import httpx
import httpx2
from attrs import define, field

from jetemail_api_client._policy import Answer, Fault
from jetemail_api_client._steps import Send
from jetemail_api_client._transport.adapter import Adapter, AsyncAdapter
from jetemail_api_client._transport.defaults import no_trust, tls_context
from jetemail_api_client.transports import AiohttpTransport, DeadlineTransport

DEFAULTS = ("aiohttp", "deadline")
KINDS = (*DEFAULTS, "httpx", "httpx sync")
# What limits the attempt as a whole, and not only each read.
BOUNDED = (*DEFAULTS, "httpx")


def sending(
    url: str,
    method: str = "POST",
    content: bytes | None = None,
    timeout: float = 1.0,
    connect_timeout: float = 30.0,
    headers: tuple[tuple[str, str], ...] = (),
) -> Send:
    """A step to send something, with little time for a response, but enough to be sent."""
    return Send(
        method=method,
        url=url,
        headers=headers,
        content=content,
        timeout=timeout,
        connect_timeout=connect_timeout,
    )


def patient(url: str, method: str = "POST", content: bytes | None = None) -> Send:
    """A step to send something, with more time than a test needs."""
    return sending(url, method, content, timeout=30)


@define
class Channel:
    """An adapter of either flavour; a sync one is used from threads."""

    adapter: Adapter | AsyncAdapter
    threads: ThreadPoolExecutor = field(factory=lambda: ThreadPoolExecutor(40))

    async def exchange(self, send: Send) -> Answer | Fault:
        if isinstance(self.adapter, AsyncAdapter):
            return await self.adapter.exchange(send)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.threads, self.adapter.exchange, send)

    async def close(self) -> None:
        if isinstance(self.adapter, AsyncAdapter):
            await self.adapter.close()
        else:
            self.adapter.close()


def _httpx(library: Any, *, is_async: bool) -> Callable[[str, int], Any]:
    kind = library.AsyncHTTPTransport if is_async else library.HTTPTransport
    return lambda url, limit: kind(
        verify=trust(url), limits=library.Limits(max_connections=limit, keepalive_expiry=5)
    )


def trust(url: str) -> Any:
    """Whom to trust: to load certificates takes a while."""
    return tls_context() if url.lower().startswith("https") else no_trust()


TRANSPORTS: Mapping[str, Callable[[str, int], Any]] = {
    "aiohttp": lambda url, n: AiohttpTransport(ssl_context=trust(url), max_connections=n),
    "deadline": lambda url, n: DeadlineTransport(ssl_context=trust(url), max_connections=n),
    "httpx": _httpx(httpx, is_async=True),
    "httpx sync": _httpx(httpx, is_async=False),
    "httpx2": _httpx(httpx2, is_async=True),
    "httpx2 sync": _httpx(httpx2, is_async=False),
}


def is_async(kind: str) -> bool:
    """Whether transports of a kind are async."""
    return kind != "deadline" and not kind.endswith("sync")


def adapter_of(transport: Any, *, is_async: bool) -> Adapter | AsyncAdapter:
    """What sends through a transport."""
    return AsyncAdapter(transport) if is_async else Adapter(transport)


@asynccontextmanager
async def channel_to(
    url: str, max_connections: int = 100, kind: str = "aiohttp"
) -> AsyncIterator[Channel]:
    """A channel, closed at the end."""
    channel = Channel(adapter_of(TRANSPORTS[kind](url, max_connections), is_async=is_async(kind)))
    try:
        yield channel
    finally:
        await channel.close()
        channel.threads.shutdown(wait=False)


async def both(transport: Any) -> list[Answer | Fault]:
    """What comes of an attempt through a transport, async and sync."""
    send = patient("https://api.jetemail.com/")
    return [await AsyncAdapter(transport).exchange(send), Adapter(transport).exchange(send)]


def status_of(event: Answer | Fault) -> int | str:
    """The status of an answer; of a fault, whether the request may have arrived."""
    if isinstance(event, Answer):
        return event.status
    return "unknown" if event.may_have_arrived else "not sent"
