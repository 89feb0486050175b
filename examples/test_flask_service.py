"""Tests of the Flask service."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from jetemail_api_client import JetEmail
from jetemail_api_client.sandbox import Sandbox

from .flask_service import create_app

ADDRESS = "jane@example.org"


@pytest.fixture
def app(jetemail: JetEmail) -> Flask:
    """Make the app with the client of the plugin."""
    return create_app(lambda: jetemail)


def confirm(app: Flask, order_id: str = "1042", address: str = ADDRESS) -> TestResponse:
    """Request the confirmation of an order."""
    path = f"/orders/{order_id}/confirmation"
    return app.test_client().post(path, json={"address": address})


def test_confirmation(app: Flask, jetemail_sandbox: Sandbox) -> None:
    """A confirmation that is requested again is sent once, and has the same id."""
    first, second = confirm(app), confirm(app)

    assert (first.status_code, second.status_code) == (202, 202)
    assert first.get_json()["id"] == second.get_json()["id"]
    jetemail_sandbox.outbox.assert_sent(times=1, to=ADDRESS, subject="Your order")


def test_threads(app: Flask, jetemail_sandbox: Sandbox) -> None:
    """All threads use one client."""
    with ThreadPoolExecutor(8) as threads:
        responses = list(threads.map(lambda number: confirm(app, str(number)), range(16)))

    assert {one.status_code for one in responses} == {202}
    assert len(jetemail_sandbox.outbox) == 16


@pytest.mark.jetemail_fault("email.send", reset=True, acts=True)
def test_lost_response(app: Flask, jetemail_sandbox: Sandbox) -> None:
    """A confirmation whose response is lost is sent once, and the caller does not notice."""
    assert confirm(app).status_code == 202

    jetemail_sandbox.outbox.assert_sent(times=1, to=ADDRESS)


@pytest.mark.parametrize("status", [401, 500])
def test_failure_of_jetemail(app: Flask, jetemail_sandbox: Sandbox, status: int) -> None:
    """If JetEmail fails, the caller can repeat the request, and reads no internals."""
    jetemail_sandbox.faults.add("email.send", status=status, times=None)
    response = confirm(app)

    assert response.status_code == 503
    assert "repeat the request" in response.get_json()["detail"]
    assert "email.send" not in response.text


def test_mistake(app: Flask, jetemail_sandbox: Sandbox) -> None:
    """What no repetition mends is the caller's mistake, and nothing is sent."""
    assert confirm(app).status_code == 202
    # What the client refuses, what JetEmail refuses, and an order that was confirmed to another.
    responses = [
        confirm(app, "1", "jane\r\nBcc: all@example.org"),
        confirm(app, "2", "nobody"),
        confirm(app, address="joe@example.org"),
    ]

    assert [one.status_code for one in responses] == [422, 422, 422]
    jetemail_sandbox.outbox.assert_sent(times=1)


def test_deadline(jetemail_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app's own client takes its keys from the environment, and holds no thread for long."""
    for name, value in jetemail_sandbox.connection.items():
        monkeypatch.setenv(f"JETEMAIL_{name.upper()}", str(value))
    app = create_app()

    assert confirm(app).status_code == 202
    app.extensions["jetemail"].close()
