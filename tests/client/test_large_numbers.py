"""Ints with more digits than Python prints: errors of the package name them, reprs do not fail."""

from collections.abc import Callable
from typing import Any

import pytest

from jetemail_api_client import JetEmail
from jetemail_api_client.errors import ConfigurationError, InvalidRequestError
from jetemail_api_client.models import SmtpUsersCreateRequest
from jetemail_api_client.rate_limits import RateLimits, Wait
from jetemail_api_client.redis_limits import RedisRateLimits
from jetemail_api_client.transports import DeadlineTransport
from jetemail_api_client.webhooks import EventVerifier, MemoryStore

from ..conftest import KEY

HUGE = 10**5000
SECRET = "whsec_" + "a" * 32
OPTIONS = ("deadline", "attempt_timeout", "connect_timeout", "rate_limit_timeout", "max_attempts")
SMALLER = "a smaller number is needed"


@pytest.fixture
def client() -> JetEmail:
    """Return a client that sends nothing."""
    return JetEmail(KEY)


@pytest.mark.parametrize(
    ("name", "call", "reason"),
    [
        ("limit", lambda c: c.outbound_logs.list(limit=HUGE), "the maximum is"),
        ("limit", lambda c: c.outbound_logs.list(limit=-HUGE), "the minimum is"),
        ("query['p']", lambda c: c.request("GET", "/a", query={"p": HUGE}), SMALLER),
        ("json['p'][0]", lambda c: c.request("POST", "/a", json={"p": [HUGE]}), SMALLER),
        ("quota", lambda c: c.smtp_users.create(username="a", quota=HUGE), SMALLER),
        ("concurrency", lambda c: c.email.send_many([], concurrency=HUGE), "it must be 1 to"),
    ],
)
def test_arguments(
    client: JetEmail, name: str, call: Callable[[JetEmail], object], reason: str
) -> None:
    """An argument that is too large is named, without the digits."""
    with pytest.raises(InvalidRequestError) as raised:
        call(client)

    assert raised.value.field == name
    assert f"{name} is about " in str(raised.value)
    assert f"10**5000; {reason}" in str(raised.value)


@pytest.mark.parametrize(
    ("name", "call"),
    [
        *((name, lambda c, name=name: c.with_options(**{name: -HUGE})) for name in OPTIONS),
        ("max_connections", lambda _: DeadlineTransport(max_connections=-HUGE)),
        ("keepalive_expiry", lambda _: DeadlineTransport(keepalive_expiry=-HUGE)),
        ("account", lambda _: RateLimits(account=-HUGE)),
        ("seconds", lambda _: Wait(-HUGE)),
        ("timeout", lambda _: RedisRateLimits("redis://a.example", timeout=-HUGE)),
        ("tolerance", lambda _: EventVerifier(SECRET, tolerance=-HUGE)),
        ("max_entries", lambda _: MemoryStore(max_entries=-HUGE)),
        ("max_age", lambda _: MemoryStore(max_age=-HUGE)),
    ],
)
def test_options(client: JetEmail, name: str, call: Callable[[JetEmail], object]) -> None:
    """An option that is too large is named, without the digits."""
    with pytest.raises(ConfigurationError, match=rf"^{name} is '?about -10\*\*5000'?;"):
        call(client)


def test_key_of_an_object(client: JetEmail) -> None:
    """A key that is too large is named as well."""
    body: dict[Any, int] = {HUGE: 1}
    with pytest.raises(InvalidRequestError, match=rf"json\['about 10\*\*5000'\] .* {SMALLER}"):
        client.request("POST", "/a", json=body)


@pytest.mark.parametrize(
    "value",
    [RateLimits(account=HUGE), SmtpUsersCreateRequest(username="a", quota=HUGE), Wait(HUGE)],
)
def test_reprs(value: object) -> None:
    """The repr of an object with a number that is too large says about how large it is."""
    assert "='about 10**5000'" in repr(value)
