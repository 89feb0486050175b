"""Retries: which attempts are retried, when, and how a call ends."""

from email.utils import formatdate
from typing import Any

import pytest

from jetemail_api_client._call.exchange import Response, TransportFailure
from jetemail_api_client._call.state import RetryBudget
from jetemail_api_client.errors import (
    APIConnectionError,
    APIStatusError,
    Attempt,
    IdempotencyInFlightError,
    InternalServerError,
    JetEmailError,
    RateLimitError,
)

from ..play import BROKEN, CREATED, NOW, UNSENT, play, response, with_retry_class

# The first two delays in seconds, with half of the maximum jitter.
FIRST, SECOND = 0.25, 0.5


@pytest.mark.parametrize(
    ("result", "named", "repeatable"),
    [
        (UNSENT, 3, 3),
        (response(429), 3, 3),
        (BROKEN, 1, 3),
        *((response(status), 1, 3) for status in (408, 500, 502, 503, 520, 599)),
        *((response(status), 1, 1) for status in (301, 400, 401, 403, 404, 409, 413, 422)),
        (response(200), 1, 1),
        (response(200, {"success": False}), 1, 1),
        (response(204), 1, 1),
    ],
)
def test_attempts(result: Response | TransportFailure, named: int, repeatable: int) -> None:
    """A request that may have acted is retried only if that is safe; a success never."""
    plays = {
        retry: play(result, result, result, request=with_retry_class(retry))
        for retry in ("unique_name", "never", "safe", "idempotency_key", "idempotent")
    }

    assert [named] * 2 + [repeatable] * 3 == [len(played.requests) for played in plays.values()]
    assert all(isinstance(played.end, JetEmailError) for played in plays.values())
    assert [FIRST, SECOND][: repeatable - 1] == plays["safe"].sleeps


def test_same_request_on_every_attempt() -> None:
    """Retries differ from the first request at most in their timeouts."""
    requests = play(UNSENT, response(429), CREATED, seconds=19.0).requests
    sent = {(request.method, request.url, request.headers, request.content) for request in requests}

    assert (3, 1) == (len(requests), len(sent))


@pytest.mark.parametrize(("limit", "requests"), [(1, 1), (2, 2), (5, 5)])
def test_max_attempts(limit: int, requests: int) -> None:
    """`max_attempts` limits the attempts."""
    played = play(*[UNSENT] * 5, max_attempts=limit)

    assert (requests, requests) == (len(played.requests), len(played.end.attempts))


@pytest.mark.parametrize(
    ("seconds", "limits"),
    [
        (1.0, [(20.0, 5.0), (20.0, 5.0), (20.0, 5.0)]),
        (28.0, [(20.0, 5.0), (20.0, 5.0), (3.25, 3.25)]),
        (50.0, [(20.0, 5.0), (9.75, 5.0)]),
        (59.75, [(20.0, 5.0)]),
        (70.0, [(20.0, 5.0)]),
    ],
)
def test_attempt_timeouts(seconds: float, limits: list[tuple[float, float]]) -> None:
    """An attempt's timeouts are limited by the remaining time of the deadline."""
    played = play(UNSENT, UNSENT, UNSENT, seconds=seconds)

    assert limits == [(request.timeout, request.connect_timeout) for request in played.requests]
    assert type(played.end) is APIConnectionError


def test_sleep_beyond_the_deadline() -> None:
    """A sleep that ends after the deadline ends the call without a retry."""
    played = play(UNSENT, CREATED, late=60.0)

    assert isinstance(played.end, APIConnectionError)
    assert 1 == len(played.requests)


@pytest.mark.parametrize(("deadline", "delays"), [(1.25, []), (1.5, [FIRST])])
def test_delay_until_the_deadline(deadline: float, delays: list[float]) -> None:
    """A retry at the deadline is not scheduled."""
    played = play(UNSENT, UNSENT, deadline=deadline)

    assert delays == played.sleeps


def test_late_sleep_at_the_deadline() -> None:
    """A late sleep that ends at the deadline ends the call with the last error."""
    played = play(UNSENT, CREATED, late=60.0 - 1.0 - FIRST)

    assert (1, [FIRST]) == (len(played.requests), played.sleeps)
    assert APIConnectionError is type(played.end)


@pytest.mark.parametrize(
    ("retry_after", "deadline", "delays"),
    [
        ("0", 60, [FIRST]),
        ("30", 60, [30 + FIRST]),
        ("58", 60, [58 + FIRST]),
        ("59", 60, []),
        ("300", 60, []),
        ("300", 400, [300 + FIRST]),
        # The response is received after one second.
        (formatdate(NOW + 31, usegmt=True), 60, [30 + FIRST]),
        (formatdate(NOW + 301, usegmt=True), 60, []),
        ("soon", 60, [FIRST]),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_and_deadline(
    status: int, retry_after: str, deadline: float, delays: list[float]
) -> None:
    """Retry-After is waited for if it ends before the deadline; else the call ends at once."""
    limited = response(status, {"error": "busy"}, retry_after=retry_after)
    played = play(limited, CREATED, request=with_retry_class("safe"), deadline=deadline)

    assert delays == played.sleeps
    assert len(delays) + 1 == len(played.requests)
    assert (not delays) == isinstance(played.end, JetEmailError)


@pytest.mark.parametrize(("status", "kind"), [(429, RateLimitError), (503, InternalServerError)])
def test_retry_after_of_the_error(status: int, kind: type[APIStatusError]) -> None:
    """An error has the Retry-After of the last response."""
    last = response(status, retry_after="300")
    end = play(response(429, retry_after="1"), last).end

    assert type(end) is kind
    assert (300.0, 1 + 1 + FIRST + 1) == (end.retry_after, end.elapsed)


def test_attempts_of_the_error() -> None:
    """An error has start, duration and outcome of each attempt."""
    end = play(UNSENT, response(429), BROKEN).end

    times: list[dict[str, Any]] = [
        {"number": 1, "started": 0.0, "elapsed": 1.0},
        {"number": 2, "started": 1 + FIRST, "elapsed": 1.0},
        {"number": 3, "started": 2 + FIRST + SECOND, "elapsed": 1.0},
    ]
    expected = (
        Attempt(**times[0], outcome="not_sent", result="could not connect"),
        Attempt(**times[1], outcome="rejected", result="429", status=429),
        Attempt(**times[2], outcome="unknown", result="the connection broke"),
    )
    assert expected == end.attempts


def test_retry_budget() -> None:
    """A client has 20 retries in advance; every success adds a tenth."""
    budget = RetryBudget()
    failing = [len(play(*[UNSENT] * 3, budget=budget).requests) for _ in range(12)]
    for _ in range(25):
        play(CREATED, budget=budget)
    failing_again = [len(play(*[UNSENT] * 3, budget=budget).requests) for _ in range(2)]

    assert [3] * 10 + [1] * 2 == failing
    assert [3, 1] == failing_again


def test_request_in_flight() -> None:
    """A request with an idempotency key that is still in flight is retried."""
    in_flight = response(409, {"error": "IDEMPOTENCY_IN_FLIGHT"})
    played = [
        play(in_flight, CREATED, request=with_retry_class(kind))
        for kind in ("idempotency_key", "idempotent")
    ]

    assert [2, 1] == [len(one.requests) for one in played]
    assert isinstance(played[1].end, IdempotencyInFlightError)
