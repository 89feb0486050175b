"""The sync channel over raw sockets: how long it waits, what it uses again, and closing it."""

import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from jetemail_api_client import JetEmail, errors
from jetemail_api_client._policy import Answer, Fault

from .attempts import OK, channel_to, exchanged, played, sending, statuses
from .conftest import KEY
from .raw_server import (
    Act,
    HangUp,
    Stage,
    answer,
    created,
    drip,
    playing,
    refused_url,
    reset,
    silence,
)
from .streams import until

# What is registered first runs last.
AT_EXIT = """
import atexit, sys
atexit.register(lambda: print(client.smtp_users.list().success))
from jetemail_api_client import JetEmail
client = JetEmail("api_k", base_url=sys.argv[1])
client.smtp_users.list()
"""


def test_waiting_for_an_answer() -> None:
    """Without an answer the phase is "read", and something was sent."""
    assert Fault("time was up after 1 s (read)", True, "read") == exchanged(silence, seconds=1)


@pytest.mark.parametrize("every", [0.02, 0.0005])
def test_drip_of_a_head(every: float) -> None:
    """A head that comes byte by byte is not waited for any longer."""
    event = exchanged(drip(OK + b"X-Long:", every), seconds=1)

    assert Fault("time was up after 1 s (read)", True, "read") == event


@pytest.mark.parametrize("every", [0.02, 0.0005])
def test_drip_of_a_body(every: float) -> None:
    """Nor is a body, of which the phase is "total"."""
    event = exchanged(drip(OK + b"Content-Length: 100000\r\n\r\n", every), seconds=1)

    assert Fault("time was up after 1 s (total)", True, "total") == event


def test_waiting_for_a_reader() -> None:
    """With a body that nobody takes the phase is "write", and something was sent."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with channel_to(url) as channel:
            event = channel.exchange(sending(url, content=bytes(50_000_000), timeout=2))

    assert Fault("time was up after 2 s (write)", True, "write") == event


def test_no_time_for_the_first_byte() -> None:
    """If the time is up before the first byte is out, nothing was sent, whatever the phase."""
    with playing(created) as server, channel_to(server.base_url) as channel:
        channel.exchange(sending(server.base_url))
        event = channel.exchange(sending(server.base_url, timeout=1e-9))

        assert 1 == len(server.requests)
    assert isinstance(event, Fault)
    assert not event.may_have_arrived


def test_waiting_for_a_connection() -> None:
    """Without a free connection the phase is "pool", and nothing was sent."""
    with playing(silence) as server, channel_to(server.base_url, 1) as channel:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(channel.exchange, sending(server.base_url))
            assert server.arrived.wait(5)
            event = channel.exchange(sending(server.base_url, timeout=0.2))
            channel.close()

        assert 1 == len(server.requests)
    assert Fault("time was up after 0.2 s (pool)", False, "pool") == event


def test_waiting_for_tls() -> None:
    """A server that says nothing to a handshake ends the attempt after the time to connect."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"HTTPS://127.0.0.1:{listener.getsockname()[1]}"
        with channel_to(url) as channel:
            event = channel.exchange(sending(url, connect_timeout=0.2))

    assert Fault("time was up after 0.2 s (connect)", False, "connect") == event


def test_refused() -> None:
    """Where nobody listens, nothing was sent."""
    url = refused_url()
    with channel_to(url) as channel:
        event = channel.exchange(sending(url))

    assert Fault("could not connect (Connection refused)", False) == event


def test_connection_is_used_again() -> None:
    """One connection carries one call after the other."""
    with playing(created) as server, channel_to(server.base_url) as channel:
        assert [200] * 5 == statuses(server, channel, 5)
        assert 1 == server.connections


@pytest.mark.parametrize(
    "data",
    [
        OK + b"Connection: close\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        OK + b"Content-Length: 2\r\n\r\n{}HTTP/1.1 500 Unasked\r\nContent-Length: 0\r\n\r\n",
        OK + b"Content-Length: 2\r\n\r\n{}\r\n",
    ],
)
def test_connection_is_not_used_again(data: bytes) -> None:
    """Not if the server will close it, nor if anything came after the answer."""
    with playing(played(data)) as server, channel_to(server.base_url) as channel:
        assert [200] * 3 == statuses(server, channel, 3)
        assert 3 == server.connections


def later(then: Act, has_happened: threading.Semaphore) -> Act:
    """Answer, and do something on the idle connection a little later."""

    def act(stage: Stage) -> None:
        created(stage)
        stage.is_over.wait(0.05)
        try:
            then(stage)
        except HangUp:
            stage.connection.close()
            raise
        finally:
            has_happened.release()

    return act


def hang_up(_: Stage) -> None:
    """Close the connection."""
    raise HangUp


@pytest.mark.parametrize("then", [hang_up, reset, answer(500)], ids=["end", "reset", "answer"])
def test_idle_connection_that_goes_bad(then: Act) -> None:
    """A connection that was closed while idle, or on which something came, fails no call.

    Not even one that may never be sent twice.
    """
    has_happened = threading.Semaphore(0)
    with playing(later(then, has_happened)) as server:
        with JetEmail(KEY, base_url=server.base_url, max_attempts=1, pacing=False) as client:
            for _ in range(3):
                client.suppressions.create(target_value="a@example.com")
                assert has_happened.acquire(timeout=30)
                time.sleep(0.05)  # The system brings it a little later still.

        assert (3, 3) == (len(server.effects), server.connections)


def test_interrupt() -> None:
    """An interrupt in the middle of an attempt passes, and leaves neither connection nor place."""

    def interrupt(stage: Stage) -> None:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        silence(stage)

    with playing(interrupt, interrupt, created) as server:
        with channel_to(server.base_url, max_connections=1) as channel:
            for _ in range(2):
                with pytest.raises(KeyboardInterrupt):
                    channel.exchange(sending(server.base_url))
            assert [200, 200] == statuses(server, channel, 2)

        assert 3 == server.connections


def test_close_under_waiters() -> None:
    """Who waits for a connection learns at once that nothing was sent."""
    with playing(silence) as server, ThreadPoolExecutor(4) as pool:
        client = JetEmail(KEY, base_url=server.base_url, max_connections=1, pacing=False)
        channel: Any = client._channel
        first = pool.submit(client.smtp_users.list)
        assert server.arrived.wait(5)
        others = [pool.submit(client.smtp_users.list) for _ in range(3)]
        until(lambda: len(channel._pool._waiting) == 3)
        client.close()
        ends = [future.exception(5) for future in (first, *others)]

        assert 1 == len(server.requests)
    assert ["unknown", "not_sent", "not_sent", "not_sent"] == [
        getattr(end, "outcome", None) for end in ends
    ]
    assert {errors.APIConnectionError} == {type(end) for end in ends}


def test_nothing_goes_out_after_a_close() -> None:
    """A closed channel sends nothing, over a kept connection neither."""
    with playing(created) as server, channel_to(server.base_url) as channel:
        channel.exchange(sending(server.base_url))
        channel.close()
        channel.close()
        event = channel.exchange(sending(server.base_url))

        assert 1 == len(server.requests)
    assert Fault("the client was closed", False) == event


def test_close_while_connecting() -> None:
    """An attempt that is still connecting when the client is closed does not go out."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        with channel_to(url) as channel, ThreadPoolExecutor(1) as pool:
            attempt: Future[Answer | Fault] = pool.submit(channel.exchange, sending(url))
            with listener.accept()[0] as connection:
                assert connection.recv(1)
                channel.close()
                event = attempt.result(5)

    assert isinstance(event, Fault)
    assert (False, None) == (event.may_have_arrived, event.phase)


def test_call_at_exit() -> None:
    """A client that nobody closed still works in what was registered to run at the exit."""
    program = [sys.executable, "-X", "dev", "-W", "error", "-c", AT_EXIT]
    with playing(created) as server:
        done = subprocess.run(
            [*program, server.base_url], capture_output=True, text=True, timeout=60, check=True
        )

    assert ("True\n", "") == (done.stdout, done.stderr)
