"""A local JetEmail for tests and demos; needs the package's extra "sandbox".

```python
with running(create_app()) as url:
    client = JetEmail(api_key=API_KEY, transactional_key=TRANSACTIONAL_KEY, base_url=url)
```

The recipient of an e-mail chooses what becomes of it: see `jetemail_api_client.sandbox.outcomes`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .app import create_app, running

__all__ = ["API_KEY", "TRANSACTIONAL_KEY", "create_app", "running"]

API_KEY = "api_sandbox"
"""The default account key of a sandbox."""

TRANSACTIONAL_KEY = "transactional_sandbox"
"""The default key for sending."""

LACKS_EXTRA = "The sandbox is an extra: pip install 'jetemail-api-client[sandbox]'"


def __getattr__(name: str) -> Any:
    # Imported on access: without the extra, the command must still run to report that.
    if name not in {"create_app", "running"}:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        from . import app
    except ImportError as missing:
        raise ImportError(LACKS_EXTRA) from missing
    return getattr(app, name)
