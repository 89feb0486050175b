"""The texts of errors: what happened in which attempt, and what to do."""

from collections.abc import Mapping, Sequence

from ._call import Call
from ._runtime.records import RetryClass
from ._settings import ARGUMENTS, VARIABLES
from .errors import (
    Attempt,
    AuthenticationError,
    IdempotencyInFlightError,
    IdempotencyMismatchError,
    JetEmailError,
    Outcome,
)

# Of what an answer says, a text keeps this much.
_KEPT = 500

# What to do when the outcome is unknown.
_AFTER_UNKNOWN: Mapping[RetryClass, str] = {
    "safe": "",
    "keyed": "It may be done: with the error's idempotency_key, a repeat does not act again.",
    "idempotent": "It may be done: a repeat has the same effect.",
    "named": "It may exist now: look before you try again.",
    "never": "It may be done, and was not sent again: a repeat could act twice.",
}

# What to do about a refusal.
_AFTER_REFUSAL: Mapping[type[JetEmailError], str] = {
    IdempotencyInFlightError: "Repeat it later, with the error's idempotency_key.",
    IdempotencyMismatchError: "Give each message an idempotency key of its own.",
}


def text_of(
    kind: type[JetEmailError],
    what: str,
    call: Call,
    outcome: Outcome,
    *,
    is_held_back: bool = False,
) -> str:
    """The text of an error.

    Args:
        kind: The error's class.
        what: What happened, without secrets.
        call: The call that failed.
        outcome: The error's outcome.
        is_held_back: Whether what happened came after the last attempt, not of it.
    """
    notes = "; ".join(_notes(call, is_held_back=is_held_back))
    text = f"{call.request.operation.name}: {what[:_KEPT]}" + (f" ({notes})" if notes else "")
    hints = [hint for hint in _hints(kind, call, outcome) if hint]
    return ". ".join([text, " ".join(hints)]) if hints else text


def _notes(call: Call, *, is_held_back: bool) -> list[str]:
    if is_held_back:
        return _notes_on(call, call.attempts)
    notes = [] if call.retry_after is None else [f"asks to wait {call.retry_after:g} s"]
    if len(call.attempts) > 1:
        notes.append(f"attempt {len(call.attempts)} of {call.settings.max_attempts}")
    return [*notes, *_notes_on(call, call.attempts[:-1])]


def _notes_on(call: Call, earlier: Sequence[Attempt]) -> list[str]:
    if call.is_taken:
        return ["a list shows it, and that it is not this call's"]
    return [
        f"attempt {attempt.number} ({attempt.result}) may have succeeded"
        for attempt in earlier
        if attempt.outcome == "unknown"
    ]


def _hints(kind: type[JetEmailError], call: Call, outcome: Outcome) -> list[str]:
    if kind in _AFTER_REFUSAL:
        return [_AFTER_REFUSAL[kind]]
    hints, key = [], call.request.operation.key
    if kind is AuthenticationError and key:
        hints.append(f"Check {ARGUMENTS[key]}, or {VARIABLES[key]}.")
    if outcome == "unknown":
        hints.append(_AFTER_UNKNOWN[call.request.retry])
        if call.plan and call.plan.secrets:
            hints.append("What it was given is in the error's secrets.")
    return hints
