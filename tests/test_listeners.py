"""Who listens to a client, and what a listener may do."""

import time

import pytest

from jetemail_api_client import JetEmail
from jetemail_api_client._events import listeners_of
from jetemail_api_client._shared import Shared
from jetemail_api_client.events import AttemptEnded, CallEnded, Event

from .conftest import KEY, Flavour
from .play import CREATED, answer, play
from .raw_server import created, playing


def fail(event: Event) -> None:
    """Listen, and fail."""
    raise ZeroDivisionError


def test_listener_that_fails(caplog: pytest.LogCaptureFixture) -> None:
    """A listener's own error is logged, and changes nothing."""
    played = play(CREATED, shared=Shared(listeners=(fail,)))

    assert played.end.success is True
    assert ["A listener failed on AttemptEnded", "A listener failed on CallEnded"] == [
        record.getMessage().splitlines()[0] for record in caplog.records
    ]
    assert 2 == caplog.text.count("raise ZeroDivisionError")


def test_listener_that_fails_on_a_failure(caplog: pytest.LogCaptureFixture) -> None:
    """What is logged of a listener's error has nothing of the call's own error in it."""
    played = play(answer(400, {"error": "planted words"}), shared=Shared(listeners=(fail,)))

    assert "planted words" in str(played.end)
    assert 2 == caplog.text.count("raise ZeroDivisionError")
    assert "planted words" not in caplog.text


def test_listener_that_interrupts() -> None:
    """What a listener raises beyond errors ends the call, which is told as given up, once."""
    told: list[Event] = []

    def interrupt(event: Event) -> None:
        told.append(event)
        if isinstance(event, AttemptEnded):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        play(CREATED, shared=Shared(listeners=(interrupt,)))

    end = told[-1]
    assert 2 == len(told)
    assert isinstance(end, CallEnded)
    assert (True, None) == (end.is_abandoned, end.failure)
    assert ["done"] == [one.outcome for one in end.attempts]


def test_several_listeners() -> None:
    """All listeners are told, in their order, also after one that fails."""
    told: list[str] = []
    listeners = listeners_of([lambda _: told.append("a"), fail, lambda _: told.append("b")])
    play(CREATED, shared=Shared(listeners=listeners))

    assert ["a", "b", "a", "b"] == told


def test_what_is_no_listener() -> None:
    """What cannot be called is refused when the client is made; there need not be a listener."""
    with pytest.raises(TypeError, match="on_event: expected a callable, or a sequence of them"):
        JetEmail(KEY, on_event=["events.log"])  # type: ignore[list-item]

    assert () == listeners_of(None)


async def test_listener_that_takes_its_time(flavour: Flavour) -> None:
    """A slow listener delays a call, and changes nothing else of it."""
    told: list[str] = []

    def listen(event: Event) -> None:
        time.sleep(0.05)
        told.append(type(event).__name__)

    with playing(created) as server:
        result = await flavour.create(server.base_url, on_event=listen)

    assert ["AttemptEnded", "CallEnded"] == told
    assert result.success is True


def test_listener_that_calls() -> None:
    """A listener that calls the client itself is told of that call within its own."""
    told: list[tuple[str, str]] = []

    def listen(event: Event) -> None:
        told.append((type(event).__name__, event.call.operation))
        if len(told) == 1:
            jetemail.smtp_users.delete(username="b")

    with playing(created) as server:
        with JetEmail(KEY, base_url=server.base_url, on_event=listen) as jetemail:
            jetemail.smtp_users.create(username="a")

    outer, inner = "smtp_users.create", "smtp_users.delete"
    assert [outer, inner, inner, outer] == [operation for _, operation in told]
