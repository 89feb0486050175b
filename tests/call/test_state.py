"""The state of a call and of a client."""

from typing import Any

import pytest

from jetemail_api_client._call.state import (
    CallState,
    ClientState,
    Deadline,
    RetryBudget,
    SkippingClock,
)
from jetemail_api_client.errors import Attempt, AttemptOutcome, ConfigurationError, Outcome
from jetemail_api_client.options import Clock, Settings
from jetemail_api_client.rate_limits import RateLimiter, RateLimits, Ticket

from ..play import KEYS, NOW, REQUEST


def call(*outcomes: AttemptOutcome) -> CallState:
    """Return the state of a call after attempts with these outcomes."""
    attempts = [
        Attempt(number=number, started=0.0, elapsed=1.0, outcome=outcome, result="")
        for number, outcome in enumerate(outcomes, 1)
    ]
    deadline = Deadline(Clock(), 60.0, 0.0)
    settings = Settings(keys=KEYS)
    return CallState(request=REQUEST, settings=settings, deadline=deadline, attempts=attempts)


@pytest.mark.parametrize(
    ("outcomes", "outcome"),
    [
        ([], "not_sent"),
        (["not_sent"], "not_sent"),
        (["rejected"], "rejected"),
        (["unknown"], "unknown"),
        (["done"], "unknown"),
        (["rejected", "not_sent"], "not_sent"),
        (["not_sent", "rejected"], "rejected"),
        (["unknown", "rejected"], "unknown"),
        (["unknown", "not_sent"], "unknown"),
        (["done", "rejected"], "rejected"),
    ],
)
def test_outcome(outcomes: list[AttemptOutcome], outcome: Outcome) -> None:
    """A call's outcome is that of its last attempt, or unknown if any attempt is."""
    assert outcome == call(*outcomes).outcome


def test_outcome_of_a_taken_name() -> None:
    """A listing that shows another's name makes an unknown outcome rejected."""
    taken = call("unknown")
    taken.is_name_taken = True

    assert "rejected" == taken.outcome


def test_retry_budget_limit() -> None:
    """Successes do not raise the retry budget above its limit."""
    budget = RetryBudget()
    for _ in range(50):
        budget.refund()

    assert [True] * 20 + [False] * 2 == [budget.spend() for _ in range(22)]


def test_default_clock() -> None:
    """The default clock is monotonic, and its jitter between 0 and 1."""
    clock = Clock()
    before = clock.monotonic()

    assert before <= clock.monotonic()
    assert clock.unix() > NOW
    assert 0 <= clock.jitter() < 1


def test_default_clock_with_replaced_functions(monkeypatch: pytest.MonkeyPatch) -> None:
    """The default clock looks up the functions of `time` and `random` when it is read."""
    clock = Clock()
    monkeypatch.setattr("time.monotonic", lambda: 5.0)
    monkeypatch.setattr("time.time", lambda: 6.0)
    monkeypatch.setattr("random.random", lambda: 0.7)

    assert (5.0, 6.0, 0.7) == (clock.monotonic(), clock.unix(), clock.jitter())


def test_skipping_clock() -> None:
    """A skipping clock counts the time that a sleep left out, and never goes back."""
    times = [100.0]
    skipping = SkippingClock(
        Clock(monotonic=lambda: times[-1], unix=lambda: 9.0, jitter=lambda: 0.25)
    )
    clock = skipping.as_clock()
    skipping.skip_to(160.0)
    skipping.skip_to(130.0)

    assert (160.0, 69.0, 0.25) == (clock.monotonic(), clock.unix(), clock.jitter())
    times.append(300.0)
    skipping.skip_to(310.0)
    assert (360.0, 69.0) == (clock.monotonic(), clock.unix())


def state_of(**options: Any) -> ClientState:
    """Return the state of a client with these options."""
    return ClientState.from_settings(Settings(keys=KEYS, **options), None, None)


@pytest.mark.parametrize(("retry_budget", "retries"), [(True, 20), (False, 1000)])
def test_retry_budget_of_a_client(retry_budget: bool, retries: int) -> None:
    """A client has 20 retries ahead of its successes, or no limit."""
    budget = state_of(retry_budget=retry_budget).retry_budget

    assert retries == sum(budget.spend() for _ in range(1000))


@pytest.mark.parametrize(
    ("limits", "requests"), [(RateLimits(account=7), 7), (None, 1000), (RateLimits(), 240)]
)
def test_rate_limits_of_a_client(limits: RateLimits | None, requests: int) -> None:
    """A client may send as many requests a minute as its share, or without limit."""
    limiter: Any = state_of(rate_limits=limits).rate_limiter

    assert requests == sum(
        not limiter.wait(limiter.join(Ticket("account")), 0.0) for _ in range(1000)
    )


@pytest.mark.parametrize("is_blocking", [True, False])
def test_rate_limit_block_of_a_client(is_blocking: bool) -> None:
    """A client heeds a block, unless that is disabled."""
    limiter: Any = state_of(rate_limit_block=is_blocking).rate_limiter
    limiter.block(30.0, 0.0)

    assert 30.0 * is_blocking == limiter.wait(limiter.join(Ticket("account")), 0.0)


def test_rate_limiter_of_a_client() -> None:
    """A client uses the limiter that it was given."""
    limiter = RateLimiter()

    assert state_of(rate_limits=limiter).rate_limiter is limiter
    with pytest.raises(ConfigurationError, match=r"RateLimiter\(is_blocking=False\)"):
        state_of(rate_limits=limiter, rate_limit_block=False)


def test_clock_of_a_client() -> None:
    """A client has the clock that it was given."""
    clock = Clock(unix=lambda: 5.0)

    assert ClientState.from_settings(Settings(keys=KEYS), clock, None).clock is clock


@pytest.mark.parametrize("limits", [{"account": 0}, {"email": -1}])
def test_share_below_the_minimum(limits: dict[str, int]) -> None:
    """A share of no requests raises an error that names it."""
    with pytest.raises(ConfigurationError, match=rf"^{next(iter(limits))} is .+ the minimum is 1"):
        RateLimits(**limits)


@pytest.mark.parametrize("value", [True, 1.5, "60", None])
def test_share_of_a_wrong_type(value: Any) -> None:
    """A share that is not an int raises TypeError."""
    got = type(value).__name__
    with pytest.raises(TypeError, match=f"^account: expected an int, got {got}$"):
        RateLimits(account=value)


@pytest.mark.parametrize("value", [True, 60, "all"])
def test_rate_limits_of_a_wrong_type(value: Any) -> None:
    """Rate limits of another type raise TypeError."""
    expected = "RateLimits, a RateLimiter, a shared one or None"
    got = type(value).__name__
    with pytest.raises(TypeError, match=f"^rate_limits: expected {expected}, got {got}$"):
        state_of(rate_limits=value)
