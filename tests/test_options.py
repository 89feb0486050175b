"""Options of a client and of a part of it: `headers`, and `with_options`."""

import traceback
from typing import Any

import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client._settings import Settings

from .conftest import KEY, Flavour
from .raw_server import answer, created, playing, silence


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({"Authorization": "x"}, "headers: Authorization is the client's own."),
        ({"content-TYPE": "x"}, "headers: content-TYPE is the client's own."),
        ({"Idempotency-Key": "x"}, "headers: Idempotency-Key is the client's own."),
        ({"X Y": "x"}, "headers: 'X Y' is no name of a header."),
        ({"": "x"}, "headers: '' is no name of a header."),
        ({"X": "é"}, "headers: X must be printable ASCII, without edges."),
        ({"X": "a\r\nY: b"}, "headers: X must be printable ASCII, without edges."),
        ({"X": ""}, "headers: X must be printable ASCII, without edges."),
        ({"X": " a"}, "headers: X must be printable ASCII, without edges."),
    ],
)
def test_headers_that_cannot_be_sent(headers: dict[str, str], words: str) -> None:
    """A header that is the client's own, or none, is refused when the client is made."""
    with pytest.raises(errors.ConfigurationError) as caught:
        JetEmail(KEY, headers=headers)

    assert words == str(caught.value)


@pytest.mark.parametrize("headers", [{"X": None}, {"X": 1}, {1: "x"}])
def test_headers_of_another_type(headers: Any) -> None:
    """Names and values are texts."""
    with pytest.raises(TypeError, match="headers: expected names and values that are str"):
        JetEmail(KEY, headers=headers)


def test_headers() -> None:
    """Headers of a caller's own are sent with every call; their values are not shown."""
    settings = Settings(keys={}, headers={"X-Trace": "planted", "X-Team": "a b"})

    assert (("X-Trace", "planted"), ("X-Team", "a b")) == settings.headers
    assert "planted" not in repr(settings)
    assert "X-Trace" in repr(settings)


async def test_headers_are_sent(flavour: Flavour) -> None:
    """They go out beside the client's own."""
    with playing(created) as server:
        await flavour.create(server.base_url, headers={"X-Trace": "7"})

        assert "7" == server.heads()[0]["x-trace"]


async def test_with_options() -> None:
    """A client with other options shares the connection, and leaves the first as it was."""
    with playing(created) as server:
        async with AsyncJetEmail(KEY, base_url=server.base_url) as jetemail:
            await jetemail.smtp_users.create(username="a")
            other = jetemail.with_options(headers={"X-Trace": "7"}, max_attempts=1)
            await other.smtp_users.create(username="a")
            await jetemail.smtp_users.create(username="a")

        assert [None, "7", None] == [head.get("x-trace") for head in server.heads()]
        assert 1 == server.connections


def test_with_options_without_asyncio() -> None:
    """The sync twin does the same; a shorter limit is that of its own calls."""
    with playing(silence) as server, JetEmail(KEY, base_url=server.base_url) as jetemail:
        with pytest.raises(errors.APITimeoutError) as caught:
            jetemail.with_options(deadline=1.0).smtp_users.create(username="a")

        assert "unknown" == caught.value.outcome
        assert 1 == len(server.requests)


def test_closing_is_shared() -> None:
    """Whichever is closed, both are."""
    jetemail = JetEmail(KEY)
    jetemail.with_options(deadline=1).close()

    with pytest.raises(errors.ConfigurationError, match="the client is closed"):
        jetemail.smtp_users.create(username="a")


@pytest.mark.parametrize(
    "option",
    [
        {"base_url": "https://example.com"},
        {"max_connections": 5},
        {"pacing": False},
        {"rate_limit_gate": False},
        {"retry_budget": False},
    ],
)
def test_what_stays(option: Any) -> None:
    """What is shared by all calls cannot be another for some."""
    with pytest.raises(errors.ConfigurationError, match=f"{next(iter(option))} is shared by all"):
        JetEmail(KEY).with_options(**option)


@pytest.mark.parametrize("name", ["pacing", "rate_limit_gate", "retry_budget"])
def test_flag_of_a_wrong_type(name: str) -> None:
    """What is on or off is a bool."""
    options: Any = {name: 0}
    with pytest.raises(TypeError, match=f"^{name}: expected a bool, got int$"):
        JetEmail(KEY, **options)


@pytest.mark.parametrize(("retry_budget", "requests"), [(True, 3 * 10 + 1), (False, 3 * 11)])
async def test_retry_budget(flavour: Flavour, retry_budget: bool, requests: int) -> None:
    """A failing server gets no more than 20 retries, unless that is left off."""
    with playing(answer(500)) as server:
        options: Any = {"retry_budget": retry_budget, "base_url": server.base_url}
        if flavour.name == "async":
            async with AsyncJetEmail(KEY, sleep=flavour.sleeper.sleep_async, **options) as client:
                for _ in range(11):
                    with pytest.raises(errors.InternalServerError):
                        await client.smtp_users.list()
        else:
            with JetEmail(KEY, sleep=flavour.sleeper.sleep, **options) as client_sync:
                for _ in range(11):
                    with pytest.raises(errors.InternalServerError):
                        client_sync.smtp_users.list()

        assert requests == len(server.requests)


def test_wrong_option() -> None:
    """Options are checked as those of a new client are."""
    with pytest.raises(errors.ConfigurationError, match="deadline is 0"):
        JetEmail(KEY).with_options(deadline=0)


def test_unknown_option() -> None:
    """A misspelt option of a client is a TypeError, not ignored."""
    options: Any = {"timeout": 5}
    with pytest.raises(TypeError, match="timeout"):
        JetEmail(KEY, **options)


@pytest.mark.parametrize(("url", "kind"), [(None, "NoneType"), (5, "int"), (b"https://h", "bytes")])
def test_base_url_of_a_wrong_type(url: Any, kind: str) -> None:
    """An address is a text."""
    with pytest.raises(TypeError, match=f"^base_url: expected a str, got {kind}$"):
        JetEmail(KEY, base_url=url)


@pytest.mark.parametrize("flavour", [AsyncJetEmail, JetEmail])
def test_repr_of_a_client_that_was_refused(flavour: type[AsyncJetEmail] | type[JetEmail]) -> None:
    """A tool that shows the locals of a refused constructor's frame can do so."""
    with pytest.raises(errors.ConfigurationError) as caught:
        flavour("transactional_1")
    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)

    assert f"<{flavour.__name__}, not set up>" in repr([frame.locals for frame in told.stack])
