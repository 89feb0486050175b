"""Single attempts through both adapters, over each kind of transport."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import httpx
import httpx2
from attrs import define, field

from jetemail_api_client._call.exchange import Response, SendRequest, TransportFailure
from jetemail_api_client._transport.adapter import Adapter, AsyncAdapter
from jetemail_api_client._transport.defaults import no_trust, tls_context
from jetemail_api_client.transports import AiohttpTransport, DeadlineTransport

DEFAULTS = ("aiohttp", "deadline")
KINDS = (*DEFAULTS, "httpx", "httpx sync")
# Those that limit the attempt, and not only each read.
BOUNDED = (*DEFAULTS, "httpx")


def sending(
    url: str,
    method: str = "POST",
    content: bytes | None = None,
    timeout: float = 1.0,
    connect_timeout: float = 30.0,
    headers: tuple[tuple[str, str], ...] = (),
) -> SendRequest:
    """Return a request with a short timeout, but enough to be sent."""
    return SendRequest(
        method=method,
        url=url,
        headers=headers,
        content=content,
        timeout=timeout,
        connect_timeout=connect_timeout,
    )


def patient(url: str, method: str = "POST", content: bytes | None = None) -> SendRequest:
    """Return a request with a longer timeout than a test needs."""
    return sending(url, method, content, timeout=30)


@define
class AnyAdapter:
    """An adapter of either flavour; a sync one is called in threads."""

    adapter: Adapter | AsyncAdapter
    threads: ThreadPoolExecutor = field(factory=lambda: ThreadPoolExecutor(40))

    async def exchange(self, send: SendRequest) -> Response | TransportFailure:
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
    """Return the TLS settings for a URL: loading certificates is slow."""
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
    """Return True if transports of a kind are async."""
    return kind != "deadline" and not kind.endswith("sync")


def adapter_of(transport: Any, *, is_async: bool) -> Adapter | AsyncAdapter:
    """Return the adapter of a transport."""
    return AsyncAdapter(transport) if is_async else Adapter(transport)


@asynccontextmanager
async def adapter_to(
    url: str, max_connections: int = 100, kind: str = "aiohttp"
) -> AsyncIterator[AnyAdapter]:
    """Yield an adapter, and close it at the end."""
    adapter = AnyAdapter(
        adapter_of(TRANSPORTS[kind](url, max_connections), is_async=is_async(kind))
    )
    try:
        yield adapter
    finally:
        await adapter.close()
        adapter.threads.shutdown(wait=False)


async def both(transport: Any) -> list[Response | TransportFailure]:
    """Return the results of attempts through a transport, async and sync."""
    send = patient("https://api.jetemail.com/")
    return [await AsyncAdapter(transport).exchange(send), Adapter(transport).exchange(send)]


def status_of(event: Response | TransportFailure) -> int | str:
    """Return the status of a response, or "unknown" or "not sent" for a failure."""
    if isinstance(event, Response):
        return event.status
    return "unknown" if event.may_have_arrived else "not sent"
