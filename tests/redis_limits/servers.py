"""Two ends for a limiter: a real Redis of the test, and one that plays its responses."""

import shutil
import socket
import socketserver
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import redis
from attrs import define, field

from jetemail_api_client._runtime.operations import Bucket
from jetemail_api_client.rate_limits import RateLimits, Wait
from jetemail_api_client.redis_limits import AsyncRedisRateLimits, RedisRateLimits

SERVER = shutil.which("redis-server")
needs_redis = pytest.mark.skipif(SERVER is None, reason="redis-server is not installed")

WINDOW = 0.4
# Times of the limiters, for both flavours: those of a minute would take minutes.
SHORT = {"_window": WINDOW, "_flight": 5.0, "_poll": 0.2, "_patience": 0.5}


def free_port() -> int:
    """Return a port of loopback that nobody uses."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port: int = bound.getsockname()[1]
        return port


@define
class RedisServer:
    """A Redis of a test, without persistence, on a port that it keeps."""

    folder: Path
    options: tuple[str, ...] = ()
    port: int = field(factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    @property
    def client(self) -> Any:
        return redis.Redis(port=self.port, decode_responses=True)

    def start(self) -> None:
        """Start it, and wait until it responds."""
        assert SERVER is not None
        command = [SERVER, "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        command += ["--dir", str(self.folder), *self.options]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        end = time.monotonic() + 30
        with self.client as client:
            while time.monotonic() < end:
                with suppress(redis.ConnectionError):
                    client.ping()
                    return
                time.sleep(0.02)
        raise TimeoutError

    def stop(self) -> None:
        """Kill it: nothing is saved."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    """Run a Redis."""
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.stop()


@define
class Limiter:
    """A limiter of either flavour, used alike."""

    given: Any

    async def wait(self, ticket: str, bucket: Bucket = "account", age: float = 0.0) -> Wait:
        if isinstance(self.given, RedisRateLimits):
            return self.given.wait(ticket, bucket, age=age, timeout=1)
        waited: Wait = await self.given.wait(ticket, bucket, age=age)
        return waited

    async def release(self, ticket: str, bucket: Bucket = "account") -> None:
        if isinstance(self.given, RedisRateLimits):
            self.given.release(ticket, bucket, timeout=1)
        else:
            await self.given.release(ticket, bucket)

    async def block(self, seconds: float) -> None:
        if isinstance(self.given, RedisRateLimits):
            self.given.block(seconds, timeout=1)
        else:
            await self.given.block(seconds)

    async def close(self) -> None:
        if isinstance(self.given, RedisRateLimits):
            self.given.close()
        else:
            await self.given.close()


KINDS = {"async": AsyncRedisRateLimits, "sync": RedisRateLimits}


def limiter(flavour: str, url: str, limit: int = 1, **options: Any) -> Limiter:
    """Return a limiter with short times, which lets out `limit` requests in a window."""
    limits = RateLimits(account=limit, email=limit)
    given = KINDS[flavour](url, limits=limits, **options)
    for name, value in SHORT.items():
        setattr(given, name, value)
    return Limiter(given)


Response = list[int] | str | Callable[[], None]
"""Integers of the script, a raw response, or what is done without one."""


@define
class PlayedRedis:
    """A server that reads commands of Redis, and plays the responses to the script."""

    script: list[Response]
    commands: list[list[bytes]] = field(factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    def respond(self, command: list[bytes]) -> bytes:
        self.commands.append(command)
        if command[0] == b"AUTH":
            return b"-WRONGPASS invalid username-password pair or user is disabled.\r\n"
        if command[0] != b"EVALSHA":
            return b"+OK\r\n"
        response = self.script.pop(0)
        if isinstance(response, list):
            return b"*%d\r\n" % len(response) + b"".join(b":%d\r\n" % one for one in response)
        if isinstance(response, str):
            return response.encode()
        response()
        return b""


@contextmanager
def played(*script: Response) -> Iterator[PlayedRedis]:
    """Run a server that plays a script."""
    state = PlayedRedis(list(script))

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(ConnectionError):
                while line := self.rfile.readline():
                    lengths = (int(self.rfile.readline()[1:]) for _ in range(int(line[1:])))
                    command = [self.rfile.read(length + 2)[:-2] for length in lengths]
                    response = state.respond(command)
                    if not response:
                        return
                    self.wfile.write(response)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        state.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()
