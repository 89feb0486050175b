"""A socket server that plays a script, one act for each request, and logs the requests.

A request that was read completely is an effect: the oracle for what the client may have done.
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
    """The connection and the request that an act responds to."""

    connection: socket.socket
    request: bytes
    is_over: threading.Event
    bell: socket.socket
    """Readable at the end of the test."""

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)


Act = Callable[[Stage], None]
Door = Callable[[int, socket.socket, threading.Event], None]
"""Called for each new connection, before reading: its number, its socket, and the end event."""


class HangUp(Exception):  # noqa: N818 - no error: it closes a connection
    """Raised by an act to close the connection."""


def respond(status: int, body: bytes = b"", headers: str = "", reason: str = "Whatever") -> Act:
    """Send a complete response; the connection stays open."""
    head = f"HTTP/1.1 {status} {reason}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return lambda stage: stage.send(head.encode() + body)


def respond_json(status: int, body: object, headers: str = "") -> Act:
    """Send a complete response with a JSON body."""
    return respond(
        status, json.dumps(body).encode(), f"Content-Type: application/json\r\n{headers}"
    )


created = respond(200, CREATED, "Content-Type: application/json\r\n")


def cut(data: bytes) -> Act:
    """Send bytes that are no complete response, and close the connection."""

    def act(stage: Stage) -> None:
        stage.send(data)
        raise HangUp

    return act


close = cut(b"")


def reset(stage: Stage) -> None:
    """Reset the connection without a response."""
    stage.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raise HangUp


def silence(stage: Stage) -> None:
    """Send nothing until the client closes the connection or the test ends."""
    while stage.connection in _readable(stage.connection, stage.bell):
        if not stage.connection.recv(65536):
            break
    raise HangUp


def _readable(connection: socket.socket, bell: socket.socket) -> list[socket.socket]:
    """Wait until one of the two sockets has data to read."""
    if isinstance(connection, ssl.SSLSocket) and connection.pending():
        return [connection]
    return select.select([connection, bell], [], [])[0]


def drip(head: bytes, every: float) -> Act:
    """Send the head of a response, then one byte at a time."""

    def act(stage: Stage) -> None:
        stage.send(head)
        while not stage.is_over.wait(every):
            stage.send(b" ")
        raise HangUp

    return act


@define
class RawServer:
    """A server on loopback; `requests` holds the requests that were read completely."""

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
    """A byte written to the second socket wakes all threads, which wait on the first."""

    @property
    def base_url(self) -> str:
        host, port = self.listener.getsockname()
        return f"{'https' if self.tls else 'http'}://{host}:{port}"

    @property
    def effects(self) -> list[bytes]:
        """The requests that may have acted: all but GET requests."""
        return [request for request in self.requests if not request.startswith(b"GET ")]

    @property
    def bodies(self) -> list[bytes]:
        return [request.partition(b"\r\n\r\n")[2] for request in self.requests]

    def heads(self) -> list[dict[str, str]]:
        """Return the headers of each request by name in lower case; "" is the request line."""
        return [_head(request) for request in self.requests]

    def open(self) -> None:
        """Start to accept connections."""
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
            thread = threading.Thread(target=self._handle, args=(self.connections, connection))
            # Registered before it responds: a test with a response may join all threads.
            with self.lock:
                thread.start()
                self.threads.append(thread)

    def _handle(self, number: int, connection: socket.socket) -> None:
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
        """Return one complete request; empty at the end of the connection or of the test."""
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
        """Make all threads end."""
        self.is_over.set()
        self.bell[1].send(b"!")

    def stop(self) -> None:
        self.end()
        if self.acceptor:
            # Closing alone would not wake the thread that accepts.
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
    """Run a server that plays a script; its last act repeats. A closed one rejects connections."""
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
    """Return a URL whose port is bound, by this process, but rejects connections."""
    taken = socket.socket()
    atexit.register(taken.close)
    taken.bind(("127.0.0.1", 0))
    return f"http://127.0.0.1:{taken.getsockname()[1]}"
