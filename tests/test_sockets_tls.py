"""Bytes over sockets in both directions, in the clear and over TLS, all until one moment."""

import selectors
import socket
import ssl
import threading
import time

import pytest

from jetemail_api_client import _sockets

from .streams import Side, idle, over_tls, served, soon, stream_to, trusted, trusting


def slow_reader(connection: socket.socket, is_over: threading.Event) -> None:
    """Take a few bytes now and then."""
    while not is_over.wait(0.02):
        connection.recv(1000)


@pytest.mark.parametrize("selector", ["PollSelector", "SelectSelector"])
def test_both_directions(selector: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes come in while others go out, however the system lets a socket be waited for."""
    content = bytes(range(256)) * 20_000
    monkeypatch.setattr(_sockets, "_Selector", getattr(selectors, selector))

    def echo(connection: socket.socket, _: threading.Event) -> None:
        while data := connection.recv(65536):
            connection.sendall(data)

    for tls in (False, True):
        side: Side = over_tls(echo) if tls else echo
        with served(side) as port, stream_to(port, tls=trusting() if tls else None) as stream:
            stream.open(soon())
            stream.send(content)
            came = b""
            while len(came) < len(content):
                came += stream.receive(soon())

            assert content == came
            assert stream.sent >= len(content)
            assert not stream.is_sending
            # Nor is it held any longer.
            assert (b"", b"") == (stream._content.obj, stream._outgoing.obj)


@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.parametrize("reader", [slow_reader, idle])
def test_slow_reader(reader: Side, tls: bool) -> None:
    """A server that takes a few bytes now and then, or none, does not hold a thread for longer."""
    side: Side = over_tls(reader) if tls else reader
    with (
        served(side, room=4096) as port,
        stream_to(port, tls=trusting() if tls else None) as stream,
    ):
        stream.open(soon())
        assert stream._socket
        stream._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        stream.send(bytes(50_000_000))
        began = time.monotonic()
        for _ in range(2):
            with pytest.raises(TimeoutError):
                stream.receive(soon(0.2))

        assert time.monotonic() - began < 20
        assert stream.is_sending
        assert stream.sent > 0


def test_slow_handshake() -> None:
    """A handshake that comes byte by byte ends when connecting must."""

    def drip(connection: socket.socket, is_over: threading.Event) -> None:
        # The head of a long record, and then what is in it.
        connection.sendall(b"\x16\x03\x03\x40\x00")
        while not is_over.wait(0.02):
            connection.sendall(b"\x00")

    with served(drip) as port, stream_to(port, tls=trusting()) as stream:
        began = time.monotonic()
        with pytest.raises(TimeoutError):
            stream.open(soon(0.3))

        assert time.monotonic() - began < 20


def test_handshake_that_breaks() -> None:
    """A server that hangs up in the middle of a handshake is an error of TLS."""

    def hang_up(connection: socket.socket, _: threading.Event) -> None:
        connection.recv(1)

    with served(hang_up) as port, stream_to(port, tls=trusting()) as stream:
        with pytest.raises(OSError, match=r"EOF|reset"):
            stream.open(soon())


def test_ends_of_tls() -> None:
    """An end that the server declared is an end; one that may be somebody else's is not."""

    def end(connection: socket.socket, _: threading.Event) -> None:
        with trusted().wrap_socket(connection, server_side=True) as sealed:
            sealed.sendall(b"content")
            if is_declared:
                sealed.unwrap()

    for is_declared in (True, False):
        with served(end) as port, stream_to(port, tls=trusting()) as stream:
            stream.open(soon())
            assert b"content" == stream.receive(soon())
            if is_declared:
                assert b"" == stream.receive(soon())
                assert not stream.is_quiet()
            else:
                with pytest.raises(ssl.SSLError):
                    stream.receive(soon())
