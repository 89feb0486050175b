"""The default transports, for a client that needs other options than the defaults.

    AsyncJetEmail(transport=AiohttpTransport(proxy="http://proxy.example:3128"))
    JetEmail(transport=DeadlineTransport(ssl_context=context))

Both implement the transport interface of httpx. `transport=` also accepts any other transport of
httpx or httpx2.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._transport.aiohttp import AiohttpTransport
    from ._transport.deadline import DeadlineTransport

__all__ = ["AiohttpTransport", "DeadlineTransport"]

_MODULES = {"AiohttpTransport": "aiohttp", "DeadlineTransport": "deadline"}


def __getattr__(name: str) -> Any:
    """Import a transport on first use: a sync service needs no aiohttp."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"._transport.{_MODULES[name]}", __package__), name)


def __dir__() -> list[str]:
    return __all__
