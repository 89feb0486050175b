"""Calls to the local server: in tasks, in threads, in a burst, and under load."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from jetemail_api_client import AsyncJetEmail
from jetemail_api_client.models import SmtpUsersCreateResult

from . import clients, server
from .clients import ASYNC, SYNC, AsyncMade, Client
from .turns import ONCE, Effort, Rounds, cpu_of_tasks, cpu_of_threads, interleaved, progress

CONCURRENT = (1, 10, 100, 500)
THREADS = (1, 10, 100)
BURST = 240


def measure_tasks(effort: Effort, url: str) -> dict[str, Rounds]:
    """CPU per call of each async client, by the number of tasks."""
    with asyncio.Runner() as runner:

        async def make(client: Client[Awaitable[object]]) -> AsyncMade:
            return client.make(url)

        made = {client: runner.run(make(client)) for client in clients.installed(ASYNC)}
        measured = {}
        for tasks in CONCURRENT:
            turns = {}
            for client, (call, _) in made.items():
                is_peer = client.name not in {"aiohttp", "this client"}
                if tasks <= min(client.max_concurrent, effort.peers_at_once if is_peer else 500):
                    # What a call costs about decides on how many a turn has.
                    cost = runner.run(cpu_of_tasks(call, tasks, tasks))
                    calls = effort.calls(cost, tasks)
                    turns[client.name] = _turn(runner, call, calls, tasks)
            measured[str(tasks)] = interleaved(effort, turns)
            progress(f"async, {tasks} at a time")

        for _, close in made.values():
            runner.run(_awaited(close))
    return measured


def _turn(
    runner: asyncio.Runner, call: Callable[[], Awaitable[object]], calls: int, tasks: int
) -> Callable[[], float]:
    def turn() -> float:
        # Pools close what was idle while other clients had their turns: this opens it again.
        runner.run(cpu_of_tasks(call, tasks, tasks))
        return runner.run(cpu_of_tasks(call, calls, tasks))

    return turn


async def _awaited(close: Callable[[], Awaitable[object]]) -> None:
    await close()


def measure_threads(effort: Effort, url: str) -> dict[str, Rounds]:
    """CPU per call of each sync client, by the number of threads."""
    made = {client: client.make(url) for client in clients.installed(SYNC)}
    measured = {}
    for threads in THREADS:
        turns = {}
        for client, (call, _) in made.items():
            calls = effort.calls(cpu_of_threads(call, threads, threads), threads)
            turns[client.name] = _thread_turn(call, calls, threads)
        measured[str(threads)] = interleaved(effort, turns)
        progress(f"sync, {threads} threads")
    for _, close in made.values():
        close()
    return measured


def _thread_turn(call: Callable[[], object], calls: int, threads: int) -> Callable[[], float]:
    def turn() -> float:
        cpu_of_threads(call, threads, threads)
        return cpu_of_threads(call, calls, threads)

    return turn


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
    failures = 0

    async def main() -> None:
        call, close = clients.jetemail_async(url)

        async def attempt() -> None:
            nonlocal failures
            try:
                await call()
            except Exception as error:  # noqa: BLE001 - each is counted, whatever it is
                failures += 1
                print(f"failure under load: {error!r}", file=sys.stderr)

        await cpu_of_tasks(attempt, effort.load, 500)
        await close()

    asyncio.run(main())
    progress(f"{effort.load} calls at 500 at a time")
    counts = {"calls": effort.load, "failures": failures, "limit": clients.POOL}
    return counts | server.connections(url)
