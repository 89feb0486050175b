"""POST /outbound/suppression/import

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from ...._runtime.records import (
    AsyncSender as _AsyncSender,
    Operation as _Operation,
    Request as _Request,
    Sender as _Sender,
)
from ...._runtime.requests import Csv, build_request as _build_request
from ...models.suppressions_import_csv_result import SuppressionsImportCsvResult

OPERATION: _Operation[SuppressionsImportCsvResult] = _Operation(
    name="suppressions.import_csv",
    method="POST",
    path="/outbound/suppression/import",
    retry="never",
    key="account",
    read=SuppressionsImportCsvResult.from_dict,
)


def request(*, csv: Csv) -> _Request[SuppressionsImportCsvResult]:
    """The request that the call sends; raises InvalidRequestError if a value cannot be sent."""
    return _build_request(OPERATION, csv=csv)


def sync(client: _Sender, *, csv: Csv) -> SuppressionsImportCsvResult:
    """Import suppression rules, and wait for the answer."""
    return client.send(request(csv=csv))


async def asyncio(client: _AsyncSender, *, csv: Csv) -> SuppressionsImportCsvResult:
    """Import suppression rules, without blocking."""
    return await client.send(request(csv=csv))
