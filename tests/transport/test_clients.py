"""Both clients over their default transports: encoding, limits, redirects, proxies and cookies."""

import gzip
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors

from ..conftest import KEY, Flavour
from ..raw_server import (
    CREATED,
    created,
    playing,
    refused_url,
    respond,
)


async def test_gzip_response(flavour: Flavour) -> None:
    """A response with `Content-Encoding: gzip` is decoded."""
    with playing(respond(200, gzip.compress(CREATED), "Content-Encoding: gzip\r\n")) as server:
        result = await flavour.create(server.base_url)

        assert result.success


async def test_response_above_the_size_limit(flavour: Flavour) -> None:
    """A response that exceeds the size limit is cut and raises APIResponseValidationError."""
    bomb = gzip.compress(bytes(65 * 1024 * 1024))
    with playing(respond(200, bomb, "Content-Encoding: gzip\r\n")) as server:
        with pytest.raises(
            errors.APIResponseValidationError, match="exceeds the client's size limit"
        ):
            await flavour.create(server.base_url)


async def test_redirect(flavour: Flavour) -> None:
    """A redirect is not followed: the key is sent to no other host."""
    with playing(created) as elsewhere:
        moved = respond(307, b"", f"Location: {elsewhere.base_url}/\r\n")
        with playing(moved) as server, pytest.raises(errors.APIStatusError):
            await flavour.create(server.base_url)

        assert [] == elsewhere.requests


async def test_proxy_of_the_environment(flavour: Flavour, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy of HTTP_PROXY or ALL_PROXY receives no request."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, refused_url())
    monkeypatch.delenv("NO_PROXY", raising=False)
    with playing(created) as server:
        assert (await flavour.create(server.base_url)).success


async def test_cookies() -> None:
    """A cookie of a response is not sent with the next request."""
    cookie = respond(200, CREATED, "Set-Cookie: session=1\r\n")
    with playing(cookie) as server:
        async with AsyncJetEmail(KEY, base_url=server.base_url) as client:
            await client.smtp_users.create(username="a")
            await client.smtp_users.create(username="b")

        assert [None, None] == [head.get("cookie") for head in server.heads()]


def test_threads_that_share_a_client() -> None:
    """Threads reuse the connections of the client that they share."""
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
async def test_large_response_headers(flavour: Flavour, headers: str) -> None:
    """A response with 50 KB of headers, or 500 of them, is a success."""
    with playing(respond(200, CREATED, headers)) as server:
        result = await flavour.create(server.base_url)

        assert result.success
