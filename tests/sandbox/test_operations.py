"""Every operation of the API, through both clients, against a sandbox."""

import json
import logging
from collections.abc import Callable, Generator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from jsonschema import Draft4Validator  # type: ignore[import-untyped]

from codegen.spec import operations_of
from jetemail_api_client import AsyncJetEmail, JetEmail, models
from jetemail_api_client.sandbox import API_KEY, TRANSACTIONAL_KEY, create_app, running
from jetemail_api_client.sandbox.account.accounts import Account
from jetemail_api_client.sandbox.account.description import Operation, description
from jetemail_api_client.sandbox.http.app import UNPUBLISHED, SandboxApp

from ..spec.operations import DESCRIPTION
from .receiver import receiving, wait_until

OPERATIONS = dict(operations_of(DESCRIPTION))
NAMES = {one.name for one in description().values()}
MESSAGE: dict[str, Any] = {
    "from_": "Shop <shop@example.com>",
    "to": ["click@example.org", "bounce@example.org"],
    "subject": "Order 1",
    "html": "<p>Thanks</p>",
}

CSV = "target_value\r\nuser@example.com\r\nno\r\nb@c.de\r\n"

Steps = Generator[tuple[str, dict[str, Any]], Any, None]


def outbound(app: SandboxApp) -> Steps:
    """Call the operations for outbound mail."""
    yield "smtp_users.create", {"username": "a"}
    yield "smtp_users.list", {}
    yield "smtp_users.update", {"username": "a", "quota": 5, "status": "inactive"}
    yield "smtp_users.delete", {"username": "a"}
    key = yield "transactional_keys.create", {"name": "shop"}
    key = yield "transactional_keys.rotate", {"api_token": key.api_token}
    yield "transactional_keys.update", {"api_token": key.api_token, "status": False}
    yield "transactional_keys.update", {"api_token": key.api_token, "name": "shop 2"}
    yield "transactional_keys.list", {}
    yield "transactional_keys.delete", {"api_token": key.api_token}
    created = yield "outbound_domains.create", {"domain": "example.com"}
    domain = {"uuid": created["domain"]["uuid"]}
    yield "outbound_domains.check", domain
    yield "outbound_domains.update_settings", domain | {"bcc_emails": ["a@example.com"]}
    yield "outbound_domains.get_settings", domain
    yield "outbound_domains.list", {}
    yield "outbound_domains.delete", domain
    rule = yield "suppressions.create", {"target_value": "user@example.com"}
    yield "suppressions.list", {}
    yield (
        "suppressions.import_csv",
        {"csv": CSV},
    )
    yield "suppressions.export_csv", {}
    yield "suppressions.delete", {"id": rule.rule.id}
    sent = yield "email.send", MESSAGE
    yield "email.send", MESSAGE | {"scheduled_at": datetime.now(UTC) + timedelta(minutes=1)}
    yield "email.send_batch", {"emails": [models.EmailMessage(**MESSAGE)]}
    app.state.account.advance(10)
    yield "outbound_logs.list", {}
    yield "outbound_logs.get", {"uid": sent.id}


def inbound(app: SandboxApp) -> Steps:
    """Call the operations for inbound mail, and those on webhooks."""
    with receiving() as receiver:
        yield from inbound_to(receiver.url, app.state.account)


def inbound_to(url: str, account: Account) -> Steps:
    """Call these operations with a webhook of this URL."""
    created = yield (
        "webhooks.create",
        {
            "name": "Hook",
            "url": url,
            "events": ["inbound.received"],
        },
    )
    hook = {"uuid": created.webhook.uuid}
    servers = ["mail.example.com:25"]
    smtp = {"domain": "example.com", "delivery_type": "smtp", "smtp_servers": servers}
    created = yield "inbound_domains.create", smtp
    domain = {"uuid": created.result.uuid}
    held = account.inbound.receive("spam@example.org", "a@example.com", subject="Buy")
    account.inbound.receive("friend@example.org", "a@example.com", subject="Hello")
    yield "quarantine.release", {"uid": held.uid}
    yield "inbound_logs.list", domain
    yield "inbound_logs.list_account", {}
    yield "inbound_domains.update_settings", domain | {"status": "disabled"}
    yield "inbound_domains.get_settings", domain
    yield "inbound_domains.list", {}
    for name in ("domain_allowlist", "domain_blocklist", "account_allowlist", "account_blocklist"):
        yield from rules(name)
    yield "inbound_domains.delete", domain
    yield "webhooks.list", {}
    yield "webhooks.get", hook
    yield "webhooks.update", hook | {"status": False}
    wait_until(lambda: account.webhooks.deliveries[0].status == "success")
    found = yield "webhooks.query", hook
    yield "webhooks.replay", {"event_id": found.events[0].id}
    yield "webhooks.delete", hook


def rules(name: str) -> Steps:
    """Call the operations of a list of rules."""
    domain = {"domain": "example.com"} if name.startswith("domain") else {}
    senders = [models.SenderCondition(sender_type="domain", sender_value="example.org")]
    created = yield f"{name}.create", {"name": "Partners", "senders": senders} | domain
    rule = {"uuid": created["uuid"] if isinstance(created, dict) else created.uuid}
    yield f"{name}.update", rule | {"enabled": False, "description": "Old"}
    yield f"{name}.get", rule
    yield f"{name}.list", domain
    yield f"{name}.delete", rule


def forwarding(app: SandboxApp) -> Steps:
    """Call the operations on forwarding."""
    account = app.state.account
    domain = {"domain": "example.net", "delivery_type": "forward"}
    created = yield "inbound_domains.create", domain
    uuid = {"uuid": created.result.uuid}
    yield "inbound_domains.check", uuid
    yield "inbound_domains.get_settings", uuid
    rule = yield "forward_rules.create", uuid | {"localpart": "info", "destination": "a@b.example"}
    ids = uuid | {"rule_uuid": rule.result.uuid}
    listed = yield "forward_destinations.list", {}
    yield "forward_destinations.resend", {"uuid": listed.result[0].uuid}
    text = list(account.messages.by_uid.values())[-1].text
    token = text.strip().partition("?token=")[2]
    yield "forward_destinations.verify", {"token": token}
    yield "forward_destinations.verify", {"token": token}
    yield "forward_rules.update", ids | {"active": False}
    yield "forward_rules.get", ids
    yield "forward_rules.list", uuid
    yield "forward_rules.delete", ids


class Recorder:
    """An ASGI application in front of a sandbox that keeps what it responds."""

    def __init__(self, app: SandboxApp) -> None:
        self.app = app
        self.responses: list[tuple[Operation, int, dict[str, str], bytes]] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        start: dict[str, Any] = {}
        body = b""

        async def record(message: Any) -> None:
            nonlocal body
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                body += message["body"]
            await send(message)

        await self.app(scope, receive, record)
        effect = self.app.state.account.effects[-1]
        operation = next(one for one in description().values() if one.name == effect.operation)
        headers = {name.decode(): value.decode() for name, value in start["headers"]}
        self.responses.append((operation, start["status"], headers, body))


def call(client: Any, name: str) -> Callable[..., Any]:
    """Return the method of an operation."""
    resource, _, method = name.partition(".")
    found: Callable[..., Any] = getattr(getattr(client, resource), method)
    return found


def described(operation: Operation, status: int) -> Any:
    """Return the schema of a response in openapi.json, as JSON Schema."""
    where = f"{operation.method} {operation.path}"
    (content,) = OPERATIONS[where]["responses"][str(status)]["content"].values()
    return content["schema"]


def json_schema(schema: Any) -> Any:
    """Return a schema of OpenAPI 3.0 as JSON Schema."""
    if isinstance(schema, list):
        return [json_schema(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: json_schema(value) for name, value in schema.items()}
    if schema.get("nullable") is True:
        made["type"] = [made["type"], "null"]
    return made


def missing_fields(schema: Any, value: Any, place: str = "") -> list[str]:
    """Return the described fields that a value lacks."""
    if isinstance(value, list):
        return [
            one for item in value for one in missing_fields(schema.get("items", {}), item, place)
        ]
    properties = schema.get("properties", {})
    if not isinstance(value, dict):
        return []
    lacking = [f"{place}.{name}" for name in properties if name not in value]
    present = [name for name in properties if name in value]
    deeper = (missing_fields(properties[one], value[one], f"{place}.{one}") for one in present)
    return lacking + [one for found in deeper for one in found]


# Described fields that a response may lack: their presence depends on the request or the state.
OPTIONAL = {
    "smtp_users.create.password",
    "email.send_batch.results.scheduled_at",
    "email.send_batch.results.error",
    "email.send_batch.results.email",
    "outbound_domains.update_settings.bccEmails",
    "outbound_logs.list.pagination.next_offset",
    "outbound_logs.list.pagination.previous_offset",
    "forward_destinations.verify.rules_updated",
    "inbound_logs.list.data.delivered_timestamp",
    "inbound_logs.list_account.data.delivered_timestamp",
    "webhooks.query.events.last_response_code",
    # Settings of other delivery types.
    *(f"inbound_domains.get_settings.result.{name}" for name in (
        "smtp_servers", "webhook_url", "webhook_method", "webhook_headers", "webhook_timeout",
        "webhook_retry_count", "webhook_auth_header", "forward_mx_verified",
        "forward_dkim_verified", "forward_spf_verified", "forward_dmarc_verified",
    )),
    # The default servers and conditions have none of their fields.
    *(f"{name}.{verb}.{rules}.conditions.size.{size}"
      for name in ("domain_allowlist", "domain_blocklist", "account_allowlist", "account_blocklist")
      for verb, rules in (("list", "rules"), ("get", "rule")) for size in ("min_size", "max_size")),
}  # fmt: skip


def check_shapes(recorder: Recorder) -> None:
    """Assert that each response is as described, complete, and marked if not published."""
    for operation, status, headers, body in recorder.responses:
        schema = described(operation, status)
        if operation.name == "suppressions.export_csv":
            assert headers["content-type"] == "text/csv; charset=utf-8"
            continue
        value = json.loads(body)
        errors = list(Draft4Validator(json_schema(schema)).iter_errors(value))
        assert errors == [], operation.name
        lacking = {f"{operation.name}{name}" for name in missing_fields(schema, value)}
        assert lacking <= OPTIONAL
        assert ("x-unknown" in schema) == (headers.get(UNPUBLISHED.lower()) == "response")


def run_sync(client: JetEmail, steps: Steps) -> set[str]:
    """Run the steps with a sync client; return the names of the operations."""
    names, result = set[str](), None
    while True:
        try:
            name, arguments = steps.send(result)
        except StopIteration:
            return names
        names.add(name)
        result = call(client, name)(**arguments)


async def run_async(client: AsyncJetEmail, steps: Steps) -> set[str]:
    """Run the steps with an async client; return the names of the operations."""
    names, result = set[str](), None
    while True:
        try:
            name, arguments = steps.send(result)
        except StopIteration:
            return names
        names.add(name)
        result = await call(client, name)(**arguments)


KEYS: Any = {"api_key": API_KEY, "transactional_key": TRANSACTIONAL_KEY}


def test_all_operations_sync(caplog: pytest.LogCaptureFixture) -> None:
    """Each operation responds as described, and the sync client reads it without deviations."""
    caplog.set_level(logging.DEBUG, "jetemail_api_client")
    app = create_app()
    recorder: Any = Recorder(app)
    with running(recorder) as url, JetEmail(**KEYS, base_url=url) as client:
        names = set[str]().union(
            *(run_sync(client, steps(app)) for steps in (outbound, inbound, forwarding))
        )

    assert names == NAMES
    check_shapes(recorder)
    assert "deviation" not in caplog.text


async def test_all_operations_async(caplog: pytest.LogCaptureFixture) -> None:
    """Each operation responds as described, and the async client reads it without deviations."""
    caplog.set_level(logging.DEBUG, "jetemail_api_client")
    app = create_app()
    recorder: Any = Recorder(app)
    with running(recorder) as url:
        async with AsyncJetEmail(**KEYS, base_url=url) as client:
            names = set[str]()
            for steps in (outbound, inbound, forwarding):
                names |= await run_async(client, steps(app))

    assert names == NAMES
    check_shapes(recorder)
    assert "deviation" not in caplog.text
