"""The faults of the matrix, which a server or a network injects in place of a response."""

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from email.utils import formatdate
from typing import Literal

from attrs import define, frozen

from ..raw_server import Act, HangUp, Stage, reset, silence
from .effects import Effects, response_bytes

Inject = Callable[[Stage, bytes], None]
"""Injects a fault, given the response that the server would have sent."""

Kind = Literal[
    "not_sent",
    "rate_limited",
    "blocked",
    "rejected",
    "in_flight",
    "no_response",
    "server_error",
    "invalid_response",
]
"""The result of an attempt: the request was not sent; it is rate limited until soon, or until after
the deadline; it is rejected; it runs already; no complete response is received; a server error
leaves the effect unknown; the request succeeded, and the response cannot be parsed."""


@frozen
class Fault:
    """A fault; `acts` is true if the server acts on the request before injecting it."""

    name: str
    kind: Kind
    inject: Inject = lambda stage, healthy: stage.send(healthy)
    acts: bool = False
    is_slow: bool = False
    """True if a client notices the fault only by a timeout."""


def _respond(status: int, content: bytes = b"", headers: str = "") -> Inject:
    return lambda stage, _: stage.send(response_bytes(status, content, headers))


def _truncate(keep: Callable[[bytes], bytes]) -> Inject:
    """Send a part of the response, and close the connection."""

    def inject(stage: Stage, healthy: bytes) -> None:
        stage.send(keep(healthy))
        raise HangUp

    return inject


def _head(healthy: bytes) -> bytes:
    return healthy.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"


def _body(healthy: bytes) -> bytes:
    return healthy.partition(b"\r\n\r\n")[2]


def _dripping_headers(stage: Stage, healthy: bytes) -> None:
    """Send the start of the response at once, and the rest of its headers drop by drop."""
    stage.send(healthy[:9])
    _drip(stage, _head(healthy)[9:])


def _dripping_body(stage: Stage, _: bytes) -> None:
    """Send headers at once, and a body drop by drop that outlasts each timeout."""
    body = b" " * 1000
    response = response_bytes(200, body)
    stage.send(_head(response))
    _drip(stage, body)


def _drip(stage: Stage, data: bytes) -> None:
    for byte in data:
        if stage.is_over.wait(0.5):
            break
        stage.send(bytes([byte]))
    raise HangUp


def _echo(status: int) -> Inject:
    """Respond with the secrets of the request: its API key and, if it has one, its password."""

    def inject(stage: Stage, _: bytes) -> None:
        head, _, body = stage.request.partition(b"\r\n\r\n")
        key = next(line for line in head.decode().split("\r\n") if "Bearer" in line)
        echo = {"error": f"{key} {json.loads(body or b'{}').get('password')}", "seen": key}
        stage.send(response_bytes(status, json.dumps(echo).encode(), f"X-Request-Id: {key}\r\n"))

    return inject


def _truncated_gzip(stage: Stage, healthy: bytes) -> None:
    content = gzip.compress(_body(healthy))[:-9]
    stage.send(response_bytes(200, content, "Content-Encoding: gzip\r\n"))


def _invalid_chunk(stage: Stage, healthy: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    stage.send(head + b"5\r\n" + _body(healthy)[:5] + b"\r\nno length\r\n")
    raise HangUp


def _retry_after_date(stage: Stage, _: bytes) -> None:
    retry_after = f"Retry-After: {formatdate(time.time() + 120, usegmt=True)}\r\n"
    stage.send(response_bytes(429, b"", retry_after))


# These leave the effect unknown: each is injected before the server acts, and after.
_NO_RESPONSE: Mapping[str, Inject] = {
    "reset": lambda stage, _: reset(stage),
    "EOF": _truncate(lambda healthy: b""),
    "not HTTP": _truncate(lambda healthy: b"220 mail.example.com ESMTP\r\n"),
    "truncated headers": _truncate(lambda healthy: healthy[:20]),
    "truncated body": _truncate(lambda healthy: healthy[:-3]),
    "truncated gzip": _truncated_gzip,
    "invalid chunk": _invalid_chunk,
}
_SLOW: Mapping[str, Inject] = {
    "silence": lambda stage, _: silence(stage),
    "dripping headers": _dripping_headers,
    "dripping body": _dripping_body,
}
_SERVER_ERROR: Mapping[str, Inject] = {
    "408": _respond(408),
    "500": _respond(500, b'{"error": "no"}'),
    "502": _respond(502, b"<p>no</p>", "Content-Type: text/html\r\n"),
    "503": _respond(503, b"", "Retry-After: 1\r\n"),
    "520": _respond(520, b"error code: 520"),
    "500 with secrets": _echo(500),
}
_INVALID_RESPONSE: Mapping[str, Inject] = {
    "HTML": _respond(200, b"<p>hello</p>", "Content-Type: text/html\r\n"),
    "empty body": _respond(200),
    "JSON of another type": _respond(200, b"[5]"),
}
_REJECTED: Mapping[str, Inject] = {
    "409": _respond(409, b'{"success": false, "error": "in the way"}'),
    "409 mismatch": _respond(409, b'{"error": "IDEMPOTENCY_BODY_MISMATCH"}'),
    "400 with secrets": _echo(400),
    "success: false": _respond(200, b'{"success": false, "error": "no"}'),
}
_RATE_LIMITED: Mapping[str, Inject] = {
    "429 with seconds": _respond(429, b"", "Retry-After: 1\r\n"),
    "429 with an invalid header": _respond(429, b"", "Retry-After: soon\r\n"),
}
_BLOCKED: Mapping[str, Inject] = {
    "429 with a date": _retry_after_date,
    "429 with 300 seconds": _respond(429, b"", "Retry-After: 300\r\n"),
}
_IN_FLIGHT: Mapping[str, Inject] = {
    "409 in flight": _respond(409, b'{"code": "IDEMPOTENCY_IN_FLIGHT"}'),
}
_WITHOUT_EFFECT: Mapping[Kind, Mapping[str, Inject]] = {
    "rejected": _REJECTED,
    "rate_limited": _RATE_LIMITED,
    "blocked": _BLOCKED,
    "in_flight": _IN_FLIGHT,
}


def _plain_text(connection: socket.socket, is_over: threading.Event) -> None:
    """Respond in plain HTTP where the client expects TLS."""
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 400 This is no TLS\r\n\r\n")
    raise HangUp


def _no_handshake(connection: socket.socket, is_over: threading.Event) -> None:
    """Accept the connection, and send nothing."""
    is_over.wait()
    raise HangUp


CONNECT_FAULTS: Mapping[str, Callable[[socket.socket, threading.Event], None]] = {
    "TLS failure": _plain_text,
    "no handshake": _no_handshake,
}
"""Faults injected while a connection over TLS is made."""

REFUSED = "refused"
"""The fault of a port that refuses connections."""


def _before_and_after(
    injections: Mapping[str, Inject], kind: Kind, *, is_slow: bool = False
) -> Iterator[Fault]:
    for name, inject in injections.items():
        yield Fault(f"{name}, before", kind, inject, acts=False, is_slow=is_slow)
        yield Fault(f"{name}, after", kind, inject, acts=True, is_slow=is_slow)


def _faults() -> Iterator[Fault]:
    yield from (Fault(name, "not_sent") for name in (REFUSED, *CONNECT_FAULTS))
    yield from _before_and_after(_NO_RESPONSE, "no_response")
    yield from _before_and_after(_SLOW, "no_response", is_slow=True)
    yield from _before_and_after(_SERVER_ERROR, "server_error")
    yield from _before_and_after(_INVALID_RESPONSE, "invalid_response")
    for kind, injections in _WITHOUT_EFFECT.items():
        yield from (Fault(name, kind, inject) for name, inject in injections.items())


FAULTS = list(_faults())


@define
class FaultyServer:
    """The act of a server: healthy for some requests, then faulty, once or always."""

    fault: Fault
    effects: Effects
    is_lasting: bool
    healthy: int = 0
    injected: int = 0

    def __call__(self, stage: Stage) -> None:
        """Inject the fault, or respond to the request."""
        is_over = self.injected and not self.is_lasting
        if self.healthy or is_over or self.fault.kind == "not_sent":
            self.healthy = max(0, self.healthy - 1)
            self.effects(stage)
            return
        self.injected += 1
        # If the server does not act, a copy of it makes the response that it would have sent.
        server = self.effects if self.fault.acts else Effects()
        self.fault.inject(stage, server.act(stage.request))


def injecting(fault: Fault, effects: Effects, *, is_lasting: bool, healthy: int = 0) -> Act:
    """Return the act of a server that injects a fault."""
    return FaultyServer(fault, effects, is_lasting, healthy)
