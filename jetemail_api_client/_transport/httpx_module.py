"""The choice between httpx and httpx2, its fork with the same interface.

Transports and clients of both are accepted. The default transports subclass those of one of them.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

# The one line that chooses: `import httpx2 as httpx` puts the default transports on the fork.
import httpx

if TYPE_CHECKING:
    import httpcore
else:

    def __getattr__(name: str) -> Any:
        """Import httpcore on first use: the async transport does without."""
        if name != "httpcore":
            raise AttributeError(name)
        return import_module(httpx.__name__.replace("httpx", "httpcore"))


__all__ = ["httpcore", "httpx", "library_of"]

_NAMES = ("httpx", "httpx2")


def library_of(value: object) -> Any:
    """Return the module, httpx or httpx2, of a transport or a client; None for other values."""
    loaded = (sys.modules[name] for name in _NAMES if name in sys.modules)
    return next((module for module in loaded if isinstance(value, _classes(module))), None)


def _classes(module: Any) -> tuple[type, ...]:
    return module.BaseTransport, module.AsyncBaseTransport, module.Client, module.AsyncClient
