"""The resource forward_rules.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from typing import Final as _Final

from ..._runtime.operations import AsyncClient as _AsyncClient, Client as _Client
from ..._runtime.raw_responses import (
    AsyncRawMethod as _AsyncRawMethod,
    RawMethod as _RawMethod,
    RawProperty as _RawProperty,
    RawResource as _RawResource,
)
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from ..api.forward_rules import (
    create as _create,
    delete as _delete,
    get as _get,
    list_ as _list_,
    update as _update,
)
from ..models.acknowledgement import Acknowledgement
from ..models.forward_rule_result import ForwardRuleResult
from ..models.forward_rules_create_request import ForwardRulesCreateRequest
from ..models.forward_rules_list_result import ForwardRulesListResult
from ..models.forward_rules_update_request import ForwardRulesUpdateRequest


class AsyncForwardRules:
    """The operations on forward_rules."""

    def __init__(self, client: _AsyncClient) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> AsyncForwardRulesWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return AsyncForwardRulesWithRawResponse(AsyncForwardRules, self._client)

    async def list(self, *, uuid: str) -> ForwardRulesListResult:
        """List forwarding rules.

        Returns all forwarding rules of the domain. Paging is not published.

        See https://support.jetemail.com/api-reference/inbound/list-forwarding-rules-for-a-domain

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase.

        Returns:
            200: The forwarding rules of the domain. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _list_.asyncio(self._client, uuid=uuid)

    async def create(
        self, *, uuid: str, localpart: str, destination: str, active: bool | None | _Unset = _UNSET
    ) -> ForwardRuleResult:
        """Create a forwarding rule.

        Forwards one local part to one destination; several rules with one local part forward to
        each of theirs. Only for domains with forward delivery, which have at most 200 rules; a
        destination that is not confirmed yet gets an e-mail that asks for it.

        See https://jetemail.com/docs/api-reference/inbound/add-a-forwarding-rule-to-a-domain

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase.
            localpart: Part of the address before the @, at most 64 characters, or * for every
                address. It is stored in lower case; addresses with a +tag match, too. Example:
                support.
            destination: Address that the mail goes to, without a display name or a quoted local
                part. Example: team@theirinbox.com.
            active: Whether the rule is on; a rule that is off is kept and ignored. Server
                default: True.

        Returns:
            200: The forwarding rule was created. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = ForwardRulesCreateRequest(
            localpart=localpart, destination=destination, active=active
        )
        return await _create.asyncio(self._client, uuid=uuid, body=_body)

    async def get(self, *, uuid: str, rule_uuid: str) -> ForwardRuleResult:
        """Get a forwarding rule.

        Returns one forwarding rule of the domain.

        See https://jetemail.com/docs/api-reference/inbound/get-a-single-forwarding-rule

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase.
            rule_uuid: UUID of the forwarding rule. Must be a UUID of version 4 in lowercase.

        Returns:
            200: The forwarding rule.

        Raises:
            NotFoundError: 404: There is no such rule, or it was deleted.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _get.asyncio(self._client, uuid=uuid, rule_uuid=rule_uuid)

    async def delete(self, *, uuid: str, rule_uuid: str) -> Acknowledgement:
        """Delete a forwarding rule.

        Removes the rule; the mail servers drop it when they next synchronize.

        See https://jetemail.com/docs/api-reference/inbound/delete-a-forwarding-rule

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase.
            rule_uuid: UUID of the forwarding rule. Must be a UUID of version 4 in lowercase.

        Returns:
            200: The forwarding rule was deleted.

        Raises:
            BadRequestError: 400: A UUID is not valid.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _delete.asyncio(self._client, uuid=uuid, rule_uuid=rule_uuid)

    async def update(
        self,
        *,
        uuid: str,
        rule_uuid: str,
        destination: str | None | _Unset = _UNSET,
        active: bool | None | _Unset = _UNSET,
    ) -> ForwardRuleResult:
        """Update a forwarding rule.

        Changes the destination, or whether the rule is on; the local part stays. A new destination
        must be confirmed unless it already is.

        See https://jetemail.com/docs/api-reference/inbound/update-a-forwarding-rule

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase.
            rule_uuid: UUID of the forwarding rule. Must be a UUID of version 4 in lowercase.
            destination: New address that the mail goes to, without a display name.
            active: Whether the rule is on. Changing it leaves verified as it is.

        Returns:
            200: The forwarding rule after the change. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = ForwardRulesUpdateRequest(destination=destination, active=active)
        return await _update.asyncio(self._client, uuid=uuid, rule_uuid=rule_uuid, body=_body)


class AsyncForwardRulesWithRawResponse(_RawResource):
    """The operations on forward_rules, with status, headers and attempts beside the value."""

    list: _Final = _AsyncRawMethod(AsyncForwardRules.list)
    create: _Final = _AsyncRawMethod(AsyncForwardRules.create)
    get: _Final = _AsyncRawMethod(AsyncForwardRules.get)
    delete: _Final = _AsyncRawMethod(AsyncForwardRules.delete)
    update: _Final = _AsyncRawMethod(AsyncForwardRules.update)


class ForwardRules:
    """The operations on forward_rules."""

    def __init__(self, client: _Client) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> ForwardRulesWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return ForwardRulesWithRawResponse(ForwardRules, self._client)

    def list(self, *, uuid: str) -> ForwardRulesListResult:
        """List forwarding rules.

        Returns all forwarding rules of the domain. Paging is not published.

        See https://support.jetemail.com/api-reference/inbound/list-forwarding-rules-for-a-domain

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase.

        Returns:
            200: The forwarding rules of the domain. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _list_.sync(self._client, uuid=uuid)

    def create(
        self, *, uuid: str, localpart: str, destination: str, active: bool | None | _Unset = _UNSET
    ) -> ForwardRuleResult:
        """Create a forwarding rule.

        Forwards one local part to one destination; several rules with one local part forward to
        each of theirs. Only for domains with forward delivery, which have at most 200 rules; a
        destination that is not confirmed yet gets an e-mail that asks for it.

        See https://jetemail.com/docs/api-reference/inbound/add-a-forwarding-rule-to-a-domain

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase.
            localpart: Part of the address before the @, at most 64 characters, or * for every
                address. It is stored in lower case; addresses with a +tag match, too. Example:
                support.
            destination: Address that the mail goes to, without a display name or a quoted local
                part. Example: team@theirinbox.com.
            active: Whether the rule is on; a rule that is off is kept and ignored. Server
                default: True.

        Returns:
            200: The forwarding rule was created. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = ForwardRulesCreateRequest(
            localpart=localpart, destination=destination, active=active
        )
        return _create.sync(self._client, uuid=uuid, body=_body)

    def get(self, *, uuid: str, rule_uuid: str) -> ForwardRuleResult:
        """Get a forwarding rule.

        Returns one forwarding rule of the domain.

        See https://jetemail.com/docs/api-reference/inbound/get-a-single-forwarding-rule

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase.
            rule_uuid: UUID of the forwarding rule. Must be a UUID of version 4 in lowercase.

        Returns:
            200: The forwarding rule.

        Raises:
            NotFoundError: 404: There is no such rule, or it was deleted.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _get.sync(self._client, uuid=uuid, rule_uuid=rule_uuid)

    def delete(self, *, uuid: str, rule_uuid: str) -> Acknowledgement:
        """Delete a forwarding rule.

        Removes the rule; the mail servers drop it when they next synchronize.

        See https://jetemail.com/docs/api-reference/inbound/delete-a-forwarding-rule

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase.
            rule_uuid: UUID of the forwarding rule. Must be a UUID of version 4 in lowercase.

        Returns:
            200: The forwarding rule was deleted.

        Raises:
            BadRequestError: 400: A UUID is not valid.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _delete.sync(self._client, uuid=uuid, rule_uuid=rule_uuid)

    def update(
        self,
        *,
        uuid: str,
        rule_uuid: str,
        destination: str | None | _Unset = _UNSET,
        active: bool | None | _Unset = _UNSET,
    ) -> ForwardRuleResult:
        """Update a forwarding rule.

        Changes the destination, or whether the rule is on; the local part stays. A new destination
        must be confirmed unless it already is.

        See https://jetemail.com/docs/api-reference/inbound/update-a-forwarding-rule

        Args:
            uuid: UUID of the domain. Must be a UUID of version 4 in lowercase.
            rule_uuid: UUID of the forwarding rule. Must be a UUID of version 4 in lowercase.
            destination: New address that the mail goes to, without a display name.
            active: Whether the rule is on. Changing it leaves verified as it is.

        Returns:
            200: The forwarding rule after the change. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = ForwardRulesUpdateRequest(destination=destination, active=active)
        return _update.sync(self._client, uuid=uuid, rule_uuid=rule_uuid, body=_body)


class ForwardRulesWithRawResponse(_RawResource):
    """The operations on forward_rules, with status, headers and attempts beside the value."""

    list: _Final = _RawMethod(ForwardRules.list)
    create: _Final = _RawMethod(ForwardRules.create)
    get: _Final = _RawMethod(ForwardRules.get)
    delete: _Final = _RawMethod(ForwardRules.delete)
    update: _Final = _RawMethod(ForwardRules.update)
