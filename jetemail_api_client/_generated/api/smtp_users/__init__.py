"""The resource smtp_users.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

import builtins
from typing import Any, Literal

from ...._runtime.records import AsyncSender as _AsyncSender, Sender as _Sender
from ...._runtime.values import UNSET as _UNSET, Unset as _Unset
from ...models.acknowledgement import Acknowledgement
from ...models.smtp_users_create_request import SmtpUsersCreateRequest
from ...models.smtp_users_create_result import SmtpUsersCreateResult
from ...models.smtp_users_delete_request import SmtpUsersDeleteRequest
from ...models.smtp_users_list_result import SmtpUsersListResult
from ...models.smtp_users_update_request import SmtpUsersUpdateRequest
from . import create as _create, delete as _delete, list_ as _list_, update as _update


class AsyncSmtpUsers:
    """The operations on smtp_users."""

    def __init__(self, client: _AsyncSender) -> None:
        self._client = client

    async def list(self) -> SmtpUsersListResult:
        """List SMTP users.

        Returns all SMTP users of the account, without their passwords. Paging is not published.

        See https://support.jetemail.com/api-reference/outbound/get-smtp-users

        Returns:
            200: The SMTP users of the account.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: Anything else that went wrong; see `jetemail_api_client.errors`.
        """
        return await _list_.asyncio(self._client)

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
            username: Name of the SMTP user. The server reduces it to lowercase letters, digits
                and hyphens. 1 to 64 characters. Must be lowercase letters, digits and hyphens.
                Example: smtp-user1.
            password: Password of the SMTP user. When it is left out, the server makes one and
                returns it once. 8 to 72 characters.
            allow_any_domain: Let the user send from any domain; needs a paid subscription. Not
                together with allowAllDomains. The API's own default, never sent: False.
            allow_all_domains: Let the user send from every verified domain of the account. Not
                together with allowAnyDomain. The API's own default, never sent: False.
            approved_domains: Domains that the user may send from. At most 50 items. The API's
                own default, never sent: []. Example: ['example.com', 'mydomain.com'].
            quota: How many e-mails the user may send. At least 0. The API's own default, never
                sent: 0. Example: 1000.
            ip_restrictions: IPv4 addresses that the user may connect from. At most 50 items.
                The API's own default, never sent: []. Example: ['192.168.1.1', '10.0.0.1'].

        Returns:
            200: The SMTP user was created. A password is in the answer only if the request had
                none.

        Raises:
            BadRequestError: 400: The input is not valid.
            AuthenticationError: 401: The API key is missing or not valid.
            PermissionDeniedError: 403: The account's plan does not include a feature that was
                asked for.
            ConflictError: 409: The username is taken.
            InternalServerError: 500: The server failed.
            JetEmailError: Anything else that went wrong; see `jetemail_api_client.errors`.
        """
        _body = SmtpUsersCreateRequest(
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
        return await _create.asyncio(self._client, body=_body)

    async def delete(self, *, username: str) -> Acknowledgement:
        """Delete an SMTP user.

        Removes the SMTP user that the request body names.

        See https://jetemail.com/docs/api-reference/outbound/delete-smtp-user

        Args:
            username: Name of the SMTP user. Example: smtp-user1.

        Returns:
            200: The SMTP user was deleted.

        Raises:
            BadRequestError: 400: The input is not valid.
            AuthenticationError: 401: The API key is missing or not valid.
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: Anything else that went wrong; see `jetemail_api_client.errors`.
        """
        _body = SmtpUsersDeleteRequest(username=username)
        return await _delete.asyncio(self._client, body=_body)

    async def update(
        self,
        *,
        current_username: str,
        new_username: str | _Unset = _UNSET,
        password: str | _Unset = _UNSET,
        allow_any_domain: bool | _Unset = _UNSET,
        allow_all_domains: bool | _Unset = _UNSET,
        approved_domains: builtins.list[str] | _Unset = _UNSET,
        quota: float | _Unset = _UNSET,
        ip_restrictions: builtins.list[str] | _Unset = _UNSET,
        status: Literal["inactive", "active", "suspended", "quota-locked", "quota-unlocked"]
        | _Unset = _UNSET,
    ) -> Acknowledgement:
        """Update an SMTP user.

        Changes the SMTP user that currentUsername names. Fields that are left out presumably stay
        as they are.

        See https://jetemail.com/docs/api-reference/outbound/update-smtp-user

        Args:
            current_username: Name that the SMTP user has now. Example: existing-user.
            new_username: New name. The server reduces it to lowercase letters, digits and
                hyphens. 1 to 64 characters. Must be lowercase letters, digits and hyphens. Example:
                new-user-name.
            password: New password. 8 to 72 characters.
            allow_any_domain: Let the user send from any domain; needs a paid subscription. Not
                together with allowAllDomains.
            allow_all_domains: Let the user send from every verified domain of the account. Not
                together with allowAnyDomain. Inferred: on none of the API's own pages.
            approved_domains: Domains that the user may send from. At most 253 items. Example:
                ['example.com', 'mydomain.com'].
            quota: How many e-mails the user may send; 0 means no limit. At least 0. Example:
                1000.
            ip_restrictions: IPv4 addresses that the user may connect from. At most 50 items.
                Example: ['192.168.1.1', '10.0.0.1'].
            status: New state of the user. The list of users says disabled where this takes
                inactive.

        Returns:
            200: The SMTP user was updated.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: Anything else that went wrong; see `jetemail_api_client.errors`.
        """
        _body = SmtpUsersUpdateRequest(
            current_username=current_username,
            new_username=new_username,
            password=password,
            allow_any_domain=allow_any_domain,
            allow_all_domains=allow_all_domains,
            approved_domains=approved_domains,
            quota=quota,
            ip_restrictions=ip_restrictions,
            status=status,
        )
        # Tools that report errors show the locals of frames.
        del password
        return await _update.asyncio(self._client, body=_body)


class SmtpUsers:
    """The operations on smtp_users."""

    def __init__(self, client: _Sender) -> None:
        self._client = client

    def list(self) -> SmtpUsersListResult:
        """List SMTP users.

        Returns all SMTP users of the account, without their passwords. Paging is not published.

        See https://support.jetemail.com/api-reference/outbound/get-smtp-users

        Returns:
            200: The SMTP users of the account.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: Anything else that went wrong; see `jetemail_api_client.errors`.
        """
        return _list_.sync(self._client)

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
            username: Name of the SMTP user. The server reduces it to lowercase letters, digits
                and hyphens. 1 to 64 characters. Must be lowercase letters, digits and hyphens.
                Example: smtp-user1.
            password: Password of the SMTP user. When it is left out, the server makes one and
                returns it once. 8 to 72 characters.
            allow_any_domain: Let the user send from any domain; needs a paid subscription. Not
                together with allowAllDomains. The API's own default, never sent: False.
            allow_all_domains: Let the user send from every verified domain of the account. Not
                together with allowAnyDomain. The API's own default, never sent: False.
            approved_domains: Domains that the user may send from. At most 50 items. The API's
                own default, never sent: []. Example: ['example.com', 'mydomain.com'].
            quota: How many e-mails the user may send. At least 0. The API's own default, never
                sent: 0. Example: 1000.
            ip_restrictions: IPv4 addresses that the user may connect from. At most 50 items.
                The API's own default, never sent: []. Example: ['192.168.1.1', '10.0.0.1'].

        Returns:
            200: The SMTP user was created. A password is in the answer only if the request had
                none.

        Raises:
            BadRequestError: 400: The input is not valid.
            AuthenticationError: 401: The API key is missing or not valid.
            PermissionDeniedError: 403: The account's plan does not include a feature that was
                asked for.
            ConflictError: 409: The username is taken.
            InternalServerError: 500: The server failed.
            JetEmailError: Anything else that went wrong; see `jetemail_api_client.errors`.
        """
        _body = SmtpUsersCreateRequest(
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
        return _create.sync(self._client, body=_body)

    def delete(self, *, username: str) -> Acknowledgement:
        """Delete an SMTP user.

        Removes the SMTP user that the request body names.

        See https://jetemail.com/docs/api-reference/outbound/delete-smtp-user

        Args:
            username: Name of the SMTP user. Example: smtp-user1.

        Returns:
            200: The SMTP user was deleted.

        Raises:
            BadRequestError: 400: The input is not valid.
            AuthenticationError: 401: The API key is missing or not valid.
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: Anything else that went wrong; see `jetemail_api_client.errors`.
        """
        _body = SmtpUsersDeleteRequest(username=username)
        return _delete.sync(self._client, body=_body)

    def update(
        self,
        *,
        current_username: str,
        new_username: str | _Unset = _UNSET,
        password: str | _Unset = _UNSET,
        allow_any_domain: bool | _Unset = _UNSET,
        allow_all_domains: bool | _Unset = _UNSET,
        approved_domains: builtins.list[str] | _Unset = _UNSET,
        quota: float | _Unset = _UNSET,
        ip_restrictions: builtins.list[str] | _Unset = _UNSET,
        status: Literal["inactive", "active", "suspended", "quota-locked", "quota-unlocked"]
        | _Unset = _UNSET,
    ) -> Acknowledgement:
        """Update an SMTP user.

        Changes the SMTP user that currentUsername names. Fields that are left out presumably stay
        as they are.

        See https://jetemail.com/docs/api-reference/outbound/update-smtp-user

        Args:
            current_username: Name that the SMTP user has now. Example: existing-user.
            new_username: New name. The server reduces it to lowercase letters, digits and
                hyphens. 1 to 64 characters. Must be lowercase letters, digits and hyphens. Example:
                new-user-name.
            password: New password. 8 to 72 characters.
            allow_any_domain: Let the user send from any domain; needs a paid subscription. Not
                together with allowAllDomains.
            allow_all_domains: Let the user send from every verified domain of the account. Not
                together with allowAnyDomain. Inferred: on none of the API's own pages.
            approved_domains: Domains that the user may send from. At most 253 items. Example:
                ['example.com', 'mydomain.com'].
            quota: How many e-mails the user may send; 0 means no limit. At least 0. Example:
                1000.
            ip_restrictions: IPv4 addresses that the user may connect from. At most 50 items.
                Example: ['192.168.1.1', '10.0.0.1'].
            status: New state of the user. The list of users says disabled where this takes
                inactive.

        Returns:
            200: The SMTP user was updated.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: Anything else that went wrong; see `jetemail_api_client.errors`.
        """
        _body = SmtpUsersUpdateRequest(
            current_username=current_username,
            new_username=new_username,
            password=password,
            allow_any_domain=allow_any_domain,
            allow_all_domains=allow_all_domains,
            approved_domains=approved_domains,
            quota=quota,
            ip_restrictions=ip_restrictions,
            status=status,
        )
        # Tools that report errors show the locals of frames.
        del password
        return _update.sync(self._client, body=_body)
