"""Time that moves only when all that is under way sleeps: minutes of waiting take no time."""

import threading

from attrs import define, field

# Seconds of the machine's time.
_HANG = 120


class Hang(BaseException):
    """Nothing ends a sleep: the number of workers is wrong. No failure that an SDK may handle."""


@define
class VirtualTime:
    """Unix time that stands still while a worker works, and then is that of the next to wake up.

    What happens in it depends on the sleeps alone, not on how fast the machine is.
    """

    start: float = 1_800_000_000.0
    """A moment in Unix seconds."""
    workers: int = 1
    """How many there are; set it by `work`."""
    _now: float = field(init=False)
    _ends: list[float] = field(factory=list)
    """When those that sleep wake up."""
    _changed: threading.Condition = field(factory=threading.Condition)

    def __attrs_post_init__(self) -> None:
        self._now = self.start

    def now(self) -> float:
        """Return the time."""
        return self._now

    def work(self, workers: int) -> None:
        """Set how many workers there are."""
        with self._changed:
            self.workers = workers
            self._move()

    def sleep(self, seconds: float) -> None:
        """Sleep, as one of the workers.

        Raises:
            Hang: Another worker did not sleep for two minutes of the machine's time.
        """
        with self._changed:
            end = self._now + seconds
            self._ends.append(end)
            self._move()
            if not self._changed.wait_for(lambda: self._now >= end, _HANG):
                raise Hang("Not all workers sleep")
            self._ends.remove(end)

    def _move(self) -> None:
        waiting = [end for end in self._ends if end > self._now]
        if waiting and len(waiting) >= self.workers:
            self._now = min(waiting)
        self._changed.notify_all()
