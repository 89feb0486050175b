"""No key, password or body in errors, tracebacks, logs and copies."""

import asyncio
import json
import logging
import signal
import threading
import traceback
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client.transports import AiohttpTransport, DeadlineTransport

from ..conftest import KEY, Flavour
from ..planted import faces, frames_of, locals_of, seen
from ..raw_server import Act, Stage, close, playing, refused_url, respond, respond_json, silence

PASSWORD = 'planted "password" 91ae'
GENERATED = "planted generated 77c3"
ECHO = {"error": f"{PASSWORD} is weak for {KEY}", "password": PASSWORD, "seen": [{"k": KEY}]}


def planted_in(text: str) -> list[str]:
    """Return the secrets that a text contains."""
    return seen((KEY, PASSWORD, GENERATED), text)


@pytest.mark.parametrize(
    "act",
    [
        respond_json(400, ECHO),
        respond_json(500, ECHO),
        respond(502, f"<p>{PASSWORD} {KEY}</p>".encode(), "Content-Type: text/html\r\n"),
        respond(502, json.dumps(PASSWORD).encode() + b" trailing"),
        respond_json(200, {"success": False} | ECHO),
        respond_json(200, {"success": True, "password": GENERATED}),
        respond(200, b'{"success": true, "password": "%s"' % GENERATED.encode()),
        respond_json(400, ECHO | {"filler": "x" * 5000}),
        close,
    ],
)
async def test_errors_and_logs(
    flavour: Flavour, act: Act, caplog: pytest.LogCaptureFixture
) -> None:
    """An echoing or incomplete response puts no secret into errors or logs."""
    caplog.set_level(logging.DEBUG)
    with playing(act) as server, pytest.raises(errors.JetEmailError) as caught:
        await flavour.create(server.base_url, {"password": PASSWORD})
    texts = [*faces(caught.value), *(repr(record.__dict__) for record in caplog.records)]

    assert [] == [found for text in texts for found in planted_in(text)]
    assert any("smtp_users.create: attempt 1" in text for text in texts)


@pytest.mark.parametrize(
    "act",
    [
        respond_json(400, ECHO),
        respond_json(200, {"success": False} | ECHO),
        respond_json(200, {"success": True, "password": GENERATED}),
        respond(200, b'{"success": true, "password": "%s"' % GENERATED.encode()),
        close,
    ],
)
async def test_locals_of_an_error(flavour: Flavour, act: Act) -> None:
    """The traceback of an error, with its locals, has no secret in this package's frames."""
    with playing(act) as server, pytest.raises(errors.JetEmailError) as caught:
        await flavour.create(server.base_url, {"password": PASSWORD})

    assert "smtp_users" in locals_of(caught.value)
    assert [] == planted_in(locals_of(caught.value))


def test_locals_of_a_generated_method() -> None:
    """The traceback of a generated method has no secret in its locals."""
    with playing(respond_json(400, ECHO)) as server, JetEmail(KEY, base_url=server.base_url) as jet:
        with pytest.raises(errors.BadRequestError) as caught:
            jet.smtp_users.update(username="a", password=PASSWORD)

    assert "smtp_users.update" in locals_of(caught.value)
    assert [] == planted_in(locals_of(caught.value))


async def test_key_in_a_response_header(flavour: Flavour) -> None:
    """A key echoed in a response header is redacted."""
    echo = f"X-Request-Id: {KEY}\r\nServer: {KEY}\r\n"
    with playing(respond_json(400, {}, echo)) as server:
        with pytest.raises(errors.BadRequestError) as caught:
            await flavour.create(server.base_url)

    assert [] == [found for text in faces(caught.value) for found in planted_in(text)]
    assert ("***", "***") == (caught.value.request_id, caught.value.headers["server"])


async def test_rejected_connection(flavour: Flavour, caplog: pytest.LogCaptureFixture) -> None:
    """The error and the log of a rejected connection have no secret."""
    caplog.set_level(logging.DEBUG)
    with pytest.raises(errors.APIConnectionError) as caught:
        await flavour.create(refused_url(), {"password": PASSWORD})
    texts = [*faces(caught.value), caplog.text]

    assert [] == [found for text in texts for found in planted_in(text)]


async def test_invalid_password(flavour: Flavour) -> None:
    """The validation error of a password has its length, not the password."""
    with pytest.raises(errors.InvalidRequestError) as caught:
        await flavour.create(refused_url(), {"password": PASSWORD * 9})

    assert [] == [found for text in faces(caught.value) for found in planted_in(text)]
    assert "password has 207 characters; the maximum is 72" in str(caught.value)


async def test_password_of_an_invalid_success(flavour: Flavour) -> None:
    """The password of a success that cannot be parsed is in the error's secrets."""
    body = {"success": True, "password": GENERATED}
    with playing(respond_json(200, body)) as server:
        with pytest.raises(errors.APIResponseValidationError) as caught:
            await flavour.create(server.base_url)

    assert {"username": "smtp-user1", "password": GENERATED} == caught.value.secrets
    assert {"success": True, "password": "***"} == caught.value.body
    assert "unknown" == caught.value.outcome


async def test_undecodable_success(flavour: Flavour) -> None:
    """A success that is not JSON is complete in the error's secrets."""
    broken = f'{{"success":true,"password":"{GENERATED}"'
    with playing(respond(200, broken.encode())) as server:
        with pytest.raises(errors.APIResponseValidationError) as caught:
            await flavour.create(server.base_url)

    assert broken == caught.value.secrets["body"]
    assert {"body", "username", "password"} == set(caught.value.secrets)
    assert "(not kept: it may hold a secret)" == caught.value.body


async def test_repr_of_a_result(flavour: Flavour) -> None:
    """The repr of a result redacts the password; the attribute has it."""
    body = {"success": True, "message": "ok", "password": GENERATED}
    with playing(respond_json(200, body)) as server:
        result = await flavour.create(server.base_url)

    assert GENERATED == result.password
    assert "password='***'" in repr(result)
    assert GENERATED not in repr(result)


def locals_of_all(error: BaseException | None) -> str:
    """Return the locals of all frames of a traceback and its causes, without test frames."""
    shown = ""
    while error is not None:
        captured = traceback.TracebackException.from_exception(error, capture_locals=True)
        shown += "".join(repr(f.locals) for f in captured.stack if "/tests/" not in f.filename)
        error = error.__cause__ or error.__context__
    return shown


TRANSPORTS: dict[Any, Any] = {AsyncJetEmail: AiohttpTransport, JetEmail: DeadlineTransport}


@pytest.mark.parametrize("kind", [AsyncJetEmail, JetEmail])
@pytest.mark.parametrize(
    "refuse",
    [
        pytest.param(lambda kind: kind(f"{KEY}\n"), id="key"),
        pytest.param(lambda kind: kind(KEY, f'"{KEY}"'), id="second key"),
        pytest.param(lambda kind: kind(KEY.encode()), id="type of a key"),
        pytest.param(lambda kind: kind(), id="variable"),
        pytest.param(lambda kind: kind(KEY, deadline=0), id="other option"),
        pytest.param(lambda kind: kind(token=KEY), id="unknown option"),
        pytest.param(lambda kind: kind("k", base_url=f"https://a:{KEY}@example.com"), id="URL"),
        pytest.param(lambda kind: kind("k", headers={"X-Token": f"{KEY}\n"}), id="header"),
        pytest.param(
            lambda kind: kind("k").with_options(headers={"X-Token": f"{KEY}\n"}),
            id="header of with_options",
        ),
        pytest.param(lambda kind: TRANSPORTS[kind](proxy=f"socks9://a:{KEY}@h"), id="proxy"),
    ],
)
def test_locals_of_a_refusal(
    kind: type[AsyncJetEmail | JetEmail],
    refuse: Callable[[Any], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The error for invalid arguments holds no secret in its text or its frames."""
    monkeypatch.setenv("JETEMAIL_API_KEY", f"{KEY};")
    with pytest.raises((errors.ConfigurationError, TypeError)) as caught:
        refuse(kind)
    held = [repr(frame) for frame in frames_of(caught.value)]

    assert [] == [found for text in (*held, *faces(caught.value)) for found in planted_in(text)]
    assert held


@pytest.mark.parametrize("is_httpx", [False, True])
async def test_locals_of_a_cancelled_call(is_httpx: bool) -> None:
    """The traceback of a cancelled request holds neither the key nor the body."""
    transport = httpx.AsyncHTTPTransport() if is_httpx else None
    with playing(silence) as server:
        async with AsyncJetEmail(KEY, base_url=server.base_url, transport=transport) as client:
            with pytest.raises(TimeoutError) as caught:
                async with asyncio.timeout(0.3):
                    await client.smtp_users.create(username="a", password=PASSWORD)

    assert "smtp_users.create" in locals_of_all(caught.value)
    assert KEY not in locals_of_all(caught.value)
    assert PASSWORD not in locals_of_all(caught.value)


def test_locals_of_an_interrupted_call() -> None:
    """The traceback of an interrupted request holds neither the key nor the body."""

    def interrupt(stage: Stage) -> None:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        silence(stage)

    with playing(interrupt) as server, JetEmail(KEY, base_url=server.base_url) as jetemail:
        with pytest.raises(KeyboardInterrupt) as caught:
            jetemail.smtp_users.create(username="a", password=PASSWORD)

    assert "smtp_users.create" in locals_of_all(caught.value)
    assert KEY not in locals_of_all(caught.value)
    assert PASSWORD not in locals_of_all(caught.value)
