"""The local JetEmail as a command."""

import os
import re
import runpy
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from typing import Any

import httpx
import pytest

from jetemail_api_client import sandbox
from jetemail_api_client.sandbox import __main__, create_app, running

from .test_sandbox import ANY_DOMAIN, CREATED, post

COMMAND = "jetemail_api_client.sandbox"
LACKS_EXTRA = "The sandbox is an extra: pip install 'jetemail-api-client[sandbox]'"


def use_and_end(lines: Any) -> tuple[int, Any]:
    """Read where this process's own sandbox listens, use it, and tell the process to end."""
    url = re.findall(r"http://[0-9.:]+", lines.readline())[0]
    try:
        return post(url, json={"username": "a", "password": "p" * 8})
    finally:
        os.kill(os.getpid(), signal.SIGTERM)


def test_command_in_process() -> None:
    """The command serves until the process is told to end."""
    before = signal.getsignal(signal.SIGTERM)
    reading, writing = os.pipe()
    with os.fdopen(reading) as lines, ThreadPoolExecutor() as pool, os.fdopen(writing, "w") as out:
        answer = pool.submit(use_and_end, lines)
        with redirect_stdout(out):
            failure = __main__.main(["--port", "0"])
    signal.signal(signal.SIGTERM, before)

    assert (failure, answer.result()) == (None, (200, CREATED))


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_command(told: signal.Signals) -> None:
    """The command says where it listens but no key of the user's, and ends well when told to."""
    command = [sys.executable, "-W", "error", "-m", COMMAND, "--port", "0", "--paid-plan"]
    streams: Any = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen([*command, "--api-key", "api_own"], **streams) as process:
        lines: Any = process.stdout
        url = re.findall(r"http://[0-9.:]+", lines.readline())[0]
        status, _ = post(url, "api_own", json=ANY_DOMAIN)
        process.send_signal(told)
        rest = lines.read()

    assert (status, process.returncode) == (200, 0)
    assert "api_own" not in rest
    assert rest.endswith(f'base_url="{url}")\n\n')


def test_command_with_a_taken_port(monkeypatch: pytest.MonkeyPatch) -> None:
    """A taken port is one line on stderr."""
    with running(create_app()) as url:
        monkeypatch.setattr(sys, "argv", [COMMAND, "--port", str(httpx.URL(url).port)])
        taken = r"^Cannot listen on 127\.0\.0\.1, port \d+: .*in use.*$"
        with pytest.raises(SystemExit, match=taken):
            runpy.run_path(str(__main__.__file__), run_name="__main__")


def test_command_with_an_impossible_port(capsys: pytest.CaptureFixture[str]) -> None:
    """A port that no machine has is a wrong argument."""
    with pytest.raises(SystemExit):
        __main__.main(["--port", "65536"])

    assert "argument --port" in capsys.readouterr().err


def test_command_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, the command's only act is to say what to install."""
    monkeypatch.setitem(sys.modules, "uvicorn", None)

    assert __main__.main([]) == LACKS_EXTRA


@pytest.mark.parametrize("missing", ["starlette", "uvicorn"])
def test_interpreter_without_the_extra(missing: str) -> None:
    """The command comes as far as that line in an interpreter that lacks the extra."""
    run = f"runpy.run_module('{COMMAND}', run_name='__main__')"
    script = f"import runpy, sys; sys.modules['{missing}'] = None; {run}"
    command = [sys.executable, "-c", script]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)

    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", LACKS_EXTRA + "\n")


def test_import_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed, an import of what needs it says so."""
    monkeypatch.delattr(sandbox, "app")
    monkeypatch.delitem(sys.modules, f"{COMMAND}.app")
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(ImportError, match=f"^{re.escape(LACKS_EXTRA)}$"):
        from jetemail_api_client.sandbox import create_app  # noqa: F401 - the import is the act
