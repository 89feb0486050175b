"""Try the same with this client and with other SDKs: the table of docs/explanation/comparison.md.

    python -m benchmarks.compare [--write]

Each SDK runs in a process of its own, against a server on loopback that plays the failure. What is
written down is what the server saw and what the caller got.
"""

import asyncio
import json
import os
import pickle
import re
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib.metadata import distributions, version
from pathlib import Path

from attrs import field, frozen

from tests.raw_server import Act, RawServer, Stage, playing, reset, respond_json, silence

from .sdks import BODY, KEY, OURS, SDK, SDKS
from .server import ROOT

PAGE = ROOT / "docs/explanation/comparison.md"
PATIENCE = 65.0
"""Seconds after which a call to a silent server is abandoned."""

# A success for all of them.
_SENT = {
    "id": "1", "response": "queued", "object": "chat.completion", "created": 1, "model": "any",
    "choices": [],
}  # fmt: skip
sent = respond_json(200, _SENT)
_REFUSED = {"error": "Nothing of that", "message": "Nothing of that"}


@frozen
class Tried:
    """The result of a call, and the requests that arrived."""

    server: RawServer
    error: Exception | None
    seconds: float
    arrivals: list[float] = field(factory=list)

    @property
    def keys(self) -> set[str]:
        """The idempotency keys of its requests."""
        return {head.get("idempotency-key", "") for head in self.server.heads()}

    @property
    def requests(self) -> str:
        """The number of its requests."""
        number = len(self.server.requests)
        return f"{number} request" if number == 1 else f"{number} requests"

    @property
    def end(self) -> str:
        """Whether it succeeded, or the class of its error."""
        return "success" if self.error is None else f"`{type(self.error).__name__}`"


@contextmanager
def tried(sdk: SDK, *script: Act) -> Iterator[Tried]:
    """Send once, while the server plays a script."""
    arrivals: list[float] = []

    def timed(act: Act) -> Act:
        def play(stage: Stage) -> None:
            arrivals.append(time.monotonic())
            act(stage)

        return play

    with playing(*map(timed, script)) as server:
        _, send = sdk.make(server.base_url)
        error, started = None, time.monotonic()
        try:
            send()
        except Exception as raised:  # noqa: BLE001 - of any SDK
            error = raised
        yield Tried(server, error, time.monotonic() - started, arrivals)


def asynchronous(sdk: SDK) -> str:
    """Send from a coroutine."""
    if sdk.send_async is None:
        return "no"
    with playing(sent) as server:
        asyncio.run(sdk.send_async(server.base_url))
    return "yes"


def types(sdk: SDK) -> str:
    """Check a program of five lines, and one with a misspelled argument."""
    found = [
        _mypy_errors(program)
        for program in (sdk.program, sdk.program.replace(sdk.argument, sdk.argument + "z"))
    ]
    if any("import-untyped" in error for error in found[0]):
        return "no types"
    misspelled = "found" if len(found[1]) > len(found[0]) else "not found"
    errors = {0: "no error", 1: "1 error"}.get(len(found[0]), f"{len(found[0])} errors")
    return f"{errors}; misspelled argument {misspelled}"


def _mypy_errors(program: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "program.py").write_text(program)
        options = ["--strict", "--config-file=", "--follow-imports=silent", "--no-pretty"]
        command = [sys.executable, "-m", "mypy", *options, "program.py"]
        ended = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, "MYPYPATH": str(ROOT)},
            capture_output=True,
            text=True,
        )
    return re.findall(r"^program.py:.* error: .*", ended.stdout, re.MULTILINE)


def connections(sdk: SDK) -> str:
    """Send ten times, one after another."""
    with playing(sent) as server:
        _, send = sdk.make(server.base_url)
        for _ in range(10):
            send()
        return str(server.connections)


def lost_once(sdk: SDK) -> str:
    """Reset the connection after the first request."""
    with tried(sdk, reset, sent) as call:
        return f"{call.requests}{_with_keys(call)}; {call.end}"


def lost(sdk: SDK) -> str:
    """Reset the connection after each request."""
    with tried(sdk, reset) as call:
        return f"{call.requests}{_with_keys(call)}"


def _with_keys(call: Tried) -> str:
    if len(call.server.requests) == 1:
        return ""
    return ", one key" if call.keys != {""} and len(call.keys) == 1 else ", no key"


def text_of_lost(sdk: SDK) -> str:
    """Return the error when each response is lost."""
    with tried(sdk, reset) as call:
        text = re.sub(r":\d{4,5}\b", ":…", str(call.error))
        return f"{call.end}: {re.sub(r'0x[0-9a-f]+', '0x…', text)}"


def server_error(sdk: SDK) -> str:
    """Respond with 503, then with a success."""
    with tried(sdk, respond_json(503, _REFUSED), sent) as call:
        return f"{call.requests}{_with_keys(call)}; {call.end}"


def short_limit(sdk: SDK) -> str:
    """Respond with 429 and Retry-After: 2, then with a success."""
    with tried(sdk, respond_json(429, _REFUSED, "Retry-After: 2\r\n"), sent) as call:
        return _limited(call)


def long_limit(sdk: SDK) -> str:
    """Respond with 429 and Retry-After: 300, as JetEmail does when it blocks an account."""
    with tried(sdk, respond_json(429, _REFUSED, "Retry-After: 300\r\n")) as call:
        return f"{_limited(call)}{_place_of_the_delay(call.error)}"


def _limited(call: Tried) -> str:
    arrivals = call.arrivals
    gap = f" within {arrivals[-1] - arrivals[0]:.0f} s" if len(arrivals) > 1 else ""
    return f"{call.requests}{gap}; {call.end}"


def _place_of_the_delay(error: object) -> str:
    """Return the attribute of an error that has the seconds to wait."""
    for name in ("retry_after", "headers", "response"):
        value = getattr(error, name, None)
        if name == "response":
            value = getattr(value, "headers", None)
        if value is not None and "300" in str(value):
            return f" with `{'response.headers' if name == 'response' else name}`"
    return ""


def silent(sdk: SDK) -> str:
    """Wait for a server that never responds, with the defaults of the SDK."""
    with playing(silence) as server:
        _, send = sdk.make(server.base_url)
        seconds: list[float] = []

        def call() -> None:
            started = time.monotonic()
            with suppress(Exception):
                send()
            seconds.append(time.monotonic() - started)

        thread = threading.Thread(target=call, daemon=True)
        thread.start()
        thread.join(PATIENCE)
        requests = len(server.requests)
        times = f", {requests} requests" if requests > 1 else ""
        return (f"{seconds[0]:.0f} s" if seconds else f"over {PATIENCE:.0f} s") + times


def key_in_texts(sdk: SDK) -> str:
    """Look for the key in the repr of the client, in errors, and in the frames of a traceback."""
    places = set()
    for act in (respond_json(401, _REFUSED), reset):
        with playing(act) as server:
            client, send = sdk.make(server.base_url)
            if KEY in repr(client) + str(client):
                places.add("repr")
            try:
                send()
            except Exception as error:  # noqa: BLE001 - of any SDK
                if KEY in str(error) + repr(error):
                    places.add("text of the error")
                if KEY in "".join(_locals(error)):
                    places.add("local variables in frames of the error")
    return ", ".join(sorted(places)) or "nowhere"


def _locals(error: BaseException | None) -> Iterator[str]:
    """Yield the repr of each local variable in the frames of an SDK, as error reporters show it."""
    while error is not None:
        for frame, _ in traceback.walk_tb(error.__traceback__):
            if not frame.f_code.co_filename.startswith(str(ROOT / "benchmarks")):
                yield from map(repr, frame.f_locals.values())
        error = error.__cause__ or error.__context__


def pickled(sdk: SDK) -> str:
    """Pickle the error of a 401, as Celery and multiprocessing do."""
    with tried(sdk, respond_json(401, _REFUSED)) as call:
        try:
            copy = pickle.loads(pickle.dumps(call.error))
        except Exception as error:  # noqa: BLE001 - of any SDK
            return f"no: `{type(error).__name__}`"
        return "yes" if str(copy) == str(call.error) else "with another text"


def forged(sdk: SDK) -> str:
    """Verify a delivery whose body was changed."""
    now = int(time.time())
    return _verdict(sdk, BODY + " ", sdk.sign(BODY, now), now)


def replayed(sdk: SDK) -> str:
    """Verify a delivery that was signed an hour ago."""
    then = int(time.time()) - 3600
    return _verdict(sdk, BODY, sdk.sign(BODY, then), then)


def outside_ascii(sdk: SDK) -> str:
    """Verify a signature that is no ASCII, as anyone can send it."""
    return _verdict(sdk, BODY, "sha256=é", int(time.time()))


def _verdict(sdk: SDK, body: str, signature: str, timestamp: int) -> str:
    """Return what verification says; an error counts only if it is that of a wrong signature."""
    now = int(time.time())
    assert _verified(sdk, BODY, sdk.sign(BODY, now), now) == "accepted"
    wrong = _verified(sdk, BODY, sdk.sign(BODY + " ", now), now)
    result = _verified(sdk, body, signature, timestamp)
    return "rejected" if result == wrong else result


def _verified(sdk: SDK, body: str, signature: str, timestamp: int) -> str:
    try:
        return "rejected" if sdk.verify(body, signature, timestamp) is False else "accepted"
    except Exception as error:  # noqa: BLE001 - of any SDK
        return f"raises `{type(error).__name__}`"


Probe = Callable[[SDK], str]
QUICK: dict[str, Probe] = {
    "asyncio": asynchronous,
    "Connections for 10 sends in a row": connections,
    "Response lost once": lost_once,
    "Each response lost": lost,
    "503, then success": server_error,
    "429 with `Retry-After: 2`, then success": short_limit,
    "429 with `Retry-After: 300`": long_limit,
    "Places that show the key": key_in_texts,
    "The error can be pickled": pickled,
    "Webhook: forged": forged,
    "Webhook: signed an hour ago": replayed,
    "Webhook: a signature outside ASCII": outside_ascii,
}
# Too long for a cell: a list below the table.
TEXT = "What the error says when each response is lost:"
SLOW: dict[str, Probe] = {
    "A server that never responds": silent,
    "`mypy --strict` on a program that sends": types,
}


def installed(sdk: SDK) -> dict[str, str]:
    """Install it alone, and count distributions and bytes."""
    pinned = ROOT if sdk.name == OURS else f"{sdk.requirement}=={version(sdk.package)}"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-compile"]
        subprocess.run([*command, "--target", folder, str(pinned)], check=True)
        found = {one.name: one for one in distributions(path=[folder])}
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        name = "jetemail-api-client" if sdk.name == OURS else sdk.package
        python = found[name].metadata["Requires-Python"]
        own = sum(
            Path(str(file.locate())).stat().st_size
            for file in found[name].files or []
            if Path(str(file.locate())).is_file()
        )
    return {
        "Python": f"`{python}`",
        "Distributions installed, itself included": str(len(found)),
        "Size installed, of it its own": f"{size / 1e6:.1f} MB, {own / 1e6:.2f} MB",
    }


def rows_of(sdk: SDK) -> dict[str, str]:
    """Return the cells of an SDK, by row, from a process of its own."""
    command = [sys.executable, "-m", "benchmarks.compare", "--one", sdk.name]
    ended = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    rows: dict[str, str] = json.loads(ended.stdout)
    return rows


def table() -> str:
    """Return the table, in Markdown."""
    with ThreadPoolExecutor() as threads:
        columns = dict(zip(SDKS, threads.map(rows_of, SDKS), strict=True))
    texts = [f"- {sdk.name}: {rows.pop(TEXT)}" for sdk, rows in columns.items()]
    for sdk, rows in columns.items():
        rows.update(installed(sdk))
    heads = [one.name if one.name == OURS else f"{one.name} {version(one.package)}" for one in SDKS]
    lines = [f"| | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    lines += [
        f"| {row} | {' | '.join(rows[row] for rows in columns.values())} |"
        for row in columns[SDKS[0]]
    ]
    python = ".".join(map(str, sys.version_info[:3]))
    head = f"Run on {datetime.now(UTC).date()}, Python {python}."
    return "\n".join([head, "", *lines, "", TEXT, "", *texts])


def column(page: str, name: str) -> dict[str, str]:
    """Return the cells of an SDK in the table of the page, by row."""
    cells = [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in page.splitlines()
        if line.startswith("|")
    ]
    number = cells[0].index(name)
    return {row[0]: row[number] for row in cells[2:]}


def main(arguments: list[str]) -> None:
    """Print the table; with --write, into the page."""
    if arguments[:1] == ["--one"]:
        [sdk] = [one for one in SDKS if one.name == arguments[1]]
        probes = {**QUICK, **SLOW, TEXT: text_of_lost}
        print(json.dumps({row: probe(sdk) for row, probe in probes.items()}))
        # An abandoned call would keep the process alive.
        sys.stdout.flush()
        os._exit(0)
    text = table()
    print(text)
    if arguments == ["--write"]:
        start, end = "<!-- by make compare -->\n", "<!-- end -->"
        before, _, rest = PAGE.read_text("utf-8").partition(start)
        after = rest.partition(end)[2]
        PAGE.write_text(f"{before}{start}\n{text}\n\n{end}{after}", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
