"""A raw-socket server that plays a script, one act for each request, and counts what arrives.

The requests that were read to their end are the effects: the oracle of what may have been done.
"""

import atexit
import json
import select
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from attrs import define, field

CREATED = b'{"success":true,"message":"SMTP user created successfully"}'


@define
class Stage:
    """What an act plays on: a connection, its request, and whether the show is over."""

    connection: socket.socket
    request: bytes
    is_over: threading.Event
    bell: socket.socket
    """Can be read when the show is over."""

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)


Act = Callable[[Stage], None]
Door = Callable[[int, socket.socket, threading.Event], None]
"""What happens to a connection before anything is read: its number, it, and whether all is over."""


class HangUp(Exception):  # noqa: N818 - no error: an act's way to end the connection
    """Ends a connection."""


def answer(status: int, body: bytes = b"", headers: str = "", reason: str = "Whatever") -> Act:
    """Answer completely, and keep the connection."""
    head = f"HTTP/1.1 {status} {reason}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return lambda stage: stage.send(head.encode() + body)


def answer_json(status: int, body: object, headers: str = "") -> Act:
    """Answer completely in JSON."""
    return answer(status, json.dumps(body).encode(), f"Content-Type: application/json\r\n{headers}")


created = answer(200, CREATED, "Content-Type: application/json\r\n")


def cut(data: bytes) -> Act:
    """Send these bytes, which are no complete answer, and close."""

    def act(stage: Stage) -> None:
        stage.send(data)
        raise HangUp

    return act


close = cut(b"")


def reset(stage: Stage) -> None:
    """Reset the connection without an answer."""
    stage.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raise HangUp


def silence(stage: Stage) -> None:
    """Say nothing until the client is gone or the test is over."""
    while stage.connection in _readable(stage.connection, stage.bell):
        if not stage.connection.recv(65536):
            break
    raise HangUp


def _readable(connection: socket.socket, bell: socket.socket) -> list[socket.socket]:
    """Wait for something to read, on either."""
    if isinstance(connection, ssl.SSLSocket) and connection.pending():
        return [connection]
    return select.select([connection, bell], [], [])[0]


def drip(head: bytes, every: float) -> Act:
    """Send a head, then a byte at a time."""

    def act(stage: Stage) -> None:
        stage.send(head)
        while not stage.is_over.wait(every):
            stage.send(b" ")
        raise HangUp

    return act


@define
class RawServer:
    """Listens on loopback; `base_url` leads to it, `requests` holds what arrived completely."""

    acts: Iterator[Act]
    listener: socket.socket
    requests: list[bytes] = field(factory=list)
    connections: int = 0
    arrived: threading.Event = field(factory=threading.Event)
    is_over: threading.Event = field(factory=threading.Event)
    tls: ssl.SSLContext | None = None
    door: Door | None = None
    acceptor: threading.Thread | None = None
    threads: list[threading.Thread] = field(factory=list)
    lock: threading.Lock = field(factory=threading.Lock)
    bell: tuple[socket.socket, socket.socket] = field(factory=socket.socketpair)
    """What is written to the second can be read from the first: all threads wait for that, too."""

    @property
    def base_url(self) -> str:
        host, port = self.listener.getsockname()
        return f"{'https' if self.tls else 'http'}://{host}:{port}"

    @property
    def effects(self) -> list[bytes]:
        """The requests that may have done something: all but those that only read."""
        return [request for request in self.requests if not request.startswith(b"GET ")]

    @property
    def bodies(self) -> list[bytes]:
        return [request.partition(b"\r\n\r\n")[2] for request in self.requests]

    def heads(self) -> list[dict[str, str]]:
        """The headers of each request, names in lower case, the request line under ""."""
        return [_head(request) for request in self.requests]

    def open(self) -> None:
        """Take connections from here on."""
        self.listener.listen(256)
        self.acceptor = threading.Thread(target=self._accept)
        self.acceptor.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            thread = threading.Thread(target=self._converse, args=(self.connections, connection))
            # Known before it answers: who has an answer may wait for the end of its thread.
            with self.lock:
                thread.start()
                self.threads.append(thread)

    def _converse(self, number: int, connection: socket.socket) -> None:
        try:
            with connection:
                if self.door:
                    self.door(number, connection, self.is_over)
                self._serve(connection)
        except (HangUp, OSError):
            return

    def _serve(self, connection: socket.socket) -> None:
        with self.tls.wrap_socket(connection, server_side=True) if self.tls else connection as c:
            while request := self._read(c):
                with self.lock:
                    self.requests.append(request)
                    act = next(self.acts)
                self.arrived.set()
                act(Stage(c, request, self.is_over, self.bell[0]))

    def _read(self, connection: socket.socket) -> bytes:
        """One whole request; empty when the client is gone or the test is over."""
        data = b""
        while not self.is_over.is_set():
            head, end, body = data.partition(b"\r\n\r\n")
            if end and len(body) >= int(_head(head).get("content-length", "0")):
                return data
            if connection in _readable(connection, self.bell[0]):
                more = connection.recv(65536)
                if not more:
                    return b""
                data += more
        return b""

    def end(self) -> None:
        """Have all threads end what they do."""
        self.is_over.set()
        self.bell[1].send(b"!")

    def stop(self) -> None:
        self.end()
        if self.acceptor:
            # Wakes the thread that accepts; closing alone does not.
            self.listener.shutdown(socket.SHUT_RDWR)
            self.acceptor.join(30)
        self.listener.close()
        for thread in self.threads:
            thread.join(30)
        for end in self.bell:
            end.close()


def _head(request: bytes) -> dict[str, str]:
    first, *lines = request.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return {"": first} | {name.lower(): value.strip() for name, _, value in pairs}


def _playing(script: tuple[Act, ...]) -> Iterator[Act]:
    yield from script
    while True:
        yield script[-1]


@contextmanager
def playing(
    *script: Act,
    tls: ssl.SSLContext | None = None,
    door: Door | None = None,
    is_open: bool = True,
) -> Iterator[RawServer]:
    """Run a server that plays a script; its last act repeats. One that is not open refuses."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = RawServer(_playing(script), listener, tls=tls, door=door)
    if is_open:
        server.open()
    try:
        yield server
    finally:
        server.stop()


@cache
def refused_url() -> str:
    """An address where nobody listens, and nobody else can: it is taken until the tests end."""
    taken = socket.socket()
    atexit.register(taken.close)
    taken.bind(("127.0.0.1", 0))
    return f"http://127.0.0.1:{taken.getsockname()[1]}"
