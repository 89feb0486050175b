"""GET /inbound/logs

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from datetime import datetime

from ...._runtime import checks as _checks, forms as _forms
from ...._runtime.records import (
    AsyncSender as _AsyncSender,
    Operation as _Operation,
    Parameter as _Parameter,
    Request as _Request,
    Sender as _Sender,
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
            _checks.text(
                pattern="[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
                meaning="a UUID of version 4 in lowercase",
            ),
        ),
        _Parameter("query", "subdomain_id", "subdomain_id", _checks.number(minimum=1, whole=True)),
        _Parameter("query", "limit", "limit", _checks.number(minimum=1, maximum=1000, whole=True)),
        _Parameter("query", "page", "page", _checks.number(minimum=1, whole=True)),
        _Parameter("query", "offset", "offset", _checks.number(minimum=0, whole=True)),
        _Parameter("query", "uid", "uid", _checks.text()),
        _Parameter("query", "logtype", "logtype", _checks.text()),
        _Parameter("query", "subject", "subject", _checks.text()),
        _Parameter("query", "from_", "from", _checks.text()),
        _Parameter("query", "to", "to", _checks.text()),
        _Parameter("query", "spamscore_min", "spamscore_min", _checks.number()),
        _Parameter("query", "spamscore_max", "spamscore_max", _checks.number()),
        _Parameter("query", "host", "host", _checks.text()),
        _Parameter("query", "ip", "ip", _checks.text()),
        _Parameter("query", "date_from", "date_from", _checks.moment, _forms.UNIX_SECONDS),
        _Parameter("query", "date_to", "date_to", _checks.moment, _forms.UNIX_SECONDS),
        _Parameter("query", "sort_by", "sort_by", _checks.text()),
        _Parameter("query", "sort_order", "sort_order", _checks.text()),
    ),
    read=InboundLogsListResult.from_dict,
)


def request(
    *,
    uuid: str | _Unset = _UNSET,
    subdomain_id: int | _Unset = _UNSET,
    limit: int | _Unset = _UNSET,
    page: int | _Unset = _UNSET,
    offset: int | _Unset = _UNSET,
    uid: str | _Unset = _UNSET,
    logtype: str | _Unset = _UNSET,
    subject: str | _Unset = _UNSET,
    from_: str | _Unset = _UNSET,
    to: str | _Unset = _UNSET,
    spamscore_min: float | _Unset = _UNSET,
    spamscore_max: float | _Unset = _UNSET,
    host: str | _Unset = _UNSET,
    ip: str | _Unset = _UNSET,
    date_from: datetime | _Unset = _UNSET,
    date_to: datetime | _Unset = _UNSET,
    sort_by: str | _Unset = _UNSET,
    sort_order: str | _Unset = _UNSET,
) -> _Request[InboundLogsListResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    _checks.require_given(OPERATION.name, 1, uuid=uuid, subdomain_id=subdomain_id)
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
    client: _Sender,
    *,
    uuid: str | _Unset = _UNSET,
    subdomain_id: int | _Unset = _UNSET,
    limit: int | _Unset = _UNSET,
    page: int | _Unset = _UNSET,
    offset: int | _Unset = _UNSET,
    uid: str | _Unset = _UNSET,
    logtype: str | _Unset = _UNSET,
    subject: str | _Unset = _UNSET,
    from_: str | _Unset = _UNSET,
    to: str | _Unset = _UNSET,
    spamscore_min: float | _Unset = _UNSET,
    spamscore_max: float | _Unset = _UNSET,
    host: str | _Unset = _UNSET,
    ip: str | _Unset = _UNSET,
    date_from: datetime | _Unset = _UNSET,
    date_to: datetime | _Unset = _UNSET,
    sort_by: str | _Unset = _UNSET,
    sort_order: str | _Unset = _UNSET,
) -> InboundLogsListResult:
    """List inbound logs of a domain, and wait for the answer."""
    return client.send(
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
    client: _AsyncSender,
    *,
    uuid: str | _Unset = _UNSET,
    subdomain_id: int | _Unset = _UNSET,
    limit: int | _Unset = _UNSET,
    page: int | _Unset = _UNSET,
    offset: int | _Unset = _UNSET,
    uid: str | _Unset = _UNSET,
    logtype: str | _Unset = _UNSET,
    subject: str | _Unset = _UNSET,
    from_: str | _Unset = _UNSET,
    to: str | _Unset = _UNSET,
    spamscore_min: float | _Unset = _UNSET,
    spamscore_max: float | _Unset = _UNSET,
    host: str | _Unset = _UNSET,
    ip: str | _Unset = _UNSET,
    date_from: datetime | _Unset = _UNSET,
    date_to: datetime | _Unset = _UNSET,
    sort_by: str | _Unset = _UNSET,
    sort_order: str | _Unset = _UNSET,
) -> InboundLogsListResult:
    """List inbound logs of a domain, without blocking."""
    return await client.send(
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
