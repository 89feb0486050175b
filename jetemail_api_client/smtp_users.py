"""SMTP users: created so that no password is lost, or seen to be there.

`jetemail.smtp_users` is an `AsyncSmtpUsers` or an `SmtpUsers`.
"""

import builtins
import secrets

from ._ensuring import ensured
from ._flows import followed, followed_async
from ._generated.api.smtp_users import AsyncSmtpUsers as _AsyncSmtpUsers
from ._generated.api.smtp_users import SmtpUsers as _SmtpUsers
from ._generated.api.smtp_users import create as _create
from ._generated.models.smtp_users_create_request import SmtpUsersCreateRequest
from ._generated.models.smtp_users_create_result import SmtpUsersCreateResult
from ._plans import CreatedSmtpUser
from ._runtime.values import UNSET, Unset

__all__ = ["AsyncSmtpUsers", "CreatedSmtpUser", "SmtpUsers", "new_password"]

# 32 characters when written: far more than can be guessed, and within 8 to 72.
_PASSWORD_BYTES = 24


def new_password() -> str:
    """A password that nobody can guess: 32 letters, digits, hyphens and underscores."""
    return secrets.token_urlsafe(_PASSWORD_BYTES)


class AsyncSmtpUsers(_AsyncSmtpUsers):
    """The operations on smtp_users; creating one cannot lose its password."""

    async def create(
        self,
        *,
        username: str,
        password: str | Unset = UNSET,
        allow_any_domain: bool | Unset = UNSET,
        allow_all_domains: bool | Unset = UNSET,
        approved_domains: builtins.list[str] | Unset = UNSET,
        quota: float | Unset = UNSET,
        ip_restrictions: builtins.list[str] | Unset = UNSET,
    ) -> CreatedSmtpUser:
        """Create an SMTP user, with a password that cannot be lost.

        The password is made here unless one is given, so that the answer holds nothing that only
        the server knows. After an attempt that may have acted the users are listed: the one that
        can only be this call's is returned, and if there is none it is created again, with the
        same password. A call that you cancel takes the password with it: then give one.

        Args:
            username: 1 to 64 lowercase letters, digits and hyphens.
            password: 8 to 72 characters; made here if left out.
            allow_any_domain: Send from any domain; needs a paid plan.
            allow_all_domains: Send from every verified domain of the account.
            approved_domains: Domains to send from, at most 50.
            quota: How many e-mails may be sent; 0 is no limit.
            ip_restrictions: IPv4 addresses to connect from, at most 50.

        Returns:
            The user's name and password; `is_reconciled` if a list showed that it was created.

        Raises:
            ConflictError: The name is taken.
            PermissionDeniedError: The plan does not include a feature that was asked for.
            JetEmailError: Anything else that went wrong. If the outcome is unknown, `secrets`
                holds username and password.
        """
        body = SmtpUsersCreateRequest(
            username=username,
            password=new_password() if isinstance(password, Unset) else password,
            allow_any_domain=allow_any_domain,
            allow_all_domains=allow_all_domains,
            approved_domains=approved_domains,
            quota=quota,
            ip_restrictions=ip_restrictions,
        )
        # Tools that report errors show the locals of frames.
        del password
        return _created(await self._client.send(_create.request(body=body)), body)

    async def ensure(
        self,
        *,
        username: str,
        password: str,
        allow_any_domain: bool | Unset = UNSET,
        allow_all_domains: bool | Unset = UNSET,
        approved_domains: builtins.list[str] | Unset = UNSET,
        quota: float | Unset = UNSET,
        ip_restrictions: builtins.list[str] | Unset = UNSET,
    ) -> bool:
        """See to it that an SMTP user is there, with this password and these settings.

        Lists, then creates or updates, each within a deadline of its own; safe to repeat as a
        whole. It changes the password of a user that is there already: whoever uses the old one is
        locked out.

        Args:
            username: 1 to 64 lowercase letters, digits and hyphens.
            password: 8 to 72 characters.
            allow_any_domain: Send from any domain; needs a paid plan.
            allow_all_domains: Send from every verified domain of the account.
            approved_domains: Domains to send from, at most 50.
            quota: How many e-mails may be sent; 0 is no limit.
            ip_restrictions: IPv4 addresses to connect from, at most 50.

        Returns:
            Whether the user was created; one that is there is updated.

        Raises:
            JetEmailError: As `list`, `create` and `update` do.
        """
        body = SmtpUsersCreateRequest(
            username=username,
            password=password,
            allow_any_domain=allow_any_domain,
            allow_all_domains=allow_all_domains,
            approved_domains=approved_domains,
            quota=quota,
            ip_restrictions=ip_restrictions,
        )
        # Tools that report errors show the locals of frames.
        del password
        return await followed_async(self._client, ensured(body))


class SmtpUsers(_SmtpUsers):
    """The operations on smtp_users; creating one cannot lose its password."""

    def create(
        self,
        *,
        username: str,
        password: str | Unset = UNSET,
        allow_any_domain: bool | Unset = UNSET,
        allow_all_domains: bool | Unset = UNSET,
        approved_domains: builtins.list[str] | Unset = UNSET,
        quota: float | Unset = UNSET,
        ip_restrictions: builtins.list[str] | Unset = UNSET,
    ) -> CreatedSmtpUser:
        """Create an SMTP user, with a password that cannot be lost.

        The password is made here unless one is given, so that the answer holds nothing that only
        the server knows. After an attempt that may have acted the users are listed: the one that
        can only be this call's is returned, and if there is none it is created again, with the
        same password. A call that you cancel takes the password with it: then give one.

        Args:
            username: 1 to 64 lowercase letters, digits and hyphens.
            password: 8 to 72 characters; made here if left out.
            allow_any_domain: Send from any domain; needs a paid plan.
            allow_all_domains: Send from every verified domain of the account.
            approved_domains: Domains to send from, at most 50.
            quota: How many e-mails may be sent; 0 is no limit.
            ip_restrictions: IPv4 addresses to connect from, at most 50.

        Returns:
            The user's name and password; `is_reconciled` if a list showed that it was created.

        Raises:
            ConflictError: The name is taken.
            PermissionDeniedError: The plan does not include a feature that was asked for.
            JetEmailError: Anything else that went wrong. If the outcome is unknown, `secrets`
                holds username and password.
        """
        body = SmtpUsersCreateRequest(
            username=username,
            password=new_password() if isinstance(password, Unset) else password,
            allow_any_domain=allow_any_domain,
            allow_all_domains=allow_all_domains,
            approved_domains=approved_domains,
            quota=quota,
            ip_restrictions=ip_restrictions,
        )
        # Tools that report errors show the locals of frames.
        del password
        return _created(self._client.send(_create.request(body=body)), body)

    def ensure(
        self,
        *,
        username: str,
        password: str,
        allow_any_domain: bool | Unset = UNSET,
        allow_all_domains: bool | Unset = UNSET,
        approved_domains: builtins.list[str] | Unset = UNSET,
        quota: float | Unset = UNSET,
        ip_restrictions: builtins.list[str] | Unset = UNSET,
    ) -> bool:
        """See to it that an SMTP user is there, with this password and these settings.

        Lists, then creates or updates, each within a deadline of its own; safe to repeat as a
        whole. It changes the password of a user that is there already: whoever uses the old one is
        locked out.

        Args:
            username: 1 to 64 lowercase letters, digits and hyphens.
            password: 8 to 72 characters.
            allow_any_domain: Send from any domain; needs a paid plan.
            allow_all_domains: Send from every verified domain of the account.
            approved_domains: Domains to send from, at most 50.
            quota: How many e-mails may be sent; 0 is no limit.
            ip_restrictions: IPv4 addresses to connect from, at most 50.

        Returns:
            Whether the user was created; one that is there is updated.

        Raises:
            JetEmailError: As `list`, `create` and `update` do.
        """
        body = SmtpUsersCreateRequest(
            username=username,
            password=password,
            allow_any_domain=allow_any_domain,
            allow_all_domains=allow_all_domains,
            approved_domains=approved_domains,
            quota=quota,
            ip_restrictions=ip_restrictions,
        )
        # Tools that report errors show the locals of frames.
        del password
        return followed(self._client, ensured(body))


def _created(result: SmtpUsersCreateResult, body: SmtpUsersCreateRequest) -> CreatedSmtpUser:
    """The result of a create, with the name and the password that it was sent."""
    if isinstance(result, CreatedSmtpUser):
        return result
    return CreatedSmtpUser(
        success=result.success,
        message=result.message,
        password=_password(result, body),
        username=body.username,
        additional_properties=result.additional_properties,
    )


def _password(result: SmtpUsersCreateResult, body: SmtpUsersCreateRequest) -> str:
    """The password that works: a server that tells another one has given the user that."""
    return next(one for one in (result.password, body.password) if isinstance(one, str) and one)
