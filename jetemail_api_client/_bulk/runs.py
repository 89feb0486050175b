"""What runs of both flavours share: their options, their counts, and their thread for files.

`async_run` and `sync_run` do the steps, in tasks and in threads.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from attrs import frozen

from .._runtime.functions import check_plain, discard, name_of
from .._runtime.validators import invalid, wrong_type
from .._runtime.values import printable, type_name
from .schedule import Schedule
from .steps import Item, Work

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

T = TypeVar("T")
O = TypeVar("O")  # noqa: E741 - an outcome
P = TypeVar("P")

# The longest that an option may be, in seconds: a run waits for the rate limit as long as it takes.
_PATIENCE = 1_000_000
_MAX_CONCURRENCY = 1000


@frozen(kw_only=True)
class RunOptions(Generic[P]):
    """The options of a run, validated."""

    concurrency: int
    in_order: bool
    on_progress: Callable[[P], object] | None

    def check(self, operation: str) -> None:
        """Check them.

        Raises:
            InvalidRequestError: One is outside its limits.
            TypeError: One is of a wrong type.
        """
        check_count(operation, "concurrency", self.concurrency, _MAX_CONCURRENCY)
        if not isinstance(self.in_order, bool):
            raise wrong_type(operation, "in_order", "a bool", self.in_order)
        if self.on_progress is not None:
            check_plain("on_progress", self.on_progress)


def check_count(operation: str, name: str, value: object, maximum: int) -> None:
    """Check a number of things.

    Raises:
        InvalidRequestError: It is outside its limits.
        TypeError: It is no number.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong_type(operation, name, "an int", value)
    if not 1 <= value <= maximum:
        raise invalid(operation, name, f"is {printable(value)}; it must be 1 to {maximum}")


class BaseRun(Generic[O, P]):
    """The common base of both flavours."""

    def __init__(self, client: Any, work: Work[O, P], options: RunOptions[P]) -> None:
        self._client = client.with_options(rate_limit_timeout=_PATIENCE)
        self._work = work
        self._options = options
        self._schedule = Schedule(options.concurrency, work.batch_size, options.in_order)
        self._storage: Executor | None = None
        self._storage_closed: Future[None] | None = None
        self._is_started = self._is_closed = False

    @property
    def progress(self) -> P:
        """The counts so far."""
        return self._work.progress()

    @property
    def unfinished(self) -> tuple[O, ...]:
        """The items that were taken and whose outcomes were not returned, in their order.

        After the end, those that a `break`, a cancellation or an error left: "not_sent" (of a user:
        "failed") if no request with it left, "unknown" if one did. Of a user that is unknown, the
        outcome has the password that was sent.
        """
        items = self._schedule.unfinished
        return tuple(item.outcome or self._work.unfinished(item) for item in items)

    def _returned(self) -> O | None:
        """Return the next outcome, after counting it; None if there is none yet."""
        outcome: O | None = self._schedule.next_outcome()
        if outcome is not None:
            self._work.count(outcome)
            if self._options.on_progress is not None:
                try:
                    self._report(self._options.on_progress)
                except Exception as error:  # noqa: BLE001 - raised at the end of the run
                    self._schedule.fail(error)
            # Last: with an interrupt until here, it is unfinished, not lost.
            self._schedule.remove_next()
        return outcome

    def _report(self, on_progress: Callable[[P], object]) -> None:
        result = on_progress(self.progress)
        if discard(result):
            got = f"{name_of(on_progress)} returned {type_name(result)}"
            reason = f"{got}, which a plain call does not run: give a plain function"
            raise TypeError(f"on_progress: {reason}")

    def _in_storage(self, function: Callable[[], T]) -> "Future[T]":
        """Call a function in the one thread for files."""
        if self._storage is None:
            # Late: a run without a journal has none.
            from concurrent.futures import ThreadPoolExecutor

            self._storage = ThreadPoolExecutor(1, "jetemail-journal")
        return self._storage.submit(function)

    def _claim(self, items: Sequence[Item]) -> bool:
        """Claim what the items of a job name; if that fails, end it and return False."""
        try:
            for item in items:
                if (function := self._work.claim(item)) is not None:
                    item.claim = self._in_storage(function)
        except Exception as error:  # noqa: BLE001 - raised at the end of the run
            self._schedule.finish(items, error)
            return False
        return True

    def _closed_storage(self) -> "Future[None] | None":
        """Close what the work opened, once; return the future of that, if there is any."""
        if self._storage is not None and self._storage_closed is None:
            self._storage_closed = self._in_storage(self._work.close)
            self._storage.shutdown(wait=False)
        return self._storage_closed

    def _end(self) -> BaseException | None:
        """Return the error that ends the run, once."""
        error, self._schedule.error = self._schedule.error, None
        return error

    def _client_with(self, adapter: Any) -> Any:
        client = self._client._copy()
        client._adapter = adapter
        return client


def begin(items: Iterable[Item]) -> None:
    """Note that a request with these items leaves."""
    for item in items:
        item.is_begun = True


@contextmanager
def closing(values: Any) -> Iterator[Iterator[Any]]:
    """Close an iterator at the end, if it can be closed, as a generator."""
    try:
        yield values
    finally:
        if hasattr(values, "close"):
            values.close()
