"""Calls to the local server: in tasks, in threads, in a burst, and in a load test."""

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
from .rounds import ONCE, Effort, Rounds, cpu_of_tasks, cpu_of_threads, interleaved, progress

CONCURRENT = (1, 10, 100, 500)
THREADS = (1, 10, 100)
BURST = 240

# Returns the microseconds of CPU per call, for a number of calls and of concurrent ones.
Cpu = Callable[[int, int], float]


def measure_calls(effort: Effort, url: str) -> tuple[dict[str, Rounds], dict[str, Rounds]]:
    """Return the CPU per call: async clients by number of tasks, sync clients by threads.

    Every round measures all of them, so that any two can be compared.
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

        measurements: dict[tuple[str, str, str], Callable[[], float]] = {}
        for client in clients.installed(ASYNC):
            measurements |= _measurements(
                effort, ("tasks", CONCURRENT), client, cpu_by_tasks(client)
            )
        for sync in clients.installed(SYNC):
            measurements |= _measurements(effort, ("threads", THREADS), sync, cpu_by_threads(sync))
        measured = interleaved(effort, measurements)
    progress("calls in tasks and in threads")

    def by_number(workers: str, numbers: tuple[int, ...]) -> dict[str, Rounds]:
        by_key = {key[1:]: rounds for key, rounds in measured.items() if key[0] == workers}
        return {
            str(number): {
                name: rounds for (at, name), rounds in by_key.items() if at == str(number)
            }
            for number in numbers
        }

    return by_number("tasks", CONCURRENT), by_number("threads", THREADS)


def _measurements(
    effort: Effort, concurrency: tuple[str, tuple[int, ...]], client: Client[Any], cpu: Cpu
) -> dict[tuple[str, str, str], Callable[[], float]]:
    """Return the measurements of a client, one for each number of concurrent calls."""
    # The cost of a call of the client, once it is warm, sets the number of calls in a round.
    cpu(10, 10)
    cost = cpu(20, 10)
    workers, numbers = concurrency
    is_peer = client.name not in {"aiohttp", "this client"}
    limit = min(client.max_concurrent, effort.max_peer_concurrency if is_peer else 500)
    return {
        (workers, str(number), client.name): _measurement(
            client, cpu, effort.calls(cost, number), number
        )
        for number in numbers
        if number <= limit
    }


def _measurement(client: Client[Any], cpu: Cpu, calls: int, concurrent: int) -> Callable[[], float]:
    def measurement() -> float:
        if client.keeps_connections:
            # Connections idle during the measurements of other clients are closed: reopen them.
            opened = min(concurrent, clients.POOL)
            cpu(opened, opened)
        return cpu(calls, concurrent)

    return measurement


async def _awaited(close: Callable[[], Awaitable[object]]) -> None:
    await close()


def _paced(url: str) -> AsyncMade:
    """Make this client with default options: the rate limiter allows a burst of 240 calls."""
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
    """Return the CPU of 240 concurrent calls of a new client, connecting included."""
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

    def measurement(make: Callable[[str], AsyncMade]) -> Callable[[], float]:
        return lambda: asyncio.run(burst(make))

    measurements = {name: measurement(make) for name, make in makers.items()}
    interleaved(ONCE, measurements)
    measured = interleaved(effort, measurements)
    progress(f"a burst of {BURST} calls")
    return measured


def measure_load(effort: Effort, url: str) -> dict[str, int]:
    """Return the failures and the connections of a load test with 500 concurrent calls."""
    failures: list[Exception] = []

    async def main() -> None:
        call, close = clients.jetemail_async(url)

        async def attempt() -> None:
            try:
                await call()
            except Exception as error:  # noqa: BLE001 - any failure is counted
                failures.append(error)

        await cpu_of_tasks(attempt, effort.load, 500)
        await close()

    asyncio.run(main())
    progress(f"{effort.load} calls, 500 concurrent")
    if failures:
        print(f"{len(failures)} failures under load, the first: {failures[0]!r}", file=sys.stderr)
    counts = {"calls": effort.load, "failures": len(failures), "limit": clients.POOL}
    return counts | server.connections(url)
