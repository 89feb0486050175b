"""The resource webhooks.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import Any, Final as _Final, Literal

from ..._runtime.operations import AsyncClient as _AsyncClient, Client as _Client
from ..._runtime.paginator import (
    Listing as _Listing,
    Position as _Position,
    paginate as _paginate,
    paginate_async as _paginate_async,
)
from ..._runtime.raw_responses import (
    AsyncRawMethod as _AsyncRawMethod,
    RawMethod as _RawMethod,
    RawProperty as _RawProperty,
    RawResource as _RawResource,
)
from ..._runtime.values import UNSET as _UNSET, SequenceNotStr, Unset as _Unset
from ..api.webhooks import (
    create as _create,
    delete as _delete,
    get as _get,
    list_ as _list_,
    query as _query,
    replay as _replay,
    update as _update,
)
from ..models.acknowledgement import Acknowledgement
from ..models.webhook_event import WebhookEvent
from ..models.webhooks_create_request import WebhooksCreateRequest
from ..models.webhooks_create_result import WebhooksCreateResult
from ..models.webhooks_query_request import WebhooksQueryRequest
from ..models.webhooks_query_result import WebhooksQueryResult
from ..models.webhooks_replay_request import WebhooksReplayRequest
from ..models.webhooks_replay_result import WebhooksReplayResult
from ..models.webhooks_update_request import WebhooksUpdateRequest

_ITERATE_QUERY = _Listing(
    name="webhooks.iterate_query",
    identity=("id", "uuid"),
    limit=("limit",),
    total=("total",),
    offset=("offset",),
)


class AsyncWebhooks:
    """The operations on webhooks."""

    def __init__(self, client: _AsyncClient) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> AsyncWebhooksWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return AsyncWebhooksWithRawResponse(AsyncWebhooks, self._client)

    async def list(self) -> Any:
        """List webhooks.

        Returns all webhooks of the account.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        See https://jetemail.com/docs/cli/commands/webhooks

        Returns:
            200: The webhooks of the account. Response not published: free form.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _list_.asyncio(self._client)

    async def create(
        self,
        *,
        name: str,
        url: str,
        events: SequenceNotStr[
            Literal[
                "outbound.delivered",
                "outbound.bounced",
                "outbound.rejected",
                "outbound.deferred",
                "outbound.spam",
                "outbound.dropped",
                "outbound.virus",
                "outbound.opened",
                "outbound.clicked",
                "outbound.complaint",
                "inbound.received",
                "inbound.delivered",
                "inbound.spam",
                "inbound.blocked",
            ]
            | str
        ],
        status: bool | None | _Unset = _UNSET,
        filter_users: SequenceNotStr[str] | None | _Unset = _UNSET,
        filter_domains: SequenceNotStr[str] | None | _Unset = _UNSET,
    ) -> WebhooksCreateResult:
        """Create a webhook.

        Adds a webhook. The server makes its signing secret and returns it.

        See https://jetemail.com/docs/api-reference/webhooks/create-a-webhook

        Args:
            name: Name of the webhook: letters, digits, hyphens, underscores and spaces. At most
                64 characters. Must be letters, digits, spaces, hyphens and underscores. Example:
                Production Webhook.
            url: Address that the events are sent to, http or https. Example:
                https://example.com/webhook.
            events: Event types that the webhook gets; outbound.queued is not among those that
                can be chosen. At least 1 item. Example: ['outbound.delivered', 'outbound.bounced',
                'inbound.received'].
            status: 0 disables the webhook, 1 enables it. Responses have the state in words. A
                bool. Server default: 1.
            filter_users: Only outbound events of these transactional keys or SMTP users of the
                account; null means all. None sends null.
            filter_domains: Only inbound events of these inbound domains of the account. None
                sends null.

        Returns:
            200: The webhook was created. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        try:
            _body = WebhooksCreateRequest(
                name=name,
                url=url,
                events=events,
                status=status,
                filter_users=filter_users,
                filter_domains=filter_domains,
            )
        finally:
            # Error reporters show the locals of frames.
            del filter_users
        return await _create.asyncio(self._client, body=_body)

    async def update(
        self,
        *,
        uuid: str,
        name: str | None | _Unset = _UNSET,
        url: str | None | _Unset = _UNSET,
        events: SequenceNotStr[
            Literal[
                "outbound.delivered",
                "outbound.bounced",
                "outbound.rejected",
                "outbound.deferred",
                "outbound.spam",
                "outbound.dropped",
                "outbound.virus",
                "outbound.opened",
                "outbound.clicked",
                "outbound.complaint",
                "inbound.received",
                "inbound.delivered",
                "inbound.spam",
                "inbound.blocked",
            ]
            | str
        ]
        | None
        | _Unset = _UNSET,
        status: bool | None | _Unset = _UNSET,
        filter_users: SequenceNotStr[str] | None | _Unset = _UNSET,
        filter_domains: SequenceNotStr[str] | None | _Unset = _UNSET,
    ) -> Acknowledgement:
        """Update a webhook.

        Changes the given fields of the webhook whose UUID is in the request body. The others stay
        as they are.

        See https://jetemail.com/docs/api-reference/webhooks/update-a-webhook

        Args:
            uuid: UUID of the webhook to change. Example: a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d.
            name: New name: letters, digits, hyphens, underscores and spaces. At most 64
                characters. Must be letters, digits, spaces, hyphens and underscores. Example:
                Updated Webhook Name.
            url: New address that the events are sent to. Example: https://example.com/new-
                webhook.
            events: New event types, presumably in place of the old ones; outbound.queued is not
                among those that can be chosen. At least 1 item. Example: ['outbound.delivered',
                'outbound.bounced', 'inbound.received'].
            status: 0 disables the webhook, 1 enables it. A bool.
            filter_users: Only outbound events of these transactional keys or SMTP users of the
                account. None sends null.
            filter_domains: Only inbound events of these inbound domains of the account. None
                sends null. Example: ['example.com'].

        Returns:
            200: The webhook was updated. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        try:
            _body = WebhooksUpdateRequest(
                uuid=uuid,
                name=name,
                url=url,
                events=events,
                status=status,
                filter_users=filter_users,
                filter_domains=filter_domains,
            )
        finally:
            # Error reporters show the locals of frames.
            del filter_users
        return await _update.asyncio(self._client, body=_body)

    async def get(self, *, uuid: str) -> Any:
        """Get a webhook.

        Returns one webhook.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        See https://jetemail.com/docs/cli/commands/webhooks

        Args:
            uuid: UUID of the webhook. Inferred: on none of the API's own pages.

        Returns:
            200: The webhook. Response not published: free form.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _get.asyncio(self._client, uuid=uuid)

    async def delete(self, *, uuid: str) -> Any:
        """Delete a webhook.

        Removes the webhook.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        See https://jetemail.com/docs/cli/commands/webhooks

        Args:
            uuid: UUID of the webhook. Inferred: on none of the API's own pages.

        Returns:
            200: The webhook was deleted. Response not published: free form.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _delete.asyncio(self._client, uuid=uuid)

    async def query(
        self,
        *,
        uuid: str | None | _Unset = _UNSET,
        event_id: str | None | _Unset = _UNSET,
        event_type: Literal[
            "outbound.queued",
            "outbound.delivered",
            "outbound.bounced",
            "outbound.rejected",
            "outbound.deferred",
            "outbound.spam",
            "outbound.dropped",
            "outbound.virus",
            "outbound.opened",
            "outbound.clicked",
            "outbound.complaint",
            "inbound.received",
            "inbound.delivered",
            "inbound.spam",
            "inbound.blocked",
        ]
        | None
        | _Unset = _UNSET,
        source_uid: str | None | _Unset = _UNSET,
        status: Literal["success", "failed", "retry", "pending"] | None | _Unset = _UNSET,
        date_from: datetime | None | _Unset = _UNSET,
        date_to: datetime | None | _Unset = _UNSET,
        limit: int | None | _Unset = _UNSET,
        offset: int | None | _Unset = _UNSET,
    ) -> WebhooksQueryResult:
        """Query webhook events.

        Returns the events that were sent to webhooks of the account, filtered and paged by the
        body. The call only reads.

        See https://jetemail.com/docs/api-reference/webhooks/query-webhook-events

        Args:
            uuid: Only events of the webhook with this UUID. Example:
                a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d.
            event_id: Only the event with this id. Example: evt_xyz789.
            event_type: Only events of this type. Example: outbound.delivered.
            source_uid: Only events of the message with this uid. Example: message-uid-123.
            status: Only events in this state of delivery; a delivered event is success here.
                Example: success.
            date_from: Start of the time range, in Unix seconds. Must be timezone-aware.
            date_to: End of the time range, in Unix seconds. Must be timezone-aware.
            limit: How many events to return. 1 to 1000. Server default: 50. Example: 50.
            offset: How many events to skip; default and bounds are not published.

        Returns:
            200: A page of events. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = WebhooksQueryRequest(
            uuid=uuid,
            event_id=event_id,
            event_type=event_type,
            source_uid=source_uid,
            status=status,
            date_from=date_from,
            date_to=date_to,
            limit=limit,
            offset=offset,
        )
        return await _query.asyncio(self._client, body=_body)

    def iterate_query(
        self,
        *,
        uuid: str | None | _Unset = _UNSET,
        event_id: str | None | _Unset = _UNSET,
        event_type: Literal[
            "outbound.queued",
            "outbound.delivered",
            "outbound.bounced",
            "outbound.rejected",
            "outbound.deferred",
            "outbound.spam",
            "outbound.dropped",
            "outbound.virus",
            "outbound.opened",
            "outbound.clicked",
            "outbound.complaint",
            "inbound.received",
            "inbound.delivered",
            "inbound.spam",
            "inbound.blocked",
        ]
        | None
        | _Unset = _UNSET,
        source_uid: str | None | _Unset = _UNSET,
        status: Literal["success", "failed", "retry", "pending"] | None | _Unset = _UNSET,
        date_from: datetime | None | _Unset = _UNSET,
        date_to: datetime | None | _Unset = _UNSET,
        limit: int | None | _Unset = _UNSET,
    ) -> AsyncIterator[WebhookEvent]:
        """Query webhook events, page by page.

        Takes the arguments of `query` except page and offset. `limit` is the number of rows of
        a page, by default 100. Each page is requested when its first row is needed. A row that
        moves to a later page meanwhile comes once. The last page is the one that the response says
        is the last or, if it does not say so, one that is not full.

        Raises:
            JetEmailError: While iterating, as `query` does.
        """

        async def _page_at(_position: _Position) -> WebhooksQueryResult:
            return await self.query(
                uuid=uuid,
                event_id=event_id,
                event_type=event_type,
                source_uid=source_uid,
                status=status,
                date_from=date_from,
                date_to=date_to,
                limit=_position.limit,
                offset=_position.offset,
            )

        return _paginate_async(
            100 if limit is _UNSET or limit is None else limit,
            _page_at,
            lambda page: page.events,
            _ITERATE_QUERY,
        )

    async def replay(
        self,
        *,
        event_id: str | None | _Unset = _UNSET,
        source_uid: str | None | _Unset = _UNSET,
        uuid: str | None | _Unset = _UNSET,
    ) -> WebhooksReplayResult:
        """Replay a webhook event.

        Queues an event for delivery again. Give event_id or source_uid; uuid narrows it to one
        webhook.

        See https://jetemail.com/docs/api-reference/webhooks/replay-a-webhook-event

        Args:
            event_id: Id of the event. Example: evt_abc123.
            source_uid: Uid of the message whose events are replayed. Example: message-uid-xyz.
            uuid: UUID of the only webhook to send to. Example:
                a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d.

        Returns:
            200: The event is queued for delivery again.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = WebhooksReplayRequest(event_id=event_id, source_uid=source_uid, uuid=uuid)
        return await _replay.asyncio(self._client, body=_body)


class AsyncWebhooksWithRawResponse(_RawResource):
    """The operations on webhooks, with status, headers and attempts beside the value."""

    list: _Final = _AsyncRawMethod(AsyncWebhooks.list)
    create: _Final = _AsyncRawMethod(AsyncWebhooks.create)
    update: _Final = _AsyncRawMethod(AsyncWebhooks.update)
    get: _Final = _AsyncRawMethod(AsyncWebhooks.get)
    delete: _Final = _AsyncRawMethod(AsyncWebhooks.delete)
    query: _Final = _AsyncRawMethod(AsyncWebhooks.query)
    replay: _Final = _AsyncRawMethod(AsyncWebhooks.replay)


class Webhooks:
    """The operations on webhooks."""

    def __init__(self, client: _Client) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> WebhooksWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return WebhooksWithRawResponse(Webhooks, self._client)

    def list(self) -> Any:
        """List webhooks.

        Returns all webhooks of the account.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        See https://jetemail.com/docs/cli/commands/webhooks

        Returns:
            200: The webhooks of the account. Response not published: free form.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _list_.sync(self._client)

    def create(
        self,
        *,
        name: str,
        url: str,
        events: SequenceNotStr[
            Literal[
                "outbound.delivered",
                "outbound.bounced",
                "outbound.rejected",
                "outbound.deferred",
                "outbound.spam",
                "outbound.dropped",
                "outbound.virus",
                "outbound.opened",
                "outbound.clicked",
                "outbound.complaint",
                "inbound.received",
                "inbound.delivered",
                "inbound.spam",
                "inbound.blocked",
            ]
            | str
        ],
        status: bool | None | _Unset = _UNSET,
        filter_users: SequenceNotStr[str] | None | _Unset = _UNSET,
        filter_domains: SequenceNotStr[str] | None | _Unset = _UNSET,
    ) -> WebhooksCreateResult:
        """Create a webhook.

        Adds a webhook. The server makes its signing secret and returns it.

        See https://jetemail.com/docs/api-reference/webhooks/create-a-webhook

        Args:
            name: Name of the webhook: letters, digits, hyphens, underscores and spaces. At most
                64 characters. Must be letters, digits, spaces, hyphens and underscores. Example:
                Production Webhook.
            url: Address that the events are sent to, http or https. Example:
                https://example.com/webhook.
            events: Event types that the webhook gets; outbound.queued is not among those that
                can be chosen. At least 1 item. Example: ['outbound.delivered', 'outbound.bounced',
                'inbound.received'].
            status: 0 disables the webhook, 1 enables it. Responses have the state in words. A
                bool. Server default: 1.
            filter_users: Only outbound events of these transactional keys or SMTP users of the
                account; null means all. None sends null.
            filter_domains: Only inbound events of these inbound domains of the account. None
                sends null.

        Returns:
            200: The webhook was created. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        try:
            _body = WebhooksCreateRequest(
                name=name,
                url=url,
                events=events,
                status=status,
                filter_users=filter_users,
                filter_domains=filter_domains,
            )
        finally:
            # Error reporters show the locals of frames.
            del filter_users
        return _create.sync(self._client, body=_body)

    def update(
        self,
        *,
        uuid: str,
        name: str | None | _Unset = _UNSET,
        url: str | None | _Unset = _UNSET,
        events: SequenceNotStr[
            Literal[
                "outbound.delivered",
                "outbound.bounced",
                "outbound.rejected",
                "outbound.deferred",
                "outbound.spam",
                "outbound.dropped",
                "outbound.virus",
                "outbound.opened",
                "outbound.clicked",
                "outbound.complaint",
                "inbound.received",
                "inbound.delivered",
                "inbound.spam",
                "inbound.blocked",
            ]
            | str
        ]
        | None
        | _Unset = _UNSET,
        status: bool | None | _Unset = _UNSET,
        filter_users: SequenceNotStr[str] | None | _Unset = _UNSET,
        filter_domains: SequenceNotStr[str] | None | _Unset = _UNSET,
    ) -> Acknowledgement:
        """Update a webhook.

        Changes the given fields of the webhook whose UUID is in the request body. The others stay
        as they are.

        See https://jetemail.com/docs/api-reference/webhooks/update-a-webhook

        Args:
            uuid: UUID of the webhook to change. Example: a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d.
            name: New name: letters, digits, hyphens, underscores and spaces. At most 64
                characters. Must be letters, digits, spaces, hyphens and underscores. Example:
                Updated Webhook Name.
            url: New address that the events are sent to. Example: https://example.com/new-
                webhook.
            events: New event types, presumably in place of the old ones; outbound.queued is not
                among those that can be chosen. At least 1 item. Example: ['outbound.delivered',
                'outbound.bounced', 'inbound.received'].
            status: 0 disables the webhook, 1 enables it. A bool.
            filter_users: Only outbound events of these transactional keys or SMTP users of the
                account. None sends null.
            filter_domains: Only inbound events of these inbound domains of the account. None
                sends null. Example: ['example.com'].

        Returns:
            200: The webhook was updated. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        try:
            _body = WebhooksUpdateRequest(
                uuid=uuid,
                name=name,
                url=url,
                events=events,
                status=status,
                filter_users=filter_users,
                filter_domains=filter_domains,
            )
        finally:
            # Error reporters show the locals of frames.
            del filter_users
        return _update.sync(self._client, body=_body)

    def get(self, *, uuid: str) -> Any:
        """Get a webhook.

        Returns one webhook.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        See https://jetemail.com/docs/cli/commands/webhooks

        Args:
            uuid: UUID of the webhook. Inferred: on none of the API's own pages.

        Returns:
            200: The webhook. Response not published: free form.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _get.sync(self._client, uuid=uuid)

    def delete(self, *, uuid: str) -> Any:
        """Delete a webhook.

        Removes the webhook.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        See https://jetemail.com/docs/cli/commands/webhooks

        Args:
            uuid: UUID of the webhook. Inferred: on none of the API's own pages.

        Returns:
            200: The webhook was deleted. Response not published: free form.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _delete.sync(self._client, uuid=uuid)

    def query(
        self,
        *,
        uuid: str | None | _Unset = _UNSET,
        event_id: str | None | _Unset = _UNSET,
        event_type: Literal[
            "outbound.queued",
            "outbound.delivered",
            "outbound.bounced",
            "outbound.rejected",
            "outbound.deferred",
            "outbound.spam",
            "outbound.dropped",
            "outbound.virus",
            "outbound.opened",
            "outbound.clicked",
            "outbound.complaint",
            "inbound.received",
            "inbound.delivered",
            "inbound.spam",
            "inbound.blocked",
        ]
        | None
        | _Unset = _UNSET,
        source_uid: str | None | _Unset = _UNSET,
        status: Literal["success", "failed", "retry", "pending"] | None | _Unset = _UNSET,
        date_from: datetime | None | _Unset = _UNSET,
        date_to: datetime | None | _Unset = _UNSET,
        limit: int | None | _Unset = _UNSET,
        offset: int | None | _Unset = _UNSET,
    ) -> WebhooksQueryResult:
        """Query webhook events.

        Returns the events that were sent to webhooks of the account, filtered and paged by the
        body. The call only reads.

        See https://jetemail.com/docs/api-reference/webhooks/query-webhook-events

        Args:
            uuid: Only events of the webhook with this UUID. Example:
                a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d.
            event_id: Only the event with this id. Example: evt_xyz789.
            event_type: Only events of this type. Example: outbound.delivered.
            source_uid: Only events of the message with this uid. Example: message-uid-123.
            status: Only events in this state of delivery; a delivered event is success here.
                Example: success.
            date_from: Start of the time range, in Unix seconds. Must be timezone-aware.
            date_to: End of the time range, in Unix seconds. Must be timezone-aware.
            limit: How many events to return. 1 to 1000. Server default: 50. Example: 50.
            offset: How many events to skip; default and bounds are not published.

        Returns:
            200: A page of events. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = WebhooksQueryRequest(
            uuid=uuid,
            event_id=event_id,
            event_type=event_type,
            source_uid=source_uid,
            status=status,
            date_from=date_from,
            date_to=date_to,
            limit=limit,
            offset=offset,
        )
        return _query.sync(self._client, body=_body)

    def iterate_query(
        self,
        *,
        uuid: str | None | _Unset = _UNSET,
        event_id: str | None | _Unset = _UNSET,
        event_type: Literal[
            "outbound.queued",
            "outbound.delivered",
            "outbound.bounced",
            "outbound.rejected",
            "outbound.deferred",
            "outbound.spam",
            "outbound.dropped",
            "outbound.virus",
            "outbound.opened",
            "outbound.clicked",
            "outbound.complaint",
            "inbound.received",
            "inbound.delivered",
            "inbound.spam",
            "inbound.blocked",
        ]
        | None
        | _Unset = _UNSET,
        source_uid: str | None | _Unset = _UNSET,
        status: Literal["success", "failed", "retry", "pending"] | None | _Unset = _UNSET,
        date_from: datetime | None | _Unset = _UNSET,
        date_to: datetime | None | _Unset = _UNSET,
        limit: int | None | _Unset = _UNSET,
    ) -> Iterator[WebhookEvent]:
        """Query webhook events, page by page.

        Takes the arguments of `query` except page and offset. `limit` is the number of rows of
        a page, by default 100. Each page is requested when its first row is needed. A row that
        moves to a later page meanwhile comes once. The last page is the one that the response says
        is the last or, if it does not say so, one that is not full.

        Raises:
            JetEmailError: While iterating, as `query` does.
        """

        def _page_at(_position: _Position) -> WebhooksQueryResult:
            return self.query(
                uuid=uuid,
                event_id=event_id,
                event_type=event_type,
                source_uid=source_uid,
                status=status,
                date_from=date_from,
                date_to=date_to,
                limit=_position.limit,
                offset=_position.offset,
            )

        return _paginate(
            100 if limit is _UNSET or limit is None else limit,
            _page_at,
            lambda page: page.events,
            _ITERATE_QUERY,
        )

    def replay(
        self,
        *,
        event_id: str | None | _Unset = _UNSET,
        source_uid: str | None | _Unset = _UNSET,
        uuid: str | None | _Unset = _UNSET,
    ) -> WebhooksReplayResult:
        """Replay a webhook event.

        Queues an event for delivery again. Give event_id or source_uid; uuid narrows it to one
        webhook.

        See https://jetemail.com/docs/api-reference/webhooks/replay-a-webhook-event

        Args:
            event_id: Id of the event. Example: evt_abc123.
            source_uid: Uid of the message whose events are replayed. Example: message-uid-xyz.
            uuid: UUID of the only webhook to send to. Example:
                a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d.

        Returns:
            200: The event is queued for delivery again.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = WebhooksReplayRequest(event_id=event_id, source_uid=source_uid, uuid=uuid)
        return _replay.sync(self._client, body=_body)


class WebhooksWithRawResponse(_RawResource):
    """The operations on webhooks, with status, headers and attempts beside the value."""

    list: _Final = _RawMethod(Webhooks.list)
    create: _Final = _RawMethod(Webhooks.create)
    update: _Final = _RawMethod(Webhooks.update)
    get: _Final = _RawMethod(Webhooks.get)
    delete: _Final = _RawMethod(Webhooks.delete)
    query: _Final = _RawMethod(Webhooks.query)
    replay: _Final = _RawMethod(Webhooks.replay)
