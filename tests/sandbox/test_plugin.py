"""The pytest plugin: its fixtures here, and runs of pytest that load it as an installed one."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import pytest_jetemail
from jetemail_api_client import AsyncJetEmail, JetEmail
from jetemail_api_client.sandbox import Sandbox

# Importing fixtures makes them those of this module.
from pytest_jetemail import _jetemail_server, async_jetemail, jetemail, jetemail_sandbox

__all__ = ["_jetemail_server", "async_jetemail", "jetemail", "jetemail_sandbox"]

ROOT = Path(__file__).parents[2]
MAIL: dict[str, Any] = {
    "from_": "shop@example.com",
    "to": "ann@example.org",
    "subject": "Order",
    "text": "Thanks",
}
SUITE = """
import pytest

MAIL = {"from_": "a@example.com", "to": "b@example.org", "subject": "Hi", "text": "Hi"}

@pytest.mark.parametrize("number", range(4))
def test_sync(jetemail, jetemail_sandbox, number):
    jetemail.email.send(**MAIL)
    jetemail_sandbox.outbox.assert_sent(times=1, to="b@example.org")

@pytest.mark.parametrize("number", range(4))
@pytest.mark.asyncio
async def test_async(async_jetemail, jetemail_sandbox, number):
    await async_jetemail.email.send(**MAIL)
    jetemail_sandbox.outbox.assert_sent(times=1, to="b@example.org")

@pytest.mark.anyio
async def test_anyio(async_jetemail, jetemail_sandbox):
    await async_jetemail.email.send(**MAIL)
    jetemail_sandbox.outbox.assert_sent(times=1)

@pytest.fixture
def anyio_backend():
    return "asyncio"

@pytest.mark.jetemail_fault("smtp_users.list", status=503)
@pytest.mark.jetemail_fault("smtp_users.list", retry_after=5)
def test_fault(jetemail, jetemail_sandbox):
    assert jetemail.smtp_users.list().smarthosts == []
    assert jetemail_sandbox.faults.pending == []
"""
MISTAKES = """
import pytest

@pytest.mark.jetemail_fault("email.send", status=500)
def test_without_the_sandbox():
    pass

@pytest.mark.jetemail_fault("email.sent", status=500)
def test_unknown_operation(jetemail):
    pass

def test_not_sent(jetemail_sandbox):
    jetemail_sandbox.outbox.assert_sent(to="b@example.org")
"""
UNUSED = """
import sys

def test_imports(request):
    assert request.config.pluginmanager.has_plugin("pytest_jetemail")
    assert [] == [name for name in sys.modules if name.startswith("jetemail_api_client")]
"""


def run_pytest(folder: Path, suite: str, *arguments: str) -> tuple[int, str]:
    """Run a suite in a process of its own, with the plugin as installed; return status, output."""
    entry_points = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]
    installed = folder / "installed" / "plugin-1.dist-info"
    installed.mkdir(parents=True)
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: plugin\nVersion: 1\n")
    lines = ["[pytest11]", *(f"{name}={one}" for name, one in entry_points["pytest11"].items())]
    (installed / "entry_points.txt").write_text("\n".join(lines))
    (folder / "pytest.ini").write_text("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    (folder / "test_suite.py").write_text(suite)
    path = os.pathsep.join([str(ROOT), str(installed.parent)])
    options = ["-q", "-W", "error", "--strict-markers", "-p", "no:cacheprovider", *arguments]
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "test_suite.py"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        timeout=120,
    )
    return ended.returncode, ended.stdout + ended.stderr


@pytest.mark.parametrize("workers", ["0", "2"])
def test_suite(tmp_path: Path, workers: str) -> None:
    """Each test has an empty sandbox, with its faults; with pytest-xdist as well."""
    status, output = run_pytest(tmp_path, SUITE, "-n", workers)

    assert "10 passed" in output
    assert status == 0


def test_mistakes(tmp_path: Path) -> None:
    """A marker without effect or with a mistake fails, and a failed assertion is readable."""
    status, output = run_pytest(tmp_path, MISTAKES)

    assert status == 1
    assert "jetemail_fault needs the fixture jetemail_sandbox" in output
    assert "There is no operation 'email.sent', but email.send" in output
    assert "AssertionError: No message has to='b@example.org'\nE " in output
    assert "outbox.py" not in output


def test_unused(tmp_path: Path) -> None:
    """A run that does not use the plugin imports nothing of the package."""
    status, output = run_pytest(tmp_path, UNUSED)

    assert (status, "1 passed" in output) == (0, True), output


def test_imports() -> None:
    """The plugin imports no module that pytest does not."""
    script = "import pytest, sys; old = set(sys.modules); import pytest_jetemail"
    command = [sys.executable, "-c", f"{script}; print(*set(sys.modules) - old)"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert ended.stdout.split() == ["pytest_jetemail"]


def test_sync(jetemail: JetEmail, jetemail_sandbox: Sandbox) -> None:
    """`jetemail` sends to the sandbox of the test."""
    jetemail.email.send(**MAIL)

    jetemail_sandbox.outbox.assert_sent(times=1, subject="Order")


async def test_async(async_jetemail: AsyncJetEmail, jetemail_sandbox: Sandbox) -> None:
    """`async_jetemail` sends to the sandbox; a retry moves its time in place of waiting."""
    before = jetemail_sandbox.account.clock.offset
    jetemail_sandbox.faults.add("email.send", retry_after=5)
    await async_jetemail.email.send(**MAIL)

    jetemail_sandbox.outbox.assert_sent(times=1, subject="Order")
    assert before == 0
    assert jetemail_sandbox.account.clock.offset >= 5


def test_marker(request: pytest.FixtureRequest) -> None:
    """Faults of markers apply in the order in which they are read."""
    pytest_jetemail.pytest_configure(request.config)
    # As decorators do, the lowest first.
    for status in (500, 503):
        request.node.add_marker(pytest.mark.jetemail_fault("email.send", status=status))
    sandbox: Sandbox = request.getfixturevalue("jetemail_sandbox")

    assert [one.status for one in sandbox.faults.pending] == [503, 500]


def test_marker_without_the_sandbox(request: pytest.FixtureRequest) -> None:
    """A marker without the fixture fails the test; without a marker, all items are set up."""
    pytest_jetemail.pytest_runtest_setup(request.node)
    other: Any = SimpleNamespace(get_closest_marker=lambda name: name)
    with pytest.raises(pytest.fail.Exception, match="needs the fixture jetemail_sandbox"):
        pytest_jetemail.pytest_runtest_setup(other)
