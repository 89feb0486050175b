"""Collect the error texts of the package into docs/errors.md: `make error-texts` writes it.

Each case causes an error as a user would: with the arguments of a client or a method, or with the
response of a server.
"""

import asyncio
import copy
import json
import re
import sqlite3
import ssl
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, suppress
from datetime import datetime
from email.utils import formatdate
from functools import partial, reduce
from io import BytesIO, StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias, cast

import httpx
import pytest
from attrs import evolve, frozen

from jetemail_api_client import AsyncJetEmail, JetEmail, emails, models, webhooks
from jetemail_api_client._bulk.journal import _failures as _journal_failures
from jetemail_api_client._call.flow import preparation_error
from jetemail_api_client._call.state import ClientState
from jetemail_api_client._generated.api.email import send
from jetemail_api_client._generated.api.smtp_users import list_ as list_users
from jetemail_api_client._generated.api.suppressions import export_csv
from jetemail_api_client._generated.api.transactional_keys import create as create_key
from jetemail_api_client._runtime.operations import Request
from jetemail_api_client._runtime.values import to_jsonable
from jetemail_api_client.errors import JetEmailError
from jetemail_api_client.options import Clock, Settings
from jetemail_api_client.rate_limits import RateLimiter, RateLimits, Wait
from jetemail_api_client.redis_limits import RedisRateLimits
from jetemail_api_client.transports import DeadlineTransport

from ..play import (
    BROKEN,
    KEYS,
    NOW,
    REQUEST,
    UNSENT,
    play,
    reconciler_of,
    response,
    with_retry_class,
)

TABLE = Path(__file__).parents[2] / "docs/errors.md"
COMMAND = "make error-texts"

Cause: TypeAlias = Callable[[], object]


class SyncLimiter:
    """A rate limiter that processes share; its store returns or raises these, in turn."""

    def __init__(self, *waits: object) -> None:
        self._waits = [*waits]

    def wait(self, *_: object, **__: object) -> Any:
        wait = self._waits.pop(0)
        if isinstance(wait, Exception):
            raise wait
        return wait

    def release(self, *_: object, **__: object) -> None: ...

    def block(self, *_: object, **__: object) -> None: ...


@frozen
class ErrorText:
    """One row of the table."""

    where: str
    """The operation, argument or option that the text must name."""
    cause: str
    """What the user, the server or the network did."""
    kind: str
    text: str


# Where, what is done, and a function that does it.
Case: TypeAlias = tuple[str, str, Cause]


def _client(**options: Any) -> Cause:
    given: dict[str, Any] = {"api_key": "api_k", **options}
    return lambda: JetEmail(**given)


def _unless(given: object, name: str, **options: Any) -> Case:
    return name, f"JetEmail({name}={given!r})", _client(**{name: given}, **options)


def _clients() -> Iterator[Case]:
    """Yield the errors of the options of a client."""
    for name, values in _OPTIONS.items():
        yield from (_unless(value, name) for value in values)
    both = {"transport": DeadlineTransport(), "http_client": httpx.Client()}
    yield "transport", "JetEmail(transport=..., http_client=...)", _client(**both)
    yield "transport", "JetEmail(transport=an async one)", _client(transport=_async_transport())
    yield "http_client", "JetEmail(http_client=an async one)", _client(http_client=_async_client())
    wrong: dict[str, Any] = {"rate_limits": RateLimiter(), "rate_limit_block": False}
    yield (
        "rate_limit_block",
        "JetEmail(rate_limits=RateLimiter(), rate_limit_block=False)",
        _client(**wrong),
    )
    yield (
        "rate_limits",
        "AsyncJetEmail(rate_limits=a sync one)",
        lambda: AsyncJetEmail("api_k", rate_limits=SyncLimiter()),
    )
    yield (
        "base_url",
        "with_options(base_url=...)",
        _calling(JetEmail("api_k").with_options, {"base_url": "https://a.example"}),
    )
    yield "timeout", "with_options(timeout=5)", _calling(JetEmail("api_k").with_options, _TIMEOUT)
    yield from _functions()
    for arguments in ({"account": 0}, {"account": "5"}):
        yield "account", f"RateLimits(**{arguments})", _calling(RateLimits, arguments)
    yield "limits", "RateLimiter(5)", _calling(RateLimiter, {"limits": 5})
    for name, value in _ENVIRONMENT:
        yield name, f"{name}={value!r}", partial(_client_in_environment, name, value)
    for seconds in (-1, "5"):
        yield "seconds", f"Wait({seconds!r})", _calling(Wait, {"seconds": seconds})
    for name, value in _REDIS_OPTIONS.items():
        given = {"url": "redis://a", name: value}
        yield name, f"RedisRateLimits({_shown(given)})", _calling(RedisRateLimits, given)
    for name, value in _TRANSPORT_OPTIONS.items():
        given = {name: value}
        yield name, f"DeadlineTransport({_shown(given)})", _calling(DeadlineTransport, given)
    yield "JetEmail", "copy.copy(a client)", lambda: copy.copy(JetEmail("api_k"))
    yield "RateLimiter", "copy.copy(a rate limiter)", lambda: copy.copy(RateLimiter())


def _calling(function: Callable[..., object], arguments: dict[str, Any]) -> Cause:
    return lambda: function(**arguments)


def _client_in_environment(name: str, value: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(name, value)
        JetEmail()


async def _async_function(*_: object, **__: object) -> None: ...


def _functions() -> Iterator[Case]:
    """Yield the errors of functions that a client is given."""
    for name in ("hooks", "sleep"):
        yield name, f"JetEmail({name}=an async function)", _client(**{name: _async_function})
    yield "hooks", "JetEmail(hooks=a class)", _client(hooks=SyncLimiter)
    yield (
        "monotonic",
        "JetEmail(clock=one that returns a str)",
        _client(clock=Clock(monotonic=cast("Any", lambda: "5"))),
    )
    yield (
        "sleep",
        "AsyncJetEmail(sleep=time.sleep)",
        lambda: AsyncJetEmail("api_k", sleep=cast("Any", time.sleep)),
    )
    yield "sleep", "JetEmail(sleep=one that returns a coroutine)", _retrying_sync
    yield "sleep", "AsyncJetEmail(sleep=a plain function)", lambda: asyncio.run(_retrying_async())


def _plain_sleep(_: float) -> Any: ...


def _failed(_: httpx.Request) -> httpx.Response:
    return httpx.Response(500)


def _retrying_sync() -> None:
    _mocked(_failed, max_attempts=2, sleep=lambda _: _async_function()).smtp_users.list()


async def _retrying_async() -> None:
    transport = httpx.MockTransport(_failed)
    async with AsyncJetEmail("api_k", transport=transport, sleep=_plain_sleep) as client:
        await client.smtp_users.list()


def _async_transport() -> httpx.AsyncHTTPTransport:
    return httpx.AsyncHTTPTransport(verify=False)


def _async_client() -> httpx.AsyncClient:
    return httpx.AsyncClient(verify=False)


_OPTIONS: dict[str, list[Any]] = {
    "api_key": [
        *("", " ", "'api_k'", "$API_KEY", "Bearer api_k", "API_KEY=api_k", "JETEMAIL_API_KEY"),
        *("api_k;", "api_k\n", "api_ k", "api_é", "api_\u200bk", "transactional_k", b"api_k"),
    ],
    "transactional_key": ["api_k"],
    # No options: what others call so, a misspelling, and something else.
    **{
        name: [5]
        for name in (
            *("timeout", "read_timeout", "max_retries", "proxy", "verify", "token", "on_event"),
            *("deadlines", "pets"),
        )
    },
    "deadline": [0, "5"],
    "max_attempts": [0, 1.5],
    "retry_budget": [5],
    "rate_limits": [5],
    "hooks": [5, [5]],
    "clock": [5],
    "sleep": [5],
    "transport": [5],
    "base_url": [
        *(5, "api.jetemail.com", "https://u:p@a.example", "https://a.example:port"),
        *("https://a.example/é", "http://a.example"),
    ],
    "headers": [5, {"a b": "c"}, {"Host": "a"}, {"X-A": "é"}, {"X-A": 5}, {5: "a"}],
}
_TIMEOUT = {"timeout": 5}
_ENVIRONMENT = [
    ("JETEMAIL_API_KEY", '"api_k"'),
    ("JETEMAIL_BASE_URL", "a.example"),
    ("JETEMAIL_ALLOW_HTTP", "perhaps"),
    ("SSL_CERT_FILE", "/no/such/file"),
    ("SSL_CERT_DIR", "/no/such/folder"),
]
_REDIS_OPTIONS: dict[str, Any] = {
    "url": "http://a",
    "name": "{a}",
    "limits": 5,
    "on_failure": "share",
    "timeout": 0,
}
_TRANSPORT_OPTIONS: dict[str, Any] = {
    "max_connections": 0,
    "keepalive_expiry": 0,
    "proxy": "socks5://a",
    "ssl_context": 5,
}

_UUID = "b814c25d-b18c-4044-ae31-49e22ce908b5"
_MAIL: dict[str, Any] = {"from_": "a@a.example", "to": "b@b.example", "subject": "c", "text": "d"}
_OTHER = {name: value for name, value in _MAIL.items() if name != "text"}
_BIG = models.Attachment(filename="a", data="A" * 60_000_000)
_DEEP: Any = reduce(lambda inner, _: [inner], range(200), cast("Any", 0))


class NotATime(datetime):
    """A datetime without a time, as `pandas.NaT`."""

    def utcoffset(self) -> Any:
        """Raise."""
        raise ValueError


class Unreadable(dict[str, Any]):
    """A mapping that can be read only every other time."""

    _is_readable = True

    def items(self) -> Any:
        """Raise, or return its items."""
        self._is_readable = not self._is_readable
        if not self._is_readable:
            raise ValueError
        return super().items()


# The arguments of a method that it refuses, and the one at fault.
_ARGUMENTS: list[tuple[str, str, dict[str, Any]]] = [
    ("smtp_users.create", "username", {"username": 5}),
    ("smtp_users.create", "username", {"username": None}),
    ("smtp_users.create", "username", {"username": ""}),
    ("smtp_users.create", "username", {"username": "\ud800"}),
    ("smtp_users.create", "username", {}),
    ("smtp_users.create", "password", {"username": "a", "password": "short"}),
    ("smtp_users.create", "password", {"username": "a", "password": "long" * 30}),
    ("smtp_users.create", "approved_domains", {"username": "a", "approved_domains": "a.example"}),
    ("smtp_users.create", "approved_domains[0]", {"username": "a", "approved_domains": [5]}),
    ("smtp_users.create", "quota", {"username": "a", "quota": -1}),
    ("smtp_users.create", "quota", {"username": "a", "quota": float("nan")}),
    (
        "smtp_users.create",
        "allow_all_domains",
        {"username": "a", "allow_all_domains": True, "allow_any_domain": True},
    ),
    ("outbound_domains.check", "uuid", {"uuid": ".."}),
    ("outbound_domains.check", "uuid", {"uuid": 5.5j}),
    ("outbound_domains.check", "uuid", {"uuid": "\ud800"}),
    ("outbound_logs.list", "limit", {"limit": 101}),
    ("outbound_logs.list", "limit", {"limit": 0}),
    ("outbound_logs.list", "date_from", {"date_from": "2026-01-01"}),
    ("outbound_logs.list", "date_from", {"date_from": datetime(2026, 1, 1)}),  # noqa: DTZ001
    ("outbound_logs.list", "date_from", {"date_from": NotATime(2026, 1, 1)}),
    ("domain_allowlist.list", "domain_allowlist.list", {}),
    ("account_allowlist.get", "uuid", {"uuid": ".."}),
    ("email.send", "email.send", _OTHER),
    ("email.send", "to", {**_MAIL, "to": 5}),
    ("email.send", "subject", {**_MAIL, "subject": "a\nb"}),
    ("email.send", "idempotency_key", {**_MAIL, "idempotency_key": "é"}),
    ("email.send", "headers", {**_MAIL, "headers": 5}),
    ("email.send", "headers", {**_MAIL, "headers": {5: "a"}}),
    ("email.send", "headers", {**_MAIL, "headers": {"a:": "b"}}),
    ("email.send", "headers['a']", {**_MAIL, "headers": {"a": "b\r\nc: d"}}),
    ("email.send", "attachments", {**_MAIL, "attachments": "a"}),
    ("email.send", "attachments", {**_MAIL, "attachments": b"a"}),
    ("email.send", "attachments", {**_MAIL, "attachments": ("a", b"b")}),
    ("email.send", "attachments", {**_MAIL, "attachments": Path("a")}),
    ("email.send", "attachments", {**_MAIL, "attachments": 5}),
    ("email.send", "attachments[0]", {**_MAIL, "attachments": ["a"]}),
    ("email.send", "attachments[0]", {**_MAIL, "attachments": [BytesIO()]}),
    ("email.send", "attachments[0]", {**_MAIL, "attachments": [("a", "b")]}),
    ("email.send", "attachments[0]", {**_MAIL, "attachments": [("a\nb", b"b")]}),
    ("email.send", "attachments[0]", {**_MAIL, "attachments": [("\ud800", b"b")]}),
    ("email.send", "attachments", {**_MAIL, "attachments": [_BIG]}),
    ("suppressions.import_csv", "csv", {"csv": 5}),
    ("suppressions.import_csv", "csv", {"csv": "a.csv"}),
    ("suppressions.import_csv", "csv", {"csv": "\ud800"}),
    ("suppressions.import_csv", "csv", {"csv": StringIO("a")}),
    ("request", "method", {"method": "BREW", "path": "/a"}),
    ("request", "method", {"method": 5, "path": "/a"}),
    ("request", "path", {"method": "GET", "path": 5}),
    ("request", "path", {"method": "GET", "path": "/a?b=c"}),
    ("request", "path", {"method": "GET", "path": "a"}),
    ("request", "path", {"method": "GET", "path": "/a/../b"}),
    ("request", "no_option", {"method": "GET", "path": "/a", "no_option": 5}),
    *(
        ("request", name, {"method": "GET", "path": "/a", name: 5})
        for name in ("body", "timeout", "max_retries")
    ),
    ("request", "key", {"method": "GET", "path": "/a", "key": "other"}),
    ("request", "query['a']", {"method": "GET", "path": "/a", "query": {"a": float("inf")}}),
    ("request", "query['a']", {"method": "GET", "path": "/a", "query": {"a": {}}}),
    *(
        ("request", "json['a']", {"method": "POST", "path": "/a", "json": {"a": value}})
        for value in ("\ud800", float("nan"), 10**5000, {5}, datetime(2026, 1, 1))  # noqa: DTZ001
    ),
    ("request", "json[b'a']", {"method": "POST", "path": "/a", "json": {b"a": 5}}),
    ("request", "json", {"method": "POST", "path": "/a", "json": {"a": _DEEP}}),
    ("request", "json", {"method": "POST", "path": "/a", "json": Unreadable(a=5)}),
    ("request", "request", {"method": "GET", "path": "/a", "query": {"a": "b" * 70_000}}),
]


def _shown(arguments: dict[str, Any]) -> str:
    parts = []
    for name, value in arguments.items():
        # An int with so many digits has no repr.
        text = "{'a': 10**5000}" if value == {"a": 10**5000} else ascii(value)
        # The address of an object differs each time.
        text = re.sub(" object at 0x[0-9a-f]+", "", text)
        parts.append(f"{name}={text if len(text) < 60 else f'{text[:40]}...'}")
    return ", ".join(parts)


def _methods() -> Iterator[Case]:
    """Yield the errors of arguments of methods."""
    client = JetEmail("api_k", "transactional_k", base_url="http://127.0.0.1:1")
    for name, where, arguments in _ARGUMENTS:
        resource, _, method = name.rpartition(".")
        called = getattr(getattr(client, resource) if resource else client, method)
        yield where, f"{name}({_shown(arguments)})", _calling(called, arguments)
    yield (
        "key",
        "JetEmail(transactional_key=...).smtp_users.list()",
        JetEmail(transactional_key="transactional_k").smtp_users.list,
    )
    closed = JetEmail("api_k")
    closed.close()
    yield "smtp_users.list", "a call of a closed client", closed.smtp_users.list
    yield "attachments", "emails.attach(5)", lambda: emails.attach(5)  # type: ignore[arg-type]
    file = BytesIO()
    file.close()
    yield "attachments", "emails.attach(('a', a closed file))", lambda: emails.attach(("a", file))
    wrong = {"filename": "a", "data": "hello world"}
    yield "data", f"Attachment({_shown(wrong)})", _calling(models.Attachment, wrong)
    yield "to_jsonable", "to_jsonable(a set)", lambda: to_jsonable({5})


# Calls, with the results of their attempts.

_LIST: Request[Any] = list_users.request()
_SEND: Request[Any] = send.request(body=models.EmailSendRequest(**_MAIL), idempotency_key="key")
_KEY: Request[Any] = create_key.request(body=models.TransactionalKeysCreateRequest(name="a"))
_CSV: Request[Any] = export_csv.request()
_DATE = formatdate(NOW, usegmt=True)
_SAYS = {"error": "what the API says"}

_CALLS: list[tuple[str, Request[Any], list[Any], dict[str, Any]]] = [
    *(
        (f"{status} with a message", REQUEST, [response(status, _SAYS)], {})
        for status in (400, 401, 402, 403, 404, 409, 413, 422, 500)
    ),
    *(
        (f"{status} without a message", REQUEST, [response(status, b"")], {})
        for status in (400, 401, 403, 404, 409, 413, 422, 500)
    ),
    ("502 with a page of HTML", _LIST, [response(502, b"<p>", content_type="text/html")] * 3, {}),
    ("429", REQUEST, [response(429, _SAYS, retry_after="300")], {}),
    (
        "429 on the last attempt",
        REQUEST,
        [response(429, _SAYS, retry_after="5")],
        {"max_attempts": 1},
    ),
    ("429 without Retry-After", _SEND, [response(429, _SAYS)], {"max_attempts": 1}),
    ("a redirect", _LIST, [response(301, b"", location="https://b.example/")], {}),
    (
        "409 IDEMPOTENCY_IN_FLIGHT",
        _SEND,
        [response(409, {"error": "IDEMPOTENCY_IN_FLIGHT"})] * 3,
        {},
    ),
    (
        "409 IDEMPOTENCY_BODY_MISMATCH",
        _SEND,
        [response(409, {"error": "IDEMPOTENCY_BODY_MISMATCH"})],
        {},
    ),
    ("no connection", REQUEST, [UNSENT] * 3, {}),
    ("a broken connection of a read", _LIST, [BROKEN] * 3, {}),
    ("a broken connection of a create", REQUEST, [BROKEN], {}),
    ("a broken connection of a send", _SEND, [BROKEN] * 3, {}),
    ("a broken connection of a create that is never retried", _KEY, [BROKEN], {}),
    ("409 after a broken connection", _SEND, [BROKEN, response(409, _SAYS)], {}),
    ("success: false", REQUEST, [response(200, {"success": False, "message": "no"})], {}),
    ("success: false without a reason", REQUEST, [response(200, {"success": False})], {}),
    ("a success that is not JSON", _LIST, [response(200, b"<p>", content_type="text/html")], {}),
    ("a success that is a number", _LIST, [response(200, 5)], {}),
    ("a success without its fields", REQUEST, [response(200, {"success": True})], {}),
    ("429 without a message", _LIST, [response(429, b"")], {"max_attempts": 1}),
    ("a broken connection of an update", with_retry_class("idempotent"), [BROKEN] * 3, {}),
    ("a success that is not CSV", _CSV, [response(200, [], content_type="application/json")], {}),
    ("a success that is too large", _LIST, [response(200, b"{" * 100_000)], {}),
]


def _play(request: Request[Any], results: list[Any], **options: Any) -> Cause:
    def cause() -> None:
        end = play(*results, request=request, **options).end
        if isinstance(end, BaseException):
            raise end

    return cause


def _calls() -> Iterator[Case]:
    """Yield the errors of calls."""
    for cause, request, results, options in _CALLS:
        yield request.operation.name, cause, _play(request, results, **options)
    late = evolve(_LIST, preparation=60.0)
    yield "smtp_users.list", "a deadline that has expired", _play(late, [])
    create = {"reconciler": reconciler_of(REQUEST)}
    yield (
        "smtp_users.create",
        "a create whose response and listing are lost",
        _play(REQUEST, [BROKEN] * 4, **create),
    )
    user = {"username": "a", "usage": 0, "quota": 5, "created_date": "1000000000000"}
    theirs = response(200, {"success": True, "smarthosts": [user]}, date=_DATE)
    yield (
        "smtp_users.create",
        "a create whose name a listing shows to be another's",
        _play(REQUEST, [BROKEN, theirs], **create),
    )
    settings = Settings(keys=KEYS)
    yield (
        "email.send",
        "a file that is read for longer than the deadline",
        _raising(preparation_error(send.OPERATION, settings, ClientState())),
    )


def _raising(error: BaseException) -> Cause:
    def cause() -> None:
        raise error

    return cause


# Transports and rate limits, below a client that is real but for the network.


def _mocked(respond: Callable[[httpx.Request], httpx.Response], **options: Any) -> JetEmail:
    given: dict[str, Any] = {"max_attempts": 1, "sleep": lambda _: None, **options}
    transport = httpx.MockTransport(respond)
    return JetEmail("api_k", "transactional_k", transport=transport, **given)


def _failing(error: Exception) -> Cause:
    def respond(_: httpx.Request) -> httpx.Response:
        raise error

    return _mocked(respond).smtp_users.list


def _damaged(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=_Damaged())


class _Damaged(httpx.SyncByteStream):
    def __iter__(self) -> Iterator[bytes]:
        yield b"not gzip"


def _second_call(method: str, arguments: dict[str, Any], respond: Any, **options: Any) -> Cause:
    def cause() -> None:
        resource, _, name = method.partition(".")
        with _mocked(respond, **options) as client:
            called = getattr(getattr(client, resource), name)
            with suppress(JetEmailError):
                called(**arguments)
            called(**arguments)

    return cause


def _ok(request: httpx.Request) -> httpx.Response:
    return httpx.Response(201 if request.method == "POST" else 200, json={"id": "1", "data": []})


def _limit(_: httpx.Request) -> httpx.Response:
    return httpx.Response(429, headers={"Retry-After": "300"}, json=_SAYS)


def _while_closed() -> None:
    """Call a client that another thread closes meanwhile."""
    clients: list[JetEmail] = []

    def respond(_: httpx.Request) -> httpx.Response:
        clients[0].close()
        raise httpx.ReadError("closed")

    clients.append(_mocked(respond))
    clients[0].smtp_users.list()


def _networks() -> Iterator[Case]:
    """Yield the errors of connections and rate limits."""
    where, untrusted = "smtp_users.list", httpx.ConnectError("a")
    untrusted.__cause__ = ssl.SSLCertVerificationError("self-signed certificate")
    failures = {
        "a refused connection": httpx.ConnectError("Connection refused"),
        "a certificate that is not trusted": untrusted,
        "a timeout of connecting": httpx.ConnectTimeout("a"),
        "a timeout of the pool": httpx.PoolTimeout("a"),
        "a timeout of reading": httpx.ReadTimeout("a"),
        "a proxy that rejects": httpx.ProxyError("a"),
        "a connection that breaks": httpx.ReadError("a"),
        "a response that is not HTTP": httpx.RemoteProtocolError("illegal status line"),
    }
    for cause, error in failures.items():
        yield where, cause, _failing(error)
    yield where, "a damaged body", _mocked(_damaged).smtp_users.list
    yield where, "a client that is closed meanwhile", _while_closed
    share: dict[str, Any] = {"rate_limits": RateLimits(account=1, email=1), "rate_limit_timeout": 1}
    yield where, "its rate limit is too far away", _second_call(where, {}, _ok, **share)
    yield (
        "email.send",
        "its rate limit is too far away",
        _second_call("email.send", _MAIL, _ok, **share),
    )
    yield where, "a call after a 429", _second_call(where, {}, _limit)
    for wait in (OSError("a"), 5):
        limiter: Any = SyncLimiter(wait)
        cause = f"a shared rate limiter: {type(wait).__name__}"
        yield where, cause, _mocked(_ok, rate_limits=limiter).smtp_users.list
    limiter = SyncLimiter(Wait(), OSError("a"))
    failing = _mocked(lambda _: httpx.Response(500), rate_limits=limiter, max_attempts=3)
    yield where, "a shared rate limiter that fails before a retry", failing.smtp_users.list
    yield (
        where,
        "a status that is not final",
        _mocked(lambda _: httpx.Response(700)).smtp_users.list,
    )
    forked = _mocked(_ok)
    # As after a fork, which the reset of a client follows.
    forked._adapter.reset()
    yield "transport", "a client of the parent process", forked.smtp_users.list


# Webhooks.

_EVENTS, _MAILS = webhooks.EventVerifier("whsec_a"), webhooks.MailVerifier("whsec_a")


_EVENT = {"id": "1", "service": "a", "type": "a", "created_at": "2026-01-01T00:00:00Z", "data": {}}


def _delivery(body: bytes, verifier: Any = _EVENTS, **headers: str | None) -> Cause:
    signed = verifier.sign(body)
    for name, value in headers.items():
        signed[f"X-Webhook-{name}"] = value
    given = {name: value for name, value in signed.items() if value is not None}
    return lambda: verifier.verify(body, given)


def _webhooks() -> Iterator[Case]:
    """Yield the errors of deliveries to webhooks, and of their verifiers."""
    secrets: list[Any] = [[], 5, "", " a", "a\0", "'whsec_a'"]
    for secret in secrets:
        yield (
            "secret",
            f"EventVerifier({secret!r})",
            _calling(webhooks.EventVerifier, {"secret": secret}),
        )
    for name, value in (("tolerance", "5"), ("tolerance", -1), ("clock", 5)):
        given = {"secret": "whsec_a", name: value}
        yield name, f"EventVerifier({name}={value!r})", _calling(webhooks.EventVerifier, given)
    timeless = webhooks.EventVerifier("whsec_a", clock=cast("Any", lambda: "now"))
    yield "clock", "a clock that returns a str", lambda: timeless.sign(b"")
    yield "verifier", "copy.copy(verifier)", lambda: copy.copy(_EVENTS)
    for name, value in (("max_entries", 0), ("max_age", 0), ("max_age", "5")):
        yield name, f"MemoryStore({name}={value!r})", _calling(webhooks.MemoryStore, {name: value})
    yield "MemoryStore", "copy.copy(a store)", lambda: copy.copy(webhooks.MemoryStore())
    yield from _guards()
    body = json.dumps(_EVENT).encode()
    yield "body", "verify(a dict)", lambda: _EVENTS.verify({}, {})  # type: ignore[arg-type]
    yield "headers", "verify(headers=5)", lambda: _EVENTS.verify(body, 5)  # type: ignore[arg-type]
    number: Any = {"X-Webhook-ID": 5}
    yield "X-Webhook-ID", "a header that is an int", lambda: _EVENTS.verify(body, number)
    twice = [("X-Webhook-Signature", "a")] * 2
    yield "X-Webhook-Signature", "a header that is repeated", lambda: _EVENTS.verify(body, twice)
    yield "X-Webhook-Signature", "an empty header", _delivery(body, Signature="")
    yield "X-Webhook-Signature", "no header", _delivery(body, Signature=None)
    yield "X-Webhook-Signature", "a wrong signature", _delivery(body, Signature="sha256=00")
    yield "X-Webhook-Timestamp", "a timestamp in words", _delivery(body, Timestamp="now")
    yield "X-Webhook-Timestamp", "an old timestamp", _delivery(body, Timestamp="1700000000")
    yield (
        "X-Webhook-Timestamp",
        "a mail without a timestamp",
        _delivery(b"{}", _MAILS, Timestamp=None),
    )
    yield "X-Webhook-Timestamp", "a time to come", _delivery(body, Timestamp="99999999999")
    yield "X-Webhook-Signature", "an unsigned mail", _delivery(b"{}", _MAILS, Signature=None)
    bodies = {"body": b"no JSON", "body ": b"[]", "service": b'{"id": 5}'}
    for name, value in (("id", 5), ("data", 5)):
        bodies[name] = json.dumps(_EVENT | {name: value}).encode()
    for where, wrong in bodies.items():
        yield where.strip(), f"the body {wrong.decode()}", _delivery(wrong)
    yield "body", "a body of 500,001 times []", _delivery(b"[" + b"[]," * 500_000 + b"[]]")
    attachment = models.MailAttachment(filename="a", content="5")
    yield "attachment", "decode_attachment(...)", lambda: webhooks.decode_attachment(attachment)


def _store(**methods: Any) -> Any:
    """Return a store with these methods in place of those that do nothing."""
    others = dict.fromkeys(("acquire", "finish", "release"), _returning())
    return SimpleNamespace(**others | methods)


def _returning(value: object = None) -> Any:
    # A partial: of a function in Python, a guard knows that it is not async.
    return partial(lambda *_, **__: value)


def _guards() -> Iterator[Case]:
    """Yield the errors of stores that a guard is given."""
    sync, asynchronous = webhooks.DuplicateGuard, webhooks.AsyncDuplicateGuard
    stores: dict[str, Any] = {
        "a class": webhooks.MemoryStore,
        "without methods": 5,
        "an async one": _store(acquire=_async_function),
        "acquire without an id": _store(acquire=lambda: "new"),
    }
    for cause, store in stores.items():
        yield "store", f"DuplicateGuard({cause})", _calling(sync, {"store": store})
    memory = {"store": webhooks.MemoryStore()}
    yield "store", "AsyncDuplicateGuard(MemoryStore())", _calling(asynchronous, memory)
    yield "delivery_id", "guard.once('')", _entering(sync(), "")
    yield "delivery_id", "guard.once(5)", _entering(sync(), 5)
    states: dict[str, Any] = {
        "another str": _returning("old"),
        "True": _returning(True),
        "a coroutine": lambda *_, **__: _async_function(),
    }
    for cause, acquire in states.items():
        yield "acquire", f"acquire that returns {cause}", _entering(sync(_store(acquire=acquire)))
    yield (
        "acquire",
        "acquire of AsyncDuplicateGuard that returns 'new'",
        lambda: asyncio.run(_enter(asynchronous(_store(acquire=_returning("new"))))),
    )


def _entering(guard: webhooks.DuplicateGuard, delivery_id: Any = "1") -> Cause:
    def cause() -> None:
        with guard.once(delivery_id):
            pass

    return cause


async def _enter(guard: webhooks.AsyncDuplicateGuard) -> None:
    async with guard.once("1"):
        pass


_MESSAGE = models.EmailMessage(from_="a@example.com", to="b@example.com", subject="s", text="t")
_JOURNAL = "run.journal"
# Where, and the arguments of `email.send_many`.
_MANY: list[tuple[str, dict[str, Any]]] = [
    ("messages", {"messages": 5}),
    ("messages", {"messages": "text"}),
    ("concurrency", {"messages": [], "concurrency": 0}),
    ("concurrency", {"messages": [], "concurrency": "5"}),
    ("batch_size", {"messages": [], "batch_size": 101}),
    ("in_order", {"messages": [], "in_order": 1}),
    ("journal", {"messages": [], "journal": 5}),
    ("journal", {"messages": [], "journal": _JOURNAL, "batch_size": 2}),
    ("on_progress", {"messages": [], "on_progress": 5}),
]


async def _async_messages() -> AsyncIterator[models.EmailMessage]:
    yield _MESSAGE


def _running(items: object, *, folder: str = "", method: str = "email.send_many") -> Cause:
    """Return a function that raises the error of a run, or of its last outcome."""

    def cause() -> None:
        with _mocked(_ok) as client:
            options: dict[str, Any] = {"in_order": True}
            if method == "email.send_many" and folder:
                options["journal"] = Path(folder, _JOURNAL)
            run = reduce(getattr, method.split("."), cast("Any", client))(items, **options)
            for outcome in [*run][-1:]:
                raise outcome.error or AssertionError(outcome.reason)

    return cause


def _journal(change: Callable[[Path], object] | str, items: object = ()) -> Cause:
    """Return a function that uses a journal after a change, by a function or a statement of SQL."""

    def cause() -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, _JOURNAL)
            with suppress(AssertionError):
                _running([("a", _MESSAGE), ("b", _MESSAGE)], folder=folder)()
            if callable(change):
                change(path)
            else:
                with closing(sqlite3.connect(path, isolation_level=None)) as connection:
                    connection.execute("PRAGMA ignore_check_constraints = 1")
                    connection.execute(change)
            _running(items, folder=folder)()

    return cause


def _replaced(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _failing_journal(code: int) -> Cause:
    """Return a function that fails as SQLite does with a result code."""

    def cause() -> None:
        with _journal_failures(f"/tmp/{_JOURNAL}"):
            error = sqlite3.OperationalError("SQLite's words")
            error.sqlite_errorcode = code
            raise error

    return cause


def _locked() -> None:
    with tempfile.TemporaryDirectory() as folder, _mocked(_ok) as client:
        path = Path(folder, _JOURNAL)
        with client.email.send_many([("a", _MESSAGE), ("b", _MESSAGE)], journal=path) as run:
            next(run)
            _running([], folder=folder)()


def _lasting(client: JetEmail) -> None:
    """Report the progress with a function that only makes a generator."""
    report: Any = lambda _: (number for number in (1,))  # noqa: E731
    for _ in client.email.send_many([_MESSAGE], on_progress=report):
        pass


def _doubts(age: float, subject: str = "s") -> Cause:
    """Return a function that sends a message that is in doubt since some seconds."""
    change = f"UPDATE entries SET status = 'unknown', begun = updated - {age}"
    return _journal(change, [("a", evolve(_MESSAGE, subject=subject))])


def _many() -> Iterator[Case]:
    """Yield the errors of runs, of their items, and of journals."""
    client = JetEmail("api_k", "transactional_k", base_url="http://127.0.0.1:1")
    for where, arguments in _MANY:
        yield (
            where,
            f"email.send_many({_shown(arguments)})",
            _calling(client.email.send_many, arguments),
        )
    given: dict[str, Any] = {"messages": _async_messages()}
    yield (
        "messages",
        "JetEmail.email.send_many(an async iterable)",
        _calling(client.email.send_many, given),
    )
    yield "on_progress", "on_progress that returns a generator", lambda: _lasting(_mocked(_ok))
    for cause, item in (
        ("None", None),
        ("(5, message)", (5, _MESSAGE)),
        ("('', message)", ("", _MESSAGE)),
        ("('\\ud800', message)", ("\ud800", _MESSAGE)),
    ):
        yield "email.send_many", f"email.send_many([{cause}])", _running([item])
    yield "email.send_many", "a message without an id", _journal("SELECT 1", [_MESSAGE])
    yield "id", "an id that comes twice", _journal("SELECT 1", [("c", _MESSAGE)] * 2)
    other = [("a", evolve(_MESSAGE, subject="other"))]
    yield "id", "another message with an id that was sent", _journal("SELECT 1", other)
    yield "id", "another message with an id in doubt", _doubts(0, "other")
    for user in (5, {"usrname": "a"}, {"password": "12345678"}):
        yield (
            "smtp_users.ensure_many",
            f"smtp_users.ensure_many([{user!r}])",
            _running([user], method="smtp_users.ensure_many"),
        )
    twice = [{"username": "a"}] * 2
    yield (
        "username",
        "a username that comes twice",
        _running(twice, method="smtp_users.ensure_many"),
    )
    yield _JOURNAL, "a journal that another run uses", _locked
    for cause, change in (
        ("that is a text", lambda path: path.write_text("a text " * 99)),
        ("that is a directory", _replaced),
        ("that is another database", "PRAGMA application_id = 7"),
        ("of a newer version", "PRAGMA user_version = 2"),
        ("with a changed entry", "UPDATE entries SET digest = '' WHERE id = 'a'"),
        ("with a changed status", "UPDATE entries SET status = '' WHERE id = 'a'"),
        ("without its first row", "DELETE FROM run"),
        ("without a table", "DROP TABLE run"),
        ("of another method", "UPDATE run SET kind = 'other'"),
        ("of another base URL", "UPDATE run SET base_url = 'https://other.example'"),
    ):
        yield _JOURNAL, f"a journal {cause}", _journal(cast("Any", change))
    for cause, code in (
        ("is locked", sqlite3.SQLITE_BUSY),
        ("is read-only", sqlite3.SQLITE_READONLY),
        ("is on a full disk", sqlite3.SQLITE_FULL),
        ("is on a broken disk", sqlite3.SQLITE_IOERR),
    ):
        yield _JOURNAL, f"a journal that {cause}", _failing_journal(code)


GROUPS: dict[str, Callable[[], Iterator[Case]]] = {
    "Options of clients and transports": _clients,
    "Arguments of methods": _methods,
    "Responses": _calls,
    "Connections and rate limits": _networks,
    "Many messages and users": _many,
    "Webhooks": _webhooks,
}


def collect() -> dict[str, list[ErrorText]]:
    """Cause every error; return its class and text, by group."""
    return {name: [_error_of(*case) for case in group()] for name, group in GROUPS.items()}


def _error_of(where: str, cause: str, function: Cause) -> ErrorText:
    try:
        function()
    except Exception as error:  # noqa: BLE001 - of any class
        # The time of day of an old timestamp, and the address of an object, differ each time.
        text = re.sub(r"is \d{5,} s", "is 12345 s", str(error))
        # So does a temporary directory.
        text = re.sub(r"\S+/(?=run\.journal)", "", text)
        return ErrorText(where, cause, type(error).__name__, text)
    raise AssertionError(f"no error: {cause}")


def table() -> str:
    """Return the document."""
    lines = [
        "# Errors",
        "",
        f"Every error text of the package, for review. `{COMMAND}` writes this file.",
    ]
    for name, texts in collect().items():
        lines += [
            "",
            f"## {name}",
            "",
            "| what is done | where | error | text |",
            "|---|---|---|---|",
        ]
        lines += [_row(one) for one in texts]
    return "\n".join([*lines, ""])


def _row(one: ErrorText) -> str:
    # Python 3.13 has paths in a module of its own, and no other version.
    text = one.text.replace("pathlib._local", "pathlib")
    cells = (f"`{one.cause}`", f"`{one.where}`", f"`{one.kind}`", text)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    TABLE.write_text(table())
