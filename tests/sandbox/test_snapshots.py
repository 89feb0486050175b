"""Snapshots of the state of a sandbox, to files and over HTTP."""

import json
import os
import random
import smtplib
import uuid
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import fields, has
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from jetemail_api_client import JetEmail
from jetemail_api_client.sandbox import Sandbox, SnapshotError, create_app
from jetemail_api_client.sandbox.account.accounts import Account
from jetemail_api_client.sandbox.account.faults import Faults
from jetemail_api_client.sandbox.account.snapshots import STATE, Snapshots
from jetemail_api_client.sandbox.smtp.submissions import Submissions

from .account import START, Caller, stopped_clock

NAMES = st.sampled_from(["a", "b", "1"])
MAIL = {"from": "shop@a.example", "subject": "Order", "text": "Thanks"}
TO = st.sampled_from(["ann@b.example", "slow@b.example", "click@b.example", "deferred@b.example"])
READS = (
    *("smtp_users.list", "transactional_keys.list", "outbound_domains.list", "outbound_logs.list"),
    *("suppressions.list", "suppressions.export_csv", "inbound_domains.list", "webhooks.list"),
    *("forward_destinations.list", "account_blocklist.list", "inbound_logs.list_account"),
)


@contextmanager
def same_random(seed: int) -> Iterator[None]:
    """Let all identifiers and secrets be those of a seed."""
    source = random.Random(seed).randbytes
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "urandom", source)
        patch.setattr(random, "_urandom", source)
        yield


def uuids(*held: Any) -> list[str]:
    """Return the UUIDs of all records of resources."""
    return [one for holder in held for one in holder.by_uuid] or [str(uuid.UUID(int=0))]


STEPS = st.one_of(
    st.tuples(
        st.just("smtp_users.create"),
        st.fixed_dictionaries({"username": NAMES}, optional={"quota": st.sampled_from([1, 1.5])}),
    ),
    st.tuples(st.just("smtp_users.delete"), st.fixed_dictionaries({"username": NAMES})),
    st.tuples(st.just("email.send"), st.fixed_dictionaries({"to": TO}).map(lambda to: MAIL | to)),
    st.tuples(st.just("email.send (key)"), st.fixed_dictionaries({"to": TO}).map(MAIL.__or__)),
    st.tuples(
        st.just("email.send"), st.just(MAIL | {"to": ["a@b.example"], "scheduledAt": START + 9e5})
    ),
    st.tuples(
        st.just("suppressions.create"), st.fixed_dictionaries({"target_value": TO})
    ),
    st.tuples(st.just("outbound_domains.create"), st.just({"domain": "a.example"})),
    st.tuples(
        st.just("inbound_domains.create"),
        st.just(
            {"domain": "in.example", "delivery_type": "webhook", "webhook_url": "http://a.example"}
        ),
    ),
    st.tuples(
        st.just("webhooks.create"),
        st.just(
            {"name": "a", "url": "http://a.example", "events": ["outbound.delivered"]}
        ),
    ),
    st.tuples(
        st.just("account_blocklist.create"),
        st.fixed_dictionaries({"name": NAMES}).map(
            lambda name: name
            | {"senders": [{"sender_type": "email", "sender_value": "foe@c.example"}]}
        ),
    ),
    st.tuples(st.just("transactional_keys.create"), st.fixed_dictionaries({"name": NAMES})),
    st.tuples(st.just("advance"), st.sampled_from([1, 61.25, 1e6])),
    st.tuples(st.just("receive"), st.sampled_from(["spam@c.example", "foe@c.example", "d@c.c"])),
    st.tuples(st.just("release"), st.none()),
    st.tuples(st.just("replay"), st.none()),
    st.tuples(st.just("check"), st.none()),
    st.tuples(st.just("smtp"), st.sampled_from(["1", "2"])),
)  # fmt: skip


def perform(account: Account, name: str, value: Any) -> Any:
    """Do a step; return its response."""
    call = Caller(account)
    if name == "advance":
        return account.advance(value)
    if name == "receive":
        domains = account.inbound_domains.by_uuid
        return domains and repr(account.inbound.receive(value, "info@in.example"))
    if name == "release":
        uid = next((one.uid for one in account.inbound.by_uid.values()), "none")
        return call.reply("quarantine.release", {"uid": uid})
    if name == "replay":
        ids = [one.event.id for one in account.webhooks.deliveries]
        return call.reply("webhooks.replay", {"event_id": (ids or ["none"])[-1]})
    if name == "check":
        return call.reply("outbound_domains.check", uuid=uuids(account.outbound_domains)[0])
    if name == "smtp":
        return submit(account, value)
    headers = {"Idempotency-Key": "key"} if name.endswith(" (key)") else {}
    return call.reply(name.removesuffix(" (key)"), value, headers=headers)


def submit(account: Account, key: str) -> str:
    """Send a message with an idempotency key by SMTP, as the first user may."""
    for user in account.smtp_users.by_name.values():
        user.allow_any_domain = True
        content = f"From: a@a.example\r\nX-Idempotency-Key: {key}\r\n\r\nThanks".encode()
        try:
            return Submissions(account).accept(user, "a@a.example", ["b@b.example"], content, "::1")
        except Exception as refused:  # noqa: BLE001 - what is refused must be the same, too
            return str(refused)
    return ""


@settings(max_examples=50)
@given(st.lists(STEPS, max_size=30), st.lists(STEPS, max_size=15))
def test_round_trip(before: list[Any], after: list[Any]) -> None:
    """A sandbox with a snapshot goes on as the one it was taken of would, and has the same."""
    first, second = (Account(clock=stopped_clock(), rate_limits=True) for _ in range(2))
    one, other = Snapshots(first, Faults()), Snapshots(second, Faults())
    for step in before:
        perform(first, *step)
    first.rate_limits.count("email.send")
    snapshot = one.take()
    other.restore(snapshot)
    assert json.dumps(other.take()) == json.dumps(snapshot)

    results = list[Any]()
    for account in (first, second):
        with same_random(1):
            answers: list[Any] = [perform(account, *step) for step in after]
            answers += [Caller(account).reply(name) for name in READS]
        results.append(answers)
    assert results[0] == results[1]
    assert json.dumps(other.take()) == json.dumps(one.take())


def test_state_is_complete() -> None:
    """Every part of an account that is no wiring is in a snapshot."""
    account = Account()
    wiring = {
        *("clock.source", "smtp_users.clock", "inbound.deliveries", "events.subscribers"),
        *(f"{name}.action" for name in ("domain_allowlist", "domain_blocklist")),
        *(f"{name}.action" for name in ("account_allowlist", "account_blocklist")),
        *("inbound.allowlists", "inbound.blocklists", "observers"),
    }
    data = (dict, list, deque, set, str, int, float, tuple)
    found = {
        f"{one.name}.{part.name}"
        for one in fields(Account)
        if has(type(holder := getattr(account, one.name))) and one.name != "settings"
        for part in fields(type(holder))
        if isinstance(getattr(holder, part.name), data)
    }
    found |= {one.name for one in fields(Account) if isinstance(getattr(account, one.name), data)}

    assert found - wiring == set(STATE) - {"faults.pending"}


def filled() -> Sandbox:
    """Return a sandbox with some state."""
    sandbox = Sandbox(clock=stopped_clock(), seed={"smtp_users": [{"username": "a"}]})
    call = Caller(sandbox.account)
    hook = {"name": "a", "url": "https://a.example", "events": ["outbound.delivered"]}
    foe = {"sender_type": "email", "sender_value": "foe@c.example"}
    subject = {"subject_value": "Win", "match_type": "exact", "case_sensitive": True}
    call("account_blocklist.create", {"name": "a", "senders": [foe], "subjects": [subject]})
    domain = {"domain": "in.example", "delivery_type": "webhook", "webhook_url": "http://a.example"}
    call("inbound_domains.create", domain)
    sandbox.account.inbound.receive("d@c.example", "info@in.example", subject="Hello")
    call("webhooks.create", hook)
    call("webhooks.create", hook)
    call("email.send", MAIL | {"to": "ann@b.example"}, headers={"Idempotency-Key": "key"})
    call("email.send", MAIL | {"to": "open@b.example"})
    call("email.send", MAIL | {"to": "slow@b.example"})
    sandbox.faults.add("email.send", status=503, times=2)
    sandbox.advance(5)
    return sandbox


def test_file(tmp_path: Path) -> None:
    """A file has all state, passwords and faults too, and only its owner can read it."""
    file, link = tmp_path / "state.json", tmp_path / "link.json"
    link.symlink_to(file)
    file.write_text("older")
    file.chmod(0o644)
    sandbox = filled()
    sandbox.save(link)
    other = Sandbox(snapshot=str(link), clock=stopped_clock())

    assert (link.is_symlink(), file.stat().st_mode & 0o777) == (True, 0o600)
    assert {"state.json", "link.json"} == {one.name for one in tmp_path.iterdir()}
    assert other.app.state.snapshots.take() == sandbox.app.state.snapshots.take()
    assert other.account.smtp_users.by_name == sandbox.account.smtp_users.by_name
    assert other.faults.pending == sandbox.faults.pending
    first, second, *_ = other.account.webhooks.deliveries
    assert first.event is second.event
    assert [one for one in other.account.events.recorded if one is first.event]
    other.reset()
    assert list(other.account.smtp_users.by_name) == ["a"]
    assert len(other.outbox) == 0


def test_users_of_a_snapshot(tmp_path: Path) -> None:
    """After loading, the keys of the snapshot work, and its users can log in."""
    with Sandbox(api_key="api_own") as sandbox, JetEmail(**sandbox.connection) as jetemail:
        user = jetemail.smtp_users.create(username="a")
        sandbox.save(tmp_path / "state.json")
    with Sandbox(snapshot=tmp_path / "state.json", smtp_port=0) as other:
        with JetEmail(**other.connection) as jetemail:
            assert [one.username for one in jetemail.smtp_users.list().smarthosts or []] == ["a"]
        with smtplib.SMTP("127.0.0.1", other.smtp_port) as client:
            assert client.login(user.username, user.password)[0] == 235


def test_failure_to_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be written leaves the older one, and nothing beside it."""
    file = tmp_path / "state.json"
    file.write_text("older")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        filled().save(file)

    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("state.json", "older")]


def test_snapshot_beside_options(tmp_path: Path) -> None:
    """What a snapshot has is not given as well."""
    with pytest.raises(ValueError, match="A snapshot has its own keys"):
        Sandbox(snapshot=tmp_path, seed={})


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "This is no intact snapshot: Expecting value"),
        (b"\xff\xff", "This is no intact snapshot: "),
        (b"[NaN]", "This is no intact snapshot: NaN is no JSON"),
        (b"[" * 100_000, "This is no intact snapshot: "),
        (b"[]", "This is no snapshot: it must have the format 'jetemail-sandbox'"),
        (b'{"format": "other"}', "This is no snapshot"),
        (b'{"format": "jetemail-sandbox", "version": 2}',
         "This snapshot is from a newer version (format 2, this one reads 1: update"),
        (b'{"format": "jetemail-sandbox", "version": true}', "This is no intact snapshot: version"),
        (b'{"format": "jetemail-sandbox"}', "This is no intact snapshot: version must be 1"),
        (b'{"format": "jetemail-sandbox", "version": 1, "settings": {}}',
         "This is no intact snapshot: state must be an object"),
    ],
)  # fmt: skip
def test_other_files(content: bytes, error: str, tmp_path: Path) -> None:
    """A file that is no snapshot is refused by its name and what it lacks."""
    file, sandbox = tmp_path / "state.json", filled()
    file.write_bytes(content)
    before = sandbox.app.state.snapshots.take()
    with pytest.raises(SnapshotError) as caught:
        sandbox.load(file)

    assert str(caught.value).startswith(f"{file}: {error}")
    assert sandbox.app.state.snapshots.take() == before


def test_changed_file(tmp_path: Path) -> None:
    """A file that was changed is refused, unless its checksum is taken out."""
    file, sandbox = tmp_path / "state.json", filled()
    sandbox.save(file)
    changed = json.loads(file.read_text().replace("Order", "order"))
    file.write_text(json.dumps(changed))
    with pytest.raises(SnapshotError, match="it was changed after it was written"):
        sandbox.load(file)
    del changed["sha256"]
    file.write_text(json.dumps(changed))
    sandbox.load(file)

    sandbox.outbox.assert_sent(subject="order")


@given(st.data())
def test_damage(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """A file that is cut or has another byte is refused, or is the same."""
    file = tmp_path_factory.getbasetemp() / "damaged.json"
    sandbox = Sandbox(clock=stopped_clock(), seed={"smtp_users": [{"username": "a"}]})
    sandbox.save(file)
    content, before = bytearray(file.read_bytes()), sandbox.app.state.snapshots.take()
    place = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        del content[place:]
    else:
        content[place] = data.draw(st.integers(0, 255))
    file.write_bytes(content)
    with suppress(SnapshotError):
        sandbox.load(file)

    assert sandbox.app.state.snapshots.take() == before


@pytest.mark.parametrize(
    ("path", "value", "error"),
    [
        ("settings.api_key", None, "settings.api_key must be a text"),
        ("settings.api_key", "transactional_planted", "this is the other kind of key"),
        ("settings.api_key", "", "a key is 1 to 256 characters of ASCII without spaces"),
        ("settings.seed", {"plan": "paid"}, "seed: plan must be one of free, pro"),
        ("settings.more", 1, "settings.more is unknown"),
        ("state.more", 1, "state.more is unknown"),
        ("state.api_keys", {}, "api_keys must be a list"),
        ("state.effects", [{}], "effects[0].operation is missing"),
        ("state.clock\0offset", 5e9, "clock.offset must be -4102444800 to 4102444800"),
        ("state.clock\0offset", True, "clock.offset must be a number"),
        ("state.smtp_users\0by_name.0", 5, "smtp_users.by_name[0] must be an object"),
        ("state.smtp_users\0by_name.0.quota", "1", "smtp_users.by_name[0].quota must be a number"),
        ("state.messages\0number", 1.0, "messages.number must be an integer"),
        ("state.smtp_users\0by_name.1", 0, "smtp_users.by_name[1] is there twice"),
        ("state.messages\0by_uid.0.via", "fax", "messages.by_uid[0].via must be one of api, smtp"),
        ("state.messages\0by_uid.0.headers", [], "messages.by_uid[0].headers must be an object"),
        ("state.webhooks\0deliveries.0.event", "a", "webhooks.deliveries[0].event refers to 'a'"),
        ("state.faults\0pending.0.status", 200, "faults.pending[0]: status must be 400 to 599"),
        ("state.account_blocklist\0by_uuid.0.conditions.senders", ["foe@c.example"],
         "account_blocklist.by_uuid[0]: senders[0] must be an object"),
        ("state.account_blocklist\0by_uuid.0.conditions.size", 5,
         "account_blocklist.by_uuid[0]: size must be an object"),
        ("state.account_blocklist\0by_uuid.0.conditions.colours", [],
         "account_blocklist.by_uuid[0]: colours is no kind of condition"),
        ("state.inbound_domains\0by_uuid.0.settings.webhook_url", "a.example",
         "inbound_domains.by_uuid[0]: webhook_url must be an http or https URL"),
        ("state.mail_webhooks\0deliveries.0.settings.webhook_timeout", "long",
         "mail_webhooks.deliveries[0]: webhook_timeout must be an integer"),
        ("state.mail_webhooks\0deliveries.0.attempts", 9,
         "mail_webhooks.deliveries[0]: attempts must be 0 to its limit, and that at most 6"),
        ("state.webhooks\0by_uuid.0.url", "/", "webhooks.by_uuid[0]: url must be an http or http"),
        ("state.webhooks\0deliveries.0.status", "gone",
         "webhooks.deliveries[0].status must be one of pending, retry, success, failed"),
        ("state.smtp_users\0by_name.0.status", "paused",
         "smtp_users.by_name[0].status must be one of disabled, active"),
        ("state.smtp_users\0by_name.0.username", "A B",
         "smtp_users.by_name[0]: username must be lowercase letters"),
        ("state.messages\0by_uid.0.actions.0.action", "EATEN",
         "messages.by_uid[0].actions[0]: action must be one of QUEUED, BOUNCED_HARD"),
        ("state.messages\0by_uid.1.interactions.0.event", "outbound.eaten",
         "messages.by_uid[1].interactions[0]: event must be one of outbound.complaint"),
        ("state.messages\0steps.0.stages.0.action", "EATEN",
         "messages.steps[0].stages[0]: action must be one of QUEUED"),
        ("state.smtp_users\0by_name.0.usage", -1,
         "smtp_users.by_name[0]: usage must be at least 0"),
        ("state.account_blocklist\0by_uuid.0.action", "MAYBE",
         "account_blocklist.by_uuid[0].action must be one of ALLOW, DENY"),
        ("state.messages\0steps.0.stages.0.event", "outbound.eaten",
         "messages.steps[0].stages[0]: event must be one of outbound.bounced"),
        ("state.messages\0steps.0.stages.0.response", "",
         "messages.steps[0].stages[0]: event must be one of outbound.complaint"),
        ("state.messages\0by_uid.0.recipients", [],
         "messages.by_uid[0]: recipients must have at least 1 item"),
        ("state.messages\0by_uid.0.scheduled_at", 2**62,
         "messages.by_uid[0]: scheduled_at must be 0 to 4102444800"),
        ("state.inbound_domains\0by_uuid.0.delivery_type", "smtp",
         "inbound_domains.by_uuid[0]: smtp_servers is required for smtp delivery"),
        ("state.idempotency\0entries.key.reply.headers", {"X-A": "\u2603"},
         "idempotency.entries.key: reply.headers must be printable ASCII"),
        ("state.idempotency\0entries.key.reply.status", 99999,
         "idempotency.entries.key: reply.status must be 200 to 599"),
    ],
)  # fmt: skip
def test_put(path: str, value: Any, error: str) -> None:
    """A snapshot over HTTP with a mistake gets 400 with its place, and is not taken over."""
    with filled() as sandbox, httpx.Client(trust_env=False) as client:
        url = f"{sandbox.base_url}/_sandbox/snapshot"
        snapshot = client.get(url).json()
        *parts, last = [one.replace("\0", ".") for one in path.split(".")]
        holder = part_of(snapshot, parts)
        if last == "1":
            holder.append(holder[0])
        else:
            holder[int(last) if isinstance(holder, list) else last] = value
        response = client.put(url, json=snapshot)
        after = client.get(url).json()

    assert (response.status_code, "planted" in response.text) == (400, False)
    assert response.json()["error"].startswith(("This is no intact snapshot: " + error)[:90])
    # Not the whole: time goes on, and messages move.
    assert holder != part_of(after, parts)


def part_of(snapshot: Any, names: list[str]) -> Any:
    """Return the part of a snapshot to which names and numbers lead."""
    for one in names:
        snapshot = snapshot[int(one) if isinstance(snapshot, list) else one]
    return snapshot


def places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the keys and indexes that lead to each part of a snapshot."""
    if isinstance(value, (dict, list)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for name, one in items:
            yield (*place, name)
            yield from places(one, (*place, name))


OTHERS: st.SearchStrategy[Any] = st.sampled_from(
    ["", "x", "a\r\nb", "é" * 300, -1, 0, 9**9, True, None, [], ["x"], {}]
)
PAGES = ("", "users", "webhooks", "requests", "controls", "messages", "effects", "snapshot")


@settings(max_examples=40)
@given(st.data())
def test_any_change(data: st.DataObject) -> None:
    """A snapshot with any other value is refused, or the sandbox responds to all as before."""
    snapshot = filled().app.state.snapshots.take()
    *path, last = data.draw(st.sampled_from(list(places(snapshot["state"]))))
    holder: Any = snapshot["state"]
    for one in path:
        holder = holder[one]
    holder[last] = data.draw(OTHERS)
    app = create_app(clock=stopped_clock())
    with suppress(SnapshotError):
        app.state.snapshots.restore(snapshot)
    account = app.state.account
    for domain in account.inbound_domains.by_uuid.values():
        if domain.status == "active":
            account.inbound.receive("foe@c.example", f"info@{domain.domain}", subject="win")
    client = TestClient(app, "http://127.0.0.1")
    paths = [*PAGES, *(f"outbound/{one}" for one in account.messages.by_uid if one.isalnum())]

    assert [one for one in paths if client.get(f"/_sandbox/{one}").status_code != 200] == []
    assert [one for one in READS if Caller(account).reply(one)[0] != 200] == []
    account.advance(1e6)
    for delivery in (*account.webhooks.deliveries, *account.mail_webhooks.deliveries):
        delivery.record(None, delivery.due or 0)


def test_get_and_put() -> None:
    """A snapshot goes over HTTP to another sandbox, whose deliveries go on."""
    with filled() as one, Sandbox(clock=stopped_clock()) as other:
        with httpx.Client(trust_env=False) as client:
            snapshot = client.get(f"{one.base_url}/_sandbox/snapshot").json()
            response = client.put(f"{other.base_url}/_sandbox/snapshot", json=snapshot)

    assert (response.status_code, response.json()) == (200, {})
    assert other.account.clock.offset == 5
    other.outbox.assert_sent(to="ann@b.example", times=1)


def test_requests_of_the_last_minute() -> None:
    """Requests that were counted before the snapshot expire after it."""
    first, second = (Account(clock=stopped_clock(), rate_limits=True) for _ in range(2))
    first.rate_limits.count("email.send")
    Snapshots(second, Faults()).restore(Snapshots(first, Faults()).take())
    second.advance(61)
    second.rate_limits.count("email.send")

    assert [len(one) for one in second.rate_limits.requests.values()] == [1]


def test_limits_stay() -> None:
    """Containers with a largest length keep it."""
    account = Account(clock=stopped_clock())
    snapshots = Snapshots(account, Faults())
    snapshots.restore(snapshots.take())

    assert account.effects.maxlen == account.events.recorded.maxlen == 10_000
