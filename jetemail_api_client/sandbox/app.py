"""The sandbox over HTTP: its operations and its server."""

import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from socket import AF_INET, AF_INET6, create_server, socket
from threading import Thread
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import State
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from . import API_KEY
from .accounts import Account
from .limits import Fields

Operation = Callable[[Account, Fields], Fields]
Endpoint = Callable[[Request], Awaitable[JSONResponse]]

_OPERATIONS: tuple[tuple[str, str, Operation], ...] = (
    ("GET", "/outbound/smarthost", lambda account, fields: account.smtp_users.list(fields)),
    ("POST", "/outbound/smarthost", lambda account, fields: account.smtp_users.create(fields)),
    ("PATCH", "/outbound/smarthost", lambda account, fields: account.smtp_users.update(fields)),
    ("DELETE", "/outbound/smarthost", lambda account, fields: account.smtp_users.delete(fields)),
)

_WITHOUT_BODY = {"GET", "HEAD"}


class SandboxState(State):
    """The state of a sandbox."""

    account: Account


class Sandbox(Starlette):
    """A local JetEmail with one account, `app.state.account`."""

    state: SandboxState


def create_app(*, api_key: str = API_KEY, paid_plan: bool = False) -> Sandbox:
    """Make a local JetEmail with one account, which is empty and has this key."""
    account = Account(api_key=api_key, paid_plan=paid_plan)
    routes = [
        Route(path, _endpoint(account, operation), methods=[method])
        for method, path, operation in _OPERATIONS
    ]
    app = Sandbox(routes=routes, exception_handlers={HTTPException: _error_response})
    app.state = SandboxState({"account": account})
    return app


def _endpoint(account: Account, operation: Operation) -> Endpoint:
    async def endpoint(request: Request) -> JSONResponse:
        account.authenticate(request.headers.get("authorization", ""))
        fields = {} if request.method in _WITHOUT_BODY else _fields(await request.body())
        return JSONResponse(operation(account, fields))

    return endpoint


def _fields(body: bytes) -> Fields:
    try:
        # Python parses NaN and Infinity, which JSON does not have; int raises ValueError on them.
        fields = json.loads(body, parse_constant=int)
    except (ValueError, RecursionError):
        raise HTTPException(400, "The body is not JSON") from None
    if not isinstance(fields, dict):
        raise HTTPException(400, "The body is not an object")
    return fields


# Any: Starlette's type of a handler accepts all exceptions, this one is registered for one class.
async def _error_response(request: Request, error: Any) -> JSONResponse:
    content = {"success": False, "error": error.detail}
    return JSONResponse(content, status_code=error.status_code, headers=error.headers)


def listen(host: str, port: int) -> socket:
    """Open a listening socket; port 0 selects a free one."""
    family = AF_INET6 if ":" in host else AF_INET
    return create_server((host, port), family=family)


def address(listener: socket) -> str:
    """Return the base URL of a listening socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def server(app: Starlette) -> uvicorn.Server:
    """Make a server that logs no requests and shuts down even with incomplete requests."""
    protocols: Any = {"loop": "asyncio", "ws": "none", "lifespan": "off"}
    logs: Any = {"log_config": None, "access_log": False}
    return uvicorn.Server(uvicorn.Config(app, **protocols, **logs, timeout_graceful_shutdown=1))


@contextmanager
def running(app: Starlette, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """Serve the app from a thread during the `with` block; yield its base URL.

    Raises:
        OSError: The address is not available.
        RuntimeError: The server did not start; the reason is in its log.
    """
    with listen(host, port) as listener:
        url = address(listener)
        serving = server(app)
        thread = Thread(target=_serve, args=(serving, listener), daemon=True)
        thread.start()
        try:
            _await_start(serving, thread)
            yield url
        finally:
            serving.should_exit = True
            thread.join()


def _serve(serving: uvicorn.Server, listener: socket) -> None:
    # A server that fails to start logs the reason and exits.
    with suppress(SystemExit):
        serving.run(sockets=[listener])


def _await_start(serving: uvicorn.Server, thread: Thread) -> None:
    while not serving.started and thread.is_alive():
        # A short sleep, which the end of the thread interrupts.
        thread.join(0.01)
    if not serving.started:
        raise RuntimeError("The sandbox did not start")
