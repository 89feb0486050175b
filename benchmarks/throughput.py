"""A list that is longer than the rate limit, by this client and by others: `make throughput`.

    python -m benchmarks.throughput [--messages 1500]

Each contestant sends the same messages to a sandbox of its own, with the rate limits on and with
the same faults, 20 at a time. All sleeps are virtual, and each request takes a tenth of a second:
the figures are those of the API's time. What arrived is counted in the outbox of the sandbox.
Contestants that are not installed are skipped by name.
"""

import importlib
import importlib.util
import json
import os
import random
import sys
import tempfile
import threading
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal, TypeAlias
from unittest import mock

import httpx
from attrs import asdict, define, field, frozen

from jetemail_api_client import JetEmail
from jetemail_api_client.bulk import SendProgress, SendStatus
from jetemail_api_client.models import EmailMessage
from jetemail_api_client.options import Clock
from jetemail_api_client.sandbox import Sandbox
from jetemail_api_client.transports import DeadlineTransport

from .server import ROOT
from .virtual_time import VirtualTime

MESSAGES = 1500
CONCURRENCY = 20
LATENCY = 0.1
"""Seconds that a request takes."""
FAULTY = 0.05
"""The share of the requests with a fault."""
FAULTS: tuple[dict[str, Any], ...] = (
    {"reset": True, "acts": True},  # The response is lost.
    {"reset": True},
    {"status": 500},
)
RESULTS = ROOT / "build/bench/throughput.json"

Reported: TypeAlias = Literal["sent", "failed", "unknown"]
REPORTED: Mapping[SendStatus, Reported] = {
    "sent": "sent",
    "rejected": "failed",
    "not_sent": "failed",
    "unknown": "unknown",
}


@define
class Run:
    """A sandbox, and what a contestant needs to send to it."""

    sandbox: Sandbox
    time: VirtualTime
    count: int
    requests: int = 0
    _blocks: list[tuple[float, float]] = field(factory=list)
    _lock: threading.Lock = field(factory=threading.Lock)

    def before_request(self) -> None:
        """Let the time pass that a request takes."""
        with self._lock:
            self.requests += 1
        self.time.sleep(LATENCY)

    def after_response(self, status: int, retry_after: str | None) -> None:
        """Note for how long the account is blocked."""
        if status == 429 and retry_after is not None:
            now = self.time.now()
            self._blocks.append((now, now + float(retry_after)))

    @property
    def blocked(self) -> float:
        """Seconds in which the account was blocked, or will be."""
        total, until = 0.0, 0.0
        for start, end in sorted(self._blocks):
            total += max(0.0, end - max(start, until))
            until = max(until, end)
        return total

    def wait_for_block(self) -> None:
        """Wait until the account is no longer blocked."""
        until = max((end for _, end in self._blocks), default=0.0)
        self.time.sleep(max(0.0, until - self.time.now()))

    def transport(self, transport: httpx.BaseTransport) -> "Transport":
        """Return a transport whose requests are those of this run."""
        return Transport(self, transport)

    def each(self, numbers: Iterable[int], send: Callable[[int], object]) -> dict[int, Reported]:
        """Send messages in as many threads as there may be; what raises has failed."""
        remaining, reported = iter([*numbers]), dict[int, Reported]()

        def work() -> None:
            while (number := self._next(remaining)) is not None:
                try:
                    send(number)
                except Exception:  # noqa: BLE001 - each SDK has exceptions of its own
                    reported[number] = "failed"
                else:
                    reported[number] = "sent"
            with self._lock:
                self.time.work(self.time.workers - 1)

        self.time.work(CONCURRENCY)
        with ThreadPoolExecutor(CONCURRENCY) as threads:
            # The results: a hang of the benchmark itself is raised here.
            for future in [threads.submit(work) for _ in range(CONCURRENCY)]:
                future.result()
        self.time.work(1)
        return reported

    def _next(self, numbers: Iterator[int]) -> int | None:
        with self._lock:
            return next(numbers, None)


@define
class Transport(httpx.BaseTransport):
    """A transport in virtual time."""

    run: Run
    transport: httpx.BaseTransport

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        self.run.before_request()
        response = self.transport.handle_request(request)
        self.run.after_response(response.status_code, response.headers.get("Retry-After"))
        return response

    def close(self) -> None:
        """Close it."""
        self.transport.close()


# Sends the messages of a run, and returns what it reports of each to its caller.
Contestant: TypeAlias = Callable[[Run], dict[int, Reported]]


def message(number: int) -> dict[str, str]:
    """Return the fields of a message, with its number as the subject."""
    fields = {"from": "news@example.com", "to": f"reader-{number}@example.org"}
    return fields | {"subject": str(number), "text": "Hi"}


def this_client(run: Run) -> dict[int, Reported]:
    """Send with `email.send_many` and a journal."""
    reported = dict[int, Reported]()

    def messages() -> Iterator[tuple[str, EmailMessage]]:
        for number in range(run.count):
            yield str(number), EmailMessage.from_dict(message(number))

    def follow(progress: SendProgress) -> None:
        run.time.work(min(CONCURRENCY, run.count - progress.done))

    run.time.work(min(CONCURRENCY, run.count))
    with (
        tempfile.TemporaryDirectory() as folder,
        JetEmail(
            **run.sandbox.connection,
            sleep=run.time.sleep,
            clock=Clock(monotonic=run.time.now, unix=run.time.now),
            transport=run.transport(DeadlineTransport()),
        ) as jetemail,
    ):
        for outcome in jetemail.email.send_many(
            messages(),
            journal=Path(folder, "journal"),
            concurrency=CONCURRENCY,
            on_progress=follow,
        ):
            reported[outcome.index] = REPORTED[outcome.status]
    return reported


# How one message is sent, during a block.
Sender: TypeAlias = Callable[[Run], AbstractContextManager[Callable[[int], object]]]


@contextmanager
def vendor(run: Run) -> Iterator[Callable[[int], object]]:
    """Send with the vendor's SDK, which is sync, over requests; it does not retry."""
    library = importlib.import_module("jetemail")
    adapter = importlib.import_module("requests.adapters").HTTPAdapter
    connection = run.sandbox.connection
    client = library.JetEmail(connection["transactional_key"], connection["base_url"])
    send_request = adapter.send

    def send_in_run(*arguments: Any, **options: Any) -> Any:
        run.before_request()
        response = send_request(*arguments, **options)
        run.after_response(response.status_code, response.headers.get("Retry-After"))
        return response

    def send(number: int) -> object:
        fields = message(number)
        return client.emails.send(library.SendEmailOptions(fields.pop("from"), **fields))

    with mock.patch.object(adapter, "send", send_in_run):
        yield send


@contextmanager
def openai(run: Run) -> Iterator[Callable[[int], object]]:
    """Send with the client of the openai SDK, by its rules for retries.

    Two retries after a 408, 409, 429, 5xx or a lost connection: after 0.5 and 1 s less up to a
    quarter, or after Retry-After, if that is at most two minutes; beyond, none. It sends no
    idempotency key.
    """
    library = importlib.import_module("openai")
    base = importlib.import_module("openai._base_client")
    pydantic = importlib.import_module("pydantic")
    model = pydantic.create_model("Sent", __base__=library.BaseModel, id=(str, ...))
    connection = run.sandbox.connection
    # It looks up `sleep` and `time` of the module at each use.
    virtual = SimpleNamespace(sleep=run.time.sleep, time=run.time.now)
    with (
        mock.patch.object(base, "time", virtual),
        httpx.Client(transport=run.transport(httpx.HTTPTransport())) as http_client,
        library.OpenAI(
            api_key=connection["transactional_key"],
            base_url=connection["base_url"],
            http_client=http_client,
        ) as client,
    ):
        yield lambda number: client.post("/email", body=message(number), cast_to=model)


def once(sender: Sender) -> Contestant:
    """Send each message once."""

    def send_all(run: Run) -> dict[int, Reported]:
        with sender(run) as send:
            return run.each(range(run.count), send)

    return send_all


def again(sender: Sender) -> Contestant:
    """Send each message; then, after a block, what has failed, until none fails."""

    def send_all(run: Run) -> dict[int, Reported]:
        with sender(run) as send:
            reported = run.each(range(run.count), send)
            while failed := [number for number, one in reported.items() if one == "failed"]:
                run.wait_for_block()
                reported |= run.each(failed, send)
        return reported

    return send_all


CONTESTANTS: dict[str, tuple[str, Contestant]] = {
    "email.send_many with a journal": ("jetemail_api_client", this_client),
    "vendor's SDK": ("jetemail", once(vendor)),
    "vendor's SDK, failed ones again": ("jetemail", again(vendor)),
    "openai's retries": ("openai", once(openai)),
    "openai's retries, failed ones again": ("openai", again(openai)),
}
"""By their names: the packages that they need, and what they do."""


@frozen
class Result:
    """The counts of messages by what was reported, and by what arrived."""

    confirmed: int
    """Reported as sent, and sent."""
    twice: int
    """Sent twice or more."""
    lost: int
    """Never sent, at the end."""
    misreported: int
    """Reported as sent, and never sent."""
    unreported: int
    """Sent, and reported as failed."""
    unknown: int
    """Reported as perhaps sent."""
    requests: int
    blocked: float
    """Minutes in which the account was blocked, those after the end included."""
    minutes: float
    """Until the contestant was done."""


def measure(contestant: Contestant, count: int, seed: int = 1) -> Result:
    """Have a contestant send messages to a new sandbox."""
    time = VirtualTime()
    with Sandbox(rate_limits=True) as sandbox:
        sandbox.account.clock.source = time.now
        add_faults(sandbox, count, seed)
        run = Run(sandbox, time, count)
        reported = contestant(run)
        arrived = Counter(int(one.subject) for one in sandbox.outbox)
    sent = {number for number, one in reported.items() if one == "sent"}
    failed = {number for number, one in reported.items() if one == "failed"}
    return Result(
        confirmed=len(sent & arrived.keys()),
        twice=sum(times > 1 for times in arrived.values()),
        lost=count - len(arrived),
        misreported=len(sent - arrived.keys()),
        unreported=len(failed & arrived.keys()),
        unknown=len(reported) - len(sent) - len(failed),
        requests=run.requests,
        blocked=run.blocked / 60,
        minutes=(time.now() - time.start) / 60,
    )


def add_faults(sandbox: Sandbox, count: int, seed: int) -> None:
    """Add the same faults for all contestants, by the number of the request."""
    chosen = random.Random(seed)
    numbers = [one for one in range(10 * count) if chosen.random() < FAULTY]
    for earlier, number in enumerate(numbers):
        # A request with a fault is not counted by the later ones.
        sandbox.faults.add("email.send", after=number - earlier, **FAULTS[earlier % len(FAULTS)])


HEADER = (
    "| | confirmed | sent twice | never sent | sent, reported as failed | requests "
    "| minutes blocked | minutes |\n|---|---|---|---|---|---|---|---|"
)


def row(name: str, result: Result) -> str:
    """Return a result as a row of a Markdown table."""
    counts = (result.confirmed, result.twice, result.lost, result.unreported, result.requests)
    times = (result.blocked, result.minutes)
    cells = [name, *(f"{one:,}" for one in counts), *(f"{one:.1f}" for one in times)]
    return f"| {' | '.join(cells)} |"


def main(arguments: list[str] | None = None) -> None:
    """Measure all contestants, print the table, and write the results."""
    parser = ArgumentParser()
    parser.add_argument("--messages", type=int, default=MESSAGES)
    count = parser.parse_args(arguments).messages
    # Some clients look up proxies, and no proxy must be used.
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    results = dict[str, Result]()
    print(HEADER)
    for name, (package, contestant) in CONTESTANTS.items():
        if importlib.util.find_spec(package) is None:
            print(f"{name}: {package} is not installed, skipped", file=sys.stderr)
            continue
        results[name] = measure(contestant, count)
        print(row(name, results[name]), flush=True)
    packages = {package for package, _ in CONTESTANTS.values()} - {"jetemail_api_client"}
    versions = {one: version(one) for one in sorted(packages) if importlib.util.find_spec(one)}
    print(f"\n{count:,} messages; {', '.join(f'{name} {one}' for name, one in versions.items())}")
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    shown = {name: asdict(result) for name, result in results.items()}
    RESULTS.write_text(json.dumps({"versions": versions, "results": shown}, indent=2))


if __name__ == "__main__":
    main()
