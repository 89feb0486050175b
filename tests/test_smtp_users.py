"""Creating SMTP users with a password that cannot be lost, and seeing to it that one is there."""

import asyncio
import json
import time
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client.sandbox import API_KEY, create_app, running
from jetemail_api_client.smtp_users import new_password

from .conftest import KEY, Flavour
from .raw_server import Act, Stage, answer, answer_json, close, created, playing

PASSWORD = "correct horse"


async def ensure(flavour: Flavour, base_url: str, key: str = KEY, **arguments: Any) -> bool:
    """See to it that "a" is there, with a client of its own."""
    given: dict[str, Any] = {"username": "a", "password": PASSWORD, **arguments}
    if flavour.name == "async":
        async with AsyncJetEmail(key, base_url=base_url) as client:
            return await client.smtp_users.ensure(**given)

    def ensured() -> bool:
        with JetEmail(key, base_url=base_url) as jetemail:
            return jetemail.smtp_users.ensure(**given)

    return await asyncio.to_thread(ensured)


def test_new_password() -> None:
    """A password that is made is within the limits, and never the same."""
    made = {new_password() for _ in range(100)}

    assert 100 == len(made)
    assert {32} == {len(one) for one in made}


async def test_create_without_a_password(flavour: Flavour) -> None:
    """The client makes the password, sends it, and gives it back with the name."""
    with playing(created) as server:
        result = await flavour.create(server.base_url)
        sent = json.loads(server.bodies[0])

    assert sent == {"username": "smtp-user1", "password": result.password}
    assert ("smtp-user1", False) == (result.username, result.is_reconciled)


async def test_server_that_tells_another_password(flavour: Flavour) -> None:
    """The password that the server tells is the one that works."""
    body = {"success": True, "message": "made", "password": "the server's own"}
    with playing(answer_json(200, body)) as server:
        result = await flavour.create(server.base_url)

    assert "the server's own" == result.password


@pytest.mark.parametrize("told", [None, "", 5])
async def test_server_that_tells_no_password(flavour: Flavour, told: object) -> None:
    """An answer with a field for a password and none in it does not hide the one that was sent."""
    body = {"success": True, "message": "made", "password": told}
    with playing(answer_json(200, body)) as server:
        result = await flavour.create(server.base_url, {"password": PASSWORD})

    assert PASSWORD == result.password


def listing(make: Callable[[], list[dict[str, Any]]]) -> Act:
    """Answer with a list of users, made when it is asked for."""

    def act(stage: Stage) -> None:
        body = json.dumps({"success": True, "smarthosts": make()}).encode()
        date = f"Date: {formatdate(usegmt=True)}\r\nContent-Type: application/json\r\n"
        answer(200, body, date)(stage)

    return act


def mine() -> list[dict[str, Any]]:
    """The user that was made just now."""
    return [{"username": "smtp-user1", "usage": 0, "created_date": str(int(time.time() * 1000))}]


async def test_answer_that_is_lost(flavour: Flavour) -> None:
    """A create whose answer is lost is found by listing, with its password."""
    with playing(close, listing(mine)) as server:
        result = await flavour.create(server.base_url)
        sent = json.loads(server.bodies[0])

        assert result.is_reconciled
        assert sent["password"] == result.password
        assert 1 == len(server.effects)


async def test_request_that_is_lost(flavour: Flavour) -> None:
    """A create that did nothing is sent again, byte by byte."""
    with playing(close, listing(list), created) as server:
        result = await flavour.create(server.base_url)

        assert not result.is_reconciled
        assert 2 == len(server.effects)
        assert server.bodies[0] == server.bodies[2]


async def test_ensure(flavour: Flavour) -> None:
    """A user that is not there is created, one that is there is updated; both may be repeated."""
    app = create_app()
    with running(app) as url:
        made = [
            await ensure(flavour, url, API_KEY, password=password, quota=quota)
            for password, quota in (("p" * 8, 1), ("p" * 8, 1), (PASSWORD, 2))
        ]
    user = app.state.account.smtp_users.by_name["a"]

    assert [True, False, False] == made
    assert (PASSWORD, 2) == (user.password, user.settings["quota"])


async def test_ensure_that_loses_a_race(flavour: Flavour) -> None:
    """A user that appears after the list is updated."""
    taken = answer_json(409, {"error": "in use"})
    with playing(listing(list), taken, answer_json(200, {"success": True})) as server:
        made = await ensure(flavour, server.base_url, quota=5)

        assert not made
        lines = [head[""].partition(" ")[0] for head in server.heads()]
        assert ["GET", "POST", "PATCH"] == lines
        changed = {"currentUsername": "a", "password": PASSWORD, "quota": 5}
        assert changed == json.loads(server.bodies[2])


async def test_ensure_that_fails(flavour: Flavour) -> None:
    """What a request of it raises, it raises."""
    refused = answer_json(403, {"error": "no"})
    with playing(listing(list), refused) as server:
        with pytest.raises(errors.PermissionDeniedError):
            await ensure(flavour, server.base_url)

        assert 2 == len(server.requests)


@pytest.mark.parametrize("arguments", [{"username": "Upper"}, {"password": "short"}, {"quota": -1}])
async def test_ensure_with_bad_input(flavour: Flavour, arguments: dict[str, Any]) -> None:
    """What cannot be created is refused before anything is sent."""
    with playing(created) as server:
        with pytest.raises(errors.InvalidRequestError):
            await ensure(flavour, server.base_url, **arguments)

        assert [] == server.requests


@pytest.mark.parametrize("rows", [None, "smtp-user1", [None]])
async def test_ensure_when_the_list_does_not_tell(flavour: Flavour, rows: Any) -> None:
    """A list that cannot be read leaves it to the create to find out."""
    with playing(listing(lambda: rows), created) as server:
        assert await ensure(flavour, server.base_url)
        assert 1 == len(server.effects)
