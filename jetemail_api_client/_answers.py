"""What an event means to the caller: the value of a success, or the error of anything else."""

import json
from collections.abc import Mapping
from typing import Any

from attrs import define, field

from ._policy import Answer, Fault
from ._runtime.readings import Oddities
from ._runtime.records import Request, RetryClass
from ._settings import Settings
from .errors import (
    APIConnectionError,
    APIResponseValidationError,
    APITimeoutError,
    Attempt,
    Details,
    JetEmailError,
    Outcome,
    status_error_class,
)

# Of an answer's body, an error keeps this much: enough to understand it, not to fill a log.
_BODY_KEPT = 4096
_TEXT_KEPT = 500
_HEADERS_KEPT = ("content-type", "date", "server", "retry-after", "x-request-id", "cf-ray")
# No page names a header for it: these two are what servers and CDNs commonly send.
_REQUEST_IDS = ("x-request-id", "cf-ray")

_HINTS: Mapping[RetryClass, str] = {
    "named": "It may exist now, and was not sent again: look before you try again.",
    "never": "It may be done, and was not sent again: a repeat could act twice.",
}


@define(kw_only=True)
class Call:
    """What a call has come to: what decides on it, and what its errors tell."""

    request: Request[Any]
    settings: Settings
    attempts: list[Attempt] = field(factory=list)
    retry_after: float | None = None
    """Seconds that the last answer asked to wait."""

    @property
    def elapsed(self) -> float:
        """Seconds from the call's start to the end of its last attempt."""
        return self.attempts[-1].started + self.attempts[-1].elapsed


def value_of(answer: Answer, call: Call, odd: Oddities) -> Any:
    """The value of a success.

    Raises:
        APIResponseValidationError: It is not as described, or says that it is none.
    """
    operation = call.request.operation
    data = _decoded(answer.content)
    read = operation.results.get(answer.status) or next(iter(operation.results.values()))
    try:
        _check_success(answer, data)
        return read(data, odd=odd)
    except APIResponseValidationError as error:
        raise _validation_error(error, answer, data, call) from None


class _NotJson:
    """Stands for a body that is not JSON."""


def _decoded(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return _NotJson


def _check_success(answer: Answer, data: Any) -> None:
    if not answer.whole:
        raise APIResponseValidationError("the answer is longer than a client takes in")
    if data is _NotJson:
        raise APIResponseValidationError(f"the answer is {_looks(answer)} where JSON is described")
    if isinstance(data, dict) and data.get("success") is False:
        words = _message(data) or "no reason given"
        raise APIResponseValidationError(f"success is false: {words}", field="success")


def _looks(answer: Answer) -> str:
    kind = answer.headers.get("content-type", "without a type")
    return f"{len(answer.content)} bytes, {kind}" if answer.content else "empty"


def _validation_error(
    found: APIResponseValidationError, answer: Answer, data: Any, call: Call
) -> APIResponseValidationError:
    details = _answer_details(answer, data, call)
    details["field"] = found.field
    details["secrets"] = _secrets(answer, data, call.request.operation.secrets)
    if found.field == "success" and isinstance(data, dict) and data.get("success") is False:
        details["outcome"] = "rejected"
    return APIResponseValidationError(
        _text(f"{answer.status} {_scrubbed(str(found), call)}", call), **details
    )


def _secrets(answer: Answer, data: Any, names: frozenset[str]) -> Mapping[str, str]:
    """The secrets of a success that cannot be used; all of it, if it cannot even be read."""
    if data is _NotJson:
        text = answer.content.decode(errors="replace")
        return {"answer": text} if names and text else {}
    fields = data.items() if isinstance(data, dict) else ()
    return {name: text for name, text in fields if name in names and isinstance(text, str)}


def error_of(event: Answer | Fault, call: Call) -> JetEmailError:
    """The error of an attempt that is the last one."""
    if isinstance(event, Fault):
        return _connection_error(event, call)
    data = _decoded(event.content)
    words = _scrubbed(_message(data), call) or f"({_looks(event)})"
    return status_error_class(event.status, data)(
        _text(f"{event.status} {words}", call), **_answer_details(event, data, call)
    )


def _connection_error(fault: Fault, call: Call) -> JetEmailError:
    details = _details(call)
    text = _text(f"no answer: {fault.reason}", call)
    if fault.phase is None:
        return APIConnectionError(text, **details)
    details["phase"] = fault.phase
    return APITimeoutError(text, **details)


def _answer_details(answer: Answer, data: Any, call: Call) -> Details:
    kept = {name: answer.headers[name] for name in _HEADERS_KEPT if name in answer.headers}
    headers = _scrubbed(kept, call)
    return {
        **_details(call),
        "status": answer.status,
        "message": _scrubbed(_message(data), call),
        "body": _body(answer, data, call),
        "headers": headers,
        "request_id": next((headers[name] for name in _REQUEST_IDS if name in headers), None),
        "retry_after": call.retry_after,
    }


def _details(call: Call) -> Details:
    operation = call.request.operation
    return {
        "operation": operation.name,
        "method": operation.method,
        "path": operation.path,
        "outcome": _outcome(call),
        "attempts": tuple(call.attempts),
        "elapsed": call.elapsed,
    }


def _outcome(call: Call) -> Outcome:
    """Of the whole call: one attempt that may have acted makes it unknown."""
    outcomes: list[Outcome] = [attempt.outcome for attempt in call.attempts]
    return "unknown" if "unknown" in outcomes else outcomes[-1]


def _message(data: Any) -> str | None:
    """The API's own words. `error` is described; the vendor's own SDKs read `message` as well."""
    if not isinstance(data, dict):
        return None
    found = (data.get(name) for name in ("error", "message"))
    return next((words for words in found if isinstance(words, str) and words), None)


def _body(answer: Answer, data: Any, call: Call) -> Any:
    if data is not _NotJson:
        return _scrubbed(data, call) if len(answer.content) <= _BODY_KEPT else "(too long to keep)"
    if answer.status < 300 and call.request.operation.secrets:
        return "(not kept: it may hold a secret)"
    # Cut last: half of a secret would not be found.
    return _scrubbed(answer.content[: 2 * _BODY_KEPT].decode(errors="replace"), call)[:_BODY_KEPT]


def _scrubbed(value: Any, call: Call) -> Any:
    """The value without secrets: fields that are ones by name, and texts that the call holds."""
    names = call.request.operation.secrets
    if isinstance(value, dict):
        return {
            name: "***" if name in names and inner is not None else _scrubbed(inner, call)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [_scrubbed(inner, call) for inner in value]
    if isinstance(value, str):
        for secret in (*call.settings.keys.values(), *call.request.secrets):
            for form in (secret, json.dumps(secret)[1:-1]):
                value = value.replace(form, "***")
    return value


def _text(what: str, call: Call) -> str:
    operation, attempts = call.request.operation, call.attempts
    notes = []
    if call.retry_after is not None:
        notes.append(f"asks to wait {call.retry_after:g} s")
    if len(attempts) > 1:
        notes.append(f"attempt {len(attempts)} of {call.settings.max_attempts}")
    notes += [
        f"attempt {attempt.number} ({attempt.result}) may have succeeded"
        for attempt in attempts[:-1]
        if attempt.outcome == "unknown"
    ]
    text = f"{operation.name}: {what[:_TEXT_KEPT]}" + (f" ({'; '.join(notes)})" if notes else "")
    hint = _HINTS.get(operation.retry) if attempts[-1].outcome == "unknown" else None
    return f"{text}. {hint}" if hint else text
