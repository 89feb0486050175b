"""A server that sends the same response to every request, as fast as Python can.

    python -m benchmarks.server

It prints its port, and ends when its standard input is closed. Two paths differ: a request below
/hold never gets a response, and GET /connections returns the counts of connections.
"""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
CREATED = b'{"success":true,"message":"SMTP user created successfully"}'


def _response(body: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    return head % len(body) + body


RESPONSE = _response(CREATED)


class _Connections:
    """Counts of connections: open, maximum and total."""

    def __init__(self) -> None:
        self.open = self.max_open = self.total = 0

    def opened(self) -> None:
        self.open += 1
        self.total += 1
        self.max_open = max(self.max_open, self.open)

    def closed(self) -> None:
        self.open -= 1


class _Connection(asyncio.Protocol):
    def __init__(self, connections: _Connections) -> None:
        self._connections = connections
        self._unread = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport
        self._connections.opened()

    def connection_lost(self, exc: Exception | None) -> None:
        self._connections.closed()

    def data_received(self, data: bytes) -> None:
        self._unread += data
        while (end := self._unread.find(b"\r\n\r\n")) >= 0:
            head = self._unread[:end]
            length = _content_length(head)
            if len(self._unread) < end + 4 + length:
                return
            self._unread = self._unread[end + 4 + length :]
            self._respond(head)

    def _respond(self, head: bytes) -> None:
        path = head.split(b" ", 2)[1]
        if path == b"/connections":
            counts = {"most": self._connections.max_open, "total": self._connections.total}
            self._transport.write(_response(json.dumps(counts).encode()))
        elif not path.startswith(b"/hold/"):
            self._transport.write(RESPONSE)


def _content_length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


@contextmanager
def running() -> Iterator[str]:
    """Run the server on the last core and this process on the first, and give its URL."""
    cores = sorted(os.sched_getaffinity(0))
    command = [sys.executable, "-m", "benchmarks.server"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        os.sched_setaffinity(process.pid, cores[-1:])
        os.sched_setaffinity(0, cores[:1])
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            os.sched_setaffinity(0, cores)


def connections(url: str) -> dict[str, int]:
    """Return the maximum of open connections ("most") and the total, before this request.

    The measured client must be closed.
    """
    with urlopen(f"{url}/connections") as response:
        counts: dict[str, int] = json.load(response)
    return counts | {"total": counts["total"] - 1}


async def _main() -> None:
    loop = asyncio.get_running_loop()
    seen = _Connections()
    server = await loop.create_server(lambda: _Connection(seen), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(_main())
