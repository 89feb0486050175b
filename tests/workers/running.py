"""What tests of workers need: a Redis, a sandbox that notes each request, and worker processes."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import define, field, frozen
from redis.asyncio import BlockingConnectionPool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from examples.workers.tasks import broker
from jetemail_api_client.sandbox import Sandbox
from jetemail_api_client.sandbox.clock import Clock

from ..redis_limits.servers import RedisServer
from .moved import OFFSET

ROOT = Path(__file__).parents[2]
TASKS = 10
"""The tasks that a worker process runs at once."""
_OF_PYTHON = {"PYTHONDEVMODE", "PYTHONWARNINGS"}


@frozen
class Request:
    """A request that arrived at the sandbox; times are those of the clock that the test moves."""

    path: str
    arrived: float
    status: int
    responded: float


@define
class Record:
    """Middleware that notes each request, whatever becomes of it."""

    app: ASGIApp
    requests: list[Request]
    now: Callable[[], float]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        arrived = self.now()

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                one = Request(scope["path"], arrived, message["status"], self.now())
                self.requests.append(one)
            await send(message)

        await self.app(scope, receive, noting if scope["type"] == "http" else send)


@define
class Place:
    """A Redis, and a sandbox in this process."""

    redis: RedisServer
    clock: Clock
    sandbox: Sandbox
    requests: list[Request] = field(factory=list)
    running: list[subprocess.Popen[bytes]] = field(factory=list)

    def move(self, seconds: float) -> None:
        """Move the clock forward: of the sandbox, of Redis and of the workers."""
        self.clock.advance(seconds)
        with self.redis.client as client:
            client.set(OFFSET, self.clock.offset)
            client.publish(OFFSET, self.clock.offset)

    def start(
        self, count: int = 1, idle_timeout: int = broker.idle_timeout
    ) -> subprocess.Popen[bytes]:
        """Start worker processes, and the one that starts them."""
        connection = self.sandbox.connection
        environment = {
            # Without development mode and its warnings: those of other packages are none of ours.
            **{name: value for name, value in os.environ.items() if name not in _OF_PYTHON},
            "REDIS_URL": self.redis.url,
            "IDLE_TIMEOUT": str(idle_timeout),
            "JETEMAIL_BASE_URL": connection["base_url"],
            "JETEMAIL_API_KEY": connection["api_key"],
            "JETEMAIL_TRANSACTIONAL_KEY": connection["transactional_key"],
        }
        command = [sys.executable, "-m", "taskiq", "worker", "tests.workers.moved:moved_broker"]
        command += [
            "--workers",
            str(count),
            "--max-async-tasks",
            str(TASKS),
            "--log-level",
            "ERROR",
        ]
        # If the test is killed, its Redis as well: they end then.
        command += ["--max-fails", "3"]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, start_new_session=True, stderr=subprocess.DEVNULL
        )
        self.running.append(process)
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Kill worker processes, and the one that started them."""
        self.running.remove(process)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def adding_to(server: RedisServer) -> Iterator[None]:
    """Have the broker of this process use a Redis."""
    backend: Any = broker.result_backend
    before = broker.connection_pool, backend.redis_pool
    broker.connection_pool, backend.redis_pool = (
        BlockingConnectionPool.from_url(server.url) for _ in range(2)
    )
    try:
        yield
    finally:
        broker.connection_pool, backend.redis_pool = before


@contextmanager
def place(folder: Path) -> Iterator[Place]:
    """Run a Redis, and a sandbox that has the limits; this process can add jobs."""
    redis = RedisServer(folder)
    redis.start()
    clock, requests = Clock(), list[Request]()
    sandbox = Sandbox(rate_limits=True, smtp_port=0, clock=clock)
    sandbox.app.add_middleware(Record, requests=requests, now=clock.now)
    with sandbox, adding_to(redis):
        made = Place(redis, clock, sandbox, requests)
        try:
            yield made
        finally:
            for process in made.running.copy():
                made.kill(process)
            redis.stop()


async def until(condition: Callable[[], object], meanwhile: Callable[[], object] = int) -> None:
    """Wait for a condition; the limit only ends a hang."""
    async with asyncio.timeout(900):
        while not condition():
            meanwhile()
            await asyncio.sleep(0.03)
