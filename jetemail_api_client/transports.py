"""The default transports, for a client that needs other options than the defaults.

    AsyncJetEmail(transport=AiohttpTransport(proxy="http://proxy.example:3128"))
    JetEmail(transport=DeadlineTransport(ssl_context=context))

Both implement the transport interface of httpx. `transport=` also accepts any other transport of
httpx or httpx2, `http_client=` their clients; the protocols say so without importing either.
"""

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from ._transport.aiohttp import AiohttpTransport
    from ._transport.deadline import DeadlineTransport

__all__ = [
    "AiohttpTransport",
    "AsyncHttpClient",
    "AsyncTransport",
    "DeadlineTransport",
    "HttpClient",
    "Transport",
]


class Transport(Protocol):
    """What `transport=` of a `JetEmail` takes: a BaseTransport of httpx or httpx2."""

    def handle_request(self, request: Any, /) -> Any:
        """Send a request; return its response."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...


class AsyncTransport(Protocol):
    """What `transport=` of an `AsyncJetEmail` takes: an AsyncBaseTransport of httpx or httpx2."""

    async def handle_async_request(self, request: Any, /) -> Any:
        """Send a request; return its response."""
        ...

    async def aclose(self) -> None:
        """Close the connections."""
        ...


class HttpClient(Protocol):
    """What `http_client=` of a `JetEmail` takes: a Client of httpx or httpx2."""

    @property
    def send(self) -> Any:
        """The method that sends a request."""
        ...

    @property
    def build_request(self) -> Any:
        """The method that makes a request."""
        ...

    def close(self) -> None:
        """Close the connections; the caller does that."""
        ...


class AsyncHttpClient(Protocol):
    """What `http_client=` of an `AsyncJetEmail` takes: an AsyncClient of httpx or httpx2."""

    @property
    def send(self) -> Any:
        """The method that sends a request."""
        ...

    @property
    def build_request(self) -> Any:
        """The method that makes a request."""
        ...

    async def aclose(self) -> None:
        """Close the connections; the caller does that."""
        ...


_MODULES = {"AiohttpTransport": "aiohttp", "DeadlineTransport": "deadline"}


def __getattr__(name: str) -> Any:
    """Import a transport on first use: a sync service needs no aiohttp."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"._transport.{_MODULES[name]}", __package__), name)


def __dir__() -> list[str]:
    return __all__
