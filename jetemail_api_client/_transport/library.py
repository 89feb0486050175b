"""httpx and its fork httpx2: the same interface, under two names.

A transport or a client of either may be brought along. The default transports stand on one of them.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

# The one line that says which: `import httpx2 as httpx` puts the default transports on the fork.
import httpx

if TYPE_CHECKING:
    import httpcore
else:

    def __getattr__(name: str) -> Any:
        """Import httpcore when it is asked for: the async transport does without."""
        if name != "httpcore":
            raise AttributeError(name)
        return import_module(httpx.__name__.replace("httpx", "httpcore"))


__all__ = ["httpcore", "httpx", "library_of"]

_NAMES = ("httpx", "httpx2")


def library_of(thing: object) -> Any:
    """Return the module that a transport or a client is an object of; None if of neither."""
    loaded = (sys.modules[name] for name in _NAMES if name in sys.modules)
    return next((module for module in loaded if isinstance(thing, _kinds(module))), None)


def _kinds(module: Any) -> tuple[type, ...]:
    return module.BaseTransport, module.AsyncBaseTransport, module.Client, module.AsyncClient
