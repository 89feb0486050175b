"""Deliveries of the sandbox to webhooks on this machine, and the whole way of a message."""

import asyncio
import base64
import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail
from jetemail_api_client.errors import AuthenticationError
from jetemail_api_client.sandbox import API_KEY, TRANSACTIONAL_KEY, create_app, running
from jetemail_api_client.sandbox.account.accounts import Account
from jetemail_api_client.sandbox.http import deliveries
from jetemail_api_client.sandbox.http.app import SandboxApp
from jetemail_api_client.webhooks import EventVerifier, MailVerifier, decode_attachment

from .receiver import Receiver, receiving, wait_until
from .test_operations import Steps, run_async, run_sync

KEYS: Any = {"api_key": API_KEY, "transactional_key": TRANSACTIONAL_KEY}
EMAIL: Any = {"from_": "a@b.example", "to": "c@b.example", "subject": "s", "text": "t"}
HOOK: Any = {"name": "Hook", "events": ["outbound.delivered"]}
ORDER = "From: shop@example.com\r\nTo: bounce@example.org\r\nSubject: Order\r\n\r\nThanks\r\n"


@contextmanager
def serving(*statuses: int) -> Iterator[tuple[Account, JetEmail, Receiver]]:
    """Run a sandbox and a receiver."""
    app = create_app()
    with receiving(*statuses) as receiver, running(app) as url:
        with JetEmail(**KEYS, base_url=url) as api:
            yield app.state.account, api, receiver


def whole_way(app: SandboxApp, receiver: Receiver) -> Steps:
    """Send by SMTP with a returned password, look at the log, verify the event, and replay it."""
    created = yield "webhooks.create", HOOK | {"url": receiver.url, "events": ["outbound.bounced"]}
    user = yield "smtp_users.create", {"username": "shop", "approved_domains": ["example.com"]}
    assert app.state.smtp is not None
    with smtplib.SMTP("127.0.0.1", app.state.smtp.port) as client:
        client.login("shop", user.password)
        client.sendmail("shop@example.com", ["bounce@example.org"], ORDER)
    log = yield "outbound_logs.list", {"action": "BOUNCED_HARD"}
    verifier, first = EventVerifier(created.webhook.secret), receiver.next()
    event = verifier.verify(first.body, first.headers)

    assert [one.subject for one in log.data] == ["Order"]
    assert (event.type_, event.data.uid) == ("outbound.bounced", log.data[0].uid)
    assert first.headers["content-type"] == "application/json"
    assert first.headers["x-webhook-id"] == event.id
    delivered = {"status": "success"}
    wait_until(lambda: app.state.account.webhooks.deliveries[0].status == "success")
    queried = yield "webhooks.query", delivered
    assert [one.total_attempts for one in queried.events] == [1]
    yield "webhooks.replay", {"event_id": event.id}
    again = receiver.next()
    assert verifier.verify(again.body, again.headers).id == event.id


def suppressed(app: SandboxApp) -> Steps:
    """Import a suppression, and send to it."""
    yield "suppressions.import_csv", {"csv": "target_value\r\ngone@example.org\r\n"}
    sent = yield "email.send", EMAIL | {"to": "gone@example.org"}
    log = yield "outbound_logs.list", {"action": "REJECTED"}

    assert [(one.uid, one.to_address) for one in log.data] == [(sent.id, "gone@example.org")]


def test_suppressed_sync() -> None:
    """A message to an imported suppression is dropped, with the sync client."""
    app = create_app()
    with running(app) as url, JetEmail(**KEYS, base_url=url) as client:
        run_sync(client, suppressed(app))


async def test_suppressed_async() -> None:
    """A message to an imported suppression is dropped, with the async client."""
    app = create_app()
    with running(app) as url:
        async with AsyncJetEmail(**KEYS, base_url=url) as client:
            await run_async(client, suppressed(app))


def test_rotated_key_sync() -> None:
    """A rotated key is refused, and the new one sends, with the sync client."""
    with running(create_app()) as url, JetEmail(**KEYS, base_url=url) as client:
        old = client.transactional_keys.create(name="shop").api_token
        new = client.transactional_keys.rotate(api_token=str(old)).api_token
        with JetEmail(transactional_key=str(old), base_url=url) as refused:
            with pytest.raises(AuthenticationError):
                refused.email.send(**EMAIL)
        with JetEmail(transactional_key=str(new), base_url=url) as accepted:
            assert accepted.email.send(**EMAIL).id


async def test_rotated_key_async() -> None:
    """A rotated key is refused, and the new one sends, with the async client."""
    with running(create_app()) as url:
        async with AsyncJetEmail(**KEYS, base_url=url) as client:
            old = (await client.transactional_keys.create(name="shop")).api_token
            new = (await client.transactional_keys.rotate(api_token=str(old))).api_token
        async with AsyncJetEmail(transactional_key=str(old), base_url=url) as refused:
            with pytest.raises(AuthenticationError):
                await refused.email.send(**EMAIL)
        async with AsyncJetEmail(transactional_key=str(new), base_url=url) as accepted:
            assert (await accepted.email.send(**EMAIL)).id


def test_whole_way_sync() -> None:
    """A message goes from a user's creation to the replay of its event, with the sync client."""
    app = create_app()
    with receiving() as receiver, running(app, smtp_port=0) as url:
        with JetEmail(**KEYS, base_url=url) as client:
            names = run_sync(client, whole_way(app, receiver))

    assert "webhooks.replay" in names


async def test_whole_way_async() -> None:
    """A message goes from a user's creation to the replay of its event, with the async client."""
    app = create_app()
    with receiving() as receiver, running(app, smtp_port=0) as url:
        async with AsyncJetEmail(**KEYS, base_url=url) as client:
            names = await run_async(client, whole_way(app, receiver))

    assert "webhooks.replay" in names


def test_retries() -> None:
    """An attempt that fails is made again when the time is moved that far, and signed anew."""
    with serving(500, 429) as (account, api, receiver):
        created: Any = api.webhooks.create(url=receiver.url, **HOOK)
        api.email.send(**EMAIL)
        first = receiver.next()
        (delivery,) = account.webhooks.deliveries
        wait_until(lambda: delivery.status == "retry")
        account.advance(29)
        assert receiver.arrived.empty()
        account.advance(1)
        receiver.next()
        wait_until(lambda: delivery.attempts == 2)
        account.advance(4 * 3600)
        third = receiver.next()
        wait_until(lambda: delivery.status == "success")

    # The time of the sandbox is hours ahead; the receiver's tolerance is five minutes.
    EventVerifier(created.webhook.secret).verify(third.body, third.headers)
    assert (first.body, delivery.total_attempts) == (third.body, 3)


def test_several_attempts_at_once() -> None:
    """A move of the time over the whole schedule makes all attempts of a delivery."""
    with serving(*[503] * 6) as (account, api, receiver):
        api.webhooks.create(url=receiver.url, **HOOK)
        api.email.send(**EMAIL)
        receiver.next()
        account.advance(24 * 3600)
        (delivery,) = account.webhooks.deliveries
        wait_until(lambda: delivery.status == "failed")

    assert (delivery.total_attempts, delivery.last_response_code) == (6, 503)


def test_later_stages_without_a_request() -> None:
    """What becomes of a message later is delivered without a request in between."""
    with serving() as (account, api, receiver):
        api.webhooks.create(url=receiver.url, **HOOK | {"events": ["outbound.opened"]})
        api.email.send(**EMAIL | {"to": "open@b.example"})

        # A second later, by the time of the machine.
        assert b"outbound.opened" in receiver.next().body
        assert len(account.effects) == 2


def test_failing_targets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Targets that refuse, never respond or are no hosts are retried; others get theirs."""
    monkeypatch.setattr(deliveries, "TIME_LIMIT", 2.0)
    with socket.create_server(("127.0.0.1", 0)) as silent, serving() as (account, api, receiver):
        with socket.create_server(("127.0.0.1", 0)) as closed:
            refusing = closed.getsockname()[1]
        ports = (silent.getsockname()[1], refusing)
        urls = [*(f"http://127.0.0.1:{one}/" for one in ports), "https://a.invalid./", receiver.url]
        for url in urls:
            api.webhooks.create(url=url, **HOOK)
        api.email.send(**EMAIL)
        receiver.next()
        wait_until(lambda: all(one.attempts == 1 for one in account.webhooks.deliveries))

        statuses = [one.status for one in account.webhooks.deliveries]
        assert statuses == ["retry", "retry", "retry", "success"]
        assert account.webhooks.deliveries[0].last_response_code is None


def test_end_during_an_attempt() -> None:
    """An attempt that the end of the sandbox interrupts is made when it is served again."""
    app = create_app()
    with socket.create_server(("127.0.0.1", 0)) as silent, receiving() as receiver:
        with running(app) as url, JetEmail(**KEYS, base_url=url) as api:
            port = silent.getsockname()[1]
            created: Any = api.webhooks.create(url=f"http://127.0.0.1:{port}/", **HOOK)
            api.email.send(**EMAIL)
            connection = silent.accept()[0]
        connection.close()
        (delivery,) = app.state.account.webhooks.deliveries
        delivery.url = receiver.url
        with running(app):
            received = receiver.next()

    assert EventVerifier(created.webhook.secret).verify(received.body, received.headers)


def inbound_domain(api: JetEmail, **settings: Any) -> Any:
    """Create an inbound domain with webhook delivery."""
    return api.inbound_domains.create(
        domain="example.com", delivery_type="webhook", **settings
    ).result


def test_inbound_mail() -> None:
    """An inbound mail is delivered to the webhook of its domain, signed, with its parts."""
    file = {"filename": "a", "content": base64.b64encode(b"x").decode()}
    with serving() as (account, api, receiver):
        domain = inbound_domain(
            api,
            webhook_url=receiver.url,
            webhook_method="PUT",
            webhook_headers={"X-Team": 7},
            webhook_auth_header="Bearer own",
        )
        parts: Any = {"subject": "Hello", "text": "Hi", "headers": {"Cc": "d@b.example"}}
        account.inbound.receive("a@b.example", "info@example.com", **parts, attachments=[file])
        received = receiver.next()
        mail: Any = MailVerifier(domain.webhook_secret).verify(received.body, received.headers)

    assert (mail.subject, mail.text_body, mail.html_body, mail.cc, mail.reply_to) == (
        *("Hello", "Hi", None, "d@b.example", None),
    )
    assert (mail.from_, mail.to, mail.domain) == ("a@b.example", "info@example.com", "example.com")
    assert decode_attachment(mail.attachments[0]) == b"x"
    assert mail.date.tzinfo is not None
    assert (received.method, received.headers["x-team"]) == ("PUT", "7")
    assert received.headers["authorization"] == "Bearer own"


def test_retries_of_inbound_mail() -> None:
    """An inbound mail is tried again as often as its domain says, with the same id."""
    with serving(500, 500) as (account, api, receiver):
        inbound_domain(api, webhook_url=receiver.url, webhook_retry_count=1)
        account.inbound.receive("a@b.example", "info@example.com")
        first = receiver.next()
        account.advance(3600)
        second = receiver.next()
        (delivery,) = account.mail_webhooks.deliveries
        wait_until(lambda: delivery.status == "failed")

    assert delivery.total_attempts == 2
    assert first.headers["x-webhook-id"] == second.headers["x-webhook-id"]


def test_inbound_domain_without_a_url() -> None:
    """A mail for a domain without the URL of a webhook is delivered nowhere."""
    with serving() as (account, api, _):
        domain = inbound_domain(api)
        account.inbound.receive("a@b.example", "info@example.com")

        assert domain.uuid and account.mail_webhooks.deliveries == []


def move(account: Account, minutes: int) -> None:
    """Move the time minute by minute."""
    for _ in range(minutes):
        account.advance(60)


async def test_move_of_the_time_from_another_thread() -> None:
    """The time can be moved while requests come in, and each event is delivered once."""
    app = create_app()
    with receiving() as receiver, running(app) as url:
        async with AsyncJetEmail(**KEYS, base_url=url) as api:
            await api.webhooks.create(url=receiver.url, **HOOK)
            moving = asyncio.to_thread(move, app.state.account, 50)
            sends = [api.email.send(**EMAIL | {"to": "slow@b.example"}) for _ in range(50)]
            await asyncio.gather(moving, *sends)
            app.state.account.advance(60)
            bodies = [await asyncio.to_thread(receiver.next) for _ in range(50)]

    assert len({one.headers["x-webhook-id"] for one in bodies}) == 50
    assert receiver.arrived.empty()
