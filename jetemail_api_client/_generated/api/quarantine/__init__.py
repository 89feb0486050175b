"""The resource quarantine.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from typing import Any

from ...._runtime.records import AsyncSender as _AsyncSender, Sender as _Sender
from ...models.quarantine_release_request import QuarantineReleaseRequest
from ...models.quarantine_release_result import QuarantineReleaseResult
from . import release as _release


class AsyncQuarantine:
    """The operations on quarantine."""

    def __init__(self, client: _AsyncSender) -> None:
        self._client = client

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
            JetEmailError: Anything else that went wrong; see `jetemail_api_client.errors`.
        """
        _body = QuarantineReleaseRequest(uid=uid)
        return await _release.asyncio(self._client, body=_body)


class Quarantine:
    """The operations on quarantine."""

    def __init__(self, client: _Sender) -> None:
        self._client = client

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
            JetEmailError: Anything else that went wrong; see `jetemail_api_client.errors`.
        """
        _body = QuarantineReleaseRequest(uid=uid)
        return _release.sync(self._client, body=_body)
