"""A model of the JetEmail server with SMTP users, on its own clock, for random failures."""

import json
from collections.abc import Callable
from email.utils import formatdate
from typing import Any, Literal

from attrs import define, field

from jetemail_api_client._call.exchange import Response, SendRequest, TransportFailure

from ..play import NOW

Fate = Literal[
    "ok",
    "not sent",
    "lost before",
    "lost after",
    "acts later",
    "failed before",
    "failed after",
    "timed out after",
    "rate limited",
    "invalid after",
]
# If the server processes the request at once, and the result in place of its response.
FATES: dict[Fate, tuple[bool, Response | TransportFailure | None]] = {
    "ok": (True, None),
    "not sent": (False, TransportFailure(reason="could not connect", may_have_arrived=False)),
    "lost before": (False, TransportFailure(reason="the connection broke", may_have_arrived=True)),
    "lost after": (True, TransportFailure(reason="the connection broke", may_have_arrived=True)),
    "acts later": (
        False,
        TransportFailure(reason="timeout", may_have_arrived=True, phase="read"),
    ),
    "failed before": (False, Response(status=500, headers={}, content=b"")),
    "failed after": (True, Response(status=502, headers={}, content=b"<p>")),
    "timed out after": (True, Response(status=408, headers={}, content=b"")),
    "rate limited": (False, Response(status=429, headers={"retry-after": "1"}, content=b"")),
    "invalid after": (True, Response(status=200, headers={}, content=b"<p>")),
}


@define
class User:
    """An SMTP user stored by the server."""

    username: str
    password: str
    created: float
    quota: float = 0
    usage: int = 0


@define
class Model:
    """The server. Its clock is ahead of the client's clock by `skew` seconds."""

    skew: float = 0.0
    writes_seconds: bool = False
    """True if it encodes times as decimal seconds, not as milliseconds."""
    elapsed: float = 0.0
    users: dict[str, User] = field(factory=dict)
    creates: list[bytes] = field(factory=list)
    """The bodies of all create requests."""
    changes: int = 0
    """Requests that neither create nor list."""
    delayed: list[SendRequest] = field(factory=list)

    @property
    def now(self) -> float:
        return NOW + self.elapsed + self.skew

    def respond(self, send: SendRequest, fate: Fate, took: float) -> Response | TransportFailure:
        """Return the result of a request that takes this many seconds."""
        acts, result = FATES[fate]
        self.elapsed += took / 2
        if fate == "acts later":
            self.delayed.append(send)
        elif self.delayed:
            self.act(self.delayed.pop(0))
        own = self.act(send) if acts else None
        self.elapsed += took / 2
        result = result or own
        assert result is not None
        return result

    def settle(self) -> None:
        """Process the delayed requests."""
        for send in self.delayed:
            self.act(send)

    def act(self, send: SendRequest) -> Response:
        """Process a request and return its response."""
        actions: dict[str, Callable[[SendRequest], tuple[int, Any]]]
        actions = {"GET": self._list, "POST": self._create}
        status, body = actions.get(send.method, self._change)(send)
        headers = {"date": formatdate(int(self.now), usegmt=True)}
        return Response(status=status, headers=headers, content=json.dumps(body).encode())

    def _list(self, _: SendRequest) -> tuple[int, Any]:
        return 200, {"success": True, "smarthosts": [self._row(u) for u in self.users.values()]}

    def _row(self, user: User) -> dict[str, Any]:
        made = f"{user.created:.3f}" if self.writes_seconds else str(int(user.created * 1000))
        shown = {"username": user.username, "usage": user.usage, "quota": user.quota}
        return shown | {"created_date": made, "approvedDomains": "[]", "allowAnyDomain": 0}

    def _create(self, send: SendRequest) -> tuple[int, Any]:
        self.creates.append(send.content or b"")
        fields = json.loads(send.content or b"{}")
        if fields["username"] in self.users:
            return 409, {"success": False, "error": "This SMTP username is already in use"}
        given = {name: fields[name] for name in ("username", "password", "quota")}
        self.users[fields["username"]] = User(created=self.now, **given)
        return 200, {"success": True, "message": "made"}

    def _change(self, _: SendRequest) -> tuple[int, Any]:
        self.changes += 1
        return 200, {"success": True}
