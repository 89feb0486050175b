"""Deliveries that come again: each is handled once, and again only if that failed.

JetEmail sends again what was not answered with success in time, in six attempts over about
5.2 hours, and duplicates happen besides:
https://jetemail.com/docs/webhooks/getting-started.md
"""

import threading
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Literal, Protocol

from ._forks import renewed_in_children
from .errors import ConfigurationError

Claim = Literal["new", "busy", "done"]
"""Whether a delivery is yours to handle, is being handled, or has been."""

_DAY = 24 * 3600.0


class Store(Protocol):
    """Remembers deliveries by id. Processes that share one handle each delivery once.

    A store that outlives the process must let go by itself of a claim that is neither finished nor
    released, after longer than handling takes: whoever made it may have died.
    """

    def claim(self, delivery_id: str, /) -> Claim:
        """Mark a delivery as being handled, in one step with the look whether it is marked."""
        ...

    def finish(self, delivery_id: str, /) -> None:
        """Mark a delivery as handled."""
        ...

    def release(self, delivery_id: str, /) -> None:
        """Forget a delivery that is being handled: the next claim of it is new."""
        ...


class AsyncStore(Protocol):
    """A `Store` whose methods are awaited."""

    async def claim(self, delivery_id: str, /) -> Claim:
        """Mark a delivery as being handled, in one step with the look whether it is marked."""
        ...

    async def finish(self, delivery_id: str, /) -> None:
        """Mark a delivery as handled."""
        ...

    async def release(self, delivery_id: str, /) -> None:
        """Forget a delivery that is being handled: the next claim of it is new."""
        ...


class MemoryStore:
    """A store in this process's memory, for all of its threads and tasks.

    Args:
        max_entries: How many deliveries it remembers; of more, the oldest are forgotten.
        max_age: Seconds for which it remembers one, from its last change. JetEmail's attempts
            span about 5.2 hours.
        clock: Where it gets the time from, in seconds.

    Raises:
        ConfigurationError: It would remember nothing.
    """

    def __init__(
        self,
        *,
        max_entries: int = 100_000,
        max_age: float = _DAY,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if not (max_entries >= 1 and max_age > 0):
            words = f"max_entries is {max_entries}, max_age is {max_age}; both must be positive."
            raise ConfigurationError(words)
        self._max_entries = max_entries
        self._max_age = max_age
        self._clock = clock
        # The oldest is the first.
        self._entries: OrderedDict[str, tuple[Claim, float]] = OrderedDict()
        self.renew()
        renewed_in_children(self)

    def renew(self) -> None:
        """Take a lock of this process's own."""
        # Reentrant: the handler of a signal may meet it while it is held.
        self._lock = threading.RLock()

    def __len__(self) -> int:
        return len(self._entries)

    def claim(self, delivery_id: str, /) -> Claim:
        """Mark a delivery as being handled, unless it is marked."""
        with self._lock:
            now = self._clock()
            self._forget(now - self._max_age)
            if delivery_id in self._entries:
                return self._entries[delivery_id][0]
            self._put(delivery_id, "busy", now)
            return "new"

    def finish(self, delivery_id: str, /) -> None:
        """Mark a delivery as handled."""
        with self._lock:
            self._put(delivery_id, "done", self._clock())

    def release(self, delivery_id: str, /) -> None:
        """Forget a delivery that is being handled."""
        with self._lock:
            if self._entries.get(delivery_id, ("done",))[0] == "busy":
                del self._entries[delivery_id]

    def _put(self, delivery_id: str, state: Claim, now: float) -> None:
        self._entries[delivery_id] = (state, now)
        self._entries.move_to_end(delivery_id)
        while len(self._entries) > self._max_entries:
            self._entries.popitem(last=False)

    def _forget(self, moment: float) -> None:
        while self._entries and next(iter(self._entries.values()))[1] <= moment:
            self._entries.popitem(last=False)


class DuplicateGuard:
    """Sees to it that a delivery is handled once, and again if that failed.

    In asyncio it does as well, as long as its store does not block, which a `MemoryStore` does not.

    Args:
        store: Where it remembers deliveries; a `MemoryStore` of its own unless one is given.
    """

    def __init__(self, store: Store | None = None) -> None:
        self._store: Store = MemoryStore() if store is None else store

    @contextmanager
    def once(self, delivery_id: str) -> Iterator[Claim]:
        """Claim a delivery for the block, which handles it if the claim is "new".

        After the block it is done; if the block raises, it is released, so that the next attempt
        of JetEmail is new. "done" is a repeat, to be answered with success; at "busy" a repeat came
        before the first was handled: answer 503, so that it comes again. If the store fails, its
        error is raised: what was claimed then stays "busy" until the store lets go of it.

        Args:
            delivery_id: What is signed: an event's `id`, or a mail's `delivery_id`.
        """
        claim = self._store.claim(delivery_id)
        if claim != "new":
            yield claim
            return
        try:
            yield claim
        except BaseException:
            self._store.release(delivery_id)
            raise
        self._store.finish(delivery_id)


class AsyncDuplicateGuard:
    """A `DuplicateGuard` over a store whose methods are awaited.

    Args:
        store: Where it remembers deliveries.
    """

    def __init__(self, store: AsyncStore) -> None:
        self._store = store

    @asynccontextmanager
    async def once(self, delivery_id: str) -> AsyncIterator[Claim]:
        """Claim a delivery for the block; see `DuplicateGuard.once`."""
        claim = await self._store.claim(delivery_id)
        if claim != "new":
            yield claim
            return
        try:
            yield claim
        except BaseException:
            await self._store.release(delivery_id)
            raise
        await self._store.finish(delivery_id)
