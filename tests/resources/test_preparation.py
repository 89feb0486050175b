"""The deadline of a call counts from its beginning, also while its files are read."""

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from attrs import define

from jetemail_api_client import AsyncJetEmail, JetEmail, errors, hooks
from jetemail_api_client._generated.api.suppressions import import_csv
from jetemail_api_client._runtime.flows import run_async, single
from jetemail_api_client._runtime.operations import Request

from ..raw_server import RawServer, playing, respond_json

SENT = respond_json(201, {"id": "1", "response": "queued"})
MESSAGE: dict[str, Any] = {"from_": "a@a.de", "to": "b@b.de", "subject": "c", "text": "d"}
KEYS: dict[str, Any] = {"api_key": "api_k", "transactional_key": "transactional_k"}


@pytest.fixture
def server() -> Iterator[RawServer]:
    """Run a server that accepts every e-mail."""
    with playing(SENT) as server:
        yield server


@pytest.fixture
def silent(tmp_path: Path) -> Iterator[Path]:
    """Return the path of a file whose reader waits: a pipe without a writer."""
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    yield pipe
    # A writer ends the threads that wait.
    os.close(os.open(pipe, os.O_RDWR | os.O_NONBLOCK))


@define
class SlowPath(os.PathLike[str]):
    """A path that takes longer to read than the deadline of the call."""

    path: Path

    def __fspath__(self) -> str:
        time.sleep(0.02)
        return str(self.path)


async def test_busy_executor(server: RawServer, tmp_path: Path) -> None:
    """An e-mail with an attachment does not wait for the default executor."""
    (tmp_path / "a").write_text("a")
    may_end = threading.Event()
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
    busy = asyncio.create_task(asyncio.to_thread(may_end.wait, 60))
    async with AsyncJetEmail(**KEYS, base_url=server.base_url) as client:
        sent = await client.email.send(**MESSAGE, attachments=[tmp_path / "a"])

    assert "1" == sent.id
    may_end.set()
    assert await busy


@pytest.mark.parametrize("is_raw", [False, True])
async def test_deadline_while_a_file_is_read(server: RawServer, silent: Path, is_raw: bool) -> None:
    """A call whose file cannot be read in time ends at its deadline; nothing is sent."""
    events: list[hooks.Event] = []
    async with AsyncJetEmail(
        **KEYS, base_url=server.base_url, deadline=0.1, hooks=events.append
    ) as client:
        email = client.email.with_raw_response if is_raw else client.email
        with pytest.raises(errors.APITimeoutError) as caught:
            await email.send(**MESSAGE, attachments=[silent])

    assert [] == server.requests
    assert ("not_sent", "total", 0.1) == (
        caught.value.outcome,
        caught.value.phase,
        caught.value.elapsed,
    )
    assert "email.send: the deadline of 0.1 s expired before it was sent: raise it" == str(
        caught.value
    )
    assert ["CallEnded"] == [type(event).__name__ for event in events]


async def test_deadline_of_an_import(server: RawServer, silent: Path) -> None:
    """An import reads its file in a thread, and ends at its deadline."""
    async with AsyncJetEmail(**KEYS, base_url=server.base_url, deadline=0.1) as client:
        with pytest.raises(errors.APITimeoutError, match="import_csv: the deadline of"):
            await client.suppressions.import_csv(csv=silent)

    assert [] == server.requests


async def test_raw_response(server: RawServer, tmp_path: Path) -> None:
    """An e-mail with an attachment can be sent for its raw response."""
    (tmp_path / "a").write_text("a")
    async with AsyncJetEmail(**KEYS, base_url=server.base_url) as client:
        sent = await client.email.with_raw_response.send(**MESSAGE, attachments=[tmp_path / "a"])

    assert (201, "1") == (sent.status, sent.value.id)


@pytest.mark.parametrize("client_class", [AsyncJetEmail, JetEmail])
async def test_time_of_reading_counts(server: RawServer, tmp_path: Path, client_class: Any) -> None:
    """The time in which a file is read counts toward the deadline."""
    (tmp_path / "a.csv").write_text("a")
    path = SlowPath(tmp_path / "a.csv")
    client = client_class(**KEYS, base_url=server.base_url, deadline=0.01)
    calls: tuple[Any, ...] = (
        lambda: client.email.send(**MESSAGE, attachments=[path]),
        lambda: client.suppressions.import_csv(csv=path),
    )
    for call in calls:
        with pytest.raises(errors.APITimeoutError, match=r"deadline of 0.01 s") as caught:
            await _awaited(call())
        assert ("not_sent", "total") == (caught.value.outcome, caught.value.phase)
    await _awaited(client.close())

    assert [] == server.requests


class SlowMapping(dict[str, Any]):
    """A mapping that takes longer to encode than the deadline of the call."""

    def items(self) -> Any:
        time.sleep(0.02)
        return super().items()


class SlowList(list[str]):
    """A list that takes longer to encode than the deadline of the call."""

    def __iter__(self) -> Iterator[str]:
        time.sleep(0.02)
        return super().__iter__()


@pytest.mark.parametrize("client_class", [AsyncJetEmail, JetEmail])
async def test_time_of_encoding_counts(server: RawServer, client_class: Any) -> None:
    """The time in which the body of any method is encoded counts toward the deadline."""
    client = client_class(**KEYS, base_url=server.base_url, deadline=0.01)
    domains = SlowList(["a.example"])
    calls: tuple[Any, ...] = (
        lambda: client.request("POST", "/a", json=SlowMapping(a=1)),
        lambda: client.smtp_users.update(username="a", approved_domains=domains),
    )
    for call in calls:
        with pytest.raises(errors.APITimeoutError, match=r"deadline of 0.01 s") as caught:
            await _awaited(call())
        assert ("not_sent", "total") == (caught.value.outcome, caught.value.phase)
        assert caught.value.elapsed >= 0.02
    await _awaited(client.close())

    assert [] == server.requests


async def _awaited(value: Any) -> Any:
    return await value if asyncio.iscoroutine(value) else value


async def test_time_of_reading_is_elapsed(server: RawServer, tmp_path: Path) -> None:
    """The elapsed time of a call has the time in which its file was read."""
    (tmp_path / "a").write_text("a")
    events: list[hooks.Event] = []
    async with AsyncJetEmail(**KEYS, base_url=server.base_url, hooks=events.append) as client:
        await client.email.send(**MESSAGE, attachments=[SlowPath(tmp_path / "a")])

    assert isinstance(events[-1], hooks.CallEnded)
    assert events[-1].elapsed > 0.02


def test_exit_while_a_file_is_read(silent: Path) -> None:
    """A file that is never read does not keep the interpreter from its end."""
    script = f"""if True:
        import asyncio, pathlib
        from jetemail_api_client import AsyncJetEmail
        async def main():
            client = AsyncJetEmail(transactional_key="transactional_k", deadline=0.1)
            await client.email.send(**{MESSAGE!r}, attachments=[pathlib.Path({str(silent)!r})])
        asyncio.run(main())
    """
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )

    assert "APITimeoutError: email.send: the deadline of 0.1 s expired" in ended.stderr


class Echo:
    """A client that only executes requests, as those of callers may."""

    async def execute(self, request: Request[Any], /) -> Any:
        return request


async def test_client_without_a_deadline() -> None:
    """A request is prepared in a thread also for a client without a deadline."""
    request: Any = import_csv.request(csv="a")

    assert request is await run_async(
        Echo(), single(lambda: request), blocking=import_csv.OPERATION
    )
