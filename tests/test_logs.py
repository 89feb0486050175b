"""What gets into logs, ours and those of the libraries below, whatever level they are set to."""

import asyncio
import logging
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import httpx
import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors

from .raw_server import Act, answer, answer_json, close, playing, refused_url

KEYS = ("api_planted", "transactional_planted")
WORDS = {"error": "planted words", "message": "planted words", "success": False}
OK = answer_json(200, {"success": True, "id": "planted-id", "logs": [{"type": ["planted"]}]})
# Calls with values in the query, the path and the body, addresses among them.
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
    answer_json(400, WORDS),
    answer_json(500, WORDS),
    answer_json(200, WORDS),
    answer(200, b"planted junk"),
    close,
]
OURS = "jetemail_api_client"


def call_all(base_url: str, transport: Any) -> None:
    """Make all calls without asyncio, however each ends."""
    client = JetEmail(*KEYS, base_url=base_url, transport=transport, sleep=lambda _: None)
    with client as jetemail:
        for resource, method, arguments in CALLS:
            with suppress(errors.JetEmailError):
                getattr(getattr(jetemail, resource), method)(**arguments)


async def call_all_async(base_url: str, transport: Any) -> None:
    """Make all calls with asyncio, in its debug mode, however each ends."""
    asyncio.get_running_loop().set_debug(enabled=True)
    client = AsyncJetEmail(
        *KEYS, base_url=base_url, transport=transport, sleep=lambda _: asyncio.sleep(0)
    )
    async with client as jetemail:
        for resource, method, arguments in CALLS:
            with suppress(errors.JetEmailError):
                await getattr(getattr(jetemail, resource), method)(**arguments)


def check(records: list[logging.LogRecord]) -> None:
    """Expect records of this package, none of httpx, and nothing planted in any."""
    told = [f"{record.getMessage()} {record.__dict__}" for record in records]

    for resource, method, _ in CALLS:
        assert any(f"{resource}.{method}: attempt 1: " in text for text in told)
    assert [] == [record.getMessage() for record in records if record.name.startswith("httpx")]
    assert [] == [text for text in told if "planted" in text]


@pytest.mark.parametrize("transport", SYNC)
@pytest.mark.parametrize("act", ACTS)
def test_nothing_sent_is_logged(
    act: Act, transport: Callable[[], Any], caplog: pytest.LogCaptureFixture
) -> None:
    """No logger at any level has a key, an address, a body, or a value of a path or a query."""
    caplog.set_level(logging.NOTSET)
    with playing(act) as server:
        call_all(server.base_url, transport())

    check(caplog.records)


@pytest.mark.parametrize("transport", ASYNC)
@pytest.mark.parametrize("act", ACTS)
async def test_nothing_sent_is_logged_with_asyncio(
    act: Act, transport: Callable[[], Any], caplog: pytest.LogCaptureFixture
) -> None:
    """The same holds with asyncio, whose debug mode has records of its own."""
    caplog.set_level(logging.NOTSET)
    with playing(act) as server:
        await call_all_async(server.base_url, transport())

    check(caplog.records)


async def test_nothing_is_logged_of_a_refused_connection(caplog: pytest.LogCaptureFixture) -> None:
    """The same holds where nobody listens."""
    caplog.set_level(logging.NOTSET)
    await call_all_async(refused_url(), None)
    call_all(refused_url(), None)

    check(caplog.records)


def test_records_of_the_package(caplog: pytest.LogCaptureFixture) -> None:
    """Attempts are logged at DEBUG and retries at INFO, under the package's name."""
    caplog.set_level(logging.DEBUG, OURS)
    with playing(answer_json(429, {}), OK) as server:
        with JetEmail(*KEYS, base_url=server.base_url, sleep=lambda _: None) as jetemail:
            jetemail.webhooks.list()

    first, retry, second = [record for record in caplog.records if record.name == OURS]
    assert ["DEBUG", "INFO", "DEBUG"] == [one.levelname for one in (first, retry, second)]
    assert "webhooks.list: attempt 1: 429" == first.getMessage()
    assert retry.getMessage().startswith("webhooks.list: trying again in ")


def test_logging_that_is_not_set_up() -> None:
    """An application that sets no logging up gets nothing on its standard error."""
    script = f"import logging, {OURS}; logging.getLogger('{OURS}').error('planted')"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert b"" == ended.stderr
