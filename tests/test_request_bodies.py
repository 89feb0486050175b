"""The bodies of requests, in JSON and in CSV, and the secrets in them."""

import math
from functools import reduce
from pathlib import Path
from typing import Any, cast

import pytest

from jetemail_api_client._generated.api.smtp_users import create
from jetemail_api_client._runtime.readings import free
from jetemail_api_client._runtime.records import Operation, Request
from jetemail_api_client._runtime.requests import build_request
from jetemail_api_client.errors import InvalidRequestError
from jetemail_api_client.models import SmtpUsersCreateRequest

SECRET = "planted-password"
TOO_DEEP: Any = reduce(lambda inner, _: [inner], range(9999), cast("Any", 0))

OPERATION: Operation[Any] = Operation(
    name="things.make",
    method="POST",
    path="/things",
    retry="never",
    key=None,
    secrets=frozenset({"password"}),
    read=free,
)


def with_body(body: Any) -> Request[Any]:
    """A request with a body."""
    return build_request(OPERATION, body=body)


def test_body() -> None:
    """A body has only what was given, as compact UTF-8; its secrets are known by name."""
    body = SmtpUsersCreateRequest(
        username="a", password="planted é", approved_domains=["a.co"], quota=0
    )
    request = create.request(body=body)

    sent = '{"username":"a","password":"planted é","approvedDomains":["a.co"],"quota":0}'
    assert (sent.encode(), "application/json") == (request.content, request.content_type)
    assert ("planted é",) == request.secrets
    assert ("/outbound/smarthost", (), ()) == (request.path, request.query, request.headers)


def test_secrets_at_any_depth() -> None:
    """A secret is found wherever its name stands, and in whatever stands under it."""
    deeper = {"password": [None, "two", {"pin": "three"}], "name": "four"}
    body = {"a": [{"password": "one"}], "b": ({"c": deeper},), "password": None}

    assert ("one", "two", "three") == with_body(body).secrets


@pytest.mark.parametrize("value", ["\ud800", math.nan, -math.inf, TOO_DEEP])
def test_body_of_no_json(value: object) -> None:
    """A value that JSON cannot hold is refused without a trace of the body."""
    with pytest.raises(InvalidRequestError) as caught:
        with_body({"a": value, "password": SECRET})

    text = "things.make: the body has no form in JSON, or is nested too deeply"
    assert text == str(caught.value)
    assert caught.value.__suppress_context__


def test_surrogate_in_a_model() -> None:
    """Half a character, which a password may hold, is refused before it is sent."""
    body = SmtpUsersCreateRequest(username="a", password="planted-\udc80")
    with pytest.raises(InvalidRequestError, match="the body has no form in JSON"):
        create.request(body=body)


@pytest.mark.parametrize("value", [{1}, b"a", object(), 1j])
def test_body_of_a_wrong_type(value: object) -> None:
    """A value that is no JSON at all stays Python's own error."""
    with pytest.raises(TypeError, match="is not JSON serializable"):
        with_body({"a": value})


def csv_sent(csv: Any) -> tuple[bytes | None, str]:
    """What goes out for CSV, and as what."""
    request = build_request(OPERATION, csv=csv)
    return request.content, request.content_type


@pytest.mark.parametrize("csv", ["", "é,b\n", "a.csv\nb.csv", b"\xef\xbb\xbfa\r\n", b"\xff"])
def test_csv(csv: str | bytes) -> None:
    """A text goes out in UTF-8, bytes go out as they are."""
    assert (csv.encode() if isinstance(csv, str) else csv, "text/csv") == csv_sent(csv)


def test_csv_of_a_file(tmp_path: Path) -> None:
    """A path stands for what the file holds; a file that is not there is Python's own error."""
    (tmp_path / "users.csv").write_bytes(b"a\xff\r\n")

    assert (b"a\xff\r\n", "text/csv") == csv_sent(tmp_path / "users.csv")
    with pytest.raises(FileNotFoundError):
        csv_sent(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("csv", "error", "text"),
    [
        ("users.csv", InvalidRequestError, " looks like a file's name: give pathlib.Path(...)"),
        ("planted\ud800", InvalidRequestError, " holds half of a surrogate pair"),
        (None, TypeError, ": expected a str, bytes or a path, got null"),
        (["a"], TypeError, ": expected a str, bytes or a path, got a list"),
        (bytearray(b"a"), TypeError, ": expected a str, bytes or a path, got bytearray"),
    ],
)
def test_no_csv(csv: object, error: type[Exception], text: str) -> None:
    """What is no CSV is refused, a file's name with advice."""
    with pytest.raises(error) as caught:
        csv_sent(csv)

    assert f"things.make: csv{text}" == str(caught.value)
    assert caught.value.__cause__ is None
