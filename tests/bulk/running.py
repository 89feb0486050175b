"""A run of either flavour, to its end or to a stop, for the tests of runs."""

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

from attrs import define, field

from jetemail_api_client import AsyncJetEmail, JetEmail
from jetemail_api_client.bulk import SendOutcome
from jetemail_api_client.models import EmailMessage
from jetemail_api_client.sandbox import Sandbox

from ..conftest import Flavour


@define
class Ran:
    """What a run returned, and what it left."""

    outcomes: list[Any] = field(factory=list)
    unfinished: list[Any] = field(factory=list)
    progress: Any = None
    error: BaseException | None = None

    def by_status(self) -> dict[str, list[int]]:
        """Return the indexes of the outcomes, ascending, by status."""
        statuses = dict.fromkeys(one.status for one in self.outcomes)
        return {
            status: sorted(one.index for one in self.outcomes if one.status == status)
            for status in sorted(statuses)
        }


class Connected(Protocol):
    """A server, such as a sandbox."""

    @property
    def connection(self) -> Any:
        """The arguments of a client for it."""


class Stop(Exception):  # noqa: N818 - no error
    """Raised in the loop over a run."""


def message(number: int, **fields: Any) -> EmailMessage:
    """Return a message with its number as the subject."""
    given: dict[str, Any] = {
        "from_": "Shop <shop@example.com>",
        "to": f"u{number}@example.org",
        "subject": f"s{number}",
        "text": "t",
    }
    return EmailMessage(**(given | fields))


def messages(count: int) -> Iterator[EmailMessage]:
    """Yield messages."""
    return map(message, range(count))


def pairs(count: int) -> Iterator[tuple[str, EmailMessage]]:
    """Yield messages with ids."""
    return ((f"m{number}", message(number)) for number in range(count))


async def run(
    flavour: Flavour,
    sandbox: Connected,
    source: Any,
    *,
    method: str = "email.send_many",
    at: Callable[[Any], object] = lambda _: None,
    client: dict[str, Any] | None = None,
    **options: Any,
) -> Ran:
    """Run to the end, or until `at`, which is called with each outcome, returns True or raises."""
    ran = Ran()
    sleeper = flavour.sleeper
    given: dict[str, Any] = {**sandbox.connection, "rate_limits": None, "clock": sleeper.clock}
    given |= client or {}
    resource, name = method.split(".")
    if flavour.name == "async":
        async with AsyncJetEmail(sleep=sleeper.sleep_async, **given) as jetemail:
            many = getattr(getattr(jetemail, resource), name)(source, **options)
            try:
                async with many:
                    async for outcome in many:
                        ran.outcomes.append(outcome)
                        if at(outcome):
                            break
            except Exception as error:  # noqa: BLE001 - for the test
                ran.error = error
            ran.unfinished, ran.progress = [*many.unfinished], many.progress
        return ran

    def run_sync() -> None:
        with JetEmail(sleep=sleeper.sleep, **given) as jetemail:
            many = getattr(getattr(jetemail, resource), name)(source, **options)
            try:
                with many:
                    for outcome in many:
                        ran.outcomes.append(outcome)
                        if at(outcome):
                            break
            except Exception as error:  # noqa: BLE001 - for the test
                ran.error = error
            ran.unfinished, ran.progress = [*many.unfinished], many.progress

    await asyncio.to_thread(run_sync)
    return ran


def sent_subjects(sandbox: Sandbox) -> list[str]:
    """Return the subjects of the messages that were sent, in their order."""
    return [one.subject for one in sandbox.outbox]


def texts(outcomes: Iterable[SendOutcome]) -> list[str | None]:
    """Return the reasons of outcomes, in the order of the source."""
    return [one.reason for one in sorted(outcomes, key=lambda one: one.index)]


def journal_of(folder: Path) -> Path:
    """Return the path of a journal."""
    return folder / "run.journal"


def wait_for_requests(sandbox: Sandbox, count: int) -> None:
    """Wait until so many requests have arrived."""
    end = time.monotonic() + 60
    while len(sandbox.effects) < count:
        assert time.monotonic() < end
        time.sleep(0.01)
