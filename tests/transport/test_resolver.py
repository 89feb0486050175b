"""Name resolution that hangs, fails, or finds several addresses."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from errno import EAGAIN
from typing import Any

import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client._transport.resolver import Resolver, look_up, resolver

from ..adapters import adapter_to, patient, status_of
from ..conftest import KEY, Flavour
from ..raw_server import created, playing, refused_url


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Block look-ups until the end of the test; return the names that were looked up."""
    asked: list[str] = []
    is_over = threading.Event()
    known: Any = socket.getaddrinfo

    def hang(host: Any, *args: Any, flags: int = 0, **options: Any) -> Any:
        if flags or host in (b"127.0.0.1", "127.0.0.1"):
            return known(host, *args, flags=flags, **options)
        asked.append(host)
        is_over.wait(60)
        raise socket.gaierror(socket.EAI_AGAIN, "later")

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    yield asked
    is_over.set()
    for thread in [thread for thread in threading.enumerate() if thread.daemon]:
        thread.join(0.1)
    resolver.reset()


async def test_hanging_look_ups(flavour: Flavour, hanging: list[str]) -> None:
    """Fifty callers of a look-up that hangs time out, and leave one thread running."""
    before = threading.active_count()
    options: dict[str, Any] = {
        "base_url": "https://api.example",
        "connect_timeout": 0.3,
        "max_attempts": 2,
        "clock": flavour.sleeper.clock,
    }
    if flavour.name == "async":
        async with AsyncJetEmail(KEY, sleep=flavour.sleeper.sleep_async, **options) as client:
            calls = (client.smtp_users.list() for _ in range(50))
            ends: list[object] = [*await asyncio.gather(*calls, return_exceptions=True)]
            during = threading.active_count()
    else:
        with (
            JetEmail(KEY, sleep=flavour.sleeper.sleep, **options) as jetemail,
            ThreadPoolExecutor(50) as threads,
        ):
            futures = [threads.submit(jetemail.smtp_users.list) for _ in range(50)]
            ends = [*(future.exception(30) for future in futures)]
            during = threading.active_count() - 50

    assert {errors.APITimeoutError} == {type(end) for end in ends}
    assert {("connect", "not_sent")} == {
        (end.phase, end.outcome) for end in ends if isinstance(end, errors.APITimeoutError)
    }
    assert 1 == len(hanging)
    assert during <= before + 1


def test_failed_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failed look-up is no longer running."""

    def fail(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    names = Resolver()
    future = names.start("some.example", 443)

    assert isinstance(future.exception(5), socket.gaierror)
    assert {} == names._running


def test_look_up_at_interpreter_shutdown(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the interpreter starts no threads any more, the look-up runs in the caller's."""

    def fail(_: threading.Thread) -> None:
        raise RuntimeError("can't create new thread at interpreter shutdown")

    monkeypatch.setattr(threading.Thread, "start", fail)
    found = Resolver().start("localhost", 80).result(0)

    assert found


def test_name_outside_ascii() -> None:
    """A name with other characters than ASCII is not found."""
    future = Resolver().start("ü.example", 80)

    assert isinstance(future.exception(5), socket.gaierror)


@pytest.mark.parametrize("host", ["jetemail.localhost", "A.B.LocalHost", "jetemail.localhost."])
def test_name_below_localhost(host: str) -> None:
    """A name below localhost is loopback, whatever the system's resolver knows."""
    addresses = {address[0] for *_, address in look_up(host, 80)}

    assert addresses
    assert addresses <= {"127.0.0.1", "::1"}


async def test_several_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the first addresses refuse, the next one is tried."""
    known: Any = socket.getaddrinfo
    refused = int(refused_url().rpartition(":")[2])
    with playing(created) as server:
        port = server.listener.getsockname()[1]

        def look_up(host: Any, *args: Any, flags: int = 0, **options: Any) -> Any:
            if host not in (b"some.example", "some.example"):
                return known(host, *args, flags=flags, **options)
            if flags:
                raise socket.gaierror(socket.EAI_NONAME)
            kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
            return [(*kind, ("127.0.0.1", number)) for number in (refused, refused, port)]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        for kind in ("aiohttp", "deadline"):
            async with adapter_to("http://some.example", kind=kind) as adapter:
                event = await adapter.exchange(patient("http://some.example"))

            assert 200 == status_of(event)


def test_no_thread_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """If no thread can be started, the look-up fails with EAGAIN."""

    def fail(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", fail)
    names = Resolver()
    error = names.start("localhost", 80).exception(0)

    assert isinstance(error, OSError) and error.errno == EAGAIN
    assert {} == names._running


def test_interrupt_while_a_thread_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupt leaves no look-up that others would wait for."""

    def fail(_: threading.Thread) -> None:
        raise KeyboardInterrupt

    names = Resolver()
    monkeypatch.setattr(threading.Thread, "start", fail)
    with pytest.raises(KeyboardInterrupt):
        names.start("localhost", 80)

    assert {} == names._running
