"""Both clients over transports of httpx that the caller passes."""

import asyncio
import gzip
import logging
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client._call.exchange import TransportFailure
from jetemail_api_client._transport.adapter import Adapter

from ..adapters import adapter_to, both, patient, sending, status_of
from ..conftest import KEY, Flavour
from ..planted import seen
from ..raw_server import CREATED, Act, close, playing, respond, respond_json, silence


@pytest.mark.parametrize(
    ("act", "reason"), [(close, "unknown"), (respond_json(400, {"error": "no"}), "rejected")]
)
async def test_error_over_the_transport_of_httpx(act: Act, reason: str) -> None:
    """Another transport leads to the same errors as the default."""
    with playing(act) as server:
        async with AsyncJetEmail(
            KEY, base_url=server.base_url, transport=httpx.AsyncHTTPTransport()
        ) as client:
            with pytest.raises(errors.JetEmailError) as caught:
                await client.smtp_users.create(username="a")

        assert reason == caught.value.outcome


async def test_mock_transport(flavour: Flavour) -> None:
    """httpx.MockTransport responds in place of a server."""
    mock = httpx.MockTransport(lambda request: httpx.Response(200, content=CREATED))
    result = await flavour.create("https://api.jetemail.com", transport=mock)

    assert result.success


async def test_connect_timeout_after_the_request_was_sent() -> None:
    """A ConnectTimeout after the trace of a sent request has the outcome unknown."""

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


async def test_response_above_the_size_limit(flavour: Flavour) -> None:
    """The size limit applies to other transports."""
    big = httpx.MockTransport(lambda _: httpx.Response(200, content=bytes(65 * 1024 * 1024)))
    with pytest.raises(errors.APIResponseValidationError, match="exceeds the client's size limit"):
        await flavour.create("https://api.jetemail.com", transport=big)


class UnclosableBody(httpx.AsyncByteStream, httpx.SyncByteStream):
    """A complete body that cannot be closed."""

    def __iter__(self) -> Iterator[bytes]:
        yield CREATED

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield CREATED

    def close(self) -> None:
        raise LookupError

    async def aclose(self) -> None:
        raise LookupError


async def test_response_that_cannot_be_closed() -> None:
    """A complete response is returned, even if closing it raises."""
    mock = httpx.MockTransport(lambda _: httpx.Response(200, stream=UnclosableBody()))

    assert [200] * 2 == [status_of(event) for event in await both(mock)]


async def test_pool_timeout() -> None:
    """Without a free connection the phase is "pool", and nothing is sent."""
    with playing(silence) as server:
        async with adapter_to(server.base_url, max_connections=1, kind="httpx") as adapter:
            first = asyncio.create_task(adapter.exchange(patient(server.base_url)))
            await asyncio.to_thread(server.arrived.wait)
            event = await adapter.exchange(sending(server.base_url))
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)

    assert TransportFailure("timed out after 1 s (pool)", False, "pool") == event
    assert 1 == len(server.requests)


def test_read_timeout() -> None:
    """Without a response the phase is "read"."""
    with playing(silence) as server:
        adapter = Adapter(httpx.HTTPTransport())
        event = adapter.exchange(sending(server.base_url))
        adapter.close()

    assert TransportFailure("timed out after 1 s (read)", True, "read") == event


class ReadingTransport(httpx.AsyncHTTPTransport):
    """Reads each response itself, as a transport that logs them does."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await super().handle_async_request(request)
        await response.aread()
        return response


class ReadingSyncTransport(httpx.HTTPTransport):
    """The same for threads."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = super().handle_request(request)
        response.read()
        return response


async def test_response_that_the_transport_has_read(flavour: Flavour) -> None:
    """A response that the transport has read and decoded is returned."""
    packed = respond(200, gzip.compress(CREATED), "Content-Encoding: gzip\r\n")
    with playing(packed) as server:
        transport = ReadingTransport() if flavour.name == "async" else ReadingSyncTransport()
        result = await flavour.create(server.base_url, transport=transport)

    assert result.success


async def test_gzip_response(flavour: Flavour) -> None:
    """A gzip response is decoded; one that is cut off leaves the outcome unknown."""
    whole, half = gzip.compress(CREATED), gzip.compress(CREATED)[:-9]
    acts = [respond(200, data, "Content-Encoding: gzip\r\n") for data in (whole, half)]
    kind = httpx.AsyncHTTPTransport if flavour.name == "async" else httpx.HTTPTransport
    with playing(*acts) as server:
        assert (await flavour.create(server.base_url, transport=kind())).success
        with pytest.raises(errors.APIConnectionError) as caught:
            await flavour.create(server.base_url, transport=kind())

    assert "unknown" == caught.value.outcome


async def test_logs(flavour: Flavour, caplog: pytest.LogCaptureFixture) -> None:
    """No log record has the value of a query parameter, a key or a body."""
    caplog.set_level(logging.DEBUG)
    planted = ("planted-query", KEY, "planted-body")
    with playing(respond_json(400, {"error": "planted-body"})) as server:
        if flavour.name == "async":
            over = httpx.AsyncHTTPTransport()
            async with AsyncJetEmail(KEY, base_url=server.base_url, transport=over) as client:
                with pytest.raises(errors.BadRequestError):
                    await client.outbound_logs.list(search="planted-query")
        else:
            plain = httpx.HTTPTransport()
            with JetEmail(KEY, base_url=server.base_url, transport=plain) as jetemail:
                with pytest.raises(errors.BadRequestError):
                    await asyncio.to_thread(jetemail.outbound_logs.list, search="planted-query")
        assert b"planted-query" in server.requests[0]
    texts = [repr(record.__dict__) for record in caplog.records]

    assert [] == [found for text in texts for found in seen(planted, text)]
    assert any("httpcore" in text for text in texts)
