"""Laws of creates under random failures, with a model that stores the users."""

import json
from collections.abc import Iterator
from typing import Any, TypeVar

from attrs import define
from hypothesis import given, settings
from hypothesis import strategies as st

from jetemail_api_client import UNSET, Unset
from jetemail_api_client._call.exchange import Response, SendRequest, Sleep, TransportFailure
from jetemail_api_client._call.flow import CallFlow, Step, call_flow
from jetemail_api_client._call.state import ClientState
from jetemail_api_client._generated.api.smtp_users import create
from jetemail_api_client._generated.resources.smtp_users import SmtpUsers
from jetemail_api_client._reconcilers import reconciler_for
from jetemail_api_client._runtime.operations import Request
from jetemail_api_client.errors import JetEmailError
from jetemail_api_client.models import SmtpUsersCreateRequest
from jetemail_api_client.options import Clock, Settings

from ..play import KEYS, NOW
from .model import FATES, Fate, Model, User

T = TypeVar("T")

NAME = "a"
DEADLINE = 60.0

# The fate of each request, and its duration in seconds.
attempts = st.tuples(st.sampled_from(sorted(FATES)), st.floats(0, 25))
# Users that another client creates under the same name, before the call or between two attempts.
# During our own attempts they differ from ours: in their usage or their settings.
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
class ModelClient:
    """A client that sends its requests to the model, on the model's clock."""

    model: Model
    fates: Iterator[tuple[Fate, float]]
    others: Iterator[User | None]

    def execute(self, request: Request[T], /) -> T:
        """Run the call flow of a request."""
        model = self.model
        clock = Clock(
            monotonic=lambda: model.elapsed, unix=lambda: NOW + model.elapsed, jitter=lambda: 0.5
        )
        reconciler = reconciler_for(request)
        flow = call_flow(request, Settings(keys=KEYS), ClientState(clock=clock), reconciler)
        result: Any = None
        try:
            while True:
                result = self._do(flow.send(result))
        except StopIteration as end:
            value: T = end.value
            return value

    def _do(self, step: Step) -> Response | TransportFailure | None:
        if isinstance(step, Sleep):
            self.model.elapsed += step.seconds
            return None
        assert isinstance(step, SendRequest)
        if (other := next(self.others)) and NAME not in self.model.users:
            other.created = self.model.now
            self.model.users[NAME] = other
        fate, seconds = next(self.fates)
        return self.model.respond(step, fate, min(seconds, step.timeout))


@settings(max_examples=1500)
@given(
    fates=st.lists(attempts, max_size=12),
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
    """Under random failures, the caller gets the valid password in the value or in the error."""
    model = Model(skew=skew, writes_seconds=writes_seconds)
    if first:
        first.created += skew
        model.users[NAME] = first
    client = ModelClient(model, _followed_by(fates, ("ok", 0.1)), _followed_by(others, None))
    known: str | None
    try:
        created = SmtpUsers(client).create(username=NAME, password=given_password, quota=5)
        known, outcome = created.password, "value"
    except JetEmailError as error:
        known, outcome = error.secrets.get("password"), error.outcome
    elapsed = model.elapsed
    model.settle()
    sent = {json.loads(body)["password"] for body in model.creates}
    is_ours = NAME in model.users and model.users[NAME].password in sent

    # A rejected or unsent create leaves no user of ours; else the password is known.
    assert outcome in {"value", "unknown"} or not is_ours
    assert outcome != "value" or (is_ours and known == model.users[NAME].password)
    assert outcome != "unknown" or (known and sent <= {known})
    assert given_password is UNSET or sent <= {given_password}
    assert len(model.creates) <= 3
    assert len(set(model.creates)) <= 1
    assert model.changes == 0
    assert elapsed <= DEADLINE + 1e-6


def _followed_by(items: list[Any], rest: Any) -> Iterator[Any]:
    yield from items
    while True:
        yield rest


@define
class Create:
    """A create that runs one step at a time."""

    password: str
    flow: CallFlow[Any]
    result: Any = None
    end: Any = None

    def step(self, model: Model, fates: Iterator[tuple[Fate, float]]) -> None:
        """Do the next step, unless the call has ended."""
        if self.end is not None:
            return
        try:
            next_step = self.flow.send(self.result)
        except StopIteration as end:
            self.end = end.value
        except JetEmailError as error:
            self.end = error
        else:
            self.result = None
            if isinstance(next_step, Sleep):
                model.elapsed += next_step.seconds
            else:
                assert isinstance(next_step, SendRequest)
                fate, seconds = next(fates)
                self.result = model.respond(next_step, fate, min(seconds, next_step.timeout))

    def check(self, model: Model) -> None:
        """Check that a value has the valid password, and an unknown outcome the sent one."""
        works = NAME in model.users and model.users[NAME].password == self.password
        if isinstance(self.end, JetEmailError):
            assert self.end.outcome == "unknown" or not works
            assert self.end.outcome != "unknown" or self.end.secrets["password"] == self.password
        else:
            assert works


def create_with(shared: ClientState, password: str) -> Create:
    """Return a create of the name with its own password."""
    request = create.request(body=SmtpUsersCreateRequest(username=NAME, password=password, quota=5))
    return Create(
        password, call_flow(request, Settings(keys=KEYS), shared, reconciler_for(request))
    )


@settings(max_examples=500)
@given(
    fates=st.lists(st.tuples(st.sampled_from(sorted(FATES)), st.floats(0, 3)), max_size=16),
    order=st.lists(st.booleans(), max_size=30),
)
def test_concurrent_creates(fates: list[tuple[Fate, float]], order: list[bool]) -> None:
    """Of two concurrent creates under random failures, neither returns the other's user."""
    model = Model()
    clock = Clock(
        monotonic=lambda: model.elapsed, unix=lambda: NOW + model.elapsed, jitter=lambda: 0.5
    )
    shared = ClientState(clock=clock)
    creates = [create_with(shared, "the-first-one"), create_with(shared, "the-second-one")]
    remaining = iter(fates)
    healthy: tuple[Fate, float] = ("ok", 0.1)
    attempts = iter(lambda: next(remaining, healthy), None)
    for is_second in order:
        creates[is_second].step(model, attempts)
    while any(one.end is None for one in creates):
        for one in creates:
            one.step(model, attempts)
    model.settle()

    for one in creates:
        one.check(model)
    assert {json.loads(body)["username"] for body in model.creates} <= {NAME}
    assert model.changes == 0
