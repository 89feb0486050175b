"""The resource transactional_keys.

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
from ..._runtime.values import UNSET as _UNSET, SequenceNotStr, Unset as _Unset
from ..api.transactional_keys import (
    create as _create,
    delete as _delete,
    list_ as _list_,
    rotate as _rotate,
    update as _update,
)
from ..models.acknowledgement import Acknowledgement
from ..models.transactional_keys_create_request import TransactionalKeysCreateRequest
from ..models.transactional_keys_create_result import TransactionalKeysCreateResult
from ..models.transactional_keys_delete_request import TransactionalKeysDeleteRequest
from ..models.transactional_keys_list_result import TransactionalKeysListResult
from ..models.transactional_keys_rotate_request import TransactionalKeysRotateRequest
from ..models.transactional_keys_rotate_result import TransactionalKeysRotateResult
from ..models.transactional_keys_update_request import TransactionalKeysUpdateRequest


class AsyncTransactionalKeys:
    """The operations on transactional_keys."""

    def __init__(self, client: _AsyncClient) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> AsyncTransactionalKeysWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return AsyncTransactionalKeysWithRawResponse(AsyncTransactionalKeys, self._client)

    async def list(self) -> TransactionalKeysListResult:
        """List transactional keys.

        Returns all transactional keys of the account, each with its full token. Paging is not
        published.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/outbound/get-transactional-api-keys

        Returns:
            200: The transactional keys of the account.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _list_.asyncio(self._client)

    async def create(
        self,
        *,
        name: str,
        allow_all_domains: bool | None | _Unset = _UNSET,
        approved_domains: SequenceNotStr[str] | None | _Unset = _UNSET,
        quota: int | None | _Unset = _UNSET,
        ip_restrictions: SequenceNotStr[str] | None | _Unset = _UNSET,
    ) -> TransactionalKeysCreateResult:
        """Create a transactional key.

        Makes a key for sending with /email and /email-batch, and returns its token.

        See https://jetemail.com/docs/api-reference/outbound/create-new-transactional-api-key

        Args:
            name: Name of the key: letters, digits, hyphens, underscores and spaces. 1 to 64
                characters. Must be letters, digits, spaces, hyphens and underscores. Example:
                Production API Key.
            allow_all_domains: Let the key send from every verified domain of the account.
                Server default: False.
            approved_domains: Domains that the key may send from. At most 253 items. Server
                default: []. Example: ['example.com', 'mydomain.com'].
            quota: How many e-mails the key may send; 0 means no limit. 0 to 1000000. Server
                default: 0. Example: 1000.
            ip_restrictions: IPv4 or IPv6 addresses or CIDR ranges that the key may be used
                from. At most 50 items. Example: ['192.168.1.1', '10.0.0.0/24', '2001:db8::1',
                '2001:db8::/32'].

        Returns:
            200: The transactional key was created.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = TransactionalKeysCreateRequest(
            name=name,
            allow_all_domains=allow_all_domains,
            approved_domains=approved_domains,
            quota=quota,
            ip_restrictions=ip_restrictions,
        )
        return await _create.asyncio(self._client, body=_body)

    async def delete(self, *, api_token: str) -> Acknowledgement:
        """Delete a transactional key.

        Removes the transactional key that the request body names.

        See https://jetemail.com/docs/api-reference/outbound/delete-transactional-api-key

        Args:
            api_token: Token of the key to delete. The full token is the identifier.

        Returns:
            200: The transactional key was deleted.

        Raises:
            BadRequestError: 400: The input is not valid.
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        try:
            _body = TransactionalKeysDeleteRequest(api_token=api_token)
        finally:
            # Error reporters show the locals of frames.
            del api_token
        return await _delete.asyncio(self._client, body=_body)

    async def update(
        self,
        *,
        api_token: str,
        status: bool | None | _Unset = _UNSET,
        name: str | None | _Unset = _UNSET,
        allow_all_domains: bool | None | _Unset = _UNSET,
        approved_domains: SequenceNotStr[str] | None | _Unset = _UNSET,
        quota: int | None | _Unset = _UNSET,
        ip_restrictions: SequenceNotStr[str] | None | _Unset = _UNSET,
    ) -> Acknowledgement:
        """Update a transactional key.

        Changes the state of the key, or its other settings. With status in the request only the
        state changes, and every other field is ignored.

        See https://jetemail.com/docs/api-reference/outbound/update-transactional-api-key

        Args:
            api_token: Token of the key to change. The full token is the identifier.
            status: 0 disables the key, 1 enables it. The server then ignores the other fields.
                A bool.
            name: New name of the key: letters, digits, hyphens, underscores and spaces. 1 to 64
                characters. Must be letters, digits, spaces, hyphens and underscores. Example:
                Updated API Key.
            allow_all_domains: Let the key send from every verified domain of the account.
            approved_domains: Domains that the key may send from. At most 253 items. Example:
                ['example.com', 'mydomain.com'].
            quota: How many e-mails the key may send; 0 means no limit. 0 to 1000000. Example:
                1000.
            ip_restrictions: IPv4 or IPv6 addresses or CIDR ranges that the key may be used
                from. At most 50 items. Example: ['192.168.1.1', '10.0.0.0/24'].

        Returns:
            200: The transactional key was updated.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        try:
            _body = TransactionalKeysUpdateRequest(
                api_token=api_token,
                status=status,
                name=name,
                allow_all_domains=allow_all_domains,
                approved_domains=approved_domains,
                quota=quota,
                ip_restrictions=ip_restrictions,
            )
        finally:
            # Error reporters show the locals of frames.
            del api_token
        return await _update.asyncio(self._client, body=_body)

    async def rotate(self, *, api_token: str) -> TransactionalKeysRotateResult:
        """Rotate a transactional key.

        Gives the key a new token and leaves its settings. The old token stops working at once, so a
        second call with it cannot succeed.

        See https://jetemail.com/docs/api-reference/outbound/rotate-transactional-api-key

        Args:
            api_token: Token that the key has now. The full token is the identifier.

        Returns:
            200: The key has a new token.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        try:
            _body = TransactionalKeysRotateRequest(api_token=api_token)
        finally:
            # Error reporters show the locals of frames.
            del api_token
        return await _rotate.asyncio(self._client, body=_body)


class AsyncTransactionalKeysWithRawResponse(_RawResource):
    """The operations on transactional_keys, with status, headers and attempts beside the value."""

    list: _Final = _AsyncRawMethod(AsyncTransactionalKeys.list)
    create: _Final = _AsyncRawMethod(AsyncTransactionalKeys.create)
    delete: _Final = _AsyncRawMethod(AsyncTransactionalKeys.delete)
    update: _Final = _AsyncRawMethod(AsyncTransactionalKeys.update)
    rotate: _Final = _AsyncRawMethod(AsyncTransactionalKeys.rotate)


class TransactionalKeys:
    """The operations on transactional_keys."""

    def __init__(self, client: _Client) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> TransactionalKeysWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return TransactionalKeysWithRawResponse(TransactionalKeys, self._client)

    def list(self) -> TransactionalKeysListResult:
        """List transactional keys.

        Returns all transactional keys of the account, each with its full token. Paging is not
        published.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/outbound/get-transactional-api-keys

        Returns:
            200: The transactional keys of the account.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _list_.sync(self._client)

    def create(
        self,
        *,
        name: str,
        allow_all_domains: bool | None | _Unset = _UNSET,
        approved_domains: SequenceNotStr[str] | None | _Unset = _UNSET,
        quota: int | None | _Unset = _UNSET,
        ip_restrictions: SequenceNotStr[str] | None | _Unset = _UNSET,
    ) -> TransactionalKeysCreateResult:
        """Create a transactional key.

        Makes a key for sending with /email and /email-batch, and returns its token.

        See https://jetemail.com/docs/api-reference/outbound/create-new-transactional-api-key

        Args:
            name: Name of the key: letters, digits, hyphens, underscores and spaces. 1 to 64
                characters. Must be letters, digits, spaces, hyphens and underscores. Example:
                Production API Key.
            allow_all_domains: Let the key send from every verified domain of the account.
                Server default: False.
            approved_domains: Domains that the key may send from. At most 253 items. Server
                default: []. Example: ['example.com', 'mydomain.com'].
            quota: How many e-mails the key may send; 0 means no limit. 0 to 1000000. Server
                default: 0. Example: 1000.
            ip_restrictions: IPv4 or IPv6 addresses or CIDR ranges that the key may be used
                from. At most 50 items. Example: ['192.168.1.1', '10.0.0.0/24', '2001:db8::1',
                '2001:db8::/32'].

        Returns:
            200: The transactional key was created.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = TransactionalKeysCreateRequest(
            name=name,
            allow_all_domains=allow_all_domains,
            approved_domains=approved_domains,
            quota=quota,
            ip_restrictions=ip_restrictions,
        )
        return _create.sync(self._client, body=_body)

    def delete(self, *, api_token: str) -> Acknowledgement:
        """Delete a transactional key.

        Removes the transactional key that the request body names.

        See https://jetemail.com/docs/api-reference/outbound/delete-transactional-api-key

        Args:
            api_token: Token of the key to delete. The full token is the identifier.

        Returns:
            200: The transactional key was deleted.

        Raises:
            BadRequestError: 400: The input is not valid.
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        try:
            _body = TransactionalKeysDeleteRequest(api_token=api_token)
        finally:
            # Error reporters show the locals of frames.
            del api_token
        return _delete.sync(self._client, body=_body)

    def update(
        self,
        *,
        api_token: str,
        status: bool | None | _Unset = _UNSET,
        name: str | None | _Unset = _UNSET,
        allow_all_domains: bool | None | _Unset = _UNSET,
        approved_domains: SequenceNotStr[str] | None | _Unset = _UNSET,
        quota: int | None | _Unset = _UNSET,
        ip_restrictions: SequenceNotStr[str] | None | _Unset = _UNSET,
    ) -> Acknowledgement:
        """Update a transactional key.

        Changes the state of the key, or its other settings. With status in the request only the
        state changes, and every other field is ignored.

        See https://jetemail.com/docs/api-reference/outbound/update-transactional-api-key

        Args:
            api_token: Token of the key to change. The full token is the identifier.
            status: 0 disables the key, 1 enables it. The server then ignores the other fields.
                A bool.
            name: New name of the key: letters, digits, hyphens, underscores and spaces. 1 to 64
                characters. Must be letters, digits, spaces, hyphens and underscores. Example:
                Updated API Key.
            allow_all_domains: Let the key send from every verified domain of the account.
            approved_domains: Domains that the key may send from. At most 253 items. Example:
                ['example.com', 'mydomain.com'].
            quota: How many e-mails the key may send; 0 means no limit. 0 to 1000000. Example:
                1000.
            ip_restrictions: IPv4 or IPv6 addresses or CIDR ranges that the key may be used
                from. At most 50 items. Example: ['192.168.1.1', '10.0.0.0/24'].

        Returns:
            200: The transactional key was updated.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        try:
            _body = TransactionalKeysUpdateRequest(
                api_token=api_token,
                status=status,
                name=name,
                allow_all_domains=allow_all_domains,
                approved_domains=approved_domains,
                quota=quota,
                ip_restrictions=ip_restrictions,
            )
        finally:
            # Error reporters show the locals of frames.
            del api_token
        return _update.sync(self._client, body=_body)

    def rotate(self, *, api_token: str) -> TransactionalKeysRotateResult:
        """Rotate a transactional key.

        Gives the key a new token and leaves its settings. The old token stops working at once, so a
        second call with it cannot succeed.

        See https://jetemail.com/docs/api-reference/outbound/rotate-transactional-api-key

        Args:
            api_token: Token that the key has now. The full token is the identifier.

        Returns:
            200: The key has a new token.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        try:
            _body = TransactionalKeysRotateRequest(api_token=api_token)
        finally:
            # Error reporters show the locals of frames.
            del api_token
        return _rotate.sync(self._client, body=_body)


class TransactionalKeysWithRawResponse(_RawResource):
    """The operations on transactional_keys, with status, headers and attempts beside the value."""

    list: _Final = _RawMethod(TransactionalKeys.list)
    create: _Final = _RawMethod(TransactionalKeys.create)
    delete: _Final = _RawMethod(TransactionalKeys.delete)
    update: _Final = _RawMethod(TransactionalKeys.update)
    rotate: _Final = _RawMethod(TransactionalKeys.rotate)
