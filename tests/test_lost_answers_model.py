"""Random faults between a create and a server that really holds the users."""

import json
from collections.abc import Iterator
from typing import Any, TypeVar

from attrs import define
from hypothesis import given, settings
from hypothesis import strategies as st

from jetemail_api_client import UNSET, Unset
from jetemail_api_client._engine import conversation
from jetemail_api_client._plans import plan_for
from jetemail_api_client._policy import Answer, Fault
from jetemail_api_client._runtime.records import Request
from jetemail_api_client._settings import Settings
from jetemail_api_client._shared import Clock, Shared
from jetemail_api_client._steps import Pause, Send
from jetemail_api_client.errors import JetEmailError
from jetemail_api_client.smtp_users import SmtpUsers

from .model import FATES, Fate, Model, User
from .play import KEYS, NOW

T = TypeVar("T")

NAME = "a"
DEADLINE = 60.0

# What becomes of a request, and the seconds that it takes.
requests = st.tuples(st.sampled_from(sorted(FATES)), st.floats(0, 25))
# What somebody else has made of the same name before the call, or makes between two requests. In
# the seconds of our own attempts it is another's only if it can be told: used, or set up otherwise.
early = st.builds(
    User,
    username=st.just(NAME),
    password=st.just("another's"),
    created=st.floats(NOW - 1e6, NOW - 60),
    quota=st.sampled_from([0, 5]),
    usage=st.integers(0, 3),
)
meanwhile = st.one_of(
    st.builds(User, st.just(NAME), st.just("another's"), st.just(0.0), st.just(6.0)),
    st.builds(User, st.just(NAME), st.just("another's"), st.just(0.0), st.just(5.0), st.just(1)),
)


@define
class Caller:
    """Sends through the model, on its clock, what a client would send."""

    model: Model
    fates: Iterator[tuple[Fate, float]]
    others: Iterator[User | None]

    def send(self, request: Request[T], /) -> T:
        """Play the call of a request."""
        model = self.model
        clock = Clock(
            monotonic=lambda: model.elapsed, unix=lambda: NOW + model.elapsed, jitter=lambda: 0.5
        )
        plan = plan_for(request)
        steps = conversation(request, Settings(keys=KEYS), Shared(clock=clock), plan)
        event: Any = None
        try:
            while True:
                event = self._done(steps.send(event))
        except StopIteration as end:
            value: T = end.value
            return value

    def _done(self, step: Send | Pause) -> Answer | Fault | None:
        if isinstance(step, Pause):
            self.model.elapsed += step.seconds
            return None
        if (other := next(self.others)) and NAME not in self.model.users:
            other.created = self.model.now
            self.model.users[NAME] = other
        fate, seconds = next(self.fates)
        return self.model.answer(step, fate, min(seconds, step.timeout))


@settings(max_examples=1500)
@given(
    fates=st.lists(requests, max_size=12),
    others=st.lists(st.one_of(st.none(), meanwhile), max_size=6),
    first=st.one_of(st.none(), early),
    skew=st.floats(-1e5, 1e5),
    writes_seconds=st.booleans(),
    given_password=st.sampled_from([UNSET, "planted-password"]),
)
def test_password_is_never_lost(
    fates: list[tuple[Fate, float]],
    others: list[User | None],
    first: User | None,
    skew: float,
    writes_seconds: bool,
    given_password: str | Unset,
) -> None:
    """Whatever fails, the caller knows the password that works, or holds an error that has it."""
    model = Model(skew=skew, writes_seconds=writes_seconds)
    if first:
        first.created += skew
        model.users[NAME] = first
    caller = Caller(model, _then(fates, ("ok", 0.1)), _then(others, None))
    known: str | None
    try:
        created = SmtpUsers(caller).create(username=NAME, password=given_password, quota=5)
        known, outcome = created.password, "value"
    except JetEmailError as error:
        known, outcome = error.secrets.get("password"), error.outcome
    took = model.elapsed
    model.settle()
    sent = {json.loads(body)["password"] for body in model.creates}
    is_ours = NAME in model.users and model.users[NAME].password in sent

    # What was surely not done leaves no user of ours. Of anything else the password is known.
    assert outcome in {"value", "unknown"} or not is_ours
    assert outcome != "value" or (is_ours and known == model.users[NAME].password)
    assert outcome != "unknown" or (known and sent <= {known})
    assert given_password is UNSET or sent <= {given_password}
    assert len(model.creates) <= 3
    assert len(set(model.creates)) <= 1
    assert model.changes == 0
    assert took <= DEADLINE + 1e-6


def _then(items: list[Any], rest: Any) -> Iterator[Any]:
    yield from items
    while True:
        yield rest
