"""CPU that one call takes from its event loop, beside other clients, in one run.

    make bench

A single time means nothing on a machine that is shared, so each row is also given over aiohttp
alone. Server and client have a core each; clients take turns in rounds, and medians are printed.
The raw numbers go to build/bench.json.
"""

import asyncio
import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import aiohttp
import httpx

from jetemail_api_client import AsyncJetEmail

ROOT = Path(__file__).resolve().parent.parent
PATH = "/outbound/smarthost"
BODY = {"username": "smtp-user1", "approvedDomains": ["example.com"]}
HEADERS = {"Authorization": "Bearer api_bench"}
CONCURRENT = (1, 10, 100, 500)
ROUNDS = 7
CALLS = 1000

Call = Callable[[], Awaitable[object]]
Close = Callable[[], Awaitable[object]]


def ours(url: str) -> tuple[Call, Close]:
    """Call with everything on but the pacing, which would make the calls wait."""
    client = AsyncJetEmail("api_bench", base_url=url, pacing=False)
    create = client.smtp_users.create
    return lambda: create(username="smtp-user1", approved_domains=["example.com"]), client.close


def aiohttp_alone(url: str) -> tuple[Call, Close]:
    """Post and decode, nothing else."""
    session = aiohttp.ClientSession()

    async def call() -> object:
        async with session.post(url + PATH, json=BODY, headers=HEADERS) as response:
            return await response.json()

    return call, session.close


def httpx_alone(url: str) -> tuple[Call, Close]:
    """Post and decode, nothing else."""
    client = httpx.AsyncClient()

    async def call() -> object:
        return (await client.post(url + PATH, json=BODY, headers=HEADERS)).json()

    return call, client.aclose


def stock(url: str) -> tuple[Call, Close]:
    """What openapi-python-client makes of the same description without our templates."""
    client_class = importlib.import_module("stock.client").AuthenticatedClient
    operation = importlib.import_module("stock.api.outbound.post_outbound_smarthost")
    models = importlib.import_module("stock.models")
    client = client_class(base_url=url, token="api_bench")
    body = models.PostOutboundSmarthostBody(username="smtp-user1", approved_domains=["example.com"])
    asynchronous = client.get_async_httpx_client()
    return lambda: operation.asyncio(client=client, body=body), asynchronous.aclose


CLIENTS: dict[str, Callable[[str], tuple[Call, Close]]] = {
    "aiohttp alone": aiohttp_alone,
    "this client": ours,
    "httpx alone": httpx_alone,
    "stock generated client": stock,
}


async def cpu_per_call(call: Call, calls: int, concurrent: int) -> float:
    """Microseconds of CPU for each of so many calls."""
    left = iter(range(calls))

    async def work() -> None:
        for _ in left:
            await call()

    started = time.process_time()
    await asyncio.gather(*(work() for _ in range(concurrent)))
    return (time.process_time() - started) / calls * 1e6


async def measured(url: str) -> dict[int, dict[str, float]]:
    """The medians by concurrency and client."""
    made = {name: make(url) for name, make in CLIENTS.items()}
    figures: dict[int, dict[str, float]] = {}
    for concurrent in CONCURRENT:
        rounds: dict[str, list[float]] = {name: [] for name in made}
        for _ in range(ROUNDS):
            for name, (call, _close) in made.items():
                calls = CALLS if "httpx" not in name and "stock" not in name else CALLS // 4
                rounds[name].append(await cpu_per_call(call, max(calls, concurrent), concurrent))
        figures[concurrent] = {name: median(times) for name, times in rounds.items()}
        print(f"measured with {concurrent} at a time", file=sys.stderr)
    for _call, close in made.values():
        await close()
    return figures


def print_table(figures: dict[int, dict[str, float]]) -> None:
    """Print the figures, and each over the first client's."""
    print("CPU per call in microseconds (over aiohttp alone)")
    print(f"{'':24}" + "".join(f"{f'{number} at a time':>18}" for number in figures))
    for name in CLIENTS:
        pairs = [(row[name], row[name] / row["aiohttp alone"]) for row in figures.values()]
        cells = [f"{cpu:8.0f} ({ratio:5.2f})" for cpu, ratio in pairs]
        print(f"{name:24}" + "".join(f"{cell:>18}" for cell in cells))


@contextmanager
def server() -> Iterator[str]:
    """Run the server on the last core, this process on the first."""
    cores = sorted(os.sched_getaffinity(0))
    command = [sys.executable, "-m", "benchmarks.server"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        os.sched_setaffinity(process.pid, cores[-1:])
        os.sched_setaffinity(0, cores[:1])
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"


def generate_stock() -> None:
    """Generate the stock client into build/, where Python then finds it."""
    target = ROOT / "build/stock"
    if not target.exists():
        command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
        command += ["--path", str(ROOT / "openapi.json"), "--output-path", str(target)]
        subprocess.run(command, check=True, capture_output=True)
    sys.path.insert(0, str(ROOT / "build"))


def main() -> None:
    """Measure, print, and keep the raw numbers."""
    generate_stock()
    with server() as url:
        figures = asyncio.run(measured(url))
    print_table(figures)
    (ROOT / "build/bench.json").write_text(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
