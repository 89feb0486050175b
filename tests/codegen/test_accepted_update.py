"""Many changes of openapi.json at once: the report, and the client that is generated of them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from attrs import frozen

from codegen.generate import ROOT, run
from codegen.update import BREAKING, PRINTERS, update
from tests.codegen.fixtures.documents import JSON, TEXT, Place, changed
from tests.raw_server import playing, respond_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WHOLE = {"type": "integer"}
SEND: Place = ("paths", "/email", "post")
LOGS: Place = ("paths", "/outbound/logs", "get")
DOMAINS: Place = ("paths", "/outbound/domains")
WEBHOOKS: Place = ("paths", "/webhooks")
CONTENT = ("content", JSON, "schema")
BODY = ("requestBody", *CONTENT)
ROW = {"type": "object", "required": ["uuid"], "properties": {"uuid": TEXT, "domain": TEXT}}
ROWS = {"type": "object", "properties": {"result": {"type": "array", "items": ROW}}}
TENANT = {"name": "X-Tenant", "in": "header", "schema": TEXT}
PRIORITY = {"type": "string", "enum": ["low", "high"]}

CHANGES: list[tuple[Place, Any]] = [
    (("info", "version"), "9"),
    (("servers",), [{"url": "https://new.jetemail.com"}]),
    ((*SEND, "deprecated"), True),
    ((*SEND, *BODY, "properties", "priority"), PRIORITY),
    ((*SEND, *BODY, "properties", "to", "oneOf", 1, "maxItems"), 20),
    ((*SEND, *BODY, "required"), ["from", "to", "subject", "html"]),
    ((*SEND, "responses", "201", *CONTENT, "properties", "position"), WHOLE),
    ((*SEND, "responses", "403"), {"description": "Forbidden"}),
    ((*LOGS, "parameters", 0, "description"), "Other words"),
    ((*LOGS, "parameters", 0, "schema", "maximum"), 50),
    ((*LOGS, "summary"), "List what was sent"),
    ((*DOMAINS, "get", "responses", "200", *CONTENT), ROWS),
    ((*DOMAINS, "post", "parameters"), [TENANT]),
    ((*DOMAINS, "post", *BODY, "properties", "domain", "maxLength"), 60),
    ((*DOMAINS, "delete", "externalDocs"), {"url": "https://example.com/docs"}),
    ((*WEBHOOKS, "post", *BODY, "properties", "retries"), WHOLE | {"maximum": 9}),
    ((*WEBHOOKS, "post", *BODY, "required"), ["name", "url", "events", "retries"]),
    ((*WEBHOOKS, "post", *BODY, "properties", "name", "maxLength"), 80),
    ((*WEBHOOKS, "patch", *BODY, "properties", "filter_domains"), ...),
    ((*WEBHOOKS, "patch", "description"), "Changes one webhook."),
    (("paths", "/webhooks/query", "post", *BODY, "properties", "tag"), TEXT),
]

SCRIPT = """
import asyncio
import sys

from jetemail_api_client import AsyncJetEmail, JetEmail
from jetemail_api_client.errors import InvalidRequestError

URL = sys.argv[1]
KEYS = ("api_" + "a" * 32, "transactional_" + "b" * 32)


def calls() -> None:
    with JetEmail(*KEYS, base_url=URL) as jetemail:
        sent = jetemail.email.send(
            from_="a@example.com", to="b@example.com", subject="S", html="H", priority="low"
        )
        position: int = sent.position if isinstance(sent.position, int) else 0
        rows = jetemail.outbound_domains.list().result
        uuids: list[str] = [row.uuid for row in rows] if isinstance(rows, list) else []
        try:
            jetemail.outbound_logs.list(limit=51)
        except InvalidRequestError as error:
            print(position, uuids, "limit" in str(error))


async def async_calls() -> None:
    async with AsyncJetEmail(*KEYS, base_url=URL) as jetemail:
        await jetemail.outbound_logs.list(limit=50)
        await jetemail.webhooks.create(
            name="N", url="https://example.com/", events=["inbound.spam"], retries=3
        )
        await jetemail.outbound_domains.create(domain="example.com", x_tenant="T")


calls()
asyncio.run(async_calls())
"""


@frozen
class Updated:
    """A project after the update."""

    root: Path
    status: int
    text: list[str]
    data: Any

    def run(self, *command: str) -> str:
        """Run Python in the project; return what it prints."""
        command = (sys.executable, *command)
        process = subprocess.run(
            command, cwd=self.root, capture_output=True, text=True, check=False
        )
        assert 0 == process.returncode, process.stdout + process.stderr
        return process.stdout


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Updated:
    """A copy of this project that follows the changed document."""
    root = tmp_path_factory.mktemp("updated")
    for name in ("codegen/templates", "jetemail_api_client"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("operations.yaml", "corrections.yaml"):
        shutil.copy(ROOT / "codegen" / name, root / "codegen")
    for name in ("openapi.json", "pyproject.toml", "generator-config.yaml"):
        shutil.copy(ROOT / name, root)
    document = json.loads((root / "openapi.json").read_bytes())
    for place, value in CHANGES:
        document = changed(place, value, document)
    (root / "new.json").write_text(json.dumps(document))
    (root / "calls.py").write_text(SCRIPT)
    reports: list[Any] = []

    def printer(*report: Any) -> Iterator[str]:
        reports[:] = [list(PRINTERS[name](*report)) for name in ("text", "json")]
        return iter(reports[0])

    status = run(root, partial(update, str(root / "new.json"), root, printer=printer))
    return Updated(root, status, reports[0], json.loads("".join(reports[1])))


def test_report(updated: Updated) -> None:
    """A report of many changes fits one screen; as JSON, it says the same."""
    changes = updated.data["changes"]
    report = updated.text[: updated.text.index("21 changes, 8 of them break callers.")]

    assert (BREAKING, "breaking", 21) == (updated.status, updated.data["result"], len(changes))
    assert len(updated.text) <= 50
    assert max(map(len, report)) <= 100
    assert [
        "servers",
        "body to(array)",
        "body html",
        "response 200 result",
        "body domain",
        "query limit",
        "body retries",
        "body filter_domains",
    ] == [one["place"] for one in changes if one["breaking"]]
    lines = "\n".join(report)
    for one in changes:
        place = f"{one['place']}: " if one["place"] else ""
        mark = "BREAKING " if one["breaking"] else ""
        assert f"  {mark}{place}{one['change']}" in report
        assert all(operation["operation"] in lines for operation in one["operations"])
        assert all(broken["name"] in lines for broken in one["breaks"])
    assert all(problem in updated.text for problem in updated.data["problems"])


def test_types(updated: Updated) -> None:
    """The package and calls with the new arguments and fields pass mypy --strict."""
    options = ("--strict", "--config-file=", "--cache-dir=mypy-cache", "calls.py")

    assert "Success" in updated.run("-m", "mypy", *options, "jetemail_api_client")


def test_calls(updated: Updated) -> None:
    """What the new document describes is sent, parsed and validated."""
    sent = respond_json(201, {"id": "1", "response": "R", "position": 7})
    domains = respond_json(200, {"result": [{"uuid": "U"}]})
    other = respond_json(200, {})
    with playing(sent, domains, other, other, respond_json(201, {})) as server:
        output = updated.run("calls.py", server.base_url)

    mail, _, logs, webhook, domain = [request.split(b"\r\n", 1)[0] for request in server.requests]
    bodies, heads = server.bodies, server.heads()
    assert "7 ['U'] True\n" == output
    assert (b"POST /email HTTP/1.1", b"GET /outbound/logs?limit=50 HTTP/1.1") == (mail, logs)
    assert (b"POST /webhooks HTTP/1.1", b"POST /outbound/domains HTTP/1.1") == (webhook, domain)
    assert b'"priority":"low"' in bodies[0]
    assert b'"retries":3' in bodies[3]
    assert b'{"domain":"example.com"}' == bodies[4]
    keys = [head["authorization"].split("_")[0] for head in heads]
    assert ["Bearer transactional", *["Bearer api"] * 4] == keys
    assert "T" == heads[4]["x-tenant"]
