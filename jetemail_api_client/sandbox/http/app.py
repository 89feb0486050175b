"""The sandbox over HTTP: its operations and its server."""

from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
)
from contextlib import ExitStack, asynccontextmanager, contextmanager, nullcontext, suppress
from itertools import groupby
from socket import AF_INET, AF_INET6, create_server, socket
from ssl import SSLContext
from threading import Thread
from typing import Any

import uvicorn
from attrs import define
from starlette.applications import Starlette
from starlette.datastructures import Headers, State
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..account.accounts import Account
from ..account.description import Operation, description, parse_json
from ..account.faults import Faults
from ..account.seeds import SeedSource
from ..account.snapshots import Snapshots
from ..addresses import url_for_clients
from ..clock import Clock
from ..replies import Refusal, Reply, Sent
from ..smtp.server import SmtpPort
from ..smtp.submissions import Submissions
from .admin import Admin, HostCheck
from .deliveries import delivering
from .fault_injection import Connection, FaultInjection
from .page.routes import PageRoutes

Endpoint = Callable[[Request], Awaitable[Response]]

MAX_BODY = 64 * 1024 * 1024
"""Bytes of a request body: attachments of 40 MB in base64, and room for the rest."""

MAX_DISCARDED = 1024 * 1024 * 1024
"""Bytes of a larger request that are read before the response."""

UNPUBLISHED = "X-Sandbox-Unpublished"
"""Header of a response whose `status`, or whose body (`response`), is not published."""


class SandboxState(State):
    """The state of a sandbox."""

    account: Account
    faults: Faults
    snapshots: Snapshots
    smtp: SmtpPort | None
    """Its submission port, while it is served with one."""


class SandboxApp(Starlette):
    """A local JetEmail with one account, `app.state.account`, and faults, `app.state.faults`."""

    state: SandboxState


def create_app(
    *,
    api_key: str | None = None,
    transactional_key: str | None = None,
    paid_plan: bool | None = None,
    rate_limits: bool | None = None,
    seed: SeedSource = None,
    clock: Clock | None = None,
    hosts: Collection[str] = (),
) -> SandboxApp:
    """Make a local JetEmail with one account, which is empty but for the seed.

    Arguments win over the seed.

    Args:
        api_key: The account key; by default, `API_KEY`.
        transactional_key: The key for /email and /email-batch; by default, `TRANSACTIONAL_KEY`.
        paid_plan: Whether `allowAnyDomain` is allowed.
        rate_limits: Whether too many requests block the account for five minutes.
        seed: The path or the contents of a seed: see `jetemail_api_client.sandbox.account.seeds`.
        clock: The time of the sandbox.
        hosts: Host names that requests may be for, beside those of loopback.

    Raises:
        OSError: The seed cannot be read.
        SeedError: The seed has a mistake.
        ValueError: A key is none.
    """
    account = Account(
        api_key=api_key,
        transactional_key=transactional_key,
        paid_plan=paid_plan,
        rate_limits=rate_limits,
        seed=seed,
        clock=clock,
    )
    faults = Faults(notify=account.notify)
    snapshots = Snapshots(account, faults)
    admin = Admin(account, faults, snapshots, _read)
    page = PageRoutes(account, faults, admin, _read)
    allowed = frozenset(one.lower() for one in hosts)
    app = SandboxApp(
        routes=[*_routes(account, faults), *admin.routes(), *page.routes()],
        exception_handlers={HTTPException: _error_response},
        middleware=[Middleware(CompleteRequest), Middleware(HostCheck, hosts=allowed)],
        lifespan=_lifespan,
    )
    app.router.redirect_slashes = False
    state = {"account": account, "faults": faults, "snapshots": snapshots, "smtp": None}
    app.state = SandboxState(state)
    return app


@asynccontextmanager
async def _lifespan(app: SandboxApp) -> AsyncIterator[None]:
    """Do what is not a response to a request, while the app is served."""
    smtp, submissions = app.state.smtp, Submissions(app.state.account)
    async with delivering(app.state.account), smtp.serving(submissions) if smtp else nullcontext():
        yield


def _routes(account: Account, faults: Faults) -> Iterator[Route]:
    # Fixed paths first: /outbound/suppression/export is also a /outbound/suppression/{id}.
    by_path = sorted(description().values(), key=lambda one: ("{" in one.path, one.path))
    for path, operations in groupby(by_path, key=lambda one: one.path):
        methods = {one.method: one for one in operations}
        names = {method: one.name for method, one in methods.items()}
        injection = Middleware(FaultInjection, faults=faults, operations=names)
        endpoint = _endpoint(account, methods)
        yield Route(path, endpoint, methods=list(methods), middleware=[injection])


def _endpoint(account: Account, operations: Mapping[str, Operation]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        # Starlette adds HEAD where there is GET.
        operation = operations["GET" if request.method == "HEAD" else request.method]
        try:
            reply = await _reply(account, operation, request)
        except Refusal as refusal:
            reply = refusal.reply
        account.record(operation, reply.status)
        return _response(operation, reply)

    return endpoint


async def _reply(account: Account, operation: Operation, request: Request) -> Reply:
    ip = request.client.host if request.client else ""
    key = account.authenticate(operation, request.headers.get("authorization", ""), ip)
    account.rate_limits.count(operation.name)
    parameters = operation.check_parameters(
        {
            "path": {name: [str(value)] for name, value in request.path_params.items()},
            "query": _by_name(request.query_params.multi_items()),
            "header": {"Idempotency-Key": request.headers.getlist("idempotency-key")},
        }
    )
    body = await _body(operation, request) if operation.media_type else None
    sent = Sent(
        path=parameters["path"],
        query=parameters["query"],
        headers=parameters["header"],
        body=body,
        key=key,
        ip=ip,
    )
    return account.respond(operation, sent)


def _by_name(items: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    by_name: dict[str, list[str]] = {}
    for name, value in items:
        by_name.setdefault(name, []).append(value)
    return by_name


async def _body(operation: Operation, request: Request) -> Any:
    content = await _read(request)
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    # Without a header, a body is taken for what the operation needs.
    if media_type not in {"", operation.media_type}:
        raise Refusal(400, f"Content-Type must be {operation.media_type}, not {media_type!a}")
    if operation.media_type == "application/json":
        return operation.check_body(parse_json(content))
    try:
        return operation.check_body(content.decode())
    except UnicodeDecodeError:
        raise Refusal(400, "The body is not UTF-8") from None


async def _read(request: Request) -> bytes:
    content = bytearray()
    if _declared_size(request.scope) > MAX_BODY:
        raise Refusal(413, f"The body has more than {MAX_BODY:,} bytes")
    try:
        async for chunk in request.stream():
            content += chunk
            if len(content) > MAX_BODY:
                raise Refusal(413, f"The body has more than {MAX_BODY:,} bytes")
    except ClientDisconnect:
        # There is no client to respond to.
        raise Refusal(400, "The body is not complete") from None
    return bytes(content)


def _response(operation: Operation, reply: Reply) -> Response:
    headers = dict(reply.headers)
    if part := operation.unpublished(reply.status):
        headers[UNPUBLISHED] = part
    if isinstance(reply.body, str):
        return Response(reply.body, reply.status, headers)
    return JSONResponse(reply.body, reply.status, headers)


# Any: Starlette's type of a handler accepts all exceptions, this one is registered for one class.
async def _error_response(request: Request, error: Any) -> Response:
    """Respond to a path or a method that the API does not have."""
    place = f"{request.method} {request.url.path!a}"
    text = f"This is the JetEmail sandbox: {place} is not in the API"
    content = {"success": False, "error": text}
    headers = {**(error.headers or {}), UNPUBLISHED: "status"}
    return JSONResponse(content, error.status_code, headers)


@define
class CompleteRequest:
    """Middleware that reads a request to its end before the response to it.

    A connection that is closed with a part unread is reset, and the client may never see the
    response, such as the 401 to a large e-mail.
    """

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request."""
        remaining = MAX_DISCARDED
        if scope["type"] != "http" or _declared_size(scope) > MAX_DISCARDED:
            remaining = 0

        async def watch() -> Message:
            nonlocal remaining
            message = await receive()
            remaining -= len(message.get("body", b""))
            if not message.get("more_body", False):
                remaining = 0
            return message

        async def respond(message: Message) -> None:
            while remaining > 0:
                await watch()
            await send(message)

        await self.app(scope, watch, respond)


def _declared_size(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isdecimal() else 0


def listen(host: str, port: int) -> socket:
    """Open a listening socket; port 0 selects a free one."""
    family = AF_INET6 if ":" in host else AF_INET
    return create_server((host, port), family=family)


def address(listener: socket) -> str:
    """Return the base URL of a listening socket for clients on this machine."""
    host, port = listener.getsockname()[:2]
    return url_for_clients(host, port)


def server(app: Starlette) -> uvicorn.Server:
    """Make a server that logs no requests and shuts down even with incomplete requests."""
    # An app around the sandbox may only know HTTP, which "auto" allows.
    protocols: Any = {"http": Connection, "loop": "asyncio", "ws": "none", "lifespan": "auto"}
    logs: Any = {"log_config": None, "access_log": False}
    return uvicorn.Server(uvicorn.Config(app, **protocols, **logs, timeout_graceful_shutdown=1))


@contextmanager
def running(
    app: Starlette,
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    smtp_port: int | None = None,
    smtp_tls: SSLContext | None = None,
) -> Iterator[str]:
    """Serve the app from a thread during the `with` block; yield its base URL.

    Args:
        app: The app of `create_app`.
        host: The address to listen on.
        port: The port for HTTP; 0 selects a free one.
        smtp_port: The port for SMTP, without which there is none; 0 selects a free one, which is
            `app.state.smtp.port`.
        smtp_tls: The context with the certificate for STARTTLS, which SMTP users then need.

    Raises:
        OSError: The address is not available.
        RuntimeError: The server did not start; the reason is in its log.
    """
    with ExitStack() as listeners:
        listener = listeners.enter_context(listen(host, port))
        if smtp_port is not None:
            smtp_listener = listeners.enter_context(listen(host, smtp_port))
            app.state.smtp = SmtpPort(smtp_listener, smtp_tls)
            listeners.callback(setattr, app.state, "smtp", None)
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
