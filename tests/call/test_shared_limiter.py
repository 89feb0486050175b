"""Calls below a rate limiter that processes share: order of steps, failures, waits."""

from typing import Any

import pytest
from attrs import define, field

from jetemail_api_client import errors
from jetemail_api_client._call.exchange import CheckTicket
from jetemail_api_client._call.flow import call_flow
from jetemail_api_client._call.state import ClientState
from jetemail_api_client.options import Settings
from jetemail_api_client.rate_limits import RateLimiter, Ticket, Wait

from ..play import BROKEN, CREATED, KEYS, UNSENT, Play, play, response, with_retry_class

NAME = "smtp_users.create"


@define
class Notices:
    """The adapter of a shared limiter, that logs what it is told."""

    log: list[Any] = field(factory=list)

    def join(self, ticket: Ticket) -> None:
        ticket.name = f"ticket {len(self.log)}"

    def finish(self, ticket: Ticket, now: float) -> None:
        self.log.append(("finish", ticket.name))

    def cancel(self, ticket: Ticket) -> None:
        self.log.append(("cancel", ticket.name))

    def block(self, seconds: float, now: float) -> None:
        self.log.append(("block", seconds))


def shared_play(*results: Any, waits: list[Any], **options: Any) -> tuple[Play, list[Any]]:
    """Run a call below a shared limiter; return its steps, and the notices to the limiter."""
    notices = Notices()
    played = play(*results, waits=waits, shared=ClientState(rate_limiter=notices), **options)
    return played, notices.log


def test_wait_of_a_shared_limiter() -> None:
    """A call sleeps as long as the limiter says, asks again, and is sent when the wait is 0."""
    played, log = shared_play(CREATED, waits=[Wait(30.0), Wait(2.5), Wait()], deadline=5)

    assert ([30.0, 2.5], 1, [("finish", "ticket 0")]) == (played.sleeps, len(played.requests), log)
    assert [0.0, 30.0, 32.5] == [check.age for check in played.checks]
    assert [600.0, 570.0, 567.5] == [check.timeout for check in played.checks]
    assert [5.0] == [request.timeout for request in played.requests]
    assert {"ticket 0"} == {check.ticket.name for check in played.checks}


def test_time_of_a_shared_limiter() -> None:
    """The time that the limiter takes to respond is waiting, too."""
    played, _ = shared_play(
        CREATED, waits=[Wait(10.0), Wait()], check_seconds=40.0, deadline=5, late=0.5
    )

    # Only the half second that the sleep was late counts.
    assert ([600.0, 550.0], [4.5]) == (
        [check.timeout for check in played.checks],
        [request.timeout for request in played.requests],
    )


def test_retry_below_a_shared_limiter() -> None:
    """Each attempt has a ticket of its own, which ends with it; the age is that of the call."""
    played, log = shared_play(UNSENT, CREATED, waits=[Wait(), Wait(4.0), Wait()])

    assert [("finish", "ticket 0"), ("finish", "ticket 1")] == log
    assert [0.0, 1.25, 5.25] == [check.age for check in played.checks]


def test_block_of_a_shared_limiter() -> None:
    """A 429 is reported as a duration; what a block adds to a wait counts toward the deadline."""
    limited = response(429, {"error": "limited"}, retry_after="30")
    waits = [Wait(), Wait(29.0, 28.0), Wait()]
    played, log = shared_play(limited, CREATED, waits=waits)

    assert ("block", 30.0) in log
    assert pytest.approx(60.0 - 1.0 - 30.25 - 28.0) == played.requests[1].timeout


@pytest.mark.parametrize(("blocked", "requests"), [(60.0, 0), (59.9, 1)])
def test_shared_block_beyond_the_deadline(blocked: float, requests: int) -> None:
    """A call that a block of another process delays to its deadline fails at once."""
    played, log = shared_play(CREATED, waits=[Wait(blocked, blocked), Wait()])

    assert requests == len(played.requests)
    if not requests:
        assert isinstance(played.end, errors.RateLimitError)
        assert [("cancel", "ticket 0")] == log


def test_shared_wait_beyond_the_timeout() -> None:
    """A limiter that lets a call wait on and on ends it with the limit of waiting."""
    played, log = shared_play(waits=[Wait(40.0)] * 3, rate_limit_timeout=100)

    assert ([40.0, 40.0], []) == (played.sleeps, played.requests)
    assert isinstance(played.end, errors.RateLimitTimeoutError)
    assert "it would wait 120 s, longer than rate_limit_timeout (100 s)" in str(played.end)
    assert [("cancel", "ticket 0")] == log


def test_shared_wait_until_the_timeout() -> None:
    """After the limit of waiting, the limiter is not asked again."""
    played, _ = shared_play(waits=[Wait(40.0), Wait(60.0)], rate_limit_timeout=100)

    assert (2, [40.0, 60.0]) == (len(played.checks), played.sleeps)
    assert "it would wait 100 s, longer than rate_limit_timeout (100 s)" in str(played.end)
    assert isinstance(played.end, errors.RateLimitTimeoutError)


@pytest.mark.parametrize("took", [10.0, 11.0])
def test_shared_limiter_that_hangs(took: float) -> None:
    """A limiter that does not respond is ended by the limit of waiting."""
    played, log = shared_play(waits=[TimeoutError()], check_seconds=took, rate_limit_timeout=10)

    assert isinstance(played.end, errors.RateLimitTimeoutError)
    assert f"would wait {took:.0f} s, longer" in str(played.end)
    assert ([("cancel", "ticket 0")], "not_sent") == (log, played.end.outcome)


@pytest.mark.parametrize(
    ("result", "text"),
    [
        (OSError("redis://:password@host"), "raised OSError"),
        (None, "must return a Wait, and returned NoneType"),
        (0.0, "must return a Wait, and returned float"),
    ],
)
def test_shared_limiter_that_fails(result: Any, text: str) -> None:
    """The failure of a limiter becomes an error of the call, with the exception as the cause."""
    played, log = shared_play(waits=[result])

    assert errors.RateLimiterError is type(played.end)
    advice = "Check the limiter that was given as rate_limits."
    assert f"{NAME}: not sent: the rate limiter {text}. {advice}" == str(played.end)
    assert (result if isinstance(result, OSError) else None) is played.end.__cause__
    assert ([("cancel", "ticket 0")], "not_sent", ()) == (
        *(log, played.end.outcome, played.end.attempts),
    )


def test_shared_limiter_that_fails_before_a_retry() -> None:
    """The failure of a limiter before a retry keeps the outcome of the attempts."""
    request = with_retry_class("idempotency_key")
    played, _ = shared_play(BROKEN, waits=[Wait(), OSError()], request=request)

    assert errors.RateLimiterError is type(played.end)
    assert str(played.end).startswith(f"{NAME}: not sent again: the rate limiter raised OSError")
    assert ("unknown", 1) == (played.end.outcome, len(played.end.attempts))


@pytest.mark.parametrize("attempts", [0, 1])
def test_close_during_a_check(attempts: int) -> None:
    """A close while the limiter is asked ends the call with its last error."""
    shared = ClientState(rate_limiter=Notices())
    kinds: list[type[errors.JetEmailError]] = [errors.ConfigurationError, errors.APIConnectionError]
    flow: Any = call_flow(with_retry_class("idempotency_key"), Settings(keys=KEYS), shared)
    step = next(flow)
    results: list[Any] = [Wait(), BROKEN, None]
    for result in results[: 3 * attempts]:
        step = flow.send(result)
    assert isinstance(step, CheckTicket)
    shared.is_closed = True
    with pytest.raises(kinds[attempts]):
        flow.send(TimeoutError())


def test_failures_of_a_wait() -> None:
    """A wait is a finite number of seconds, at least 0."""
    with pytest.raises(TypeError, match=r"^seconds: expected seconds, got str$"):
        Wait("1")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"^blocked: expected seconds, got bool$"):
        Wait(1.0, True)
    for seconds in (-0.1, float("nan"), float("inf")):
        with pytest.raises(errors.ConfigurationError, match=f"^seconds is {seconds}; it must"):
            Wait(seconds)
    assert (0.0, 0.0) == (Wait().seconds, Wait().blocked)


def test_check_of_a_limiter() -> None:
    """The check of a limiter in the process tells how much of a wait is a block."""
    limiter = RateLimiter()
    ticket = limiter.join(Ticket("account"))
    limiter.block(30.0, 5.0)

    assert [Wait(30.0, 30.0), Wait()] == [limiter.check(ticket, now) for now in (5.0, 35.0)]


def test_block_within_the_timeout_of_a_limiter() -> None:
    """The part of a wait that a block adds counts toward the deadline, not the timeout."""
    waits = [Wait(20.0, blocked=10.0), Wait()]
    played, _ = shared_play(CREATED, waits=waits, rate_limit_timeout=15, deadline=15)

    assert ([20.0], [5.0]) == (played.sleeps, [one.timeout for one in played.requests])


def test_short_timeout_of_a_shared_limiter() -> None:
    """A limiter is asked as long as anything is left of the timeout."""
    played, _ = shared_play(CREATED, waits=[Wait()], rate_limit_timeout=0.5)

    assert [0.5] == [check.timeout for check in played.checks]
    assert 1 == len(played.requests)
