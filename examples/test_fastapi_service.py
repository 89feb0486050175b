"""Tests of the FastAPI service: all that they need of JetEmail is the fixture of the plugin."""

import json
import time
from collections.abc import Iterator
from functools import partial

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from jetemail_api_client import JetEmail
from jetemail_api_client.sandbox import Sandbox, running
from jetemail_api_client.webhooks import EventVerifier

from .fastapi_service import create_app, get_verifier

SIGNUP = {"id": "7", "address": "jane@example.org"}


@pytest.fixture
def app(jetemail_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """Make the app, with the sandbox as JetEmail."""
    for name, value in jetemail_sandbox.connection.items():
        monkeypatch.setenv(f"JETEMAIL_{name.upper()}", str(value))
    return create_app()


@pytest.fixture
def service(app: FastAPI) -> Iterator[TestClient]:
    """Run the app."""
    with TestClient(app) as client:
        yield client


def test_welcome(service: TestClient, jetemail_sandbox: Sandbox) -> None:
    """A signup that is repeated is welcomed once."""
    responses = [service.post("/signups", json=SIGNUP) for _ in range(2)]

    assert [one.status_code for one in responses] == [202, 202]
    jetemail_sandbox.outbox.assert_sent(times=1, to="jane@example.org", subject="Welcome")


@pytest.mark.jetemail_fault("email.send", reset=True, acts=True)
def test_lost_response(service: TestClient, jetemail_sandbox: Sandbox) -> None:
    """A welcome whose response is lost is sent once, and the caller does not notice."""
    assert service.post("/signups", json=SIGNUP).status_code == 202

    jetemail_sandbox.outbox.assert_sent(times=1, to="jane@example.org")


def test_failure_of_jetemail(service: TestClient, jetemail_sandbox: Sandbox) -> None:
    """If JetEmail fails, the caller can repeat the request, at once, and reads no internals."""
    for fault in ({"status": 500}, {"status": 401}, {"status": 429, "retry_after": 60}):
        jetemail_sandbox.faults.add("email.send", times=None, **fault)
        started = time.monotonic()
        response = service.post("/signups", json=SIGNUP)
        jetemail_sandbox.faults.clear()

        assert response.status_code == 503
        assert "repeat the request" in response.json()["detail"]
        assert "email.send" not in response.text
        assert time.monotonic() - started < 30


def test_mistake(service: TestClient, jetemail_sandbox: Sandbox) -> None:
    """What no repetition mends is the caller's mistake, and nothing is sent."""
    assert service.post("/signups", json=SIGNUP).status_code == 202
    # What the client refuses, what JetEmail refuses, and an id that was used for somebody else.
    split = SIGNUP | {"id": "8", "address": "jane\r\nBcc: all@example.org"}
    nobody = SIGNUP | {"id": "9", "address": "nobody"}
    other = SIGNUP | {"address": "joe@example.org"}
    responses = [service.post("/signups", json=one) for one in (split, nobody, other)]

    assert [one.status_code for one in responses] == [422, 422, 422]
    jetemail_sandbox.outbox.assert_sent(times=1)


def test_bounce(app: FastAPI, jetemail: JetEmail) -> None:
    """An address whose mail bounces gets no more: the event arrives at the app, and is verified."""
    signup = {"id": "8", "address": "Bounce@example.org"}
    with running(app) as url, httpx.Client(base_url=url) as service:
        made = jetemail.webhooks.create(
            name="Bounces", url=f"{url}/webhooks/jetemail", events=["outbound.bounced"], status=True
        )
        assert made.webhook
        app.dependency_overrides[get_verifier] = partial(EventVerifier, made.webhook.secret or "")
        assert service.post("/signups", json=signup).status_code == 202
        while not app.state.bounced:
            time.sleep(0.01)

        again = {"id": "9", "address": "bounce@Example.org"}
        assert service.post("/signups", json=again).status_code == 409


def test_events_without_effect(app: FastAPI, service: TestClient) -> None:
    """A forged event is rejected for good; a late one is delivered again: a clock may be wrong."""
    verifier = EventVerifier("whsec_" + "0" * 32)
    app.dependency_overrides[get_verifier] = lambda: verifier
    event = {"id": "evt_1", "service": "outbound", "type": "outbound.bounced", "created_at": 1}

    def deliver(signed: str, sent: str, age: int = 0) -> int:
        headers = verifier.sign(signed.encode(), timestamp=int(time.time()) - age)
        return service.post("/webhooks/jetemail", content=sent, headers=headers).status_code

    body = json.dumps(event | {"data": {"uid": "a1"}})
    assert deliver(body, f"{body} ") == 401
    assert deliver(body, body, age=400) == 503
    assert deliver("{}", "{}") == 503
    assert deliver(body, body) == 204  # Of a bounce, but not whose.
    assert app.state.bounced == set()
