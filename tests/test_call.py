"""What a call has come to, from its attempts."""

import pytest

from jetemail_api_client._call import Call
from jetemail_api_client._settings import Settings
from jetemail_api_client.errors import Attempt, AttemptOutcome, Outcome

from .play import KEYS, PASSWORD, REQUEST


def call(*outcomes: AttemptOutcome) -> Call:
    """A call after attempts that came to this."""
    attempts = [
        Attempt(number=number, started=0.0, elapsed=1.0, outcome=outcome, result="")
        for number, outcome in enumerate(outcomes, 1)
    ]
    return Call(request=REQUEST, settings=Settings(keys=KEYS), attempts=attempts)


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
    """A call's outcome is its last attempt's, unless one may have acted: then it is unknown."""
    assert outcome == call(*outcomes).outcome


def test_name_that_is_taken() -> None:
    """A list that shows that the name is another's settles what an attempt left open."""
    taken = call("unknown")
    taken.is_taken = True

    assert "rejected" == taken.outcome


def test_doubt() -> None:
    """Of an answer that cannot be used, the last attempt is as unsure as was said."""
    doubted = call("rejected", "done")
    doubted.doubt("unknown")

    assert ["rejected", "unknown"] == [attempt.outcome for attempt in doubted.attempts]
    assert [1, 2] == [attempt.number for attempt in doubted.attempts]


def test_scrubbed() -> None:
    """What the call's key and its request's secrets are in is told without them."""
    told = {"message": f"no {PASSWORD} for {KEYS['account']}", "password": "another", "n": 5}

    assert {"message": "no *** for ***", "password": "***", "n": 5} == call().scrubbed(told)
