"""When a call may go out: under the API's limits, and after the moment that it asked to wait for.

One pacer is shared by all tasks and threads of a client. It never waits itself: it says how long.
"""

import math
import threading
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterator, Mapping
from itertools import count

from attrs import define, field

from ._forks import renewed_in_children
from ._runtime.records import Lane

# Requests of an account in a minute: https://support.jetemail.com/api-reference/introduction
_LIMITS: Mapping[Lane, int] = {"account": 240, "email": 600}
# A second more than the minute: requests do not take the same time to arrive.
_WINDOW = 61.0
# The API blocks an account for five minutes. One that asks for more is asked again after this.
GATE_MOST = 900.0


@define(eq=False)
class Turn:
    """A place in the queue of a lane, once it has joined."""

    lane: Lane
    number: int = -1


@define
class _Queue:
    """Who waits, in order, and when the last requests went out."""

    most: int
    waiting: list[int] = field(factory=list)
    gone: deque[float] = field(factory=deque)
    """When the last requests went out, as many as may in a window; never falling."""
    numbers: Iterator[int] = field(factory=count)
    """Those of the turns that are not given out yet, rising."""

    def join(self, turn: Turn) -> None:
        # In this order: a turn that is interrupted here knows where it may stand.
        turn.number = next(self.numbers)
        insort(self.waiting, turn.number)

    def place(self, number: int) -> int | None:
        """How many turns are ahead of one; None if it does not wait."""
        place = bisect_left(self.waiting, number)
        return place if self.waiting[place : place + 1] == [number] else None

    def leave(self, number: int) -> None:
        """Take a turn out of the queue, if it is there."""
        place = self.place(number)
        if place is not None:
            del self.waiting[place]

    def moment(self, place: int, first: float) -> float:
        """When the turn at a place may go, if nothing may go before a first moment.

        Each one waits for the one that is a window's requests before it, gone or yet to go.
        """
        rounds, place = divmod(place, self.most)
        ahead = place - self.most + len(self.gone)
        free = self.gone[ahead] + _WINDOW if ahead >= 0 else first
        return max(first, free) + rounds * _WINDOW

    def go(self, now: float) -> None:
        self.gone.append(max(now, self.gone[-1]) if self.gone else now)
        if len(self.gone) > self.most:
            self.gone.popleft()


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
        """Take a lock of this process's own, and forget who waits in the parent."""
        # Reentrant: the handler of a signal may make a call, or give one up, while it is held.
        self._lock = threading.RLock()
        for queue in self._queues.values():
            queue.waiting.clear()

    def join(self, turn: Turn) -> Turn:
        """Take the next place in the queue; one that is not used is to be given back."""
        with self._lock:
            self._queues[turn.lane].join(turn)
        return turn

    def wait(self, turn: Turn, now: float, until: float = math.inf) -> float:
        """Seconds until a turn; with 0 it is used, and its request goes out at once.

        It may come later than was said, if the API asks to wait, or sooner, if others give up. From
        `until` on it is of no use any more: then it can only be given back.
        """
        with self._lock:
            queue = self._queues[turn.lane]
            place, first = queue.place(turn.number), max(now, self._open_at)
            if place is None:
                # Taken before a fork: whoever took it is the parent's.
                return 0.0
            moment = queue.moment(place, first) if self._is_pacing else first
            if moment > now or now >= until:
                return moment - now
            queue.leave(turn.number)
            queue.go(now)
            return 0.0

    def give_back(self, turn: Turn) -> None:
        """Let the next callers move up from a turn that nobody will use."""
        with self._lock:
            self._queues[turn.lane].leave(turn.number)

    def close_until(self, moment: float) -> None:
        """Let nothing out before a moment: the API blocks the whole account."""
        if self._is_gated:
            with self._lock:
                self._open_at = max(self._open_at, moment)

    def is_closed(self, now: float) -> bool:
        """Whether the API asked to wait, and the moment has not come."""
        return self._open_at > now
