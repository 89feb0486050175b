"""The sandbox as a command."""

import json
import os
import re
import runpy
import shutil
import signal
import smtplib
import ssl
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from itertools import takewhile
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme

from jetemail_api_client.sandbox import Sandbox, __main__, create_app, running

from .test_http import ANY_DOMAIN, CREATED, post

COMMAND = "jetemail_api_client.sandbox"
PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
SCRIPT = PROJECT["scripts"]["jetemail-sandbox"]
LACKS_EXTRA = "The sandbox is an extra: pip install 'jetemail-api-client[sandbox]'"


def greeting_of(lines: Any) -> str:
    """Read the greeting, up to its last line, or to the end if the command has failed."""
    return "".join(takewhile(lambda line: line != "  jetemail = JetEmail()\n", lines))


def url_in(greeting: str) -> str:
    """Return the base URL in a greeting."""
    return str(re.findall(r"API +(http://\S+)", greeting)[0])


def post_and_terminate(lines: Any) -> tuple[int, Any]:
    """Read the URL of the sandbox in this process, send a request, and send SIGTERM."""
    try:
        return post(url_in(greeting_of(lines)), json={"username": "a", "password": "p" * 8})
    finally:
        os.kill(os.getpid(), signal.SIGTERM)


@pytest.fixture(autouse=True)
def signals(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Restore the handlers of signals, and start without keys in the environment."""
    for name in (__main__.API_KEY_VARIABLE, __main__.TRANSACTIONAL_KEY_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def run_in_process(*options: str) -> tuple[str | None, tuple[int, Any]]:
    """Run the command until a request has a response; return its error and the response."""
    reading, writing = os.pipe()
    with os.fdopen(reading) as lines, ThreadPoolExecutor() as pool, os.fdopen(writing, "w") as out:
        response = pool.submit(post_and_terminate, lines)
        with redirect_stdout(out):
            failure = __main__.main(["--port", "0", *options])
    return failure, response.result()


@pytest.mark.parametrize("options", [[], ["--smtp-certificate", "server.pem"]])
def test_command_in_process(
    options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command serves until the process gets SIGTERM, with a certificate for SMTP too."""
    monkeypatch.chdir(tmp_path)
    certificate = trustme.CA().issue_cert("127.0.0.1")
    certificate.private_key_and_cert_chain_pem.write_to_path("server.pem")

    assert run_in_process(*options) == (None, (200, CREATED))
    assert ["server.pem"] == [one.name for one in tmp_path.iterdir()]


def test_snapshot(tmp_path: Path) -> None:
    """The state is saved on exit and is there at the next start, which the seed is not for."""
    file, seed = tmp_path / "state.json", tmp_path / "seed.toml"
    seed.write_text('[[smtp_users]]\nusername = "seed"\n')
    options = ("--snapshot", str(file), "--seed", str(seed))
    first, second = run_in_process(*options), run_in_process(*options)

    assert first == (None, (200, CREATED))
    assert (second[0], second[1][0]) == (None, 409)
    users = json.loads(file.read_text())["state"]["smtp_users.by_name"]
    assert [one["username"] for one in users] == ["seed", "a"]
    assert file.stat().st_mode & 0o777 == 0o600


def test_snapshot_that_cannot_be_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A state that cannot be saved on exit is reported."""
    file = tmp_path / "state" / "state.json"
    file.parent.mkdir()
    monkeypatch.setattr(__main__, "_warn", lambda _: shutil.rmtree(file.parent))

    failure, _ = run_in_process("--snapshot", str(file))

    assert failure == f"--snapshot {file}: No such file or directory; not saved"


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ("--seed none.toml", "--seed none.toml: No such file or directory"),
        ("--seed seed.toml", "seed.toml, line 2: smtp_user is not known; did you mean smtp_users?"),
        ("--snapshot none/a.json", "--snapshot none/a.json: No such file or directory"),
        ("--snapshot .", "--snapshot .: Is a directory"),
        ("--snapshot seed.toml", "--snapshot seed.toml: This is no intact snapshot: Expecting"),
        ("--snapshot a.json --plan pro", "--snapshot a.json: its --plan is another; leave out"),
        ("--host 192.0.2.1", "Cannot listen on 192.0.2.1, port 0: "),
    ],
)
def test_mistakes(
    options: str, error: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files, addresses and contradictions are reported in one line, with the option."""
    monkeypatch.chdir(tmp_path)
    Path("seed.toml").write_text("# Users\nsmtp_user = []\n")
    Sandbox().save("a.json")
    failure = str(__main__.main(["--port", "0", *options.split()]))

    assert failure.startswith(error)
    assert ("--host selects another address" in failure) is options.startswith("--host")


@pytest.mark.parametrize(
    ("variable", "key"),
    [
        (__main__.API_KEY_VARIABLE, "transactional_planted"),
        (__main__.API_KEY_VARIABLE, "api_planted key"),
        (__main__.TRANSACTIONAL_KEY_VARIABLE, "api_planted"),
    ],
)
def test_wrong_key(variable: str, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that is none is refused with the name of its variable, and is not shown."""
    monkeypatch.setenv(variable, key)
    failure = str(__main__.main(["--port", "0"]))

    assert failure.startswith(f"{variable}: ")
    assert "planted" not in failure


@pytest.mark.parametrize("option", ["--api-key", "--transactional-key", "--paid-plan"])
@pytest.mark.parametrize("value", [[], ["api_planted"]])
def test_removed_options(option: str, value: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A key on the command line is refused, says where it belongs, and is not shown."""
    with pytest.raises(SystemExit):
        __main__.main([option, *value])

    error = capsys.readouterr().err
    assert ("--plan pro" if option == "--paid-plan" else "in the environment\n") in error
    assert "planted" not in error


@pytest.mark.parametrize(
    ("options", "address", "smtp", "allow_http"),
    [
        ([], "http://127.0.0.1:1", "127.0.0.1:2", False),
        (["--host", "::1"], "http://[::1]:1", "[::1]:2", False),
        (["--host", "localhost"], "http://localhost:1", "localhost:2", False),
        (["--host", "0.0.0.0"], "http://127.0.0.1:1", "127.0.0.1:2", False),
        (["--host", ""], "http://127.0.0.1:1", "127.0.0.1:2", False),
        (["--host", "::"], "http://[::1]:1", "[::1]:2", False),
        (["--allow-host", "mail.test"], "http://mail.test:1", "mail.test:2", True),
    ],
)
def test_greeting(options: list[str], address: str, smtp: str, allow_http: bool) -> None:
    """The greeting has addresses that clients can use and lines to copy, within 80 columns."""
    parsed = __main__._options(options)
    greeting = __main__._greeting(parsed, create_app(), 1, 2)

    assert f"  API   {address}\n  SMTP  {smtp}\n  Page  {address}/_sandbox/\n" in greeting
    assert f"  export JETEMAIL_BASE_URL={address}\n" in greeting
    assert "  export JETEMAIL_API_KEY=api_sandbox\n" in greeting
    assert ("JETEMAIL_ALLOW_HTTP=1" in greeting) is allow_http
    assert max(map(len, greeting.splitlines())) <= 80


def test_greeting_with_own_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key of one's own is not printed, only where it is."""
    monkeypatch.setenv(__main__.API_KEY_VARIABLE, "api_planted")
    app = create_app(api_key="api_planted", transactional_key="transactional_planted")
    greeting = __main__._greeting(__main__._options([]), app, 1, 2)

    assert "planted" not in greeting
    assert 'JETEMAIL_API_KEY="$JETEMAIL_SANDBOX_API_KEY"\n' in greeting
    assert "JETEMAIL_TRANSACTIONAL_KEY=...  # as in the file\n" in greeting


@pytest.mark.parametrize(
    ("host", "place"),
    [("127.0.0.1", ""), ("localhost", ""), ("0.0.0.0", "0.0.0.0"), ("", "all addresses")],
)
def test_warning(host: str, place: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A sandbox that others can reach says what that means."""
    __main__._warn(host)

    warning = capsys.readouterr().err
    assert bool(place) == bool(warning)
    assert not place or f"Warning: on {place}, everyone who can reach" in warning


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_command(signal_number: signal.Signals, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command prints its URL but no key of the user, and exits with 0 on a signal."""
    monkeypatch.setenv(__main__.API_KEY_VARIABLE, "api_own")
    command = [sys.executable, "-W", "error", "-m", COMMAND, "--port", "0", "--plan", "pro"]
    streams: Any = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen([*command, "--host", "localhost"], **streams) as process:
        lines: Any = process.stdout
        greeting = greeting_of(lines)
        url = url_in(greeting)
        status, _ = post(url, "api_own", json=ANY_DOMAIN)
        real = post(url, "api_0123456789abcdef0123456789abcdef", json=ANY_DOMAIN)
        process.send_signal(signal_number)
        rest = lines.read()

    assert (status, process.returncode, rest.strip()) == (200, 0, "")
    assert (real[0], "0123456789" in str(real)) == (401, False)
    assert "this is the JetEmail sandbox" in real[1]["error"]
    assert "api_own" not in greeting


def test_allowed_host() -> None:
    """The console script serves the names of --allow-host."""
    script = Path(sys.executable).with_name("jetemail-sandbox")
    start = "from importlib.metadata import EntryPoint; import sys; "
    start += f"sys.exit(EntryPoint('a', '{SCRIPT}', 'a').load()())"
    command = [str(script)] if script.exists() else [sys.executable, "-c", start]
    options = ["--port", "0", "--host", "127.0.0.1", "--allow-host", "mail.test"]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as process:
        port = greeting_of(process.stdout).partition("mail.test:")[2].split()[0]
        url = f"http://127.0.0.1:{port}/_sandbox/time"
        named = httpx.get(url, headers={"Host": "mail.test"}, trust_env=False)
        process.terminate()

    assert (named.status_code, process.returncode) == (200, 0)


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
        port = re.findall(r"SMTP .*:(\d+)\n", greeting_of(lines))[0]
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
    monkeypatch.delitem(sys.modules, f"{COMMAND}.http.app")
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(ImportError, match=f"^{re.escape(LACKS_EXTRA)}$"):
        from jetemail_api_client.sandbox import create_app  # noqa: F401 - the import is tested
