"""`request`: endpoints without a method of their own, under the same rules as the others."""

import asyncio
import json
import re
from contextlib import nullcontext
from datetime import datetime
from typing import Any

import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client.hooks import CallEnded, Event
from jetemail_api_client.models import SmtpServer

from ..conftest import KEY, Sleeper
from ..planted import faces, locals_of
from ..raw_server import Act, close, playing, respond, respond_json

SENDING_KEY = "transactional_planted"
SECRET = "planted-secret-17"
each_flavour = pytest.mark.parametrize("is_async", [True, False], ids=["async", "sync"])
done = respond_json(200, {"done": True})


async def call(
    base_url: str, /, *arguments: Any, is_async: bool, options: Any = None, **given: Any
) -> Any:
    """Call `request` of a new client."""
    sleeper = Sleeper()
    settings: Any = {"api_key": KEY, "transactional_key": SENDING_KEY, "base_url": base_url}
    settings |= {"clock": sleeper.clock, **(options or {})}
    if is_async:
        async with AsyncJetEmail(sleep=sleeper.sleep_async, **settings) as client:
            return await client.request(*arguments, **given)
    with JetEmail(sleep=sleeper.sleep, **settings) as sync:
        return await asyncio.to_thread(sync.request, *arguments, **given)


@each_flavour
async def test_request_and_result(is_async: bool) -> None:
    """Method, path, query, headers and JSON are sent as given; the result is the JSON received."""
    body = {"name": "é", "servers": (SmtpServer(url="a:25", priority=1),), "nothing": None}
    query = {"page": 2, "is_new": True, "text": "a b&c", "left_out": None, "part": 0.5}
    with playing(respond_json(201, {"id": [1, None]})) as server:
        result = await call(
            server.base_url, "POST", "/outbound/new-thing/%20a", is_async=is_async,
            json=body, query=query, headers={"X-Trace": "t1"},
        )  # fmt: skip
        (head,), (sent,) = server.heads(), server.bodies

    assert {"id": [1, None]} == result
    target = "/outbound/new-thing/%20a?page=2&is_new=true&text=a+b%26c&part=0.5"
    assert f"POST {target} HTTP/1.1" == head[""]
    assert ("t1", "application/json", f"Bearer {KEY}") == (
        *(head["x-trace"], head["content-type"]),
        head["authorization"],
    )
    assert {
        "name": "é",
        "servers": [{"url": "a:25", "priority": 1}],
        "nothing": None,
    } == json.loads(sent)


@each_flavour
@pytest.mark.parametrize("body", [[], ["a"], {}, "a", 0, False])
async def test_any_json(is_async: bool, body: Any) -> None:
    """The body may be any JSON; the result is None if the response is empty."""
    with playing(respond(204)) as server:
        assert await call(server.base_url, "PUT", "/x", is_async=is_async, json=body) is None
        assert [body] == [json.loads(sent) for sent in server.bodies]


@each_flavour
async def test_arguments_that_are_none(is_async: bool) -> None:
    """None for an argument, a header or a query parameter is the same as leaving it out."""
    nothing = dict.fromkeys(("json", "query", "retry", "key", "idempotency_key"))
    with playing(done, done) as server:
        given = {**nothing, "headers": {"X-A": None, "X-B": "b"}, "query": {"a": None, "b": 1}}
        await call(server.base_url, "POST", "/x", is_async=is_async, **given)
        await call(server.base_url, "POST", "/x", is_async=is_async, **nothing, headers=None)
        first, second = server.heads()

    assert ("b", "POST /x?b=1 HTTP/1.1") == (first.get("x-b"), first[""])
    assert "x-a" not in first and "POST /x HTTP/1.1" == second[""]


async def test_without_a_body() -> None:
    """Without `json`, nothing is sent as the body."""
    with playing(done, done) as server:
        await call(server.base_url, "POST", "/x", is_async=True)
        await call(server.base_url, "DELETE", "/x", is_async=False, json=None, query=None)
        heads = server.heads()

    assert [None, None] == [head.get("content-type") for head in heads]


@pytest.mark.parametrize(
    ("path", "given", "key"),
    [
        ("/outbound/new", {}, KEY),
        ("/new", {}, KEY),
        ("/emails", {}, KEY),
        ("/email", {}, SENDING_KEY),
        ("/email/new", {}, SENDING_KEY),
        ("/email-batch", {}, SENDING_KEY),
        ("/new", {"key": "transactional"}, SENDING_KEY),
        ("/email", {"key": "account"}, KEY),
    ],
)
async def test_key(path: str, given: Any, key: str) -> None:
    """The path decides which key is sent, unless the caller does."""
    with playing(done) as server:
        await call(server.base_url, "GET", path, is_async=False, **given)
        (head,) = server.heads()

    assert f"Bearer {key}" == head["authorization"]


async def test_missing_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the key, nothing is sent."""
    monkeypatch.delenv("JETEMAIL_TRANSACTIONAL_KEY", raising=False)
    options = {"transactional_key": None}
    with playing(done) as server:
        with pytest.raises(errors.ConfigurationError, match="there is no transactional key"):
            await call(server.base_url, "GET", "/email", is_async=True, options=options)

        assert 0 == server.connections


@each_flavour
@pytest.mark.parametrize(
    ("method", "given", "act", "attempts"),
    [
        ("GET", {}, close, 2),
        ("POST", {}, close, 1),
        ("PUT", {}, respond(502), 1),
        ("PATCH", {}, close, 1),
        ("DELETE", {}, close, 1),
        ("POST", {}, respond(429, headers="Retry-After: 1\r\n"), 2),
        ("POST", {"retry": "safe"}, close, 2),
        ("POST", {"retry": "idempotent"}, respond(502), 2),
        ("GET", {"retry": "never"}, close, 1),
        ("POST", {"retry": "idempotency_key"}, close, 2),
        ("POST", {"idempotency_key": "k"}, close, 2),
        ("POST", {"idempotency_key": "k", "retry": "never"}, close, 1),
    ],
)
async def test_retries(is_async: bool, method: str, given: Any, act: Act, attempts: int) -> None:
    """Only a read is retried after an attempt that may have acted, unless the caller allows it."""
    expected: Any = nullcontext() if attempts == 2 else pytest.raises(errors.JetEmailError)
    with playing(act, done) as server:
        with expected as caught:
            result = await call(server.base_url, method, "/x", is_async=is_async, **given)
        keys = [head.get("idempotency-key") for head in server.heads()]

    assert attempts == len(keys)
    assert {"done": True} == result if caught is None else "unknown" == caught.value.outcome
    is_keyed = given.get("retry") == "idempotency_key" or "idempotency_key" in given
    assert is_keyed == (keys[0] is not None)
    assert {given.get("idempotency_key", keys[0])} == set(keys)


@each_flavour
async def test_errors(is_async: bool) -> None:
    """A failure raises the errors of all calls, with operation, method, path and attempts."""
    act = respond_json(404, {"error": "no such thing"}, "X-Request-Id: r1\r\n")
    with playing(act) as server, pytest.raises(errors.NotFoundError) as caught:
        await call(server.base_url, "GET", "/inbound/new/7", is_async=is_async)
    error = caught.value

    assert "request: 404 no such thing" == str(error)
    assert ("request", "GET", "/inbound/new/7") == (error.operation, error.method, error.path)
    assert ("rejected", "r1", 1) == (error.outcome, error.request_id, len(error.attempts))


@pytest.mark.parametrize(
    ("act", "match"),
    [
        (respond(200, b"<p>"), "where JSON is described"),
        (respond_json(200, {"success": False, "error": "quota"}), "success is false: quota"),
    ],
)
async def test_invalid_success(act: Act, match: str) -> None:
    """A success that is not JSON, or reports a failure, is an error."""
    with playing(act) as server:
        with pytest.raises(errors.APIResponseValidationError, match=match):
            await call(server.base_url, "POST", "/x", is_async=True)


async def test_hooks() -> None:
    """Hooks are called as for other calls."""
    events: list[Event] = []
    with playing(done) as server:
        options = {"hooks": events.append}
        await call(server.base_url, "GET", "/x/7", is_async=True, options=options)
    ended = events[-1]

    assert isinstance(ended, CallEnded)
    assert ("request", "GET", "/x/7") == (ended.call.operation, ended.call.method, ended.call.path)


ECHOED = {
    "password": SECRET,
    "list": [{"apiKey": SECRET, "api_token": [SECRET], "Client-Secret": {"a": SECRET}}],
}


@each_flavour
async def test_secrets(is_async: bool) -> None:
    """Values under names of secrets are in no text of an error, and in no local of its frames."""
    echo = {"error": f"{SECRET} is bad", "seen": SECRET, "newToken": "planted-other", "author": "a"}
    with (
        playing(respond_json(400, echo)) as server,
        pytest.raises(errors.BadRequestError) as caught,
    ):
        await call(server.base_url, "POST", "/x", is_async=is_async, json=ECHOED)
    shown = "".join(faces(caught.value)) + locals_of(caught.value)

    assert not {secret for secret in (SECRET, "planted-other") if secret in shown}
    assert {"error": "*** is bad", "seen": "***", "newToken": "***", "author": "a"} == (
        caught.value.body
    )


async def test_secret_in_the_query() -> None:
    """A secret of the query is redacted, too."""
    with playing(respond_json(400, {"error": f"no {SECRET}"})) as server:
        with pytest.raises(errors.BadRequestError, match=r"400 no \*\*\*$"):
            await call(server.base_url, "GET", "/x", is_async=True, query={"token": SECRET})


@each_flavour
async def test_values_of_headers(is_async: bool) -> None:
    """Values of headers are redacted as those of the client: what a text may have, is shown."""
    headers = {"X-Version": "2", "X-Key": SECRET}
    text = r"400 2 items, 422 bytes, \*\*\*$"
    with playing(respond_json(400, {"error": f"2 items, 422 bytes, {SECRET}"})) as server:
        with pytest.raises(errors.BadRequestError, match=text):
            await call(server.base_url, "GET", "/x", is_async=is_async, headers=headers)


@pytest.mark.parametrize(
    "path",
    [
        *("", "x", "outbound/x", "//evil.example/x", "/a//b", "https://evil.example/x", "/a b"),
        *("/a\n", "/é", "/a#b", "/a?b=c", "/a\\b", "/%zz", "/a/../b", "/..", "/./a", "/a/."),
        *("/%2e%2e/a", "/a/%2E", "/a%2f..%2fb", "/..%5ca", "/webhooks/{uuid}", "/"),
    ],
)
async def test_invalid_path(path: str) -> None:
    """A path that could lead elsewhere, or that is not percent-encoded, is invalid."""
    with playing(done) as server:
        with pytest.raises(errors.InvalidRequestError, match=r"^request: path ") as caught:
            await call(server.base_url, "GET", path, is_async=False)

        assert ("path", 0) == (caught.value.field, server.connections)


@pytest.mark.parametrize("path", ["/a/", "/a/b.c/~d/e:f@g", "/a/...", "/a%2Fb", "/a..b/.c"])
async def test_valid_path(path: str) -> None:
    """Any other path is sent as it is."""
    with playing(done) as server:
        await call(server.base_url, "GET", path, is_async=False)
        (head,) = server.heads()

    assert f"GET {path} HTTP/1.1" == head[""]


@pytest.mark.parametrize(
    ("arguments", "given", "kind", "message"),
    [
        (("post", "/x"), {}, ValueError, "request: method is 'post'; it must be GET, POST"),
        (("CONNECT", "/x"), {}, ValueError, "request: method is 'CONNECT'"),
        ((None, "/x"), {}, TypeError, "request: method: expected a str, got None"),
        (("GET", b"/x"), {}, TypeError, "request: path: expected a str, got bytes"),
        (("GET", "/x"), {"retry": "unique_name"}, ValueError, "request: retry is 'unique_name'"),
        (("GET", "/x"), {"retry": 3}, TypeError, "request: retry: expected a str, got int"),
        (("GET", "/x"), {"key": "api_planted"}, ValueError, "request: key must be account or"),
        (("GET", "/x"), {"query": [("a", "b")]}, TypeError, "request: query: expected a dict"),
        (("GET", "/x"), {"query": {"a": [1]}}, TypeError, "request: query['a']: expected a str"),
        (("GET", "/x"), {"query": {"a": "\ud800"}}, ValueError, "request: query['a'] holds half"),
        (("GET", "/x"), {"query": {"\ud800": "a"}}, ValueError, r"query['\ud800'] holds half"),
        (("GET", "/x"), {"query": {1: "a"}}, TypeError, "request: the key of query: expected a"),
        (("GET", "/x"), {"query": {"a": b"b"}}, TypeError, "query['a']: expected a str, a number"),
        (("GET", "/x"), {"headers": {"A": b"planted"}}, TypeError, "headers['A']: expected a str"),
        (("GET", "/x"), {"headers": {"A\r\nB": "c"}}, ValueError, "is not a valid header name"),
        (("GET", "/x"), {"headers": "A: planted"}, TypeError, "request: headers: expected a dict"),
        (("POST", "/x"), {"json": [{"a": "\ud800"}]}, ValueError, "request: json[0]['a'] holds"),
        (("POST", "/x"), {"json": {"a": b"planted"}}, TypeError, "json['a']: expected a dict"),
        (("GET", "/x"), {"query": {"a": float("nan")}}, ValueError, "request: query['a'] is nan"),
        (("GET", "/x"), {"headers": {"Authorization": "b"}}, ValueError, "Authorization is set by"),
        (("GET", "/x"), {"headers": {"A": "b\n"}}, ValueError, "headers: A must be printable"),
        (("GET", "/x"), {"idempotency_key": "\n"}, ValueError, "request: idempotency_key must be"),
        (("POST", "/x"), {"json": float("inf")}, ValueError, "request: json is inf; a finite"),
        (("POST", "/x"), {"json": datetime(2026, 1, 1)}, TypeError, "json: expected a dict"),  # noqa: DTZ001
        (("POST", "/x"), {"body": {}}, TypeError, "request: there is no option body; use json"),
        (("GET", "/x"), {"timeout": 1}, TypeError, "no option timeout; use with_options(deadline="),
        (("GET", "/x"), {"header": {}}, TypeError, "no option header; did you mean headers?"),
    ],
)
async def test_invalid_argument(
    arguments: Any, given: Any, kind: type[Exception], message: str
) -> None:
    """An invalid argument raises before anything is sent."""
    with playing(done) as server:
        with pytest.raises(kind, match=re.escape(message)) as caught:
            await call(server.base_url, *arguments, is_async=True, **given)

        assert "planted" not in str(caught.value)
        assert 0 == server.connections


@each_flavour
async def test_raw_response(is_async: bool) -> None:
    """`with_raw_response.request` returns the status and the headers, too."""
    with playing(respond_json(202, {"id": 1}, "X-Request-Id: r1\r\n")) as server:
        if is_async:
            async with AsyncJetEmail(KEY, base_url=server.base_url) as client:
                response = await client.with_raw_response.request("POST", "/x", json={})
        else:
            with JetEmail(KEY, base_url=server.base_url) as sync:
                response = sync.with_raw_response.request("POST", "/x", json={})

    assert ({"id": 1}, 202, "r1") == (response.value, response.status, response.request_id)
    assert "request" == response.operation
