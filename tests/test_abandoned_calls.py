"""Calls that are given up: nothing of them stays in what is raised."""

import asyncio
import signal
import threading
import traceback

import httpx
import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail

from .planted import API_KEY, PASSWORD
from .raw_server import Stage, playing, silence


def locals_of_all(error: BaseException | None) -> str:
    """The locals of all frames that a traceback shows, but for those of tests."""
    shown = ""
    while error is not None:
        told = traceback.TracebackException.from_exception(error, capture_locals=True)
        shown += "".join(repr(f.locals) for f in told.stack if "/tests/" not in f.filename)
        error = error.__cause__ or error.__context__
    return shown


@pytest.mark.parametrize("is_httpx", [False, True])
async def test_no_secret_in_the_frames_of_a_cancelled_call(is_httpx: bool) -> None:
    """A tool that reports a timeout of the caller's with all locals sees neither key nor body."""
    transport = httpx.AsyncHTTPTransport() if is_httpx else None
    with playing(silence) as server:
        async with AsyncJetEmail(API_KEY, base_url=server.base_url, transport=transport) as client:
            with pytest.raises(TimeoutError) as caught:
                async with asyncio.timeout(0.3):
                    await client.smtp_users.create(username="a", password=PASSWORD)

    assert "smtp_users.create" in locals_of_all(caught.value)
    assert API_KEY not in locals_of_all(caught.value)
    assert PASSWORD not in locals_of_all(caught.value)


def test_no_secret_in_the_frames_of_an_interrupted_call() -> None:
    """Nor does one that reports an interrupt."""

    def interrupt(stage: Stage) -> None:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        silence(stage)

    with playing(interrupt) as server, JetEmail(API_KEY, base_url=server.base_url) as jetemail:
        with pytest.raises(KeyboardInterrupt) as caught:
            jetemail.smtp_users.create(username="a", password=PASSWORD)

    assert "smtp_users.create" in locals_of_all(caught.value)
    assert API_KEY not in locals_of_all(caught.value)
    assert PASSWORD not in locals_of_all(caught.value)
