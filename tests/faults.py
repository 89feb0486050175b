"""The faults of the matrix: what a server or a network does instead of answering."""

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from email.utils import formatdate
from typing import Literal

from attrs import define, frozen

from .effects import Effects, answered
from .raw_server import Act, HangUp, Stage, reset, silence

Strike = Callable[[Stage, bytes], None]
"""Plays a fault; gets the answer that the server would have given."""

Kind = Literal[
    "unsent", "limited", "blocked", "refused", "in_flight", "broken", "failed", "unreadable"
]
"""What a fault leaves of an attempt: nothing was sent, it may come again soon or only after the
deadline, it is refused or runs already, no complete answer came, an answer leaves it open, or it
was done and the answer cannot be read."""


@frozen
class Fault:
    """A fault, and whether the server acts before it strikes."""

    name: str
    kind: Kind
    strike: Strike = lambda stage, healthy: stage.send(healthy)
    acts: bool = False
    is_slow: bool = False
    """Whether it strikes by letting the client wait."""


def _answer(status: int, content: bytes = b"", headers: str = "") -> Strike:
    return lambda stage, _: stage.send(answered(status, content, headers))


def _cut(keep: Callable[[bytes], bytes]) -> Strike:
    def strike(stage: Stage, healthy: bytes) -> None:
        stage.send(keep(healthy))
        raise HangUp

    return strike


def _head(healthy: bytes) -> bytes:
    return healthy.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"


def _body(healthy: bytes) -> bytes:
    return healthy.partition(b"\r\n\r\n")[2]


def _drip(at_once: Callable[[bytes], bytes]) -> Strike:
    """Send the beginning of the answer, and the rest one byte every 0.5 s."""

    def strike(stage: Stage, healthy: bytes) -> None:
        start = at_once(healthy)
        stage.send(start)
        for byte in healthy[len(start) :]:
            if stage.is_over.wait(0.5):
                break
            stage.send(bytes([byte]))
        raise HangUp

    return strike


def _echo(status: int) -> Strike:
    """Repeat the secrets of the request: its key, and the password that it has, if it has one."""

    def strike(stage: Stage, _: bytes) -> None:
        head, _, body = stage.request.partition(b"\r\n\r\n")
        key = next(line for line in head.decode().split("\r\n") if "Bearer" in line)
        echo = {"error": f"{key} {json.loads(body or b'{}').get('password')}", "seen": key}
        stage.send(answered(status, json.dumps(echo).encode(), f"X-Request-Id: {key}\r\n"))

    return strike


def _cut_gzip(stage: Stage, healthy: bytes) -> None:
    stage.send(answered(200, gzip.compress(_body(healthy))[:-9], "Content-Encoding: gzip\r\n"))


def _bad_chunk(stage: Stage, healthy: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    stage.send(head + b"5\r\n" + _body(healthy)[:5] + b"\r\nno length\r\n")
    raise HangUp


def _in_two_minutes(stage: Stage, _: bytes) -> None:
    until = f"Retry-After: {formatdate(time.time() + 120, usegmt=True)}\r\n"
    stage.send(answered(429, b"", until))


# What leaves open whether the server acted: each strikes before it did, and after.
_BROKEN: Mapping[str, Strike] = {
    "reset": lambda stage, _: reset(stage),
    "end of file": _cut(lambda healthy: b""),
    "no HTTP": _cut(lambda healthy: b"220 mail.example.com ESMTP\r\n"),
    "cut headers": _cut(lambda healthy: healthy[:20]),
    "cut body": _cut(lambda healthy: healthy[:-3]),
    "cut gzip": _cut_gzip,
    "bad chunk": _bad_chunk,
}
_SLOW: Mapping[str, Strike] = {
    "silence": lambda stage, _: silence(stage),
    "drip of headers": _drip(lambda healthy: healthy[:9]),
    "drip of a body": _drip(_head),
}
_FAILED: Mapping[str, Strike] = {
    "408": _answer(408),
    "500": _answer(500, b'{"error": "no"}'),
    "502": _answer(502, b"<p>no</p>", "Content-Type: text/html\r\n"),
    "503": _answer(503, b"", "Retry-After: 1\r\n"),
    "520": _answer(520, b"error code: 520"),
    "500 with secrets": _echo(500),
}
_UNREADABLE: Mapping[str, Strike] = {
    "HTML": _answer(200, b"<p>hello</p>", "Content-Type: text/html\r\n"),
    "empty": _answer(200),
    "JSON of another kind": _answer(200, b"[5]"),
}
_REFUSED: Mapping[str, Strike] = {
    "409": _answer(409, b'{"success": false, "error": "in the way"}'),
    "409 mismatch": _answer(409, b'{"error": "IDEMPOTENCY_BODY_MISMATCH"}'),
    "400 with secrets": _echo(400),
    "success: false": _answer(200, b'{"success": false, "error": "no"}'),
}
_LIMITED: Mapping[str, Strike] = {
    "429 with seconds": _answer(429, b"", "Retry-After: 1\r\n"),
    "429 with junk": _answer(429, b"", "Retry-After: soon\r\n"),
}
_BLOCKED: Mapping[str, Strike] = {
    "429 with a date": _in_two_minutes,
    "429 with 300": _answer(429, b"", "Retry-After: 300\r\n"),
}


_IN_FLIGHT: Mapping[str, Strike] = {
    "409 in flight": _answer(409, b'{"code": "IDEMPOTENCY_IN_FLIGHT"}'),
}
_WITHOUT_EFFECT: Mapping[Kind, Mapping[str, Strike]] = {
    "refused": _REFUSED,
    "limited": _LIMITED,
    "blocked": _BLOCKED,
    "in_flight": _IN_FLIGHT,
}


def _plain_text(connection: socket.socket, is_over: threading.Event) -> None:
    """No TLS where there is to be some."""
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 400 This is no TLS\r\n\r\n")
    raise HangUp


def _no_handshake(connection: socket.socket, is_over: threading.Event) -> None:
    """Take the connection, and never say a word."""
    is_over.wait()
    raise HangUp


DOORS: Mapping[str, Callable[[socket.socket, threading.Event], None]] = {
    "TLS failure": _plain_text,
    "no handshake": _no_handshake,
}
"""Faults that strike when a connection is made, over TLS."""

REFUSED = "refused"
"""The fault of a port on which nobody listens."""


def _twice(strikes: Mapping[str, Strike], kind: Kind, *, is_slow: bool = False) -> Iterator[Fault]:
    for name, strike in strikes.items():
        yield Fault(f"{name}, before", kind, strike, acts=False, is_slow=is_slow)
        yield Fault(f"{name}, after", kind, strike, acts=True, is_slow=is_slow)


def _faults() -> Iterator[Fault]:
    yield from (Fault(name, "unsent") for name in (REFUSED, *DOORS))
    yield from _twice(_BROKEN, "broken")
    yield from _twice(_SLOW, "broken", is_slow=True)
    yield from _twice(_FAILED, "failed")
    yield from _twice(_UNREADABLE, "unreadable")
    for kind, strikes in _WITHOUT_EFFECT.items():
        yield from (Fault(name, kind, strike) for name, strike in strikes.items())


FAULTS = list(_faults())


@define
class Struck:
    """A server's act: health for so many requests, the fault, once or always, and health again."""

    fault: Fault
    effects: Effects
    is_lasting: bool
    healthy: int = 0
    strikes: int = 0

    def __call__(self, stage: Stage) -> None:
        """Strike, or do what is asked for."""
        is_over = self.strikes and not self.is_lasting
        if self.healthy or is_over or self.fault.kind == "unsent":
            self.healthy = max(0, self.healthy - 1)
            self.effects(stage)
            return
        self.strikes += 1
        # What would have been answered, as a copy of the server without an effect would.
        server = self.effects if self.fault.acts else Effects()
        self.fault.strike(stage, server.act(stage.request))


def struck(fault: Fault, effects: Effects, *, is_lasting: bool, healthy: int = 0) -> Act:
    """The act of a server with a fault."""
    return Struck(fault, effects, is_lasting, healthy)
