"""A client's settings, checked when the client is made."""

import os
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, TypedDict
from urllib.parse import SplitResult, urlsplit

from attrs import Attribute, field, frozen

from ._runtime.records import KeyKind
from .errors import ConfigurationError

BASE_URL = "https://api.jetemail.com"

# https://jetemail.com/docs/cli/authentication.md and /cli/configuration
_PREFIXES: Mapping[KeyKind, str] = {"account": "api_", "transactional": "transactional_"}
ARGUMENTS: Mapping[KeyKind, str] = {"account": "api_key", "transactional": "transactional_key"}
VARIABLES: Mapping[KeyKind, str] = {
    "account": "JETEMAIL_API_KEY",
    "transactional": "JETEMAIL_TRANSACTIONAL_KEY",
}

# Over eleven days; of more than twice as many, poll(2) makes an error: it counts milliseconds.
_SECONDS_MOST = 1_000_000


def _positive(instance: object, attribute: "Attribute[float]", value: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{attribute.name}: expected seconds, got {type(value).__name__}")
    if not 0 < value <= _SECONDS_MOST:
        words = f"it must be above 0 and at most {_SECONDS_MOST}"
        raise ConfigurationError(f"{attribute.name} is {value}; {words}.")


def _count(instance: object, attribute: "Attribute[int]", value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{attribute.name}: expected an int, got {type(value).__name__}")
    if value < 1:
        raise ConfigurationError(f"{attribute.name} is {value}; the minimum is 1.")


def _flag(instance: object, attribute: "Attribute[bool]", value: bool) -> None:
    if not isinstance(value, bool):
        raise TypeError(f"{attribute.name}: expected a bool, got {type(value).__name__}")


def _checked_base_url(url: str) -> str:
    """The address without a slash at its end; plain http only to this machine itself.

    It is put together anew from its parts: what is checked here is what is used.
    """
    if not isinstance(url, str):
        raise TypeError(f"base_url: expected a str, got {type(url).__name__}")
    parts = _parsed(url)
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise ConfigurationError(f"base_url is no https:// address; the usual one is {BASE_URL}.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ConfigurationError("base_url must have no user, password, query or fragment.")
    if not parts.path.isascii() or re.search(r"[\0- \x7f]", url):
        raise ConfigurationError("base_url has a character in it that must be quoted.")
    if parts.scheme == "http" and not _is_loopback(parts.hostname):
        raise ConfigurationError("base_url is http://, which would send the key in the clear.")
    return parts._replace(netloc=_netloc(parts)).geturl().rstrip("/")


def _parsed(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        # Read here, as sending does: either may be what no server has.
        _ = parts.port, _host(parts)
    except ValueError:
        raise ConfigurationError("base_url has a host or a port that cannot be.") from None
    return parts


def _host(parts: SplitResult) -> str:
    """A host's name as it is looked up, sent and compared with a certificate's."""
    return (parts.hostname or "").encode("idna").decode()


@cache
def address_of(base_url: str) -> tuple[str, int]:
    """The host and the port of an address that was checked."""
    url = urlsplit(base_url)
    return url.hostname or "", url.port or (443 if url.scheme == "https" else 80)


def _netloc(parts: SplitResult) -> str:
    """The host and the port; of a name outside ASCII the form that is sent."""
    port = "" if parts.port is None else f":{parts.port}"
    return parts.netloc if parts.netloc.isascii() else _host(parts) + port


# What a client, or an operation, sends of its own accord.
_HEADERS_TAKEN = {
    *("accept", "accept-encoding", "authorization", "connection", "content-length"),
    *("content-type", "host", "idempotency-key", "transfer-encoding", "user-agent"),
}


def _checked_headers(
    headers: Mapping[str, str] | tuple[tuple[str, str], ...],
) -> tuple[tuple[str, str], ...]:
    """Headers that can be sent; their values are not shown, for they may be secrets."""
    pairs = tuple(headers.items() if isinstance(headers, Mapping) else headers)
    for name, value in pairs:
        if not isinstance(name, str) or not isinstance(value, str):
            raise TypeError("headers: expected names and values that are str")
        if not re.fullmatch(r"[\w!#$%&'*+.^`|~-]+", name, re.ASCII):
            raise ConfigurationError(f"headers: {name!r} is no name of a header.")
        if name.lower() in _HEADERS_TAKEN:
            raise ConfigurationError(f"headers: {name} is the client's own.")
        if not re.fullmatch(r"[!-~]([ -~]*[!-~])?", value):
            raise ConfigurationError(f"headers: {name} must be printable ASCII, without edges.")
    return pairs


def _is_loopback(host: str) -> bool:
    return host in {"localhost", "::1"} or re.fullmatch(r"127(\.\d{1,3}){3}", host) is not None


class Options(TypedDict, total=False):
    """What a client may be told beside its keys; times in seconds."""

    base_url: str
    """Where the API is: https, or http on this machine itself."""
    deadline: float
    """For a whole call: attempts, answers and the pauses between them. 60 if not given."""
    attempt_timeout: float
    """For one attempt. 20 if not given."""
    connect_timeout: float
    """For connecting, within an attempt. 5 if not given."""
    max_connections: int
    """At most, for each event loop; of `JetEmail`, for all threads. 100 if not given.

    A call waits for a free one. A `transport` has its own limit.
    """
    pacing: bool
    """Keep under the API's limits: 240 requests a minute, 600 for sending. On if not given."""
    rate_limit_gate: bool
    """After a 429 let nothing out until the moment that the API asked to wait for. On if not given.

    Calls wait for it, or fail at once if it is after their deadline.
    """
    retry_budget: bool
    """Make at most 20 retries ahead of the successes, each of which gives back a tenth. On if not
    given.
    """
    max_attempts: int
    """How often a call is tried at most: 3 if not given; 1 switches retrying off."""
    headers: Mapping[str, str]
    """Sent with every call, beside the client's own, which they cannot replace."""


# What calls cannot have for themselves.
SHARED_BY_CALLS = {"base_url", "max_connections", "pacing", "rate_limit_gate", "retry_budget"}


@frozen(kw_only=True)
class Settings:
    """The options of a client, checked, with its keys."""

    keys: Mapping[KeyKind, str] = field(repr=False)
    base_url: str = field(default=BASE_URL, converter=_checked_base_url)
    deadline: float = field(default=60.0, validator=_positive)
    attempt_timeout: float = field(default=20.0, validator=_positive)
    connect_timeout: float = field(default=5.0, validator=_positive)
    max_attempts: int = field(default=3, validator=_count)
    max_connections: int = field(default=100, validator=_count)
    pacing: bool = field(default=True, validator=_flag)
    rate_limit_gate: bool = field(default=True, validator=_flag)
    retry_budget: bool = field(default=True, validator=_flag)
    headers: tuple[tuple[str, str], ...] = field(
        default=(), converter=_checked_headers, repr=lambda pairs: repr([name for name, _ in pairs])
    )


def keys_from(api_key: str | None, transactional_key: str | None) -> Mapping[KeyKind, str]:
    """The keys from the arguments, else from the environment; either may be missing.

    Raises:
        ConfigurationError: A key is empty, of the other kind, or has characters no key has.
    """
    given: Mapping[KeyKind, Any] = {"account": api_key, "transactional": transactional_key}
    keys: dict[KeyKind, str] = {}
    for kind, key in given.items():
        source = ARGUMENTS[kind] if key is not None else VARIABLES[kind]
        # An empty variable is how many set-ups say that there is none.
        found = key if key is not None else os.environ.get(source) or None
        if found is not None:
            _check_key(kind, found, source)
            keys[kind] = found
    return keys


def _check_key(kind: KeyKind, key: object, source: str) -> None:
    """Refuse what cannot be a key, without showing it."""
    if not isinstance(key, str):
        raise TypeError(f"{source}: expected a str, got {type(key).__name__}")
    if not key:
        raise ConfigurationError(f"{source} is empty.")
    if not re.fullmatch(r"[!-~]+", key):
        raise ConfigurationError(
            f"{source} has a space, a line break or a character outside ASCII: no key has one. "
            "Was it copied with something around it?"
        )
    for other, prefix in _PREFIXES.items():
        if other != kind and key.startswith(prefix):
            raise ConfigurationError(
                f"{source} holds the other kind of key, {prefix}...: "
                f"give it as {ARGUMENTS[other]} or in {VARIABLES[other]}."
            )
