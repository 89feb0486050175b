"""A local service that receives the deliveries of a sandbox."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Queue
from typing import Any

from attrs import define, field
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from jetemail_api_client.sandbox import running


@define
class Received:
    """A request that arrived."""

    method: str
    headers: dict[str, str]
    body: bytes


@define
class Receiver:
    """Keeps what arrives, and responds with the given statuses, then with 204."""

    url: str = ""
    statuses: list[int] = field(factory=list)
    arrived: "Queue[Received]" = field(factory=Queue)

    async def receive(self, request: Request) -> Response:
        received = Received(request.method, dict(request.headers), await request.body())
        status = self.statuses.pop(0) if self.statuses else 204
        self.arrived.put(received)
        return Response(status_code=status)

    def next(self) -> Received:
        """Return what arrived next."""
        return self.arrived.get(timeout=30)


@contextmanager
def receiving(*statuses: int) -> Iterator[Receiver]:
    """Run a receiver on this machine."""
    receiver = Receiver(statuses=list(statuses))
    handler: Any = receiver.receive
    app = Starlette(routes=[Route("/hook", handler, methods=["POST", "PUT"])])
    with running(app) as url:
        receiver.url = f"{url}/hook"
        yield receiver


def wait_until(condition: Callable[[], object]) -> None:
    """Wait until something is true, which another thread does."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)
