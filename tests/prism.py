"""Prism between the client and the sandbox: `make check-prism`.

Prism, https://github.com/stoplightio/prism, validates each request and each response against
openapi.json, without any code of this repository. The calls are made in both flavours.
"""

import asyncio
import json
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from operator import attrgetter
from pathlib import Path
from typing import Any

import httpx
from attrs import define, field

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client.models import EmailMessage, SenderCondition
from jetemail_api_client.sandbox import Sandbox

ROOT = Path(__file__).parents[1]
PRISM = ROOT / "build" / "prism" / "node_modules" / ".bin" / "prism"
HEADER = "sl-violations"


@define
class Seen:
    """The responses that came through Prism."""

    responses: "Counter[str]" = field(factory=Counter)
    violations: "Counter[str]" = field(factory=Counter)

    def add(self, response: httpx.Response) -> None:
        """Count a response and what is wrong with it or its request."""
        place = f"{response.request.method} {response.request.url.path} {response.status_code}"
        self.responses[place] += 1
        for one in json.loads(response.headers.get(HEADER, "[]")):
            self.violations[f"{place}: {'.'.join(one['location'])}: {one['message']}"] += 1


@contextmanager
def proxy(upstream: str) -> Iterator[str]:
    """Run Prism in front of a server; yield its URL."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(PRISM), "proxy", "openapi.json", upstream, "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            _await_port(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _await_port(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("Prism did not start")


MAIL: dict[str, Any] = {"from_": "Shop <a@example.com>", "subject": "Order", "text": "Thanks"}
FOE = SenderCondition(sender_type="email", sender_value="foe@example.org")
RULE: dict[str, Any] = {"name": "foes", "senders": [FOE]}
WEBHOOK: dict[str, Any] = {
    "name": "events",
    "url": "http://127.0.0.1:9/",
    "events": ["outbound.delivered"],
}
CALLS: list[tuple[str, dict[str, Any]]] = [
    ("outbound_domains.create", {"domain": "example.com"}),
    ("outbound_domains.check", {"uuid": "$outbound"}),
    ("outbound_domains.update_settings", {"uuid": "$outbound", "open_tracking": True}),
    ("outbound_domains.get_settings", {"uuid": "$outbound"}),
    ("outbound_domains.list", {}),
    ("smtp_users.create", {"username": "a", "approved_domains": ["example.com"]}),
    ("smtp_users.create", {"username": "a", "password": "taken already"}),
    ("smtp_users.update", {"username": "a", "quota": 5}),
    ("smtp_users.list", {}),
    ("email.send", MAIL | {"to": "bounce@example.org", "attachments": [("a.txt", b"a")]}),
    ("email.send_batch", {"emails": [EmailMessage(**MAIL, to="user@example.org")]}),
    ("outbound_logs.list", {}),
    ("outbound_logs.get", {"uid": "$message"}),
    ("transactional_keys.create", {"name": "shop"}),
    ("transactional_keys.list", {}),
    ("suppressions.create", {"target_value": "no@example.org"}),
    ("suppressions.import_csv", {"csv": "target_value\nb@example.org\n"}),
    ("suppressions.list", {}),
    ("suppressions.export_csv", {}),
    ("suppressions.delete", {"id": 1}),
    ("webhooks.create", WEBHOOK),
    ("webhooks.list", {}),
    ("webhooks.query", {}),
    ("webhooks.get", {"uuid": "$webhook"}),
    ("webhooks.update", {"uuid": "$webhook", "name": "more"}),
    ("webhooks.delete", {"uuid": "$webhook"}),
    ("inbound_domains.create", {"domain": "in.example.com", "delivery_type": "forward"}),
    ("inbound_domains.check", {"uuid": "$inbound"}),
    ("inbound_domains.get_settings", {"uuid": "$inbound"}),
    ("inbound_domains.list", {}),
    ("forward_rules.create", {"uuid": "$inbound", "localpart": "a", "destination": "b@c.example"}),
    ("forward_rules.list", {"uuid": "$inbound"}),
    ("forward_destinations.list", {}),
    ("domain_allowlist.create", RULE | {"domain": "in.example.com"}),
    ("domain_allowlist.list", {"domain": "in.example.com"}),
    ("account_blocklist.create", RULE),
    ("account_blocklist.list", {}),
    ("inbound_logs.list", {"uuid": "$inbound"}),
    ("inbound_logs.list_account", {}),
    ("smtp_users.delete", {"username": "a"}),
    ("smtp_users.delete", {"username": "a"}),
]
"""Operations and their arguments; those with $ are identifiers that the sandbox has made."""


def arguments_of(given: dict[str, Any], sandbox: Sandbox) -> dict[str, Any]:
    """Return arguments with the identifiers of the sandbox."""
    account = sandbox.account
    held: dict[str, Mapping[str, Any]] = {
        "$outbound": account.outbound_domains.by_uuid,
        "$inbound": account.inbound_domains.by_uuid,
        "$webhook": account.webhooks.by_uuid,
        "$message": account.messages.by_uid,
    }
    return {
        name: next(iter(held[str(value)])) if str(value) in held else value
        for name, value in given.items()
    }


def run_sync(sandbox: Sandbox, options: Any, seen: Seen) -> None:
    """Do the calls with the sync client."""
    with httpx.Client(event_hooks={"response": [seen.add]}, trust_env=False) as http_client:
        client: Any = JetEmail(**options, http_client=http_client)
        for name, given in CALLS:
            with suppress(errors.APIStatusError):
                attrgetter(name)(client)(**arguments_of(given, sandbox))


async def run_async(sandbox: Sandbox, options: Any, seen: Seen) -> None:
    """Do the calls with the async client."""

    async def add(response: httpx.Response) -> None:
        seen.add(response)

    async with httpx.AsyncClient(event_hooks={"response": [add]}, trust_env=False) as http_client:
        client: Any = AsyncJetEmail(**options, http_client=http_client)
        for name, given in CALLS:
            with suppress(errors.APIStatusError):
                await attrgetter(name)(client)(**arguments_of(given, sandbox))


def sees_violations(url: str) -> bool:
    """Return whether Prism reports a request that is not as described."""
    response = httpx.post(f"{url}/outbound/smarthost", json={"quota": "many"}, trust_env=False)
    return HEADER in response.headers


def main() -> int:
    """Do the calls in both flavours; print what Prism found, and return an exit status."""
    seen = Seen()
    with Sandbox() as sandbox, proxy(sandbox.base_url) as url:
        if not sees_violations(url):
            print("Prism reports nothing for a wrong request")
            return 1
        options = {**sandbox.connection, "base_url": url, "max_attempts": 1}
        run_sync(sandbox, options, seen)
        sandbox.reset()
        asyncio.run(run_async(sandbox, options, seen))
    print(f"{seen.responses.total()} responses, {len(seen.responses)} kinds")
    for violation, count in sorted(seen.violations.items()):
        print(f"{count} x {violation}")
    return int(bool(seen.violations) or seen.responses.total() < 2 * len(CALLS))


if __name__ == "__main__":
    sys.exit(main())
