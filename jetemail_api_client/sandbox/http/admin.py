"""The admin interface of a sandbox over HTTP, below `/_sandbox/`, and the check of hosts.

The other paths there are those of `page`.

| request | effect |
|---|---|
| GET /_sandbox/faults | the pending faults |
| POST /_sandbox/faults | add one: `{"operation": "email.send", "status": 500, "times": 2}` |
| DELETE /_sandbox/faults | remove all |
| GET /_sandbox/time | the time of the sandbox, in Unix seconds |
| POST /_sandbox/time | move it forward: `{"advance": 60}` |
| POST /_sandbox/reset | forget all that happened: `{}` |
| GET /_sandbox/effects | the latest requests that reached an operation |
| GET /_sandbox/messages | the outbound and inbound messages |
| GET /_sandbox/snapshot | all of the state, with its secrets |
| PUT /_sandbox/snapshot | replace the state by that of a snapshot |
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from attrs import asdict, define
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from ..account.accounts import Account
from ..account.description import parse_json
from ..account.faults import Faults
from ..account.snapshots import SnapshotError, Snapshots
from ..addresses import is_loopback
from ..clock import END
from ..inbound.messages import InboundMessage
from ..outbound.messages import Message
from ..replies import Fields, Refusal

MAX_VALUES = 5_000_000
"""Values of a body: those of a snapshot."""

Action = Callable[[Any], Fields]
Read = Callable[[Request], Awaitable[bytes]]


@define
class Admin:
    """The actions of the admin interface."""

    account: Account
    faults: Faults
    snapshots: Snapshots
    read: Read
    """Reads the body of a request."""

    def routes(self) -> Iterator[Route]:
        """Yield the routes of the interface."""
        table: Mapping[str, dict[str, Action]] = {
            "faults": {
                "GET": lambda _: {"faults": self.faults.to_list()},
                "POST": self.add_fault,
                "DELETE": self._clear_faults,
            },
            "time": {"GET": self._time, "POST": self.advance},
            "reset": {"POST": self.reset},
            "effects": {
                "GET": lambda _: {"effects": [asdict(one) for one in list(self.account.effects)]}
            },
            "messages": {"GET": self._messages},
            "snapshot": {"GET": lambda _: self.snapshots.take(), "PUT": self._restore},
        }
        for name, actions in table.items():
            yield Route(f"/_sandbox/{name}", self._endpoint(actions), methods=list(actions))

    def _endpoint(self, actions: Mapping[str, Action]) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            # Starlette adds HEAD where there is GET.
            method = "GET" if request.method == "HEAD" else request.method
            try:
                body = await self._body(request) if method in {"POST", "PUT"} else None
                return JSONResponse(actions[method](body))
            except Refusal as refusal:
                return JSONResponse(refusal.reply.body, refusal.reply.status)

        return endpoint

    async def _body(self, request: Request) -> Fields:
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        # A page of another site can send other types without asking first.
        if media_type != "application/json":
            raise Refusal(415, "Content-Type must be application/json")
        body = parse_json(await self.read(request), MAX_VALUES)
        if not isinstance(body, dict):
            raise Refusal(400, "The body must be an object")
        return body

    def add_fault(self, body: Fields) -> Fields:
        """Add a fault of these fields."""
        if "operation" not in body:
            raise Refusal(400, "operation is required")
        try:
            self.faults.add(**body)
        except (TypeError, ValueError) as error:
            raise Refusal(400, str(error.args[0])) from None
        return {"faults": self.faults.to_list()}

    def _clear_faults(self, _: Any) -> Fields:
        self.faults.clear()
        return {"faults": []}

    def _time(self, _: Any) -> Fields:
        return {"time": self.account.clock.now()}

    def advance(self, body: Fields) -> Fields:
        """Move the time forward."""
        seconds: Any = body.get("advance")
        if body.keys() != {"advance"} or type(seconds) not in {int, float}:
            raise Refusal(400, 'The body must be {"advance": seconds}')
        if not 0 <= seconds <= END - self.account.clock.now():
            raise Refusal(400, "advance must be 0 or more, and end before the year 2100")
        self.account.advance(seconds)
        return self._time(body)

    def reset(self, body: Fields) -> Fields:
        """Forget all that happened, and the faults."""
        if body:
            raise Refusal(400, "The body must be {}")
        self.faults.clear()
        self.account.reset()
        return {}

    def _restore(self, body: Fields) -> Fields:
        try:
            self.snapshots.restore(body)
        except SnapshotError as error:
            raise Refusal(400, str(error)) from None
        return {}

    def _messages(self, _: Any) -> Fields:
        self.account.run_due()
        with self.account.lock:
            return {
                "outbound": list(map(_message, self.account.messages.by_uid.values())),
                "inbound": list(map(_message, self.account.inbound.by_uid.values())),
            }


def _message(message: Message | InboundMessage) -> Fields:
    # The owners are for the choice of webhooks, and among them is the key that it was sent with.
    return asdict(message, filter=lambda field, _: field.name != "owners")


@define
class HostCheck:
    """Middleware that refuses requests for other hosts than this one.

    A page of another site can let its name resolve to loopback (DNS rebinding), and would reach
    the sandbox under that name. Allowed are names of loopback, the address of the connection and
    `hosts`.
    """

    app: ASGIApp
    hosts: frozenset[str]
    """Other names that are allowed, in lower case."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle or refuse a request."""
        app = self.app
        if scope["type"] == "http":
            host = Headers(scope=scope).get("host", "")
            if not self._allows(_hostname(host), scope):
                text = f"This is the JetEmail sandbox: it does not serve the host {host!a}"
                app = JSONResponse({"success": False, "error": text}, 403)
        await app(scope, receive, send)

    def _allows(self, name: str, scope: Scope) -> bool:
        own = (scope.get("server") or ("",))[0]
        return bool(name) and (name in {own, *self.hosts} or is_loopback(name))


def _hostname(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").removesuffix(".")
    except ValueError:
        return ""
