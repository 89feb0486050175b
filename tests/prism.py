"""A plugin of pytest that puts Prism between our clients and the sandboxes: `make check-prism`.

Prism, https://github.com/stoplightio/prism, validates each request and each response against
openapi.json, without any code of this repository. Tests notice nothing: a sandbox that gets a
request of a client sends it to Prism, and Prism, through a relay, back to the sandbox. The run
fails if anything is not as described, or if an operation was not called in both flavours.

Not sent through Prism are requests without a client (most are bad input), those of clients in other
processes, and those that arrive while faults are pending: a fault is not described.
"""

import asyncio
import json
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import define, field
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send

from jetemail_api_client import AsyncJetEmail, JetEmail
from jetemail_api_client.sandbox import running
from jetemail_api_client.sandbox.account.description import description
from jetemail_api_client.sandbox.http.app import SandboxApp

ROOT = Path(__file__).parents[1]
PRISM = ROOT / "build" / "prism" / "node_modules" / ".bin" / "prism"
CLIENTS: tuple[type, ...] = (AsyncJetEmail, JetEmail)
NAMES = {f"{one.method} {one.path}": one.name for one in description().values()}
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]

VIOLATIONS = "sl-violations"
CLIENT = "x-test-client"
"""The header with the class of the client that sent a request."""
SANDBOX = "x-test-sandbox"
"""The header with the URL that the relay sends a request to."""
_OF_CONNECTIONS = {"connection", "content-encoding", "content-length", "host", "transfer-encoding"}


@define
class Seen:
    """A response that came through Prism."""

    client: str
    operation: str
    status: int
    violations: list[str]
    test: str


@define
class Prism:
    """Prism in front of sandboxes, and what came through it."""

    url: str
    http_client: httpx.Client
    seen: list[Seen] = field(factory=list)
    faulty: list[str] = field(factory=list)
    """The operations of requests that arrived while faults were pending."""

    async def respond(self, request: Request, name: str) -> Response:
        """Send a request of a client through Prism, and note what Prism found."""
        client = request.headers[CLIENT]
        upstream = {SANDBOX: str(request.base_url)}
        response = await forward(self.http_client, request, self.url, upstream)
        found = violations_of(response)
        if response.status_code == 400:
            # A bad request, on purpose: the sandbox says the same.
            found = [one for one in found if not one.startswith("request.")]
        test = os.environ.get("PYTEST_CURRENT_TEST", "").partition(" ")[0]
        self.seen.append(Seen(client, name, response.status_code, found, test))
        return response

    def problems(self) -> Iterator[str]:
        """Yield what is not as described, and the operations that were not called."""
        tests = dict[str, list[str]]()
        for one in self.seen:
            for text in one.violations:
                tests.setdefault(f"{one.operation} {one.status}: {text}", []).append(one.test)
        for violation, found in sorted(tests.items()):
            yield f"{len(found)} x {violation}, first in {found[0]}"
        for client in CLIENTS:
            called = {one.operation for one in self.seen if one.client == client.__name__}
            for name in sorted({*NAMES.values()} - called):
                yield f"{client.__name__} did not call {name}"

    def summary(self) -> Iterator[str]:
        """Yield how much came through Prism."""
        for client in CLIENTS:
            seen = [one for one in self.seen if one.client == client.__name__]
            operations = len({one.operation for one in seen})
            statuses = ", ".join(map(str, sorted({one.status for one in seen})))
            violations = sum(len(one.violations) for one in seen)
            yield (
                f"{client.__name__}: {len(seen)} responses of {operations} operations "
                f"({statuses}), {violations} violations"
            )
        yield f"Without Prism: {len(self.faulty)} requests that met faults"


async def forward(
    http_client: httpx.Client, request: Request, url: str, headers: dict[str, str]
) -> Response:
    """Send a request to another server, without the headers for this one; return its response."""
    dropped = {*_OF_CONNECTIONS, CLIENT, SANDBOX}
    kept = [(name, value) for name, value in request.headers.items() if name not in dropped]
    path = request.scope["raw_path"].decode()
    query = request.scope["query_string"].decode()
    response = await asyncio.to_thread(
        http_client.request,
        request.method,
        f"{url.rstrip('/')}{path}{query and '?'}{query}",
        headers=[*kept, *headers.items()],
        content=await request.body(),
    )
    received = {
        name: value for name, value in response.headers.items() if name not in _OF_CONNECTIONS
    }
    return Response(response.content, response.status_code, received)


def violations_of(response: Response) -> list[str]:
    """Return what Prism found in a request and its response; take its header away."""
    found = json.loads(response.headers.get(VIOLATIONS, "[]"))
    if response.headers.get("content-type", "").startswith("application/problem+json"):
        # It did not get that far.
        found = [{"location": ["prism"], "message": bytes(response.body).decode()}]
    elif VIOLATIONS in response.headers:
        del response.headers[VIOLATIONS]
    return [f"{'.'.join(one['location'])}: {one['message']}" for one in found]


@contextmanager
def prism() -> Iterator[Prism]:
    """Run Prism in front of the relay."""
    with ExitStack() as running_parts:
        http_client = running_parts.enter_context(httpx.Client(trust_env=False, timeout=60))

        async def relay(request: Request) -> Response:
            return await forward(http_client, request, request.headers[SANDBOX], {})

        routes = [Route("/{path:path}", relay, methods=METHODS)]
        upstream = running_parts.enter_context(running(Starlette(routes=routes)))
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        command = [str(PRISM), "proxy", "openapi.json", upstream, "--port", str(port)]
        process = running_parts.enter_context(
            subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        )
        running_parts.callback(process.terminate)
        _await_port(port)
        yield Prism(f"http://127.0.0.1:{port}", http_client)


def _await_port(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("Prism did not start")


def check_that_it_finds(checked: Prism) -> None:
    """Fail unless Prism finds a wrong request and a wrong response."""

    async def wrong(_: Request) -> Response:
        return JSONResponse({"smarthosts": "none"})

    app = Starlette(routes=[Route("/outbound/smarthost", wrong, methods=["POST"])])
    with running(app) as url:
        response = checked.http_client.post(
            f"{checked.url}/outbound/smarthost", json={"quota": "many"}, headers={SANDBOX: url}
        )
    found = {one["location"][0] for one in json.loads(response.headers.get(VIOLATIONS, "[]"))}
    if found != {"request", "response"}:
        raise pytest.UsageError(f"Prism finds too little: {response.headers} {response.text}")


# The plugin.


def through_prism(original: Callable[..., Any], checked: Prism) -> Callable[..., Any]:
    """Return `SandboxApp.__call__` with Prism before it."""

    async def call(app: SandboxApp, scope: Scope, receive: Receive, send: Send) -> None:
        name = _operation_of(app, scope)
        if name and app.state.faults.pending:
            checked.faulty.append(name)
        elif name:
            request = Request(scope, receive)
            response = await checked.respond(request, name)
            await response(scope, receive, send)
            return
        await original(app, scope, receive, send)

    return call


def _operation_of(app: SandboxApp, scope: Scope) -> str | None:
    """Return the operation that a client calls; None if it is none, or not by a client."""
    if scope["type"] != "http" or CLIENT not in Request(scope).headers:
        return None
    paths = (one.path for one in app.routes if isinstance(one, Route) and _matches(one, scope))
    return next((NAMES.get(f"{scope['method']} {path}") for path in paths), None)


def _matches(route: Route, scope: Scope) -> bool:
    return route.matches(scope)[0] is Match.FULL


def named(client: type) -> Callable[..., None]:
    """Return the `__init__` of a client that sends its class with each request."""
    original: Callable[..., None] = client.__init__  # type: ignore[misc]

    def init(self: Any, *args: Any, **options: Any) -> None:
        headers = {**(options.pop("headers", None) or {}), CLIENT: client.__name__}
        original(self, *args, headers=headers, **options)

    return init


RUNNING = ExitStack()
CHECKED = pytest.StashKey[Prism]()


def pytest_configure(config: pytest.Config) -> None:
    """Start Prism, and put it before all sandboxes of this process."""
    checked = config.stash[CHECKED] = RUNNING.enter_context(prism())
    check_that_it_finds(checked)
    patch = RUNNING.enter_context(pytest.MonkeyPatch.context())
    patch.setattr(SandboxApp, "__call__", through_prism(SandboxApp.__call__, checked))
    for client in CLIENTS:
        patch.setattr(client, "__init__", named(client))


def pytest_unconfigure() -> None:
    """Stop Prism."""
    RUNNING.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the tests of modules without a client."""
    items[:] = [one for one in items if _has_client(one)]


def _has_client(item: pytest.Item) -> bool:
    module: Any = item.getparent(pytest.Module)
    return any(one is client for one in vars(module.obj).values() for client in CLIENTS)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run for what Prism found."""
    if any(session.config.stash[CHECKED].problems()) and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print what came through Prism, and what it found."""
    checked = config.stash[CHECKED]
    terminalreporter.section("Prism")
    for line in (*checked.problems(), *checked.summary()):
        terminalreporter.line(line)
