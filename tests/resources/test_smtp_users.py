"""SMTP users: creates that cannot lose a password, and `ensure`."""

import asyncio
import json
import time
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

import pytest

from jetemail_api_client import UNSET, AsyncJetEmail, JetEmail, errors
from jetemail_api_client._generated.api.smtp_users import list_
from jetemail_api_client.errors import ConflictError, JetEmailError
from jetemail_api_client.models import SmtpUsersCreateRequest, SmtpUsersCreateResult
from jetemail_api_client.sandbox import API_KEY, create_app, running
from jetemail_api_client.smtp_users import (
    CreatedSmtpUser,
    create_user,
    ensure_user,
    new_password,
)

from ..conftest import KEY, Flavour
from ..raw_server import Act, Stage, close, created, playing, respond, respond_json

PASSWORD = "correct horse"


async def ensure(flavour: Flavour, base_url: str, key: str = KEY, **arguments: Any) -> bool:
    """Run `ensure` for the user "a" with a new client."""
    given: dict[str, Any] = {"username": "a", "password": PASSWORD, **arguments}
    if flavour.name == "async":
        async with AsyncJetEmail(key, base_url=base_url) as client:
            return await client.smtp_users.ensure(**given)

    def ensured() -> bool:
        with JetEmail(key, base_url=base_url) as jetemail:
            return jetemail.smtp_users.ensure(**given)

    return await asyncio.to_thread(ensured)


@pytest.mark.parametrize(
    ("received", "expected"),
    [("the server's own", "the server's own"), (UNSET, PASSWORD), ("", PASSWORD), (5, PASSWORD)],
)
def test_create_flow(received: Any, expected: str) -> None:
    """The flow of a create returns the response, with the username and the valid password."""
    result = SmtpUsersCreateResult(
        success=True, message="made", password=received, additional_properties={"region": "eu"}
    )
    flow = create_user(SmtpUsersCreateRequest(username="a", password=PASSWORD))
    request = next(flow)
    with pytest.raises(StopIteration) as end:
        flow.send(result)

    assert b'{"username":"a","password":"correct horse"}' == request.content
    assert end.value.value == CreatedSmtpUser(
        success=True,
        message="made",
        username="a",
        password=expected,
        additional_properties={"region": "eu"},
    )


def test_new_password() -> None:
    """Generated passwords have 32 characters and differ."""
    created_users = {new_password() for _ in range(100)}

    assert 100 == len(created_users)
    assert {32} == {len(one) for one in created_users}


async def test_create_without_a_password(flavour: Flavour) -> None:
    """The client generates a password, sends it, and returns it with the username."""
    with playing(created) as server:
        result = await flavour.create(server.base_url)
        sent = json.loads(server.bodies[0])

    assert sent == {"username": "smtp-user1", "password": result.password}
    assert ("smtp-user1", False) == (result.username, result.is_reconciled)


async def test_password_of_the_server(flavour: Flavour) -> None:
    """A password in the response replaces the one that was sent."""
    body = {"success": True, "message": "made", "password": "the server's own"}
    with playing(respond_json(200, body)) as server:
        result = await flavour.create(server.base_url)

    assert "the server's own" == result.password


@pytest.mark.parametrize("password", [None, "", 5])
async def test_invalid_password_in_the_response(flavour: Flavour, password: object) -> None:
    """An invalid password field in the response does not replace the sent password."""
    body = {"success": True, "message": "made", "password": password}
    with playing(respond_json(200, body)) as server:
        result = await flavour.create(server.base_url, {"password": PASSWORD})

    assert PASSWORD == result.password


def listing(make: Callable[[], list[dict[str, Any]]]) -> Act:
    """Respond with a listing that is created at request time."""

    def act(stage: Stage) -> None:
        body = json.dumps({"success": True, "smarthosts": make()}).encode()
        date = f"Date: {formatdate(usegmt=True)}\r\nContent-Type: application/json\r\n"
        respond(200, body, date)(stage)

    return act


def just_created() -> list[dict[str, Any]]:
    """Return the row of a user that was created now."""
    return [{"username": "smtp-user1", "usage": 0, "created_date": str(int(time.time() * 1000))}]


async def test_lost_response(flavour: Flavour) -> None:
    """A create with a lost response is reconciled, with its password."""
    with playing(close, listing(just_created)) as server:
        result = await flavour.create(server.base_url)
        sent = json.loads(server.bodies[0])

        assert result.is_reconciled
        assert sent["password"] == result.password
        assert 1 == len(server.effects)


async def test_lost_request(flavour: Flavour) -> None:
    """A create without effect is retried with the same request body."""
    with playing(close, listing(list), created) as server:
        result = await flavour.create(server.base_url)

        assert not result.is_reconciled
        assert 2 == len(server.effects)
        assert server.bodies[0] == server.bodies[2]


async def test_ensure(flavour: Flavour) -> None:
    """`ensure` creates a missing user, updates an existing one, and can be repeated."""
    app = create_app()
    with running(app) as url:
        created_users = [
            await ensure(flavour, url, API_KEY, password=password, quota=quota)
            for password, quota in (("p" * 8, 1), ("p" * 8, 1), (PASSWORD, 2))
        ]
    user = app.state.account.smtp_users.by_name["a"]

    assert [True, False, False] == created_users
    assert (PASSWORD, 2) == (user.password, user.quota)


async def test_ensure_after_a_conflict(flavour: Flavour) -> None:
    """A user that appears after the listing is updated."""
    taken = respond_json(409, {"error": "in use"})
    with playing(listing(list), taken, respond_json(200, {"success": True})) as server:
        created_users = await ensure(flavour, server.base_url, quota=5)

        assert not created_users
        lines = [head[""].partition(" ")[0] for head in server.heads()]
        assert ["GET", "POST", "PATCH"] == lines
        changed = {"currentUsername": "a", "password": PASSWORD, "quota": 5}
        assert changed == json.loads(server.bodies[2])


async def test_error_of_ensure(flavour: Flavour) -> None:
    """`ensure` raises the error of each of its requests."""
    rejected = respond_json(403, {"error": "no"})
    with playing(listing(list), rejected) as server:
        with pytest.raises(errors.PermissionDeniedError):
            await ensure(flavour, server.base_url)

        assert 2 == len(server.requests)


@pytest.mark.parametrize("arguments", [{"username": "Upper"}, {"password": "short"}, {"quota": -1}])
async def test_invalid_argument_of_ensure(flavour: Flavour, arguments: dict[str, Any]) -> None:
    """`ensure` validates its arguments before it sends a request."""
    with playing(created) as server:
        with pytest.raises(errors.InvalidRequestError):
            await ensure(flavour, server.base_url, **arguments)

        assert [] == server.requests


@pytest.mark.parametrize("rows", [None, "smtp-user1", [None]])
async def test_ensure_with_an_invalid_listing(flavour: Flavour, rows: Any) -> None:
    """With an invalid listing, `ensure` creates the user."""
    with playing(listing(lambda: rows), created) as server:
        assert await ensure(flavour, server.base_url)
        assert 1 == len(server.effects)


BODY = SmtpUsersCreateRequest(
    username="a",
    password="p" * 8,
    allow_any_domain=True,
    allow_all_domains=False,
    approved_domains=["example.com"],
    quota=5,
    ip_restrictions=["192.0.2.1"],
)
SETTINGS = {
    "password": "p" * 8,
    "allowAnyDomain": True,
    "allowAllDomains": False,
    "approvedDomains": ["example.com"],
    "quota": 5,
    "ipRestrictions": ["192.0.2.1"],
}
LISTED, CREATED, UPDATED = "smtp_users.list", "smtp_users.create", "smtp_users.update"


def play_ensure(rows: Any, create: JetEmailError | None = None) -> tuple[list[str], Any, bool]:
    """Return the requested operations, the last request body, and the value of the flow.

    Args:
        rows: The rows of the listing.
        create: The error of the create request, if any.
    """
    flow, requested = ensure_user(BODY), list[str]()
    request = next(flow)
    try:
        while True:
            requested.append(request.operation.name)
            if requested[-1] == LISTED:
                request = flow.send(list_.OPERATION.parse({"smarthosts": rows}))
            elif requested[-1] == CREATED and create:
                request = flow.throw(create)
            else:
                request = flow.send(None)
    except StopIteration as end:
        return requested, json.loads(request.content or b""), end.value


@pytest.mark.parametrize("rows", [[], [{"username": "b"}], [{"usage": 0}, "a", None], None, "a"])
def test_unlisted_user(rows: Any) -> None:
    """A user that is not listed is created, also if the listing is invalid."""
    assert ([LISTED, CREATED], {"username": "a"} | SETTINGS, True) == play_ensure(rows)


@pytest.mark.parametrize("rows", [[{"username": "a"}], ["a", {"username": "b"}, {"username": "a"}]])
def test_listed_user(rows: Any) -> None:
    """A listed user is updated with every given setting."""
    assert ([LISTED, UPDATED], {"currentUsername": "a"} | SETTINGS, False) == play_ensure(rows)


def test_user_created_meanwhile() -> None:
    """A user that another client creates in between is updated."""
    conflict = ConflictError("in use", operation=CREATED)

    requested = [LISTED, CREATED, UPDATED]
    assert (requested, {"currentUsername": "a"} | SETTINGS, False) == play_ensure([], conflict)


def test_other_error_of_create() -> None:
    """Any other error of the create is raised."""
    with pytest.raises(JetEmailError, match="no"):
        play_ensure([], JetEmailError("no", operation=CREATED))


@pytest.mark.parametrize(("password", "got"), [(None, "None"), (UNSET, ".*Unset")])
def test_ensure_without_a_password(password: Any, got: str) -> None:
    """Without a password nothing is requested: the user would be left with an unknown one."""
    body = SmtpUsersCreateRequest(username="a", password=password)
    text = rf"^smtp_users\.ensure: password: expected a str, got {got}$"
    with pytest.raises(TypeError, match=text):
        next(ensure_user(body))


@pytest.mark.parametrize("password", [None, UNSET])
def test_generated_password(password: Any) -> None:
    """A password that is None or not passed is generated."""
    body = SmtpUsersCreateRequest(username="a", password=password)
    request = next(create_user(body))

    assert 32 == len(json.loads(request.content or b"")["password"])
