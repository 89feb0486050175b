"""Reading a document from a path or a URL."""

from pathlib import Path

import pytest

from codegen.update import fetch
from codegen.validation import GenerationError
from tests.raw_server import Act, cut, playing, refused_url, respond, silence

HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"

# An act of the server, and the problem.
FAILURES: list[tuple[Act, str]] = [
    (respond(404), "responds with 404; 200 is needed."),
    (respond(204), "responds with 204; 200 is needed."),
    (
        respond(301, headers="Location: https://example.com/\r\n"),
        "responds with 301 to https://example.com/; 200 is needed.",
    ),
    (cut(HALF), "cannot be read: peer closed connection without sending complete message body"),
    (cut(b""), "cannot be read: Server disconnected without sending a response."),
    (silence, "cannot be read: timed out."),
]


def problem_of(source: str) -> str:
    """Return the problem of a source."""
    with pytest.raises(GenerationError) as caught:
        fetch(source)
    return str(caught.value)


def test_path(tmp_path: Path) -> None:
    """The bytes of a file are returned unchanged."""
    file = tmp_path / "file"
    file.write_bytes(b"\xff{}")

    assert b"\xff{}" == fetch(str(file))


def test_url() -> None:
    """A URL is requested once, without credentials."""
    with playing(respond(200, b"\xff{}")) as server:
        url = f"{server.base_url}/openapi.json?v=1"
        content = fetch(url)

    [head] = server.heads()
    assert (b"\xff{}", "GET /openapi.json?v=1 HTTP/1.1") == (content, head[""])
    assert "application/json" == head["accept"]
    assert set() == {"authorization", "cookie"} & set(head)


def test_missing_file(tmp_path: Path) -> None:
    """A missing file or a folder is reported as given."""
    assert f"{tmp_path} cannot be read: Is a directory." == problem_of(str(tmp_path))
    assert "no.json cannot be read: No such file or directory." == problem_of("no.json")


@pytest.mark.parametrize(("act", "problem"), FAILURES)
def test_failure(act: Act, problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failed download, or a status other than 200, is reported with the URL."""
    monkeypatch.setattr("codegen.update._TIMEOUT", 0.2)
    with playing(act) as server:
        assert problem_of(server.base_url).startswith(f"{server.base_url} {problem}")


def test_refused_connection() -> None:
    """A refused connection is reported."""
    url = refused_url()

    assert problem_of(url).startswith(f"{url} cannot be read: ")


@pytest.mark.parametrize("url", ["http://api.jetemail.com/", "ftp://localhost/", "file:///etc/x"])
def test_insecure_url(url: str) -> None:
    """Only https is accepted, and http on the loopback interface."""
    assert f"{url} is not an https address; http is for localhost." == problem_of(url)


def test_invalid_url() -> None:
    """An invalid URL is reported."""
    assert "https://a:b/ cannot be read: Invalid port: 'b'." == problem_of("https://a:b/")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("ftp://user:hunter2@localhost/@x", "ftp://***@localhost/@x"),
        ("ftp://user:hunt@er2@localhost/?token=hunter2#x", "ftp://***@localhost/?***#x"),
    ],
)
def test_secrets_of_a_url(given: str, shown: str) -> None:
    """A password, and a query that may hold a token, are not printed."""
    assert f"{shown} is not an https address; http is for localhost." == problem_of(given)


def test_invalid_url_with_a_password() -> None:
    """An address that is not valid is not printed if it has a password."""
    problem = "The address is not valid: encode its password."

    assert problem == problem_of("https://user:hunt/er2@localhost/")


def test_redirect_with_a_password() -> None:
    """Nor is the password of the address that a redirect leads to."""
    with playing(respond(301, headers="Location: https://a:hunter2@b/\r\n")) as server:
        assert problem_of(server.base_url).endswith("301 to https://***@b/; 200 is needed.")
