"""A proxy on loopback that tunnels, refuses or hangs."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from attrs import define, field


@define
class Proxy:
    """A running proxy and the requests that it received."""

    url: str
    requests: list[bytes] = field(factory=list)


@contextmanager
def proxying(status: str | None = "200 Connection established") -> Iterator[Proxy]:
    """Run a proxy that gives every request this status; with None it does not respond."""
    is_over = threading.Event()
    threads: list[threading.Thread] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        proxy = Proxy(f"http://127.0.0.1:{listener.getsockname()[1]}")

        def accept() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    thread = threading.Thread(target=serve, args=(connection,))
                    thread.start()
                    threads.append(thread)

        def serve(connection: socket.socket) -> None:
            with connection, suppress(OSError):
                head = b""
                while b"\r\n\r\n" not in head:
                    if not (data := connection.recv(65536)):
                        return
                    head += data
                proxy.requests.append(head)
                if status is None:
                    is_over.wait(30)
                    return
                connection.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())
                if status.startswith("200"):
                    tunnel(connection, head.split(b" ")[1])

        def tunnel(connection: socket.socket, target: bytes) -> None:
            host, _, port = target.decode().rpartition(":")
            with socket.create_connection((host, int(port))) as other:
                back = threading.Thread(target=copy, args=(other, connection))
                back.start()
                copy(connection, other)
                back.join()

        acceptor = threading.Thread(target=accept)
        acceptor.start()
        try:
            yield proxy
        finally:
            is_over.set()
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            for thread in (acceptor, *threads):
                thread.join(5)


def copy(source: socket.socket, target: socket.socket) -> None:
    """Forward data and EOF."""
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
