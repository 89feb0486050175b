"""Clients after a fork: the child gets its own connections and locks, or an error."""

import asyncio
import os
import subprocess
import sys
from typing import Any

import httpx
import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, _fork
from jetemail_api_client._transport.deadline import _ConnectionPool
from jetemail_api_client.errors import ConfigurationError

from ..raw_server import RawServer, created, playing

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")

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
# The parent's event loop has an idle connection during the fork; the child runs another loop.
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
OWN_TRANSPORT = """
client = JetEmail("api_k", base_url=url, transport=httpx.HTTPTransport())
call = client.smtp_users.list
close = client.close
"""
ASYNC_OWN_TRANSPORT = """
transport = httpx.MockTransport(lambda request: httpx.Response(200, json={"success": True}))
client = AsyncJetEmail("api_k", transport=transport)
call = lambda: asyncio.run(client.smtp_users.list())
close = lambda: asyncio.run(client.close())
"""
BEGIN = """
import asyncio, gc, logging, os, signal, sys, httpx
from jetemail_api_client import AsyncJetEmail, JetEmail, errors, transports
url = sys.argv[1]
# In debug mode, asyncio logs slow tasks.
logging.getLogger("asyncio").setLevel(logging.ERROR)
"""
# The locks are held during the fork, as if by another thread.
FORK = """
call()
locks = [client._state.rate_limiter._lock, client._state.retry_budget._lock]
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
        print("error:", error)
    close()
    gc.collect()
    sys.exit()
assert os.waitpid(child, 0)[1] == 0
call()
close()
"""


def run(server: RawServer, client: str) -> str:
    """Use a client in both processes of a fork; return their output."""
    program = [sys.executable, "-X", "dev", "-W", "error", "-c", BEGIN + client + FORK]
    done = subprocess.run(
        [*program, server.base_url], capture_output=True, text=True, timeout=120, check=True
    )
    assert "" == done.stderr
    return done.stdout


@pytest.mark.parametrize("client", [SYNC, IN_A_LOOP])
def test_connections_after_a_fork(client: str) -> None:
    """The child opens its own connections; those of the parent stay open."""
    with playing(created) as server:
        assert "" == run(server, client)
        assert 4 == len(server.requests)
        assert server.connections == (2 if client == SYNC else 3)


def test_loops_after_a_fork() -> None:
    """A client without an open connection works in both processes."""
    with playing(created) as server:
        assert "" == run(server, ASYNC)
        assert 4 == len(server.requests)


async def test_reset(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reset opens new connections; a client with its own transport raises an error."""
    abandoned: list[Any] = []
    monkeypatch.setattr(_fork, "_abandoned", abandoned)
    with playing(created) as server:
        client = AsyncJetEmail("api_k", base_url=server.base_url)
        sync = JetEmail("api_k", base_url=server.base_url)
        given = JetEmail("api_k", transport=httpx.MockTransport(lambda _: httpx.Response(200)))
        for is_reset in (False, True):
            await client.smtp_users.create(username="a")
            await asyncio.to_thread(sync.smtp_users.create, username="a")
            assert (4 if is_reset else 2) == server.connections
            if not is_reset:
                _fork.reset_all()

        with pytest.raises(ConfigurationError, match="made before a fork"):
            given.smtp_users.list()
        await client.close()
        sync.close()
        given.close()
        for pool in (one for one in abandoned if isinstance(one, _ConnectionPool)):
            pool.close()
        for opened in (one for one in abandoned if isinstance(one, dict)):
            for connections in opened.values():
                await connections.generator.aclose()


def test_reset_of_a_closed_client() -> None:
    """A client that was closed before a fork stays closed in the child."""
    with playing(created) as server:
        client = JetEmail("api_k", base_url=server.base_url)
        client.smtp_users.list()
        client.close()
        _fork.reset_all()
        with pytest.raises(ConfigurationError, match="is closed"):
            client.smtp_users.list()


@pytest.mark.parametrize("client", [OWN_TRANSPORT, ASYNC_OWN_TRANSPORT])
def test_own_transport(client: str) -> None:
    """A user's own transport raises an error in the child that says what to do."""
    with playing(created) as server:
        printed = run(server, client)

        assert printed.startswith("error: ")
        assert "make the client in the child. Nothing was sent." in printed
        assert len(server.requests) == (2 if client == OWN_TRANSPORT else 0)
