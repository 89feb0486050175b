"""What an exception of an httpx transport means: whether anything was sent, by what was seen."""

import httpcore
import httpx
import pytest

from .channels import both, status_of
from .conftest import Flavour


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


def behind(cause: BaseException, error: Exception) -> Exception:
    """An exception with a cause."""
    error.__cause__ = cause
    return error


SENDING = "http11.send_request_headers.started"
CONNECTING = "connection.connect_tcp.started"


@pytest.mark.parametrize(
    "error",
    [AssertionError, TypeError, LookupError, RuntimeError, FileNotFoundError, httpx.InvalidURL],
)
@pytest.mark.parametrize("event", [None, CONNECTING, SENDING])
async def test_failure_that_is_not_of_the_network(
    error: type[Exception], event: str | None, flavour: Flavour
) -> None:
    """It is neither tried again nor hidden: it reaches the caller as what it is."""
    raised = error("planted")
    with pytest.raises(error) as caught:
        await flavour.create("https://api.jetemail.com", transport=Failing(raised, event))

    assert caught.value is raised
    assert "Failing" in repr([frame.frame.f_locals.get("self") for frame in caught.traceback])
    assert [] == flavour.sleeper.pauses


@pytest.mark.parametrize(
    ("error", "event", "expected"),
    [
        (httpx.ConnectError("planted"), None, "not sent"),
        (httpx.PoolTimeout("planted"), None, "not sent"),
        (httpx.UnsupportedProtocol("planted"), None, "not sent"),
        (httpx.ProxyError("407 planted"), None, "not sent"),
        (httpx.ConnectTimeout("planted"), None, "not sent"),
        # There are transports that raise it when a response does not come.
        (behind(ConnectionResetError(), httpx.ConnectTimeout("planted")), None, "unknown"),
        (behind(TimeoutError(), httpx.ConnectTimeout("planted")), None, "not sent"),
        (httpx.WriteError("planted"), None, "unknown"),
        (httpx.ReadTimeout("planted"), None, "unknown"),
        (httpx.TimeoutException("planted"), None, "unknown"),
        (httpx.RemoteProtocolError("planted"), None, "unknown"),
        (httpx.ConnectTimeout("planted"), CONNECTING, "not sent"),
        (httpx.ConnectError("planted"), SENDING, "unknown"),
        (httpx.ReadError("planted"), None, "unknown"),
        (OSError("planted"), CONNECTING, "not sent"),
        (OSError("planted"), None, "unknown"),
    ],
)
async def test_exception_as_httpx_has_it(
    error: Exception, event: str | None, expected: str
) -> None:
    """What was seen decides whether something was sent, else an exception that can be trusted."""
    events = await both(Failing(error, event))

    assert [expected] * 2 == [status_of(event) for event in events]


class CarrierError(Exception):
    """Takes an error through a mock, as respx has one."""

    def __init__(self, origin: Exception) -> None:
        self.origin = origin


@pytest.mark.parametrize("is_circle", [False, True])
async def test_error_of_a_mock(*, is_circle: bool) -> None:
    """What a mock raises is read as if the network had; what carries it there is no cause."""
    error = httpx.ConnectTimeout("planted")
    carrier = behind(error, CarrierError(error)) if is_circle else CarrierError(error)
    events = await both(Failing(behind(carrier, error)))

    assert ["not sent"] * 2 == [status_of(event) for event in events]


async def test_circle_of_causes(flavour: Flavour) -> None:
    """An assertion that causes what it is raised from reaches the caller, and nothing hangs."""
    error = AssertionError("planted")
    circle = behind(behind(error, CarrierError(error)), error)
    with pytest.raises(AssertionError, match="planted"):
        await flavour.create("https://api.jetemail.com", transport=Failing(circle))


async def test_transport_that_tries_again() -> None:
    """What went out once may have arrived, though a second try of the transport cannot connect."""
    transport = Failing(httpx.ConnectError("refused"), CONNECTING, SENDING, CONNECTING)

    assert ["unknown"] * 2 == [status_of(event) for event in await both(transport)]


async def test_tunnel_of_a_proxy() -> None:
    """What a proxy is asked for before the request is no part of it."""
    transport = Failing(httpx.ConnectError("no TLS"), CONNECTING, SENDING, method=b"CONNECT")

    assert ["not sent"] * 2 == [status_of(event) for event in await both(transport)]
