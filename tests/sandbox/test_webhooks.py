"""The webhooks of the sandbox: which events they get, when, and how they are queried."""

from typing import Any

import pytest

from jetemail_api_client.sandbox.events.webhooks import Delivery

from .account import START, Caller

UNKNOWN = "b814c25d-b18c-4044-ae31-49e22ce908b5"
HOOK: dict[str, Any] = {
    "name": "Hook",
    "url": "https://example.com/hook",
    "events": ["outbound.delivered", "inbound.received"],
}
EMAIL = {"from": "a@b.example", "to": "c@b.example", "subject": "s", "text": "t"}


def with_hook(**fields: Any) -> tuple[Caller, dict[str, Any]]:
    """Return an account with a webhook, and the webhook as created."""
    call = Caller()
    return call, call("webhooks.create", HOOK | fields)["webhook"]


def due(call: Caller) -> list[Delivery]:
    """Return the deliveries whose next attempt is due."""
    now = call.account.clock.now()
    return [one for one in call.account.webhooks.deliveries if one.due and one.due <= now]


def attempt(delivery: Delivery, code: int | None) -> float:
    """Record an attempt at the time when it is due; return that time."""
    assert delivery.due is not None
    planned = delivery.due
    delivery.record(code, planned)
    return planned


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({}, 1),
        ({"events": ["outbound.bounced"]}, 0),
        ({"status": 0}, 0),
        ({"filter_users": ["sandbox"]}, 1),
        ({"filter_users": ["transactional_sandbox"]}, 1),
        ({"filter_users": ["smtp-user1"]}, 0),
        ({"filter_domains": ["example.com"]}, 1),
    ],
)
def test_filter(fields: dict[str, Any], count: int) -> None:
    """An enabled webhook gets the events that it asked for, of the logins that it asked for."""
    call, _ = with_hook(**fields)
    call("email.send", EMAIL)

    assert len(due(call)) == count


def test_filter_of_inbound_events() -> None:
    """A webhook gets the inbound events of the domains that it asked for."""
    call, _ = with_hook(filter_domains=["example.com"], filter_users=["a"])
    for name in ("example.com", "b.com"):
        domain = {"domain": name, "delivery_type": "forward"}
        call("inbound_domains.create", domain)
        call.account.inbound.receive("a@b.example", f"info@{name}")

    (delivery,) = due(call)
    assert delivery.event.data["domain"] == "example.com"


@pytest.mark.parametrize("code", [None, 429, 500])
def test_retries(code: int | None) -> None:
    """A delivery without success is tried again on the vendor's schedule, then has failed."""
    call, _ = with_hook()
    call("email.send", EMAIL)
    (delivery,), times = call.account.webhooks.deliveries, list[float]()
    while delivery.due is not None:
        times.append(attempt(delivery, code) - START)

    assert times == [0, 30, 150, 750, 4350, 18750]
    (queried,) = call("webhooks.query", {})["events"]
    assert (queried["latest_status"], queried["total_attempts"]) == ("failed", 6)
    assert queried.get("last_response_code") == code


@pytest.mark.parametrize(("code", "status"), [(204, "success"), (410, "failed"), (302, "failed")])
def test_final_response(code: int, status: str) -> None:
    """2xx is a success, and other responses are final."""
    call, _ = with_hook()
    call("email.send", EMAIL)
    (delivery,) = due(call)
    attempt(delivery, code)

    assert call("webhooks.query", {"status": status})["total"] == 1
    assert due(call) == []


def test_query() -> None:
    """A query returns pages of the events that it asks for, newest first."""
    call, hook = with_hook()
    uids = [call("email.send", EMAIL)["id"] for _ in range(3)]
    page = call("webhooks.query", {"uuid": hook["uuid"], "limit": 2, "offset": 1})

    assert [one["source_uid"] for one in page["events"]] == [uids[1], uids[0]]
    assert (page["total"], page["limit"], page["offset"]) == (3, 2, 1)
    assert page["events"][0]["payload"]["data"]["uid"] == uids[1]
    for body, count in (
        ({"source_uid": uids[0]}, 1),
        ({"event_type": "outbound.bounced"}, 0),
        ({"date_from": int(START) + 1}, 0),
        ({"date_to": int(START) - 1}, 0),
    ):
        assert call("webhooks.query", body)["total"] == count


def test_replay() -> None:
    """A replayed event is delivered again to the present address of its webhook."""
    call, hook = with_hook()
    uid = call("email.send", EMAIL)["id"]
    (delivery,) = due(call)
    attempt(delivery, 410)
    call("webhooks.update", {"uuid": hook["uuid"], "url": "https://example.com/new"})
    replayed = call("webhooks.replay", {"source_uid": uid})
    (delivery,) = due(call)
    attempt(delivery, 200)

    assert (replayed["status"], replayed["event_id"]) == ("enqueued", delivery.event.id)
    assert (delivery.url, delivery.total_attempts) == ("https://example.com/new", 2)
    assert call.error("webhooks.replay", {}) == (400, "event_id or source_uid is required")
    assert call.reply("webhooks.replay", {"event_id": "evt_0"})[0] == 404


@pytest.mark.parametrize("code", [200, 500])
def test_replay_during_an_attempt(code: int) -> None:
    """A replay during an attempt is delivered whatever comes of the attempt."""
    call, _ = with_hook()
    uid = call("email.send", EMAIL)["id"]
    (delivery,) = due(call)
    planned = delivery.due or 0.0
    call.account.advance(1)
    call("webhooks.replay", {"source_uid": uid})
    delivery.record(code, planned)

    assert due(call) == [delivery]
    assert (delivery.attempts, delivery.total_attempts, delivery.status) == (0, 1, "pending")


def test_deletion_during_an_attempt() -> None:
    """A delivery to a webhook that was deleted meanwhile is not tried again."""
    call, hook = with_hook()
    call("email.send", EMAIL)
    (delivery,) = due(call)
    planned = delivery.due or 0.0
    call("webhooks.delete", uuid=hook["uuid"])
    delivery.record(500, planned)

    assert (delivery.status, delivery.due) == ("failed", None)


def test_delete() -> None:
    """What is still due to a deleted webhook is not sent, nor replayed."""
    call, hook = with_hook()
    uids = [call("email.send", EMAIL)["id"] for _ in range(2)]
    delivery = due(call)[0]
    attempt(delivery, 200)
    call("webhooks.delete", uuid=hook["uuid"])

    statuses = [one.status for one in call.account.webhooks.deliveries]
    assert statuses == ["success", "failed"]
    assert due(call) == []
    assert call.reply("webhooks.replay", {"source_uid": uids[0]})[0] == 404
    assert call.reply("webhooks.get", uuid=UNKNOWN)[0] == 404
    wrong = call.error("webhooks.create", HOOK | {"url": "ftp://example.com"})
    assert wrong == (400, "url must be an http or https URL")
