"""The clients to measure, async and sync, and the call that each of them makes.

Every client sends POST /outbound/smarthost with the same body to the local server, through its own
public interface. An HTTP library gets the pool size of this package; an SDK keeps its defaults, and
an SDK of another API sends its smallest request. Clients that are not installed are skipped and
reported. Other clients are imported only when used: the development environment lacks them.
"""

import importlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, Generic, TypeVar

import aiohttp
import httpx
from attrs import frozen

from jetemail_api_client import AsyncJetEmail, JetEmail

from .server import ROOT

PATH = "/outbound/smarthost"
BODY = {"username": "smtp-user1", "approvedDomains": ["example.com"]}
KEY = "api_bench"
HEADERS = {"Authorization": f"Bearer {KEY}"}
POOL = 100

Result = TypeVar("Result")
# A function that makes a call, and one that closes the client.
Made = tuple[Callable[[], Result], Callable[[], Result]]
AsyncMade = Made[Awaitable[object]]
SyncMade = Made[object]


@frozen
class Client(Generic[Result]):
    """A client by the name under which it is reported.

    Attributes:
        name: Key in results.json, and label in the tables.
        package: The package that must be installed.
        make: Makes a client for a base URL.
        max_concurrent: Maximum number of concurrent calls.
        keeps_connections: True if it reuses connections, which a pause may close.
    """

    name: str
    package: str
    make: Callable[[str], Made[Result]]
    max_concurrent: int = 500
    keeps_connections: bool = True


def jetemail_async(url: str) -> AsyncMade:
    """Call with everything on but the pacing, which would make the calls wait."""
    client = AsyncJetEmail(KEY, base_url=url, rate_limits=None, max_connections=POOL)
    create = client.smtp_users.create
    return lambda: create(username="smtp-user1", approved_domains=["example.com"]), client.close


def aiohttp_alone(url: str) -> AsyncMade:
    """Post and decode, nothing else."""
    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=POOL))

    async def call() -> object:
        async with session.post(url + PATH, json=BODY, headers=HEADERS) as response:
            return await response.json()

    return call, session.close


def _httpx_async(client: Any, url: str) -> AsyncMade:
    async def call() -> object:
        return (await client.post(url + PATH, json=BODY, headers=HEADERS)).json()

    return call, client.aclose


def _options(library: Any) -> dict[str, Any]:
    """Return the default pool size and deadline of this package."""
    limits = library.Limits(max_connections=POOL, max_keepalive_connections=POOL)
    return {"limits": limits, "timeout": 60}


def httpx_async(url: str) -> AsyncMade:
    """Post and decode with httpx.AsyncClient."""
    return _httpx_async(httpx.AsyncClient(**_options(httpx)), url)


def httpx2_async(url: str) -> AsyncMade:
    """Post and decode with httpx2.AsyncClient."""
    library = importlib.import_module("httpx2")
    return _httpx_async(library.AsyncClient(**_options(library)), url)


def httpx_aiohttp(url: str) -> AsyncMade:
    """Post and decode with httpx.AsyncClient over the transport of httpx-aiohttp."""
    library = importlib.import_module("httpx_aiohttp")
    return _httpx_async(library.HttpxAiohttpClient(**_options(httpx)), url)


def stock_generated(url: str) -> AsyncMade:
    """Call the client that openapi-python-client generates with its own templates."""
    _generate_stock(ROOT / "build/bench")
    client_class = importlib.import_module("stock.client").AuthenticatedClient
    operation = importlib.import_module("stock.api.outbound.post_outbound_smarthost")
    models = importlib.import_module("stock.models")
    client = client_class(base_url=url, token=KEY)
    body = models.PostOutboundSmarthostBody(username="smtp-user1", approved_domains=["example.com"])
    return (
        lambda: operation.asyncio(client=client, body=body),
        client.get_async_httpx_client().aclose,
    )


def _generate_stock(folder: Path) -> None:
    """Generate the package `stock` in a folder where Python then finds it."""
    target = folder / "stock"
    if not target.exists():
        command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
        command += ["--path", str(ROOT / "openapi.json"), "--output-path", str(target)]
        # It runs ruff, which is installed beside it.
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        environment = os.environ | {"PATH": path}
        subprocess.run(command, check=True, capture_output=True, env=environment)
    sys.path.insert(0, str(folder))


def openai_async(url: str) -> AsyncMade:
    """Post with the client of the openai SDK, which reads the response into a model of its kind."""
    openai = importlib.import_module("openai")
    pydantic = importlib.import_module("pydantic")
    model = pydantic.create_model(
        "Created", __base__=openai.BaseModel, success=(bool, ...), message=(str, ...)
    )
    client = openai.AsyncOpenAI(api_key=KEY, base_url=url)
    return lambda: client.post(PATH, body=BODY, cast_to=model), client.close


def resend_async(url: str) -> AsyncMade:
    """Send an email with resend, which makes an httpx client for every call."""
    resend: Any = importlib.import_module("resend")
    resend.api_key, resend.api_url = KEY, url
    email = {
        "from": "orders@example.com",
        "to": ["someone@example.org"],
        "subject": "Order",
        "text": "On its way.",
    }

    async def close() -> None:
        pass

    return lambda: resend.Emails.send_async(email), close


def jetemail_sync(url: str) -> SyncMade:
    """Call with everything on but the pacing, which would make the calls wait."""
    client = JetEmail(KEY, base_url=url, rate_limits=None, max_connections=POOL)
    create = client.smtp_users.create
    return lambda: create(username="smtp-user1", approved_domains=["example.com"]), client.close


def _httpx_sync(library: Any, url: str) -> SyncMade:
    client = library.Client(**_options(library))
    return lambda: client.post(url + PATH, json=BODY, headers=HEADERS).json(), client.close


def httpx_sync(url: str) -> SyncMade:
    """Post and decode with httpx.Client."""
    return _httpx_sync(httpx, url)


def httpx2_sync(url: str) -> SyncMade:
    """Post and decode with httpx2.Client."""
    return _httpx_sync(importlib.import_module("httpx2"), url)


def vendor_sync(url: str) -> SyncMade:
    """Send an email with the vendor's own SDK, which can do nothing else."""
    vendor = importlib.import_module("jetemail")
    client = vendor.JetEmail(api_key=KEY, base_url=url)
    email = vendor.SendEmailOptions(
        from_="orders@example.com", to="someone@example.org", subject="Order", text="On its way."
    )
    return lambda: client.emails.send(email), lambda: None


# The first of each table is what the others are compared with.
ASYNC: tuple[Client[Awaitable[object]], ...] = (
    Client("aiohttp", "aiohttp", aiohttp_alone),
    Client("this client", "jetemail_api_client", jetemail_async),
    Client("httpx over httpx-aiohttp", "httpx_aiohttp", httpx_aiohttp),
    Client("httpx2", "httpx2", httpx2_async),
    Client("httpx", "httpx", httpx_async),
    Client("stock client (httpx)", "openapi_python_client", stock_generated),
    Client("openai", "openai", openai_async),
    # About 30 ms of CPU per call at any concurrency: more calls would only take longer.
    Client("resend", "resend", resend_async, max_concurrent=100, keeps_connections=False),
)
SYNC: tuple[Client[object], ...] = (
    Client("httpx.Client", "httpx", httpx_sync),
    Client("this client", "jetemail_api_client", jetemail_sync),
    Client("httpx2.Client", "httpx2", httpx2_sync),
    Client("vendor's SDK (requests)", "jetemail", vendor_sync),
)


def installed(clients: tuple[Client[Result], ...]) -> Iterator[Client[Result]]:
    """Yield the clients that are installed, and report the others."""
    for client in clients:
        if importlib.util.find_spec(client.package):
            yield client
        else:
            print(f"{client.name}: not installed, skipped", file=sys.stderr)
