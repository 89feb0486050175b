"""A description is read from a path or an address, and never more than a description can be."""

from pathlib import Path

import pytest

from codegen.origin import bytes_at
from codegen.source import DoesNotFit
from tests.raw_server import Act, answer, cut, drip, playing, refused_url, silence

HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"
ENDLESS = b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n"

# An act of the server, and what is said of its address.
ANSWERS: list[tuple[Act, str]] = [
    (answer(404), "answers 404; 200 is needed."),
    (answer(204), "answers 204; 200 is needed."),
    (
        answer(301, headers="Location: https://example.com/\r\n"),
        "answers 301 and leads to https://example.com/; 200 is needed.",
    ),
    (cut(HALF), "cannot be read: peer closed connection without sending complete message body"),
    (cut(b""), "cannot be read: Server disconnected without sending a response."),
    (answer(200, b"x" * 11), "brings more than 10 bytes."),
    (silence, "cannot be read: timed out."),
]


def refusal(spec: str) -> str:
    """What is said of a place that cannot be read."""
    with pytest.raises(DoesNotFit) as caught:
        bytes_at(spec)
    return str(caught.value)


def test_path(tmp_path: Path) -> None:
    """What is in a file is read as it is."""
    file = tmp_path / "file"
    file.write_bytes(b"\xff{}")

    assert b"\xff{}" == bytes_at(str(file))


def test_url() -> None:
    """What is at an address is asked for once, without the caller's cookies and keys."""
    with playing(answer(200, b"\xff{}")) as server:
        url = f"{server.base_url}/openapi.json?v=1"
        content = bytes_at(url)

    [head] = server.heads()
    assert (b"\xff{}", "GET /openapi.json?v=1 HTTP/1.1") == (content, head[""])
    assert "application/json" == head["accept"]
    assert set() == {"authorization", "cookie"} & set(head)


def test_missing_file(tmp_path: Path) -> None:
    """A path where nothing is, or a folder, is told as it was given."""
    assert f"{tmp_path} cannot be read: Is a directory." == refusal(str(tmp_path))
    assert "no.json cannot be read: No such file or directory." == refusal("no.json")


@pytest.mark.parametrize(("act", "words"), ANSWERS)
def test_answer_that_is_refused(act: Act, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that is no whole document is told with its address."""
    monkeypatch.setattr("codegen.origin._TIMEOUT", 0.2)
    monkeypatch.setattr("codegen.origin._MOST_BYTES", 10)
    with playing(act) as server:
        assert refusal(server.base_url).startswith(f"{server.base_url} {words}")


def test_answer_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer of which always a little more comes has an end."""
    monkeypatch.setattr("codegen.origin._DEADLINE", 0.05)
    with playing(drip(ENDLESS, every=0.02)) as server:
        assert f"{server.base_url} took more than 0 seconds." == refusal(server.base_url)


def test_address_where_nobody_listens() -> None:
    """An address where nobody listens is told."""
    url = refused_url()

    assert refusal(url).startswith(f"{url} cannot be read: ")


@pytest.mark.parametrize("url", ["http://api.jetemail.com/", "ftp://localhost/", "file:///etc/x"])
def test_address_that_is_not_safe(url: str) -> None:
    """Only https is asked, unless it is this machine itself: others could answer in its place."""
    assert f"{url} is no https address; http is for this machine itself." == refusal(url)


def test_address_that_is_none() -> None:
    """An address that cannot be is told."""
    assert "https://a:b/ cannot be read: Invalid port: 'b'." == refusal("https://a:b/")
