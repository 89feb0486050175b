"""respx and pytest-httpx in a service's own tests."""

import json
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

import httpx
import pytest
import respx
from attrs import define, field
from pytest_httpx import HTTPXMock, IteratorStream

from jetemail_api_client import AsyncJetEmail, JetEmail, errors

from ..adapters import trust
from ..conftest import KEY, Sleeper
from ..raw_server import playing, refused_url, respond_json

DONE = {"success": True, "message": "done"}
WEBHOOK: Any = {
    "name": "Bounces",
    "url": "https://example.com/hook",
    "events": ["outbound.bounced"],
    "status": True,
}

FAILURES: list[tuple[type[httpx.TransportError], str, str | None, int]] = [
    (httpx.ConnectError, "not_sent", None, 3),
    (httpx.ConnectTimeout, "not_sent", "connect", 3),
    (httpx.PoolTimeout, "not_sent", "pool", 3),
    (httpx.ProxyError, "not_sent", None, 3),
    (httpx.WriteTimeout, "unknown", "write", 1),
    (httpx.ReadTimeout, "unknown", "read", 1),
    (httpx.ReadError, "unknown", None, 1),
    (httpx.RemoteProtocolError, "unknown", None, 1),
]
"""What is raised, and the outcome, the phase and the number of attempts that must come of it."""


@define
class Sender:
    """Makes a call of class never: it is retried only if nothing was sent."""

    name: str
    sleeper: Sleeper = field(factory=Sleeper)

    async def create(self, base_url: str) -> Any:
        """Create a webhook with a new client."""
        over = self.name.partition(" ")[2]
        options: dict[str, Any] = {"base_url": base_url, "clock": self.sleeper.clock}
        async with AsyncExitStack() as stack:
            if self.name.startswith("async"):
                transport = httpx.AsyncHTTPTransport(verify=trust(base_url))
                if over == "transport":
                    options["transport"] = transport
                elif over == "http_client":
                    client = httpx.AsyncClient(transport=transport)
                    options["http_client"] = await stack.enter_async_context(client)
                jetemail = AsyncJetEmail(KEY, sleep=self.sleeper.sleep_async, **options)
                return await (await stack.enter_async_context(jetemail)).webhooks.create(**WEBHOOK)
            plain = httpx.HTTPTransport(verify=trust(base_url))
            if over == "transport":
                options["transport"] = plain
            elif over == "http_client":
                options["http_client"] = stack.enter_context(httpx.Client(transport=plain))
            synchronous = JetEmail(KEY, sleep=self.sleeper.sleep, **options)
            return stack.enter_context(synchronous).webhooks.create(**WEBHOOK)

    async def failure(self) -> errors.APIConnectionError:
        """Return the error of a call that must fail."""
        with pytest.raises(errors.APIConnectionError) as caught:
            await self.create(refused_url())
        return caught.value


@pytest.fixture(
    params=[
        *("sync default", "sync transport", "sync http_client"),
        *("async transport", "async http_client"),
    ]
)
def sender(request: pytest.FixtureRequest) -> Sender:
    """Run a test with each client that sends through httpx."""
    return Sender(request.param)


def raising(error: type[httpx.TransportError]) -> Callable[[httpx.Request], httpx.Response]:
    """Return a callback that raises an exception."""

    def raises(request: httpx.Request) -> httpx.Response:
        raise error("planted", request=request)

    return raises


def check_request(sent: httpx.Request) -> None:
    """Check that the tool has received the request as a server would."""
    assert ("POST", f"{refused_url()}/webhooks") == (sent.method, str(sent.url))
    assert WEBHOOK == json.loads(sent.content)
    assert f"Bearer {KEY}" == sent.headers["Authorization"]


# respx.


async def test_respx_response(sender: Sender) -> None:
    """A route of respx responds, and records the request."""
    with respx.mock(base_url=refused_url()) as mocked:
        route = mocked.post("/webhooks").respond(json=DONE)
        created = await sender.create(refused_url())

    assert "done" == created.message
    check_request(route.calls.last.request)


@pytest.mark.parametrize("form", ["class", "instance", "function"])
@pytest.mark.parametrize(
    ("error", "outcome", "phase", "attempts"),
    FAILURES,
    ids=lambda value: getattr(value, "__name__", str(value)),
)
async def test_respx_exception(
    sender: Sender,
    form: str,
    error: type[httpx.TransportError],
    outcome: str,
    phase: str | None,
    attempts: int,
) -> None:
    """An exception of a route has the outcome of one raised by the network."""
    effects: dict[str, Any] = {
        "class": error,
        "instance": error("planted"),
        "function": raising(error),
    }
    with respx.mock(base_url=refused_url()) as mocked:
        route = mocked.post("/webhooks").mock(side_effect=effects[form])
        failure = await sender.failure()

        assert attempts == route.call_count == len(failure.attempts)

    assert (outcome, phase) == (failure.outcome, failure.attempts[-1].phase)


async def test_respx_exception_then_response(sender: Sender) -> None:
    """The second effect of a route applies to the retry."""
    with respx.mock(base_url=refused_url()) as mocked:
        route = mocked.post("/webhooks")
        route.side_effect = [httpx.ConnectTimeout, httpx.Response(200, json=DONE)]
        created = await sender.create(refused_url())

    assert "done" == created.message
    assert 1 == len(sender.sleeper.pauses)


async def test_respx_without_route(sender: Sender) -> None:
    """The assertion of respx propagates, and the call is not retried."""
    with respx.mock as mocked:
        with pytest.raises(AssertionError, match=r"RESPX: .*/webhooks.* not mocked!"):
            await sender.create(refused_url())

        assert 0 == len(mocked.calls)
    assert [] == sender.sleeper.pauses


async def test_respx_assertion_in_a_callback(sender: Sender) -> None:
    """An assertion in a callback propagates, and the call is not retried."""

    def asserts(_: httpx.Request) -> httpx.Response:
        raise AssertionError("planted")

    with respx.mock(base_url=refused_url()) as mocked:
        mocked.post("/webhooks").mock(side_effect=asserts)
        with pytest.raises(AssertionError, match="planted"):
            await sender.create(refused_url())
    assert [] == sender.sleeper.pauses


async def test_respx_pass_through(sender: Sender) -> None:
    """A request that a route passes through is sent to the server."""
    with playing(respond_json(200, DONE)) as server:
        with respx.mock as mocked:
            mocked.post(f"{server.base_url}/webhooks").pass_through()
            created = await sender.create(server.base_url)

        assert "done" == created.message
        assert 1 == len(server.requests)


# pytest-httpx.


async def test_pytest_httpx_response(sender: Sender, httpx_mock: HTTPXMock) -> None:
    """A registered response is returned, and the request is recorded."""
    httpx_mock.add_response(url=f"{refused_url()}/webhooks", method="POST", json=DONE)

    assert "done" == (await sender.create(refused_url())).message
    (sent,) = httpx_mock.get_requests()
    check_request(sent)


async def test_pytest_httpx_streamed_response(sender: Sender, httpx_mock: HTTPXMock) -> None:
    """A registered response may have a stream as its body."""
    content = json.dumps(DONE).encode()
    httpx_mock.add_response(stream=IteratorStream([content[:5], content[5:]]))

    assert "done" == (await sender.create(refused_url())).message


@pytest.mark.parametrize(
    ("error", "outcome", "phase", "attempts"),
    FAILURES,
    ids=lambda value: getattr(value, "__name__", str(value)),
)
async def test_pytest_httpx_exception(
    sender: Sender,
    httpx_mock: HTTPXMock,
    error: type[httpx.TransportError],
    outcome: str,
    phase: str | None,
    attempts: int,
) -> None:
    """A registered exception has the outcome of one raised by the network."""
    httpx_mock.add_exception(error("planted"), is_reusable=True)
    failure = await sender.failure()

    assert attempts == len(httpx_mock.get_requests()) == len(failure.attempts)
    assert (outcome, phase) == (failure.outcome, failure.attempts[-1].phase)


@pytest.mark.httpx_mock(assert_all_requests_were_expected=False)
async def test_pytest_httpx_without_response(sender: Sender, httpx_mock: HTTPXMock) -> None:
    """The text of its timeout exception is in the error, and in the cause."""
    assert [] == httpx_mock.get_requests()
    failure = await sender.failure()

    assert "(No response can be found for POST request on" in str(failure)
    assert f"{refused_url()}/webhooks" in str(failure.__cause__)


async def test_pytest_httpx_assertion_in_a_callback(sender: Sender, httpx_mock: HTTPXMock) -> None:
    """An assertion in a callback propagates."""

    def asserts(_: httpx.Request) -> httpx.Response:
        raise AssertionError("planted")

    httpx_mock.add_callback(asserts)
    with pytest.raises(AssertionError, match="planted"):
        await sender.create(refused_url())


@pytest.mark.httpx_mock(should_mock=lambda request: request.url.host != "127.0.0.1")
async def test_pytest_httpx_pass_through(sender: Sender, httpx_mock: HTTPXMock) -> None:
    """A request that is not mocked is sent to the server."""
    with playing(respond_json(200, DONE)) as server:
        created = await sender.create(server.base_url)

        assert "done" == created.message
        assert 1 == len(server.requests)
    assert [] == httpx_mock.get_requests()


# The async default, which goes through aiohttp.


@pytest.mark.httpx_mock(assert_all_responses_were_requested=False)
async def test_async_default_transport(httpx_mock: HTTPXMock) -> None:
    """Requests of AiohttpTransport are not intercepted, as docs/howto/mocks.md says."""
    httpx_mock.add_response(status_code=500)
    with playing(respond_json(200, DONE)) as server:
        with respx.mock(assert_all_called=False) as mocked:
            mocked.post(f"{server.base_url}/webhooks").respond(500)
            created = await Sender("async default").create(server.base_url)

            assert 0 == len(mocked.calls)
        assert "done" == created.message
        assert 1 == len(server.requests)
    assert [] == httpx_mock.get_requests()
