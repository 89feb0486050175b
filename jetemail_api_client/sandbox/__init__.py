"""A local JetEmail for tests and demos; needs the package's extra "sandbox".

```python
with Sandbox() as sandbox, JetEmail(**sandbox.connection) as jetemail:
    jetemail.email.send(from_="a@example.com", to="b@example.org", subject="Hi", text="Hi")
    sandbox.outbox.assert_sent(to="b@example.org", subject="Hi")
```

The recipient of an e-mail chooses what becomes of it: see `sandbox.outbound.outcomes`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .account.seeds import SeedError
    from .account.snapshots import SnapshotError
    from .http.app import create_app, running
    from .in_process import Sandbox

__all__ = [
    "API_KEY",
    "TRANSACTIONAL_KEY",
    "Sandbox",
    "SeedError",
    "SnapshotError",
    "create_app",
    "running",
]

API_KEY = "api_sandbox"
"""The default account key of a sandbox."""

TRANSACTIONAL_KEY = "transactional_sandbox"
"""The default key for sending."""

_MODULES = {
    "create_app": "http.app",
    "running": "http.app",
    "Sandbox": "in_process",
    "SeedError": "account.seeds",
    "SnapshotError": "account.snapshots",
}

LACKS_EXTRA = "The sandbox is an extra: pip install 'jetemail-api-client[sandbox]'"


def __getattr__(name: str) -> Any:
    # Imported on access: without the extra, the command must still run to report that.
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = import_module(f".{_MODULES[name]}", __name__)
    except ImportError as missing:
        raise ImportError(LACKS_EXTRA) from missing
    return getattr(module, name)
