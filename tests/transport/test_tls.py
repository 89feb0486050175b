"""TLS: trusted authorities, and connection reuse."""

from pathlib import Path

import pytest
import trustme

from jetemail_api_client import AsyncJetEmail, JetEmail, errors

from ..conftest import KEY, Flavour
from ..raw_server import created, playing
from .certificates import tls


async def test_trusted_certificate(
    flavour: Flavour, authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An authority of SSL_CERT_FILE is trusted."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))
    with playing(created, tls=tls(authority[0])) as server:
        assert (await flavour.create(server.base_url)).success


def test_connection_reuse(
    authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """TLS session tickets do not prevent reuse of a connection."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))
    with playing(created, tls=tls(authority[0])) as server:
        url = server.base_url.replace("https", "HTTPS")
        with JetEmail(KEY, base_url=url) as client:
            for name in "abc":
                client.smtp_users.create(username=name)

        assert (3, 1) == (len(server.requests), server.connections)


@pytest.mark.parametrize("kind", [JetEmail, AsyncJetEmail])
def test_missing_certificate_file(
    kind: type[JetEmail | AsyncJetEmail], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An SSL_CERT_FILE that does not exist raises ConfigurationError in the constructor."""
    monkeypatch.setenv("SSL_CERT_FILE", "/no/such/file.pem")

    with pytest.raises(errors.ConfigurationError, match="SSL_CERT_FILE"):
        kind(KEY)
