"""The clients: creating an SMTP user, errors before a request, closing, and their repr."""

import asyncio
import gc
from typing import Any

import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client.sandbox import create_app, running

from ..conftest import KEY, Flavour
from ..raw_server import created, playing, respond, silence

KEYS: dict[str, Any] = {"api_key": "api_sandbox"}
NO_KEY = (
    "Required information not found: this is the JetEmail sandbox, and smtp_users.create needs one "
    "of its account keys (api_sandbox)"
)


async def test_create_without_password(flavour: Flavour) -> None:
    """Without a password argument, the result has a generated one."""
    with running(create_app()) as url:
        result = await flavour.create(url, {"approved_domains": ["example.com"]}, **KEYS)

    assert result.success
    assert isinstance(result.password, str)


async def test_create_with_password(flavour: Flavour) -> None:
    """The server receives every field, and the result has the given password."""
    arguments = {
        "username": "smtp-user2",
        "password": "correct horse",
        "allow_any_domain": False,
        "allow_all_domains": True,
        "approved_domains": ["example.com", "mydomain.com"],
        "quota": 1000,
        "ip_restrictions": ["192.168.1.1"],
    }
    app = create_app()
    with running(app) as url:
        result = await flavour.create(url, arguments, **KEYS)
    user = app.state.account.smtp_users.by_name["smtp-user2"]

    assert ("smtp-user2", "correct horse") == (result.username, result.password)
    assert "correct horse" == user.password
    assert (False, True) == (user.allow_any_domain, user.allow_all_domains)
    assert ["example.com", "mydomain.com"] == user.approved_domains
    assert (1000, ["192.168.1.1"]) == (user.quota, user.ip_restrictions)


@pytest.mark.parametrize(
    ("arguments", "options", "kind", "message"),
    [
        ({}, {}, errors.ConflictError, "This SMTP username is already in use"),
        (
            {},
            {"api_key": "api_wrong"},
            errors.AuthenticationError,
            NO_KEY,
        ),
        (
            {"username": "b", "allow_any_domain": True},
            {},
            errors.PermissionDeniedError,
            "Allow Any Domain feature requires a paid subscription",
        ),
    ],
)
async def test_rejected_by_the_server(
    flavour: Flavour,
    arguments: dict[str, object],
    options: dict[str, object],
    kind: type[errors.APIStatusError],
    message: str,
) -> None:
    """A rejection raises the error class of its status, with the message of the response."""
    with running(create_app()) as url:
        await flavour.create(url, **KEYS)
        with pytest.raises(kind) as caught:
            await flavour.create(url, arguments, **{**KEYS, **options})

    assert (message, "rejected") == (caught.value.message, caught.value.outcome)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"username": ""}, "username"),
        ({"username": "a" * 65}, "username"),
        ({"username": "Upper"}, "username"),
        ({"username": "new\n"}, "username"),
        ({"password": "7 chars"}, "password"),
        ({"password": "x" * 73}, "password"),
        ({"approved_domains": ["example.com"] * 51}, "approved_domains"),
        ({"approved_domains": ["example.com", "exampleXcom"]}, "approved_domains[1]"),
        ({"ip_restrictions": ["192x168x1x1"]}, "ip_restrictions[0]"),
        ({"quota": -1}, "quota"),
        ({"allow_any_domain": True, "allow_all_domains": True}, "allow_all_domains"),
    ],
)
async def test_invalid_argument(flavour: Flavour, arguments: dict[str, object], field: str) -> None:
    """An argument outside its limits raises an error before a connection is opened."""
    with playing(created) as server:
        with pytest.raises(errors.InvalidRequestError, match=r"smtp_users\.create") as caught:
            await flavour.create(server.base_url, arguments)

        assert (field, "not_sent") == (caught.value.field, caught.value.outcome)
        assert "smtp_users.create" == caught.value.operation
        assert 0 == server.connections


@pytest.mark.parametrize(
    "arguments",
    [
        {"username": 7},
        {"username": None},
        {"allow_any_domain": "yes"},
        {"approved_domains": "example.com"},
        {"quota": True},
        {"user_name": "misspelt"},
    ],
)
async def test_argument_of_a_wrong_type(flavour: Flavour, arguments: dict[str, object]) -> None:
    """An argument of the wrong type raises TypeError before a connection is opened."""
    with playing(created) as server:
        with pytest.raises(TypeError):
            await flavour.create(server.base_url, arguments)

        assert 0 == server.connections


async def test_missing_key(flavour: Flavour, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call without its key raises an error before a connection is opened."""
    monkeypatch.delenv("JETEMAIL_API_KEY", raising=False)
    with playing(created) as server:
        with pytest.raises(errors.ConfigurationError, match="api_key, or set JETEMAIL_API_KEY"):
            await flavour.create(server.base_url, api_key=None)

        assert 0 == server.connections


async def test_key_from_the_environment(flavour: Flavour, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key is read from the environment by default."""
    monkeypatch.setenv("JETEMAIL_API_KEY", "api_from_environment")
    with playing(created) as server:
        await flavour.create(server.base_url, api_key=None)

        assert "Bearer api_from_environment" == server.heads()[0]["authorization"]


def test_repr() -> None:
    """The repr of a client has its URL and the kinds of its keys, not the keys."""
    with JetEmail(KEY, "transactional_x", base_url="http://localhost:8025/") as client:
        expected = "<JetEmail at http://localhost:8025, account and transactional key>"

        assert expected == repr(client)


@pytest.mark.parametrize("kind", [JetEmail, AsyncJetEmail])
def test_cached_resource(kind: type[JetEmail | AsyncJetEmail]) -> None:
    """A resource is created once for each client."""
    client = kind(KEY)

    assert client.smtp_users is client.smtp_users


async def test_use_after_close() -> None:
    """A closed async client raises an error; closing it twice does nothing."""
    client = AsyncJetEmail(KEY)
    await client.close()
    await client.close()

    with pytest.raises(errors.ConfigurationError, match="the client is closed"):
        await client.smtp_users.create(username="a")


def test_sync_use_after_close() -> None:
    """A closed sync client raises an error; closing it twice does nothing."""
    client = JetEmail(KEY)
    client.close()
    client.close()

    with pytest.raises(errors.ConfigurationError, match="the client is closed"):
        client.smtp_users.create(username="a")


async def test_cancellation() -> None:
    """Cancelling a call ends it at once; the client remains usable."""
    with playing(silence, created) as server:
        async with AsyncJetEmail(KEY, base_url=server.base_url) as client:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(1):
                    await client.smtp_users.create(username="a")

            assert (await client.smtp_users.create(username="b")).success


async def test_default_sleep() -> None:
    """By default, a client of either flavour really sleeps before a retry."""
    limited = respond(429, b"")
    with playing(limited, created) as server, JetEmail(KEY, base_url=server.base_url) as client:
        assert client.smtp_users.create(username="a").success
    with playing(limited, created) as server:
        async with AsyncJetEmail(KEY, base_url=server.base_url) as asynchronous:
            assert (await asynchronous.smtp_users.create(username="a")).success


async def test_unclosed_client() -> None:
    """An unused client that is not closed leaves no task behind."""
    AsyncJetEmail(KEY)
    gc.collect()

    assert {asyncio.current_task()} == asyncio.all_tasks()
