"""Time that passes while a process does not run, names that hang, and interrupts at any moment."""

import asyncio
import gc
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any

import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client._transport.lookup import Lookups, lookups

from .conftest import KEY, Flavour
from .raw_server import Act, Stage, close, created, playing

CALL = """
import asyncio, sys
from jetemail_api_client import AsyncJetEmail, JetEmail
async def call():
    async with AsyncJetEmail("api_k", base_url=sys.argv[1], attempt_timeout=0.5) as jetemail:
        await jetemail.smtp_users.list()
        print((await jetemail.smtp_users.create(username="a")).success)
def call_sync():
    with JetEmail("api_k", base_url=sys.argv[1], attempt_timeout=0.5) as jetemail:
        jetemail.smtp_users.list()
        print(jetemail.smtp_users.create(username="a").success)
asyncio.run(call()) if sys.argv[2] == "async" else call_sync()
"""


def respond_meanwhile(process: "list[subprocess.Popen[str]]") -> Act:
    """Stop the process that asks, respond, and let it go on when its time is up."""

    def act(stage: Stage) -> None:
        process[0].send_signal(signal.SIGSTOP)
        created(stage)
        time.sleep(1)
        process[0].send_signal(signal.SIGCONT)

    return act


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no process can be stopped here")
def test_process_that_was_stopped(flavour: Flavour) -> None:
    """A response that came in time is used, though the process woke up too late for it."""
    processes: list[subprocess.Popen[str]] = []
    with playing(created, respond_meanwhile(processes)) as server:
        command = [sys.executable, "-c", CALL, server.base_url, flavour.name]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            processes.append(process)
            printed, _ = process.communicate(timeout=60)

        assert "True\n" == printed
        assert 2 == len(server.requests)


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A resolver that does not respond until the test is over; the names that it was asked for."""
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
    lookups.renew()


async def test_look_ups_that_hang(flavour: Flavour, hanging: list[str]) -> None:
    """Fifty callers whose look-up hangs end in time, and leave one thread behind, not fifty."""
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


def test_look_up_that_fails_for_several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for a look-up gets an exception of its own."""

    def fail(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    looking = Lookups()
    future = looking.start("some.example", 443)

    assert isinstance(future.exception(5), socket.gaierror)
    assert {} == looking._running


def test_look_up_without_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the interpreter shuts down and starts no threads, the look-up is done at once."""

    def fail(_: threading.Thread) -> None:
        raise RuntimeError("can't create new thread at interpreter shutdown")

    monkeypatch.setattr(threading.Thread, "start", fail)
    found = Lookups().start("localhost", 80).result(0)

    assert found


class Interrupted(BaseException):
    """What the handler of a signal raises."""


def interrupted_at(moment: int, call: Callable[[], object]) -> bool:
    """Make a call, and interrupt it at the nth moment at which Python looks for signals.

    These are where a function begins, and where one written in C has returned, but for `__enter__`:
    between that of a lock and its block, Python 3.14 alone looks for signals, and nothing that is
    written in Python can then give the lock back. Tells whether there was such a moment. In a
    finalizer, which Python may call at any of them, the interrupt is swallowed, and the call goes
    on.
    """
    moments = 0

    def look(frame: Any, event: str, function: Any) -> None:
        nonlocal moments
        is_ours = "/jetemail_api_client/" in frame.f_code.co_filename
        is_ours = is_ours and getattr(function, "__name__", "") != "__enter__"
        moments += is_ours and event in {"call", "c_return"}
        if is_ours and moments == moment:
            sys.setprofile(None)
            raise Interrupted

    sys.setprofile(look)
    try:
        call()
    except (Interrupted, errors.JetEmailError):
        pass
    finally:
        sys.setprofile(None)
    return moments >= moment


# A socket that was just made is closed by being collected, which warns.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("outcome", ["created", "lost"])
def test_interrupts_at_every_moment(outcome: str) -> None:
    """Wherever a call is interrupted, no ticket, no pending create and no connection is lost."""
    with playing(created if outcome == "created" else close) as server:
        options: Any = {"base_url": server.base_url, "max_attempts": 1}
        with JetEmail(KEY, retry_budget=False, **options) as jetemail:
            call = partial(jetemail.smtp_users.create, username="a", password="long enough")
            connections = jetemail._adapter._given._pool
            shared = jetemail._shared
            with suppress(errors.JetEmailError):
                call()
            moment = 0
            while moment < 5000:
                moment += 1
                # Each is the first of a minute: no call waits.
                shared.pacer._queues["account"].gone.clear()
                if not interrupted_at(moment, call):
                    break
                assert [] == shared.pacer._queues["account"].waiting, moment
                assert {} == {n: c for n, c in shared.contests._names.items() if c.active}, moment
                if connections._lent:
                    # What was interrupted while it was given back is so with its frames.
                    gc.collect()
                assert (0, 0) == (len(connections._waiting), len(connections._lent)), moment
        assert 200 < moment < 5000


def test_name_outside_ascii() -> None:
    """A name that no server can have is not found."""
    future = Lookups().start("ü.example", 80)

    assert isinstance(future.exception(5), socket.gaierror)
