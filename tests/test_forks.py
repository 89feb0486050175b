"""A client in a child process: connections and locks of its own, or a clear refusal."""

import asyncio
import os
import subprocess
import sys
from typing import Any

import httpx
import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, _forks
from jetemail_api_client._transport.deadline import _Connections
from jetemail_api_client.errors import ConfigurationError

from .raw_server import RawServer, created, playing

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")

# An idle connection is kept for as long as a busy machine may need from one call to the next.
SYNC = """
transport = transports.DeadlineTransport(keepalive_expiry=600)
client = JetEmail("api_k", base_url=url, transport=transport)
call = client.smtp_users.list
close = client.close
"""
ASYNC = """
client = AsyncJetEmail("api_k", base_url=url)
call = lambda: asyncio.run(client.smtp_users.list())
close = lambda: asyncio.run(client.close())
"""
# The loop of the parent goes on, with an idle connection, while the child has one of its own.
IN_A_LOOP = """
transport = transports.AiohttpTransport(keepalive_expiry=600)
client = AsyncJetEmail("api_k", base_url=url, transport=transport)
runner = asyncio.Runner()
parent = os.getpid()
def call():
    if os.getpid() == parent:
        runner.run(client.smtp_users.list())
    else:
        asyncio.run(client.smtp_users.list())
def close():
    if os.getpid() == parent:
        runner.run(client.close())
        runner.close()
    else:
        asyncio.run(client.close())
"""
GIVEN = """
client = JetEmail("api_k", base_url=url, transport=httpx.HTTPTransport())
call = client.smtp_users.list
close = client.close
"""
ASYNC_GIVEN = """
transport = httpx.MockTransport(lambda request: httpx.Response(200, json={"success": True}))
client = AsyncJetEmail("api_k", transport=transport)
call = lambda: asyncio.run(client.smtp_users.list())
close = lambda: asyncio.run(client.close())
"""
BEGIN = """
import asyncio, gc, logging, os, signal, sys, httpx
from jetemail_api_client import AsyncJetEmail, JetEmail, errors, transports
url = sys.argv[1]
# In development mode asyncio says when something took long.
logging.getLogger("asyncio").setLevel(logging.ERROR)
"""
# Locks are held at the moment of the fork, as another thread may.
FORK = """
call()
locks = [client._shared.pacer._lock, client._shared.budget._lock]
for lock in locks:
    lock.acquire()
child = os.fork()
if child:
    for lock in locks:
        lock.release()
else:
    signal.alarm(100)
    try:
        call()
        call()
    except errors.ConfigurationError as error:
        print("refused:", error)
    close()
    gc.collect()
    sys.exit()
assert os.waitpid(child, 0)[1] == 0
call()
close()
"""


def run(server: RawServer, client: str) -> str:
    """Use a client, fork, use it in both processes; what they print."""
    program = [sys.executable, "-X", "dev", "-W", "error", "-c", BEGIN + client + FORK]
    done = subprocess.run(
        [*program, server.base_url], capture_output=True, text=True, timeout=120, check=True
    )
    assert "" == done.stderr
    return done.stdout


@pytest.mark.parametrize("client", [SYNC, IN_A_LOOP])
def test_connections_after_a_fork(client: str) -> None:
    """A child opens connections of its own, and the parent's go on."""
    with playing(created) as server:
        assert "" == run(server, client)
        assert 4 == len(server.requests)
        assert server.connections == (2 if client == SYNC else 3)


def test_loops_after_a_fork() -> None:
    """A client without an open connection works in both processes."""
    with playing(created) as server:
        assert "" == run(server, ASYNC)
        assert 4 == len(server.requests)


async def test_what_is_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a child does at its start: new locks and connections, and the old ones are kept."""
    left: list[Any] = []
    monkeypatch.setattr(_forks, "_left_alone", left)
    with playing(created) as server:
        client = AsyncJetEmail("api_k", base_url=server.base_url)
        sync = JetEmail("api_k", base_url=server.base_url)
        given = JetEmail("api_k", transport=httpx.MockTransport(lambda _: httpx.Response(200)))
        lock = client._shared.pacer._lock
        for round_ in range(2):
            await client.smtp_users.create(username="a")
            await asyncio.to_thread(sync.smtp_users.create, username="a")
            assert 2 * (round_ + 1) == server.connections
            if not round_:
                _forks.renew_all()

        assert lock is not client._shared.pacer._lock
        with pytest.raises(ConfigurationError, match="made before a fork"):
            given.smtp_users.list()
        await client.close()
        sync.close()
        given.close()
        for pool in (thing for thing in left if isinstance(thing, _Connections)):
            pool.close()
        for opened in (thing for thing in left if isinstance(thing, dict)):
            for kept in opened.values():
                await kept.keeper.aclose()


def test_what_is_closed() -> None:
    """A client that was closed before a fork stays closed in the child."""
    with playing(created) as server:
        client = JetEmail("api_k", base_url=server.base_url)
        client.smtp_users.list()
        client.close()
        _forks.renew_all()
        with pytest.raises(ConfigurationError, match="is closed"):
            client.smtp_users.list()
        adapter: Any = client._adapter

        assert adapter._given._pool._is_closed


@pytest.mark.parametrize("client", [GIVEN, ASYNC_GIVEN])
def test_transport_of_another_maker(client: str) -> None:
    """A transport that was brought along is not used in a child, and the error says what to do."""
    with playing(created) as server:
        printed = run(server, client)

        assert printed.startswith("refused: ")
        assert "make the client in the child. Nothing was sent." in printed
        assert len(server.requests) == (2 if client == GIVEN else 0)
