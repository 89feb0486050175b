"""The resource smtp_users. Generated from openapi.json: change that or codegen/, not this."""

from __future__ import annotations

import builtins

from ...._runtime.records import (
    UNSET as _UNSET,
    AsyncSender as _AsyncSender,
    Sender as _Sender,
    Unset as _Unset,
)
from ...models.smtp_users_create_request import SmtpUsersCreateRequest
from ...models.smtp_users_create_result import SmtpUsersCreateResult
from . import create as _create


class AsyncSmtpUsers:
    """The operations on smtp_users."""

    def __init__(self, client: _AsyncSender) -> None:
        self._client = client

    async def create(
        self,
        *,
        username: str,
        password: str | _Unset = _UNSET,
        allow_any_domain: bool | _Unset = _UNSET,
        allow_all_domains: bool | _Unset = _UNSET,
        approved_domains: builtins.list[str] | _Unset = _UNSET,
        quota: float | _Unset = _UNSET,
        ip_restrictions: builtins.list[str] | _Unset = _UNSET,
    ) -> SmtpUsersCreateResult:
        """Create an SMTP user.

        Adds a login for sending mail through the JetEmail SMTP relay.

        Args:
            username: Name of the SMTP user. The server reduces it to lowercase letters, digits and
                hyphens. 1 to 64 characters. Must be lowercase letters, digits and hyphens. Example:
                smtp-user1.
            password: Password of the SMTP user. When it is left out, the server makes one and
                returns it once. 8 to 72 characters.
            allow_any_domain: Let the user send from any domain; needs a paid subscription. Not
                together with allowAllDomains. The API's own default, never sent: False.
            allow_all_domains: Let the user send from every verified domain of the account. Not
                together with allowAnyDomain. The API's own default, never sent: False.
            approved_domains: Domains that the user may send from. At most 50 items. The API's own
                default, never sent: []. Example: ['example.com', 'mydomain.com'].
            quota: How many e-mails the user may send. At least 0. The API's own default, never
                sent: 0. Example: 1000.
            ip_restrictions: IPv4 addresses that the user may connect from. At most 50 items. The
                API's own default, never sent: []. Example: ['192.168.1.1', '10.0.0.1'].

        Returns:
            200: The SMTP user was created. A password is in the answer only if the request had
                none.

        Raises:
            BadRequestError: 400: The input is not valid.
            AuthenticationError: 401: The API key is missing or not valid.
            PermissionDeniedError: 403: The account's plan does not include a feature that was asked
                for.
            ConflictError: 409: The username is taken.
            InternalServerError: 500: The server failed.
            JetEmailError: Anything else that went wrong; see `jetemail_api_client.errors`.
        """
        v_body = SmtpUsersCreateRequest(
            username=username,
            password=password,
            allow_any_domain=allow_any_domain,
            allow_all_domains=allow_all_domains,
            approved_domains=approved_domains,
            quota=quota,
            ip_restrictions=ip_restrictions,
        )
        return await _create.asyncio(self._client, body=v_body)


class SmtpUsers:
    """The operations on smtp_users."""

    def __init__(self, client: _Sender) -> None:
        self._client = client

    def create(
        self,
        *,
        username: str,
        password: str | _Unset = _UNSET,
        allow_any_domain: bool | _Unset = _UNSET,
        allow_all_domains: bool | _Unset = _UNSET,
        approved_domains: builtins.list[str] | _Unset = _UNSET,
        quota: float | _Unset = _UNSET,
        ip_restrictions: builtins.list[str] | _Unset = _UNSET,
    ) -> SmtpUsersCreateResult:
        """Create an SMTP user.

        Adds a login for sending mail through the JetEmail SMTP relay.

        Args:
            username: Name of the SMTP user. The server reduces it to lowercase letters, digits and
                hyphens. 1 to 64 characters. Must be lowercase letters, digits and hyphens. Example:
                smtp-user1.
            password: Password of the SMTP user. When it is left out, the server makes one and
                returns it once. 8 to 72 characters.
            allow_any_domain: Let the user send from any domain; needs a paid subscription. Not
                together with allowAllDomains. The API's own default, never sent: False.
            allow_all_domains: Let the user send from every verified domain of the account. Not
                together with allowAnyDomain. The API's own default, never sent: False.
            approved_domains: Domains that the user may send from. At most 50 items. The API's own
                default, never sent: []. Example: ['example.com', 'mydomain.com'].
            quota: How many e-mails the user may send. At least 0. The API's own default, never
                sent: 0. Example: 1000.
            ip_restrictions: IPv4 addresses that the user may connect from. At most 50 items. The
                API's own default, never sent: []. Example: ['192.168.1.1', '10.0.0.1'].

        Returns:
            200: The SMTP user was created. A password is in the answer only if the request had
                none.

        Raises:
            BadRequestError: 400: The input is not valid.
            AuthenticationError: 401: The API key is missing or not valid.
            PermissionDeniedError: 403: The account's plan does not include a feature that was asked
                for.
            ConflictError: 409: The username is taken.
            InternalServerError: 500: The server failed.
            JetEmailError: Anything else that went wrong; see `jetemail_api_client.errors`.
        """
        v_body = SmtpUsersCreateRequest(
            username=username,
            password=password,
            allow_any_domain=allow_any_domain,
            allow_all_domains=allow_all_domains,
            approved_domains=approved_domains,
            quota=quota,
            ip_restrictions=ip_restrictions,
        )
        return _create.sync(self._client, body=v_body)
