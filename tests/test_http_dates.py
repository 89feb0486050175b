"""Dates in headers, in each form that HTTP knows, wherever the machine is."""

import time
from collections.abc import Iterator

import pytest

from jetemail_api_client._policy import retry_after, unix_seconds

# The examples of RFC 9110, section 5.6.7.
MOMENT = 784_111_777.0
FORMS = [
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994",
    "Sun, 06 Nov 1994 08:49:37",
    "Sun, 06 Nov 1994 08:49:37 -0000",
    "Sun, 06 Nov 1994 10:49:37 +0200",
]


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Kolkata"], autouse=True)
def _zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run a test in each of these zones."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize("date", FORMS)
def test_moment(date: str) -> None:
    """A date is the same moment everywhere, also in a form that leaves GMT out."""
    assert MOMENT == unix_seconds(date)


@pytest.mark.parametrize("date", FORMS)
def test_wait(date: str) -> None:
    """So the wait that it asks for is never hours too long or too short."""
    assert 30.0 == retry_after({"retry-after": date}, MOMENT - 30)
