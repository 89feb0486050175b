"""The base of both default transports: options, TLS, limits and the check for stray bytes."""

import os
import re
import select
import ssl
import sys
from abc import abstractmethod
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import certifi

from .._fork import ProcessBound, reset_after_fork
from .._runtime.frames import hides_arguments
from .._runtime.values import printable
from ..errors import ConfigurationError
from .httpx_module import httpx

# Seconds: below the idle timeouts of load balancers (60 and more) and common servers (5).
KEEPALIVE_EXPIRY = 4.0
# Bytes of a response's status line and headers; other clients have the same limit.
MAX_HEAD = 100 * 1024


@hides_arguments
class DefaultTransport(ProcessBound):
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
            keepalive_expiry: Seconds after which an idle connection is no longer used. For async, a
                timer of its event loop closes it, within twice that time; for sync, the next
                request does.

        Raises:
            ConfigurationError: An option is invalid, or the variables lead to no certificates.
            TypeError: `ssl_context` is none.
        """
        self._proxy: Any = None
        is_valid = proxy is None or self._accepts(proxy)
        # Error reporters show the locals of frames, and a proxy may have a password.
        del proxy
        if not is_valid:
            raise ConfigurationError(
                "proxy: expected an address such as http://proxy.example:3128; for other kinds of "
                "proxies, give the client an HTTP transport of httpx."
            )
        if not (isinstance(max_connections, int) and max_connections >= 1):
            shown = printable(max_connections)
            raise ConfigurationError(f"max_connections is {shown!r}; the minimum is 1.")
        if not (isinstance(keepalive_expiry, int | float) and keepalive_expiry > 0):
            shown = printable(keepalive_expiry)
            raise ConfigurationError(f"keepalive_expiry is {shown!r}; it must be above 0 s.")
        if not isinstance(ssl_context, ssl.SSLContext | None):
            kind = type(ssl_context).__name__
            raise TypeError(f"ssl_context: expected an ssl.SSLContext, got {kind}")
        self._ssl_context = ssl_context or tls_context()
        self._max_connections, self._keepalive_expiry = max_connections, keepalive_expiry
        self._start()
        reset_after_fork(self)

    def _accepts(self, proxy: str) -> bool:
        """Set the proxy; return False if it is invalid."""
        try:
            self._proxy = self._parse_proxy(proxy)
            # The libraries take some ports that no connection can have.
            return urlsplit(str(proxy)).port != 0
        except (TypeError, ValueError, httpx.InvalidURL):
            return False

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


_Variables: TypeAlias = tuple[str, str]
"""The values of SSL_CERT_FILE and SSL_CERT_DIR."""

_preloaded: dict[_Variables, ssl.SSLContext] = {}


def preload_trust() -> None:
    """Load the trusted authorities for all transports to come with the same variables."""
    _preloaded[_variables()] = _load_trust(*_variables())


def tls_context() -> ssl.SSLContext:
    """Trust the authorities of SSL_CERT_FILE or SSL_CERT_DIR, otherwise those of certifi.

    Raises:
        ConfigurationError: The file or folder has none.
    """
    return _preloaded.get(_variables()) or _load_trust(*_variables())


def _variables() -> _Variables:
    return os.environ.get("SSL_CERT_FILE", ""), os.environ.get("SSL_CERT_DIR", "")


def _load_trust(file: str, folder: str) -> ssl.SSLContext:
    if not file and not folder:
        file = certifi.where()
    if folder and not any(map(_has_hashed_names, folder.split(os.pathsep))):
        raise ConfigurationError(
            f"SSL_CERT_DIR is {folder}, which has no certificates under hashed names, such as "
            "5ed36f99.0, that can be read. Make those with `openssl rehash`, or unset the variable "
            "and set SSL_CERT_FILE to a PEM file; without either, the authorities of certifi are "
            "trusted."
        )
    try:
        return ssl.create_default_context(cafile=file or None, capath=folder or None)
    except OSError as error:
        raise ConfigurationError(
            f"SSL_CERT_FILE is {file}, which has no certificates that can be read ({error}). Set "
            "it to a PEM file; without the variable, the authorities of certifi are trusted."
        ) from error


def _has_hashed_names(folder: str) -> bool:
    """Return True if OpenSSL can find certificates in a folder, which it reads only when needed."""
    with suppress(OSError):
        return any(
            re.fullmatch(r"[0-9a-f]{8}\.[0-9]+", path.name) and os.access(path, os.R_OK)
            for path in Path(folder).iterdir()
        )
    return False


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
