"""What came of an attempt, and whether and when to try again. Pure: no socket, no clock."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from attrs import field, frozen

from ._runtime.records import RetryClass
from .errors import AttemptOutcome, IdempotencyInFlightError, Phase, status_error_class

BACKOFF_FIRST = 0.5
# From the first pause to the longest: 8 seconds.
_DOUBLINGS = 4
BUDGET = 20.0
BUDGET_REFUND = 0.1


@frozen(kw_only=True)
class Answer:
    """A complete answer; header names in lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)
    whole: bool = True
    """False if the body is longer than a client takes in."""


@frozen
class Fault:
    """What came in the place of a complete answer."""

    reason: str
    may_have_arrived: bool
    """Whether a byte of the request may have been sent."""
    phase: Phase | None = None
    """What was waited for, if the time was up."""
    cause: BaseException | None = field(default=None, eq=False, repr=False)
    """What the system, or the library that sends, raised."""
    is_permanent: bool = False
    """Whether it would fail in the same way again."""


Effect = Literal["done", "refused", "limited", "in_flight", "ambiguous", "not_sent"]

_RETRIED: Mapping[RetryClass, frozenset[Effect]] = {
    "safe": frozenset({"not_sent", "limited", "ambiguous"}),
    "keyed": frozenset({"not_sent", "limited", "ambiguous", "in_flight"}),
    "idempotent": frozenset({"not_sent", "limited", "ambiguous"}),
    "named": frozenset({"not_sent", "limited"}),
    "never": frozenset({"not_sent", "limited"}),
}


# What a list does not show can be created again, whatever the answer seemed to say.
_RETRIED_IF_ABSENT: frozenset[Effect] = frozenset({"not_sent", "limited", "ambiguous", "done"})


def effect_of(event: Answer | Fault) -> Effect:
    """What an attempt did at the server, as far as can be told."""
    if isinstance(event, Fault):
        return "ambiguous" if event.may_have_arrived else "not_sent"
    if 200 <= event.status < 300:
        return "done"
    if event.status == 429:
        return "limited"
    if event.status == 408 or event.status >= 500:
        return "ambiguous"
    is_running = status_error_class(event.status, event.content) is IdempotencyInFlightError
    return "in_flight" if is_running else "refused"


def outcome_of(event: Answer | Fault, retry: RetryClass) -> AttemptOutcome:
    """The same in the words of an error: an answer to a read changes nothing, so it refuses."""
    effect = effect_of(event)
    if effect in ("done", "not_sent"):
        return effect
    if isinstance(event, Fault):
        return "unknown"
    return "unknown" if effect == "ambiguous" and retry != "safe" else "rejected"


def is_retried(retry: RetryClass, effect: Effect, *, is_absent: bool = False) -> bool:
    """Whether an operation may be sent again.

    Args:
        retry: Its class.
        effect: What its last attempt did.
        is_absent: Whether a list shows that what it is to create is not there.
    """
    return effect in (_RETRIED_IF_ABSENT if is_absent else _RETRIED[retry])


def pause_before_retry(attempts: int, wait: float | None, jitter: float) -> float:
    """Seconds before the next attempt.

    Args:
        attempts: How many attempts there were.
        wait: Seconds that the server asked to wait.
        jitter: Evenly distributed between 0 and 1: full jitter keeps clients apart.
    """
    most = BACKOFF_FIRST * 2.0 ** min(attempts - 1, _DOUBLINGS)
    return (wait or 0.0) + jitter * most


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that the server asked to wait, never negative; None if it did not, or in junk.

    Args:
        headers: Names in lower case. Of a header that came several times, the longest time counts.
        now: Unix seconds; used if the response has no date of its own.
    """
    if "retry-after" not in headers:
        return None
    # Against the server's own clock where it gives it: ours may be off.
    date = unix_seconds(headers.get("date")) or now
    return max(_waits(headers["retry-after"], date), default=None)


def _waits(header: str, now: float) -> Iterator[float]:
    """The seconds of each value of a Retry-After header."""
    for value in _VALUES.findall(header):
        if _SECONDS.fullmatch(value.strip()):
            yield float(value)
        elif (until := unix_seconds(value)) is not None:
            yield max(0.0, until - now)


# The values of a header that came several times; a date has a comma of its own.
_VALUES = re.compile(r"\s*(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,)?[^,]+")
_SECONDS = re.compile(r"\d{1,15}(\.\d{0,15})?", re.ASCII)


def unix_seconds(http_date: str | None) -> float | None:
    """The moment that a header such as Date names first; None if there is none, or junk."""
    if http_date is None or (first := _VALUES.match(http_date)) is None:
        return None
    # Late: only this rare path needs them, and the parser is slow to import.
    from datetime import UTC
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(first[0])
        # An old form leaves the zone out, which is GMT all the same, and not this machine's.
        seconds: float = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
    return seconds
