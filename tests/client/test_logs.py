"""Logs of this package and of the libraries that it uses, at every level."""

import asyncio
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import httpx
import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors, hooks

from ..raw_server import Act, close, playing, refused_url, respond, respond_json

KEYS = ("api_planted", "transactional_planted")
REJECTION = {"error": "planted message", "message": "planted message", "success": False}
OK = respond_json(200, {"success": True, "id": "planted-id", "logs": [{"type": ["planted"]}]})
# Requests with planted values in the query, the path, the headers and the body.
CALLS: list[tuple[str, str, dict[str, Any]]] = [
    ("outbound_logs", "list", {"sender": "planted@example.com"}),
    ("webhooks", "get", {"uuid": "planted-uuid"}),
    ("smtp_users", "create", {"username": "planted-name", "password": "planted-password"}),
    (
        "email",
        "send",
        {
            "from_": "planted@example.com",
            "to": ["planted@example.net"],
            "subject": "planted",
            "text": "planted",
            "attachments": [("planted.txt", b"planted")],
            "idempotency_key": "planted-key",
        },
    ),
]
SYNC: list[Callable[[], Any]] = [lambda: None, httpx.HTTPTransport]
ASYNC: list[Callable[[], Any]] = [lambda: None, httpx.AsyncHTTPTransport]
ACTS = [
    OK,
    respond_json(400, REJECTION),
    respond_json(500, REJECTION),
    respond_json(200, REJECTION),
    respond(200, b"planted junk"),
    close,
]
OURS = "jetemail_api_client"


def call_all(base_url: str, transport: Any) -> None:
    """Make all calls with a sync client; ignore their errors."""
    client = JetEmail(*KEYS, base_url=base_url, transport=transport, sleep=lambda _: None)
    with client as jetemail:
        for resource, method, arguments in CALLS:
            with suppress(errors.JetEmailError):
                getattr(getattr(jetemail, resource), method)(**arguments)


async def call_all_async(base_url: str, transport: Any) -> None:
    """Make all calls with an async client in asyncio's debug mode; ignore their errors."""
    asyncio.get_running_loop().set_debug(enabled=True)
    client = AsyncJetEmail(
        *KEYS, base_url=base_url, transport=transport, sleep=lambda _: asyncio.sleep(0)
    )
    async with client as jetemail:
        for resource, method, arguments in CALLS:
            with suppress(errors.JetEmailError):
                await getattr(getattr(jetemail, resource), method)(**arguments)


def check(records: list[logging.LogRecord]) -> None:
    """Check that the package logged each call, httpx nothing, and no record has a planted value."""
    texts = [f"{record.getMessage()} {record.__dict__}" for record in records]

    for resource, method, _ in CALLS:
        assert any(f"{resource}.{method}: attempt 1: " in text for text in texts)
    assert [] == [record.getMessage() for record in records if record.name.startswith("httpx")]
    assert [] == [text for text in texts if "planted" in text]


@pytest.mark.parametrize("transport", SYNC)
@pytest.mark.parametrize("act", ACTS)
def test_no_request_data_in_logs(
    act: Act, transport: Callable[[], Any], caplog: pytest.LogCaptureFixture
) -> None:
    """No logger at any level has a key, an address, a body, or a path or query value."""
    caplog.set_level(logging.NOTSET)
    with playing(act) as server:
        call_all(server.base_url, transport())

    check(caplog.records)


@pytest.mark.parametrize("transport", ASYNC)
@pytest.mark.parametrize("act", ACTS)
async def test_no_request_data_in_asyncio_logs(
    act: Act, transport: Callable[[], Any], caplog: pytest.LogCaptureFixture
) -> None:
    """With an async client, asyncio's debug logs have no request data either."""
    caplog.set_level(logging.NOTSET)
    with playing(act) as server:
        await call_all_async(server.base_url, transport())

    check(caplog.records)


async def test_log_of_a_rejected_connection(caplog: pytest.LogCaptureFixture) -> None:
    """The logs of a rejected connection have no request data."""
    caplog.set_level(logging.NOTSET)
    await call_all_async(refused_url(), None)
    call_all(refused_url(), None)

    check(caplog.records)


def test_log_levels(caplog: pytest.LogCaptureFixture) -> None:
    """Attempts are logged at DEBUG and retries at INFO, under the package's name."""
    caplog.set_level(logging.DEBUG, OURS)
    with playing(respond_json(429, {}), OK) as server:
        with JetEmail(*KEYS, base_url=server.base_url, sleep=lambda _: None) as jetemail:
            jetemail.webhooks.list()

    first, retry, second = [record for record in caplog.records if record.name == OURS]
    assert ["DEBUG", "INFO", "DEBUG"] == [one.levelname for one in (first, retry, second)]
    assert "webhooks.list: attempt 1: 429" == first.getMessage()
    assert retry.getMessage().startswith("webhooks.list: retry in ")


def test_logging_not_configured() -> None:
    """Without a logging configuration, nothing is written to standard error."""
    script = f"import logging, {OURS}; logging.getLogger('{OURS}').error('planted')"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert b"" == ended.stderr


def logged_with(level: str) -> str:
    """Return what a process with `JETEMAIL_LOG` writes to standard error during a failed call."""
    program = (
        "from jetemail_api_client import JetEmail, errors\n"
        f"client = JetEmail('api_planted', base_url={refused_url()!r}, max_attempts=2)\n"
        "try: client.smtp_users.list()\n"
        "except errors.APIConnectionError: pass\n"
    )
    process = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "JETEMAIL_LOG": level},
        capture_output=True,
        text=True,
        check=True,
    )
    return process.stderr


@pytest.mark.parametrize(
    ("level", "levels"),
    [("", []), ("info", ["INFO"]), ("DEBUG ", ["DEBUG", "INFO", "DEBUG"]), ("loud", ["WARNING"])],
)
def test_log_of_the_environment(level: str, levels: list[str]) -> None:
    """JETEMAIL_LOG writes the log to standard error; a level that does not exist is named."""
    lines = [line.split() for line in logged_with(level).splitlines()]

    assert [[OURS, one] for one in levels] == [line[2:4] for line in lines]
    assert ("loud" == level) == any("JETEMAIL_LOG" in line for line in lines)


class Collecting(logging.Handler):
    """A handler that shows nothing, as those of Sentry and OpenTelemetry."""

    def emit(self, record: logging.LogRecord) -> None:
        """Note a record."""
        self.record = record


def warnings_only() -> logging.Handler:
    """Return a handler that writes no retries."""
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    return handler


@pytest.mark.parametrize(
    ("place", "make", "is_silent"),
    [
        ("", logging.StreamHandler, True),
        (OURS, logging.StreamHandler, True),
        ("", Collecting, False),
        ("", warnings_only, False),
        ("", lambda: logging.FileHandler(os.devnull, delay=True), False),
        ("other", logging.StreamHandler, False),
    ],
)
def test_log_beside_other_handlers(
    place: str,
    make: Callable[[], logging.Handler],
    is_silent: bool,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """JETEMAIL_LOG writes what no handler of the application writes to a stream; both get it."""
    for one in (logging.root, hooks.logger, logging.getLogger("other")):
        monkeypatch.setattr(one, "handlers", [])
    caplog.set_level(logging.NOTSET, OURS)
    monkeypatch.setenv("JETEMAIL_LOG", "info")
    hooks._log_as_in_environment()
    handler = make()
    handler.setFormatter(logging.Formatter("%(message)s of theirs"))
    logging.getLogger(place).addHandler(handler)
    hooks.logger.info("planted")
    handler.close()

    written = capsys.readouterr().err.splitlines()
    assert 1 == len(written)
    assert written[0].endswith("planted of theirs" if is_silent else f"{OURS} INFO planted")
    assert not isinstance(handler, Collecting) or "planted" == handler.record.getMessage()


def test_log_without_propagation(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """JETEMAIL_LOG writes what does not reach the handlers of the application."""
    monkeypatch.setattr(hooks.logger, "handlers", [])
    caplog.set_level(logging.NOTSET, OURS)
    monkeypatch.setattr(hooks.logger, "propagate", False)
    monkeypatch.setenv("JETEMAIL_LOG", "info")
    hooks._log_as_in_environment()
    hooks.logger.info("planted")

    assert capsys.readouterr().err.endswith(f"{OURS} INFO planted\n")


def test_log_in_this_process(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The environment sets the level of the package's logger, and a handler."""
    monkeypatch.setattr(hooks.logger, "handlers", [])
    monkeypatch.setattr(hooks.logger, "level", logging.NOTSET)
    for level, expected in (("info", logging.INFO), ("loud", logging.INFO), ("", logging.INFO)):
        monkeypatch.setenv("JETEMAIL_LOG", level)
        hooks._log_as_in_environment()

        assert expected == hooks.logger.level
    assert 2 == len(hooks.logger.handlers)
    assert ["JETEMAIL_LOG is not one of debug, info: it is ignored"] == caplog.messages
