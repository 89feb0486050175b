"""Random faults between a create and a server that really holds the users."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jetemail_api_client._engine import conversation
from jetemail_api_client._plans import CreatedSmtpUser, plan_for
from jetemail_api_client._settings import Settings
from jetemail_api_client._shared import Clock, Shared
from jetemail_api_client._steps import Send
from jetemail_api_client.errors import JetEmailError

from .model import FATES, Fate, Model, User
from .play import KEYS, NOW, PASSWORD, REQUEST

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


def run(
    model: Model, fates: Iterator[tuple[Fate, float]], others: Iterator[User | None]
) -> CreatedSmtpUser | JetEmailError:
    """Play a create against the model; its value or its error."""
    clock = Clock(
        monotonic=lambda: model.elapsed, unix=lambda: NOW + model.elapsed, jitter=lambda: 0.5
    )
    steps = conversation(REQUEST, Settings(keys=KEYS), Shared(clock=clock), plan_for(REQUEST))
    event: Any = None
    try:
        while True:
            step = steps.send(event)
            if isinstance(step, Send):
                if (other := next(others)) and NAME not in model.users:
                    other.created = model.now
                    model.users[NAME] = other
                fate, seconds = next(fates)
                event = model.answer(step, fate, min(seconds, step.timeout))
            else:
                model.elapsed += step.seconds
                event = None
    except StopIteration as end:
        value: CreatedSmtpUser = end.value
        return value
    except JetEmailError as error:
        return error


@settings(max_examples=1500)
@given(
    fates=st.lists(requests, max_size=12),
    others=st.lists(st.one_of(st.none(), meanwhile), max_size=6),
    first=st.one_of(st.none(), early),
    skew=st.floats(-1e5, 1e5),
    writes_seconds=st.booleans(),
)
def test_password_is_never_lost(
    fates: list[tuple[Fate, float]],
    others: list[User | None],
    first: User | None,
    skew: float,
    writes_seconds: bool,
) -> None:
    """Whatever fails, the caller knows the password that works, or holds an error that has it."""
    model = Model(skew=skew, writes_seconds=writes_seconds)
    if first:
        first.created += skew
        model.users[NAME] = first
    end = run(model, _then(fates, ("ok", 0.1)), _then(others, None))
    took = model.elapsed
    model.settle()
    is_ours = NAME in model.users and model.users[NAME].password == PASSWORD

    if isinstance(end, JetEmailError):
        # What surely did nothing has nothing to tell; anything else tells all that was sent.
        assert end.outcome == "unknown" or not is_ours
        sent = {"username": NAME, "password": PASSWORD}
        assert end.outcome != "unknown" or sent.items() <= end.secrets.items()
    else:
        assert is_ours
        # The answer of a create holds no password: the one that was sent is the user's.
        assert end.to_dict().get("password", PASSWORD) == PASSWORD
    assert len(model.creates) <= 3
    assert {REQUEST.content} >= set(model.creates)
    assert model.changes == 0
    assert took <= DEADLINE + 1e-6


def _then(items: list[Any], rest: Any) -> Iterator[Any]:
    yield from items
    while True:
        yield rest
