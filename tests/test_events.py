"""What a client tells about its calls, and how it is held back."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client._pacing import Pacer, Turn
from jetemail_api_client._shared import Shared
from jetemail_api_client.events import AttemptEnded, CallEnded, Event, Failure, RetryScheduled

from .conftest import KEY, Flavour, failure
from .play import BROKEN, CREATED, NOW, UNSENT, answer, of_class, play
from .raw_server import answer_json, created, playing


def heard(*events: Any, **options: Any) -> list[Event]:
    """What a listener hears of a call that is played."""
    told: list[Event] = []
    play(*events, shared=Shared(listeners=(told.append,)), **options)
    return told


def test_success() -> None:
    """A call tells its one attempt, and its end."""
    attempt, end = heard(CREATED)

    assert isinstance(attempt, AttemptEnded)
    assert isinstance(end, CallEnded)
    assert ("smtp_users.create", "POST", "/outbound/smarthost") == (
        end.call.operation,
        end.call.method,
        end.call.path,
    )
    assert ("api.jetemail.com", 443, NOW) == (end.call.host, end.call.port, end.call.started)
    assert ((attempt.attempt,), 1.0, None) == (end.attempts, end.elapsed, end.failure)


def test_retry() -> None:
    """Each retry is told with its pause, between the attempts."""
    told = heard(UNSENT, answer(429), CREATED)
    pauses = [event.pause for event in told if isinstance(event, RetryScheduled)]

    kinds = [AttemptEnded, RetryScheduled, AttemptEnded, RetryScheduled, AttemptEnded, CallEnded]
    assert kinds == [type(event) for event in told]
    assert [0.25, 0.5] == pauses


@pytest.mark.parametrize("last", [CREATED, BROKEN])
def test_what_the_events_of_a_call_are_about(last: Any) -> None:
    """Every event of a call says which one it is, and each but its end which attempt was made."""
    *others, end = heard(UNSENT, UNSENT, last)
    attempts = [event.attempt for event in others if not isinstance(event, CallEnded)]

    assert [end.call] * 5 == [event.call for event in others]
    assert "https://api.jetemail.com/outbound/smarthost" == end.call.url
    assert [1, 1, 2, 2, 3] == [attempt.number for attempt in attempts]


def test_failure() -> None:
    """The end of a call that fails says what it raised, in plain data."""
    end = heard(answer(429, retry_after="90"))[-1]

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
def test_address(base_url: str, address: tuple[str, int]) -> None:
    """A call tells the port that it talks to, also where that is the usual one."""
    end = heard(CREATED, base_url=base_url)[-1]

    assert address == (end.call.host, end.call.port)


async def test_listener_of_a_client(flavour: Flavour) -> None:
    """A client tells its listener, with the address that it talks to."""
    told: list[Event] = []
    with playing(created) as server:
        await flavour.create(server.base_url, on_event=told.append)
        port = int(server.base_url.rpartition(":")[2])

    assert [("127.0.0.1", port)] * 2 == [(event.call.host, event.call.port) for event in told]


async def test_no_secret_is_told(flavour: Flavour, caplog: pytest.LogCaptureFixture) -> None:
    """Neither events nor the log hold a key, a password, a name or a body."""
    caplog.set_level(logging.DEBUG)
    told: list[Event] = []
    given = {"username": "planted-name", "password": "planted-password"}
    with playing(answer_json(500, {"error": "planted-password"}), created) as server:
        await failure(flavour, server.base_url, arguments=given, on_event=told.append)

    assert "planted" not in repr(told) + caplog.text
    assert KEY not in repr(told) + caplog.text


def held_back(error: Any) -> Iterator[object]:
    """What an error of a call that was not sent tells."""
    assert isinstance(error, errors.RateLimitError)
    yield from (error.status, error.outcome, error.retry_after, error.attempts)


def test_held_back_by_the_gate() -> None:
    """After a 429 that asks for more than a call has, it fails at once, and nothing is sent."""
    pacer = Pacer()
    first = play(answer(429, {"error": "slow"}, retry_after="300"), shared=Shared(pacer=pacer))
    second = play(shared=Shared(pacer=pacer))

    assert 300.0 == first.end.retry_after
    assert ([], []) == (second.sends, second.pauses)
    assert [429, "not_sent", 301.0 - 1.0 + 1.0, ()] == list(held_back(second.end))
    assert "smtp_users.create: not sent: the API asked this account to wait 301 s more" == str(
        second.end
    )


def test_waits_at_the_gate() -> None:
    """A call whose deadline is later waits for the moment, and goes out."""
    pacer = Pacer()
    play(answer(429, retry_after="30"), shared=Shared(pacer=pacer), max_attempts=1)
    later = play(CREATED, shared=Shared(pacer=pacer))

    assert ([1.0] * 31, 1) == (later.pauses, len(later.sends))
    assert later.end.success is True


def test_held_back_by_pacing() -> None:
    """A turn after the deadline is an error at once, and goes to somebody else."""
    pacer = Pacer()
    for _ in range(240):
        assert 0.0 == pacer.wait(pacer.join(Turn("account")), 5000.0)
    ends = [play(CREATED, shared=Shared(pacer=pacer)).end for _ in range(2)]

    words = "its turn under the API's limit on requests comes in 61 s, after the deadline"
    assert [f"smtp_users.create: not sent: {words}"] * 2 == [str(end) for end in ends]
    assert 61.0 == pacer.wait(pacer.join(Turn("account")), 5000.0)


async def test_gate_of_a_client(flavour: Flavour) -> None:
    """All calls of a client stop at a 429, and go out again after its moment."""
    slow = answer_json(429, {"error": "slow"}, "Retry-After: 300\r\n")
    moments = [0.0]
    with playing(slow, created) as server:
        if flavour.name == "async":
            async with AsyncJetEmail(KEY, base_url=server.base_url, clock=clock(moments)) as jet:
                for _ in range(2):
                    with pytest.raises(errors.RateLimitError):
                        await jet.smtp_users.create(username="a")
                requests = len(server.requests)
                moments.append(300.0)
                await jet.smtp_users.create(username="a")
        else:
            with JetEmail(KEY, base_url=server.base_url, clock=clock(moments)) as jet_sync:
                for _ in range(2):
                    with pytest.raises(errors.RateLimitError):
                        jet_sync.smtp_users.create(username="a")
                requests = len(server.requests)
                moments.append(300.0)
                jet_sync.smtp_users.create(username="a")

        assert (1, 2) == (requests, len(server.requests))


def clock(moments: list[float]) -> Any:
    """A clock that stands still until it is put forward."""
    from jetemail_api_client._shared import Clock

    return Clock(monotonic=lambda: moments[-1])


def test_delete_that_was_done_already() -> None:
    """A delete that finds nothing after an attempt that may have acted is done."""
    request = of_class("idempotent", method="DELETE", read=lambda src, **_: ("read", src))
    played = play(BROKEN, answer(404, {"error": "not found"}), request=request)

    assert (("read", {}), 2) == (played.end, len(played.sends))


def test_delete_that_finds_nothing() -> None:
    """A delete that finds nothing at once is an error."""
    request = of_class("idempotent", method="DELETE")

    assert isinstance(play(answer(404), request=request).end, errors.NotFoundError)
    assert isinstance(play(UNSENT, answer(404), request=request).end, errors.NotFoundError)


def test_delete_of_which_an_answer_is_needed() -> None:
    """An answer that must hold something cannot be made up: the error stays."""
    request = of_class("idempotent", method="DELETE")

    assert isinstance(play(BROKEN, answer(404), request=request).end, errors.NotFoundError)


def test_delete_with_a_free_answer() -> None:
    """Of an answer that is not published there is nothing to tell."""
    request = of_class("idempotent", method="DELETE", answer="free")

    assert play(BROKEN, answer(404), request=request).end is None


def test_request_in_flight() -> None:
    """A keyed call whose first request is still running is tried again until it is done."""
    busy = answer(409, {"error": "IDEMPOTENCY_IN_FLIGHT"})
    played = [play(busy, CREATED, request=of_class(kind)) for kind in ("keyed", "idempotent")]

    assert [2, 1] == [len(one.sends) for one in played]
    assert isinstance(played[1].end, errors.IdempotencyInFlightError)
