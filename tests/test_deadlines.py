"""No attempt outlives its time, whatever the server does and whatever sends."""

import time

import httpx
import pytest

from jetemail_api_client import JetEmail, errors

from .conftest import KEY, Flavour, failure
from .raw_server import Stage, created, drip, playing, silence

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"


async def test_quick_drip(flavour: Flavour) -> None:
    """A body of which there is always a byte to read ends with the attempt as well."""
    with playing(drip(HEAD, every=0.0005)) as server:
        started = time.monotonic()
        error = await failure(flavour, server.base_url, attempt_timeout=1.0)

        assert isinstance(error, errors.APITimeoutError)
        assert time.monotonic() - started < 20


def test_drip_through_another_transport() -> None:
    """A transport that limits each read only is cut off by the channel."""
    with (
        playing(drip(HEAD, every=0.02)) as server,
        JetEmail(KEY, base_url=server.base_url, transport=httpx.HTTPTransport()) as jetemail,
        pytest.raises(errors.APITimeoutError) as caught,
    ):
        jetemail.with_options(attempt_timeout=1.0).suppressions.create(target_value="a@b.com")

    assert ("total", "unknown") == (caught.value.phase, caught.value.outcome)


def test_silence_through_another_transport() -> None:
    """What such a transport waits for in the middle of a body is the rest of it."""

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


async def test_longest_times(flavour: Flavour) -> None:
    """The longest times that can be set are none that the system cannot wait."""
    most = 1_000_000
    with playing(created) as server:
        result = await flavour.create(
            server.base_url, deadline=most, attempt_timeout=most, connect_timeout=most
        )

    assert result.success
