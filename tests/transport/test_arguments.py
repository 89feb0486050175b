"""Transports and clients of httpx that a caller passes, and the line that chooses httpx2."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail

from ..conftest import KEY, Flavour, failure
from ..raw_server import CREATED, created, playing, respond

LIBRARIES = [httpx, httpx2]


NAMES = ["number", "text", "object", "class"]


class NotATransport:
    """Neither a transport nor a client."""


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
def test_transport_or_client_of_the_wrong_class(
    library: Any, client: Any, argument: str, given: str, text: str
) -> None:
    """The TypeError names the class and the argument where the object fits."""
    words = f"^{argument}: expected an httpx.* got {library.__name__}.{given}; {text}$"
    with pytest.raises(TypeError, match=words):
        client(KEY, **{argument: getattr(library, given)()})


@pytest.mark.parametrize("client", [JetEmail, AsyncJetEmail])
@pytest.mark.parametrize("argument", ["transport", "http_client"])
@pytest.mark.parametrize("given", [7, "http://proxy", NotATransport(), httpx.Client], ids=NAMES)
def test_object_not_of_httpx(client: Any, argument: str, given: object) -> None:
    """The constructor raises TypeError for an object that is not of httpx."""
    with pytest.raises(TypeError, match=f"{argument}: expected an httpx"):
        client(KEY, **{argument: given})


def test_transport_and_http_client() -> None:
    """The constructor raises TypeError if both arguments are given."""
    with pytest.raises(TypeError, match="give one of them"):
        JetEmail(KEY, transport=httpx.HTTPTransport(), http_client=httpx.Client())


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.__name__)
async def test_http_client(flavour: Flavour, library: Any) -> None:
    """A client's hooks and headers apply; its authentication, redirects and cookies do not."""
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
    with playing(created, respond(307, b"", "Location: /elsewhere\r\n")) as server:
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


async def test_mounts_of_an_http_client(flavour: Flavour) -> None:
    """A mounted transport receives the requests to its host."""
    mock = httpx.MockTransport(lambda request: httpx.Response(200, content=CREATED))
    kind: Any = httpx.AsyncClient if flavour.name == "async" else httpx.Client
    client = kind(mounts={"https://api.jetemail.com": mock})

    assert (await flavour.create("https://api.jetemail.com", http_client=client)).success


async def test_exception_in_a_hook_of_an_http_client(flavour: Flavour) -> None:
    """An exception of a client's hook propagates, and the request is not retried."""

    def check(response: Any) -> None:
        response.raise_for_status()

    async def check_async(response: Any) -> None:
        check(response)

    is_async = flavour.name == "async"
    kind: Any = httpx.AsyncClient if is_async else httpx.Client
    client = kind(event_hooks={"response": [check_async if is_async else check]})
    with playing(respond(500)) as server:
        with pytest.raises(httpx.HTTPStatusError):
            await flavour.create(server.base_url, http_client=client)

        assert 1 == len(server.requests)


def test_default_transports_on_httpx2() -> None:
    """One changed line puts both default transports on httpx2."""
    path = Path(sys.modules["jetemail_api_client"].__file__ or "").parent
    line, other = "\nimport httpx\n", "\nimport httpx2 as httpx\n"
    source = (path / "_transport/httpx_module.py").read_text()
    script = """
import asyncio, sys, types
import jetemail_api_client._transport as door
library = types.ModuleType(f"{door.__name__}.httpx_module")
exec(compile(sys.stdin.read(), "httpx_module", "exec"), library.__dict__)
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
            # In development mode, asyncio writes of every step that takes long.
            env={name: text for name, text in os.environ.items() if name != "PYTHONDEVMODE"},
            input=source.replace(line, other),
            capture_output=True,
            text=True,
            timeout=60,
        )

    assert ("True\nTrue\n", "") == (done.stdout, done.stderr)
