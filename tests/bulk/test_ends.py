"""The ends of a run: break, errors, cancellation, sources that fail, and closed clients."""

import asyncio
import gc
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client.models import EmailMessage
from jetemail_api_client.sandbox import Sandbox

from ..conftest import Flavour
from .running import Stop, message, messages, run, sent_subjects, wait_for_requests

OFF: dict[str, Any] = {"rate_limits": None}


class Source:
    """An iterator that knows how many were taken, and whether it was closed."""

    def __init__(self, count: int = 1000, error: Exception | None = None) -> None:
        self.taken, self.is_closed = 0, False
        self._count, self._error = count, error

    def __iter__(self) -> Iterator[EmailMessage]:
        try:
            for number in range(self._count):
                self.taken += 1
                yield message(number)
            if self._error:
                raise self._error
        finally:
            self.is_closed = True


def raising(_: object) -> None:
    """Fail in the loop."""
    raise Stop


def breaking(_: object) -> bool:
    """Leave the loop."""
    return True


@pytest.mark.parametrize(("at", "kind"), [(breaking, type(None)), (raising, Stop)])
async def test_leaving_the_loop(flavour: Flavour, at: Any, kind: type) -> None:
    """Leaving the loop ends the run: each message that was taken is returned or unfinished."""
    source = Source()
    with Sandbox() as sandbox:
        ran = await run(flavour, sandbox, source, at=at, concurrency=5)
        tasks = {task.get_name() for task in asyncio.all_tasks()}
        count = len(sandbox.outbox)

    assert isinstance(ran.error, kind)
    assert source.is_closed and source.taken <= 6
    indexes = [one.index for one in [*ran.outcomes, *ran.unfinished]]
    assert [*range(source.taken)] == sorted(indexes)
    certain = [one for one in [*ran.outcomes, *ran.unfinished] if one.status == "sent"]
    possible = [one for one in ran.unfinished if one.status == "unknown"]
    assert len(certain) <= count <= len(certain) + len(possible)
    assert len(tasks) == 1
    assert not [one for one in threading.enumerate() if one.name.startswith("jetemail-run")]


async def test_unfinished_of_a_batch(flavour: Flavour) -> None:
    """What a break leaves of a batch is unfinished, also a batch that was not complete."""
    source = Source(10)
    with Sandbox() as sandbox:
        ran = await run(flavour, sandbox, source, at=breaking, batch_size=4, concurrency=2)

    indexes = [one.index for one in [*ran.outcomes, *ran.unfinished]]
    assert [*range(source.taken)] == sorted(indexes)


async def test_break_without_a_block() -> None:
    """A `break` ends an async run soon, also if the run is kept."""
    source = Source()
    with Sandbox() as sandbox:
        async with AsyncJetEmail(**sandbox.connection, **OFF) as jetemail:
            kept = jetemail.email.send_many(source)
            async for _ in kept:
                break
            async with asyncio.timeout(30):
                # The finalizer of the loop's generator has just made its task.
                await asyncio.wait(asyncio.all_tasks() - {asyncio.current_task()})

            assert source.is_closed
            assert [] == [one async for one in kept]


def test_break_without_a_block_sync() -> None:
    """A `break` ends a sync run at once."""
    source = Source()
    with Sandbox() as sandbox, JetEmail(**sandbox.connection, **OFF) as jetemail:
        kept = jetemail.email.send_many(source)
        for _ in kept:
            break

        assert source.is_closed
        assert [] == [*kept]


async def test_cancellation() -> None:
    """A cancelled loop ends the run: its calls are cancelled, and the source is closed."""
    source = Source()
    with Sandbox() as sandbox:
        sandbox.faults.add("email.send", delay=60, times=None)
        async with AsyncJetEmail(**sandbox.connection, **OFF) as jetemail:
            many = jetemail.email.send_many(source, concurrency=4)
            waiting = asyncio.ensure_future(anext(many))
            await asyncio.to_thread(wait_for_requests, sandbox, 4)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting

            assert source.is_closed
            assert len(asyncio.all_tasks()) == 1
            with pytest.raises(StopAsyncIteration):
                await anext(many)

    assert ["unknown"] * 4 == [one.status for one in many.unfinished]


async def test_cancellation_while_waiting_for_the_rate_limit() -> None:
    """What was not sent, when a run is cancelled, is unfinished as not sent."""
    from jetemail_api_client.rate_limits import RateLimits

    limits = RateLimits(email=2)
    with Sandbox() as sandbox:
        async with AsyncJetEmail(**sandbox.connection, rate_limits=limits) as jetemail:
            async with jetemail.email.send_many(messages(9), concurrency=5) as many:
                outcomes = [await anext(many), await anext(many)]

    assert ["sent", "sent"] == [one.status for one in outcomes]
    assert {"not_sent"} == {one.status for one in many.unfinished}


def test_sync_end_while_waiting_for_the_rate_limit() -> None:
    """The end of a sync run does not wait for the rate limit."""
    from jetemail_api_client.rate_limits import RateLimits

    limits = RateLimits(email=2)
    with Sandbox() as sandbox, JetEmail(**sandbox.connection, rate_limits=limits) as jetemail:
        # A thread that would wait for a minute fails the test by its time limit.
        with jetemail.email.send_many(messages(9), concurrency=5) as many:
            outcomes = [next(many), next(many)]

    assert ["sent", "sent"] == [one.status for one in outcomes]
    assert {"not_sent"} == {one.status for one in many.unfinished}
    assert len(sandbox.outbox) == 2


@pytest.mark.parametrize("batch_size", [1, 4])
async def test_source_that_raises(flavour: Flavour, batch_size: int) -> None:
    """An exception of the source is raised after the outcomes of what was under way."""
    source = Source(6, ZeroDivisionError("broken"))
    with Sandbox() as sandbox:
        ran = await run(flavour, sandbox, source, batch_size=batch_size)

    assert isinstance(ran.error, ZeroDivisionError)
    assert source.is_closed
    assert [*range(6)] == sorted(one.index for one in [*ran.outcomes, *ran.unfinished])
    assert {"sent"} == {one.status for one in ran.outcomes}
    assert {1: set[str](), 4: {"not_sent"}}[batch_size] == {one.status for one in ran.unfinished}


FATAL: dict[str, tuple[dict[str, Any], dict[str, Any], type[Exception]]] = {
    "401": ({"status": 401, "times": None}, {}, errors.AuthenticationError),
    "403": ({"status": 403, "times": None}, {}, errors.PermissionDeniedError),
    "no key": ({}, {"transactional_key": None}, errors.ConfigurationError),
}


@pytest.mark.parametrize("options", [{}, {"batch_size": 2}, {"in_order": True}])
@pytest.mark.parametrize(("fault", "client", "kind"), FATAL.values(), ids=FATAL)
async def test_errors_that_concern_all(
    flavour: Flavour,
    fault: dict[str, Any],
    client: dict[str, Any],
    kind: type[Exception],
    options: dict[str, Any],
) -> None:
    """An error that concerns all messages ends the run; those that were taken are unfinished."""
    source = Source()
    with Sandbox() as sandbox:
        if fault:
            sandbox.faults.add("*", **fault)
        ran = await run(flavour, sandbox, source, client=client, concurrency=3, **options)

    assert isinstance(ran.error, kind)
    assert ([], 0) == (ran.outcomes, len(sandbox.outbox))
    assert [*range(source.taken)] == [one.index for one in ran.unfinished]
    assert {"not_sent"} == {one.status for one in ran.unfinished}
    assert source.taken <= 8


@pytest.mark.parametrize("in_order", [False, True])
async def test_outcomes_before_an_error(flavour: Flavour, *, in_order: bool) -> None:
    """What was under way when an error ends the run is finished and returned."""
    with Sandbox() as sandbox:
        sandbox.faults.add("email.send", delay=0.5, times=2)
        sandbox.faults.add("email.send", status=401)
        ran = await run(flavour, sandbox, messages(100), concurrency=3, in_order=in_order)

    assert isinstance(ran.error, errors.AuthenticationError)
    assert len(ran.outcomes) == len(sandbox.outbox) >= 2
    assert ["not_sent"] == [one.status for one in ran.unfinished]


async def test_unknown_messages_of_an_error_that_concerns_all(flavour: Flavour) -> None:
    """A message that may have been sent before a 401 is unfinished as unknown."""
    with Sandbox() as sandbox:
        sandbox.faults.add("email.send", reset=True, acts=True)
        sandbox.faults.add("email.send", status=401, times=None)
        ran = await run(flavour, sandbox, messages(1))

    assert ["unknown"] == [one.status for one in ran.unfinished]
    assert sent_subjects(sandbox) == ["s0"]


async def test_closed_client(flavour: Flavour) -> None:
    """Closing the client ends the run with an error that says so."""
    with Sandbox() as sandbox:
        if flavour.name == "async":
            jetemail = AsyncJetEmail(**sandbox.connection, **OFF)
            many = jetemail.email.send_many(messages(100), concurrency=2)
            await anext(many)
            await jetemail.close()
            with pytest.raises(errors.ConfigurationError, match="closed"):
                async for _ in many:
                    pass
        else:
            with JetEmail(**sandbox.connection, **OFF) as sync:
                few = sync.email.send_many(messages(100), concurrency=2)
                next(few)
            with pytest.raises(errors.ConfigurationError, match="closed"):
                for _ in few:
                    pass

    assert len(sandbox.outbox) < 10


async def test_slow_async_source() -> None:
    """Outcomes are returned while an async source has nothing yet; its generator is closed."""
    more, is_closed = asyncio.Event(), False

    async def source() -> AsyncIterator[EmailMessage]:
        nonlocal is_closed
        try:
            yield message(0)
            await more.wait()
            yield message(1)
        finally:
            is_closed = True

    with Sandbox() as sandbox:
        async with AsyncJetEmail(**sandbox.connection, **OFF) as jetemail:
            async with jetemail.email.send_many(source()) as many:
                assert (await anext(many)).index == 0
                more.set()
                assert (await anext(many)).index == 1
            assert is_closed


@pytest.mark.parametrize("has_more", [False, True])
async def test_source_that_goes_on_after_an_error(*, has_more: bool) -> None:
    """What an async source returns after an error that ends the run is unfinished."""
    more = asyncio.Event()

    async def source() -> AsyncIterator[EmailMessage]:
        yield message(0)
        yield message(1)
        await more.wait()
        if has_more:
            yield message(2)

    def report(progress: Any) -> None:
        more.set()
        raise Stop

    with Sandbox() as sandbox:
        sandbox.faults.add("email.send", delay=1, after=1)
        async with AsyncJetEmail(**sandbox.connection, **OFF) as jetemail:
            many = jetemail.email.send_many(source(), on_progress=report)
            outcomes = [await anext(many), await anext(many)]
            with pytest.raises(Stop):
                await anext(many)

    assert [0, 1] == sorted(one.index for one in outcomes)
    left = [(one.index, one.status) for one in many.unfinished]
    assert [(2, "not_sent")] * has_more == left


async def test_interrupt_of_a_job() -> None:
    """A cancellation from within a transport ends the run, and hangs nothing."""
    import httpx

    def handler(request: httpx.Request) -> httpx.Response:
        raise asyncio.CancelledError

    transport = httpx.MockTransport(handler)
    async with AsyncJetEmail(None, "transactional_k", transport=transport) as jetemail:
        with pytest.raises(asyncio.CancelledError):
            async for _ in jetemail.email.send_many(messages(3)):
                pass


async def test_dropped_run() -> None:
    """A run that is not iterated starts nothing, and takes nothing."""
    source = Source()
    with Sandbox() as sandbox:
        async with AsyncJetEmail(**sandbox.connection) as jetemail:
            many = jetemail.email.send_many(source)
            del many
            gc.collect()
        with JetEmail(**sandbox.connection) as sync, sync.email.send_many(source) as few:
            del few

    assert (0, []) == (source.taken, sandbox.effects)
