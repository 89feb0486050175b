"""What all calls of a client have in common."""

import math
import random
import threading
import time
from collections.abc import Callable

from attrs import define, field, frozen

from ._contests import Contests
from ._events import Listener, Listeners, listeners_of
from ._forks import renewed_in_children
from ._pacing import Pacer
from ._policy import BUDGET, BUDGET_REFUND
from ._reconciling import Dated
from ._settings import Settings


@frozen(kw_only=True)
class Clock:
    """Where a call gets time and chance from; tests bring their own."""

    monotonic: Callable[[], float] = time.monotonic
    unix: Callable[[], float] = time.time
    jitter: Callable[[], float] = random.random


class RetryBudget:
    """Retries that a client may still make: a failing server is not buried under them.

    Args:
        tokens: How many it may make ahead of its successes; math.inf for no limit.
    """

    def __init__(self, tokens: float = BUDGET) -> None:
        self._most = self._tokens = tokens
        self.renew()
        renewed_in_children(self)

    def renew(self) -> None:
        """Take a lock of this process's own."""
        # Reentrant: the handler of a signal may make a call while it is held.
        self._lock = threading.RLock()

    def take(self) -> bool:
        """Take a token for a retry, if there is one."""
        with self._lock:
            if self._tokens < 1:
                return False
            self._tokens -= 1
            return True

    def refund(self) -> None:
        """Give back a part of a token for a success."""
        with self._lock:
            self._tokens = min(self._most, self._tokens + BUDGET_REFUND)


@define(kw_only=True)
class Shared:
    """What all calls of a client have in common."""

    clock: Clock = field(factory=Clock)
    budget: RetryBudget = field(factory=RetryBudget)
    pacer: Pacer = field(factory=Pacer)
    contests: Contests = field(factory=Contests)
    listeners: tuple[Listener, ...] = ()
    is_closed: bool = False
    """Whether the client was closed: then nothing is sent any more."""
    dated: Dated | None = None
    """What the last answer with a Date said of the server's clock."""


def shared_by_calls(settings: Settings, clock: Clock | None, on_event: Listeners | None) -> Shared:
    """What all calls of a client share, as its settings say."""
    return Shared(
        clock=clock or Clock(),
        budget=RetryBudget(BUDGET if settings.retry_budget else math.inf),
        pacer=Pacer(is_pacing=settings.pacing, is_gated=settings.rate_limit_gate),
        listeners=listeners_of(on_event),
    )
