"""The run of `AsyncJetEmail`: each job is a task."""

from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Callable,
    Coroutine,
    Iterable,
)
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define

from .._runtime.completion import complete
from .runs import BaseRun, RunOptions, begin, closing
from .steps import Call, Compute, Item, Step, Steps, Store, Work

if TYPE_CHECKING:
    import asyncio

O = TypeVar("O")  # noqa: E741 - an outcome
P = TypeVar("P")


class AsyncRun(BaseRun[O, P]):
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
        if items and self._claim(items):
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
        with closing(iter(source)) as plain:
            for value in plain:
                yield value


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
        begin(self.call.items)
        return await self.adapter.exchange(send)
