"""Two calls of one client that create the same name, interleaved, under random faults."""

import json
from collections.abc import Iterator
from typing import Any

from attrs import define
from hypothesis import given, settings
from hypothesis import strategies as st

from jetemail_api_client._engine import conversation
from jetemail_api_client._generated.api.smtp_users import create
from jetemail_api_client._plans import plan_for
from jetemail_api_client._settings import Settings
from jetemail_api_client._shared import Clock, Shared
from jetemail_api_client._steps import Conversation, Pause
from jetemail_api_client.errors import JetEmailError
from jetemail_api_client.models import SmtpUsersCreateRequest

from .model import FATES, Fate, Model
from .play import KEYS, NOW

NAME = "a"


@define
class Racer:
    """A call that goes on one step at a time."""

    password: str
    steps: Conversation[Any]
    event: Any = None
    end: Any = None

    def go(self, model: Model, fates: Iterator[tuple[Fate, float]]) -> None:
        """Take the next step, unless the call is over."""
        if self.end is not None:
            return
        try:
            step = self.steps.send(self.event)
        except StopIteration as end:
            self.end = end.value
        except JetEmailError as error:
            self.end = error
        else:
            self.event = None
            if isinstance(step, Pause):
                model.elapsed += step.seconds
            else:
                fate, seconds = next(fates)
                self.event = model.answer(step, fate, min(seconds, step.timeout))

    def check(self, model: Model) -> None:
        """A value has the password that works; an error that leaves it open has what was sent."""
        works = NAME in model.users and model.users[NAME].password == self.password
        if isinstance(self.end, JetEmailError):
            assert self.end.outcome == "unknown" or not works
            assert self.end.outcome != "unknown" or self.end.secrets["password"] == self.password
        else:
            assert works


def racer(shared: Shared, password: str) -> Racer:
    """A create of the name, with a password of its own."""
    request = create.request(body=SmtpUsersCreateRequest(username=NAME, password=password, quota=5))
    return Racer(password, conversation(request, Settings(keys=KEYS), shared, plan_for(request)))


@settings(max_examples=500)
@given(
    fates=st.lists(st.tuples(st.sampled_from(sorted(FATES)), st.floats(0, 3)), max_size=16),
    order=st.lists(st.booleans(), max_size=30),
)
def test_two_calls(fates: list[tuple[Fate, float]], order: list[bool]) -> None:
    """Neither call takes the other's user for its own."""
    model = Model()
    clock = Clock(
        monotonic=lambda: model.elapsed, unix=lambda: NOW + model.elapsed, jitter=lambda: 0.5
    )
    shared = Shared(clock=clock)
    racers = [racer(shared, "the-first-one"), racer(shared, "the-second-one")]
    coming = iter(fates)
    healthy: tuple[Fate, float] = ("ok", 0.1)
    then = iter(lambda: next(coming, healthy), None)
    for is_second in order:
        racers[is_second].go(model, then)
    while any(one.end is None for one in racers):
        for one in racers:
            one.go(model, then)
    model.settle()

    for one in racers:
        one.check(model)
    assert {json.loads(body)["username"] for body in model.creates} <= {NAME}
    assert model.changes == 0
