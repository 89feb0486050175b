"""The options of a client, validated when it is made."""

import os
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, TypeAlias, TypedDict
from urllib.parse import SplitResult, urlsplit

from attrs import Attribute, field, frozen

from ._runtime.operations import KeyKind
from .errors import ConfigurationError
from .rate_limits import (
    SHARED_LIMITER_METHODS,
    AsyncSharedRateLimiter,
    RateLimiter,
    RateLimits,
    SharedRateLimiter,
)

BASE_URL = "https://api.jetemail.com"

# https://jetemail.com/docs/cli/authentication.md and /cli/configuration
_PREFIXES: Mapping[KeyKind, str] = {"account": "api_", "transactional": "transactional_"}
ARGUMENTS: Mapping[KeyKind, str] = {"account": "api_key", "transactional": "transactional_key"}
VARIABLES: Mapping[KeyKind, str] = {
    "account": "JETEMAIL_API_KEY",
    "transactional": "JETEMAIL_TRANSACTIONAL_KEY",
}

AnyLimits: TypeAlias = RateLimits | RateLimiter | SharedRateLimiter | AsyncSharedRateLimiter | None

# Over eleven days. poll(2) fails above twice as many: it counts milliseconds.
_MAX_SECONDS = 1_000_000


def _positive(instance: object, attribute: "Attribute[float]", value: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{attribute.name}: expected seconds, got {type(value).__name__}")
    if not 0 < value <= _MAX_SECONDS:
        limits = f"it must be above 0 and at most {_MAX_SECONDS}"
        raise ConfigurationError(f"{attribute.name} is {value}; {limits}.")


def _count(instance: object, attribute: "Attribute[int]", value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{attribute.name}: expected an int, got {type(value).__name__}")
    if value < 1:
        raise ConfigurationError(f"{attribute.name} is {value}; the minimum is 1.")


def _limiter(
    instance: object,
    attribute: "Attribute[AnyLimits]",
    value: AnyLimits,
) -> None:
    methods = (getattr(value, name, None) for name in SHARED_LIMITER_METHODS)
    if not isinstance(value, RateLimits | RateLimiter | None) and not all(map(callable, methods)):
        expected = "RateLimits, a RateLimiter, a shared one or None"
        raise TypeError(f"{attribute.name}: expected {expected}, got {type(value).__name__}")


def _flag(instance: object, attribute: "Attribute[bool]", value: bool) -> None:
    if not isinstance(value, bool):
        raise TypeError(f"{attribute.name}: expected a bool, got {type(value).__name__}")


def _checked_base_url(url: str) -> str:
    """Return the URL without a trailing slash; plain http is allowed to loopback only.

    It is rebuilt from its parts, so that the URL in use is the one that was checked.
    """
    if not isinstance(url, str):
        raise TypeError(f"base_url: expected a str, got {type(url).__name__}")
    parts = _parsed(url)
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise ConfigurationError(f"base_url is not an https:// URL; the default is {BASE_URL}.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ConfigurationError("base_url must have no user, password, query or fragment.")
    if not parts.path.isascii() or re.search(r"[\0- \x7f]", url):
        raise ConfigurationError("base_url has a character that must be percent-encoded.")
    if parts.scheme == "http" and not _is_loopback(parts.hostname):
        raise ConfigurationError("base_url is http://, which would send the key in the clear.")
    return parts._replace(netloc=_netloc(parts)).geturl().rstrip("/")


def _parsed(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        # Read here, as sending does: each raises ValueError if it is invalid.
        _ = parts.port, _host(parts)
    except ValueError:
        raise ConfigurationError("base_url has an invalid host or port.") from None
    return parts


def _host(parts: SplitResult) -> str:
    """Return the host name as it is resolved, sent, and compared with the certificate."""
    return (parts.hostname or "").encode("idna").decode()


@cache
def address_of(base_url: str) -> tuple[str, int]:
    """Return host and port of a validated URL."""
    url = urlsplit(base_url)
    return url.hostname or "", url.port or (443 if url.scheme == "https" else 80)


def _netloc(parts: SplitResult) -> str:
    """Return host and port; a name outside ASCII in its IDNA form."""
    port = "" if parts.port is None else f":{parts.port}"
    return parts.netloc if parts.netloc.isascii() else _host(parts) + port


# The client, or an operation, sets these headers itself.
_RESERVED_HEADERS = {
    *("accept", "accept-encoding", "authorization", "connection", "content-length"),
    *("content-type", "host", "idempotency-key", "transfer-encoding", "user-agent"),
}


def checked_headers(
    headers: Mapping[str, str] | tuple[tuple[str, str], ...],
) -> tuple[tuple[str, str], ...]:
    """Validate headers; errors do not show their values, which may be secrets."""
    pairs = tuple(headers.items() if isinstance(headers, Mapping) else headers)
    for name, value in pairs:
        if not isinstance(name, str) or not isinstance(value, str):
            raise TypeError("headers: expected names and values that are str")
        if not re.fullmatch(r"[\w!#$%&'*+.^`|~-]+", name, re.ASCII):
            raise ConfigurationError(f"headers: {name!r} is not a valid header name.")
        if name.lower() in _RESERVED_HEADERS:
            raise ConfigurationError(f"headers: {name} is set by the client.")
        if not re.fullmatch(r"[!-~]([ -~]*[!-~])?", value):
            raise ConfigurationError(
                f"headers: {name} must be printable ASCII, without spaces around it."
            )
    return pairs


def _is_loopback(host: str) -> bool:
    return host in {"localhost", "::1"} or re.fullmatch(r"127(\.\d{1,3}){3}", host) is not None


class Options(TypedDict, total=False):
    """The options of a client beside its keys; times are in seconds."""

    base_url: str
    """URL of the API: https, or http to loopback. Default: https://api.jetemail.com."""
    deadline: float
    """Limit of a call: its attempts, responses, and the delays between them. Default: 60."""
    attempt_timeout: float
    """Limit of one attempt: a second more for each 256 KiB that it uploads. Default: 20.

    The deadline limits it, too. An upload that needs longer needs a longer `deadline`.
    """
    connect_timeout: float
    """Limit of connecting, within an attempt. Default: 5."""
    max_connections: int
    """Connections of each event loop, or of a `JetEmail` in all threads. Default: 100.

    A call waits for a free connection. A `transport` has a limit of its own.
    """
    rate_limits: AnyLimits
    """Requests per minute, below which calls wait; None for no limit. Default: `RateLimits()`.

    Waiting does not count toward the deadline. Clients of one account share its limits: see
    `jetemail_api_client.rate_limits`, also for a limiter that processes share.
    """
    rate_limit_timeout: float
    """Limit of waiting for `rate_limits`, in a call. Default: 600."""
    rate_limit_block: bool
    """After a 429, send nothing until Retry-After has passed. Default: True.

    Calls wait for that, or fail at once if it is after their deadline.
    """
    retry_budget: bool
    """Limit retries to 20 ahead of successes, each of which adds a tenth. Default: True."""
    max_attempts: int
    """Attempts of a call; 1 disables retries. Default: 3."""
    headers: Mapping[str, str]
    """Sent with every call, beside the client's own headers, which they cannot replace."""


Method: TypeAlias = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
RequestRetry: TypeAlias = Literal["safe", "keyed", "idempotent", "never"]


class RequestOptions(TypedDict, total=False):
    """The options of `request`; None is the same as leaving one out."""

    json: object
    """The body. It may contain models."""
    query: Mapping[str, str | float | bool | None] | None
    """Query parameters; those that are None are left out."""
    headers: Mapping[str, str] | None
    """Sent beside the client's own headers, which they cannot replace."""
    retry: RequestRetry | None
    """When to retry a request that may have arrived.

    "safe": it only reads. "idempotent": repeating it has the same effect. "keyed": the endpoint
    takes an Idempotency-Key, which is sent. "never": a retry could act twice. Default: "safe" for
    GET, "keyed" with an `idempotency_key`, otherwise "never".
    """
    key: KeyKind | None
    """The API key to send. Default: "transactional" for /email and /email-batch, else "account"."""
    idempotency_key: str | None
    """The Idempotency-Key. Default: a generated one if `retry` is "keyed", otherwise none."""


# Options that `with_options` cannot change.
SHARED_OPTIONS = {
    *("base_url", "max_connections", "rate_limits", "rate_limit_block", "retry_budget"),
}


@frozen(kw_only=True)
class Settings:
    """The validated options of a client, with its keys."""

    keys: Mapping[KeyKind, str] = field(repr=False)
    base_url: str = field(default=BASE_URL, converter=_checked_base_url)
    deadline: float = field(default=60.0, validator=_positive)
    attempt_timeout: float = field(default=20.0, validator=_positive)
    connect_timeout: float = field(default=5.0, validator=_positive)
    max_attempts: int = field(default=3, validator=_count)
    max_connections: int = field(default=100, validator=_count)
    rate_limits: AnyLimits = field(factory=RateLimits, validator=_limiter)
    rate_limit_timeout: float = field(default=600.0, validator=_positive)
    rate_limit_block: bool = field(default=True, validator=_flag)
    retry_budget: bool = field(default=True, validator=_flag)
    headers: tuple[tuple[str, str], ...] = field(
        default=(), converter=checked_headers, repr=lambda pairs: repr([name for name, _ in pairs])
    )

    def __attrs_post_init__(self) -> None:
        if not (self.rate_limit_block or isinstance(self.rate_limits, RateLimits | None)):
            raise ConfigurationError(
                "rate_limit_block is an option of the rate limiter that was given, such as "
                "RateLimiter(is_blocking=False)."
            )


def keys_from(api_key: str | None, transactional_key: str | None) -> Mapping[KeyKind, str]:
    """Return the keys from the arguments, else from the environment; either may be missing.

    Raises:
        ConfigurationError: A key is empty, of the other kind, or has invalid characters.
    """
    given: Mapping[KeyKind, Any] = {"account": api_key, "transactional": transactional_key}
    keys: dict[KeyKind, str] = {}
    for kind, key in given.items():
        source = ARGUMENTS[kind] if key is not None else VARIABLES[kind]
        # Many deployments set a variable to the empty string for no value.
        found = key if key is not None else os.environ.get(source) or None
        if found is not None:
            _check_key(kind, found, source)
            keys[kind] = found
    return keys


def _check_key(kind: KeyKind, key: object, source: str) -> None:
    """Validate a key, without showing it."""
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
