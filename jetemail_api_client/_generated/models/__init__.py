"""The models, each loaded when it is first asked for.

Generated from openapi.json: change that or codegen/, not this.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .smtp_users_create_request import SmtpUsersCreateRequest
    from .smtp_users_create_result import SmtpUsersCreateResult

_MODULES = {
    "SmtpUsersCreateRequest": ".smtp_users_create_request",
    "SmtpUsersCreateResult": ".smtp_users_create_result",
}

__all__ = [  # noqa: RUF022
    "SmtpUsersCreateRequest",
    "SmtpUsersCreateResult",
]


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(module, __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
