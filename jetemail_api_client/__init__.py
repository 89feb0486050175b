"""Async and sync client for the JetEmail API.

`AsyncJetEmail` and `JetEmail` are the clients; `jetemail_api_client.errors` holds what they raise,
`jetemail_api_client.models` what they return. Importing this loads no HTTP library and no model.
"""

__version__ = "0.2.0"

# After the version, which the engine puts into a header.
from . import errors
from ._runtime.raw_responses import APIResponse
from ._runtime.values import UNSET, Unset, to_jsonable
from .client import AsyncJetEmail, JetEmail

__all__ = [
    "UNSET",
    "APIResponse",
    "AsyncJetEmail",
    "JetEmail",
    "Unset",
    "__version__",
    "errors",
    "to_jsonable",
]


def __dir__() -> list[str]:
    return __all__
