"""The sandbox in the process of a test: both flavours, its state, and the outbox."""

import asyncio
import json
import re
import smtplib
from contextlib import nullcontext
from typing import Any

import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client.sandbox import Sandbox, in_process

from .account import START, Caller, stopped_clock
from .receiver import receiving
from .test_forwarding import RULE, with_domain

MAIL: dict[str, Any] = {
    "from_": "Shop <shop@example.com>",
    "to": "ann@example.org",
    "subject": "Order 1",
    "text": "Thanks for your order",
}


def test_sync() -> None:
    """`with Sandbox()` serves a sync client, and the state stays after the block."""
    with Sandbox() as sandbox, JetEmail(**sandbox.connection) as jetemail:
        jetemail.smtp_users.create(username="a")
        sent = jetemail.email.send(**MAIL)

    assert [one.operation for one in sandbox.effects] == ["smtp_users.create", "email.send"]
    assert sandbox.outbox.assert_sent(to="ann@example.org", subject="Order 1").uid == sent.id
    assert list(sandbox.account.smtp_users.by_name) == ["a"]


async def test_async() -> None:
    """`async with Sandbox()` serves an async client in the loop of the test."""
    async with Sandbox(rate_limits=True) as sandbox, AsyncJetEmail(**sandbox.connection) as client:
        await client.email.send(**MAIL)

    assert [(one.operation, one.status) for one in sandbox.effects] == [("email.send", 201)]


async def test_calls_beside_changes() -> None:
    """Time moved by the test beside concurrent calls loses no message."""
    async with Sandbox() as sandbox, AsyncJetEmail(**sandbox.connection) as client:
        slow: dict[str, Any] = MAIL | {"to": "slow@example.org"}
        calls = [client.email.send(**slow) for _ in range(20)]
        moves = [asyncio.to_thread(sandbox.advance, 1) for _ in range(20)]
        await asyncio.gather(*calls, *moves)
        sandbox.advance(60)

    assert {one.state for one in sandbox.outbox} == {"ACCEPTED"}
    assert len(sandbox.outbox) == 20


@pytest.mark.parametrize("host", ["0.0.0.0", "", "::", "::1"])
def test_connection_of_a_host(host: str) -> None:
    """A sandbox that listens on all addresses has a connection for clients on this machine."""
    with Sandbox(host=host) as sandbox, JetEmail(**sandbox.connection) as jetemail:
        jetemail.smtp_users.list()


def test_connection_beyond_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection of a sandbox on another address lets a client use plain http."""
    listening = nullcontext("http://192.0.2.1:8025")
    monkeypatch.setattr(in_process, "running", lambda *_, **__: listening)
    with Sandbox(host="192.0.2.1") as sandbox, JetEmail(**sandbox.connection):
        assert sandbox.connection.get("allow_http")


def test_connection_of_a_stopped_sandbox() -> None:
    """Outside its block a sandbox has no connection, inside it does not start again."""
    sandbox = Sandbox(api_key="api_own", transactional_key="transactional_own")
    with pytest.raises(RuntimeError, match="use it in a with block"):
        _ = sandbox.connection
    with sandbox:
        with pytest.raises(RuntimeError, match="running already"), sandbox:
            pass
        assert sandbox.connection["api_key"] == "api_own"
        assert sandbox.connection["transactional_key"] == "transactional_own"
    with sandbox, JetEmail(**sandbox.connection) as jetemail:
        jetemail.smtp_users.list()
    with pytest.raises(RuntimeError):
        _ = sandbox.base_url


def test_taken_port() -> None:
    """A port that is taken is an OSError, and the sandbox is not running."""
    with Sandbox() as first:
        second = Sandbox(port=int(first.base_url.rpartition(":")[2]))
        with pytest.raises(OSError, match="in use"), second:
            pass
        with pytest.raises(RuntimeError):
            _ = second.base_url


def test_reset() -> None:
    """A reset forgets users, mail, effects and moved time; the initial keys work again."""
    with Sandbox(clock=stopped_clock()) as sandbox, JetEmail(**sandbox.connection) as jetemail:
        jetemail.smtp_users.create(username="a")
        token = sandbox.connection["transactional_key"]
        jetemail.transactional_keys.rotate(api_token=token)
        sandbox.advance(60)
        with pytest.raises(errors.AuthenticationError):
            jetemail.email.send(**MAIL)
        sandbox.reset()
        jetemail.email.send(**MAIL)
        assert jetemail.smtp_users.list().smarthosts == []

    assert sandbox.account.clock.now() == START
    assert [one.operation for one in sandbox.effects] == ["email.send", "smtp_users.list"]


def test_reset_keeps_subscribers() -> None:
    """Who subscribed to events and inbound deliveries gets those after a reset, too."""
    call, events, mails = Caller(), list[str](), list[str]()
    call.account.events.subscribe(lambda event: events.append(event.type))
    call.account.inbound.deliveries.append(lambda _, mail: mails.append(mail.uid))
    call.account.reset()
    hook = {"url": "https://a.example", "events": ["outbound.delivered"]}
    call("webhooks.create", {"name": "a"} | hook)
    settings = {"webhook_url": "https://a.example"}
    domain = {"domain": "a.example", "delivery_type": "webhook"}
    call("inbound_domains.create", domain | settings)
    mail = call.account.inbound.receive("c@d.example", "info@a.example")
    call("email.send", {"from": "a@b.example", "to": "c@d.example", "subject": "S", "text": "t"})

    assert events[-2:] == ["outbound.queued", "outbound.delivered"]
    assert mails == [mail.uid]
    assert len(call.account.webhooks.deliveries) == 1


def sent_to(*recipients: str, **fields: Any) -> Sandbox:
    """Return a sandbox with a message for each recipient, without a server."""
    sandbox = Sandbox()
    call = Caller(sandbox.account)
    for number, to in enumerate(recipients, 1):
        body = {"from": "shop@example.com", "to": to, "subject": f"Order {number}", "text": "t"}
        call("email.send", body | fields)
    return sandbox


@pytest.mark.parametrize(
    "criteria",
    [
        {},
        {"to": "ANN@example.org"},
        {"to": re.compile("^ann@")},
        {"from_": "Shop@example.com"},
        {"subject": "Order 1"},
        {"subject": re.compile("[0-9]$")},
        {"text": "is <b"},
        {"html": "<b>plain</b>"},
        {"to": "ann@example.org", "subject": "Order 1", "text": "This"},
    ],
)
def test_criteria(criteria: Any) -> None:
    """A message is found by recipient, sender, subject and parts of its bodies."""
    outbox = sent_to("Ann <ann@example.org>", text="This is <b", html="<p><b>plain</b></p>").outbox

    assert outbox.find(**criteria) == outbox.messages == [outbox.assert_sent(**criteria)]
    with pytest.raises(AssertionError, match=r"^1 instead of no messages have "):
        outbox.assert_not_sent(**criteria)


@pytest.mark.parametrize(
    "criteria",
    [
        {"to": "ann@example"},
        {"to": re.compile("^nn@")},
        {"from_": "ann@example.org"},
        {"subject": "Order"},
        {"text": "T"},
        {"html": "t"},
        {"to": "ann@example.org", "subject": "Order 2"},
    ],
)
def test_criteria_not_met(criteria: Any) -> None:
    """Addresses and subjects are compared in full, and all criteria must be met."""
    outbox = sent_to("Ann <ann@example.org>").outbox
    outbox.assert_not_sent(**criteria)

    with pytest.raises(AssertionError, match=r"^No message has "):
        outbox.assert_sent(**criteria)


def test_difference() -> None:
    """The failure has what the closest message lacks, and lists the outbox."""
    outbox = sent_to("ann@example.org", "bounce@example.org").outbox
    with pytest.raises(AssertionError) as caught:
        outbox.assert_sent(to="bounce@example.org", subject="Order 3", text=re.compile("^x"))

    assert str(caught.value).splitlines() == [
        "No message has to='bounce@example.org' and subject='Order 3' and text=/^x/",
        "The closest is 'Order 2' to bounce@example.org from shop@example.com, BOUNCED_HARD",
        "  subject",
        "    expected  'Order 3'",
        "    sent      'Order 2'",
        "  text",
        "    expected  /^x/",
        "    sent      't'",
        "The outbox has 2 messages, the latest:",
        "  'Order 1' to ann@example.org from shop@example.com, ACCEPTED",
        "  'Order 2' to bounce@example.org from shop@example.com, BOUNCED_HARD",
    ]


def test_failures_without_a_difference() -> None:
    """An empty outbox, another number of messages and long subjects are short failures."""
    with pytest.raises(AssertionError) as empty:
        sent_to().outbox.assert_sent()
    with pytest.raises(AssertionError) as twice:
        sent_to("a@b.example", "b@b.example", subject="s" * 1000).outbox.assert_sent(times=1)

    assert str(empty.value) == "No message has been sent\nThe outbox has 0 messages"
    first, second, *lines = str(twice.value).splitlines()
    assert (first, second) == (
        "2 instead of 1 messages have been sent",
        "The outbox has 2 messages, the latest:",
    )
    assert [(len(line), line[-1]) for line in lines] == [(302, "…"), (302, "…")]


def test_unknown_criterion() -> None:
    """A criterion that does not exist is a TypeError, not a message that is not found."""
    criteria: Any = {"recipient": "a@b.example"}
    with pytest.raises(TypeError, match=r"no criterion 'recipient', only to, from_, subject"):
        sent_to().outbox.assert_not_sent(**criteria)


def test_mail_of_the_sandbox() -> None:
    """Mail that JetEmail sends itself is not in the outbox; scheduled mail is."""
    call, uuid = with_domain()
    sandbox = Sandbox()
    sandbox.app.state.account = call.account
    call("forward_rules.create", RULE, uuid=uuid)
    body = {"from": "a@b.example", "to": "c@d.example", "subject": "Later", "text": "t"}
    later = int(sandbox.account.clock.now()) + 3600
    call("email.send", body | {"scheduled_at": later})

    assert len(sandbox.account.messages.by_uid) == 2
    assert [one.state for one in sandbox.outbox.messages] == ["scheduled"]
    sandbox.advance(3600)
    assert [one.state for one in sandbox.outbox.messages] == ["ACCEPTED"]


def test_smtp_port() -> None:
    """The port for SMTP is there during the block, if one is asked for."""
    with Sandbox(smtp_port=0) as sandbox:
        with smtplib.SMTP("127.0.0.1", sandbox.smtp_port) as server:
            assert 250 == server.ehlo()[0]
    for other in (sandbox, Sandbox()):
        with pytest.raises(RuntimeError, match="give it smtp_port=0"):
            _ = other.smtp_port


def test_deliveries_after_a_reset() -> None:
    """After a reset, events and mails go to the webhooks that are made then, once."""
    with receiving() as receiver, Sandbox() as sandbox, JetEmail(**sandbox.connection) as client:
        for _ in range(2):
            sandbox.reset()
            client.webhooks.create(name="a", url=receiver.url, events=["outbound.delivered"])
            client.email.send(from_="a@example.com", to="b@example.org", subject="s", text="t")
            sandbox.advance(60)
            assert "outbound.delivered" == json.loads(receiver.next().body)["type"]
        assert receiver.arrived.empty()
