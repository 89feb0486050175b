"""Sleeps of calls, which a close of the client ends, or the rate limiter."""

import asyncio
import gc
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from jetemail_api_client._transport.timing import Sleepers, ThreadSleepers
from jetemail_api_client.rate_limits import Ticket


async def test_close() -> None:
    """A close ends all sleeps, those to come as well; a second one is ignored."""
    sleepers = Sleepers()
    sleeps = [asyncio.ensure_future(sleepers.sleep(600)) for _ in range(3)]
    await asyncio.sleep(0)
    sleepers.close()
    sleepers.close()
    await asyncio.wait_for(asyncio.gather(*sleeps), 30)
    await asyncio.wait_for(sleepers.sleep(600), 30)


async def test_close_in_another_thread() -> None:
    """A client may be closed in another thread than that of the event loop."""
    sleepers = Sleepers()
    sleep = asyncio.ensure_future(sleepers.sleep(600))
    await asyncio.sleep(0)
    await asyncio.to_thread(sleepers.close)
    await asyncio.wait_for(sleep, 30)


async def test_sleep() -> None:
    """A sleep ends after its time."""
    sleepers = Sleepers()

    await asyncio.wait_for(sleepers.sleep(0.01), 30)
    assert {} == sleepers._futures


def test_event_loop_closed_during_a_sleep() -> None:
    """A sleep ends with its event loop, and nothing refers to it any more."""
    sleepers, loop, ended = Sleepers(), asyncio.new_event_loop(), list[bool]()

    async def sleep() -> None:
        try:
            await sleepers.sleep(600)
        finally:
            ended.append(True)

    # A coroutine, not a task: asyncio logs tasks that are destroyed.
    coroutines = [sleep()]

    async def start() -> None:
        coroutines[0].send(None)

    loop.run_until_complete(start())
    loop.close()
    sleepers.close()
    coroutines.clear()
    gc.collect()

    assert [True] == ended
    assert {} == sleepers._futures


async def test_ticket_woken_in_another_thread() -> None:
    """A sleep ends when its ticket is woken, in another thread as well."""
    sleepers, ticket = Sleepers(), Ticket("account")
    sleep = asyncio.ensure_future(sleepers.sleep(600, ticket))
    await asyncio.sleep(0)
    await asyncio.to_thread(ticket.wake)
    await asyncio.wait_for(sleep, 30)

    assert ticket.waker is None


async def test_ticket_woken_before_the_sleep() -> None:
    """A sleep does not begin if its ticket was woken."""
    ticket = Ticket("account")
    ticket.wake()
    await asyncio.wait_for(Sleepers().sleep(600, ticket), 30)


async def test_ticket_of_a_closed_event_loop() -> None:
    """Waking the ticket of a call whose event loop was closed has no effect."""
    ticket, loop = Ticket("account"), asyncio.new_event_loop()
    coroutine = Sleepers().sleep(600, ticket)

    async def start() -> None:
        coroutine.send(None)

    await asyncio.to_thread(loop.run_until_complete, start())
    loop.close()
    ticket.wake()
    waker = ticket.waker
    assert waker is not None
    coroutine.close()
    waker()

    assert ticket.is_woken


def until_sleeping(ticket: Ticket) -> None:
    """Wait until a call sleeps for a ticket."""
    while ticket.waker is None:
        time.sleep(0.001)


def test_close_of_threads(threads: ThreadPoolExecutor) -> None:
    """A close ends the sleeps of all threads, those to come as well; a second one is ignored."""
    sleepers, tickets = ThreadSleepers(), [Ticket("account") for _ in range(3)]
    sleeps = [threads.submit(sleepers.sleep, 600, ticket) for ticket in tickets]
    for ticket in tickets:
        until_sleeping(ticket)
    sleepers.close()
    sleepers.close()
    for sleep in sleeps:
        sleep.result(30)
    threads.submit(sleepers.sleep, 600).result(30)

    assert set() == sleepers._locks


def test_ticket_of_a_thread(threads: ThreadPoolExecutor) -> None:
    """The sleep of a thread ends when its ticket is woken, also several times or before."""
    sleepers, ticket = ThreadSleepers(), Ticket("account")
    sleep = threads.submit(sleepers.sleep, 600, ticket)
    until_sleeping(ticket)
    waker = ticket.waker
    assert waker is not None
    ticket.wake()
    waker()
    sleep.result(30)
    threads.submit(sleepers.sleep, 600, ticket).result(30)

    assert ticket.waker is None


def test_sleep_of_a_thread() -> None:
    """The sleep of a thread ends after its time."""
    before = time.monotonic()
    ThreadSleepers().sleep(0.05)

    assert 0.05 <= time.monotonic() - before


def test_thread_sleepers_after_a_fork() -> None:
    """A child process forgets the sleeps of its parent."""
    sleepers, lock = ThreadSleepers(), threading.Lock()
    lock.acquire()
    sleepers._locks.add(lock)
    sleepers.reset()
    sleepers.close()

    assert lock.locked()
