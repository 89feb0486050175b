"""The command `python -m jetemail_api_client.sandbox`."""

import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from socket import socket
from ssl import PROTOCOL_TLS_SERVER, SSLContext

from jetemail_api_client.sandbox import API_KEY, LACKS_EXTRA


def main(arguments: Sequence[str] | None = None) -> str | None:
    """Run a local JetEmail until Ctrl-C or SIGTERM; return an error message for `sys.exit`."""
    options = _options(arguments)
    if not all(find_spec(name) for name in ("jinja2", "jsonschema", "starlette", "uvicorn")):
        return LACKS_EXTRA
    from jetemail_api_client.sandbox import app, smtp

    with ExitStack() as listeners:
        opened = list[socket]()
        for option, port in (("--port", options.port), ("--smtp-port", options.smtp_port)):
            try:
                opened.append(listeners.enter_context(app.listen(options.host, port)))
            except OSError as error:
                place = f"{options.host}, port {port}"
                return f"Cannot listen on {place}: {error}; {option} selects another port"
        try:
            tls = _tls(options.smtp_certificate)
        except OSError as error:
            return f"--smtp-certificate {options.smtp_certificate}: {error}"
        sandbox = app.create_app(
            api_key=options.api_key,
            paid_plan=options.paid_plan,
            hosts=[options.host, *options.allow_host],
        )
        sandbox.state.smtp = smtp.SmtpPort(opened[1], tls)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):
            greeting = _greeting(app.address(opened[0]), sandbox.state.smtp.port, options.api_key)
            print(greeting, flush=True)
            app.server(sandbox).run(sockets=opened[:1])
    return None


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser("python -m jetemail_api_client.sandbox", description="A local JetEmail")
    parser.add_argument("--host", default="127.0.0.1")
    allow_host = "another name that clients use for it, such as a container's"
    parser.add_argument(
        "--allow-host", action="append", default=[], metavar="NAME", help=allow_host
    )
    parser.add_argument("--port", type=_port, default=8025, help="0 selects a free one")
    smtp_help = "default: 8587, or a free one if --port is 0"
    parser.add_argument("--smtp-port", type=_port, help=smtp_help)
    certificate_help = "PEM file with certificate and key, for STARTTLS"
    parser.add_argument("--smtp-certificate", metavar="FILE", help=certificate_help)
    parser.add_argument("--paid-plan", action="store_true", help="allow allowAnyDomain")
    parser.add_argument("--api-key", default=API_KEY, help=f"accepted instead of {API_KEY}")
    options = parser.parse_args(arguments)
    if options.smtp_port is None:
        options.smtp_port = 8587 if options.port else 0
    return options


def _port(text: str) -> int:
    # Out of range is a ValueError, which the parser reports.
    return range(65536).index(int(text))


def _tls(certificate: str | None) -> SSLContext | None:
    if certificate is None:
        return None
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def _greeting(url: str, smtp_port: int, key: str) -> str:
    # A key from the command line may be a real one: it is not printed.
    shown = key if key == API_KEY else "<the key of --api-key>"
    return f"""A local JetEmail listens on {url} until Ctrl-C. For a client:

    export JETEMAIL_API_KEY='{shown}'
    client = JetEmail(base_url="{url}")

Its SMTP users can log in and send on port {smtp_port}.
"""


if __name__ == "__main__":
    sys.exit(main())
