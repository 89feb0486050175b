"""A local JetEmail for tests and demos; needs the package's extra "sandbox".

```python
with running(create_app()) as url:
    client = JetEmail(api_key=API_KEY, base_url=url)
```
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .app import create_app, running

__all__ = ["API_KEY", "create_app", "running"]

API_KEY = "api_sandbox"
"""The default key of the account in a sandbox."""

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
