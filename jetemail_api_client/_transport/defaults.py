"""The base of both default transports: options, TLS, limits and the check for stray bytes."""

import os
import select
import ssl
import sys
from abc import abstractmethod
from typing import Any

import certifi

from .._fork import reset_after_fork
from ..errors import ConfigurationError
from .httpx_module import httpx

# Seconds: below the idle timeouts of load balancers (60 and more) and common servers (5).
KEEPALIVE_EXPIRY = 4.0
# Bytes of a response's status line and headers; other clients have the same limit.
MAX_HEAD = 100 * 1024


class DefaultTransport:
    """Opens its own connections in a child process; other transports cannot be used there."""

    def __init__(
        self,
        *,
        proxy: str | None = None,
        ssl_context: ssl.SSLContext | None = None,
        max_connections: int = 100,
        keepalive_expiry: float = KEEPALIVE_EXPIRY,
    ) -> None:
        """Set the options of the connections; the first request opens one.

        Args:
            proxy: URL of an HTTP proxy, such as "http://user:password@proxy.example:3128".
            ssl_context: TLS settings; default: trust the authorities of SSL_CERT_FILE or
                SSL_CERT_DIR, otherwise those of certifi.
            max_connections: Maximum of open connections; for async, per event loop.
            keepalive_expiry: Seconds after which an idle connection is closed.

        Raises:
            ConfigurationError: An option is invalid, or the variables lead to no certificates.
        """
        if not (isinstance(max_connections, int) and max_connections >= 1):
            raise ConfigurationError(f"max_connections is {max_connections!r}; the minimum is 1.")
        if not (isinstance(keepalive_expiry, int | float) and keepalive_expiry > 0):
            raise ConfigurationError(
                f"keepalive_expiry is {keepalive_expiry!r}; it must be above 0 s."
            )
        try:
            self._proxy = None if proxy is None else self._parse_proxy(proxy)
        except (TypeError, ValueError, httpx.InvalidURL):
            raise ConfigurationError(
                "proxy: expected an address such as http://proxy.example:3128; for other kinds of "
                "proxies, give the client an HTTP transport of httpx."
            ) from None
        self._ssl_context = ssl_context or tls_context()
        self._max_connections, self._keepalive_expiry = max_connections, keepalive_expiry
        self._start()
        reset_after_fork(self)

    @abstractmethod
    def _start(self) -> None:
        """Set up the state beside the options."""

    @abstractmethod
    def _parse_proxy(self, proxy: str) -> Any:
        """Return the proxy in the form of the underlying library.

        Raises:
            ValueError: It is no URL of a supported proxy.
        """

    @abstractmethod
    def reset(self) -> None:
        """Open other connections than the parent process."""


def tls_context() -> ssl.SSLContext:
    """Trust the authorities of SSL_CERT_FILE or SSL_CERT_DIR, otherwise those of certifi.

    Raises:
        ConfigurationError: The file or folder cannot be read.
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
    """Trust no authority; for a transport without TLS, because loading certificates is slow."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def is_readable(descriptor: int) -> bool:
    """Return True if a socket has unread data, an EOF or an error, or is closed (-1).

    An idle connection with unread data would give it to the next request as its response.
    """
    if descriptor < 0:
        return True
    if sys.platform == "win32":  # pragma: no cover
        return bool(select.select([descriptor], [], [], 0)[0])
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(0))
