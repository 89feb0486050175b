"""A fake JetEmail in raw bytes that logs its effects: the oracle for the effects of a call."""

import json
import threading
import time
from email.utils import formatdate
from typing import Any

from attrs import define, field

from ..planted import TOKEN
from ..raw_server import Stage

QUEUED = {"id": "19424fd2acd0004210", "response": "Queued"}
BATCH = {"summary": {"total": 1, "successful": 1, "failed": 0}, "results": [QUEUED]}
MADE = {"success": True, "message": "made", "api_token": TOKEN, "id": "1"}
TAKEN = {"success": False, "error": "This SMTP username is already in use"}


@define
class Effects:
    """The effects on a server: its users and domains, and each operation that it executed."""

    done: list[str] = field(factory=list)
    keys: list[str] = field(factory=list)
    """The idempotency keys received, in order."""
    users: dict[str, dict[str, Any]] = field(factory=dict)
    domains: list[dict[str, Any]] = field(factory=list)
    _lock: threading.Lock = field(factory=threading.Lock)

    def act(self, request: bytes) -> bytes:
        """Execute a request, and return the bytes of the response."""
        head, _, body = request.partition(b"\r\n\r\n")
        line, *lines = head.decode("latin-1").split("\r\n")
        method, path, _ = line.split(" ")
        headers = {name.lower(): value for name, value in (one.split(": ", 1) for one in lines)}
        with self._lock:
            status, content = self._execute(method, path, headers, json.loads(body or b"{}"))
        date = f"Date: {formatdate(usegmt=True)}\r\n"
        return response_bytes(status, json.dumps(content).encode(), date)

    def __call__(self, stage: Stage) -> None:
        """Execute the request, and send the response."""
        stage.send(self.act(stage.request))

    def _execute(
        self, method: str, path: str, headers: dict[str, str], fields: dict[str, Any]
    ) -> tuple[int, Any]:
        if path == "/outbound/smarthost":
            return self._user(method, fields)
        if path == "/inbound/domains":
            return self._domain(method, fields)
        if path == "/email":
            key = headers["idempotency-key"]
            self.keys.append(key)
            if key not in self.keys[:-1]:
                self.done.append(path)
            return 201, QUEUED
        self.done.append(path)
        return (207, BATCH) if path == "/email-batch" else (200, MADE)

    def _user(self, method: str, fields: dict[str, Any]) -> tuple[int, Any]:
        if method == "GET":
            return 200, {"success": True, "smarthosts": [_row(u) for u in self.users.values()]}
        name = fields["username"]
        if method == "DELETE":
            deleted = self.users.pop(name, None)
            return (200, {"success": True}) if deleted else (404, {"error": "not found"})
        if name in self.users:
            return 409, TAKEN
        self.done.append("/outbound/smarthost")
        self.users[name] = {**fields, "created": time.time()}
        return 200, {"success": True, "message": "made"}

    def _domain(self, method: str, fields: dict[str, Any]) -> tuple[int, Any]:
        if method == "GET":
            return 200, {"success": True, "result": self.domains}
        if fields in self.domains:
            return 409, {"error": "exists"}
        self.done.append("/inbound/domains")
        self.domains.append(fields)
        return 200, {"success": True, "result": fields}


def _row(user: dict[str, Any]) -> dict[str, Any]:
    made = str(int(user["created"] * 1000))
    return {"username": user["username"], "usage": 0, "created_date": made}


def response_bytes(status: int, content: bytes, headers: str = "") -> bytes:
    """Return the bytes of a complete response."""
    head = f"HTTP/1.1 {status} Reason\r\nContent-Length: {len(content)}\r\n{headers}\r\n"
    return head.encode() + content
