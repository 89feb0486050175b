"""A clock that is set, or a machine that sleeps, while the answer of a create is lost."""

from email.utils import formatdate
from typing import Any

import pytest
from attrs import define

from jetemail_api_client._engine import conversation
from jetemail_api_client._settings import Settings
from jetemail_api_client._shared import Clock, Shared
from jetemail_api_client.errors import APIConnectionError, ConflictError, JetEmailError

from .play import BROKEN, KEYS, NOW, PASSWORD, REQUEST, answer, plan_of

SECRETS = {"username": "a", "password": PASSWORD}


@define
class Time:
    """The server's clock, and what the client's two clocks count beside it."""

    passed: float = 0.0
    set_by: float = 0.0
    """How far the client's clock was set forward."""
    slept: float = 0.0
    """How long its monotonic clock stood still."""

    @property
    def clock(self) -> Clock:
        return Clock(
            monotonic=lambda: 5000.0 + self.passed - self.slept,
            unix=lambda: NOW + self.passed + self.set_by,
            jitter=lambda: 0.5,
        )


def end_of(*, created: float, set_by: float = 0.0, slept: float = 0.0) -> Any:
    """How a create ends whose answer is lost while something happens to the client's clocks.

    Args:
        created: When the user that is listed was created, in seconds from the call's start.
        set_by: How far the clock is set.
        slept: How long the machine sleeps.
    """
    time = Time()
    steps = conversation(REQUEST, Settings(keys=KEYS), Shared(clock=time.clock), plan_of(REQUEST))
    next(steps)
    time.passed, time.set_by, time.slept = 2.0 + slept, set_by, slept
    row = {"username": "a", "usage": 0, "quota": 5, "created_date": int((NOW + created) * 1000)}
    date = formatdate(NOW + time.passed, usegmt=True)
    try:
        steps.send(BROKEN)
        steps.send(answer(200, {"success": True, "smarthosts": [row]}, date=date))
    except StopIteration as end:
        return end.value
    except JetEmailError as error:
        return error
    raise AssertionError("the call goes on")


def test_clocks_that_agree() -> None:
    """What was made during the attempts is the call's own, what was made before is not."""
    assert end_of(created=1.0).is_reconciled
    assert ConflictError is type(end_of(created=-1800.0))


@pytest.mark.parametrize(
    ("created", "change"),
    [
        (-1800.0, {"set_by": 3600.0}),
        (1.0, {"set_by": -3600.0}),
        (1.0, {"slept": 3600.0}),
        (1800.0, {"slept": 3600.0}),
    ],
)
def test_clocks_that_disagree(created: float, change: dict[str, float]) -> None:
    """If it is not known how long the call took, nobody's user is taken, and none is denied."""
    end = end_of(created=created, **change)

    assert (APIConnectionError, "unknown") == (type(end), end.outcome)
    assert SECRETS == end.secrets


def test_clocks_that_differ_by_as_much_as_is_allowed() -> None:
    """Up to the slack that moments have anyway, the clocks count as one."""
    assert end_of(created=1.0, set_by=2.0).is_reconciled
    assert "unknown" == end_of(created=1.0, set_by=2.5).outcome
