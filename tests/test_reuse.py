"""Which connections are used a second time: those on which nothing came that nobody asked for."""

import asyncio
import threading
import time
from pathlib import Path

import pytest
import trustme

from jetemail_api_client import AsyncJetEmail
from jetemail_api_client._policy import Answer

from .certificates import tls
from .channels import channel_to, patient, status_of
from .conftest import KEY
from .raw_server import Act, HangUp, RawServer, Stage, answer, created, playing

FIRST, SECOND, STRAY = (answer(200, body) for body in (b"first", b"second", b"stray"))


HAS_STRAYED = threading.Event()


def all_ended(server: RawServer) -> None:
    """Wait until the server has closed its connections, while the event loop does not run."""
    for thread in server.threads:
        thread.join(30)


def followed_at_once(stage: Stage) -> None:
    """Answer twice in one go."""
    one = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
    stage.send(one + b"first" + one + b"stray")
    HAS_STRAYED.set()


def followed_later(stage: Stage) -> None:
    """Answer, and answer again before there is another request."""
    FIRST(stage)
    stage.is_over.wait(0.05)
    STRAY(stage)
    HAS_STRAYED.set()


def followed_by_the_end(stage: Stage) -> None:
    """Answer, and close some time later."""
    FIRST(stage)
    stage.is_over.wait(0.05)
    raise HangUp


@pytest.mark.parametrize("stray", [followed_at_once, followed_later])
@pytest.mark.parametrize("is_awake", [True, False])
async def test_answer_that_nobody_asked_for(stray: Act, is_awake: bool) -> None:
    """An answer too many never becomes the answer to the next request."""
    HAS_STRAYED.clear()
    with playing(stray, SECOND) as server:
        async with channel_to(server.base_url) as channel:
            first = await channel.exchange(patient(server.base_url))
            if is_awake:
                await asyncio.to_thread(HAS_STRAYED.wait, 30)
                await asyncio.sleep(0.01)
            else:
                HAS_STRAYED.wait(30)
            second = await channel.exchange(patient(server.base_url))

    assert isinstance(first, Answer) and isinstance(second, Answer)
    assert (b"first", b"second") == (first.content, second.content)
    assert 2 == server.connections


@pytest.mark.parametrize("is_encrypted", [False, True])
async def test_connection_that_ended_unseen(
    is_encrypted: bool,
    authority: tuple[trustme.CA, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A connection that the server closed while the loop did not run costs no call its outcome."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))
    context = tls(authority[0]) if is_encrypted else None
    with playing(followed_by_the_end, SECOND, tls=context) as server:
        async with channel_to(server.base_url) as channel:
            first = await channel.exchange(patient(server.base_url))
            all_ended(server)
            second = await channel.exchange(patient(server.base_url))

    assert [200, 200] == [status_of(first), status_of(second)]
    assert (2, 2) == (len(server.requests), server.connections)


async def test_many_connections_that_ended_unseen() -> None:
    """However many of them there are, none is used, and none keeps its place in the pool."""
    with playing(*[followed_by_the_end] * 5, SECOND) as server:
        async with channel_to(server.base_url, max_connections=5) as channel:
            send = patient(server.base_url)
            first = await asyncio.gather(*(channel.exchange(send) for _ in range(5)))
            all_ended(server)
            second = await asyncio.gather(*(channel.exchange(send) for _ in range(20)))

    assert [200] * 25 == [status_of(event) for event in [*first, *second]]
    assert server.connections <= 10


@pytest.mark.parametrize("is_encrypted", [False, True])
async def test_clean_connection(
    is_encrypted: bool,
    authority: tuple[trustme.CA, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A connection on which nothing came is used again, TLS's own messages notwithstanding."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))
    context = tls(authority[0]) if is_encrypted else None
    with playing(created, tls=context) as server:
        async with AsyncJetEmail(KEY, base_url=server.base_url) as client:
            for _ in range(5):
                await client.smtp_users.create(username="a")
                time.sleep(0.01)  # noqa: ASYNC251 - a loop that does not run

        assert (5, 1) == (len(server.requests), server.connections)
