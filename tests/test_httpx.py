"""The channels over httpx transports that a user brings along."""

import asyncio
import gzip
import logging
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client._policy import Fault
from jetemail_api_client._transport.adapter import Adapter

from .channels import both, channel_to, patient, sending, status_of
from .conftest import KEY, Flavour
from .planted import seen
from .raw_server import CREATED, Act, answer, answer_json, close, playing, silence


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


async def test_answer_beyond_any_measure_over_another_transport(flavour: Flavour) -> None:
    """It is cut off there, too."""
    big = httpx.MockTransport(lambda _: httpx.Response(200, content=bytes(65 * 1024 * 1024)))
    with pytest.raises(errors.APIResponseValidationError, match="longer than a client takes"):
        await flavour.create("https://api.jetemail.com", transport=big)


async def test_answer_that_is_none() -> None:
    """A status below 200 ends no exchange, even if a transport says so."""
    mock = httpx.MockTransport(lambda _: httpx.Response(101))

    assert ["unknown"] * 2 == [status_of(event) for event in await both(mock)]


class Stuck(httpx.AsyncByteStream, httpx.SyncByteStream):
    """A body that is whole, and cannot be closed."""

    def __iter__(self) -> Iterator[bytes]:
        yield CREATED

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield CREATED

    def close(self) -> None:
        raise LookupError

    async def aclose(self) -> None:
        raise LookupError


async def test_answer_that_cannot_be_closed() -> None:
    """An answer that is there stays one, though its connection fails afterwards."""
    mock = httpx.MockTransport(lambda _: httpx.Response(200, stream=Stuck()))

    assert [200] * 2 == [status_of(event) for event in await both(mock)]


async def test_waiting_for_a_connection_of_httpx() -> None:
    """Without a free connection the phase is "pool", and nothing was sent."""
    with playing(silence) as server:
        async with channel_to(server.base_url, max_connections=1, kind="httpx") as channel:
            first = asyncio.create_task(channel.exchange(patient(server.base_url)))
            await asyncio.to_thread(server.arrived.wait)
            event = await channel.exchange(sending(server.base_url))
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)

    assert Fault("time was up after 1 s (pool)", False, "pool") == event
    assert 1 == len(server.requests)


def test_thread_that_waits_for_an_answer() -> None:
    """A transport of one's own for threads has its time for each read, and the phase "read"."""
    with playing(silence) as server:
        channel = Adapter(httpx.HTTPTransport())
        event = channel.exchange(sending(server.base_url))
        channel.close()

    assert Fault("time was up after 1 s (read)", True, "read") == event


class Reading(httpx.AsyncHTTPTransport):
    """Reads each answer itself, as one that keeps or logs them does."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await super().handle_async_request(request)
        await response.aread()
        return response


class ReadingSync(httpx.HTTPTransport):
    """The same for threads."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = super().handle_request(request)
        response.read()
        return response


async def test_transport_that_reads(flavour: Flavour) -> None:
    """An answer that the transport has read, and decompressed, is still one."""
    packed = answer(200, gzip.compress(CREATED), "Content-Encoding: gzip\r\n")
    with playing(packed) as server:
        transport = Reading() if flavour.name == "async" else ReadingSync()
        result = await flavour.create(server.base_url, transport=transport)

    assert result.success


async def test_compression_over_another_transport(flavour: Flavour) -> None:
    """A compressed answer is decompressed, and none is made of a half."""
    whole, half = gzip.compress(CREATED), gzip.compress(CREATED)[:-9]
    acts = [answer(200, data, "Content-Encoding: gzip\r\n") for data in (whole, half)]
    kind = httpx.AsyncHTTPTransport if flavour.name == "async" else httpx.HTTPTransport
    with playing(*acts) as server:
        assert (await flavour.create(server.base_url, transport=kind())).success
        with pytest.raises(errors.APIConnectionError) as caught:
            await flavour.create(server.base_url, transport=kind())

    assert "unknown" == caught.value.outcome


async def test_logs(flavour: Flavour, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever the level, no log has a query's value, a key or a body."""
    caplog.set_level(logging.DEBUG)
    planted = ("planted-query", KEY, "planted-body")
    with playing(answer_json(400, {"error": "planted-body"})) as server:
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
