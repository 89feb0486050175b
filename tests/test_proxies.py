"""Proxies: what goes through one, and what is known if it does not connect."""

from pathlib import Path
from typing import Any

import pytest
import trustme

from jetemail_api_client import errors
from jetemail_api_client.transports import AiohttpTransport, DeadlineTransport

from .certificates import tls
from .conftest import KEY, Flavour, failure
from .proxies import proxying
from .raw_server import created, playing, refused_url

TARGET = "https://127.0.0.1:9"


def through(flavour: Flavour, proxy: str) -> dict[str, Any]:
    """A client that sends through a proxy."""
    kind = AiohttpTransport if flavour.name == "async" else DeadlineTransport
    return {"transport": kind(proxy=proxy)}


async def test_tunnel(
    flavour: Flavour, authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proxy is asked for a tunnel, with its own password, and sees nothing of the request."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))
    with playing(created, tls=tls(authority[0])) as server, proxying() as proxy:
        address = proxy.url.replace("//", "//user:word@")
        result = await flavour.create(server.base_url, **through(flavour, address))

        assert result.success
        assert [f"Bearer {KEY}"] == [head["authorization"] for head in server.heads()]
    (request,) = proxy.requests
    assert request.startswith(b"CONNECT 127.0.0.1:")
    assert b"proxy-authorization: basic dxnlcjp3b3jk" in request.lower()
    assert KEY.encode() not in request


async def test_plain_request(flavour: Flavour) -> None:
    """A request in the clear is passed on, too."""
    with proxying("503 No") as proxy:
        error = await failure(
            flavour, "http://127.0.0.1:9", max_attempts=1, **through(flavour, proxy.url)
        )

    assert 503 == getattr(error, "status", None)
    assert proxy.requests[0].startswith(b"POST http://127.0.0.1:9/outbound/smarthost HTTP/1.1")


@pytest.mark.parametrize(
    "status", ["407 Proxy Authentication Required", "403 Forbidden", "502 Bad Gateway"]
)
async def test_refusal(flavour: Flavour, status: str) -> None:
    """A proxy that refuses is asked again; nothing was sent, and the error has its status."""
    with proxying(status) as proxy:
        error = await failure(flavour, TARGET, **through(flavour, proxy.url))

    assert ("not_sent", 3) == (error.outcome, len(error.attempts))
    assert f"no response from 127.0.0.1:9: the proxy did not connect ({status})" in str(error)
    assert 3 == len(proxy.requests)


async def test_silence(flavour: Flavour) -> None:
    """A proxy that says nothing has no more time than it takes to connect."""
    with proxying(None) as proxy:
        error = await failure(flavour, TARGET, connect_timeout=0.2, **through(flavour, proxy.url))

    assert isinstance(error, errors.APITimeoutError)
    assert ("not_sent", "connect", 3) == (error.outcome, error.phase, len(error.attempts))


async def test_malformed_reply(flavour: Flavour) -> None:
    """A proxy that is none gets no byte of the request, either."""
    with proxying("no status\x00") as proxy:
        error = await failure(flavour, TARGET, **through(flavour, proxy.url))

    assert ("not_sent", 3) == (error.outcome, len(error.attempts))


async def test_nobody_there(flavour: Flavour) -> None:
    """Where no proxy listens, the error says that it is about the proxy."""
    error = await failure(flavour, TARGET, **through(flavour, refused_url()))

    assert ("not_sent", 3) == (error.outcome, len(error.attempts))
    assert "the proxy did not connect (Connection refused)" in str(error)
    assert isinstance(error.__cause__, ConnectionRefusedError)


async def test_certificate_behind_a_proxy(
    flavour: Flavour, authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tunnel to somebody who is not trusted carries nothing, and is not asked for again."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    with playing(created, tls=tls(authority[0])) as server, proxying() as proxy:
        error = await failure(flavour, server.base_url, **through(flavour, proxy.url))

        assert [] == server.requests
    assert ("not_sent", 1) == (error.outcome, len(error.attempts))
    assert "unable to get local issuer certificate" in str(error)


@pytest.mark.parametrize("proxy", ["", "proxy.example:3128", "ftp://proxy.example", "http://", 7])
@pytest.mark.parametrize("kind", [AiohttpTransport, DeadlineTransport])
def test_address_that_is_none(kind: Any, proxy: Any) -> None:
    """What is no address of a proxy is refused when the transport is made."""
    with pytest.raises(errors.ConfigurationError, match="proxy: expected an address such as"):
        kind(proxy=proxy)
