"""Limits in a Redis that fails, at one that is played: what a call is told, and how soon."""

import asyncio
import importlib
import os
import sys
import time
import traceback
from typing import Any

import pytest
import redis

from jetemail_api_client import errors
from jetemail_api_client.rate_limits import RateLimits, Wait
from jetemail_api_client.redis_limits import RedisRateLimits

from ..conftest import Flavour
from ..raw_server import created, playing
from .servers import KINDS, WINDOW, Response, free_port, limiter, played

SECONDS = 1_000_000
PASSWORD = "p1anted-pass"


def silence() -> None:
    """Respond when the client has given up."""
    time.sleep(5)


@pytest.fixture(params=["async", "sync"])
def kind(request: pytest.FixtureRequest) -> str:
    """Run a test with both flavours."""
    name: str = request.param
    return name


def frames_of_the_package(error: BaseException) -> str:
    """Return the variables of all frames but those of the tests."""
    assert error.__cause__ is error.__context__ is None
    stack = traceback.TracebackException.from_exception(error, capture_locals=True).stack
    frames = [frame for frame in stack if f"{os.sep}tests{os.sep}" not in frame.filename]
    assert frames
    return str([frame.locals for frame in frames])


async def test_response_of_the_script(kind: str) -> None:
    """A wait is what the script returns; a question tells what the last response told."""
    with played([2 * SECONDS, SECONDS, 7, 8], [0, 0, 7, 9], [0, 0, 7, 9], [0, 0, 7, 6]) as server:
        limits = limiter(kind, server.url, 3, name="acme")
        assert Wait(2.0, 1.0) == await limits.wait("a", "email", age=0.5)
        assert Wait() == await limits.wait("a", "email")
        await limits.release("a", "email")
        await limits.block(1.5)
        await limits.close()

    asked = [one[3:] for one in server.commands if one[0] == b"EVALSHA"]
    keys = [b"{jetemail:acme}:state"]
    keys += [b"{jetemail:acme}:email:" + key for key in (b"log", b"queue", b"deadlines")]
    assert [*keys, b"{jetemail:acme}:ended:a"] == asked[0][:5]
    told = [(one[5], one[6], one[7], one[13:]) for one in asked]
    assert [
        (b"wait", b"a", b"500000", [b"0", b"0"]),
        (b"wait", b"a", b"0", [b"7", b"8"]),
        (b"release", b"a", b"1", [b"7", b"9"]),
        (b"block", b"", b"1500000", [b"7", b"9"]),
    ] == told


async def test_redis_that_cannot_be_reached(kind: str) -> None:
    """Without Redis, each method raises the error of redis-py, at once."""
    limits = limiter(kind, f"redis://127.0.0.1:{free_port()}")
    for call in (limits.wait("a"), limits.release("a"), limits.block(1)):
        with pytest.raises(redis.ConnectionError):
            await asyncio.wait_for(call, 30)
    await limits.close()


async def test_call_without_redis(flavour: Flavour) -> None:
    """A call below limits that fail is not sent; its error has the reason."""
    limits = limiter(flavour.name, f"redis://user:{PASSWORD}@127.0.0.1:{free_port()}")
    with playing(created) as api:
        with pytest.raises(errors.RateLimiterError, match="raised ConnectionError") as caught:
            await flavour.create(api.base_url, rate_limits=limits.given)
        assert ([], "not_sent") == (api.requests, caught.value.outcome)
    shown = "".join(
        traceback.TracebackException.from_exception(caught.value, capture_locals=True).format()
    )
    assert PASSWORD not in shown + repr(limits.given)


async def test_slow_redis(kind: str) -> None:
    """A Redis that does not respond is given up after the timeout, and not asked twice."""
    with played(silence, [0, 0, 1, 1]) as server:
        limits = limiter(kind, server.url, timeout=0.1)
        before = time.monotonic()
        with pytest.raises(redis.TimeoutError):
            await limits.wait("a")
        assert 0.09 < time.monotonic() - before
        assert 1 == len(server.script)
        assert Wait() == await limits.wait("a")
        await limits.close()


async def test_password_of_a_redis_that_refuses(kind: str) -> None:
    """An error of Redis has the password neither in its text nor in its frames."""
    with played() as server:
        limits = limiter(kind, server.url.replace("//", f"//:{PASSWORD}@"))
        with pytest.raises(redis.AuthenticationError) as caught:
            await limits.wait("a")
        await limits.close()

    assert [b"AUTH", PASSWORD.encode()] in server.commands
    assert PASSWORD not in str(caught.value)
    assert PASSWORD not in frames_of_the_package(caught.value)


async def test_share(kind: str) -> None:
    """Without Redis from the start, a share begins at once; it says how long others wait."""
    limits = limiter(
        kind, f"redis://127.0.0.1:{free_port()}", on_failure=RateLimits(account=1, email=1)
    )
    assert Wait() == await limits.wait("a")
    # Redis may be back sooner than in a minute.
    assert [Wait(0.2), Wait(0.2)] == [await limits.wait("b"), await limits.wait("b")]
    for call in (limits.release("a"), limits.release("b"), limits.block(30)):
        with pytest.raises(redis.ConnectionError):
            await call
    blocked = await limits.wait("c", "email")
    assert 0 < blocked.blocked == blocked.seconds <= 30
    assert ["c"] == list(limits.given._local_tickets)
    await limits.close()


async def test_share_after_a_contact(kind: str) -> None:
    """A share begins a window after the last contact with Redis, and reports what it sent."""
    error: Response = "-BUSY Redis is busy\r\n"
    no_error: Response = [0, 0, 7, 8]
    script: list[Response] = [no_error, error, error, error, error, no_error, no_error]
    with played(*script) as server:
        limits = limiter(kind, server.url, on_failure=RateLimits(account=2, email=2))
        assert Wait() == await limits.wait("a")
        held = await limits.wait("b")
        assert 0 < held.seconds <= 0.2 < WINDOW
        await asyncio.sleep(WINDOW)
        assert [Wait(), Wait()] == [await limits.wait("b"), await limits.wait("c")]
        with pytest.raises(redis.RedisError):
            await limits.release("c")
        assert Wait() == await limits.wait("d")
        await limits.release("b")
        await limits.close()

    asked = [one[3:] for one in server.commands if one[0] == b"EVALSHA"]
    (b, in_flight, c, age) = asked[-2][15:]
    # In flight it ends later, by at most 5 s.
    assert (b"b", b"-5000000", b"c") == (b, in_flight, c)
    assert 0 <= int(age) < 5 * SECONDS
    assert [] == asked[-1][15:]


async def test_requests_that_no_longer_count(kind: str) -> None:
    """What a share sent longer than a window ago is not reported."""
    limits = limiter(
        kind, f"redis://127.0.0.1:{free_port()}", on_failure=RateLimits(account=9, email=1)
    )
    await limits.wait("a")
    with pytest.raises(redis.ConnectionError):
        await limits.release("a")
    await limits.wait("b")
    assert ["a", "b"] == list(limits.given._unnoted["account"])
    await asyncio.sleep(WINDOW)
    await limits.wait("c")

    assert ["b", "c"] == list(limits.given._unnoted["account"])
    await limits.close()


async def test_request_that_ends_while_it_is_reported(kind: str) -> None:
    """A request that ended while it was reported to Redis as in flight is reported once more."""
    limits = limiter(kind, "redis://127.0.0.1:1").given
    limits._unnoted["account"] |= {"a": 5.0, "b": 6.0}
    question = limits._question("block")
    limits._unnoted["account"]["a"] = 7.0
    limits._noted("account", question, [0, 0, 1, 1])

    assert {"a": 7.0} == limits._unnoted["account"]


async def test_ticket_that_redis_lets_out(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    """A ticket that waits for the share leaves it when Redis is back; the log has one warning."""
    script: list[Response] = ["-BUSY Redis is busy\r\n", "-BUSY Redis is busy\r\n", [0, 0, 7, 8]]
    with played(*script) as server:
        limits = limiter(kind, server.url, on_failure=RateLimits(account=1, email=1))
        assert Wait() == await limits.wait("a")
        assert (await limits.wait("b")).seconds
        assert Wait() == await limits.wait("b")
        await limits.close()

    assert {"a"} == limits.given._local_tickets.keys()
    assert {"a", "b"} == limits.given._used
    assert ["Redis raised ResponseError: a share is used instead"] == caplog.messages


@pytest.mark.parametrize("kind", KINDS.values())
@pytest.mark.parametrize(
    ("url", "options", "text"),
    [
        *(
            (url, {}, "url must be a redis://, rediss:// or unix:// URL")
            for url in (
                f"http://user:{PASSWORD}@host",
                f"redis://user:{PASSWORD}/@host",
                "",
                f"redis://:{PASSWORD}@host?db=a",
                f"redis://:{PASSWORD}@host?unknown=1",
            )
        ),
        (f"redis://:{PASSWORD}@host", {"on_failure": "share"}, 'on_failure must be "fail" or'),
        (f"redis://:{PASSWORD}@host", {"on_failure": None}, 'on_failure must be "fail" or'),
        (f"redis://:{PASSWORD}@host", {"name": ""}, "name must be a str"),
        (f"redis://:{PASSWORD}@host", {"name": "a}"}, "name must be a str"),
        (f"redis://:{PASSWORD}@host", {"timeout": 0}, "timeout is 0; it must be"),
        (f"redis://:{PASSWORD}@host", {"timeout": float("inf")}, "timeout is inf; it must"),
    ],
)
def test_arguments(kind: Any, url: str, options: dict[str, Any], text: str) -> None:
    """An argument that is invalid raises ConfigurationError, without the password."""
    with pytest.raises(errors.ConfigurationError, match=f"^{text}") as caught:
        kind(url, **options)

    assert PASSWORD not in str(caught.value)
    assert PASSWORD not in frames_of_the_package(caught.value)


@pytest.mark.parametrize(
    "url", ["rediss://host", "unix:///run/redis.sock", "redis://h/3?timeout=9"]
)
async def test_urls(kind: str, url: str) -> None:
    """URLs with TLS, of a socket and with options are taken."""
    limits = limiter(kind, url)

    assert f"<{type(limits.given).__name__} 'default'>" == repr(limits.given)


@pytest.mark.parametrize("kind", KINDS.values())
def test_limits_that_are_none(kind: Any) -> None:
    """Limits of another type raise TypeError."""
    with pytest.raises(TypeError, match=r"^limits: expected RateLimits or None, got int$"):
        kind("redis://host", limits=5)


async def test_child_process(kind: str) -> None:
    """A child process starts with connections of its own, and without the parent's tickets."""
    with played([0, 0, 7, 8], [0, 0, 7, 8]) as server:
        limits = limiter(kind, server.url)
        await limits.wait("a")
        await limits.close()
        # As after a fork.
        limits.given.reset()
        assert set() == limits.given._used
        assert Wait() == await limits.wait("b")
        await limits.close()

    assert 2 == sum(one[0] == b"EVALSHA" for one in server.commands)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without redis-py, the module says which extra it needs."""
    name = RedisRateLimits.__module__
    monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(ImportError, match=r"needs the extra redis: pip install"):
        importlib.import_module(name)


async def test_close_before_a_call(kind: str) -> None:
    """A limiter that was never used is closed."""
    await limiter(kind, "redis://127.0.0.1:1").close()
