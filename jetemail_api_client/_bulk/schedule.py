"""What a run takes, and what it returns next: decided without I/O, for both flavours."""

from collections import deque
from collections.abc import Sequence
from typing import Any

from attrs import define, field

from .steps import Item


@define(eq=False)
class Schedule:
    """Decides what to take from the source, and what to return next; it does no I/O.

    A job has the items of one request. The jobs without a returned outcome are limited, so that
    memory is, too.
    """

    limit: int
    batch_size: int
    in_order: bool
    error: BaseException | None = None
    """What ends the run, once all jobs have ended."""
    is_ended: bool = False
    """True if no more items are taken."""
    _taken: int = 0
    _running: int = 0
    _batch: list[Item] = field(factory=list)
    _jobs: dict[int, deque[Item]] = field(factory=dict)
    """By the index of the first item: the items whose outcomes were not returned."""
    _finished: dict[int, None] = field(factory=dict)

    @property
    def has_room(self) -> bool:
        """Return True if another item may be taken."""
        return not self.is_ended and len(self._jobs) < self.limit

    @property
    def is_done(self) -> bool:
        """Return True if all outcomes that there will be were returned."""
        return self.is_ended and not self._running and not self._finished

    @property
    def unfinished(self) -> list[Item]:
        """The items whose outcomes were not returned."""
        return [*(item for items in self._jobs.values() for item in items), *self._batch]

    def take(self, value: object) -> list[Item]:
        """Take an item of the source; return those of a job to start, if it completes one."""
        self._batch.append(Item(self._taken, value))
        self._taken += 1
        # An async source may return one after the end; it is unfinished.
        is_job = len(self._batch) == self.batch_size and not self.is_ended
        return self._job() if is_job else []

    def end(self) -> list[Item]:
        """End the source; return the items of a last job to start, if there are any."""
        if self.is_ended:
            return []
        self.is_ended = True
        return self._job() if self._batch else []

    def fail(self, error: BaseException) -> None:
        """Take no more items, and end with an error, the first one."""
        self.is_ended, self.error = True, self.error or error

    def finish(self, items: Sequence[Item], error: BaseException | None) -> None:
        """End a job whose items have their outcomes, or that ends the run."""
        self._running -= 1
        if error is not None:
            self.fail(error)
        if all(item.outcome is not None for item in items):
            self._finished[items[0].index] = None

    def next_outcome(self) -> Any:
        """Return the next outcome, which stays until it is removed; None if there is none yet."""
        number = self._next_job()
        return self._jobs[number][0].outcome if number in self._finished else None

    def remove_next(self) -> None:
        """Remove the item of the next outcome."""
        number = self._next_job()
        items = self._jobs[number]
        items.popleft()
        if not items:
            del self._jobs[number], self._finished[number]

    def _next_job(self) -> int:
        """Return the number of the job with the next outcome; -1 if there is none."""
        if not self.in_order:
            return next(iter(self._finished), -1)
        if self.error is not None and not self._running:
            # The jobs that ended the run have no outcome.
            return min(self._finished, default=-1)
        return next(iter(self._jobs), -1)

    def _job(self) -> list[Item]:
        items, self._batch = self._batch, []
        self._jobs[items[0].index] = deque(items)
        self._running += 1
        return items
