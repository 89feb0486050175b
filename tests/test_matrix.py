"""Each class of operation under each fault, in both flavours, over raw sockets.

The oracle is what the server did. A test is a fault; its cells are the operations, each with the
fault once and with the fault always, and each with a server of its own.
"""

import asyncio
import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from operator import attrgetter
from typing import Any

import pytest
from attrs import frozen

from jetemail_api_client import AsyncJetEmail, JetEmail
from jetemail_api_client._runtime.records import RetryClass
from jetemail_api_client.errors import JetEmailError
from jetemail_api_client.models import EmailMessage

from .conftest import Sleeper
from .effects import TOKEN, Effects
from .faults import FAULTS, Fault, struck
from .planted import faces, seen
from .raw_server import RawServer, playing

API_KEY, SENDING_KEY = "api_planted_7d", "transactional_planted_7d"
PASSWORD, ADDRESS, TEXT = "planted password", "planted@example.com", "planted text"
PLANTED = (API_KEY, SENDING_KEY, PASSWORD, ADDRESS, TEXT, TOKEN)
MESSAGE: dict[str, Any] = {"from_": "a@example.com", "to": ADDRESS, "subject": "s", "text": TEXT}
DEADLINE = 1.5
ATTEMPT = 0.4


@frozen
class Called:
    """An operation of a class, and with what it is called."""

    name: str
    retry: RetryClass
    arguments: dict[str, Any]


OPERATIONS = [
    Called("smtp_users.list", "safe", {}),
    Called("email.send", "keyed", MESSAGE),
    Called("smtp_users.delete", "idempotent", {"username": "gone"}),
    Called("smtp_users.create", "named", {"username": "a", "password": PASSWORD}),
    Called("email.send_batch", "never", {"emails": [EmailMessage(**MESSAGE)]}),
    Called("transactional_keys.create", "never", {"name": "a"}),
]


# A thread for each cell: asyncio's own are fewer, and cells would wait for them.
THREADS = ThreadPoolExecutor(2 * len(OPERATIONS))


@frozen
class Cell:
    """One call under one fault."""

    called: Called
    fault: Fault
    is_lasting: bool
    is_async: bool

    @property
    def name(self) -> str:
        """What tells it from others, in the message of a failure."""
        return f"{self.called.name}, {'always' if self.is_lasting else 'once'}"

    async def problems(self) -> list[str]:
        """The promises that the call breaks."""
        effects = Effects(users={"gone": {"username": "gone", "created": 0}})
        with playing(struck(self.fault, effects, is_lasting=self.is_lasting)) as server:
            sleeper, started = Sleeper(), time.monotonic()
            end = await self._call(server.base_url, sleeper)
            took = time.monotonic() - started + sum(sleeper.pauses)
            outcome = Outcome(self, end, effects, server, took)
            return [f"{self.name}: {broken}" for broken in outcome.broken()]

    async def _call(self, url: str, sleeper: Sleeper) -> Any:
        options: dict[str, Any] = {
            "base_url": url,
            "clock": sleeper.clock,
            "deadline": DEADLINE,
            "attempt_timeout": ATTEMPT,
        }
        find = attrgetter(self.called.name)
        try:
            if self.is_async:
                async with AsyncJetEmail(
                    API_KEY, SENDING_KEY, sleep=sleeper.sleep_async, **options
                ) as client:
                    return await find(client)(**self.called.arguments)
            with JetEmail(API_KEY, SENDING_KEY, sleep=sleeper.sleep, **options) as client:
                call = partial(find(client), **self.called.arguments)
                return await asyncio.get_running_loop().run_in_executor(THREADS, call)
        except JetEmailError as error:
            return error


@frozen
class Outcome:
    """What came of a cell's call, at the caller and at the server."""

    cell: Cell
    end: Any
    effects: Effects
    server: RawServer
    took: float

    def broken(self) -> Iterator[str]:
        """The promises that were not kept."""
        yield from self._of_every_class()
        yield from self._of_its_class()
        if isinstance(self.end, JetEmailError):
            yield from self._of_errors(self.end)
        elif not self._may_succeed():
            yield f"it succeeded: {self.end}"

    def _of_every_class(self) -> Iterator[str]:
        if self.took > DEADLINE + 0.2:
            yield f"it took {self.took:.2f} s"
        if len(set(self.effects.done)) != len(self.effects.done):
            yield f"it was done more than once: {self.effects.done}"
        if len({body for body in self.server.bodies if body}) > 1:
            yield "the bodies differ"
        if len(self.server.effects) > 3:
            yield f"it was sent {len(self.server.effects)} times"

    def _of_its_class(self) -> Iterator[str]:
        retry, fault, sent = self.cell.called.retry, self.cell.fault, len(self.server.effects)
        if retry == "never" and fault.effect != "limited" and sent > 1:
            yield f"it was sent {sent} times"
        if retry == "keyed" and len(set(self.effects.keys)) > 1:
            yield "the keys differ"
        if retry == "named":
            yield from self._of_a_user()
        if self._must_succeed() and isinstance(self.end, JetEmailError):
            yield f"it failed: {self.end}"

    def _of_a_user(self) -> Iterator[str]:
        is_there = "a" in self.effects.users
        if not isinstance(self.end, JetEmailError):
            if not is_there or self.end.password != PASSWORD:
                yield "the password is not the one that works"
        elif is_there and self.end.secrets.get("password") != PASSWORD:
            yield "the password is lost"

    def _of_errors(self, error: JetEmailError) -> Iterator[str]:
        has_acted = bool(self.effects.done) or "gone" not in self.effects.users
        if has_acted and error.outcome != "unknown":
            yield f"it was done, and the error says {error.outcome}"
        if error.outcome == "not_sent" and self.server.requests and not error.attempts:
            yield "it was sent, and the error says that it was not"
        if not error.attempts or error.operation != self.cell.called.name:
            yield f"the error does not tell what was tried: {error!r}"
        for face in faces(error):
            yield from (f"{secret} is in {face[:200]}" for secret in seen(PLANTED, face))

    def _may_succeed(self) -> bool:
        """Whether a success can be true: the server did it, or will answer at last."""
        return not self.cell.is_lasting or self.cell.called.retry in {"named", "idempotent"}

    def _must_succeed(self) -> bool:
        """Whether there is a way to succeed: the fault passes, and a repeat does no harm."""
        fault, retry = self.cell.fault, self.cell.called.retry
        if self.cell.is_lasting or "date" in fault.name or "300" in fault.name:
            return False
        is_repeated = {
            "ambiguous": retry != "never",
            "unreadable": retry == "named",
            "limited": True,
            "refused": False,
        }
        return is_repeated[fault.effect]


@pytest.mark.parametrize("is_async", [True, False], ids=["async", "sync"])
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
async def test_fault(fault: Fault, is_async: bool, caplog: pytest.LogCaptureFixture) -> None:
    """No class does twice what it must not, outlives its deadline, loses or tells a secret."""
    caplog.set_level(logging.DEBUG, "jetemail_api_client")
    cells = [Cell(one, fault, lasts, is_async) for one in OPERATIONS for lasts in (False, True)]
    found = await asyncio.gather(*(cell.problems() for cell in cells))
    logged = [seen(PLANTED, repr(record.__dict__)) for record in caplog.records]

    assert [] == [problem for problems in found for problem in problems]
    assert [] == [secret for secrets in logged for secret in secrets]
    assert logged
