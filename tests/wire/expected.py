"""The number of attempts and the outcome of each retry class under each kind of fault, by hand."""

from collections.abc import Mapping
from typing import Literal

from attrs import frozen

from jetemail_api_client._runtime.operations import RetryClass

from .faults import Fault, Kind

End = Literal["value", "not_sent", "unknown", "rejected"]
"""A value, or the outcome of an error."""


@frozen
class Expected:
    """Attempts and end of a call, if the fault is injected once, and if always."""

    once: tuple[int, End]
    always: tuple[int, End]


_VALUE_AFTER_RETRY: tuple[int, End] = (2, "value")

_NOT_SENT = Expected(_VALUE_AFTER_RETRY, (3, "not_sent"))
_RETRIED_REJECTED = Expected(_VALUE_AFTER_RETRY, (3, "rejected"))
_RETRIED_UNKNOWN = Expected(_VALUE_AFTER_RETRY, (3, "unknown"))
_REJECTED = Expected((1, "rejected"), (1, "rejected"))
_UNKNOWN = Expected((1, "unknown"), (1, "unknown"))

# Rows that are the same for all classes.
_ALL: Mapping[Kind, Expected] = {
    "not_sent": _NOT_SENT,
    "rate_limited": _RETRIED_REJECTED,
    "blocked": _REJECTED,
    "rejected": _REJECTED,
    "in_flight": _REJECTED,
}
# Rows in which the classes differ.
_CLASSES: Mapping[RetryClass, Mapping[Kind, Expected]] = {
    "safe": {
        "no_response": _RETRIED_UNKNOWN,
        "server_error": _RETRIED_REJECTED,
        "invalid_response": _REJECTED,
    },
    "idempotency_key": {
        "no_response": _RETRIED_UNKNOWN,
        "server_error": _RETRIED_UNKNOWN,
        "invalid_response": _UNKNOWN,
        "in_flight": _RETRIED_REJECTED,
    },
    "idempotent": {
        "no_response": _RETRIED_UNKNOWN,
        "server_error": _RETRIED_UNKNOWN,
        "invalid_response": _UNKNOWN,
    },
    "never": {
        "no_response": _UNKNOWN,
        "server_error": _UNKNOWN,
        "invalid_response": _UNKNOWN,
    },
}
# A create by name is found in the list if the server acted. A lasting fault hides the list.
_NAMED: Mapping[bool, Expected] = {
    True: Expected((1, "value"), (1, "unknown")),
    False: Expected(_VALUE_AFTER_RETRY, (1, "unknown")),
}


def expected(retry: RetryClass, fault: Fault, *, is_lasting: bool) -> tuple[int, End]:
    """Return the number of attempts and the end of a call of a retry class under a fault."""
    if retry == "unique_name" and fault.kind in {"no_response", "server_error", "invalid_response"}:
        row = _NAMED[fault.acts]
    else:
        row = {**_ALL, **_CLASSES.get(retry, {})}[fault.kind]
    return row.always if is_lasting else row.once
