"""HTTP proxies: tunnels, plain requests, and proxies that fail."""

from pathlib import Path
from typing import Any

import pytest
import trustme

from jetemail_api_client import errors
from jetemail_api_client.transports import AiohttpTransport, DeadlineTransport

from ..conftest import KEY, Flavour, failure
from ..raw_server import created, playing, refused_url
from .certificates import tls
from .proxies import proxying

TARGET = "https://127.0.0.1:9"


def through(flavour: Flavour, proxy: str) -> dict[str, Any]:
    """Return the options of a client that sends through a proxy."""
    kind = AiohttpTransport if flavour.name == "async" else DeadlineTransport
    return {"transport": kind(proxy=proxy)}


async def test_tunnel(
    flavour: Flavour, authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The CONNECT request has the proxy's credentials, and nothing of the API request."""
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
    """An http request is forwarded by the proxy."""
    with proxying("503 No") as proxy:
        error = await failure(
            flavour, "http://127.0.0.1:9", max_attempts=1, **through(flavour, proxy.url)
        )

    assert 503 == getattr(error, "status", None)
    assert proxy.requests[0].startswith(b"POST http://127.0.0.1:9/outbound/smarthost HTTP/1.1")


@pytest.mark.parametrize(
    "status", ["407 Proxy Authentication Required", "403 Forbidden", "502 Bad Gateway"]
)
async def test_connect_rejected(flavour: Flavour, status: str) -> None:
    """A rejected CONNECT is retried; nothing is sent, and the error has the proxy's status."""
    with proxying(status) as proxy:
        error = await failure(flavour, TARGET, **through(flavour, proxy.url))

    assert ("not_sent", 3) == (error.outcome, len(error.attempts))
    assert f"no response from 127.0.0.1:9: the proxy did not connect ({status})" in str(error)
    assert 3 == len(proxy.requests)


async def test_connect_without_response(flavour: Flavour) -> None:
    """A proxy that does not respond to CONNECT ends the attempt after the connect timeout."""
    with proxying(None) as proxy:
        error = await failure(flavour, TARGET, connect_timeout=0.2, **through(flavour, proxy.url))

    assert isinstance(error, errors.APITimeoutError)
    assert ("not_sent", "connect", 3) == (error.outcome, error.phase, len(error.attempts))


async def test_connect_with_malformed_response(flavour: Flavour) -> None:
    """A malformed response to CONNECT counts as not sent."""
    with proxying("no status\x00") as proxy:
        error = await failure(flavour, TARGET, **through(flavour, proxy.url))

    assert ("not_sent", 3) == (error.outcome, len(error.attempts))


async def test_proxy_refuses_the_connection(flavour: Flavour) -> None:
    """The error says that the proxy did not connect, with the system's text and cause."""
    error = await failure(flavour, TARGET, **through(flavour, refused_url()))

    assert ("not_sent", 3) == (error.outcome, len(error.attempts))
    assert "the proxy did not connect (Connection refused)" in str(error)
    assert isinstance(error.__cause__, ConnectionRefusedError)


async def test_untrusted_certificate_behind_a_proxy(
    flavour: Flavour, authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An untrusted certificate behind a tunnel is not retried, and nothing is sent."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    with playing(created, tls=tls(authority[0])) as server, proxying() as proxy:
        error = await failure(flavour, server.base_url, **through(flavour, proxy.url))

        assert [] == server.requests
    assert ("not_sent", 1) == (error.outcome, len(error.attempts))
    assert "unable to get local issuer certificate" in str(error)


@pytest.mark.parametrize(
    "proxy",
    [
        *("", "proxy.example:3128", "ftp://proxy.example", "http://", 7),
        *("http://proxy.example:0", "http://proxy.example:99999"),
    ],
)
@pytest.mark.parametrize("kind", [AiohttpTransport, DeadlineTransport])
def test_invalid_proxy(kind: Any, proxy: Any) -> None:
    """An invalid proxy URL raises ConfigurationError in the constructor."""
    with pytest.raises(errors.ConfigurationError, match="proxy: expected an address such as"):
        kind(proxy=proxy)
