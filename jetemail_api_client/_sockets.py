"""The bytes of a connection, with TLS or without; nothing takes longer than until its end.

An end is a moment of `time.monotonic()`. A socket's own timeout begins anew with each byte, so a
server that gives or takes one now and then would hold a thread for as long as it likes.
"""

import selectors
import socket
import ssl
import threading
import time
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any

from ._faults import ClosedError

# Windows has no poll; its select, unlike others, has no limit that matters here.
_Selector: Any = getattr(selectors, "PollSelector", selectors.SelectSelector)

_PIECE = 64 * 1024
_NOTHING = memoryview(b"")


def left(until: float) -> float:
    """Seconds until an end.

    Raises:
        TimeoutError: There are none.
    """
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


class _Tls:
    """TLS in memory, so that its socket can be waited for in both directions at once."""

    def __init__(self, context: ssl.SSLContext, host: str) -> None:
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._engine = context.wrap_bio(self._incoming, self._outgoing, server_hostname=host)
        self.is_over = False
        """Whether the other side has said that nothing more will come."""

    def is_agreed(self) -> bool:
        """Go on with the handshake; whether nothing more must come for it."""
        with suppress(ssl.SSLWantReadError):
            self._engine.do_handshake()
            return True
        return False

    def take(self, data: bytes) -> None:
        """Take what came; empty at the end of file."""
        if data:
            self._incoming.write(data)
        else:
            self._incoming.write_eof()

    def opened(self) -> bytes:
        """The content of what came."""
        content = b""
        with suppress(ssl.SSLWantReadError):
            while piece := self._engine.read(_PIECE):
                content += piece
            self.is_over = True
        return content

    def sealed(self, piece: memoryview) -> tuple[memoryview, int]:
        """What is to be sent, and how many bytes of a piece are in it."""
        count = self._engine.write(piece) if piece else 0
        return memoryview(self._outgoing.read()), count


class Stream:
    """A connection to a server; used by one thread at a time, and stopped by any."""

    def __init__(self, host: str, port: int, tls: ssl.SSLContext | None) -> None:
        self._host, self._port, self._context = host, port, tls
        self._tls: _Tls | None = None
        self._socket: socket.socket | None = None
        self._content = self._outgoing = _NOTHING
        self.sent = 0
        """Bytes that the system has taken since the last `send`."""
        self._found: SimpleQueue[Any] = SimpleQueue()
        """What came of looking up the host: addresses, or an exception."""
        # Reentrant, like the pool's: a handler of a signal may close the client.
        self._lock = threading.RLock()
        self._is_stopped = False

    @property
    def is_open(self) -> bool:
        """Whether it was opened, and not closed."""
        return self._socket is not None

    @property
    def is_sending(self) -> bool:
        """Whether something is left to be sent."""
        return bool(self._content or self._outgoing)

    def is_quiet(self) -> bool:
        """Whether nothing has come, not even the end of file, that nobody asked for."""
        is_over = self._tls is not None and self._tls.is_over
        return not is_over and not self._ready(selectors.EVENT_READ, 0)

    def open(self, until: float) -> None:
        """Connect.

        Raises:
            TimeoutError: It took too long.
            OSError: It failed.
            ClosedError: It was stopped.
        """
        self._connect(self._addresses(until), until)
        if self._context:
            self._tls = _Tls(self._context, self._host)
            while not self._tls.is_agreed():
                self._tls.take(self._received(until))

    def _addresses(self, until: float) -> Any:
        with suppress(socket.gaierror):
            return self._look_up(socket.AI_NUMERICHOST)
        try:
            # The system's look-up has no end that could be set: a thread can be left behind.
            threading.Thread(target=self._look_up_aside, daemon=True).start()
        except RuntimeError:
            # No thread can be started any more, as when the interpreter shuts down.
            self._look_up_aside()
        try:
            found = self._found.get(timeout=left(until))
        except Empty:
            raise TimeoutError from None
        if isinstance(found, Exception):
            raise found
        return found

    def _look_up(self, flags: int = 0) -> Any:
        # As bytes: a text would be encoded once more.
        return socket.getaddrinfo(
            self._host.encode(), self._port, type=socket.SOCK_STREAM, flags=flags
        )

    def _look_up_aside(self) -> None:
        try:
            self._found.put(self._look_up())
        except OSError as error:
            self._found.put(error)

    def _connect(self, addresses: Any, until: float) -> None:
        """Try one address after the other, each with an equal share of the time that is left."""
        *others, last = addresses
        for count, other in zip(range(len(addresses), 1, -1), others, strict=True):
            with suppress(OSError):
                self._try(other, left(until) / count)
                return
        self._try(last, left(until))

    def _try(self, found: Any, seconds: float) -> None:
        family, kind, protocol, _, address = found
        self.close()
        connection = socket.socket(family, kind, protocol)
        with self._lock:
            self._socket = connection
            if self._is_stopped:
                raise ClosedError
        connection.settimeout(seconds)
        connection.connect(address)
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, content: bytes) -> None:
        """Have something sent; it goes out while an answer is waited for."""
        self._content, self.sent = memoryview(content), 0

    def receive(self, until: float) -> bytes:
        """Wait for bytes, empty at the end of file, and send what is left to be sent meanwhile.

        Raises:
            TimeoutError: It took too long.
            OSError: The connection broke.
        """
        if self._tls is None:
            return self._received(until)
        content = b""
        while not content and not self._tls.is_over:
            self._tls.take(self._received(until))
            content = self._tls.opened()
        return content

    def _received(self, until: float) -> bytes:
        assert self._socket, "it is open"  # noqa: S101 - narrows the type
        while True:
            seconds = left(until)
            self._send_on(self._socket)
            events = selectors.EVENT_READ | (selectors.EVENT_WRITE if self.is_sending else 0)
            ready = self._ready(events, seconds)
            if ready & selectors.EVENT_READ:
                # The system may have taken for readable what was not.
                with suppress(BlockingIOError):
                    return self._socket.recv(_PIECE)

    def _send_on(self, connection: socket.socket) -> None:
        """Send what the system takes at once."""
        if not self._outgoing:
            self._outgoing, count = self._sealed(self._content[:_PIECE])
            # What is sent is not held any longer, as an empty part of it would.
            self._content = self._content[count:] or _NOTHING
        try:
            count = connection.send(self._outgoing) if self._outgoing else 0
        except BlockingIOError:
            return
        except OSError:
            if not self.sent:
                raise
            # A server that wants no more may have answered before it closed.
            self._content = self._outgoing = _NOTHING
            return
        self.sent += count
        self._outgoing = self._outgoing[count:] or _NOTHING

    def _sealed(self, piece: memoryview) -> tuple[memoryview, int]:
        return self._tls.sealed(piece) if self._tls else (piece, len(piece))

    def _ready(self, events: int, seconds: float) -> int:
        with _Selector() as selector:
            selector.register(self._socket, events)
            return next((ready for _, ready in selector.select(seconds)), 0)

    def stop(self) -> None:
        """Have the thread that uses it fail soon, and close it; from any thread."""
        with self._lock, suppress(OSError):
            self._is_stopped = True
            self._found.put(ClosedError())
            # Closing would not wake a thread, and its number could soon be another connection's.
            if self._socket:
                self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close it."""
        with self._lock:
            if self._socket:
                self._socket.close()
            self._socket = None
