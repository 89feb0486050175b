"""The window of the attempts on the server's clock, and rivals among pending creates."""

import tracemalloc
from collections.abc import Iterable
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jetemail_api_client._call.reconcile import (
    DateSample,
    PendingCreate,
    PendingCreates,
    Window,
    server_window,
)

from ..play import NOW

DATE = "Tue, 14 Nov 2023 22:13:20 GMT"


@pytest.mark.parametrize(
    ("moment", "expected"),
    [(97.9, False), (98.0, True), (100.0, True), (110.0, True), (112.0, True), (112.1, False)],
)
def test_window(moment: float, expected: bool) -> None:
    """A window contains its times, and 2 seconds on each side."""
    assert expected == Window(begin=100.0, end=110.0).contains(moment)


@pytest.mark.parametrize("skew", [0.0, 3600.0, -86400.0])
def test_clock_skew(skew: float) -> None:
    """The window is on the server's clock, as wide as the attempts and the unknown Date."""
    ours = NOW - skew
    window = server_window(ours - 10, ours, (DATE, ours - 0.5, ours))

    assert Window(begin=NOW - 10, end=NOW + 1.5) == window


@pytest.mark.parametrize("date_sample", [None, ("junk", 0.0, 0.0), ("", 0.0, 0.0)])
def test_missing_date(date_sample: DateSample | None) -> None:
    """Without a valid Date header there is no window."""
    assert server_window(NOW, NOW, date_sample) is None


@given(
    skew=st.floats(-1e6, 1e6),
    took=st.floats(0, 20),
    written=st.floats(0, 1),
    age=st.floats(0, 60),
)
def test_window_contains_the_attempts(skew: float, took: float, written: float, age: float) -> None:
    """The window contains every time of the attempts, for any clock skew."""
    sent, received = NOW - took, NOW
    date = formatdate(int(sent + took * written + skew), usegmt=True)
    window = server_window(NOW - 60, NOW, (date, sent, received))

    assert window is not None
    assert window.contains(NOW - age + skew)


REMEMBERED = 1000


def test_concurrent_rivals() -> None:
    """Two concurrent creates of one name with different bodies are rivals."""
    pending_creates = PendingCreates()
    first = pending_creates.begin(PendingCreate("a", b"1"))
    second = pending_creates.begin(PendingCreate("a", b"2"))
    pending_creates.end(second, may_have_acted=False)

    assert (True, True) == (first.has_rival, second.has_rival)


def test_equal_requests() -> None:
    """Creates with equal request bodies are not rivals."""
    pending_creates = PendingCreates()
    creates = [
        pending_creates.begin(PendingCreate("a", b"1")),
        pending_creates.begin(PendingCreate("a", b"1")),
    ]

    assert [False, False] == [create.has_rival for create in creates]


def test_different_names() -> None:
    """Creates of different names are not rivals."""
    pending_creates = PendingCreates()
    creates = [
        pending_creates.begin(PendingCreate("a", b"1")),
        pending_creates.begin(PendingCreate("b", b"2")),
    ]

    assert [False, False] == [create.has_rival for create in creates]


def test_rejected_create() -> None:
    """A create that ended without effect is not a rival of later ones."""
    pending_creates = PendingCreates()
    pending_creates.end(pending_creates.begin(PendingCreate("a", b"1")), may_have_acted=False)

    assert not pending_creates.begin(PendingCreate("a", b"2")).has_rival


def test_ended_rival() -> None:
    """An ended create that may have acted is a rival of later ones."""
    pending_creates = PendingCreates()
    pending_creates.end(pending_creates.begin(PendingCreate("a", b"1")), may_have_acted=True)

    assert pending_creates.begin(PendingCreate("a", b"2")).has_rival
    assert not pending_creates.begin(PendingCreate("b", b"2")).has_rival


def test_remembered_limit() -> None:
    """Beyond the limit of remembered names, the oldest is discarded."""
    pending_creates = PendingCreates()
    for number in range(REMEMBERED + 1):
        pending_creates.end(
            pending_creates.begin(PendingCreate(str(number), b"1")), may_have_acted=True
        )

    assert not pending_creates.begin(PendingCreate("0", b"2")).has_rival
    assert pending_creates.begin(PendingCreate("1", b"2")).has_rival


def test_remembered_order() -> None:
    """A repeated create makes its name the latest."""
    pending_creates = PendingCreates()
    for number in (*range(REMEMBERED), 0, REMEMBERED):
        pending_creates.end(
            pending_creates.begin(PendingCreate(str(number), b"1")), may_have_acted=True
        )

    assert pending_creates.begin(PendingCreate("0", b"2")).has_rival
    assert not pending_creates.begin(PendingCreate("1", b"2")).has_rival


def test_no_body_in_a_pending_create() -> None:
    """A pending create holds a hash of its request body, not the body."""
    pending = PendingCreates().begin(PendingCreate("a", b"planted"))

    assert "planted" not in repr(pending) + repr(pending.fingerprint)


def test_one_of_two_equal_requests_ends() -> None:
    """When one of two equal requests ends, the other is still a rival."""
    pending_creates = PendingCreates()
    first, second = (
        pending_creates.begin(PendingCreate("a", b"1")),
        pending_creates.begin(PendingCreate("a", b"1")),
    )
    pending_creates.end(first, may_have_acted=False)
    third = pending_creates.begin(PendingCreate("a", b"2"))

    assert (False, True, True) == (first.has_rival, second.has_rival, third.has_rival)


def test_several_equal_requests_end() -> None:
    """Each equal request is pending until it ends itself."""
    pending_creates = PendingCreates()
    first, *others = [pending_creates.begin(PendingCreate("a", b"1")) for _ in range(3)]
    for other in others:
        pending_creates.end(other, may_have_acted=False)

    assert pending_creates.begin(PendingCreate("a", b"2")).has_rival
    assert first.has_rival


def test_many_rivals() -> None:
    """After many different creates of one name, every new create has a rival."""
    pending_creates = PendingCreates()
    for number in range(100):
        pending_creates.end(
            pending_creates.begin(PendingCreate("a", str(number).encode())), may_have_acted=True
        )

    assert pending_creates.begin(PendingCreate("a", b"0")).has_rival


def test_discarded_while_pending() -> None:
    """Discarding a remembered name leaves its pending creates registered."""
    pending_creates = PendingCreates()
    pending_creates.end(pending_creates.begin(PendingCreate("a", b"1")), may_have_acted=True)
    same = pending_creates.begin(PendingCreate("a", b"1"))
    for number in range(REMEMBERED):
        pending_creates.end(
            pending_creates.begin(PendingCreate(str(number), b"1")), may_have_acted=True
        )

    assert pending_creates.begin(PendingCreate("a", b"2")).has_rival
    assert same.has_rival


def allocated(creates: Iterable[tuple[str, bytes]], *, may_have_acted: bool) -> int:
    """Return the bytes that these creates leave allocated after they have ended."""
    pending_creates = PendingCreates()
    tracemalloc.start()
    try:
        for name, content in creates:
            create = pending_creates.begin(PendingCreate(name, content))
            pending_creates.end(create, may_have_acted=may_have_acted)
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def test_memory_is_bounded() -> None:
    """Ended creates do not leak: of any number of names or bodies, a limited number remains."""
    names = [(str(number), b"1") for number in range(5 * REMEMBERED)]
    bodies = [("a", str(number).encode()) for number in range(5 * REMEMBERED)]
    limit = allocated(names[: REMEMBERED + 1], may_have_acted=True)

    assert allocated(names, may_have_acted=True) < 2 * limit
    assert allocated(names, may_have_acted=False) < limit / 20
    assert allocated(bodies, may_have_acted=True) < limit / 20
