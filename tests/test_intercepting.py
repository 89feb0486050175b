"""What intercepts the requests of httpx in a service's own tests: respx and pytest-httpx.

Nobody listens at the address, so whatever comes back is from the one that intercepts.
"""

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

from .channels import trust
from .conftest import KEY, Sleeper
from .raw_server import answer_json, playing, refused_url

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
class Way:
    """Makes a call that could act twice: it is repeated only if nothing was sent."""

    name: str
    sleeper: Sleeper = field(factory=Sleeper)

    async def create(self, base_url: str) -> Any:
        """Create a webhook with a client of its own."""
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
        """The error of a call that must fail."""
        with pytest.raises(errors.APIConnectionError) as caught:
            await self.create(refused_url())
        return caught.value


@pytest.fixture(
    params=[
        *("sync default", "sync transport", "sync http_client"),
        *("async transport", "async http_client"),
    ]
)
def way(request: pytest.FixtureRequest) -> Way:
    """Run a test in every way that goes through httpx."""
    return Way(request.param)


def raising(error: type[httpx.TransportError]) -> Callable[[httpx.Request], httpx.Response]:
    """A function in the place of a response."""

    def raises(request: httpx.Request) -> httpx.Response:
        raise error("planted", request=request)

    return raises


def check(sent: httpx.Request) -> None:
    """A request arrives there as it would at the server."""
    assert ("POST", f"{refused_url()}/webhooks") == (sent.method, str(sent.url))
    assert WEBHOOK == json.loads(sent.content)
    assert f"Bearer {KEY}" == sent.headers["Authorization"]


# respx.


async def test_respx_responds(way: Way) -> None:
    """A route answers, and has seen the request."""
    with respx.mock(base_url=refused_url()) as mocked:
        route = mocked.post("/webhooks").respond(json=DONE)
        created = await way.create(refused_url())

    assert "done" == created.message
    check(route.calls.last.request)


@pytest.mark.parametrize("form", ["class", "instance", "function"])
@pytest.mark.parametrize(
    ("error", "outcome", "phase", "attempts"),
    FAILURES,
    ids=lambda value: getattr(value, "__name__", str(value)),
)
async def test_respx_raises(
    way: Way,
    form: str,
    error: type[httpx.TransportError],
    outcome: str,
    phase: str | None,
    attempts: int,
) -> None:
    """An exception of httpx means what it means when the network raises it."""
    effects: dict[str, Any] = {
        "class": error,
        "instance": error("planted"),
        "function": raising(error),
    }
    with respx.mock(base_url=refused_url()) as mocked:
        route = mocked.post("/webhooks").mock(side_effect=effects[form])
        failure = await way.failure()

        assert attempts == route.call_count == len(failure.attempts)

    assert (outcome, phase) == (failure.outcome, failure.attempts[-1].phase)


async def test_respx_raises_once(way: Way) -> None:
    """What follows in the list of a route is the response to the next attempt."""
    with respx.mock(base_url=refused_url()) as mocked:
        route = mocked.post("/webhooks")
        route.side_effect = [httpx.ConnectTimeout, httpx.Response(200, json=DONE)]
        created = await way.create(refused_url())

    assert "done" == created.message
    assert 1 == len(way.sleeper.pauses)


async def test_respx_has_no_route(way: Way) -> None:
    """The assertion of respx reaches the caller, and the call is not tried again."""
    with respx.mock as mocked:
        with pytest.raises(AssertionError, match=r"RESPX: .*/webhooks.* not mocked!"):
            await way.create(refused_url())

        assert 0 == len(mocked.calls)
    assert [] == way.sleeper.pauses


async def test_respx_asserts(way: Way) -> None:
    """So does an assertion in a function of the test."""

    def asserts(_: httpx.Request) -> httpx.Response:
        raise AssertionError("planted")

    with respx.mock(base_url=refused_url()) as mocked:
        mocked.post("/webhooks").mock(side_effect=asserts)
        with pytest.raises(AssertionError, match="planted"):
            await way.create(refused_url())
    assert [] == way.sleeper.pauses


async def test_respx_passes_through(way: Way) -> None:
    """What a route lets pass goes to the server."""
    with playing(answer_json(200, DONE)) as server:
        with respx.mock as mocked:
            mocked.post(f"{server.base_url}/webhooks").pass_through()
            created = await way.create(server.base_url)

        assert "done" == created.message
        assert 1 == len(server.requests)


# pytest-httpx.


async def test_pytest_httpx_responds(way: Way, httpx_mock: HTTPXMock) -> None:
    """A response is given, and the request is there to be looked at."""
    httpx_mock.add_response(url=f"{refused_url()}/webhooks", method="POST", json=DONE)

    assert "done" == (await way.create(refused_url())).message
    (sent,) = httpx_mock.get_requests()
    check(sent)


async def test_pytest_httpx_responds_in_pieces(way: Way, httpx_mock: HTTPXMock) -> None:
    """A body may be a stream."""
    content = json.dumps(DONE).encode()
    httpx_mock.add_response(stream=IteratorStream([content[:5], content[5:]]))

    assert "done" == (await way.create(refused_url())).message


@pytest.mark.parametrize(
    ("error", "outcome", "phase", "attempts"),
    FAILURES,
    ids=lambda value: getattr(value, "__name__", str(value)),
)
async def test_pytest_httpx_raises(
    way: Way,
    httpx_mock: HTTPXMock,
    error: type[httpx.TransportError],
    outcome: str,
    phase: str | None,
    attempts: int,
) -> None:
    """An exception of httpx means what it means when the network raises it."""
    httpx_mock.add_exception(error("planted"), is_reusable=True)
    failure = await way.failure()

    assert attempts == len(httpx_mock.get_requests()) == len(failure.attempts)
    assert (outcome, phase) == (failure.outcome, failure.attempts[-1].phase)


@pytest.mark.httpx_mock(assert_all_requests_were_expected=False)
async def test_pytest_httpx_has_no_response(way: Way, httpx_mock: HTTPXMock) -> None:
    """It raises a time-out then: its words are in the error, and all of them in the cause."""
    assert [] == httpx_mock.get_requests()
    failure = await way.failure()

    assert "(No response can be found for POST request on" in str(failure)
    assert f"{refused_url()}/webhooks" in str(failure.__cause__)


async def test_pytest_httpx_asserts(way: Way, httpx_mock: HTTPXMock) -> None:
    """An assertion in a function of the test reaches the caller."""

    def asserts(_: httpx.Request) -> httpx.Response:
        raise AssertionError("planted")

    httpx_mock.add_callback(asserts)
    with pytest.raises(AssertionError, match="planted"):
        await way.create(refused_url())


@pytest.mark.httpx_mock(should_mock=lambda request: request.url.host != "127.0.0.1")
async def test_pytest_httpx_lets_pass(way: Way, httpx_mock: HTTPXMock) -> None:
    """What it is not to answer goes to the server."""
    with playing(answer_json(200, DONE)) as server:
        created = await way.create(server.base_url)

        assert "done" == created.message
        assert 1 == len(server.requests)
    assert [] == httpx_mock.get_requests()


# The async default, which goes through aiohttp.


@pytest.mark.httpx_mock(assert_all_responses_were_requested=False)
async def test_async_default_is_not_intercepted(httpx_mock: HTTPXMock) -> None:
    """Neither sees its requests, which go out, as the README warns."""
    httpx_mock.add_response(status_code=500)
    with playing(answer_json(200, DONE)) as server:
        with respx.mock(assert_all_called=False) as mocked:
            mocked.post(f"{server.base_url}/webhooks").respond(500)
            created = await Way("async default").create(server.base_url)

            assert 0 == len(mocked.calls)
        assert "done" == created.message
        assert 1 == len(server.requests)
    assert [] == httpx_mock.get_requests()
