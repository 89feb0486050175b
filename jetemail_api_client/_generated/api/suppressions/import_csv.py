"""POST /outbound/suppression/import

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from ...._runtime.operations import (
    AsyncClient as _AsyncClient,
    Client as _Client,
    Operation as _Operation,
    Request as _Request,
)
from ...._runtime.requests import Csv, build_request as _build_request
from ...models.suppressions_import_csv_result import SuppressionsImportCsvResult

OPERATION: _Operation[SuppressionsImportCsvResult] = _Operation(
    name="suppressions.import_csv",
    method="POST",
    path="/outbound/suppression/import",
    retry="never",
    key="account",
    parse=SuppressionsImportCsvResult.from_dict,
)


def request(*, csv: Csv) -> _Request[SuppressionsImportCsvResult]:
    """Build the request; raises InvalidRequestError if an argument is invalid."""
    return _build_request(OPERATION, csv=csv)


def sync(client: _Client, *, csv: Csv) -> SuppressionsImportCsvResult:
    """Import suppression rules; block until the response is there."""
    return client.execute(request(csv=csv))


async def asyncio(client: _AsyncClient, *, csv: Csv) -> SuppressionsImportCsvResult:
    """Import suppression rules, without blocking."""
    return await client.execute(request(csv=csv))
