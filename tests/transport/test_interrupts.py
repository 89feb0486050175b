"""A process that is stopped, and signals at any moment."""

import gc
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import pytest

from jetemail_api_client import JetEmail, errors

from ..conftest import KEY, Flavour
from ..raw_server import Act, Stage, close, created, playing

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


def respond_while_stopped(process: "list[subprocess.Popen[str]]") -> Act:
    """Stop the client's process, respond, and continue it after the timeout."""

    def act(stage: Stage) -> None:
        process[0].send_signal(signal.SIGSTOP)
        created(stage)
        time.sleep(1)
        process[0].send_signal(signal.SIGCONT)

    return act


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no process can be stopped here")
def test_stopped_process(flavour: Flavour) -> None:
    """A response received in time is used, even if the process wakes up after the deadline."""
    processes: list[subprocess.Popen[str]] = []
    with playing(created, respond_while_stopped(processes)) as server:
        command = [sys.executable, "-c", CALL, server.base_url, flavour.name]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            processes.append(process)
            printed, _ = process.communicate(timeout=60)

        assert "True\n" == printed
        assert 2 == len(server.requests)


class Interrupted(BaseException):
    """Raised by a signal handler."""


def interrupted_at(moment: int, call: Callable[[], object]) -> bool:
    """Make a call, and interrupt it at the nth moment at which Python checks for signals.

    These are the start of a Python function and the return of a C function. Return True if the call
    had such a moment.
    """
    moments = 0

    def look(frame: Any, event: str, function: Any) -> None:
        nonlocal moments
        is_ours = "/jetemail_api_client/" in frame.f_code.co_filename
        # Between the __enter__ of a lock and its block, Python 3.14 alone looks for signals, and
        # nothing written in Python can then release the lock.
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
    # In a finalizer, which may run at any moment, the interrupt is swallowed and the call goes on.
    return moments >= moment


# A socket that was just made is closed by being collected, which warns.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("outcome", ["created", "lost"])
def test_interrupt_at_every_moment(outcome: str) -> None:
    """An interrupt at any moment leaks no ticket, pending create or connection."""
    with playing(created if outcome == "created" else close) as server:
        options: Any = {"base_url": server.base_url, "max_attempts": 1}
        with JetEmail(KEY, retry_budget=False, **options) as jetemail:
            call = partial(jetemail.smtp_users.create, username="a", password="long enough")
            connections = jetemail._adapter._given._pool
            shared: Any = jetemail._state
            with suppress(errors.JetEmailError):
                call()
            moment = 0
            while moment < 5000:
                moment += 1
                # Each is the first of a minute: no call waits.
                shared.rate_limiter._queues["account"].sent.clear()
                if not interrupted_at(moment, call):
                    break
                assert [] == shared.rate_limiter._queues["account"].waiting, moment
                assert {} == {
                    n: c for n, c in shared.pending_creates._names.items() if c.pending
                }, moment
                if connections._active:
                    # A release that was interrupted ends with the collection of its frames.
                    gc.collect()
                assert (0, 0) == (len(connections._waiting), len(connections._active)), moment
        assert 200 < moment < 5000
