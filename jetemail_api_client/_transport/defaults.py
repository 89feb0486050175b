"""What both default transports have in common: their limits, and whom they trust."""

import os
import ssl

import certifi

from ..errors import ConfigurationError

MAX_CONNECTIONS = 100
# Seconds: below what load balancers (60 and more) and common servers (5) keep an idle connection.
KEEPALIVE_EXPIRY = 4.0


class DefaultTransport:
    """Marks a transport of ours, which opens connections of its own in a child process."""


def check_limits(max_connections: int, keepalive_expiry: float) -> None:
    """See that a pool can be made with these limits.

    Raises:
        ConfigurationError: It could not.
    """
    if not (isinstance(max_connections, int) and max_connections >= 1):
        raise ConfigurationError(f"max_connections is {max_connections!r}; the minimum is 1.")
    if not (isinstance(keepalive_expiry, int | float) and keepalive_expiry > 0):
        raise ConfigurationError(f"keepalive_expiry is {keepalive_expiry!r}; it must be above 0 s.")


def tls_context() -> ssl.SSLContext:
    """Trust the authorities of SSL_CERT_FILE or SSL_CERT_DIR, else those that certifi lists.

    Raises:
        ConfigurationError: What these variables name cannot be read.
    """
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if not file and not folder:
        file = certifi.where()
    try:
        return ssl.create_default_context(cafile=file or None, capath=folder or None)
    except OSError as error:
        raise ConfigurationError(
            f"SSL_CERT_FILE or SSL_CERT_DIR leads to no certificates: {error}"
        ) from error


def no_trust() -> ssl.SSLContext:
    """Trust nobody: for a transport that sends in the clear only."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
