"""A JetEmail that holds SMTP users and nothing else, on a clock of its own, for random faults."""

import json
from collections.abc import Callable
from email.utils import formatdate
from typing import Any, Literal

from attrs import define, field

from jetemail_api_client._policy import Answer, Fault
from jetemail_api_client._steps import Send

from .play import NOW

Fate = Literal[
    "ok",
    "not sent",
    "lost before",
    "lost after",
    "acts later",
    "failed before",
    "failed after",
    "timed out after",
    "limited",
    "unreadable after",
]
# Whether the server acts at once, and what then comes back instead of its answer.
FATES: dict[Fate, tuple[bool, Answer | Fault | None]] = {
    "ok": (True, None),
    "not sent": (False, Fault(reason="could not connect", may_have_arrived=False)),
    "lost before": (False, Fault(reason="the connection broke", may_have_arrived=True)),
    "lost after": (True, Fault(reason="the connection broke", may_have_arrived=True)),
    "acts later": (False, Fault(reason="no answer in time", may_have_arrived=True, phase="read")),
    "failed before": (False, Answer(status=500, headers={}, content=b"")),
    "failed after": (True, Answer(status=502, headers={}, content=b"<p>")),
    "timed out after": (True, Answer(status=408, headers={}, content=b"")),
    "limited": (False, Answer(status=429, headers={"retry-after": "1"}, content=b"")),
    "unreadable after": (True, Answer(status=200, headers={}, content=b"<p>")),
}


@define
class User:
    """An SMTP user as the server has it."""

    username: str
    password: str
    created: float
    quota: float = 0
    usage: int = 0


@define
class Model:
    """The server. Its clock is ahead of the client's by `skew` seconds."""

    skew: float = 0.0
    writes_seconds: bool = False
    """Whether it writes moments as seconds with decimals, not as milliseconds."""
    elapsed: float = 0.0
    users: dict[str, User] = field(factory=dict)
    creates: list[bytes] = field(factory=list)
    """The bodies of the creates that arrived."""
    changes: int = 0
    """Requests that were neither a create nor a list."""
    postponed: list[Send] = field(factory=list)

    @property
    def now(self) -> float:
        return NOW + self.elapsed + self.skew

    def answer(self, send: Send, fate: Fate, took: float) -> Answer | Fault:
        """What comes of a request, which takes so many seconds."""
        acts, instead = FATES[fate]
        self.elapsed += took / 2
        if fate == "acts later":
            self.postponed.append(send)
        elif self.postponed:
            self.act(self.postponed.pop(0))
        own = self.act(send) if acts else None
        self.elapsed += took / 2
        event = instead or own
        assert event is not None
        return event

    def settle(self) -> None:
        """Do what was put off."""
        for send in self.postponed:
            self.act(send)

    def act(self, send: Send) -> Answer:
        """Do what a request asks for."""
        actions: dict[str, Callable[[Send], tuple[int, Any]]]
        actions = {"GET": self._list, "POST": self._create}
        status, body = actions.get(send.method, self._change)(send)
        headers = {"date": formatdate(int(self.now), usegmt=True)}
        return Answer(status=status, headers=headers, content=json.dumps(body).encode())

    def _list(self, _: Send) -> tuple[int, Any]:
        return 200, {"success": True, "smarthosts": [self._row(u) for u in self.users.values()]}

    def _row(self, user: User) -> dict[str, Any]:
        made = f"{user.created:.3f}" if self.writes_seconds else str(int(user.created * 1000))
        shown = {"username": user.username, "usage": user.usage, "quota": user.quota}
        return shown | {"created_date": made, "approvedDomains": "[]", "allowAnyDomain": 0}

    def _create(self, send: Send) -> tuple[int, Any]:
        self.creates.append(send.content or b"")
        fields = json.loads(send.content or b"{}")
        if fields["username"] in self.users:
            return 409, {"success": False, "error": "This SMTP username is already in use"}
        given = {name: fields[name] for name in ("username", "password", "quota")}
        self.users[fields["username"]] = User(created=self.now, **given)
        return 200, {"success": True, "message": "made"}

    def _change(self, _: Send) -> tuple[int, Any]:
        self.changes += 1
        return 200, {"success": True}
