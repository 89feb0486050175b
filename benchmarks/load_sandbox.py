"""Load on the sandbox: `make load-sandbox` (CLIENTS=100 SECONDS=30).

Many clients send e-mails and create users at once, while the memory of the sandbox is watched. It
fails if a call fails, or if the memory grows after a warm-up, in which as many e-mails are sent as
the sandbox keeps.
"""

import asyncio
import os
import re
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from attrs import define, field

from jetemail_api_client import AsyncJetEmail, errors
from jetemail_api_client.models import EmailMessage
from jetemail_api_client.sandbox import API_KEY, TRANSACTIONAL_KEY

TEXT = "Thanks for your order. " * 40
WARM_UP = 12_000
GROWTH = 1.1
"""How much more memory there may be at the end than after the warm-up."""
COMMAND = [sys.executable, "-m", "jetemail_api_client.sandbox", "--port", "0"]


@define
class Load:
    """What the clients have done."""

    base_url: str
    end: float
    calls: "Counter[str]" = field(factory=Counter)
    failures: "Counter[str]" = field(factory=Counter)
    slowest: float = 0.0

    async def client(self, number: int) -> None:
        """Call, one call after the other, until the end."""
        async with self.jetemail() as jetemail:
            turn = 0
            while time.monotonic() < self.end:
                await self.turn(jetemail, f"load-{number}", turn)
                turn += 1

    async def warm_up(self) -> None:
        """Send as many e-mails as are kept, and more."""
        mail = EmailMessage(
            from_="a@example.com", to="click@example.org", subject="Warm-up", text=TEXT
        )
        async with self.jetemail() as jetemail:
            for _ in range(WARM_UP // 100):
                await jetemail.email.send_batch(emails=[mail] * 100)

    def jetemail(self) -> AsyncJetEmail:
        """Return a client that does not retry: each failure counts."""
        return AsyncJetEmail(
            api_key=API_KEY,
            transactional_key=TRANSACTIONAL_KEY,
            base_url=self.base_url,
            rate_limits=None,
            max_attempts=1,
            deadline=60,
        )

    async def turn(self, jetemail: AsyncJetEmail, name: str, turn: int) -> None:
        """Send three e-mails; now and then, create and delete a user."""
        for outcome in ("user", "bounce", "click"):
            mail: Any = {"from_": "a@example.com", "to": f"{outcome}@example.org"}
            mail |= {"subject": f"Turn {turn}", "text": TEXT}
            await self.call("email.send", jetemail.email.send(**mail))
        if turn % 5 == 0:
            await self.call("smtp_users.create", jetemail.smtp_users.create(username=name))
            await self.call("smtp_users.delete", jetemail.smtp_users.delete(username=name))
        if turn % 20 == 0:
            await self.call("suppressions.list", jetemail.suppressions.list())

    async def call(self, operation: str, awaitable: Any) -> None:
        """Await a call and count it."""
        began = time.monotonic()
        try:
            await awaitable
        except errors.JetEmailError as error:
            self.failures[f"{operation}: {error}"] += 1
        self.calls[operation] += 1
        self.slowest = max(self.slowest, time.monotonic() - began)


def memory(process: int) -> float:
    """Return the resident memory of a process in MiB."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


async def run(process: int, base_url: str, clients: int, seconds: float) -> bool:
    """Run the clients, print what happened, and return whether all is well."""
    await (load := Load(base_url, 0.0)).warm_up()
    load.end = time.monotonic() + seconds
    samples = list[tuple[float, int]]()

    async def watch() -> None:
        while True:
            samples.append((memory(process), load.calls.total()))
            await asyncio.sleep(seconds / 30)

    watching = asyncio.create_task(watch())
    await asyncio.gather(*(load.client(number) for number in range(clients)))
    watching.cancel()
    total = load.calls.total()
    print(f"{clients} clients, {seconds:g} s: {total} calls, {total / seconds:.0f} a second,")
    print(f"  the slowest {load.slowest:.1f} s, {load.failures.total()} failures")
    for failure, count in load.failures.most_common(5):
        print(f"  {count} x {failure}")
    shown = "  ".join(f"{mib:.0f} ({calls})" for mib, calls in samples[::3])
    print(f"  MiB (after calls): {shown}")
    growth = samples[-1][0] / max(mib for mib, _ in samples[: len(samples) // 3])
    print(f"  memory at the end: {growth:.2f} of the most in the first third")
    return not load.failures and growth <= GROWTH


def main() -> int:
    """Start a sandbox and load it; return an exit status."""
    parser = ArgumentParser()
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        try:
            line: Any = process.stdout
            url = next(re.findall(r"API +(\S+)", one)[0] for one in line if " API " in one)
            is_well = asyncio.run(run(process.pid, url, options.clients, options.seconds))
        finally:
            process.terminate()
    return int(not is_well)


if __name__ == "__main__":
    sys.exit(main())
