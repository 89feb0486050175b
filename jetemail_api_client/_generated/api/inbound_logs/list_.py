"""GET /inbound/logs

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from datetime import datetime

from ...._runtime import validators as _validators, values as _values, wire_formats as _wire_formats
from ...._runtime.operations import (
    AsyncClient as _AsyncClient,
    Client as _Client,
    Operation as _Operation,
    Parameter as _Parameter,
    Request as _Request,
)
from ...._runtime.requests import build_request as _build_request
from ...._runtime.values import UNSET as _UNSET, Unset as _Unset
from ...models.inbound_logs_list_result import InboundLogsListResult

OPERATION: _Operation[InboundLogsListResult] = _Operation(
    name="inbound_logs.list",
    method="GET",
    path="/inbound/logs",
    retry="safe",
    key="account",
    parameters=(
        _Parameter(
            "query",
            "uuid",
            "uuid",
            _validators.text(
                pattern="[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
                meaning="a UUID of version 4 in lowercase",
            ),
        ),
        _Parameter(
            "query", "subdomain_id", "subdomain_id", _validators.number(minimum=1, integer=True)
        ),
        _Parameter(
            "query", "limit", "limit", _validators.number(minimum=1, maximum=1000, integer=True)
        ),
        _Parameter("query", "page", "page", _validators.number(minimum=1, integer=True)),
        _Parameter("query", "offset", "offset", _validators.number(minimum=0, integer=True)),
        _Parameter("query", "uid", "uid", _validators.text()),
        _Parameter("query", "logtype", "logtype", _validators.text()),
        _Parameter("query", "subject", "subject", _validators.text()),
        _Parameter("query", "from_", "from", _validators.text()),
        _Parameter("query", "to", "to", _validators.text()),
        _Parameter("query", "spamscore_min", "spamscore_min", _validators.number()),
        _Parameter("query", "spamscore_max", "spamscore_max", _validators.number()),
        _Parameter("query", "host", "host", _validators.text()),
        _Parameter("query", "ip", "ip", _validators.text()),
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
    parse=InboundLogsListResult.from_dict,
)


def request(
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
) -> _Request[InboundLogsListResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    _validators.require_given(
        OPERATION.name, 1, uuid=_values.given(uuid), subdomain_id=_values.given(subdomain_id)
    )
    return _build_request(
        OPERATION,
        {
            "uuid": uuid,
            "subdomain_id": subdomain_id,
            "limit": limit,
            "page": page,
            "offset": offset,
            "uid": uid,
            "logtype": logtype,
            "subject": subject,
            "from_": from_,
            "to": to,
            "spamscore_min": spamscore_min,
            "spamscore_max": spamscore_max,
            "host": host,
            "ip": ip,
            "date_from": date_from,
            "date_to": date_to,
            "sort_by": sort_by,
            "sort_order": sort_order,
        },
    )


def sync(
    client: _Client,
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
    """List inbound logs of a domain; block until the response is there."""
    return client.execute(
        request(
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
    )


async def asyncio(
    client: _AsyncClient,
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
    """List inbound logs of a domain, without blocking."""
    return await client.execute(
        request(
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
    )
