"""The events of a call, also of one that is cancelled or interrupted."""

import asyncio
import logging
import pickle
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client._call.exchange import TransportFailure
from jetemail_api_client._call.flow import call_flow
from jetemail_api_client._call.state import ClientState
from jetemail_api_client._fork import reset_all
from jetemail_api_client.hooks import AttemptEnded, CallEnded, Event, Failure, RetryScheduled
from jetemail_api_client.options import Settings

from ..conftest import KEY
from ..play import BROKEN, CREATED, KEYS, NOW, REQUEST, UNSENT, play, response, with_retry_class
from ..raw_server import playing, refused_url, respond_json, silence

INVALID = response(200, b"junk")
TIMED_OUT = TransportFailure("timeout", may_have_arrived=True, phase="read")


def events_of(*results: Any, **options: Any) -> list[Event]:
    """Return the events that a call emits."""
    events: list[Event] = []
    play(*results, shared=ClientState(hooks=(events.append,)), **options)
    return events


def test_events_of_a_success() -> None:
    """A call emits an event for its attempt and one for its end."""
    attempt, end = events_of(CREATED)

    assert isinstance(attempt, AttemptEnded)
    assert isinstance(end, CallEnded)
    assert ("smtp_users.create", "POST", "/outbound/smarthost") == (
        end.call.operation,
        end.call.method,
        end.call.path,
    )
    assert ("api.jetemail.com", 443, NOW) == (end.call.host, end.call.port, end.call.started)
    assert ((attempt.attempt,), 1.0, None) == (end.attempts, end.elapsed, end.failure)


def test_events_of_retries() -> None:
    """Each retry emits an event with its delay, between the attempts."""
    events = events_of(UNSENT, response(429), CREATED)
    delays = [event.delay for event in events if isinstance(event, RetryScheduled)]

    kinds = [AttemptEnded, RetryScheduled, AttemptEnded, RetryScheduled, AttemptEnded, CallEnded]
    assert kinds == [type(event) for event in events]
    assert [0.25, 0.5] == delays


@pytest.mark.parametrize("last", [CREATED, BROKEN])
def test_events_name_their_call(last: Any) -> None:
    """Each event has its call; attempt and retry events have their attempt."""
    *others, end = events_of(UNSENT, UNSENT, last)
    attempts = [event.attempt for event in others if not isinstance(event, CallEnded)]

    assert [end.call] * 5 == [event.call for event in others]
    assert "https://api.jetemail.com/outbound/smarthost" == end.call.url
    assert [1, 1, 2, 2, 3] == [attempt.number for attempt in attempts]


def test_event_of_a_failure() -> None:
    """The last event of a failed call has the error as plain data."""
    end = events_of(response(429, retry_after="90"))[-1]

    assert isinstance(end, CallEnded)
    assert end.failure == Failure(
        kind="RateLimitError", outcome="rejected", status=429, phase=None, retry_after=90.0
    )
    assert ("rejected", False) == (end.attempts[0].outcome, end.is_abandoned)


@pytest.mark.parametrize(
    ("base_url", "address"),
    [
        ("http://localhost/v1", ("localhost", 80)),
        ("https://localhost/v1", ("localhost", 443)),
        ("http://localhost:443", ("localhost", 443)),
    ],
)
def test_host_and_port(base_url: str, address: tuple[str, int]) -> None:
    """Events have the server's host and port, also a default port."""
    end = events_of(CREATED, base_url=base_url)[-1]

    assert address == (end.call.host, end.call.port)


def first_and_last(*results: Any, **options: Any) -> tuple[AttemptEnded, CallEnded]:
    """Return the first and the last event of a call."""
    events: list[Event] = []
    play(*results, shared=ClientState(hooks=(events.append,)), **options)
    first, *_, last = events
    assert isinstance(first, AttemptEnded)
    assert isinstance(last, CallEnded)
    return first, last


@pytest.mark.parametrize(
    ("result", "retry", "outcome"),
    [
        (CREATED, "unique_name", "done"),
        (CREATED, "safe", "done"),
        (INVALID, "never", "unknown"),
        (INVALID, "safe", "rejected"),
        (response(404), "unique_name", "rejected"),
        (BROKEN, "safe", "unknown"),
        (UNSENT, "never", "not_sent"),
    ],
)
def test_outcome_of_an_attempt(result: Any, retry: str, outcome: str) -> None:
    """An attempt is done only if its response is valid; events and errors agree."""
    attempt, end = first_and_last(result, request=with_retry_class(retry), max_attempts=1)

    assert (outcome, (attempt.attempt,)) == (attempt.attempt.outcome, end.attempts)
    assert outcome == (end.failure.outcome if end.failure else "done")


def test_attempts_of_error_and_event() -> None:
    """The error and the last event of a call have the same attempts."""
    events: list[Event] = []
    played = play(
        INVALID, request=with_retry_class("never"), shared=ClientState(hooks=(events.append,))
    )

    assert isinstance(events[-1], CallEnded)
    assert ("unknown", events[-1].attempts) == (played.end.outcome, played.end.attempts)


def test_timeout() -> None:
    """The events of a timeout have its phase."""
    attempt, end = first_and_last(TIMED_OUT, max_attempts=1)

    assert end.failure is not None
    assert ("read", "read") == (attempt.attempt.phase, end.failure.phase)
    assert ("APITimeoutError", "unknown") == (end.failure.kind, end.failure.outcome)


@pytest.mark.parametrize("result", [CREATED, INVALID, response(500), TIMED_OUT, UNSENT])
def test_events_pickle(result: Any) -> None:
    """Events can be pickled."""
    events = first_and_last(result, max_attempts=1)

    assert events == pickle.loads(pickle.dumps(events))


def test_no_message_in_events() -> None:
    """Events do not contain messages of the API, which may repeat the request."""
    events = first_and_last(response(400, {"error": "planted message"}))

    assert "planted" not in repr(events)


def abandoned(events: list[Event]) -> tuple[list[str], CallEnded]:
    """Return the results of the attempts, and the one `CallEnded`, of an abandoned call."""
    *others, end = events
    assert isinstance(end, CallEnded)
    assert end.is_abandoned
    attempts = [event.attempt for event in others if isinstance(event, AttemptEnded)]
    assert end.attempts == tuple(attempts)
    assert [] == [event for event in others if isinstance(event, CallEnded)]
    return [attempt.result for attempt in attempts], end


async def no_sleep(_: float) -> None:
    """Replace the sleep between attempts."""


async def test_cancelled_in_an_attempt() -> None:
    """Cancelling a call emits its running attempt, with an unknown outcome, at once."""
    events: list[Event] = []
    with playing(respond_json(500, {}), silence) as server:
        async with AsyncJetEmail(
            KEY, base_url=server.base_url, hooks=events.append, sleep=no_sleep
        ) as jetemail:
            with pytest.raises(TimeoutError) as caught:
                async with asyncio.timeout(2):
                    await jetemail.smtp_users.delete(username="a")
            results, end = abandoned(events)

    # The traceback is still referenced here: events do not wait for the garbage collector.
    # Early releases of 3.11 set only the context.
    cancellation = caught.value.__cause__ or caught.value.__context__
    assert cancellation is not None
    assert ["500", "abandoned"] == results
    assert ("unknown", 2, None) == (end.attempts[1].outcome, end.attempts[1].number, end.failure)
    assert 0 <= end.attempts[1].elapsed <= end.elapsed


async def test_cancelled_in_a_listing() -> None:
    """Cancelling a create during its listing request ends both calls as abandoned."""
    events: list[Event] = []
    with playing(respond_json(500, {}), silence) as server:
        async with AsyncJetEmail(
            KEY, base_url=server.base_url, hooks=events.append, sleep=no_sleep
        ) as jetemail:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(2):
                    await jetemail.smtp_users.create(username="a")

    kinds = [(type(event), event.call.operation) for event in events]
    create, listing = "smtp_users.create", "smtp_users.list"
    first, *_ = kinds
    assert [(AttemptEnded, create), (AttemptEnded, listing)] == [first, kinds[1]]
    assert [(CallEnded, listing), (CallEnded, create)] == kinds[2:]


def raising(error: BaseException) -> Callable[..., Any]:
    """Return a function that raises an error."""

    def act(*_: object) -> Any:
        raise error

    return act


def test_interrupted_between_attempts() -> None:
    """Interrupting the sleep before a retry emits no further attempt."""
    events: list[Event] = []
    sleep = raising(KeyboardInterrupt())
    with JetEmail(KEY, base_url=refused_url(), sleep=sleep, hooks=events.append) as jetemail:
        with pytest.raises(KeyboardInterrupt):
            jetemail.smtp_users.create(username="a")

    results, end = abandoned(events)
    assert isinstance(events[1], RetryScheduled)
    assert ["not_sent"] == [attempt.outcome for attempt in end.attempts]
    assert results[0].startswith("could not connect")


def test_exception_of_sleep() -> None:
    """A foreign exception of the sleep function ends the call as abandoned."""
    events: list[Event] = []
    sleep = raising(ZeroDivisionError())
    with JetEmail(KEY, base_url=refused_url(), sleep=sleep, hooks=events.append) as jetemail:
        with pytest.raises(ZeroDivisionError):
            jetemail.smtp_users.create(username="a")

    results, end = abandoned(events)
    assert ["not_sent"] == [attempt.outcome for attempt in end.attempts]
    assert results[0].startswith("could not connect")


def test_configuration_error_of_the_transport() -> None:
    """A call that the transport cannot send fails without an attempt."""
    events: list[Event] = []
    transport = httpx.MockTransport(lambda request: httpx.Response(200, content=CREATED.content))
    with JetEmail(KEY, transport=transport, hooks=events.append) as jetemail:
        # As in a child process.
        reset_all()
        with pytest.raises(errors.ConfigurationError, match="made before a fork"):
            jetemail.smtp_users.create(username="a")

    (end,) = events
    assert isinstance(end, CallEnded)
    assert end.failure is not None
    assert ("ConfigurationError", "not_sent", False, ()) == (
        end.failure.kind,
        end.failure.outcome,
        end.is_abandoned,
        end.attempts,
    )


def test_flow_closed_in_an_attempt(caplog: pytest.LogCaptureFixture) -> None:
    """Closing a flow during an attempt emits and logs the attempt as abandoned."""
    caplog.set_level(logging.DEBUG)
    events: list[Event] = []
    flow = call_flow(REQUEST, Settings(keys=KEYS), ClientState(hooks=(events.append,)))
    next(flow)
    flow.close()

    results, end = abandoned(events)
    assert (["abandoned"], "unknown") == (results, end.attempts[0].outcome)
    assert [end.call] * 2 == [event.call for event in events]
    assert ["smtp_users.create: attempt 1: abandoned"] == caplog.messages


def test_flow_closed_between_attempts() -> None:
    """Closing a flow before a retry emits only the attempts that were made."""
    events: list[Event] = []
    flow = call_flow(REQUEST, Settings(keys=KEYS), ClientState(hooks=(events.append,)))
    next(flow)
    flow.send(UNSENT)
    flow.close()

    assert ["could not connect"] == abandoned(events)[0]


def test_error_thrown_by_the_driver() -> None:
    """An error of this package, thrown into the flow, is the call's failure."""
    events: list[Event] = []
    flow = call_flow(REQUEST, Settings(keys=KEYS), ClientState(hooks=(events.append,)))
    next(flow)
    with pytest.raises(errors.ConfigurationError):
        flow.throw(errors.ConfigurationError("no transport"))

    (end,) = events
    assert isinstance(end, CallEnded)
    assert ((), False) == (end.attempts, end.is_abandoned)


async def test_coroutine_closed_in_an_attempt() -> None:
    """Closing the coroutine of a call emits its running attempt as abandoned."""
    events: list[Event] = []
    transport = httpx.MockTransport(lambda _: asyncio.sleep(60))  # type: ignore[arg-type]
    async with AsyncJetEmail(KEY, transport=transport, hooks=events.append) as jetemail:
        call = jetemail.smtp_users.create(username="a")
        call.send(None)
        call.close()

    assert ["abandoned"] == abandoned(events)[0]
