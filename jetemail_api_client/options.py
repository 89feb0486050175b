"""The options of a client, validated when it is made."""

import math
import os
import random
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Literal, TypeAlias, TypedDict
from urllib.parse import SplitResult, urlsplit

from attrs import Attribute, evolve, field, frozen

from ._runtime.functions import check_plain
from ._runtime.operations import KeyKind
from ._runtime.validators import is_header_value, wrong_type
from ._runtime.values import attributes_repr, printable
from .errors import ConfigurationError
from .rate_limits import (
    SHARED_LIMITER_METHODS,
    AsyncSharedRateLimiter,
    RateLimiter,
    RateLimits,
    SharedRateLimiter,
)

__all__ = ["CallOptions", "Clock", "Method", "Options", "RequestOptions", "RequestRetry"]

BASE_URL = "https://api.jetemail.com"
BASE_URL_VARIABLE = "JETEMAIL_BASE_URL"
ALLOW_HTTP = "JETEMAIL_ALLOW_HTTP"

# https://jetemail.com/docs/cli/authentication.md and /cli/configuration
_PREFIXES: Mapping[KeyKind, str] = {"account": "api_", "transactional": "transactional_"}
ARGUMENTS: Mapping[KeyKind, str] = {"account": "api_key", "transactional": "transactional_key"}
VARIABLES: Mapping[KeyKind, str] = {
    "account": "JETEMAIL_API_KEY",
    "transactional": "JETEMAIL_TRANSACTIONAL_KEY",
}
# The prefix of a webhook's secret: https://jetemail.com/docs/webhooks/security.md
SECRET_PREFIX = "whsec_"  # noqa: S105 - no secret

AnyLimits: TypeAlias = RateLimits | RateLimiter | SharedRateLimiter | AsyncSharedRateLimiter | None
"""Shares of the rate limits, a limiter for several clients or processes, or None for no limit."""

# Over eleven days. poll(2) fails above twice as many: it counts milliseconds.
_MAX_SECONDS = 1_000_000


def _positive(instance: object, attribute: "Attribute[float]", value: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{attribute.name}: expected seconds, got {type(value).__name__}")
    if not 0 < value <= _MAX_SECONDS:
        limits = f"it must be above 0 and at most {_MAX_SECONDS}"
        raise ConfigurationError(f"{attribute.name} is {printable(value)}; {limits}.")


def _count(instance: object, attribute: "Attribute[int]", value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{attribute.name}: expected an int, got {type(value).__name__}")
    if value < 1:
        raise ConfigurationError(f"{attribute.name} is {printable(value)}; the minimum is 1.")


def _limiter(
    instance: object,
    attribute: "Attribute[AnyLimits]",
    value: AnyLimits,
) -> None:
    # A class has the methods as well, but nothing to call them on.
    methods = (getattr(value, name, None) for name in SHARED_LIMITER_METHODS)
    is_shared = not isinstance(value, type) and all(map(callable, methods))
    if not (is_shared or isinstance(value, RateLimits | RateLimiter | None)):
        expected = "RateLimits, a RateLimiter, a shared one or None"
        raise TypeError(f"{attribute.name}: expected {expected}, got {type(value).__name__}")


def _flag(instance: object, attribute: "Attribute[bool]", value: bool) -> None:
    if not isinstance(value, bool):
        raise TypeError(f"{attribute.name}: expected a bool, got {type(value).__name__}")


def _default_base_url() -> str:
    """Return the URL of the environment, or that of the API."""
    # Many deployments set a variable to the empty string for no value.
    if url := os.environ.get(BASE_URL_VARIABLE):
        return _checked_base_url(url, BASE_URL_VARIABLE)
    return BASE_URL


def _checked_base_url(url: str, source: str = "base_url") -> str:
    """Return the URL without a trailing slash.

    It is rebuilt from its parts, so that the URL in use is the one that was checked.
    """
    if not isinstance(url, str):
        raise TypeError(f"{source}: expected a str, got {type(url).__name__}")
    parts = _parsed(url, source)
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise ConfigurationError(f"{source} is not an https:// URL; the default is {BASE_URL}.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ConfigurationError(f"{source} must have no user, password, query or fragment.")
    if not parts.path.isascii() or re.search(r"[\0- \x7f]", url):
        reason = "has a space, a control character or one outside ASCII"
        raise ConfigurationError(f"{source} {reason}: remove it, or percent-encode it.")
    return parts._replace(netloc=_netloc(parts)).geturl().rstrip("/")


def _parsed(url: str, source: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        # Read here, as sending does: each raises ValueError if it is invalid.
        _ = parts.port, _host(parts)
    except ValueError:
        raise ConfigurationError(
            f"{source} has an invalid host or port: give one such as https://a.example:8443."
        ) from None
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
    if not isinstance(headers, Mapping | tuple):
        raise wrong_type(None, "headers", "a dict", headers)
    pairs = headers if isinstance(headers, tuple) else tuple(headers.items())
    for pair in pairs:
        if not (isinstance(pair, tuple) and len(pair) == 2):
            raise wrong_type(None, "headers", "a dict", headers)
        name, value = pair
        if not isinstance(name, str):
            raise wrong_type(None, "headers", "names that are a str", name)
        if not isinstance(value, str):
            raise wrong_type(None, f"headers[{name!r}]", "a str", value)
        if not re.fullmatch(r"[\w!#$%&'*+.^`|~-]+", name, re.ASCII):
            raise ConfigurationError(
                f"headers: {name!r} is not a valid header name: use letters, digits, hyphens."
            )
        if name.lower() in _RESERVED_HEADERS:
            raise ConfigurationError(f"headers: {name} is set by the client: leave it out.")
        if not is_header_value(value):
            raise ConfigurationError(
                f"headers: {name} must be printable ASCII, without spaces around it."
            )
    return pairs


def _is_loopback(host: str) -> bool:
    # Names below localhost as well: https://www.rfc-editor.org/rfc/rfc6761#section-6.3
    is_name = host.removesuffix(".").rpartition(".")[2] == "localhost"
    return is_name or host == "::1" or re.fullmatch(r"127(\.\d{1,3}){3}", host) is not None


_FLAGS: Mapping[str, bool] = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("", "0", "false", "no", "off"), False),
}


def _allows_http() -> bool:
    """Return the flag of the environment."""
    if (flag := _FLAGS.get(os.environ.get(ALLOW_HTTP, "").strip().lower())) is None:
        raise ConfigurationError(
            f"The environment variable {ALLOW_HTTP} is neither 1 nor 0: set it to one, or unset it."
        )
    return flag


class CallOptions(TypedDict, total=False):
    """The options that `with_options` can change for some calls; times are in seconds.

    None is the same as leaving one out.
    """

    deadline: float | None
    """Limit of a call: its attempts, responses and the delays between. Default: 60 seconds."""
    attempt_timeout: float | None
    """Limit of one attempt: a second more for each 256 KiB that it uploads. Default: 20 seconds.

    The deadline limits it, too. An upload that needs longer needs a longer `deadline`.
    """
    connect_timeout: float | None
    """Limit of connecting, within an attempt. Default: 5 seconds."""
    rate_limit_timeout: float | None
    """Limit of waiting for `rate_limits`, in a call. Default: 600 seconds."""
    max_attempts: int | None
    """Attempts of a call; 1 disables retries. Default: 3."""
    headers: Mapping[str, str] | None
    """Sent with every call, beside the client's own headers, which they cannot replace.

    Default: none.
    """


class Options(CallOptions, total=False):
    """The options of a client beside its keys; times are in seconds.

    None is the same as leaving one out, but for `rate_limits`.
    """

    base_url: str | None
    """URL of the API: https, or http to loopback.

    Default: JETEMAIL_BASE_URL of the environment, or https://api.jetemail.com.
    """
    allow_http: bool | None
    """Allow http to other hosts, to which the keys are then sent unencrypted.

    Default: JETEMAIL_ALLOW_HTTP of the environment, or False.
    """
    max_connections: int | None
    """Connections of each event loop, or of a `JetEmail` in all threads. Default: 100.

    A call waits for a free connection. A `transport` has a limit of its own.
    """
    rate_limits: AnyLimits
    """Requests per minute, below which calls wait; None for no limit. Default: `RateLimits()`.

    Waiting does not count toward the deadline. Clients of one account share its limits: see
    `jetemail_api_client.rate_limits`, also for a limiter that processes share.
    """
    rate_limit_block: bool | None
    """After a 429, send nothing until Retry-After has passed. Default: True.

    Calls wait for that, or fail at once if it is after their deadline.
    """
    retry_budget: bool | None
    """Limit retries to 20 ahead of successes, each of which adds a tenth. Default: True."""


Method: TypeAlias = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
"""HTTP method of a custom request."""

RequestRetry: TypeAlias = Literal["safe", "idempotency_key", "idempotent", "never"]
"""When a custom request that may have arrived is retried: see `RequestOptions.retry`."""


class RequestOptions(TypedDict, total=False):
    """The options of `request`; None is the same as leaving one out."""

    json: object
    """The body. It may contain models."""
    query: Mapping[str, str | float | bool | None] | None
    """Query parameters; those that are None are left out."""
    headers: Mapping[str, str | None] | None
    """Sent beside the client's own headers, which they cannot replace; None leaves one out."""
    retry: RequestRetry | None
    """When to retry a request that may have arrived.

    "safe": it only reads. "idempotent": repeating it has the same effect. "idempotency_key": the
    endpoint takes an Idempotency-Key, which is sent. "never": a retry could act twice. Default:
    "safe" for GET, "idempotency_key" with an `idempotency_key`, otherwise "never".
    """
    key: KeyKind | None
    """The API key to send. Default: "transactional" for /email and /email-batch, else "account"."""
    idempotency_key: str | None
    """The Idempotency-Key. Default: generated if `retry` is "idempotency_key", otherwise none."""


def monotonic_time() -> float:
    """Return the time of `time.monotonic`, looked up at each call: tools replace it."""
    return time.monotonic()


def unix_time() -> float:
    """Return the time of `time.time`, looked up at each call: tools replace it."""
    return time.time()


def _jitter() -> float:
    return random.random()  # noqa: S311 - no secret


def _function(instance: object, attribute: "Attribute[Any]", value: object) -> None:
    check_plain(f"Clock.{attribute.name}", value)


@frozen(kw_only=True)
class Clock:
    """The sources of time and randomness of a client; tests replace them.

    The defaults look up the functions of `time` and `random` at each reading, so that tools that
    replace those have an effect.
    """

    monotonic: Callable[[], float] = field(default=monotonic_time, validator=_function)
    """Seconds of a clock that is never set, for deadlines, delays and rate limits."""
    unix: Callable[[], float] = field(default=unix_time, validator=_function)
    """Unix seconds, to read dates of the server."""
    jitter: Callable[[], float] = field(default=_jitter, validator=_function)
    """A number from 0 to 1 for each delay: the part of its limit that it takes."""


def checked_clock(clock: Clock | None) -> Clock:
    """Return the clock that a client was given, or the default; each function is read once.

    Raises:
        TypeError: It is no `Clock`, or a function returns no number.
    """
    if clock is None:
        return Clock()
    if not isinstance(clock, Clock):
        raise TypeError(f"clock: expected an options.Clock, got {type(clock).__name__}")
    for name in ("monotonic", "unix", "jitter"):
        value = getattr(clock, name)()
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not (is_number and math.isfinite(value)):
            raise TypeError(f"Clock.{name}: expected a number, got {type(value).__name__}")
    return clock


@frozen(kw_only=True)
class Settings:
    """The validated options of a client, with its keys."""

    keys: Mapping[KeyKind, str] = field(repr=False)
    base_url: str = field(factory=_default_base_url, converter=_checked_base_url)
    allow_http: bool = field(factory=_allows_http, validator=_flag)
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

    __repr__ = attributes_repr

    def __attrs_post_init__(self) -> None:
        parts = urlsplit(self.base_url)
        if parts.scheme == "http" and not (self.allow_http or _is_loopback(parts.hostname or "")):
            raise ConfigurationError(
                "base_url is http://, which would send the key in the clear. If the network up to "
                f"that host is your own, allow it with allow_http=True, or {ALLOW_HTTP}=1 in the "
                "environment."
            )
        if not (self.rate_limit_block or isinstance(self.rate_limits, RateLimits | None)):
            raise ConfigurationError(
                "rate_limit_block is an option of the rate limiter that was given, such as "
                "RateLimiter(is_blocking=False)."
            )


def settings_of(
    client: str, api_key: str | None, transactional_key: str | None, options: Mapping[str, Any]
) -> Settings:
    """Return the settings of a new client of this class.

    Raises:
        ConfigurationError: A key is missing or malformed, or an option is invalid.
        TypeError: An option does not exist, or is of a wrong type.
    """
    check_names(client, options.keys(), Options.__optional_keys__ | _ARGUMENTS)
    return Settings(keys=keys_from(api_key, transactional_key), **_given(options))


def changed_settings(client: str, settings: Settings, options: Mapping[str, Any]) -> Settings:
    """Return the settings with other options.

    Raises:
        ConfigurationError: An option is invalid, or shared by all calls.
        TypeError: An option does not exist, or is of a wrong type.
    """
    if shared := options.keys() & _SHARED:
        raise ConfigurationError(f"{min(shared)} is shared by all calls: make another client.")
    check_names(f"{client}.with_options", options.keys(), CallOptions.__optional_keys__)
    return evolve(settings, **_given(options))


def _given(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that were given; None is no value of any other than `rate_limits`."""
    return {
        name: value for name, value in options.items() if value is not None or name == "rate_limits"
    }


# The names of options.

# Arguments of a client that are none of its options.
_ARGUMENTS = {
    *("api_key", "transactional_key", "transport", "http_client", "hooks", "clock", "sleep"),
}
# Those that `with_options` cannot change.
_SHARED = _ARGUMENTS | (Options.__optional_keys__ - CallOptions.__optional_keys__)


def check_names(place: str, options: Iterable[str], known: frozenset[str]) -> None:
    """Check that the options of these names exist.

    Raises:
        TypeError: One does not; the error says what to use.
    """
    name = next((name for name in options if name not in known), None)
    if name is not None:
        # Late: only this needs it.
        from ._option_names import advice

        raise TypeError(f"{place}: there is no option {name}; {advice(place, name, known)}")


# The keys.


def keys_from(api_key: str | None, transactional_key: str | None) -> Mapping[KeyKind, str]:
    """Return the keys from the arguments, else from the environment; either may be missing.

    Raises:
        ConfigurationError: A key is empty, malformed or of the other kind.
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


_QUOTE = "[\"'`\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
_QUOTE += "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]"
_PREFIX = f"(?:{'|'.join([*_PREFIXES.values(), SECRET_PREFIX])})"
_MALFORMED: Sequence[tuple[str, str]] = (
    (r"", "is blank"),
    (rf"{_QUOTE}.*|.*{_QUOTE}", "has quotation marks around it"),
    (r"\$.*|%.*%|\{\{.*|<.*", "is a placeholder that nothing has replaced"),
    (r"(?i:bearer|basic|token)\s.*", "begins with a word such as Bearer, which the client adds"),
    (
        rf"(?i:export|set|setx)\s.*|[A-Z][A-Z0-9_]*\s*[=:].+|.*[^A-Za-z0-9_]{_PREFIX}.*",
        "has something before it, such as the name of a variable",
    ),
    ("|".join([*ARGUMENTS.values(), *VARIABLES.values()]), "is the name of a key, not the key"),
    (r".*[;,)\]}>]", "has a punctuation mark after it"),
)
"""Patterns of a key without the whitespace around it, and what is wrong with it; in this order."""


def malformation(key: str) -> str | None:
    """Return what is wrong with a key or a secret, without showing it; None if nothing is."""
    bare = key.strip()
    if not key:
        return "is empty"
    # Before the patterns: a key with a byte order mark looks as if nothing stood before it.
    for one in bare:
        if not one.isascii() and not one.isprintable():
            return f"has a character outside ASCII, the invisible U+{ord(one):04X}"
    for pattern, problem in _MALFORMED:
        if re.fullmatch(pattern, bare, re.DOTALL):
            return problem
    if bare != key:
        return "has whitespace or a line break around it"
    if not bare.isascii():
        return "has a character outside ASCII"
    return None if re.fullmatch(r"[!-~]+", key) else "has whitespace or a control character in it"


def _check_key(kind: KeyKind, key: object, source: str) -> None:
    """Validate a key, without showing it."""
    if not isinstance(key, str):
        raise TypeError(f"{source}: expected a str, got {type(key).__name__}")
    where = "argument" if source == ARGUMENTS[kind] else "environment variable"
    if problem := malformation(key):
        raise ConfigurationError(f"The {where} {source} {problem}: give the key alone.")
    for other, prefix in _PREFIXES.items():
        if other != kind and key.startswith(prefix):
            raise ConfigurationError(
                f"The {where} {source} holds the other kind of key, {prefix}...: "
                f"give it as {ARGUMENTS[other]} or in {VARIABLES[other]}."
            )


def __dir__() -> list[str]:
    return __all__
