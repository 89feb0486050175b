"""Errors of a call when the server or the network fails, in both flavours over raw sockets."""

import socket
import time

import pytest

from jetemail_api_client import errors

from ..conftest import Flavour, failure
from ..raw_server import (
    CREATED,
    Act,
    close,
    created,
    cut,
    drip,
    playing,
    refused_url,
    reset,
    respond,
    respond_json,
    silence,
)

HTML = b"<html><body>Something went wrong</body></html>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 59\r\n\r\n"


@pytest.mark.parametrize(
    ("act", "kind", "status"),
    [
        (respond(500, HTML, "Content-Type: text/html\r\n"), errors.InternalServerError, 500),
        (respond(502, HTML, "Content-Type: text/html\r\n"), errors.InternalServerError, 502),
        (respond(503, b""), errors.InternalServerError, 503),
        (respond(520, b"error code: 520"), errors.InternalServerError, 520),
        (respond(530, b"error code: 1016"), errors.InternalServerError, 530),
        (respond(499, b""), errors.APIStatusError, 499),
        (respond_json(400, {"error": "no"}), errors.BadRequestError, 400),
        (respond_json(401, {"error": "no"}), errors.AuthenticationError, 401),
        (respond_json(403, {"error": "no"}), errors.PermissionDeniedError, 403),
        (respond_json(404, {"error": "no"}), errors.NotFoundError, 404),
        (respond_json(408, {"error": "no"}), errors.APIStatusError, 408),
        (respond_json(409, {"error": "no"}), errors.ConflictError, 409),
        (respond_json(413, {"error": "no"}), errors.PayloadTooLargeError, 413),
        (respond_json(422, {"error": "no"}), errors.UnprocessableEntityError, 422),
        (respond(301, b"", "Location: http://127.0.0.1:1/\r\n"), errors.APIStatusError, 301),
        (respond(304, b""), errors.APIStatusError, 304),
    ],
)
async def test_error_status(
    flavour: Flavour, act: Act, kind: type[errors.APIStatusError], status: int
) -> None:
    """A status other than 2xx raises the error of its class, and the request is sent once."""
    with playing(act, created) as server:
        error = await failure(flavour, server.base_url)

        assert kind is type(error)
        assert isinstance(error, errors.APIStatusError)
        assert status == error.status
        assert 1 == len(server.effects)


@pytest.mark.parametrize(
    ("act", "message", "field"),
    [
        (respond(200, b""), "200 the response is empty where JSON is described", None),
        (respond(204, b""), "204 the response is empty where JSON is described", None),
        (
            respond(200, HTML, "Content-Type: text/html\r\n"),
            "200 the response is 46 bytes, text/html where JSON is described",
            None,
        ),
        (
            respond_json(200, {"success": True}),
            "200 message is missing from the response",
            "message",
        ),
        (
            respond_json(200, ["success"]),
            "200 the response is a list where an object is described",
            None,
        ),
        (
            respond_json(200, "done"),
            "200 the response is a string where an object is described",
            None,
        ),
        (
            respond_json(200, {"success": False, "error": "quota exceeded"}),
            "200 success is false: quota exceeded",
            "success",
        ),
    ],
)
async def test_invalid_success(flavour: Flavour, act: Act, message: str, field: str | None) -> None:
    """A 2xx without the described fields raises an error that names them, and is not retried."""
    with playing(act) as server:
        error = await failure(flavour, server.base_url)

        assert isinstance(error, errors.APIResponseValidationError)
        assert str(error).startswith(f"smtp_users.create: {message}")
        assert field == error.field
        assert 1 == len(server.effects)


@pytest.mark.parametrize("status", [200, 201, 202, 207])
async def test_undescribed_success_status(flavour: Flavour, status: int) -> None:
    """A 2xx status that is not described is parsed like the described one."""
    with playing(respond(status, CREATED)) as server:
        result = await flavour.create(server.base_url)

        assert "SMTP user created successfully" == result.message


async def test_deviations(flavour: Flavour, caplog: pytest.LogCaptureFixture) -> None:
    """Null, a wrong type and an unknown field are kept as received, and logged once."""
    body = {"success": 1, "message": None, "region": "eu"}
    with playing(respond_json(200, body)) as server:
        result = await flavour.create(server.base_url)

        assert body | {"password": result.password} == result.to_dict()
        assert {"region": "eu"} == result.additional_properties
        first = "success is an integer where a boolean is described"
        message = f"smtp_users.create: {first} (2 deviations, all kept as received)"
        assert [message] == [record.getMessage() for record in caplog.records]


@pytest.mark.parametrize("act", [reset, close, cut(b"HTTP/1.1 200"), cut(HEAD + CREATED[:20])])
async def test_broken_connection(flavour: Flavour, act: Act) -> None:
    """A connection broken after the request leaves the outcome unknown, without a retry."""
    with playing(act, created) as server:
        error = await failure(flavour, server.base_url)

        assert errors.APIConnectionError is type(error)
        assert "unknown" == error.outcome
        assert "check before you retry" in str(error)
        assert 1 == len(server.effects)


async def test_response_that_is_not_http(flavour: Flavour) -> None:
    """A response that is not HTTP leaves the outcome unknown."""
    with playing(cut(b"220 relay.example ESMTP\r\n\r\n"), created) as server:
        error = await failure(flavour, server.base_url)

        assert errors.APIConnectionError is type(error)
        assert "unknown" == error.outcome
        assert 1 == len(server.effects)


async def test_refused_connection(flavour: Flavour) -> None:
    """A refused connection is retried, in three attempts, and the outcome is not_sent."""
    error = await failure(flavour, refused_url())

    assert errors.APIConnectionError is type(error)
    assert "not_sent" == error.outcome
    assert "Connection refused" in str(error)
    assert ["not_sent"] * 3 == [attempt.outcome for attempt in error.attempts]
    assert [0.25, 0.5] == flavour.sleeper.pauses


async def test_tls_handshake_failure(flavour: Flavour) -> None:
    """A server that does not speak TLS receives no request."""
    with playing(created) as server:
        address = server.base_url.replace("http:", "https:")
        error = await failure(flavour, address, max_attempts=1, connect_timeout=1.0)

        assert isinstance(error, errors.APIConnectionError)
        assert "not_sent" == error.outcome
        assert [] == server.requests


async def test_read_timeout(flavour: Flavour) -> None:
    """A read timeout leaves the outcome unknown, without a retry."""
    with playing(silence) as server:
        error = await failure(flavour, server.base_url, attempt_timeout=1.0)

        assert isinstance(error, errors.APITimeoutError)
        assert isinstance(error, TimeoutError)
        assert ("read", "unknown") == (error.phase, error.outcome)
        assert 1 == len(server.effects)


async def test_dripping_body(flavour: Flavour) -> None:
    """The attempt timeout covers a body received one byte at a time."""
    with playing(drip(HEAD, every=0.5)) as server:
        started = time.monotonic()
        error = await failure(flavour, server.base_url, attempt_timeout=1.0)
        took = time.monotonic() - started

        assert isinstance(error, errors.APITimeoutError)
        assert ("total", "unknown") == (error.phase, error.outcome)
        # The complete body of 59 bytes would take 29.5 s.
        assert took < 20


async def test_dripping_headers(flavour: Flavour) -> None:
    """The attempt timeout covers headers received one byte at a time."""
    with playing(drip(b"HTTP/1.1 200 OK\r\nX-Drip: ", every=0.05)) as server:
        started = time.monotonic()
        error = await failure(flavour, server.base_url, attempt_timeout=1.0)
        took = time.monotonic() - started

        assert isinstance(error, errors.APITimeoutError)
        assert ("read", "unknown") == (error.phase, error.outcome)
        assert took < 20


async def test_connect_timeout(flavour: Flavour) -> None:
    """A connect timeout is retried, and the outcome is not_sent."""
    # With a full backlog, connecting neither succeeds nor fails.
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        port = listener.getsockname()[1]
        queued = [socket.socket() for _ in range(4)]
        for client in queued:
            client.setblocking(False)
            client.connect_ex(("127.0.0.1", port))
        error = await failure(flavour, f"http://127.0.0.1:{port}", connect_timeout=0.1)
        for client in queued:
            client.close()

    assert isinstance(error, errors.APITimeoutError)
    assert ("connect", "not_sent", 3) == (error.phase, error.outcome, len(error.attempts))
