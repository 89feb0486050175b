"""The resource outbound_domains.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from typing import Any, Final as _Final

from ..._runtime.operations import AsyncClient as _AsyncClient, Client as _Client
from ..._runtime.raw_responses import (
    AsyncRawMethod as _AsyncRawMethod,
    RawMethod as _RawMethod,
    RawProperty as _RawProperty,
    RawResource as _RawResource,
)
from ..._runtime.values import UNSET as _UNSET, SequenceNotStr, Unset as _Unset
from ..api.outbound_domains import (
    check as _check,
    create as _create,
    delete as _delete,
    get_settings as _get_settings,
    list_ as _list_,
    update_settings as _update_settings,
)
from ..models.outbound_domains_create_request import OutboundDomainsCreateRequest
from ..models.outbound_domains_delete_request import OutboundDomainsDeleteRequest
from ..models.outbound_domains_get_settings_result import OutboundDomainsGetSettingsResult
from ..models.outbound_domains_update_settings_request import OutboundDomainsUpdateSettingsRequest
from ..models.outbound_domains_update_settings_result import OutboundDomainsUpdateSettingsResult


class AsyncOutboundDomains:
    """The operations on outbound_domains."""

    def __init__(self, client: _AsyncClient) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> AsyncOutboundDomainsWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return AsyncOutboundDomainsWithRawResponse(AsyncOutboundDomains, self._client)

    async def list(self) -> Any:
        """List sending domains.

        Returns the sending domains of the account with the state of their DNS records.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Returns:
            200: The sending domains of the account. Response not published: free form.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _list_.asyncio(self._client)

    async def create(self, *, domain: str) -> Any:
        """Add a sending domain.

        Adds a domain to send from.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Args:
            domain: Name of the domain. Inferred: on none of the API's own pages.

        Returns:
            200: The sending domain was added. Response not published: free form.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = OutboundDomainsCreateRequest(domain=domain)
        return await _create.asyncio(self._client, body=_body)

    async def delete(self, *, uuid: str) -> Any:
        """Delete a sending domain.

        Removes the sending domain whose UUID is in the request body.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Args:
            uuid: UUID of the domain. Inferred: on none of the API's own pages.

        Returns:
            200: The sending domain was deleted. Response not published: free form.

        Raises:
            NotFoundError: 404: There is no such domain.
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = OutboundDomainsDeleteRequest(uuid=uuid)
        return await _delete.asyncio(self._client, body=_body)

    async def check(self, *, uuid: str) -> Any:
        """Check the DNS records of a sending domain.

        Looks up the DNS records of the domain now.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase. Example:
                b814c25d-b18c-4044-ae31-49e22ce908b5.

        Returns:
            200: The result of the check. Response not published: free form.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _check.asyncio(self._client, uuid=uuid)

    async def get_settings(self, *, uuid: str) -> OutboundDomainsGetSettingsResult:
        """Get the settings of a sending domain.

        Returns the BCC addresses, open tracking and click tracking of the domain.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/outbound/get-domain-settings

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase. Example:
                b814c25d-b18c-4044-ae31-49e22ce908b5.

        Returns:
            200: The settings of the domain.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _get_settings.asyncio(self._client, uuid=uuid)

    async def update_settings(
        self,
        *,
        uuid: str,
        bcc_emails: SequenceNotStr[str] | None | _Unset = _UNSET,
        open_tracking: bool | None | _Unset = _UNSET,
        click_tracking: bool | None | _Unset = _UNSET,
    ) -> OutboundDomainsUpdateSettingsResult:
        """Update the settings of a sending domain.

        Changes the settings that are given. The owner of a new BCC address has to confirm it first.

        See https://jetemail.com/docs/api-reference/outbound/update-domain-settings

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase. Example:
                b814c25d-b18c-4044-ae31-49e22ce908b5.
            bcc_emails: Addresses that get a blind copy, at most five; what null does is not
                published. None sends null. At most 5 items. Example: ['admin@example.com',
                'backup@example.com'].
            open_tracking: Track opens.
            click_tracking: Track clicks.

        Returns:
            200: The settings were updated.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = OutboundDomainsUpdateSettingsRequest(
            bcc_emails=bcc_emails, open_tracking=open_tracking, click_tracking=click_tracking
        )
        return await _update_settings.asyncio(self._client, uuid=uuid, body=_body)


class AsyncOutboundDomainsWithRawResponse(_RawResource):
    """The operations on outbound_domains, with status, headers and attempts beside the value."""

    list: _Final = _AsyncRawMethod(AsyncOutboundDomains.list)
    create: _Final = _AsyncRawMethod(AsyncOutboundDomains.create)
    delete: _Final = _AsyncRawMethod(AsyncOutboundDomains.delete)
    check: _Final = _AsyncRawMethod(AsyncOutboundDomains.check)
    get_settings: _Final = _AsyncRawMethod(AsyncOutboundDomains.get_settings)
    update_settings: _Final = _AsyncRawMethod(AsyncOutboundDomains.update_settings)


class OutboundDomains:
    """The operations on outbound_domains."""

    def __init__(self, client: _Client) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> OutboundDomainsWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return OutboundDomainsWithRawResponse(OutboundDomains, self._client)

    def list(self) -> Any:
        """List sending domains.

        Returns the sending domains of the account with the state of their DNS records.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Returns:
            200: The sending domains of the account. Response not published: free form.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _list_.sync(self._client)

    def create(self, *, domain: str) -> Any:
        """Add a sending domain.

        Adds a domain to send from.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Args:
            domain: Name of the domain. Inferred: on none of the API's own pages.

        Returns:
            200: The sending domain was added. Response not published: free form.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = OutboundDomainsCreateRequest(domain=domain)
        return _create.sync(self._client, body=_body)

    def delete(self, *, uuid: str) -> Any:
        """Delete a sending domain.

        Removes the sending domain whose UUID is in the request body.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Args:
            uuid: UUID of the domain. Inferred: on none of the API's own pages.

        Returns:
            200: The sending domain was deleted. Response not published: free form.

        Raises:
            NotFoundError: 404: There is no such domain.
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = OutboundDomainsDeleteRequest(uuid=uuid)
        return _delete.sync(self._client, body=_body)

    def check(self, *, uuid: str) -> Any:
        """Check the DNS records of a sending domain.

        Looks up the DNS records of the domain now.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase. Example:
                b814c25d-b18c-4044-ae31-49e22ce908b5.

        Returns:
            200: The result of the check. Response not published: free form.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _check.sync(self._client, uuid=uuid)

    def get_settings(self, *, uuid: str) -> OutboundDomainsGetSettingsResult:
        """Get the settings of a sending domain.

        Returns the BCC addresses, open tracking and click tracking of the domain.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/outbound/get-domain-settings

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase. Example:
                b814c25d-b18c-4044-ae31-49e22ce908b5.

        Returns:
            200: The settings of the domain.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _get_settings.sync(self._client, uuid=uuid)

    def update_settings(
        self,
        *,
        uuid: str,
        bcc_emails: SequenceNotStr[str] | None | _Unset = _UNSET,
        open_tracking: bool | None | _Unset = _UNSET,
        click_tracking: bool | None | _Unset = _UNSET,
    ) -> OutboundDomainsUpdateSettingsResult:
        """Update the settings of a sending domain.

        Changes the settings that are given. The owner of a new BCC address has to confirm it first.

        See https://jetemail.com/docs/api-reference/outbound/update-domain-settings

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase. Example:
                b814c25d-b18c-4044-ae31-49e22ce908b5.
            bcc_emails: Addresses that get a blind copy, at most five; what null does is not
                published. None sends null. At most 5 items. Example: ['admin@example.com',
                'backup@example.com'].
            open_tracking: Track opens.
            click_tracking: Track clicks.

        Returns:
            200: The settings were updated.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = OutboundDomainsUpdateSettingsRequest(
            bcc_emails=bcc_emails, open_tracking=open_tracking, click_tracking=click_tracking
        )
        return _update_settings.sync(self._client, uuid=uuid, body=_body)


class OutboundDomainsWithRawResponse(_RawResource):
    """The operations on outbound_domains, with status, headers and attempts beside the value."""

    list: _Final = _RawMethod(OutboundDomains.list)
    create: _Final = _RawMethod(OutboundDomains.create)
    delete: _Final = _RawMethod(OutboundDomains.delete)
    check: _Final = _RawMethod(OutboundDomains.check)
    get_settings: _Final = _RawMethod(OutboundDomains.get_settings)
    update_settings: _Final = _RawMethod(OutboundDomains.update_settings)
