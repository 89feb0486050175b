"""The state of a call and of a client."""

import pytest

from jetemail_api_client._call.state import CallState, Clock, RetryBudget
from jetemail_api_client.errors import Attempt, AttemptOutcome, Outcome
from jetemail_api_client.options import Settings

from ..play import KEYS, NOW, REQUEST


def call(*outcomes: AttemptOutcome) -> CallState:
    """Return the state of a call after attempts with these outcomes."""
    attempts = [
        Attempt(number=number, started=0.0, elapsed=1.0, outcome=outcome, result="")
        for number, outcome in enumerate(outcomes, 1)
    ]
    return CallState(request=REQUEST, settings=Settings(keys=KEYS), attempts=attempts)


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
