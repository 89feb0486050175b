"""TLS: whom the clients trust, and that nothing goes out to anybody else."""

from pathlib import Path

import pytest
import trustme

from jetemail_api_client import AsyncJetEmail, JetEmail, errors

from .certificates import tls
from .conftest import KEY, Flavour
from .raw_server import created, playing


async def test_https(
    flavour: Flavour, authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A certificate that the environment's SSL_CERT_FILE trusts is accepted."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))
    with playing(created, tls=tls(authority[0])) as server:
        assert (await flavour.create(server.base_url)).success


def test_connection_is_used_again(
    authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What TLS itself sends after a handshake is not taken for something that nobody asked for."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))
    with playing(created, tls=tls(authority[0])) as server:
        url = server.base_url.replace("https", "HTTPS")
        with JetEmail(KEY, base_url=url) as client:
            for name in "abc":
                client.smtp_users.create(username=name)

        assert (3, 1) == (len(server.requests), server.connections)


async def test_untrusted_certificate(
    flavour: Flavour, authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A certificate that nobody vouches for ends the call before anything is sent."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    with playing(created, tls=tls(authority[0])) as server:
        with pytest.raises(errors.APIConnectionError, match="unable to get local issuer") as caught:
            await flavour.create(server.base_url)

        assert ("not_sent", []) == (caught.value.outcome, server.requests)


@pytest.mark.parametrize("kind", [JetEmail, AsyncJetEmail])
def test_trust_that_is_missing(
    kind: type[JetEmail | AsyncJetEmail], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable that leads nowhere is refused when the client is made."""
    monkeypatch.setenv("SSL_CERT_FILE", "/no/such/file.pem")

    with pytest.raises(errors.ConfigurationError, match="SSL_CERT_FILE"):
        kind(KEY)
