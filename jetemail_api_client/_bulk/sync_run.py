"""The run of `JetEmail`: each job is done in a thread."""

from collections.abc import Callable, Iterable, Iterator
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define

from ..rate_limits import Ticket
from .runs import BaseRun, RunOptions, begin, closing
from .steps import Call, Compute, Item, Step, Steps, Store, Work

if TYPE_CHECKING:
    from concurrent.futures import Executor

O = TypeVar("O")  # noqa: E741 - an outcome
P = TypeVar("P")


class _Stopped(Exception):  # noqa: N818 - ends a job, never reaches a caller
    """The run was closed."""


class Run(BaseRun[O, P]):
    """A run of `JetEmail`: iterate it with `for`, best in a `with` block; for one thread.

    Leaving the loop or the block ends it: what waits is given up, and what was sent is awaited, at
    most until its deadline.
    """

    def __init__(
        self, client: Any, work: Work[O, P], source: Iterable[Any], options: RunOptions[P]
    ) -> None:
        super().__init__(client, work, options)
        self._source: Iterator[Any] | None = None
        self._given = source
        self._pool: Executor | None = None
        self._sleeping: set[Ticket] = set()
        self._wait = self._client._sleep
        self._client._sleep = self._sleep

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[O]:
        # A generator: leaving a loop over it ends the run, even if the run is kept.
        try:
            while True:
                try:
                    outcome = self.__next__()
                except StopIteration:
                    return
                yield outcome
        finally:
            self.close()

    def __next__(self) -> O:
        """Return the next outcome.

        Raises:
            JetEmailError: What ends the run, after the outcomes of all that was under way.
        """
        try:
            while not self._is_closed:
                self._start()
                self._pull()
                while not self._ended.empty():
                    self._schedule.finish(*self._ended.get())
                outcome = self._returned()
                if outcome is not None:
                    return outcome
                if self._schedule.is_done:
                    break
                self._schedule.finish(*self._ended.get())
        except BaseException:
            self.close()
            raise
        self.close()
        raise self._end() or StopIteration

    def close(self) -> None:
        """End the run: await what was sent, and close the source and the journal."""
        self._schedule.is_ended = self._is_closed = True
        for ticket in self._sleeping.copy():
            ticket.wake()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        if self._source is not None:
            with closing(self._source):
                self._source = None
        if (closed := self._closed_storage()) is not None:
            closed.result()

    def _start(self) -> None:
        if not self._is_started:
            # Late: importing the package must not import them.
            from concurrent.futures import ThreadPoolExecutor
            from queue import SimpleQueue

            self._is_started = True
            self._ended: SimpleQueue[tuple[list[Item], BaseException | None]] = SimpleQueue()
            self._pool = ThreadPoolExecutor(self._options.concurrency, "jetemail-run")
            self._do_all(self._work.open())
            self._source = iter(self._given)

    def _pull(self) -> None:
        schedule = self._schedule
        try:
            while schedule.has_room and self._source is not None:
                try:
                    value = next(self._source)
                except StopIteration:
                    self._launch(schedule.end())
                else:
                    self._launch(schedule.take(value))
        except Exception as error:  # noqa: BLE001 - raised at the end of the run
            schedule.fail(error)

    def _launch(self, items: list[Item]) -> None:
        if items and self._pool is not None and self._claim(items):
            self._pool.submit(copy_context().run, self._job, items)

    def _job(self, items: list[Item]) -> None:
        error: BaseException | None = None
        try:
            self._do_all(self._work.do(items))
        except BaseException as one:  # noqa: BLE001 - ends the run
            error = one
        self._ended.put((items, error))
        error = None

    def _do_all(self, steps: Steps[None]) -> None:
        try:
            step = next(steps)
            while True:
                try:
                    result = self._do(step)
                except Exception as error:  # noqa: BLE001 - for the work to handle
                    step = steps.throw(error)
                else:
                    step = steps.send(result)
        except StopIteration:
            pass
        finally:
            steps.close()

    def _do(self, step: Step) -> Any:
        match step:
            case Call():
                announcer = _Announcer(self._client._adapter, step, self)
                return self._client_with(announcer).execute(step.request)
            case Store(function):
                return self._in_storage(function).result()
            case Compute(function):
                return function()
            case _:
                end = self._client._clock.monotonic() + step.seconds
                self._sleep(step.seconds, None)
                return self._client._end_sleep(end, None)

    def _sleep(self, seconds: float, ticket: Ticket | None) -> None:
        """Sleep as the client does, but not after a close.

        Raises:
            _Stopped: The run was closed.
        """
        ticket = ticket or Ticket("email")
        self._sleeping.add(ticket)
        try:
            # After that: a close in between would not end it.
            self._check_open()
            self._wait(seconds, ticket)
        finally:
            self._sleeping.discard(ticket)
        self._check_open()

    def _check_open(self) -> None:
        """Check that the run is open.

        Raises:
            _Stopped: It was closed.
        """
        if self._is_closed:
            raise _Stopped

    def _store(self, function: Callable[[], object]) -> None:
        """Call a function in the thread for files."""
        self._in_storage(function).result()


@define
class _Announcer:
    """The adapter of one call: it announces the request before it leaves."""

    adapter: Any
    call: Call
    run: Any
    is_announced: bool = False

    def exchange(self, send: object) -> Any:
        self.run._check_open()
        if not self.is_announced and self.call.announce is not None:
            self.run._store(self.call.announce)
        self.is_announced = True
        begin(self.call.items)
        return self.adapter.exchange(send)
