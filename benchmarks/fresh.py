"""Measurements that each need a new process.

    python -m benchmarks.fresh NAME [URL]

It prints JSON: microseconds of CPU, bytes, or names of packages. The functions import the measured
packages, so that nothing is imported before.
"""

import gc
import json
import os
import sys
import time
from pathlib import Path

WAITING = 10_000


def import_dependencies() -> float:
    """Return the CPU of importing the dependencies of the package."""
    began = time.process_time()
    import aiohttp
    import attrs
    import certifi
    import httpx

    del aiohttp, attrs, certifi, httpx
    return (time.process_time() - began) * 1e6


def import_package() -> float:
    """Return the CPU of importing the package after its dependencies."""
    import_dependencies()
    began = time.process_time()
    import jetemail_api_client

    del jetemail_api_client
    return (time.process_time() - began) * 1e6


def loaded() -> list[str]:
    """Return the names of the third-party packages that the package imports."""
    before = set(sys.modules)
    import jetemail_api_client

    names = {name.partition(".")[0] for name in set(sys.modules) - before}
    return sorted(names - sys.stdlib_module_names - {jetemail_api_client.__name__})


def first_call(url: str) -> float:
    """Return the CPU of importing the package, making a client and one call."""
    began = time.process_time()
    import asyncio

    from jetemail_api_client import AsyncJetEmail

    async def main() -> float:
        async with AsyncJetEmail("api_bench", base_url=url) as client:
            await client.smtp_users.create(username="smtp-user1", approved_domains=["example.com"])
            return (time.process_time() - began) * 1e6

    return asyncio.run(main())


def first_call_bare(url: str) -> float:
    """Return the CPU of the same with httpx over httpx-aiohttp.

    Certificates are not loaded, as this package loads none for plain HTTP.
    """
    began = time.process_time()
    import asyncio
    from importlib import import_module

    library = import_module("httpx_aiohttp")

    async def main() -> float:
        async with library.HttpxAiohttpClient(verify=False) as client:
            response = await client.post(
                f"{url}/outbound/smarthost",
                json={"username": "smtp-user1", "approvedDomains": ["example.com"]},
                headers={"Authorization": "Bearer api_bench"},
            )
            response.json()
            return (time.process_time() - began) * 1e6

    return asyncio.run(main())


def waiting(name: str, url: str) -> None:
    """Print the bytes of memory per waiting call: of 10,000 calls, 100 have a connection."""
    import asyncio

    from jetemail_api_client import AsyncJetEmail

    from . import clients

    def patient(url: str) -> clients.AsyncMade:
        """Make this client with long timeouts: starting 10,000 calls takes some time."""
        client = AsyncJetEmail(
            clients.KEY,
            base_url=url,
            rate_limits=None,
            max_connections=clients.POOL,
            deadline=300,
            attempt_timeout=300,
            connect_timeout=300,
        )
        return lambda: client.smtp_users.create(username="smtp-user1"), client.close

    makers = {"aiohttp": clients.aiohttp_alone, "this client": patient}

    async def idle() -> None:
        """Return when the event loop is idle."""
        busy = 1.0
        while busy > 0.01:
            began = time.process_time()
            await asyncio.sleep(0.2)
            busy = time.process_time() - began

    async def main() -> float:
        warm_up, close = makers[name](url)
        await warm_up()
        await close()
        call, _ = makers[name](f"{url}/hold")
        before = _resident()
        tasks = [asyncio.ensure_future(call()) for _ in range(WAITING)]
        await idle()
        if ended := sum(task.done() for task in tasks):
            print(f"{name}: {ended} calls ended, which should have waited", file=sys.stderr)
        return (_resident() - before) / WAITING

    print(json.dumps(asyncio.Runner().run(main())), flush=True)
    # Cancelling the calls would take long.
    os._exit(0)


def _resident() -> int:
    gc.collect()
    pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
