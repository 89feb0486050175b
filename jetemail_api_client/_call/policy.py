"""Retry policy: the effect of an attempt, and whether and when to retry. Pure: no I/O, no clock."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from .._runtime.operations import RetryClass
from ..errors import AttemptOutcome, IdempotencyInFlightError, status_error_class
from .exchange import AttemptResult, TransportFailure

# Bytes a second: 2 Mbit/s, a slow line.
_SLOWEST_UPLOAD = 256 * 1024
_BACKOFF_BASE = 0.5
# From the first delay to the longest: 8 seconds.
_MAX_DOUBLINGS = 4

Effect = Literal["done", "rejected", "rate_limited", "in_flight", "ambiguous", "not_sent"]

_RETRIED: Mapping[RetryClass, frozenset[Effect]] = {
    "safe": frozenset({"not_sent", "rate_limited", "ambiguous"}),
    "idempotency_key": frozenset({"not_sent", "rate_limited", "ambiguous", "in_flight"}),
    "idempotent": frozenset({"not_sent", "rate_limited", "ambiguous"}),
    "unique_name": frozenset({"not_sent", "rate_limited"}),
    "never": frozenset({"not_sent", "rate_limited"}),
}
# A resource that a listing does not show can be created again, whatever the response was.
_RETRIED_IF_ABSENT: frozenset[Effect] = frozenset({"not_sent", "rate_limited", "ambiguous", "done"})


def effect_of(result: AttemptResult) -> Effect:
    """Return the effect of an attempt at the server, as far as it is known."""
    if isinstance(result, TransportFailure):
        return "ambiguous" if result.may_have_arrived else "not_sent"
    if 200 <= result.status < 300:
        return "done"
    if result.status == 429:
        return "rate_limited"
    if result.status == 408 or result.status >= 500:
        return "ambiguous"
    is_in_flight = status_error_class(result.status, result.content) is IdempotencyInFlightError
    return "in_flight" if is_in_flight else "rejected"


def outcome_of(result: AttemptResult, retry: RetryClass) -> AttemptOutcome:
    """Return the outcome that errors report. An error response to a read counts as rejected."""
    effect = effect_of(result)
    if effect in ("done", "not_sent"):
        return effect
    if isinstance(result, TransportFailure):
        return "unknown"
    return "unknown" if effect == "ambiguous" and retry != "safe" else "rejected"


def may_retry(retry: RetryClass, effect: Effect, *, is_absent: bool = False) -> bool:
    """Return True if an operation may be sent again.

    Args:
        retry: Its retry class.
        effect: The effect of its last attempt.
        is_absent: A listing shows that the resource to create does not exist.
    """
    return effect in (_RETRIED_IF_ABSENT if is_absent else _RETRIED[retry])


def attempt_timeout(timeout: float, content: bytes | None) -> float:
    """Return the seconds for an attempt: a second more for each 256 KiB that it uploads.

    Args:
        timeout: The option `attempt_timeout`.
        content: The body of the request.
    """
    return timeout + len(content or b"") // _SLOWEST_UPLOAD


def retry_delay(attempts: int, retry_after: float | None, jitter: float) -> float:
    """Return the seconds before the next attempt: Retry-After, plus backoff with full jitter.

    Args:
        attempts: Attempts so far.
        retry_after: Seconds that the server asked to wait.
        jitter: Evenly distributed between 0 and 1; it keeps clients apart.
    """
    backoff = _BACKOFF_BASE * 2.0 ** min(attempts - 1, _MAX_DOUBLINGS)
    return (retry_after or 0.0) + jitter * backoff


def parse_retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Parse Retry-After: seconds, never negative; None without one, or if it is malformed.

    Args:
        headers: Names in lower case. Of a repeated header, the longest time counts.
        now: Unix seconds; used if the response has no date of its own.
    """
    if "retry-after" not in headers:
        return None
    # Relative to the server's own clock where it gives it: the local one may be off.
    date = parse_http_date(headers.get("date")) or now
    return max(_delays(headers["retry-after"], date), default=None)


def _delays(header: str, now: float) -> Iterator[float]:
    """Yield the seconds of each value of a Retry-After header."""
    for value in _VALUES.findall(header):
        if _SECONDS.fullmatch(seconds := value.strip()):
            # float() strips fewer control characters.
            yield float(seconds)
        elif (moment := parse_http_date(value)) is not None:
            yield max(0.0, moment - now)


# The values of a repeated header; a date has a comma of its own.
_VALUES = re.compile(r"\s*(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,)?[^,]+")
_SECONDS = re.compile(r"\d{1,15}(\.\d{0,15})?", re.ASCII)


def parse_http_date(header: str | None) -> float | None:
    """Parse the first date of a header such as Date: Unix seconds; None if it is malformed."""
    if header is None or (first := _VALUES.match(header)) is None:
        return None
    # Late: only this rare path needs them, and the parser is slow to import.
    from datetime import UTC
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(first[0])
        # An obsolete form has no zone. It is in GMT, not in the zone of this machine.
        seconds: float = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
    return seconds
