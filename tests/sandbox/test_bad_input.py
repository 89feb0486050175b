"""What a sandbox makes of requests that are not as described."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from jetemail_api_client.sandbox import API_KEY, TRANSACTIONAL_KEY, app, create_app
from jetemail_api_client.sandbox.app import UNPUBLISHED

USERS = "/outbound/smarthost"
CSV = "/outbound/suppression/import"
RULES = "/inbound/account/allowlist"
UUID = "b814c25d-b18c-4044-ae31-49e22ce908b5"
HOOK = {"name": "a", "url": "http://[", "events": ["inbound.spam"]}
ACTIONS = "ACCEPTED, REJECTED, BOUNCED_HARD, BOUNCED_SOFT, DEFERRED, SPAM, VIRUS, QUEUED"
ACCOUNT = {"Authorization": f"Bearer {API_KEY}"}
TRANSACTIONAL = {"Authorization": f"Bearer {TRANSACTIONAL_KEY}"}
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def client() -> Iterator[TestClient]:
    """Return a client of a sandbox without a socket; an exception there is raised here."""
    sandbox: Any = create_app()
    with TestClient(sandbox, base_url="http://sandbox") as client:
        yield client


@pytest.mark.parametrize(
    ("method", "path", "request_parts", "error"),
    [
        ("POST", USERS, {"content": b"{}", "headers": {"Content-Type": "text/csv"}},
         "Content-Type must be application/json, not 'text/csv'"),
        ("POST", CSV, {"json": []}, "Content-Type must be text/csv, not 'application/json'"),
        ("POST", CSV, {"content": b"\xff"}, "The body is not UTF-8"),
        ("POST", USERS, {"content": b'{"a": "\xff"}'}, "The body is not JSON"),
        ("POST", USERS, {"content": b'{"username": "a", "x": ' + b"[" * 101 + b"]" * 101 + b"}"},
         "The body is nested more than 100 levels deep"),
        ("POST", USERS, {"content": b'{"\\udfff": 1}'}, "The body has text that is not Unicode"),
        ("POST", USERS, {"json": {"username": "\u00e9"}},
         "username must be lowercase letters, digits and hyphens"),
        ("GET", "/outbound/logs?limit=1&limit=2", {}, "limit is given more than once"),
        ("GET", "/outbound/logs?limit=101", {}, "limit must be at most 100"),
        ("GET", "/outbound/logs?limit=ten", {}, "limit must be an integer"),
        ("GET", f"/outbound/logs?offset={'9' * 5000}", {}, "offset must be an integer"),
        ("GET", "/outbound/logs?action=SENT", {}, f"action must be one of {ACTIONS}"),
        ("GET", "/outbound/logs/uid", {}, "uid is required"),
        ("GET", "/inbound/account/logs?spamscore_min=nan", {}, "spamscore_min must be a number"),
        ("GET", f"{RULES}/5", {}, "uuid must be a UUID"),
        ("DELETE", "/outbound/suppression/x", {}, "id must be an integer"),
        ("POST", "/webhooks", {"json": HOOK},
         "url must be an http or https URL"),
        ("POST", f"/outbound/domains/{UUID}/settings", {"json": {"bccEmails": [None]}},
         "bccEmails[0] must be a string"),
        ("POST", f"/outbound/domains/{UUID}/settings", {"json": {"bccEmails": 1}},
         "bccEmails must be an array or null"),
        ("PATCH", f"{RULES}/{UUID}", {"json": {"senders": [{"sender_value": 1}]}},
         "senders[0].sender_value must be a string"),
    ],
)  # fmt: skip
def test_wrong_request(
    client: TestClient, method: str, path: str, request_parts: dict[str, Any], error: str
) -> None:
    """A request that is not as described gets 400, with the name of the field."""
    headers = ACCOUNT | request_parts.pop("headers", {})
    response = client.request(method, path, headers=headers, **request_parts)

    assert (response.status_code, response.json()) == (400, {"success": False, "error": error})


@pytest.mark.parametrize("length", [0, 257])
def test_wrong_idempotency_key(client: TestClient, length: int) -> None:
    """An idempotency key has 1 to 256 characters."""
    headers = TRANSACTIONAL | {"Idempotency-Key": "k" * length}
    response = client.post("/email", headers=headers, json={})

    assert response.status_code == 400
    assert response.json()["error"].startswith("Idempotency-Key must have at")


def test_too_large_body(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body of more than 64 MiB is refused before it is complete."""
    monkeypatch.setattr(app, "MAX_BODY", 10)
    response = client.post(USERS, headers=ACCOUNT | JSON, content=b" " * 11)

    assert response.status_code == 413
    assert response.headers[UNPUBLISHED] == "status"


@pytest.mark.parametrize("path", ["/outbound", "/outbound/smarthost/", "/email/%0a%ff"])
def test_unknown_path(client: TestClient, path: str) -> None:
    """A path that the API does not have gets a 404 that says so."""
    response = client.get(path, headers=ACCOUNT)

    assert response.status_code == 404
    assert response.json()["error"].startswith("This is the JetEmail sandbox: GET ")
    assert response.json()["error"].endswith(" is not in the API")


def test_wrong_method(client: TestClient) -> None:
    """A method that a path does not have gets a 405 with those that it has."""
    response = client.put(USERS, headers=ACCOUNT)

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST", "PATCH", "DELETE"}


def test_head(client: TestClient) -> None:
    """HEAD responds as GET."""
    response = client.head(USERS, headers=ACCOUNT)

    assert response.status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "unpublished"),
    [
        ("GET", USERS, None),
        ("GET", "/webhooks", "response"),
        ("GET", f"/webhooks/{UUID}", "response"),
        ("GET", f"/inbound/settings/{UUID}", "status"),
        ("DELETE", "/outbound/suppression/1", None),
    ],
)
def test_unpublished(client: TestClient, method: str, path: str, unpublished: str | None) -> None:
    """A header says whether status or body of a response are not published."""
    response = client.request(method, path, headers=ACCOUNT)

    assert response.headers.get(UNPUBLISHED) == unpublished


def test_effects(client: TestClient) -> None:
    """Each request that reaches an operation is recorded with the status of its response."""
    sandbox: Any = client
    client.get(USERS)
    client.get(USERS, headers=ACCOUNT)
    client.get("/", headers=ACCOUNT)

    effects = sandbox.app.state.account.effects
    assert [(one.operation, one.status) for one in effects] == [
        ("smtp_users.list", 401),
        ("smtp_users.list", 200),
    ]
    assert effects[0].time <= effects[1].time


def test_rate_limits() -> None:
    """With the option, the account is blocked after too many requests."""
    sandbox: Any = create_app(rate_limits=True)
    with TestClient(sandbox) as client:
        statuses = [client.get(USERS, headers=ACCOUNT).status_code for _ in range(241)]
        response = client.post("/email", headers=TRANSACTIONAL, json={})

    assert (statuses.count(200), statuses[-1]) == (240, 429)
    assert (response.status_code, 299 <= int(response.headers["Retry-After"]) <= 300) == (429, True)


async def test_incomplete_body() -> None:
    """A client that leaves before its body is complete changes nothing."""
    sandbox = create_app()
    scope = {
        "type": "http",
        "method": "POST",
        "path": USERS,
        "query_string": b"",
        "headers": [(b"host", b"[::1]"), (b"authorization", f"Bearer {API_KEY}".encode())],
    }
    messages = [
        {"type": "http.request", "body": b'{"username": "a"}', "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent = list[Any]()

    async def receive() -> Any:
        return messages.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    await sandbox(scope, receive, send)

    assert sent[0]["status"] == 400
    assert sandbox.state.account.smtp_users.by_name == {}
