"""What a sandbox makes of requests that are not as described."""

import base64
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from threading import Event
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from jetemail_api_client.sandbox import API_KEY, TRANSACTIONAL_KEY, Sandbox, create_app
from jetemail_api_client.sandbox.http import app
from jetemail_api_client.sandbox.smtp import server

from .account import Caller

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


@pytest.mark.parametrize("content", [b" " * 11, [b" " * 6] * 2], ids=["length", "chunks"])
def test_too_large_body(client: TestClient, monkeypatch: pytest.MonkeyPatch, content: Any) -> None:
    """A body of more than 64 MiB is refused, with its length before it or without."""
    monkeypatch.setattr(app, "MAX_BODY", 10)
    content = content if isinstance(content, bytes) else iter(content)
    response = client.post(USERS, headers=ACCOUNT | JSON, content=content)

    assert response.status_code == 413
    assert response.headers[app.UNPUBLISHED] == "status"


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

    assert response.headers.get(app.UNPUBLISHED) == unpublished


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


NESTED = 10_000
BODIES = {
    "infinity": b'{"username": "a", "quota": 1e999}',
    "minus infinity": b'{"username": "a", "quota": -1e999}',
    "NaN": b'{"username": "a", "quota": NaN}',
    "constant": b"Infinity",
    "long number": b'{"username": "a", "quota": ' + b"9" * 10_000 + b"}",
    "nested lists": b'{"username": "a", "x": ' + b"[" * NESTED + b"]" * NESTED + b"}",
    "nested objects": b'{"x": ' * NESTED + b"1" + b"}" * NESTED,
    "surrogate": b'{"username": "a", "x": "\\ud800"}',
    "name twice": b'{"username": "a", "username": "b"}',
    "UTF-16": '{"username": "a"}'.encode("utf-16"),
    "byte order mark": b'\xef\xbb\xbf{"username": "a"}',
    "no object": b'["username"]',
    "many values": b'{"username": "a", "x": [' + b"[]," * 50_000 + b"1]}",
}
TARGETS = (
    *(("POST", USERS), ("PATCH", USERS), ("POST", "/webhooks"), ("POST", "/webhooks/query")),
    *(("POST", "/email"), ("POST", "/email-batch"), ("POST", RULES)),
    *(("POST", "/_sandbox/faults"), ("POST", "/_sandbox/time"), ("POST", "/_sandbox/reset")),
    ("PUT", "/_sandbox/snapshot"),
)


@pytest.mark.parametrize(("method", "path"), TARGETS)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_bad_body(client: TestClient, method: str, path: str, body: bytes) -> None:
    """A body that readers disagree on, or that takes too much, is refused and changes nothing."""
    sandbox: Any = client
    headers = (TRANSACTIONAL if path.startswith("/email") else ACCOUNT) | JSON
    before = sandbox.app.state.snapshots.take()["state"]
    response = client.request(method, path, headers=headers, content=body)
    after = sandbox.app.state.snapshots.take()["state"]

    assert response.status_code in {400, 413}
    assert before | {"effects": []} == after | {"effects": []}


def test_many_values_in_text(client: TestClient) -> None:
    """Commas and brackets in a text are no values."""
    mail = {"from": "a@b.example", "to": "c@d.example", "subject": "s", "text": ',[{"\\' * 50_000}

    assert client.post("/email", headers=TRANSACTIONAL, json=mail).status_code == 201


def test_many_rows(client: TestClient) -> None:
    """An import that would take minutes is refused."""
    content = "target_value\n" + "a@b.example\n" * 100_000
    response = client.post(CSV, headers=ACCOUNT | {"Content-Type": "text/csv"}, content=content)

    assert response.status_code == 413


def exchange(url: str, request: bytes) -> bytes:
    """Send bytes to a server; return what comes until it closes the connection."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=60) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def request_of(path: str, *headers: str, body: bytes = b"") -> bytes:
    """Return the bytes of a request that ends its connection."""
    length = [] if "Content-Length:" in str(headers) else [f"Content-Length: {len(body)}"]
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", "Connection: close", *headers, *length]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


KEY = f"Authorization: Bearer {API_KEY}"
REQUESTS = {
    "garbage": (b"\x00\xff\x16\x03\x01\r\n\r\n", 400),
    "TLS": (b"\x16\x03\x01\x02\x00\x01" + b"a" * 600, 400),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 403),
    "negative length": (request_of(USERS, KEY, "Content-Length: -5"), 400),
    "huge length": (request_of(USERS, KEY, f"Content-Length: {'9' * 20}", body=b"{}"), 413),
    "two lengths": (request_of(USERS, KEY, "Content-Length: 1", "Content-Length: 2"), 400),
    "odd key": (request_of(USERS, "Authorization: Bearer \xff\xfe"), 401),
    "odd type": (request_of(USERS, KEY, "Content-Type: \xff; charset=\xfe", body=b"{}"), 400),
    "odd path": (request_of("/outbound/suppression/%ff%00%f0%9f"), 405),
    "huge query": (request_of(f"{USERS}?{'a=b&' * 10_000}", KEY), 400),
    "compressed": (request_of(USERS, KEY, "Content-Encoding: gzip", body=b"\x1f\x8b"), 400),
    "asterisk": (b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404),
    "no host": (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
    "pipelined garbage": (b"GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n\xff\r\n\r\n", 404),
}


@pytest.fixture(scope="module")
def served() -> Iterator[Sandbox]:
    """Run a sandbox with SMTP, and with a user."""
    with Sandbox(smtp_port=0) as sandbox:
        user = {"username": "a", "password": "p" * 12, "approvedDomains": ["a.example"]}
        Caller(sandbox.account)("smtp_users.create", user)
        yield sandbox


@pytest.mark.parametrize(("request_", "status"), REQUESTS.values(), ids=REQUESTS)
def test_odd_request(served: Sandbox, request_: bytes, status: int) -> None:
    """Whatever comes as a request gets an error response, and others go on."""
    response = exchange(served.base_url, request_)

    assert response.startswith(f"HTTP/1.1 {status} ".encode())
    assert exchange(served.base_url, request_of(USERS, KEY, body=b"{}")).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize(
    ("path", "key", "size", "status"),
    [
        (USERS, KEY, app.MAX_BODY + 1, 413),
        (USERS, "X: y", 10_000_000, 401),
        ("/smarthost", KEY, 10_000_000, 404),
    ],
)
def test_response_to_a_large_request(
    served: Sandbox, path: str, key: str, size: int, status: int
) -> None:
    """The refusal of a large request reaches the client, which sends all of it first."""
    response = exchange(served.base_url, request_of(path, key, body=b" " * size))

    assert response.startswith(f"HTTP/1.1 {status} ".encode())


def test_idle_connections(served: Sandbox) -> None:
    """Many connections that say nothing do not keep others out."""
    with ExitStack() as idle:
        for port in (urlsplit(served.base_url).port, served.smtp_port) * 100:
            idle.enter_context(socket.create_connection(("127.0.0.1", port or 0)))
        response = exchange(served.base_url, request_of(USERS, KEY, body=b'{"username": "idle"}'))
        reply = exchange(f"smtp://127.0.0.1:{served.smtp_port}", b"QUIT\r\n")

    assert response.startswith(b"HTTP/1.1 200")
    assert reply.endswith(b"221 2.0.0 Bye\r\n")


LOGIN = b"EHLO a\r\nAUTH PLAIN " + base64.b64encode(b"\0a\0" + b"p" * 12) + b"\r\n"
MAIL = LOGIN + b"MAIL FROM:<a@a.example>\r\nRCPT TO:<b@b.example>\r\nDATA\r\nFrom: a@a.example\r\n"
END = b"\r\n.\r\nQUIT\r\n"
COMPLEX = b"554 5.3.4 The message has too many parts or too long headers\r\n221 2.0.0 Bye\r\n"
SESSIONS = {
    "NUL": (b"\0\0\r\nNOOP \0\r\nQUIT\r\n", b"250 2.0.0 OK\r\n221 2.0.0 Bye\r\n"),
    "bytes": (bytes(range(256)) * 10 + b"\r\nQUIT\r\n", b"221 2.0.0 Bye\r\n"),
    "endless line": (b"a" * 12_289, b"500 5.5.2 The line is too long\r\n"),
    "long line": (b"a" * 12_289 + b"\r\nNOOP\r\n", b"500 5.5.2 The line is too long\r\n"),
    "recipients": (
        LOGIN
        + b"MAIL FROM:<a@a.example>\r\n"
        + b"RCPT TO:<b@b.example>\r\n" * 10_000
        + b"QUIT\r\n",
        b"452 4.5.3 Too many recipients\r\n221 2.0.0 Bye\r\n",
    ),
    "many headers": (MAIL + b"X: y\r\n" * 20_000 + END, COMPLEX),
    "many parts": (MAIL + b"\r\n--\r\n" + b"Content-Type: a/b\r\n" * 201 + END, COMPLEX),
    "long parameters": (MAIL + b"Content-Type: a/b; " + b"a=b; " * 1000 + END, COMPLEX),
    "folded parameters": (MAIL + b"Content-Type: a/b;\r\n" + b" a=b;\r\n" * 1000 + END, COMPLEX),
    "parentheses": (
        MAIL + b"To: " + b"(" * 20_000 + END,
        b"554 5.6.0 The message is malformed\r\n221 2.0.0 Bye\r\n",
    ),
    "login": (
        b"AUTH PLAIN \xff\r\nAUTH PLAIN ====\r\nAUTH\r\nQUIT\r\n",
        b"504 5.5.4 The mechanism must be PLAIN or LOGIN\r\n221 2.0.0 Bye\r\n",
    ),
}


@pytest.mark.parametrize(("sent", "end"), SESSIONS.values(), ids=SESSIONS)
def test_odd_session(served: Sandbox, sent: bytes, end: bytes) -> None:
    """Whatever comes by SMTP gets a reply, and no message is kept of what is refused."""
    before = len(served.outbox)
    replies = exchange(f"smtp://127.0.0.1:{served.smtp_port}", sent)

    assert replies.endswith(end)
    assert len(served.outbox) == before


def test_dots(served: Sandbox) -> None:
    """Dots at the start of lines are those of the message."""
    content = b"\r\n" + b"..\r\n" * 10_000 + b"...\r\n.a"
    replies = exchange(f"smtp://127.0.0.1:{served.smtp_port}", MAIL + content + END)

    assert b"250 OK Message queued" in replies
    assert served.outbox.messages[-1].text.split() == [*["."] * 10_000, "..", "a"]


def noted(monkeypatch: pytest.MonkeyPatch, name: str) -> Event:
    """Return an event that is set when a method of a connection has been called."""
    called, method = Event(), getattr(server._Connection, name)

    def note(connection: Any) -> None:
        called.set()
        method(connection)

    monkeypatch.setattr(server._Connection, name, note)
    return called


def test_client_that_does_not_read(served: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that does not read its replies gets no more of them, until it reads."""
    paused, resumed = noted(monkeypatch, "pause_writing"), noted(monkeypatch, "resume_writing")
    ehlo, early = server._Connection._ehlo, list[str]()

    def taken(connection: Any, argument: str) -> None:
        early.extend([argument] if paused.is_set() and not resumed.is_set() else [])
        ehlo(connection, argument)

    monkeypatch.setitem(server._COMMANDS, "EHLO", taken)
    with socket.create_connection(("127.0.0.1", served.smtp_port), timeout=1) as connection:
        while not paused.is_set():
            with suppress(TimeoutError):
                connection.sendall(b"EHLO a\r\n" * 100_000)
        connection.settimeout(60)
        while not resumed.is_set():
            assert connection.recv(1 << 16)
    assert [] == early
    assert b"221" in exchange(f"smtp://127.0.0.1:{served.smtp_port}", b"QUIT\r\n")
