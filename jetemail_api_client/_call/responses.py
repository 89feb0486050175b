"""Turn the result of an attempt into a value or an error, without a secret in it.

Errors are returned here and raised by the flow: a traceback shows frames, and tools show the locals
of frames, so no response may be in one.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from .._runtime.nesting import within_depth
from .._runtime.operations import Bucket, ResponseKind, RetryClass
from .._runtime.parsing import Deviations
from .._runtime.raw_responses import APIResponse
from ..errors import (
    APIConnectionError,
    APIResponseValidationError,
    APITimeoutError,
    Attempt,
    AuthenticationError,
    BadRequestError,
    ConfigurationError,
    ConflictError,
    Details,
    IdempotencyInFlightError,
    IdempotencyMismatchError,
    InternalServerError,
    JetEmailError,
    NotFoundError,
    PayloadTooLargeError,
    PermissionDeniedError,
    Phase,
    RateLimiterError,
    RateLimitError,
    RateLimitTimeoutError,
    UnprocessableEntityError,
    status_error_class,
)
from ..options import ARGUMENTS, VARIABLES
from .exchange import AttemptResult, Response, TransportFailure
from .redaction import redact, redact_content, secrets_in
from .state import CallState

# An error keeps this much of a body, and of a message: enough to understand it, not to fill a log.
_MAX_BODY = 4096
# Its text keeps this much of a message, and of the URL of a redirect.
_MAX_MESSAGE = 500
_MAX_LOCATION = 200
# An attempt keeps this much of a failure, which may quote a library.
MAX_REASON = 300
_KEPT_HEADERS = (
    *("content-type", "date", "server", "retry-after", "location"),
    *("x-request-id", "cf-ray"),
)
# No page names a header for it: these two are what servers and CDNs commonly send.
_REQUEST_ID_HEADERS = ("x-request-id", "cf-ray")
_COOKIES = ("set-cookie", "set-cookie2")


# Values.


def read_value(response: Response, call: CallState, deviations: Deviations) -> Any:
    """Return the value of a 2xx response, or the error if it is invalid or reports a failure."""
    operation = call.request.operation
    data = _decode_as(operation.response, response)
    try:
        _check_success(response, data, "CSV" if operation.response == "csv" else "JSON")
        return operation.parse(data, deviations=deviations)
    except APIResponseValidationError as error:
        return _validation_error(error, response, data, call)


def success_of(value: Any, call: CallState, elapsed: float) -> APIResponse[Any]:
    """Return the response of a successful call, with its value."""
    items = ((name.lower(), text) for name, text in call.headers.items())
    headers = redact({name: text for name, text in items if name not in _COOKIES}, call)
    return APIResponse(
        value=value,
        operation=call.request.operation.name,
        status=call.status,
        headers=headers,
        request_id=_request_id(headers),
        attempts=tuple(call.attempts),
        elapsed=elapsed,
        idempotency_key=call.request.idempotency_key,
        is_reconciled=call.is_reconciled,
    )


def _request_id(headers: Mapping[str, str]) -> str | None:
    return next((headers[name] for name in _REQUEST_ID_HEADERS if name in headers), None)


def is_already_deleted(response: Response, call: CallState) -> bool:
    """Return True for a 404 on a retried delete: an earlier attempt may have deleted it."""
    earlier = (attempt.outcome for attempt in call.attempts[:-1])
    is_delete = call.request.operation.method == "DELETE" and call.request.retry == "idempotent"
    return response.status == 404 and is_delete and "unknown" in earlier


def value_of_deleted(response: Response, call: CallState) -> Any:
    """Return the value of a delete with a lost response; the error if its fields are required."""
    operation = call.request.operation
    try:
        return None if operation.response == "free" else operation.parse({})
    except APIResponseValidationError:
        return error_of(response, call)


def _check_success(response: Response, data: Any, expected: str) -> None:
    if _is_too_large(response, data):
        raise APIResponseValidationError("the response exceeds the client's size limit")
    if data is NotDecoded:
        raise APIResponseValidationError(
            f"the response is {_describe(response)} where {expected} is described"
        )
    if isinstance(data, dict) and data.get("success") is False:
        message = _message(data) or "no reason given"
        raise APIResponseValidationError(f"success is false: {message}", field="success")


def _is_too_large(response: Response, data: Any) -> bool:
    return not response.is_complete or (data is NotDecoded and is_oversized(response.content))


# Decoding.

# More values would block an event loop, and fill the memory: 63 KB of gzip can become 20 million
# lists. An object, which becomes a model, takes as long as some ten values. It is enough for 20,000
# rows of a dozen values; the API's pages have up to 1,000.
_MAX_VALUES = 500_000
_VALUES_OF_OBJECT = 10

_decode_json = json.JSONDecoder().decode
# The beginning of an error page.
_MARKUP = re.compile(rb"\s*<")


class NotDecoded:
    """Marks a body that is not JSON, is too large or too deep, or is not the expected CSV."""


def _decode_as(kind: ResponseKind, response: Response) -> Any:
    """Decode the body of a success of a kind; return `NotDecoded` if it is malformed."""
    if kind == "free" and not response.content.strip():
        return None
    data = decode(response.content)
    return data if kind != "csv" or _is_not_csv(response, data) else _decode_text(response.content)


def _is_not_csv(response: Response, data: Any) -> bool:
    """Return True for an error in place of CSV, whose content type differs between servers."""
    is_json = isinstance(data, dict) or "json" in response.headers.get("content-type", "").lower()
    return is_json or _MARKUP.match(response.content) is not None


def _decode_text(content: bytes) -> Any:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return NotDecoded


def decode(content: bytes) -> Any:
    """Decode JSON; return `NotDecoded` if it is malformed, too large or nested too deeply."""
    if is_oversized(content):
        return NotDecoded
    try:
        # UTF-8 first: detecting the encoding, as json.loads does, costs as much again.
        return within_depth(_decode_json(content.decode()), content)
    except (ValueError, RecursionError):
        return _decode_other_encoding(content)


def is_oversized(content: bytes) -> bool:
    """Return True for JSON with too many values, which it would take too long to decode."""
    # The usual case: it is too short for so many.
    if len(content) * _VALUES_OF_OBJECT <= _MAX_VALUES or _values(content) <= _MAX_VALUES:
        return False
    return _values(_without_strings(content)) > _MAX_VALUES


def _values(content: bytes) -> int:
    """Count values: each but the first follows one of these characters."""
    return content.count(b",") + content.count(b"[") + content.count(b"{") * _VALUES_OF_OBJECT


def _without_strings(content: bytes) -> bytes:
    """Remove the strings of JSON in UTF-8: an e-mail in one has as many commas as it likes."""
    if b"\0" in content:
        # UTF-16 or UTF-32, in which quotes are not found like this.
        return content
    marked = content.replace(b"\\\\", b"").replace(b'\\"', b"")
    # Each value may be a string, and have a name: more quotes are those of too many values.
    if marked.count(b'"') > 4 * _MAX_VALUES:
        return content
    return b"".join(marked.split(b'"')[::2])


def _decode_other_encoding(content: bytes) -> Any:
    try:
        return within_depth(json.loads(content), content)
    except (ValueError, RecursionError):
        return NotDecoded


def _describe(response: Response) -> str:
    """Describe a body by size and content type, without any of its content."""
    kind = response.headers.get("content-type", "without a type")
    return f"{len(response.content)} bytes, {kind}" if response.content else "empty"


def _message(data: Any) -> str | None:
    """Return the API's message. `error` is described; the vendor's SDKs read `message` as well."""
    if not isinstance(data, dict):
        return None
    fields = (data.get(name) for name in ("error", "message"))
    message = next((text for text in fields if isinstance(text, str) and text), None)
    # JSON may hold half of a surrogate pair, which no log and no terminal can encode.
    return message and message.encode(errors="backslashreplace").decode()


# Errors.


def error_of(result: AttemptResult, call: CallState) -> JetEmailError:
    """Return the error of a failed last attempt."""
    if isinstance(result, TransportFailure):
        return _connection_error(result, call)
    data = decode(result.content)
    message = redact(_message(data) or f"({_describe(result)})", call, _MAX_MESSAGE)
    kind = status_error_class(result.status, result.content)
    details = _response_details(result, data, call)
    hint = _redirect_hint(result, call)
    if kind is RateLimitError:
        hint = _rate_limit_hint(call, call.retry_after)
    elif not (hint or _message(data) or call.outcome == "unknown"):
        hint = _HINTS_WITHOUT_MESSAGE.get(kind, "")
    text = _text(kind, f"{result.status} {message}", call, hint)
    return kind(text, **details)


def _redirect_hint(response: Response, call: CallState) -> str:
    """Return where a redirect leads, and what to do; empty for other responses."""
    location = redact(response.headers.get("location", ""), call, _MAX_LOCATION)
    if not (300 <= response.status < 400 and location):
        return ""
    hint = f"It redirects to {location}, and redirects are not followed."
    return f"{hint} Check base_url, which is {call.settings.base_url}."


def blocked_error(call: CallState, wait: float) -> RateLimitError:
    """Return the error of a call that the API's block delays beyond its deadline."""
    message = f"{_not_sent(call)}: the API asked this account to wait {wait:.0f} s more"
    details = _details(call)
    details["status"], details["message"], details["retry_after"] = 429, message, wait
    text = _text(RateLimitError, message, call, _rate_limit_hint(call, wait), is_unsent=True)
    return RateLimitError(text, **details)


def _rate_limit_hint(call: CallState, wait: float | None) -> str:
    """Return what to do after a 429; what an earlier attempt may have done is more important."""
    if call.outcome == "unknown":
        return ""
    if wait is None:
        return "Retry later, and send less."
    if wait >= call.deadline.remaining():
        return "Retry after that, or raise deadline: calls wait within it."
    return "Retry after that, and send less."


def rate_limit_timeout_error(call: CallState, wait: float) -> RateLimitTimeoutError:
    """Return the error of a call that would wait longer than `rate_limit_timeout`."""
    limit = f"longer than rate_limit_timeout ({call.settings.rate_limit_timeout:g} s)"
    message = (
        f"{_not_sent(call)}: below this client's rate limits it would wait {wait:.0f} s, {limit}"
    )
    text = _text(RateLimitTimeoutError, message, call, is_unsent=True)
    return RateLimitTimeoutError(text, **_details(call))


def rate_limiter_error(call: CallState, result: object) -> RateLimiterError:
    """Return the error of a call whose shared rate limiter failed."""
    # Not the text of an exception: it may repeat a password of its server.
    verb = "raised" if isinstance(result, Exception) else "must return a Wait, and returned"
    message = f"{_not_sent(call)}: the rate limiter {verb} {type(result).__name__}"
    hint = "Check the limiter that was given as rate_limits."
    text = _text(RateLimiterError, message, call, hint, is_unsent=True)
    return RateLimiterError(text, **_details(call))


def deadline_error(call: CallState) -> APITimeoutError:
    """Return the error of a call whose deadline expired before its first attempt."""
    text = f"the deadline of {call.settings.deadline:g} s expired before it was sent: raise it"
    details = _details(call)
    details["phase"] = "total"
    return APITimeoutError(_text(APITimeoutError, text, call), **details)


def _not_sent(call: CallState) -> str:
    return "not sent again" if call.attempts else "not sent"


def closed_error(call: CallState) -> ConfigurationError:
    """Return the error of a call whose client was closed before its first attempt."""
    text = f"{call.request.operation.name}: the client is closed. Nothing was sent: make another."
    return ConfigurationError(text, **_details(call))


def name_taken_error(result: AttemptResult, call: CallState) -> JetEmailError:
    """Return the error of a create whose name belongs to another request, as a listing shows."""
    call.is_name_taken = True
    if isinstance(result, Response) and result.status == 409:
        return error_of(result, call)
    details = _details(call)
    details["status"] = 409
    text = _text(ConflictError, "the name is already in use", call, "Give another.")
    return ConflictError(text, **details)


def _connection_error(failure: TransportFailure, call: CallState) -> JetEmailError:
    details = _details(call)
    kind = APITimeoutError if failure.phase else APIConnectionError
    if failure.phase:
        details["phase"] = failure.phase
    message = f"no response from {call.address}: {redact(failure.reason, call, MAX_REASON)}"
    error = kind(_text(kind, message, call, _connection_hint(failure, call)), **details)
    cause = failure.cause
    # Its text is foreign: a cause that repeats a secret is dropped.
    if cause is not None and redact(str(cause), call) == str(cause):
        error.__cause__ = cause
    return error


def _connection_hint(failure: TransportFailure, call: CallState) -> str:
    """Return what to do, unless the reason says it or an attempt may have acted."""
    is_read = call.request.retry == "safe"
    if failure.is_permanent or (call.outcome == "unknown" and not is_read):
        return ""
    return _HINTS_OF_PHASES[failure.phase]


def _validation_error(
    error: APIResponseValidationError, response: Response, data: Any, call: CallState
) -> APIResponseValidationError:
    is_rejection = isinstance(data, dict) and data.get("success") is False
    call.revise_outcome("rejected" if is_rejection or call.request.retry == "safe" else "unknown")
    details = _response_details(response, data, call)
    details["field"] = error.field
    request_secrets = details.get("secrets", {})
    details["secrets"] = {**request_secrets, **_response_secrets(response, data, call)}
    message = f"{response.status} {redact(str(error), call)}"
    text = _text(APIResponseValidationError, message, call, _validation_hint(response, data, call))
    return APIResponseValidationError(text, **details)


def _validation_hint(response: Response, data: Any, call: CallState) -> str:
    if call.outcome == "unknown":
        return ""
    if isinstance(data, dict) and data.get("success") is False:
        return "" if _message(data) else "Check the arguments."
    if _is_too_large(response, data):
        return "Request less at a time."
    return "Check base_url, or update this package."


def _response_secrets(response: Response, data: Any, call: CallState) -> Mapping[str, str]:
    """Return the secrets of an invalid success; the body as a whole if it is not decoded."""
    names = call.request.operation.secrets
    if data is NotDecoded:
        text = response.content.decode(errors="replace")
        return {"body": text} if names and text else {}
    return dict(secrets_in(data, names))


def _details(call: CallState) -> Details:
    operation = call.request.operation
    details: Details = {
        "operation": operation.name,
        "method": operation.method,
        "path": operation.path,
        "outcome": call.outcome,
        "attempts": tuple(call.attempts),
        "idempotency_key": call.request.idempotency_key,
    }
    if call.reconciler and (details["outcome"] == "unknown" or call.is_name_taken):
        # Also if the name is another's: the listing may be wrong, and the password would be lost.
        details["secrets"] = call.reconciler.secrets
    return details


def _response_details(response: Response, data: Any, call: CallState) -> Details:
    kept = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    headers = redact(kept, call, _MAX_BODY)
    return {
        **_details(call),
        "status": response.status,
        "message": redact(_message(data), call, _MAX_BODY),
        "body": _body(response, data, call),
        "headers": headers,
        "request_id": _request_id(headers),
        "retry_after": call.retry_after,
    }


def _body(response: Response, data: Any, call: CallState) -> Any:
    if data is not NotDecoded:
        return redact(data, call) if len(response.content) <= _MAX_BODY else "(too long to keep)"
    if response.status < 300 and call.request.operation.secrets:
        return "(not kept: it may hold a secret)"
    return redact_content(response.content, call, _MAX_BODY, is_cut=not response.is_complete)


# Texts of errors: the message, the attempts, and what to do.

_HINTS_IF_UNKNOWN: Mapping[RetryClass, str] = {
    "safe": "",
    "idempotency_key": (
        "It may have succeeded: with the error's idempotency_key, a retry does not act again."
    ),
    "idempotent": "It may have succeeded: a retry has the same effect.",
    "unique_name": "It may exist now: check before you retry.",
    "never": "It may have succeeded, and was not retried: a retry could act twice.",
}

_HINTS_WITHOUT_MESSAGE: Mapping[type[JetEmailError], str] = {
    BadRequestError: "Check the arguments.",
    PermissionDeniedError: "Check what the key and the plan allow.",
    NotFoundError: "Check that it exists.",
    ConflictError: "Check whether it exists already.",
    PayloadTooLargeError: "Send less at a time.",
    UnprocessableEntityError: "Check the arguments.",
    InternalServerError: "Retry later.",
}

_HINTS_OF_PHASES: Mapping[Phase | None, str] = {
    None: "Retry later.",
    "pool": "Make fewer calls at once, or allow more connections.",
    "connect": "Retry later, or raise connect_timeout.",
    **dict.fromkeys(("write", "read", "total"), "Retry later, or raise attempt_timeout."),
}

_HINTS_IF_REJECTED: Mapping[type[JetEmailError], str] = {
    IdempotencyInFlightError: "Retry later, with the error's idempotency_key.",
    IdempotencyMismatchError: "Give each message an idempotency key of its own.",
}


_RATE_LIMIT_HINTS: Mapping[Bucket, str] = {
    "account": "Raise it, or send less.",
    "email": "Raise it, or send less: email.send_batch sends 100 messages in one request.",
}


def _text(
    kind: type[JetEmailError],
    message: str,
    call: CallState,
    hint: str = "",
    *,
    is_unsent: bool = False,
) -> str:
    """Return the text of an error.

    Args:
        kind: The error's class.
        message: The message, redacted.
        call: The call that failed.
        hint: What to do, if it depends on the response.
        is_unsent: The error came before another attempt, not from the last one.
    """
    notes = "; ".join(_notes(call, is_unsent=is_unsent))
    text = f"{call.request.operation.name}: {message[:_MAX_MESSAGE]}" + (
        f" ({notes})" * bool(notes)
    )
    hints = [hint for hint in (hint, *_hints(kind, call)) if hint]
    return ". ".join([text, " ".join(hints)]) if hints else text


def _notes(call: CallState, *, is_unsent: bool) -> list[str]:
    if is_unsent:
        return _attempt_notes(call, call.attempts)
    notes = [] if call.retry_after is None else [f"asks to wait {call.retry_after:g} s"]
    if len(call.attempts) > 1:
        notes.append(f"attempt {len(call.attempts)} of {call.settings.max_attempts}")
    return [*notes, *_attempt_notes(call, call.attempts[:-1])]


def _attempt_notes(call: CallState, earlier: Sequence[Attempt]) -> list[str]:
    if call.is_name_taken:
        return ["a listing shows that it was not created by this call"]
    return [
        f"attempt {attempt.number} ({attempt.result}) may have succeeded"
        for attempt in earlier
        if attempt.outcome == "unknown"
    ]


def _hints(kind: type[JetEmailError], call: CallState) -> list[str]:
    if kind in _HINTS_IF_REJECTED:
        return [_HINTS_IF_REJECTED[kind]]
    hints, key, outcome = [], call.request.operation.key, call.outcome
    if kind is RateLimitTimeoutError:
        hints.append(_RATE_LIMIT_HINTS[call.request.operation.bucket])
    if kind is AuthenticationError and key:
        hints.append(f"Check {ARGUMENTS[key]}, or {VARIABLES[key]}.")
    if outcome == "unknown":
        hints.append(_HINTS_IF_UNKNOWN[call.request.retry])
        if call.reconciler and call.reconciler.secrets:
            hints.append("The error's secrets hold what was sent.")
    return hints
