"""What is told of attempts and of the end of a call, also of one that is given up."""

import asyncio
import logging
import pickle
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client._engine import conversation
from jetemail_api_client._forks import renew_all
from jetemail_api_client._policy import Fault
from jetemail_api_client._settings import Settings
from jetemail_api_client._shared import Shared
from jetemail_api_client.events import AttemptEnded, CallEnded, Event, RetryScheduled

from .conftest import KEY
from .play import BROKEN, CREATED, KEYS, REQUEST, UNSENT, answer, of_class, play
from .raw_server import answer_json, playing, refused_url, silence

UNREADABLE = answer(200, b"junk")
LATE = Fault("time was up", may_have_arrived=True, phase="read")


def heard(*events: Any, **options: Any) -> tuple[AttemptEnded, CallEnded]:
    """The first and the last that is told of a call that is played."""
    told: list[Event] = []
    play(*events, shared=Shared(listeners=(told.append,)), **options)
    first, *_, last = told
    assert isinstance(first, AttemptEnded)
    assert isinstance(last, CallEnded)
    return first, last


@pytest.mark.parametrize(
    ("event", "retry", "outcome"),
    [
        (CREATED, "named", "done"),
        (CREATED, "safe", "done"),
        (UNREADABLE, "never", "unknown"),
        (UNREADABLE, "safe", "rejected"),
        (answer(404), "named", "rejected"),
        (BROKEN, "safe", "unknown"),
        (UNSENT, "never", "not_sent"),
    ],
)
def test_outcome_of_an_attempt(event: Any, retry: str, outcome: str) -> None:
    """An attempt is done if its answer can be used; all that is told says the same of it."""
    attempt, end = heard(event, request=of_class(retry), max_attempts=1)

    assert (outcome, (attempt.attempt,)) == (attempt.attempt.outcome, end.attempts)
    assert outcome == (end.failure.outcome if end.failure else "done")


def test_attempts_of_an_error() -> None:
    """An error says the same of its attempts as what is told."""
    told: list[Event] = []
    played = play(UNREADABLE, request=of_class("never"), shared=Shared(listeners=(told.append,)))

    assert isinstance(told[-1], CallEnded)
    assert ("unknown", told[-1].attempts) == (played.end.outcome, played.end.attempts)


def test_time_that_is_up() -> None:
    """An attempt and the end of its call tell what was waited for."""
    attempt, end = heard(LATE, max_attempts=1)

    assert end.failure is not None
    assert ("read", "read") == (attempt.attempt.phase, end.failure.phase)
    assert ("APITimeoutError", "unknown") == (end.failure.kind, end.failure.outcome)


@pytest.mark.parametrize("event", [CREATED, UNREADABLE, answer(500), LATE, UNSENT])
def test_events_pickle(event: Any) -> None:
    """Everything that is told can be kept and sent on."""
    told = heard(event, max_attempts=1)

    assert told == pickle.loads(pickle.dumps(told))


def test_words_of_the_api_are_not_told() -> None:
    """An answer's own words, which may repeat what was sent, are in the error alone."""
    told = heard(answer(400, {"error": "planted words"}))

    assert "planted" not in repr(told)


def given_up(told: list[Event]) -> tuple[list[str], CallEnded]:
    """The results of the attempts that were told, and the one end."""
    *others, end = told
    assert isinstance(end, CallEnded)
    assert end.is_abandoned
    attempts = [event.attempt for event in others if isinstance(event, AttemptEnded)]
    assert end.attempts == tuple(attempts)
    assert [] == [event for event in others if isinstance(event, CallEnded)]
    return [attempt.result for attempt in attempts], end


async def no_pause(_: float) -> None:
    """Wait for nothing between attempts."""


async def test_cancelled_in_an_attempt() -> None:
    """A cancellation is told at once, with the attempt that it cuts off, as of unknown outcome."""
    told: list[Event] = []
    with playing(answer_json(500, {}), silence) as server:
        async with AsyncJetEmail(
            KEY, base_url=server.base_url, on_event=told.append, sleep=no_pause
        ) as jetemail:
            with pytest.raises(TimeoutError) as caught:
                async with asyncio.timeout(2):
                    await jetemail.smtp_users.delete(username="a")
            results, end = given_up(told)

    # The traceback is still held here: nothing waits for it to be let go.
    # An older 3.11 leaves the cancellation in the context only.
    cancellation = caught.value.__cause__ or caught.value.__context__
    assert cancellation is not None
    assert ["500", "abandoned"] == results
    assert ("unknown", 2, None) == (end.attempts[1].outcome, end.attempts[1].number, end.failure)
    assert 0 <= end.attempts[1].elapsed <= end.elapsed


async def test_cancelled_in_a_look() -> None:
    """Of a create that looks for what became of it, both calls are told as given up."""
    told: list[Event] = []
    with playing(answer_json(500, {}), silence) as server:
        async with AsyncJetEmail(
            KEY, base_url=server.base_url, on_event=told.append, sleep=no_pause
        ) as jetemail:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(2):
                    await jetemail.smtp_users.create(username="a")

    kinds = [(type(event), event.call.operation) for event in told]
    create, listing = "smtp_users.create", "smtp_users.list"
    first, *_ = kinds
    assert [(AttemptEnded, create), (AttemptEnded, listing)] == [first, kinds[1]]
    assert [(CallEnded, listing), (CallEnded, create)] == kinds[2:]


def raising(error: BaseException) -> Callable[..., Any]:
    """What is called and raises."""

    def act(*_: object) -> Any:
        raise error

    return act


def test_interrupted_in_a_pause() -> None:
    """A call that is given up between two attempts tells no third one."""
    told: list[Event] = []
    sleep = raising(KeyboardInterrupt())
    with JetEmail(KEY, base_url=refused_url(), sleep=sleep, on_event=told.append) as jetemail:
        with pytest.raises(KeyboardInterrupt):
            jetemail.smtp_users.create(username="a")

    results, end = given_up(told)
    assert isinstance(told[1], RetryScheduled)
    assert ["not_sent"] == [attempt.outcome for attempt in end.attempts]
    assert results[0].startswith("could not connect")


def test_error_from_elsewhere() -> None:
    """A sleep that fails in a way of its own ends a call, which is told as given up."""
    told: list[Event] = []
    sleep = raising(ZeroDivisionError())
    with JetEmail(KEY, base_url=refused_url(), sleep=sleep, on_event=told.append) as jetemail:
        with pytest.raises(ZeroDivisionError):
            jetemail.smtp_users.create(username="a")

    results, end = given_up(told)
    assert ["not_sent"] == [attempt.outcome for attempt in end.attempts]
    assert results[0].startswith("could not connect")


def test_refused_by_the_channel() -> None:
    """A call that its connections refuse has failed, and made no attempt."""
    told: list[Event] = []
    transport = httpx.MockTransport(lambda request: httpx.Response(200, content=CREATED.content))
    with JetEmail(KEY, transport=transport, on_event=told.append) as jetemail:
        # As in a child process.
        renew_all()
        with pytest.raises(errors.ConfigurationError, match="made before a fork"):
            jetemail.smtp_users.create(username="a")

    (end,) = told
    assert isinstance(end, CallEnded)
    assert end.failure is not None
    assert ("ConfigurationError", "not_sent", False, ()) == (
        end.failure.kind,
        end.failure.outcome,
        end.is_abandoned,
        end.attempts,
    )


def test_conversation_that_is_closed(caplog: pytest.LogCaptureFixture) -> None:
    """A call whose steps nobody follows to their end is told and logged as given up."""
    caplog.set_level(logging.DEBUG)
    told: list[Event] = []
    steps = conversation(REQUEST, Settings(keys=KEYS), Shared(listeners=(told.append,)))
    next(steps)
    steps.close()

    results, end = given_up(told)
    assert (["abandoned"], "unknown") == (results, end.attempts[0].outcome)
    assert [end.call] * 2 == [event.call for event in told]
    assert ["smtp_users.create: attempt 1: abandoned"] == caplog.messages


def test_pause_that_is_closed() -> None:
    """A call that is given up in a pause tells the attempts that it made, and no other."""
    told: list[Event] = []
    steps = conversation(REQUEST, Settings(keys=KEYS), Shared(listeners=(told.append,)))
    next(steps)
    steps.send(UNSENT)
    steps.close()

    assert ["could not connect"] == given_up(told)[0]


def test_error_of_ours_in_the_place_of_an_answer() -> None:
    """A call of which the driver says that it failed has failed, and made no attempt."""
    told: list[Event] = []
    steps = conversation(REQUEST, Settings(keys=KEYS), Shared(listeners=(told.append,)))
    next(steps)
    with pytest.raises(errors.ConfigurationError):
        steps.throw(errors.ConfigurationError("no transport"))

    (end,) = told
    assert isinstance(end, CallEnded)
    assert ((), False) == (end.attempts, end.is_abandoned)


async def test_coroutine_that_is_closed() -> None:
    """A coroutine that is thrown away in the middle of an attempt tells it, too."""
    told: list[Event] = []
    transport = httpx.MockTransport(lambda _: asyncio.sleep(60))  # type: ignore[arg-type]
    async with AsyncJetEmail(KEY, transport=transport, on_event=told.append) as jetemail:
        call = jetemail.smtp_users.create(username="a")
        call.send(None)
        call.close()

    assert ["abandoned"] == given_up(told)[0]
