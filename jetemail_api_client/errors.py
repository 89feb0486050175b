"""The errors of calls, clients and webhook deliveries.

```
JetEmailError
├── ConfigurationError (also ValueError)     missing or invalid key or option; nothing was sent
├── InvalidRequestError (also ValueError)    invalid argument of a call; nothing was sent
├── RateLimitTimeoutError                    the client's own rate limit delays it too long
├── RateLimiterError                         a rate limiter that processes share failed
├── JournalError                             the journal of a run cannot be used; its run ended
├── APIConnectionError                       no complete response
│   └── APITimeoutError (also TimeoutError)  no complete response before a timeout
├── APIStatusError                           response with an error status
│   ├── BadRequestError 400, AuthenticationError 401, PermissionDeniedError 403, NotFoundError 404
│   ├── ConflictError 409
│   │   └── IdempotencyInFlightError, IdempotencyMismatchError
│   ├── PayloadTooLargeError 413, UnprocessableEntityError 422, RateLimitError 429
│   └── InternalServerError 5xx
├── APIResponseValidationError               success status with an invalid or unsuccessful body
└── WebhookVerificationError (also ValueError)  unverified or malformed webhook delivery
```
No exception of a library below, such as httpx, escapes. Errors hold plain data: all of them can be
pickled, copied and printed, and none shows a secret.
"""

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from typing import Any, Literal, TypedDict, Unpack

from attrs import frozen

__all__ = [
    "APIConnectionError",
    "APIResponseError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "Attempt",
    "AttemptOutcome",
    "AuthenticationError",
    "BadRequestError",
    "ConfigurationError",
    "ConflictError",
    "IdempotencyInFlightError",
    "IdempotencyMismatchError",
    "InternalServerError",
    "InvalidRequestError",
    "JetEmailError",
    "JournalError",
    "NotFoundError",
    "Outcome",
    "PayloadTooLargeError",
    "PermissionDeniedError",
    "Phase",
    "RateLimitError",
    "RateLimitTimeoutError",
    "RateLimiterError",
    "Reason",
    "Secrets",
    "UnprocessableEntityError",
    "WebhookVerificationError",
]

Outcome = Literal["not_sent", "unknown", "rejected"]
"""The effect of a call at the server.

"not_sent" and "rejected" mean that it had none; with "unknown" it may have had one.
"""

AttemptOutcome = Literal["done", "not_sent", "unknown", "rejected"]
"""The effect of one attempt; "done" means that it succeeded with a valid response."""

Phase = Literal["pool", "connect", "write", "read", "total"]
"""The phase in which a timeout expired; "total" is the deadline of the whole call."""

Reason = Literal["header", "signature", "timestamp", "body"]
"""The invalid part of a delivery; "header" includes missing headers, "timestamp" old ones."""


@frozen(kw_only=True)
class Attempt:
    """One attempt of a call."""

    number: int
    """Counted from 1."""
    started: float
    """Seconds from the start of the call."""
    elapsed: float
    """Seconds that it took."""
    outcome: AttemptOutcome
    """Its effect at the server."""
    result: str
    """The status, or the failure in words."""
    status: int | None = None
    """Status of the response; None without a complete one."""
    phase: Phase | None = None
    """The phase in which a timeout expired; None without a timeout."""


class Secrets(Mapping[str, str]):
    """Secrets by name, to be read by key: every other view of them shows `***`.

    Reporters dump the attributes of errors, and walk through mappings: the repr, `items()` and
    `values()` are redacted, and a copy or a pickle is empty.
    """

    __slots__ = ("_by_name",)

    def __init__(self, by_name: Mapping[str, str] | None = None) -> None:
        self._by_name = {**(by_name or {})}

    def __getitem__(self, name: str) -> str:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and {**self} == {**other}

    __hash__ = None  # type: ignore[assignment]

    def items(self) -> ItemsView[str, str]:
        """Return the names, with `***` for each value."""
        return dict.fromkeys(self, "***").items()

    def values(self) -> ValuesView[str]:
        """Return `***` for each value."""
        return dict.fromkeys(self, "***").values()

    def __repr__(self) -> str:
        return repr(dict(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle without the secrets."""
        return type(self), ()


class Details(TypedDict, total=False):
    """The attributes of errors."""

    operation: str
    method: str
    path: str
    outcome: Outcome
    attempts: tuple[Attempt, ...]
    elapsed: float
    idempotency_key: str | None
    status: int
    message: str | None
    body: Any
    headers: Mapping[str, str]
    request_id: str | None
    retry_after: float | None
    phase: Phase
    field: str | None
    reason: Reason
    secrets: Mapping[str, str]
    file: str


class JetEmailError(Exception):
    """Base class of all errors of calls, clients and webhook deliveries."""

    operation: str | None = None
    """Public name of the operation, such as "smtp_users.create"."""
    method: str | None = None
    """HTTP method, such as "POST"."""
    path: str | None = None
    """Path template, such as "/webhooks/{uuid}"."""
    outcome: Outcome = "not_sent"
    """The effect of the call at the server."""
    attempts: tuple[Attempt, ...] = ()
    """The attempts of the call, in order."""
    elapsed: float = 0.0
    """Seconds from the start of the call to the error."""
    idempotency_key: str | None = None
    """Key of the call, if it had one: repeating the call with it has no second effect."""
    secrets: Mapping[str, str] = Secrets()
    """Secrets that would be lost with a failed call, by field, such as a generated password.

    Read them by key, `error.secrets["password"]`: reprs, `items()` and `values()` show `***`, and
    messages, copies and pickles of the error do not have them.
    """

    def __init__(self, text: str, **details: Unpack[Details]) -> None:
        super().__init__(text)
        self.__dict__.update(details)
        if "secrets" in details:
            self.secrets = Secrets(details["secrets"])

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle the message and the attributes, without the secrets."""
        state = {name: value for name, value in self.__dict__.items() if name != "secrets"}
        return type(self), (str(self),), state


class ConfigurationError(JetEmailError, ValueError):
    """A key or an option is missing or invalid. Nothing was sent."""


class InvalidRequestError(JetEmailError, ValueError):
    """An argument is outside the limits that the API documents. Nothing was sent."""

    field: str | None = None
    """Name of the argument, such as "approved_domains[3]"."""


class RateLimitTimeoutError(JetEmailError):
    """The client's own rate limit would delay the request beyond `rate_limit_timeout`.

    No server rejected it. Raise `rate_limit_timeout`, or send less: see
    `jetemail_api_client.rate_limits`. The outcome is "not_sent", unless an earlier attempt may have
    acted.
    """


class RateLimiterError(JetEmailError):
    """A rate limiter that was given as `rate_limits` failed; its exception is the cause.

    The request was not sent. The outcome is "not_sent", unless an earlier attempt may have acted.
    """


class JournalError(JetEmailError):
    """The journal of a run is in use, damaged, of another run, or cannot be written.

    The run has ended; what it has sent is in the journal, at least as in doubt.
    """

    file: str = ""
    """Path of the journal."""


class APIConnectionError(JetEmailError):
    """No complete response was received; with the outcome "unknown" the call may have succeeded."""


class APITimeoutError(APIConnectionError, TimeoutError):
    """A timeout expired before the response was complete; `phase` is where."""

    phase: Phase = "total"
    """The phase in which the timeout expired."""


class APIResponseError(JetEmailError):
    """Base class of the errors that have a response."""

    status: int = 0
    """Status of the response."""
    message: str | None = None
    """Error message of the API, if the response has one; truncated, secrets redacted."""
    body: Any = None
    """Response body, decoded if it is JSON; truncated, secrets redacted."""
    headers: Mapping[str, str] = {}
    """Response headers that are useful for support; names in lower case."""
    request_id: str | None = None
    """The server's id of the request, for support, if the response has one."""
    retry_after: float | None = None
    """Seconds to wait, from the `Retry-After` header."""


class APIStatusError(APIResponseError):
    """The status of the response is not a success."""


class BadRequestError(APIStatusError):
    """400: the request is invalid."""


class AuthenticationError(APIStatusError):
    """401: the key is missing or invalid."""


class PermissionDeniedError(APIStatusError):
    """403: the key or the plan does not allow this."""


class NotFoundError(APIStatusError):
    """404: the resource does not exist."""


class ConflictError(APIStatusError):
    """409: the resource exists already, or another one conflicts with it."""


class IdempotencyInFlightError(ConflictError):
    """409: the first request with this idempotency key is still in progress."""


class IdempotencyMismatchError(ConflictError):
    """409: an earlier request with this idempotency key had another body."""


class PayloadTooLargeError(APIStatusError):
    """413: the request body is too large."""


class UnprocessableEntityError(APIStatusError):
    """422: the request is well-formed, but the server rejected it."""


class RateLimitError(APIStatusError):
    """429: the rate limit was exceeded; the account is blocked for `retry_after` seconds."""


class InternalServerError(APIStatusError):
    """5xx: the server or a proxy in front of it failed."""


class APIResponseValidationError(APIResponseError):
    """A response with a success status does not match the schema, or has `success: false`."""

    field: str | None = None
    """Path of the invalid field, such as "results[2].id"."""


class WebhookVerificationError(JetEmailError, ValueError):
    """A delivery to a webhook is not verified, or its body is malformed.

    If the reason is "timestamp" or "body", the signature is valid. The error shows no content of
    the delivery.
    """

    reason: Reason = "signature"
    """The invalid part of the delivery."""
    field: str | None = None
    """Path of the invalid field in the body, such as "data"."""


_BY_STATUS: Mapping[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    413: PayloadTooLargeError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}

# The vendor's page on idempotency keys documents the codes, but not the field that has them. If a
# response has both, the error that must not be retried takes precedence.
_BY_CODE: Mapping[bytes, type[APIStatusError]] = {
    b"IDEMPOTENCY_BODY_MISMATCH": IdempotencyMismatchError,
    b"IDEMPOTENCY_IN_FLIGHT": IdempotencyInFlightError,
}


def status_error_class(status: int, content: bytes = b"") -> type[APIStatusError]:
    """Return the error class for a status; for 409 it depends on the code in the response body."""
    if status == 409:
        return next((kind for code, kind in _BY_CODE.items() if code in content), ConflictError)
    if status >= 500:
        return InternalServerError
    return _BY_STATUS.get(status, APIStatusError)


def __dir__() -> list[str]:
    return __all__
