"""Calls under the rate limit, during a block, and after a 429."""

import asyncio
import heapq
import json
import time
from bisect import bisect_right
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import chain, repeat
from typing import Any

import httpx
import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client._call.exchange import Response, SendRequest, Sleep
from jetemail_api_client._call.flow import call_flow
from jetemail_api_client._call.state import ClientState
from jetemail_api_client._generated.api.email import send
from jetemail_api_client._runtime.operations import Request
from jetemail_api_client.errors import JetEmailError
from jetemail_api_client.models import EmailSendRequest
from jetemail_api_client.options import Clock, Settings
from jetemail_api_client.rate_limits import RateLimiter, RateLimits, Ticket

from ..conftest import KEY, Flavour, failure
from ..play import (
    BROKEN,
    CREATED,
    KEYS,
    REQUEST,
    UNSENT,
    Play,
    play,
    reconciler_of,
    response,
    with_retry_class,
)
from ..raw_server import CREATED as CREATED_BODY
from ..raw_server import Stage, created, playing, respond, respond_json

KEYED_HINT = "It may have succeeded: with the error's idempotency_key, a retry does not act again."
LATE_HINT = "Retry after that, or raise deadline: calls wait within it."


class Waiting(RateLimiter):
    """A rate limiter with given waits."""

    def __init__(self, *waits: float) -> None:
        super().__init__()
        self.waits = [*waits, 0.0]

    def wait(self, ticket: Ticket, now: float) -> float:
        return self.waits.pop(0)


class BlockedAfter(RateLimiter):
    """A rate limiter that is blocked after this many tickets, as by a 429 of another call."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.remaining = after

    def join(self, ticket: Ticket) -> Ticket:
        self.remaining -= 1
        if self.remaining < 0:
            self.block(5400.0, 0.0)
        return super().join(ticket)


def test_blocked_retry() -> None:
    """A blocked retry raises an error that keeps the unknown outcome."""
    played = play(
        BROKEN,
        shared=ClientState(rate_limiter=BlockedAfter(1)),
        request=with_retry_class("idempotency_key"),
    )
    text = "smtp_users.create: not sent again: the API asked this account to wait 399 s more"

    assert isinstance(played.end, errors.RateLimitError)
    assert ("unknown", 1) == (played.end.outcome, len(played.end.attempts))
    assert f"{text} (attempt 1 (the connection broke) may have succeeded). {KEYED_HINT}" == str(
        played.end
    )
    assert isinstance(played.end.__cause__, errors.APIConnectionError)


def test_blocked_first_attempt() -> None:
    """A blocked first attempt raises an error with the outcome not_sent."""
    end = play(shared=ClientState(rate_limiter=BlockedAfter(0))).end

    assert ("not_sent", (), 400.0) == (end.outcome, end.attempts, end.retry_after)
    text = f"the API asked this account to wait 400 s more. {LATE_HINT}"
    assert f"smtp_users.create: not sent: {text}" == str(end)


def test_late_sleep_before_the_first_attempt() -> None:
    """A sleep that ends after the deadline sends no request."""
    rate_limiter = RateLimiter()
    play(
        response(429, retry_after="58"),
        shared=ClientState(rate_limiter=rate_limiter),
        max_attempts=1,
    )
    played = play(shared=ClientState(rate_limiter=rate_limiter), late=0.1, deadline=59.05)

    text = "smtp_users.create: the deadline of 59.05 s expired before it was sent: raise it"
    assert ([], "not_sent", text) == (played.requests, played.end.outcome, str(played.end))
    assert (errors.APITimeoutError, "total") == (type(played.end), played.end.phase)


@pytest.mark.parametrize(("deadline", "requests"), [(40.0, 0), (40.5, 1)])
def test_ticket_at_the_deadline_of_a_call(deadline: float, requests: int) -> None:
    """At the deadline no request is sent."""
    rate_limiter = RateLimiter()
    rate_limiter.block(5040.0, 0.0)
    played = play(CREATED, shared=ClientState(rate_limiter=rate_limiter), deadline=deadline)

    assert requests == len(played.requests)


def test_maximum_block() -> None:
    """A block lasts 15 minutes at most."""
    rate_limiter = RateLimiter()
    first = play(
        response(429, retry_after="999999999"),
        shared=ClientState(rate_limiter=rate_limiter),
        max_attempts=1,
    )

    assert 999999999.0 == first.end.retry_after
    assert 900.0 == rate_limiter.wait(rate_limiter.join(Ticket("account")), 5001.0)


@pytest.mark.parametrize("attempts", [0, 1])
def test_client_closed_while_waiting(attempts: int) -> None:
    """Closing the client ends a waiting call with its last error."""
    shared = ClientState(rate_limiter=BlockedAfter(attempts))
    kinds: list[type[JetEmailError]] = [errors.ConfigurationError, errors.APIConnectionError]
    shared.is_closed = attempts == 0
    played: Play = play(*[BROKEN] * attempts, CREATED, shared=shared)

    assert kinds[attempts] is type(played.end)


def test_tickets_cancelled_at_the_deadline() -> None:
    """Calls whose deadline expires cancel their tickets."""
    rate_limiter = RateLimiter()
    rate_limiter.block(5003.0, 0.0)
    late = [
        play(shared=ClientState(rate_limiter=rate_limiter), late=0.6, deadline=3.1)
        for _ in range(240)
    ]

    assert {(0, "not_sent")} == {(len(played.requests), played.end.outcome) for played in late}
    assert 0.0 == rate_limiter.wait(rate_limiter.join(Ticket("account")), 5010.0)


def test_elapsed_of_a_cause() -> None:
    """The error of the last attempt has the elapsed time of that attempt."""
    end = play(
        BROKEN,
        shared=ClientState(rate_limiter=BlockedAfter(1)),
        request=with_retry_class("idempotency_key"),
    ).end

    assert (1.25, 1.0) == (end.elapsed, end.__cause__.elapsed)


def test_used_ticket() -> None:
    """A request counts against the rate limit for a minute after its end."""
    rate_limiter = RateLimiter()
    for _ in range(240):
        play(CREATED, shared=ClientState(rate_limiter=rate_limiter))

    ticket = rate_limiter.join(Ticket("account"))
    assert 61.0 == rate_limiter.wait(ticket, 5001.0)
    assert 0.0 == rate_limiter.wait(ticket, 5062.0)


@pytest.mark.parametrize(
    ("retry_after", "delay"), [("0", 0.25), ("1", 1.25), ("soon", 0.25), ("-3", 0.25), ("", 0.25)]
)
async def test_retry_after_429(flavour: Flavour, retry_after: str, delay: float) -> None:
    """A 429 is retried after Retry-After; a malformed header is ignored."""
    limited = respond_json(429, {"error": "slow down"}, f"Retry-After: {retry_after}\r\n")
    with playing(limited, created) as server:
        result = await flavour.create(server.base_url)

        assert result.success
        assert [delay] == flavour.sleeper.pauses
        assert 2 == len(server.requests)
        assert server.bodies[0] == server.bodies[1]


async def test_retry_after_date(flavour: Flavour) -> None:
    """A Retry-After date is relative to the server's Date header."""
    dates = "Date: Mon, 23 Nov 2026 10:00:00 GMT\r\nRetry-After: Mon, 23 Nov 2026 10:00:07 GMT\r\n"
    with playing(respond_json(429, {}, dates), created) as server:
        await flavour.create(server.base_url)

        assert [7.25] == flavour.sleeper.pauses


async def test_retry_after_beyond_the_deadline(flavour: Flavour) -> None:
    """A Retry-After beyond the deadline raises the error at once."""
    limited = respond_json(429, {"error": "slow down"}, "Retry-After: 300\r\n")
    with playing(limited, created) as server:
        error = await failure(flavour, server.base_url)

        assert isinstance(error, errors.RateLimitError)
        assert (300.0, "rejected") == (error.retry_after, error.outcome)
        assert [] == flavour.sleeper.pauses
        assert error.elapsed < 60
        assert 1 == len(server.requests)
        text = f"429 slow down (asks to wait 300 s). {LATE_HINT}"
        assert f"smtp_users.create: {text}" == str(error)


async def test_retry_after_counts_once(flavour: Flavour) -> None:
    """Retry-After of one response does not delay later attempts."""
    first = respond(429, b"", "Retry-After: 7\r\n")
    with playing(first, respond(429), created) as server:
        await flavour.create(server.base_url)

        assert [7.25, 0.5] == flavour.sleeper.pauses


async def test_429_without_retries(flavour: Flavour) -> None:
    """With max_attempts=1, a 429 is not retried."""
    with playing(respond(429), created) as server:
        error = await failure(flavour, server.base_url, max_attempts=1)

        assert isinstance(error, errors.RateLimitError)
        assert 1 == len(server.requests)


def test_retry_after_within_the_deadline() -> None:
    """A 429 on the last attempt says to wait, and that it is the account that sends too much."""
    end = play(response(429, {"error": "slow down"}, retry_after="5"), max_attempts=1).end

    text = "429 slow down (asks to wait 5 s). Retry after that, and send less."
    assert f"smtp_users.create: {text}" == str(end)


def details_of(error: Any) -> Iterator[object]:
    """Yield the details of a call that was not sent."""
    assert isinstance(error, errors.RateLimitError)
    yield from (error.status, error.outcome, error.retry_after, error.attempts)


def test_block_beyond_the_deadline() -> None:
    """A call whose deadline is before the end of a block fails at once."""
    rate_limiter = RateLimiter()
    first = play(
        response(429, {"error": "limited"}, retry_after="300"),
        shared=ClientState(rate_limiter=rate_limiter),
    )
    second = play(shared=ClientState(rate_limiter=rate_limiter))

    assert 300.0 == first.end.retry_after
    assert ([], []) == (second.requests, second.sleeps)
    assert [429, "not_sent", 301.0 - 1.0 + 1.0, ()] == list(details_of(second.end))
    text = f"the API asked this account to wait 301 s more. {LATE_HINT}"
    assert f"smtp_users.create: not sent: {text}" == str(second.end)


def test_block_before_the_deadline() -> None:
    """A call whose deadline is after the end of a block waits and is sent."""
    rate_limiter = RateLimiter()
    play(
        response(429, retry_after="30"),
        shared=ClientState(rate_limiter=rate_limiter),
        max_attempts=1,
    )
    later = play(CREATED, shared=ClientState(rate_limiter=rate_limiter))

    assert ([31.0], 1) == (later.sleeps, len(later.requests))
    assert later.end.success is True


def exhausted(requests: int = 240, **limits: int) -> RateLimiter:
    """Return a rate limiter that has counted this many requests, all at once."""
    rate_limiter = RateLimiter(RateLimits(**limits))
    for _ in range(requests):
        assert 0.0 == rate_limiter.wait(rate_limiter.join(Ticket("account")), 5000.0)
    return rate_limiter


def test_wait_beyond_the_deadline() -> None:
    """Waiting below the rate limit does not count toward the deadline."""
    played = play(CREATED, shared=ClientState(rate_limiter=exhausted()), deadline=5)

    assert 61.0 == sum(played.sleeps)
    assert [5.0] == [request.timeout for request in played.requests]
    assert played.end.success is True


def test_wait_of_a_retry_beyond_the_deadline() -> None:
    """A retry may wait below the rate limit, too; its delay counts toward the deadline."""
    played = play(UNSENT, CREATED, shared=ClientState(rate_limiter=exhausted(239)), deadline=5)

    assert (2, 61.0) == (len(played.requests), sum(played.sleeps) + 1.0)
    assert pytest.approx(5 - 1.0 - 0.25) == played.requests[1].timeout


def test_listing_beyond_the_deadline() -> None:
    """The listing that reconciles a create may wait below the rate limit, too."""
    played = play(
        BROKEN,
        response(200, {"smarthosts": []}),
        CREATED,
        shared=ClientState(rate_limiter=exhausted(239)),
        deadline=5,
        reconciler=reconciler_of(REQUEST),
    )

    assert ["POST", "GET", "POST"] == [request.method for request in played.requests]
    assert played.end.success is True


@pytest.mark.parametrize(("timeout", "requests"), [(60.9, 0), (61.0, 1)])
def test_rate_limit_timeout(timeout: float, requests: int) -> None:
    """A call that would wait too long fails at once, and cancels its ticket."""
    rate_limiter = exhausted()
    state = ClientState(rate_limiter=rate_limiter)
    played = play(CREATED, shared=state, rate_limit_timeout=timeout)

    assert requests == len(played.requests)
    if not requests:
        text = "below this client's rate limits it would wait 61 s, longer than rate_limit_timeout"
        assert f"smtp_users.create: not sent: {text} (60.9 s). Raise it, or send less." == str(
            played.end
        )
        assert errors.RateLimitTimeoutError is type(played.end)
        assert ("not_sent", ()) == (played.end.outcome, played.end.attempts)
        assert not hasattr(played.end, "status")
        assert 61.0 == rate_limiter.wait(rate_limiter.join(Ticket("account")), 5000.0)


def test_rate_limit_timeout_of_a_retry() -> None:
    """The error of a retry that would wait too long keeps the outcome of its attempts."""
    state = ClientState(rate_limiter=exhausted(239))
    request = with_retry_class("idempotency_key", bucket="account")
    end = play(BROKEN, shared=state, request=request, rate_limit_timeout=1).end

    assert errors.RateLimitTimeoutError is type(end)
    assert ("unknown", 1) == (end.outcome, len(end.attempts))
    assert str(end).startswith("smtp_users.create: not sent again: below this client's rate")
    assert isinstance(end.__cause__, errors.APIConnectionError)


def test_rate_limit_timeout_of_an_email() -> None:
    """The error of an e-mail names the method for many."""
    rate_limiter = RateLimiter(RateLimits(email=1))
    rate_limiter.wait(rate_limiter.join(Ticket("email")), 5000.0)
    request = with_retry_class("idempotency_key", bucket="email")
    end = play(
        shared=ClientState(rate_limiter=rate_limiter), request=request, rate_limit_timeout=1
    ).end

    hint = "Raise it, or send less: email.send_batch sends 100 messages in one request."
    assert str(end).endswith(f"rate_limit_timeout (1 s). {hint}")


def test_rate_limit_timeout_after_a_late_sleep() -> None:
    """A call that was admitted is sent, however late its sleeps were."""
    played = play(
        CREATED, shared=ClientState(rate_limiter=exhausted()), rate_limit_timeout=61, late=0.5
    )

    assert 1 == len(played.requests)


def test_longer_wait_of_an_admitted_call() -> None:
    """A call that was admitted is sent, though other requests make its wait longer."""
    state = ClientState(rate_limiter=Waiting(50.0, 30.0))
    played = play(CREATED, shared=state, rate_limit_timeout=61)

    assert ([50.0, 30.0], 1) == (played.sleeps, len(played.requests))


def test_deadline_after_a_short_sleep() -> None:
    """A wait that ends early extends the deadline only by the time that it took."""
    played = play(CREATED, shared=ClientState(rate_limiter=Waiting(50.0)), late=-20.0, deadline=10)

    assert [10.0] == [request.timeout for request in played.requests]


def test_deadline_at_the_end_of_a_sleep() -> None:
    """A retry whose sleep ends at the deadline is not sent."""
    request = with_retry_class("safe")
    played = play(BROKEN, CREATED, request=request, late=0.75, deadline=2.0)

    assert ([0.25], 1) == (played.sleeps, len(played.requests))
    assert isinstance(played.end, errors.APIConnectionError)


def test_rate_limit_timeout_of_two_waits() -> None:
    """The waits of all attempts of a call count."""
    rate_limiter = RateLimiter(RateLimits(account=1))
    rate_limiter.wait(rate_limiter.join(Ticket("account")), 5000.0)
    played = play(UNSENT, shared=ClientState(rate_limiter=rate_limiter), rate_limit_timeout=100)

    assert (1, errors.RateLimitTimeoutError) == (len(played.requests), type(played.end))
    assert "it would wait 122 s, longer than rate_limit_timeout (100 s)" in str(played.end)


@pytest.mark.parametrize(("block", "timeout"), [(60.5, 20.0), (63.0, 20.0), (91.0, 10.0)])
def test_block_during_a_wait(block: float, timeout: float) -> None:
    """A block counts toward the deadline only as far as it lengthens the wait."""
    rate_limiter = exhausted()
    rate_limiter.block(5000.0 + block, 0.0)
    played = play(CREATED, shared=ClientState(rate_limiter=rate_limiter), deadline=40)

    assert max(61.0, block) == sum(played.sleeps)
    assert [timeout] == [request.timeout for request in played.requests]


def test_deadline_before_the_first_attempt() -> None:
    """A call whose deadline expires before it is sent has timed out."""
    times = chain([5000.0], repeat(5000.1))
    shared = ClientState(clock=Clock(monotonic=lambda: next(times)))
    flow = call_flow(REQUEST, Settings(keys=KEYS, deadline=0.05), shared)
    with pytest.raises(errors.APITimeoutError, match=r"the deadline of 0\.05 s expired before"):
        next(flow)


def test_cancelled_calls_ahead() -> None:
    """A waiting call sleeps until its time, and moves up if those ahead of it are cancelled."""
    limiter = exhausted()
    ahead = [limiter.join(Ticket("account")) for _ in range(240)]
    shared = ClientState(rate_limiter=limiter, clock=Clock(monotonic=lambda: 5000.0))
    flow = call_flow(REQUEST, Settings(keys=KEYS), shared)
    step: Any = next(flow)
    assert (Sleep, 122.0, False) == (type(step), step.seconds, step.ticket.is_woken)
    for ticket in ahead:
        limiter.cancel(ticket)

    assert step.ticket.is_woken
    assert Sleep(61.0, step.ticket) == next(flow)
    flow.close()


def test_place_of_a_retry() -> None:
    """A retry, and the listing that reconciles a create, keep the place of their call."""
    limiter = RateLimiter(RateLimits(account=1))
    sent, others, steps = list[str](), list[Ticket](), list[float]()
    clock = Clock(monotonic=lambda: 5000.0 + sum(steps), jitter=lambda: 0.0)
    shared = ClientState(rate_limiter=limiter, clock=clock)
    results: list[Any] = [BROKEN, response(200, {"smarthosts": []}), CREATED]
    flow = call_flow(REQUEST, Settings(keys=KEYS), shared, reconciler_of(REQUEST))
    step: Any = next(flow)
    others += [limiter.join(Ticket("account")) for _ in range(10)]
    with suppress(StopIteration):
        while True:
            if isinstance(step, Sleep):
                steps.append(step.seconds)
                step = next(flow)
            else:
                sent.append(step.method)
                step = flow.send(results.pop(0))

    assert (["POST", "GET", "POST"], 122.0) == (sent, sum(steps))
    assert 61.0 == limiter.wait(others[0], 5122.0)
    assert 610.0 == limiter.wait(others[-1], 5122.0)


async def test_block_of_a_waiting_call(flavour: Flavour) -> None:
    """A block ends at once a waiting call that it delays beyond its deadline."""
    limiter = RateLimiter(RateLimits(account=1))
    limiter.wait(limiter.join(Ticket("account")), time.monotonic())
    waiting = waiting_call(flavour, limiter)
    await asyncio.to_thread(until_waiting, limiter, 1)
    limiter.block(300.0, time.monotonic())

    with pytest.raises(errors.RateLimitError, match="not sent: the API asked this account to wait"):
        await asyncio.wait_for(waiting, 30)
    assert [] == limiter._queues["account"].waiting


def until_waiting(limiter: RateLimiter, count: int) -> None:
    """Wait until so many calls sleep."""
    while sum(ticket.waker is not None for ticket in limiter._queues["account"].waiting) < count:
        time.sleep(0.001)


def waiting_call(flavour: Flavour, limiter: Any) -> "asyncio.Future[Any]":
    """Start a call of a new client that waits for a limiter."""
    if flavour.name == "async":
        create = AsyncJetEmail(KEY, rate_limits=limiter).smtp_users.create
        return asyncio.ensure_future(create(username="a"))
    jetemail = JetEmail(KEY, rate_limits=limiter)
    return asyncio.ensure_future(asyncio.to_thread(jetemail.smtp_users.create, username="a"))


async def test_order_of_calls_that_wait(flavour: Flavour) -> None:
    """Calls that wait wake one another, and are sent in the order in which they began."""
    limiter, users, names = RateLimiter(None), list[str](), [f"user-{one}" for one in range(60)]

    def handle(request: httpx.Request) -> httpx.Response:
        users.append(json.loads(request.content)["username"])
        return httpx.Response(200, content=CREATED_BODY)

    transport = httpx.MockTransport(handle)
    limiter.block(30.0, time.monotonic())
    is_async = flavour.name == "async"
    client: Any = (AsyncJetEmail if is_async else JetEmail)(
        KEY, transport=transport, rate_limits=limiter
    )
    with ThreadPoolExecutor(len(names)) as threads:
        calls: list[Any] = []
        for name in names:
            create = partial(client.smtp_users.create, username=name)
            calls.append(asyncio.ensure_future(create()) if is_async else threads.submit(create))
            await asyncio.to_thread(until_waiting, limiter, len(calls))
        # The block is over: the first call wakes the next one, and so on.
        limiter._blocked_until = 0.0
        limiter._queues["account"].wake_first()
        await asyncio.gather(*(one if is_async else asyncio.wrap_future(one) for one in calls))

    # Threads that were let out in order may run in another one.
    assert names == (users if is_async else sorted(users, key=names.index))


async def test_three_hundred_creates_at_once() -> None:
    """300 creates at once all succeed with the default options, below the rate limit."""
    times = [0.0]

    async def sleep(seconds: float) -> None:
        end = times[-1] + seconds
        await asyncio.sleep(0)
        times.append(max(end, times[-1]))

    sent: list[float] = []

    def count(stage: Stage) -> None:
        sent.append(times[-1])
        created(stage)

    with playing(count) as server:
        clock = Clock(monotonic=lambda: times[-1])
        async with AsyncJetEmail(KEY, base_url=server.base_url, clock=clock, sleep=sleep) as client:
            users = [f"user-{number}" for number in range(300)]
            results = await asyncio.gather(
                *(client.smtp_users.create(username=user) for user in users)
            )

    assert users == [result.username for result in results]
    assert 300 == len(sent)
    assert sum(moment < 61.0 for moment in sent) <= 240


def test_rate_limiter_of_two_clients() -> None:
    """Clients that were given one rate limiter share its limits."""
    slept: list[float] = []
    limiter = RateLimiter(RateLimits(account=1))
    clock = Clock(monotonic=lambda: 5.0 + sum(slept))
    options: Any = {"rate_limits": limiter, "clock": clock, "sleep": slept.append}
    with playing(created) as server:
        for key in ("api_one", "api_two"):
            with JetEmail(key, base_url=server.base_url, **options) as jetemail:
                jetemail.smtp_users.create(username="a")

    assert 61.0 == sum(slept)


async def test_close_of_a_client_with_waiting_calls(flavour: Flavour) -> None:
    """Closing the client ends the calls that wait below the rate limit soon."""
    limits = RateLimits(account=1)
    with playing(created) as server:
        if flavour.name == "async":
            client = AsyncJetEmail(KEY, base_url=server.base_url, rate_limits=limits)
            await client.smtp_users.create(username="a")
            waiting = asyncio.ensure_future(client.smtp_users.create(username="b"))
            await asyncio.sleep(0.05)
            await client.close()
        else:
            jetemail = JetEmail(KEY, base_url=server.base_url, rate_limits=limits)
            jetemail.smtp_users.create(username="a")
            waiting = asyncio.ensure_future(
                asyncio.to_thread(jetemail.smtp_users.create, username="b")
            )
            await asyncio.sleep(0.05)
            jetemail.close()
        with pytest.raises(errors.ConfigurationError, match=r"the client is closed\. Nothing was"):
            await asyncio.wait_for(waiting, 30)

    assert 1 == len(server.requests)


def fixed_clock(times: list[float]) -> Any:
    """Return a clock that shows the last of these times."""
    return Clock(monotonic=lambda: times[-1])


async def test_block_of_a_client(flavour: Flavour) -> None:
    """After a 429, all calls of a client fail or wait until Retry-After has passed."""
    limited = respond_json(429, {"error": "limited"}, "Retry-After: 300\r\n")
    times = [0.0]
    with playing(limited, created) as server:
        if flavour.name == "async":
            async with AsyncJetEmail(
                KEY, base_url=server.base_url, clock=fixed_clock(times)
            ) as client:
                for _ in range(2):
                    with pytest.raises(errors.RateLimitError):
                        await client.smtp_users.create(username="a")
                requests = len(server.requests)
                times.append(300.0)
                await client.smtp_users.create(username="a")
        else:
            with JetEmail(KEY, base_url=server.base_url, clock=fixed_clock(times)) as sync_client:
                for _ in range(2):
                    with pytest.raises(errors.RateLimitError):
                        sync_client.smtp_users.create(username="a")
                requests = len(server.requests)
                times.append(300.0)
                sync_client.smtp_users.create(username="a")

        assert (1, 2) == (requests, len(server.requests))


def run_all(calls: list[tuple[str, Request[Any], Response]]) -> dict[str, list[tuple[float, str]]]:
    """Run calls at once with default settings; return when each was sent, and its name."""
    times, client = [0.0], ClientState()
    client.clock = Clock(monotonic=lambda: times[0], unix=lambda: times[0], jitter=lambda: 0.5)
    sent: dict[str, list[tuple[float, str]]] = {"email": [], "account": []}
    events = [(0.0, order, 0) for order in range(len(calls))]
    flows = [call_flow(request, Settings(keys=KEYS), client) for _, request, _ in calls]
    results: list[Any] = [None] * len(calls)
    turns, wakes = [0] * len(calls), 0

    def schedule(order: int, seconds: float) -> None:
        turns[order] += 1
        heapq.heappush(events, (times[0] + seconds, order, turns[order]))

    while events:
        moment, order, turn = heapq.heappop(events)
        if turn != turns[order]:
            continue
        times[0], wakes = moment, wakes + 1
        name, request, result = calls[order]
        with suppress(StopIteration):
            step: Any = flows[order].send(results[order])
            if isinstance(step, SendRequest):
                sent[request.operation.bucket].append((moment, name))
                results[order] = result
                schedule(order, 0.2)
            else:
                results[order] = None
                step.ticket.waker = partial(schedule, order, 0.0)
                schedule(order, 0.0 if step.ticket.is_woken else step.seconds)
    # A call wakes to be made, at its time or when it is its turn, and at its response.
    assert wakes <= 4 * len(calls)
    return sent


def most_per_minute(times: list[float]) -> int:
    """Return how many of the times, at most, are within a minute."""
    return max(bisect_right(times, time + 60.0) - order for order, time in enumerate(times))


def test_bursts_with_default_settings() -> None:
    """1,000 sends and 300 creates at once all go out, in order, and within the limits."""
    message = EmailSendRequest(from_="a@b.co", to="c@d.co", subject="s", text="t")
    sending = send.request(body=message)
    mails = [(f"mail-{one}", sending, response(201, {"id": "1"})) for one in range(1000)]
    users = [(f"user-{one}", REQUEST, CREATED) for one in range(300)]

    sent = run_all(mails + users)

    for bucket, calls, limit in (("email", mails, 600), ("account", users, 240)):
        times, names = zip(*sent[bucket], strict=True)
        assert [name for name, *_ in calls] == list(names)
        assert limit == most_per_minute(list(times))
        assert 62.0 > max(times)


def test_close_while_a_retry_waits() -> None:
    """A close while a retry waits for the rate limiter raises the error of the last attempt."""
    client = ClientState(rate_limiter=RateLimiter(RateLimits(account=1)))
    flow: Any = call_flow(with_retry_class("idempotency_key"), Settings(keys=KEYS), client)
    next(flow)
    delay = flow.send(BROKEN)
    wait = next(flow)
    client.is_closed = True

    assert (None, "account") == (delay.ticket, wait.ticket.bucket)
    with pytest.raises(errors.APIConnectionError, match="the connection broke"):
        next(flow)
