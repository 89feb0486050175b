"""What each class of operation does under each kind of fault: the promises as a table, by hand."""

from collections.abc import Mapping
from typing import Literal

from attrs import frozen

from jetemail_api_client._runtime.records import RetryClass

from .faults import Fault, Kind

End = Literal["value", "not_sent", "unknown", "rejected"]
"""A value, or the outcome of an error."""


@frozen
class Expected:
    """How often an operation is tried, and how it ends: if the fault comes once, and always."""

    once: tuple[int, End]
    always: tuple[int, End]


_AGAIN_THEN_VALUE: tuple[int, End] = (2, "value")

_UNSENT = Expected(_AGAIN_THEN_VALUE, (3, "not_sent"))
_LIMITED = Expected(_AGAIN_THEN_VALUE, (3, "rejected"))
_AT_ONCE = Expected((1, "rejected"), (1, "rejected"))
_UNSURE_AT_ONCE = Expected((1, "unknown"), (1, "unknown"))
_UNSURE = Expected(_AGAIN_THEN_VALUE, (3, "unknown"))

# The rows that are the same for all classes ...
_ALL: Mapping[Kind, Expected] = {
    "unsent": _UNSENT,
    "limited": _LIMITED,
    "blocked": _AT_ONCE,
    "refused": _AT_ONCE,
    "in_flight": _AT_ONCE,
}
# ... and those that make the classes.
_CLASSES: Mapping[RetryClass, Mapping[Kind, Expected]] = {
    "safe": {
        "broken": _UNSURE,
        "failed": Expected(_AGAIN_THEN_VALUE, (3, "rejected")),
        "unreadable": _AT_ONCE,
    },
    "keyed": {
        "broken": _UNSURE,
        "failed": _UNSURE,
        "unreadable": _UNSURE_AT_ONCE,
        "in_flight": _LIMITED,
    },
    "idempotent": {"broken": _UNSURE, "failed": _UNSURE, "unreadable": _UNSURE_AT_ONCE},
    "never": {
        "broken": _UNSURE_AT_ONCE,
        "failed": _UNSURE_AT_ONCE,
        "unreadable": _UNSURE_AT_ONCE,
    },
}
# Then a list is asked. It shows what was done, unless the fault comes always.
_NAMED: Mapping[bool, Expected] = {
    True: Expected((1, "value"), (1, "unknown")),
    False: Expected(_AGAIN_THEN_VALUE, (1, "unknown")),
}


def expected(retry: RetryClass, fault: Fault, *, is_lasting: bool) -> tuple[int, End]:
    """How often an operation of a class is tried under a fault, and how it ends."""
    if retry == "named" and fault.kind in {"broken", "failed", "unreadable"}:
        row = _NAMED[fault.acts]
    else:
        row = {**_ALL, **_CLASSES.get(retry, {})}[fault.kind]
    return row.always if is_lasting else row.once
