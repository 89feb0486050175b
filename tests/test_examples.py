"""The example of a service that takes webhooks, over loopback, with real signatures."""

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

from .signing import EVENT, MAIL, NOW, SECRET, body_of, event_headers, mail_headers

EVENT_BODY, MAIL_BODY = body_of(EVENT), body_of(MAIL)


@define
class Service:
    """The example, with what it was handed over."""

    taken: list[Any] = field(factory=list)
    failures: list[Exception] = field(factory=list)
    url: str = ""
    gate: threading.Event | None = None
    entered: threading.Event = field(factory=threading.Event)

    async def hand_over(self, delivery: Any) -> None:
        self.entered.set()
        if self.gate:
            await asyncio.to_thread(self.gate.wait, 10)
        if self.failures:
            raise self.failures.pop()
        self.taken.append(delivery)

    def post(self, path: str, body: bytes, headers: dict[str, str]) -> int:
        """The status of what is answered to a delivery."""
        with httpx.Client(trust_env=False) as client:
            return client.post(self.url + path, content=body, headers=headers).status_code


@contextmanager
def serving(service: Service | None = None) -> Iterator[Service]:
    """The example on loopback, at a time that does not pass."""
    service = service or Service()
    verifiers = (
        EventVerifier(SECRET, clock=lambda: float(NOW)),
        MailVerifier(SECRET, clock=lambda: float(NOW)),
    )
    with running(webhooks_asgi.create_app(*verifiers, service.hand_over)) as url:
        service.url = url
        yield service


def test_deliveries_are_taken() -> None:
    """What JetEmail signed is handed over, each once, and answered with success."""
    with serving() as service:
        statuses = [
            service.post("/events", EVENT_BODY, event_headers(EVENT_BODY)),
            service.post("/mails", MAIL_BODY, mail_headers(MAIL_BODY)),
            service.post("/events", EVENT_BODY, event_headers(EVENT_BODY, timestamp=NOW + 9)),
            service.post("/mails", MAIL_BODY, mail_headers(MAIL_BODY, timestamp=NOW + 9)),
            service.post("/mails", MAIL_BODY, mail_headers(MAIL_BODY, delivery_id="msg_2")),
        ]

    assert [204] * 5 == statuses
    assert [EVENT, MAIL, MAIL] == [delivery.to_dict() for delivery in service.taken]


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
def test_what_is_not_taken(
    body: bytes, headers: dict[str, str], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What anybody may have sent is dropped for good; what may be understood later comes again."""
    monkeypatch.setattr(webhooks_asgi, "EVENT_LIMIT", 1000)
    with serving() as service:
        answered = service.post("/events", body, headers)

    assert (status, []) == (answered, service.taken)


def test_refusal_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The log tells of each refusal what was wrong."""
    monkeypatch.setattr(webhooks_asgi, "MAIL_LIMIT", 1000)
    with serving() as service:
        service.post("/events", EVENT_BODY, {})
        service.post("/mails", b"x" * 2000, {})
    messages = [one.getMessage() for one in caplog.records if one.name == webhooks_asgi.__name__]

    assert [
        "/events: refused: X-Webhook-Signature is missing",
        "/mails: refused: the body is too large",
    ] == messages


def test_handing_over_fails() -> None:
    """What could not be handed over is answered so that it comes again, and is new then."""
    with serving(Service(failures=[RuntimeError("planted")])) as service:
        statuses = [
            service.post("/events", EVENT_BODY, event_headers(EVENT_BODY)) for _ in range(3)
        ]

    assert ([500, 204, 204], 1) == (statuses, len(service.taken))


def test_repeat_that_comes_too_early() -> None:
    """A delivery that comes while it is handed over is to come again later."""
    gate = threading.Event()
    with serving(Service(gate=gate)) as service:
        first: list[int] = []
        headers = event_headers(EVENT_BODY)
        thread = threading.Thread(
            target=lambda: first.append(service.post("/events", EVENT_BODY, headers))
        )
        thread.start()
        service.entered.wait(10)
        second = service.post("/events", EVENT_BODY, headers)
        gate.set()
        thread.join()
        third = service.post("/events", EVENT_BODY, headers)

    assert ([204], 503, 204, 1) == (first, second, third, len(service.taken))


async def test_app_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its secrets in the environment, the app handles what it takes, and shows no address."""
    monkeypatch.setenv("JETEMAIL_EVENT_SECRET", SECRET)
    monkeypatch.setenv("JETEMAIL_MAIL_SECRET", SECRET)
    app, shown = webhooks_asgi.app_from_environment(), ""
    transport, headers = httpx.ASGITransport(app), EventVerifier(SECRET).sign(EVENT_BODY)
    async with app.router.lifespan_context(app), asyncio.timeout(10):
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            answer = await client.post("/events", content=EVENT_BODY, headers=headers)
        while not shown:
            await asyncio.sleep(0)
            shown = capsys.readouterr().out

    assert 204 == answer.status_code
    assert "MessageEvent(id='evt_abc123'" in shown
    assert "planted" not in shown
