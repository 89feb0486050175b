"""Connections: looked up, tried one after the other, looked at and stopped."""

import selectors
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from jetemail_api_client._faults import ClosedError

from .streams import idle, served, soon, stream_to, until

look_up = socket.getaddrinfo


def full() -> tuple[socket.socket, list[socket.socket]]:
    """An address at which nothing answers: whoever listens there accepts nobody any more."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=0)
    tries = []
    for _ in range(50):
        one = socket.socket()
        tries.append(one)
        one.settimeout(0.1)
        try:
            one.connect(listener.getsockname())
        except TimeoutError:
            break
    return listener, tries


def names(monkeypatch: pytest.MonkeyPatch, resolve: Callable[[], Any]) -> None:
    """Let every name be looked up so; addresses are still what they are."""

    def getaddrinfo(host: Any, port: Any, **options: Any) -> Any:
        with suppress(socket.gaierror):
            return look_up(host, port, **{**options, "flags": socket.AI_NUMERICHOST})
        if options["flags"] & socket.AI_NUMERICHOST:
            raise socket.gaierror
        return resolve()

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


def test_look_up_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A look-up that does not come back is left behind when the time is up."""
    is_over = threading.Event()
    names(monkeypatch, lambda: is_over.wait(60) and [])
    began = time.monotonic()
    with stream_to(1, "nobody.example") as stream, pytest.raises(TimeoutError):
        stream.open(soon(0.1))
    waited = time.monotonic() - began
    is_over.set()

    assert waited < 30


def test_look_up_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that nobody knows is an error of the system."""

    def fail() -> None:
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    names(monkeypatch, fail)
    with (
        stream_to(1, "nobody.example") as stream,
        pytest.raises(socket.gaierror, match="not known"),
    ):
        stream.open(soon())


def test_stop_during_a_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for a look-up is not kept waiting when the client is closed."""
    is_over = threading.Event()
    names(monkeypatch, lambda: is_over.wait(60) and [])
    with stream_to(1, "nobody.example") as stream:
        stopper = threading.Timer(0.05, stream.stop)
        stopper.start()
        with pytest.raises(ClosedError):
            stream.open(soon())
        stopper.join()
    is_over.set()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_no_threads(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address needs no look-up; where no thread can be started, a name is looked up directly."""

    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with served(idle) as port:
        monkeypatch.setattr(threading.Thread, "start", refuse)
        names(monkeypatch, lambda: look_up("127.0.0.1", port, type=socket.SOCK_STREAM))
        with stream_to(port, host) as stream:
            stream.open(soon())
            assert stream.is_open


@pytest.mark.parametrize("order", ["dead refused good", "refused good dead"])
def test_several_addresses(order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that does not answer, or refuses, leaves time for the next one."""
    listener, tries = full()
    with served(idle) as port:
        ports = {"dead": listener.getsockname()[1], "refused": 1, "good": port}
        found = [
            look_up("127.0.0.1", ports[kind], type=socket.SOCK_STREAM)[0] for kind in order.split()
        ]
        names(monkeypatch, lambda: found)
        with stream_to(port, "some.example") as stream:
            stream.open(soon(1.5))
            assert stream.is_open
    for one in (listener, *tries):
        one.close()


def test_addresses_that_do_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """All addresses together take no more time than there is."""
    listener, tries = full()
    dead = look_up("127.0.0.1", listener.getsockname()[1], type=socket.SOCK_STREAM)
    names(monkeypatch, lambda: dead * 20)
    began = time.monotonic()
    with stream_to(1, "some.example") as stream, pytest.raises(TimeoutError):
        stream.open(soon(0.3))
    waited = time.monotonic() - began
    for one in (listener, *tries):
        one.close()

    assert waited < 5


def test_refused() -> None:
    """Where nobody listens, the system's error is raised."""
    with stream_to(1) as stream, pytest.raises(ConnectionRefusedError):
        stream.open(soon())


def test_false_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket that seems to have something to read, and has not, is waited for once more."""
    with served(idle) as port, stream_to(port) as stream:
        stream.open(soon())
        monkeypatch.setattr(stream, "_ready", lambda *_: selectors.EVENT_READ)
        with pytest.raises(TimeoutError):
            stream.receive(soon(0.05))


def test_full_for_a_moment() -> None:
    """What the system does not take at once goes out later."""
    tries = []

    class Full(socket.socket):
        def send(self, data: Any, flags: int = 0) -> int:
            tries.append(len(data))
            if len(tries) == 1:
                raise BlockingIOError
            return super().send(data, flags)

    def echo(connection: socket.socket, _: threading.Event) -> None:
        connection.sendall(connection.recv(1000))

    with served(echo) as port, stream_to(port) as stream:
        stream.open(soon())
        assert stream._socket
        stream._socket = Full(fileno=stream._socket.detach())
        stream.send(b"request")

        assert b"request" == stream.receive(soon())
        assert [7, 7] == tries


def test_quiet() -> None:
    """What comes unasked can be seen without waiting, and without taking it."""
    may_speak = threading.Event()

    def speak(connection: socket.socket, is_over: threading.Event) -> None:
        may_speak.wait(30)
        connection.sendall(b"unasked")
        is_over.wait(30)

    with served(speak) as port, stream_to(port) as stream:
        stream.open(soon())
        assert stream.is_quiet()
        may_speak.set()
        until(lambda: not stream.is_quiet())

        assert not stream.is_quiet()
        assert b"unasked" == stream.receive(soon())


def test_stop() -> None:
    """A thread that waits for bytes wakes up; a stopped stream is opened no more."""
    with served(idle) as port, stream_to(port) as stream:
        stream.open(soon())
        stopper = threading.Timer(0.05, stream.stop)
        stopper.start()

        assert b"" == stream.receive(soon())
        stopper.join()

    with stream_to(1) as other:
        other.stop()
        with pytest.raises(ClosedError):
            other.open(soon())


def test_send_after_stop() -> None:
    """Nothing goes out any more."""
    with served(idle) as port, stream_to(port) as stream:
        stream.open(soon())
        stream.stop()
        stream.send(b"request")
        with pytest.raises(OSError, match=r"pipe|connected"):
            stream.receive(soon())

        assert 0 == stream.sent
