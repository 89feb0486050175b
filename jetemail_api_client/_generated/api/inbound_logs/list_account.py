"""GET /inbound/account/logs

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from datetime import datetime

from ...._runtime import validators as _validators, wire_formats as _wire_formats
from ...._runtime.operations import (
    AsyncClient as _AsyncClient,
    Client as _Client,
    Operation as _Operation,
    Parameter as _Parameter,
    Request as _Request,
)
from ...._runtime.requests import build_request as _build_request
from ...._runtime.values import UNSET as _UNSET, SequenceNotStr, Unset as _Unset
from ...models.inbound_logs_list_account_result import InboundLogsListAccountResult

OPERATION: _Operation[InboundLogsListAccountResult] = _Operation(
    name="inbound_logs.list_account",
    method="GET",
    path="/inbound/account/logs",
    retry="safe",
    key="account",
    parameters=(
        _Parameter(
            "query",
            "domains",
            "domains",
            _validators.array(_validators.text()),
            _wire_formats.COMMA_LIST,
        ),
        _Parameter("query", "logtype", "logtype", _validators.text()),
        _Parameter("query", "subject", "subject", _validators.text()),
        _Parameter("query", "from_", "from", _validators.text()),
        _Parameter("query", "to", "to", _validators.text()),
        _Parameter("query", "spamscore_min", "spamscore_min", _validators.number()),
        _Parameter("query", "spamscore_max", "spamscore_max", _validators.number()),
        _Parameter("query", "host", "host", _validators.text()),
        _Parameter("query", "ip", "ip", _validators.text()),
        _Parameter("query", "port", "port", _validators.number(integer=True)),
        _Parameter("query", "mode", "mode", _validators.text()),
        _Parameter("query", "limit", "limit", _validators.number(integer=True)),
        _Parameter("query", "offset", "offset", _validators.number(integer=True)),
        _Parameter("query", "page", "page", _validators.number(integer=True)),
        _Parameter(
            "query",
            "date_from",
            "date_from",
            _validators.aware_datetime,
            _wire_formats.UNIX_SECONDS,
        ),
        _Parameter(
            "query", "date_to", "date_to", _validators.aware_datetime, _wire_formats.UNIX_SECONDS
        ),
        _Parameter("query", "sort_by", "sort_by", _validators.text()),
        _Parameter("query", "sort_order", "sort_order", _validators.text()),
    ),
    parse=InboundLogsListAccountResult.from_dict,
)


def request(
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
) -> _Request[InboundLogsListAccountResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(
        OPERATION,
        {
            "domains": domains,
            "logtype": logtype,
            "subject": subject,
            "from_": from_,
            "to": to,
            "spamscore_min": spamscore_min,
            "spamscore_max": spamscore_max,
            "host": host,
            "ip": ip,
            "port": port,
            "mode": mode,
            "limit": limit,
            "offset": offset,
            "page": page,
            "date_from": date_from,
            "date_to": date_to,
            "sort_by": sort_by,
            "sort_order": sort_order,
        },
    )


def sync(
    client: _Client,
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
    """List inbound logs of all domains; block until the response is there."""
    return client.execute(
        request(
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
    )


async def asyncio(
    client: _AsyncClient,
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
    """List inbound logs of all domains, without blocking."""
    return await client.execute(
        request(
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
    )
