"""Calls under the rate limit, during a block, and after a 429."""

from collections.abc import Iterator
from typing import Any

import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client._call.rate_limit import RateLimiter, Ticket
from jetemail_api_client._call.state import ClientState, Clock
from jetemail_api_client.errors import JetEmailError

from ..conftest import KEY, Flavour, failure
from ..play import BROKEN, CREATED, Play, play, response, with_retry_class
from ..raw_server import created, playing, respond, respond_json

KEYED_HINT = "It may have succeeded: with the error's idempotency_key, a retry does not act again."


class BlockedAfter(RateLimiter):
    """A rate limiter that is blocked after this many tickets, as by a 429 of another call."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.remaining = after

    def join(self, ticket: Ticket) -> Ticket:
        self.remaining -= 1
        if self.remaining < 0:
            self.block_until(5400.0)
        return super().join(ticket)


def test_blocked_retry() -> None:
    """A blocked retry raises an error that keeps the unknown outcome."""
    played = play(
        BROKEN, shared=ClientState(rate_limiter=BlockedAfter(1)), request=with_retry_class("keyed")
    )
    text = "smtp_users.create: not sent again: the API asked this account to wait 399 s more"

    assert isinstance(played.end, errors.RateLimitError)
    assert ("unknown", 1) == (played.end.outcome, len(played.end.attempts))
    assert f"{text} (attempt 1 (the connection broke) may have succeeded). {KEYED_HINT}" == str(
        played.end
    )
    assert isinstance(played.end.__cause__, errors.APIConnectionError)


def test_blocked_first_attempt() -> None:
    """A blocked first attempt raises an error with the outcome not_sent."""
    end = play(shared=ClientState(rate_limiter=BlockedAfter(0))).end

    assert ("not_sent", (), 400.0) == (end.outcome, end.attempts, end.retry_after)
    assert "smtp_users.create: not sent: the API asked this account to wait 400 s more" == str(end)


def test_late_sleep_before_the_first_attempt() -> None:
    """A sleep that ends after the deadline sends no request."""
    rate_limiter = RateLimiter()
    play(
        response(429, retry_after="58"),
        shared=ClientState(rate_limiter=rate_limiter),
        max_attempts=1,
    )
    played = play(shared=ClientState(rate_limiter=rate_limiter), late=0.1, deadline=59.05)

    assert ([], "not_sent") == (played.requests, played.end.outcome)
    assert "under the API's rate limit it would be sent in 0 s" in str(played.end)


@pytest.mark.parametrize(("deadline", "requests"), [(40.0, 0), (40.5, 1)])
def test_ticket_at_the_deadline_of_a_call(deadline: float, requests: int) -> None:
    """At the deadline no request is sent."""
    rate_limiter = RateLimiter()
    rate_limiter.block_until(5040.0)
    played = play(CREATED, shared=ClientState(rate_limiter=rate_limiter), deadline=deadline)

    assert requests == len(played.requests)


def test_maximum_block() -> None:
    """A block lasts 15 minutes at most."""
    rate_limiter = RateLimiter()
    first = play(
        response(429, retry_after="999999999"),
        shared=ClientState(rate_limiter=rate_limiter),
        max_attempts=1,
    )

    assert 999999999.0 == first.end.retry_after
    assert 900.0 == rate_limiter.wait(rate_limiter.join(Ticket("account")), 5001.0)


@pytest.mark.parametrize("attempts", [0, 1])
def test_client_closed_while_waiting(attempts: int) -> None:
    """Closing the client ends a waiting call with its last error."""
    shared = ClientState(rate_limiter=BlockedAfter(attempts))
    kinds: list[type[JetEmailError]] = [errors.ConfigurationError, errors.APIConnectionError]
    shared.is_closed = attempts == 0
    played: Play = play(*[BROKEN] * attempts, CREATED, shared=shared)

    assert kinds[attempts] is type(played.end)


def test_tickets_cancelled_at_the_deadline() -> None:
    """Calls whose deadline expires cancel their tickets."""
    rate_limiter = RateLimiter()
    rate_limiter.block_until(5003.0)
    late = [
        play(shared=ClientState(rate_limiter=rate_limiter), late=0.6, deadline=3.1)
        for _ in range(240)
    ]

    assert {(0, "not_sent")} == {(len(played.requests), played.end.outcome) for played in late}
    assert 0.0 == rate_limiter.wait(rate_limiter.join(Ticket("account")), 5010.0)


def test_elapsed_of_a_cause() -> None:
    """The error of the last attempt has the elapsed time of that attempt."""
    end = play(
        BROKEN, shared=ClientState(rate_limiter=BlockedAfter(1)), request=with_retry_class("keyed")
    ).end

    assert (1.25, 1.0) == (end.elapsed, end.__cause__.elapsed)


def test_used_ticket() -> None:
    """A sent request counts against the rate limit."""
    rate_limiter = RateLimiter()
    for _ in range(240):
        play(CREATED, shared=ClientState(rate_limiter=rate_limiter))

    assert 60.0 == rate_limiter.wait(rate_limiter.join(Ticket("account")), 5001.0)
    assert 0.0 == rate_limiter.wait(rate_limiter.join(Ticket("account")), 5061.0)


@pytest.mark.parametrize(
    ("retry_after", "delay"), [("0", 0.25), ("1", 1.25), ("soon", 0.25), ("-3", 0.25), ("", 0.25)]
)
async def test_retry_after_429(flavour: Flavour, retry_after: str, delay: float) -> None:
    """A 429 is retried after Retry-After; a malformed header is ignored."""
    limited = respond_json(429, {"error": "slow down"}, f"Retry-After: {retry_after}\r\n")
    with playing(limited, created) as server:
        result = await flavour.create(server.base_url)

        assert result.success
        assert [delay] == flavour.sleeper.pauses
        assert 2 == len(server.requests)
        assert server.bodies[0] == server.bodies[1]


async def test_retry_after_date(flavour: Flavour) -> None:
    """A Retry-After date is relative to the server's Date header."""
    dates = "Date: Mon, 23 Nov 2026 10:00:00 GMT\r\nRetry-After: Mon, 23 Nov 2026 10:00:07 GMT\r\n"
    with playing(respond_json(429, {}, dates), created) as server:
        await flavour.create(server.base_url)

        assert [7.25] == flavour.sleeper.pauses


async def test_retry_after_beyond_the_deadline(flavour: Flavour) -> None:
    """A Retry-After beyond the deadline raises the error at once."""
    limited = respond_json(429, {"error": "slow down"}, "Retry-After: 300\r\n")
    with playing(limited, created) as server:
        error = await failure(flavour, server.base_url)

        assert isinstance(error, errors.RateLimitError)
        assert (300.0, "rejected") == (error.retry_after, error.outcome)
        assert [] == flavour.sleeper.pauses
        assert error.elapsed < 60
        assert 1 == len(server.requests)
        assert "smtp_users.create: 429 slow down (asks to wait 300 s)" == str(error)


async def test_retry_after_counts_once(flavour: Flavour) -> None:
    """Retry-After of one response does not delay later attempts."""
    first = respond(429, b"", "Retry-After: 7\r\n")
    with playing(first, respond(429), created) as server:
        await flavour.create(server.base_url)

        assert [7.25, 0.5] == flavour.sleeper.pauses


async def test_429_without_retries(flavour: Flavour) -> None:
    """With max_attempts=1, a 429 is not retried."""
    with playing(respond(429), created) as server:
        error = await failure(flavour, server.base_url, max_attempts=1)

        assert isinstance(error, errors.RateLimitError)
        assert 1 == len(server.requests)


def details_of(error: Any) -> Iterator[object]:
    """Yield the details of a call that was not sent."""
    assert isinstance(error, errors.RateLimitError)
    yield from (error.status, error.outcome, error.retry_after, error.attempts)


def test_block_beyond_the_deadline() -> None:
    """A call whose deadline is before the end of a block fails at once."""
    rate_limiter = RateLimiter()
    first = play(
        response(429, {"error": "limited"}, retry_after="300"),
        shared=ClientState(rate_limiter=rate_limiter),
    )
    second = play(shared=ClientState(rate_limiter=rate_limiter))

    assert 300.0 == first.end.retry_after
    assert ([], []) == (second.requests, second.sleeps)
    assert [429, "not_sent", 301.0 - 1.0 + 1.0, ()] == list(details_of(second.end))
    assert "smtp_users.create: not sent: the API asked this account to wait 301 s more" == str(
        second.end
    )


def test_block_before_the_deadline() -> None:
    """A call whose deadline is after the end of a block waits and is sent."""
    rate_limiter = RateLimiter()
    play(
        response(429, retry_after="30"),
        shared=ClientState(rate_limiter=rate_limiter),
        max_attempts=1,
    )
    later = play(CREATED, shared=ClientState(rate_limiter=rate_limiter))

    assert ([1.0] * 31, 1) == (later.sleeps, len(later.requests))
    assert later.end.success is True


def test_limit_beyond_the_deadline() -> None:
    """A call whose ticket comes after its deadline fails at once and cancels the ticket."""
    rate_limiter = RateLimiter()
    for _ in range(240):
        assert 0.0 == rate_limiter.wait(rate_limiter.join(Ticket("account")), 5000.0)
    ends = [play(CREATED, shared=ClientState(rate_limiter=rate_limiter)).end for _ in range(2)]

    text = "under the API's rate limit it would be sent in 61 s, after the deadline"
    assert [f"smtp_users.create: not sent: {text}"] * 2 == [str(end) for end in ends]
    assert 61.0 == rate_limiter.wait(rate_limiter.join(Ticket("account")), 5000.0)


def fixed_clock(times: list[float]) -> Any:
    """Return a clock that shows the last of these times."""
    return Clock(monotonic=lambda: times[-1])


async def test_block_of_a_client(flavour: Flavour) -> None:
    """After a 429, all calls of a client fail or wait until Retry-After has passed."""
    limited = respond_json(429, {"error": "limited"}, "Retry-After: 300\r\n")
    times = [0.0]
    with playing(limited, created) as server:
        if flavour.name == "async":
            async with AsyncJetEmail(
                KEY, base_url=server.base_url, clock=fixed_clock(times)
            ) as client:
                for _ in range(2):
                    with pytest.raises(errors.RateLimitError):
                        await client.smtp_users.create(username="a")
                requests = len(server.requests)
                times.append(300.0)
                await client.smtp_users.create(username="a")
        else:
            with JetEmail(KEY, base_url=server.base_url, clock=fixed_clock(times)) as sync_client:
                for _ in range(2):
                    with pytest.raises(errors.RateLimitError):
                        sync_client.smtp_users.create(username="a")
                requests = len(server.requests)
                times.append(300.0)
                sync_client.smtp_users.create(username="a")

        assert (1, 2) == (requests, len(server.requests))
