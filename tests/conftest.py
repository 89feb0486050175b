"""Fixtures for both flavours of the client, and a clock that sleeping moves."""

import asyncio
import logging
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import trustme
from attrs import define, field
from hypothesis import HealthCheck, Phase, settings

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client.options import Clock
from jetemail_api_client.smtp_users import CreatedSmtpUser

KEY = "api_planted_key_5f1c"

# No deadline for an example: its duration depends on how busy the machine is.
settings.register_profile(
    "any_machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any_machine")
# `make mutants` runs the tests once for each mutant: with few, fixed examples, not shrunk.
settings.register_profile(
    "mutants",
    parent=settings.get_profile("any_machine"),
    derandomize=True,
    max_examples=30,
    stateful_step_count=20,
    phases=[Phase.explicit, Phase.generate],
)


# In debug mode, asyncio logs slow tasks. That depends on the machine, too.
logging.getLogger("asyncio").addFilter(lambda record: "took" not in str(record.msg))


@pytest.fixture(autouse=True, scope="session")
def interruptible() -> None:
    """Restore the default SIGINT handler: background jobs of a shell ignore interrupts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@define
class Sleeper:
    """A replacement for sleeping that logs each delay and moves the clock."""

    pauses: list[float] = field(factory=list)

    def now(self) -> float:
        return time.monotonic() + sum(self.pauses)

    def unix(self) -> float:
        return time.time() + sum(self.pauses)

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def sleep_async(self, seconds: float) -> None:
        self.pauses.append(seconds)

    @property
    def clock(self) -> Clock:
        # A fixed jitter, half of the limit, makes delays exact.
        return Clock(monotonic=self.now, unix=self.unix, jitter=lambda: 0.5)


@define
class Flavour:
    """A client of one flavour, made for each call."""

    name: str
    sleeper: Sleeper = field(factory=Sleeper)

    async def create(
        self, base_url: str, arguments: dict[str, Any] | None = None, **options: Any
    ) -> CreatedSmtpUser:
        """Create an SMTP user with a new client."""
        given: dict[str, Any] = {"username": "smtp-user1", **(arguments or {})}
        options = {"api_key": KEY, "clock": self.sleeper.clock, **options}
        if self.name == "async":
            async with AsyncJetEmail(
                base_url=base_url, sleep=self.sleeper.sleep_async, **options
            ) as client:
                return await client.smtp_users.create(**given)
        return await asyncio.to_thread(self._create, base_url, given, options)

    def _create(
        self, base_url: str, given: dict[str, Any], options: dict[str, Any]
    ) -> CreatedSmtpUser:
        with JetEmail(base_url=base_url, sleep=self.sleeper.sleep, **options) as client:
            return client.smtp_users.create(**given)


@pytest.fixture(params=["async", "sync"])
def flavour(request: pytest.FixtureRequest) -> Flavour:
    """Run a test once with AsyncJetEmail and once with JetEmail."""
    return Flavour(request.param)


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    """Return a thread pool, for calls that block."""
    with ThreadPoolExecutor(8) as threads:
        yield threads


async def failure(flavour: Flavour, base_url: str, **options: Any) -> errors.JetEmailError:
    """Return the error that a call raises."""
    with pytest.raises(errors.JetEmailError) as caught:
        await flavour.create(base_url, **options)
    return caught.value


@pytest.fixture
def authority(tmp_path: Path) -> tuple[trustme.CA, Path]:
    """Return a certificate authority and the path of its certificate."""
    authority = trustme.CA()
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(file)
    return authority, file
