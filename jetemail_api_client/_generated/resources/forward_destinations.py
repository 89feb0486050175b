"""The resource forward_destinations.

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
from ..api.forward_destinations import list_ as _list_, resend as _resend, verify as _verify
from ..models.forward_destinations_list_result import ForwardDestinationsListResult
from ..models.forward_destinations_resend_result import ForwardDestinationsResendResult
from ..models.forward_destinations_verify_request import ForwardDestinationsVerifyRequest
from ..models.forward_destinations_verify_result import ForwardDestinationsVerifyResult


class AsyncForwardDestinations:
    """The operations on forward_destinations."""

    def __init__(self, client: _AsyncClient) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> AsyncForwardDestinationsWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return AsyncForwardDestinationsWithRawResponse(AsyncForwardDestinations, self._client)

    async def list(self) -> ForwardDestinationsListResult:
        """List forwarding destinations.

        Returns every destination address with the state of its confirmation.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/inbound/list-verified-and-pending-forwarding-
        destinations

        Returns:
            200: The forwarding destinations of the account.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _list_.asyncio(self._client)

    async def verify(self, *, token: str) -> ForwardDestinationsVerifyResult:
        """Confirm a forwarding destination.

        Confirms a destination with the token that was mailed to it. No key is needed; a token is
        valid for 48 hours.

        See https://jetemail.com/docs/api-reference/inbound/consume-a-forwarding-destination-
        verification-token

        Args:
            token: Token of the link in the e-mail, as it stands after ?token=.

        Returns:
            200: The destination is confirmed, by this call or by one before.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        try:
            _body = ForwardDestinationsVerifyRequest(token=token)
        finally:
            # Error reporters show the locals of frames.
            del token
        return await _verify.asyncio(self._client, body=_body)

    async def resend(self, *, uuid: str) -> ForwardDestinationsResendResult:
        """Send a confirmation e-mail again.

        Mails a new confirmation link to a destination that is not confirmed yet. There is a limit
        per destination and 24 hours; how much it allows is not published.

        See https://jetemail.com/docs/api-reference/inbound/resend-the-verification-email-for-a-
        pending-destination

        Args:
            uuid: UUID of the destination. Must be a UUID of version 4 in lowercase.

        Returns:
            200: The e-mail was sent.

        Raises:
            BadRequestError: 400: The request is refused; the reasons are not published.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _resend.asyncio(self._client, uuid=uuid)


class AsyncForwardDestinationsWithRawResponse(_RawResource):
    """The operations on forward_destinations, with status, headers and attempts beside the value."""

    list: _Final = _AsyncRawMethod(AsyncForwardDestinations.list)
    verify: _Final = _AsyncRawMethod(AsyncForwardDestinations.verify)
    resend: _Final = _AsyncRawMethod(AsyncForwardDestinations.resend)


class ForwardDestinations:
    """The operations on forward_destinations."""

    def __init__(self, client: _Client) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> ForwardDestinationsWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return ForwardDestinationsWithRawResponse(ForwardDestinations, self._client)

    def list(self) -> ForwardDestinationsListResult:
        """List forwarding destinations.

        Returns every destination address with the state of its confirmation.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/inbound/list-verified-and-pending-forwarding-
        destinations

        Returns:
            200: The forwarding destinations of the account.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _list_.sync(self._client)

    def verify(self, *, token: str) -> ForwardDestinationsVerifyResult:
        """Confirm a forwarding destination.

        Confirms a destination with the token that was mailed to it. No key is needed; a token is
        valid for 48 hours.

        See https://jetemail.com/docs/api-reference/inbound/consume-a-forwarding-destination-
        verification-token

        Args:
            token: Token of the link in the e-mail, as it stands after ?token=.

        Returns:
            200: The destination is confirmed, by this call or by one before.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        try:
            _body = ForwardDestinationsVerifyRequest(token=token)
        finally:
            # Error reporters show the locals of frames.
            del token
        return _verify.sync(self._client, body=_body)

    def resend(self, *, uuid: str) -> ForwardDestinationsResendResult:
        """Send a confirmation e-mail again.

        Mails a new confirmation link to a destination that is not confirmed yet. There is a limit
        per destination and 24 hours; how much it allows is not published.

        See https://jetemail.com/docs/api-reference/inbound/resend-the-verification-email-for-a-
        pending-destination

        Args:
            uuid: UUID of the destination. Must be a UUID of version 4 in lowercase.

        Returns:
            200: The e-mail was sent.

        Raises:
            BadRequestError: 400: The request is refused; the reasons are not published.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _resend.sync(self._client, uuid=uuid)


class ForwardDestinationsWithRawResponse(_RawResource):
    """The operations on forward_destinations, with status, headers and attempts beside the value."""

    list: _Final = _RawMethod(ForwardDestinations.list)
    verify: _Final = _RawMethod(ForwardDestinations.verify)
    resend: _Final = _RawMethod(ForwardDestinations.resend)
