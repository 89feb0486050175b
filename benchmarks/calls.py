"""Calls to the local server: in tasks, in threads, in a burst, and under load."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from functools import partial
from typing import Any

from jetemail_api_client import AsyncJetEmail
from jetemail_api_client.models import SmtpUsersCreateResult

from . import clients, server
from .clients import ASYNC, SYNC, AsyncMade, Client
from .turns import ONCE, Effort, Rounds, cpu_of_tasks, cpu_of_threads, interleaved, progress

CONCURRENT = (1, 10, 100, 500)
THREADS = (1, 10, 100)
BURST = 240

# Microseconds of CPU per call, for so many calls of which so many are made at once.
Cpu = Callable[[int, int], float]


def measure_calls(effort: Effort, url: str) -> tuple[dict[str, Rounds], dict[str, Rounds]]:
    """CPU per call: of each async client by the number of tasks, of each sync one by threads.

    All of them take turns, so that what a round of one measured can be compared with any other's.
    """
    with asyncio.Runner() as runner, ExitStack() as opened:

        async def make(client: Client[Awaitable[object]]) -> AsyncMade:
            return client.make(url)

        def cpu_by_tasks(client: Client[Awaitable[object]]) -> Cpu:
            call, close = runner.run(make(client))
            opened.callback(lambda: runner.run(_awaited(close)))
            return lambda calls, tasks: runner.run(cpu_of_tasks(call, calls, tasks))

        def cpu_by_threads(client: Client[object]) -> Cpu:
            call, close = client.make(url)
            opened.callback(close)
            return partial(cpu_of_threads, call)

        turns: dict[tuple[str, str, str], Callable[[], float]] = {}
        for client in clients.installed(ASYNC):
            turns |= _turns(effort, ("tasks", CONCURRENT), client, cpu_by_tasks(client))
        for other in clients.installed(SYNC):
            turns |= _turns(effort, ("threads", THREADS), other, cpu_by_threads(other))
        measured = interleaved(effort, turns)
    progress("calls in tasks and in threads")

    def by_number(what: str, numbers: tuple[int, ...]) -> dict[str, Rounds]:
        by_key = {key[1:]: rounds for key, rounds in measured.items() if key[0] == what}
        return {
            str(number): {
                name: rounds for (at, name), rounds in by_key.items() if at == str(number)
            }
            for number in numbers
        }

    return by_number("tasks", CONCURRENT), by_number("threads", THREADS)


def _turns(
    effort: Effort, at_once: tuple[str, tuple[int, ...]], client: Client[Any], cpu: Cpu
) -> dict[tuple[str, str, str], Callable[[], float]]:
    """Give a client's turns, one for each number of calls at a time."""
    # What a call costs about, once the client is warm, decides on how many a turn has.
    cpu(10, 10)
    cost = cpu(20, 10)
    what, numbers = at_once
    is_peer = client.name not in {"aiohttp", "this client"}
    most = min(client.max_concurrent, effort.peers_at_once if is_peer else 500)
    return {
        (what, str(number), client.name): _turn(client, cpu, effort.calls(cost, number), number)
        for number in numbers
        if number <= most
    }


def _turn(client: Client[Any], cpu: Cpu, calls: int, at_once: int) -> Callable[[], float]:
    def turn() -> float:
        if client.keeps_connections:
            # Those that were idle while others had their turns are closed: this opens them again.
            opened = min(at_once, clients.POOL)
            cpu(opened, opened)
        return cpu(calls, at_once)

    return turn


async def _awaited(close: Callable[[], Awaitable[object]]) -> None:
    await close()


def _paced(url: str) -> AsyncMade:
    """Make this client as it is by default: the rate limiter lets 240 calls out at once."""
    client = AsyncJetEmail(clients.KEY, base_url=url, max_connections=clients.POOL)
    create = client.smtp_users.create
    return lambda: create(username="smtp-user1", approved_domains=["example.com"]), client.close


def _aiohttp_with_models(url: str) -> AsyncMade:
    call, close = clients.aiohttp_alone(url)

    async def parsed() -> object:
        response: Any = await call()
        return SmtpUsersCreateResult.from_dict(response)

    return parsed, close


def measure_burst(effort: Effort, url: str) -> Rounds:
    """CPU of 240 calls at once on a new client, connecting included."""
    makers: dict[str, Callable[[str], AsyncMade]] = {
        "aiohttp": _aiohttp_with_models,
        "this client": _paced,
    }
    makers |= {
        client.name: client.make
        for client in clients.installed(ASYNC)
        if client.name in {"httpx over httpx-aiohttp", "httpx2", "httpx"}
    }

    async def burst(make: Callable[[str], AsyncMade]) -> float:
        call, close = make(url)
        try:
            return await cpu_of_tasks(call, BURST, BURST) * BURST
        finally:
            await close()

    def turn(make: Callable[[str], AsyncMade]) -> Callable[[], float]:
        return lambda: asyncio.run(burst(make))

    turns = {name: turn(make) for name, make in makers.items()}
    interleaved(ONCE, turns)
    measured = interleaved(effort, turns)
    progress(f"a burst of {BURST} calls")
    return measured


def measure_load(effort: Effort, url: str) -> dict[str, int]:
    """Failures and connections of many calls at 500 at a time."""
    failures: list[Exception] = []

    async def main() -> None:
        call, close = clients.jetemail_async(url)

        async def attempt() -> None:
            try:
                await call()
            except Exception as error:  # noqa: BLE001 - each is counted, whatever it is
                failures.append(error)

        await cpu_of_tasks(attempt, effort.load, 500)
        await close()

    asyncio.run(main())
    progress(f"{effort.load} calls at 500 at a time")
    if failures:
        print(f"{len(failures)} failures under load, the first: {failures[0]!r}", file=sys.stderr)
    counts = {"calls": effort.load, "failures": len(failures), "limit": clients.POOL}
    return counts | server.connections(url)
