"""Sending in the sandbox: outcomes, schedules, idempotency, batches and limits."""

import base64
from typing import Any

import pytest

from jetemail_api_client.sandbox.outbound import idempotency, messages
from jetemail_api_client.sandbox.outbound.outcomes import OUTCOMES

from .account import START, Caller

EMAIL: dict[str, Any] = {
    "from": "Shop <shop@example.com>",
    "to": "user@example.org",
    "subject": "Order",
    "text": "Thanks",
}


def log_of(call: Caller, uid: str) -> list[str]:
    """Return the actions in the log of a message."""
    return [row["action"] for row in call("outbound_logs.get", uid=uid)["data"]]


@pytest.mark.parametrize(
    ("local", "actions", "events"),
    [
        ("user", ["ACCEPTED"], ["delivered"]),
        ("Bounce+order-1", ["BOUNCED_HARD"], ["bounced"]),
        ("soft-bounce", ["BOUNCED_SOFT"], ["bounced"]),
        ("deferred", ["DEFERRED", "ACCEPTED"], ["deferred", "delivered"]),
        ("reject", ["REJECTED"], ["rejected"]),
        ("spam", ["SPAM"], ["spam"]),
        ("virus", ["VIRUS"], ["virus"]),
        ("drop", ["REJECTED"], ["dropped"]),
        ("complaint", ["ACCEPTED"], ["delivered", "complaint"]),
        ("open", ["ACCEPTED"], ["delivered", "opened"]),
        ("click", ["ACCEPTED"], ["delivered", "opened", "clicked"]),
        ("slow", ["ACCEPTED"], ["delivered"]),
    ],
)
def test_outcome(local: str, actions: list[str], events: list[str]) -> None:
    """The local part of the recipient chooses the actions in the log and the events."""
    call = Caller()
    uid = call("email.send", EMAIL | {"to": f"{local}@example.org"})["id"]
    call.account.advance(300)

    message = call.account.messages.by_uid[uid]
    assert log_of(call, uid) == ["QUEUED", *actions]
    assert message.events == [f"outbound.{one}" for one in ("queued", *events)]
    assert local.lower().partition("+")[0] in {*OUTCOMES, "user"}
    assert [one.type for one in call.account.events.recorded] == message.events


def test_slow() -> None:
    """A slow message is queued for a minute of the sandbox's time."""
    call = Caller()
    uid = call("email.send", EMAIL | {"to": "slow@example.org"})["id"]
    call.account.advance(59)
    before = log_of(call, uid)
    call.account.advance(1)

    assert (before, log_of(call, uid)) == (["QUEUED"], ["QUEUED", "ACCEPTED"])
    assert call.account.clock.now() == START + 60


def test_log_entry() -> None:
    """The log has a message once, with attempts, opens and clicks, and an event its data."""
    call = Caller()
    uid = call("email.send", EMAIL | {"to": ["click@b.example", "bounce@b.example"]})["id"]
    call.account.advance(5)
    (entry,) = call("outbound_logs.list", search="ORDER")["data"]
    delivered = next(
        one.payload() for one in call.account.events.recorded if one.type == "outbound.delivered"
    )

    assert entry["delivery_summary"] == {
        "total_attempts": 2,
        "successful_deliveries": 1,
        "failed_deliveries": 1,
        "unique_recipients": 2,
    }
    assert (len(entry["opens"]), len(entry["clicks"])) == (1, 1)
    assert entry["bounce_reason"] == "550 5.1.1 User unknown"
    assert delivered["service"] == "outbound"
    assert delivered["data"] == {
        "uid": uid,
        "from": "shop@example.com",
        "to": "click@b.example",
        "subject": "Order",
        "user": "sandbox",
        "mx": "mx.b.example",
        "host": messages.HOST,
        "ip": messages.IP,
        "response": "250 2.0.0 Ok: queued",
    }


def test_log_pages() -> None:
    """Pages of the log have their facts, by page and by offset, in both directions."""
    call = Caller()
    for number in range(5):
        call("email.send", EMAIL | {"subject": f"Order {number}"})
        call.account.advance(1)
    second = call("outbound_logs.list", limit=2, page=2)
    last = call("outbound_logs.list", limit=2, offset=4, sort_order="ASC", sort_by="subject")
    none = call("outbound_logs.list", action="SPAM")

    assert [one["subject"] for one in second["data"]] == ["Order 2", "Order 1"]
    assert second["pagination"]["next_offset"] == 4
    assert second["pagination"]["previous_offset"] == 0
    assert [one["subject"] for one in last["data"]] == ["Order 4"]
    assert (last["pagination"]["current_page"], last["pagination"]["total_pages"]) == (3, 3)
    assert last["pagination"]["has_next_page"] is False
    assert none["data"] == [] == call("outbound_logs.get", uid="unknown")["data"]


@pytest.mark.parametrize(
    ("name", "value", "other"),
    [
        ("receiver", "user@example.org", "b@example.org"),
        ("from", "shop@example.com", "b@example.org"),
        ("mx", "mx.example.org", "mx.b.example"),
        ("date_from", int(START), int(START) + 1),
        ("date_to", int(START), int(START) - 1),
        ("transtype", "http", "ESMTPSA"),
        ("subject", "ord", "bill"),
    ],
)
def test_log_filter(name: str, value: Any, other: Any) -> None:
    """A filter of the log keeps the messages with its value, and no others."""
    call = Caller()
    call("email.send", EMAIL)

    counts = [len(call("outbound_logs.list", **{name: one})["data"]) for one in (value, other)]
    assert counts == [1, 0]
    assert call("outbound_logs.list", md5="0")["data"] == []


@pytest.mark.parametrize("name", ["scheduledAt", "scheduled_at"])
@pytest.mark.parametrize("moment", [int(START) + 60, "2027-01-15T09:01:00+01:00"])
def test_schedule(name: str, moment: Any) -> None:
    """A scheduled message is held until its time, and has no log entry before."""
    call = Caller()
    status, reply = call.reply("email.send", EMAIL | {name: moment})
    (message,) = call.account.messages.by_uid.values()
    call.account.advance(59)
    before = (message.state, call("outbound_logs.list")["data"])
    call.account.advance(1)

    assert (status, reply["scheduled_at"]) == (202, START + 60)
    assert reply["id"] == message.scheduling_id != message.uid
    assert before == ("scheduled", [])
    assert log_of(call, message.uid) == ["QUEUED", "ACCEPTED"]


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        (int(START), "scheduledAt must be in the future and within 30 days"),
        (int(START) + 30 * 86400 + 1, "scheduledAt must be in the future and within 30 days"),
        ("2027-01-15T09:01:00", "scheduledAt must have an offset"),
        ("tomorrow", "scheduledAt must be Unix seconds or an ISO 8601 time"),
        ("0001-01-01T00:00:00+23:00", "scheduledAt must be in the future and within 30 days"),
    ],
)
def test_wrong_schedule(moment: Any, reason: str) -> None:
    """A time that is past, too far ahead or no time is refused."""
    call = Caller()

    assert call.error("email.send", EMAIL | {"scheduledAt": moment}) == (400, reason)
    assert call.account.messages.by_uid == {}


def test_idempotency() -> None:
    """The same key and body get the first response again for a day; nothing is sent twice."""
    call, key = Caller(), {"Idempotency-Key": "k"}
    first = call.reply("email.send", EMAIL, headers=key)
    again = call.reply("email.send", dict(reversed(EMAIL.items())), headers=key)
    other = call.reply("email.send", EMAIL | {"subject": "b"}, headers=key)
    sent = len(call.account.messages.by_uid)
    call.account.advance(24 * 3600)
    later = call.reply("email.send", EMAIL, headers=key)

    assert first == again
    assert (first[0], sent, later == first) == (201, 1, False)
    assert (other[0], other[1]["code"]) == (409, "IDEMPOTENCY_BODY_MISMATCH")


def test_idempotency_in_flight() -> None:
    """A repeat while the first request is running gets the 409 that says so."""
    call, key = Caller(), {"Idempotency-Key": "k"}
    call.account.email.idempotency.begin("k", EMAIL)
    status, reply = call.reply("email.send", EMAIL, headers=key)

    assert (status, reply["code"]) == (409, "IDEMPOTENCY_IN_FLIGHT")


def test_idempotency_of_a_refused_request() -> None:
    """A refused request leaves its key free."""
    call, key = Caller(), {"Idempotency-Key": "k"}
    refused = call.reply("email.send", EMAIL | {"from": "nobody"}, headers=key)

    assert (refused[0], call.reply("email.send", EMAIL, headers=key)[0]) == (400, 201)


def test_batch() -> None:
    """Each message of a batch is accepted or refused by itself, for whatever reason."""
    call = Caller()
    wrong = EMAIL | {"to": "nobody"}
    refused = EMAIL | {"from": "nobody", "attachments": []}
    both = EMAIL | {"html": "<p>"}
    scheduled = EMAIL | {"scheduledAt": int(START) + 60}
    status, reply = call.reply(
        "email.send_batch", {"emails": [EMAIL, wrong, refused, both, scheduled]}
    )

    results = reply["results"]
    assert (status, reply["summary"]) == (207, {"total": 5, "successful": 2, "failed": 3})
    assert [one["status"] for one in results] == ["success", "error", "error", "error", "success"]
    assert results[1]["error"] == "emails[1].to must be an e-mail address"
    assert results[2]["error"].startswith("from must be an address")
    assert "attachments" not in results[2]["email"]
    assert results[3]["error"] == "emails[3] must have one of ['html', 'text']"
    assert results[4]["scheduled_at"] == START + 60


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"to": []}, "to must have at least 1 item"),
        ({"to": ["a@b.example"] * 51}, "to must have at most 50 items"),
        ({"to": ["a@b.example", "b"]}, "to[1] must be an e-mail address"),
        ({"to": 5}, "to must be a string or an array"),
        ({"to": "a@b.example\r\nBcc: b@c.example"}, "to must be an e-mail address"),
        ({"subject": ""}, "subject must have at least 1 character"),
        ({"headers": {"X": 1}}, "headers.X must be a string"),
        ({"attachments": [{"filename": "a"}]}, "attachments[0].data is required"),
        ({"attachments": [{"filename": "a", "data": "!"}]}, "attachments[0].data must be base64"),
    ],
)
def test_wrong_email(fields: dict[str, Any], reason: str) -> None:
    """An e-mail that is not as described is refused, with the name of the field."""
    assert Caller().error("email.send", EMAIL | fields) == (400, reason)


def test_too_large_attachments() -> None:
    """Attachments of over 40 MB together are refused."""
    data = base64.b64encode(bytes(21 * 1024 * 1024)).decode()
    attachments = [{"filename": name, "data": data} for name in "ab"]
    call = Caller()

    expected = (400, "attachments must have at most 40 MB together")
    assert call.error("email.send", EMAIL | {"attachments": attachments}) == expected
    assert call.reply("email.send", EMAIL | {"attachments": attachments[:1]})[0] == 201


def test_suppressed_recipient() -> None:
    """A message to a suppressed address is dropped, also if it is suppressed after scheduling."""
    call = Caller()
    call("email.send", EMAIL | {"scheduledAt": int(START) + 60})
    call("suppressions.create", {"target_value": "User@example.org"})
    call("email.send", EMAIL)
    call.account.advance(60)

    events = [one.events for one in call.account.messages.by_uid.values()]
    assert events == [["outbound.queued", "outbound.dropped"]] * 2


def test_oldest_messages_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sandbox keeps a limited number and size of messages, and always the newest."""
    call = Caller()
    monkeypatch.setattr(messages, "MAX_MESSAGES", 2)
    uids = [call("email.send", EMAIL | {"to": "slow@b.example"})["id"] for _ in range(3)]
    kept = list(call.account.messages.by_uid)
    monkeypatch.setattr(messages, "MAX_SIZE", 1)
    last = call("email.send", EMAIL)["id"]
    call.account.advance(60)

    assert kept == uids[1:]
    assert list(call.account.messages.by_uid) == [last]


def test_domains_of_a_key() -> None:
    """A key sends from its approved domains, or from the verified ones if all are allowed."""
    call = Caller()
    key = call.account.transactional_keys.by_token[call.key]
    key.approved_domains = ["Example.com"]
    approved = call.reply("email.send", EMAIL)[0]
    other = call.error("email.send", EMAIL | {"from": "a@example.net"})
    key.approved_domains, key.allow_all_domains = [], True
    unverified = call.reply("email.send", EMAIL)[0]
    domain = call("outbound_domains.create", {"domain": "example.com"})["domain"]
    call("outbound_domains.check", uuid=domain["uuid"])

    assert approved == 201
    assert other == (400, "from: the key may not send from example.net")
    assert (unverified, call.reply("email.send", EMAIL)[0]) == (400, 201)


def test_quota_of_a_key() -> None:
    """A key is locked when its quota is used up, and a new quota status unlocks it."""
    call = Caller()
    key = call.account.transactional_keys.by_token[call.key]
    key.quota = 1
    replies = [call.reply("email.send", EMAIL)[0] for _ in range(2)]
    locked = key.status
    key.status = "quota-unlocked"

    assert (replies, locked) == ([201, 400], "quota-locked")
    assert call.reply("email.send", EMAIL)[0] == 201


def test_blind_copies_of_a_domain() -> None:
    """A confirmed address gets a copy of what a domain sends; null removes all addresses."""
    call = Caller()
    uuid = call("outbound_domains.create", {"domain": "example.com"})["domain"]["uuid"]
    addresses = {"bccEmails": ["a@b.example", "c@b.example"]}
    changed = call("outbound_domains.update_settings", addresses, uuid=uuid)
    call.account.outbound_domains.confirm_bcc(uuid, "c@b.example")
    uid = call("email.send", EMAIL)["id"]
    removed = call("outbound_domains.update_settings", {"bccEmails": None}, uuid=uuid)

    assert [one["status"] for one in changed["bccEmails"]] == [0, 0]
    assert call.account.messages.by_uid[uid].recipients == ["user@example.org", "c@b.example"]
    assert removed["bccEmails"] == []
    assert "bccEmails" not in call("outbound_domains.update_settings", {}, uuid=uuid)


def test_outbound_domains() -> None:
    """A domain is unique and a name, and a check verifies all but those that cannot exist."""
    call = Caller()
    create = "outbound_domains.create"
    uuids = [call(create, {"domain": one})["domain"]["uuid"] for one in ("a.com", "a.invalid")]
    checks = [call("outbound_domains.check", uuid=one)["domain"]["verified"] for one in uuids]
    unknown = "b814c25d-b18c-4044-ae31-49e22ce908b5"

    assert checks == [1, 0]
    assert call.error(create, {"domain": "A.com"}) == (409, "This domain already exists")
    assert call.reply(create, {"domain": "no domain"})[0] == 400
    deleted = call.reply("outbound_domains.delete", {"uuid": unknown})
    assert deleted == (404, {"error": "domain not found"})


def test_bounded_state(monkeypatch: pytest.MonkeyPatch) -> None:
    """Idempotency keys, messages and what is due of them do not grow without an end."""
    monkeypatch.setattr(idempotency, "MAX_KEYS", 3)
    monkeypatch.setattr(messages, "MAX_MESSAGES", 4)
    call = Caller()
    later = int(START) + 3600
    body = {"from": "a@b.example", "to": "c@d.example", "subject": "s", "text": "t"}
    for number in range(50):
        headers = {"Idempotency-Key": str(number)}
        call("email.send", body | {"scheduledAt": later}, headers=headers)

    assert list(call.account.idempotency.entries) == ["47", "48", "49"]
    assert len(call.account.messages.by_uid) == 4
    assert len(call.account.messages.steps) <= 2 * 4 + 4 + 1
    call.account.advance(3600)
    assert {one.state for one in call.account.messages.by_uid.values()} == {"ACCEPTED"}


def test_size_of_many_recipients(monkeypatch: pytest.MonkeyPatch) -> None:
    """Recipients count as well: each has entries in the log."""
    monkeypatch.setattr(messages, "MAX_SIZE", 100_000)
    call = Caller()
    body = {"from": "a@b.example", "subject": "s", "text": "t"}
    for _ in range(10):
        call("email.send", body | {"to": [f"{number}@d.example" for number in range(40)]})

    assert len(call.account.messages.by_uid) == 2
