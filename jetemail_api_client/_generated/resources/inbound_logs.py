"""The resource inbound_logs.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import Final as _Final

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
from ..api.inbound_logs import list_ as _list_, list_account as _list_account
from ..models.account_log_entry import AccountLogEntry
from ..models.inbound_log_entry import InboundLogEntry
from ..models.inbound_logs_list_account_result import InboundLogsListAccountResult
from ..models.inbound_logs_list_result import InboundLogsListResult

_ITERATE_ACCOUNT = _Listing(
    name="inbound_logs.iterate_account",
    identity=("uid", "field_domain_uuid", "to"),
    limit=("pagination", "limit"),
    returned=("pagination", "returned"),
    total=("pagination", "total"),
    offset=("pagination", "offset"),
)

_ITERATE = _Listing(name="inbound_logs.iterate", identity=("uid", "to"), returned=("count",))


class AsyncInboundLogs:
    """The operations on inbound_logs."""

    def __init__(self, client: _AsyncClient) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> AsyncInboundLogsWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return AsyncInboundLogsWithRawResponse(AsyncInboundLogs, self._client)

    async def list_account(
        self,
        *,
        domains: SequenceNotStr[str] | None | _Unset = _UNSET,
        logtype: str | None | _Unset = _UNSET,
        subject: str | None | _Unset = _UNSET,
        from_: str | None | _Unset = _UNSET,
        to: str | None | _Unset = _UNSET,
        spamscore_min: float | None | _Unset = _UNSET,
        spamscore_max: float | None | _Unset = _UNSET,
        host: str | None | _Unset = _UNSET,
        ip: str | None | _Unset = _UNSET,
        port: int | None | _Unset = _UNSET,
        mode: str | None | _Unset = _UNSET,
        limit: int | None | _Unset = _UNSET,
        offset: int | None | _Unset = _UNSET,
        page: int | None | _Unset = _UNSET,
        date_from: datetime | None | _Unset = _UNSET,
        date_to: datetime | None | _Unset = _UNSET,
        sort_by: str | None | _Unset = _UNSET,
        sort_order: str | None | _Unset = _UNSET,
    ) -> InboundLogsListAccountResult:
        """List inbound logs of all domains.

        Returns the messages of all domains and subdomains of the account, merged and sorted. One
        call asks at most 20 domains, which the parameter domains can choose.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/inbound/get-logs-for-all-account-domains

        Args:
            domains: Names of domains, separated by commas; without it all domains, up to 20. A
                list of texts.
            logtype: Only events of this kind; the values are not published.
            subject: Only messages with this subject. Inferred: on none of the API's own pages.
            from_: Only messages from this sender. Inferred: on none of the API's own pages.
            to: Only messages to this recipient. Inferred: on none of the API's own pages.
            spamscore_min: Least spam score. Inferred: on none of the API's own pages.
            spamscore_max: Greatest spam score. Inferred: on none of the API's own pages.
            host: Only messages with this host. Inferred: on none of the API's own pages.
            ip: Only messages with this IP address. Inferred: on none of the API's own pages.
            port: Only messages with this port. Inferred: on none of the API's own pages.
            mode: Only messages with this mode; the values are not published. Inferred: on none
                of the API's own pages.
            limit: How many messages to return. Inferred: on none of the API's own pages.
            offset: How many messages to skip, as another way to page. Inferred: on none of the
                API's own pages.
            page: Number of the page. Inferred: on none of the API's own pages.
            date_from: Start of the time range, in Unix seconds, while the entries have Unix
                milliseconds; 0 for everything. Must be timezone-aware. Inferred: on none of the
                API's own pages.
            date_to: End of the time range, presumably in Unix seconds; the unit is not
                published. Must be timezone-aware. Inferred: on none of the API's own pages.
            sort_by: Field to sort by; the names that it takes are not published. Inferred: on
                none of the API's own pages.
            sort_order: Direction of the sorting; the values are not published. Inferred: on
                none of the API's own pages.

        Returns:
            200: The messages of the domains with their events. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _list_account.asyncio(
            self._client,
            domains=domains,
            logtype=logtype,
            subject=subject,
            from_=from_,
            to=to,
            spamscore_min=spamscore_min,
            spamscore_max=spamscore_max,
            host=host,
            ip=ip,
            port=port,
            mode=mode,
            limit=limit,
            offset=offset,
            page=page,
            date_from=date_from,
            date_to=date_to,
            sort_by=sort_by,
            sort_order=sort_order,
        )

    def iterate_account(
        self,
        *,
        domains: SequenceNotStr[str] | None | _Unset = _UNSET,
        logtype: str | None | _Unset = _UNSET,
        subject: str | None | _Unset = _UNSET,
        from_: str | None | _Unset = _UNSET,
        to: str | None | _Unset = _UNSET,
        spamscore_min: float | None | _Unset = _UNSET,
        spamscore_max: float | None | _Unset = _UNSET,
        host: str | None | _Unset = _UNSET,
        ip: str | None | _Unset = _UNSET,
        port: int | None | _Unset = _UNSET,
        mode: str | None | _Unset = _UNSET,
        limit: int | None | _Unset = _UNSET,
        date_from: datetime | None | _Unset = _UNSET,
        date_to: datetime | None | _Unset = _UNSET,
        sort_by: str | None | _Unset = _UNSET,
        sort_order: str | None | _Unset = _UNSET,
    ) -> AsyncIterator[AccountLogEntry]:
        """List inbound logs of all domains, page by page.

        Takes the arguments of `list_account` except page and offset. `limit` is the number of rows of
        a page, by default 100. Each page is requested when its first row is needed. A row that
        moves to a later page meanwhile comes once. The last page is the one that the response says
        is the last or, if it does not say so, one that is not full.

        Raises:
            JetEmailError: While iterating, as `list_account` does.
        """

        async def _page_at(_position: _Position) -> InboundLogsListAccountResult:
            return await self.list_account(
                domains=domains,
                logtype=logtype,
                subject=subject,
                from_=from_,
                to=to,
                spamscore_min=spamscore_min,
                spamscore_max=spamscore_max,
                host=host,
                ip=ip,
                port=port,
                mode=mode,
                date_from=date_from,
                date_to=date_to,
                sort_by=sort_by,
                sort_order=sort_order,
                limit=_position.limit,
                offset=_position.offset,
            )

        return _paginate_async(
            100 if limit is _UNSET or limit is None else limit,
            _page_at,
            lambda page: page.data,
            _ITERATE_ACCOUNT,
        )

    async def list(
        self,
        *,
        uuid: str | None | _Unset = _UNSET,
        subdomain_id: int | None | _Unset = _UNSET,
        limit: int | None | _Unset = _UNSET,
        page: int | None | _Unset = _UNSET,
        offset: int | None | _Unset = _UNSET,
        uid: str | None | _Unset = _UNSET,
        logtype: str | None | _Unset = _UNSET,
        subject: str | None | _Unset = _UNSET,
        from_: str | None | _Unset = _UNSET,
        to: str | None | _Unset = _UNSET,
        spamscore_min: float | None | _Unset = _UNSET,
        spamscore_max: float | None | _Unset = _UNSET,
        host: str | None | _Unset = _UNSET,
        ip: str | None | _Unset = _UNSET,
        date_from: datetime | None | _Unset = _UNSET,
        date_to: datetime | None | _Unset = _UNSET,
        sort_by: str | None | _Unset = _UNSET,
        sort_order: str | None | _Unset = _UNSET,
    ) -> InboundLogsListResult:
        """List inbound logs of a domain.

        Returns the messages of a domain or subdomain with their events; uuid or subdomain_id must
        be given. Page with limit and page or offset: the response counts only the messages that it
        has.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/inbound/get-inbound-email-logs

        Args:
            uuid: UUID of the domain; either this or subdomain_id is required. Must be a UUID of
                version 4 in lowercase.
            subdomain_id: Numeric id of the subdomain; either this or uuid is required. At least
                1.
            limit: How many messages to return. 1 to 1000. Server default: 100.
            page: Number of the page. At least 1. Server default: 1.
            offset: How many messages to skip, as another way to page. At least 0. Server
                default: 0.
            uid: Only the message with this uid; the limits are not published.
            logtype: Only events of this kind; the values are not published. Inferred: on none
                of the API's own pages.
            subject: Only messages with this subject. Inferred: on none of the API's own pages.
            from_: Only messages from this sender. Inferred: on none of the API's own pages.
            to: Only messages to this recipient. Inferred: on none of the API's own pages.
            spamscore_min: Least spam score. Inferred: on none of the API's own pages.
            spamscore_max: Greatest spam score. Inferred: on none of the API's own pages.
            host: Only messages with this host. Inferred: on none of the API's own pages.
            ip: Only messages with this IP address. Inferred: on none of the API's own pages.
            date_from: Start of the time range, in Unix seconds, while the entries have Unix
                milliseconds; 0 for everything. Must be timezone-aware. Inferred: on none of the
                API's own pages.
            date_to: End of the time range, presumably in Unix seconds; the unit is not
                published. Must be timezone-aware. Inferred: on none of the API's own pages.
            sort_by: Field to sort by; the names that it takes are not published. Inferred: on
                none of the API's own pages.
            sort_order: Direction of the sorting; the values are not published. Inferred: on
                none of the API's own pages.

        Returns:
            200: The messages of the domain with their events. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _list_.asyncio(
            self._client,
            uuid=uuid,
            subdomain_id=subdomain_id,
            limit=limit,
            page=page,
            offset=offset,
            uid=uid,
            logtype=logtype,
            subject=subject,
            from_=from_,
            to=to,
            spamscore_min=spamscore_min,
            spamscore_max=spamscore_max,
            host=host,
            ip=ip,
            date_from=date_from,
            date_to=date_to,
            sort_by=sort_by,
            sort_order=sort_order,
        )

    def iterate(
        self,
        *,
        uuid: str | None | _Unset = _UNSET,
        subdomain_id: int | None | _Unset = _UNSET,
        limit: int | None | _Unset = _UNSET,
        uid: str | None | _Unset = _UNSET,
        logtype: str | None | _Unset = _UNSET,
        subject: str | None | _Unset = _UNSET,
        from_: str | None | _Unset = _UNSET,
        to: str | None | _Unset = _UNSET,
        spamscore_min: float | None | _Unset = _UNSET,
        spamscore_max: float | None | _Unset = _UNSET,
        host: str | None | _Unset = _UNSET,
        ip: str | None | _Unset = _UNSET,
        date_from: datetime | None | _Unset = _UNSET,
        date_to: datetime | None | _Unset = _UNSET,
        sort_by: str | None | _Unset = _UNSET,
        sort_order: str | None | _Unset = _UNSET,
    ) -> AsyncIterator[InboundLogEntry]:
        """List inbound logs of a domain, page by page.

        Takes the arguments of `list` except page and offset. `limit` is the number of rows of
        a page, by default 100. Each page is requested when its first row is needed. A row that
        moves to a later page meanwhile comes once. The last page is the one that the response says
        is the last or, if it does not say so, one that is not full.

        Raises:
            JetEmailError: While iterating, as `list` does.
        """

        async def _page_at(_position: _Position) -> InboundLogsListResult:
            return await self.list(
                uuid=uuid,
                subdomain_id=subdomain_id,
                uid=uid,
                logtype=logtype,
                subject=subject,
                from_=from_,
                to=to,
                spamscore_min=spamscore_min,
                spamscore_max=spamscore_max,
                host=host,
                ip=ip,
                date_from=date_from,
                date_to=date_to,
                sort_by=sort_by,
                sort_order=sort_order,
                limit=_position.limit,
                page=_position.page,
            )

        return _paginate_async(
            100 if limit is _UNSET or limit is None else limit,
            _page_at,
            lambda page: page.data,
            _ITERATE,
        )


class AsyncInboundLogsWithRawResponse(_RawResource):
    """The operations on inbound_logs, with status, headers and attempts beside the value."""

    list_account: _Final = _AsyncRawMethod(AsyncInboundLogs.list_account)
    list: _Final = _AsyncRawMethod(AsyncInboundLogs.list)


class InboundLogs:
    """The operations on inbound_logs."""

    def __init__(self, client: _Client) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> InboundLogsWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return InboundLogsWithRawResponse(InboundLogs, self._client)

    def list_account(
        self,
        *,
        domains: SequenceNotStr[str] | None | _Unset = _UNSET,
        logtype: str | None | _Unset = _UNSET,
        subject: str | None | _Unset = _UNSET,
        from_: str | None | _Unset = _UNSET,
        to: str | None | _Unset = _UNSET,
        spamscore_min: float | None | _Unset = _UNSET,
        spamscore_max: float | None | _Unset = _UNSET,
        host: str | None | _Unset = _UNSET,
        ip: str | None | _Unset = _UNSET,
        port: int | None | _Unset = _UNSET,
        mode: str | None | _Unset = _UNSET,
        limit: int | None | _Unset = _UNSET,
        offset: int | None | _Unset = _UNSET,
        page: int | None | _Unset = _UNSET,
        date_from: datetime | None | _Unset = _UNSET,
        date_to: datetime | None | _Unset = _UNSET,
        sort_by: str | None | _Unset = _UNSET,
        sort_order: str | None | _Unset = _UNSET,
    ) -> InboundLogsListAccountResult:
        """List inbound logs of all domains.

        Returns the messages of all domains and subdomains of the account, merged and sorted. One
        call asks at most 20 domains, which the parameter domains can choose.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/inbound/get-logs-for-all-account-domains

        Args:
            domains: Names of domains, separated by commas; without it all domains, up to 20. A
                list of texts.
            logtype: Only events of this kind; the values are not published.
            subject: Only messages with this subject. Inferred: on none of the API's own pages.
            from_: Only messages from this sender. Inferred: on none of the API's own pages.
            to: Only messages to this recipient. Inferred: on none of the API's own pages.
            spamscore_min: Least spam score. Inferred: on none of the API's own pages.
            spamscore_max: Greatest spam score. Inferred: on none of the API's own pages.
            host: Only messages with this host. Inferred: on none of the API's own pages.
            ip: Only messages with this IP address. Inferred: on none of the API's own pages.
            port: Only messages with this port. Inferred: on none of the API's own pages.
            mode: Only messages with this mode; the values are not published. Inferred: on none
                of the API's own pages.
            limit: How many messages to return. Inferred: on none of the API's own pages.
            offset: How many messages to skip, as another way to page. Inferred: on none of the
                API's own pages.
            page: Number of the page. Inferred: on none of the API's own pages.
            date_from: Start of the time range, in Unix seconds, while the entries have Unix
                milliseconds; 0 for everything. Must be timezone-aware. Inferred: on none of the
                API's own pages.
            date_to: End of the time range, presumably in Unix seconds; the unit is not
                published. Must be timezone-aware. Inferred: on none of the API's own pages.
            sort_by: Field to sort by; the names that it takes are not published. Inferred: on
                none of the API's own pages.
            sort_order: Direction of the sorting; the values are not published. Inferred: on
                none of the API's own pages.

        Returns:
            200: The messages of the domains with their events. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _list_account.sync(
            self._client,
            domains=domains,
            logtype=logtype,
            subject=subject,
            from_=from_,
            to=to,
            spamscore_min=spamscore_min,
            spamscore_max=spamscore_max,
            host=host,
            ip=ip,
            port=port,
            mode=mode,
            limit=limit,
            offset=offset,
            page=page,
            date_from=date_from,
            date_to=date_to,
            sort_by=sort_by,
            sort_order=sort_order,
        )

    def iterate_account(
        self,
        *,
        domains: SequenceNotStr[str] | None | _Unset = _UNSET,
        logtype: str | None | _Unset = _UNSET,
        subject: str | None | _Unset = _UNSET,
        from_: str | None | _Unset = _UNSET,
        to: str | None | _Unset = _UNSET,
        spamscore_min: float | None | _Unset = _UNSET,
        spamscore_max: float | None | _Unset = _UNSET,
        host: str | None | _Unset = _UNSET,
        ip: str | None | _Unset = _UNSET,
        port: int | None | _Unset = _UNSET,
        mode: str | None | _Unset = _UNSET,
        limit: int | None | _Unset = _UNSET,
        date_from: datetime | None | _Unset = _UNSET,
        date_to: datetime | None | _Unset = _UNSET,
        sort_by: str | None | _Unset = _UNSET,
        sort_order: str | None | _Unset = _UNSET,
    ) -> Iterator[AccountLogEntry]:
        """List inbound logs of all domains, page by page.

        Takes the arguments of `list_account` except page and offset. `limit` is the number of rows of
        a page, by default 100. Each page is requested when its first row is needed. A row that
        moves to a later page meanwhile comes once. The last page is the one that the response says
        is the last or, if it does not say so, one that is not full.

        Raises:
            JetEmailError: While iterating, as `list_account` does.
        """

        def _page_at(_position: _Position) -> InboundLogsListAccountResult:
            return self.list_account(
                domains=domains,
                logtype=logtype,
                subject=subject,
                from_=from_,
                to=to,
                spamscore_min=spamscore_min,
                spamscore_max=spamscore_max,
                host=host,
                ip=ip,
                port=port,
                mode=mode,
                date_from=date_from,
                date_to=date_to,
                sort_by=sort_by,
                sort_order=sort_order,
                limit=_position.limit,
                offset=_position.offset,
            )

        return _paginate(
            100 if limit is _UNSET or limit is None else limit,
            _page_at,
            lambda page: page.data,
            _ITERATE_ACCOUNT,
        )

    def list(
        self,
        *,
        uuid: str | None | _Unset = _UNSET,
        subdomain_id: int | None | _Unset = _UNSET,
        limit: int | None | _Unset = _UNSET,
        page: int | None | _Unset = _UNSET,
        offset: int | None | _Unset = _UNSET,
        uid: str | None | _Unset = _UNSET,
        logtype: str | None | _Unset = _UNSET,
        subject: str | None | _Unset = _UNSET,
        from_: str | None | _Unset = _UNSET,
        to: str | None | _Unset = _UNSET,
        spamscore_min: float | None | _Unset = _UNSET,
        spamscore_max: float | None | _Unset = _UNSET,
        host: str | None | _Unset = _UNSET,
        ip: str | None | _Unset = _UNSET,
        date_from: datetime | None | _Unset = _UNSET,
        date_to: datetime | None | _Unset = _UNSET,
        sort_by: str | None | _Unset = _UNSET,
        sort_order: str | None | _Unset = _UNSET,
    ) -> InboundLogsListResult:
        """List inbound logs of a domain.

        Returns the messages of a domain or subdomain with their events; uuid or subdomain_id must
        be given. Page with limit and page or offset: the response counts only the messages that it
        has.

        The API's own pages describe this in part; the rest is inferred.

        See https://jetemail.com/docs/api-reference/inbound/get-inbound-email-logs

        Args:
            uuid: UUID of the domain; either this or subdomain_id is required. Must be a UUID of
                version 4 in lowercase.
            subdomain_id: Numeric id of the subdomain; either this or uuid is required. At least
                1.
            limit: How many messages to return. 1 to 1000. Server default: 100.
            page: Number of the page. At least 1. Server default: 1.
            offset: How many messages to skip, as another way to page. At least 0. Server
                default: 0.
            uid: Only the message with this uid; the limits are not published.
            logtype: Only events of this kind; the values are not published. Inferred: on none
                of the API's own pages.
            subject: Only messages with this subject. Inferred: on none of the API's own pages.
            from_: Only messages from this sender. Inferred: on none of the API's own pages.
            to: Only messages to this recipient. Inferred: on none of the API's own pages.
            spamscore_min: Least spam score. Inferred: on none of the API's own pages.
            spamscore_max: Greatest spam score. Inferred: on none of the API's own pages.
            host: Only messages with this host. Inferred: on none of the API's own pages.
            ip: Only messages with this IP address. Inferred: on none of the API's own pages.
            date_from: Start of the time range, in Unix seconds, while the entries have Unix
                milliseconds; 0 for everything. Must be timezone-aware. Inferred: on none of the
                API's own pages.
            date_to: End of the time range, presumably in Unix seconds; the unit is not
                published. Must be timezone-aware. Inferred: on none of the API's own pages.
            sort_by: Field to sort by; the names that it takes are not published. Inferred: on
                none of the API's own pages.
            sort_order: Direction of the sorting; the values are not published. Inferred: on
                none of the API's own pages.

        Returns:
            200: The messages of the domain with their events. The status is inferred.

        Raises:
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _list_.sync(
            self._client,
            uuid=uuid,
            subdomain_id=subdomain_id,
            limit=limit,
            page=page,
            offset=offset,
            uid=uid,
            logtype=logtype,
            subject=subject,
            from_=from_,
            to=to,
            spamscore_min=spamscore_min,
            spamscore_max=spamscore_max,
            host=host,
            ip=ip,
            date_from=date_from,
            date_to=date_to,
            sort_by=sort_by,
            sort_order=sort_order,
        )

    def iterate(
        self,
        *,
        uuid: str | None | _Unset = _UNSET,
        subdomain_id: int | None | _Unset = _UNSET,
        limit: int | None | _Unset = _UNSET,
        uid: str | None | _Unset = _UNSET,
        logtype: str | None | _Unset = _UNSET,
        subject: str | None | _Unset = _UNSET,
        from_: str | None | _Unset = _UNSET,
        to: str | None | _Unset = _UNSET,
        spamscore_min: float | None | _Unset = _UNSET,
        spamscore_max: float | None | _Unset = _UNSET,
        host: str | None | _Unset = _UNSET,
        ip: str | None | _Unset = _UNSET,
        date_from: datetime | None | _Unset = _UNSET,
        date_to: datetime | None | _Unset = _UNSET,
        sort_by: str | None | _Unset = _UNSET,
        sort_order: str | None | _Unset = _UNSET,
    ) -> Iterator[InboundLogEntry]:
        """List inbound logs of a domain, page by page.

        Takes the arguments of `list` except page and offset. `limit` is the number of rows of
        a page, by default 100. Each page is requested when its first row is needed. A row that
        moves to a later page meanwhile comes once. The last page is the one that the response says
        is the last or, if it does not say so, one that is not full.

        Raises:
            JetEmailError: While iterating, as `list` does.
        """

        def _page_at(_position: _Position) -> InboundLogsListResult:
            return self.list(
                uuid=uuid,
                subdomain_id=subdomain_id,
                uid=uid,
                logtype=logtype,
                subject=subject,
                from_=from_,
                to=to,
                spamscore_min=spamscore_min,
                spamscore_max=spamscore_max,
                host=host,
                ip=ip,
                date_from=date_from,
                date_to=date_to,
                sort_by=sort_by,
                sort_order=sort_order,
                limit=_position.limit,
                page=_position.page,
            )

        return _paginate(
            100 if limit is _UNSET or limit is None else limit,
            _page_at,
            lambda page: page.data,
            _ITERATE,
        )


class InboundLogsWithRawResponse(_RawResource):
    """The operations on inbound_logs, with status, headers and attempts beside the value."""

    list_account: _Final = _RawMethod(InboundLogs.list_account)
    list: _Final = _RawMethod(InboundLogs.list)
