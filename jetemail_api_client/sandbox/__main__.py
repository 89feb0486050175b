"""The command `python -m jetemail_api_client.sandbox`."""

import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec

from jetemail_api_client.sandbox import API_KEY, LACKS_EXTRA


def main(arguments: Sequence[str] | None = None) -> str | None:
    """Run a local JetEmail until Ctrl-C or SIGTERM; return an error message for `sys.exit`."""
    options = _options(arguments)
    if not all(find_spec(name) for name in ("jsonschema", "starlette", "uvicorn")):
        return LACKS_EXTRA
    from jetemail_api_client.sandbox import app

    try:
        listener = app.listen(options.host, options.port)
    except OSError as error:
        return f"Cannot listen on {options.host}, port {options.port}: {error}"
    sandbox = app.create_app(
        api_key=options.api_key,
        paid_plan=options.paid_plan,
        hosts=[options.host, *options.allow_host],
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with listener, suppress(KeyboardInterrupt):
        print(_greeting(app.address(listener), options.api_key), flush=True)
        app.server(sandbox).run(sockets=[listener])
    return None


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser("python -m jetemail_api_client.sandbox", description="A local JetEmail")
    parser.add_argument("--host", default="127.0.0.1")
    allow_host = "another name that clients use for it, such as a container's"
    parser.add_argument(
        "--allow-host", action="append", default=[], metavar="NAME", help=allow_host
    )
    parser.add_argument("--port", type=_port, default=8025, help="0 selects a free one")
    parser.add_argument("--paid-plan", action="store_true", help="allow allowAnyDomain")
    parser.add_argument("--api-key", default=API_KEY, help=f"accepted instead of {API_KEY}")
    return parser.parse_args(arguments)


def _port(text: str) -> int:
    # Out of range is a ValueError, which the parser reports.
    return range(65536).index(int(text))


def _greeting(url: str, key: str) -> str:
    # A key from the command line may be a real one: it is not printed.
    shown = key if key == API_KEY else "<the key of --api-key>"
    return f"""A local JetEmail listens on {url} until Ctrl-C. For a client:

    export JETEMAIL_API_KEY='{shown}'
    client = JetEmail(base_url="{url}")
"""


if __name__ == "__main__":
    sys.exit(main())
