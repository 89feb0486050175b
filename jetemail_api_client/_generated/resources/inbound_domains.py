"""The resource inbound_domains.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final as _Final, Literal

from ..._runtime.operations import AsyncClient as _AsyncClient, Client as _Client
from ..._runtime.raw_responses import (
    AsyncRawMethod as _AsyncRawMethod,
    RawMethod as _RawMethod,
    RawProperty as _RawProperty,
    RawResource as _RawResource,
)
from ..._runtime.values import UNSET as _UNSET, SequenceNotStr, Unset as _Unset
from ..api.inbound_domains import (
    check as _check,
    create as _create,
    delete as _delete,
    get_settings as _get_settings,
    list_ as _list_,
    update_settings as _update_settings,
)
from ..models.acknowledgement import Acknowledgement
from ..models.inbound_domains_create_request import InboundDomainsCreateRequest
from ..models.inbound_domains_create_result import InboundDomainsCreateResult
from ..models.inbound_domains_delete_request import InboundDomainsDeleteRequest
from ..models.inbound_domains_get_settings_result import InboundDomainsGetSettingsResult
from ..models.inbound_domains_list_result import InboundDomainsListResult
from ..models.inbound_domains_update_settings_request import InboundDomainsUpdateSettingsRequest
from ..models.smtp_server import SmtpServer


class AsyncInboundDomains:
    """The operations on inbound_domains."""

    def __init__(self, client: _AsyncClient) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> AsyncInboundDomainsWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return AsyncInboundDomainsWithRawResponse(AsyncInboundDomains, self._client)

    async def list(self) -> InboundDomainsListResult:
        """List inbound domains.

        Returns the inbound domains of the account.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Returns:
            200: The inbound domains of the account. Response not published: its fields are
                inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _list_.asyncio(self._client)

    async def create(
        self,
        *,
        domain: str,
        delivery_type: Literal["smtp", "webhook", "forward"],
        smtp_servers: SequenceNotStr[str | SmtpServer] | None | _Unset = _UNSET,
        webhook_url: str | None | _Unset = _UNSET,
        webhook_method: Literal["POST", "PUT"] | None | _Unset = _UNSET,
        webhook_headers: Mapping[str, Any] | None | _Unset = _UNSET,
        webhook_timeout: int | None | _Unset = _UNSET,
        webhook_retry_count: int | None | _Unset = _UNSET,
        webhook_auth_header: str | None | _Unset = _UNSET,
    ) -> InboundDomainsCreateResult:
        """Add an inbound domain.

        Adds a domain that receives mail, with SMTP, webhook or forward delivery. Fields of another
        delivery type are refused; forwarding rules are added later, when the DNS records are
        verified.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/inbound/add-new-inbound-domain

        Args:
            domain: Name of the domain: a primary domain, not a host below it. Must be a domain
                name such as example.com. Example: example.com.
            delivery_type: How mail for the domain is delivered.
            smtp_servers: Servers that the mail is delivered to. Required for smtp delivery,
                refused for others.
            webhook_url: Address that the mail is sent to. Only for webhook delivery. Example:
                https://example.com/webhook/inbound.
            webhook_method: HTTP method of the call. Only for webhook delivery. Server default:
                POST.
            webhook_headers: Further headers of the call. Only for webhook delivery.
            webhook_timeout: Time limit of the call in milliseconds. Only for webhook delivery.
                Server default: 30000.
            webhook_retry_count: How often a failed call is tried again. Only for webhook
                delivery. Server default: 3.
            webhook_auth_header: Value of the Authorization header of the call. Only for webhook
                delivery.

        Returns:
            200: The inbound domain was added. The status is inferred.

        Raises:
            BadRequestError: 400: The input is not valid, or has a field of another delivery
                type.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        try:
            _body = InboundDomainsCreateRequest(
                domain=domain,
                delivery_type=delivery_type,
                smtp_servers=smtp_servers,
                webhook_url=webhook_url,
                webhook_method=webhook_method,
                webhook_headers=webhook_headers,
                webhook_timeout=webhook_timeout,
                webhook_retry_count=webhook_retry_count,
                webhook_auth_header=webhook_auth_header,
            )
        finally:
            # Error reporters show the locals of frames.
            del webhook_headers, webhook_auth_header
        return await _create.asyncio(self._client, body=_body)

    async def delete(self, *, uuid: str) -> Any:
        """Delete an inbound domain.

        Removes the inbound domain whose UUID is in the request body.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Args:
            uuid: UUID of the domain. Inferred: on none of the API's own pages.

        Returns:
            200: The inbound domain was deleted. Response not published: free form.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = InboundDomainsDeleteRequest(uuid=uuid)
        return await _delete.asyncio(self._client, body=_body)

    async def check(self, *, uuid: str) -> Any:
        """Check the DNS records of an inbound domain.

        Checks the DNS records of the domain again; for forward delivery these are MX, DKIM, SPF and
        DMARC.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        See https://jetemail.com/docs/inbound/forwarding/dns-records

        Args:
            uuid: UUID of the domain. Inferred: on none of the API's own pages.

        Returns:
            200: The result of the check. Response not published: free form.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _check.asyncio(self._client, uuid=uuid)

    async def get_settings(self, *, uuid: str) -> InboundDomainsGetSettingsResult:
        """Get the settings of an inbound domain.

        Returns the settings of the domain. Fields of other delivery types are left out.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/inbound/get-inbound-domain-settings

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase.

        Returns:
            200: The settings of the domain.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _get_settings.asyncio(self._client, uuid=uuid)

    async def update_settings(
        self,
        *,
        uuid: str,
        status: Literal["active", "disabled"] | None | _Unset = _UNSET,
        delivery_type: Literal["smtp", "webhook", "forward"] | None | _Unset = _UNSET,
        smtp_servers: SequenceNotStr[str | SmtpServer] | None | _Unset = _UNSET,
        webhook_url: str | None | _Unset = _UNSET,
        webhook_method: Literal["POST", "PUT"] | None | _Unset = _UNSET,
        webhook_headers: Mapping[str, Any] | None | _Unset = _UNSET,
        webhook_timeout: int | None | _Unset = _UNSET,
        webhook_retry_count: int | None | _Unset = _UNSET,
        webhook_auth_header: str | None | _Unset = _UNSET,
    ) -> Acknowledgement:
        """Update the settings of an inbound domain.

        Changes the settings that are given; at least one must be. They must fit the delivery type:
        the new one if delivery_type is given, else the present one.

        See https://jetemail.com/docs/api-reference/inbound/update-inbound-domain-settings

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase.
            status: New state of the domain; with disabled, mail for it is refused.
            delivery_type: New way of delivery; fields that belong to it may be given with it.
            smtp_servers: Servers that the mail is delivered to. Only for smtp delivery.
            webhook_url: Address that the mail is sent to. Only for webhook delivery. None sends
                null. Example: https://example.com/webhook/inbound.
            webhook_method: HTTP method of the call. Only for webhook delivery.
            webhook_headers: Further headers of the call. Only for webhook delivery. None sends
                null.
            webhook_timeout: Time limit of the call in milliseconds. Only for webhook delivery.
                None sends null.
            webhook_retry_count: How often a failed call is tried again. Only for webhook
                delivery.
            webhook_auth_header: Value of the Authorization header of the call. Only for webhook
                delivery.

        Returns:
            200: The settings were updated. The status is inferred.

        Raises:
            BadRequestError: 400: The body is empty, or has a field of another delivery type.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        try:
            _body = InboundDomainsUpdateSettingsRequest(
                status=status,
                delivery_type=delivery_type,
                smtp_servers=smtp_servers,
                webhook_url=webhook_url,
                webhook_method=webhook_method,
                webhook_headers=webhook_headers,
                webhook_timeout=webhook_timeout,
                webhook_retry_count=webhook_retry_count,
                webhook_auth_header=webhook_auth_header,
            )
        finally:
            # Error reporters show the locals of frames.
            del webhook_headers, webhook_auth_header
        return await _update_settings.asyncio(self._client, uuid=uuid, body=_body)


class AsyncInboundDomainsWithRawResponse(_RawResource):
    """The operations on inbound_domains, with status, headers and attempts beside the value."""

    list: _Final = _AsyncRawMethod(AsyncInboundDomains.list)
    create: _Final = _AsyncRawMethod(AsyncInboundDomains.create)
    delete: _Final = _AsyncRawMethod(AsyncInboundDomains.delete)
    check: _Final = _AsyncRawMethod(AsyncInboundDomains.check)
    get_settings: _Final = _AsyncRawMethod(AsyncInboundDomains.get_settings)
    update_settings: _Final = _AsyncRawMethod(AsyncInboundDomains.update_settings)


class InboundDomains:
    """The operations on inbound_domains."""

    def __init__(self, client: _Client) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> InboundDomainsWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return InboundDomainsWithRawResponse(InboundDomains, self._client)

    def list(self) -> InboundDomainsListResult:
        """List inbound domains.

        Returns the inbound domains of the account.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Returns:
            200: The inbound domains of the account. Response not published: its fields are
                inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _list_.sync(self._client)

    def create(
        self,
        *,
        domain: str,
        delivery_type: Literal["smtp", "webhook", "forward"],
        smtp_servers: SequenceNotStr[str | SmtpServer] | None | _Unset = _UNSET,
        webhook_url: str | None | _Unset = _UNSET,
        webhook_method: Literal["POST", "PUT"] | None | _Unset = _UNSET,
        webhook_headers: Mapping[str, Any] | None | _Unset = _UNSET,
        webhook_timeout: int | None | _Unset = _UNSET,
        webhook_retry_count: int | None | _Unset = _UNSET,
        webhook_auth_header: str | None | _Unset = _UNSET,
    ) -> InboundDomainsCreateResult:
        """Add an inbound domain.

        Adds a domain that receives mail, with SMTP, webhook or forward delivery. Fields of another
        delivery type are refused; forwarding rules are added later, when the DNS records are
        verified.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/inbound/add-new-inbound-domain

        Args:
            domain: Name of the domain: a primary domain, not a host below it. Must be a domain
                name such as example.com. Example: example.com.
            delivery_type: How mail for the domain is delivered.
            smtp_servers: Servers that the mail is delivered to. Required for smtp delivery,
                refused for others.
            webhook_url: Address that the mail is sent to. Only for webhook delivery. Example:
                https://example.com/webhook/inbound.
            webhook_method: HTTP method of the call. Only for webhook delivery. Server default:
                POST.
            webhook_headers: Further headers of the call. Only for webhook delivery.
            webhook_timeout: Time limit of the call in milliseconds. Only for webhook delivery.
                Server default: 30000.
            webhook_retry_count: How often a failed call is tried again. Only for webhook
                delivery. Server default: 3.
            webhook_auth_header: Value of the Authorization header of the call. Only for webhook
                delivery.

        Returns:
            200: The inbound domain was added. The status is inferred.

        Raises:
            BadRequestError: 400: The input is not valid, or has a field of another delivery
                type.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        try:
            _body = InboundDomainsCreateRequest(
                domain=domain,
                delivery_type=delivery_type,
                smtp_servers=smtp_servers,
                webhook_url=webhook_url,
                webhook_method=webhook_method,
                webhook_headers=webhook_headers,
                webhook_timeout=webhook_timeout,
                webhook_retry_count=webhook_retry_count,
                webhook_auth_header=webhook_auth_header,
            )
        finally:
            # Error reporters show the locals of frames.
            del webhook_headers, webhook_auth_header
        return _create.sync(self._client, body=_body)

    def delete(self, *, uuid: str) -> Any:
        """Delete an inbound domain.

        Removes the inbound domain whose UUID is in the request body.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Args:
            uuid: UUID of the domain. Inferred: on none of the API's own pages.

        Returns:
            200: The inbound domain was deleted. Response not published: free form.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = InboundDomainsDeleteRequest(uuid=uuid)
        return _delete.sync(self._client, body=_body)

    def check(self, *, uuid: str) -> Any:
        """Check the DNS records of an inbound domain.

        Checks the DNS records of the domain again; for forward delivery these are MX, DKIM, SPF and
        DMARC.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        See https://jetemail.com/docs/inbound/forwarding/dns-records

        Args:
            uuid: UUID of the domain. Inferred: on none of the API's own pages.

        Returns:
            200: The result of the check. Response not published: free form.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _check.sync(self._client, uuid=uuid)

    def get_settings(self, *, uuid: str) -> InboundDomainsGetSettingsResult:
        """Get the settings of an inbound domain.

        Returns the settings of the domain. Fields of other delivery types are left out.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/inbound/get-inbound-domain-settings

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase.

        Returns:
            200: The settings of the domain.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _get_settings.sync(self._client, uuid=uuid)

    def update_settings(
        self,
        *,
        uuid: str,
        status: Literal["active", "disabled"] | None | _Unset = _UNSET,
        delivery_type: Literal["smtp", "webhook", "forward"] | None | _Unset = _UNSET,
        smtp_servers: SequenceNotStr[str | SmtpServer] | None | _Unset = _UNSET,
        webhook_url: str | None | _Unset = _UNSET,
        webhook_method: Literal["POST", "PUT"] | None | _Unset = _UNSET,
        webhook_headers: Mapping[str, Any] | None | _Unset = _UNSET,
        webhook_timeout: int | None | _Unset = _UNSET,
        webhook_retry_count: int | None | _Unset = _UNSET,
        webhook_auth_header: str | None | _Unset = _UNSET,
    ) -> Acknowledgement:
        """Update the settings of an inbound domain.

        Changes the settings that are given; at least one must be. They must fit the delivery type:
        the new one if delivery_type is given, else the present one.

        See https://jetemail.com/docs/api-reference/inbound/update-inbound-domain-settings

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase.
            status: New state of the domain; with disabled, mail for it is refused.
            delivery_type: New way of delivery; fields that belong to it may be given with it.
            smtp_servers: Servers that the mail is delivered to. Only for smtp delivery.
            webhook_url: Address that the mail is sent to. Only for webhook delivery. None sends
                null. Example: https://example.com/webhook/inbound.
            webhook_method: HTTP method of the call. Only for webhook delivery.
            webhook_headers: Further headers of the call. Only for webhook delivery. None sends
                null.
            webhook_timeout: Time limit of the call in milliseconds. Only for webhook delivery.
                None sends null.
            webhook_retry_count: How often a failed call is tried again. Only for webhook
                delivery.
            webhook_auth_header: Value of the Authorization header of the call. Only for webhook
                delivery.

        Returns:
            200: The settings were updated. The status is inferred.

        Raises:
            BadRequestError: 400: The body is empty, or has a field of another delivery type.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        try:
            _body = InboundDomainsUpdateSettingsRequest(
                status=status,
                delivery_type=delivery_type,
                smtp_servers=smtp_servers,
                webhook_url=webhook_url,
                webhook_method=webhook_method,
                webhook_headers=webhook_headers,
                webhook_timeout=webhook_timeout,
                webhook_retry_count=webhook_retry_count,
                webhook_auth_header=webhook_auth_header,
            )
        finally:
            # Error reporters show the locals of frames.
            del webhook_headers, webhook_auth_header
        return _update_settings.sync(self._client, uuid=uuid, body=_body)


class InboundDomainsWithRawResponse(_RawResource):
    """The operations on inbound_domains, with status, headers and attempts beside the value."""

    list: _Final = _RawMethod(InboundDomains.list)
    create: _Final = _RawMethod(InboundDomains.create)
    delete: _Final = _RawMethod(InboundDomains.delete)
    check: _Final = _RawMethod(InboundDomains.check)
    get_settings: _Final = _RawMethod(InboundDomains.get_settings)
    update_settings: _Final = _RawMethod(InboundDomains.update_settings)
