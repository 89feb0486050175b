"""The resource domain_blocklist.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final as _Final

from ..._runtime.operations import AsyncClient as _AsyncClient, Client as _Client
from ..._runtime.raw_responses import (
    AsyncRawMethod as _AsyncRawMethod,
    RawMethod as _RawMethod,
    RawProperty as _RawProperty,
    RawResource as _RawResource,
)
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from ..api.domain_blocklist import (
    create as _create,
    delete as _delete,
    get as _get,
    list_ as _list_,
    update as _update,
)
from ..models.attachment_condition import AttachmentCondition
from ..models.body_condition import BodyCondition
from ..models.created_rule import CreatedRule
from ..models.domain_blocklist_create_request import DomainBlocklistCreateRequest
from ..models.domain_blocklist_update_request import DomainBlocklistUpdateRequest
from ..models.domain_rules import DomainRules
from ..models.header_condition import HeaderCondition
from ..models.ip_condition import IpCondition
from ..models.recipient_condition import RecipientCondition
from ..models.sender_condition import SenderCondition
from ..models.size_condition import SizeCondition
from ..models.subject_condition import SubjectCondition
from ..models.success import Success


class AsyncDomainBlocklist:
    """The operations on domain_blocklist."""

    def __init__(self, client: _AsyncClient) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> AsyncDomainBlocklistWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return AsyncDomainBlocklistWithRawResponse(AsyncDomainBlocklist, self._client)

    async def list(
        self,
        *,
        domain: str | None | _Unset = _UNSET,
        subdomain_id: int | None | _Unset = _UNSET,
        subdomain_uuid: str | None | _Unset = _UNSET,
    ) -> DomainRules:
        """List blocklist rules of a domain.

        Returns the rules of a domain or subdomain. Exactly one of domain, subdomain_id and
        subdomain_uuid must be given.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/inbound/get-domain-blocklist-rules

        Args:
            domain: Fully qualified name of the domain.
            subdomain_id: Numeric id of the subdomain.
            subdomain_uuid: UUID of the subdomain.

        Returns:
            200: The blocklist rules of the domain.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _list_.asyncio(
            self._client, domain=domain, subdomain_id=subdomain_id, subdomain_uuid=subdomain_uuid
        )

    async def create(
        self,
        *,
        name: str,
        subdomain_id: int | None | _Unset = _UNSET,
        subdomain_uuid: str | None | _Unset = _UNSET,
        description: str | None | _Unset = _UNSET,
        domain: str | None | _Unset = _UNSET,
        senders: Sequence[SenderCondition] | None | _Unset = _UNSET,
        recipients: Sequence[RecipientCondition] | None | _Unset = _UNSET,
        subjects: Sequence[SubjectCondition] | None | _Unset = _UNSET,
        body: Sequence[BodyCondition] | None | _Unset = _UNSET,
        headers: Sequence[HeaderCondition] | None | _Unset = _UNSET,
        ips: Sequence[IpCondition] | None | _Unset = _UNSET,
        size: SizeCondition | None | _Unset = _UNSET,
        attachments: Sequence[AttachmentCondition] | None | _Unset = _UNSET,
    ) -> CreatedRule:
        """Create a blocklist rule for a domain.

        Adds a rule to a domain, which is named in the body or in the query.

        See https://jetemail.com/docs/api-reference/inbound/create-domain-blocklist-rule

        Args:
            name: Name of the rule: letters, digits, spaces, hyphens, underscores and periods. 1
                to 100 characters. Example: Block spam senders.
            subdomain_id: Numeric id of the subdomain.
            subdomain_uuid: UUID of the subdomain.
            description: Free text about the rule. At most 500 characters.
            domain: Domain that the rule belongs to; it may be a query parameter instead.
                Example: example.com.
            senders: Conditions on the sender.
            recipients: Conditions on the recipient.
            subjects: Conditions on the subject.
            body: Conditions on the body.
            headers: Conditions on headers.
            ips: Conditions on the IP address.
            size: Bounds of the message size; the unit is not published.
            attachments: Conditions on attachments.

        Returns:
            200: The rule was created. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = DomainBlocklistCreateRequest(
            name=name,
            description=description,
            domain=domain,
            senders=senders,
            recipients=recipients,
            subjects=subjects,
            body=body,
            headers=headers,
            ips=ips,
            size=size,
            attachments=attachments,
        )
        return await _create.asyncio(
            self._client, subdomain_id=subdomain_id, subdomain_uuid=subdomain_uuid, body=_body
        )

    async def get(self, *, uuid: str) -> Any:
        """Get a blocklist rule of a domain.

        Returns one rule with its conditions.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Args:
            uuid: UUID of the rule. Inferred: on none of the API's own pages.

        Returns:
            200: The rule. Response not published: free form.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _get.asyncio(self._client, uuid=uuid)

    async def delete(self, *, uuid: str) -> Any:
        """Delete a blocklist rule of a domain.

        Removes the rule.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Args:
            uuid: UUID of the rule. Inferred: on none of the API's own pages.

        Returns:
            200: The rule was deleted. Response not published: free form.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _delete.asyncio(self._client, uuid=uuid)

    async def update(
        self,
        *,
        uuid: str,
        name: str | None | _Unset = _UNSET,
        description: str | None | _Unset = _UNSET,
        enabled: bool | None | _Unset = _UNSET,
        senders: Sequence[Mapping[str, Any]] | None | _Unset = _UNSET,
        recipients: Sequence[Mapping[str, Any]] | None | _Unset = _UNSET,
        subjects: Sequence[Mapping[str, Any]] | None | _Unset = _UNSET,
        body: Sequence[Mapping[str, Any]] | None | _Unset = _UNSET,
        headers: Sequence[Mapping[str, Any]] | None | _Unset = _UNSET,
        ips: Sequence[Mapping[str, Any]] | None | _Unset = _UNSET,
        size: Mapping[str, Any] | None | _Unset = _UNSET,
        attachments: Sequence[Mapping[str, Any]] | None | _Unset = _UNSET,
    ) -> Success:
        """Update a blocklist rule of a domain.

        Changes the name, the description, the conditions, or whether the rule is on. Conditions of
        a kind that is sent replace all stored conditions of that kind.

        See https://jetemail.com/docs/api-reference/inbound/update-domain-blocklist-rule

        Args:
            uuid: UUID of the rule.
            name: New name of the rule. At most 100 characters.
            description: New text about the rule; null is allowed. None sends null. At most 500
                characters.
            enabled: Whether the rule is on; responses have 0 or 1.
            senders: New conditions on the sender; they replace the stored ones. Their fields
                are not published, and likely those of a new rule.
            recipients: New conditions on the recipient; they replace the stored ones. Their
                fields are not published, and likely those of a new rule.
            subjects: New conditions on the subject; they replace the stored ones. Their fields
                are not published, and likely those of a new rule.
            body: New conditions on the body; they replace the stored ones. Their fields are not
                published, and likely those of a new rule.
            headers: New conditions on headers; they replace the stored ones. Their fields are
                not published, and likely those of a new rule.
            ips: New conditions on the IP address; they replace the stored ones. Their fields
                are not published, and likely those of a new rule.
            size: New bounds of the message size; they replace the stored ones. Their fields are
                not published, and likely those of a new rule.
            attachments: New conditions on attachments; they replace the stored ones. Their
                fields are not published, and likely those of a new rule.

        Returns:
            200: The rule was updated. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = DomainBlocklistUpdateRequest(
            name=name,
            description=description,
            enabled=enabled,
            senders=senders,
            recipients=recipients,
            subjects=subjects,
            body=body,
            headers=headers,
            ips=ips,
            size=size,
            attachments=attachments,
        )
        return await _update.asyncio(self._client, uuid=uuid, body=_body)


class AsyncDomainBlocklistWithRawResponse(_RawResource):
    """The operations on domain_blocklist, with status, headers and attempts beside the value."""

    list: _Final = _AsyncRawMethod(AsyncDomainBlocklist.list)
    create: _Final = _AsyncRawMethod(AsyncDomainBlocklist.create)
    get: _Final = _AsyncRawMethod(AsyncDomainBlocklist.get)
    delete: _Final = _AsyncRawMethod(AsyncDomainBlocklist.delete)
    update: _Final = _AsyncRawMethod(AsyncDomainBlocklist.update)


class DomainBlocklist:
    """The operations on domain_blocklist."""

    def __init__(self, client: _Client) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> DomainBlocklistWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return DomainBlocklistWithRawResponse(DomainBlocklist, self._client)

    def list(
        self,
        *,
        domain: str | None | _Unset = _UNSET,
        subdomain_id: int | None | _Unset = _UNSET,
        subdomain_uuid: str | None | _Unset = _UNSET,
    ) -> DomainRules:
        """List blocklist rules of a domain.

        Returns the rules of a domain or subdomain. Exactly one of domain, subdomain_id and
        subdomain_uuid must be given.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/inbound/get-domain-blocklist-rules

        Args:
            domain: Fully qualified name of the domain.
            subdomain_id: Numeric id of the subdomain.
            subdomain_uuid: UUID of the subdomain.

        Returns:
            200: The blocklist rules of the domain.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _list_.sync(
            self._client, domain=domain, subdomain_id=subdomain_id, subdomain_uuid=subdomain_uuid
        )

    def create(
        self,
        *,
        name: str,
        subdomain_id: int | None | _Unset = _UNSET,
        subdomain_uuid: str | None | _Unset = _UNSET,
        description: str | None | _Unset = _UNSET,
        domain: str | None | _Unset = _UNSET,
        senders: Sequence[SenderCondition] | None | _Unset = _UNSET,
        recipients: Sequence[RecipientCondition] | None | _Unset = _UNSET,
        subjects: Sequence[SubjectCondition] | None | _Unset = _UNSET,
        body: Sequence[BodyCondition] | None | _Unset = _UNSET,
        headers: Sequence[HeaderCondition] | None | _Unset = _UNSET,
        ips: Sequence[IpCondition] | None | _Unset = _UNSET,
        size: SizeCondition | None | _Unset = _UNSET,
        attachments: Sequence[AttachmentCondition] | None | _Unset = _UNSET,
    ) -> CreatedRule:
        """Create a blocklist rule for a domain.

        Adds a rule to a domain, which is named in the body or in the query.

        See https://jetemail.com/docs/api-reference/inbound/create-domain-blocklist-rule

        Args:
            name: Name of the rule: letters, digits, spaces, hyphens, underscores and periods. 1
                to 100 characters. Example: Block spam senders.
            subdomain_id: Numeric id of the subdomain.
            subdomain_uuid: UUID of the subdomain.
            description: Free text about the rule. At most 500 characters.
            domain: Domain that the rule belongs to; it may be a query parameter instead.
                Example: example.com.
            senders: Conditions on the sender.
            recipients: Conditions on the recipient.
            subjects: Conditions on the subject.
            body: Conditions on the body.
            headers: Conditions on headers.
            ips: Conditions on the IP address.
            size: Bounds of the message size; the unit is not published.
            attachments: Conditions on attachments.

        Returns:
            200: The rule was created. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = DomainBlocklistCreateRequest(
            name=name,
            description=description,
            domain=domain,
            senders=senders,
            recipients=recipients,
            subjects=subjects,
            body=body,
            headers=headers,
            ips=ips,
            size=size,
            attachments=attachments,
        )
        return _create.sync(
            self._client, subdomain_id=subdomain_id, subdomain_uuid=subdomain_uuid, body=_body
        )

    def get(self, *, uuid: str) -> Any:
        """Get a blocklist rule of a domain.

        Returns one rule with its conditions.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Args:
            uuid: UUID of the rule. Inferred: on none of the API's own pages.

        Returns:
            200: The rule. Response not published: free form.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _get.sync(self._client, uuid=uuid)

    def delete(self, *, uuid: str) -> Any:
        """Delete a blocklist rule of a domain.

        Removes the rule.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Args:
            uuid: UUID of the rule. Inferred: on none of the API's own pages.

        Returns:
            200: The rule was deleted. Response not published: free form.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _delete.sync(self._client, uuid=uuid)

    def update(
        self,
        *,
        uuid: str,
        name: str | None | _Unset = _UNSET,
        description: str | None | _Unset = _UNSET,
        enabled: bool | None | _Unset = _UNSET,
        senders: Sequence[Mapping[str, Any]] | None | _Unset = _UNSET,
        recipients: Sequence[Mapping[str, Any]] | None | _Unset = _UNSET,
        subjects: Sequence[Mapping[str, Any]] | None | _Unset = _UNSET,
        body: Sequence[Mapping[str, Any]] | None | _Unset = _UNSET,
        headers: Sequence[Mapping[str, Any]] | None | _Unset = _UNSET,
        ips: Sequence[Mapping[str, Any]] | None | _Unset = _UNSET,
        size: Mapping[str, Any] | None | _Unset = _UNSET,
        attachments: Sequence[Mapping[str, Any]] | None | _Unset = _UNSET,
    ) -> Success:
        """Update a blocklist rule of a domain.

        Changes the name, the description, the conditions, or whether the rule is on. Conditions of
        a kind that is sent replace all stored conditions of that kind.

        See https://jetemail.com/docs/api-reference/inbound/update-domain-blocklist-rule

        Args:
            uuid: UUID of the rule.
            name: New name of the rule. At most 100 characters.
            description: New text about the rule; null is allowed. None sends null. At most 500
                characters.
            enabled: Whether the rule is on; responses have 0 or 1.
            senders: New conditions on the sender; they replace the stored ones. Their fields
                are not published, and likely those of a new rule.
            recipients: New conditions on the recipient; they replace the stored ones. Their
                fields are not published, and likely those of a new rule.
            subjects: New conditions on the subject; they replace the stored ones. Their fields
                are not published, and likely those of a new rule.
            body: New conditions on the body; they replace the stored ones. Their fields are not
                published, and likely those of a new rule.
            headers: New conditions on headers; they replace the stored ones. Their fields are
                not published, and likely those of a new rule.
            ips: New conditions on the IP address; they replace the stored ones. Their fields
                are not published, and likely those of a new rule.
            size: New bounds of the message size; they replace the stored ones. Their fields are
                not published, and likely those of a new rule.
            attachments: New conditions on attachments; they replace the stored ones. Their
                fields are not published, and likely those of a new rule.

        Returns:
            200: The rule was updated. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = DomainBlocklistUpdateRequest(
            name=name,
            description=description,
            enabled=enabled,
            senders=senders,
            recipients=recipients,
            subjects=subjects,
            body=body,
            headers=headers,
            ips=ips,
            size=size,
            attachments=attachments,
        )
        return _update.sync(self._client, uuid=uuid, body=_body)


class DomainBlocklistWithRawResponse(_RawResource):
    """The operations on domain_blocklist, with status, headers and attempts beside the value."""

    list: _Final = _RawMethod(DomainBlocklist.list)
    create: _Final = _RawMethod(DomainBlocklist.create)
    get: _Final = _RawMethod(DomainBlocklist.get)
    delete: _Final = _RawMethod(DomainBlocklist.delete)
    update: _Final = _RawMethod(DomainBlocklist.update)
