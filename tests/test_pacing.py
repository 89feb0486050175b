"""Turns: under the API's limits, first come, first served, and none before the gate opens."""

import threading
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jetemail_api_client._pacing import Pacer
from jetemail_api_client._runtime.records import Lane

from .described import OPERATIONS

LIMITS: list[tuple[Lane, int]] = [("account", 240), ("email", 600)]


def waits(pacer: Pacer, count: int, lane: Lane = "account", now: float = 0.0) -> list[float]:
    """How long so many requests have to wait that want to go out at one moment."""
    return [pacer.wait(pacer.turn(lane, now), now) for _ in range(count)]


@pytest.mark.parametrize(("lane", "most"), LIMITS)
def test_burst(lane: Lane, most: int) -> None:
    """A minute's requests go out at once, the next ones when the minute is over."""
    assert [0.0] * most + [61.0, 61.0] == waits(Pacer(), most + 2, lane)


def test_lanes_are_apart() -> None:
    """Sending does not wait for what is not sending."""
    pacer = Pacer()
    waits(pacer, 240)

    assert [0.0] == waits(pacer, 1, "email")
    assert [61.0] == waits(pacer, 1)


@given(st.lists(st.floats(0, 5), max_size=700))
def test_never_above_the_limit(gaps: list[float]) -> None:
    """In no minute more go out than the limit, and all in the order in which they came."""
    pacer, now, moments = Pacer(), 0.0, list[float]()
    for gap in gaps:
        now += gap
        moments.append(pacer.turn("account", now).at)

    assert moments == sorted(moments)
    assert all(later - first >= 61 for first, later in zip(moments, moments[240:], strict=False))
    assert all(pacer.wait(pacer.turn("account", now), now) >= 0 for _ in range(2))


@given(st.integers(1, 500), st.floats(0, 100))
def test_a_turn_is_never_later_than_it_must_be(count: int, gap: float) -> None:
    """Below the limit nobody waits."""
    pacer = Pacer()
    moments = [pacer.turn("account", number * (gap + 0.26)).at for number in range(count)]

    assert moments == [number * (gap + 0.26) for number in range(count)]


def test_turn_that_is_given_back() -> None:
    """A turn that nobody uses goes to the next one."""
    pacer = Pacer()
    turns = [pacer.turn("account", 0.0) for _ in range(241)]
    pacer.give_back(turns[5])
    pacer.give_back(turns[5])

    assert [61.0, 61.0] == [turns[240].at, *waits(pacer, 1)]
    pacer.give_back(turns[6])
    pacer.give_back(turns[7])
    assert [0.0, 61.0] == waits(pacer, 2)


def test_gate() -> None:
    """Nothing goes out before the moment that the API asked to wait for, then all of it."""
    pacer = Pacer()
    turn = pacer.turn("account", 0.0)
    pacer.close_until(300.0)
    pacer.close_until(200.0)

    assert 300.0 == pacer.wait(turn, 0.0)
    assert (True, False) == (pacer.is_closed(299.0), pacer.is_closed(300.0))
    assert pacer.wait(turn, 301.0) <= 0


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
    pacer.give_back(pacer.turn("account", 0.0))
    pacer.close_until(5.0)
    assert [5.0] == waits(pacer, 1)


def test_threads() -> None:
    """Threads that come at one moment get turns as one thread would."""
    pacer, moments = Pacer(), list[float]()

    def take() -> None:
        moments.extend(pacer.turn("account", 0.0).at for _ in range(100))

    threads = [threading.Thread(target=take) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [0.0] * 240 + [61.0] * 240 + [122.0] * 20 == sorted(moments)
    assert all(first <= later for first, later in pairwise(sorted(moments)))


def test_lane_of_sending() -> None:
    """Only sending one e-mail counts against the higher limit."""
    lanes = {one.name: one.module.OPERATION.lane for one in OPERATIONS}

    assert {"email.send"} == {name for name, lane in lanes.items() if lane == "email"}
