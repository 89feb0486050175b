"""What a client and a call know: the state that decisions read and update."""

import math
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from attrs import define, evolve, field

from .._fork import ProcessBound, reset_after_fork
from .._runtime.operations import Request
from .._runtime.raw_responses import APIResponse
from ..errors import Attempt, AttemptOutcome, Outcome
from ..hooks import Hook, Hooks, as_hooks, exchange_context_of
from ..options import Clock, Settings, address_of
from ..rate_limits import Limiter, RateLimiter, RateLimits
from .reconcile import DateSample, PendingCreate, PendingCreates, Reconciler

_BUDGET = 20.0
_BUDGET_REFUND = 0.1

_NO_HEADERS: Mapping[str, str] = {}


@define
class SkippingClock:
    """A clock that counts the time that sleeps left out as passed.

    A test replaces sleeping by a function that returns at once, or stops the clock. A call that
    waits for a moment would then wait again and again. Threads may use it at the same time.
    """

    clock: Clock
    skipped: float = 0.0
    """Seconds."""

    def as_clock(self) -> Clock:
        """Return it in the form that calls read."""
        return Clock(monotonic=self.monotonic, unix=self.unix, jitter=self.clock.jitter)

    def monotonic(self) -> float:
        """Return the monotonic time in seconds."""
        return self.clock.monotonic() + self.skipped

    def unix(self) -> float:
        """Return the Unix time in seconds."""
        return self.clock.unix() + self.skipped

    def skip_to(self, moment: float) -> None:
        """Have the monotonic time be a moment, unless that has passed."""
        self.skipped = max(self.skipped, moment - self.clock.monotonic())


class RetryBudget(ProcessBound):
    """Limits the retries of a client, so that they do not bury a failing server.

    Args:
        tokens: Retries ahead of successes at most; math.inf for no limit.
    """

    def __init__(self, tokens: float = _BUDGET) -> None:
        self._limit = self._tokens = tokens
        self.reset()
        reset_after_fork(self)

    def reset(self) -> None:
        """Make a lock of this process."""
        # Reentrant: a signal handler may make a call while it is held.
        self._lock = threading.RLock()

    def spend(self) -> bool:
        """Take a token for a retry; return False if there is none."""
        with self._lock:
            if self._tokens < 1:
                return False
            self._tokens -= 1
            return True

    def refund(self) -> None:
        """Add a part of a token for a success."""
        if self._tokens < self._limit:
            with self._lock:
                self._tokens = min(self._limit, self._tokens + _BUDGET_REFUND)


@define(kw_only=True)
class ClientState:
    """The state that all calls of a client share."""

    clock: Clock = field(factory=Clock)
    retry_budget: RetryBudget = field(factory=RetryBudget)
    rate_limiter: Limiter = field(factory=RateLimiter)
    pending_creates: PendingCreates = field(factory=PendingCreates)
    hooks: tuple[Hook, ...] = ()
    exchange_context: Callable[[], AbstractContextManager[object]] = field(init=False)
    """Makes the context in which an attempt is sent."""
    is_closed: bool = False
    """True after `close()`: no more requests are sent."""
    date_sample: DateSample | None = None
    """The last Date header, to know the server's clock."""

    def __attrs_post_init__(self) -> None:
        self.exchange_context = exchange_context_of(self.hooks)

    @classmethod
    def from_settings(
        cls,
        settings: Settings,
        clock: Clock | None,
        hooks: Hooks | None,
        shared: Limiter | None = None,
    ) -> "ClientState":
        """Make the state of a new client, with the adapter of a shared rate limiter, if any."""
        return cls(
            clock=clock or Clock(),
            retry_budget=RetryBudget(_BUDGET if settings.retry_budget else math.inf),
            rate_limiter=shared or _rate_limiter(settings),
            hooks=as_hooks(hooks),
        )


def _rate_limiter(settings: Settings) -> RateLimiter:
    limits = settings.rate_limits
    if isinstance(limits, RateLimits | None):
        return RateLimiter(limits, is_blocking=settings.rate_limit_block)
    assert isinstance(limits, RateLimiter)  # noqa: S101 - a shared one has an adapter
    return limits


@define
class Deadline:
    """The deadline of a call, which stands still while the call waits for the rate limiter."""

    clock: Clock
    seconds: float
    started: float
    """Start of the call on the monotonic clock."""
    waited: float = 0.0
    """Seconds of waiting for the rate limiter."""
    place: int = -1
    """Place in the rate limiter's queue, which the attempts of the call keep."""

    def remaining(self, now: float | None = None) -> float:
        """Return the seconds until the deadline, from a reading of the clock or from now."""
        if now is None:
            now = self.clock.monotonic()
        return self.seconds + self.waited - (now - self.started)


@define(kw_only=True)
class CallState:
    """The state of one call: what decisions and errors are made from."""

    request: Request[Any]
    settings: Settings
    deadline: Deadline
    """Shared with the listing that reconciles a create."""
    started_at: float = 0.0
    """Start of the call in Unix seconds."""
    attempts: list[Attempt] = field(factory=list)
    attempt_started: float | None = None
    """Start of the running attempt, in seconds from the start of the call; None between them."""
    status: int = 0
    """Status of the last response."""
    headers: Mapping[str, str] = field(default=_NO_HEADERS, repr=False)
    """Headers of the last response."""
    retry_after: float | None = None
    """Seconds that the last response asked to wait."""
    reconciler: Reconciler[Any] | None = None
    """Finds out what a create did whose response was lost."""
    pending: PendingCreate | None = None
    """The name that it creates, if a listing can show it."""
    is_reconciled: bool = False
    """True if a listing showed that a create with a lost response succeeded."""
    is_name_taken: bool = False
    """True if a listing shows that the name to create belongs to another request."""

    @property
    def address(self) -> str:
        """Host and port of the API."""
        host, port = address_of(self.settings.base_url)
        return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

    @property
    def outcome(self) -> Outcome:
        """Outcome of the call as a whole: unknown if any attempt may have acted."""
        if self.is_name_taken:
            return "rejected"
        outcomes: list[AttemptOutcome] = [attempt.outcome for attempt in self.attempts]
        last = outcomes[-1] if outcomes else "not_sent"
        return "unknown" if last == "done" or "unknown" in outcomes else last

    def record_listing(self, response: APIResponse[Any]) -> None:
        """Keep status and headers of a listing: it may become the response of this create."""
        self.status, self.headers = response.status, response.headers

    def revise_outcome(self, outcome: Outcome) -> None:
        """Correct the outcome of the last attempt: its response cannot be used."""
        self.attempts[-1] = evolve(self.attempts[-1], outcome=outcome)
