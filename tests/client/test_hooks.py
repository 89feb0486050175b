"""The hooks of a client: when they are called, and the effect of their exceptions."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from functools import partial
from typing import Any
from unittest.mock import AsyncMock

import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail
from jetemail_api_client._call.state import ClientState
from jetemail_api_client.hooks import AttemptEnded, CallEnded, Event, as_hooks

from ..conftest import KEY, Flavour, failure
from ..play import CREATED, play, response
from ..raw_server import created, playing, respond_json


async def test_hook_of_a_client(flavour: Flavour) -> None:
    """A client calls its hook with the address of the server."""
    events: list[Event] = []
    with playing(created) as server:
        await flavour.create(server.base_url, hooks=events.append)
        port = int(server.base_url.rpartition(":")[2])

    assert [("127.0.0.1", port)] * 2 == [(event.call.host, event.call.port) for event in events]


async def test_no_secret_in_events_and_logs(
    flavour: Flavour, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither events nor logs contain a key, a password, a name or a body."""
    caplog.set_level(logging.DEBUG)
    events: list[Event] = []
    given = {"username": "planted-name", "password": "planted-password"}
    with playing(respond_json(500, {"error": "planted-password"}), created) as server:
        await failure(flavour, server.base_url, arguments=given, hooks=events.append)

    assert "planted" not in repr(events) + caplog.text
    assert KEY not in repr(events) + caplog.text


async def notify(event: Event) -> None:
    """Do nothing, as a hook that would have to be awaited."""


def stream(event: Event) -> Iterator[Event]:
    """Yield an event, as a hook that nothing iterates."""
    yield event


async def stream_async(event: Event) -> AsyncIterator[Event]:
    """Yield an event, as a hook that nothing iterates."""
    yield event


def start(function: Callable[[Event], Coroutine[Any, Any, None]], event: Event) -> object:
    """Start a task, as a hook."""
    return asyncio.ensure_future(function(event))


class Notifier:
    """A hook that is an object."""

    async def __call__(self, event: Event) -> None:
        """Do nothing."""

    async def notify(self, event: Event) -> None:
        """Do nothing."""


def fail(event: Event) -> None:
    """Raise an exception, as a hook."""
    raise ZeroDivisionError


def test_hook_exception(caplog: pytest.LogCaptureFixture) -> None:
    """The exception of a hook is logged and ignored."""
    played = play(CREATED, shared=ClientState(hooks=(fail,)))

    assert played.end.success is True
    assert ["A hook failed on AttemptEnded", "A hook failed on CallEnded"] == [
        record.getMessage().splitlines()[0] for record in caplog.records
    ]
    assert 2 == caplog.text.count("raise ZeroDivisionError")


def test_log_of_a_hook_exception(caplog: pytest.LogCaptureFixture) -> None:
    """The log of a hook's exception does not contain the error of the call."""
    played = play(response(400, {"error": "planted message"}), shared=ClientState(hooks=(fail,)))

    assert "planted message" in str(played.end)
    assert 2 == caplog.text.count("raise ZeroDivisionError")
    assert "planted message" not in caplog.text


def test_hook_interrupt() -> None:
    """A KeyboardInterrupt in a hook ends the call as abandoned, with one event."""
    events: list[Event] = []

    def interrupt(event: Event) -> None:
        events.append(event)
        if isinstance(event, AttemptEnded):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        play(CREATED, shared=ClientState(hooks=(interrupt,)))

    end = events[-1]
    assert 2 == len(events)
    assert isinstance(end, CallEnded)
    assert (True, None) == (end.is_abandoned, end.failure)
    assert ["done"] == [one.outcome for one in end.attempts]


def test_several_hooks() -> None:
    """Several hooks are called in order, also after an exception."""
    events: list[str] = []
    hooks = as_hooks([lambda _: events.append("a"), fail, lambda _: events.append("b")])
    play(CREATED, shared=ClientState(hooks=hooks))

    assert ["a", "b", "a", "b"] == events


@pytest.mark.parametrize(
    ("hooks", "text"),
    [
        (["events.log"], "expected a function, got str"),
        ("log", "expected a function, got str"),
        (5, "expected functions, got int"),
        (notify, "notify is an async function or a generator, which a plain call does not run"),
        ([print, notify], "notify is an async function"),
        (partial(partial(notify)), "notify is an async function"),
        (Notifier().notify, "Notifier.notify is an async function"),
        (Notifier(), "Notifier is an async function"),
        (AsyncMock(), "AsyncMock is an async function"),
        (stream, "stream is an async function or a generator"),
        (stream_async, "stream_async is an async function or a generator"),
        (Notifier, "Notifier is a class: give an object of it"),
    ],
)
@pytest.mark.parametrize("kind", [AsyncJetEmail, JetEmail])
def test_invalid_hook(kind: type[AsyncJetEmail | JetEmail], hooks: Any, text: str) -> None:
    """A hook that is not a plain function raises TypeError when the client is made."""
    with pytest.raises(TypeError, match=f"^hooks: .*{text}"):
        kind(KEY, hooks=hooks)


def test_no_hooks() -> None:
    """Hooks are optional."""
    assert () == as_hooks(None)


@pytest.mark.parametrize(
    "hook", [lambda event: notify(event), lambda event: stream(event), lambda _: stream_async(_)]
)
async def test_hook_that_returns_a_coroutine(
    flavour: Flavour, hook: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """A coroutine or generator that a hook returns is closed, and logged as an error."""
    with playing(created) as server:
        result = await flavour.create(server.base_url, hooks=hook)

    assert result.success is True
    text = "returned a coroutine or a generator, which nothing runs"
    errors = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert [True, True] == [text in error for error in errors]
    assert errors[0].startswith("A hook did nothing on AttemptEnded: ")


async def test_hook_that_starts_a_task(caplog: pytest.LogCaptureFixture) -> None:
    """A hook may return a task, which runs by itself."""
    seen: list[Event] = []

    async def note(event: Event) -> None:
        seen.append(event)

    with playing(created) as server:
        hook = partial(start, note)
        async with AsyncJetEmail(KEY, base_url=server.base_url, hooks=hook) as jetemail:
            await jetemail.smtp_users.create(username="a")
    await asyncio.sleep(0)

    assert 2 == len(seen)
    assert "A hook" not in caplog.text


async def test_slow_hook(flavour: Flavour) -> None:
    """A slow hook delays the call and changes nothing else."""
    events: list[str] = []

    def hook(event: Event) -> None:
        time.sleep(0.05)
        events.append(type(event).__name__)

    with playing(created) as server:
        result = await flavour.create(server.base_url, hooks=hook)

    assert ["AttemptEnded", "CallEnded"] == events
    assert result.success is True


def test_call_within_a_hook() -> None:
    """A hook may make calls itself; their events are nested."""
    events: list[tuple[str, str]] = []

    def hook(event: Event) -> None:
        events.append((type(event).__name__, event.call.operation))
        if len(events) == 1:
            jetemail.smtp_users.delete(username="b")

    with playing(created) as server:
        with JetEmail(KEY, base_url=server.base_url, hooks=hook) as jetemail:
            jetemail.smtp_users.create(username="a")

    outer, inner = "smtp_users.create", "smtp_users.delete"
    assert [outer, inner, inner, outer] == [operation for _, operation in events]
