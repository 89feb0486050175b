"""The resources with hand-written methods on top of the generated ones, loaded when first used."""

from functools import cached_property
from typing import TYPE_CHECKING

from ._generated.client import AsyncResources, Resources

if TYPE_CHECKING:
    from .emails import AsyncEmail, Email
    from .smtp_users import AsyncSmtpUsers, SmtpUsers


class AsyncFacades(AsyncResources):
    """Gives a client every resource."""

    @cached_property
    def email(self) -> "AsyncEmail":
        """Sending e-mail."""
        from .emails import AsyncEmail

        return AsyncEmail(self)

    @cached_property
    def smtp_users(self) -> "AsyncSmtpUsers":
        """The operations on smtp_users."""
        from .smtp_users import AsyncSmtpUsers

        return AsyncSmtpUsers(self)


class Facades(Resources):
    """Gives a client every resource."""

    @cached_property
    def email(self) -> "Email":
        """Sending e-mail."""
        from .emails import Email

        return Email(self)

    @cached_property
    def smtp_users(self) -> "SmtpUsers":
        """The operations on smtp_users."""
        from .smtp_users import SmtpUsers

        return SmtpUsers(self)
