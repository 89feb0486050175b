"""A call that must wait for its turn, before its first attempt and before another one."""

import pytest

from jetemail_api_client import errors
from jetemail_api_client._pacing import Pacer, Turn
from jetemail_api_client._shared import Shared
from jetemail_api_client.errors import JetEmailError

from .play import BROKEN, CREATED, Play, answer, of_class, play

KEEPS = "It may be done: with the error's idempotency_key, a repeat does not act again."


class Closing(Pacer):
    """A pacer whose gate closes after so many turns: another call met a 429."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.left = after

    def join(self, turn: Turn) -> Turn:
        self.left -= 1
        if self.left < 0:
            self.close_until(5400.0)
        return super().join(turn)


def test_retry_that_is_held_back() -> None:
    """A retry that cannot go out in time says so, and that the call may have succeeded."""
    played = play(BROKEN, shared=Shared(pacer=Closing(1)), request=of_class("keyed"))
    words = "smtp_users.create: not sent again: the API asked this account to wait 399 s more"

    assert isinstance(played.end, errors.RateLimitError)
    assert ("unknown", 1) == (played.end.outcome, len(played.end.attempts))
    assert f"{words} (attempt 1 (the connection broke) may have succeeded). {KEEPS}" == str(
        played.end
    )
    assert isinstance(played.end.__cause__, errors.APIConnectionError)


def test_first_attempt_that_is_held_back() -> None:
    """Before the first attempt nothing was sent, and nothing is said to be unsure."""
    end = play(shared=Shared(pacer=Closing(0))).end

    assert ("not_sent", (), 400.0) == (end.outcome, end.attempts, end.retry_after)
    assert "smtp_users.create: not sent: the API asked this account to wait 400 s more" == str(end)


def test_turn_that_comes_after_the_deadline() -> None:
    """A pause that took longer than it was to sends nothing after the deadline."""
    pacer = Pacer()
    play(answer(429, retry_after="58"), shared=Shared(pacer=pacer), max_attempts=1)
    played = play(shared=Shared(pacer=pacer), late=0.1, deadline=59.05)

    assert ([], "not_sent") == (played.sends, played.end.outcome)
    assert "its turn under the API's limit on requests comes in 0 s" in str(played.end)


@pytest.mark.parametrize(("deadline", "sends"), [(40.0, 0), (40.5, 1)])
def test_turn_that_comes_at_the_deadline(deadline: float, sends: int) -> None:
    """At the deadline nothing is sent any more: no time would be left for the attempt."""
    pacer = Pacer()
    pacer.close_until(5040.0)
    played = play(CREATED, shared=Shared(pacer=pacer), deadline=deadline)

    assert sends == len(played.sends)


def test_account_that_is_blocked_for_too_long() -> None:
    """However long an answer asks to wait, the API is asked again after a while."""
    pacer = Pacer()
    first = play(answer(429, retry_after="999999999"), shared=Shared(pacer=pacer), max_attempts=1)

    assert 999999999.0 == first.end.retry_after
    assert 900.0 == pacer.wait(pacer.join(Turn("account")), 5001.0)


@pytest.mark.parametrize("attempts", [0, 1])
def test_client_that_is_closed(attempts: int) -> None:
    """A call that waits when its client is closed ends with what it knows."""
    shared = Shared(pacer=Closing(attempts))
    kinds: list[type[JetEmailError]] = [errors.ConfigurationError, errors.APIConnectionError]
    shared.is_closed = attempts == 0
    played: Play = play(*[BROKEN] * attempts, CREATED, shared=shared)

    assert kinds[attempts] is type(played.end)


def test_turns_that_come_after_the_deadline() -> None:
    """Calls that wake up too late for their turn do not use it: who comes next can go."""
    pacer = Pacer()
    pacer.close_until(5003.0)
    late = [play(shared=Shared(pacer=pacer), late=0.6, deadline=3.1) for _ in range(240)]

    assert {(0, "not_sent")} == {(len(played.sends), played.end.outcome) for played in late}
    assert 0.0 == pacer.wait(pacer.join(Turn("account")), 5010.0)


def test_elapsed_of_a_cause() -> None:
    """The error of the last attempt tells how long the call had taken by then."""
    end = play(BROKEN, shared=Shared(pacer=Closing(1)), request=of_class("keyed")).end

    assert (1.25, 1.0) == (end.elapsed, end.__cause__.elapsed)


def test_turn_that_is_used() -> None:
    """A request that goes out counts against the limit, and waits no longer for its turn."""
    pacer = Pacer()
    for _ in range(240):
        play(CREATED, shared=Shared(pacer=pacer))

    assert 60.0 == pacer.wait(pacer.join(Turn("account")), 5001.0)
    assert 0.0 == pacer.wait(pacer.join(Turn("account")), 5061.0)
