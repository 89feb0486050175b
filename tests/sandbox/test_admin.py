"""The admin interface over HTTP, and the check of hosts."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from jetemail_api_client import JetEmail, errors
from jetemail_api_client.sandbox import TRANSACTIONAL_KEY, Sandbox, create_app

from .account import START, stopped_clock

MAIL: dict[str, Any] = {
    "from_": "shop@example.com",
    "to": "slow@example.org",
    "subject": "Order",
    "text": "Thanks",
}
ADVANCE = 'The body must be {"advance": seconds}'


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """Run a sandbox whose time only moves when it is moved."""
    with Sandbox(clock=stopped_clock()) as sandbox:
        yield sandbox


@pytest.fixture
def admin(sandbox: Sandbox) -> Iterator[httpx.Client]:
    """Return a client for the admin interface."""
    base_url = f"{sandbox.base_url}/_sandbox"
    with httpx.Client(base_url=base_url, trust_env=False) as client:
        yield client


def test_faults(sandbox: Sandbox, admin: httpx.Client) -> None:
    """Faults are added, listed, applied and cleared over HTTP."""
    added = admin.post("/faults", json={"operation": "smtp_users.list", "status": 400})
    admin.post("/faults", json={"operation": "*", "reset": True, "acts": True, "times": None})
    listed = admin.get("/faults").json()
    keys = sandbox.connection
    with JetEmail(**keys) as jetemail, pytest.raises(errors.BadRequestError):
        jetemail.smtp_users.list()
    remaining = admin.get("/faults").json()["faults"]
    cleared = admin.delete("/faults").json()

    assert listed["faults"][0] == added.json()["faults"][0]
    assert listed["faults"][0] | {"status": 400, "times": 1, "acts": False} == listed["faults"][0]
    assert [one["operation"] for one in remaining] == ["*"]
    assert cleared == admin.get("/faults").json() == {"faults": []}


def test_time_messages_and_effects(sandbox: Sandbox, admin: httpx.Client) -> None:
    """Moved time delivers a message; effects and messages are read as JSON."""
    with JetEmail(**sandbox.connection) as jetemail:
        sent = jetemail.email.send(**MAIL)
        jetemail.inbound_domains.create(
            domain="a.example", delivery_type="webhook", webhook_url="https://a.example"
        )
    sandbox.account.inbound.receive("b@c.example", "info@a.example", subject="Hello")
    before = admin.get("/messages").json()
    moved = admin.post("/time", json={"advance": 60}).json()
    after = admin.get("/messages").json()
    effects = admin.get("/effects").json()["effects"]

    assert moved == admin.get("/time").json() == {"time": START + 60}
    assert [one["state"] for one in before["outbound"]] == ["QUEUED"]
    assert [(one["uid"], one["state"]) for one in after["outbound"]] == [(sent.id, "ACCEPTED")]
    assert [one["subject"] for one in after["inbound"]] == ["Hello"]
    assert effects[0] == {"operation": "email.send", "status": 201, "time": START}
    assert len(effects) == 2
    assert TRANSACTIONAL_KEY not in str(after)
    assert not [one for one in after["outbound"] + after["inbound"] if "owners" in one]


def test_reset(sandbox: Sandbox, admin: httpx.Client) -> None:
    """A reset forgets state, faults and moved time."""
    with JetEmail(**sandbox.connection) as jetemail:
        jetemail.smtp_users.create(username="a")
    admin.post("/faults", json={"operation": "*", "status": 500})
    admin.post("/time", json={"advance": 0.5})
    response = admin.post("/reset", json={})

    assert (response.status_code, response.json()) == (200, {})
    assert admin.get("/faults").json() == {"faults": []}
    assert admin.get("/effects").json() == {"effects": []}
    assert admin.get("/time").json() == {"time": START}
    assert sandbox.account.smtp_users.by_name == {}


@pytest.mark.parametrize(
    ("path", "body", "status", "error"),
    [
        ("/faults", b"", 400, "The body is not JSON"),
        ("/faults", b"[]", 400, "The body must be an object"),
        ("/faults", b"{}", 400, "operation is required"),
        ("/faults", b'{"operation": []}', 400, "There is no operation []"),
        ("/faults", b'{"operation": "*", "delay": 1e999}', 400, "The body has the number 1e999"),
        ("/faults", b'{"operation": "*", "self": 1}', 400, "Faults.add() got multiple values"),
        ("/faults", b'{"operation": "*", "delay": null}', 400, "delay must be a number"),
        ("/time", b"{}", 400, ADVANCE),
        ("/time", b'{"advance": true}', 400, ADVANCE),
        ("/time", b'{"advance": 1, "to": 2}', 400, ADVANCE),
        ("/time", b'{"advance": -1}', 400, "advance must be 0 or more"),
        ("/time", b'{"advance": 1e10}', 400, "advance must be 0 or more, and end before"),
        ("/reset", b'{"all": true}', 400, "The body must be {}"),
        ("/effects", b"{}", 405, "This is the JetEmail sandbox"),
        ("/no", b"{}", 404, "This is the JetEmail sandbox"),
    ],
)
def test_invalid_request(
    admin: httpx.Client, path: str, body: bytes, status: int, error: str
) -> None:
    """A request that is not as documented is refused, and changes nothing."""
    response = admin.post(path, content=body, headers={"Content-Type": "application/json"})

    assert response.status_code == status
    assert response.json()["error"].startswith(error)
    assert admin.get("/faults").json() == {"faults": []}
    assert admin.get("/time").json() == {"time": START}


@pytest.mark.parametrize("media_type", ["", "text/plain", "application/x-www-form-urlencoded"])
def test_content_type(admin: httpx.Client, media_type: str) -> None:
    """A POST that a page of another site can send without asking is refused."""
    response = admin.post("/reset", content=b"{}", headers={"Content-Type": media_type})

    assert response.status_code == 415
    assert response.json()["error"] == "Content-Type must be application/json"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST.:8025", 200),
        ("app.localhost:8025", 200),
        ("127.0.0.1:1", 200),
        ("127.1.2.3", 200),
        ("[::1]:8025", 200),
        ("mail.test", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example:8025", 403),
        ("localhost.evil.example", 403),
        ("192.0.2.1", 403),
        ("[::1", 403),
        ("localhost@evil.example", 403),
        ("", 403),
    ],
)
@pytest.mark.parametrize("path", ["/_sandbox/time", "/"])
def test_host(host: str, status: int, path: str) -> None:
    """Only names of loopback and those that were allowed reach the sandbox, on all paths."""
    with TestClient(create_app(hosts=["Mail.test"])) as client:
        response = client.get(path, headers={"Host": host})

    assert response.status_code == status
    if status == 403:
        assert response.json()["error"].startswith("This is the JetEmail sandbox: it does not")


def test_address_of_the_connection() -> None:
    """The address on which the request arrived is a host of the sandbox; HEAD is GET."""
    with TestClient(create_app(), base_url="http://192.0.2.7:8025") as client:
        assert client.head("/_sandbox/time").status_code == 200
