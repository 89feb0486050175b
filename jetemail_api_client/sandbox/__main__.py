"""The command `jetemail-sandbox`, also `python -m jetemail_api_client.sandbox`."""

import errno
import os
import signal
import sys
from argparse import SUPPRESS, Action, ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from pathlib import Path
from socket import socket
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

from jetemail_api_client.sandbox import API_KEY, LACKS_EXTRA, TRANSACTIONAL_KEY
from jetemail_api_client.sandbox.addresses import is_loopback, url_for_clients

if TYPE_CHECKING:
    from jetemail_api_client.sandbox.http.app import SandboxApp

API_KEY_VARIABLE = "JETEMAIL_SANDBOX_API_KEY"
"""Not the variable of the client, which may have a real key."""
TRANSACTIONAL_KEY_VARIABLE = "JETEMAIL_SANDBOX_TRANSACTIONAL_KEY"

_KEYS = f"""\
keys: {API_KEY!r} and {TRANSACTIONAL_KEY!r}, or those in the environment as
{API_KEY_VARIABLE} and {TRANSACTIONAL_KEY_VARIABLE},
or those of the seed. Not on the command line, which other users of the machine can read."""

_READABLE = "other users of this machine can read command lines: set"
_REMOVED = {
    "--api-key": f"{_READABLE} {API_KEY_VARIABLE} in the environment",
    "--transactional-key": f"{_READABLE} {TRANSACTIONAL_KEY_VARIABLE} in the environment",
    "--paid-plan": "is --plan pro now",
}


class CommandError(Exception):
    """A mistake in the options or the environment; the text says what to change."""


def main(arguments: Sequence[str] | None = None) -> str | None:
    """Run a local JetEmail until Ctrl-C or SIGTERM; return an error message for `sys.exit`."""
    options = _options(arguments)
    if not all(find_spec(name) for name in ("jinja2", "jsonschema", "starlette", "uvicorn")):
        return LACKS_EXTRA
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        try:
            _run(options)
        except CommandError as error:
            return str(error)
    return None


def _run(options: Namespace) -> None:
    from jetemail_api_client.sandbox.http.app import server
    from jetemail_api_client.sandbox.smtp.server import SmtpPort

    with ExitStack() as resources:
        ports = (("--port", options.port), ("--smtp-port", options.smtp_port))
        opened = [resources.enter_context(_listen(options.host, *one)) for one in ports]
        tls = _tls(options.smtp_certificate)
        sandbox = _sandbox(options)
        sandbox.state.smtp = SmtpPort(opened[1], tls)
        if options.snapshot:
            resources.callback(_save, sandbox, options.snapshot)
        port = opened[0].getsockname()[1]
        print(_greeting(options, sandbox, port, sandbox.state.smtp.port), flush=True)
        _warn(options.host)
        server(sandbox).run(sockets=opened[:1])


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(
        "jetemail-sandbox", description="A local JetEmail", epilog=_KEYS, allow_abbrev=False
    )
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    add("--port", type=_port, default=8025, help="for HTTP (default: %(default)s); 0: a free one")
    add("--smtp-port", type=_port, help="default: 8587, or a free one if --port is 0")
    certificate = "PEM file with certificate and key, for STARTTLS"
    add("--smtp-certificate", metavar="FILE", help=certificate)
    name = "another name that clients use for it, such as a container's; may be repeated"
    add("--allow-host", action="append", default=[], metavar="NAME", help=name)
    add("--plan", choices=("free", "pro"), help="pro allows allowAnyDomain (default: free)")
    limits = "block the account for five minutes after too many requests"
    add("--rate-limits", action="store_true", default=None, help=limits)
    add("--seed", metavar="FILE", help="TOML or JSON file with what it starts with")
    snapshot = "load the state from there if it exists, and save it on exit; has all secrets"
    add("--snapshot", metavar="FILE", help=snapshot)
    for option in _REMOVED:
        add(option, action=_Removed, nargs="?", help=SUPPRESS)
    options = parser.parse_args(arguments)
    if options.smtp_port is None:
        options.smtp_port = 8587 if options.port else 0
    return options


class _Removed(Action):
    """An option that there is no longer; its value is not repeated in the error."""

    def __call__(self, parser: ArgumentParser, *_: Any) -> NoReturn:
        option = self.option_strings[0]
        parser.error(f"{option}: {_REMOVED[option]}")


def _port(text: str) -> int:
    # Out of range is a ValueError, which the parser reports.
    return range(65536).index(int(text))


def _listen(host: str, option: str, port: int) -> socket:
    from jetemail_api_client.sandbox.http.app import listen

    try:
        return listen(host, port)
    except OSError as error:
        # Anything else is about the address.
        is_port = error.errno in {errno.EADDRINUSE, errno.EACCES}
        advice = f"{option} selects another port" if is_port else "--host selects another address"
        raise CommandError(f"Cannot listen on {host}, port {port}: {error}; {advice}") from None


def _tls(certificate: str | None) -> SSLContext | None:
    if certificate is None:
        return None
    context = SSLContext(PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(certificate)
    except OSError as error:
        raise CommandError(f"--smtp-certificate {certificate}: {error}") from None
    return context


def _sandbox(options: Namespace) -> "SandboxApp":
    """Make the sandbox, with the state of the snapshot if there is one."""
    from jetemail_api_client.sandbox.http.app import create_app

    chosen = {
        "api_key": _key("account", API_KEY_VARIABLE),
        "transactional_key": _key("transactional", TRANSACTIONAL_KEY_VARIABLE),
        "paid_plan": options.plan and options.plan == "pro",
        "rate_limits": options.rate_limits,
    }
    hosts = [options.host, *options.allow_host]
    try:
        sandbox = create_app(**chosen, seed=options.seed, hosts=hosts)
    except OSError as error:
        raise CommandError(f"--seed {options.seed}: {error.strerror}") from None
    except ValueError as error:
        raise CommandError(str(error)) from None
    if options.snapshot:
        _load(sandbox, options.snapshot, chosen)
    return sandbox


def _key(kind: str, variable: str) -> str | None:
    from jetemail_api_client.sandbox.credentials import check_key

    try:
        return check_key(kind, os.environ[variable]) if os.environ.get(variable) else None
    except ValueError as error:
        raise CommandError(f"{variable}: {error}") from None


def _load(sandbox: "SandboxApp", snapshot: str, chosen: Mapping[str, Any]) -> None:
    """Load a snapshot if it exists; refuse options that it contradicts."""
    try:
        if not Path(snapshot).exists():
            # An error now rather than at the end, when the state would be lost.
            sandbox.state.snapshots.save(snapshot)
            return
        sandbox.state.snapshots.load(snapshot)
    except OSError as error:
        raise CommandError(f"--snapshot {snapshot}: {error.strerror}") from None
    except ValueError as error:
        raise CommandError(f"--snapshot {error}") from None
    for name, value in chosen.items():
        if value not in {None, getattr(sandbox.state.account.settings, name)}:
            text = f"its {_NAMES[name]} is another; leave out this option, or use another file"
            raise CommandError(f"--snapshot {snapshot}: {text}")


_NAMES = {
    "api_key": API_KEY_VARIABLE,
    "transactional_key": TRANSACTIONAL_KEY_VARIABLE,
    "paid_plan": "--plan",
    "rate_limits": "--rate-limits",
}


def _save(sandbox: "SandboxApp", snapshot: str) -> None:
    # A second Ctrl-C would lose the state.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    try:
        sandbox.state.snapshots.save(snapshot)
    except OSError as error:
        raise CommandError(f"--snapshot {snapshot}: {error.strerror}; not saved") from None


def _warn(host: str) -> None:
    if not is_loopback(host):
        print(_WARNING.format(host=host or "all addresses"), file=sys.stderr, flush=True)


_WARNING = """\
Warning: on {host}, everyone who can reach this machine can use the sandbox without a
password, and read its messages, keys and SMTP passwords below /_sandbox/. Names of the host
that clients use need --allow-host. Never send it real keys or real mail."""


def _greeting(options: Namespace, sandbox: "SandboxApp", port: int, smtp_port: int) -> str:
    url = url_for_clients(next(iter(options.allow_host), options.host), port)
    place = url.removeprefix("http://").removesuffix(f":{port}")
    settings = sandbox.state.account.settings
    variables = {
        "JETEMAIL_BASE_URL": url,
        "JETEMAIL_API_KEY": _shown_key(settings.api_key, API_KEY_VARIABLE),
        "JETEMAIL_TRANSACTIONAL_KEY": _shown_key(
            settings.transactional_key, TRANSACTIONAL_KEY_VARIABLE
        ),
    }
    if not is_loopback(urlsplit(url).hostname or ""):
        variables["JETEMAIL_ALLOW_HTTP"] = "1"
    exports = "\n".join(f"  export {name}={value}" for name, value in variables.items())
    return f"""JetEmail sandbox, until Ctrl-C

  API   {url}
  SMTP  {place}:{smtp_port}
  Page  {url}/_sandbox/

For a service, and in Python:

{exports}

  from jetemail_api_client import JetEmail
  jetemail = JetEmail()
"""


def _shown_key(key: str, variable: str) -> str:
    """Return a key for the shell: the published ones as they are, others as where they are."""
    if key in {API_KEY, TRANSACTIONAL_KEY}:
        return key
    return f'"${variable}"' if os.environ.get(variable) else "...  # as in the file"


if __name__ == "__main__":
    sys.exit(main())
