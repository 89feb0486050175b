"""The errors that a call, or the verifier of a webhook, can raise, and nothing else does.

```
JetEmailError
├── ConfigurationError (also ValueError)     a missing or wrong key or setting; nothing was sent
├── InvalidRequestError (also ValueError)    arguments outside the limits; nothing was sent
├── APIConnectionError                       no complete answer
│   └── APITimeoutError (also TimeoutError)  no complete answer in time
├── APIStatusError                           an answer that refuses
│   ├── BadRequestError 400, AuthenticationError 401, PermissionDeniedError 403, NotFoundError 404
│   ├── ConflictError 409
│   │   └── IdempotencyInFlightError, IdempotencyMismatchError
│   ├── PayloadTooLargeError 413, UnprocessableEntityError 422, RateLimitError 429
│   └── InternalServerError 5xx
├── APIResponseValidationError               a success that is not as described, or says it is none
└── WebhookVerificationError (also ValueError)  a delivery that is not to be trusted, or not read
```
Errors hold plain data: every one pickles, copies and prints, and none shows a secret.
"""

from collections.abc import Mapping
from typing import Any, Literal, TypedDict, Unpack

from attrs import frozen

Outcome = Literal["not_sent", "unknown", "rejected"]
"""What a call did at the server: nothing, perhaps something, or a refusal."""

AttemptOutcome = Literal["done", "not_sent", "unknown", "rejected"]
"""The same of one attempt, which may also be done: it succeeded, and its answer could be read."""

Phase = Literal["pool", "connect", "write", "read", "total"]
"""What was being waited for when the time was up; "total" is the limit over everything."""

Reason = Literal["header", "signature", "timestamp", "body"]
"""What is wrong with a delivery: a header of it, who it is from, its age, or what it says."""


@frozen(kw_only=True)
class Attempt:
    """One try of a call: seconds from the call's start, seconds taken, and what came of it."""

    number: int
    started: float
    elapsed: float
    outcome: AttemptOutcome
    result: str
    """The status, or what happened in its place, in words."""
    status: int | None = None
    phase: Phase | None = None
    """What was being waited for, if the time was up."""


class Details(TypedDict, total=False):
    """What an error knows beyond its text."""

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


class JetEmailError(Exception):
    """Anything that this package raises for a call, a client or a webhook."""

    operation: str | None = None
    """Public name of the operation, such as "smtp_users.create"."""
    method: str | None = None
    path: str | None = None
    """The path as described, placeholders unfilled."""
    outcome: Outcome = "not_sent"
    attempts: tuple[Attempt, ...] = ()
    elapsed: float = 0.0
    """Seconds from the start of the call to the error."""
    idempotency_key: str | None = None
    """The key under which the call can be repeated without acting twice, if it had one."""
    secrets: Mapping[str, str] = {}
    """Secrets in an answer that could not be used, by field; kept out of texts, copies, pickles."""

    def __init__(self, text: str, **details: Unpack[Details]) -> None:
        super().__init__(text)
        self.__dict__.update(details)

    def __reduce__(self) -> tuple[Any, ...]:
        """Rebuild from the text and the plain data, without the secrets."""
        state = {name: value for name, value in self.__dict__.items() if name != "secrets"}
        return type(self), (str(self),), state


class ConfigurationError(JetEmailError, ValueError):
    """A key or a setting is missing or wrong. Nothing was sent."""


class InvalidRequestError(JetEmailError, ValueError):
    """An argument is outside the limits that the API describes. Nothing was sent."""

    field: str | None = None
    """The argument, such as "approved_domains[3]"."""


class APIConnectionError(JetEmailError):
    """No complete answer came; `outcome` says whether the server may have acted."""


class APITimeoutError(APIConnectionError, TimeoutError):
    """No complete answer came in time; `phase` says what was being waited for."""

    phase: Phase = "total"


class APIAnswerError(JetEmailError):
    """What the errors of an answer have in common."""

    status: int = 0
    message: str | None = None
    """The API's own words, where the answer has any; capped, secrets masked."""
    body: Any = None
    """The answer, read as JSON where it is; capped, secrets masked."""
    headers: Mapping[str, str] = {}
    """Those response headers that help in a support case; names in lower case."""
    request_id: str | None = None
    retry_after: float | None = None
    """Seconds that the server asked to wait."""


class APIStatusError(APIAnswerError):
    """The server answered with a status that is no success."""


class BadRequestError(APIStatusError):
    """400: the input is not valid."""


class AuthenticationError(APIStatusError):
    """401: the key is missing or not valid."""


class PermissionDeniedError(APIStatusError):
    """403: the key or the plan does not allow this."""


class NotFoundError(APIStatusError):
    """404: there is no such thing."""


class ConflictError(APIStatusError):
    """409: it exists already, or is in the way."""


class IdempotencyInFlightError(ConflictError):
    """409: the first request under this idempotency key is still running."""


class IdempotencyMismatchError(ConflictError):
    """409: this idempotency key was used with another body."""


class PayloadTooLargeError(APIStatusError):
    """413: the request is too large."""


class UnprocessableEntityError(APIStatusError):
    """422: the input was understood and refused."""


class RateLimitError(APIStatusError):
    """429: too many requests; the whole account waits for `retry_after` seconds."""


class InternalServerError(APIStatusError):
    """5xx: the server, or what stands before it, failed."""


class APIResponseValidationError(APIAnswerError):
    """A success that is not what the API describes, or that says `success: false`."""

    field: str | None = None
    """Where the answer departs from the description, such as "results[2].id"."""


class WebhookVerificationError(JetEmailError, ValueError):
    """A delivery to a webhook that is not to be trusted, or cannot be read; `reason` says why.

    With "timestamp" and "body" its signature is right; nothing of it is in the error.
    """

    reason: Reason = "signature"
    field: str | None = None
    """Where the body departs from the description, such as "data"."""


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

# The page on idempotency keys names the codes, not the field that holds them. What must not be
# repeated comes first, should an answer name both.
_BY_CODE: Mapping[bytes, type[APIStatusError]] = {
    b"IDEMPOTENCY_BODY_MISMATCH": IdempotencyMismatchError,
    b"IDEMPOTENCY_IN_FLIGHT": IdempotencyInFlightError,
}


def status_error_class(status: int, content: bytes = b"") -> type[APIStatusError]:
    """The class for a status that is no success; a 409 is told apart by the code in its body."""
    if status == 409:
        return next((kind for code, kind in _BY_CODE.items() if code in content), ConflictError)
    if status >= 500:
        return InternalServerError
    return _BY_STATUS.get(status, APIStatusError)
