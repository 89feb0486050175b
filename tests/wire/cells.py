"""A cell of the matrix: one call under one fault, and the violations of the client's promises."""

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
from jetemail_api_client._runtime.operations import RetryClass
from jetemail_api_client.errors import JetEmailError
from jetemail_api_client.options import Clock

from ..adapters import TRANSPORTS
from ..conftest import Sleeper
from ..planted import API_KEY, PASSWORD, PLANTED, SENDING_KEY, TOKEN, faces, seen
from ..raw_server import RawServer, playing
from .effects import Effects
from .expected import expected
from .faults import CONNECT_FAULTS, REFUSED, Fault, injecting

Mode = Literal["once", "always", "short_deadline"]
"""The fault is injected once, always, or always under a deadline shorter than three attempts."""

# The attempt timeout under slow faults. If the fault is injected once, a healthy attempt must
# succeed within it.
ATTEMPT_TIMEOUTS = {"once": 4.0, "always": 1.5, "short_deadline": 1.5}
# The deadline of a call, and the tolerance beyond it: less than the timeouts of three attempts.
DEADLINES = {"once": 60.0, "always": 60.0, "short_deadline": 1.6}
TOLERANCE = 1.0
# A busy machine may be too slow for short timeouts: a run that looks late is repeated with longer.
PATIENCE = (1.0, 3.0, 9.0)


@frozen
class Call:
    """An operation, its retry class and its arguments."""

    name: str
    retry: RetryClass
    arguments: dict[str, Any]


@define
class OpeningSleeper(Sleeper):
    """A sleep seam that opens the port of a server when a call sleeps."""

    server: RawServer | None = None

    def sleep(self, seconds: float) -> None:
        self._open()
        super().sleep(seconds)

    async def sleep_async(self, seconds: float) -> None:
        self._open()
        await super().sleep_async(seconds)

    def _open(self) -> None:
        if self.server and not self.server.acceptor:
            self.server.open()


@define
class Cell:
    """One call under one fault."""

    call: Call
    fault: Fault
    mode: Mode
    is_async: bool
    tls: ssl.SSLContext
    threads: ThreadPoolExecutor
    transport_of: str = ""
    """The library of the transport, "httpx" or "httpx2"; the default transport if empty."""
    effects: Effects = field(init=False)
    patience: float = PATIENCE[0]
    """The factor of short timeouts in the current run."""

    async def violations(self) -> list[str]:
        """Run the call, and return the promises that it violates."""
        unsafe: list[str] = []
        untimely: list[str] = []
        for self.patience in PATIENCE:
            took, outcome = await self._outcome()
            unsafe += outcome.violations()
            untimely = [*self._lateness(took), *outcome.attempt_violations()]
            if not (untimely and self.has_short_timeouts):
                break
        return [f"{self.call.name}, {self.mode}: {one}" for one in (*unsafe, *untimely)]

    @property
    def has_short_timeouts(self) -> bool:
        """True if attempts time out within seconds, as a healthy one does on a busy machine."""
        return self.fault.is_slow or self.fault.name in CONNECT_FAULTS

    def _lateness(self, took: float) -> Iterator[str]:
        if took > self._deadline + TOLERANCE * self.patience:
            yield f"it took {took:.2f} s"

    @property
    def _deadline(self) -> float:
        short = self.mode == "short_deadline"
        return DEADLINES[self.mode] * (self.patience if short else 1)

    async def _outcome(self) -> tuple[float, "Outcome"]:
        """Run the call once, and return its duration, sleeps included, and its outcome."""
        self.effects = Effects(users={"gone": {"username": "gone", "created": 0}})
        with self._server() as server:
            is_refused_once = self.fault.name == REFUSED and self.mode == "once"
            sleeper = OpeningSleeper(server=server if is_refused_once else None)
            started = time.monotonic()
            end = await self._run(server.base_url, sleeper)
            took = time.monotonic() - started + sum(sleeper.pauses)
            return took, Outcome(self, end, self.effects, server)

    @property
    def is_warm(self) -> bool:
        """True if the fault is injected on a connection that has served a request."""
        return self.mode == "once" and self.fault.kind != "not_sent"

    def _server(self) -> AbstractContextManager[RawServer]:
        act = injecting(
            self.fault, self.effects, is_lasting=self.mode != "once", healthy=int(self.is_warm)
        )
        fails_to_connect = self.fault.name in CONNECT_FAULTS
        return playing(
            act,
            tls=self.tls if fails_to_connect else None,
            door=self._on_connect if fails_to_connect else None,
            is_open=self.fault.name != REFUSED,
        )

    def _on_connect(self, number: int, connection: Any, is_over: threading.Event) -> None:
        if number == 1 or self.mode != "once":
            CONNECT_FAULTS[self.fault.name](connection, is_over)

    async def _run(self, url: str, sleeper: OpeningSleeper) -> Any:
        """Return the value or the error of the call."""
        clock: Clock = sleeper.clock
        attempt_timeout = ATTEMPT_TIMEOUTS[self.mode] * self.patience
        options: dict[str, Any] = {
            "base_url": url,
            "clock": clock,
            "deadline": self._deadline,
            "attempt_timeout": attempt_timeout if self.fault.is_slow else 20.0,
            "connect_timeout": attempt_timeout if self.fault.name in CONNECT_FAULTS else 20.0,
        }
        if self.transport_of:
            kind = self.transport_of if self.is_async else f"{self.transport_of} sync"
            options["transport"] = TRANSPORTS[kind](url, 100)
        if self.is_async:
            return await self._run_async(sleeper, options)
        run = asyncio.get_running_loop().run_in_executor
        return await run(self.threads, self._run_sync, sleeper, options)

    async def _run_async(self, sleeper: OpeningSleeper, options: dict[str, Any]) -> Any:
        async with AsyncJetEmail(
            API_KEY, SENDING_KEY, sleep=sleeper.sleep_async, **options
        ) as client:
            if self.is_warm:
                await client.smtp_users.list()
            try:
                return await attrgetter(self.call.name)(client)(**self.call.arguments)
            except JetEmailError as error:
                return error

    def _run_sync(self, sleeper: OpeningSleeper, options: dict[str, Any]) -> Any:
        with JetEmail(API_KEY, SENDING_KEY, sleep=sleeper.sleep, **options) as client:
            if self.is_warm:
                client.smtp_users.list()
            try:
                return attrgetter(self.call.name)(client)(**self.call.arguments)
            except JetEmailError as error:
                return error


@frozen
class Outcome:
    """The outcome of a cell's call: the value or error, and the effects on the server."""

    cell: Cell
    end: Any
    effects: Effects
    server: RawServer

    def violations(self) -> Iterator[str]:
        """Yield the promises about effects and secrets that the call violates."""
        yield from self._effect_violations()
        yield from self._secret_violations()
        if isinstance(self.end, JetEmailError):
            yield from self._error_violations(self.end)

    def attempt_violations(self) -> Iterator[str]:
        """Yield what a busy machine may change, too: attempts, end, and requests received."""
        if isinstance(self.end, JetEmailError) and not self.end.attempts:
            yield f"the error lacks its attempts: {self.end!r}"
        if self.cell.mode != "short_deadline":
            yield from self._table_violations()

    def _table_violations(self) -> Iterator[str]:
        """Compare attempts, end and requests received with the table."""
        call, is_lasting = self.cell.call, self.cell.mode != "once"
        attempts, end = expected(call.retry, self.cell.fault, is_lasting=is_lasting)
        actual = self.end.outcome if isinstance(self.end, JetEmailError) else "value"
        if actual != end:
            yield f"it ends in {actual}, not in {end}: {self.end}"
        if isinstance(self.end, JetEmailError) and len(self.end.attempts) != attempts:
            yield f"it made {len(self.end.attempts)} attempts, not {attempts}"
        received = attempts
        if self.cell.fault.kind == "not_sent":
            received = attempts - 1 if end == "value" else 0
        if self._received() != received:
            yield f"{self._received()} requests were received, not {received}"

    def _received(self) -> int:
        """Return the number of requests of the operation: GET for a safe one, others otherwise."""
        if self.cell.call.retry == "safe":
            return len(self.server.requests) - self.cell.is_warm
        return len(self.server.effects)

    def _effect_violations(self) -> Iterator[str]:
        if len(set(self.effects.done)) != len(self.effects.done):
            yield f"it was executed more than once: {self.effects.done}"
        if len({body for body in self.server.bodies if body}) > 1:
            yield "the bodies differ"
        if len(set(self.effects.keys)) > 1:
            yield "the idempotency keys differ"
        if self._received() > 3:
            yield f"it was sent {self._received()} times"

    def _secret_violations(self) -> Iterator[str]:
        is_error = isinstance(self.end, JetEmailError)
        if self.cell.call.name == "smtp_users.create":
            exists = "a" in self.effects.users
            if not is_error and not (exists and self.end.password == PASSWORD):
                yield "the password is not the one that works"
            if is_error and exists and self.end.secrets.get("password") != PASSWORD:
                yield "the password is lost"
        is_key = self.cell.call.name == "transactional_keys.create"
        if is_key and not is_error and TOKEN not in repr(self.end.to_dict()):
            yield "the token is lost"

    def _error_violations(self, error: JetEmailError) -> Iterator[str]:
        has_acted = bool(self.effects.done) or "gone" not in self.effects.users
        if has_acted and error.outcome != "unknown":
            yield f"the server acted, and the error reports {error.outcome}"
        if error.outcome == "not_sent" and self._received():
            yield "it was sent, and the error reports not_sent"
        if error.operation != self.cell.call.name:
            yield f"the error lacks its operation: {error!r}"
        for face in faces(error):
            yield from (f"{secret} is in {face[:200]}" for secret in seen(PLANTED, face))
