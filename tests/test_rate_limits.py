"""What a call does when the server says that it was too much, in both flavours."""

import pytest

from jetemail_api_client import errors

from .conftest import Flavour, failure
from .raw_server import answer, answer_json, created, playing


@pytest.mark.parametrize(
    ("wait", "pause"), [("0", 0.25), ("1", 1.25), ("soon", 0.25), ("-3", 0.25), ("", 0.25)]
)
async def test_rate_limit_that_ends_in_time(flavour: Flavour, wait: str, pause: float) -> None:
    """A 429 is waited for as long as the server asks, junk aside, and then sent again."""
    busy = answer_json(429, {"error": "slow down"}, f"Retry-After: {wait}\r\n")
    with playing(busy, created) as server:
        result = await flavour.create(server.base_url)

        assert result.success
        assert [pause] == flavour.sleeper.pauses
        assert 2 == len(server.requests)
        assert server.bodies[0] == server.bodies[1]


async def test_rate_limit_until_a_date(flavour: Flavour) -> None:
    """A date is waited for by the server's own clock."""
    dates = "Date: Mon, 23 Nov 2026 10:00:00 GMT\r\nRetry-After: Mon, 23 Nov 2026 10:00:07 GMT\r\n"
    with playing(answer_json(429, {}, dates), created) as server:
        await flavour.create(server.base_url)

        assert [7.25] == flavour.sleeper.pauses


async def test_rate_limit_beyond_the_deadline(flavour: Flavour) -> None:
    """A 429 that asks for more time than there is, is raised at once."""
    busy = answer_json(429, {"error": "slow down"}, "Retry-After: 300\r\n")
    with playing(busy, created) as server:
        error = await failure(flavour, server.base_url)

        assert isinstance(error, errors.RateLimitError)
        assert (300.0, "rejected") == (error.retry_after, error.outcome)
        assert [] == flavour.sleeper.pauses
        assert error.elapsed < 60
        assert 1 == len(server.requests)
        assert "smtp_users.create: 429 slow down (asks to wait 300 s)" == str(error)


async def test_what_was_asked_for_once(flavour: Flavour) -> None:
    """A wait that one answer asked for does not lengthen the pause after the next attempt."""
    first = answer(429, b"", "Retry-After: 7\r\n")
    with playing(first, answer(429), created) as server:
        await flavour.create(server.base_url)

        assert [7.25, 0.5] == flavour.sleeper.pauses


async def test_one_attempt(flavour: Flavour) -> None:
    """With max_attempts=1 nothing is sent again."""
    with playing(answer(429), created) as server:
        error = await failure(flavour, server.base_url, max_attempts=1)

        assert isinstance(error, errors.RateLimitError)
        assert 1 == len(server.requests)
