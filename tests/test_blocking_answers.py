"""The sync channel over raw sockets: what it sends, and what it makes of what comes."""

import gzip
import socket
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest
from attrs import evolve

from jetemail_api_client import _sockets
from jetemail_api_client._policy import Answer, Fault

from .attempts import OK, channel_to, exchanged, played, sending, statuses
from .raw_server import answer, created, cut, playing, reset

BROKEN = "the connection broke before the answer was complete"


@pytest.mark.parametrize(
    ("base_url", "host"),
    [
        ("https://api.jetemail.com", "api.jetemail.com"),
        ("HTTPS://API.JetEmail.com:443/v1", "api.jetemail.com"),
        ("https://api.jetemail.com:8443", "api.jetemail.com:8443"),
        ("http://localhost:80", "localhost"),
        ("http://localhost:443", "localhost:443"),
        ("http://[::1]:8000", "[::1]:8000"),
        ("http://[::1]", "[::1]"),
    ],
)
def test_host(base_url: str, host: str) -> None:
    """The header names the server as its address does, and its port unless it is the usual one."""
    with channel_to(base_url) as channel:
        head = channel._head(sending(f"{base_url}/a?b=%20"))

    assert host.encode() == dict(head.headers)[b"host"]
    assert head.target.endswith(b"/a?b=%20")


@pytest.mark.parametrize(
    ("method", "content", "headers"),
    [
        ("GET", None, {}),
        ("DELETE", None, {}),
        ("POST", None, {"content-length": "0"}),
        ("POST", b"{}", {"content-length": "2"}),
        ("DELETE", b"{}", {"content-length": "2"}),
        ("POST", bytes(range(256)) * 1000, {"content-length": "256000"}),
    ],
)
def test_request(method: str, content: bytes | None, headers: Mapping[str, str]) -> None:
    """A body has its length, its absence is said where one is usual, and nothing is added."""
    with playing(created) as server, channel_to(server.base_url) as channel:
        send = evolve(sending(server.base_url, method, content), headers=(("X-Own", "1"),))
        channel.exchange(send)
        (head,), (body,) = server.heads(), server.bodies
        host = server.base_url.removeprefix("http://")

    own = {"": f"{method} / HTTP/1.1", "host": host, "x-own": "1", "accept-encoding": "gzip"}
    assert (content or b"", {**own, **headers}) == (body, head)


def test_answer() -> None:
    """Names are in lower case, and what was sent several times is one value."""
    act = answer(201, b"{}", "X-One: 1\r\nx-one: 2\r\nX-Odd: \xe9\r\n")
    event = exchanged(act)

    assert isinstance(event, Answer)
    assert (201, b"{}", True) == (event.status, event.content, event.whole)
    assert {"content-length": "2", "x-one": "1, 2", "x-odd": "Ã©"} == event.headers


@pytest.mark.parametrize(
    ("data", "hangs_up", "content"),
    [
        (OK + b"Content-Length: 2\r\n\r\n{}", False, b"{}"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n", False, b"{}"),
        (OK + b"\r\n{}", True, b"{}"),
        (b"HTTP/1.0 200 OK\r\n\r\n{}", True, b"{}"),
        (b"HTTP/1.1 204 No\r\n\r\n", False, b""),
        (b"HTTP/1.1 100 Go\r\n\r\nHTTP/1.1 103 Hint\r\n\r\n" + OK + b"\r\n{}", True, b"{}"),
        (OK + b"X: " + b"x" * 60_000 + b"\r\n\r\n{}", True, b"{}"),
    ],
)
def test_ends_of_bodies(data: bytes, hangs_up: bool, content: bytes) -> None:
    """A body ends where its framing says; heads that only announce another are passed over."""
    event = exchanged(played(data, hangs_up=hangs_up))

    assert isinstance(event, Answer)
    assert content == event.content


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no HTTP at all\r\n\r\n",
        OK[:-2],
        OK + b"Content-Length: 3\r\n\r\n{}",
        OK + b"Content-Length: 3, 4\r\n\r\n{}",
        OK + b"Content-Length: x\r\n\r\n{}",
        OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\nz\r\n{}\r\n",
        OK + b"Transfer-Encoding: gzip\r\n\r\n",
        OK + b"Content-Encoding: gzip\r\n\r\nno gzip",
        OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"{}", mtime=0)[:-1],
        OK + b"X: " + b"x" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 099 Odd\r\n\r\n",
        b"HTTP/1.1 600 Odd\r\n\r\n",
        b"HTTP/1.1 999 Odd\r\n\r\n",
        b"HTTP/1.1 1000 Odd\r\n\r\n",
        b"HTTP/1.1 101 Switch\r\nUpgrade: x\r\n\r\n",
        b"HTTP/2 200 OK\r\n\r\n",
    ],
)
def test_what_is_no_answer(data: bytes) -> None:
    """What is cut, or no HTTP, is a broken connection: the server may have acted."""
    assert Fault(BROKEN, True) == exchanged(cut(data))


def test_reset() -> None:
    """A reset says what the system says."""
    assert Fault(f"{BROKEN} (Connection reset by peer)", True) == exchanged(reset)


def test_answer_beyond_any_measure() -> None:
    """A body that does not end is cut off, and its connection is not used again."""
    bomb = gzip.compress(bytes(65 * 1024 * 1024))
    with playing(answer(200, bomb, "Content-Encoding: gzip\r\n"), created) as server:
        with channel_to(server.base_url) as channel:
            event = channel.exchange(sending(server.base_url))
            assert [200] == statuses(server, channel, 1)

        assert 2 == server.connections
    assert isinstance(event, Answer)
    assert (False, 64 * 1024 * 1024) == (event.whole, len(event.content))


@pytest.mark.parametrize("is_closed", [True, False])
def test_early_answer(is_closed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that comes before the whole body was taken is the answer, close or not."""
    # More than is read at once, and less than what a closing server throws away.
    monkeypatch.setattr(_sockets, "_PIECE", 1000)
    content = bytes(5000)

    def refuse(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        connection.recv(1000)
        head = b"HTTP/1.1 413 Too large\r\nContent-Length: %d\r\n\r\n" % len(content)
        connection.sendall(head + content)
        if not is_closed:
            is_over.wait(5)
        connection.close()

    is_over = threading.Event()
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        ThreadPoolExecutor(1) as pool,
        channel_to(f"http://127.0.0.1:{listener.getsockname()[1]}") as channel,
    ):
        pool.submit(refuse, listener)
        event = channel.exchange(sending(channel._origin, content=bytes(50_000_000)))
        is_over.set()
        # What was not taken of this body would be taken for the next request.
        assert not any(connection.is_fit() for _, connection in channel._pool._kept)

    assert isinstance(event, Answer)
    assert (413, content) == (event.status, event.content)
