"""Limits in a real Redis: the window, order, blocks, and what becomes of them when it is lost."""

import asyncio
import random
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import redis

from jetemail_api_client import errors
from jetemail_api_client.rate_limits import RateLimits, Wait
from jetemail_api_client.redis_limits import RedisRateLimits

from ..conftest import Flavour
from ..raw_server import Stage, created, playing, respond_json
from .servers import WINDOW, Limiter, RedisServer, free_port, limiter, needs_redis, server

__all__ = ["server"]

pytestmark = needs_redis

ROOT = Path(__file__).parents[2]
PROCESS = """
import asyncio, sys, threading
from jetemail_api_client import AsyncJetEmail, JetEmail
from tests.redis_limits.servers import limiter
url, redis_url, flavour = sys.argv[1:]
options = {"base_url": url, "rate_limits": limiter(flavour, redis_url, 5).given}
async def calls():
    async with AsyncJetEmail("api_k", **options) as jetemail:
        await asyncio.gather(*(jetemail.smtp_users.create(username=name) for name in "abcdefgh"))
    await options["rate_limits"].close()
def calls_sync():
    with JetEmail("api_k", **options) as jetemail:
        create = lambda name: jetemail.smtp_users.create(username=name)
        threads = [threading.Thread(target=create, args=(name,)) for name in "abcdefgh"]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
asyncio.run(calls()) if flavour == "async" else calls_sync()
"""


def windows(arrived: list[float], limit: int) -> list[float]:
    """Return how long it took from each arrival to the one that is `limit` later."""
    ascending = sorted(arrived)
    return [later - first for first, later in zip(ascending, ascending[limit:], strict=False)]


@pytest.fixture(params=["async", "sync"])
async def make(
    request: pytest.FixtureRequest, server: RedisServer
) -> AsyncIterator[Callable[..., Limiter]]:
    """Return what makes limiters of a flavour for the Redis of the test."""
    made: list[Limiter] = []

    def one(limit: int = 1, url: str = server.url, **options: Any) -> Limiter:
        made.append(limiter(request.param, url, limit, **options))
        return made[-1]

    yield one
    for limits in made:
        await limits.close()


async def let_out(limits: Limiter, ticket: str, age: float = 0.0) -> float:
    """Wait until a ticket is let out; return when it was."""
    began = time.monotonic() - age
    wait = await limits.wait(ticket, age=age)
    while wait.seconds:
        await asyncio.sleep(wait.seconds)
        wait = await limits.wait(ticket, age=time.monotonic() - began)
    return time.monotonic()


def test_limit_of_several_processes(server: RedisServer) -> None:
    """Threads and tasks of several processes send no more than the limit in any window."""
    arrived: list[float] = []

    def act(stage: Stage) -> None:
        # On its way for a while, before and after it arrives.
        time.sleep(random.uniform(0, WINDOW / 4))
        arrived.append(time.monotonic())
        time.sleep(random.uniform(0, WINDOW / 4))
        created(stage)

    with playing(act) as api:
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", PROCESS, api.base_url, server.url, flavour], cwd=ROOT
            )
            for flavour in ("async", "sync", "async", "sync")
        ]
        assert [0] * 4 == [process.wait(120) for process in processes]

    assert 32 == len(arrived)
    assert WINDOW <= min(windows(arrived, 5))


async def test_limit_under_random_use(make: Callable[..., Limiter]) -> None:
    """Requests that take long, are cancelled or die stay below the limit in any window."""
    arrived: list[float] = []
    limiters = [make(4), make(4), make(4)]

    async def call(number: int) -> None:
        limits, ticket = random.choice(limiters), f"t{number}"
        await asyncio.sleep(random.uniform(0, 2 * WINDOW))
        if number % 5 == 0:
            # Its process dies while it waits, or while its request is in flight.
            await limits.wait(ticket)
            return
        while wait := (await limits.wait(ticket)).seconds:
            if number % 7 == 0:
                await limits.release(ticket)
                return
            await asyncio.sleep(wait)
        await asyncio.sleep(random.uniform(0, WINDOW / 3))
        arrived.append(time.monotonic())
        await asyncio.sleep(random.uniform(0, WINDOW / 3))
        await limits.release(ticket)

    for limits in limiters:
        # One that died in flight would hold its place for 5 s.
        limits.given._flight = 1.5
    await asyncio.gather(*(call(number) for number in range(40)))

    assert 27 <= len(arrived)
    assert WINDOW <= min(windows(arrived, 4))


async def test_request_in_flight(make: Callable[..., Limiter]) -> None:
    """A request counts from its end, however long ago it was let out."""
    limits = make()
    await let_out(limits, "a")
    await asyncio.sleep(WINDOW * 1.5)
    assert (await limits.wait("b")).seconds
    ended = time.monotonic()
    await limits.release("a")

    assert WINDOW <= await let_out(limits, "b") - ended


async def test_request_in_flight_for_very_long(make: Callable[..., Limiter]) -> None:
    """A request that was in flight for longer than it is counted counts from its end again."""
    limits = make()
    limits.given._flight = 0.05
    await let_out(limits, "a")
    await asyncio.sleep(WINDOW + 0.1)
    ended = time.monotonic()
    await limits.release("a")

    assert WINDOW <= await let_out(limits, "b") - ended


async def test_order(make: Callable[..., Limiter]) -> None:
    """Calls are let out in the order in which they began, whoever asks first."""
    limits, other = make(), make()
    for ticket, age in {"c": 1.0, "a": 3.0, "b": 2.0}.items():
        await limits.block(1)
        assert (await limits.wait(ticket, age=age)).seconds
    order: list[str] = []

    async def call(limits: Limiter, ticket: str) -> None:
        await let_out(limits, ticket)
        order.append(ticket)
        await limits.release(ticket)

    await asyncio.gather(call(limits, "c"), call(other, "b"), call(other, "a"))

    assert ["a", "b", "c"] == order


async def test_place_of_an_older_call(make: Callable[..., Limiter]) -> None:
    """A younger call is let out before an older one that sleeps only if there is room for both."""
    limits = make(2)
    await limits.block(0.4)
    waits = [await limits.wait("old", age=5), await limits.wait("new")]
    assert all(wait.blocked for wait in waits)
    await asyncio.sleep(0.42)

    assert Wait() == await limits.wait("new")
    assert (await limits.wait("newer")).seconds
    assert Wait() == await limits.wait("old")


async def test_waiters_that_died(make: Callable[..., Limiter]) -> None:
    """Those whose process died while they waited do not stop the others."""
    limits = make()
    await let_out(limits, "a")
    await limits.release("a")
    for number in range(20):
        assert (await limits.wait(f"dead {number}", age=9)).seconds

    before = time.monotonic()
    # They were to ask after 0.2 s, and had 0.5 s more.
    assert await let_out(limits, "b") - before < WINDOW + 2.0


async def test_block_of_all(make: Callable[..., Limiter]) -> None:
    """A block is seen by all limiters at once, in both buckets, and no shorter one ends it."""
    limits, other = make(5), make(5)
    await limits.block(30)
    await other.block(1)

    for wait in (await other.wait("a"), await other.wait("b", "email"), await limits.wait("c")):
        assert 29 < wait.blocked <= 30
        assert wait.blocked <= wait.seconds


async def test_block_during_a_request(make: Callable[..., Limiter]) -> None:
    """A block lengthens the wait for a request that is in flight, which may end any moment."""
    limits = make()
    await let_out(limits, "a")
    await limits.block(4)

    assert 2 < (await limits.wait("b")).blocked < 4


async def test_block_of_processes(server: RedisServer, flavour: Flavour) -> None:
    """After a 429, a client with another limiter fails at once, unsent."""
    limited = respond_json(429, {"error": "limited"}, "Retry-After: 300\r\n")
    with playing(limited) as api:
        for _ in range(2):
            limits = limiter(flavour.name, server.url, 50)
            with pytest.raises(errors.RateLimitError):
                await flavour.create(api.base_url, rate_limits=limits.given)
            await limits.close()
        assert 1 == len(api.requests)


async def test_names_and_buckets(make: Callable[..., Limiter], server: RedisServer) -> None:
    """Accounts of other names and the other bucket count apart, all keys expire and are short."""
    limits, other = make(name="one"), make(name="two")
    assert Wait() == await limits.wait("a")
    assert Wait() == await limits.wait("b", "email")
    assert Wait() == await other.wait("c")
    assert (await limits.wait("d")).seconds
    with server.client as client:
        keys = client.keys()
        assert all(key.startswith(("{jetemail:one}:", "{jetemail:two}:")) for key in keys)
        assert all(0 < client.ttl(key) <= 1200 for key in keys)


async def test_wait_after_the_release(make: Callable[..., Limiter], server: RedisServer) -> None:
    """A `wait` that comes after the release of its ticket adds it to no queue."""
    limits = make(5)
    await limits.release("a")
    assert (await limits.wait("a")).seconds

    with server.client as client:
        assert not client.exists("{jetemail:default}:account:queue")
        assert not client.exists("{jetemail:default}:account:log")


async def test_wait_whose_response_was_lost(make: Callable[..., Limiter]) -> None:
    """A ticket that was let out, but does not know, counts once, and until its release."""
    limits, other = make(), make()
    assert [Wait(), Wait()] == [await limits.wait("a"), await other.wait("a")]
    # To `other`, it was not let out.
    other.given._used.clear()
    released = time.monotonic()
    await other.release("a")

    # In flight it would count for 5 s more.
    assert WINDOW <= await let_out(limits, "b") - released < 4


async def lose(server: RedisServer, how: str) -> None:
    """Have a Redis lose its data."""
    if how == "restart":
        await asyncio.to_thread(server.stop)
        await asyncio.to_thread(server.start)
        return
    with server.client as client:
        if how == "flush":
            client.flushall()
        else:
            # As from a copy that is older: it lacks the last requests.
            client.delete("{jetemail:default}:account:log")
            key = "{jetemail:default}:state"
            client.hset(key, "seen", int(client.hget(key, "seen")) - 1)


# An older copy is noticed by the first one that comes, if at all.
@pytest.mark.parametrize(
    ("how", "is_other_first"),
    [("restart", True), ("flush", True), ("restart", False), ("flush", False), ("older", False)],
)
async def test_lost_data(
    make: Callable[..., Limiter], server: RedisServer, how: str, is_other_first: bool
) -> None:
    """After a loss of data, those that knew of it have all wait until nothing of it counts."""
    limits, other = make(2), make(2)
    await let_out(limits, "a")
    await let_out(limits, "b")
    await lose(server, how)
    before = time.monotonic()
    if is_other_first:
        # One that was started meanwhile knows nothing.
        await other.wait("new")
        await other.release("new")
    await limits.wait("c")
    await limits.release("a")

    assert WINDOW <= await let_out(limits, "c") - before
    assert WINDOW <= await let_out(other, "d") - before


async def test_idle_clients_lose_nothing(make: Callable[..., Limiter], server: RedisServer) -> None:
    """A client of which no request counts any more does not wait when the data are gone."""
    limits = make()
    limits.given._flight = 0.05
    await let_out(limits, "a")
    await limits.release("a")
    await asyncio.sleep(WINDOW + 0.1)
    await lose(server, "flush")

    assert Wait() == await limits.wait("b")


async def test_share_while_redis_is_gone(make: Callable[..., Limiter], server: RedisServer) -> None:
    """A share begins a window after the last contact, and what it sent is reported to Redis."""
    limits = make(3, on_failure=RateLimits(account=2, email=1))
    last = await let_out(limits, "a")
    await limits.release("a")
    await asyncio.to_thread(server.stop)

    assert WINDOW - 0.1 < await let_out(limits, "b") - last
    await let_out(limits, "c")
    assert (await limits.wait("d")).seconds
    with pytest.raises(redis.ConnectionError):
        await limits.release("b")
    await asyncio.to_thread(server.start)
    # Its data are lost as well.
    assert (await limits.wait("d")).seconds
    with server.client as client:
        assert {"b", "c"} == set(client.zrange("{jetemail:default}:account:log", 0, -1))


async def test_clock_of_the_machine(
    make: Callable[..., Limiter], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wall clock of a machine does not count, only that of Redis."""
    limits, other = make(), make()
    await let_out(limits, "a")
    before = time.monotonic()
    await limits.release("a")
    monkeypatch.setattr(time, "time", lambda: 4e9)

    assert WINDOW <= await let_out(other, "b") - before


async def test_cluster(make: Callable[..., Limiter], tmp_path: Path) -> None:
    """All keys of an account are in the same slot of a cluster."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    cluster = RedisServer(folder, ("--cluster-enabled", "yes", "--cluster-port", str(free_port())))
    cluster.start()
    try:
        with cluster.client as client:
            client.execute_command("CLUSTER", "ADDSLOTSRANGE", 0, 16383)
            while "cluster_state:ok" not in str(client.execute_command("CLUSTER", "INFO")):
                time.sleep(0.05)  # noqa: ASYNC251 - nothing else runs
        limits = make(url=cluster.url)
        assert Wait() == await limits.wait("a")
        await limits.release("a")
    finally:
        cluster.stop()


async def test_restart_of_redis_between_calls(
    make: Callable[..., Limiter], server: RedisServer
) -> None:
    """Connections that a restart closed are replaced: no call fails after it."""
    limits = make(5)
    assert Wait() == await limits.wait("a")
    await lose(server, "restart")

    assert (await limits.wait("b")).seconds


def test_threads_and_child_processes(server: RedisServer) -> None:
    """A limiter is used by many threads at once; a child process has connections of its own."""
    limits = RedisRateLimits(server.url, limits=RateLimits(account=30))
    waits: list[Wait] = []

    def call(number: int) -> None:
        waits.append(limits.wait(f"t{number}", "account", age=0, timeout=1))

    threads = [threading.Thread(target=call, args=(number,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pool = limits._clients.connection_pool
    limits.reset()
    assert limits._clients.connection_pool is not pool
    assert limits.wait("child", "account", age=0, timeout=1).seconds
    limits.close()
    pool.disconnect()

    assert (30, 10) == (waits.count(Wait()), sum(wait.seconds > 0 for wait in waits))
