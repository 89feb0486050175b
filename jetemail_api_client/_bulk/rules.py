"""The rules that all runs share: counts, blocks of the account, and the errors that end a run."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from attrs import define, field

from ..errors import (
    AuthenticationError,
    ConfigurationError,
    JournalError,
    PermissionDeniedError,
    RateLimiterError,
    RateLimitError,
)
from ..rate_limits import MAX_BLOCK
from .steps import Call, Sleep, Steps

# A 429 blocks the account, not the message: it is sent again after the block. In seconds, for one
# without Retry-After; and how often, so that a run does not wait forever.
_BLOCK = 60.0
_MAX_BLOCKS = 12

UNFINISHED = "The run ended before its outcome was known."


@define
class Tally:
    """Counts the outcomes of a run."""

    clock: Callable[[], float]
    total: int | None
    started: float | None = None
    counts: Counter[str] = field(factory=Counter)
    from_journal: int = 0

    def start(self) -> None:
        self.started = self.clock()

    def figures(self, *statuses: str) -> dict[str, Any]:
        """Return the fields of a progress object."""
        done = self.counts.total()
        elapsed = 0.0 if self.started is None else self.clock() - self.started
        rate = (done - self.from_journal) / elapsed if elapsed > 0 else 0.0
        left = None if self.total is None or not rate else max(self.total - done, 0) / rate
        shared = {"done": done, "total": self.total, "elapsed": elapsed, "rate": rate}
        return {**shared, "seconds_left": left, **{one: self.counts[one] for one in statuses}}


def through_blocks(call: Call) -> Steps[Any]:
    """Execute a request; after a 429, again when the block has passed."""
    for _ in range(_MAX_BLOCKS):
        try:
            return (yield call)
        except RateLimitError as error:
            seconds = _BLOCK if error.retry_after is None else error.retry_after
            if error.outcome == "unknown":
                for item in call.items:
                    item.is_doubtful = True
        yield Sleep(min(max(seconds, 1.0), MAX_BLOCK))
    return (yield call)


# Errors that concern all messages: they end a run.
FATAL = (
    AuthenticationError,
    ConfigurationError,
    JournalError,
    PermissionDeniedError,
    RateLimiterError,
)


def text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) else None
