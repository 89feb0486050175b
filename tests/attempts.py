"""Single attempts of the sync channel, for the tests of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from jetemail_api_client._blocking import BlockingChannel
from jetemail_api_client._policy import Answer, Fault
from jetemail_api_client._steps import Send

from .raw_server import Act, RawServer, cut, playing

OK = b"HTTP/1.1 200 OK\r\n"


def sending(url: str, method: str = "POST", content: bytes | None = b"{}", **times: float) -> Send:
    """A step to send something."""
    times = {"timeout": 30, "connect_timeout": 30, **times}
    return Send(method=method, url=url, headers=(), content=content, **times)


@contextmanager
def channel_to(url: str, max_connections: int = 100) -> Iterator[BlockingChannel]:
    """A channel, closed at the end."""
    channel = BlockingChannel(url, max_connections)
    try:
        yield channel
    finally:
        channel.close()


def exchanged(act: Act, *, seconds: float = 30) -> Answer | Fault:
    """What comes of one attempt at a server that does this."""
    with playing(act) as server, channel_to(server.base_url) as channel:
        return channel.exchange(sending(server.base_url, timeout=seconds))


def statuses(server: RawServer, channel: BlockingChannel, count: int) -> list[int | None]:
    """The statuses of so many attempts, one after the other; None for a fault."""
    events = [channel.exchange(sending(server.base_url)) for _ in range(count)]
    return [event.status if isinstance(event, Answer) else None for event in events]


def played(data: bytes, *, hangs_up: bool = False) -> Act:
    """Send these bytes, and wait for the next request or hang up."""
    return cut(data) if hangs_up else lambda stage: stage.send(data)
