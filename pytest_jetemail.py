"""The pytest plugin of jetemail-api-client: a local JetEmail, and clients for it.

A module beside the package, which imports nothing of it: pytest loads plugins in every run, also in
those of other projects, and before coverage starts to measure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jetemail_api_client import AsyncJetEmail, JetEmail
    from jetemail_api_client.sandbox import Sandbox

_MARKER = (
    "jetemail_fault(operation, **fields): add a fault to jetemail_sandbox before the test, "
    'for example jetemail_fault("email.send", status=500, times=2)'
)


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line("markers", _MARKER)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Fail a test with a fault but without the sandbox: the fault would have no effect."""
    fixtures = getattr(item, "fixturenames", ())
    if item.get_closest_marker("jetemail_fault") and "jetemail_sandbox" not in fixtures:
        pytest.fail("jetemail_fault needs the fixture jetemail_sandbox", pytrace=False)


@pytest.fixture(scope="session")
def _jetemail_server() -> Iterator[Sandbox]:
    """Run one sandbox for all tests of a process."""
    from jetemail_api_client.sandbox import Sandbox

    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def jetemail_sandbox(_jetemail_server: Sandbox, request: pytest.FixtureRequest) -> Sandbox:
    """Return a local JetEmail without state, with the faults of the test's markers."""
    _jetemail_server.reset()
    # The outermost first, and in the order in which they are read.
    for mark in reversed(list(request.node.iter_markers("jetemail_fault"))):
        _jetemail_server.faults.add(*mark.args, **mark.kwargs)
    return _jetemail_server


@pytest.fixture
def jetemail(jetemail_sandbox: Sandbox) -> Iterator[JetEmail]:
    """Return a client for the sandbox, which moves the sandbox's time where it would sleep."""
    from jetemail_api_client import JetEmail

    with JetEmail(**jetemail_sandbox.connection, sleep=jetemail_sandbox.advance) as client:
        yield client


@pytest.fixture
def async_jetemail(jetemail_sandbox: Sandbox) -> Iterator[AsyncJetEmail]:
    """Return an async client for the sandbox, for any runner of async tests on asyncio.

    It moves the sandbox's time where it would sleep.
    """
    import asyncio

    from jetemail_api_client import AsyncJetEmail

    async def sleep(seconds: float) -> None:
        jetemail_sandbox.advance(seconds)

    client = AsyncJetEmail(**jetemail_sandbox.connection, sleep=sleep)
    yield client
    # Connections end with the loop of the test; a loop that is current stays so.
    loop = asyncio.new_event_loop()
    loop.run_until_complete(client.close())
    loop.close()
