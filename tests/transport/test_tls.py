"""TLS: trusted authorities, and connection reuse."""

import os
import subprocess
from pathlib import Path
from typing import Any

import certifi
import pytest
import trustme

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client.transports import AiohttpTransport, DeadlineTransport

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


kinds = pytest.mark.parametrize("kind", [JetEmail, AsyncJetEmail])
Kind = type[JetEmail | AsyncJetEmail]


@kinds
@pytest.mark.parametrize("content", [None, b"", b"no certificate", b"\x30\x82\x00"])
def test_invalid_certificate_file(
    kind: Kind, content: bytes | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An SSL_CERT_FILE without certificates raises an error with its path in the constructor."""
    file = tmp_path / "authorities.pem"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))

    with pytest.raises(errors.ConfigurationError, match=f"SSL_CERT_FILE is {file}, .* PEM file"):
        kind(KEY)


@kinds
@pytest.mark.parametrize("names", [None, [], ["authority.pem"], ["5ed36f99.r0"], ["dangling"]])
def test_invalid_certificate_folder(
    kind: Kind, names: list[str] | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An SSL_CERT_DIR without hashed names raises an error with its path in the constructor."""
    folder = tmp_path / "certificates"
    if names is not None:
        folder.mkdir()
        for name in names:
            folder.joinpath(name).write_text("")
        folder.joinpath("5ed36f99.0").symlink_to("nowhere")
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(folder))

    text = f"SSL_CERT_DIR is {folder}, .*`openssl rehash`, or unset the variable"
    with pytest.raises(errors.ConfigurationError, match=text):
        kind(KEY)


@kinds
def test_folders_of_certificates(
    kind: Kind, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One of several folders with hashed names is enough; a file does not replace it."""
    tmp_path.joinpath("5ed36f99.0").write_text("")
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", f"/no/such/folder{os.pathsep}{tmp_path}")
    assert kind(KEY)

    monkeypatch.setenv("SSL_CERT_DIR", "/no/such/folder")
    monkeypatch.setenv("SSL_CERT_FILE", certifi.where())
    with pytest.raises(errors.ConfigurationError, match="SSL_CERT_DIR is /no/such/folder, "):
        kind(KEY)


@pytest.fixture
def folder(authority: tuple[trustme.CA, Path], tmp_path: Path) -> Path:
    """Return a folder with the certificate of an authority under its hashed name."""
    command = ["openssl", "x509", "-noout", "-hash", "-in", str(authority[1])]
    hashed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    folder = tmp_path / "certificates"
    folder.mkdir()
    folder.joinpath(f"{hashed}.0").write_bytes(authority[1].read_bytes())
    return folder


async def test_certificate_folder(
    flavour: Flavour,
    authority: tuple[trustme.CA, Path],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An authority of SSL_CERT_DIR is trusted."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(folder))
    with playing(created, tls=tls(authority[0])) as server:
        assert (await flavour.create(server.base_url)).success


@pytest.mark.parametrize("context", [True, "context", b""])
@pytest.mark.parametrize("kind", [AiohttpTransport, DeadlineTransport])
def test_invalid_ssl_context(kind: Any, context: object) -> None:
    """An `ssl_context` of another type raises TypeError."""
    got = type(context).__name__
    with pytest.raises(TypeError, match=f"^ssl_context: expected an ssl.SSLContext, got {got}$"):
        kind(ssl_context=context)
