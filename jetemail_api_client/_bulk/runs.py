"""Runs: any number of items through a bounded number of calls at a time.

The rules of a run are written once. `Schedule` decides what to take and what to return; the `Work`
says what to do with an item, as a generator of steps. `Run` and `AsyncRun` do the steps, in threads
or in tasks.
"""

from collections import deque
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Callable,
    Coroutine,
    Generator,
    Iterable,
    Iterator,
    Sequence,
)
from contextlib import aclosing, contextmanager
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeAlias, TypeVar

from attrs import define, field, frozen

from .._runtime.completion import complete
from .._runtime.functions import check_plain, discard, name_of
from .._runtime.operations import Request
from .._runtime.validators import invalid, wrong_type
from .._runtime.values import type_name
from ..rate_limits import Ticket

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import Executor, Future

T = TypeVar("T")
O = TypeVar("O")  # noqa: E741 - an outcome
P = TypeVar("P")
P_co = TypeVar("P_co", covariant=True)

# The longest that an option may be, in seconds: a run waits for the rate limit as long as it takes.
_PATIENCE = 1_000_000
_MAX_CONCURRENCY = 1000


@define(eq=False)
class Item:
    """One item of the source."""

    index: int
    value: Any = field(repr=False)
    """As the source gave it; it may hold a password."""
    is_begun: bool = False
    """True once a request with it may have left."""
    claim: "Future[bool] | None" = field(default=None, repr=False)
    """What `Work.claim` returns of it."""
    outcome: Any = field(default=None, repr=False)


# What the work of an item yields.


@frozen
class Compute:
    """Call a function; in a thread, if it is slow."""

    function: Callable[[], Any]
    is_slow: bool = False


@frozen
class Store:
    """Call a function in the one thread that reads and writes files."""

    function: Callable[[], Any]


@frozen
class Pause:
    """Sleep."""

    seconds: float


@frozen
class Call:
    """Execute a request."""

    request: Request[Any]
    items: Sequence[Item] = ()
    """The items in it, which are begun when it leaves."""
    announce: Callable[[], object] | None = None
    """Called in the thread for files, before the request leaves for the first time."""


Step: TypeAlias = Compute | Store | Pause | Call
Steps: TypeAlias = Generator[Step, Any, T]


class Work(Protocol[O, P_co]):
    """What a run does with its items."""

    batch_size: int
    """Items of a job."""

    def open(self) -> Steps[None]:
        """Prepare, before an item is taken."""
        ...

    def claim(self, item: Item) -> Callable[[], bool] | None:
        """Return what the thread for files does first of all with an item, or None.

        In the order of the source: jobs may overtake each other.
        """
        ...

    def do(self, items: Sequence[Item]) -> Steps[None]:
        """Set the outcome of each item of a job; an exception ends the run."""
        ...

    def unfinished(self, item: Item) -> O:
        """Return the outcome of an item that was given up."""
        ...

    def count(self, outcome: O) -> None:
        """Count an outcome that is returned."""
        ...

    def progress(self) -> P_co:
        """Return the counts."""
        ...

    def close(self) -> None:
        """Close what was stored, if anything was; called in the thread for files."""
        ...


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
        raise invalid(operation, name, f"is {value}; it must be 1 to {maximum}")


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
        """Return the next outcome; None if there is none yet."""
        if (number := self._next_job()) not in self._finished:
            return None
        items = self._jobs[number]
        outcome = items.popleft().outcome
        if not items:
            del self._jobs[number], self._finished[number]
        return outcome

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


class _Stopped(Exception):  # noqa: N818 - ends a job, never reaches a caller
    """The run was closed."""


class _Run(Generic[O, P]):
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

        After the end, those that a `break`, a cancellation or an error left: "not_sent" if no
        request with it left, "unknown" if one did.
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

    def _claim(self, items: Sequence[Item]) -> None:
        for item in items:
            if (function := self._work.claim(item)) is not None:
                item.claim = self._in_storage(function)

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


def _begin(items: Iterable[Item]) -> None:
    for item in items:
        item.is_begun = True


class AsyncRun(_Run[O, P]):
    """A run of `AsyncJetEmail`: iterate it with `async for`, best in an `async with` block.

    Leaving the loop or the block ends it: what is under way is cancelled and awaited.
    """

    def __init__(
        self,
        client: Any,
        work: Work[O, P],
        source: AsyncIterable[Any] | Iterable[Any],
        options: RunOptions[P],
    ) -> None:
        super().__init__(client, work, options)
        self._source = source
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def __aiter__(self) -> AsyncIterator[O]:
        # A generator: leaving a loop over it ends the run, even if the run is kept.
        try:
            while True:
                try:
                    outcome = await self.__anext__()
                except StopAsyncIteration:
                    return
                yield outcome
        finally:
            await self.aclose()

    async def __anext__(self) -> O:
        """Return the next outcome.

        Raises:
            JetEmailError: What ends the run, after the outcomes of all that was under way.
        """
        try:
            while not self._is_closed:
                await self._start()
                self._changed.clear()
                outcome = self._returned()
                if self._schedule.has_room:
                    self._room.set()
                if outcome is not None:
                    return outcome
                if self._schedule.is_done:
                    break
                await self._changed.wait()
        except BaseException:
            await self.aclose()
            raise
        await self.aclose()
        raise self._end() or StopAsyncIteration

    async def aclose(self) -> None:
        """End the run: cancel and await what is under way, and close the source and the journal."""
        self._schedule.is_ended = self._is_closed = True
        await complete(self._close)

    async def _close(self) -> None:
        from asyncio import shield, wait, wrap_future

        if tasks := [*self._tasks]:
            for task in tasks:
                task.cancel()
            await wait(tasks)
        if (closed := self._closed_storage()) is not None:
            await shield(wrap_future(closed))

    async def _start(self) -> None:
        if not self._is_started:
            # Late: importing the package must not import an event loop.
            from asyncio import Event

            self._is_started = True
            self._changed, self._room = Event(), Event()
            await self._do_all(self._work.open())
            self._launch(self._pull())

    def _launch(self, coroutine: Coroutine[Any, Any, None]) -> None:
        from asyncio import get_running_loop

        task = get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _pull(self) -> None:
        """Take items, in one task: a source may hold something that belongs to its task."""
        schedule = self._schedule
        try:
            async with aclosing(_items_of(self._source)) as values:
                async for value in values:
                    self._launch_job(schedule.take(value))
                    while not schedule.has_room:
                        self._room.clear()
                        await self._room.wait()
            self._launch_job(schedule.end())
        except Exception as error:  # noqa: BLE001 - raised at the end of the run
            schedule.fail(error)
        finally:
            self._changed.set()

    def _launch_job(self, items: list[Item]) -> None:
        if items:
            self._claim(items)
            self._launch(self._job(items))

    async def _job(self, items: list[Item]) -> None:
        error: BaseException | None = None
        try:
            await self._do_all(self._work.do(items))
        except BaseException as one:
            # After a close, it is the cancellation by that.
            error = None if self._is_closed else one
            if not isinstance(one, Exception):
                raise
        finally:
            self._schedule.finish(items, error)
            self._changed.set()
            # An error holds this frame: without this, both would form a cycle.
            error = None

    async def _do_all(self, steps: Steps[None]) -> None:
        try:
            step = next(steps)
            while True:
                try:
                    result = await self._do(step)
                except Exception as error:  # noqa: BLE001 - for the work to handle
                    step = steps.throw(error)
                else:
                    step = steps.send(result)
        except StopIteration:
            pass
        finally:
            steps.close()

    async def _do(self, step: Step) -> Any:
        match step:
            case Call():
                announcer = _AsyncAnnouncer(self._client._adapter, step, self._stored)
                return await self._client_with(announcer).execute(step.request)
            case Store():
                return await self._stored(step.function)
            case Compute(function, is_slow):
                # Late: it imports an event loop.
                from .._runtime.threads import in_thread

                return await in_thread(function) if is_slow else function()
            case _:
                end = self._client._clock.monotonic() + step.seconds
                await self._client._sleep(step.seconds, None)
                return self._client._end_sleep(end, None)

    async def _stored(self, function: Callable[[], Any]) -> Any:
        from asyncio import shield, wrap_future

        # A cancellation must not remove a write that waits.
        return await shield(wrap_future(self._in_storage(function)))


async def _items_of(source: AsyncIterable[Any] | Iterable[Any]) -> AsyncGenerator[Any, None]:
    """Yield the items of a source, and close its iterator at the end."""
    if isinstance(source, AsyncIterable):
        values: Any = aiter(source)
        try:
            async for value in values:
                yield value
        finally:
            if hasattr(values, "aclose"):
                await values.aclose()
    else:
        with _closing(iter(source)) as plain:
            for value in plain:
                yield value


@contextmanager
def _closing(values: Any) -> Iterator[Iterator[Any]]:
    """Close an iterator at the end, if it can be closed, as a generator."""
    try:
        yield values
    finally:
        if hasattr(values, "close"):
            values.close()


@define
class _AsyncAnnouncer:
    """The adapter of one call: it announces the request before it leaves."""

    adapter: Any
    call: Call
    stored: Callable[[Callable[[], object]], Coroutine[Any, Any, object]]
    is_announced: bool = False

    async def exchange(self, send: object) -> Any:
        if not self.is_announced and self.call.announce is not None:
            await self.stored(self.call.announce)
        self.is_announced = True
        _begin(self.call.items)
        return await self.adapter.exchange(send)


class Run(_Run[O, P]):
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
            with _closing(self._source):
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
        if items and self._pool is not None:
            self._claim(items)
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
        _begin(self.call.items)
        return self.adapter.exchange(send)
