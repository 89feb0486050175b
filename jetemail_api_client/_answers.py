"""What an event means to the caller: the value of a success, or the error of anything else.

Errors are returned, and raised by the engine: a traceback shows frames, and tools show the locals
of frames, so no answer may stand in one.
"""

from collections.abc import Mapping
from typing import Any

from ._call import Call
from ._contents import NotJson, decoded, decoded_as, looks, message_in
from ._masking import secrets_in
from ._policy import Answer, Fault
from ._runtime.readings import Oddities
from ._texts import text_of
from .errors import (
    APIConnectionError,
    APIResponseValidationError,
    APITimeoutError,
    ConfigurationError,
    ConflictError,
    Details,
    JetEmailError,
    RateLimitError,
    status_error_class,
)

# Of an answer's body, and of its words, an error keeps this much: enough to understand it, not to
# fill a log.
_BODY_KEPT = 4096
_HEADERS_KEPT = ("content-type", "date", "server", "retry-after", "x-request-id", "cf-ray")
# No page names a header for it: these two are what servers and CDNs commonly send.
_REQUEST_IDS = ("x-request-id", "cf-ray")


def value_of(answer: Answer, call: Call, odd: Oddities) -> Any:
    """The value of a success, or the error of one that is not as described, or says it is none."""
    operation = call.request.operation
    data = decoded_as(operation.answer, answer)
    try:
        _check_success(answer, data, "CSV" if operation.answer == "csv" else "JSON")
        return operation.read(data, odd=odd)
    except APIResponseValidationError as error:
        return _validation_error(error, answer, data, call)


def is_gone(answer: Answer, call: Call) -> bool:
    """Whether a delete has been done: it finds nothing after an attempt that may have acted."""
    earlier = (attempt.outcome for attempt in call.attempts[:-1])
    is_delete = call.request.operation.method == "DELETE" and call.request.retry == "idempotent"
    return answer.status == 404 and is_delete and "unknown" in earlier


def value_of_gone(answer: Answer, call: Call) -> Any:
    """The value of a delete whose own answer was lost, of which nothing is known, or an error."""
    operation = call.request.operation
    try:
        return None if operation.answer == "free" else operation.read({})
    except APIResponseValidationError:
        return error_of(answer, call)


def _check_success(answer: Answer, data: Any, described: str) -> None:
    if not answer.whole:
        raise APIResponseValidationError("the answer is longer than a client takes in")
    if data is NotJson:
        words = f"the answer is {looks(answer)} where {described} is described"
        raise APIResponseValidationError(words)
    if isinstance(data, dict) and data.get("success") is False:
        words = message_in(data) or "no reason given"
        raise APIResponseValidationError(f"success is false: {words}", field="success")


def _validation_error(
    found: APIResponseValidationError, answer: Answer, data: Any, call: Call
) -> APIResponseValidationError:
    is_refusal = isinstance(data, dict) and data.get("success") is False
    call.doubt("rejected" if is_refusal or call.request.retry == "safe" else "unknown")
    details = _answer_details(answer, data, call)
    details["field"] = found.field
    sent = details.get("secrets", {})
    details["secrets"] = {**sent, **_secrets(answer, data, call.request.operation.secrets)}
    words = f"{answer.status} {call.scrubbed(str(found))}"
    text = text_of(APIResponseValidationError, words, call, call.outcome)
    return APIResponseValidationError(text, **details)


def _secrets(answer: Answer, data: Any, names: frozenset[str]) -> Mapping[str, str]:
    """The secrets of a success that cannot be used; all of it, if it cannot even be read."""
    if data is NotJson:
        text = answer.content.decode(errors="replace")
        return {"answer": text} if names and text else {}
    return dict(secrets_in(data, names))


def error_of(event: Answer | Fault, call: Call) -> JetEmailError:
    """The error of an attempt that is the last one."""
    if isinstance(event, Fault):
        return _connection_error(event, call)
    data = decoded(event.content)
    words = call.scrubbed(message_in(data) or f"({looks(event)})")
    kind = status_error_class(event.status, event.content)
    details = _answer_details(event, data, call)
    return kind(text_of(kind, f"{event.status} {words}", call, call.outcome), **details)


def held_back_error(call: Call, wait: float, *, is_closed: bool) -> RateLimitError:
    """The error of a call that could go out, or out again, only after its deadline."""
    asked = f"the API asked this account to wait {wait:.0f} s more"
    full = f"its turn under the API's limit on requests comes in {wait:.0f} s, after the deadline"
    sent = "not sent again" if call.attempts else "not sent"
    words = f"{sent}: {asked if is_closed else full}"
    text = text_of(RateLimitError, words, call, call.outcome, is_held_back=True)
    details = _details(call)
    details["status"], details["message"], details["retry_after"] = 429, words, wait
    return RateLimitError(text, **details)


def closed_error(call: Call) -> ConfigurationError:
    """The error of a call whose client was closed before its first attempt."""
    words = f"{call.request.operation.name}: the client is closed. Nothing was sent."
    return ConfigurationError(words, **_details(call))


def taken_error(event: Answer | Fault, call: Call) -> JetEmailError:
    """The error of a create whose name is another's, as a list shows."""
    call.is_taken = True
    if isinstance(event, Answer) and event.status == 409:
        return error_of(event, call)
    details = _details(call)
    details["status"] = 409
    words = "there is one of this name already"
    return ConflictError(text_of(ConflictError, words, call, call.outcome), **details)


def _connection_error(fault: Fault, call: Call) -> JetEmailError:
    details = _details(call)
    kind = APITimeoutError if fault.phase else APIConnectionError
    if fault.phase:
        details["phase"] = fault.phase
    words = f"no response from {call.address}: {call.scrubbed(fault.reason)}"
    error = kind(text_of(kind, words, call, call.outcome), **details)
    cause = fault.cause
    # Its text is not ours: one that repeats a secret is left out.
    if cause is not None and call.scrubbed(str(cause)) == str(cause):
        error.__cause__ = cause
    return error


def _answer_details(answer: Answer, data: Any, call: Call) -> Details:
    kept = {name: answer.headers[name] for name in _HEADERS_KEPT if name in answer.headers}
    headers, words = call.scrubbed(kept), call.scrubbed(message_in(data))
    return {
        **_details(call),
        "status": answer.status,
        "message": words and words[:_BODY_KEPT],
        "body": _body(answer, data, call),
        "headers": headers,
        "request_id": next((headers[name] for name in _REQUEST_IDS if name in headers), None),
        "retry_after": call.retry_after,
    }


def _details(call: Call) -> Details:
    operation = call.request.operation
    details: Details = {
        "operation": operation.name,
        "method": operation.method,
        "path": operation.path,
        "outcome": call.outcome,
        "attempts": tuple(call.attempts),
        "idempotency_key": call.request.idempotency_key,
    }
    if call.plan and (details["outcome"] == "unknown" or call.is_taken):
        # Also if it is another's: the list could be wrong, and what was sent would be lost.
        details["secrets"] = call.plan.secrets
    return details


def _body(answer: Answer, data: Any, call: Call) -> Any:
    if data is not NotJson:
        return call.scrubbed(data) if len(answer.content) <= _BODY_KEPT else "(too long to keep)"
    if answer.status < 300 and call.request.operation.secrets:
        return "(not kept: it may hold a secret)"
    # Cut last: half of a secret would not be found.
    return call.scrubbed(answer.content[: 2 * _BODY_KEPT].decode(errors="replace"))[:_BODY_KEPT]
