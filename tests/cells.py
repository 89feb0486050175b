"""A cell of the matrix: one call under one fault, and the promises that it breaks."""

import asyncio
import ssl
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from operator import attrgetter
from typing import Any, Literal

from attrs import define, field, frozen

from jetemail_api_client import AsyncJetEmail, JetEmail
from jetemail_api_client._runtime.records import RetryClass
from jetemail_api_client._shared import Clock
from jetemail_api_client.errors import JetEmailError

from .channels import TRANSPORTS
from .conftest import Sleeper
from .effects import Effects
from .expected import expected
from .faults import DOORS, REFUSED, Fault, struck
from .planted import API_KEY, PASSWORD, PLANTED, SENDING_KEY, TOKEN, faces, seen
from .raw_server import RawServer, playing

Mode = Literal["once", "always", "hurried"]
"""How a fault comes: once, always, or always and with hardly any time for the call."""

# What an attempt may take, where the fault is that it takes long. Where it comes once, an attempt
# that is healthy must succeed in that time, however busy the machine is.
ATTEMPTS = {"once": 4.0, "always": 1.5, "hurried": 1.5}
# What a call may take, and what it may take beyond its deadline: less than three attempts.
DEADLINES = {"once": 60.0, "always": 60.0, "hurried": 1.6}
BEYOND = 1.0


@frozen
class Called:
    """An operation of a class, and with what it is called."""

    name: str
    retry: RetryClass
    arguments: dict[str, Any]


@define
class Waker(Sleeper):
    """A sleep seam that opens the door of a server while a call waits."""

    server: RawServer | None = None

    def sleep(self, seconds: float) -> None:
        self._wake()
        super().sleep(seconds)

    async def sleep_async(self, seconds: float) -> None:
        self._wake()
        await super().sleep_async(seconds)

    def _wake(self) -> None:
        if self.server and not self.server.acceptor:
            self.server.open()


@define
class Cell:
    """One call under one fault."""

    called: Called
    fault: Fault
    mode: Mode
    is_async: bool
    tls: ssl.SSLContext
    threads: ThreadPoolExecutor
    library: str = ""
    """Whose transport it goes through: "httpx" or "httpx2", or the default one if empty."""
    effects: Effects = field(init=False)

    async def problems(self) -> list[str]:
        """The promises that the call breaks."""
        took, outcome = await self._outcome()
        # A machine that is busy with something else may be late, but not each time.
        for _ in range(2):
            if outcome.is_starved:
                took, outcome = await self._outcome()
            elif took > DEADLINES[self.mode] + BEYOND:
                took = min(took, (await self._outcome())[0])
        late = [f"it took {took:.2f} s"] if took > DEADLINES[self.mode] + BEYOND else []
        where = f"{self.called.name}, {self.mode}"
        return [f"{where}: {broken}" for broken in (*late, *outcome.broken())]

    async def _outcome(self) -> tuple[float, "Outcome"]:
        self.effects = Effects(users={"gone": {"username": "gone", "created": 0}})
        with self._server() as server:
            is_refused_once = self.fault.name == REFUSED and self.mode == "once"
            sleeper = Waker(server=server if is_refused_once else None)
            started = time.monotonic()
            end = await self._call(server.base_url, sleeper)
            took = time.monotonic() - started + sum(sleeper.pauses)
            return took, Outcome(self, end, self.effects, server)

    @property
    def is_warm(self) -> bool:
        """Whether the fault strikes on a connection that is in use."""
        return self.mode == "once" and self.fault.kind != "unsent"

    def _server(self) -> AbstractContextManager[RawServer]:
        act = struck(
            self.fault, self.effects, is_lasting=self.mode != "once", healthy=int(self.is_warm)
        )
        has_door = self.fault.name in DOORS
        return playing(
            act,
            tls=self.tls if has_door else None,
            door=self._door if has_door else None,
            is_open=self.fault.name != REFUSED,
        )

    def _door(self, number: int, connection: Any, is_over: threading.Event) -> None:
        if number == 1 or self.mode != "once":
            DOORS[self.fault.name](connection, is_over)

    async def _call(self, url: str, sleeper: Waker) -> Any:
        clock: Clock = sleeper.clock
        options: dict[str, Any] = {
            "base_url": url,
            "clock": clock,
            "deadline": DEADLINES[self.mode],
            "attempt_timeout": ATTEMPTS[self.mode] if self.fault.is_slow else 20.0,
            "connect_timeout": ATTEMPTS[self.mode] if self.fault.name in DOORS else 20.0,
        }
        if self.library:
            kind = self.library if self.is_async else f"{self.library} sync"
            options["transport"] = TRANSPORTS[kind](url, 100)
        if self.is_async:
            return await self._call_async(sleeper, options)
        call = asyncio.get_running_loop().run_in_executor
        return await call(self.threads, self._call_sync, sleeper, options)

    async def _call_async(self, sleeper: Waker, options: dict[str, Any]) -> Any:
        async with AsyncJetEmail(
            API_KEY, SENDING_KEY, sleep=sleeper.sleep_async, **options
        ) as client:
            if self.is_warm:
                await client.smtp_users.list()
            try:
                return await attrgetter(self.called.name)(client)(**self.called.arguments)
            except JetEmailError as error:
                return error

    def _call_sync(self, sleeper: Waker, options: dict[str, Any]) -> Any:
        with JetEmail(API_KEY, SENDING_KEY, sleep=sleeper.sleep, **options) as client:
            if self.is_warm:
                client.smtp_users.list()
            try:
                return attrgetter(self.called.name)(client)(**self.called.arguments)
            except JetEmailError as error:
                return error


@frozen
class Outcome:
    """What came of a cell's call, at the caller and at the server."""

    cell: Cell
    end: Any
    effects: Effects
    server: RawServer

    @property
    def is_starved(self) -> bool:
        """Whether time was up before anything was sent, to a server that takes connections."""
        attempts = self.end.attempts if isinstance(self.end, JetEmailError) else ()
        is_unsent = self.cell.fault.kind == "unsent"
        return not is_unsent and any(one.phase in ("pool", "connect") for one in attempts)

    def broken(self) -> Iterator[str]:
        """The promises that were not kept."""
        if self.cell.mode != "hurried":
            yield from self._of_the_table()
        yield from self._of_effects()
        yield from self._of_secrets()
        if isinstance(self.end, JetEmailError):
            yield from self._of_errors(self.end)

    def _of_the_table(self) -> Iterator[str]:
        called, is_lasting = self.cell.called, self.cell.mode != "once"
        tries, end = expected(called.retry, self.cell.fault, is_lasting=is_lasting)
        actual = self.end.outcome if isinstance(self.end, JetEmailError) else "value"
        if actual != end:
            yield f"it ends in {actual}, not in {end}: {self.end}"
        if isinstance(self.end, JetEmailError) and len(self.end.attempts) != tries:
            yield f"it was tried {len(self.end.attempts)} times, not {tries}"
        arrived = tries if self.cell.fault.kind != "unsent" else tries - 1 if end == "value" else 0
        if self._sent() != arrived:
            yield f"{self._sent()} requests arrived, not {arrived}"

    def _sent(self) -> int:
        """The requests of the operation itself; a safe one is a GET, as is the look of others."""
        if self.cell.called.retry == "safe":
            return len(self.server.requests) - self.cell.is_warm
        return len(self.server.effects)

    def _of_effects(self) -> Iterator[str]:
        if len(set(self.effects.done)) != len(self.effects.done):
            yield f"it was done more than once: {self.effects.done}"
        if len({body for body in self.server.bodies if body}) > 1:
            yield "the bodies differ"
        if len(set(self.effects.keys)) > 1:
            yield "the keys differ"
        if self._sent() > 3:
            yield f"it was sent {self._sent()} times"

    def _of_secrets(self) -> Iterator[str]:
        is_error = isinstance(self.end, JetEmailError)
        if self.cell.called.name == "smtp_users.create":
            is_there = "a" in self.effects.users
            if not is_error and not (is_there and self.end.password == PASSWORD):
                yield "the password is not the one that works"
            if is_error and is_there and self.end.secrets.get("password") != PASSWORD:
                yield "the password is lost"
        is_key = self.cell.called.name == "transactional_keys.create"
        if is_key and not is_error and TOKEN not in json_of(self.end):
            yield "the token is lost"

    def _of_errors(self, error: JetEmailError) -> Iterator[str]:
        has_acted = bool(self.effects.done) or "gone" not in self.effects.users
        if has_acted and error.outcome != "unknown":
            yield f"it was done, and the error says {error.outcome}"
        if error.outcome == "not_sent" and self._sent():
            yield "it was sent, and the error says that it was not"
        if not error.attempts or error.operation != self.cell.called.name:
            yield f"the error does not tell what was tried: {error!r}"
        for face in faces(error):
            yield from (f"{secret} is in {face[:200]}" for secret in seen(PLANTED, face))


def json_of(result: Any) -> str:
    """What an answer held."""
    return repr(result.to_dict())
