"""Exceptions of a transport as failures: outcome, phase, reason and cause."""

import socket
import ssl
import traceback
from pathlib import Path
from typing import Any

import httpcore
import httpx
import pytest
import trustme

from jetemail_api_client import AsyncJetEmail, errors

from ..adapters import both, status_of
from ..conftest import KEY, Flavour, failure
from ..planted import PASSWORD
from ..raw_server import created, playing, refused_url, respond
from .certificates import tls


class FailingTransport(httpx.AsyncBaseTransport, httpx.BaseTransport):
    """Emits trace events, and raises an exception."""

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


def caused_by(cause: BaseException, error: Exception) -> Exception:
    """Return an exception with a cause."""
    error.__cause__ = cause
    return error


SENDING = "http11.send_request_headers.started"
CONNECTING = "connection.connect_tcp.started"


@pytest.mark.parametrize(
    "error",
    [AssertionError, TypeError, LookupError, RuntimeError, FileNotFoundError, httpx.InvalidURL],
)
@pytest.mark.parametrize("event", [None, CONNECTING, SENDING])
async def test_exception_that_is_no_network_failure(
    error: type[Exception], event: str | None, flavour: Flavour
) -> None:
    """The exception propagates with its traceback, and the request is not retried."""
    raised = error("planted")
    with pytest.raises(error) as caught:
        await flavour.create("https://api.jetemail.com", transport=FailingTransport(raised, event))

    assert caught.value is raised
    assert "FailingTransport" in repr(
        [frame.frame.f_locals.get("self") for frame in caught.traceback]
    )
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
        (caused_by(ConnectionResetError(), httpx.ConnectTimeout("planted")), None, "unknown"),
        (caused_by(TimeoutError(), httpx.ConnectTimeout("planted")), None, "not sent"),
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
async def test_outcome_by_exception_and_trace(
    error: Exception, event: str | None, expected: str
) -> None:
    """Traced events decide the outcome; without events, the class of the exception does."""
    events = await both(FailingTransport(error, event))

    assert [expected] * 2 == [status_of(event) for event in events]


class CarrierError(Exception):
    """Carries an error through a mock, as an exception of respx does."""

    def __init__(self, origin: Exception) -> None:
        self.origin = origin


@pytest.mark.parametrize("is_circle", [False, True])
async def test_exception_raised_by_a_mock(*, is_circle: bool) -> None:
    """An exception of a mock has the same outcome as one of the network."""
    error = httpx.ConnectTimeout("planted")
    carrier = caused_by(error, CarrierError(error)) if is_circle else CarrierError(error)
    events = await both(FailingTransport(caused_by(carrier, error)))

    assert ["not sent"] * 2 == [status_of(event) for event in events]


async def test_cyclic_causes(flavour: Flavour) -> None:
    """An exception with cyclic causes propagates."""
    error = AssertionError("planted")
    circle = caused_by(caused_by(error, CarrierError(error)), error)
    with pytest.raises(AssertionError, match="planted"):
        await flavour.create("https://api.jetemail.com", transport=FailingTransport(circle))


async def test_retry_within_a_transport() -> None:
    """A request sent once may have arrived, even if the transport's retry cannot connect."""
    transport = FailingTransport(httpx.ConnectError("refused"), CONNECTING, SENDING, CONNECTING)

    assert ["unknown"] * 2 == [status_of(event) for event in await both(transport)]


async def test_connect_request_to_a_proxy() -> None:
    """A CONNECT request to a proxy is part of connecting."""
    transport = FailingTransport(
        httpx.ConnectError("no TLS"), CONNECTING, SENDING, method=b"CONNECT"
    )

    assert ["not sent"] * 2 == [status_of(event) for event in await both(transport)]


class TwoArgumentError(httpx.ReadError):
    """An exception that cannot be constructed from its text alone."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} {other}")


async def test_exception_that_cannot_be_copied(flavour: Flavour) -> None:
    """Its text is in the reason, but it is not chained: it holds the request."""

    def fail(_: httpx.Request) -> httpx.Response:
        raise TwoArgumentError("one", "other")

    mock = httpx.MockTransport(fail)
    error = await failure(flavour, "https://api.jetemail.com", transport=mock)

    assert "(one other)" in str(error)


async def test_cause_without_the_request(flavour: Flavour) -> None:
    """The cause is a copy without the request, which holds key and body."""

    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("broken", request=request)

    mock = httpx.MockTransport(fail)
    error = await failure(flavour, "https://api.jetemail.com", transport=mock)
    cause: Any = error.__cause__ and error.__cause__.__cause__

    assert isinstance(cause, httpx.ReadError)
    assert cause._request is None


def fail_look_ups(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Have each look-up of a name fail."""

    def fail(host: Any, *_: Any, flags: int = 0, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME) if flags else error

    monkeypatch.setattr(socket, "getaddrinfo", fail)


async def test_connection_refused(flavour: Flavour) -> None:
    """The error has host, port, the system's text and the cause without its traceback."""
    url = refused_url()
    error = await failure(flavour, url)
    where = url.removeprefix("http://")

    assert f"no response from {where}: could not connect (Connection refused)" in str(error)
    assert isinstance(error.__cause__, ConnectionRefusedError)
    assert error.__cause__.__traceback__ is None


@pytest.mark.parametrize(
    ("raised", "words"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "not known"),
        (OSError("no network in this test"), "no network in this test"),
        (OSError(None, "Could not contact DNS servers"), "Could not contact DNS servers"),
        (OSError(101, "anything"), "Network is unreachable"),
        (PermissionError(1, "anything"), "Operation not permitted"),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_failed_look_up(
    flavour: Flavour, monkeypatch: pytest.MonkeyPatch, raised: OSError, words: str
) -> None:
    """The reason has the text of the exception, of any class."""
    fail_look_ups(monkeypatch, raised)
    error = await failure(flavour, "https://api.example")

    assert ("not_sent", 3) == (error.outcome, len(error.attempts))
    assert "no response from api.example:443: could not connect (" in str(error)
    assert words in str(error)
    assert isinstance(error.__cause__, type(raised))


class BlockedError(RuntimeError):
    """Raised by test tools that block sockets."""


async def test_blocked_socket(flavour: Flavour, monkeypatch: pytest.MonkeyPatch) -> None:
    """The exception of a tool that blocks sockets propagates."""
    fail_look_ups(monkeypatch, BlockedError("no sockets here"))
    with pytest.raises(BlockedError, match="no sockets here"):
        await flavour.create("https://api.example")

    assert [] == flavour.sleeper.pauses


async def test_untrusted_certificate(
    flavour: Flavour, authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An untrusted certificate is not retried, and the error names SSL_CERT_FILE."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    with playing(created, tls=tls(authority[0])) as server:
        error = await failure(flavour, server.base_url)

        assert ("not_sent", 1, []) == (error.outcome, len(error.attempts), server.requests)
    assert "unable to get local issuer certificate" in str(error)
    assert "set SSL_CERT_FILE or give an ssl_context" in str(error)
    assert isinstance(error.__cause__, ssl.SSLCertVerificationError)


async def test_cause_with_a_secret(flavour: Flavour) -> None:
    """An exception that quotes a secret is redacted, and is not chained."""

    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError(f"sent {request.read().decode()}")

    error = await failure(
        flavour,
        "https://api.jetemail.com",
        arguments={"password": PASSWORD},
        transport=httpx.MockTransport(fail),
    )
    shown = "".join(traceback.format_exception(error))

    assert "broke before the response was complete (sent {" in str(error)
    assert PASSWORD not in shown
    assert '(sent {"username":"smtp-user1","password":"***"})' in shown


async def test_exception_of_a_mock(flavour: Flavour) -> None:
    """The error has the text of a mock's exception, and the exception as its cause."""

    def fail(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("as the test wants it")

    mock = httpx.MockTransport(fail)
    error = await failure(flavour, "https://api.jetemail.com", transport=mock)

    assert "could not connect (as the test wants it)" in str(error)
    assert isinstance(error.__cause__, httpx.ConnectError)


async def test_exception_that_the_caller_is_handling(flavour: Flavour) -> None:
    """An exception that the caller is handling is not a cause."""

    def fail(_: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("later")

    error: errors.JetEmailError | None = None
    try:
        socket.create_connection(("127.0.0.1", 0))
    except OSError:
        error = await failure(
            flavour, "https://api.jetemail.com", transport=httpx.MockTransport(fail)
        )

    # The cause of a create that failed is the look at the list, which failed as well.
    assert error is not None
    cause = error.__cause__ and error.__cause__.__cause__
    assert "(later)" in str(error)
    assert isinstance(cause, httpx.ReadError)
    assert cause.__context__ is None


@pytest.mark.parametrize("status", [99, 101, 199, 600, 999])
async def test_status_that_is_not_final(flavour: Flavour, status: int) -> None:
    """A status below 200 or above 599 leaves the outcome unknown."""
    mock = httpx.MockTransport(lambda _: httpx.Response(status))
    error = await failure(flavour, "https://api.jetemail.com", transport=mock)

    assert "unknown" == error.outcome
    assert f"the response has the status {status}, which is not final" in str(error)


def test_no_running_loop() -> None:
    """Without a running asyncio loop, the RuntimeError of asyncio propagates."""
    call = AsyncJetEmail(KEY).smtp_users.list()
    with pytest.raises(RuntimeError, match="no running event loop"):
        call.send(None)


@pytest.mark.parametrize("after", ["300.0", "0000000300", "1, 300", "300\r\nRetry-After: 120"])
async def test_retry_after(flavour: Flavour, after: str) -> None:
    """All transports parse Retry-After alike; of several values the longest counts."""
    with playing(respond(429, b"", f"Retry-After: {after}\r\n")) as server:
        error = await failure(flavour, server.base_url)

    assert 300.0 == getattr(error, "retry_after", None)
