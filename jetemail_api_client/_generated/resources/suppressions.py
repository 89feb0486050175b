"""The resource suppressions.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from typing import Any, Final as _Final

from ..._runtime.flows import run as _run, run_async as _run_async, single as _single
from ..._runtime.operations import AsyncClient as _AsyncClient, Client as _Client
from ..._runtime.raw_responses import (
    AsyncRawMethod as _AsyncRawMethod,
    RawMethod as _RawMethod,
    RawProperty as _RawProperty,
    RawResource as _RawResource,
)
from ..._runtime.requests import Csv
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from ..api.suppressions import (
    create as _create,
    delete as _delete,
    export_csv as _export_csv,
    import_csv as _import_csv,
    list_ as _list_,
)
from ..models.suppressions_create_request import SuppressionsCreateRequest
from ..models.suppressions_create_result import SuppressionsCreateResult
from ..models.suppressions_import_csv_result import SuppressionsImportCsvResult


class AsyncSuppressions:
    """The operations on suppressions."""

    def __init__(self, client: _AsyncClient) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> AsyncSuppressionsWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return AsyncSuppressionsWithRawResponse(AsyncSuppressions, self._client)

    async def list(self) -> Any:
        """List suppression rules.

        Returns the suppression rules of the account. Paging is not published.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Returns:
            200: The suppression rules of the account. Response not published: free form.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _list_.asyncio(self._client)

    async def create(
        self, *, target_value: str, reason: str | None | _Unset = _UNSET
    ) -> SuppressionsCreateResult:
        """Create a suppression rule.

        Stops outbound e-mail to one recipient address.

        See https://jetemail.com/docs/api-reference/outbound/create-suppression-rule

        Args:
            target_value: Address that gets no e-mail. Example: user@example.com.
            reason: Why the address is suppressed. None sends null. Example: Spam reports.

        Returns:
            200: The suppression rule was created.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = SuppressionsCreateRequest(target_value=target_value, reason=reason)
        return await _create.asyncio(self._client, body=_body)

    async def delete(self, *, id: int) -> Any:
        """Release a suppression rule.

        Lifts the suppression rule with this id.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Args:
            id: Id of the suppression rule. Inferred: on none of the API's own pages.

        Returns:
            200: The suppression rule was released. Response not published: free form.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _delete.asyncio(self._client, id=id)

    async def export_csv(self) -> str:
        """Export suppression rules.

        Returns the suppression rules of the account as CSV.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Returns:
            200: The suppression rules as CSV text. The status is inferred.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _export_csv.asyncio(self._client)

    async def import_csv(self, *, csv: Csv) -> SuppressionsImportCsvResult:
        """Import suppression rules.

        Creates suppression rules from CSV text. Rows that match an active rule are skipped, bad
        rows are reported, and the response is still 200.

        See https://jetemail.com/docs/api-reference/outbound/import-suppression-rules-from-csv

        Args:
            csv: CSV as a text, as bytes in UTF-8, or as a file: a path, what opens like one, or
                an open binary file; a str is never a path.

        Returns:
            200: The CSV text was processed.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return await _run_async(
            self._client,
            _single(lambda: _import_csv.request(csv=csv)),
            blocking=_import_csv.OPERATION,
        )


class AsyncSuppressionsWithRawResponse(_RawResource):
    """The operations on suppressions, with status, headers and attempts beside the value."""

    list: _Final = _AsyncRawMethod(AsyncSuppressions.list)
    create: _Final = _AsyncRawMethod(AsyncSuppressions.create)
    delete: _Final = _AsyncRawMethod(AsyncSuppressions.delete)
    export_csv: _Final = _AsyncRawMethod(AsyncSuppressions.export_csv)
    import_csv: _Final = _AsyncRawMethod(AsyncSuppressions.import_csv)


class Suppressions:
    """The operations on suppressions."""

    def __init__(self, client: _Client) -> None:
        self._client = client

    @_RawProperty
    def with_raw_response(self) -> SuppressionsWithRawResponse:
        """The same methods, each of which returns an `APIResponse` with the value."""
        return SuppressionsWithRawResponse(Suppressions, self._client)

    def list(self) -> Any:
        """List suppression rules.

        Returns the suppression rules of the account. Paging is not published.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Returns:
            200: The suppression rules of the account. Response not published: free form.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _list_.sync(self._client)

    def create(
        self, *, target_value: str, reason: str | None | _Unset = _UNSET
    ) -> SuppressionsCreateResult:
        """Create a suppression rule.

        Stops outbound e-mail to one recipient address.

        See https://jetemail.com/docs/api-reference/outbound/create-suppression-rule

        Args:
            target_value: Address that gets no e-mail. Example: user@example.com.
            reason: Why the address is suppressed. None sends null. Example: Spam reports.

        Returns:
            200: The suppression rule was created.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        _body = SuppressionsCreateRequest(target_value=target_value, reason=reason)
        return _create.sync(self._client, body=_body)

    def delete(self, *, id: int) -> Any:
        """Release a suppression rule.

        Lifts the suppression rule with this id.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Args:
            id: Id of the suppression rule. Inferred: on none of the API's own pages.

        Returns:
            200: The suppression rule was released. Response not published: free form.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _delete.sync(self._client, id=id)

    def export_csv(self) -> str:
        """Export suppression rules.

        Returns the suppression rules of the account as CSV.

        The API's own pages do not describe this: it is inferred from the vendor's tools.

        Returns:
            200: The suppression rules as CSV text. The status is inferred.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _export_csv.sync(self._client)

    def import_csv(self, *, csv: Csv) -> SuppressionsImportCsvResult:
        """Import suppression rules.

        Creates suppression rules from CSV text. Rows that match an active rule are skipped, bad
        rows are reported, and the response is still 200.

        See https://jetemail.com/docs/api-reference/outbound/import-suppression-rules-from-csv

        Args:
            csv: CSV as a text, as bytes in UTF-8, or as a file: a path, what opens like one, or
                an open binary file; a str is never a path.

        Returns:
            200: The CSV text was processed.

        Raises:
            RateLimitError: 429: Too many requests. The limits count per account: 600 requests a
                minute on /email and 240 on most other endpoints; going over one blocks every call
                of the account for five minutes.
            JetEmailError: On other failures; see `jetemail_api_client.errors`.
        """
        return _run(self._client, _single(lambda: _import_csv.request(csv=csv)))


class SuppressionsWithRawResponse(_RawResource):
    """The operations on suppressions, with status, headers and attempts beside the value."""

    list: _Final = _RawMethod(Suppressions.list)
    create: _Final = _RawMethod(Suppressions.create)
    delete: _Final = _RawMethod(Suppressions.delete)
    export_csv: _Final = _RawMethod(Suppressions.export_csv)
    import_csv: _Final = _RawMethod(Suppressions.import_csv)
