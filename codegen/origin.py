"""Where a description comes from: a file, or an address of the vendor's."""

import re
import time
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from pathlib import Path

import httpx

from .source import DoesNotFit

# The vendor's description has well under one.
_MOST_BYTES = 16 * 1024 * 1024
_TIMEOUT = 10.0
# For all of it, however slowly it comes.
_DEADLINE = 60.0
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def bytes_at(spec: str) -> bytes:
    """What is at a path or a URL.

    Raises:
        DoesNotFit: It cannot be read, or is too much to be a description.
    """
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", spec):
        return _downloaded(spec)
    try:
        return Path(spec).read_bytes()
    except OSError as error:
        raise DoesNotFit([f"{spec} cannot be read: {error.strerror}."]) from error


def _downloaded(url: str) -> bytes:
    try:
        if not _is_safe(httpx.URL(url)):
            raise DoesNotFit([f"{url} is no https address; http is for this machine itself."])
        return b"".join(_chunks(url))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        said = str(error) or type(error).__name__
        raise DoesNotFit([f"{url} cannot be read: {said}."]) from error


def _is_safe(url: httpx.URL) -> bool:
    """Whether nobody on the way can put a description of their own there."""
    return url.scheme == "https" or (url.scheme == "http" and url.host in _LOOPBACK)


def _chunks(url: str) -> Iterator[bytes]:
    with (
        # Of the caller's environment, neither proxies nor passwords are used.
        httpx.Client(timeout=_TIMEOUT, trust_env=False) as client,
        client.stream("GET", url, headers={"Accept": "application/json"}) as response,
    ):
        if response.status_code != HTTPStatus.OK:
            raise DoesNotFit([f"{url} answers {_words_of(response)}; 200 is needed."])
        yield from _within_limits(url, response.iter_bytes())


def _words_of(response: httpx.Response) -> str:
    # Whether another address is to be trusted is for whoever runs this to say.
    leads = response.has_redirect_location
    place = f" and leads to {response.headers['Location']}" if leads else ""
    return f"{response.status_code}{place}"


def _within_limits(url: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    begun, size = time.monotonic(), 0
    for chunk in chunks:
        size += len(chunk)
        if size > _MOST_BYTES:
            raise DoesNotFit([f"{url} brings more than {_MOST_BYTES} bytes."])
        if time.monotonic() - begun > _DEADLINE:
            raise DoesNotFit([f"{url} took more than {_DEADLINE:.0f} seconds."])
        yield chunk
