"""A server's side of TLS."""

import ssl

import trustme


def tls(authority: trustme.CA) -> ssl.SSLContext:
    """A server's side of TLS for 127.0.0.1."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context
