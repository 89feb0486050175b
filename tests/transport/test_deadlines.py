"""Attempts end at their deadline, over any transport."""

import socket
import threading
import time
from collections.abc import Iterator

import httpcore
import httpx
import pytest

from jetemail_api_client import JetEmail, errors
from jetemail_api_client._call.exchange import Response
from jetemail_api_client._transport.adapter import Adapter
from jetemail_api_client._transport.network import Backend

from ..adapters import sending
from ..conftest import KEY, Flavour
from ..mailing import PLAIN, QUEUED, call_with
from ..raw_server import CREATED, Stage, created, drip, playing, respond_json, silence

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"


def test_read_after_the_deadline() -> None:
    """After the deadline, received data is read, and nothing is waited for."""
    with playing(silence) as server:
        host, port = server.base_url.removeprefix("http://").split(":")
        backend = Backend(is_proxied=False)
        stream = backend.connect_tcp(host, int(port), time.monotonic() + 30)
        with pytest.raises(httpcore.ReadTimeout):
            stream.read(1, time.monotonic())
        backend.close()


def test_drip_over_the_transport_of_httpx() -> None:
    """A body received byte by byte ends at the deadline, though each read is in time."""
    with (
        playing(drip(HEAD, every=0.02)) as server,
        JetEmail(KEY, base_url=server.base_url, transport=httpx.HTTPTransport()) as jetemail,
        pytest.raises(errors.APITimeoutError) as caught,
    ):
        jetemail.with_options(attempt_timeout=1.0).suppressions.create(target_value="a@b.com")

    assert ("total", "unknown") == (caught.value.phase, caught.value.outcome)


def test_silence_over_the_transport_of_httpx() -> None:
    """A read timeout within the body has the phase "total"."""

    def fall_silent(stage: Stage) -> None:
        stage.send(HEAD)
        silence(stage)

    with (
        playing(fall_silent) as server,
        JetEmail(KEY, base_url=server.base_url, transport=httpx.HTTPTransport()) as jetemail,
        pytest.raises(errors.APITimeoutError) as caught,
    ):
        jetemail.with_options(attempt_timeout=1.0).suppressions.create(target_value="a@b.com")

    assert ("total", "unknown") == (caught.value.phase, caught.value.outcome)


async def test_very_long_timeouts(flavour: Flavour) -> None:
    """Timeouts of 1,000,000 s are accepted by the system."""
    most = 1_000_000
    with playing(created) as server:
        result = await flavour.create(
            server.base_url, deadline=most, attempt_timeout=most, connect_timeout=most
        )

    assert result.success


class LateBody(httpx.SyncByteStream):
    """A body that is received after the deadline."""

    def __iter__(self) -> Iterator[bytes]:
        time.sleep(0.1)
        yield CREATED[:5]
        yield CREATED[5:]


def test_body_received_by_the_deadline() -> None:
    """Data received by the deadline is read to its end."""
    adapter = Adapter(httpx.MockTransport(lambda _: httpx.Response(200, stream=LateBody())))
    event = adapter.exchange(sending("https://api.jetemail.com/", timeout=0.05))

    assert isinstance(event, Response)
    assert CREATED == event.content


async def test_upload_that_takes_longer_than_an_attempt(flavour: Flavour) -> None:
    """A large upload to a server that reads late has more time than a short request."""

    def read_late(number: int, connection: socket.socket, is_over: threading.Event) -> None:
        is_over.wait(0.5)

    options = {"attempt_timeout": 0.1, "max_attempts": 1}
    with playing(respond_json(201, QUEUED), door=read_late) as server:
        await call_with(
            options,
            flavour,
            server.base_url,
            "send",
            attachments=[("a.bin", bytes(4_000_000))],
            **PLAIN,
        )

    assert 1 == len(server.requests)
