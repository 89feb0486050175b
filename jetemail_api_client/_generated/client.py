"""The resources of a client, each loaded when it is first used.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime.records import AsyncSender, Sender

if TYPE_CHECKING:
    from .api.smtp_users import AsyncSmtpUsers, SmtpUsers


class AsyncResources(AsyncSender):
    """Gives a client an attribute for each resource."""

    @cached_property
    def smtp_users(self) -> AsyncSmtpUsers:
        """The operations on smtp_users."""
        from .api.smtp_users import AsyncSmtpUsers

        return AsyncSmtpUsers(self)


class Resources(Sender):
    """Gives a client an attribute for each resource."""

    @cached_property
    def smtp_users(self) -> SmtpUsers:
        """The operations on smtp_users."""
        from .api.smtp_users import SmtpUsers

        return SmtpUsers(self)
