"""The sandbox as a command."""

import os
import re
import runpy
import signal
import smtplib
import ssl
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme

from jetemail_api_client import sandbox
from jetemail_api_client.sandbox import __main__, create_app, running

from .test_http import ANY_DOMAIN, CREATED, post

COMMAND = "jetemail_api_client.sandbox"
LACKS_EXTRA = "The sandbox is an extra: pip install 'jetemail-api-client[sandbox]'"


def post_and_terminate(lines: Any) -> tuple[int, Any]:
    """Read the URL of the sandbox in this process, send a request, and send SIGTERM."""
    url = re.findall(r"http://[0-9.:]+", lines.readline())[0]
    try:
        return post(url, json={"username": "a", "password": "p" * 8})
    finally:
        os.kill(os.getpid(), signal.SIGTERM)


@pytest.mark.parametrize("options", [[], ["--smtp-certificate", "server.pem"]])
def test_command_in_process(
    options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command serves until the process gets SIGTERM, with a certificate for SMTP too."""
    monkeypatch.chdir(tmp_path)
    certificate = trustme.CA().issue_cert("127.0.0.1")
    certificate.private_key_and_cert_chain_pem.write_to_path("server.pem")
    before = signal.getsignal(signal.SIGTERM)
    reading, writing = os.pipe()
    with os.fdopen(reading) as lines, ThreadPoolExecutor() as pool, os.fdopen(writing, "w") as out:
        response = pool.submit(post_and_terminate, lines)
        with redirect_stdout(out):
            failure = __main__.main(["--port", "0", *options])
    signal.signal(signal.SIGTERM, before)

    assert (failure, response.result()) == (None, (200, CREATED))


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_command(signal_number: signal.Signals) -> None:
    """The command prints its URL but no key of the user, and exits with 0 on a signal."""
    command = [sys.executable, "-W", "error", "-m", COMMAND, "--port", "0", "--paid-plan"]
    command += ["--allow-host", "mail.test"]
    streams: Any = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen([*command, "--api-key", "api_own"], **streams) as process:
        lines: Any = process.stdout
        url = re.findall(r"http://[0-9.:]+", lines.readline())[0]
        status, _ = post(url, "api_own", json=ANY_DOMAIN)
        named = httpx.get(f"{url}/_sandbox/time", headers={"Host": "mail.test"}, trust_env=False)
        process.send_signal(signal_number)
        rest = lines.read()

    assert (status, named.status_code, process.returncode) == (200, 200, 0)
    assert "api_own" not in rest
    assert re.search(rf'base_url="{url}"\)\n\n.* on port \d+\.\n\n$', rest)


@pytest.mark.parametrize(
    ("option", "others"), [("--port", []), ("--smtp-port", ["--port", "0"])], ids=["http", "smtp"]
)
def test_command_with_a_taken_port(
    option: str, others: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A port that is in use is reported in one line, with the option that changes it."""
    with running(create_app()) as url:
        monkeypatch.setattr(sys, "argv", [COMMAND, option, str(httpx.URL(url).port), *others])
        taken = rf"^Cannot listen on 127\.0\.0\.1, port \d+: .*in use.*; {option} selects .*$"
        with pytest.raises(SystemExit, match=taken):
            runpy.run_path(str(__main__.__file__), run_name="__main__")


def test_command_with_a_certificate(tmp_path: Path) -> None:
    """The command offers STARTTLS with a certificate of a file."""
    file, ca = tmp_path / "server.pem", trustme.CA()
    ca.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(file)
    command = [sys.executable, "-m", COMMAND, "--port", "0", "--smtp-certificate", str(file)]
    streams: Any = {"stdout": subprocess.PIPE, "text": True}
    tls = ssl.create_default_context()
    ca.configure_trust(tls)
    with subprocess.Popen(command, **streams) as process:
        lines: Any = process.stdout
        port = next(line for line in lines if "on port" in line).strip(".\n").split()[-1]
        with smtplib.SMTP("127.0.0.1", int(port)) as client:
            started = client.starttls(context=tls)
        process.send_signal(signal.SIGTERM)

    assert started[0] == 220
    assert process.returncode == 0


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_command_with_a_wrong_certificate(content: str | None, tmp_path: Path) -> None:
    """A file without a certificate is reported in one line."""
    file = tmp_path / "server.pem"
    if content:
        file.write_text(content)
    failure = __main__.main(["--port", "0", "--smtp-certificate", str(file)])

    assert str(failure).startswith(f"--smtp-certificate {file}: [")


def test_command_with_an_invalid_port(capsys: pytest.CaptureFixture[str]) -> None:
    """A port out of range is reported by the argument parser."""
    with pytest.raises(SystemExit):
        __main__.main(["--port", "65536"])

    assert "argument --port" in capsys.readouterr().err


def test_command_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the command reports how to install it."""
    monkeypatch.setitem(sys.modules, "uvicorn", None)

    assert __main__.main([]) == LACKS_EXTRA


@pytest.mark.parametrize("missing", ["jsonschema", "starlette", "uvicorn"])
def test_interpreter_without_the_extra(missing: str) -> None:
    """The command reports the same in an interpreter without the extra."""
    run = f"runpy.run_module('{COMMAND}', run_name='__main__')"
    script = f"import runpy, sys; sys.modules['{missing}'] = None; {run}"
    command = [sys.executable, "-c", script]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)

    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", LACKS_EXTRA + "\n")


def test_import_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the ImportError has the command that installs it."""
    monkeypatch.delattr(sandbox, "app")
    monkeypatch.delitem(sys.modules, f"{COMMAND}.app")
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(ImportError, match=f"^{re.escape(LACKS_EXTRA)}$"):
        from jetemail_api_client.sandbox import create_app  # noqa: F401 - the import is tested
