"""The window of a call's attempts on the server's clock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jetemail_api_client._reconciling import Dated, Window, window_of

from .play import NOW

DATE = "Tue, 14 Nov 2023 22:13:20 GMT"


@pytest.mark.parametrize(
    ("moment", "expected"),
    [(97.9, False), (98.0, True), (100.0, True), (110.0, True), (112.0, True), (112.1, False)],
)
def test_window(moment: float, expected: bool) -> None:
    """A window has what is in it, and two seconds on each side."""
    assert expected == Window(begin=100.0, end=110.0).has(moment)


@pytest.mark.parametrize("skew", [0.0, 3600.0, -86400.0])
def test_clock_that_is_off(skew: float) -> None:
    """The window is on the server's clock: as wide as the attempts, and what is not known of it."""
    ours = NOW - skew
    window = window_of(ours - 10, ours, (DATE, ours - 0.5, ours))

    assert Window(begin=NOW - 10, end=NOW + 1.5) == window


@pytest.mark.parametrize("dated", [None, ("junk", 0.0, 0.0), ("", 0.0, 0.0)])
def test_server_that_tells_no_time(dated: Dated | None) -> None:
    """Without a Date there is no window."""
    assert window_of(NOW, NOW, dated) is None


@given(
    skew=st.floats(-1e6, 1e6),
    took=st.floats(0, 20),
    written=st.floats(0, 1),
    age=st.floats(0, 60),
)
def test_moment_of_the_attempts(skew: float, took: float, written: float, age: float) -> None:
    """What was made during the attempts is in the window, however far the clocks are apart."""
    from email.utils import formatdate

    sent, received = NOW - took, NOW
    date = formatdate(int(sent + took * written + skew), usegmt=True)
    window = window_of(NOW - 60, NOW, (date, sent, received))

    assert window is not None
    assert window.has(NOW - age + skew)
