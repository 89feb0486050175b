"""The channels: phases, transports, compression, limits, and what is never done unasked."""

import asyncio
import gzip
import socket
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import httpx
import pytest
from attrs import evolve

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client._aiohttp import AiohttpChannel
from jetemail_api_client._policy import Fault
from jetemail_api_client._steps import Send

from .conftest import KEY, Flavour
from .raw_server import (
    CREATED,
    Act,
    answer,
    answer_json,
    close,
    created,
    playing,
    refused_url,
    silence,
)


def sending(url: str, method: str = "POST", content: bytes | None = None) -> Send:
    """A step to send something, with little time for it."""
    return Send(
        method=method, url=url, headers=(), content=content, timeout=0.2, connect_timeout=0.1
    )


@asynccontextmanager
async def channel_to(url: str, max_connections: int = 100) -> AsyncIterator[AiohttpChannel]:
    """The default channel, closed at the end."""
    channel = AiohttpChannel(url, max_connections)
    try:
        yield channel
    finally:
        await channel.close()


async def test_waiting_for_an_answer() -> None:
    """Without an answer the phase is "read", and something was sent."""
    with playing(silence) as server:
        async with channel_to(server.base_url) as channel:
            event = await channel.exchange(sending(server.base_url, content=b"x"))

    assert Fault("time was up after 0.2 s (read)", True, "read") == event


async def test_waiting_for_a_reader() -> None:
    """With a body that nobody takes the phase is "write", and something was sent."""
    # The system accepts, and nobody reads.
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with channel_to(url) as channel:
            event = await channel.exchange(sending(url, content=bytes(50_000_000)))

    assert Fault("time was up after 0.2 s (write)", True, "write") == event


async def test_waiting_for_a_connection() -> None:
    """Without a free connection the phase is "pool", and nothing was sent."""
    with playing(silence) as server:
        async with channel_to(server.base_url, max_connections=1) as channel:
            first = asyncio.create_task(
                channel.exchange(evolve(sending(server.base_url), timeout=60))
            )
            await asyncio.to_thread(server.arrived.wait)
            event = await channel.exchange(sending(server.base_url))
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)

    assert Fault("time was up after 0.2 s (pool)", False, "pool") == event
    assert 1 == len(server.requests)


async def test_large_body_arrives_whole() -> None:
    """A body of many pieces arrives as one, under its length."""
    content = bytes(range(256)) * 1000
    with playing(created) as server:
        async with channel_to(server.base_url) as channel:
            await channel.exchange(sending(server.base_url, content=content))

    assert [content] == server.bodies
    assert "256000" == server.heads()[0]["content-length"]
    assert "transfer-encoding" not in server.heads()[0]


async def test_no_silent_second_attempt() -> None:
    """A DELETE on a kept connection that breaks is not sent again by the library underneath."""
    with playing(created, close, created) as server:
        async with channel_to(server.base_url) as channel:
            await channel.exchange(sending(server.base_url))
            event = await channel.exchange(sending(server.base_url, "DELETE"))

    assert isinstance(event, Fault) and event.may_have_arrived
    assert (2, 1) == (len(server.requests), server.connections)


@pytest.mark.parametrize(
    ("act", "reason"), [(close, "unknown"), (answer_json(400, {"error": "no"}), "rejected")]
)
async def test_any_httpx_transport(act: Act, reason: str) -> None:
    """Another transport takes the default's place, with the same errors."""
    with playing(act) as server:
        async with AsyncJetEmail(
            KEY, base_url=server.base_url, transport=httpx.AsyncHTTPTransport()
        ) as client:
            with pytest.raises(errors.JetEmailError) as caught:
                await client.smtp_users.create(username="a")

        assert reason == caught.value.outcome


async def test_mock_transport(flavour: Flavour) -> None:
    """A service's own tests can answer with httpx's mock, and need no server."""
    mock = httpx.MockTransport(lambda request: httpx.Response(200, content=CREATED))
    result = await flavour.create("https://api.jetemail.com", transport=mock)

    assert result.success


async def test_transport_that_mistakes_a_reset_for_a_slow_connection() -> None:
    """The careful answer wins: what was traced as sent is never called not sent."""

    class Mistaken(httpx.AsyncBaseTransport):
        posts = 0

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            self.posts += request.method == "POST"
            await request.extensions["trace"]("http11.send_request_headers.started", {})
            raise httpx.ConnectTimeout("but it was connected")

    transport = Mistaken()
    async with AsyncJetEmail(KEY, transport=transport) as client:
        with pytest.raises(errors.APITimeoutError) as caught:
            await client.smtp_users.create(username="a")

    assert ("unknown", 1) == (caught.value.outcome, transport.posts)


async def test_compressed_answer(flavour: Flavour) -> None:
    """A compressed answer is read."""
    with playing(answer(200, gzip.compress(CREATED), "Content-Encoding: gzip\r\n")) as server:
        result = await flavour.create(server.base_url)

        assert result.success


async def test_broken_compression(flavour: Flavour) -> None:
    """An answer that cannot be decompressed is no complete answer."""
    with playing(answer(200, b"no gzip", "Content-Encoding: gzip\r\n")) as server:
        with pytest.raises(errors.APIConnectionError) as caught:
            await flavour.create(server.base_url)

        assert "unknown" == caught.value.outcome


async def test_answer_beyond_any_measure(flavour: Flavour) -> None:
    """An answer that does not end is cut off, and is an error."""
    bomb = gzip.compress(bytes(65 * 1024 * 1024))
    with playing(answer(200, bomb, "Content-Encoding: gzip\r\n")) as server:
        with pytest.raises(errors.APIResponseValidationError, match="longer than a client takes"):
            await flavour.create(server.base_url)


async def test_answer_beyond_any_measure_over_another_transport() -> None:
    """It is cut off there, too."""
    big = httpx.MockTransport(lambda _: httpx.Response(200, content=bytes(65 * 1024 * 1024)))
    async with AsyncJetEmail(KEY, transport=big) as client:
        with pytest.raises(errors.APIResponseValidationError, match="longer than a client takes"):
            await client.smtp_users.create(username="a")


async def test_redirect_is_not_followed(flavour: Flavour) -> None:
    """The key goes nowhere else."""
    with playing(created) as elsewhere:
        moved = answer(307, b"", f"Location: {elsewhere.base_url}/\r\n")
        with playing(moved) as server, pytest.raises(errors.APIStatusError):
            await flavour.create(server.base_url)

        assert [] == elsewhere.requests


async def test_environment_proxy_is_not_used(
    flavour: Flavour, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy in the environment does not get the key unasked."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, refused_url())
    monkeypatch.delenv("NO_PROXY", raising=False)
    with playing(created) as server:
        assert (await flavour.create(server.base_url)).success


async def test_cookies_are_not_kept() -> None:
    """A cookie of one answer is not sent with the next request."""
    cookie = answer(200, CREATED, "Set-Cookie: session=1\r\n")
    with playing(cookie) as server:
        async with AsyncJetEmail(KEY, base_url=server.base_url) as client:
            await client.smtp_users.create(username="a")
            await client.smtp_users.create(username="b")

        assert [None, None] == [head.get("cookie") for head in server.heads()]


def test_two_event_loops() -> None:
    """One client works in a second event loop after the first one has ended."""
    with playing(created) as server:
        client = AsyncJetEmail(KEY, base_url=server.base_url)

        async def use() -> bool:
            created = await client.smtp_users.create(username="a")
            await client._channel.close()
            return created.success

        assert [True, True] == [asyncio.run(use()) for _ in range(2)]


def test_eight_threads_share_a_client() -> None:
    """Threads that use one sync client at once share its connections."""
    with playing(created) as server:
        barrier = threading.Barrier(8)
        with (
            JetEmail(KEY, base_url=server.base_url) as client,
            ThreadPoolExecutor(8) as threads,
        ):

            def use(number: int) -> bool:
                barrier.wait()
                return all(
                    client.smtp_users.create(username=f"user-{number}").success for _ in range(5)
                )

            assert all(threads.map(use, range(8)))

        assert 40 == len(server.requests)
        assert server.connections <= 8
