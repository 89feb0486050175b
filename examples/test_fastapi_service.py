"""Tests of the FastAPI service: all that they need of JetEmail is the fixture of the plugin."""

import time
from collections.abc import Iterator
from functools import partial

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from jetemail_api_client import AsyncJetEmail, JetEmail
from jetemail_api_client.sandbox import Sandbox, running
from jetemail_api_client.webhooks import EventVerifier

from .fastapi_service import create_app, get_verifier

SIGNUP = {"id": "7", "address": "jane@example.org"}


@pytest.fixture
def app(jetemail_sandbox: Sandbox) -> FastAPI:
    """Make the app with a client of the sandbox."""
    return create_app(lambda: AsyncJetEmail(**jetemail_sandbox.connection))


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


@pytest.mark.jetemail_fault("email.send", status=500, times=None)
def test_failure_of_jetemail(service: TestClient) -> None:
    """If JetEmail fails, the caller can repeat the request."""
    response = service.post("/signups", json=SIGNUP)

    assert response.status_code == 503
    assert "email.send: 500" in response.json()["detail"]


def test_mistake(service: TestClient, jetemail_sandbox: Sandbox) -> None:
    """An address that is none is the caller's mistake, and nothing is sent."""
    response = service.post("/signups", json=SIGNUP | {"address": "jane\r\nBcc: all@example.org"})

    assert response.status_code == 422
    assert jetemail_sandbox.effects == []


def test_bounce(app: FastAPI, jetemail: JetEmail) -> None:
    """An address whose mail bounces gets no more: the event arrives at the app, and is verified."""
    signup = {"id": "8", "address": "bounce@example.org"}
    with running(app) as url, httpx.Client(base_url=url) as service:
        made = jetemail.webhooks.create(
            name="Bounces", url=f"{url}/webhooks/jetemail", events=["outbound.bounced"], status=True
        )
        assert made.webhook
        app.dependency_overrides[get_verifier] = partial(EventVerifier, made.webhook.secret or "")
        assert service.post("/signups", json=signup).status_code == 202
        while not app.state.bounced:
            time.sleep(0.01)

        assert service.post("/signups", json=signup | {"id": "9"}).status_code == 409


def test_forged_event(app: FastAPI, service: TestClient) -> None:
    """An event with a wrong signature has no effect."""
    verifier = EventVerifier("whsec_" + "0" * 32)
    body = b"{}"
    app.dependency_overrides[get_verifier] = lambda: verifier
    headers = verifier.sign(body, delivery_id="evt_1", timestamp=int(time.time()))

    assert service.post("/webhooks/jetemail", content=b"{} ", headers=headers).status_code == 401
