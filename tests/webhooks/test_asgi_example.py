"""The example service receives signed requests over loopback."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from attrs import define, field

from examples import webhooks_asgi
from jetemail_api_client.sandbox import running
from jetemail_api_client.webhooks import EventVerifier, MailVerifier

from .signing import EVENT, MAIL, NOW, SECRET, encode, event_headers, mail_headers

EVENT_BODY, MAIL_BODY = encode(EVENT), encode(MAIL)


@define
class Service:
    """The example with a queue that records, and fails or blocks on demand."""

    enqueued: list[Any] = field(factory=list)
    failures: list[Exception] = field(factory=list)
    url: str = ""
    blocked_until: threading.Event | None = None
    entered: threading.Event = field(factory=threading.Event)

    async def enqueue(self, delivery: Any) -> None:
        self.entered.set()
        if self.blocked_until:
            await asyncio.to_thread(self.blocked_until.wait, 10)
        if self.failures:
            raise self.failures.pop()
        self.enqueued.append(delivery)

    def post(self, path: str, body: bytes, headers: dict[str, str]) -> int:
        """Return the status of the response to a delivery."""
        with httpx.Client(trust_env=False) as client:
            return client.post(self.url + path, content=body, headers=headers).status_code


@contextmanager
def serving(service: Service | None = None) -> Iterator[Service]:
    """Run the example on loopback with a clock that stands still."""
    service = service or Service()
    verifiers = (
        EventVerifier(SECRET, clock=lambda: float(NOW)),
        MailVerifier(SECRET, clock=lambda: float(NOW)),
    )
    with running(webhooks_asgi.create_app(*verifiers, service.enqueue)) as url:
        service.url = url
        yield service


def test_signed_deliveries() -> None:
    """Signed deliveries get a 2xx response, and each is enqueued once."""
    with serving() as service:
        statuses = [
            service.post("/events", EVENT_BODY, event_headers(EVENT_BODY)),
            service.post("/mails", MAIL_BODY, mail_headers(MAIL_BODY)),
            service.post("/events", EVENT_BODY, event_headers(EVENT_BODY, timestamp=NOW + 9)),
            service.post("/mails", MAIL_BODY, mail_headers(MAIL_BODY, timestamp=NOW + 9)),
            service.post("/mails", MAIL_BODY, mail_headers(MAIL_BODY, delivery_id="msg_2")),
        ]

    assert [204] * 5 == statuses
    assert [EVENT, MAIL, MAIL] == [delivery.to_dict() for delivery in service.enqueued]


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (EVENT_BODY, {}, 400),
        (EVENT_BODY, event_headers(EVENT_BODY, "other"), 401),
        (EVENT_BODY + b" ", event_headers(EVENT_BODY), 401),
        (EVENT_BODY, mail_headers(EVENT_BODY), 401),
        (EVENT_BODY, event_headers(EVENT_BODY, "other", "now"), 401),
        (EVENT_BODY, event_headers(EVENT_BODY, timestamp=NOW - 301), 503),
        (b"{", event_headers(b"{"), 503),
        (b"x" * 2000, event_headers(b"x" * 2000), 413),
    ],
)
def test_invalid_deliveries(
    body: bytes, headers: dict[str, str], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deliveries not from JetEmail get a 4xx response; those that may be valid later get a 503."""
    monkeypatch.setattr(webhooks_asgi, "MAX_EVENT", 1000)
    with serving() as service:
        response_status = service.post("/events", body, headers)

    assert (status, []) == (response_status, service.enqueued)


def test_log_of_invalid_deliveries(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Each invalid delivery is logged with its error."""
    monkeypatch.setattr(webhooks_asgi, "MAX_MAIL", 1000)
    with serving() as service:
        service.post("/events", EVENT_BODY, {})
        service.post("/mails", b"x" * 2000, {})
    messages = [one.getMessage() for one in caplog.records if one.name == webhooks_asgi.__name__]

    assert [
        "/events: rejected: X-Webhook-Signature is missing",
        "/mails: rejected: the body is too large",
    ] == messages


def test_failure_to_enqueue() -> None:
    """A delivery that could not be enqueued gets a 500 response, and its retry is enqueued."""
    with serving(Service(failures=[RuntimeError("planted")])) as service:
        statuses = [
            service.post("/events", EVENT_BODY, event_headers(EVENT_BODY)) for _ in range(3)
        ]

    assert ([500, 204, 204], 1) == (statuses, len(service.enqueued))


def test_duplicate_while_enqueueing() -> None:
    """A duplicate of a delivery that is being enqueued gets a 503 response."""
    unblock = threading.Event()
    with serving(Service(blocked_until=unblock)) as service:
        first: list[int] = []
        headers = event_headers(EVENT_BODY)
        thread = threading.Thread(
            target=lambda: first.append(service.post("/events", EVENT_BODY, headers))
        )
        thread.start()
        service.entered.wait(10)
        second = service.post("/events", EVENT_BODY, headers)
        unblock.set()
        thread.join()
        third = service.post("/events", EVENT_BODY, headers)

    assert ([204], 503, 204, 1) == (first, second, third, len(service.enqueued))


async def test_app_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The app with secrets from the environment handles deliveries and prints no address."""
    monkeypatch.setenv("JETEMAIL_EVENT_SECRET", SECRET)
    monkeypatch.setenv("JETEMAIL_MAIL_SECRET", SECRET)
    app, output = webhooks_asgi.app_from_environment(), ""
    transport, headers = httpx.ASGITransport(app), EventVerifier(SECRET).sign(EVENT_BODY)
    async with app.router.lifespan_context(app), asyncio.timeout(10):
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            response = await client.post("/events", content=EVENT_BODY, headers=headers)
        while not output:
            await asyncio.sleep(0)
            output = capsys.readouterr().out

    assert 204 == response.status_code
    assert "MessageEvent(id='evt_abc123'" in output
    assert "planted" not in output
