"""When a call tries again and when it ends, played by hand."""

from email.utils import formatdate
from typing import Any

import pytest

from jetemail_api_client._policy import Answer, Fault
from jetemail_api_client._shared import RetryBudget
from jetemail_api_client.errors import (
    APIConnectionError,
    APIStatusError,
    Attempt,
    InternalServerError,
    JetEmailError,
    RateLimitError,
)

from .play import BROKEN, CREATED, NOW, UNSENT, answer, of_class, play

# What half of the most jitter makes of the first two pauses, in seconds.
FIRST, SECOND = 0.25, 0.5


@pytest.mark.parametrize(
    ("event", "named", "repeatable"),
    [
        (UNSENT, 3, 3),
        (answer(429), 3, 3),
        (BROKEN, 1, 3),
        *((answer(status), 1, 3) for status in (408, 500, 502, 503, 520, 599)),
        *((answer(status), 1, 1) for status in (301, 400, 401, 403, 404, 409, 413, 422)),
        (answer(200), 1, 1),
        (answer(200, {"success": False}), 1, 1),
        (answer(204), 1, 1),
    ],
)
def test_attempts(event: Answer | Fault, named: int, repeatable: int) -> None:
    """What may have acted is sent again only if a repeat does no harm, a success never."""
    plays = {
        retry: play(event, event, event, request=of_class(retry))
        for retry in ("named", "never", "safe", "keyed", "idempotent")
    }

    assert [named] * 2 + [repeatable] * 3 == [len(played.sends) for played in plays.values()]
    assert all(isinstance(played.end, JetEmailError) for played in plays.values())
    assert [FIRST, SECOND][: repeatable - 1] == plays["safe"].pauses


def test_same_request_on_every_attempt() -> None:
    """Attempts differ in their time limits at most, never in a byte."""
    sends = play(UNSENT, answer(429), CREATED, seconds=19.0).sends
    sent = {(send.method, send.url, send.headers, send.content) for send in sends}

    assert (3, 1) == (len(sends), len(sent))


@pytest.mark.parametrize(("most", "sends"), [(1, 1), (2, 2), (5, 5)])
def test_max_attempts(most: int, sends: int) -> None:
    """The caller says how often a call is tried; once means never again."""
    played = play(*[UNSENT] * 5, max_attempts=most)

    assert (sends, sends) == (len(played.sends), len(played.end.attempts))


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
def test_time_limits(seconds: float, limits: list[tuple[float, float]]) -> None:
    """An attempt gets what is left of the deadline at most; with nothing left there is none."""
    played = play(UNSENT, UNSENT, UNSENT, seconds=seconds)

    assert limits == [(send.timeout, send.connect_timeout) for send in played.sends]
    assert type(played.end) is APIConnectionError


def test_pause_that_takes_too_long() -> None:
    """A pause that ends after the deadline is the end of the call, without another attempt."""
    played = play(UNSENT, CREATED, late=60.0)

    assert isinstance(played.end, APIConnectionError)
    assert 1 == len(played.sends)


@pytest.mark.parametrize(("deadline", "pauses"), [(1.25, []), (1.5, [FIRST])])
def test_pause_until_the_deadline(deadline: float, pauses: list[float]) -> None:
    """A pause that would end at the deadline is not begun: no time would be left."""
    played = play(UNSENT, UNSENT, deadline=deadline)

    assert pauses == played.pauses


def test_pause_that_ends_at_the_deadline() -> None:
    """A pause that is late and ends at the deadline is the end of the call, and nothing else's."""
    played = play(UNSENT, CREATED, late=60.0 - 1.0 - FIRST)

    assert (1, [FIRST]) == (len(played.sends), played.pauses)
    assert APIConnectionError is type(played.end)


@pytest.mark.parametrize(
    ("wait", "deadline", "pauses"),
    [
        ("0", 60, [FIRST]),
        ("30", 60, [30 + FIRST]),
        ("58", 60, [58 + FIRST]),
        ("59", 60, []),
        ("300", 60, []),
        ("300", 400, [300 + FIRST]),
        # The answer comes after a second.
        (formatdate(NOW + 31, usegmt=True), 60, [30 + FIRST]),
        (formatdate(NOW + 301, usegmt=True), 60, []),
        ("soon", 60, [FIRST]),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after(status: int, wait: str, deadline: float, pauses: list[float]) -> None:
    """What the server asks for is waited for if it ends in time, else the call ends at once."""
    refusal = answer(status, {"error": "busy"}, retry_after=wait)
    played = play(refusal, CREATED, request=of_class("safe"), deadline=deadline)

    assert pauses == played.pauses
    assert len(pauses) + 1 == len(played.sends)
    assert (not pauses) == isinstance(played.end, JetEmailError)


@pytest.mark.parametrize(("status", "kind"), [(429, RateLimitError), (503, InternalServerError)])
def test_retry_after_of_the_error(status: int, kind: type[APIStatusError]) -> None:
    """An error tells how long the last answer asked to wait, so that a queue can."""
    last = answer(status, retry_after="300")
    end = play(answer(429, retry_after="1"), last).end

    assert type(end) is kind
    assert (300.0, 1 + 1 + FIRST + 1) == (end.retry_after, end.elapsed)


def test_attempts_of_the_error() -> None:
    """An error tells of each attempt when it began, how long it took and what came of it."""
    end = play(UNSENT, answer(429), BROKEN).end

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
    """A client retries twenty times in a row; then successes earn its calls new retries."""
    budget = RetryBudget()
    failing = [len(play(*[UNSENT] * 3, budget=budget).sends) for _ in range(12)]
    for _ in range(25):
        play(CREATED, budget=budget)
    failing_again = [len(play(*[UNSENT] * 3, budget=budget).sends) for _ in range(2)]

    assert [3] * 10 + [1] * 2 == failing
    assert [3, 1] == failing_again


def test_retry_budget_is_never_more_than_full() -> None:
    """Successes that need no retry save none up."""
    budget = RetryBudget()
    for _ in range(50):
        budget.refund()

    assert [True] * 20 + [False] * 2 == [budget.take() for _ in range(22)]
