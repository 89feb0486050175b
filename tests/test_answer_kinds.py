"""Answers that are no described object: CSV, and what the API does not publish."""

from typing import Any

import pytest

from jetemail_api_client import errors
from jetemail_api_client._policy import Answer
from jetemail_api_client._runtime.readings import csv_text, free
from jetemail_api_client.errors import Outcome

from .play import answer, of_class, play

JSON = {"content_type": "application/json; charset=utf-8"}
CSV = {"content_type": "text/csv"}
HTML = {"content_type": "text/HTML"}


def csv_end(event: Answer, **changes: Any) -> Any:
    """The end of a call for CSV."""
    return play(event, request=of_class("safe", answer="csv", read=csv_text, **changes)).end


def free_end(event: Answer, retry: str = "safe") -> Any:
    """The end of a call for something of which no shape is published."""
    return play(event, request=of_class(retry, answer="free", read=free)).end


@pytest.mark.parametrize("headers", [CSV, {}, {"content_type": "application/octet-stream"}])
@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"a,b\r\n1,2\r\n", "a,b\r\n1,2\r\n"),
        (b"\xef\xbb\xbfa,b\n", "a,b\n"),
        ("é,b\n".encode(), "é,b\n"),
        (b"5", "5"),
        (b"", ""),
    ],
)
def test_csv(content: bytes, text: str, headers: dict[str, str]) -> None:
    """CSV is its text, lines as they end, without the mark that some programs begin it with."""
    assert text == csv_end(answer(200, content, **headers))


@pytest.mark.parametrize(
    ("event", "field", "text"),
    [
        (answer(200, {"success": False, "error": "no"}, **JSON), "success", "success is false: no"),
        (answer(200, {"success": True}, **JSON), None, "the answer is an object"),
        (answer(200, [], **JSON), None, "the answer is a list"),
        (answer(200, None, **JSON), None, "the answer is null"),
        (answer(200, b"a,b", **JSON), None, f"the answer is 3 bytes, {JSON['content_type']}"),
        (answer(200, b"", **JSON), None, "the answer is empty"),
        (answer(200, b"<p>", **HTML), None, "the answer is 3 bytes, text/HTML"),
        (answer(200, b"a,\xff\n", **CSV), None, "the answer is 4 bytes, text/csv"),
    ],
)
def test_no_csv(event: Answer, field: str | None, text: str) -> None:
    """JSON, a page or bytes that are no text in the place of CSV are an error that says which."""
    end = csv_end(event)

    expected = text if field else f"{text} where CSV is described"
    assert errors.APIResponseValidationError is type(end)
    assert f"smtp_users.create: 200 {expected}" == str(end)
    assert (field, "rejected", 200) == (end.field, end.outcome, end.status)


def test_refusal_of_csv() -> None:
    """A refusal is read as JSON, whatever a success would be."""
    end = csv_end(answer(403, {"error": "no"}, **JSON))

    assert (errors.PermissionDeniedError, "no") == (type(end), end.message)


def test_csv_that_is_cut() -> None:
    """CSV that was too long to be taken in is no success."""
    end = csv_end(Answer(status=200, headers={}, content=b"a,b\n", whole=False))

    assert "smtp_users.create: 200 the answer is longer than a client takes in" == str(end)


@pytest.mark.parametrize(
    ("secrets", "body"),
    [(frozenset({"key"}), "(not kept: it may hold a secret)"), (frozenset[str](), "a,\ufffd")],
)
def test_unreadable_csv_in_an_error(secrets: frozenset[str], body: str) -> None:
    """An error holds CSV that is no text only if there can be no secret in it."""
    end = csv_end(answer(200, b"a,\xff", **CSV), secrets=secrets)

    assert body == end.body
    assert ({"answer": "a,\ufffd"} if secrets else {}) == end.secrets


@pytest.mark.parametrize("status", [200, 201, 204])
@pytest.mark.parametrize("content", [b"", b" \r\n"])
def test_free_and_empty(content: bytes, status: int) -> None:
    """An answer of which nothing is published may be empty: that is None."""
    assert free_end(answer(status, content, **HTML)) is None


@pytest.mark.parametrize("body", [None, {}, [], {"success": True, "a": [1]}, [{"a": 1}], "a", 5])
def test_free(body: Any) -> None:
    """An answer of which nothing is published may be any JSON, and is given as it came."""
    assert body == free_end(answer(200, body))


@pytest.mark.parametrize(
    ("retry", "outcome"), [("safe", "rejected"), ("idempotent", "unknown"), ("never", "unknown")]
)
def test_free_that_is_no_json(retry: str, outcome: Outcome) -> None:
    """A page in the place of JSON is an error, and leaves open what was done."""
    end = free_end(answer(200, b"<p>", **HTML), retry)

    text = "smtp_users.create: 200 the answer is 3 bytes, text/HTML where JSON is described"
    assert text == str(end).partition(". ")[0]
    assert (errors.APIResponseValidationError, outcome) == (type(end), end.outcome)


def test_free_that_says_it_is_no_success() -> None:
    """`success: false` is a refusal, also where nothing else is published."""
    end = free_end(answer(200, {"success": False, "message": "in use"}), "never")

    assert "smtp_users.create: 200 success is false: in use" == str(end).partition(". ")[0]
    assert ("success", "rejected") == (end.field, end.outcome)
