"""What a call does when the server or the network fails, in both flavours over raw sockets."""

import socket
import time

import pytest

from jetemail_api_client import errors

from .conftest import Flavour, failure
from .raw_server import (
    CREATED,
    Act,
    answer,
    answer_json,
    close,
    created,
    cut,
    drip,
    playing,
    refused_url,
    reset,
    silence,
)

HTML = b"<html><body>Something went wrong</body></html>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 59\r\n\r\n"


@pytest.mark.parametrize(
    ("act", "kind", "status"),
    [
        (answer(500, HTML, "Content-Type: text/html\r\n"), errors.InternalServerError, 500),
        (answer(502, HTML, "Content-Type: text/html\r\n"), errors.InternalServerError, 502),
        (answer(503, b""), errors.InternalServerError, 503),
        (answer(520, b"error code: 520"), errors.InternalServerError, 520),
        (answer(530, b"error code: 1016"), errors.InternalServerError, 530),
        (answer(499, b""), errors.APIStatusError, 499),
        (answer_json(400, {"error": "no"}), errors.BadRequestError, 400),
        (answer_json(401, {"error": "no"}), errors.AuthenticationError, 401),
        (answer_json(403, {"error": "no"}), errors.PermissionDeniedError, 403),
        (answer_json(404, {"error": "no"}), errors.NotFoundError, 404),
        (answer_json(408, {"error": "no"}), errors.APIStatusError, 408),
        (answer_json(409, {"error": "no"}), errors.ConflictError, 409),
        (answer_json(413, {"error": "no"}), errors.PayloadTooLargeError, 413),
        (answer_json(422, {"error": "no"}), errors.UnprocessableEntityError, 422),
        (answer(301, b"", "Location: http://127.0.0.1:1/\r\n"), errors.APIStatusError, 301),
        (answer(304, b""), errors.APIStatusError, 304),
    ],
)
async def test_refusal(
    flavour: Flavour, act: Act, kind: type[errors.APIStatusError], status: int
) -> None:
    """A status that is no success is an error of its class, and the request is sent once."""
    with playing(act, created) as server:
        error = await failure(flavour, server.base_url)

        assert kind is type(error)
        assert isinstance(error, errors.APIStatusError)
        assert status == error.status
        assert 1 == len(server.effects)


@pytest.mark.parametrize(
    ("act", "text", "field"),
    [
        (answer(200, b""), "200 the answer is empty where JSON is described", None),
        (answer(204, b""), "204 the answer is empty where JSON is described", None),
        (
            answer(200, HTML, "Content-Type: text/html\r\n"),
            "200 the answer is 46 bytes, text/html where JSON is described",
            None,
        ),
        (
            answer_json(200, {"success": True}),
            "200 message is missing from the answer",
            "message",
        ),
        (
            answer_json(200, ["success"]),
            "200 the answer is a list where an object is described",
            None,
        ),
        (
            answer_json(200, "done"),
            "200 the answer is a string where an object is described",
            None,
        ),
        (
            answer_json(200, {"success": False, "error": "quota exceeded"}),
            "200 success is false: quota exceeded",
            "success",
        ),
    ],
)
async def test_success_that_is_not_as_described(
    flavour: Flavour, act: Act, text: str, field: str | None
) -> None:
    """A 2xx without what is described is an error that says so, never None, and not sent again."""
    with playing(act) as server:
        error = await failure(flavour, server.base_url)

        assert isinstance(error, errors.APIResponseValidationError)
        assert str(error).startswith(f"smtp_users.create: {text}")
        assert field == error.field
        assert 1 == len(server.effects)


@pytest.mark.parametrize("status", [200, 201, 202, 207])
async def test_any_success_is_read(flavour: Flavour, status: int) -> None:
    """A 2xx that is not described is read like the one that is."""
    with playing(answer(status, CREATED)) as server:
        result = await flavour.create(server.base_url)

        assert "SMTP user created successfully" == result.message


async def test_odd_fields_are_kept(flavour: Flavour, caplog: pytest.LogCaptureFixture) -> None:
    """Null, a wrong type and an unknown field lose nothing, and are told to the log once."""
    body = {"success": 1, "message": None, "region": "eu"}
    with playing(answer_json(200, body)) as server:
        result = await flavour.create(server.base_url)

        assert body | {"password": result.password} == result.to_dict()
        assert {"region": "eu"} == result.additional_properties
        words = "success is an integer where a boolean is described (departures: 2; all kept)"
        assert [f"smtp_users.create: {words}"] == [record.getMessage() for record in caplog.records]


@pytest.mark.parametrize("act", [reset, close, cut(b"HTTP/1.1 200"), cut(HEAD + CREATED[:20])])
async def test_broken_connection(flavour: Flavour, act: Act) -> None:
    """A connection that breaks after the request leaves the outcome unknown; no second request."""
    with playing(act, created) as server:
        error = await failure(flavour, server.base_url)

        assert errors.APIConnectionError is type(error)
        assert "unknown" == error.outcome
        assert "look before you try again" in str(error)
        assert 1 == len(server.effects)


async def test_junk_instead_of_http(flavour: Flavour) -> None:
    """An answer that is not HTTP leaves the outcome unknown, too."""
    with playing(cut(b"220 relay.example ESMTP\r\n\r\n"), created) as server:
        error = await failure(flavour, server.base_url)

        assert errors.APIConnectionError is type(error)
        assert "unknown" == error.outcome
        assert 1 == len(server.effects)


async def test_refused_connection(flavour: Flavour) -> None:
    """A refused connection is tried again, up to three times, and nothing was sent."""
    error = await failure(flavour, refused_url())

    assert errors.APIConnectionError is type(error)
    assert "not_sent" == error.outcome
    assert "Connection refused" in str(error)
    assert ["not_sent"] * 3 == [attempt.outcome for attempt in error.attempts]
    assert [0.25, 0.5] == flavour.sleeper.pauses


async def test_failed_tls(flavour: Flavour) -> None:
    """A server that does not speak TLS gets nothing."""
    with playing(created) as server:
        address = server.base_url.replace("http:", "https:")
        error = await failure(flavour, address, max_attempts=1, connect_timeout=1.0)

        assert isinstance(error, errors.APIConnectionError)
        assert "not_sent" == error.outcome
        assert [] == server.requests


async def test_silence(flavour: Flavour) -> None:
    """An answer that does not come in time leaves the outcome unknown; no second request."""
    with playing(silence) as server:
        error = await failure(flavour, server.base_url, attempt_timeout=1.0)

        assert isinstance(error, errors.APITimeoutError)
        assert isinstance(error, TimeoutError)
        assert ("read", "unknown") == (error.phase, error.outcome)
        assert 1 == len(server.effects)


async def test_slow_drip(flavour: Flavour) -> None:
    """A body that comes a byte at a time does not outlive the attempt."""
    with playing(drip(HEAD, every=0.5)) as server:
        started = time.monotonic()
        error = await failure(flavour, server.base_url, attempt_timeout=1.0)
        took = time.monotonic() - started

        assert isinstance(error, errors.APITimeoutError)
        assert ("total", "unknown") == (error.phase, error.outcome)
        # The body would take 59 bytes of 0.5 s.
        assert took < 20


async def test_slow_drip_of_headers(flavour: Flavour) -> None:
    """Headers that come a byte at a time do not outlive the attempt."""
    with playing(drip(b"HTTP/1.1 200 OK\r\nX-Drip: ", every=0.05)) as server:
        started = time.monotonic()
        error = await failure(flavour, server.base_url, attempt_timeout=1.0)
        took = time.monotonic() - started

        assert isinstance(error, errors.APITimeoutError)
        assert ("read", "unknown") == (error.phase, error.outcome)
        assert took < 20


async def test_unreachable_in_time(flavour: Flavour) -> None:
    """A connection that does not come about in time was not sent, and is tried again."""
    # A full backlog: connecting neither succeeds nor fails.
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        port = listener.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        error = await failure(flavour, f"http://127.0.0.1:{port}", connect_timeout=0.1)
        for one in waiting:
            one.close()

    assert isinstance(error, errors.APITimeoutError)
    assert ("connect", "not_sent", 3) == (error.phase, error.outcome, len(error.attempts))
