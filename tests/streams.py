"""Streams to servers that do one thing, for the tests of sockets."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

import trustme

from jetemail_api_client._sockets import Stream

AUTHORITY = trustme.CA()

Side = Callable[[socket.socket, threading.Event], None]
"""What a server does with a connection, until it is over."""


def soon(seconds: float = 30.0) -> float:
    """A moment that is so many seconds away."""
    return time.monotonic() + seconds


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = soon()
    while not is_so() and time.monotonic() < end:
        time.sleep(0.001)


def trusting() -> ssl.SSLContext:
    """A client's side of TLS."""
    context = ssl.create_default_context()
    AUTHORITY.configure_trust(context)
    return context


def trusted() -> ssl.SSLContext:
    """A server's side of TLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    AUTHORITY.issue_cert("127.0.0.1").configure_cert(context)
    return context


@contextmanager
def served(side: Side, *, room: int = 0) -> Iterator[int]:
    """A server that does this with one connection, until it is over; its port.

    Args:
        side: What it does.
        room: Bytes that it takes in without reading them.
    """
    is_over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        if room:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)

        def serve() -> None:
            with suppress(OSError), closing(listener.accept()[0]) as connection:
                side(connection, is_over)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            is_over.set()
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            thread.join(30)


def idle(connection: socket.socket, is_over: threading.Event) -> None:
    """Do nothing."""
    is_over.wait(30)


def over_tls(side: Side) -> Side:
    """The same side, over TLS."""

    def wrapped(connection: socket.socket, is_over: threading.Event) -> None:
        with trusted().wrap_socket(connection, server_side=True) as sealed:
            side(sealed, is_over)

    return wrapped


@contextmanager
def stream_to(
    port: int, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> Iterator[Stream]:
    """A stream, closed at the end."""
    stream = Stream(host, port, tls)
    try:
        yield stream
    finally:
        stream.close()
