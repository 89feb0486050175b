"""A sandbox for the tests of the command."""

from collections.abc import Iterator

import pytest

from jetemail_api_client.sandbox import Sandbox


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    """Run one sandbox for the tests of a module."""
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running: Sandbox) -> Sandbox:
    """Return a sandbox in which nothing happened."""
    running.reset()
    return running
