"""The rate limiter: limits, order of tickets, and blocks."""

import threading
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from jetemail_api_client._runtime.operations import Bucket
from jetemail_api_client.rate_limits import RateLimiter, RateLimits, Ticket

LIMITS: list[tuple[Bucket, int]] = [("account", 240), ("email", 600)]


def waits(
    rate_limiter: RateLimiter, count: int, bucket: Bucket = "account", now: float = 0.0
) -> list[float]:
    """Join this many tickets at one time and return the seconds that each has to wait."""
    return [rate_limiter.wait(rate_limiter.join(Ticket(bucket)), now) for _ in range(count)]


@pytest.mark.parametrize(("bucket", "limit"), LIMITS)
def test_burst(bucket: Bucket, limit: int) -> None:
    """Requests up to the limit are sent at once; later ones wait for the next window."""
    expected = [0.0] * limit + [61.0] * limit + [122.0] * limit

    assert expected == waits(RateLimiter(), 3 * limit, bucket)


def test_request_times_out_of_order() -> None:
    """A request time that is earlier than the last one never shortens the window."""
    rate_limiter = RateLimiter()
    for now in (10.0, 9.0, *[10.0] * 238):
        assert [0.0] == waits(rate_limiter, 1, now=now)

    assert [61.0, 61.0] == waits(rate_limiter, 2, now=10.0)


def test_separate_buckets() -> None:
    """Requests of one bucket do not wait for another bucket."""
    rate_limiter = RateLimiter()
    waits(rate_limiter, 240)

    assert [0.0] == waits(rate_limiter, 1, "email")
    assert [61.0] == waits(rate_limiter, 1)


def test_sliding_window() -> None:
    """Each ticket waits until the request `limit` places before it leaves the window."""
    rate_limiter = RateLimiter()
    for number in range(240):
        assert [0.0] == waits(rate_limiter, 1, now=number * 0.1)

    assert [61.0 - 24.0, 61.1 - 24.0, 61.2 - 24.0] == pytest.approx(
        waits(rate_limiter, 3, now=24.0)
    )


@given(st.integers(1, 500), st.floats(0, 100))
def test_no_wait_below_the_limit(count: int, gap: float) -> None:
    """Below the limit, no request waits."""
    rate_limiter = RateLimiter()

    assert [0.0] * count == [
        rate_limiter.wait(rate_limiter.join(Ticket("account")), number * (gap + 0.26))
        for number in range(count)
    ]


def test_cancelled_ticket() -> None:
    """Cancelling a ticket moves the later tickets up; their order stays."""
    rate_limiter = RateLimiter()
    waits(rate_limiter, 240)
    tickets = [rate_limiter.join(Ticket("account")) for _ in range(241)]
    last = tickets[-1]
    before = rate_limiter.wait(last, 10.0)
    rate_limiter.cancel(tickets[5])
    rate_limiter.cancel(tickets[5])

    assert (112.0, 51.0) == (before, rate_limiter.wait(last, 10.0))
    assert [112.0] == waits(rate_limiter, 1, now=10.0)


def test_cancelling_a_used_ticket() -> None:
    """Cancelling a used ticket has no effect."""
    rate_limiter = RateLimiter()
    for _ in range(240):
        ticket = rate_limiter.join(Ticket("account"))
        rate_limiter.wait(ticket, 0.0)
        rate_limiter.cancel(ticket)

    assert [61.0] == waits(rate_limiter, 1)


def test_request_that_arrives_late() -> None:
    """A request counts from its end: it may have waited for a connection."""
    rate_limiter = RateLimiter(RateLimits(account=2))
    first, second = (rate_limiter.join(Ticket("account")) for _ in range(2))
    assert [0.0, 0.0] == [rate_limiter.wait(ticket, 0.0) for ticket in (first, second)]
    rate_limiter.finish(first, 20.0)

    assert [61.0 - 20.0, 61.0] == waits(rate_limiter, 2, now=20.0)


def test_request_that_ends_after_a_minute() -> None:
    """The late end of a request that does not count any more changes nothing."""
    rate_limiter = RateLimiter(RateLimits(account=1))
    first, second = (rate_limiter.join(Ticket("account")) for _ in range(2))
    assert [0.0, 0.0] == [rate_limiter.wait(first, 0.0), rate_limiter.wait(second, 61.0)]
    rate_limiter.finish(first, 70.0)

    assert [52.0] == waits(rate_limiter, 1, now=70.0)


def test_request_of_the_parent() -> None:
    """The end of a request whose ticket was taken before a fork changes nothing."""
    rate_limiter = RateLimiter(RateLimits(account=1))
    ticket = rate_limiter.join(Ticket("account"))
    rate_limiter.reset()
    assert rate_limiter.wait(ticket, 0.0) == 0.0
    rate_limiter.finish(ticket, 70.0)

    assert [0.0] == waits(rate_limiter, 1, now=70.0)


def test_block() -> None:
    """No request is sent before the end of a block; the later of two blocks counts."""
    rate_limiter = RateLimiter()
    ticket = rate_limiter.join(Ticket("account"))
    rate_limiter.block(300.0, 0.0)
    rate_limiter.block(200.0, 0.0)

    assert 300.0 == rate_limiter.wait(ticket, 0.0)
    assert [300.0, 1.0, 0.0] == [
        rate_limiter.block_delay(ticket, now) for now in (0.0, 299.0, 300.0)
    ]
    assert 0.0 == rate_limiter.wait(ticket, 300.0)
    assert 0.0 == rate_limiter.block_delay(ticket, 300.0)


@pytest.mark.parametrize(("end", "delay"), [(60.0, 0.0), (61.0, 0.0), (70.0, 9.0)])
def test_delay_of_a_block(end: float, delay: float) -> None:
    """A block delays a ticket only as far as it exceeds the wait below the limits."""
    rate_limiter = RateLimiter()
    waits(rate_limiter, 240)
    ticket = rate_limiter.join(Ticket("account"))
    rate_limiter.block(end, 0.0)

    assert (61.0 + delay, delay) == (
        rate_limiter.wait(ticket, 0.0),
        rate_limiter.block_delay(ticket, 0.0),
    )


def test_limit_after_a_block() -> None:
    """After a block, the rate limit still applies."""
    rate_limiter = RateLimiter()
    rate_limiter.block(300.0, 0.0)
    tickets = [rate_limiter.join(Ticket("account")) for _ in range(500)]
    before = [rate_limiter.wait(ticket, 0.0) for ticket in tickets]
    after = [rate_limiter.wait(ticket, 300.0) for ticket in tickets]

    assert [300.0] * 240 + [361.0] * 240 + [422.0] * 20 == before
    assert [0.0] * 240 + [61.0] * 240 + [122.0] * 20 == after


def test_without_blocks() -> None:
    """With `is_blocking=False`, blocks are ignored."""
    rate_limiter = RateLimiter(is_blocking=False)
    rate_limiter.block(300.0, 0.0)

    assert [0.0] == waits(rate_limiter, 1)
    assert 0.0 == rate_limiter.block_delay(rate_limiter.join(Ticket("account")), 0.0)


def test_without_limits() -> None:
    """Without limits, only blocks delay requests."""
    rate_limiter = RateLimiter(None)

    assert [0.0] * 1000 == waits(rate_limiter, 1000)
    rate_limiter.cancel(rate_limiter.join(Ticket("account")))
    rate_limiter.block(5.0, 0.0)
    assert [5.0] == waits(rate_limiter, 1)


def test_ticket_of_the_parent_process() -> None:
    """After a fork, tickets of the parent neither wait nor delay others."""
    rate_limiter = RateLimiter()
    waits(rate_limiter, 240)
    ticket = rate_limiter.join(Ticket("account"))
    rate_limiter.reset()

    assert 0.0 == rate_limiter.wait(ticket, 0.0)
    assert [61.0] == waits(rate_limiter, 1)


def test_threads() -> None:
    """Concurrent threads get the same delays as a single thread."""
    rate_limiter, times = RateLimiter(), list[float]()

    def take() -> None:
        for _ in range(100):
            ticket = rate_limiter.join(Ticket("account"))
            # Another thread may have joined before, and not used its ticket yet.
            while (wait := rate_limiter.wait(ticket, 0.0)) == 1.0:
                pass
            times.append(wait)

    threads = [threading.Thread(target=take) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [0.0] * 240 + [61.0] * 240 + [122.0] * 20 == sorted(times)


def tickets_of(rate_limiter: RateLimiter, count: int) -> list[Ticket]:
    """Join this many tickets."""
    return [rate_limiter.join(Ticket("account")) for _ in range(count)]


def woken_of(tickets: list[Ticket]) -> list[int]:
    """Return the positions of the tickets that were woken."""
    return [position for position, ticket in enumerate(tickets) if ticket.is_woken]


def test_order_of_tickets() -> None:
    """A ticket whose time has come wakes the first one, and goes when it is woken itself."""
    rate_limiter = RateLimiter()
    tickets = tickets_of(rate_limiter, 3)

    assert 1.0 == rate_limiter.wait(tickets[2], 5.0)
    assert [0] == woken_of(tickets)
    assert 0.0 == rate_limiter.wait(tickets[0], 5.5)
    assert [1] == woken_of(tickets)
    assert [0.0, 0.0] == [rate_limiter.wait(ticket, 5.5) for ticket in tickets[1:]]


def test_first_ticket_that_does_not_wake_up() -> None:
    """A first ticket that does not wake up for a second is passed by all others."""
    rate_limiter = RateLimiter()
    tickets = tickets_of(rate_limiter, 4)

    assert [1.0, 0.25] == [rate_limiter.wait(tickets[1], now) for now in (5.0, 5.75)]
    assert [0.0, 0.0] == [rate_limiter.wait(tickets[number], 6.0) for number in (1, 3)]
    assert [0.0, 0.0] == [rate_limiter.wait(tickets[number], 6.0) for number in (0, 2)]


def test_patience_after_a_block() -> None:
    """After a block that delays the first ticket, others wait for it again."""
    rate_limiter = RateLimiter()
    first, second = tickets_of(rate_limiter, 2)
    rate_limiter.wait(second, 5.0)
    rate_limiter.block(300.0, 5.5)
    assert [299.0, 299.0] == [rate_limiter.wait(ticket, 6.5) for ticket in (first, second)]

    assert [1.0, 0.0] == [rate_limiter.wait(ticket, 305.5) for ticket in (second, first)]


def test_wakers() -> None:
    """A ticket is woken when it becomes the first one, also if those ahead are cancelled."""
    rate_limiter, woken = RateLimiter(RateLimits(account=1)), list[int]()
    tickets = tickets_of(rate_limiter, 4)
    for number, ticket in enumerate(tickets):
        ticket.waker = partial(woken.append, number)
    assert [0.0, 61.0] == [rate_limiter.wait(ticket, 5.0) for ticket in tickets[:2]]
    assert ([1], []) == (woken, woken_of(tickets))
    rate_limiter.cancel(tickets[2])
    rate_limiter.cancel(tickets[1])
    rate_limiter.cancel(tickets[3])

    assert ([1, 3], [3]) == (woken, woken_of(tickets))


def test_tickets_woken_by_a_block() -> None:
    """A block wakes all tickets; one that is not much longer does not."""
    rate_limiter = RateLimiter()
    tickets = tickets_of(rate_limiter, 3)
    woken: list[list[int]] = []
    for seconds in (300.0, 301.0, 302.1):
        rate_limiter.block(seconds, 5.0)
        woken.append(woken_of(tickets))
        for ticket in tickets:
            rate_limiter.wait(ticket, 5.0)

    assert [[0, 1, 2], [], [0, 1, 2]] == woken
    assert [302.1] == waits(rate_limiter, 1, now=5.0)


def test_ticket_with_a_number() -> None:
    """A ticket with a number joins in the place of that number, in either queue."""
    rate_limiter = RateLimiter(RateLimits(account=1))
    first, second, third = tickets_of(rate_limiter, 3)
    assert [0.0, 61.0, 122.0] == [rate_limiter.wait(one, 0.0) for one in (first, second, third)]
    again = rate_limiter.join(Ticket("account", first.number))

    assert [61.0, 122.0, 183.0] == [rate_limiter.wait(one, 0.0) for one in (again, second, third)]
    assert third.number < rate_limiter.join(Ticket("email")).number


class ConcurrentCalls(RuleBasedStateMachine):
    """Calls that join, wait, are sent or cancelled, with blocks in between."""

    def __init__(self) -> None:
        super().__init__()
        self.rate_limiter = RateLimiter()
        self.now = 0.0
        self.waiting: list[Ticket] = []
        self.sent: list[tuple[float, Ticket]] = []
        self.blocked_until = 0.0

    @rule(count=st.integers(1, 300))
    def join(self, count: int) -> None:
        self.waiting += [self.rate_limiter.join(Ticket("account")) for _ in range(count)]

    @rule(seconds=st.floats(0, 70))
    def pass_time(self, seconds: float) -> None:
        self.now += seconds

    @rule(seconds=st.floats(0, 100))
    def block(self, seconds: float) -> None:
        self.rate_limiter.block(seconds, self.now)
        self.blocked_until = max(self.blocked_until, self.now + seconds)

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        position = data.draw(st.integers(0, len(self.waiting) - 1))
        self.rate_limiter.cancel(self.waiting.pop(position))

    @rule(is_backwards=st.booleans())
    def send(self, is_backwards: bool) -> None:
        """Check every ticket, in either order, then those that are woken, as calls do."""
        count = len(self.sent)
        self.check(self.waiting[::-1] if is_backwards else self.waiting.copy())
        while woken := [ticket for ticket in self.waiting if ticket.is_woken]:
            self.check(woken)

        assert self.now >= self.blocked_until or count == len(self.sent)
        delays = [self.rate_limiter.wait(ticket, self.now) for ticket in self.waiting]
        assert delays == sorted(delays)
        assert min(delays, default=1.0) > 0.0

    def check(self, tickets: list[Ticket]) -> None:
        """Check tickets, and send those that may be sent."""
        for ticket in tickets:
            if not self.rate_limiter.wait(ticket, self.now):
                self.sent.append((self.now, ticket))
                self.waiting.remove(ticket)

    def teardown(self) -> None:
        """The limit holds in each window, tickets are sent in order, and all are sent."""
        self.now = max(self.now, self.blocked_until)
        while self.waiting:
            self.send(is_backwards=False)
            self.now += 61.0
        times = [time for time, _ in self.sent]
        numbers = [ticket.number for _, ticket in self.sent]

        assert all(later - one >= 60.9 for one, later in zip(times, times[240:], strict=False))
        assert all(first < second for first, second in pairwise(numbers))


TestConcurrentCalls = ConcurrentCalls.TestCase


@pytest.mark.parametrize("limits", [240, {"account": 1}, True])
def test_limits_of_a_wrong_type(limits: Any) -> None:
    """Limits of another type raise TypeError."""
    got = type(limits).__name__
    with pytest.raises(TypeError, match=rf"^limits: expected RateLimits or None, got {got}$"):
        RateLimiter(limits)
