"""The channels: compression, limits, and what is never done unasked."""

import asyncio
import gzip
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors

from .conftest import KEY, Flavour
from .raw_server import (
    CREATED,
    answer,
    created,
    playing,
    refused_url,
)


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
            return (await client.smtp_users.create(username="a")).success

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


@pytest.mark.parametrize("headers", ["X-Long: " + "a" * 50_000 + "\r\n", "X-Many: a\r\n" * 500])
async def test_long_head(flavour: Flavour, headers: str) -> None:
    """A success is one however much stands in its head."""
    with playing(answer(200, CREATED, headers)) as server:
        result = await flavour.create(server.base_url)

        assert result.success
