"""The steps of a call, played by hand: what is sent, with which key, and what is logged."""

import logging
from typing import Any

import pytest
from attrs import evolve

from jetemail_api_client import __version__
from jetemail_api_client._generated.api.smtp_users import create
from jetemail_api_client._policy import Answer, Fault
from jetemail_api_client._runtime import checks, readings
from jetemail_api_client._runtime.records import AnswerKind, KeyKind, Operation, Parameter
from jetemail_api_client._runtime.requests import build_request
from jetemail_api_client._shared import Clock
from jetemail_api_client._steps import Send
from jetemail_api_client.errors import ConfigurationError

from .play import BROKEN, CREATED, KEYS, NOW, PASSWORD, UNSENT, answer, of_class, play


def test_success() -> None:
    """A success is read and ends the call."""
    played = play(CREATED)

    assert {"success": True, "message": "made"} == played.end.to_dict()
    assert (1, []) == (len(played.sends), played.pauses)


def test_first_send() -> None:
    """The first attempt carries the request, the account key and the default time limits."""
    sent = b'{"username":"a","password":"planted-password","quota":5}'
    expected = Send(
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

    assert [expected] == play(CREATED).sends
    assert "planted" not in repr(expected)


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        ("account", ["Bearer api_planted"]),
        ("transactional", ["Bearer transactional_planted"]),
        (None, []),
    ],
)
def test_key(kind: KeyKind | None, sent: list[str]) -> None:
    """An operation gets its own kind of key, and a public one gets none."""
    played = play(CREATED, request=of_class("named", key=kind))

    assert sent == [text for name, text in played.sends[0].headers if name == "Authorization"]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("account", "api_key, or set JETEMAIL_API_KEY"),
        ("transactional", "transactional_key, or set JETEMAIL_TRANSACTIONAL_KEY"),
    ],
)
def test_missing_key(kind: KeyKind, names: str) -> None:
    """Without its key, a call says which is missing and where to give it, and sends nothing."""
    other: dict[KeyKind, str] = {name: key for name, key in KEYS.items() if name != kind}
    played = play(request=of_class("named", key=kind), keys=other)

    words = f"there is no {kind} key: give the client {names}. Nothing was sent."
    assert [] == played.sends
    assert isinstance(played.end, ConfigurationError)
    assert f"smtp_users.create: {words}" == str(played.end)
    assert ("smtp_users.create", "not_sent") == (played.end.operation, played.end.outcome)


def test_query_and_headers() -> None:
    """A query is encoded behind the path, the request's own headers come last."""
    operation: Operation[Any] = evolve(
        create.OPERATION,
        method="GET",
        path="/things/{id}",
        parameters=(
            Parameter("path", "id", "id", checks.text()),
            Parameter("query", "q", "q", checks.text()),
            Parameter("query", "n", "n", checks.number()),
            Parameter("header", "x_id", "X-Id", checks.text()),
        ),
    )
    request = build_request(operation, {"id": "a b", "q": "a b&c=é", "n": 5, "x_id": "7"})
    sent = play(CREATED, request=request, base_url="http://localhost:80/v1/").sends[0]

    assert "http://localhost:80/v1/things/a%20b?q=a+b%26c%3D%C3%A9&n=5" == sent.url
    assert ["Accept", "User-Agent", "Authorization", "X-Id"] == [name for name, _ in sent.headers]
    assert sent.content is None


@pytest.mark.parametrize(
    ("kind", "accepted"),
    [
        ("object", "application/json"),
        ("free", "application/json"),
        ("csv", "text/csv, application/json"),
    ],
)
def test_accepted(kind: AnswerKind, accepted: str) -> None:
    """A call asks for what it reads, and always for JSON, which an error is."""
    request = of_class("safe", answer=kind, read=readings.free)

    assert ("Accept", accepted) == play(CREATED, request=request).sends[0].headers[0]


def test_csv_body() -> None:
    """CSV goes out as what it is."""
    sent = play(CREATED, request=build_request(create.OPERATION, csv="é\n")).sends[0]

    assert ("é\n".encode(), ("Content-Type", "text/csv")) == (sent.content, sent.headers[-1])


def test_success_that_is_not_described() -> None:
    """A success of any status, also of one that is not described, is read the same way."""
    request = of_class("named", read=lambda src, *, odd: ("read", src))
    ends = [play(answer(status, 5), request=request).end for status in (200, 201, 202, 299)]

    assert [("read", 5)] * 4 == ends


def test_request_of_a_stricter_class() -> None:
    """A request that must not be repeated is not, though its operation may be."""
    strict = evolve(of_class("idempotent"), retry="never")
    played = [
        play(BROKEN, CREATED, request=request) for request in (strict, of_class("idempotent"))
    ]

    assert [1, 2] == [len(one.sends) for one in played]
    assert "unknown" == played[0].end.outcome
    assert "It may be done, and was not sent again" in str(played[0].end)


@pytest.mark.parametrize("events", [[UNSENT, CREATED], [answer(500), answer(408), CREATED]])
def test_same_key_in_every_attempt(events: list[Answer | Fault]) -> None:
    """A keyed call repeats the bytes and the key of its first attempt."""
    operation: Operation[Any] = evolve(create.OPERATION, retry="keyed")
    played = play(*events, request=build_request(operation, body={"a": 1}))

    sent = {(send.content, dict(send.headers)["Idempotency-Key"]) for send in played.sends}
    assert (len(events), 1) == (len(played.sends), len(sent))


def test_own_clock() -> None:
    """Without one of the caller's, time goes on and chance is between 0 and 1."""
    clock = Clock()
    before = clock.monotonic()

    assert before <= clock.monotonic()
    assert clock.unix() > NOW
    assert 0 <= clock.jitter() < 1


def test_log(caplog: pytest.LogCaptureFixture) -> None:
    """The log tells attempts, retries and departures from the description, and no secret."""
    caplog.set_level(logging.DEBUG)
    odd = {"success": None, "message": PASSWORD, "password": 5, "new": KEYS["account"]}
    play(UNSENT, answer(429, {"error": PASSWORD}), answer(200, odd))

    departure = "success is null where a boolean is described (departures: 2; all kept)"
    expected = [
        ("DEBUG", "smtp_users.create: attempt 1: could not connect"),
        ("INFO", "smtp_users.create: trying again in 0.25 s after: could not connect"),
        ("DEBUG", "smtp_users.create: attempt 2: 429"),
        ("INFO", "smtp_users.create: trying again in 0.50 s after: 429"),
        ("DEBUG", "smtp_users.create: attempt 3: 200"),
        ("WARNING", f"smtp_users.create: {departure}"),
    ]
    assert expected == [(record.levelname, record.getMessage()) for record in caplog.records]
