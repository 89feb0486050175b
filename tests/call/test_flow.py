"""The call flow: the requests that it sends, their keys, its log, and its end by an exception."""

import logging
from typing import Any

import pytest
from attrs import evolve

from jetemail_api_client import __version__
from jetemail_api_client._call.exchange import Response, SendRequest, Sleep, TransportFailure
from jetemail_api_client._call.flow import CallFlow, call_flow, preparation_error, throw_into
from jetemail_api_client._call.reconcile import PendingCreate, PendingCreates
from jetemail_api_client._call.state import ClientState
from jetemail_api_client._generated.api.smtp_users import create
from jetemail_api_client._generated.api.suppressions import export_csv
from jetemail_api_client._runtime import parsing, validators
from jetemail_api_client._runtime.operations import KeyKind, Operation, Parameter, ResponseKind
from jetemail_api_client._runtime.raw_responses import APIResponse
from jetemail_api_client._runtime.requests import build_request
from jetemail_api_client.errors import ConfigurationError, InvalidRequestError
from jetemail_api_client.hooks import CallEnded, Event, Failure
from jetemail_api_client.options import Clock, Settings

from ..play import (
    BROKEN,
    CREATED,
    KEYS,
    NOW,
    PASSWORD,
    REQUEST,
    UNSENT,
    play,
    reconciler_of,
    response,
    with_retry_class,
)


def test_success() -> None:
    """A call ends with the parsed response of its first successful attempt."""
    played = play(CREATED)

    assert {"success": True, "message": "made"} == played.end.to_dict()
    assert (1, []) == (len(played.requests), played.sleeps)


def test_recorded_response() -> None:
    """The recorded response has the value, and the seconds since the preparation began."""
    responses = list[APIResponse[Any]]()
    played = play(CREATED, request=evolve(REQUEST, preparation=2.0), record=responses.append)

    [recorded] = responses
    assert (played.end, 3.0) == (recorded.value, recorded.elapsed)


def test_start_of_a_prepared_request() -> None:
    """For hooks, a call starts where the preparation of its request does."""
    events = list[Event]()
    play(
        CREATED,
        request=evolve(REQUEST, preparation=2.0),
        shared=ClientState(hooks=(events.append,)),
    )

    assert {NOW - 2.0} == {event.call.started for event in events}


def test_first_request() -> None:
    """The first request has the body, the account key and the default timeouts."""
    sent = b'{"username":"a","password":"planted-password","quota":5}'
    expected = SendRequest(
        method="POST",
        url="https://api.jetemail.com/outbound/smarthost",
        headers=(
            ("Accept", "application/json"),
            ("User-Agent", f"jetemail-api-client/{__version__}"),
            ("Authorization", "Bearer api_planted"),
            ("Content-Type", "application/json"),
        ),
        content=sent,
        timeout=20.0,
        connect_timeout=5.0,
    )

    assert [expected] == play(CREATED).requests
    assert "planted" not in repr(expected)


@pytest.mark.parametrize(("length", "requests"), [(65_536, 1), (65_537, 0)])
def test_longest_url(length: int, requests: int) -> None:
    """A URL that httpx would not take raises an error that says how long it is."""
    base_url = "https://example.com"
    request = evolve(REQUEST, path="/".ljust(length - len(base_url), "a"))
    flow = call_flow(request, Settings(keys=KEYS, base_url=base_url), ClientState())
    if requests:
        assert length == len(getattr(next(flow), "url", ""))
        flow.close()
    else:
        expected = "has 65537 characters; the limit is 65536"
        with pytest.raises(InvalidRequestError, match=f"^smtp_users.create: the URL {expected}.$"):
            next(flow)


class InterruptedOnce(PendingCreates):
    """A signal handler raises at the first end of a pending create."""

    is_interrupted = False

    def end(self, create: PendingCreate, *, may_have_acted: bool) -> None:
        if not self.is_interrupted:
            self.is_interrupted = True
            raise KeyboardInterrupt
        super().end(create, may_have_acted=may_have_acted)


def test_interrupt_at_the_end_of_a_rejected_create() -> None:
    """An interrupted create that was rejected is no rival of later ones."""
    creates, reconciler = InterruptedOnce(), reconciler_of(REQUEST)
    shared = ClientState(pending_creates=creates)
    with pytest.raises(KeyboardInterrupt):
        play(response(400), shared=shared, reconciler=reconciler)

    assert creates.is_interrupted
    assert not creates.begin(PendingCreate(reconciler.name, b"another password")).has_rival


def test_rejected_create() -> None:
    """A create that was rejected is no rival of later ones."""
    shared, reconciler = ClientState(), reconciler_of(REQUEST)
    play(response(400), shared=shared, reconciler=reconciler)
    later = PendingCreate(reconciler.name, b"another password")

    assert not shared.pending_creates.begin(later).has_rival


def test_deadline_before_the_listing() -> None:
    """At the deadline, the listing that would reconcile a create is not requested."""
    played = play(BROKEN, deadline=1.0, reconciler=reconciler_of(REQUEST))

    assert ["POST"] == [request.method for request in played.requests]
    assert ("unknown", None) == (played.end.outcome, played.end.__cause__)


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        ("account", ["Bearer api_planted"]),
        ("transactional", ["Bearer transactional_planted"]),
        (None, []),
    ],
)
def test_key(kind: KeyKind | None, sent: list[str]) -> None:
    """A request carries the key that its operation needs, and none for a public operation."""
    played = play(CREATED, request=with_retry_class("unique_name", key=kind))

    assert sent == [text for name, text in played.requests[0].headers if name == "Authorization"]


@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        ("account", "api_key, or set JETEMAIL_API_KEY"),
        ("transactional", "transactional_key, or set JETEMAIL_TRANSACTIONAL_KEY"),
    ],
)
def test_missing_key(kind: KeyKind, hint: str) -> None:
    """A call without its key raises an error that names the key, and sends no request."""
    other: dict[KeyKind, str] = {name: key for name, key in KEYS.items() if name != kind}
    played = play(request=with_retry_class("unique_name", key=kind), keys=other)

    text = f"there is no {kind} key: give the client {hint}. Nothing was sent."
    assert [] == played.requests
    assert isinstance(played.end, ConfigurationError)
    assert f"smtp_users.create: {text}" == str(played.end)
    assert ("smtp_users.create", "not_sent") == (played.end.operation, played.end.outcome)


def test_query_and_headers() -> None:
    """The query is encoded; an operation's own headers follow the common headers."""
    operation: Operation[Any] = evolve(
        create.OPERATION,
        method="GET",
        path="/things/{id}",
        parameters=(
            Parameter("path", "id", "id", validators.text()),
            Parameter("query", "q", "q", validators.text()),
            Parameter("query", "n", "n", validators.number()),
            Parameter("header", "x_id", "X-Id", validators.text()),
        ),
    )
    request = build_request(operation, {"id": "a b", "q": "a b&c=é", "n": 5, "x_id": "7"})
    sent = play(CREATED, request=request, base_url="http://localhost:80/v1/").requests[0]

    assert "http://localhost:80/v1/things/a%20b?q=a+b%26c%3D%C3%A9&n=5" == sent.url
    assert ["Accept", "User-Agent", "Authorization", "X-Id"] == [name for name, _ in sent.headers]
    assert sent.content is None


def test_comma_in_a_query() -> None:
    """A comma of a value that is no list is encoded."""
    parameter = Parameter("query", "q", "q", validators.text())
    operation: Operation[Any] = evolve(create.OPERATION, path="/things", parameters=(parameter,))
    sent = play(CREATED, request=build_request(operation, {"q": "a,b"})).requests[0]

    assert sent.url.endswith("/things?q=a%2Cb")


def test_list_in_a_query() -> None:
    """Commas between the values of a list are not encoded."""
    parameter = Parameter("query", "q", "q", validators.array(validators.text()), lists="joined")
    operation: Operation[Any] = evolve(create.OPERATION, path="/things", parameters=(parameter,))
    request = build_request(operation, {"q": ["a b", "c&d"]})

    sent = play(CREATED, request=request, base_url="http://localhost:80/v1/").requests[0]

    assert "http://localhost:80/v1/things?q=a+b,c%26d" == sent.url


@pytest.mark.parametrize(
    ("kind", "accepted"),
    [
        ("object", "application/json"),
        ("free", "application/json"),
        ("csv", "text/csv, application/json"),
    ],
)
def test_accept_header(kind: ResponseKind, accepted: str) -> None:
    """The Accept header names the response format, and JSON for errors."""
    request = with_retry_class("safe", response=kind, parse=parsing.any_json)

    assert ("Accept", accepted) == play(CREATED, request=request).requests[0].headers[0]


def test_csv_body() -> None:
    """A CSV body is sent as UTF-8 with its content type."""
    sent = play(CREATED, request=build_request(create.OPERATION, csv="é\n")).requests[0]

    assert ("é\n".encode(), ("Content-Type", "text/csv")) == (sent.content, sent.headers[-1])


def test_undescribed_success() -> None:
    """Every 2xx response is parsed, also with an undescribed status."""
    request = with_retry_class("unique_name", parse=lambda src, *, deviations: ("read", src))
    ends = [play(response(status, 5), request=request).end for status in (200, 201, 202, 299)]

    assert [("read", 5)] * 4 == ends


def test_stricter_retry_class() -> None:
    """A request's stricter retry class overrides that of its operation."""
    strict = evolve(with_retry_class("idempotent"), retry="never")
    played = [
        play(BROKEN, CREATED, request=request)
        for request in (strict, with_retry_class("idempotent"))
    ]

    assert [1, 2] == [len(one.requests) for one in played]
    assert "unknown" == played[0].end.outcome
    assert "It may have succeeded, and was not retried" in str(played[0].end)


@pytest.mark.parametrize("results", [[UNSENT, CREATED], [response(500), response(408), CREATED]])
def test_same_key_in_every_attempt(results: list[Response | TransportFailure]) -> None:
    """Retries repeat the body and the idempotency key of a request."""
    operation: Operation[Any] = evolve(create.OPERATION, retry="idempotency_key")
    played = play(*results, request=build_request(operation, body={"a": 1}))

    sent = {
        (request.content, dict(request.headers)["Idempotency-Key"]) for request in played.requests
    }
    assert (len(results), 1) == (len(played.requests), len(sent))


def test_log(caplog: pytest.LogCaptureFixture) -> None:
    """The log has attempts, retries and deviations, and no secret."""
    caplog.set_level(logging.DEBUG)
    deviations = {"success": None, "message": PASSWORD, "password": 5, "new": KEYS["account"]}
    play(UNSENT, response(429, {"error": PASSWORD}), response(200, deviations))

    text = "success is null where a boolean is described (2 deviations, all kept as received)"
    expected = [
        ("DEBUG", "smtp_users.create: attempt 1: could not connect"),
        ("INFO", "smtp_users.create: retry in 0.25 s after: could not connect"),
        ("DEBUG", "smtp_users.create: attempt 2: 429"),
        ("INFO", "smtp_users.create: retry in 0.50 s after: 429"),
        ("DEBUG", "smtp_users.create: attempt 3: 200"),
        ("WARNING", f"smtp_users.create: {text}"),
    ]
    assert expected == [(record.levelname, record.getMessage()) for record in caplog.records]


def test_throw_into_a_flow() -> None:
    """An exception thrown into a flow ends it, even if the flow yields further steps."""

    def stubborn() -> CallFlow[None]:
        for seconds in (1.0, 2.0):
            try:
                yield Sleep(seconds)
            except KeyboardInterrupt:
                caught_at.append(seconds)
        yield Sleep(3.0)

    caught_at: list[float] = []
    flow = stubborn()
    next(flow)
    with pytest.raises(KeyboardInterrupt, match="stop"):
        throw_into(flow, KeyboardInterrupt("stop"))

    assert [1.0, 2.0] == caught_at


def test_traceback_of_an_interrupt() -> None:
    """An interrupt loses its traceback, which may hold secrets; an error keeps it."""

    def one() -> CallFlow[None]:
        yield Sleep(1.0)

    for error, has_frames in ((KeyboardInterrupt(), False), (ValueError(), True)):
        flow = one()
        next(flow)
        try:
            raise error
        except (KeyboardInterrupt, ValueError) as raised:
            with pytest.raises(type(error)) as caught:
                throw_into(flow, raised)

        names = [entry.name for entry in caught.traceback]
        assert has_frames == (names.count("test_traceback_of_an_interrupt") > 1)


@pytest.mark.parametrize(
    ("options", "timeout"),
    [({}, 60.0), ({"deadline": 600}, 233.0), ({"deadline": 600, "attempt_timeout": 1}, 214.0)],
)
def test_time_for_a_large_upload(options: Any, timeout: float) -> None:
    """The time for an attempt grows with its upload, up to the deadline."""
    # 40 MiB of attachments in base64.
    request = evolve(REQUEST, content=bytes(213 * 256 * 1024 + 1000))
    [sent] = play(CREATED, request=request, **options).requests

    assert (timeout, 5.0) == (sent.timeout, sent.connect_timeout)


def test_limit_of_a_body() -> None:
    """JSON is read up to 16 MiB or three times the request's size, and an export up to 64 MiB."""
    json = play(CREATED).requests[0]
    large = play(CREATED, request=evolve(REQUEST, content=bytes(6 * 1024**2))).requests[0]
    csv = play(response(200, b"a"), request=export_csv.request()).requests[0]

    assert (16 * 1024**2, 64 * 1024**2) == (json.max_content, csv.max_content)
    assert 18 * 1024**2 == large.max_content


def test_long_reason_of_a_failure() -> None:
    """The record of an attempt keeps the beginning of a long reason."""
    failure = TransportFailure(reason="a" * 1000, may_have_arrived=False)
    end = play(failure, max_attempts=1).end

    assert 300 >= len(end.attempts[0].result)


def test_preparation_beyond_the_deadline() -> None:
    """The error of a request that was not made in time has its times, and ends a call for hooks."""
    events = list[Event]()
    clock = Clock(monotonic=lambda: 100.0, unix=lambda: NOW)
    client = ClientState(clock=clock, hooks=(events.append,))
    error = preparation_error(create.OPERATION, Settings(keys=KEYS, deadline=7), client)
    text = "smtp_users.create: the deadline of 7 s expired before it was sent"

    assert str(error).startswith(text)
    assert ("not_sent", "total", 7.0, ()) == (
        error.outcome,
        error.phase,
        error.elapsed,
        error.attempts,
    )
    [ended] = events
    assert isinstance(ended, CallEnded)
    assert (7.0, NOW - 7.0, "/outbound/smarthost") == (
        ended.elapsed,
        ended.call.started,
        ended.call.path,
    )
    assert ended.failure == Failure.from_error(error)
