"""When a call may go out: under the API's limits, and after the moment that it asked to wait for.

One pacer is shared by all tasks and threads of a client. It never waits itself: it says how long.
"""

import threading
from collections import deque
from collections.abc import Mapping

from attrs import define, field

from ._forks import renewed_in_children
from ._runtime.records import Lane

# Requests of an account in a minute: https://support.jetemail.com/api-reference/introduction
_LIMITS: Mapping[Lane, int] = {"account": 240, "email": 600}
# A second more than the minute: requests do not take the same time to arrive.
_WINDOW = 61.0


@define(eq=False)
class Turn:
    """The moment at which a request may go out, on the pacer's clock."""

    lane: Lane
    at: float
    is_back: bool = False
    """Whether it was given back."""


@define
class _Queue:
    """The moments at which requests went out, or will, in order."""

    most: int
    taken: deque[float] = field(factory=deque)

    def take(self, now: float) -> float:
        while len(self.taken) >= self.most and self.taken[0] <= now - _WINDOW:
            self.taken.popleft()
        at = now if len(self.taken) < self.most else self.taken[-self.most] + _WINDOW
        self.taken.append(max(at, now))
        return self.taken[-1]


class Pacer:
    """Gives out turns, first come, first served."""

    def __init__(self, *, is_pacing: bool = True, is_gated: bool = True) -> None:
        self._is_pacing = is_pacing
        self._is_gated = is_gated
        self._queues = {lane: _Queue(most) for lane, most in _LIMITS.items()}
        self._open_at = 0.0
        self.renew()
        renewed_in_children(self)

    def renew(self) -> None:
        """Take a lock of this process's own."""
        self._lock = threading.Lock()

    def turn(self, lane: Lane, now: float) -> Turn:
        """Take the next turn; one that is not used is to be given back."""
        if not self._is_pacing:
            return Turn(lane, now)
        with self._lock:
            return Turn(lane, self._queues[lane].take(now))

    def give_back(self, turn: Turn) -> None:
        """Let the next caller have a turn that nobody will use."""
        with self._lock:
            taken = self._queues[turn.lane].taken
            if turn.at in taken and not turn.is_back:
                taken.remove(turn.at)
                turn.is_back = True

    def wait(self, turn: Turn, now: float) -> float:
        """Seconds until a turn, which may have been put off since it was taken."""
        with self._lock:
            return max(turn.at, self._open_at) - now

    def close_until(self, moment: float) -> None:
        """Let nothing out before a moment: the API blocks the whole account."""
        if self._is_gated:
            with self._lock:
                self._open_at = max(self._open_at, moment)

    def is_closed(self, now: float) -> bool:
        """Whether the API asked to wait, and the moment has not come."""
        return self._open_at > now
