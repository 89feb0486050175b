"""Connections that are kept and lent: so many at most, first come, first served."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Generic, Protocol, TypeAlias, TypeVar

from ._faults import ClosedError
from ._sockets import left


class Pooled(Protocol):
    """A connection, which opens itself when it is first used."""

    def is_fit(self) -> bool:
        """Whether it can be used: it is new, or nothing has come since it was left."""
        ...

    def is_reusable(self) -> bool:
        """Whether it was left so that it can be used again."""
        ...

    def stop(self) -> None:
        """Have the thread that uses it fail soon."""
        ...

    def close(self) -> None:
        """Close it."""
        ...


C = TypeVar("C", bound=Pooled)

_Turn: TypeAlias = "SimpleQueue[None]"
"""Wakes the thread that waits: it has a connection, or the pool is closed."""


class Pool(Generic[C]):
    """Lends connections to threads.

    The handler of a signal may run after any call: it may raise, or close the client, and nothing
    is lost. So what belongs together has no call in between.

    Args:
        new: Makes a connection, which is not open yet.
        most: How many may be lent or kept.
        seconds: How long one is kept: shorter than servers commonly do.
    """

    def __init__(self, new: Callable[[], C], most: int, seconds: float = 5.0) -> None:
        self._new, self._most, self._seconds = new, most, seconds
        self._lock = threading.RLock()
        self._waiting: deque[_Turn] = deque()
        self._lent: dict[_Turn, C] = {}
        self._kept: list[tuple[float, C]] = []
        """Since when each is kept; the newest at the end."""
        self.is_closed = self._is_retired = False

    @contextmanager
    def lent(self, until: float) -> Iterator[C]:
        """Lend a connection; wait for it until a moment of `time.monotonic()`.

        Raises:
            TimeoutError: None came free in time.
            ClosedError: The pool is closed.
        """
        turn: _Turn = SimpleQueue()
        try:
            yield self._taken(turn, until)
        finally:
            try:
                self._give_back(turn)
            except BaseException:
                # Interrupted: nobody else would do it.
                self._give_back(turn)
                raise

    def _taken(self, turn: _Turn, until: float) -> C:
        with self._lock:
            self._check_open()
            self._waiting.append(turn)
            self._serve()
        try:
            turn.get(timeout=left(until))
        except Empty:
            raise TimeoutError from None
        while not (connection := self._of(turn)).is_fit():
            self._replace(turn, connection)
        return connection

    def _check_open(self) -> None:
        if self.is_closed:
            raise ClosedError

    def _of(self, turn: _Turn) -> C:
        """The connection that was lent to who waited; nothing is when the pool is closed."""
        if (connection := self._lent.get(turn)) is None:
            raise ClosedError
        return connection

    def _serve(self) -> None:
        """Lend to who waits, the connection that was used last before a new one."""
        while self._waiting and len(self._lent) < self._most:
            while self._kept and self._kept[0][0] < time.monotonic() - self._seconds:
                self._kept[0][1].close()
                del self._kept[:1]
            connection = self._kept[-1][1] if self._kept else self._new()
            if not self._waiting:
                # Closed in between, by the handler of a signal.
                return
            turn = self._waiting[0]
            self._lent[turn] = connection
            del self._waiting[0], self._kept[-1:]
            turn.put(None)

    def _replace(self, turn: _Turn, connection: C) -> None:
        """Lend another connection in the place of one that cannot be used."""
        connection.close()
        with self._lock:
            self._check_open()
            del self._lent[turn]
            self._waiting.appendleft(turn)
            self._serve()

    def _give_back(self, turn: _Turn) -> None:
        """End a turn, wherever it is."""
        with self._lock:
            if turn in self._waiting:
                self._waiting.remove(turn)
            if (connection := self._lent.get(turn)) is not None:
                self._put_away(turn, connection)
            self._serve()

    def _put_away(self, turn: _Turn, connection: C) -> None:
        kept = (time.monotonic(), connection)
        if connection.is_reusable() and not (self.is_closed or self._is_retired):
            del self._lent[turn]
            self._kept.append(kept)
        else:
            connection.close()
            del self._lent[turn]

    def close(self) -> None:
        """Close what is kept, stop what is lent, and turn away who waits."""
        with self._lock:
            self.is_closed = True
            for turn in tuple(self._waiting):
                turn.put(None)
            self._waiting.clear()
            self.retire()
            for connection in self._lent.values():
                connection.stop()

    def retire(self) -> None:
        """Close what is kept, and keep nothing any more: nobody will close it."""
        with self._lock:
            self._is_retired = True
            for _, connection in tuple(self._kept):
                connection.close()
            self._kept.clear()
