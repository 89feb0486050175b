"""Requests of endpoints that the description does not have: a path, and a JSON body."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Literal, Unpack, get_args
from urllib.parse import unquote

from attrs import evolve

from .._runtime.frames import without_arguments
from .._runtime.operations import KEY_HEADER, KeyKind, Operation, Parameter, Request
from .._runtime.parsing import any_json
from .._runtime.requests import build_request, secret_texts
from .._runtime.validators import invalid, mapping_of, utf8_of, wrong_type
from .._runtime.values import UNSET
from ..options import Method, RequestOptions, RequestRetry, check_names, checked_headers
from .redaction import secrets_of_header

_NAME = "request"

# Characters that a path may have, by RFC 3986; the others are percent-encoded.
_PATH = re.compile(r"(/([\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+)+/?", re.ASCII)
# https://jetemail.com/docs/cli/authentication.md: all other paths take the account key.
_TRANSACTIONAL_PATH = re.compile(r"/email(-batch)?(/.*)?")
# https://support.jetemail.com/api-reference/introduction
_EMAIL_PATH = "/email"
# With the names of described secrets that do not look like one.
_SECRET_NAME = re.compile(
    r"passw|passphrase|secret|token|(api|private|access)[_-]?key|credential|auth(?!or)"
    r"|^(webhook_headers|filter_users)$",
    re.IGNORECASE,
)


class _SecretNames:
    """Contains each name of a field that looks like that of a secret."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _SECRET_NAME.search(name) is not None


_SECRETS = _SecretNames()


@without_arguments
def custom_request(method: Method, path: str, **options: Unpack[RequestOptions]) -> Request[Any]:
    """Build the request.

    Raises:
        InvalidRequestError: An argument is invalid.
        ConfigurationError: A header is invalid, or set by the client.
        TypeError: An argument has the wrong type.
    """
    check_names(_NAME, options.keys(), RequestOptions.__optional_keys__)
    json, idempotency_key = options.get("json"), options.get("idempotency_key")
    key = options.get("key") or _key_of(path)
    retry = options.get("retry") or _retry_of(method, idempotency_key)
    _check_choice("method", method, Method)
    if key not in get_args(KeyKind):
        # Without the value, which may be a key.
        raise invalid(_NAME, "key", f"must be {' or '.join(get_args(KeyKind))}")
    _check_choice("retry", retry, RequestRetry)
    _check_path(path)
    given = list(_given(options))
    operation: Operation[Any] = Operation(
        name=_NAME,
        method=method,
        path=path,
        retry=retry,
        bucket="email" if path == _EMAIL_PATH else "account",
        key=key,
        secrets=_SECRETS,
        parameters=tuple(parameter for parameter, _ in given),
        response="free",
        parse=any_json,
    )
    arguments = {parameter.name: value for parameter, value in given}
    body: Any = UNSET if json is None else json
    request = build_request(operation, arguments, body=body, body_name="json")
    texts = secret_texts(dict(request.query), _SECRETS)
    # Any header may be a secret, as those of the client.
    values = (value for value in (options.get("headers") or {}).values() if value is not None)
    headers = chain.from_iterable(map(secrets_of_header, values))
    return evolve(request, secrets=(*request.secrets, *texts, *headers))


def _key_of(path: str) -> KeyKind:
    return "transactional" if _TRANSACTIONAL_PATH.fullmatch(str(path)) else "account"


def _retry_of(method: Method, idempotency_key: str | None) -> RequestRetry:
    if method == "GET":
        return "safe"
    return "never" if idempotency_key is None else "idempotency_key"


def _check_choice(name: str, value: object, choices: Any) -> None:
    if not isinstance(value, str):
        raise wrong_type(_NAME, name, "a str", value)
    if value not in get_args(choices):
        raise invalid(_NAME, name, f"is {value!r}; it must be {', '.join(get_args(choices))}")


def _check_path(path: object) -> None:
    """Check that a path stays below the base URL, and is sent as it is."""
    if not isinstance(path, str):
        raise wrong_type(_NAME, "path", "a str", path)
    if "?" in path:
        raise invalid(_NAME, "path", "has a query; give it as the argument query")
    if not _PATH.fullmatch(path):
        raise invalid(
            _NAME,
            "path",
            'must begin with "/", follow the base URL, and percent-encode what a path cannot have',
        )
    if {".", ".."} & set(re.split(r"[/\\]", unquote(path))):
        raise invalid(_NAME, "path", 'must not have a segment "." or ".."')


def _given(options: RequestOptions) -> Iterator[tuple[Parameter, Any]]:
    """Yield the parameters with their values; None means that one was not passed."""
    for name, value in _mapping_of("query", options).items():
        utf8_of(_NAME, f"query[{name!r}]", name)
        if value is not None:
            yield Parameter("query", f"query[{name!r}]", name, _accept), value
    headers = _mapping_of("headers", options)
    for name, value in checked_headers({k: v for k, v in headers.items() if v is not None}):
        yield Parameter("header", f"headers[{name!r}]", name, _accept), value
    if (value := options.get("idempotency_key")) is not None:
        yield Parameter("header", "idempotency_key", KEY_HEADER, _accept), value


def _mapping_of(name: Literal["query", "headers"], options: RequestOptions) -> Mapping[str, Any]:
    given = options.get(name)
    if given is None:
        return {}
    mapping_of(_accept)(_NAME, name, given)
    return given


def _accept(*_: object) -> None:
    """Accept any value: it is only encoded."""
