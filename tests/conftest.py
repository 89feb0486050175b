"""What tests share: both flavours of the client behind one face, and time that does not pass."""

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
from jetemail_api_client._shared import Clock
from jetemail_api_client.smtp_users import CreatedSmtpUser

KEY = "api_planted_key_5f1c"

# How long an example takes to make or to run is the machine's business: no test is about that.
settings.register_profile(
    "any_machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any_machine")
# `make mutants` runs the tests once for each mutant: the same few examples, and none made smaller.
settings.register_profile(
    "mutants",
    parent=settings.get_profile("any_machine"),
    derandomize=True,
    max_examples=30,
    stateful_step_count=20,
    phases=[Phase.explicit, Phase.generate],
)


# Nor is what asyncio logs in development mode when something took long.
logging.getLogger("asyncio").addFilter(lambda record: "took" not in str(record.msg))


@pytest.fixture(autouse=True, scope="session")
def interruptible() -> None:
    """Let tests be interrupted, also by themselves: what a shell runs aside ignores interrupts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@define
class Sleeper:
    """The sleep seam: notes each pause, and moves the clock on instead of waiting."""

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
        # Half of the most is what the jitter gives, so that pauses can be told.
        return Clock(monotonic=self.now, unix=self.unix, jitter=lambda: 0.5)


@define
class Flavour:
    """Makes one call with a client of one flavour."""

    name: str
    sleeper: Sleeper = field(factory=Sleeper)

    async def create(
        self, base_url: str, arguments: dict[str, Any] | None = None, **options: Any
    ) -> CreatedSmtpUser:
        """Create an SMTP user with a client of its own."""
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
    """Threads that wait in the place of the test's own."""
    with ThreadPoolExecutor(8) as threads:
        yield threads


async def failure(flavour: Flavour, base_url: str, **options: Any) -> errors.JetEmailError:
    """The error of a call that must fail."""
    with pytest.raises(errors.JetEmailError) as caught:
        await flavour.create(base_url, **options)
    return caught.value


@pytest.fixture
def authority(tmp_path: Path) -> tuple[trustme.CA, Path]:
    """A certificate authority, and the file that makes it trusted."""
    authority = trustme.CA()
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(file)
    return authority, file
