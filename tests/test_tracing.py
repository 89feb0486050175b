"""What an exception of an httpx transport means: whether anything was sent, by what was seen."""

import httpcore
import httpx
import pytest

from jetemail_api_client._policy import Fault

from .channels import both, status_of


class Failing(httpx.AsyncBaseTransport, httpx.BaseTransport):
    """Fails in its own way, after what it tells by the trace."""

    def __init__(self, error: Exception, *events: str | None, method: bytes = b"POST") -> None:
        self.error = error
        self.events = [event for event in events if event]
        self.info = {"request": httpcore.Request(method, "https://api.jetemail.com/")}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        for event in self.events:
            request.extensions["trace"](event, self.info)
        raise self.error

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        for event in self.events:
            await request.extensions["trace"](event, self.info)
        raise self.error


SENDING = "http11.send_request_headers.started"
CONNECTING = "connection.connect_tcp.started"


@pytest.mark.parametrize("error", [LookupError, AssertionError, RuntimeError, httpx.StreamClosed])
@pytest.mark.parametrize(
    ("event", "may_have_arrived"), [(None, True), (CONNECTING, False), (SENDING, True)]
)
async def test_exception_of_ones_own(
    error: type[Exception],
    event: str | None,
    may_have_arrived: bool,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A transport that fails in its own way is a fault; the log tells where, and no text."""
    raised = error() if error is httpx.StreamClosed else error("planted")
    reason = f"what sends the request failed with {error.__name__}"

    assert [Fault(reason, may_have_arrived)] * 2 == await both(Failing(raised, event))
    assert f"{error.__name__} in handle_async_request" in caplog.text
    assert "planted" not in caplog.text


@pytest.mark.parametrize(
    ("error", "event", "expected"),
    [
        (httpx.ConnectError("planted"), None, "not sent"),
        (httpx.PoolTimeout("planted"), None, "not sent"),
        (httpx.UnsupportedProtocol("planted"), None, "not sent"),
        # There are transports that raise it when an answer does not come.
        (httpx.ConnectTimeout("planted"), None, "unknown"),
        (httpx.ConnectTimeout("planted"), CONNECTING, "not sent"),
        (httpx.ConnectError("planted"), SENDING, "unknown"),
        (httpx.ReadError("planted"), None, "unknown"),
        (OSError("planted"), CONNECTING, "not sent"),
        (OSError("planted"), None, "unknown"),
    ],
)
async def test_exception_as_httpx_has_it(
    error: Exception, event: str | None, expected: str, caplog: pytest.LogCaptureFixture
) -> None:
    """What was seen decides whether something was sent, else an exception that can be trusted."""
    events = await both(Failing(error, event))

    assert [expected] * 2 == [status_of(event) for event in events]
    assert "planted" not in f"{events} {caplog.text}"


async def test_transport_that_tries_again() -> None:
    """What went out once may have arrived, though a second try of the transport cannot connect."""
    transport = Failing(httpx.ConnectError("refused"), CONNECTING, SENDING, CONNECTING)

    assert ["unknown"] * 2 == [status_of(event) for event in await both(transport)]


async def test_tunnel_of_a_proxy() -> None:
    """What a proxy is asked for before the request is no part of it."""
    transport = Failing(httpx.ConnectError("no TLS"), CONNECTING, SENDING, method=b"CONNECT")

    assert ["not sent"] * 2 == [status_of(event) for event in await both(transport)]
