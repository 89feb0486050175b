"""Passwords of `smtp_users.ensure_many`: none is lost with a response, or with the end of a run."""

import asyncio
import json
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from email.utils import formatdate
from traceback import TracebackException
from typing import Any

import httpx
import pytest
from attrs import define, field

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client.rate_limits import RateLimits
from jetemail_api_client.sandbox import Sandbox

from ..conftest import KEY, Flavour
from .running import Connected, Ran, Stop, run, wait_for_requests

GIVEN = "planted-password-1"
KEPT = "It may have been created: keep the password that was sent"


async def ensure(
    flavour: Flavour, server: Connected, *users: dict[str, Any], **options: Any
) -> Ran:
    """Run `ensure_many`."""
    return await run(flavour, server, users, method="smtp_users.ensure_many", **options)


@define
class Server:
    """A server that acts on the first create, and responds to each as the test configures it."""

    creates: list[httpx.Response]
    """The responses to creates, of which only the first one acts."""
    update: httpx.Response = field(factory=lambda: httpx.Response(200, json={"success": True}))
    lag: int = 0
    """Listings after a create that do not show it."""
    created: float = -5.0
    """Seconds from the clock of the response to that of the database."""
    clock: Callable[[], float] = field(kw_only=True)
    requests: list[tuple[str, dict[str, Any]]] = field(factory=list)
    _users: list[dict[str, Any]] = field(factory=list)

    @property
    def connection(self) -> dict[str, Any]:
        """The arguments of a client for it."""
        return {"api_key": KEY, "transport": httpx.MockTransport(self._respond)}

    @property
    def methods(self) -> list[str]:
        """The methods of the requests that are no listings."""
        return [method for method, _ in self.requests if method != "GET"]

    @property
    def password(self) -> str:
        """The password of the first create."""
        password: str = next(body for method, body in self.requests if method == "POST")["password"]
        return password

    def _respond(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content or b"{}")
        self.requests.append((request.method, body))
        response = self._response(request.method, body)
        response.headers["Date"] = formatdate(self.clock(), usegmt=True)
        return response

    def _response(self, method: str, body: dict[str, Any]) -> httpx.Response:
        if method == "PATCH":
            return self.update
        if method == "POST":
            created = str(int((self.clock() + self.created) * 1000))
            self._users = [{"username": body["username"], "usage": 0, "created_date": created}]
            return self.creates.pop(0)
        shown = self._users if self.lag <= 0 else []
        self.lag -= bool(self._users)
        return httpx.Response(200, json={"success": True, "smarthosts": shown})


def lost() -> httpx.Response:
    """Return the response of a proxy that lost that of the server."""
    return httpx.Response(502, text="bad gateway")


def blocked() -> httpx.Response:
    """Return a response that asks to wait for longer than a call does."""
    return httpx.Response(429, headers={"Retry-After": "3000"}, json={"error": "slow down"})


def taken() -> httpx.Response:
    """Return a conflict."""
    return httpx.Response(409, json={"error": "This SMTP username is already in use"})


def assert_kept(ran: Ran, password: str, kind: type[errors.JetEmailError]) -> None:
    """Assert that the only user is unknown, with its password, which nothing shows."""
    (one,) = ran.outcomes
    assert ("unknown", password) == (one.status, one.password)
    assert isinstance(one.error, kind)
    assert (0, 1) == (ran.progress.failed, ran.progress.unknown)
    assert password not in f"{one!r} {one.reason} {one.error} {one.error!r}"
    frames = TracebackException.from_exception(one.error, capture_locals=True)
    assert password not in "".join(frames.format())
    assert password == one.to_jsonable()["password"]


async def test_conflict_with_itself(flavour: Flavour) -> None:
    """A name that the run itself may have taken is unknown, with the password and the error."""
    server = Server([lost()], clock=flavour.sleeper.unix)
    ran = await ensure(flavour, server, {"username": "a", "quota": 5})

    assert_kept(ran, server.password, errors.ConflictError)
    (one,) = ran.outcomes
    assert server.password == one.error.secrets["password"]
    assert KEPT in one.reason and "Give another. It may" in one.reason
    assert ["POST"] == server.methods


async def test_conflict_with_itself_and_a_given_password(flavour: Flavour) -> None:
    """A given password is set, even if another client has created the user."""
    server = Server([lost()], clock=flavour.sleeper.unix)
    ran = await ensure(flavour, server, {"username": "a", "password": GIVEN})

    assert ["existing"] == [one.status for one in ran.outcomes]
    assert ["POST", "PATCH"] == server.methods
    assert GIVEN == server.requests[-1][1]["password"]


async def test_given_password_that_cannot_be_set(flavour: Flavour) -> None:
    """If a given password cannot be set after all, the user is unknown, not failed."""
    rejected = httpx.Response(422, json={"error": "not today"})
    server = Server([lost()], rejected, clock=flavour.sleeper.unix)
    ran = await ensure(flavour, server, {"username": "a", "password": GIVEN})

    assert_kept(ran, GIVEN, errors.UnprocessableEntityError)
    assert "It may have the settings that were given" in ran.outcomes[0].reason


async def test_conflict_of_another(flavour: Flavour) -> None:
    """A name that another client has taken is existing, without a password."""
    server = Server([taken()], clock=flavour.sleeper.unix)
    ran = await ensure(flavour, server, {"username": "a", "quota": 5})

    assert [("existing", None)] == [(one.status, one.password) for one in ran.outcomes]


AFTER_A_BLOCK: dict[str, tuple[httpx.Response, type[errors.JetEmailError]]] = {
    "conflict": (taken(), errors.ConflictError),
    "rejection": (httpx.Response(400, json={"error": "no"}), errors.BadRequestError),
}


@pytest.mark.parametrize(("last", "kind"), AFTER_A_BLOCK.values(), ids=AFTER_A_BLOCK)
async def test_lost_response_before_a_block(
    flavour: Flavour, last: httpx.Response, kind: type[errors.JetEmailError]
) -> None:
    """A create that may have acted is not forgotten when a block makes the run call again."""
    server = Server([lost(), blocked(), last], lag=9, clock=flavour.sleeper.unix)
    ran = await ensure(flavour, server, {"username": "a"})

    assert_kept(ran, server.password, kind)
    assert KEPT in ran.outcomes[0].reason
    assert ["POST"] * 3 == server.methods


async def test_success_after_a_block(flavour: Flavour) -> None:
    """A create that succeeds after all is created."""
    success = httpx.Response(201, json={"success": True, "message": "made"})
    server = Server([lost(), blocked(), success], lag=9, clock=flavour.sleeper.unix)
    ran = await ensure(flavour, server, {"username": "a"})

    assert [("created", server.password)] == [(one.status, one.password) for one in ran.outcomes]


@pytest.mark.parametrize("password", [None, GIVEN])
async def test_lost_responses(flavour: Flavour, password: str | None) -> None:
    """A create whose effect stays unknown is unknown, with the password that was sent."""
    with Sandbox() as sandbox:
        sandbox.faults.add("smtp_users.create", reset=True, acts=True)
        sandbox.faults.add("smtp_users.list", status=500, after=1, times=None)
        ran = await ensure(flavour, sandbox, {"username": "a", "password": password})
        created = sandbox.account.smtp_users.by_name["a"].password

    assert_kept(ran, created, errors.APIConnectionError)
    assert str(ran.outcomes[0].error) == ran.outcomes[0].reason


async def test_password_of_the_server(flavour: Flavour) -> None:
    """A password that an invalid response has is kept: the server may have chosen it."""
    invalid = httpx.Response(200, json={"success": False, "password": "of-the-server"})
    server = Server([invalid], clock=flavour.sleeper.unix)
    ran = await ensure(flavour, server, {"username": "a"})

    assert_kept(ran, "of-the-server", errors.APIResponseValidationError)


@pytest.mark.parametrize("password", [None, GIVEN])
async def test_update_with_a_lost_response(flavour: Flavour, password: str | None) -> None:
    """An update whose response is lost is unknown, with the password that it sent, if any."""
    with Sandbox() as sandbox:
        await ensure(flavour, sandbox, {"username": "a"})
        sandbox.faults.add("smtp_users.update", reset=True, acts=True, times=None)
        ran = await ensure(flavour, sandbox, {"username": "a", "quota": 5, "password": password})

    assert [("unknown", password)] == [(one.status, one.password) for one in ran.outcomes]


async def test_key_that_ends_after_a_lost_response(flavour: Flavour) -> None:
    """An error that ends the run leaves the password of a user that may have been created."""
    refused = httpx.Response(401, json={"error": "no key"})
    server = Server([lost(), refused], lag=9, clock=flavour.sleeper.unix)
    ran = await ensure(flavour, server, {"username": "a"})

    assert isinstance(ran.error, errors.AuthenticationError)
    assert [("unknown", server.password)] == [(one.status, one.password) for one in ran.unfinished]


async def test_key_that_ends_after_a_block(flavour: Flavour) -> None:
    """The same, if a block made the run call again in between."""
    refused = httpx.Response(401, json={"error": "no key"})
    server = Server([lost(), blocked(), refused], lag=9, clock=flavour.sleeper.unix)
    ran = await ensure(flavour, server, {"username": "a"})

    assert [("unknown", server.password)] == [(one.status, one.password) for one in ran.unfinished]


# The end of a run while creates are under way.

USERS: dict[str, list[dict[str, Any]]] = {
    "generated": [{"username": "a"}, {"username": "b"}],
    "given": [{"username": "a", "password": GIVEN}, {"username": "b", "password": GIVEN}],
}


def lose_the_first(sandbox: Sandbox) -> None:
    """Create the first user without saying so; its call then waits for a listing."""
    sandbox.faults.add("smtp_users.create", status=502, acts=True)
    sandbox.faults.add("smtp_users.list", status=503, retry_after=20, after=1, times=None)


def assert_unfinished(sandbox: Sandbox, unfinished: Any) -> None:
    """Assert that the only unfinished user has its password, which nothing shows."""
    (one,) = unfinished
    password = sandbox.account.smtp_users.by_name[one.username].password
    assert ("unknown", password, None) == (one.status, one.password, one.error)
    assert one.reason.startswith("The run ended before its outcome was known. It may have been")
    assert KEPT in one.reason
    assert password not in f"{unfinished!r} {one.reason}"


def leave(_: object) -> None:
    """Return, to the `break`."""


def stop(_: object) -> None:
    """Fail in the loop."""
    raise Stop


def interrupt(_: object) -> None:
    """Interrupt the run."""
    raise KeyboardInterrupt


async def leave_at(
    flavour: Flavour,
    sandbox: Sandbox,
    end: Callable[[Any], None],
    users: list[dict[str, Any]],
    client: dict[str, Any] | None = None,
    **options: Any,
) -> tuple[Any, list[Any]]:
    """Leave the loop at the first outcome; return the run and what it returned.

    It really sleeps, until its end wakes it.
    """
    many: Any = None
    given: dict[str, Any] = {**sandbox.connection, **(client or {})}
    returned: list[Any] = []
    with suppress(Stop, KeyboardInterrupt):
        if flavour.name == "async":
            async with AsyncJetEmail(**given) as jetemail:
                many = jetemail.smtp_users.ensure_many(users, **options)
                async with many:
                    async for one in many:
                        returned.append(one)
                        end(one)
                        break
        else:
            with JetEmail(**given) as sync:
                many = sync.smtp_users.ensure_many(users, **options)
                for one in many:
                    returned.append(one)
                    end(one)
                    break
    return many, returned


@pytest.mark.parametrize("users", USERS.values(), ids=USERS)
@pytest.mark.parametrize("end", [leave, stop, interrupt])
async def test_leaving_the_loop(
    flavour: Flavour, end: Callable[[Any], None], users: list[dict[str, Any]]
) -> None:
    """A user whose create is under way when the loop is left is unknown, with its password."""
    with Sandbox() as sandbox:
        lose_the_first(sandbox)
        many, returned = await leave_at(flavour, sandbox, end, users)
        # Those that have acted: a listing and the creates.
        wait_for_requests(sandbox, 3)
        assert_unfinished(sandbox, many.unfinished)

    assert ["created"] == [one.status for one in returned]


@pytest.mark.parametrize("has_deadline", [False, True])
async def test_cancellation(*, has_deadline: bool) -> None:
    """The same for a task that is cancelled, and for a timeout around the loop."""
    limit = asyncio.timeout(None)

    async def take() -> None:
        async with limit:
            await anext(many)

    with Sandbox() as sandbox:
        lose_the_first(sandbox)
        async with AsyncJetEmail(**sandbox.connection) as jetemail:
            many = jetemail.smtp_users.ensure_many([{"username": "a"}])
            task = asyncio.ensure_future(take())
            await asyncio.to_thread(wait_for_requests, sandbox, 2)
            if has_deadline:
                limit.reschedule(0)
            else:
                task.cancel()
            with pytest.raises(TimeoutError if has_deadline else asyncio.CancelledError):
                await task
        assert_unfinished(sandbox, many.unfinished)


def test_interrupt_while_waiting() -> None:
    """The same for a process that handles Ctrl-C while it waits for an outcome."""
    main = threading.main_thread().ident
    assert main is not None

    def press() -> None:
        wait_for_requests(sandbox, 2)
        signal.pthread_kill(main, signal.SIGINT)

    with Sandbox() as sandbox, JetEmail(**sandbox.connection) as jetemail:
        lose_the_first(sandbox)
        many = jetemail.smtp_users.ensure_many([{"username": "a"}])
        thread = threading.Thread(target=press)
        thread.start()
        with pytest.raises(KeyboardInterrupt):
            next(many)
        thread.join()
        assert_unfinished(sandbox, many.unfinished)


async def test_interrupt_of_the_progress(flavour: Flavour) -> None:
    """An outcome that was not yet returned, as `on_progress` was interrupted, is unfinished."""
    with Sandbox() as sandbox:
        users = [{"username": "a"}]
        many, returned = await leave_at(flavour, sandbox, leave, users, on_progress=interrupt)
        created = sandbox.account.smtp_users.by_name["a"].password

    assert returned == []
    assert [("created", created)] == [(one.status, one.password) for one in many.unfinished]


async def test_end_in_an_update(flavour: Flavour) -> None:
    """Of a user whose update is under way, the password that was given is kept; none is made up."""
    users: list[dict[str, Any]] = [
        {"username": "a", "quota": 5},
        {"username": "b", "password": GIVEN},
        {"username": "c"},
    ]
    with Sandbox() as sandbox:
        await ensure(flavour, sandbox, {"username": "a"}, {"username": "b"})
        sandbox.faults.add("smtp_users.update", status=503, retry_after=20, acts=True, times=None)
        # Tasks send in their order, but threads overtake each other.
        end = leave if flavour.name == "async" else lambda _: wait_for_requests(sandbox, 7)
        many, returned = await leave_at(flavour, sandbox, end, users)

    assert ["c"] == [one.username for one in returned]
    left = [(one.username, one.status, one.password) for one in many.unfinished]
    assert [("a", "unknown", None), ("b", "unknown", GIVEN)] == left
    assert {"ensure it again."} == {one.reason[-16:] for one in many.unfinished}


async def test_end_before_a_request(flavour: Flavour) -> None:
    """A user that waits for the rate limit is failed, without a password: none was sent."""
    users = [{"username": name, "password": GIVEN} for name in "abc"]
    with Sandbox() as sandbox:
        many, returned = await leave_at(
            flavour, sandbox, leave, users, client={"rate_limits": RateLimits(account=2)}
        )

    assert ["created"] == [one.status for one in returned]
    assert {("failed", None)} == {(one.status, one.password) for one in many.unfinished}


async def test_closed_client(flavour: Flavour) -> None:
    """A create that the end of the client cuts off is unknown, with its password."""
    users = [{"username": "a", "password": GIVEN}]
    with Sandbox() as sandbox:
        sandbox.faults.add("smtp_users.create", delay=60)
        if flavour.name == "async":
            jetemail = AsyncJetEmail(**sandbox.connection)
            waiting = asyncio.ensure_future(anext(jetemail.smtp_users.ensure_many(users)))
            await asyncio.to_thread(wait_for_requests, sandbox, 2)
            await jetemail.close()
            one = await waiting
        else:
            sync = JetEmail(**sandbox.connection)
            taking = asyncio.to_thread(next, sync.smtp_users.ensure_many(users))
            waiting = asyncio.ensure_future(taking)
            await asyncio.to_thread(wait_for_requests, sandbox, 2)
            await asyncio.to_thread(sync.close)
            one = await waiting

    assert ("unknown", GIVEN) == (one.status, one.password)
    assert "was closed before the response was complete" in str(one.reason)
