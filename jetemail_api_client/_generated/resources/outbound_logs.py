"""The resource outbound_logs.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import Final as _Final, Literal

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
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from ..api.outbound_logs import get as _get, list_ as _list_
from ..models.outbound_log_entry import OutboundLogEntry
from ..models.outbound_logs_get_result import OutboundLogsGetResult
from ..models.outbound_logs_list_result import OutboundLogsListResult

_ITERATE = _Listing(
    name="outbound_logs.iterate",
    identity=("id",),
    limit=("pagination", "per_page"),
    total=("pagination", "total_count"),
    total_pages=("pagination", "total_pages"),
    page=("pagination", "current_page"),
    offset=("pagination", "offset"),
    has_next=("pagination", "has_next_page"),
    next_offset=("pagination", "next_offset"),
    is_capped=("pagination", "count_limited"),
)


class AsyncOutboundLogs:
    """The operations on outbound_logs."""

    def __init__(self, client: _AsyncClient) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> AsyncOutboundLogsWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return AsyncOutboundLogsWithRawResponse(AsyncOutboundLogs, self._client)

    async def list(
        self,
        *,
        limit: int | None | _Unset = _UNSET,
        page: int | None | _Unset = _UNSET,
        offset: int | None | _Unset = _UNSET,
        sort_by: str | None | _Unset = _UNSET,
        sort_order: Literal["ASC", "DESC"] | None | _Unset = _UNSET,
        id: str | None | _Unset = _UNSET,
        uid: str | None | _Unset = _UNSET,
        action: Literal[
            "ACCEPTED",
            "REJECTED",
            "BOUNCED_HARD",
            "BOUNCED_SOFT",
            "DEFERRED",
            "SPAM",
            "VIRUS",
            "QUEUED",
        ]
        | None
        | _Unset = _UNSET,
        zone: str | None | _Unset = _UNSET,
        message_id: str | None | _Unset = _UNSET,
        sender: str | None | _Unset = _UNSET,
        receiver: str | None | _Unset = _UNSET,
        from_address: str | None | _Unset = _UNSET,
        to_address: str | None | _Unset = _UNSET,
        mx: str | None | _Unset = _UNSET,
        host: str | None | _Unset = _UNSET,
        ip: str | None | _Unset = _UNSET,
        response: str | None | _Unset = _UNSET,
        user: str | None | _Unset = _UNSET,
        protocol: str | None | _Unset = _UNSET,
        src: str | None | _Unset = _UNSET,
        subject: str | None | _Unset = _UNSET,
        md5: str | None | _Unset = _UNSET,
        interface: str | None | _Unset = _UNSET,
        originhost: str | None | _Unset = _UNSET,
        transtype: str | None | _Unset = _UNSET,
        header_from: str | None | _Unset = _UNSET,
        date_from: datetime | None | _Unset = _UNSET,
        date_to: datetime | None | _Unset = _UNSET,
        from_: str | None | _Unset = _UNSET,
        to: str | None | _Unset = _UNSET,
        rule_id: str | None | _Unset = _UNSET,
        search: str | None | _Unset = _UNSET,
    ) -> OutboundLogsListResult:
        """List outbound logs.

        Returns one entry per message with its delivery attempts, opens and clicks. Entries can be
        filtered, sorted and paged.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/outbound/get-outbound-email-logs

        Args:
            limit: How many entries to return. 1 to 100. Server default: 50.
            page: Number of the page; the first is 1. At least 1. Server default: 1.
            offset: How many entries to skip, as another way to page. At least 0. Server
                default: 0.
            sort_by: Field to sort by; the names that it takes are not published. At most 50
                characters. Server default: date.
            sort_order: Direction of the sorting. Server default: DESC.
            id: Only entries with this id. At most 100 characters.
            uid: Only the entry of the message with this uid.
            action: Only entries with this action.
            zone: Only entries of this zone. At most 50 characters.
            message_id: Only entries with this message id. At most 100 characters.
            sender: Only entries with this sender; from_address may have taken its place.
            receiver: Only entries with this recipient; to_address may have taken its place.
            from_address: Only entries with this sender address. Inferred: on none of the API's
                own pages.
            to_address: Only entries with this recipient address. Inferred: on none of the API's
                own pages.
            mx: Only entries with this mail exchanger. At most 100 characters.
            host: Only entries with this host. A greatest length exists, but is not published.
            ip: Only entries with this IP address. Inferred: on none of the API's own pages.
            response: Only entries with this response. Inferred: on none of the API's own pages.
            user: Only entries of this user.
            protocol: Only entries with this protocol. Inferred: on none of the API's own pages.
            src: Only entries with this source.
            subject: Only entries with this subject. At most 200 characters.
            md5: Only entries with this MD5 sum. Inferred: on none of the API's own pages.
            interface: Only entries of this interface. Inferred: on none of the API's own pages.
            originhost: Only entries of this origin host. Inferred: on none of the API's own
                pages.
            transtype: Only entries with this kind of transport, such as ESMTPSA or HTTP.
            header_from: Only entries with this From header. Inferred: on none of the API's own
                pages.
            date_from: Start of the time range, in Unix seconds. Must be timezone-aware.
                Inferred: on none of the API's own pages.
            date_to: End of the time range, presumably in Unix seconds; the unit is not
                published. Must be timezone-aware. Inferred: on none of the API's own pages.
            from_: Only entries with this sender; how it differs from from_address is not
                published.
            to: Only entries with this recipient; how it differs from to_address is not
                published.
            rule_id: Only entries with this rule id. Inferred: on none of the API's own pages.
            search: Only entries in which this text is found. Inferred: on none of the API's own
                pages.

        Returns:
            200: The log entries, with the data for paging.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _list_.asyncio(
            self._client,
            limit=limit,
            page=page,
            offset=offset,
            sort_by=sort_by,
            sort_order=sort_order,
            id=id,
            uid=uid,
            action=action,
            zone=zone,
            message_id=message_id,
            sender=sender,
            receiver=receiver,
            from_address=from_address,
            to_address=to_address,
            mx=mx,
            host=host,
            ip=ip,
            response=response,
            user=user,
            protocol=protocol,
            src=src,
            subject=subject,
            md5=md5,
            interface=interface,
            originhost=originhost,
            transtype=transtype,
            header_from=header_from,
            date_from=date_from,
            date_to=date_to,
            from_=from_,
            to=to,
            rule_id=rule_id,
            search=search,
        )

    def iterate(
        self,
        *,
        limit: int | None | _Unset = _UNSET,
        sort_by: str | None | _Unset = _UNSET,
        sort_order: Literal["ASC", "DESC"] | None | _Unset = _UNSET,
        id: str | None | _Unset = _UNSET,
        uid: str | None | _Unset = _UNSET,
        action: Literal[
            "ACCEPTED",
            "REJECTED",
            "BOUNCED_HARD",
            "BOUNCED_SOFT",
            "DEFERRED",
            "SPAM",
            "VIRUS",
            "QUEUED",
        ]
        | None
        | _Unset = _UNSET,
        zone: str | None | _Unset = _UNSET,
        message_id: str | None | _Unset = _UNSET,
        sender: str | None | _Unset = _UNSET,
        receiver: str | None | _Unset = _UNSET,
        from_address: str | None | _Unset = _UNSET,
        to_address: str | None | _Unset = _UNSET,
        mx: str | None | _Unset = _UNSET,
        host: str | None | _Unset = _UNSET,
        ip: str | None | _Unset = _UNSET,
        response: str | None | _Unset = _UNSET,
        user: str | None | _Unset = _UNSET,
        protocol: str | None | _Unset = _UNSET,
        src: str | None | _Unset = _UNSET,
        subject: str | None | _Unset = _UNSET,
        md5: str | None | _Unset = _UNSET,
        interface: str | None | _Unset = _UNSET,
        originhost: str | None | _Unset = _UNSET,
        transtype: str | None | _Unset = _UNSET,
        header_from: str | None | _Unset = _UNSET,
        date_from: datetime | None | _Unset = _UNSET,
        date_to: datetime | None | _Unset = _UNSET,
        from_: str | None | _Unset = _UNSET,
        to: str | None | _Unset = _UNSET,
        rule_id: str | None | _Unset = _UNSET,
        search: str | None | _Unset = _UNSET,
    ) -> AsyncIterator[OutboundLogEntry]:
        """List outbound logs, page by page.

        Takes the arguments of `list` except page and offset. `limit` is the number of rows of
        a page, by default 100. Each page is requested when its first row is needed. A row that
        moves to a later page meanwhile comes once. The last page is the one that the response says
        is the last or, if it does not say so, one that is not full.

        Raises:
            JetEmailError: While iterating, as `list` does.
        """

        async def _page_at(_position: _Position) -> OutboundLogsListResult:
            return await self.list(
                sort_by=sort_by,
                sort_order=sort_order,
                id=id,
                uid=uid,
                action=action,
                zone=zone,
                message_id=message_id,
                sender=sender,
                receiver=receiver,
                from_address=from_address,
                to_address=to_address,
                mx=mx,
                host=host,
                ip=ip,
                response=response,
                user=user,
                protocol=protocol,
                src=src,
                subject=subject,
                md5=md5,
                interface=interface,
                originhost=originhost,
                transtype=transtype,
                header_from=header_from,
                date_from=date_from,
                date_to=date_to,
                from_=from_,
                to=to,
                rule_id=rule_id,
                search=search,
                limit=_position.limit,
                page=_position.page,
            )

        return _paginate_async(
            100 if limit is _UNSET or limit is None else limit,
            _page_at,
            lambda page: page.data,
            _ITERATE,
        )

    async def get(self, *, uid: str) -> OutboundLogsGetResult:
        """Get the outbound logs of a message.

        Returns the delivery outcome of the message with this uid. The uid is a query parameter.

        See https://jetemail.com/docs/api-reference/outbound/get-outbound-email-logs-by-uid

        Args:
            uid: Uid of the message. Must be 1 to 50 letters, digits, hyphens and underscores.

        Returns:
            200: The log entries of the message.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _get.asyncio(self._client, uid=uid)


class AsyncOutboundLogsWithRawResponse(_RawResource):
    """The operations on outbound_logs, with status, headers and attempts beside the value."""

    list: _Final = _AsyncRawMethod(AsyncOutboundLogs.list)
    get: _Final = _AsyncRawMethod(AsyncOutboundLogs.get)


class OutboundLogs:
    """The operations on outbound_logs."""

    def __init__(self, client: _Client) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> OutboundLogsWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return OutboundLogsWithRawResponse(OutboundLogs, self._client)

    def list(
        self,
        *,
        limit: int | None | _Unset = _UNSET,
        page: int | None | _Unset = _UNSET,
        offset: int | None | _Unset = _UNSET,
        sort_by: str | None | _Unset = _UNSET,
        sort_order: Literal["ASC", "DESC"] | None | _Unset = _UNSET,
        id: str | None | _Unset = _UNSET,
        uid: str | None | _Unset = _UNSET,
        action: Literal[
            "ACCEPTED",
            "REJECTED",
            "BOUNCED_HARD",
            "BOUNCED_SOFT",
            "DEFERRED",
            "SPAM",
            "VIRUS",
            "QUEUED",
        ]
        | None
        | _Unset = _UNSET,
        zone: str | None | _Unset = _UNSET,
        message_id: str | None | _Unset = _UNSET,
        sender: str | None | _Unset = _UNSET,
        receiver: str | None | _Unset = _UNSET,
        from_address: str | None | _Unset = _UNSET,
        to_address: str | None | _Unset = _UNSET,
        mx: str | None | _Unset = _UNSET,
        host: str | None | _Unset = _UNSET,
        ip: str | None | _Unset = _UNSET,
        response: str | None | _Unset = _UNSET,
        user: str | None | _Unset = _UNSET,
        protocol: str | None | _Unset = _UNSET,
        src: str | None | _Unset = _UNSET,
        subject: str | None | _Unset = _UNSET,
        md5: str | None | _Unset = _UNSET,
        interface: str | None | _Unset = _UNSET,
        originhost: str | None | _Unset = _UNSET,
        transtype: str | None | _Unset = _UNSET,
        header_from: str | None | _Unset = _UNSET,
        date_from: datetime | None | _Unset = _UNSET,
        date_to: datetime | None | _Unset = _UNSET,
        from_: str | None | _Unset = _UNSET,
        to: str | None | _Unset = _UNSET,
        rule_id: str | None | _Unset = _UNSET,
        search: str | None | _Unset = _UNSET,
    ) -> OutboundLogsListResult:
        """List outbound logs.

        Returns one entry per message with its delivery attempts, opens and clicks. Entries can be
        filtered, sorted and paged.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/outbound/get-outbound-email-logs

        Args:
            limit: How many entries to return. 1 to 100. Server default: 50.
            page: Number of the page; the first is 1. At least 1. Server default: 1.
            offset: How many entries to skip, as another way to page. At least 0. Server
                default: 0.
            sort_by: Field to sort by; the names that it takes are not published. At most 50
                characters. Server default: date.
            sort_order: Direction of the sorting. Server default: DESC.
            id: Only entries with this id. At most 100 characters.
            uid: Only the entry of the message with this uid.
            action: Only entries with this action.
            zone: Only entries of this zone. At most 50 characters.
            message_id: Only entries with this message id. At most 100 characters.
            sender: Only entries with this sender; from_address may have taken its place.
            receiver: Only entries with this recipient; to_address may have taken its place.
            from_address: Only entries with this sender address. Inferred: on none of the API's
                own pages.
            to_address: Only entries with this recipient address. Inferred: on none of the API's
                own pages.
            mx: Only entries with this mail exchanger. At most 100 characters.
            host: Only entries with this host. A greatest length exists, but is not published.
            ip: Only entries with this IP address. Inferred: on none of the API's own pages.
            response: Only entries with this response. Inferred: on none of the API's own pages.
            user: Only entries of this user.
            protocol: Only entries with this protocol. Inferred: on none of the API's own pages.
            src: Only entries with this source.
            subject: Only entries with this subject. At most 200 characters.
            md5: Only entries with this MD5 sum. Inferred: on none of the API's own pages.
            interface: Only entries of this interface. Inferred: on none of the API's own pages.
            originhost: Only entries of this origin host. Inferred: on none of the API's own
                pages.
            transtype: Only entries with this kind of transport, such as ESMTPSA or HTTP.
            header_from: Only entries with this From header. Inferred: on none of the API's own
                pages.
            date_from: Start of the time range, in Unix seconds. Must be timezone-aware.
                Inferred: on none of the API's own pages.
            date_to: End of the time range, presumably in Unix seconds; the unit is not
                published. Must be timezone-aware. Inferred: on none of the API's own pages.
            from_: Only entries with this sender; how it differs from from_address is not
                published.
            to: Only entries with this recipient; how it differs from to_address is not
                published.
            rule_id: Only entries with this rule id. Inferred: on none of the API's own pages.
            search: Only entries in which this text is found. Inferred: on none of the API's own
                pages.

        Returns:
            200: The log entries, with the data for paging.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _list_.sync(
            self._client,
            limit=limit,
            page=page,
            offset=offset,
            sort_by=sort_by,
            sort_order=sort_order,
            id=id,
            uid=uid,
            action=action,
            zone=zone,
            message_id=message_id,
            sender=sender,
            receiver=receiver,
            from_address=from_address,
            to_address=to_address,
            mx=mx,
            host=host,
            ip=ip,
            response=response,
            user=user,
            protocol=protocol,
            src=src,
            subject=subject,
            md5=md5,
            interface=interface,
            originhost=originhost,
            transtype=transtype,
            header_from=header_from,
            date_from=date_from,
            date_to=date_to,
            from_=from_,
            to=to,
            rule_id=rule_id,
            search=search,
        )

    def iterate(
        self,
        *,
        limit: int | None | _Unset = _UNSET,
        sort_by: str | None | _Unset = _UNSET,
        sort_order: Literal["ASC", "DESC"] | None | _Unset = _UNSET,
        id: str | None | _Unset = _UNSET,
        uid: str | None | _Unset = _UNSET,
        action: Literal[
            "ACCEPTED",
            "REJECTED",
            "BOUNCED_HARD",
            "BOUNCED_SOFT",
            "DEFERRED",
            "SPAM",
            "VIRUS",
            "QUEUED",
        ]
        | None
        | _Unset = _UNSET,
        zone: str | None | _Unset = _UNSET,
        message_id: str | None | _Unset = _UNSET,
        sender: str | None | _Unset = _UNSET,
        receiver: str | None | _Unset = _UNSET,
        from_address: str | None | _Unset = _UNSET,
        to_address: str | None | _Unset = _UNSET,
        mx: str | None | _Unset = _UNSET,
        host: str | None | _Unset = _UNSET,
        ip: str | None | _Unset = _UNSET,
        response: str | None | _Unset = _UNSET,
        user: str | None | _Unset = _UNSET,
        protocol: str | None | _Unset = _UNSET,
        src: str | None | _Unset = _UNSET,
        subject: str | None | _Unset = _UNSET,
        md5: str | None | _Unset = _UNSET,
        interface: str | None | _Unset = _UNSET,
        originhost: str | None | _Unset = _UNSET,
        transtype: str | None | _Unset = _UNSET,
        header_from: str | None | _Unset = _UNSET,
        date_from: datetime | None | _Unset = _UNSET,
        date_to: datetime | None | _Unset = _UNSET,
        from_: str | None | _Unset = _UNSET,
        to: str | None | _Unset = _UNSET,
        rule_id: str | None | _Unset = _UNSET,
        search: str | None | _Unset = _UNSET,
    ) -> Iterator[OutboundLogEntry]:
        """List outbound logs, page by page.

        Takes the arguments of `list` except page and offset. `limit` is the number of rows of
        a page, by default 100. Each page is requested when its first row is needed. A row that
        moves to a later page meanwhile comes once. The last page is the one that the response says
        is the last or, if it does not say so, one that is not full.

        Raises:
            JetEmailError: While iterating, as `list` does.
        """

        def _page_at(_position: _Position) -> OutboundLogsListResult:
            return self.list(
                sort_by=sort_by,
                sort_order=sort_order,
                id=id,
                uid=uid,
                action=action,
                zone=zone,
                message_id=message_id,
                sender=sender,
                receiver=receiver,
                from_address=from_address,
                to_address=to_address,
                mx=mx,
                host=host,
                ip=ip,
                response=response,
                user=user,
                protocol=protocol,
                src=src,
                subject=subject,
                md5=md5,
                interface=interface,
                originhost=originhost,
                transtype=transtype,
                header_from=header_from,
                date_from=date_from,
                date_to=date_to,
                from_=from_,
                to=to,
                rule_id=rule_id,
                search=search,
                limit=_position.limit,
                page=_position.page,
            )

        return _paginate(
            100 if limit is _UNSET or limit is None else limit,
            _page_at,
            lambda page: page.data,
            _ITERATE,
        )

    def get(self, *, uid: str) -> OutboundLogsGetResult:
        """Get the outbound logs of a message.

        Returns the delivery outcome of the message with this uid. The uid is a query parameter.

        See https://jetemail.com/docs/api-reference/outbound/get-outbound-email-logs-by-uid

        Args:
            uid: Uid of the message. Must be 1 to 50 letters, digits, hyphens and underscores.

        Returns:
            200: The log entries of the message.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _get.sync(self._client, uid=uid)


class OutboundLogsWithRawResponse(_RawResource):
    """The operations on outbound_logs, with status, headers and attempts beside the value."""

    list: _Final = _RawMethod(OutboundLogs.list)
    get: _Final = _RawMethod(OutboundLogs.get)
