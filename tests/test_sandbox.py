"""The local JetEmail, over HTTP and as a command."""

import json
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from jetemail_api_client import sandbox
from jetemail_api_client.sandbox import API_KEY, create_app, running
from jetemail_api_client.sandbox.smtp_users import SmtpUser

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

CHARACTERS = "username must be made of lowercase letters, digits and hyphens"
DOMAINS = "approvedDomains must hold only domain names"
ADDRESSES = "ipRestrictions must hold only IPv4 addresses"
BOTH = "allowAnyDomain and allowAllDomains exclude each other"
NO_JSON = "The body is not JSON"
NO_KEY = "Required information not found"

# What a request has besides a good username, and how it is refused.
BEYOND_LIMITS: list[tuple[dict[str, Any], str]] = [
    ({"username": None}, "username must be a string"),
    ({"username": ""}, "username must have 1 to 64 characters"),
    ({"username": "a" * 65}, "username must have 1 to 64 characters"),
    ({"username": "Upper"}, CHARACTERS),
    ({"username": "new-line\n"}, CHARACTERS),
    ({"password": None}, "password must be a string"),
    ({"password": "p" * 7}, "password must have 8 to 72 characters"),
    ({"password": "p" * 73}, "password must have 8 to 72 characters"),
    ({"allowAnyDomain": 1}, "allowAnyDomain must be a boolean"),
    ({"allowAllDomains": "true"}, "allowAllDomains must be a boolean"),
    ({"approvedDomains": "a.com"}, "approvedDomains must be an array"),
    ({"approvedDomains": ["a.com"] * 51}, "approvedDomains must have 0 to 50 items"),
    ({"approvedDomains": [1]}, DOMAINS),
    ({"approvedDomains": ["a.com", "nodot"]}, DOMAINS),
    ({"approvedDomains": ["a!com"]}, DOMAINS),
    ({"approvedDomains": ["-a.com"]}, DOMAINS),
    ({"approvedDomains": ["a" * 64 + ".com"]}, DOMAINS),
    ({"approvedDomains": ["a.com\n"]}, DOMAINS),
    ({"approvedDomains": ["a." * 100_000 + "1"]}, DOMAINS),
    ({"quota": "1"}, "quota must be a number"),
    ({"quota": True}, "quota must be a number"),
    ({"quota": -0.5}, "quota must be at least 0"),
    ({"ipRestrictions": {}}, "ipRestrictions must be an array"),
    ({"ipRestrictions": ["10.0.0.1"] * 51}, "ipRestrictions must have 0 to 50 items"),
    ({"ipRestrictions": [None]}, ADDRESSES),
    ({"ipRestrictions": ["10.0.0"]}, ADDRESSES),
    ({"ipRestrictions": ["10.0.0.256"]}, ADDRESSES),
    ({"ipRestrictions": ["10a0b0c1"]}, ADDRESSES),
    ({"allowAnyDomain": True, "allowAllDomains": True}, BOTH),
]
NO_USER: list[tuple[str | bytes, str]] = [
    (b"", NO_JSON),
    (b'{"username": "\xff"}', NO_JSON),
    (b'{"username": "a", "quota": NaN}', NO_JSON),
    (b"[" * 100_000, NO_JSON),
    (b"[]", "The body is not an object"),
    (b'{"password": "short"}', "SMTP username is required"),
]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A sandbox for the tests that do not ask what is in it."""
    with running(create_app()) as url:
        yield url


def post(url: str, key: str = API_KEY, **body: Any) -> tuple[int, Any]:
    """Send a body as `json` or `content`; the answer's status and body."""
    headers = {"Authorization": f"Bearer {key}"}
    response = httpx.post(url + PATH, headers=headers, trust_env=False, **body)
    return response.status_code, response.json()


def refused(status: int, error: str) -> tuple[int, Any]:
    """What a refusal's status and body must be."""
    return status, {"success": False, "error": error}


@pytest.mark.parametrize(
    ("body", "error"),
    [*NO_USER, *((json.dumps({"username": "a"} | beyond), why) for beyond, why in BEYOND_LIMITS)],
)
def test_bad_input(url: str, body: bytes | str, error: str) -> None:
    """Each limit of the description is enforced, and the refusal names the field."""
    answer = post(url, content=body)

    assert answer == refused(400, error)


@pytest.mark.parametrize(
    ("method", "path", "header", "expected"),
    [
        ("POST", PATH, b"", refused(401, NO_KEY)),
        ("POST", PATH, b"Bearer", refused(401, NO_KEY)),
        ("POST", PATH, b"Basic api_sandbox", refused(401, NO_KEY)),
        ("POST", PATH, b"Bearer api_sandbo", refused(401, NO_KEY)),
        ("POST", PATH, b"Bearer \xff", refused(401, NO_KEY)),
        ("POST", PATH, b"BEARER api_sandbox", refused(400, NO_JSON)),
        ("POST", "/no", b"Bearer api_sandbox", refused(404, "Not Found")),
        ("PUT", PATH, b"Bearer api_sandbox", refused(405, "Method Not Allowed")),
    ],
)
def test_request_without_a_body(
    url: str, method: str, path: str, header: bytes, expected: tuple[int, Any]
) -> None:
    """The operation and the key are looked at before the body."""
    headers = [(b"Authorization", header)]
    response = httpx.request(method, url + path, headers=headers, trust_env=False)

    assert (response.status_code, response.json()) == expected


def test_password_made() -> None:
    """A password that the sandbox made is in the answer, and is the user's own."""
    app = create_app()
    with running(app) as url:
        answers = [post(url, json={"username": name}) for name in ("a", "b")]

    made = [user.password for user in app.state.account.smtp_users.by_name.values()]
    assert answers == [(200, CREATED | {"password": password}) for password in made]
    assert len(set(made)) == 2


def test_refusals_by_state() -> None:
    """The plan is looked at before the name, and a refused request changes nothing."""
    app = create_app()
    bodies = [AT_LIMITS, {"username": NAME}, ANY_DOMAIN, ANY_DOMAIN | {"username": "b"}]
    with running(app) as url:
        answers = [post(url, json=body) for body in bodies]

    no_plan = refused(403, "Allow Any Domain feature requires a paid subscription")
    taken = refused(409, "This SMTP username is already in use")
    assert answers == [(200, CREATED), taken, no_plan, no_plan]
    assert app.state.account.smtp_users.by_name == {NAME: SmtpUser(NAME, "p" * 72, SETTINGS)}
    assert "p" * 72 not in repr(app.state.account.smtp_users.by_name)


def test_two_sandboxes() -> None:
    """Two sandboxes at once have their own keys and users."""
    with running(create_app(api_key="api_1")) as one, running(create_app(api_key="api_2")) as two:
        keys = [(one, "api_1"), (two, "api_2"), (one, "api_2"), (two, "api_1")]
        answers = [post(url, key, json={"username": "a"}) for url, key in keys]

    assert [status for status, _ in answers] == [200, 200, 401, 401]


async def test_async_use() -> None:
    """The sandbox serves an async test from which it is started, on an IPv6 host too."""
    with running(create_app(), host="::1") as url:
        async with httpx.AsyncClient(trust_env=False) as client:
            response = await client.post(url + PATH)

    assert response.status_code == 401


def test_end_with_a_request_unfinished() -> None:
    """A client that never sends the rest of its request does not keep the sandbox up."""
    head = f"POST {PATH} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {API_KEY}\r\n"
    with socket.socket() as client, running(create_app()) as url:
        client.connect(("127.0.0.1", httpx.URL(url).port))
        client.sendall(f"{head}Content-Length: 9\r\nExpect: 100-continue\r\n\r\n".encode())
        # The server asks for the body when it starts to wait for it.
        asked = client.recv(12)

    assert asked == b"HTTP/1.1 100"


def test_start_that_fails(caplog: pytest.LogCaptureFixture) -> None:
    """A server that cannot start says so, and its log says why."""
    no_app: Any = "no_such_module:app"
    with pytest.raises(RuntimeError, match="did not start"), running(no_app):
        pass

    assert "no_such_module" in caplog.text


def test_unknown_name() -> None:
    """The package has what it lists and nothing else."""
    assert not hasattr(sandbox, "stop")
