"""Turns: under the API's limits, first come, first served, and none before the gate opens."""

import threading
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from jetemail_api_client._pacing import Pacer, Turn
from jetemail_api_client._runtime.records import Lane

LIMITS: list[tuple[Lane, int]] = [("account", 240), ("email", 600)]


def waits(pacer: Pacer, count: int, lane: Lane = "account", now: float = 0.0) -> list[float]:
    """How long so many requests have to wait that want to go out at one moment."""
    return [pacer.wait(pacer.join(Turn(lane)), now) for _ in range(count)]


@pytest.mark.parametrize(("lane", "most"), LIMITS)
def test_burst(lane: Lane, most: int) -> None:
    """A minute's requests go out at once, the next ones when the minute is over, and so on."""
    expected = [0.0] * most + [61.0] * most + [122.0] * most

    assert expected == waits(Pacer(), 3 * most, lane)


def test_moments_that_are_told_late() -> None:
    """A request that goes out after another one never frees its place before it."""
    pacer = Pacer()
    for now in (10.0, 9.0, *[10.0] * 238):
        assert [0.0] == waits(pacer, 1, now=now)

    assert [61.0, 61.0] == waits(pacer, 2, now=10.0)


def test_lanes_are_apart() -> None:
    """Sending does not wait for what is not sending."""
    pacer = Pacer()
    waits(pacer, 240)

    assert [0.0] == waits(pacer, 1, "email")
    assert [61.0] == waits(pacer, 1)


def test_each_waits_for_the_one_a_minute_before_it() -> None:
    """Requests that went out one after the other free their places one after the other."""
    pacer = Pacer()
    for number in range(240):
        assert [0.0] == waits(pacer, 1, now=number * 0.1)

    assert [61.0 - 24.0, 61.1 - 24.0, 61.2 - 24.0] == pytest.approx(waits(pacer, 3, now=24.0))


@given(st.integers(1, 500), st.floats(0, 100))
def test_below_the_limit_nobody_waits(count: int, gap: float) -> None:
    """A turn is never later than it must be."""
    pacer = Pacer()

    assert [0.0] * count == [
        pacer.wait(pacer.join(Turn("account")), number * (gap + 0.26)) for number in range(count)
    ]


def test_who_waits_moves_up() -> None:
    """When others give up, those behind them move up, and nobody overtakes."""
    pacer = Pacer()
    waits(pacer, 240)
    turns = [pacer.join(Turn("account")) for _ in range(241)]
    last = turns[-1]
    before = pacer.wait(last, 10.0)
    pacer.give_back(turns[5])
    pacer.give_back(turns[5])

    assert (112.0, 51.0) == (before, pacer.wait(last, 10.0))
    assert [112.0] == waits(pacer, 1, now=10.0)


def test_turn_that_was_used() -> None:
    """What went out cannot be given back."""
    pacer = Pacer()
    for _ in range(240):
        turn = pacer.join(Turn("account"))
        pacer.wait(turn, 0.0)
        pacer.give_back(turn)

    assert [61.0] == waits(pacer, 1)


def test_gate() -> None:
    """Nothing goes out before the moment that the API asked to wait for."""
    pacer = Pacer()
    turn = pacer.join(Turn("account"))
    pacer.close_until(300.0)
    pacer.close_until(200.0)

    assert 300.0 == pacer.wait(turn, 0.0)
    assert (True, False) == (pacer.is_closed(299.0), pacer.is_closed(300.0))
    assert 0.0 == pacer.wait(turn, 300.0)


def test_after_the_gate() -> None:
    """When the gate opens, no more go out at once than the limit."""
    pacer = Pacer()
    pacer.close_until(300.0)
    turns = [pacer.join(Turn("account")) for _ in range(500)]
    before = [pacer.wait(turn, 0.0) for turn in turns]
    after = [pacer.wait(turn, 300.0) for turn in turns]

    assert [300.0] * 240 + [361.0] * 240 + [422.0] * 20 == before
    assert [0.0] * 240 + [61.0] * 240 + [122.0] * 20 == after


def test_without_a_gate() -> None:
    """The gate can be left off."""
    pacer = Pacer(is_gated=False)
    pacer.close_until(300.0)

    assert [0.0] == waits(pacer, 1)
    assert not pacer.is_closed(0.0)


def test_without_pacing() -> None:
    """Pacing can be left off, and the gate stays."""
    pacer = Pacer(is_pacing=False)

    assert [0.0] * 1000 == waits(pacer, 1000)
    pacer.give_back(pacer.join(Turn("account")))
    pacer.close_until(5.0)
    assert [5.0] == waits(pacer, 1)


def test_turn_of_a_parent() -> None:
    """A turn that was taken before a fork holds up nobody in the child, its own call included."""
    pacer = Pacer()
    waits(pacer, 240)
    turn = pacer.join(Turn("account"))
    pacer.renew()

    assert 0.0 == pacer.wait(turn, 0.0)
    assert [61.0] == waits(pacer, 1)


def test_threads() -> None:
    """Threads that come at one moment get turns as one thread would."""
    pacer, moments = Pacer(), list[float]()

    def take() -> None:
        moments.extend(pacer.wait(pacer.join(Turn("account")), 0.0) for _ in range(100))

    threads = [threading.Thread(target=take) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [0.0] * 240 + [61.0] * 240 + [122.0] * 20 == sorted(moments)


class Callers(RuleBasedStateMachine):
    """Calls that come, wait, give up and go, while the gate closes now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.pacer = Pacer()
        self.now = 0.0
        self.waiting: list[Turn] = []
        self.gone: list[tuple[float, Turn]] = []
        self.closed_until = 0.0

    @rule(count=st.integers(1, 300))
    def come(self, count: int) -> None:
        self.waiting += [self.pacer.join(Turn("account")) for _ in range(count)]

    @rule(seconds=st.floats(0, 70))
    def pass_time(self, seconds: float) -> None:
        self.now += seconds

    @rule(seconds=st.floats(0, 100))
    def close(self, seconds: float) -> None:
        self.pacer.close_until(self.now + seconds)
        self.closed_until = max(self.closed_until, self.now + seconds)

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def give_up(self, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(self.waiting) - 1))
        self.pacer.give_back(self.waiting.pop(place))

    @rule(is_backwards=st.booleans())
    def go(self, is_backwards: bool) -> None:
        """Whoever may go does, in whatever order they wake up; the first in the queue may first."""
        woken = self.waiting[::-1] if is_backwards else self.waiting
        told = {turn: self.pacer.wait(turn, self.now) for turn in woken}
        moments = [told[turn] for turn in self.waiting]
        left = [turn for turn in self.waiting if told[turn]]
        self.gone += [(self.now, turn) for turn in self.waiting if not told[turn]]
        self.waiting = left

        assert moments == sorted(moments)
        assert min(moments, default=0.0) >= 0.0
        assert self.now >= self.closed_until or not [turn for turn in told if not told[turn]]

    def teardown(self) -> None:
        """Never more than the limit in a minute, first come, first served, and all come through."""
        self.now = max(self.now, self.closed_until)
        while self.waiting:
            self.go(is_backwards=False)
            self.now += 61.0
        moments = [moment for moment, _ in self.gone]
        numbers = [turn.number for _, turn in self.gone]

        assert all(later - one >= 60.9 for one, later in zip(moments, moments[240:], strict=False))
        assert all(first < second for first, second in pairwise(numbers))


TestCallers = Callers.TestCase


def test_turn_at_the_very_end() -> None:
    """A turn that comes when its call's time is up is not used."""
    pacer = Pacer()
    turn = pacer.join(Turn("account"))

    assert (0.0, 0.0) == (pacer.wait(turn, 5.0, 5.0), pacer.wait(turn, 4.0, 5.0))
    assert [0.0] * 239 + [61.0] == waits(pacer, 240, now=4.0)
