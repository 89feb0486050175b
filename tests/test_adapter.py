"""What may be brought along, and what is said of a network that failed."""

import asyncio
import socket
import ssl
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
import trustme

from jetemail_api_client import AsyncJetEmail, JetEmail, errors

from .certificates import tls
from .conftest import KEY, Flavour, failure
from .planted import PASSWORD
from .raw_server import CREATED, answer, created, playing, refused_url

LIBRARIES = [httpx, httpx2]


NAMES = ["number", "text", "object", "class"]


class Aimless:
    """Neither a transport nor a client."""


# What may be brought along.


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.__name__)
@pytest.mark.parametrize(
    ("client", "argument", "given", "text"),
    [
        (JetEmail, "transport", "AsyncHTTPTransport", "it can be the transport of AsyncJetEmail"),
        (JetEmail, "transport", "Client", "it can be the http_client of JetEmail"),
        (JetEmail, "http_client", "AsyncClient", "it can be the http_client of AsyncJetEmail"),
        (AsyncJetEmail, "transport", "HTTPTransport", "it can be the transport of JetEmail"),
        (AsyncJetEmail, "http_client", "Client", "it can be the http_client of JetEmail"),
        (AsyncJetEmail, "transport", "AsyncClient", "it can be the http_client of AsyncJetEmail"),
    ],
)
def test_wrong_flavour(library: Any, client: Any, argument: str, given: str, text: str) -> None:
    """What is for the other flavour, or for another argument, is refused with the right place."""
    words = f"^{argument}: expected an httpx.* got {library.__name__}.{given}; {text}$"
    with pytest.raises(TypeError, match=words):
        client(KEY, **{argument: getattr(library, given)()})


@pytest.mark.parametrize("client", [JetEmail, AsyncJetEmail])
@pytest.mark.parametrize("argument", ["transport", "http_client"])
@pytest.mark.parametrize("given", [7, "http://proxy", Aimless(), httpx.Client], ids=NAMES)
def test_neither(client: Any, argument: str, given: object) -> None:
    """What is no object of httpx is refused when the client is made."""
    with pytest.raises(TypeError, match=f"{argument}: expected an httpx"):
        client(KEY, **{argument: given})


def test_both() -> None:
    """A transport and a client at once are too much."""
    with pytest.raises(TypeError, match="give one of them"):
        JetEmail(KEY, transport=httpx.HTTPTransport(), http_client=httpx.Client())


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.__name__)
async def test_client_of_ones_own(flavour: Flavour, library: Any) -> None:
    """Its hooks and headers are used, its authentication, redirects and cookies are not."""
    seen: list[str] = []

    def hook(request: Any) -> None:
        seen.append(request.headers["x-own"])

    async def hook_async(request: Any) -> None:
        hook(request)

    is_async = flavour.name == "async"
    kind = library.AsyncClient if is_async else library.Client
    client = kind(
        headers={"X-Own": "1", "User-Agent": "mine"},
        auth=("user", "word"),
        follow_redirects=True,
        event_hooks={"request": [hook_async if is_async else hook]},
    )
    with playing(created, answer(307, b"", "Location: /elsewhere\r\n")) as server:
        assert (await flavour.create(server.base_url, http_client=client)).success
        error = await failure(flavour, server.base_url, http_client=client)
        assert 307 == getattr(error, "status", None)
        (first, second) = server.heads()

    assert ["1", "1"] == seen
    assert f"Bearer {KEY}" == first["authorization"] == second["authorization"]
    assert first["user-agent"].startswith("jetemail-api-client/")
    # It stays open: whoever made it may use it for more.
    assert not client.is_closed
    await client.aclose() if is_async else client.close()


async def test_mounts_of_a_client(flavour: Flavour) -> None:
    """A client of one's own can answer for one host itself."""
    mock = httpx.MockTransport(lambda request: httpx.Response(200, content=CREATED))
    kind: Any = httpx.AsyncClient if flavour.name == "async" else httpx.Client
    client = kind(mounts={"https://api.jetemail.com": mock})

    assert (await flavour.create("https://api.jetemail.com", http_client=client)).success


async def test_error_in_a_hook(flavour: Flavour) -> None:
    """What a hook of the client raises is no failure of the network."""

    def check(response: Any) -> None:
        response.raise_for_status()

    async def check_async(response: Any) -> None:
        check(response)

    is_async = flavour.name == "async"
    kind: Any = httpx.AsyncClient if is_async else httpx.Client
    client = kind(event_hooks={"response": [check_async if is_async else check]})
    with playing(answer(500)) as server:
        with pytest.raises(httpx.HTTPStatusError):
            await flavour.create(server.base_url, http_client=client)

        assert 1 == len(server.requests)


def test_default_library() -> None:
    """One line puts the default transports on httpx2, in both flavours."""
    path = Path(sys.modules["jetemail_api_client"].__file__ or "").parent
    line, other = "\nimport httpx\n", "\nimport httpx2 as httpx\n"
    source = (path / "_transport/library.py").read_text()
    script = """
import asyncio, sys, types
import jetemail_api_client._transport as door
library = types.ModuleType(f"{door.__name__}.library")
exec(compile(sys.stdin.read(), "library", "exec"), library.__dict__)
sys.modules[library.__name__] = library
from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client.transports import AiohttpTransport, DeadlineTransport
import httpx2
assert issubclass(AiohttpTransport, httpx2.AsyncBaseTransport)
assert issubclass(DeadlineTransport, httpx2.HTTPTransport)
with JetEmail("api_k", base_url=sys.argv[1]) as jetemail:
    print(jetemail.smtp_users.create(username="a").success)
async def main():
    async with AsyncJetEmail("api_k", base_url=sys.argv[1]) as jetemail:
        print((await jetemail.smtp_users.create(username="a")).success)
asyncio.run(main())
assert "httpx" not in sys.modules
"""
    assert 1 == source.count(line)
    with playing(created) as server:
        done = subprocess.run(
            [sys.executable, "-c", script, server.base_url],
            input=source.replace(line, other),
            capture_output=True,
            text=True,
            timeout=60,
        )

    assert ("True\nTrue\n", "") == (done.stdout, done.stderr)


# What is said of a network that failed.


def names(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Have every look-up of a name fail."""

    def fail(host: Any, *_: Any, flags: int = 0, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME) if flags else error

    monkeypatch.setattr(socket, "getaddrinfo", fail)


async def test_refused(flavour: Flavour) -> None:
    """Where nobody listens, the error has the host, the port, the system's words and its cause."""
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
async def test_name_that_is_not_found(
    flavour: Flavour, monkeypatch: pytest.MonkeyPatch, raised: OSError, words: str
) -> None:
    """Whatever class carries them, the words of what failed are in the error."""
    names(monkeypatch, raised)
    error = await failure(flavour, "https://api.example")

    assert ("not_sent", 3) == (error.outcome, len(error.attempts))
    assert "no response from api.example:443: could not connect (" in str(error)
    assert words in str(error)
    assert isinstance(error.__cause__, type(raised))


class BlockedError(RuntimeError):
    """What a tool raises that forbids sockets in tests."""


async def test_socket_that_is_forbidden(flavour: Flavour, monkeypatch: pytest.MonkeyPatch) -> None:
    """What forbids sockets in tests is no failure of the network: it reaches the test."""
    names(monkeypatch, BlockedError("no sockets here"))
    with pytest.raises(BlockedError, match="no sockets here"):
        await flavour.create("https://api.example")

    assert [] == flavour.sleeper.pauses


async def test_certificate(
    flavour: Flavour, authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is not trusted is not tried again, and the error says how it can be trusted."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    with playing(created, tls=tls(authority[0])) as server:
        error = await failure(flavour, server.base_url)

        assert ("not_sent", 1, []) == (error.outcome, len(error.attempts), server.requests)
    assert "unable to get local issuer certificate" in str(error)
    assert "set SSL_CERT_FILE or give an ssl_context" in str(error)
    assert isinstance(error.__cause__, ssl.SSLCertVerificationError)


async def test_cause_that_repeats_a_secret(flavour: Flavour) -> None:
    """An exception that repeats the key or the password is not chained, and is masked."""

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


async def test_cause_of_another_maker(flavour: Flavour) -> None:
    """What a mock says of the network is in the error, and the exception is its cause."""

    def fail(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("as the test wants it")

    mock = httpx.MockTransport(fail)
    error = await failure(flavour, "https://api.jetemail.com", transport=mock)

    assert "could not connect (as the test wants it)" in str(error)
    assert isinstance(error.__cause__, httpx.ConnectError)


async def test_what_the_caller_was_handling(flavour: Flavour) -> None:
    """It is no cause of what fails later."""

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
async def test_status_that_is_none(flavour: Flavour, status: int) -> None:
    """A status that no exchange ends with is none, whichever transport says so."""
    mock = httpx.MockTransport(lambda _: httpx.Response(status))
    error = await failure(flavour, "https://api.jetemail.com", transport=mock)

    assert "unknown" == error.outcome
    assert f"the response has the status {status}, which is not a final one" in str(error)


def test_no_running_loop() -> None:
    """Where no event loop of asyncio runs, that is what the caller is told."""
    call = AsyncJetEmail(KEY).smtp_users.list()
    with pytest.raises(RuntimeError, match="no running event loop"):
        call.send(None)


@pytest.mark.parametrize("after", ["300.0", "0000000300", "1, 300", "300\r\nRetry-After: 120"])
async def test_retry_after(flavour: Flavour, after: str) -> None:
    """Seconds are understood alike over all transports; of several times the longest counts."""
    with playing(answer(429, b"", f"Retry-After: {after}\r\n")) as server:
        error = await failure(flavour, server.base_url)

    assert 300.0 == getattr(error, "retry_after", None)


def test_loops_that_share_an_adapter() -> None:
    """What is under way in several loops is ended in each of them."""
    with playing(created) as server:
        client = AsyncJetEmail(KEY, base_url=server.base_url)
        for _ in range(2):
            asyncio.run(client.smtp_users.create(username="a"))
        asyncio.run(client.close())

        assert 2 == len(server.requests)
