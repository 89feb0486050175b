"""The faults of the matrix: what a server or a network does instead of answering."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from email.utils import formatdate
from typing import Literal

from attrs import define, frozen

from .effects import Effects, answered
from .raw_server import Act, HangUp, Stage, reset, silence

Strike = Callable[[Stage, bytes], None]
"""Plays a fault; gets the answer that the server would have given."""


@frozen
class Fault:
    """A fault, whether the server acts before it strikes, and what it leaves open."""

    name: str
    strike: Strike
    acts: bool
    effect: Literal["limited", "ambiguous", "refused", "unreadable"]


def _answer(status: int, content: bytes = b"", headers: str = "") -> Strike:
    return lambda stage, _: stage.send(answered(status, content, headers))


def _cut(part: float) -> Strike:
    def strike(stage: Stage, healthy: bytes) -> None:
        stage.send(healthy[: int(len(healthy) * part)])
        raise HangUp

    return strike


def _cut_body(stage: Stage, healthy: bytes) -> None:
    stage.send(healthy[:-3])
    raise HangUp


def _drip(at_once: Callable[[bytes], int]) -> Strike:
    """Send so many bytes of the answer, and the rest one by one, every 0.3 s."""

    def strike(stage: Stage, healthy: bytes) -> None:
        start = at_once(healthy)
        stage.send(healthy[:start])
        for byte in healthy[start:]:
            if stage.is_over.wait(0.3):
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


def _in_two_minutes() -> str:
    return f"Retry-After: {formatdate(time.time() + 120, usegmt=True)}\r\n"


# What leaves open whether the server acted: each strikes before it did, and after.
_AMBIGUOUS: Mapping[str, Strike] = {
    "reset": lambda stage, _: reset(stage),
    "end of file": _cut(0),
    "cut headers": _cut(0.1),
    "cut body": _cut_body,
    "silence": lambda stage, _: silence(stage),
    "drip of headers": _drip(lambda healthy: 9),
    "drip of a body": _drip(lambda healthy: healthy.index(b"\r\n\r\n") + 4),
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
}
_REFUSED: Mapping[str, Strike] = {
    "409": _answer(409, b'{"success": false, "error": "in the way"}'),
    "400 with secrets": _echo(400),
    "success: false": _answer(200, b'{"success": false, "error": "no"}'),
}
_LIMITED: Mapping[str, Strike] = {
    "429 with seconds": _answer(429, b"", "Retry-After: 1\r\n"),
    "429 with a date": lambda stage, _: stage.send(answered(429, b"", _in_two_minutes())),
    "429 with junk": _answer(429, b"", "Retry-After: soon\r\n"),
    "429 with 300": _answer(429, b"", "Retry-After: 300\r\n"),
}


def _faults() -> Iterator[Fault]:
    for name, strike in _AMBIGUOUS.items():
        yield Fault(f"{name}, before", strike, acts=False, effect="ambiguous")
        yield Fault(f"{name}, after", strike, acts=True, effect="ambiguous")
    for name, strike in _UNREADABLE.items():
        yield Fault(f"{name}, before", strike, acts=False, effect="unreadable")
        yield Fault(f"{name}, after", strike, acts=True, effect="unreadable")
    for name, strike in _REFUSED.items():
        yield Fault(name, strike, acts=False, effect="refused")
    for name, strike in _LIMITED.items():
        yield Fault(name, strike, acts=False, effect="limited")


FAULTS = list(_faults())


@define
class Struck:
    """A server's act: the fault, once or always, and health after that."""

    fault: Fault
    effects: Effects
    is_lasting: bool
    strikes: int = 0

    def __call__(self, stage: Stage) -> None:
        """Strike, or do what is asked for."""
        if self.strikes and not self.is_lasting:
            self.effects(stage)
            return
        self.strikes += 1
        # What would have been answered, as a copy of the server without an effect would.
        server = self.effects if self.fault.acts else Effects()
        self.fault.strike(stage, server.act(stage.request))


def struck(fault: Fault, effects: Effects, *, is_lasting: bool) -> Act:
    """The act of a server with a fault."""
    return Struck(fault, effects, is_lasting)
