"""Inbound mail in the sandbox: domains, delivery, rules, logs and the quarantine."""

from typing import Any

import pytest

from jetemail_api_client.sandbox.inbound import receiving, rules
from jetemail_api_client.sandbox.inbound.domains import InboundDomain
from jetemail_api_client.sandbox.inbound.messages import InboundMessage
from jetemail_api_client.sandbox.replies import Refusal

from .account import Caller

UNKNOWN = "b814c25d-b18c-4044-ae31-49e22ce908b5"
SMTP: dict[str, Any] = {
    "domain": "Example.com",
    "delivery_type": "smtp",
    "smtp_servers": ["mail.example.com:25", {"url": "mx.example.com:25"}],
}


def with_domain(**fields: Any) -> tuple[Caller, str]:
    """Return an account with an inbound domain, and the UUID of the domain."""
    call = Caller()
    return call, call("inbound_domains.create", SMTP | fields)["result"]["uuid"]


def test_domains() -> None:
    """A domain is unique, and its settings are those of its delivery type."""
    call, uuid = with_domain()
    create, update = "inbound_domains.create", "inbound_domains.update_settings"
    hook = {"domain": "b.com", "delivery_type": "webhook"}

    assert call.error(create, SMTP) == (409, "This domain already exists")
    wrong = call.error(create, hook | {"smtp_servers": ["a:25"]})
    assert wrong == (400, "smtp_servers does not belong to webhook delivery")
    missing = (400, "smtp_servers is required for smtp delivery")
    assert call.error(create, {"domain": "b.com", "delivery_type": "smtp"}) == missing
    assert call.error(update, {"smtp_servers": []}, uuid=uuid) == missing
    assert call.error(update, {}, uuid=uuid) == (400, "The body must have at least 1 field")
    servers = {"smtp_servers": [{"url": 5}]}
    assert call.error(update, servers, uuid=uuid)[1] == "smtp_servers[0].url must be a string"
    assert call.reply("inbound_domains.get_settings", uuid=UNKNOWN)[0] == 404


def test_change_of_delivery() -> None:
    """A domain whose delivery changes has the settings of the new one, with defaults."""
    call, uuid = with_domain()
    url = "https://example.com/hook"
    change = {"delivery_type": "webhook", "webhook_url": url, "webhook_headers": None}
    call("inbound_domains.update_settings", change, uuid=uuid)
    settings = call("inbound_domains.get_settings", uuid=uuid)["result"]

    assert (settings["webhook_url"], settings["webhook_timeout"]) == (url, 30000)
    assert "smtp_servers" not in settings and "forward_mx_verified" not in settings


def test_delivery() -> None:
    """A message is delivered to the servers of its domain, and is in the log."""
    call, uuid = with_domain()
    message = call.account.inbound.receive("a@b.example", "info@example.com", subject="Hello")
    (entry,) = call("inbound_logs.list", uuid=uuid, subject="hell")["data"]
    events = [one.type for one in call.account.events.recorded]

    assert message.recipients == ["mail.example.com:25", "mx.example.com:25"]
    assert (entry["status"], entry["delivery_count"]) == ("delivered", 1)
    assert events == ["inbound.received", "inbound.delivered"]


def test_webhook_delivery() -> None:
    """A message of a domain with webhook delivery is passed to what sends it."""
    call = Caller()
    got = list[tuple[InboundDomain, InboundMessage]]()
    call.account.inbound.deliveries.append(lambda *one: got.append(one))
    url = "https://example.com/hook"
    hook = {"domain": "example.com", "delivery_type": "webhook", "webhook_url": url}
    call("inbound_domains.create", hook)
    message = call.account.inbound.receive("a@b.example", "info@example.com")

    assert [(domain.domain, one.uid) for domain, one in got] == [("example.com", message.uid)]
    assert message.recipients == [url]


def test_no_delivery() -> None:
    """Mail for a domain that is unknown or disabled is refused."""
    call, uuid = with_domain()
    call("inbound_domains.update_settings", {"status": "disabled"}, uuid=uuid)
    for to in ("a@example.com", "a@b.example"):
        with pytest.raises(Refusal, match="no active inbound domain"):
            call.account.inbound.receive("a@b.example", to)


def test_quarantine() -> None:
    """Spam is held until it is released, once."""
    call, uuid = with_domain()
    message = call.account.inbound.receive("spam@b.example", "info@example.com")
    (held,) = call("inbound_logs.list", uuid=uuid, spamscore_min=5)["data"]
    released = call("quarantine.release", {"uid": message.uid})

    assert (held["status"], "delivered_timestamp" in held) == ("quarantined", False)
    assert released["data"]["domain_name"] == "example.com"
    assert message.status == "delivered"
    assert call.reply("quarantine.release", {"uid": message.uid})[0] == 404
    types = [one.type for one in call.account.events.recorded]
    assert types == ["inbound.received", "inbound.spam", "inbound.delivered"]


MAIL: dict[str, Any] = {
    "subject": "Cheap Pills",
    "text": "buy now",
    "headers": {"X-Mailer": "Spammer"},
    "attachments": [{"filename": "a.exe"}],
    "remote_ip": "198.51.100.7",
}


@pytest.mark.parametrize(
    ("conditions", "matches"),
    [
        ({}, False),
        ({"senders": [{"sender_type": "email", "sender_value": "A@b.example"}]}, True),
        ({"senders": [{"sender_type": "domain", "sender_value": "b.example"}]}, True),
        ({"senders": [{"sender_type": "domain", "sender_value": "c.example"}]}, False),
        ({"recipients": [{"recipient_type": "email", "recipient_value": "x@y.z"}]}, False),
        ({"subjects": [{"match_type": "exact", "subject_value": "cheap pills"}]}, True),
        ({"subjects": [{"subject_value": "cheap", "case_sensitive": True}]}, False),
        ({"body": [{"match_type": "contains", "body_value": "BUY"}]}, True),
        ({"headers": [{"header_name": "x-mailer", "header_value": "spammer"}]}, True),
        ({"headers": [{"header_name": "x-other", "header_value": "spammer"}]}, False),
        ({"ips": [{"ip_type": "single", "ip_value": "198.51.100.0/24"}]}, True),
        ({"size": {"min_size": 1}}, True),
        ({"size": {"max_size": 1}}, False),
        ({"attachments": [{"match_type": "filename", "match_value": ".exe"}]}, True),
        ({"body": [{"body_value": "buy"}], "size": {"max_size": 1}}, False),
    ],
)
def test_block_rule(conditions: dict[str, Any], matches: bool) -> None:
    """A rule blocks a message that meets a condition of each of its kinds."""
    call, uuid = with_domain()
    body = {"name": "Pills", "domain": "example.com"} | conditions
    call("domain_blocklist.create", body)
    message = call.account.inbound.receive("a@b.example", "info@example.com", **MAIL)
    (entry,) = call("inbound_logs.list", uuid=uuid)["data"]

    assert message.status == ("blocked" if matches else "delivered")
    assert entry["rejected_count"] == matches
    assert entry["rejected_response"] == ("550 [ACL] Blocked." if matches else "")


def test_allow_rule() -> None:
    """An allow rule wins over a block rule and over spam, until it is turned off."""
    call, _ = with_domain()
    senders = {"senders": [{"sender_type": "email", "sender_value": "spam@b.example"}]}
    call("account_blocklist.create", {"name": "Block"} | senders)
    rule = call("account_allowlist.create", {"name": "Allow"} | senders)["uuid"]
    receive = call.account.inbound.receive
    allowed = receive("spam@b.example", "a@example.com")
    call("account_allowlist.update", {"enabled": False}, uuid=rule)

    assert allowed.status == "delivered"
    assert receive("spam@b.example", "a@example.com").status == "blocked"


def test_rules() -> None:
    """Conditions are replaced by kind, flags are numbers, and a rule of a domain has its name."""
    call, _ = with_domain()
    subjects = [{"match_type": "exact", "subject_value": "a", "case_sensitive": True}]
    body = {"name": "A 1", "description": "d", "subjects": subjects, "ips": [{"ip_value": "::1"}]}
    uuid = call("domain_allowlist.create", body, domain="Example.com")["uuid"]
    change: dict[str, Any] = {"description": None, "ips": [], "size": {"max_size": 5}}
    call("domain_allowlist.update", change, uuid=uuid.upper())
    (rule,) = call("domain_allowlist.list", domain="example.com")["rules"]

    assert rule == call("domain_allowlist.get", uuid=uuid)["rule"]
    assert (rule["domain"], rule["action"], rule["description"]) == ("example.com", "ALLOW", None)
    assert rule["conditions"]["subjects"] == [subjects[0] | {"case_sensitive": 1}]
    assert (rule["conditions"]["ips"], rule["conditions"]["size"]) == ([], {"max_size": 5})


def test_refused_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule needs a name, a domain that exists, and a place in the list."""
    call, _ = with_domain()
    create, rule = "domain_allowlist.create", {"name": "A", "domain": "example.com"}
    uuid = call(create, rule)["uuid"]

    assert call.error(create, rule | {"name": "A!"})[1].startswith("name must be made of letters")
    assert call.error(create, {"name": "A"}) == (400, "domain is required")
    assert call.reply(create, rule | {"domain": "b.com"})[0] == 404
    assert call.error("domain_allowlist.list", subdomain_id=1)[1] == "The sandbox has no subdomains"
    assert call.reply("domain_allowlist.get", uuid=UNKNOWN)[0] == 404
    wrong = {"size": {"max_size": "5"}}
    expected = (400, "size.max_size must be an integer")
    assert call.error("domain_allowlist.update", wrong, uuid=uuid) == expected
    monkeypatch.setattr(rules, "MAX_RULES", 1)
    assert call.error(create, rule) == (400, "There are 1 rules already")


def test_deleted_domain() -> None:
    """A deleted domain takes its rules with it."""
    call, uuid = with_domain()
    call("domain_allowlist.create", {"name": "A", "domain": "example.com"})
    call("inbound_domains.create", SMTP | {"domain": "b.com"})
    call("domain_allowlist.create", {"name": "B", "domain": "b.com"})
    call("inbound_domains.delete", {"uuid": uuid})

    assert [one.name for one in call.account.domain_allowlist.by_uuid.values()] == ["B"]


def test_account_log() -> None:
    """The log of the account has the domains that were chosen, with counts and pages."""
    call, _ = with_domain()
    call("inbound_domains.create", SMTP | {"domain": "b.com"})
    for to in ("1@example.com", "2@example.com", "1@b.com"):
        call.account.inbound.receive("a@b.example", to)
    everything = call("inbound_logs.list_account", sort_order="asc")
    one = call("inbound_logs.list_account", domains="Example.com, c.com", limit=1, page=2)

    assert [row["to"] for row in everything["data"]] == [
        "1@example.com",
        "2@example.com",
        "1@b.com",
    ]
    assert [row["count"] for row in everything["domains_queried"]] == [2, 1]
    assert [row["to"] for row in one["data"]] == ["1@example.com"]
    assert one["pagination"] == {"total": 2, "limit": 1, "offset": 1, "returned": 1}
    assert (one["total_domains"], one["domains_included"]) == (2, 1)


def test_log_without_a_domain() -> None:
    """The log of a domain needs its UUID, and the sandbox has no subdomains."""
    call = Caller()

    assert call.error("inbound_logs.list") == (400, "uuid or subdomain_id is required")
    assert call.error("inbound_logs.list", subdomain_id=1)[0] == 404


def test_oldest_inbound_messages_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sandbox keeps a limited number of inbound messages."""
    call, _ = with_domain()
    monkeypatch.setattr(receiving, "MAX_MESSAGES", 1)
    for to in ("1@example.com", "2@example.com"):
        call.account.inbound.receive("a@b.example", to)

    assert [one.to for one in call.account.inbound.by_uid.values()] == ["2@example.com"]
