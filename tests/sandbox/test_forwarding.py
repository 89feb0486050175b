"""Forwarding in the sandbox: rules, destinations and their confirmation."""

import pytest

from jetemail_api_client.sandbox.inbound import forwarding

from .account import Caller

UNKNOWN = "b814c25d-b18c-4044-ae31-49e22ce908b5"
RULE = {"localpart": "Info", "destination": "team@b.example"}


def with_domain() -> tuple[Caller, str]:
    """Return an account with a verified domain with forward delivery, and its UUID."""
    call = Caller()
    domain = {"domain": "example.com", "delivery_type": "forward"}
    uuid = call("inbound_domains.create", domain)["result"]["uuid"]
    call("inbound_domains.check", uuid=uuid)
    return call, uuid


def token_of(call: Caller) -> str:
    """Return the token in the latest mail of JetEmail itself."""
    message = list(call.account.messages.by_uid.values())[-1]
    assert (message.via, message.to) == ("sandbox", ["team@b.example"])
    return message.text.strip().partition("?token=")[2]


def test_forwarding() -> None:
    """Mail is forwarded once the destination has confirmed, to all rules of the local part."""
    call, uuid = with_domain()
    receive = call.account.inbound.receive
    rule = call("forward_rules.create", RULE, uuid=uuid)["result"]
    before = receive("a@b.example", "info@example.com").recipients
    verified = call("forward_destinations.verify", {"token": token_of(call)})
    call("forward_rules.create", RULE | {"localpart": "*"}, uuid=uuid)
    after = receive("a@b.example", "info+tag@example.com").recipients
    ids = {"uuid": uuid, "ruleUuid": rule["uuid"]}
    call("forward_rules.update", {"active": False}, **ids)

    assert (rule["localpart"], rule["active"], rule["verified"]) == ("info", 1, 0)
    assert (before, verified["rules_updated"]) == ([], 1)
    assert after == ["team@b.example"] * 2
    assert receive("a@b.example", "info@example.com").recipients == ["team@b.example"]
    assert len(call.account.messages.by_uid) == 1


def test_new_destination() -> None:
    """A rule with another destination is verified when that one is."""
    call, uuid = with_domain()
    ids = {
        "uuid": uuid,
        "ruleUuid": call("forward_rules.create", RULE, uuid=uuid)["result"]["uuid"],
    }
    call("forward_destinations.verify", {"token": token_of(call)})
    same = call("forward_rules.update", {"destination": "team@b.example"}, **ids)["result"]
    other = call("forward_rules.update", {"destination": "c@b.example"}, **ids)["result"]

    assert (same["verified"], other["verified"]) == (1, 0)
    assert call.reply("forward_rules.get", uuid=UNKNOWN, ruleUuid=ids["ruleUuid"])[0] == 404
    assert call.reply("forward_rules.get", uuid=uuid, ruleUuid=UNKNOWN)[0] == 404


def test_refused_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule needs a verified domain with forward delivery, an address, and is unique."""
    call, uuid = with_domain()
    create = "forward_rules.create"
    call(create, RULE, uuid=uuid)
    domain = {"domain": "a.invalid", "delivery_type": "forward"}
    invalid = call("inbound_domains.create", domain)["result"]["uuid"]
    call("inbound_domains.check", uuid=invalid)
    hook = {"domain": "b.com", "delivery_type": "webhook"}
    webhook = call("inbound_domains.create", hook)["result"]["uuid"]

    assert call.error(create, RULE, uuid=uuid) == (409, "This forwarding rule already exists")
    assert "not verified" in call.error(create, RULE, uuid=invalid)[1]
    assert "does not have forward" in call.error(create, RULE, uuid=webhook)[1]
    named = RULE | {"destination": "Team <team@b.example>"}
    assert "without a display name" in call.error(create, named, uuid=uuid)[1]
    long = call.error(create, RULE | {"localpart": ""}, uuid=uuid)
    assert long == (400, "localpart must have 1 to 64 characters")
    monkeypatch.setattr(forwarding, "MAX_RULES", 1)
    full = call.error(create, RULE | {"localpart": "b"}, uuid=uuid)
    assert full == (400, "The domain has 1 rules already")


def test_tokens() -> None:
    """A token is valid for 48 hours, confirms once, and an unknown one is refused."""
    call, uuid = with_domain()
    call("forward_rules.create", RULE, uuid=uuid)
    old = token_of(call)
    call.account.advance(48 * 3600)
    expired = call.error("forward_destinations.verify", {"token": old})
    (destination,) = call("forward_destinations.list")["result"]
    call("forward_destinations.resend", uuid=destination["uuid"])
    statuses = [
        call("forward_destinations.verify", {"token": token_of(call)})["status"] for _ in range(2)
    ]

    assert expired == (400, "The token has expired")
    assert statuses == ["verified", "already_verified"]
    assert call.error("forward_destinations.verify", {"token": "x"})[1] == "The token is not valid"
    confirmed = call.error("forward_destinations.resend", uuid=destination["uuid"])
    assert confirmed == (400, "The destination is already confirmed")
    assert call.reply("forward_destinations.resend", uuid=UNKNOWN)[0] == 404


def test_limit_of_confirmations() -> None:
    """A destination gets a limited number of e-mails in 24 hours."""
    call, uuid = with_domain()
    call("forward_rules.create", RULE, uuid=uuid)
    (destination,) = call("forward_destinations.list")["result"]
    resend = "forward_destinations.resend"
    statuses = [call.reply(resend, uuid=destination["uuid"])[0] for _ in range(5)]
    call.account.advance(24 * 3600)

    assert statuses == [200, 200, 200, 200, 400]
    assert call.reply(resend, uuid=destination["uuid"])[0] == 200


def test_deleted_domain() -> None:
    """A deleted domain takes its forwarding rules with it, and no others."""
    call, uuid = with_domain()
    call("forward_rules.create", RULE, uuid=uuid)
    domain = {"domain": "b.com", "delivery_type": "forward"}
    other = call("inbound_domains.create", domain)["result"]["uuid"]
    call("inbound_domains.check", uuid=other)
    call("forward_rules.create", RULE, uuid=other)
    call("inbound_domains.delete", {"uuid": uuid})

    rules = call.account.forward_rules.by_uuid.values()
    assert [one.domain_uuid for one in rules] == [other]
