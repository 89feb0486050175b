"""The resource quarantine.

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
from ..api.quarantine import release as _release
from ..models.quarantine_release_request import QuarantineReleaseRequest
from ..models.quarantine_release_result import QuarantineReleaseResult


class AsyncQuarantine:
    """The operations on quarantine."""

    def __init__(self, client: _AsyncClient) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> AsyncQuarantineWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return AsyncQuarantineWithRawResponse(AsyncQuarantine, self._client)

    async def release(self, *, uid: str) -> QuarantineReleaseResult:
        """Release a message from quarantine.

        Delivers a message that is held in quarantine.

        See https://jetemail.com/docs/api-reference/inbound/release-email-from-quarantine

        Args:
            uid: Uid of the message. Must be 1 to 100 letters, digits, hyphens, underscores and
                dots. Example: DE398F73-6CBC-4333-B394-6DAA6792525B.1.

        Returns:
            200: The message was released.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = QuarantineReleaseRequest(uid=uid)
        return await _release.asyncio(self._client, body=_body)


class AsyncQuarantineWithRawResponse(_RawResource):
    """The operations on quarantine, with status, headers and attempts beside the value."""

    release: _Final = _AsyncRawMethod(AsyncQuarantine.release)


class Quarantine:
    """The operations on quarantine."""

    def __init__(self, client: _Client) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> QuarantineWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return QuarantineWithRawResponse(Quarantine, self._client)

    def release(self, *, uid: str) -> QuarantineReleaseResult:
        """Release a message from quarantine.

        Delivers a message that is held in quarantine.

        See https://jetemail.com/docs/api-reference/inbound/release-email-from-quarantine

        Args:
            uid: Uid of the message. Must be 1 to 100 letters, digits, hyphens, underscores and
                dots. Example: DE398F73-6CBC-4333-B394-6DAA6792525B.1.

        Returns:
            200: The message was released.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = QuarantineReleaseRequest(uid=uid)
        return _release.sync(self._client, body=_body)


class QuarantineWithRawResponse(_RawResource):
    """The operations on quarantine, with status, headers and attempts beside the value."""

    release: _Final = _RawMethod(Quarantine.release)
