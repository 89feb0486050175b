"""The sandbox over HTTP: limits, errors, state, and the life of its server."""

import json
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from jetemail_api_client import sandbox
from jetemail_api_client.sandbox import API_KEY, create_app, running

PATH = "/outbound/smarthost"
CREATED = {"success": True, "message": "SMTP user created successfully"}
NAME = "a" * 64
ANY_DOMAIN = {"username": NAME, "allowAnyDomain": True}
SETTINGS = {
    "allowAnyDomain": False,
    "allowAllDomains": True,
    "approvedDomains": ["a" * 63 + ".com", "b-c.d.Example"] * 25,
    "quota": 0,
    "ipRestrictions": ["0.0.0.0", "255.255.255.255"] * 25,
}
AT_LIMITS = {"username": NAME, "password": "p" * 72, "unknown": None} | SETTINGS

NOT_DOMAIN = "must be a domain name such as example.com"
NOT_ADDRESS = "must be an IPv4 address such as 192.168.1.1"
CHARACTERS = "username must be lowercase letters, digits and hyphens"
BOTH = "allowAnyDomain and allowAllDomains exclude each other"
OUT_OF_RANGE = "The body has the number 9223372036854775808, which is out of range"
NOT_BOOLEAN = "allowAnyDomain must be a boolean"
NOT_JSON = "The body is not JSON"
NO_KEY = (
    "Required information not found: this is the JetEmail sandbox, and smtp_users.create needs one "
    "of its account keys (api_sandbox)"
)
SANDBOX = "This is the JetEmail sandbox: {} is not in the API"

# Fields beside a valid username, and the error of the response.
OUT_OF_LIMITS: list[tuple[dict[str, Any], str]] = [
    ({"username": None}, "username must be a string"),
    ({"username": ""}, "username must have at least 1 character"),
    ({"username": "a" * 65}, "username must have at most 64 characters"),
    ({"username": "Upper"}, CHARACTERS),
    ({"username": "new-line\n"}, CHARACTERS),
    ({"password": None}, "password must be a string"),
    ({"password": "p" * 7}, "password must have at least 8 characters"),
    ({"password": "p" * 73}, "password must have at most 72 characters"),
    ({"allowAnyDomain": 1}, "allowAnyDomain must be a boolean"),
    ({"allowAllDomains": "true"}, "allowAllDomains must be a boolean"),
    ({"approvedDomains": "a.com"}, "approvedDomains must be an array"),
    ({"approvedDomains": ["a.com"] * 51}, "approvedDomains must have at most 50 items"),
    ({"approvedDomains": [1]}, "approvedDomains[0] must be a string"),
    ({"approvedDomains": ["a.com", "nodot"]}, f"approvedDomains[1] {NOT_DOMAIN}"),
    ({"approvedDomains": ["a!com"]}, f"approvedDomains[0] {NOT_DOMAIN}"),
    ({"approvedDomains": ["-a.com"]}, f"approvedDomains[0] {NOT_DOMAIN}"),
    ({"approvedDomains": ["a" * 64 + ".com"]}, f"approvedDomains[0] {NOT_DOMAIN}"),
    ({"approvedDomains": ["a.com\n"]}, f"approvedDomains[0] {NOT_DOMAIN}"),
    ({"approvedDomains": ["a." * 100_000 + "1"]}, f"approvedDomains[0] {NOT_DOMAIN}"),
    ({"quota": "1"}, "quota must be a number"),
    ({"quota": True}, "quota must be a number"),
    ({"quota": -0.5}, "quota must be at least 0"),
    ({"ipRestrictions": {}}, "ipRestrictions must be an array"),
    ({"ipRestrictions": ["10.0.0.1"] * 51}, "ipRestrictions must have at most 50 items"),
    ({"ipRestrictions": [None]}, "ipRestrictions[0] must be a string"),
    ({"ipRestrictions": ["10.0.0"]}, f"ipRestrictions[0] {NOT_ADDRESS}"),
    ({"ipRestrictions": ["10.0.0.256"]}, f"ipRestrictions[0] {NOT_ADDRESS}"),
    ({"ipRestrictions": ["10a0b0c1"]}, f"ipRestrictions[0] {NOT_ADDRESS}"),
    ({"allowAnyDomain": True, "allowAllDomains": True}, BOTH),
]
INVALID_BODIES: list[tuple[str | bytes, str]] = [
    (b"", NOT_JSON),
    (b'{"username": "\xff"}', NOT_JSON),
    (b'{"username": "a", "quota": NaN}', NOT_JSON),
    (b"[" * 40_000, NOT_JSON),
    (b"[]", "The body must be an object"),
    (b'{"username": "a", "username": "b"}', "The body has the field 'username' twice"),
    (b'{"username": "\\ud800"}', "The body has text that is not Unicode"),
    (b'{"quota": 1e999}', "The body has the number 1e999, which is out of range"),
    (b'{"quota": 9223372036854775808}', OUT_OF_RANGE),
    (
        b'{"quota": ' + b"9" * 5000 + b"}",
        f"The body has the number {'9' * 40}, which is out of range",
    ),
    (b'{"username": "a", "quota": 9223372036854775807, "allowAnyDomain": 0}', NOT_BOOLEAN),
    (b'{"password": "short"}', "SMTP username is required"),
]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Run a sandbox for the tests that do not depend on its state."""
    with running(create_app()) as url:
        yield url


def post(url: str, key: str = API_KEY, **body: Any) -> tuple[int, Any]:
    """Send a body as `json` or `content`; return status and body of the response."""
    headers = {"Authorization": f"Bearer {key}"}
    response = httpx.post(url + PATH, headers=headers, trust_env=False, **body)
    return response.status_code, response.json()


def rejection(status: int, error: str) -> tuple[int, Any]:
    """Return the expected status and body of an error response."""
    return status, {"success": False, "error": error}


@pytest.mark.parametrize(
    ("body", "error"),
    [
        *INVALID_BODIES,
        *((json.dumps({"username": "a"} | fields), error) for fields, error in OUT_OF_LIMITS),
    ],
)
def test_invalid_request(url: str, body: bytes | str, error: str) -> None:
    """Each limit of openapi.json is enforced, and the error names the field."""
    response = post(url, content=body)

    assert response == rejection(400, error)


@pytest.mark.parametrize(
    ("method", "path", "header", "expected"),
    [
        ("POST", PATH, b"", rejection(401, NO_KEY)),
        ("POST", PATH, b"Bearer", rejection(401, NO_KEY)),
        ("POST", PATH, b"Basic api_sandbox", rejection(401, NO_KEY)),
        ("POST", PATH, b"Bearer api_sandbo", rejection(401, NO_KEY)),
        ("POST", PATH, b"Bearer \xff", rejection(401, NO_KEY)),
        ("POST", PATH, b"BEARER api_sandbox", rejection(400, NOT_JSON)),
        ("POST", "/no", b"Bearer api_sandbox", rejection(404, SANDBOX.format("POST '/no'"))),
        ("PUT", PATH, b"Bearer api_sandbox", rejection(405, SANDBOX.format(f"PUT '{PATH}'"))),
    ],
)
def test_request_without_a_body(
    url: str, method: str, path: str, header: bytes, expected: tuple[int, Any]
) -> None:
    """The operation and the key are checked before the body."""
    headers = [(b"Authorization", header)]
    response = httpx.request(method, url + path, headers=headers, trust_env=False)

    assert (response.status_code, response.json()) == expected


def test_generated_password() -> None:
    """A password that the sandbox generated is in the response, and unique to the user."""
    app = create_app()
    with running(app) as url:
        responses = [post(url, json={"username": name}) for name in ("a", "b")]

    generated = [user.password for user in app.state.account.smtp_users.by_name.values()]
    assert responses == [(200, CREATED | {"password": password}) for password in generated]
    assert len(set(generated)) == 2


def test_errors_that_depend_on_state() -> None:
    """The plan is checked before the name, and a rejected request changes nothing."""
    app = create_app()
    bodies = [AT_LIMITS, {"username": NAME}, ANY_DOMAIN, ANY_DOMAIN | {"username": "b"}]
    with running(app) as url:
        responses = [post(url, json=body) for body in bodies]

    no_plan = rejection(403, "Allow Any Domain feature requires a paid subscription")
    taken = rejection(409, "This SMTP username is already in use")
    assert responses == [(200, CREATED), taken, no_plan, no_plan]
    (user,) = app.state.account.smtp_users.by_name.values()
    assert (user.username, user.password, user.quota) == (NAME, "p" * 72, 0)
    assert user.approved_domains == SETTINGS["approvedDomains"]
    assert "p" * 72 not in repr(app.state.account.smtp_users.by_name)


def test_two_sandboxes() -> None:
    """Two sandboxes in one process have separate keys and users."""
    with running(create_app(api_key="api_1")) as one, running(create_app(api_key="api_2")) as two:
        keys = [(one, "api_1"), (two, "api_2"), (one, "api_2"), (two, "api_1")]
        responses = [post(url, key, json={"username": "a"}) for url, key in keys]

    assert [status for status, _ in responses] == [200, 200, 401, 401]


async def test_async_client() -> None:
    """The sandbox serves an async test that started it, on an IPv6 host too."""
    with running(create_app(), host="::1") as url:
        async with httpx.AsyncClient(trust_env=False) as client:
            response = await client.post(url + PATH)

    assert response.status_code == 401


def test_shutdown_with_an_incomplete_request() -> None:
    """A client that never completes its request does not block the shutdown."""
    head = f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {API_KEY}\r\n"
    with socket.socket() as client, running(create_app()) as url:
        client.connect(("127.0.0.1", httpx.URL(url).port))
        client.sendall(f"{head}Content-Length: 9\r\nExpect: 100-continue\r\n\r\n".encode())
        # The server sends this when it starts to wait for the body.
        interim = client.recv(12)

    assert interim == b"HTTP/1.1 100"


def test_failure_to_start(caplog: pytest.LogCaptureFixture) -> None:
    """A server that cannot start raises an error and logs the reason."""
    no_app: Any = "no_such_module:app"
    with pytest.raises(RuntimeError, match="did not start"), running(no_app):
        pass

    assert "no_such_module" in caplog.text


def test_unknown_name() -> None:
    """Other names than the listed ones raise AttributeError."""
    assert not hasattr(sandbox, "stop")
