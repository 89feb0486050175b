"""The default transports, to be given to a client with options of their own.

    AsyncJetEmail(transport=AiohttpTransport(proxy="http://proxy.example:3128"))
    JetEmail(transport=DeadlineTransport(ssl_context=context))

Both are transports of httpx; `transport=` takes any other one, of httpx or httpx2, as well.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._transport.aiohttp import AiohttpTransport
    from ._transport.deadline import DeadlineTransport

__all__ = ["AiohttpTransport", "DeadlineTransport"]

_MODULES = {"AiohttpTransport": "aiohttp", "DeadlineTransport": "deadline"}


def __getattr__(name: str) -> Any:
    """Load a transport when it is first used: a sync service needs no aiohttp."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"._transport.{_MODULES[name]}", __package__), name)


def __dir__() -> list[str]:
    return __all__
