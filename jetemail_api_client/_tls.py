"""Whom the clients trust."""

import os
import ssl

import certifi

from .errors import ConfigurationError


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
